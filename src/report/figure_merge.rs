//! The figures of a reviewed copy that show what they showed, brought into the report: how wide they stand and what is said
//! of them. Those that came, went or show something else come with the text. Must not know files.

use super::review_merge::{Merge, MergeConflict};
use super::sequence_diff::shared;
use super::{Change, CharRange, Report, ReportText};
use crate::richtext::{Edit, Figure, FigureContent, RichText};

/// Differences up to this are of programs that write widths in other units, in tenths of a millimetre.
const ROUNDED: u16 = 2;

impl Merge<'_> {
    /// The figures of one text, once its words are merged.
    pub(super) fn figures(&mut self, part: ReportText, base: &Report, theirs: &Report) {
        let nothing = RichText::default();
        let (was, wanted) = (base.part(part).unwrap_or(&nothing), theirs.part(part).unwrap_or(&nothing));
        let changed: Vec<(usize, &Figure, &Figure)> = same_figures(wanted, was)
            .filter(|(_, now, _, before)| !is_alike(now, before))
            .map(|(number, now, _, before)| (number, now, before))
            .collect();
        if changed.is_empty() {
            return;
        }
        // Putting a figure in its own place moves none.
        let own = self.merged.part(part).cloned().unwrap_or_default();
        let here: Vec<(usize, usize, Figure)> =
            same_figures(wanted, &own).map(|(number, _, at, figure)| (number, at, figure.clone())).collect();
        for (number, now, before) in changed {
            let Some((_, paragraph, figure)) = here.iter().find(|(of, ..)| *of == number) else { continue };
            let mut put = figure.clone();
            if now.alt != before.alt {
                put.alt.clone_from(&now.alt);
            }
            if !is_as_wide(now, before) {
                put.width = now.width;
            }
            if is_alike(&put, figure) || self.known.has((part, "figure", number, put.width, &put.alt)) {
                continue;
            }
            let both = (put.alt != figure.alt && figure.alt != before.alt)
                || (!is_as_wide(&put, figure) && !is_as_wide(figure, before));
            let length = own.paragraphs.get(*paragraph).map_or(0, crate::richtext::Paragraph::length);
            let place = part.place(CharRange { paragraph: *paragraph, start: 0, end: length });
            let [base, ours, theirs] = [before, figure, &put].map(shown);
            if both && self.keeps(MergeConflict { place, base, ours, theirs }) {
                continue;
            }
            let edit = Edit::set_figure(&own, *paragraph, Some(put));
            self.make(self.reviser.clone(), Change::Prose(part, edit));
        }
    }
}

/// A figure in words, as those of a conflict.
fn shown(figure: &Figure) -> String {
    let width = figure.shown_width();
    format!("{}（{}.{} mm）", figure.alt.trim(), width / 10, width % 10)
}

fn is_alike(one: &Figure, other: &Figure) -> bool {
    one.alt.trim() == other.alt.trim() && is_as_wide(one, other)
}

fn is_as_wide(one: &Figure, other: &Figure) -> bool {
    one.shown_width().abs_diff(other.shown_width()) <= ROUNDED
}

/// The figures of a text that show what those of another do, in order, each with its paragraph.
fn same_figures<'a>(
    one: &'a RichText,
    other: &'a RichText,
) -> impl Iterator<Item = (usize, &'a Figure, usize, &'a Figure)> {
    let all = |text: &'a RichText| {
        text.figures().map(|(number, _, figure)| (number, figure)).collect::<Vec<(usize, &'a Figure)>>()
    };
    let (own, others) = (all(one), all(other));
    let keys =
        |all: &[(usize, &Figure)]| -> Vec<String> { all.iter().map(|(_, figure)| key(&figure.content)).collect() };
    let pairs = shared(&keys(&own), &keys(&others));
    pairs.into_iter().filter_map(move |(at, of)| {
        let ((number, figure), (place, another)) = (*own.get(at)?, *others.get(of)?);
        Some((number, figure, place, another))
    })
}

fn key(content: &FigureContent) -> String {
    format!("{content:?}")
}
