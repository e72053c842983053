//! Pages and parts of pages that are printed sideways → upright: the direction in which most glyphs run
//! is that of the lines, whatever the file says of the page's rotation. Must not know any words.

use std::collections::BTreeMap;

use super::content_stream::{PageContent, PlacedGlyph};
use super::drawn_pictures::DrawnPicture;
use super::path::RuledLine;

/// The direction in which a line of glyphs runs on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PageTurn {
    /// To the right, as on an upright page.
    #[default]
    Upright,
    /// Upwards: the page is read with its right side below.
    Upwards,
    /// To the left: the page is upside down.
    Reversed,
    /// Downwards: the page is read with its left side below.
    Downwards,
}

/// A glyph as it is drawn, in the space of the page.
#[derive(Debug)]
pub(super) struct DrawnGlyph {
    /// Its text.
    pub text: String,
    /// The beginning of its baseline.
    pub from: (f64, f64),
    /// The end of its baseline.
    pub to: (f64, f64),
    /// The point above its beginning at the height of its size.
    pub above: (f64, f64),
    /// Whether the file marks it as a header, a footer or a page number.
    pub is_pagination: bool,
}

/// The least glyphs, and the least digits among them, of a part of a page that is read as one of its own.
const PART: usize = 60;
const DIGITS: usize = 20;

impl PageTurn {
    const ALL: [PageTurn; 4] = [PageTurn::Upright, PageTurn::Upwards, PageTurn::Reversed, PageTurn::Downwards];

    /// A point of the page where the page is turned so that the lines are upright.
    fn point(self, (x, y): (f64, f64)) -> (f64, f64) {
        match self {
            PageTurn::Upright => (x, y),
            PageTurn::Upwards => (y, -x),
            PageTurn::Reversed => (-x, -y),
            PageTurn::Downwards => (-y, x),
        }
    }

    /// The same of a ruled line.
    fn rule(self, rule: &RuledLine) -> RuledLine {
        let ends = match rule.level {
            true => [(rule.from, rule.at), (rule.to, rule.at)],
            false => [(rule.at, rule.from), (rule.at, rule.to)],
        };
        let [one, other] = ends.map(|end| self.point(end));
        let level = rule.level == matches!(self, PageTurn::Upright | PageTurn::Reversed);
        let (at, from, to) = if level { (one.1, one.0, other.0) } else { (one.0, one.1, other.1) };
        RuledLine { level, at, from: from.min(to), to: from.max(to) }
    }
}

impl DrawnGlyph {
    fn turn(&self) -> PageTurn {
        let (across, up) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        match (up.abs() > across.abs(), across < 0.0, up > 0.0) {
            (false, false, _) => PageTurn::Upright,
            (false, true, _) => PageTurn::Reversed,
            (true, _, true) => PageTurn::Upwards,
            (true, _, false) => PageTurn::Downwards,
        }
    }

    /// The glyph on the page that is turned. One that runs in another direction there is taken to be as wide as
    /// it is high: in rotated text glyphs are above each other.
    fn placed(self, page: PageTurn) -> PlacedGlyph {
        let [from, to, above] = [self.from, self.to, self.above].map(|point| page.point(point));
        let size = (above.0 - from.0).hypot(above.1 - from.1);
        let is_turned = (to.1 - from.1).abs() > (to.0 - from.0).abs();
        let (left, right) = match is_turned {
            true => (from.0.min(above.0), from.0.min(above.0) + size),
            false => (from.0.min(to.0), from.0.max(to.0)),
        };
        PlacedGlyph { text: self.text, left, right, base: from.1.min(to.1), size, is_pagination: self.is_pagination }
    }
}

/// The page as one or several upright ones: turned as most of its glyphs are. What runs in another direction is
/// a page of its own where it stands beside these, as a heading above a table that is printed sideways, or
/// where it has many numbers; within them it is a label.
pub(super) fn upright(glyphs: Vec<DrawnGlyph>, rules: &[RuledLine], pictures: Vec<DrawnPicture>) -> Vec<PageContent> {
    let count = |turn: PageTurn| glyphs.iter().filter(|glyph| glyph.turn() == turn).count();
    let counts = PageTurn::ALL.map(|turn| (turn, count(turn)));
    // Of equal numbers the first: an upright page stays as it is.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count).map_or(PageTurn::Upright, |(turn, _)| *turn);
    let has_digits = |turn: PageTurn| {
        let own = glyphs.iter().filter(|glyph| glyph.turn() == turn);
        own.filter(|glyph| glyph.text.starts_with(|one: char| one.is_ascii_digit())).count() >= DIGITS
    };
    let apart: Vec<PageTurn> = counts
        .into_iter()
        .filter(|(turn, count)| *turn != most && *count >= PART && has_digits(*turn))
        .map(|(turn, _)| turn)
        .collect();
    let of_most = || glyphs.iter().filter(|glyph| glyph.turn() == most).map(|glyph| glyph.from);
    let (left, right) = ends(of_most().map(|(x, _)| x));
    let (below, above) = ends(of_most().map(|(_, y)| y));
    let is_beside = |(x, y): (f64, f64)| x < left || x > right || y < below || y > above;
    let mut pages: BTreeMap<PageTurn, PageContent> = BTreeMap::new();
    for glyph in glyphs {
        let own = glyph.turn();
        let page = if own == most || apart.contains(&own) || is_beside(glyph.from) { own } else { most };
        let placed = glyph.placed(page);
        pages.entry(page).or_insert_with(|| turned(page, rules)).glyphs.push(placed);
    }
    // What is upright on the page is read first; a page without glyphs has its place among the pages.
    if pages.is_empty() {
        pages.insert(most, turned(most, rules));
    }
    // Pictures of a page that is turned are left out.
    if let Some(upright) = pages.get_mut(&PageTurn::Upright) {
        upright.pictures = pictures;
    }
    pages.into_values().collect()
}

/// A page with these lines and no glyphs yet.
fn turned(turn: PageTurn, rules: &[RuledLine]) -> PageContent {
    PageContent { rules: rules.iter().map(|rule| turn.rule(rule)).collect(), ..PageContent::default() }
}

/// The least and the greatest of these.
fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), one| (least.min(one), most.max(one)))
}
