//! Where the lines of a page begin and end: its margins, told by its long lines. Must not know what they say.

use super::pdf_lines::TextRow;

/// The left margin: the leftmost position at which several long lines begin. A page of single
/// lines, all indented by two characters, is detected by the `usual` positions: those of other
/// pages, and the left edges of tables.
pub(super) fn margin(rows: &[TextRow], usual: &[f64]) -> f64 {
    let first = rows.iter().filter_map(TextRow::left).min_by(f64::total_cmp).unwrap_or_default();
    let own = shared(rows).unwrap_or_else(|| starts(rows).first().copied().unwrap_or(first));
    let size = rows.first().map_or(0.0, |row| row.size);
    let is_set_in = |usual: &f64| (1.5..2.5).contains(&((own - usual) / size));
    usual.iter().copied().find(is_set_in).unwrap_or(own)
}

/// The leftmost position at which several long lines begin.
pub(super) fn shared(rows: &[TextRow]) -> Option<f64> {
    let starts = starts(rows);
    starts.windows(2).find_map(|pair| match pair {
        [one, other] if other - one < 3.0 => Some(*one),
        _ => None,
    })
}

/// Where long lines begin, from left to right.
fn starts(rows: &[TextRow]) -> Vec<f64> {
    let mut starts: Vec<f64> = rows.iter().filter(|row| row.is_long).filter_map(TextRow::left).collect();
    starts.sort_by(f64::total_cmp);
    starts
}

/// The right edge: the rightmost end of a long line.
pub(super) fn edge(rows: &[TextRow]) -> f64 {
    let ends = rows.iter().filter(|row| row.is_long).filter_map(|row| row.ends);
    ends.map(|(_, right)| right).fold(f64::NEG_INFINITY, f64::max)
}
