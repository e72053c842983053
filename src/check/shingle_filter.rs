//! Which sections of many reports may be too similar to another unit's at all: a quarter of the shingles is
//! compared, and a section that shares few of them with every other needs no exact index. Without this, chance
//! decides the cost: among ten thousand reports nearly every shingle is somewhere else too. Must not know rules.
//!
//! A section is too similar where passages of at least eight characters cover four fifths of it. Passages of
//! twelve characters on average have a third of its shingles in common with the other, longer ones more; from there
//! on, the section is wanted. Shorter passages in such numbers are found by chance only; so many reports as a county
//! has are therefore never filtered.

use std::collections::BTreeMap;

use super::shingle_index::{NO_SHINGLE, ReportShingles, SectionShingles, mixed};
use super::similarity;

/// Into how many parts the shingles are divided, so that each processor sorts its own.
pub const PARTS: usize = 16;
/// One of so many shingles is compared, chosen by its hash: the same in every report.
const SAMPLED: u32 = 4;
/// From this share on, in per cent, of compared shingles in common with one other, a section is wanted.
const NEAR_PERCENT: usize = 33;
/// Groups with more sections are kept once: a template that all units have is one group, not hundreds.
const LARGE: usize = 16;

/// The compared shingles of one part that several sections have.
pub struct SampledPart {
    /// The numbers of the sections, group after group.
    members: Vec<u32>,
    /// Where each group ends.
    ends: Vec<usize>,
}

/// The compared shingles of all sections. Sections are numbered through all reports.
pub struct ShingleFilter {
    /// The numbers of the sections, group after group.
    members: Vec<u32>,
    /// Where each group ends.
    ends: Vec<usize>,
    sections: Vec<FilteredSection>,
    /// For each report, the number of its first section; one more at the end.
    firsts: Vec<usize>,
    units: Vec<String>,
}

struct FilteredSection {
    /// The number of its report.
    report: usize,
    /// How many of its shingles are compared; 0 where it is too short to be compared.
    compared: usize,
    /// The groups that it is in, one as often as it has shingles of it.
    groups: Vec<u32>,
}

/// Room for the counts of one search, to be used again by the next.
pub struct FilterCounts {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

/// Those of a section's shingles that are compared, ascending, each once.
pub(super) fn sampled(hashes: &[u32]) -> Vec<u32> {
    let mut compared: Vec<u32> = Vec::with_capacity(hashes.len() / 3);
    compared.extend(hashes.iter().copied().filter(|hash| *hash != NO_SHINGLE && hash.is_multiple_of(SAMPLED)));
    compared.sort_unstable();
    compared.dedup();
    compared
}

/// The compared shingles of `part`, 0 up to [`PARTS`].
pub fn sampled_part(reports: &[ReportShingles], part: usize) -> SampledPart {
    let part = u32::try_from(part).unwrap_or(u32::MAX);
    let mut places: Vec<u64> = Vec::new();
    for (section, number) in reports.iter().flat_map(|report| &report.sections).zip(0_u64..) {
        // A part is a range of hashes.
        let start = section.sampled.partition_point(|hash| part_of(*hash) < part);
        let of_part = section.sampled.get(start..).unwrap_or_default().iter();
        let of_part = of_part.take_while(|hash| part_of(**hash) == part);
        places.extend(of_part.map(|hash| (u64::from(*hash) << 32) | number));
    }
    places.sort_unstable();
    let (mut members, mut ends) = (Vec::new(), Vec::new());
    for same in places.chunk_by(|one, next| one >> 32 == next >> 32).filter(|same| same.len() > 1) {
        members.extend(same.iter().filter_map(|place| u32::try_from(place & u64::from(u32::MAX)).ok()));
        ends.push(members.len());
    }
    SampledPart { members, ends }
}

impl ShingleFilter {
    /// Of these reports and all their parts.
    pub fn new(reports: &[ReportShingles], parts: Vec<SampledPart>) -> ShingleFilter {
        let mut filter = ShingleFilter {
            members: Vec::new(),
            ends: Vec::new(),
            sections: Vec::new(),
            firsts: vec![0],
            units: reports.iter().map(|report| report.unit.clone()).collect(),
        };
        for (number, report) in reports.iter().enumerate() {
            filter.sections.extend(report.sections.iter().map(|section| FilteredSection::new(number, section)));
            filter.firsts.push(filter.sections.len());
        }
        let mut known: BTreeMap<(usize, u64), u32> = BTreeMap::new();
        for part in parts {
            let mut start = 0;
            for end in part.ends {
                filter.add(part.members.get(start..end).unwrap_or_default(), &mut known);
                start = end;
            }
        }
        filter
    }

