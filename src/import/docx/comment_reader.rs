//! The comments of a document: who said what and when, what is an answer, and on which words of the text it stands. Must not
//! know a report.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use super::document_parts::DocumentParts;
use crate::import::ReadError;
use crate::import::comment_places::{CommentAnchor, ReadComment};
use crate::import::form_tables::GridPlace;
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlReader};
use crate::report::CommentRemark;

/// The most comments that are read.
const MOST: usize = 2_000;

/// What a part of comments says of one.
#[derive(Debug)]
struct SaidComment {
    id: String,
    paragraph: String,
    remark: CommentRemark,
}

/// Whether a comment is settled, and the comment that it answers, by the identifiers of their paragraphs.
type Standing = BTreeMap<String, (bool, Option<String>)>;

/// The comments of a document, before it is known where they stand.
#[derive(Debug, Default)]
pub(super) struct SaidComments {
    said: Vec<SaidComment>,
    standing: Standing,
}

impl SaidComments {
    /// Reads what was said, and which comments are settled.
    ///
    /// # Errors
    ///
    /// A part is damaged or exceeds a limit.
    pub(super) fn of(document: &mut DocumentParts<'_>) -> Result<SaidComments, ReadError> {
        let said = said(document)?;
        let standing = if said.is_empty() { Standing::new() } else { standing(document)? };
        Ok(SaidComments { said, standing })
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// The comments where they stand, in the order in which they were written down.
    pub(super) fn placed(self, mut anchors: AnchorReader) -> Vec<ReadComment> {
        let mut found: Vec<(String, ReadComment)> = Vec::new();
        for one in self.said {
            let (done, parent) = self.standing.get(&one.paragraph).cloned().unwrap_or_default();
            let first = parent.and_then(|parent| found.iter_mut().find(|(paragraph, _)| *paragraph == parent));
            match first {
                Some((_, first)) => first.replies.push(one.remark),
                None => {
                    let anchor = anchors.found.remove(&one.id).unwrap_or_default();
                    found.push((one.paragraph, ReadComment { remark: one.remark, replies: Vec::new(), done, anchor }));
                }
            }
        }
        found.into_iter().map(|(_, comment)| comment).collect()
    }
}

fn said(document: &mut DocumentParts<'_>) -> Result<Vec<SaidComment>, ReadError> {
    let (mut found, mut bytes) = (Vec::new(), 0);
    for name in document.of_kind("comments") {
        let Some(mut xml) = document.part(&name)? else { continue };
        while let Some(event) = xml.event()? {
            let XmlEvent::Open(one) = event else { continue };
            if !one.is_word("comment") || found.len() >= MOST {
                continue;
            }
            let (text, paragraph) = text_of(&mut xml)?;
            bytes += text.len();
            Limit::Text.check(bytes)?;
            let word = |name: &str| one.attribute(name).unwrap_or_default();
            // A date must have a time there: midnight to the second stands for a day alone.
            let date = word("date").trim_end_matches('Z');
            let date = date.strip_suffix("T00:00:00").unwrap_or(date);
            let remark = CommentRemark::new(word("author"), date.parse().ok(), &text);
            found.push(SaidComment { id: word("id").to_owned(), paragraph, remark });
        }
    }
    Ok(found)
}

/// The text of a comment, and the identifier of its last paragraph.
fn text_of<R: BufRead>(xml: &mut XmlReader<R>) -> Result<(String, String), ReadError> {
    let (mut text, mut paragraph, mut depth, mut in_text) = (String::new(), String::new(), 1_usize, false);
    while depth > 0 {
        match xml.event()? {
            Some(XmlEvent::Open(one)) => {
                depth += 1;
                in_text = one.is_word("t");
                if one.is_word("p") {
                    one.attribute("paraId").unwrap_or_default().clone_into(&mut paragraph);
                    if !text.is_empty() {
                        text.push('\n');
                    }
                }
            }
            Some(XmlEvent::Close(..)) => (depth, in_text) = (depth - 1, false),
            Some(XmlEvent::Text(part)) if in_text => {
                text.push_str(&part);
                Limit::Text.check(text.len())?;
            }
            Some(XmlEvent::Text(_)) => {}
            None => break,
        }
    }
    Ok((text, paragraph))
}

fn standing(document: &mut DocumentParts<'_>) -> Result<Standing, ReadError> {
    let mut found = Standing::new();
    for name in document.of_kind("commentsExtended") {
        let Some(mut xml) = document.part(&name)? else { continue };
        while let Some(event) = xml.event()? {
            let XmlEvent::Open(one) = event else { continue };
            if one.name == "commentEx" && found.len() < MOST {
                let word = |name: &str| one.attribute(name).map(str::to_owned);
                let done = matches!(one.attribute("done"), Some("1" | "true"));
                found.insert(word("paraId").unwrap_or_default(), (done, word("paraIdParent")));
            }
        }
    }
    Ok(found)
}

/// Reads where comments stand: the text of each paragraph that has one.
#[derive(Default)]
pub(super) struct AnchorReader {
    found: BTreeMap<String, CommentAnchor>,
    /// What is open, the innermost last, since the end of an element does not say what it is.
    open: Vec<OpenElement>,
    /// How deep in deleted text.
    deleted: usize,
    in_text: bool,
    /// The paragraphs that are open, the innermost last.
    paragraphs: Vec<OpenParagraph>,
    /// Ranges that have begun and not ended, with the number of open paragraphs then.
    tables: usize,
    /// Row and column of the tables that are open.
    cells: Vec<GridPlace>,
    /// The columns that the cell covers.
    across: usize,
}

/// A paragraph that is being read.
#[derive(Default)]
struct OpenParagraph {
    text: String,
    length: usize,
    /// Where ranges began, by their identifiers, and where they ended.
    ranges: Vec<(String, usize, Option<usize>)>,
}

impl AnchorReader {
    /// Takes in the next event of the main part.
    pub(super) fn event(&mut self, event: &XmlEvent) {
        match event {
            XmlEvent::Open(one) => {
                let kind = OpenElement::of(one);
                self.in_text = kind == OpenElement::Text;
                self.deleted += usize::from(kind == OpenElement::Deleted);
                self.begin(kind, one);
                self.open.push(kind);
            }
            XmlEvent::Close(..) => {
                self.in_text = false;
                let Some(kind) = self.open.pop() else { return };
                self.deleted -= usize::from(kind == OpenElement::Deleted);
                self.end(kind);
            }
            XmlEvent::Text(part) if self.in_text && self.deleted == 0 => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.text.push_str(part);
                    paragraph.length += part.chars().count();
                }
            }
            XmlEvent::Text(_) => {}
        }
    }

    fn begin(&mut self, kind: OpenElement, one: &XmlElement) {
        let id = || one.attribute("id").unwrap_or_default().to_owned();
        match kind {
            OpenElement::Paragraph => self.paragraphs.push(OpenParagraph::default()),
            OpenElement::Table => {
                self.cells.push((self.tables, 0, 0));
                self.tables += 1;
            }
            OpenElement::Cell => self.across = 1,
            OpenElement::Span => {
                self.across = one.attribute("val").and_then(|count| count.parse().ok()).unwrap_or(1);
            }
            OpenElement::RangeStart | OpenElement::Reference => {
                let Some(paragraph) = self.paragraphs.last_mut() else { return };
                let at = paragraph.length;
                let known = paragraph.ranges.iter().any(|(known, ..)| *known == id()) || self.found.contains_key(&id());
                if !known && self.found.len() + paragraph.ranges.len() < MOST {
                    // A reference without a range stands for a point.
                    let end = (kind == OpenElement::Reference).then_some(at);
                    paragraph.ranges.push((id(), at, end));
                }
            }
            OpenElement::RangeEnd => {
                let Some(paragraph) = self.paragraphs.last_mut() else { return };
                let at = paragraph.length;
                let own = paragraph.ranges.iter_mut().find(|(known, _, end)| *known == id() && end.is_none());
                own.into_iter().for_each(|(_, _, end)| *end = Some(at));
            }
            OpenElement::Text | OpenElement::Deleted | OpenElement::Row | OpenElement::Other => {}
        }
    }

    fn end(&mut self, kind: OpenElement) {
        match kind {
            OpenElement::Paragraph => {
                let Some(paragraph) = self.paragraphs.pop().filter(|one| !one.ranges.is_empty()) else { return };
                let text: Arc<str> = paragraph.text.into();
                for (id, start, end) in paragraph.ranges {
                    // A range over several paragraphs stands at its first.
                    let span = (start, end.unwrap_or(paragraph.length));
                    let cell = self.cells.last().copied();
                    self.found.insert(id, CommentAnchor { paragraph: Arc::clone(&text), span, cell });
                }
            }
            OpenElement::Table => drop(self.cells.pop()),
            OpenElement::Row => {
                if let Some((_, row, column)) = self.cells.last_mut() {
                    (*row, *column) = (*row + 1, 0);
                }
            }
            OpenElement::Cell => {
                if let Some((_, _, column)) = self.cells.last_mut() {
                    *column = column.saturating_add(self.across);
                }
            }
            _ => {}
        }
    }
}

/// What matters of an element that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OpenElement {
    Paragraph,
    Text,
    Deleted,
    Table,
    Row,
    Cell,
    Span,
    RangeStart,
    RangeEnd,
    Reference,
    Other,
}

impl OpenElement {
    fn of(one: &XmlElement) -> OpenElement {
        let names = [
            ("p", OpenElement::Paragraph),
            ("t", OpenElement::Text),
            ("del", OpenElement::Deleted),
            ("moveFrom", OpenElement::Deleted),
            ("tbl", OpenElement::Table),
            ("tr", OpenElement::Row),
            ("tc", OpenElement::Cell),
            ("gridSpan", OpenElement::Span),
            ("commentRangeStart", OpenElement::RangeStart),
            ("commentRangeEnd", OpenElement::RangeEnd),
            ("commentReference", OpenElement::Reference),
        ];
        names.into_iter().find(|(name, _)| one.is_word(name)).map_or(OpenElement::Other, |(_, kind)| kind)
    }
}
