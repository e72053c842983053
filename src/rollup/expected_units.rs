//! The list of the units that have to report: who is missing, and since when. The list is rows of cells, as a
//! text or a workbook has them. Must not know files.

use std::collections::{BTreeMap, BTreeSet};

use super::unit_names::{UnitNames, plain};
use super::{MemberStanding, Rollup, RollupMember};
use crate::form::{Form, UnitKind};
use crate::report::Date;

/// A unit that has to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedUnit {
    /// Its name.
    pub name: String,
    /// What kind of unit it is, where the list says so.
    pub kind: Option<UnitKind>,
    /// Its own last day, where the list has one.
    pub due: Option<Date>,
}

/// All of them, in the order of the list, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitList {
    /// The units.
    pub units: Vec<ExpectedUnit>,
    names: UnitNames,
    /// Where each unit stands in the list.
    places: BTreeMap<String, usize>,
}

/// A unit of which no report of the year is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsentUnit {
    /// Its name.
    pub name: String,
    /// Its last day, by the list or else by the form.
    pub due: Option<Date>,
    /// How many days it is late today; `None` where it is not.
    pub late: Option<i64>,
}

/// What a column of the list tells, by words of its head.
const NAME: [&str; 5] = ["名称", "单位", "机关", "unit", "name"];
const KIND: [&str; 4] = ["类型", "类别", "性质", "kind"];
const DUE: [&str; 5] = ["期限", "截止", "截至", "due", "deadline"];
/// What stands in a row that adds the others up.
const TOTALS: [&str; 5] = ["合计", "总计", "共计", "小计", "total"];
/// The number of 1970-01-01 among the days of a spreadsheet.
const SPREADSHEET_EPOCH: u32 = 25_569;

impl UnitList {
    /// The list in these rows. Where the first row with words has heads, they tell the columns apart; otherwise
    /// each row's first cell that is no number is a name.
    pub fn of_rows(rows: &[Vec<String>]) -> UnitList {
        let is_head = |row: &Vec<String>| {
            let cells = || row.iter().filter(|cell| !cell.trim().is_empty());
            let short = cells().all(|cell| cell.chars().count() <= 16);
            short && column(row, &NAME).is_some() && (cells().count() > 1 || cells().any(|one| is_only_head(one)))
        };
        let head = rows.iter().take(5).position(is_head);
        let heads = head.and_then(|at| rows.get(at));
        let name_at = heads.and_then(|heads| column(heads, &NAME));
        let (kind_at, due_at) =
            (heads.and_then(|heads| column(heads, &KIND)), heads.and_then(|heads| column(heads, &DUE)));
        let mut known = BTreeSet::new();
        let mut units = Vec::new();
        for row in rows.iter().skip(head.map_or(0, |at| at + 1)).filter(|row| !is_total(row)) {
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map(|cell| cell.trim());
            let is_name = |cell: &&String| cell.chars().any(|one| one.is_alphabetic()) && !cell.starts_with('#');
            let name = match name_at {
                Some(_) => cell(name_at).unwrap_or_default().to_owned(),
                None => row.iter().find(is_name).map(|cell| numberless(cell)).unwrap_or_default(),
            };
            if !name.is_empty() && known.insert(plain(&name)) {
                let kind = cell(kind_at).and_then(kind);
                units.push(ExpectedUnit { name, kind, due: cell(due_at).and_then(day) });
            }
        }
        let names = UnitNames::of(units.iter().map(|unit: &ExpectedUnit| unit.name.as_str()), None);
        let places = units.iter().enumerate().map(|(at, unit)| (names.unit(&unit.name), at)).collect();
        UnitList { units, names, places }
    }

    /// The kind that the list gives to the unit `name`.
    pub fn kind_of(&self, name: &str) -> Option<UnitKind> {
        self.units.get(*self.places.get(&self.names.unit(name))?)?.kind
    }

    /// The units of which no report of the year is there. `today` decides who is late.
    pub fn absent(&self, rollup: &Rollup, form: &Form, today: Option<Date>) -> Vec<AbsentUnit> {
        let names = self.names_with(rollup);
        let there: BTreeSet<String> = rollup.of_the_year().map(|(member, _)| names.unit(&member.unit)).collect();
        let absent = self.units.iter().filter(|unit| !there.contains(&names.unit(&unit.name)));
        let of = |unit: &ExpectedUnit| {
            let due = unit.due.or_else(|| form_day(form, unit.kind.unwrap_or(UnitKind::Department), rollup.year));
            let late = due.zip(today).map(|(due, today)| due.days_until(today)).filter(|days| *days > 0);
            AbsentUnit { name: unit.name.clone(), due, late }
        };
        absent.map(of).collect()
    }

