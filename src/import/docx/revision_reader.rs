//! The tracked changes of a document: its paragraphs with everything that was put in and taken out, and by whom
//! (ISO/IEC 29500-1 §17.13.5). Must not know a report.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::revised_table::RevisedTable;
use crate::export::docx::docx_styles::DocxStyle;
use crate::import::ReadError;
use crate::import::form_tables::GridPlace;
use crate::import::revision_places::{MOST_REVISED, REVISED_PIECES, RevisedDocument, RevisedParagraph};
use crate::import::source_document;
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent};
use crate::report::{ItemRevision, RevisedItem, RevisedText, Reviser};
use crate::richtext::{Paragraph, ParagraphAlign, TextMarks};

/// The most characters of a name.
const NAME: usize = 100;

/// The elements of which a document with tracked changes has one at least.
pub(super) const TRACKED: [&str; 9] =
    ["ins", "del", "moveTo", "moveFrom", "rPrChange", "pPrChange", "cellIns", "cellDel", "cellMerge"];

/// Reads the main part.
#[derive(Default)]
pub(super) struct RevisionReader {
    found: Vec<RevisedParagraph>,
    /// What is open, the innermost last.
    open: Vec<Scope>,
    /// How deep in elements that are not read.
    skipped: usize,
    /// The paragraphs that are open, the innermost last.
    paragraphs: Vec<OpenParagraph>,
    /// Who put in and who took out what is open, the innermost last.
    inserted: Vec<Arc<Reviser>>,
    deleted: Vec<Arc<Reviser>>,
    is_tracked: bool,
    /// Whether this program wrote the document.
    is_own: bool,
    /// Cells of tables that were put in, taken out or merged.
    rows: usize,
    /// How deep in text boxes.
    boxes: usize,
    characters: usize,
    /// The characters and ends of paragraphs in which something is tracked.
    items: usize,
    /// The pieces of text to which something was done.
    pieces: usize,
    tables: usize,
    cells: Vec<GridPlace>,
    /// The tables that are open, as `cells`.
    open_tables: Vec<RevisedTable>,
    across: usize,
    /// Who there is, so that names are in memory once each.
    known: BTreeMap<(String, String), Arc<Reviser>>,
}

#[derive(Default)]
struct OpenParagraph {
    /// Its words, as long as nothing was done to any.
    plain: String,
    /// Its characters, from the first change on.
    items: Vec<RevisedItem>,
    /// What was done to its end.
    end: ItemRevision,
    marks: TextMarks,
    former: Option<(Arc<Reviser>, TextMarks)>,
    look: Paragraph,
    former_look: Option<(Arc<Reviser>, Paragraph)>,
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
    RowProperties,
    Cell,
    Box,
    Other,
}

impl OpenParagraph {
    /// How many characters it has.
    fn characters(&self) -> usize {
        self.items.len() + self.plain.chars().count()
    }

    /// Takes the words apart into characters: something is done to one of them, or to the end.
    fn tell_apart(&mut self) {
        self.items.extend(std::mem::take(&mut self.plain).chars().map(RevisedItem::plain));
    }
}

impl RevisionReader {
    /// A reader at the beginning of a document, which this program wrote where it `is_own`.
    pub(super) fn of(is_own: bool) -> RevisionReader {
        RevisionReader { is_own, ..RevisionReader::default() }
    }

    /// What was read.
    pub(super) fn finish(self) -> RevisedDocument {
        let is_beyond = self.items > MOST_REVISED;
        RevisedDocument { paragraphs: self.found, rows: self.rows, is_tracked: self.is_tracked, is_beyond }
    }

    /// Takes in the next event of the main part.
    ///
    /// # Errors
    ///
    /// The text exceeds a limit.
    pub(super) fn event(&mut self, event: &XmlEvent) -> Result<(), ReadError> {
        match event {
            // Instead of the newest way to write something, older programs find another behind it.
            XmlEvent::Open(one) if self.skipped > 0 || one.name == "Fallback" => self.skipped += 1,
            XmlEvent::Open(one) => {
                let scope = self.begin(one);
                self.open.push(scope);
            }
            XmlEvent::Close(..) if self.skipped > 0 => self.skipped -= 1,
            XmlEvent::Close(..) => {
                if let Some(scope) = self.open.pop() {
                    self.end(scope);
                }
            }
            XmlEvent::Text(text) if self.skipped == 0 && self.open.last() == Some(&Scope::Text) => self.text(text)?,
            XmlEvent::Text(_) => {}
        }
        Ok(())
    }

