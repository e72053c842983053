//! Units by their names, as people write them: spaces, full width, a government's own office, the names of places
//! before a unit's own, and what ends the name of a township's government make no other unit. Must not know reports.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::UnitKind;
use crate::richtext::narrow;

/// What ends the name of a government's own office after the government's.
const OFFICES: [&str; 2] = ["办公室", "办"];
/// What follows the year in the title of a report.
const TITLE: &str = "政府信息公开";
/// What ends the name of a place that a unit's name may begin with.
pub(super) const PLACES: [char; 7] = ['省', '州', '盟', '市', '县', '区', '旗'];
/// What ends like the name of a place and is a part of a unit's own name.
const NO_PLACES: [&str; 9] = ["开发区", "高新区", "经开区", "园区", "新区", "社区", "校区", "景区", "灌区"];
/// The fewest characters of a name without its places: 办公室 alone is no unit.
const SHORTEST: usize = 3;
/// The most bytes of a name that is looked at for places, hundreds of characters: a draft may bear a whole text in its
/// place, of which there would be as many ends as it has words.
const LONGEST: usize = 1_000;

/// Which of many names mean one unit: 青禾县水务局, 县水务局 and 水务局 do where no other place has a 水务局.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UnitNames {
    /// Each name without spaces and full width, with the longest that means the same.
    units: BTreeMap<String, String>,
    /// What is left of names without places before them, with the one unit that it means; none where it means several.
    shorter: BTreeMap<String, Option<String>>,
}

impl UnitNames {
    /// Compares these names; `sum` is the government whose sum it is.
    pub fn of<'a>(names: impl Iterator<Item = &'a str>, sum: Option<&'a str>) -> UnitNames {
        let mut all: Vec<String> = names.chain(sum).map(bare).collect::<BTreeSet<_>>().into_iter().collect();
        all.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
        let mut known = UnitNames::default();
        for name in all {
            let office = sum.and_then(|sum| government_of(&name, sum));
            let unit = office.or_else(|| known.shorter.get(&name).cloned().flatten()).unwrap_or_else(|| name.clone());
            for shorter in without_places(&name) {
                let one = known.shorter.entry(shorter.to_owned()).or_insert_with(|| Some(unit.clone()));
                if one.as_ref() != Some(&unit) {
                    *one = None;
                }
            }
            known.units.insert(name, unit);
        }
        known
    }

    /// The unit that `name` means: the same text for all its names.
    pub fn unit(&self, name: &str) -> String {
        let name = bare(name);
        if let Some(unit) = self.units.get(&name) {
            return unit.clone();
        }
        let by_shorter = |short: &str| self.shorter.get(short).cloned().flatten();
        let by_longer = || without_places(&name).into_iter().find_map(|short| self.units.get(short).cloned());
        by_shorter(&name).or_else(by_longer).unwrap_or(name)
    }
}

/// The name without what people write now so, now so: white space, full width.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|one| !one.is_whitespace()).map(narrow).collect()
}

/// The same without what lists leave out and reports do not: 白沙镇人民政府 is 白沙镇, 柳树街道办事处 is 柳树街道.
pub(super) fn bare(name: &str) -> String {
    let name = plain(name);
    let ends = [
        ("人民政府", &["乡", "镇", "苏木"][..]),
        ("政府", &["乡", "镇", "苏木"]),
        ("办事处", &["街道"]),
        ("办", &["街道"]),
    ];
    let place = ends.iter().find_map(|(end, places)| {
        let rest = name.strip_suffix(end)?;
        let is_place = places.iter().any(|place| rest.ends_with(place) && rest.len() > place.len());
        is_place.then(|| rest.to_owned())
    });
    place.unwrap_or(name)
}

/// The government `sum` where `name` is that of its own office.
fn government_of(name: &str, sum: &str) -> Option<String> {
    let written = plain(sum);
    let is_office = OFFICES.iter().any(|office| name.strip_prefix(&written) == Some(*office));
    (is_office && !written.is_empty()).then(|| bare(sum))
}

