//! A unit's second name, which stands in brackets behind the first: 青禾县档案局（青禾县档案馆）, 水务局（挂河长制办公室牌子）.
//! Must not know reports.

use super::unit_names::plain;
use super::units_in_cell::{is_unit, several};

/// What stands before a second name and behind it.
const BEFORE: [&str; 5] = ["同时加挂", "加挂", "挂", "简称", "又称"];
const BEHIND: [&str; 3] = ["的牌子", "牌子", "牌"];

/// The name without what stands in brackets at its end; `None` where nothing does.
pub(super) fn without_brackets(name: &str) -> Option<String> {
    taken_apart(name).map(|(before, _)| before)
}

/// The first of a unit's names.
pub(super) fn first_name(name: &str) -> String {
    without_brackets(name).unwrap_or_else(|| plain(name))
}

/// The names of units in brackets at the end of a name: 本级 is none.
pub(super) fn second_names(name: &str) -> Vec<String> {
    let Some((_, inner)) = taken_apart(name) else { return Vec::new() };
    let inner = BEFORE.iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(&inner);
    let inner = BEHIND.iter().find_map(|word| inner.strip_suffix(word)).unwrap_or(inner);
    several(inner).into_iter().filter(|name| is_unit(name)).map(str::to_owned).collect()
}

fn taken_apart(name: &str) -> Option<(String, String)> {
    let name = plain(name);
    let (before, inner) = name.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    (!before.is_empty()).then(|| (before.to_owned(), inner.to_owned()))
}
