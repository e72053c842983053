//! Lines → items: runs of glyphs with places, and underlines. Knows one line at a time.

use super::Length;
use super::inline_item::InlineItem;
use super::line_breaking::BrokenLine;
use super::page::{Colour, GlyphPosition, NodeId, PageItem, RuleLine, Shape, TextRun};
use crate::report::Place;

/// Where a line goes and what it is.
pub struct LineContext<'a> {
    /// The left edge of the measure.
    pub x: Length,
    /// The baseline.
    pub baseline: Length,
    /// The structure node of the text.
    pub node: Option<NodeId>,
    /// The place of the characters from one number up to another.
    pub place: &'a dyn Fn(usize, usize) -> Place,
}

/// Adds the items of `line` to `items`.
pub fn emit(line: &BrokenLine, setting: &LineContext<'_>, items: &mut Vec<PageItem>) {
    for run in line.atoms.chunk_by(|(left, _), (right, _)| are_one_run(left, right)) {
        text(run, setting, items);
    }
    for run in line.atoms.chunk_by(|(left, _), (right, _)| left.look.underlined == right.look.underlined) {
        underline(run, setting, items);
    }
}

fn are_one_run(left: &InlineItem, right: &InlineItem) -> bool {
    left.face == right.face
        && left.size == right.size
        && left.raise == right.raise
        && left.look == right.look
        && left.index + 1 == right.index
}

fn text(run: &[(InlineItem, Length)], setting: &LineContext<'_>, items: &mut Vec<PageItem>) {
    let (Some((first, edge)), Some((last, _))) = (run.first(), run.last()) else { return };
    let x = setting.x + *edge + first.inset;
    let glyph = |(atom, edge): &(InlineItem, Length)| GlyphPosition {
        id: atom.glyph,
        character: atom.character,
        dx: setting.x + *edge + atom.inset - x,
        advance: atom.advance,
    };
    let shape = Shape::Text(TextRun {
        face: first.face,
        size: first.size,
        x,
        baseline: setting.baseline - first.raise,
        glyphs: run.iter().map(glyph).collect(),
        heavy: first.look.heavy,
        slanted: first.look.slanted,
        colour: Colour::BLACK,
    });
    items.push(PageItem { shape, place: (setting.place)(first.index, last.index + 1), node: setting.node });
}

fn underline(run: &[(InlineItem, Length)], setting: &LineContext<'_>, items: &mut Vec<PageItem>) {
    let (Some((first, left)), Some((last, right))) = (run.first(), run.last()) else { return };
    if !first.look.underlined {
        return;
    }
    let y = setting.baseline + first.size / 6;
    let shape = Shape::Rule(RuleLine {
        from: (setting.x + *left, y),
        to: (setting.x + *right + last.width, y),
        width: Length::milli(600),
        colour: Colour::BLACK,
    });
    items.push(PageItem { shape, place: (setting.place)(first.index, last.index + 1), node: None });
}
