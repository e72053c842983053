//! The report as files of other programs: Word, web page, workbook, csv, JSON, Markdown, plain text; the sum of many
//! reports as workbook, csv and Parquet. Report in, bytes out. Must not know a disk, a network, the layout, a screen or `import`.

pub mod csv_table;
pub mod docx;
pub mod drawn_charts;
pub(crate) mod figure_sheet;
pub mod html;
pub mod json_report;
pub mod markdown;
pub mod plain_text;
pub mod rollup_csv;
#[cfg(feature = "parquet")]
pub mod rollup_parquet;
pub mod rollup_workbook;
mod workbook_error;
pub mod xlsx_workbook;

/// What a report bears that is not ready to be published: in the head margin of a document and of a sheet, above
/// a page. `import` reads over it.
pub(crate) const REVIEW_MARK: &str = "送审稿";
