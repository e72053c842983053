//! Reads the elements of a part: its paragraphs and tables, and what is not imported. Knows which
//! elements contain others; the content of paragraphs is read by `paragraph_reader`.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use super::doc_tree::{CellContinues, DocCell, DocNode, DocRow};
use super::numbering::NumberingState;
use super::picture_mention::PictureMention;
use super::style_sheet::StyleSheet;
use crate::import::ReadError;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlNamespace, XmlReader};
use crate::richtext::Run;

/// The state of the reader of a part.
pub(super) struct BodyReader<'a> {
    pub style_sheet: &'a StyleSheet,
    pub numbering: NumberingState,
    /// The texts of footnotes, endnotes and comments by their kind and number.
    pub notes: &'a BTreeMap<(OmittedContent, String), Arc<str>>,
    /// The addresses that links go to.
    pub addresses: &'a BTreeMap<String, Arc<str>>,
    pub remarks: &'a mut Remarks,
    /// The number of the paragraph or row that is read, from 1.
    pub line: usize,
    pub changes: TrackedChanges,
    /// The beginning of a paragraph whose end was deleted.
    pub pending: Vec<Run>,
    /// The pictures so far.
    pub pictures: Vec<PictureMention>,
    /// Whether it is the text of the document itself, whose pictures and comments are kept and not only told.
    pub is_outermost: bool,
    /// Bytes of text so far.
    pub text: usize,
    /// Cells of tables so far.
    cells: usize,
    /// How many cells of tables are open, one within another.
    pub(super) open_cells: usize,
}

/// The most bytes of deleted text that are told.
const DELETED: usize = 600;

/// Tracked changes.
#[derive(Debug, Default)]
pub(super) struct TrackedChanges {
    /// The number of insertions.
    pub inserted: usize,
    /// The number of deletions.
    pub deleted: usize,
    /// The deleted text.
    pub words: String,
    /// The line of the first one.
    pub line: usize,
}

