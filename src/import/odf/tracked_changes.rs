//! The tracked changes of a text document (ISO/IEC 26300-3 §5.5): who put in and took out what, and when. What was taken out
//! stands before the text, with a name; the text says where it stood. Must not know a report.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use super::paragraph_content::collapsed;
use super::table_content::times;
use super::text_looks::{TextLook, TextLooks};
use crate::import::ReadError;
use crate::import::form_tables::GridPlace;
use crate::import::revision_places::{MOST_REVISED, REVISED_PIECES, RevisedDocument, RevisedParagraph};
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlReader};
use crate::report::{ItemRevision, RevisedItem, RevisedText, Reviser};
use crate::richtext::{CellBegin, Paragraph, TextCell, TextMarks};

/// The most characters of a name.
const NAME: usize = 100;
/// The longest text of what was taken out that is told, in characters.
const TOLD: usize = 200;
/// The most spaces that one element stands for.
const SPACES: usize = 64;

/// The elements in which stands what is not text of the report.
const ASIDE: [&str; 7] =
    ["annotation", "note", "hidden-text", "hidden-paragraph", "ruby-text", "text-box", "table-of-content"];

/// A change as it stands before the text.
#[derive(Default)]
struct ChangedRegion {
    inserted: Option<Arc<Reviser>>,
    deleted: Option<Arc<Reviser>>,
    /// What was taken out; `None` for an end of paragraph.
    gone: Vec<(Option<char>, TextMarks)>,
    /// Whether it is another look, of which the file does not say what it was before.
    is_look: bool,
}

/// Reads the content.
#[derive(Default)]
pub(super) struct ChangeReader {
    regions: BTreeMap<String, ChangedRegion>,
    found: RevisedDocument,
    /// The changes that are open in the text, the last one last.
    open: Vec<(String, Arc<Reviser>)>,
    items: Vec<RevisedItem>,
    is_in_paragraph: bool,
    tables: Vec<GridPlace>,
    table_count: usize,
    /// What begins with the next paragraph of a table.
    begins: CellBegin,
    /// The characters of paragraphs in which something is tracked, and the pieces to which something was done.
    characters: usize,
    pieces: usize,
    /// How many changes put in and took out, and what.
    pub inserted: usize,
    pub deleted: usize,
    pub words: String,
}

