//! Digits of a page that are no digits of the number beside them: raised ones, which mark a note, and those that a line
//! strikes through. Must not know any table.

use super::content_stream::{PageContent, PlacedGlyph};
use super::path::RuledLine;
use crate::import::source_document::raised;

/// The greatest size of a raised glyph as a fraction of that of the one before it.
const SMALL: f64 = 0.8;
/// How far it stands above, as a fraction of that size.
const ABOVE: std::ops::Range<f64> = 0.12..0.7;
/// How far apart glyphs of one number stand, as a fraction of their size.
const APART: f64 = 0.6;
/// Where a line strikes glyphs through, as a fraction of their size above the baseline.
const THROUGH: std::ops::Range<f64> = 0.15..0.5;

/// Raised digits become the signs that are made for them.
pub(super) fn raise(glyphs: &mut [PlacedGlyph]) {
    // The glyph on the line that the raised ones stand behind.
    let mut on_line: Option<(f64, f64)> = None;
    let mut right = f64::NEG_INFINITY;
    for glyph in glyphs {
        let above = on_line.filter(|(base, size)| {
            glyph.size <= SMALL * size
                && ABOVE.contains(&((glyph.base - base) / size.max(1.0)))
                && (glyph.left - right).abs() <= APART * size
        });
        right = glyph.right;
        match above {
            Some(_) if glyph.text.bytes().all(|byte| byte.is_ascii_digit()) => glyph.text = raised(&glyph.text),
            Some(_) => {}
            None => on_line = Some((glyph.base, glyph.size)),
        }
    }
}

/// Takes the digits out that a line strikes through beside others that it does not, and gives them.
pub(super) fn without_struck(page: &mut PageContent) -> Vec<String> {
    let is_digit = |glyph: &PlacedGlyph| glyph.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let rules: Vec<&RuledLine> = page.rules.iter().filter(|rule| rule.level).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let (mut gone, mut found) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(first) = page.glyphs.get(at) {
        // A line that strikes a number through is as long as the number; one of a table is longer.
        let starts = |rule: &&&RuledLine| {
            let height = (rule.at - first.base) / first.size.max(1.0);
            THROUGH.contains(&height)
                && (rule.from - first.left).abs() <= APART * first.size
                && rule.to - rule.from >= APART * (first.right - first.left)
        };
        let rule = Some(first).filter(|first| is_digit(first)).and_then(|_| rules.iter().find(starts));
        let Some(rule) = rule else {
            at += 1;
            continue;
        };
        let same = |glyph: &&PlacedGlyph| glyph.base == first.base && is_digit(glyph);
        let run: Vec<&PlacedGlyph> = page.glyphs.get(at..).unwrap_or_default().iter().take_while(same).collect();
        let middle = |glyph: &PlacedGlyph| f64::midpoint(glyph.left, glyph.right);
        let struck = run.iter().take_while(|glyph| middle(glyph) <= rule.to).count();
        let last = run.get(struck.saturating_sub(1)).map_or(first.right, |glyph| glyph.right);
        let is_its_own = rule.to - last <= APART * first.size;
        // Another number goes on where this one ends, behind a space or without.
        let next =
            page.glyphs.get(at + struck..).unwrap_or_default().iter().find(|glyph| !glyph.text.trim().is_empty());
        let has_next = next.is_some_and(|next| {
            is_digit(next) && next.base == first.base && (next.left - last).abs() <= 2.0 * APART * first.size
        });
        if is_its_own && has_next && struck > 0 {
            found.push(run.iter().take(struck).map(|glyph| glyph.text.as_str()).collect());
            gone.extend(at..at + struck);
        }
        at += struck.max(1);
    }
    let mut gone = gone.into_iter().peekable();
    let mut index = 0;
    page.glyphs.retain(|_| {
        let is_gone = gone.next_if_eq(&index).is_some();
        index += 1;
        !is_gone
    });
    found
}
