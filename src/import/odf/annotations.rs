//! The comments of a text document (ISO/IEC 26300 §14.1): who said what and when, what is an answer, which words it is about.
//! Must not know a report.

use std::io::BufRead;
use std::sync::Arc;

use super::content_reader::OdfReader;
use crate::import::ReadError;
use crate::import::comment_places::{CommentAnchor, ReadComment};
use crate::import::form_tables::{CellTexts, GridPlace};
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlReader};
use crate::report::CommentRemark;

/// The most comments that are read.
const MOST: usize = 2_000;

/// The comments of a document, while it is read.
#[derive(Default)]
pub(super) struct OdfComments {
    found: Vec<OdfComment>,
    /// How many of them belong to paragraphs that are finished.
    placed: usize,
    /// The tables that are open, the innermost last, and how many there were.
    pub tables: Vec<GridPlace>,
    pub count: usize,
    /// What stands in their cells.
    pub cells: CellTexts,
}

struct OdfComment {
    name: String,
    /// The name of the comment that it answers.
    parent: Option<String>,
    comment: ReadComment,
    /// Whether the end of its words is known.
    has_end: bool,
}

impl OdfComments {
    /// Whether there is room for no more.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    /// The end of the words that a comment is about, behind so many characters of the paragraph.
    pub(super) fn end(&mut self, name: &str, at: usize) {
        let own = self.found.iter_mut().skip(self.placed).find(|one| one.name == name && !one.has_end);
        own.into_iter().for_each(|one| (one.comment.anchor.span.1, one.has_end) = (at, true));
    }

    /// The paragraph whose comments were just read has ended.
    pub(super) fn paragraph(&mut self, text: &str) {
        let cell = self.tables.last().copied();
        if let Some(at) = cell {
            self.cells.add(at, text.chars());
        }
        if self.placed == self.found.len() {
            return;
        }
        let whole: Arc<str> = text.into();
        for one in self.found.iter_mut().skip(self.placed) {
            let anchor = &mut one.comment.anchor;
            (anchor.paragraph, anchor.cell) = (Arc::clone(&whole), cell);
            if !one.has_end && !one.name.is_empty() {
                // Its words go on in later paragraphs: it stands at the first.
                anchor.span.1 = text.chars().count();
            }
        }
        self.placed = self.found.len();
    }

    /// The comments with their answers.
    pub(super) fn finish(self) -> Vec<ReadComment> {
        let mut all: Vec<(String, ReadComment)> = Vec::new();
        for one in self.found {
            let first = one.parent.and_then(|parent| all.iter_mut().find(|(name, _)| *name == parent));
            match first {
                Some((_, first)) => first.replies.push(one.comment.remark),
                None => all.push((one.name, one.comment)),
            }
        }
        all.into_iter().map(|(_, comment)| comment).collect()
    }
}

impl OdfReader {
    /// Reads a comment that stands behind so many characters of a paragraph.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn annotation<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        element: &XmlElement,
        at: usize,
    ) -> Result<(), ReadError> {
        let word = |name: &str| element.attribute(name).map(str::to_owned);
        let done = element.attribute("resolved") == Some("true");
        let (name, parent) = (word("name").unwrap_or_default(), word("parent-name"));
        let (by, date, text) = self.said(xml)?;
        // Programs write parts of a second; midnight stands for a day alone.
        let date = date.split('.').next().unwrap_or_default().trim_end_matches('Z');
        let date = date.strip_suffix("T00:00:00").unwrap_or(date);
        let remark = CommentRemark::new(&by, date.parse().ok(), &text);
        let anchor = CommentAnchor { span: (at, at), ..CommentAnchor::default() };
        let comment = ReadComment { remark, replies: Vec::new(), done, anchor };
        self.comments.found.push(OdfComment { name, parent, comment, has_end: false });
        Ok(())
    }

    /// Who said something, when, and what, up to the end of the element that was opened last.
    fn said<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<(String, String, String), ReadError> {
        let (mut by, mut date, mut text) = (String::new(), String::new(), String::new());
        let mut open: Vec<String> = Vec::new();
        loop {
            match xml.event()? {
                Some(XmlEvent::Open(one)) => {
                    if matches!(one.name.as_str(), "p" | "h") && !text.is_empty() || one.name == "line-break" {
                        text.push('\n');
                    }
                    open.push(one.name);
                }
                Some(XmlEvent::Close(..)) if open.is_empty() => break,
                Some(XmlEvent::Close(..)) => drop(open.pop()),
                Some(XmlEvent::Text(part)) => {
                    let is_in = |name: &str| open.iter().any(|own| own == name);
                    let into = match (is_in("creator"), is_in("date"), is_in("p") || is_in("h")) {
                        (true, ..) => &mut by,
                        (_, true, _) => &mut date,
                        (_, _, true) => &mut text,
                        _ => continue,
                    };
                    into.push_str(&part);
                    Limit::Text.check(into.len())?;
                }
                None => break,
            }
        }
        self.spend(&text)?;
        Ok((by, date, text))
    }
}