    fn begin(&mut self, one: &XmlElement) -> Scope {
        let [is_in_properties, is_in_former, is_in_former_look, is_in_row, is_in_cell] =
            [Scope::ParagraphProperties, Scope::FormerProperties, Scope::FormerLook, Scope::Row, Scope::Cell]
                .map(|scope| self.open.contains(&scope));
        let above = self.open.last().copied();
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
                // Looks of paragraphs are read as this program writes them.
                self.is_tracked |= self.is_own;
                Scope::FormerLook
            }
            "pStyle" | "jc" if is_in_properties => {
                self.look(is_in_former_look, one);
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
            _ if is_in_properties => Scope::Other,
            "ins" | "moveTo" if !is_in_row || is_in_cell => {
                let reviser = self.reviser(one);
                self.inserted.push(reviser);
                self.is_tracked = true;
                Scope::Inserted
            }
            "del" | "moveFrom" if !is_in_row || is_in_cell => {
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
                self.open_tables.push(RevisedTable::default());
                self.tables += 1;
                Scope::Table
            }
            "tr" => {
                self.open_tables.iter_mut().rev().take(1).for_each(RevisedTable::begin_row);
                Scope::Row
            }
            "trPr" if above == Some(Scope::Row) => Scope::RowProperties,
            "ins" | "del" if above == Some(Scope::RowProperties) => {
                let reviser = Some(self.reviser(one));
                self.is_tracked = true;
                if let Some(table) = self.open_tables.last_mut() {
                    *(if one.name == "ins" { &mut table.inserted } else { &mut table.deleted }) = reviser;
                }
                Scope::Other
            }
            "tblHeader" if above == Some(Scope::RowProperties) => {
                let heads = !matches!(one.attribute("val"), Some("0" | "false" | "off"));
                self.open_tables.iter_mut().rev().take(1).for_each(|table| table.heads = heads);
                Scope::Other
            }
            "tc" => {
                self.across = 1;
                self.open_tables.iter_mut().rev().take(1).for_each(RevisedTable::begin_cell);
                Scope::Cell
            }
            "gridSpan" => {
                self.across = one.attribute("val").and_then(|count| count.parse().ok()).unwrap_or(1);
                Scope::Other
            }
            "cellIns" | "cellDel" | "cellMerge" => {
                self.rows += 1;
                self.is_tracked = true;
                Scope::Other
            }
            name => {
                self.property(above, is_in_former, name, one);
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
        // As the text of the report was read, in which the changes are looked for.
        let mut words = text.to_owned();
        source_document::unify(&mut words);
        let text = words.as_str();
        let (inserted, deleted) = (self.inserted.last().cloned(), self.deleted.last().cloned());
        let Some(own) = self.paragraphs.last_mut().filter(|own| !own.is_hidden) else { return Ok(()) };
        if self.items > MOST_REVISED {
            return Ok(());
        }
        let (marks, former) = (own.marks, own.former.clone());
        let done = ItemRevision { marks, inserted, deleted, former, ..ItemRevision::default() };
        if own.items.is_empty() && !done.is_change() {
            own.plain.push_str(text);
            return Ok(());
        }
        if self.items + own.characters() + text.chars().count() > MOST_REVISED || self.pieces > REVISED_PIECES {
            self.give_up();
            return Ok(());
        }
        own.tell_apart();
        let before = own.items.last().and_then(|item| item.done.as_ref()).filter(|before| ***before == done).cloned();
        if before.is_none() {
            self.pieces += usize::from(done.is_change());
        }
        let done = Some(done).filter(|done| *done != ItemRevision::default());
        let done = before.or_else(|| done.map(Arc::new));
        own.items.extend(text.chars().map(|character| RevisedItem { character: Some(character), done: done.clone() }));
        Ok(())
    }

    fn end(&mut self, scope: Scope) {
        match scope {
            Scope::Paragraph => {
                let Some(mut own) = self.paragraphs.pop() else { return };
                if self.is_own {
                    own.end.look = Some(std::mem::take(&mut own.look));
                    own.end.former_look = own.former_look.take();
                }
                if let Some(table) = self.open_tables.last_mut().filter(|_| self.boxes == 0) {
                    if table.is_changed() {
                        own.tell_apart();
                    }
                    table.paragraph((&mut own.items, &mut own.end), self.across);
                }
                let is_plain = own.items.is_empty() && !own.end.is_change();
                self.items += if is_plain { 0 } else { own.characters() + 1 };
                self.pieces += usize::from(own.end.is_change());
                if self.items > MOST_REVISED || self.pieces > REVISED_PIECES {
                    self.give_up();
                    return;
                }
                let text = if is_plain {
                    RevisedText::Plain(own.plain)
                } else {
                    own.tell_apart();
                    own.items.push(RevisedItem { character: None, done: Some(Arc::new(own.end)) });
                    own.items.shrink_to_fit();
                    RevisedText::Changed(own.items)
                };
                if self.boxes == 0 {
                    self.found.push(RevisedParagraph { text, cell: self.cells.last().copied() });
                }
            }
            Scope::Inserted => drop(self.inserted.pop()),
            Scope::Deleted => drop(self.deleted.pop()),
            Scope::Table => {
                self.cells.pop();
                self.open_tables.pop();
            }
            Scope::Row => {
                self.open_tables.iter_mut().rev().take(1).for_each(RevisedTable::end_row);
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

    /// Gives up what was read: there is more of it than is kept.
    fn give_up(&mut self) {
        self.items = MOST_REVISED + 1;
        self.found = Vec::new();
        self.paragraphs.iter_mut().for_each(|own| own.items = Vec::new());
    }

    /// Who did what an element says, and when. A date must have a time there: midnight to the second stands for a day.
    fn reviser(&mut self, one: &XmlElement) -> Arc<Reviser> {
        let word = |name: &str| one.attribute(name).unwrap_or_default();
        let (author, date) = (word("author"), word("date"));
        let own = self.known.entry((author.to_owned(), date.to_owned())).or_insert_with(|| {
            let date = date.trim_end_matches('Z');
            let at = date.strip_suffix("T00:00:00").unwrap_or(date).parse().ok();
            Arc::new(Reviser { by: author.trim().chars().take(NAME).collect(), at })
        });
        Arc::clone(own)
    }
}
