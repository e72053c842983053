//! A table of the form as a table of the document: the official grid, merged cells, repeated header
//! rows, rows that do not break. Must not know the package.

use super::docx_comments::DocxComments;
use super::docx_paragraphs::{line, run, width};
use super::docx_revisions::DocxRevisions;
use super::docx_styles::{DocxStyle, KAI, SONG, borders, fonts, size};
use super::page_setup::{LINE, LINES, WIDTH};
use crate::form::{Cell, CellAlign, CellContent, CellKey, Form, Table, footnote_mark, split_bracketed_number};
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::{PieceChange, Place, Report, RevisionId};
use crate::richtext::{Run, TextMarks};

/// The leading in a table, and the width of a character of 10 pt, in twips.
const ROW_LINE: u32 = 250;
const CHARACTER: u32 = 200;
/// 10 pt in half points.
const FULL_SIZE: u32 = 20;
/// Cells below this width are narrow: six characters.
const NARROW: u32 = CHARACTER * 6;
/// The padding left and right of the text of a cell.
const PADDING_SIDE: u32 = 30;
/// The padding above and below the text of a cell: the greatest, and the least that is readable.
const PADDING_MOST: u32 = 120;
const PADDING_LEAST: u32 = 20;
/// The width of a rule, the leading of footnotes, and the space above them.
const RULE: u32 = 10;
const NOTE_LINE: u32 = 260;
const ABOVE_NOTES: u32 = 80;
/// The table with its numbers, and its footnotes below it.
pub(crate) fn table(
    xml: &mut XmlWriter,
    (form, report): (&Form, &Report),
    (comments, revisions): (DocxComments<'_>, &DocxRevisions<'_>),
    table: &Table,
    title: &str,
) {
    let widths = widths(table);
    let notes: Vec<CellKey> = table.fields.iter().map(|field| field.key).filter(|key| has_note(report, *key)).collect();
    let heights = heights(table, &widths, u32::try_from(notes.len()).unwrap_or(0));
    xml.element("w:tbl", &[], |xml| {
        properties(xml, title);
        xml.element("w:tblGrid", &[], |xml| {
            widths.iter().for_each(|width| xml.empty("w:gridCol", &[("w:w", &width.to_string())]));
        });
        for (row, height) in heights.iter().enumerate() {
            xml.element("w:tr", &[], |xml| {
                xml.element("w:trPr", &[], |xml| {
                    xml.empty("w:cantSplit", &[]);
                    xml.empty("w:trHeight", &[("w:val", &height.to_string()), ("w:hRule", "atLeast")]);
                    if row < table.header_rows {
                        xml.empty("w:tblHeader", &[]);
                    }
                });
                let writer = DocxTableWriter {
                    form,
                    report,
                    comments,
                    revisions,
                    notes: &notes,
                    widths: &widths,
                    keeps_next: row + 1 < heights.len(),
                };
                let mut column = 0;
                while let Some(cell) = table.cells.iter().find(|cell| cell.covers(row, column)) {
                    writer.cell(xml, cell, row);
                    column = cell.column + cell.across;
                }
            });
        }
    });
    for (number, key) in notes.iter().enumerate() {
        let head = if number == 0 { "注：" } else { "" };
        let text = report.notes.get(key).map(|note| note.trim()).unwrap_or_default();
        line(
            xml,
            DocxStyle::Note,
            &format!("{head}{}{text}", footnote_mark(number)),
            if number == 0 { ABOVE_NOTES } else { 0 },
        );
    }
}

struct DocxTableWriter<'a> {
    form: &'a Form,
    report: &'a Report,
    comments: DocxComments<'a>,
    revisions: &'a DocxRevisions<'a>,
    notes: &'a [CellKey],
    widths: &'a [u32],
    /// Whether its row is kept with the next one: a table that fits a page is not divided.
    keeps_next: bool,
}

