//! The pictures and charts of a report's texts as a list in its workbook, since a workbook has no texts to show them in.
//! Must not know the other sheets.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::xlsx_workbook::{SONG, as_text};
use crate::form::Form;
use crate::report::{ChartData, Report, ReportText};

/// The name of the sheet.
pub(crate) const FIGURES: &str = "插图";
/// Its columns.
pub(crate) const HEADS: [&str; 5] = ["编号", "部分", "图题", "种类", "说明"];
/// How wide they are.
const WIDTHS: [u16; 5] = [8, 34, 46, 10, 80];

/// Writes the list: a row for each figure, of a chart with its numbers.
pub(super) fn write(form: &Form, report: &Report, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(FIGURES)?;
    let plain = Format::new().set_font_name(SONG).set_font_size(10).set_text_wrap().set_quote_prefix();
    let head = Format::new().set_font_name(SONG).set_font_size(10).set_bold();
    for ((column, name), width) in (0_u16..).zip(HEADS).zip(WIDTHS) {
        sheet.write_string_with_format(0, column, name, &head)?;
        sheet.set_column_width(column, width)?;
    }
    let numbers = report.figure_numbers();
    let mut row = 1;
    for part in ReportText::ALL {
        let Some(prose) = report.part(part) else { continue };
        let title = match part {
            ReportText::Preface => "前言",
            ReportText::Section(id) => form.section(id).map_or("", |section| section.title.as_str()),
        };
        for (number, paragraph, figure) in prose.figures() {
            let data = figure.chart().map(|of| ChartData::of(form, &report.numbers, (prose, number), of));
            let kind = data.as_ref().map_or("图片", |data| data.choice.kind.label());
            let said = match (figure.alt.trim(), &data) {
                ("", Some(data)) => data.words(),
                (own, _) => own.to_owned(),
            };
            let label = numbers.label(part, number).unwrap_or_default();
            let cells = [label.as_str(), title, paragraph.text().trim(), kind, &said].map(as_text);
            for (column, text) in (0_u16..).zip(cells) {
                sheet.write_string_with_format(row, column, text, &plain)?;
            }
            row += 1;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}
