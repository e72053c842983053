//! Units by their names, as people write them: spaces, full width and a government's own office make no other
//! unit. Must not know reports.

use crate::form::UnitKind;
use crate::richtext::narrow;

/// What ends the name of a government's own office after the government's.
const OFFICES: [&str; 2] = ["办公室", "办"];
/// What follows the year in the title of a report.
const TITLE: &str = "政府信息公开";

/// The name without what people write now so, now so: white space, full width.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|one| !one.is_whitespace()).map(narrow).collect()
}

/// The same, and for the own office of the government `sum`, the government's name.
pub(super) fn canonical(name: &str, sum: Option<&str>) -> String {
    let name = plain(name);
    let Some(sum) = sum.map(plain).filter(|sum| !sum.is_empty()) else { return name };
    let is_office = OFFICES.iter().any(|office| name.strip_prefix(&sum) == Some(*office));
    if is_office { sum } else { name }
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
