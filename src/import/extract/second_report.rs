//! A file with several reports, one after another: the first is read, and the others are listed by their titles. Must not
//! know the text between titles.

use std::collections::BTreeSet;

use super::front_matter;
use super::section_finder;
use crate::form::{Form, SectionId};
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};

/// The least titles of sections that a report has.
const SECTIONS: usize = 4;

/// The blocks of the first report.
pub(super) fn first_alone(form: &Form, mut blocks: Vec<SourceBlock>, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let titled: Vec<usize> = blocks.iter().enumerate().filter(|(_, block)| is_title(block)).map(|(at, _)| at).collect();
    if titled.len() < 2 {
        return blocks;
    }
    let sections = section_finder::titled(form, &blocks);
    let first = titled.first().copied().unwrap_or(0);
    let behind_first = sections.get(first..).unwrap_or_default();
    // The first block before which, and the last one from which on, a report has titles enough.
    let before = first + least(behind_first.iter());
    let from_on = sections.len().saturating_sub(least(behind_first.iter().rev()));
    let is_next = |at: &&usize| (before..=from_on).contains(*at);
    let Some(from) = titled.iter().skip(1).find(is_next).copied() else { return blocks };
    // The unit's name may be in a line of its own above the rest of the title.
    let gone = blocks.split_off(from);
    for at in titled.into_iter().filter(|at| *at >= from) {
        if let Some(block) = gone.get(at - from) {
            remarks.add(block.line, block.text().trim(), RemarkKind::OtherReport);
        }
    }
    blocks
}

/// Of how many blocks, in this order, one needs to know that a report has titles enough; more than there are where it
/// has not.
fn least<'a>(sections: impl ExactSizeIterator<Item = &'a Option<SectionId>>) -> usize {
    let count = sections.len();
    let mut seen = BTreeSet::new();
    let at = sections.enumerate().find_map(|(at, section)| {
        seen.extend(*section);
        (seen.len() >= SECTIONS).then_some(at + 1)
    });
    at.unwrap_or(count + 1)
}

/// Whether a block is a report's title. Few lines end as one does.
fn is_title(block: &SourceBlock) -> bool {
    let BlockContent::Text(line) = &block.content else { return false };
    let ends = line.runs.last().is_some_and(|run| run.text.trim_end().ends_with(['告', '报', '）', ')']));
    ends && front_matter::is_title(&block.text())
}
