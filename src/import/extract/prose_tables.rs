//! Which tables of a source are tables in the text: those in a section of prose of which no row is a part of one of the
//! form's tables, nor is what stands right before or after them. Any other table is read as it always was. Must not know
//! files.

use std::collections::{BTreeMap, BTreeSet};

use super::has_table;
use super::section_finder::{ClassedBlock, SectionPart};
use super::table_finder::BlockClass;
use crate::import::source_document::{BlockContent, SourceBlock, SourceLine};
use crate::import::source_table::SourceTable;
use crate::richtext::{Level, Paragraph, RichText};

/// The tables that stand in the text, by the first number of a block of theirs.
pub(super) struct ProseTables(BTreeMap<usize, RichText>);

/// What stands in the place of a table while lines become paragraphs; with the number of its line it is found again.
const PLACE: &str = "\u{f0000}表";

impl ProseTables {
    /// Takes the tables in the text out of the sections. `classes` tells for each number of a block whether it is a part
    /// of a table of the form.
    pub(super) fn take(
        tables: Vec<SourceTable>,
        sections: &mut [SectionPart],
        official: &BTreeSet<usize>,
    ) -> ProseTables {
        let mut taken = BTreeMap::new();
        for table in tables {
            // What goes on with a table of the form, or is gone on with, is not kept for text.
            let near = table.first.saturating_sub(1)..=table.last.saturating_add(1);
            if official.range(near).next().is_some() {
                continue;
            }
            let is_own = |(block, _): &ClassedBlock| (table.first..=table.last).contains(&block.line);
            let mut owners = sections.iter_mut().filter(|part| part.blocks.iter().any(is_own));
            let (Some(part), None) = (owners.next(), owners.next()) else { continue };
            let is_text = |class: BlockClass| matches!(class, BlockClass::Open | BlockClass::Prose);
            let is_open = part.blocks.iter().filter(|block| is_own(block)).all(|(_, class)| is_text(*class));
            let title = part.title.as_ref().map(|title| title.line);
            if has_table(part.id) || !is_open || title.is_some_and(|line| (table.first..=table.last).contains(&line)) {
                continue;
            }
            let Some(at) = part.blocks.iter().position(is_own) else { continue };
            part.blocks.retain(|block| !is_own(block));
            // As a heading it is joined to no line before or after it, where lines are those of pages.
            let line = SourceLine { level: Some(Level::Body), heading: true, ..SourceLine::plain(PLACE) };
            let block = SourceBlock { line: table.first, content: BlockContent::Text(line) };
            part.blocks.insert(at.min(part.blocks.len()), (block, BlockClass::Open));
            taken.insert(table.first, table.prose);
        }
        ProseTables(taken)
    }

    /// The paragraphs of a section with its tables in their places, each with the number of its block.
    pub(super) fn fill(&mut self, paragraphs: Vec<(usize, Paragraph)>) -> Vec<(usize, Paragraph)> {
        let mut all: Vec<(usize, Paragraph)> = Vec::with_capacity(paragraphs.len());
        let mut paragraphs = paragraphs.into_iter().peekable();
        while let Some((line, paragraph)) = paragraphs.next() {
            let is_place = |line: usize, paragraph: &Paragraph| self.0.contains_key(&line) && paragraph.text() == PLACE;
            if !is_place(line, &paragraph) {
                all.push((line, paragraph));
                continue;
            }
            // A paragraph that is there already parts it from what follows.
            let is_parted = paragraphs.peek().is_some_and(|(line, next)| !is_place(*line, next));
            let mut own = self.0.remove(&line).unwrap_or_default().paragraphs;
            if is_parted && own.last().is_some_and(|last| last.cell.is_none()) {
                own.pop();
            }
            all.extend(own.into_iter().map(|paragraph| (line, paragraph)));
        }
        all
    }
}
