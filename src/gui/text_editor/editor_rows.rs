//! Breaks a paragraph into rows as the page does: by the same classes of characters, a web address at its
//! separators, the rows of a list hanging below each other. Only the widths are the screen's.

use std::sync::Arc;

use egui::Ui;
use egui::epaint::text::{Galley, LayoutJob, LayoutSection};
use egui::text::ByteIndex;

use crate::layout::{CharClass, may_break, may_break_url_after};

/// Where the rows of a paragraph begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RowIndent {
    /// The first row.
    pub first: f32,
    /// The others.
    pub rest: f32,
}

impl RowIndent {
    /// Where a row begins, by its number from 0.
    pub const fn of(self, row: usize) -> f32 {
        if row == 0 { self.first } else { self.rest }
    }
}

/// Lays out a paragraph in rows of `width`, each at its indent.
pub(super) fn lay_out(ui: &Ui, job: LayoutJob, width: f32, indent: RowIndent) -> Arc<Galley> {
    let line = ui.fonts_mut(|fonts| fonts.layout_job(LayoutJob { wrap: unlimited(), ..job.clone() }));
    let characters: Vec<char> = job.text.chars().collect();
    let ends: Vec<f32> =
        line.rows.iter().flat_map(|row| row.glyphs.iter().map(egui::epaint::text::Glyph::max_x)).collect();
    let starts = if ends.len() == characters.len() {
        row_starts(&characters, &ends, |row| width - indent.of(row))
    } else {
        // Glyphs that stand for several characters are broken by egui.
        vec![0]
    };
    if let [_] = starts.as_slice() {
        let mut galley = Arc::unwrap_or_clone(line);
        for row in &mut galley.rows {
            row.pos.x += indent.first;
        }
        galley.rect.max.x += indent.first;
        return Arc::new(galley);
    }
    // Found in one walk: a long paragraph has thousands of rows.
    let mut walk = job.text.char_indices().map(|(byte, _)| byte).enumerate();
    let mut bytes: Vec<usize> =
        starts.iter().map(|start| walk.find(|(at, _)| at == start).map_or(job.text.len(), |(_, byte)| byte)).collect();
    bytes.push(job.text.len());
    let rows = bytes.iter().zip(bytes.iter().skip(1));
    let rows: Vec<_> =
        rows.map(|(start, end)| ui.fonts_mut(|fonts| fonts.layout_job(part(&job, *start..*end)))).collect();
    let mut whole = Galley::concat(Arc::new(job), &rows, ui.pixels_per_point());
    for (number, row) in whole.rows.iter_mut().enumerate() {
        row.ends_with_newline = false;
        row.pos.x += indent.of(number);
    }
    Arc::new(whole)
}

/// The part of a job with these bytes of its text.
fn part(job: &LayoutJob, bytes: std::ops::Range<usize>) -> LayoutJob {
    let section = |section: &LayoutSection| {
        let from = section.byte_range.start.0.max(bytes.start);
        let to = section.byte_range.end.0.min(bytes.end);
        let byte_range = ByteIndex(from.checked_sub(bytes.start)?)..ByteIndex(to.checked_sub(bytes.start)?);
        (from < to).then(|| LayoutSection { leading_space: 0.0, byte_range, format: section.format.clone() })
    };
    // Not `..job.clone()`, which would copy the whole text for each row.
    LayoutJob {
        text: job.text.get(bytes.clone()).unwrap_or_default().to_owned(),
        sections: job.sections.iter().filter_map(section).collect(),
        wrap: unlimited(),
        first_row_min_height: job.first_row_min_height,
        break_on_newline: job.break_on_newline,
        halign: job.halign,
        justify: job.justify,
        round_output_to_gui: job.round_output_to_gui,
        keep_trailing_whitespace: job.keep_trailing_whitespace,
    }
}

fn unlimited() -> egui::epaint::text::TextWrapping {
    egui::epaint::text::TextWrapping { max_width: f32::INFINITY, ..Default::default() }
}

/// The numbers of the characters with which rows begin; `ends` has the right edge of each character in one
/// endless row, `room` gives the width of a row.
fn row_starts(characters: &[char], ends: &[f32], room: impl Fn(usize) -> f32) -> Vec<usize> {
    let classes: Vec<CharClass> = characters.iter().map(|one| CharClass::of(*one)).collect();
    let edge = |at: usize| at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    let breaks_after = |at: usize| {
        let pair = |at: usize| Some((*characters.get(at)?, *classes.get(at)?));
        let before = at.checked_sub(1).and_then(|before| classes.get(before)).copied();
        pair(at).zip(pair(at + 1)).is_some_and(|(left, right)| may_break(before, left, right))
    };
    let mut starts = vec![0];
    loop {
        let (row, start) = (starts.len() - 1, starts.last().copied().unwrap_or_default());
        let room = room(row);
        let (mut good, mut address, mut fits) = (None, None, start);
        for (at, character) in characters.iter().enumerate().skip(start) {
            // A blank at the end of a row needs no room.
            let blank = classes.get(at) == Some(&CharClass::Space);
            if edge(at + 1) - edge(start) > room && !blank {
                break;
            }
            fits = at + 1;
            if breaks_after(at) {
                good = Some(at + 1);
            }
            if may_break_url_after(*character) {
                address = Some(at + 1);
            }
        }
        if fits >= characters.len() {
            return starts;
        }
        let left = good.map_or(room, |good| room - (edge(good) - edge(start)));
        // A web address is broken rather than leave more than a sixth of the row empty.
        let next = match (good, address) {
            (Some(good), Some(address)) if address > good && left > room / 6.0 => address,
            (Some(good), _) => good,
            (None, Some(address)) => address,
            (None, None) => fits,
        };
        starts.push(next.max(start + 1));
    }
}