impl ChangeReader {
    /// Reads a part to its end; `looks` are those of styles of text.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn read<R: BufRead>(
        mut self,
        xml: &mut XmlReader<R>,
        looks: &TextLooks,
    ) -> Result<(ChangeReader, RevisedDocument), ReadError> {
        let mut marks = vec![TextMarks::default()];
        let mut columns: Vec<usize> = Vec::new();
        while let Some(event) = xml.event()? {
            match event {
                XmlEvent::Open(one) if one.name == "tracked-changes" => self.regions(xml, looks)?,
                XmlEvent::Open(one) if ASIDE.contains(&one.name.as_str()) => xml.skip()?,
                XmlEvent::Open(one) => {
                    let before = marks.last().copied().unwrap_or_default();
                    // A heading is bold by itself.
                    let is_text = matches!(one.name.as_str(), "p" | "span");
                    let outer = TextLook { marks: before, ..TextLook::default() };
                    marks.push(if is_text { looks.within(&one, outer).marks } else { before });
                    self.begin(&one, before, &mut columns);
                }
                XmlEvent::Close(_, name) => {
                    marks.pop();
                    self.end(&name, &mut columns);
                }
                XmlEvent::Text(text) if self.is_in_paragraph => {
                    let own = marks.last().copied().unwrap_or_default();
                    collapsed(&text).chars().for_each(|one| self.put(Some(one), own));
                    Limit::Text.check(self.characters)?;
                }
                XmlEvent::Text(_) => {}
            }
        }
        self.found.is_tracked = self.inserted + self.deleted + self.found.rows > 0;
        self.found.is_beyond = self.characters > MOST_REVISED || self.pieces > REVISED_PIECES;
        let found = std::mem::take(&mut self.found);
        Ok((self, found))
    }

    fn begin(&mut self, one: &XmlElement, marks: TextMarks, columns: &mut Vec<usize>) {
        let id = || one.attribute("change-id").unwrap_or_default();
        match one.name.as_str() {
            "p" | "h" => self.is_in_paragraph = true,
            "s" if self.is_in_paragraph => {
                let count = times(one, "c").min(SPACES);
                (0..count).for_each(|_| self.put(Some(' '), marks));
            }
            "tab" if self.is_in_paragraph => self.put(Some('\t'), marks),
            // What stands behind it is a paragraph of its own in the report.
            "line-break" if self.is_in_paragraph => self.finish_paragraph(),
            "change-start" => {
                if let Some(reviser) = self.regions.get(id()).and_then(|own| own.inserted.clone()) {
                    self.open.push((id().to_owned(), reviser));
                }
            }
            "change-end" => self.open.retain(|(own, _)| own != id()),
            "change" => self.taken_out(id()),
            "table" => {
                self.tables.push((self.table_count, 0, 0));
                self.table_count += 1;
                self.begins = CellBegin::Table;
            }
            "table-row" => self.begins = self.begins.max(CellBegin::Row),
            "table-cell" | "covered-table-cell" => {
                self.begins = self.begins.max(CellBegin::Cell);
                columns.push(times(one, "number-columns-repeated"));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, columns: &mut Vec<usize>) {
        match name {
            "p" | "h" => {
                self.finish_paragraph();
                self.is_in_paragraph = false;
            }
            "table" => drop(self.tables.pop()),
            "table-row" => {
                if let Some((_, row, column)) = self.tables.last_mut() {
                    (*row, *column) = (row.saturating_add(1), 0);
                }
            }
            "table-cell" | "covered-table-cell" => {
                let across = columns.pop().unwrap_or(1);
                if let Some((.., column)) = self.tables.last_mut() {
                    *column = column.saturating_add(across);
                }
            }
            _ => {}
        }
    }

    /// What is open was done to a character or to an end of paragraph.
    fn put(&mut self, character: Option<char>, marks: TextMarks) {
        let inserted = self.open.last().map(|(_, reviser)| Arc::clone(reviser));
        self.push(character, ItemRevision { marks, inserted, ..ItemRevision::default() });
    }

    fn push(&mut self, character: Option<char>, done: ItemRevision) {
        self.characters += 1;
        if self.characters > MOST_REVISED || self.pieces > REVISED_PIECES {
            self.items = Vec::new();
            self.found.paragraphs = Vec::new();
            return;
        }
        let before = self.items.last().and_then(|item| item.done.as_ref()).filter(|before| ***before == done).cloned();
        let is_new = before.is_none() && done.is_change();
        self.pieces += usize::from(is_new);
        let done = before.or_else(|| (done != ItemRevision::default()).then(|| Arc::new(done)));
        self.items.push(RevisedItem { character, done });
    }

    /// What was taken out at this place. Between paragraphs it belongs to the next.
    fn taken_out(&mut self, id: &str) {
        let Some(region) = self.regions.get_mut(id) else { return };
        let (inserted, deleted) = (region.inserted.clone(), region.deleted.clone());
        // It stands at one place.
        for (character, marks) in std::mem::take(&mut region.gone) {
            let (inserted, deleted) = (inserted.clone(), deleted.clone());
            self.push(character, ItemRevision { marks, inserted, deleted, ..ItemRevision::default() });
        }
    }

    fn finish_paragraph(&mut self) {
        let cell = self.tables.last().copied();
        let inserted = self.open.last().map(|(_, reviser)| Arc::clone(reviser));
        // Where the words of a cell are all gone, it is where they stood.
        let begins = std::mem::take(&mut self.begins);
        let look = cell.map(|_| Paragraph::default().in_cell(Some(TextCell::begun(begins))));
        self.push(None, ItemRevision { inserted, look, ..ItemRevision::default() });
        let mut items = std::mem::take(&mut self.items);
        let text = if items.iter().any(RevisedItem::is_changed) {
            items.shrink_to_fit();
            RevisedText::Changed(items)
        } else {
            self.characters = self.characters.saturating_sub(items.len());
            RevisedText::Plain(items.iter().filter_map(|item| item.character).collect())
        };
        if self.characters <= MOST_REVISED {
            self.found.paragraphs.push(RevisedParagraph { text, cell });
        }
    }

    /// The changes before the text, up to the end of the element that was opened last.
    fn regions<R: BufRead>(&mut self, xml: &mut XmlReader<R>, looks: &TextLooks) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            let id = element.attribute("id").unwrap_or_default().to_owned();
            let mut region = ChangedRegion::default();
            while let Some(kind) = xml.child()? {
                match kind.name.as_str() {
                    "insertion" => region.inserted = Some(self.change(xml, &mut region.gone, looks)?),
                    "deletion" => region.deleted = Some(self.change(xml, &mut region.gone, looks)?),
                    _ => {
                        region.is_look = true;
                        xml.skip()?;
                    }
                }
            }
            self.inserted += usize::from(region.inserted.is_some());
            self.deleted += usize::from(region.deleted.is_some());
            // Its former look is not in the file: it is told, as what has no place is.
            self.found.rows += usize::from(region.is_look);
            let left = TOLD.saturating_sub(self.words.chars().count());
            self.words.extend(region.gone.iter().filter_map(|(character, _)| *character).take(left));
            self.regions.insert(id, region);
            Limit::Entries.check(self.regions.len() / 100)?;
        }
        Ok(())
    }

    /// Who made a change, and what it took out.
    fn change<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        gone: &mut Vec<(Option<char>, TextMarks)>,
        looks: &TextLooks,
    ) -> Result<Arc<Reviser>, ReadError> {
        let (mut by, mut date) = (String::new(), String::new());
        let mut open: Vec<(String, TextLook)> = Vec::new();
        let mut has_paragraph = false;
        loop {
            match xml.event()? {
                Some(XmlEvent::Open(one)) if ASIDE.contains(&one.name.as_str()) => xml.skip()?,
                Some(XmlEvent::Open(one)) => {
                    let outer = open.last().map(|(_, look)| *look).unwrap_or_default();
                    let look = looks.within(&one, outer);
                    let marks = look.marks;
                    match one.name.as_str() {
                        "p" | "h" if !std::mem::replace(&mut has_paragraph, true) => {}
                        "p" | "h" => gone.push((None, TextMarks::default())),
                        "s" => gone.extend(vec![(Some(' '), marks); times(&one, "c").min(SPACES)]),
                        "tab" => gone.push((Some('\t'), marks)),
                        _ => {}
                    }
                    open.push((one.name, look));
                }
                Some(XmlEvent::Close(..)) if open.is_empty() => break,
                Some(XmlEvent::Close(..)) => drop(open.pop()),
                Some(XmlEvent::Text(text)) => {
                    let is_in = |name: &str| open.iter().any(|(own, _)| own == name);
                    if is_in("creator") {
                        by.push_str(&text);
                    } else if is_in("date") {
                        date.push_str(&text);
                    } else if is_in("p") || is_in("h") {
                        let marks = open.last().map(|(_, look)| look.marks).unwrap_or_default();
                        gone.extend(collapsed(&text).chars().map(|one| (Some(one), marks)));
                    }
                    Limit::Text.check(by.len().max(date.len()).max(gone.len()))?;
                }
                None => break,
            }
        }
        // Midnight to the second stands for a day.
        let date = date.split('.').next().unwrap_or_default().trim_end_matches('Z');
        let at = date.strip_suffix("T00:00:00").unwrap_or(date).parse().ok();
        Ok(Arc::new(Reviser { by: by.trim().chars().take(NAME).collect(), at }))
    }
}
