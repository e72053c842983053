//! The report as files of other programs: Word, web page, workbook, csv, JSON, Markdown, plain text.
//! Report in, bytes out. Must not know a disk, a network, the layout, a screen or `import`.

pub mod csv_table;
pub mod docx;
pub mod html;
pub mod json_report;
pub mod markdown;
pub mod plain_text;
pub mod xlsx_workbook;
