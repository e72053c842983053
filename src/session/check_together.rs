//! Checks the reports of many units, each also against what the others wrote of the same year, without
//! holding them all: what is compared word by word is loaded when it is needed.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::parallel;
use super::rule_packs::PackChoice;
use super::run_checks::{self, CheckSummary};
use crate::check::shingle_filter::{self, FilterCounts, ShingleFilter};
use crate::check::shingle_index::{ReportShingles, SearchCounts, ShingleIndex};
use crate::check::similarity;
use crate::form::{Form, SectionId};
use crate::report::{Date, Report};

/// Gives the report with a number; `None` for one that cannot be read.
pub type LoadReport<'a> = &'a (dyn Fn(usize) -> Option<Report> + Sync);

/// The reports of many units.
pub struct ReportCollection<'a> {
    load: LoadReport<'a>,
    index: ShingleIndex,
    recent: Mutex<VecDeque<(usize, Arc<Report>)>>,
}

/// Up to so many reports everything is in the index, and what is found is what comparing every pair finds. Of more,
/// those sections are left out that share nothing but short passages with each other.
const EXACT: usize = 1500;
/// How many of the reports that were compared last are kept: units that copy mostly copy the same one.
const KEPT: usize = 64;

impl<'a> ReportCollection<'a> {
    /// Reads `count` reports for the first time.
    #[allow(dead_code, reason = "tests compare what is found with all pairs")]
    pub fn read(count: usize, load: LoadReport<'a>) -> ReportCollection<'a> {
        let first = |number| (load(number).map(|report| ReportShingles::of(&report)).unwrap_or_default(), ());
        ReportCollection::begin(count, load, first, |()| {})
    }

    /// Reads `count` reports for the first time with `first`, which gives what is compared of a report, and whatever
    /// else is known of it alone: `take` gets that in order. A report is read once more only where it may be too
    /// similar to another.
    pub fn begin<T: Send>(
        count: usize,
        load: LoadReport<'a>,
        first: impl Fn(usize) -> (ReportShingles, T) + Sync,
        mut take: impl FnMut(T),
    ) -> ReportCollection<'a> {
        let mut shingles = Vec::with_capacity(count);
        let read = |(): &mut (), number| first(number);
        parallel::in_order(
            count,
            || (),
            read,
            |_, (one, other)| {
                shingles.push(one);
                take(other);
            },
        );
        ReportCollection { load, index: index(shingles), recent: Mutex::default() }
    }

    /// Whether the report with this number may be too similar to another unit's, so that a check of it alone does not
    /// say all.
    pub fn is_alike(&self, number: usize, counts: &mut SearchCounts) -> bool {
        !self.alike(number, counts).is_empty()
    }

    fn alike(&self, number: usize, counts: &mut SearchCounts) -> Vec<usize> {
        let mut compare = |other: usize, section: SectionId| {
            similarity::compare_section(self.loaded(number)?.as_ref(), self.loaded(other)?.as_ref(), section)
        };
        self.index.most_similar(number, counts, &mut compare)
    }

    /// Room for [`Self::review`], for one thread.
    pub fn counts(&self) -> SearchCounts {
        self.index.counts()
    }

    /// Checks `report`, which has this number here.
    pub fn review(
        &self,
        number: usize,
        (form, report): (&Form, &Report),
        today: Option<Date>,
        packs: &PackChoice,
        counts: &mut SearchCounts,
    ) -> CheckSummary {
        let similar = self.alike(number, counts);
        let others: Vec<Arc<Report>> = similar.into_iter().filter_map(|other| self.loaded(other)).collect();
        let others: Vec<&Report> = others.iter().map(Arc::as_ref).collect();
        run_checks::review_beside(form, report, &others, today, packs)
    }

    fn loaded(&self, number: usize) -> Option<Arc<Report>> {
        let recent = || self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, report)) = recent().iter().find(|(known, _)| *known == number) {
            return Some(Arc::clone(report));
        }
        // Without the lock: two threads may load the same one, neither waits for the other.
        let report = Arc::new((self.load)(number)?);
        let mut recent = recent();
        recent.truncate(KEPT - 1);
        recent.push_front((number, Arc::clone(&report)));
        Some(report)
    }
}

/// The index of those sections that may be too similar to another unit's; of all where there are not too many.
fn index(shingles: Vec<ReportShingles>) -> ShingleIndex {
    if shingles.len() <= EXACT {
        return ShingleIndex::new(shingles);
    }
    let mut parts = Vec::with_capacity(shingle_filter::PARTS);
    let part = |(): &mut (), part: usize| shingle_filter::sampled_part(&shingles, part);
    parallel::in_order(shingle_filter::PARTS, || (), part, |_, part| parts.push(part));
    let filter = ShingleFilter::new(&shingles, parts);
    let mut wanted = vec![false; filter.section_count()];
    let near = |counts: &mut FilterCounts, report: usize| filter.near(report, counts);
    parallel::in_order(
        shingles.len(),
        || filter.counts(),
        near,
        |_, near| {
            for section in near {
                if let Some(wanted) = wanted.get_mut(section) {
                    *wanted = true;
                }
            }
        },
    );
    drop(filter);
    ShingleIndex::of_wanted(shingles, |section| wanted.get(section).copied().unwrap_or(true))
}
