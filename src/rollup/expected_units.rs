//! The list of the units that have to report: who is missing, and since when. Must not know files.

use std::collections::{BTreeMap, BTreeSet};

use super::former_sums::{self, LostPart};
use super::listed_units::{self, ListRow, ListedDay};
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

    /// The units of which no report of the year is there: those of the list, and those that an earlier sum in the
    /// folder adds up. `today` decides who is late.
    pub fn absent(&self, rollup: &Rollup, form: &Form, today: Option<Date>) -> Vec<AbsentUnit> {
        let names = self.names_with(rollup);
        let there: BTreeSet<String> = rollup.of_the_year().map(|(member, _)| names.unit(&member.unit)).collect();
        let mut lost: BTreeMap<String, LostPart<'_>> = BTreeMap::new();
        let mut unlisted = Vec::new();
        let listed: BTreeSet<String> = self.units.iter().map(|unit| names.unit(&unit.name)).collect();
        for part in former_sums::lost_parts(rollup, &names) {
            let unit = names.unit(part.unit);
            if listed.contains(&unit) {
                lost.insert(unit, part);
            } else {
                unlisted.push(part);
            }
        }
        let of = |name: &str, kind: Option<UnitKind>, own: Option<Date>, in_sum: Option<&str>| {
            let due = own.or_else(|| form_day(form, kind.unwrap_or(UnitKind::Department), rollup.year));
            let late = due.zip(today).map(|(due, today)| due.days_until(today)).filter(|days| *days > 0);
            AbsentUnit { name: name.to_owned(), due, late, in_sum: in_sum.map(str::to_owned) }
        };
        let of_list = self.units.iter().map(|unit| (unit, names.unit(&unit.name)));
        let absent = of_list.filter(|(_, name)| !there.contains(name)).map(|(unit, name)| {
            let own = unit.due.and_then(|due| due.of(rollup.year));
            of(&unit.name, unit.kind, own, lost.get(&name).map(|part| part.file))
        });
        absent.chain(unlisted.iter().map(|part| of(part.unit, Some(part.kind), None, Some(part.file)))).collect()
    }

    /// The reports of the year that were signed after the unit's last day, by number, with that day.
    pub fn late(&self, rollup: &Rollup, form: &Form) -> BTreeMap<usize, Date> {
        let names = self.names_with(rollup);
        let due_days = self.units.iter().filter_map(|unit| Some((names.unit(&unit.name), unit.due?.of(rollup.year)?)));
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
        let added = rollup.members.iter().flat_map(|member| &member.sum_of).map(|(unit, _)| unit.as_str());
        let listed = self.units.iter().map(|unit| unit.name.as_str());
        UnitNames::of(listed.chain(reported).chain(added), rollup.options.unit.as_deref())
    }
}

/// The last day of the form for a unit of this kind.
fn form_day(form: &Form, kind: UnitKind, year: u16) -> Option<Date> {
    let day = form.deadline(kind)?;
    Date::new(year.checked_add(1)?, day.month, day.day)
}