    /// The reports of the year that were signed after the unit's last day, by number, with that day.
    pub fn late(&self, rollup: &Rollup, form: &Form) -> BTreeMap<usize, Date> {
        let names = self.names_with(rollup);
        let due_days = self.units.iter().filter_map(|unit| Some((names.unit(&unit.name), unit.due?)));
        let due_days: BTreeMap<String, Date> = due_days.collect();
        let late = |(number, member, standing): (usize, &RollupMember, MemberStanding)| {
            let is_of_year = matches!(standing, MemberStanding::Counted | MemberStanding::Faulty);
            let own = due_days.get(&names.unit(&member.unit)).copied();
            let due = own.or_else(|| form_day(form, member.kind, rollup.year))?;
            let signed = member.signed.filter(|_| is_of_year)?;
            (signed > due).then_some((number, due))
        };
        rollup.numbered().filter_map(late).collect()
    }

    /// The reports of units that are not in the list, by number; none where there is no list.
    pub fn unlisted(&self, rollup: &Rollup) -> BTreeSet<usize> {
        let names = self.names_with(rollup);
        let listed: BTreeSet<String> = self.units.iter().map(|unit| names.unit(&unit.name)).collect();
        let is_foreign = |member: &RollupMember| !listed.contains(&names.unit(&member.unit));
        let numbered = rollup.numbered().filter(|(_, member, standing)| {
            !listed.is_empty() && *standing != MemberStanding::TheSum && !member.unit.is_empty() && is_foreign(member)
        });
        numbered.map(|(number, ..)| number).collect()
    }

    /// The names of the list and of the reports together.
    fn names_with(&self, rollup: &Rollup) -> UnitNames {
        let reported = rollup.members.iter().map(|member| member.unit.as_str());
        UnitNames::of(self.units.iter().map(|unit| unit.name.as_str()).chain(reported), rollup.options.unit.as_deref())
    }
}

/// The last day of the form for a unit of this kind.
fn form_day(form: &Form, kind: UnitKind, year: u16) -> Option<Date> {
    let day = form.deadline(kind)?;
    Date::new(year.checked_add(1)?, day.month, day.day)
}

/// The column whose head has one of these words, the first of them that any has. 单位类型 is of the kind, not of the
/// name.
fn column(heads: &[String], words: &[&str]) -> Option<usize> {
    let is_of_kind = |head: &str| words != KIND && KIND.iter().any(|word| head.contains(word));
    let has = |head: &String, word: &str| head.to_lowercase().contains(word) && !is_of_kind(&head.to_lowercase());
    words.iter().find_map(|word| heads.iter().position(|head| has(head, word)))
}

/// Whether a cell alone in its row is a head and no unit: 单位名称, but not 直属单位服务中心.
fn is_only_head(cell: &str) -> bool {
    let rest = NAME.iter().fold(plain(&cell.to_lowercase()), |rest, word| rest.replace(word, ""));
    rest.is_empty() || rest == "全称"
}

/// Whether a row adds the others up: 合计 32个.
fn is_total(row: &[String]) -> bool {
    row.iter().any(|cell| TOTALS.contains(&plain(cell).trim_end_matches([':', '：'])))
}

/// A name without the number that a list puts before it: 3.青禾县水务局.
fn numberless(cell: &str) -> String {
    let rest = cell.trim().trim_start_matches(|one: char| one.is_ascii_digit());
    let marked = rest.trim_start_matches(['.', '、', '．', ')', '）', ' ', '\t']);
    if rest.len() == cell.trim().len() { cell.trim().to_owned() } else { marked.to_owned() }
}

/// The kind that a word means, in the form's terms or the program's.
fn kind(cell: &str) -> Option<UnitKind> {
    let has = |words: &[&str]| words.iter().any(|word| cell.contains(word));
    UnitKind::from_word(cell).or_else(|| {
        Some(match () {
            () if has(&["乡", "镇", "街道"]) => UnitKind::Township,
            () if has(&["本机关", "办公室", "政府办"]) => UnitKind::GovernmentOffice,
            () if has(&["部门", "局", "委"]) => UnitKind::Department,
            () if has(&["县", "区", "旗"]) => UnitKind::County,
            () if has(&["市", "州", "盟"]) => UnitKind::City,
            () if has(&["省", "系统"]) => UnitKind::Province,
            () => return None,
        })
    })
}

/// A day as lists have it: 2025-01-31, 2025/1/31, 2025年1月31日, or a spreadsheet's number of it.
fn day(cell: &str) -> Option<Date> {
    if let Some(days) = cell.parse::<u32>().ok().filter(|days| (40_000..=80_000).contains(days)) {
        return Date::after_1970(days - SPREADSHEET_EPOCH);
    }
    let mut parts = cell.split(|one: char| !one.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
