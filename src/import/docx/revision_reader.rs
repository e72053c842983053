//! The tracked changes of a document: its paragraphs with everything that was put in and taken out, and by whom
//! (ISO/IEC 29500-1 §17.13.5). Must not know a report.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use super::comment_reader::GridPlace;
use super::document_parts::DocumentParts;
use crate::export::docx::docx_styles::DocxStyle;
use crate::import::ReadError;
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlReader};
use crate::report::{RevisedItem, Reviser};
use crate::richtext::{Paragraph, ParagraphAlign, TextMarks};

/// The most characters of a name.
const NAME: usize = 100;

/// A paragraph of a document with its tracked changes.
#[derive(Debug, Default)]
pub(super) struct RevisedParagraph {
    /// Its characters, and last its end, which has no character.
    pub items: Vec<RevisedItem>,
    /// The table, the row and the column of the grid, each from 0, where it stands in a table.
    pub cell: Option<GridPlace>,
}

/// The paragraphs of a document with what was tracked in them.
#[derive(Debug, Default)]
pub(super) struct RevisedDocument {
    /// In order.
    pub paragraphs: Vec<RevisedParagraph>,
    /// How many rows and cells of tables were put in or taken out.
    pub rows: usize,
    /// Whether anything was.
    pub is_tracked: bool,
}

/// The paragraphs of the document.
///
/// # Errors
///
/// A part is damaged or exceeds a limit.
pub(super) fn paragraphs(document: &mut DocumentParts<'_>, is_own: bool) -> Result<RevisedDocument, ReadError> {
    let mut reader = RevisionReader { is_own, ..RevisionReader::default() };
    reader.part(&mut document.main()?)?;
    Ok(RevisedDocument { paragraphs: reader.found, rows: reader.rows, is_tracked: reader.is_tracked })
}

/// Reads the main part.
#[derive(Default)]
struct RevisionReader {
    found: Vec<RevisedParagraph>,
    /// The paragraphs that are open, the innermost last.
    paragraphs: Vec<OpenParagraph>,
    /// Who put in and who took out what is open, the innermost last.
    inserted: Vec<Reviser>,
    deleted: Vec<Reviser>,
    is_tracked: bool,
    /// Whether this program wrote the document.
    is_own: bool,
    /// Rows and cells of tables that were put in or taken out.
    rows: usize,
    /// How deep in text boxes.
    boxes: usize,
    characters: usize,
    tables: usize,
    cells: Vec<GridPlace>,
    across: usize,
    /// Who there is, so that names are in memory once each.
    known: BTreeMap<(String, String), Reviser>,
}

#[derive(Default)]
struct OpenParagraph {
    paragraph: RevisedParagraph,
    end: RevisedItem,
    marks: TextMarks,
    former: Option<(Reviser, TextMarks)>,
    look: Paragraph,
    former_look: Option<(Reviser, Paragraph)>,
    /// Whether hidden text stands here, which is not imported.
    is_hidden: bool,
}

/// What matters of an element that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Paragraph,
    ParagraphProperties,
    /// Of the mark that ends a paragraph.
    MarkProperties,
    Run,
    RunProperties,
    FormerProperties,
    FormerLook,
    Text,
    Inserted,
    Deleted,
    Table,
    Row,
    Cell,
    Box,
    Other,
}

impl RevisionReader {
    fn part<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<(), ReadError> {
        let mut open: Vec<Scope> = Vec::new();
        while let Some(event) = xml.event()? {
            match event {
                XmlEvent::Open(one) => {
                    // Instead of the newest way to write something, older programs find another behind it.
                    if one.name == "Fallback" {
                        xml.skip()?;
                        continue;
                    }
                    let scope = self.begin(&open, &one);
                    open.push(scope);
                }
                XmlEvent::Close(..) => {
                    if let Some(scope) = open.pop() {
                        self.end(scope);
                    }
                }
                XmlEvent::Text(text) if open.last() == Some(&Scope::Text) => self.text(&text)?,
                XmlEvent::Text(_) => {}
            }
        }
        Ok(())
    }