    fn add(&mut self, members: &[u32], known: &mut BTreeMap<(usize, u64), u32>) {
        let next = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let group = if members.len() > LARGE {
            let sum = members.iter().fold(0_u64, |sum, one| sum.wrapping_add(mixed(u64::from(*one))));
            *known.entry((members.len(), sum)).or_insert(next)
        } else {
            next
        };
        if group == next {
            self.members.extend_from_slice(members);
            self.ends.push(self.members.len());
        }
        for member in members {
            let section = usize::try_from(*member).ok().and_then(|at| self.sections.get_mut(at));
            if let Some(section) = section.filter(|section| section.compared > 0) {
                section.groups.push(group);
            }
        }
    }

    /// Room for searches in it.
    pub fn counts(&self) -> FilterCounts {
        FilterCounts { counts: vec![0; self.sections.len()], touched: Vec::new() }
    }

    /// How many sections there are.
    pub fn section_count(&self) -> usize {
        self.sections.len()
    }

    /// The numbers of those sections of the report that another unit's may be too similar to, and of these others.
    pub fn near(&self, report: usize, counts: &mut FilterCounts) -> Vec<usize> {
        let mut found = Vec::new();
        let range = self.firsts.get(report).copied().unwrap_or(0)..self.firsts.get(report + 1).copied().unwrap_or(0);
        for (number, section) in range.clone().zip(self.sections.get(range).unwrap_or_default()) {
            let mut groups = section.groups.clone();
            groups.sort_unstable();
            let same = groups.chunk_by(PartialEq::eq);
            let same = same.filter_map(|same| Some((self.members_of(*same.first()?), u32::try_from(same.len()).ok()?)));
            let (large, small): (Vec<_>, Vec<_>) = same.partition(|(members, _)| members.len() > LARGE);
            // What many share, a template, is counted for each of them only where it could make a section near.
            let shared: u32 = large.iter().map(|(_, weight)| weight).sum();
            let is_near = |count: u32| usize::try_from(count).unwrap_or(0) * 100 >= section.compared * NEAR_PERCENT;
            small.iter().for_each(|(members, weight)| counts.add(members, *weight));
            let rest = if is_near(shared) {
                large.iter().for_each(|(members, weight)| counts.add(members, *weight));
                0
            } else {
                shared
            };
            let before = found.len();
            for (other, count) in counts.take() {
                let unit = |at: usize| self.sections.get(at).and_then(|one| self.units.get(one.report));
                if is_near(count + rest) && other != number && unit(other) != self.units.get(report) {
                    found.push(other);
                }
            }
            if found.len() > before {
                found.push(number);
            }
        }
        found
    }

    fn members_of(&self, group: u32) -> &[u32] {
        let Ok(group) = usize::try_from(group) else { return &[] };
        let start = group.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(group).and_then(|end| self.members.get(start..*end)).unwrap_or_default()
    }
}

impl FilteredSection {
    fn new(report: usize, section: &SectionShingles) -> FilteredSection {
        let is_long = similarity::is_long_enough(section.section, section.characters);
        FilteredSection { report, compared: if is_long { section.sampled.len() } else { 0 }, groups: Vec::new() }
    }
}

impl FilterCounts {
    fn add(&mut self, members: &[u32], weight: u32) {
        for member in members {
            if let Some(count) = usize::try_from(*member).ok().and_then(|at| self.counts.get_mut(at)) {
                if *count == 0 {
                    self.touched.push(*member);
                }
                *count += weight;
            }
        }
    }

    /// The sections that were counted, with their counts; forgets them.
    fn take(&mut self) -> Vec<(usize, u32)> {
        let touched = std::mem::take(&mut self.touched);
        let places = touched.into_iter().filter_map(|one| usize::try_from(one).ok());
        places.filter_map(|at| Some((at, std::mem::take(self.counts.get_mut(at)?)))).collect()
    }
}

fn part_of(hash: u32) -> u32 {
    hash / (u32::MAX / u32::try_from(PARTS).unwrap_or(1) + 1)
}
