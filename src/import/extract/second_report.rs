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
    let count = |from: usize, to: usize| {
        let own: BTreeSet<SectionId> = sections.get(from..to).unwrap_or_default().iter().flatten().copied().collect();
        own.len()
    };
    let first = titled.first().copied().unwrap_or(0);
    let is_next = |at: &&usize| count(first, **at) >= SECTIONS && count(**at, blocks.len()) >= SECTIONS;
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

/// Whether a block is a report's title. Few lines end as one does.
fn is_title(block: &SourceBlock) -> bool {
    let BlockContent::Text(line) = &block.content else { return false };
    let ends = line.runs.last().is_some_and(|run| run.text.trim_end().ends_with(['告', '报', '）', ')']));
    ends && front_matter::is_title(&block.text())
}