    fn begin(&mut self, open: &[Scope], one: &XmlElement) -> Scope {
        let inside = |scope: Scope| open.contains(&scope);
        let above = open.last().copied();
        match one.name.as_str() {
            "txbxContent" => {
                self.boxes += 1;
                Scope::Box
            }
            "p" if one.is_word("p") => {
                self.paragraphs.push(OpenParagraph::default());
                Scope::Paragraph
            }
            "pPr" if above == Some(Scope::Paragraph) => Scope::ParagraphProperties,
            "r" => {
                if let Some(own) = self.paragraphs.last_mut() {
                    (own.marks, own.former, own.is_hidden) = (TextMarks::default(), None, false);
                }
                Scope::Run
            }
            "rPr" if above == Some(Scope::ParagraphProperties) => Scope::MarkProperties,
            "rPr" if above == Some(Scope::Run) => Scope::RunProperties,
            "rPrChange" if above == Some(Scope::RunProperties) => {
                let reviser = self.reviser(one);
                if let Some(own) = self.paragraphs.last_mut() {
                    own.former = Some((reviser, TextMarks::default()));
                }
                self.is_tracked = true;
                Scope::FormerProperties
            }
            "pPrChange" if above == Some(Scope::ParagraphProperties) => {
                let reviser = self.reviser(one);
                if let Some(own) = self.paragraphs.last_mut() {
                    own.former_look = Some((reviser, Paragraph::default()));
                }
                Scope::FormerLook
            }
            "pStyle" | "jc" if inside(Scope::ParagraphProperties) => {
                self.look(inside(Scope::FormerLook), one);
                Scope::Other
            }
            "sectPrChange" | "tblPrChange" => Scope::Other,
            "ins" | "moveTo" | "del" | "moveFrom" if above == Some(Scope::MarkProperties) => {
                // What was done to the end of the paragraph.
                let reviser = Some(self.reviser(one));
                self.is_tracked = true;
                if let Some(own) = self.paragraphs.last_mut() {
                    let slot = match one.name.as_str() {
                        "ins" | "moveTo" => &mut own.end.inserted,
                        _ => &mut own.end.deleted,
                    };
                    *slot = reviser;
                }
                Scope::Other
            }
            _ if inside(Scope::ParagraphProperties) => Scope::Other,
            "ins" | "moveTo" if !inside(Scope::Row) || inside(Scope::Cell) => {
                let reviser = self.reviser(one);
                self.inserted.push(reviser);
                self.is_tracked = true;
                Scope::Inserted
            }
            "del" | "moveFrom" if !inside(Scope::Row) || inside(Scope::Cell) => {
                let reviser = self.reviser(one);
                self.deleted.push(reviser);
                self.is_tracked = true;
                Scope::Deleted
            }
            "t" | "delText" if above == Some(Scope::Run) => Scope::Text,
            "tab" | "noBreakHyphen" if above == Some(Scope::Run) => {
                let _ = self.text(if one.name == "tab" { "\t" } else { "-" });
                Scope::Other
            }
            "tbl" => {
                self.cells.push((self.tables, 0, 0));
                self.tables += 1;
                Scope::Table
            }
            "tr" => Scope::Row,
            "tc" => {
                self.across = 1;
                Scope::Cell
            }
            "gridSpan" => {
                self.across = one.attribute("val").and_then(|count| count.parse().ok()).unwrap_or(1);
                Scope::Other
            }
            "ins" | "del" | "cellIns" | "cellDel" => {
                self.rows += 1;
                Scope::Other
            }
            name => {
                self.property(above, inside(Scope::FormerProperties), name, one);
                Scope::Other
            }
        }
    }