/// What is left of a name where a place before it is left out, with the last word of the place and without: of
/// 示例市青禾县水务局 these are 市青禾县水务局, 青禾县水务局, 县水务局 and 水务局.
fn without_places(name: &str) -> Vec<&str> {
    let of = |(before, rest): (&str, _)| {
        let word = before.char_indices().next_back().map_or(0, |(at, _)| at);
        [name.get(word..).filter(|_| word > 0), Some(rest)].into_iter().flatten()
    };
    places_before(name).flat_map(of).filter(|rest| rest.chars().count() >= SHORTEST).collect()
}

/// The places that a name may begin with, each with what follows it.
pub(super) fn places_before(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let words = name.char_indices().filter(|(_, one)| name.len() <= LONGEST && PLACES.contains(one));
    let parts = words.filter_map(|(at, one)| name.split_at_checked(at + one.len_utf8()));
    parts.filter(|(before, _)| !NO_PLACES.iter().any(|no| before.ends_with(no)))
}

/// A unit's name without the places before it; `None` where too little is left.
pub(super) fn own_words(unit: &str) -> Option<String> {
    let unit = bare(unit);
    let own = without_places(&unit).into_iter().min_by_key(|rest| rest.chars().count()).unwrap_or(&unit);
    (own.chars().count() >= SHORTEST).then(|| own.to_owned())
}

/// Whether the path of a file has the words of a unit in it, with places before them or without.
pub(super) fn is_named_in(own: &str, file: &str) -> bool {
    // 教育局 is no part of 体育教育局, but of 县教育局 and of 03教育局.
    let is_start = |last: char| !last.is_alphabetic() || PLACES.contains(&last) || last.is_ascii();
    let before = file.match_indices(own).map(|(at, _)| file.get(..at).unwrap_or_default());
    before.map(|before| before.chars().next_back()).any(|last| last.is_none_or(is_start))
}

/// Whether a unit's name begins with the place of the government `government`, or with a place that ends so.
pub(super) fn is_of_government(name: &str, government: &str) -> bool {
    let (name, place) = (plain(name), place_of(government));
    !place.is_empty() && (name.starts_with(&place) || without_places(&name).iter().any(|rest| rest.starts_with(&place)))
}

/// The place of a government's name: 青禾县 of 青禾县人民政府.
pub(super) fn place_of(government: &str) -> String {
    let name = plain(government);
    name.strip_suffix("人民政府").unwrap_or(&name).to_owned()
}

/// Of which level the sum of the government `name` is, and whether the name leaves that open: a 市 may be of a
/// prefecture or of a county.
pub fn government_kind(name: &str) -> (UnitKind, bool) {
    let place = plain(name);
    let place = place.strip_suffix("人民政府").unwrap_or(&place);
    match place.chars().last() {
        Some('省') => (UnitKind::Province, false),
        _ if place.ends_with("自治区") => (UnitKind::Province, false),
        Some('州' | '盟') => (UnitKind::City, false),
        Some('市') => (UnitKind::City, true),
        Some('县' | '区' | '旗') => (UnitKind::County, false),
        _ => (UnitKind::County, true),
    }
}

/// The unit and the year that the name of a file tells, as 青禾县水务局2024年政府信息公开工作年度报告 does; for
/// tables that name none themselves.
pub fn unit_and_year(stem: &str) -> (Option<String>, Option<u16>) {
    let stem = plain(stem);
    let digits = |at: usize| stem.get(at..at + 4).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let found = stem.char_indices().find_map(|(at, _)| {
        let year = digits(at)?.parse::<u16>().ok().filter(|year| (2008..=2099).contains(year))?;
        Some((at, year))
    });
    let before = match found {
        Some((at, _)) => stem.get(..at).unwrap_or_default(),
        None => stem.split(TITLE).next().unwrap_or_default(),
    };
    let name = before.trim_matches(|one: char| !one.is_alphanumeric());
    // A word of one or two characters, such as 年报, names no unit.
    let unit = Some(name).filter(|name| name.chars().filter(|one| !one.is_ascii()).count() > 2);
    (unit.map(str::to_owned), found.map(|(_, year)| year))
}