impl<'a> BodyReader<'a> {
    /// A reader at the beginning of a part.
    pub(super) fn new(
        style_sheet: &'a StyleSheet,
        numbering: NumberingState,
        notes: &'a BTreeMap<(OmittedContent, String), Arc<str>>,
        addresses: &'a BTreeMap<String, Arc<str>>,
        remarks: &'a mut Remarks,
    ) -> BodyReader<'a> {
        BodyReader {
            style_sheet,
            numbering,
            notes,
            addresses,
            remarks,
            line: 0,
            changes: TrackedChanges::default(),
            pending: Vec::new(),
            pictures: Vec::new(),
            is_outermost: false,
            text: 0,
            cells: 0,
            open_cells: 0,
        }
    }

    /// Everything in a part.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn part<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<Vec<DocNode>, ReadError> {
        let mut nodes = Vec::new();
        // The part's own element, such as w:document.
        while let Some(event) = xml.event()? {
            if let XmlEvent::Open(_) = event {
                self.nodes(xml, &mut nodes)?;
            }
        }
        Ok(nodes)
    }

    /// Paragraphs and tables up to the end of the element that was opened last.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn nodes<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        into: &mut Vec<DocNode>,
    ) -> Result<(), ReadError> {
        let mut chosen = false;
        while let Some(element) = xml.child()? {
            match (element.space, element.name.as_str()) {
                (XmlNamespace::Word, "p") => self.paragraph(xml, into)?,
                (XmlNamespace::Word, "tbl") => into.push(self.table(xml)?),
                // Transparent containers: their content is part of the text.
                (
                    XmlNamespace::Word,
                    "body" | "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" | "txbxContent",
                )
                | (XmlNamespace::Alternative, "AlternateContent")
                // Word 2003 puts sections around the text.
                | (XmlNamespace::Other, "sect" | "sub-section") => self.nodes(xml, into)?,
                (XmlNamespace::Alternative, "Choice") if !chosen => {
                    let before = into.len();
                    self.nodes(xml, into)?;
                    chosen = into.len() > before;
                }
                (XmlNamespace::Alternative, "Fallback") if !chosen => self.nodes(xml, into)?,
                (XmlNamespace::Word, "altChunk") => {
                    let id = element.attribute("id").unwrap_or_default().to_owned();
                    xml.skip()?;
                    self.line += 1;
                    into.push(DocNode::Chunk(self.line, id));
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Adds a remark that something is not imported.
    pub(super) fn leave_out(&mut self, words: &str, what: OmittedContent) {
        self.remarks.add(self.line, words.trim(), RemarkKind::LeftOut { what });
    }

    /// Counts a tracked change.
    pub(super) fn change(&mut self, deleted: Option<&str>) {
        if self.changes.inserted + self.changes.deleted == 0 {
            self.changes.line = self.line;
        }
        match deleted {
            None => self.changes.inserted += 1,
            Some(words) => {
                self.changes.deleted += 1;
                if !words.trim().is_empty() {
                    let gap = if self.changes.words.is_empty() { "" } else { " " };
                    self.deleted_words(gap);
                    self.deleted_words(words.trim());
                }
            }
        }
    }

    /// Adds to the deleted text that is told, until there is enough of it.
    pub(super) fn deleted_words(&mut self, words: &str) {
        let left = DELETED.saturating_sub(self.changes.words.len());
        self.changes.words.extend(words.chars().take(left));
    }

    /// Counts text that is kept, wherever it goes.
    ///
    /// # Errors
    ///
    /// All of it together exceeds the limit.
    pub(super) fn spend(&mut self, text: &str) -> Result<(), ReadError> {
        self.text = self.text.saturating_add(text.len());
        Limit::Text.check(self.text)
    }

    fn table<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<DocNode, ReadError> {
        let mut rows = Vec::new();
        self.rows(xml, &mut rows)?;
        Ok(DocNode::Table(rows))
    }

    /// Rows up to the end of the element that was opened last.
    fn rows<R: BufRead>(&mut self, xml: &mut XmlReader<R>, into: &mut Vec<DocRow>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "tr" => {
                    self.line += 1;
                    Limit::Cells.check(self.line)?;
                    let mut row = DocRow { line: self.line, ..DocRow::default() };
                    let mut deleted = false;
                    self.cells(xml, &mut row, &mut deleted)?;
                    if deleted {
                        self.change(Some(&words(&row)));
                    } else {
                        into.push(row);
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.rows(xml, into)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Cells up to the end of the element that was opened last.
    fn cells<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        row: &mut DocRow,
        deleted: &mut bool,
    ) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "tc" => self.cell(xml, row)?,
                "sdt" | "sdtContent" | "customXml" => self.cells(xml, row, deleted)?,
                "trPr" => {
                    for property in properties(xml)? {
                        match property.name.as_str() {
                            "del" => *deleted = true,
                            "ins" => self.change(None),
                            "tblHeader" => {
                                row.header = !matches!(property.attribute("val"), Some("0" | "false" | "off"));
                            }
                            // Columns of the grid before the first cell.
                            "gridBefore" => {
                                let count = property.attribute("val").and_then(|value| value.parse().ok());
                                let count = count.unwrap_or(0_usize).min(64);
                                row.cells.extend((0..count).map(|_| DocCell { across: 1, ..DocCell::default() }));
                            }
                            _ => {}
                        }
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn cell<R: BufRead>(&mut self, xml: &mut XmlReader<R>, row: &mut DocRow) -> Result<(), ReadError> {
        self.open_cells += 1;
        let mut cell = DocCell { across: 1, ..DocCell::default() };
        let (mut merged_down, mut merged_across, mut deleted) = (false, false, false);
        while let Some(element) = xml.child()? {
            match (element.space, element.name.as_str()) {
                (XmlNamespace::Word, "tcPr") => {
                    for property in properties(xml)? {
                        let value = property.attribute("val");
                        match property.name.as_str() {
                            "gridSpan" => {
                                let across = value.and_then(|value| value.parse().ok()).unwrap_or(1_usize);
                                cell.across = across.clamp(1, 64);
                            }
                            "vMerge" | "vmerge" => merged_down = value != Some("restart"),
                            "hMerge" | "hmerge" => merged_across = value != Some("restart"),
                            "cellDel" => deleted = true,
                            _ => {}
                        }
                    }
                }
                (XmlNamespace::Word, "p") => self.paragraph(xml, &mut cell.nodes)?,
                (XmlNamespace::Word, "tbl") => cell.nodes.push(self.table(xml)?),
                (XmlNamespace::Word, "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo")
                | (XmlNamespace::Alternative, _) => self.nodes(xml, &mut cell.nodes)?,
                _ => xml.skip()?,
            }
        }
        self.open_cells -= 1;
        self.cells = self.cells.saturating_add(cell.across);
        Limit::Cells.check(self.cells)?;
        // A continuation of a merged cell has no text of its own; text in it is not shown in the document.
        if merged_down || merged_across || deleted {
            let hidden = DocRow { line: row.line, cells: vec![std::mem::take(&mut cell)], ..DocRow::default() };
            let words = words(&hidden);
            cell.across = hidden.cells.first().map_or(1, |cell| cell.across);
            cell.continues = match (merged_down, merged_across) {
                (true, _) => CellContinues::Above,
                (false, true) => CellContinues::Before,
                (false, false) => CellContinues::Nothing,
            };
            if deleted {
                self.change(Some(&words));
            } else if !words.is_empty() {
                self.leave_out(&words, OmittedContent::Hidden);
            }
        }
        row.cells.push(cell);
        Ok(())
    }
}

/// All elements up to the end of the one that was opened last, at any depth, without the former
/// properties of a tracked change.
///
/// # Errors
///
/// A part is damaged, missing or exceeds a limit.
pub(super) fn properties<R: BufRead>(xml: &mut XmlReader<R>) -> Result<Vec<XmlElement>, ReadError> {
    let mut found = Vec::new();
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.event()? {
            Some(XmlEvent::Open(element)) if element.name.ends_with("PrChange") => xml.skip()?,
            Some(XmlEvent::Open(element)) => {
                depth += 1;
                found.push(element);
            }
            Some(XmlEvent::Close(..)) => depth -= 1,
            Some(XmlEvent::Text(_)) => {}
            None => break,
        }
    }
    Ok(found)
}

/// The text of a row.
fn words(row: &DocRow) -> String {
    let mut words = Vec::new();
    for node in row.cells.iter().flat_map(|cell| &cell.nodes) {
        match node {
            DocNode::Line(_, line) => words.push(line.text().into_owned()),
            DocNode::Note(_, _, note) => words.push(note.clone()),
            DocNode::Table(rows) => words.extend(rows.iter().map(self::words)),
            DocNode::Chunk(..) => {}
        }
    }
    words.join(" ").trim().to_owned()
}
