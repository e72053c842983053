//! A line → page items: text runs with their places in the report, and underlines.

use super::Length;
use super::inline_item::InlineItem;
use super::line_breaking::BrokenLine;
use super::page::{Colour, GlyphPosition, NodeId, PageItem, RuleLine, Shape, TextRun};
use crate::report::Place;

/// The position of a line on the page and what it belongs to.
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
pub fn emit(line: &BrokenLine, context: &LineContext<'_>, items: &mut Vec<PageItem>) {
    for run in line.items.chunk_by(|(left, _), (right, _)| are_one_run(left, right)) {
        text(run, context, items);
    }
    for run in line.items.chunk_by(|(left, _), (right, _)| left.style.underlined == right.style.underlined) {
        underline(run, context, items);
    }
}

fn are_one_run(left: &InlineItem, right: &InlineItem) -> bool {
    left.face == right.face
        && left.size == right.size
        && left.raise == right.raise
        && left.style == right.style
        && left.index + 1 == right.index
}

fn text(run: &[(InlineItem, Length)], context: &LineContext<'_>, items: &mut Vec<PageItem>) {
    let (Some((first, edge)), Some((last, _))) = (run.first(), run.last()) else { return };
    let x = context.x + *edge + first.inset;
    let glyph = |(item, edge): &(InlineItem, Length)| GlyphPosition {
        id: item.glyph,
        character: item.character,
        dx: context.x + *edge + item.inset - x,
        advance: item.advance,
    };
    let shape = Shape::Text(TextRun {
        face: first.face,
        size: first.size,
        x,
        baseline: context.baseline - first.raise,
        glyphs: run.iter().map(glyph).collect(),
        heavy: first.style.heavy,
        slanted: first.style.slanted,
        colour: Colour::BLACK,
    });
    items.push(PageItem { shape, place: (context.place)(first.index, last.index + 1), node: context.node });
}

fn underline(run: &[(InlineItem, Length)], context: &LineContext<'_>, items: &mut Vec<PageItem>) {
    let (Some((first, left)), Some((last, right))) = (run.first(), run.last()) else { return };
    if !first.style.underlined {
        return;
    }
    let y = context.baseline + first.size / 6;
    let shape = Shape::Rule(RuleLine {
        from: (context.x + *left, y),
        to: (context.x + *right + last.width, y),
        width: Length::milli(600),
        colour: Colour::BLACK,
    });
    items.push(PageItem { shape, place: (context.place)(first.index, last.index + 1), node: None });
}
