//! Short names of units: 县卫健委 is 青禾县卫生健康委员会, 市监局 is 市场监督管理局. Only what ends like an office of a
//! government has one: 白沙镇 is no short name of another township, and 一中 none of 第一中学. Must not know reports.

use std::collections::BTreeMap;

use super::unit_names::{PLACES, bare, places_before};

/// What units end with, each in all its spellings, the longest first.
const ENDS: [&[&str]; 9] = [
    &["委员会", "委会", "委"],
    &["办公室", "办"],
    &["联合社", "社"],
    &["中心"],
    &["支队"],
    &["大队"],
    &["局"],
    &["厅"],
    &["处"],
];
/// What short names leave out behind the words that they begin with: 应急局 is 应急管理局, but 水利局 is no 水利工程局.
const COMMON: [&str; 18] = [
    "管理",
    "事务",
    "监督",
    "服务",
    "运输",
    "合作社",
    "合作",
    "工作",
    "行政",
    "发展",
    "资源",
    "交易",
    "物资",
    "储备",
    "草原",
    "绿化",
    "社会",
    "保障",
];
/// What short names leave out between two words.
const BETWEEN: [char; 5] = ['和', '与', '及', '暨', '、'];
/// What begins like the word of a place and is a unit's own.
const NO_PLACE_WORDS: [&str; 4] = ["市场", "市监", "市政", "市容"];
/// The fewest characters of a short name before its end.
const SHORTEST: usize = 2;
/// The most comparisons among names of one end and one first character, which are few unless somebody wants harm.
const MOST: usize = 200_000;

/// A name taken apart: the place before it, its own words, and which of the ends it has.
struct NameParts {
    place: String,
    words: Vec<char>,
    end: usize,
}

/// The pairs of the names `one` and `other`, by their numbers, of which one may be short for the other, and neither
/// for a third.
pub(super) fn pairs(one: &[String], other: &[String]) -> Vec<(usize, usize)> {
    let (ones, others) = (buckets_of(one), buckets_of(other));
    let both = ones.iter().filter_map(|(key, ones)| Some((ones, others.get(key)?)));
    unique(both.flat_map(|(ones, others)| fitting(ones, others)).collect())
}

/// The same of the names of one row; the lesser number is the first of a pair.
pub(super) fn pairs_within(names: &[String]) -> Vec<(usize, usize)> {
    let fitting = buckets_of(names).into_values().flat_map(|bucket| fitting(&bucket, &bucket));
    let mut pairs: Vec<(usize, usize)> = fitting.filter(|(one, other)| one < other).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut times = BTreeMap::<usize, usize>::new();
    pairs.iter().flat_map(|(one, other)| [one, other]).for_each(|name| *times.entry(*name).or_default() += 1);
    pairs.retain(|(one, other)| times.get(one) == Some(&1) && times.get(other) == Some(&1));
    pairs
}

/// The names that may be one by their ends and their first characters.
fn buckets_of(names: &[String]) -> BTreeMap<(usize, char), Vec<(usize, NameParts)>> {
    let mut buckets: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (number, name) in names.iter().enumerate() {
        for parts in parts(name) {
            let first = parts.words.first().copied().unwrap_or_default();
            buckets.entry((parts.end, first)).or_default().push((number, parts));
        }
    }
    buckets
}

/// The pairs of two buckets of one end and one first character.
fn fitting(ones: &[(usize, NameParts)], others: &[(usize, NameParts)]) -> Vec<(usize, usize)> {
    if ones.len().saturating_mul(others.len()) > MOST {
        return Vec::new();
    }
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    pairs.filter(|((_, one), (_, other))| are_one(one, other)).map(|((one, _), (other, _))| (*one, *other)).collect()
}

/// Those of these pairs whose members are in no other pair.
pub(super) fn unique(mut pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    pairs.sort_unstable();
    pairs.dedup();
    let (mut ones, mut others) = (BTreeMap::<usize, usize>::new(), BTreeMap::<usize, usize>::new());
    for (one, other) in &pairs {
        *ones.entry(*one).or_default() += 1;
        *others.entry(*other).or_default() += 1;
    }
    pairs.retain(|(one, other)| ones.get(one) == Some(&1) && others.get(other) == Some(&1));
    pairs
}

/// The ways in which a name may be taken apart: what seems a place may be a unit's own word.
fn parts(name: &str) -> Vec<NameParts> {
    let name = bare(name).replace("人民政府", "政府");
    let splits = std::iter::once(("", name.as_str())).chain(places_before(&name));
    let of = |(place, rest): (&str, &str)| {
        let rest = if rest.starts_with("府办") { format!("政{rest}") } else { rest.to_owned() };
        let ends = ENDS.iter().enumerate();
        let (end, words) = ends.into_iter().find_map(|(number, spellings)| {
            Some((number, spellings.iter().find_map(|spelling| rest.strip_suffix(spelling))?))
        })?;
        let is_place = words.starts_with(PLACES) && !NO_PLACE_WORDS.iter().any(|own| words.starts_with(own));
        let words: Vec<char> = words.replace("信息化", "信息").chars().filter(|one| !BETWEEN.contains(one)).collect();
        let is_name = words.len() >= SHORTEST && !is_place && words.iter().all(|one| !one.is_ascii());
        is_name.then(|| NameParts { place: place.to_owned(), words, end })
    };
    splits.filter_map(of).collect()
}

fn are_one(one: &NameParts, other: &NameParts) -> bool {
    let is_place = one.place.ends_with(&other.place) || other.place.ends_with(&one.place);
    let (short, full) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    one.end == other.end && is_place && is_short(&short.words, &full.words)
}

/// Whether `short` has what words of `full` begin with, in their order.
fn is_short(short: &[char], full: &[char]) -> bool {
    match full.strip_prefix(short) {
        Some(rest) => is_common(&rest.iter().collect::<String>()),
        None => begins_words(short, full, 0, None),
    }
}

fn is_common(rest: &str) -> bool {
    rest.is_empty() || COMMON.iter().any(|word| rest.strip_prefix(word).is_some_and(is_common))
}

/// Whether each character of `short` begins one of the words of `full` from `from` on, which have two characters, or
/// goes on with one.
fn begins_words(short: &[char], full: &[char], from: usize, last: Option<usize>) -> bool {
    let Some((first, rest)) = short.split_first() else { return true };
    let may_stand = |at: usize| match last {
        None => at == 0,
        Some(last) => at == last + 1 || at.is_multiple_of(2),
    };
    let places = full.iter().enumerate().skip(from).filter(|(at, one)| *one == first && may_stand(*at));
    places.map(|(at, _)| at).any(|at| begins_words(rest, full, at + 1, Some(at)))
}
