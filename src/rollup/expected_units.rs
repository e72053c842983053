//! The list of the units that have to report: who is missing, and since when. Must not know files.

use std::collections::{BTreeMap, BTreeSet};

use super::former_sums::{self, LostPart};
use super::list_pairs::OpenNames;
use super::listed_units::{self, ListRow, ListedDay};
use super::second_names::second_names;
use super::unit_names::{UnitNames, is_named_in, own_words, plain};
use super::{MemberStanding, Rollup, RollupMember};
use crate::form::{Form, UnitKind};
use crate::report::Date;

/// The most files that cannot be read of which somebody asks whose they are: each is compared with each missing unit.
const MOST_UNREAD: usize = 1_000;

/// A unit that has to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedUnit {
    /// Its name.
    pub name: String,
    /// What kind of unit it is, where the list says so.
    pub kind: Option<UnitKind>,
    /// Its own last day, where the list has one.
    pub due: Option<ListedDay>,
    /// What the list has in its place and is no day that can be read.
    pub unread_due: Option<String>,
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
    /// The file of an earlier sum that has its numbers, which the sum of the reports that are here lacks.
    pub in_sum: Option<String>,
    /// The file of a unit that has its name as its second one, and may have reported for both.
    pub second_of: Option<String>,
    /// The file that bears its name and cannot be read.
    pub unread: Option<String>,
}

/// What a list of units tells of the reports of a folder, which it knows by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListComparison {
    /// The units of which no report of the year is there.
    pub absent: Vec<AbsentUnit>,
    /// The reports of the year that were signed after the unit's last day, with that day.
    pub late: BTreeMap<usize, Date>,
    /// The reports of units that are not in the list; none where there is no list.
    pub unlisted: BTreeSet<usize>,
    /// The reports that were taken for a unit of the list whose name there is another, with that name.
    pub listed_as: BTreeMap<usize, String>,
    /// The reports of units that are not in the list but as the second name of one, with the name of that one.
    pub second_of: BTreeMap<usize, String>,
}

/// The names of the list and of the reports together.
struct NamesTogether {
    names: UnitNames,
    /// Units of reports that bear another name than the list has, with their places in the list.
    places: BTreeMap<String, usize>,
}

impl NamesTogether {
    /// What the list and a report of it have in common.
    fn unit(&self, list: &UnitList, name: &str) -> String {
        let unit = self.names.unit(name);
        let listed = self.places.get(&unit).and_then(|at| list.units.get(*at));
        listed.map_or(unit, |listed| self.names.unit(&listed.name))
    }
}

impl UnitList {
    /// The list in these rows.
    pub fn of_rows(rows: &[Vec<String>]) -> UnitList {
        let mut known = BTreeSet::new();
        let mut units: Vec<ExpectedUnit> = Vec::new();
        for ListRow { name, kind, due, unread } in listed_units::units(rows) {
            if known.insert(plain(&name)) {
                units.push(ExpectedUnit { name, kind, due, unread_due: unread });
            }
        }
        let names = UnitNames::of(units.iter().map(|unit| unit.name.as_str()), None);
        let places = units.iter().enumerate().map(|(at, unit)| (names.unit(&unit.name), at)).collect();
        UnitList { units, names, places }
    }

    /// The units whose last day in the list cannot be read, with what stands there: that of the form counts for them.
    pub fn unread_days(&self) -> Vec<(&str, &str)> {
        self.units.iter().filter_map(|unit| Some((unit.name.as_str(), unit.unread_due.as_deref()?))).collect()
    }

    /// The kind that the list gives to the unit `name`.
    pub fn kind_of(&self, name: &str) -> Option<UnitKind> {
        self.units.get(*self.places.get(&self.names.unit(name))?)?.kind
    }

    /// The kinds that the list gives to those of the units `reported` that it names otherwise.
    pub fn kinds_by_other_names(&self, reported: &[String]) -> BTreeMap<String, UnitKind> {
        let of_reports = || reported.iter().map(String::as_str);
        let names = UnitNames::of(self.units.iter().map(|unit| unit.name.as_str()).chain(of_reports()), None);
        let there = of_reports().map(|name| names.unit(name)).collect();
        let places = self.other_names(&names, &there, of_reports());
        let kind = |name: &str| self.units.get(*places.get(&names.unit(name))?)?.kind;
        of_reports().filter_map(|name| Some((name.to_owned(), kind(name)?))).collect()
    }

