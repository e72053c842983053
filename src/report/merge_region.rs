//! The pieces of a text that both sides of a merge changed, or one: what of the base, of ours and of theirs stands against each
//! other. Must not know whose changes they are.

use super::word_row::{WordHunk, WordRow, is_over_end};

/// A piece of the base that they changed, and of ours and theirs what stands there. Where we changed it as well, it
/// reaches over all that either changed there.
pub(super) struct MergeRegion {
    pub of_base: (usize, usize),
    pub of_ours: (usize, usize),
    pub of_theirs: (usize, usize),
    /// Whether we changed it as well.
    pub is_conflict: bool,
}

/// The pieces that they changed, in order, none of which meets what we changed in another.
///
/// A paragraph that is taken whole is taken with what we wrote at its beginning or end.
pub(super) fn regions(
    theirs: Vec<WordHunk>,
    ours: &[WordHunk],
    [base, own_row, wanted]: &[WordRow; 3],
) -> Vec<MergeRegion> {
    let touches = |(one, other): WordHunk, (of_base, own): WordHunk| {
        let is_unit = base.has_table(one) || wanted.has_table(other) || is_over_end((base, one), (wanted, other));
        let is_before = of_base.1 == one.0 && base.begins_paragraph(one.0) && !own_row.begins_paragraph(own.1);
        let is_behind = of_base.0 == one.1 && base.ends_paragraph(one.1) && !own_row.ends_paragraph(own.0);
        is_unit && (is_before || is_behind)
    };
    // What they put in at an edge of what they changed, and stands here as well, since a former state of the copy brought it.
    let is_here = |(one, other): WordHunk, (of_base, own): WordHunk| {
        let text =
            |row: &WordRow, (from, to): (usize, usize)| (from..to).map(|at| row.whole_word(at)).collect::<String>();
        let is_at = |edge: usize| one.0 < one.1 && of_base == (edge, edge);
        (is_at(one.1) && text(wanted, other).ends_with(&text(own_row, own)))
            || (is_at(one.0) && text(wanted, other).starts_with(&text(own_row, own)))
    };
    // For each what they and what we changed in it.
    let mut found: Vec<(Vec<WordHunk>, Vec<usize>)> = Vec::new();
    for hunk in theirs {
        let met = (0..ours.len()).filter(|at| {
            ours.get(*at).is_some_and(|own| meets(hunk.0, own.0) || touches(hunk, *own) || is_here(hunk, *own))
        });
        let met: Vec<usize> = met.collect();
        match found.last_mut().filter(|(_, own)| met.iter().any(|at| own.contains(at))) {
            Some((theirs, own)) => {
                theirs.push(hunk);
                own.extend(met);
            }
            None => found.push((vec![hunk], met)),
        }
    }
    let is_both = |theirs: &[WordHunk], at: usize| {
        let own = ours.get(at).copied();
        !theirs.iter().any(|hunk| own.is_some_and(|own| is_here(*hunk, own)))
    };
    let region = |(theirs, own): (Vec<WordHunk>, Vec<usize>)| {
        let found = region(&theirs, &own, ours)?;
        Some(MergeRegion { is_conflict: own.iter().any(|at| is_both(&theirs, *at)), ..found })
    };
    found.into_iter().filter_map(region).collect()
}

fn region(theirs: &[WordHunk], own: &[usize], ours: &[WordHunk]) -> Option<MergeRegion> {
    let (first, last) = (theirs.first()?, theirs.last()?);
    let met = (own.iter().min().and_then(|at| ours.get(*at)), own.iter().max().and_then(|at| ours.get(*at)));
    let (start, end) = match met {
        (Some(own), Some(last_own)) => (first.0.0.min(own.0.0), last.0.1.max(last_own.0.1)),
        _ => (first.0.0, last.0.1),
    };
    let beside =
        |first: &WordHunk, last: &WordHunk| (first.1.0.saturating_sub(first.0.0 - start), last.1.1 + (end - last.0.1));
    // What we put in at the edge of what they changed stands before it at its beginning, behind it at its end.
    let moved = |at: usize, is_end: bool| {
        let is_before = |(base, _): &&WordHunk| base.1 < at || (base.1 == at && (base.0 < at || !is_end));
        ours.iter().rfind(is_before).map_or(at, |(base, own)| own.1 + (at - base.1))
    };
    let of_ours = match met {
        (Some(own), Some(last_own)) => beside(own, last_own),
        _ => (moved(start, false), moved(end, true).max(moved(start, false))),
    };
    let is_conflict = !own.is_empty();
    Some(MergeRegion { of_base: (start, end), of_ours, of_theirs: beside(first, last), is_conflict })
}

/// Whether changes of both sides meet: of the same words, at the same point, or words put in between two words that the
/// other side took out.
const fn meets(one: (usize, usize), (start, end): (usize, usize)) -> bool {
    (start < one.1 && one.0 < end)
        || (start == end && one.0 == one.1 && start == one.0)
        || (start == end && one.0 < start && start < one.1)
        || (one.0 == one.1 && start < one.0 && one.0 < end)
}

/// Our words that hold what they put in the place of words of the base, where we have none of those either: a merge of the
/// same copy put it there, or both did the same. `None` where ours still has one of those words, or nothing else there.
pub(super) fn around_in_ours(of_base: (usize, usize), ours: &[WordHunk]) -> Option<WordHunk> {
    ours.iter().find(|((start, end), _)| *start <= of_base.0 && of_base.1 <= *end).copied()
}
