//! An official table as an HTML table: the grid of the form, each number with references to its
//! header cells (`headers`), for screen readers.

use std::collections::BTreeSet;

use crate::form::{Cell, CellAlign, CellContent, CellKey, Form, Table};
use crate::ooxml::escape::escaped;
use crate::report::Report;

/// The table with its footnotes. `label` is the element that names it.
pub(crate) fn write(form: &Form, report: &Report, table: &Table, label: &str) -> String {
    let numbers = table.fields.iter().filter_map(|field| table.cells.get(field.cell));
    let row_heads = numbers.flat_map(|cell| table.heads(cell).row).collect();
    HtmlTableWriter { form, report, table, row_heads }.write(label)
}

struct HtmlTableWriter<'a> {
    form: &'a Form,
    report: &'a Report,
    table: &'a Table,
    /// The header cells of a row, as indices of the table's cells.
    row_heads: BTreeSet<usize>,
}

impl HtmlTableWriter<'_> {
    fn write(&self, label: &str) -> String {
        let dense = if self.table.column_count() > 4 { " class=\"dense\"" } else { "" };
        let mut text = format!(
            "<figure class=\"table\" tabindex=\"0\" aria-labelledby=\"{label}\">\n\
             <table{dense} data-table=\"{}\" aria-labelledby=\"{label}\">\n",
            self.table.name
        );
        self.widths(&mut text);
        let mut open = "";
        for row in 0..self.table.row_count() {
            let band = self.table.cells.iter().any(|cell| cell.row == row && self.is_band(cell));
            let part = if row < self.table.header_rows { "thead" } else { "tbody" };
            if part != open || band {
                if !open.is_empty() {
                    text.push_str(&format!("</{open}>\n"));
                }
                text.push_str(&format!("<{part}>\n"));
                open = part;
            }
            text.push_str("<tr>");
            let here = self.table.cells.iter().enumerate().filter(|(_, cell)| cell.row == row);
            here.for_each(|(index, cell)| self.cell(&mut text, index, cell));
            text.push_str("</tr>\n");
        }
        text.push_str(&format!("</{open}>\n</table>\n</figure>\n"));
        self.notes(&mut text);
        text
    }

    /// The columns' widths in hundredths of the whole.
    fn widths(&self, text: &mut String) {
        let whole: u32 = self.table.widths.iter().sum();
        text.push_str("<colgroup>");
        for width in &self.table.widths {
            let tenths = (u64::from(*width) * 1000).checked_div(u64::from(whole)).unwrap_or(0);
            text.push_str(&format!("<col style=\"width: {}.{}%\">", tenths / 10, tenths % 10));
        }
        text.push_str("</colgroup>\n");
    }

    fn cell(&self, text: &mut String, index: usize, cell: &Cell) {
        let span = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
        let spans = span("rowspan", cell.down) + &span("colspan", cell.across);
        match &cell.content {
            CellContent::Label { text: words, note } => {
                let mut classes = Vec::new();
                classes.extend(match cell.align {
                    CellAlign::Center => None,
                    CellAlign::Left => Some("start"),
                    CellAlign::Justify => Some("both"),
                });
                classes.extend(cell.shaded.then_some("shaded"));
                classes.extend(cell.upright.then_some("upright"));
                let class =
                    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
                let id = format!("{}-{index}", self.table.name);
                // The text in the corner of the table is no header.
                let (open, close) = match words.is_empty() {
                    true => ("td".to_owned(), "td"),
                    false => (format!("th id=\"{id}\" scope=\"{}\"", self.scope(index, cell)), "th"),
                };
                let note = match note.is_empty() {
                    true => String::new(),
                    false => format!("<span class=\"kai\">{}</span>", escaped(note)),
                };
                text.push_str(&format!("<{open}{spans}{class}>{}{note}</{close}>", escaped(words)));
            }
            CellContent::Input(key, _) | CellContent::Total(key, _) => {
                let heads = self.table.heads(cell);
                let heads = heads.row.iter().chain(&heads.column).filter(|at| self.is_head(**at));
                let heads: Vec<_> = heads.map(|at| format!("{}-{at}", self.table.name)).collect();
                let heads = heads.join(" ");
                let shown = self.report.numbers.shown(self.form, *key);
                let shown = shown.map(|number| number.to_string()).unwrap_or_default();
                let noted = self.report.notes.contains_key(key);
                let note = if noted { format!(" aria-describedby=\"{}\"", note_id(*key)) } else { String::new() };
                text.push_str(&format!(
                    "<td class=\"number\"{spans} headers=\"{heads}\" data-cell=\"{key}\"{note}>{shown}</td>"
                ));
            }
        }
    }

    /// The scope of a header cell.
    fn scope(&self, index: usize, cell: &Cell) -> &'static str {
        match () {
            () if self.is_band(cell) => "rowgroup",
            () if self.row_heads.contains(&index) => "row",
            () => "col",
        }
    }

    /// Whether the label is as wide as the table and is the header of the rows below it.
    fn is_band(&self, cell: &Cell) -> bool {
        cell.across == self.table.column_count() && cell.key().is_none()
    }

    fn is_head(&self, index: usize) -> bool {
        let content = self.table.cells.get(index).map(|cell| &cell.content);
        matches!(content, Some(CellContent::Label { text, .. }) if !text.is_empty())
    }

    fn notes(&self, text: &mut String) {
        for field in &self.table.fields {
            let Some(note) = self.report.notes.get(&field.key) else { continue };
            let heads = [field.row_heads.last(), field.column_heads.last()];
            let heads: Vec<_> = heads.into_iter().flatten().map(String::as_str).collect();
            let (id, key, heads, note) = (note_id(field.key), field.key, escaped(&heads.join("，")), escaped(note));
            text.push_str(&format!(
                "<p class=\"note\" id=\"{id}\">注：{heads}：<span data-note=\"{key}\">{note}</span></p>\n"
            ));
        }
    }
}

fn note_id(key: CellKey) -> String {
    format!("note-{}-{}", key.row, key.column)
}
