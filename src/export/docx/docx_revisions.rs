//! The tracked changes of a report as Word's own: runs and ends of paragraphs that were put in, taken out or formatted
//! (ISO/IEC 29500-1 §17.13.5). Must not know the package.

use std::cell::Cell;

use crate::form::CellKey;
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::{PieceChange, Report, ReportText, ReviewedParagraph, RevisionId};

/// The numbers of annotations that comments do not reach.
const FIRST: usize = 100_000;

/// The tracked changes that a document has; none in one that is handed out.
#[derive(Debug, Default)]
pub(crate) struct DocxRevisions<'a> {
    report: Option<&'a Report>,
    /// How many annotations were written.
    written: Cell<usize>,
}

impl<'a> DocxRevisions<'a> {
    /// Those of a report.
    pub(crate) const fn of(report: &'a Report) -> DocxRevisions<'a> {
        DocxRevisions { report: Some(report), written: Cell::new(0) }
    }

    /// The paragraphs of a text with what was taken out of it; `None` where nothing of it was changed.
    pub(crate) fn paragraphs(&self, part: ReportText) -> Option<Vec<ReviewedParagraph>> {
        self.report?.reviewed(part)
    }

    /// What stood in a cell before it was changed, and the change of it.
    pub(crate) fn cell(&self, key: CellKey) -> Option<(RevisionId, String)> {
        self.report?.revised_cell(key)
    }

    /// Writes `content` as what was put in or taken out, or both.
    pub(crate) fn around(&self, xml: &mut XmlWriter, change: PieceChange, content: impl FnOnce(&mut XmlWriter)) {
        let deleted = |xml: &mut XmlWriter| match change.deleted {
            Some(id) => self.annotation(xml, "w:del", id, content),
            None => content(xml),
        };
        match change.inserted {
            Some(id) => self.annotation(xml, "w:ins", id, deleted),
            None => deleted(xml),
        }
    }

    /// What was done to the end of a paragraph, in the properties of its mark.
    pub(crate) fn end(&self, xml: &mut XmlWriter, change: PieceChange) {
        if change.is_none() {
            return;
        }
        xml.element("w:rPr", &[], |xml| self.row(xml, change));
    }

    /// What was done to a row of a table, in its properties.
    pub(crate) fn row(&self, xml: &mut XmlWriter, change: PieceChange) {
        if let Some(id) = change.inserted {
            self.annotation(xml, "w:ins", id, |_| {});
        }
        if let Some(id) = change.deleted {
            self.annotation(xml, "w:del", id, |_| {});
        }
    }

    /// An element that says who did it and when, with what `content` writes.
    pub(crate) fn annotation(
        &self,
        xml: &mut XmlWriter,
        name: &str,
        id: RevisionId,
        content: impl FnOnce(&mut XmlWriter),
    ) {
        let mark = self.report.and_then(|report| report.revisions.mark(id));
        let number = (FIRST + self.written.replace(self.written.get() + 1)).to_string();
        let author = mark.map(|mark| mark.by.as_str()).unwrap_or_default();
        let date = mark.and_then(|mark| mark.at).map(|at| match at.clock() {
            Some(clock) => format!("{}T{clock}:00", at.day()),
            None => format!("{}T00:00:00", at.day()),
        });
        let mut attributes = vec![("w:id", number.as_str()), ("w:author", author)];
        attributes.extend(date.as_deref().map(|date| ("w:date", date)));
        xml.element(name, &attributes, content);
    }
}
