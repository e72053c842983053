//! Cells with more digits than their number has: the raised mark of a note, and the number that was there before, struck
//! through. In every kind of file the number is read without them, and they are told.

use nianbao::import::{self, Imported};

use super::containers::{Piece, flat_open_document, html_page, markdown, word_2003};
use super::excel_files::excel_workbook;
use super::{TITLE, form, pieces, report};
use crate::docx_package::edited;
use crate::drawn_pages::drawing::{Canvas, Sheet, pdf};
use crate::report_tables::Rows;

/// What stands in the cells until a kind of file writes its own.
const RAISED: &str = "¤";
const STRUCK: &str = "¥";
/// The digits meant by these.
const NOTE: &str = "2";
const FORMER: &str = "470";

/// The report with a raised digit behind each third number and a former one before each other third.
fn marked() -> Vec<Piece> {
    let mut pieces = pieces(&report());
    let mut at = 0;
    for piece in &mut pieces {
        let Piece::Table(rows) = piece else { continue };
        for cell in rows.iter_mut().flatten().filter(|cell| cell.parse::<f64>().is_ok()) {
            at += 1;
            match at % 3 {
                0 => cell.push_str(RAISED),
                1 => cell.insert_str(0, STRUCK),
                _ => {}
            }
        }
    }
    pieces
}

fn table(piece: Piece) -> Option<Rows> {
    if let Piece::Table(rows) = piece { Some(rows) } else { None }
}

fn written(text: &str, raised: &str, struck: &str) -> String {
    text.replace(RAISED, &raised.replace('#', NOTE)).replace(STRUCK, &struck.replace('#', FORMER))
}

fn rows_of(piece: &mut Piece) -> Option<&mut Rows> {
    if let Piece::Table(rows) = piece { Some(rows) } else { None }
}

fn assert_numbers(reading: &Imported, name: &str) {
    let wanted = report();
    for field in form(&wanted).fields().filter(|field| !field.total) {
        let shown = |report: &nianbao::report::Report| report.numbers.get(field.key).map(|number| number.to_string());
        assert_eq!(shown(&reading.report), shown(&wanted), "{name}: {}", field.key);
    }
}

fn assert_read(reading: &Imported, name: &str) {
    assert_numbers(reading, name);
    let is_told =
        |words: &[&str]| reading.remarks.iter().any(|remark| words.iter().any(|one| remark.excerpt.contains(one)));
    assert!(is_told(&["²", "₂"]), "{name}: the note is not told");
    assert!(is_told(&[FORMER]), "{name}: the former number is not told");
}

#[test]
fn pages_and_markdown() {
    let raised = [
        "<sub>#</sub>",
        "<sup>#</sup>",
        "<sup><a href=\"#n\">#</a></sup>",
        "<span style=\"vertical-align: super\">#</span>",
    ];
    let struck = [
        "<s>#</s>",
        "<strike>#</strike> ",
        "<del>#</del>",
        "<span style=\"color:red;text-decoration:line-through\">#</span> ",
    ];
    for (raised, struck) in raised.iter().cycle().zip(struck) {
        let page = written(&html_page(&marked(), "utf-8"), &raised.replace("#n", "n"), struck);
        assert_read(&import::read(page.as_bytes()).unwrap(), struck);
    }
    let bars = |rows: &Rows| {
        let lines = rows.iter().map(|row| format!("| {} |\n", row.join(" | ")));
        let head = format!("|{}\n", "---|".repeat(rows[0].len()));
        lines.enumerate().map(|(at, line)| if at == 0 { format!("{line}{head}") } else { line }).collect()
    };
    for (raised, struck) in [("<sup>#</sup>", "<del>#</del>"), ("^#^", "~~#~~"), ("^#^", "<s>#</s> ")] {
        let text = written(&markdown(&marked(), bars), raised, struck);
        assert_read(&import::read(text.as_bytes()).unwrap(), struck);
    }
}

