//! The word that someone who mistyped probably meant.

/// The candidate nearest to `given`, where one is near enough to be meant.
pub(super) fn nearest(given: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let allowed = (given.chars().count() / 3).max(1) + 1;
    let ranked = candidates.map(|candidate| (distance(given, candidate), candidate));
    ranked.min_by_key(|(distance, _)| *distance).filter(|(distance, _)| *distance <= allowed).map(|(_, word)| word)
}

/// How many letters must be changed, added or dropped (Levenshtein's distance, row by row).
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (index, letter) in from.chars().enumerate() {
        let mut left = index + 1;
        let mut next = vec![left];
        for (other, pair) in to.chars().zip(row.windows(2)) {
            let &[above_left, above] = pair else { continue };
            left = (above_left + usize::from(other != letter)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
