//! The paragraphs of a text with its tracked changes: what was taken out stands beside what was put in. A table
//! in the text has its rows with those that were taken out (`docx_reviewed_rows`). Must not know the form's tables or the package.

use super::docx_comments::{AnchoredComment, DocxComments};
use super::docx_figures::{FiguresOfText, XmlContent};
use super::docx_paragraphs::{cell_properties, changed_run, commented, looks, paragraph, properties};
use super::docx_prose_table::prose_table;
use super::docx_reviewed_rows::{RemovedRows, ReviewedTable, touches};
use super::docx_revisions::DocxRevisions;
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::{PieceChange, ReportText, ReviewedParagraph, ReviewedPiece, RevisionId};
use crate::richtext::{CellBegin, Figure, Paragraph, ProseTable, RichText, Run, TextBlock, TextCell};

/// A text whose tracked changes are written.
pub(crate) struct ReviewedProse<'a> {
    /// Which text.
    pub part: ReportText,
    /// As it reads now.
    pub prose: &'a RichText,
    /// Its figures.
    pub figures: &'a FiguresOfText<'a>,
    /// The comments of the report.
    pub comments: DocxComments<'a>,
    /// Its tracked changes.
    pub revisions: &'a DocxRevisions<'a>,
}

impl ReviewedProse<'_> {
    /// Writes the paragraphs but blank ones that nobody changed.
    pub(crate) fn write(&self, xml: &mut XmlWriter, paragraphs: &[ReviewedParagraph], keeps_last_with_next: bool) {
        let mut goes_on = false;
        let is_written = |one: &&ReviewedParagraph| {
            let is_blank = one.look.figure.is_none() && one.pieces.iter().all(|piece| piece.run.text.trim().is_empty());
            let is_kept = !is_blank || !one.end.is_none() || goes_on || one.look.cell.is_some();
            goes_on = one.end.deleted.is_some();
            is_kept
        };
        let written: Vec<&ReviewedParagraph> = paragraphs.iter().filter(is_written).collect();
        let tables: Vec<ProseTable> = self.prose.blocks().filter_map(TextBlock::table).collect();
        let table_of = |one: &ReviewedParagraph| {
            let is_cell = one.look.cell.is_some() && one.end.deleted.is_none();
            tables.iter().find(|table| is_cell && table.paragraphs.contains(&one.shown.0))
        };
        let mut last_table = None;
        let removed = RemovedRows::of(paragraphs, &tables);
        let mut last_removed = None;
        for (at, one) in written.iter().enumerate() {
            if let Some(table) = table_of(one) {
                if last_table.replace(table.paragraphs.start) != Some(table.paragraphs.start) {
                    let content = ReviewedTable { prose: self, paragraphs, table, removed: &removed };
                    prose_table(xml, self.prose, table, &content);
                    // Word makes one table of two that nothing parts, and ends no document with one.
                    let next = written.get(at..).into_iter().flatten().find(|next| table_of(next) != Some(table));
                    if next.is_none_or(|next| table_of(next).is_some()) {
                        paragraph(xml, &Paragraph::default(), &[], false);
                    }
                }
                continue;
            }
            // What was taken out with its row stands in the table; a table that was taken out as a whole is one of its own.
            if removed.has(one) {
                let number = one.shown.0;
                if !tables.iter().any(|table| touches(table, number)) && last_removed.replace(number) != Some(number) {
                    removed.table(xml, number, self);
                }
                continue;
            }
            let is_in_cell = |cell: &TextCell| cell.begins == CellBegin::Paragraph && one.end.deleted.is_some();
            if one.look.cell.as_ref().is_some_and(is_in_cell) && tables.iter().any(|table| touches(table, one.shown.0))
            {
                continue;
            }
            let keeps_next = keeps_last_with_next && at + 1 == written.len();
            match one.look.figure.as_ref().filter(|_| one.end.deleted.is_none()) {
                Some(figure) => self.figure(xml, one, figure, keeps_next),
                None => self.paragraph(xml, one, keeps_next),
            }
        }
    }

    fn paragraph(&self, xml: &mut XmlWriter, one: &ReviewedParagraph, keeps_next: bool) {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                properties(xml, &one.look, keeps_next);
                self.revisions.end(xml, one.end);
                if let Some((id, former)) = &one.former {
                    self.revisions.annotation(xml, "w:pPrChange", *id, |xml| {
                        xml.element("w:pPr", &[], |xml| properties(xml, former, false));
                    });
                }
            });
            if let Some((id, figure)) = removed_figure(one) {
                // A picture that was taken out is said in words: it may be large, and nobody is to be shown it any more.
                let run = Run::new(format!("［图片：{}］", figure.alt.trim()));
                let change = PieceChange { deleted: Some(id), ..PieceChange::default() };
                self.revisions.around(xml, change, |xml| changed_run(xml, &run, "w:delText", &|_| {}));
            }
            self.pieces(xml, one);
        });
    }

    /// A paragraph of a cell.
    pub(super) fn cell(&self, xml: &mut XmlWriter, one: &ReviewedParagraph, is_head: bool) {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                cell_properties(xml, one.look.align, is_head);
                self.revisions.end(xml, one.end);
            });
            self.pieces(xml, one);
        });
    }

    /// A figure: one that was put in has its picture put in.
    fn figure(&self, xml: &mut XmlWriter, one: &ReviewedParagraph, figure: &Figure, keeps_next: bool) {
        let by_format = one.former.as_ref().filter(|(_, former)| former.figure.is_none()).map(|(id, _)| *id);
        let change = PieceChange { inserted: one.end.inserted.or(by_format), deleted: None };
        let around = |xml: &mut XmlWriter, picture: XmlContent<'_>| {
            self.revisions.around(xml, change, picture);
        };
        let words = |xml: &mut XmlWriter| self.pieces(xml, one);
        self.figures.write_with(xml, (one.shown.0, figure), keeps_next, &around, &words);
    }

    fn pieces(&self, xml: &mut XmlWriter, one: &ReviewedParagraph) {
        let runs: Vec<&Run> = one.pieces.iter().map(|piece| &piece.run).collect();
        let write = |xml: &mut XmlWriter, number: usize, run: &Run| {
            if let Some(piece) = one.pieces.get(number) {
                self.piece(xml, piece, run);
            }
        };
        commented(xml, &runs, &self.comments_on(one), &write);
    }

    fn piece(&self, xml: &mut XmlWriter, piece: &ReviewedPiece, run: &Run) {
        let element = if piece.change.deleted.is_some() { "w:delText" } else { "w:t" };
        let former = |xml: &mut XmlWriter| {
            if let Some((id, former)) = &piece.former {
                self.revisions.annotation(xml, "w:rPrChange", *id, |xml| {
                    xml.element("w:rPr", &[], |xml| looks(xml, former.marks));
                });
            }
        };
        self.revisions.around(xml, piece.change, |xml| changed_run(xml, run, element, &former));
    }

    /// The comments that begin in this paragraph, on its characters with those that were taken out.
    fn comments_on(&self, one: &ReviewedParagraph) -> Vec<AnchoredComment> {
        let (number, from) = one.shown;
        let length = |piece: &ReviewedPiece| piece.run.text.chars().count();
        let own: usize = one.pieces.iter().filter(|piece| piece.change.deleted.is_none()).map(length).sum();
        let is_last = one.end.deleted.is_none();
        let whole = self.prose.paragraphs.get(number).map_or(0, Paragraph::length);
        let placed = |shown: usize| {
            let (mut left, mut at) = (shown.saturating_sub(from), 0);
            for piece in &one.pieces {
                let length = length(piece);
                if piece.change.deleted.is_none() {
                    if left <= length {
                        return at + left;
                    }
                    left -= length;
                }
                at += length;
            }
            at
        };
        let comments = self.comments.on_paragraph(self.part, number);
        let begins = |one: &AnchoredComment| {
            let start = one.span.0.min(whole);
            from <= start && (start < from + own || is_last)
        };
        comments
            .iter()
            .filter(|one| begins(one))
            .map(|one| one.about((placed(one.span.0), placed(one.span.1.min(from + own)))))
            .collect()
    }
}

/// The figure of a paragraph that was taken out, with the change that did it.
fn removed_figure(one: &ReviewedParagraph) -> Option<(RevisionId, &Figure)> {
    let with_end = one.end.deleted.zip(one.look.figure.as_ref());
    let by_format = || {
        let (id, former) = one.former.as_ref()?;
        Some(*id).zip(former.figure.as_ref()).filter(|_| one.look.figure.is_none())
    };
    with_end.or_else(by_format)
}