#[test]
fn word_and_open_document() {
    let run =
        |look: &str, after: &str| format!("</w:t></w:r><w:r><w:rPr>{look}</w:rPr><w:t>#</w:t></w:r><w:r><w:t>{after}");
    let raised = [
        "<w:vertAlign w:val=\"superscript\"/>",
        "<w:vertAlign w:val=\"subscript\"/>",
        "<w:position w:val=\"8\"/><w:sz w:val=\"12\"/>",
        "<w:rStyle w:val=\"note\"/>",
    ];
    let style = "<w:style w:type=\"character\" w:styleId=\"note\"><w:name w:val=\"footnote reference\"/><w:rPr>\
                 <w:vertAlign w:val=\"superscript\"/></w:rPr></w:style></w:styles>";
    let struck = [("<w:strike/>", ""), ("<w:dstrike w:val=\"1\"/>", " ")];
    for (raised, (look, after)) in raised.iter().zip(struck.iter().cycle()) {
        let text = written(&word_2003(&marked()), &run(raised, ""), &run(look, after)).replace("</w:styles>", style);
        assert_read(&import::read(text.as_bytes()).unwrap(), raised);
    }
    let span = |style: &str| format!("<text:span text:style-name=\"{style}\">#</text:span>");
    for position in ["super 58%", "33% 58%", "sub 58%", "-20% 58%"] {
        let style = |name: &str, look: &str| {
            format!(
                "<style:style style:name=\"{name}\" style:family=\"text\"><style:text-properties {look}/></style:style>"
            )
        };
        let styles = format!(
            "<office:automatic-styles>{}{}</office:automatic-styles><office:body>",
            style("R", &format!("style:text-position=\"{position}\"")),
            style("S", "style:text-line-through-style=\"solid\"")
        );
        let text = flat_open_document(&marked()).replacen("<office:body>", &styles, 1);
        assert_read(&import::read(written(&text, &span("R"), &span("S")).as_bytes()).unwrap(), position);
    }
}

/// A whole number that is set higher or lower, as some do to centre it in its row, is the number.
#[test]
fn whole_numbers_are_set_higher_for_their_looks() {
    let mut pieces = pieces(&report());
    for cell in pieces.iter_mut().filter_map(rows_of).flatten().flatten().filter(|cell| cell.parse::<f64>().is_ok()) {
        let (head, tail) = cell.split_at(1);
        *cell = format!("{STRUCK}{head}{STRUCK}{tail}");
    }
    for look in ["<w:position w:val=\"6\"/>", "<w:position w:val=\"-6\"/>", "<w:vertAlign w:val=\"superscript\"/>"] {
        let run = format!("</w:t></w:r><w:r><w:rPr>{look}</w:rPr><w:t>");
        let reading = import::read(word_2003(&pieces).replace(STRUCK, &run).as_bytes()).unwrap();
        assert_numbers(&reading, look);
    }
    let page = html_page(&pieces, "utf-8").replace(&format!("<td>{STRUCK}"), "<td><sup>").replace(STRUCK, "");
    assert_numbers(&import::read(page.as_bytes()).unwrap(), "sup");
}

#[test]
fn workbooks() {
    let tables: Vec<_> = marked().into_iter().filter_map(table).collect();
    let run = |look: &str| format!("</t></r><r><rPr>{look}</rPr><t>#</t></r><r><t>");
    for height in ["superscript", "subscript"] {
        let raised = run(&format!("<vertAlign val=\"{height}\"/>"));
        let edit = |text: &str| {
            let text = written(text, &raised, &run("<strike/>"));
            text.replace("<is><t>", "<is><r><t>").replace("</t></is>", "</t></r></is>")
        };
        let book = (0..3).fold(excel_workbook(&tables), |book, sheet| {
            edited(&book, &format!("xl/worksheets/sheet{sheet}.xml"), edit)
        });
        assert_read(&import::read(&book).unwrap(), height);
    }
}

/// Drawn smaller and higher, and with a line through it.
#[test]
fn printed_pages() {
    let mut pages = Vec::new();
    for rows in marked().into_iter().filter_map(table) {
        let mut page = Canvas::default();
        if pages.is_empty() {
            page.text(40.0, 800.0, 16.0, TITLE);
        }
        let places = |count: usize| f64::from(u32::try_from(count).unwrap());
        let wide = 760.0 / places(rows[0].len());
        let (mut y, mut edges) = (560.0, vec![560.0]);
        for row in &rows {
            for (column, cell) in row.iter().enumerate() {
                let x = 30.0 + wide * places(column) + 2.0;
                let former = cell.starts_with(STRUCK);
                let number = cell.trim_start_matches(STRUCK).trim_end_matches(RAISED);
                let from = if former { x + 12.0 } else { x };
                if former {
                    page.text(x, y - 12.0, 8.0, FORMER);
                    page.line((x, y - 9.5), (x + 12.0, y - 9.5));
                }
                for (line, words) in number.chars().collect::<Vec<_>>().chunks(12).enumerate() {
                    page.text(
                        from,
                        y - 12.0 - 5.0 * places(line),
                        if former { 8.0 } else { 5.0 },
                        &words.iter().collect::<String>(),
                    );
                }
                if cell.ends_with(RAISED) {
                    page.text(from + places(number.chars().count()) * 2.5, y - 10.0, 3.0, NOTE);
                }
            }
            y -= 17.0;
            edges.push(y);
        }
        for edge in &edges {
            page.line((30.0, *edge), (790.0, *edge));
        }
        for column in 0..=rows[0].len() {
            let x = 30.0 + wide * places(column);
            page.line((x, 560.0), (x, y));
        }
        pages.push(page);
    }
    let reading = import::read(&pdf(pages, Sheet::SidewaysAndRotated)).unwrap();
    assert_read(&reading, "pdf");
}
