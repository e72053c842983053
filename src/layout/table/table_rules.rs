//! The rules between the cells of a table. Must not know what is in the cells.

use std::collections::BTreeMap;

use crate::layout::Length;
use crate::layout::page::{Colour, PageItem, RuleLine, Shape};
use crate::report::Place;

/// The rules of a table: the edges of its cells, each drawn once even if two cells share it.
#[derive(Default)]
pub struct TableRules {
    /// y → intervals of x.
    horizontal: BTreeMap<Length, Vec<(Length, Length)>>,
    /// x → intervals of y.
    vertical: BTreeMap<Length, Vec<(Length, Length)>>,
}

impl TableRules {
    /// Adds the edges of a cell.
    pub fn frame(&mut self, left: Length, right: Length, upper: Length, lower: Length) {
        for y in [upper, lower] {
            self.horizontal.entry(y).or_default().push((left, right));
        }
        for x in [left, right] {
            self.vertical.entry(x).or_default().push((upper, lower));
        }
    }

    /// Draws them, so wide, as items of a place.
    pub fn draw(self, width: Length, place: Place, items: &mut Vec<PageItem>) {
        let half = width / 2;
        let mut rule = |from, to| {
            let rule = RuleLine { from, to, width, colour: Colour::BLACK };
            items.push(PageItem { shape: Shape::Rule(rule), place, node: None });
        };
        // Horizontal rules extend over the outer vertical ones, so that corners are closed.
        for (y, intervals) in self.horizontal {
            merged(intervals).into_iter().for_each(|(left, right)| rule((left - half, y), (right + half, y)));
        }
        for (x, intervals) in self.vertical {
            merged(intervals).into_iter().for_each(|(upper, lower)| rule((x, upper), (x, lower)));
        }
    }
}

/// Merges intervals that touch or overlap.
fn merged(mut intervals: Vec<(Length, Length)>) -> Vec<(Length, Length)> {
    intervals.sort_unstable();
    let mut merged: Vec<(Length, Length)> = Vec::new();
    for (from, to) in intervals {
        match merged.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => merged.push((from, to)),
        }
    }
    merged
}
