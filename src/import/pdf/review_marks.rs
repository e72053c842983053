//! What our own PDF for review has beside the report: notes, words that were taken out, former numbers. None of it is text of
//! the report. Must not know any words.

use super::content_stream::{PageContent, PlacedGlyph};
use super::path::RuledLine;
use crate::import::source_document::{BlockContent, SourceBlock};

/// Stands where a character was taken out until lines and paragraphs are known; no text has it (Unicode §23.7).
const NOTHING: char = '\u{fdd0}';
/// Stands between a number that stood in a cell and the one that stands there now.
const BECAME: &str = "→";

/// A page of ours without page numbers, the words that a line goes through and the numbers that others have taken the place of.
pub(super) fn without_former(mut page: PageContent) -> PageContent {
    let through = |rule: &RuledLine, glyph: &PlacedGlyph| {
        let (middle, height) = ((glyph.left + glyph.right) / 2.0, (rule.at - glyph.base) / glyph.size.max(1.0));
        rule.level && rule.from <= middle && middle <= rule.to && (0.2..0.45).contains(&height)
    };
    let rules: Vec<RuledLine> = page.rules.iter().filter(|rule| rule.level).cloned().collect();
    // The numbers of notes at the margin are marked as page numbers are.
    page.glyphs.retain(|glyph| !glyph.is_pagination);
    // A line begins and ends where it is printed, which says whether a paragraph goes on.
    let is_former = |glyph: &&mut PlacedGlyph| rules.iter().any(|rule| through(rule, glyph));
    page.glyphs.iter_mut().filter(is_former).for_each(|glyph| glyph.text = NOTHING.to_string());
    while let Some(at) = page.glyphs.iter().position(|glyph| glyph.text == BECAME) {
        let base = page.glyphs.get(at).map(|glyph| glyph.base);
        let is_number = |glyph: &PlacedGlyph| {
            Some(glyph.base) == base && glyph.text.chars().all(|one| one.is_ascii_digit() || one == '.')
        };
        let before =
            page.glyphs.get(..at).unwrap_or_default().iter().rev().take_while(|glyph| is_number(glyph)).count();
        page.glyphs.drain(at - before..=at);
    }
    page
}

/// Lines and rows without what stands for characters that were taken out; those that have nothing else are none.
pub(super) fn without_gaps(blocks: Vec<SourceBlock>) -> Vec<SourceBlock> {
    let has_gap = |text: &str| text.contains(NOTHING);
    let clean = |text: &mut String| text.retain(|one| one != NOTHING);
    let mut found = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if has_gap(&block.text()) {
            match &mut block.content {
                BlockContent::Text(line) => line.runs.iter_mut().for_each(|run| clean(&mut run.text)),
                BlockContent::Row(cells) => cells.iter_mut().for_each(clean),
            }
            if block.text().trim().is_empty() {
                continue;
            }
        }
        found.push(block);
    }
    found
}