    /// A property of a paragraph, now or formerly, as this program writes it; styles of others say nothing here.
    fn look(&mut self, is_former: bool, one: &XmlElement) {
        let Some(own) = self.paragraphs.last_mut() else { return };
        let look = match &mut own.former_look {
            Some((_, former)) if is_former => former,
            _ => &mut own.look,
        };
        let value = one.attribute("val").unwrap_or_default();
        if one.name == "jc" {
            look.align = match value {
                "left" | "start" => ParagraphAlign::Left,
                "center" => ParagraphAlign::Center,
                "right" | "end" => ParagraphAlign::Right,
                _ => ParagraphAlign::Justify,
            };
            return;
        }
        match DocxStyle::ALL.into_iter().find(|style| style.id() == value) {
            Some(DocxStyle::Level(level)) => look.level = level,
            Some(DocxStyle::Item(list)) => look.list = Some(list),
            _ => {}
        }
    }

    /// A property of characters, now or formerly.
    fn property(&mut self, above: Option<Scope>, is_former: bool, name: &str, one: &XmlElement) {
        let Some(own) = self.paragraphs.last_mut() else { return };
        if above != Some(Scope::RunProperties) && !is_former {
            return;
        }
        let value = one.attribute("val");
        let on = !matches!(value, Some("0" | "false" | "off" | "none"));
        let OpenParagraph { marks, former, is_hidden, .. } = own;
        let marks = match former {
            Some((_, former)) if is_former => former,
            _ => marks,
        };
        match name {
            "b" => marks.bold = on,
            "i" => marks.italic = on,
            "u" => marks.underline = on && value.is_some(),
            "vertAlign" => marks.superscript = value == Some("superscript"),
            "highlight" => marks.unverified = on && value.is_some(),
            "vanish" if !is_former => *is_hidden = on,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        self.characters += text.len();
        Limit::Text.check(self.characters)?;
        let (inserted, deleted) = (self.inserted.last().cloned(), self.deleted.last().cloned());
        let Some(own) = self.paragraphs.last_mut().filter(|own| !own.is_hidden) else { return Ok(()) };
        let (marks, former) = (own.marks, own.former.clone());
        own.paragraph.items.extend(text.chars().map(|character| RevisedItem {
            character: Some(character),
            marks,
            inserted: inserted.clone(),
            deleted: deleted.clone(),
            former: former.clone(),
            ..RevisedItem::default()
        }));
        Ok(())
    }

    fn end(&mut self, scope: Scope) {
        match scope {
            Scope::Paragraph => {
                let Some(mut own) = self.paragraphs.pop() else { return };
                if self.is_own {
                    own.end.look = Some(Arc::new(own.look));
                    own.end.former_look = own.former_look.map(|(reviser, look)| (reviser, Arc::new(look)));
                }
                own.paragraph.items.push(own.end);
                own.paragraph.cell = self.cells.last().copied();
                if self.boxes == 0 {
                    self.found.push(own.paragraph);
                }
            }
            Scope::Inserted => drop(self.inserted.pop()),
            Scope::Deleted => drop(self.deleted.pop()),
            Scope::Table => drop(self.cells.pop()),
            Scope::Row => {
                if let Some((_, row, column)) = self.cells.last_mut() {
                    (*row, *column) = (*row + 1, 0);
                }
            }
            Scope::Cell => {
                if let Some((_, _, column)) = self.cells.last_mut() {
                    *column = column.saturating_add(self.across);
                }
            }
            Scope::Box => self.boxes = self.boxes.saturating_sub(1),
            _ => {}
        }
    }

    /// Who did what an element says, and when. A date must have a time there: midnight to the second stands for a day.
    fn reviser(&mut self, one: &XmlElement) -> Reviser {
        let word = |name: &str| one.attribute(name).unwrap_or_default();
        let (author, date) = (word("author"), word("date"));
        let own = self.known.entry((author.to_owned(), date.to_owned())).or_insert_with(|| {
            let date = date.trim_end_matches('Z');
            let at = date.strip_suffix("T00:00:00").unwrap_or(date).parse().ok();
            Reviser { by: author.trim().chars().take(NAME).collect(), at }
        });
        own.clone()
    }
}
