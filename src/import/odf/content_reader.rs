//! The elements of a part: styles, paragraphs, lists and tables in reading order. The content of paragraphs
//! is read by `paragraph_content`, tables by `table_content`.

use std::collections::BTreeSet;
use std::io::BufRead;

use super::annotations::OdfComments;
use super::list_numbers::ListNumbers;
use super::paragraph_content::is_shape;
use super::picture_frames::{PictureFrame, is_cut};
use super::table_content::OdfRow;
use super::text_looks::TextLooks;
use crate::import::ReadError;
use crate::import::remark::{OmittedContent, RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};
use crate::import::source_table::SourceTable;
use crate::import::xlsx::WorkbookSheet;
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlReader};
use crate::richtext::ListKind;

/// What a file holds.
pub(super) enum OdfBody {
    /// The lines and rows of a text document.
    Text(Vec<SourceBlock>),
    /// The sheets of a spreadsheet.
    Sheets(Vec<WorkbookSheet>),
}

/// What stands in a text document or in a cell.
pub(super) enum OdfNode {
    /// A line, or a paragraph with tabs.
    Block(SourceBlock),
    /// A table, with its first and its last line. Its rows become blocks once all is read: a table in a table in a table would
    /// be moved for each.
    Table(Vec<OdfRow>, (usize, usize)),
}

/// The state of the reader.
#[derive(Default)]
pub(super) struct OdfReader {
    pub lists: ListNumbers,
    /// How styles of text look.
    pub looks: TextLooks,
    /// Styles of tables that are hidden.
    pub hidden: BTreeSet<String>,
    /// Styles of frames that show a part of their picture alone.
    pub cut: BTreeSet<String>,
    pub remarks: Remarks,
    pub comments: OdfComments,
    /// Whether the file has tracked changes.
    pub is_tracked: bool,
    /// The pictures that are told.
    pub pictures: usize,
    /// Those that may be kept.
    pub frames: Vec<PictureFrame>,
    /// The tables that may be in the text.
    pub tables: Vec<SourceTable>,
    /// The number of the paragraph or row that is read, from 1.
    pub line: usize,
    /// How many cells are open, one within another.
    pub open_cells: usize,
    /// The highest of those in the cells of the table that is read.
    pub last_in_cell: usize,
    /// Cells so far.
    pub cells: usize,
    /// Bytes of text so far.
    text: usize,
}

/// What applies to the paragraphs inside a list.
#[derive(Clone, Default)]
pub(super) struct ListPlace {
    style: String,
    /// From 1; 0 outside lists.
    level: usize,
}

impl OdfReader {
    /// The number of pictures that are told, those that may be kept, and the remarks.
    pub(super) fn finish(self) -> (usize, Vec<PictureFrame>, Remarks) {
        (self.pictures, self.frames, self.remarks)
    }