impl DocxTableWriter<'_> {
    /// The part of `cell` in `row`: its text in its first row, a continuation in the others.
    fn cell(&self, xml: &mut XmlWriter, cell: &Cell, row: usize) {
        let is_first = cell.row == row;
        xml.element("w:tc", &[], |xml| {
            xml.element("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", &self.width(cell).to_string()), ("w:type", "dxa")]);
                if cell.across > 1 {
                    xml.value("w:gridSpan", &cell.across.to_string());
                }
                if cell.down > 1 {
                    xml.value("w:vMerge", if is_first { "restart" } else { "continue" });
                }
                if cell.shaded {
                    let colour = format!("{:06X}", self.form.band);
                    xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &colour)]);
                }
                xml.value("w:vAlign", "center");
            });
            xml.element("w:p", &[], |xml| {
                xml.element("w:pPr", &[], |xml| {
                    xml.value("w:pStyle", DocxStyle::Table.id());
                    if self.keeps_next {
                        xml.empty("w:keepNext", &[]);
                    }
                    let inset = self.inset(cell);
                    if inset > 0 {
                        let inset = inset.to_string();
                        xml.empty("w:ind", &[("w:left", &inset), ("w:right", &inset)]);
                    }
                    match cell.align {
                        CellAlign::Center => {}
                        CellAlign::Left => xml.value("w:jc", "left"),
                        CellAlign::Justify => xml.value("w:jc", "both"),
                    }
                });
                if is_first {
                    match cell.content {
                        CellContent::Input(key, _) | CellContent::Total(key, _) => {
                            self.comments.around(xml, Place::Cell(key), |xml| self.text(xml, cell));
                        }
                        CellContent::Label { .. } => self.text(xml, cell),
                    }
                }
            });
        });
    }

    fn text(&self, xml: &mut XmlWriter, cell: &Cell) {
        match &cell.content {
            CellContent::Label { text, note } => self.label(xml, cell, text, note),
            CellContent::Input(key, _) | CellContent::Total(key, _) => {
                let number = self.report.numbers.shown(self.form, *key).map(|number| number.to_string());
                match self.revisions.cell(*key) {
                    Some((id, former)) => self.changed_number(xml, cell, (id, &former), &number.unwrap_or_default()),
                    None => {
                        number.into_iter().for_each(|it| self.number(xml, cell, &it, self.notes.contains(key)));
                    }
                }
                if let Some(number) = self.notes.iter().position(|noted| noted == key) {
                    let marks = TextMarks { superscript: true, ..TextMarks::default() };
                    run(xml, &Run { text: footnote_mark(number).into(), marks, ..Run::default() });
                }
            }
        }
    }

    /// An official label. In a narrow cell a number such as （三） is on a line of its own if the rest
    /// fits the next line; a label that is a little too long for its cell is a little smaller.
    fn label(&self, xml: &mut XmlWriter, cell: &Cell, text: &str, note: &str) {
        let room = self.width(cell).saturating_sub(PADDING_SIDE * 2);
        let fits = |words: &str, half_points: &u32| width(words, CHARACTER) * half_points / FULL_SIZE <= room;
        let sizes = || (FULL_SIZE - 2..=FULL_SIZE).rev();
        let (mut parts, mut size) = (vec![text], FULL_SIZE);
        if !cell.upright && note.is_empty() {
            let numbered =
                split_bracketed_number(text).filter(|(_, words)| room < NARROW && width(words, CHARACTER) > CHARACTER);
            let in_two = numbered.and_then(|(_, words)| sizes().find(|size| fits(words, size)));
            match (numbered, in_two) {
                (Some((number, words)), Some(smaller)) => (parts, size) = (vec![number, words], smaller),
                _ => size = sizes().find(|size| fits(text, size)).unwrap_or(FULL_SIZE),
            }
        }
        for (number, part) in parts.into_iter().filter(|part| !part.is_empty()).enumerate() {
            characters(xml, SONG, size, number > 0, part);
        }
        if !note.is_empty() {
            characters(xml, KAI, FULL_SIZE, false, note);
        }
    }

    /// The indent of the text from both sides: vertical text has room for one character, and
    /// left-aligned text keeps a distance from the rule.
    fn inset(&self, cell: &Cell) -> u32 {
        let room = self.width(cell).saturating_sub(PADDING_SIDE * 2);
        match cell.align {
            _ if cell.upright => room.saturating_sub(CHARACTER + 20) / 2,
            CellAlign::Left | CellAlign::Justify if room >= NARROW => PADDING_SIDE,
            _ => 0,
        }
    }

    /// A number on one line: one that is too long for its cell is smaller. Digits are up to a fifth
    /// wider than half a character, depending on the font.
    fn number(&self, xml: &mut XmlWriter, cell: &Cell, number: &str, has_note: bool) {
        let mark = if has_note { CHARACTER * 7 / 10 } else { 0 };
        characters(xml, SONG, self.number_size(cell, number, mark), false, number);
    }

    fn number_size(&self, cell: &Cell, number: &str, mark: u32) -> u32 {
        let needed = (width(number, CHARACTER) * 12 / 10 + mark).max(1);
        (FULL_SIZE * self.width(cell).saturating_sub(PADDING_SIDE * 2) / needed).clamp(FULL_SIZE / 2, FULL_SIZE)
    }

    /// A number that took another's place: the other one taken out, this one put in.
    fn changed_number(&self, xml: &mut XmlWriter, cell: &Cell, (id, former): (RevisionId, &str), number: &str) {
        let size = self.number_size(cell, &format!("{former}{number}"), 0);
        let out = PieceChange { deleted: Some(id), ..PieceChange::default() };
        let put = PieceChange { inserted: Some(id), ..PieceChange::default() };
        for (change, element, text) in [(out, "w:delText", former), (put, "w:t", number)] {
            if !text.is_empty() {
                self.revisions.around(xml, change, |xml| characters_in(xml, element, (SONG, size), false, text));
            }
        }
    }

    fn width(&self, cell: &Cell) -> u32 {
        covered(self.widths, cell)
    }
}

