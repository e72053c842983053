//! A table in the text as an HTML table: heads with their scope, merged cells. Must not know the form.

use super::web_page::{align_class, runs};
use crate::ooxml::escape::escaped;
use crate::richtext::{GridCell, Paragraph, ProseTable, RichText};

/// The table.
pub(crate) fn write(prose: &RichText, table: &ProseTable) -> String {
    let caption = table.paragraphs.start.checked_sub(1).filter(|before| prose.is_table_caption(*before));
    let caption = caption.and_then(|before| prose.paragraphs.get(before)).map(Paragraph::text);
    let label = caption.map(|caption| format!(" aria-label=\"{}\"", escaped(caption.trim()))).unwrap_or_default();
    let mut text = format!("<table class=\"text\"{label}>\n");
    let mut open = "";
    for row in 0..table.rows {
        let part = if row < table.header_rows { "thead" } else { "tbody" };
        if part != open {
            if !open.is_empty() {
                text.push_str(&format!("</{open}>\n"));
            }
            text.push_str(&format!("<{part}>\n"));
            open = part;
        }
        text.push_str("<tr>");
        table.cells.iter().filter(|cell| cell.row == row).for_each(|cell| {
            let content = prose.paragraphs.get(cell.paragraphs.clone()).unwrap_or_default();
            text.push_str(&written(cell, content, part == "thead"));
        });
        text.push_str("</tr>\n");
    }
    text.push_str(&format!("</{open}>\n</table>\n"));
    text
}

fn written(cell: &GridCell, content: &[Paragraph], is_head: bool) -> String {
    let span = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
    let spans = span("rowspan", cell.down) + &span("colspan", cell.across);
    let (tag, scope) = match (is_head, cell.across > 1) {
        (false, _) => ("td", ""),
        (true, false) => ("th", " scope=\"col\""),
        (true, true) => ("th", " scope=\"colgroup\""),
    };
    match content {
        [only] => format!("<{tag}{scope}{spans}{}>{}</{tag}>", align_class(only.align), runs(only)),
        several => {
            let paragraph = |one: &Paragraph| format!("<p{}>{}</p>", align_class(one.align), runs(one));
            format!("<{tag}{scope}{spans}>{}</{tag}>", several.iter().map(paragraph).collect::<String>())
        }
    }
}