    /// Reads a part: its styles, and its body if it has one.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn part<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<Option<OdfBody>, ReadError> {
        let mut body = None;
        if xml.child()?.is_none() {
            return Ok(None);
        }
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "styles" | "automatic-styles" => self.styles(xml)?,
                "body" => body = self.body(xml)?.or(body),
                _ => xml.skip()?,
            }
        }
        Ok(body)
    }

    fn body<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<Option<OdfBody>, ReadError> {
        let mut body = None;
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "text" => {
                    let (mut nodes, mut blocks) = (Vec::new(), Vec::new());
                    self.nodes(xml, &ListPlace::default(), &mut nodes)?;
                    self.flatten(nodes, &mut blocks)?;
                    body = Some(OdfBody::Text(blocks));
                }
                "spreadsheet" => body = Some(OdfBody::Sheets(self.sheets(xml)?)),
                _ => xml.skip()?,
            }
        }
        Ok(body)
    }

    /// The styles that matter: numbers of lists, looks of text, hidden tables.
    fn styles<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            let name = element.attribute("name").unwrap_or_default().to_owned();
            match element.name.as_str() {
                "list-style" => self.lists.style(xml, &name)?,
                "style" => {
                    while let Some(inner) = xml.child()? {
                        let is = |attribute: &str, value: &str| inner.attribute(attribute) == Some(value);
                        match inner.name.as_str() {
                            "text-properties" => self.looks.learn(&name, &inner),
                            "table-properties" if is("display", "false") => drop(self.hidden.insert(name.clone())),
                            "graphic-properties" if inner.attribute("clip").is_some_and(is_cut) => {
                                self.cut.insert(name.clone());
                            }
                            _ => {}
                        }
                        xml.skip()?;
                    }
                }
                _ => xml.skip()?,
            }
            Limit::Entries.check(self.looks.len().max(self.hidden.len()).max(self.cut.len()) / 10)?;
        }
        Ok(())
    }

    /// Paragraphs, lists and tables up to the end of the element that was opened last.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn nodes<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        place: &ListPlace,
        into: &mut Vec<OdfNode>,
    ) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "p" | "h" => self.paragraph(xml, &element, place.level, into)?,
                "list" => self.list(xml, &element, place, into)?,
                "table" => self.table(xml, into)?,
                "section" | "index-body" | "text-box" | "sub-document" => self.nodes(xml, place, into)?,
                name if is_shape(name) => self.frame(xml, &element, into)?,
                // They are read once the text is known.
                "tracked-changes" => {
                    self.is_tracked = true;
                    xml.skip()?;
                }
                "table-of-content" | "alphabetical-index" | "illustration-index" | "table-index" => {
                    let words = self.words(xml)?;
                    self.leave_out(OmittedContent::Contents, &words);
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Reads a list.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn list<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        element: &XmlElement,
        place: &ListPlace,
        into: &mut Vec<OdfNode>,
    ) -> Result<(), ReadError> {
        let style = element.attribute("style-name").unwrap_or(&place.style).to_owned();
        let inner = ListPlace { style, level: place.level + 1 };
        let continues = element.attribute("continue-numbering") == Some("true")
            || element.attributes.iter().any(|(name, _)| name == "continue-list");
        if !continues {
            self.lists.begin(&inner.style, inner.level);
        }
        while let Some(item) = xml.child()? {
            match item.name.as_str() {
                "list-item" => {
                    self.lists.item(&inner.style, inner.level);
                    self.nodes(xml, &inner, into)?;
                }
                "list-header" => self.nodes(xml, &inner, into)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Adds a paragraph as its lines. One with tabs is a row.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn paragraph<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        element: &XmlElement,
        level: usize,
        into: &mut Vec<OdfNode>,
    ) -> Result<(), ReadError> {
        self.line += 1;
        Limit::Cells.check(self.line)?;
        let number = self.line;
        let content = self.paragraph_content(xml, element)?;
        self.comments.paragraph(&content.lines.iter().map(SourceLine::text).collect::<String>());
        let label = self.lists.label();
        for (index, mut line) in content.lines.into_iter().enumerate() {
            let text = line.text();
            if text.trim().is_empty() {
                continue;
            }
            if text.trim().contains('\t') {
                let cells = text.trim().split('\t').map(|cell| cell.trim().to_owned()).collect();
                into.push(OdfNode::Block(SourceBlock::row(number, cells)));
                continue;
            }
            line.heading = element.name == "h";
            match &label {
                Some(Some(label)) if index == 0 => line.runs.insert(0, crate::richtext::Run::new(label.clone())),
                Some(None) => line.list = Some(if level > 1 { ListKind::Inner } else { ListKind::Outer }),
                _ => {}
            }
            into.push(OdfNode::Block(SourceBlock { line: number, content: BlockContent::Text(line) }));
        }
        into.extend(content.boxes);
        Ok(())
    }

    /// Counts text that is kept.
    ///
    /// # Errors
    ///
    /// All of it together exceeds the limit.
    pub(super) fn spend(&mut self, text: &str) -> Result<(), ReadError> {
        self.text = self.text.saturating_add(text.len());
        Limit::Text.check(self.text)
    }

    /// Adds a remark that something is not imported.
    pub(super) fn leave_out(&mut self, what: OmittedContent, words: &str) {
        self.remarks.add(self.line, words.trim(), RemarkKind::LeftOut { what });
    }
}
