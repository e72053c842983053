//! Finds, among many reports, those whose sections another may share too much with, without comparing every
//! pair: shingles (eight characters in a row) lead to the reports that have them. Counts only; what it names is
//! compared word by word by [`similarity`]. Of many reports only those sections are indexed that
//! [`super::shingle_filter`] wants. Must not know rules.

use std::collections::BTreeMap;

use super::shingle_filter;
use super::similarity::{self, SHINGLE, SectionSimilarity};
use crate::form::SectionId;
use crate::report::Report;

/// What is compared of one report. Only reports of one year have shingles in common.
#[derive(Default)]
pub struct ReportShingles {
    pub(super) unit: String,
    pub(super) sections: Vec<SectionShingles>,
}

pub(super) struct SectionShingles {
    pub(super) section: SectionId,
    /// How many characters are compared.
    pub(super) characters: usize,
    /// The hash of the shingle at each position, or [`NO_SHINGLE`].
    pub(super) hashes: Vec<u32>,
    /// Those of them that [`super::shingle_filter`] compares, ascending, each once.
    pub(super) sampled: Vec<u32>,
}

/// Many reports by their shingles, in the order in which they were added.
pub struct ShingleIndex {
    reports: Vec<IndexedReport>,
    /// Which reports have the same shingles in common: numbers of reports in order, each group once.
    groups: Vec<Vec<u32>>,
}

struct IndexedReport {
    unit: String,
    sections: Vec<IndexedSection>,
}

struct IndexedSection {
    section: SectionId,
    characters: usize,
    /// The shingles that others have too, as runs of neighbours that the same group has.
    runs: Vec<Run>,
}

/// In 32 bits each: reports that are worded by chance alike have one for nearly every character.
struct Run {
    start: u32,
    length: u32,
    group: u32,
}

/// Room for the counts of one search, to be used again by the next.
pub struct SearchCounts {
    /// For each report, at most how many characters it has in common with the one that is searched for.
    bounds: Vec<usize>,
    /// For each report, a number that stands for the runs that it has.
    signatures: Vec<u64>,
    touched: Vec<u32>,
}

/// A position at which no shingle begins: it would reach into the next paragraph.
pub(super) const NO_SHINGLE: u32 = u32::MAX;
/// A shingle that no other report has, or none.
const NO_GROUP: u32 = u32::MAX;
/// How many parts of the hashes are sorted one after the other, to save memory.
const PARTS: u32 = 16;
/// Reports that have the very same runs in common differ at most in their order: the last few stand for all.
const COMPARED_ALIKE: usize = 4;

impl ReportShingles {
    /// The shingles of a report.
    pub fn of(report: &Report) -> ReportShingles {
        let of = |section: SectionId| {
            let text = similarity::compared_text(report.prose(section)?);
            let seed = mixed((u64::from(report.year) << 8) + u64::from(section.number()));
            let hash = |shingle: u64| {
                let hash = mixed(shingle ^ seed);
                u32::try_from((hash ^ (hash >> 32)) & u64::from(u32::MAX)).unwrap_or_default().min(NO_SHINGLE - 1)
            };
            let hashes: Vec<u32> = text.shingle_numbers().map(|shingle| shingle.map_or(NO_SHINGLE, hash)).collect();
            let (characters, sampled) = (text.characters(), shingle_filter::sampled(&hashes));
            (characters > 0).then_some(SectionShingles { section, characters, hashes, sampled })
        };
        ReportShingles { unit: report.unit.name.clone(), sections: SectionId::ALL.into_iter().filter_map(of).collect() }
    }
}

impl ShingleIndex {
    /// Of these reports; those that could not be read have none, and keep their number.
    pub fn new(reports: Vec<ReportShingles>) -> ShingleIndex {
        ShingleIndex::of_wanted(reports, |_| true)
    }