    /// Compares the list with the reports; `today` decides who is late.
    /// `unread` are the files of the folder that cannot be read.
    pub fn compare(&self, rollup: &Rollup, form: &Form, today: Option<Date>, unread: &[&str]) -> ListComparison {
        let together = self.together(rollup);
        let (unlisted, second_of) = self.unlisted(rollup, &together);
        let mut absent = self.absent(rollup, form, today, &together);
        let unread: Vec<(&str, String)> = unread.iter().take(MOST_UNREAD).map(|file| (*file, plain(file))).collect();
        for unit in &mut absent {
            let own = own_words(&unit.name);
            let file = unread.iter().find(|(_, path)| own.as_deref().is_some_and(|own| is_named_in(own, path)));
            unit.unread = file.map(|(file, _)| (*file).to_owned());
        }
        ListComparison {
            absent,
            late: self.late(rollup, form, &together),
            unlisted,
            listed_as: self.listed_as(rollup, &together),
            second_of,
        }
    }

    /// The units of which no report of the year is there: those of the list, and those that an earlier sum in the
    /// folder adds up.
    fn absent(&self, rollup: &Rollup, form: &Form, today: Option<Date>, together: &NamesTogether) -> Vec<AbsentUnit> {
        let names = |name: &str| together.unit(self, name);
        let there: BTreeSet<String> = rollup.of_the_year().map(|(member, _)| names(&member.unit)).collect();
        let mut lost: BTreeMap<String, LostPart<'_>> = BTreeMap::new();
        let mut unlisted = Vec::new();
        let listed: BTreeSet<String> = self.units.iter().map(|unit| names(&unit.name)).collect();
        for part in former_sums::lost_parts(rollup, &names) {
            let unit = names(part.unit);
            if listed.contains(&unit) {
                lost.insert(unit, part);
            } else {
                unlisted.push(part);
            }
        }
        let mut by_second: BTreeMap<String, &str> = BTreeMap::new();
        for (member, _) in rollup.of_the_year() {
            let second = second_names(&member.unit).into_iter().map(|name| names(&name));
            by_second.extend(second.map(|name| (name, member.file.as_str())));
        }
        let of = |name: &str, kind: Option<UnitKind>, own: Option<Date>, in_sum: Option<&str>| {
            let due = own.or_else(|| form_day(form, kind.unwrap_or(UnitKind::Department), rollup.year));
            let late = due.zip(today).map(|(due, today)| due.days_until(today)).filter(|days| *days > 0);
            let second_of = by_second.get(&names(name)).map(|file| (*file).to_owned());
            AbsentUnit { name: name.to_owned(), due, late, in_sum: in_sum.map(str::to_owned), second_of, unread: None }
        };
        let of_list = self.units.iter().map(|unit| (unit, names(&unit.name)));
        let absent = of_list.filter(|(_, name)| !there.contains(name)).map(|(unit, name)| {
            let own = unit.due.and_then(|due| due.of(rollup.year));
            of(&unit.name, unit.kind, own, lost.get(&name).map(|part| part.file))
        });
        absent.chain(unlisted.iter().map(|part| of(part.unit, Some(part.kind), None, Some(part.file)))).collect()
    }

    fn late(&self, rollup: &Rollup, form: &Form, together: &NamesTogether) -> BTreeMap<usize, Date> {
        let names = |name: &str| together.unit(self, name);
        let due_days = self.units.iter().filter_map(|unit| Some((names(&unit.name), unit.due?.of(rollup.year)?)));
        let due_days: BTreeMap<String, Date> = due_days.collect();
        let late = |(number, member, standing): (usize, &RollupMember, MemberStanding)| {
            let is_of_year = matches!(standing, MemberStanding::Counted | MemberStanding::Faulty);
            let own = due_days.get(&names(&member.unit)).copied();
            let due = own.or_else(|| form_day(form, member.kind, rollup.year))?;
            let signed = member.signed.filter(|_| is_of_year)?;
            (signed > due).then_some((number, due))
        };
        rollup.numbered().filter_map(late).collect()
    }

