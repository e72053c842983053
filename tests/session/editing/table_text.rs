//! Tables of texts as lines of words, and what holds of every one.

use nianbao::limits::Limit;
use nianbao::richtext::{CellBegin, Level, Paragraph, RichText, TextBlock};

/// A text from lines: a row of a table begins with `|` or, in the head, with `#`; its cells are parted by it, `¶` parts
/// paragraphs of a cell, and `2x3:` before the words says columns and rows covered.
pub(super) fn text(lines: &[&str]) -> RichText {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        let Some(mark) = line.chars().next().filter(|first| matches!(first, '|' | '#')) else {
            paragraphs.push(Paragraph::new(Level::Body, *line));
            continue;
        };
        let is_first = paragraphs.last().is_none_or(|last| last.cell.is_none());
        for (column, cell) in line[1..].split(mark).enumerate() {
            let begins = match (is_first, column) {
                (true, 0) => CellBegin::Table,
                (false, 0) => CellBegin::Row,
                _ => CellBegin::Cell,
            };
            let (spans, words) = cell.split_once(':').unwrap_or(("1x1", cell));
            let (across, down) = spans.split_once('x').unwrap();
            for (index, words) in words.split('¶').enumerate() {
                let mut cell = nianbao::richtext::TextCell::default();
                if index == 0 {
                    cell.begins = begins;
                    cell.header = mark == '#' && column == 0;
                    cell.across = nianbao::richtext::Span::of(across.parse().unwrap());
                    cell.down = nianbao::richtext::Span::of(down.parse().unwrap());
                }
                let mut paragraph = Paragraph::new(Level::Body, words);
                paragraph.cell = Some(cell);
                paragraphs.push(paragraph);
            }
        }
    }
    RichText { paragraphs }
}

/// The same notation of a text.
pub(super) fn lines(prose: &RichText) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for block in prose.blocks() {
        let table = match block {
            TextBlock::Paragraph(_, paragraph) => {
                all.push(paragraph.text());
                continue;
            }
            TextBlock::Table(table) => table,
        };
        for row in 0..table.rows {
            let mark = if row < table.header_rows { "#" } else { "|" };
            let cells = table.cells.iter().filter(|cell| cell.row == row).map(|cell| {
                let words: Vec<String> =
                    prose.paragraphs[cell.paragraphs.clone()].iter().map(Paragraph::text).collect();
                let spans = if (cell.across, cell.down) == (1, 1) {
                    String::new()
                } else {
                    format!("{}x{}:", cell.across, cell.down)
                };
                format!("{mark}{spans}{}", words.join("¶"))
            });
            all.push(cells.collect());
        }
    }
    all
}

/// Fails where a text has a table that is no full rectangle, or that no paragraph follows. Reads the paragraphs alone.
pub(super) fn assert_sound(prose: &RichText, name: &str) {
    let mut at = 0;
    while at < prose.paragraphs.len() {
        if prose.paragraphs[at].cell.is_none() {
            at += 1;
            continue;
        }
        let first = at;
        let mut rows: Vec<Vec<(usize, usize, bool)>> = Vec::new();
        while let Some(cell) = prose.paragraphs.get(at).and_then(|one| one.cell.as_ref()) {
            let paragraph = &prose.paragraphs[at];
            assert!(paragraph.level == Level::Body && paragraph.list.is_none() && paragraph.figure.is_none(), "{name}");
            assert_eq!(cell.begins == CellBegin::Table, at == first, "{name}: {at} of {prose:#?}");
            if cell.begins >= CellBegin::Row {
                rows.push(Vec::new());
            }
            if cell.begins != CellBegin::Paragraph {
                rows.last_mut().unwrap().push((cell.across.count(), cell.down.count(), cell.header));
            }
            at += 1;
        }
        assert!(at < prose.paragraphs.len(), "{name}: a table is the end of the text");
        let height = rows.len();
        let mut taken: Vec<Vec<bool>> = vec![vec![]; height];
        for (row, cells) in rows.iter().enumerate() {
            assert!(!cells.is_empty(), "{name}: an empty row");
            let mut column = 0;
            for (across, down, _) in cells {
                while taken[row].get(column) == Some(&true) {
                    column += 1;
                }
                assert!(row + down <= height, "{name}: a cell reaches below the table");
                for below in &mut taken[row..row + down] {
                    below.resize(below.len().max(column + across), false);
                    for place in &mut below[column..column + across] {
                        assert!(!std::mem::replace(place, true), "{name}: one cell over another: {prose:#?}");
                    }
                }
                column += across;
            }
        }
        let width = taken[0].len();
        assert!(taken.iter().all(|row| row.len() == width && row.iter().all(|one| *one)), "{name}: {prose:#?}");
        assert!(width <= Limit::TableColumns.most() && width * height <= Limit::TableCells.most(), "{name}");
        let heads = rows.iter().map(|cells| cells[0].2);
        assert!(heads.clone().is_sorted_by(|one, other| one >= other), "{name}: a head within the table");
    }
}

pub(super) fn characters(prose: &RichText) -> Vec<char> {
    let mut all: Vec<char> = prose.paragraphs.iter().flat_map(|one| one.text().chars().collect::<Vec<_>>()).collect();
    all.sort_unstable();
    all
}
