//! What holds of every table in a text, restored in one place: it is a full rectangle of cells, its cells have neither
//! headings, items nor pictures, and a paragraph that is in no table follows it, as in Word. Must not know what was
//! done to the text.

use super::edit::EditStep;
use super::open_table::{Kept, OpenTable};
use super::{CellBegin, Edit, Paragraph, PositionMap, RichText, TextBlock, TextPosition, TextRange, unchanged_ends};
use crate::limits::Limit;

impl RichText {
    /// The same text with every table mended.
    #[must_use]
    pub fn mended(mut self) -> RichText {
        if let Some(paragraphs) = mended(&self) {
            self.paragraphs = paragraphs.into_iter().map(|(_, paragraph)| paragraph).collect();
        }
        self
    }
}

impl Edit {
    /// The edit that mends the tables of a text; empty where they are sound.
    pub fn mend(prose: &RichText) -> Edit {
        match mended(prose) {
            Some(paragraphs) => Edit::of_kept(prose, 0, prose.paragraphs.len(), paragraphs),
            None => Edit::default(),
        }
    }

    /// The edit that makes `now` of a text, by whole paragraphs.
    pub fn between(prose: &RichText, now: &RichText) -> Edit {
        let (head, tail) = unchanged_ends(prose.paragraphs.iter(), now.paragraphs.iter());
        let (old, new) = (prose.paragraphs.len() - tail, now.paragraphs.len() - tail);
        let changed = now.paragraphs.get(head..new).unwrap_or_default();
        // Where none came and none went, each keeps its place.
        let number = |index: usize| if old == new { Some(head + index) } else { None };
        let changed = changed.iter().enumerate().map(|(index, one)| (number(index), one.clone())).collect();
        Edit::of_kept(prose, head, old - head, changed)
    }

    /// The edit that puts paragraphs in the place of `count` of them from `first` on. Those that were kept keep the
    /// positions in them; they are in the order of the text, else they are new.
    pub(super) fn of_kept(prose: &RichText, first: usize, count: usize, paragraphs: Vec<Kept>) -> Edit {
        let mut steps = Vec::new();
        let (mut at, mut new) = (first, Vec::new());
        for (number, paragraph) in paragraphs {
            match number.filter(|number| (at..first + count).contains(number)) {
                Some(number) => {
                    steps.extend(replaced(prose, at, number, std::mem::take(&mut new)));
                    if prose.paragraphs.get(number) != Some(&paragraph) {
                        let (paragraphs, moves) = (vec![paragraph], Vec::new());
                        steps.push(EditStep { first: number, count: 1, paragraphs, moves });
                    }
                    at = number + 1;
                }
                None => new.push(paragraph),
            }
        }
        steps.extend(replaced(prose, at, first + count, new));
        // From the last on, so that each finds its paragraphs where they were.
        steps.reverse();
        Edit { steps }
    }
}

/// The step that puts new paragraphs in the place of those from `first` up to `end`.
fn replaced(prose: &RichText, first: usize, end: usize, paragraphs: Vec<Paragraph>) -> Option<EditStep> {
    let (count, added) = (end - first, paragraphs.len());
    if count == 0 && added == 0 {
        return None;
    }
    let length = |number: usize| prose.paragraphs.get(number).map_or(0, Paragraph::length);
    let (old, new_end) = if end < prose.paragraphs.len() {
        let old = TextRange::new(TextPosition::new(first, 0), TextPosition::new(end, 0));
        (old, TextPosition::new(first + added, 0))
    } else if let Some(before) = first.checked_sub(1) {
        let last = first + count - 1;
        let old = TextRange::new(TextPosition::new(before, length(before)), TextPosition::new(last, length(last)));
        let length_now = paragraphs.last().map_or(length(before), Paragraph::length);
        (old, TextPosition::new(before + added, length_now))
    } else {
        (prose.all(), TextPosition::new(added.saturating_sub(1), paragraphs.last().map_or(0, Paragraph::length)))
    };
    let moves = if prose.is_empty() { Vec::new() } else { vec![PositionMap { old, end: new_end }] };
    Some(EditStep { first, count, paragraphs, moves })
}

/// The paragraphs of a text whose tables are mended; `None` where nothing is to be mended.
fn mended(prose: &RichText) -> Option<Vec<Kept>> {
    if !prose.has_tables() {
        return None;
    }
    let mut all: Vec<Kept> = Vec::new();
    let mut room = Limit::Paragraphs.most().saturating_sub(prose.paragraphs.len());
    for block in prose.blocks() {
        let table = match block {
            TextBlock::Paragraph(number, paragraph) => {
                all.push((Some(number), paragraph.clone()));
                continue;
            }
            TextBlock::Table(table) => table,
        };
        let own = |number: usize| Some((Some(number), prose.paragraphs.get(number)?.clone()));
        let open = OpenTable::of(&prose.paragraphs, &table);
        let added = (table.rows * table.columns).saturating_sub(table.cells.len());
        if open.is_too_large() || added > room {
            // A table beyond the limits, which no command makes, becomes its words.
            all.extend(
                table.paragraphs.filter_map(own).map(|(number, paragraph): Kept| (number, paragraph.in_cell(None))),
            );
            continue;
        }
        room -= added;
        let end = table.paragraphs.end;
        let (paragraphs, figures) = open.paragraphs();
        all.extend(paragraphs);
        let follows = figures.is_empty() && prose.paragraphs.get(end).is_none_or(|next| next.cell.is_some());
        all.extend(figures.into_iter().map(|figure| (None, Paragraph::of_figure(figure))));
        if follows {
            all.push((None, Paragraph::default()));
        }
    }
    let is_sound =
        all.len() == prose.paragraphs.len() && all.iter().zip(&prose.paragraphs).all(|((_, one), other)| one == other);
    (!is_sound).then_some(all)
}

impl CellBegin {
    /// Whether a cell begins.
    pub const fn is_cell(self) -> bool {
        !matches!(self, CellBegin::Paragraph)
    }
}
