//! Which unit of the list a report is of that bears another name than the list has: without a second name behind the
//! first, a short name, only the second name. Nothing is guessed where two fit. Must not know files.

use std::collections::{BTreeMap, BTreeSet};

use super::second_names::{first_name, second_names};
use super::short_names;
use super::unit_names::UnitNames;

/// The names of the list of which no report is, and those of the reports that are not in the list.
pub(super) struct OpenNames<'a> {
    /// Those of the list, by their places in it.
    pub listed: Vec<(usize, &'a str)>,
    /// Those of the reports, a unit each.
    pub reported: Vec<&'a str>,
}

impl OpenNames<'_> {
    /// The place in the list by the unit of each report that is found there, the surest way first.
    pub fn pairs(self, names: &UnitNames) -> BTreeMap<String, usize> {
        let mut found = BTreeMap::new();
        let OpenNames { mut listed, mut reported } = self;
        for way in [by_first_names, by_short_names, by_second_names] {
            let of_list: Vec<&str> = listed.iter().map(|(_, name)| *name).collect();
            let pairs = way(&of_list, &reported, names);
            for (one, other) in &pairs {
                if let (Some((place, _)), Some(name)) = (listed.get(*one), reported.get(*other)) {
                    found.insert(names.unit(name), *place);
                }
            }
            let (ones, others): (BTreeSet<usize>, BTreeSet<usize>) = pairs.into_iter().unzip();
            listed = without(listed, &ones);
            reported = without(reported, &others);
        }
        found
    }
}

fn without<T>(all: Vec<T>, taken: &BTreeSet<usize>) -> Vec<T> {
    all.into_iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, one)| one).collect()
}

/// 档案局 and 档案局（档案馆）.
fn by_first_names(listed: &[&str], reported: &[&str], names: &UnitNames) -> Vec<(usize, usize)> {
    let first = |name: &&str| vec![names.unit(&first_name(name))];
    short_names::unique(with_same(listed.iter().map(first), reported.iter().map(first)))
}

/// 县卫健委 and 卫生健康委员会.
fn by_short_names(listed: &[&str], reported: &[&str], _: &UnitNames) -> Vec<(usize, usize)> {
    let first = |all: &[&str]| all.iter().map(|name| first_name(name)).collect::<Vec<_>>();
    short_names::pairs(&first(listed), &first(reported))
}

/// 档案馆 and 档案局（档案馆）.
fn by_second_names(listed: &[&str], reported: &[&str], names: &UnitNames) -> Vec<(usize, usize)> {
    let first = |name: &&str| vec![names.unit(&first_name(name))];
    let second = |name: &&str| second_names(name).iter().map(|name| names.unit(name)).collect::<Vec<_>>();
    let mut pairs = with_same(listed.iter().map(first), reported.iter().map(second));
    pairs.extend(with_same(listed.iter().map(second), reported.iter().map(first)));
    short_names::unique(pairs)
}

/// The pairs that have a name in common.
fn with_same(
    ones: impl Iterator<Item = Vec<String>>,
    others: impl Iterator<Item = Vec<String>>,
) -> Vec<(usize, usize)> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, names) in ones.enumerate() {
        names.into_iter().for_each(|name| by_name.entry(name).or_default().push(number));
    }
    let mut pairs = Vec::new();
    for (number, names) in others.enumerate() {
        // A name that several units of the list have is none's; two of them tell that.
        let same = names.iter().filter_map(|name| by_name.get(name)).flat_map(|ones| ones.iter().take(2));
        pairs.extend(same.map(|one| (*one, number)));
    }
    pairs
}
