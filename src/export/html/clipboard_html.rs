//! What is copied in the window, as an HTML fragment for Word, WPS and Excel: formatting, heading
//! levels, lists and cells are kept. Fonts and sizes are left to the document it is pasted into.

use super::web_page;
use crate::form::Form;
use crate::ooxml::escape::escaped;
use crate::report::{CellBlock, FigureNumbers, Report, ReportText};
use crate::richtext::RichText;

/// Paragraphs; a part of one paragraph is inserted into the text around it.
pub fn of_prose(prose: &RichText) -> String {
    match prose.paragraphs.as_slice() {
        [only] if only.list.is_none() => web_page::runs(only),
        _ => web_page::paragraphs(prose),
    }
}

/// A piece of a text of the report, with its pictures as data and their captions under these `numbers`.
pub fn of_piece(
    form: &Form,
    report: &Report,
    numbers: FigureNumbers,
    (part, piece): (ReportText, &RichText),
) -> String {
    match piece.figures().next() {
        Some(_) => web_page::piece(form, report, numbers, (part, piece)),
        None => of_prose(piece),
    }
}

/// Cells, row by row.
pub fn of_cells(block: &CellBlock) -> String {
    let cell = |text: &String| format!("<td>{}</td>", escaped(text));
    let row = |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
    format!("<table>{}</table>", block.rows.iter().map(row).collect::<String>())
}