    /// Of those sections of these reports that are wanted, by their numbers through all reports
    /// ([`super::shingle_filter`]); the others are like nothing.
    pub fn of_wanted(mut reports: Vec<ReportShingles>, is_wanted: impl Fn(usize) -> bool) -> ShingleIndex {
        let all = reports.iter_mut().flat_map(|report| &mut report.sections).enumerate();
        all.filter(|(number, _)| !is_wanted(*number)).for_each(|(_, section)| section.hashes = Vec::new());
        let groups = group(&mut reports);
        let sections = |sections: Vec<SectionShingles>| {
            let of = |one: SectionShingles| IndexedSection {
                section: one.section,
                characters: one.characters,
                runs: runs(&one.hashes),
            };
            sections.into_iter().map(of).collect()
        };
        let of = |one: ReportShingles| IndexedReport { unit: one.unit, sections: sections(one.sections) };
        ShingleIndex { reports: reports.into_iter().map(of).collect(), groups }
    }

    /// Room for searches in it.
    pub fn counts(&self) -> SearchCounts {
        let length = self.reports.len();
        SearchCounts { bounds: vec![0; length], signatures: vec![0; length], touched: Vec::new() }
    }

    /// The numbers of those other units' reports that `report` is most similar to, for each section that is
    /// too similar the one that shares most, of equal ones the last; in order, each once. `compare` compares the
    /// sections word by word, and is asked only for those that may be the most similar.
    pub fn most_similar(
        &self,
        report: usize,
        counts: &mut SearchCounts,
        compare: &mut dyn FnMut(usize, SectionId) -> Option<SectionSimilarity>,
    ) -> Vec<usize> {
        let Some(here) = self.reports.get(report) else { return Vec::new() };
        let long = here.sections.iter().filter(|one| similarity::is_long_enough(one.section, one.characters));
        let mut found: Vec<usize> =
            long.filter_map(|section| self.most_similar_section(report, here, section, counts, compare)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn most_similar_section(
        &self,
        report: usize,
        here: &IndexedReport,
        section: &IndexedSection,
        counts: &mut SearchCounts,
        compare: &mut dyn FnMut(usize, SectionId) -> Option<SectionSimilarity>,
    ) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (covered, alike) in self.candidates(report, here, section, counts) {
            // What is shared is never more than what common shingles cover.
            if best.is_some_and(|(shared, _)| covered < shared) {
                break;
            }
            for other in alike.into_iter().rev().take(COMPARED_ALIKE) {
                if best.is_some_and(|least| (covered, other) <= least) {
                    break;
                }
                let similar = compare(other, section.section).filter(SectionSimilarity::is_too_similar);
                best = best.max(similar.map(|similar| (similar.shared, other)));
            }
        }
        best.map(|(_, other)| other)
    }

    /// The reports that may be too similar, grouped by the runs that they have, with how many characters
    /// these cover; most first.
    fn candidates(
        &self,
        report: usize,
        here: &IndexedReport,
        section: &IndexedSection,
        counts: &mut SearchCounts,
    ) -> Vec<(usize, Vec<usize>)> {
        for (run, number) in section.runs.iter().zip(0..) {
            counts.add(self.members(run.group), usize_of(run.length) + SHINGLE - 1, mixed(number));
        }
        let is_near = |covered: usize| similarity::is_too_much(covered, section.characters);
        let mut alike: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (other, signature) in counts.take(is_near) {
            let is_other = self.reports.get(other).is_some_and(|there| there.unit != here.unit);
            if other != report && is_other {
                alike.entry(signature).or_default().push(other);
            }
        }
        let covered = |mut others: Vec<usize>| {
            others.sort_unstable();
            let member = u32::try_from(*others.first()?).ok()?;
            let common = section.runs.iter().filter(|run| self.members(run.group).binary_search(&member).is_ok());
            let covered = covered(common);
            is_near(covered).then_some((covered, others))
        };
        let mut found: Vec<_> = alike.into_values().filter_map(covered).collect();
        found.sort_unstable_by(|one, other| other.cmp(one));
        found
    }

    fn members(&self, group: u32) -> &[u32] {
        self.groups.get(usize_of(group)).map_or(&[], Vec::as_slice)
    }
}

impl SearchCounts {
    fn add(&mut self, members: &[u32], characters: usize, number: u64) {
        for member in members {
            let Ok(at) = usize::try_from(*member) else { continue };
            if let (Some(bound), Some(signature)) = (self.bounds.get_mut(at), self.signatures.get_mut(at)) {
                if *bound == 0 {
                    self.touched.push(*member);
                }
                *bound += characters;
                *signature = signature.wrapping_add(number);
            }
        }
    }