/// Characters of a cell, on a new line where `breaks`.
fn characters(xml: &mut XmlWriter, font: &str, half_points: u32, breaks: bool, text: &str) {
    characters_in(xml, "w:t", (font, half_points), breaks, text);
}

/// As [`characters()`], in elements of this name.
fn characters_in(xml: &mut XmlWriter, element: &str, (font, half_points): (&str, u32), breaks: bool, text: &str) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            if font == SONG {
                xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
            } else {
                fonts(xml, font);
            }
            if half_points != FULL_SIZE {
                size(xml, half_points);
            }
        });
        if breaks {
            xml.empty("w:br", &[]);
        }
        xml.element(element, &[], |xml| xml.text(text));
    });
}

/// The properties of a table as wide as the type area, with what it is called for screen readers.
pub(super) fn properties(xml: &mut XmlWriter, title: &str) {
    xml.element("w:tblPr", &[], |xml| {
        xml.value("w:tblStyle", "TableGrid");
        xml.empty("w:tblW", &[("w:w", &WIDTH.to_string()), ("w:type", "dxa")]);
        xml.value("w:jc", "center");
        borders(xml);
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.element("w:tblCellMar", &[], |xml| {
            for side in ["w:left", "w:right"] {
                xml.empty(side, &[("w:w", &PADDING_SIDE.to_string()), ("w:type", "dxa")]);
            }
        });
        xml.value("w:tblLook", "04A0");
        // The description for screen readers.
        xml.value("w:tblCaption", title);
    });
}

fn has_note(report: &Report, key: CellKey) -> bool {
    report.notes.get(&key).is_some_and(|note| !note.trim().is_empty())
}

fn covered(widths: &[u32], cell: &Cell) -> u32 {
    widths.iter().skip(cell.column).take(cell.across).sum()
}

/// The column widths of the template, scaled to the type area.
fn widths(table: &Table) -> Vec<u32> {
    let total: u64 = table.widths.iter().map(|width| u64::from(*width)).sum::<u64>().max(1);
    let mut reached = 0;
    let mut left = 0;
    let fitted = table.widths.iter().map(|width| {
        reached += u64::from(*width);
        let edge = u32::try_from(u64::from(WIDTH) * reached / total).unwrap_or(WIDTH);
        let own = edge - left;
        left = edge;
        own
    });
    fitted.collect()
}

/// The least heights of the rows: the greatest padding with which the table with its footnotes fits
/// a page below the section's title. Computed from the official labels; numbers take one line.
fn heights(table: &Table, widths: &[u32], notes: u32) -> Vec<u32> {
    let rules = u32::try_from(table.row_count()).unwrap_or(0) * RULE;
    let room = (LINE * (LINES - 1)).saturating_sub(rules + notes * NOTE_LINE + ABOVE_NOTES);
    let paddings = (PADDING_LEAST..=PADDING_MOST).rev().step_by(4);
    let mut row_heights = Vec::new();
    for padding in paddings {
        row_heights = heights_with(table, widths, padding);
        if row_heights.iter().sum::<u32>() <= room {
            break;
        }
    }
    row_heights
}

fn heights_with(table: &Table, widths: &[u32], padding: u32) -> Vec<u32> {
    let mut heights = table.heights.clone();
    let mut cells: Vec<&Cell> = table.cells.iter().filter(|cell| !cell.upright).collect();
    // Cells of few rows first, so that the heights of the rows that a tall cell spans are known.
    cells.sort_by_key(|cell| cell.down);
    for cell in cells {
        let room = covered(widths, cell).saturating_sub(PADDING_SIDE * 2);
        let line = (room / CHARACTER * CHARACTER).max(CHARACTER);
        let lines = width(&cell.label(), CHARACTER).div_ceil(line).max(1);
        let needed = lines * ROW_LINE + padding * 2;
        let present: u32 = heights.iter().skip(cell.row).take(cell.down).sum();
        if let Some(last) = heights.get_mut(cell.row + cell.down - 1) {
            *last += needed.saturating_sub(present);
        }
    }
    heights
}
