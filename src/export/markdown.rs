//! The report as Markdown: headings by level, pipe tables, formatting as far as Markdown has it.
//! The importer of plain text reads it back.

use super::html;
use super::plain_text;
use crate::form::{Form, Table};
use crate::report::{FigureNumbers, Report, ReportText};
use crate::richtext::{Level, ListKind, Paragraph, ProseTable, RichText, Run, TextBlock};

/// The report, every line ended by a line feed.
pub fn write(form: &Form, report: &Report) -> String {
    let mut text = format!("# {}\n\n", escaped(&report.title_line(form)));
    let figures = report.figure_numbers();
    prose(&mut text, (form, report), &report.preface, (&figures, ReportText::Preface));
    for section in &form.sections {
        text.push_str(&format!("## {}\n\n", escaped(&section.title)));
        if let Some(table) = form.table_of(section.id) {
            rows(&mut text, form, report, table);
            notes(&mut text, report, table);
        }
        if let Some(own) = report.prose(section.id) {
            prose(&mut text, (form, report), own, (&figures, ReportText::Section(section.id)));
        }
    }
    if let Some(signature) = &report.signature {
        text.push_str(&format!("{}\n\n{}\n", escaped(&signature.unit), signature.date.official()));
    }
    text
}

fn prose(
    text: &mut String,
    (form, report): (&Form, &Report),
    prose: &RichText,
    (figures, part): (&FigureNumbers, ReportText),
) {
    let mut in_list = false;
    for block in prose.blocks() {
        let (number, paragraph) = match block {
            TextBlock::Paragraph(_, paragraph) if paragraph.is_blank() => continue,
            TextBlock::Paragraph(number, paragraph) => (number, paragraph),
            TextBlock::Table(table) => {
                let before = if std::mem::take(&mut in_list) { "\n" } else { "" };
                text.push_str(&format!("{before}{}\n", table_in_text(prose, &table)));
                continue;
            }
        };
        if let Some(figure) = &paragraph.figure {
            // A text has no pictures: what it shows, and its caption.
            let before = if std::mem::take(&mut in_list) { "\n" } else { "" };
            let note = plain_text::figure_note((form, report), (prose, number), figure);
            text.push_str(&format!("{before}{}\n\n", escaped(&note)));
            let caption = figures.caption(part, number, paragraph);
            if !caption.is_empty() {
                text.push_str(&format!("{}\n\n", escaped(&caption)));
            }
            continue;
        }
        // List items follow each other directly; everything else has an empty line before it.
        if in_list && paragraph.list.is_none() {
            text.push('\n');
        }
        in_list = paragraph.list.is_some();
        text.push_str(match (paragraph.list, paragraph.level) {
            (Some(ListKind::Outer), _) => "- ",
            (Some(ListKind::Inner), _) => "  - ",
            (None, Level::Body) => "",
            (None, Level::Second) => "### ",
            (None, Level::Third) => "#### ",
            (None, Level::Fourth) => "##### ",
        });
        text.push_str(&line(paragraph));
        text.push_str(if in_list { "\n" } else { "\n\n" });
    }
    if in_list {
        text.push('\n');
    }
}

/// A table with pipes, or as HTML where it has merged cells, cells of several paragraphs or no single head.
fn table_in_text(prose: &RichText, table: &ProseTable) -> String {
    let is_plain = |cell: &crate::richtext::GridCell| (cell.across, cell.down, cell.paragraphs.len()) == (1, 1, 1);
    if table.header_rows != 1 || !table.cells.iter().all(is_plain) {
        return html::prose_table(prose, table);
    }
    let mut text = String::new();
    for (number, row) in table.cells.chunks(table.columns.max(1)).enumerate() {
        let cells = row.iter().filter_map(|cell| prose.paragraphs.get(cell.paragraphs.start));
        let cells: Vec<String> = cells.map(line).collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
        if number == 0 {
            text.push_str(&format!("|{}\n", " --- |".repeat(table.columns)));
        }
    }
    text
}

fn line(paragraph: &Paragraph) -> String {
    let words: String = paragraph.runs().iter().map(run).collect();
    words.trim().to_owned()
}

/// A run in `**` or `*`. White space at its ends is put outside the marks, since Markdown would not
/// recognise them otherwise.
fn run(run: &Run) -> String {
    let text = escaped(&run.text);
    let inner = text.trim();
    if inner.is_empty() {
        return text;
    }
    let mark = match (run.marks.bold, run.marks.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    let (before, after) = text.split_at(text.len() - text.trim_start().len());
    let after = after.get(inner.len()..).unwrap_or_default();
    format!("{before}{mark}{inner}{mark}{after}")
}

/// The grid with its first row as the header; positions covered by a merged cell are empty.
fn rows(text: &mut String, form: &Form, report: &Report, table: &Table) {
    for (row, cells) in plain_text::grid_rows(form, report, table).into_iter().enumerate() {
        let cells: Vec<String> = cells.iter().map(|words| escaped(words)).collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
        if row == 0 {
            text.push_str(&format!("|{}\n", " --- |".repeat(table.column_count())));
        }
    }
    text.push('\n');
}

fn notes(text: &mut String, report: &Report, table: &Table) {
    for field in &table.fields {
        if let Some(note) = report.notes.get(&field.key) {
            text.push_str(&format!("注：{}：{}\n\n", escaped(&plain_text::led_to(field)), escaped(note)));
        }
    }
}

/// Escaped text: no character is Markdown markup, and it has no line break.
fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '*' | '_' | '`' | '|' | '<' | '>' | '[' | ']' | '~' | '^' | '&' => result.extend(['\\', character]),
            '\n' | '\r' => result.push(' '),
            other => result.push(other),
        }
    }
    // At the beginning of a line these would be a heading or an item.
    let item = ["# ", "- ", "+ ", "="].iter().any(|mark| result.starts_with(mark)) || result.starts_with("##");
    if item { format!("\\{result}") } else { result }
}
