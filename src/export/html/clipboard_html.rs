//! What is copied in the window as a piece of a web page, as Word, WPS and Excel paste it: marks,
//! ranks, lists and cells stay. Fonts and sizes are left to the document that takes it.

use super::web_page;
use crate::ooxml::escape::escaped;
use crate::report::CellBlock;
use crate::richtext::RichText;

/// Paragraphs; what lies within one paragraph joins the text around it.
pub fn of_prose(prose: &RichText) -> String {
    match prose.paragraphs.as_slice() {
        [only] if only.list.is_none() => web_page::runs(only),
        _ => web_page::paragraphs(prose),
    }
}

/// Cells, row by row.
pub fn of_cells(block: &CellBlock) -> String {
    let cell = |text: &String| format!("<td>{}</td>", escaped(text));
    let row = |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
    format!("<table>{}</table>", block.rows.iter().map(row).collect::<String>())
}