    /// The reports of units that are not in the list, and those of them that are there as second names.
    fn unlisted(&self, rollup: &Rollup, together: &NamesTogether) -> (BTreeSet<usize>, BTreeMap<usize, String>) {
        let names = |name: &str| together.unit(self, name);
        let listed: BTreeSet<String> = self.units.iter().map(|unit| names(&unit.name)).collect();
        let is_foreign = |member: &RollupMember| !listed.contains(&names(&member.unit));
        let numbered = rollup.numbered().filter(|(_, member, standing)| {
            !listed.is_empty() && *standing != MemberStanding::TheSum && !member.unit.is_empty() && is_foreign(member)
        });
        let foreign: Vec<(usize, &RollupMember)> = numbered.map(|(number, member, _)| (number, member)).collect();
        let mut seconds: BTreeMap<String, &str> = BTreeMap::new();
        for unit in &self.units {
            let of_unit = second_names(&unit.name);
            seconds.extend(of_unit.iter().map(|name| (names(name), unit.name.as_str())));
        }
        let second = |(number, member): &(usize, &RollupMember)| {
            Some((*number, (*seconds.get(&names(&member.unit))?).to_owned()))
        };
        let second_of = foreign.iter().filter_map(second).collect();
        (foreign.into_iter().map(|(number, _)| number).collect(), second_of)
    }

    fn listed_as(&self, rollup: &Rollup, together: &NamesTogether) -> BTreeMap<usize, String> {
        let listed = |(number, member, standing): (usize, &RollupMember, MemberStanding)| {
            let place = together.places.get(&together.names.unit(&member.unit))?;
            let unit = self.units.get(*place).filter(|_| standing != MemberStanding::TheSum)?;
            Some((number, unit.name.clone()))
        };
        rollup.numbered().filter_map(listed).collect()
    }

    /// The names of the list and of the reports together.
    fn together(&self, rollup: &Rollup) -> NamesTogether {
        let all = || rollup.members.iter().map(|member| member.unit.as_str());
        let added = rollup.members.iter().flat_map(|member| &member.sum_of).map(|(unit, _)| unit.as_str());
        let listed = self.units.iter().map(|unit| unit.name.as_str());
        let names = UnitNames::of(listed.chain(all()).chain(added), rollup.options.unit.as_deref());
        let there: BTreeSet<String> = rollup.of_the_year().map(|(member, _)| names.unit(&member.unit)).collect();
        let others = rollup.all().filter(|(_, standing)| *standing != MemberStanding::TheSum);
        let places = self.other_names(&names, &there, others.map(|(member, _)| member.unit.as_str()));
        NamesTogether { names, places }
    }

    /// Where those of the units `reported` stand in the list that it names otherwise; `there` are those that need no
    /// other name.
    fn other_names<'a>(
        &self,
        names: &UnitNames,
        there: &BTreeSet<String>,
        reported: impl Iterator<Item = &'a str>,
    ) -> BTreeMap<String, usize> {
        let of_list = self.units.iter().map(|unit| names.unit(&unit.name)).enumerate();
        let of_list: Vec<(usize, String)> = of_list.collect();
        let mut known: BTreeSet<String> = of_list.iter().map(|(_, unit)| unit.clone()).collect();
        let is_new = |name: &&str| !name.trim().is_empty() && known.insert(names.unit(name));
        let reported = reported.filter(is_new).collect();
        let is_open = |(at, unit): (usize, String)| {
            let listed = self.units.get(at).filter(|_| !there.contains(&unit))?;
            Some((at, listed.name.as_str()))
        };
        let listed = of_list.into_iter().filter_map(is_open).collect();
        let open = OpenNames { listed, reported };
        open.pairs(names)
    }
}

/// The last day of the form for a unit of this kind.
fn form_day(form: &Form, kind: UnitKind, year: u16) -> Option<Date> {
    let day = form.deadline(kind)?;
    Date::new(year.checked_add(1)?, day.month, day.day)
}