    /// The reports whose bound is near enough, with their signatures; forgets all counts.
    fn take(&mut self, is_near: impl Fn(usize) -> bool) -> Vec<(usize, u64)> {
        let mut found = Vec::new();
        for at in std::mem::take(&mut self.touched).into_iter().filter_map(|one| usize::try_from(one).ok()) {
            if let (Some(bound), Some(signature)) = (self.bounds.get_mut(at), self.signatures.get_mut(at)) {
                let (bound, signature) = (std::mem::take(bound), std::mem::take(signature));
                found.extend(is_near(bound).then_some((at, signature)));
            }
        }
        found
    }
}

/// Replaces every hash by the number of the group of reports that have it, and returns the groups.
fn group(reports: &mut [ReportShingles]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut known: BTreeMap<(usize, u64), u32> = BTreeMap::new();
    let mut sections: Vec<(u32, &mut Vec<u32>)> = Vec::new();
    for (report, number) in reports.iter_mut().zip(0_u32..) {
        sections.extend(report.sections.iter_mut().map(|section| (number, &mut section.hashes)));
    }
    let mut numbers: Vec<Vec<u32>> = sections.iter().map(|(_, hashes)| vec![NO_GROUP; hashes.len()]).collect();
    for part in 0..PARTS {
        let mut places: Vec<(u32, u32, u32)> = Vec::new();
        for ((_, hashes), section) in sections.iter().zip(0_u32..) {
            let of_part = hashes.iter().zip(0_u32..).filter(|(hash, _)| **hash != NO_SHINGLE && **hash % PARTS == part);
            places.extend(of_part.map(|(hash, at)| (*hash, section, at)));
        }
        places.sort_unstable();
        for same in places.chunk_by(|one, next| one.0 == next.0) {
            let of = |section: u32| sections.get(usize::try_from(section).ok()?).map(|(report, _)| *report);
            let mut members: Vec<u32> = same.iter().filter_map(|(_, section, _)| of(*section)).collect();
            members.dedup();
            if members.len() < 2 {
                continue;
            }
            let sum = members.iter().fold(0_u64, |sum, one| sum.wrapping_add(mixed(u64::from(*one))));
            let group = *known.entry((members.len(), sum)).or_insert_with(|| {
                groups.push(members);
                u32::try_from(groups.len() - 1).unwrap_or(NO_GROUP)
            });
            for (_, section, at) in same {
                let place = usize::try_from(*section).ok().and_then(|section| numbers.get_mut(section));
                if let Some(place) = place.and_then(|places| places.get_mut(usize::try_from(*at).ok()?)) {
                    *place = group;
                }
            }
        }
    }
    for ((_, hashes), numbers) in sections.into_iter().zip(numbers) {
        *hashes = numbers;
    }
    groups
}

/// Neighbours of one group as runs.
fn runs(groups: &[u32]) -> Vec<Run> {
    let (mut runs, mut start) = (Vec::new(), 0_u32);
    for same in groups.chunk_by(PartialEq::eq) {
        let length = u32::try_from(same.len()).unwrap_or(u32::MAX);
        let group = same.first().copied().filter(|group| *group != NO_GROUP);
        runs.extend(group.map(|group| Run { start, length, group }));
        start = start.saturating_add(length);
    }
    runs
}

/// How many characters the shingles of these runs cover.
fn covered<'a>(runs: impl Iterator<Item = &'a Run>) -> usize {
    let mut last = 0..0;
    let mut covered = 0;
    for run in runs {
        let start = usize_of(run.start);
        let end = start + usize_of(run.length) + SHINGLE - 1;
        covered += end - start.max(last.end).min(end);
        last = start..end;
    }
    covered
}

/// A number that stands for a small one, such that sums of different ones are different, as far as 64 bits go
/// (the last steps of SplitMix64, Steele, Lea and Flood 2014).
pub(super) const fn mixed(number: u64) -> u64 {
    let mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn usize_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
