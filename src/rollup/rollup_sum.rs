//! Which reports count, and the sum of each cell. How a table adds up stands in the form's data file
//! (`[rollup]`); which of the two possible readings of shared cases is taken is the user's choice. Must not know
//! a rule of the checks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::doubts::{self, RollupDoubt};
use super::former_sums;
use super::stray_parts;
use super::unit_names::{UnitNames, plain};
use super::{MemberStanding, RollupMember};
use crate::form::{CellKey, Edition, Field, Form, UnitKind};
use crate::report::{CellNumbers, Number};

/// What is chosen for a sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollupOptions {
    /// Whose sum it is.
    pub unit: Option<String>,
    /// Of which year; the one that most reports have where it is not given.
    pub year: Option<u16>,
    /// Which units it has.
    pub scope: RollupScope,
    /// Where shared cases count.
    pub shared: SharedCases,
    /// Whether reports whose tables have errors are left out.
    pub without_faulty: bool,
    /// The files that are left out because somebody wants that.
    pub left_out: BTreeSet<String>,
    /// The files that are counted though their tables have errors, or though another file of the unit is newer.
    pub taken_in: BTreeSet<String>,
}

/// Which units a sum has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollupScope {
    /// 全辖: the government's own level and the subordinate units.
    #[default]
    All,
    /// 本级: the government's own office and its departments.
    Own,
}

/// Where cases count that a superior unit and a subordinate one may both have in their tables: those in which
/// the reconsideration authority was sued together with the unit that acted. The form's notice lets only the
/// unit that acted count them (国办公开办函〔2021〕30号, 一（四）).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharedCases {
    /// As reported: every unit is trusted to have kept to the notice.
    #[default]
    AsReported,
    /// Only where the unit acted: what the government's own office has in the rows that the form's data file
    /// calls shared is left out.
    Subordinate,
}

/// The reports of a folder and their sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Rollup {
    /// What was chosen.
    pub options: RollupOptions,
    /// The year of the sum.
    pub year: u16,
    /// Its edition of the form.
    pub edition: Edition,
    /// Every report that could be read, in the order of the files.
    pub members: Arc<[RollupMember]>,
    /// What each of them counts as.
    pub standings: Vec<MemberStanding>,
    /// The unit that each of them is of: the same text for all its names.
    pub units: Vec<String>,
    /// Why some of those that count may count twice, by number.
    pub doubts: BTreeMap<usize, RollupDoubt>,
    /// Which names mean one unit.
    names: UnitNames,
}

/// The sum of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellSum {
    /// The cell.
    pub key: CellKey,
    /// The sum; `None` where every part is blank, or the sum is too large.
    pub sum: Option<Number>,
    /// How many reports have a number there, zero among them.
    pub filled: usize,
    /// How many leave it blank.
    pub blank: usize,
    /// Whether the sum is beyond what a number can hold.
    pub is_too_large: bool,
}

impl RollupScope {
    /// Whether a unit of this kind belongs to it.
    pub const fn has(self, kind: UnitKind) -> bool {
        match self {
            RollupScope::All => true,
            RollupScope::Own => matches!(kind, UnitKind::Department | UnitKind::GovernmentOffice),
        }
    }
}

impl Rollup {
    /// The year that most of these reports have, of several the latest; `None` where none has one.
    pub fn usual_year(members: &[RollupMember]) -> Option<u16> {
        let mut years: BTreeMap<u16, usize> = BTreeMap::new();
        members.iter().filter(|member| member.year != 0).for_each(|one| *years.entry(one.year).or_default() += 1);
        years.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
    }

    /// Decides what each of these reports counts as. Of several files of one unit the one written last
    /// counts, and of those with the same numbers the one that has most.
    pub fn of(members: impl Into<Arc<[RollupMember]>>, options: RollupOptions) -> Rollup {
        let members: Arc<[RollupMember]> = members.into();
        let year = options.year.or_else(|| Rollup::usual_year(&members)).unwrap_or_default();
        let edition = Edition::of_year(year);
        let names = UnitNames::of(members.iter().map(|member| member.unit.as_str()), options.unit.as_deref());
        let units: Vec<String> = members.iter().map(|member| names.unit(&member.unit)).collect();
        let mut newest: BTreeMap<&str, usize> = BTreeMap::new();
        let of_sum = options.unit.as_deref().filter(|unit| !unit.trim().is_empty());
        let governments = stray_parts::governments(&members, &units, of_sum);
        let kept = stray_parts::kept(&members, &units, (&names, &governments), of_sum);
        let sums = former_sums::with_parts(&members, &units, &names, &kept);
        let mut standings: Vec<MemberStanding> = Vec::with_capacity(members.len());
        for (number, (member, unit)) in members.iter().zip(&units).enumerate() {
            let mut standing = alone(member, &options, year, edition);
            let is_former = sums.contains(&number) && !options.taken_in.contains(&member.file);
            let is_candidate =
                matches!(standing, MemberStanding::Counted | MemberStanding::Faulty | MemberStanding::NoUnit);
            if is_former && is_candidate {
                standing = MemberStanding::FormerSum;
            }
            standings.push(standing);
            if !matches!(standing, MemberStanding::Counted | MemberStanding::Faulty) {
                continue;
            }
            let latest = newest.entry(unit).or_insert(number);
            let age = |number: usize| {
                let member = members.get(number)?;
                Some((options.taken_in.contains(&member.file), member.written, &member.file))
            };
            if age(number) > age(*latest) {
                *latest = number;
            }
        }
        // Of files with the same numbers those that have less are copies, whichever was written last: a document has the
        // texts that a workbook lacks, and the draft has all that was exported from it.
        let worth = |member: &RollupMember| (member.is_draft, member.has_texts);
        for (number, (member, unit)) in members.iter().zip(&units).enumerate() {
            let is_candidate = matches!(standings.get(number), Some(MemberStanding::Counted | MemberStanding::Faulty));
            let Some(latest) = newest.get_mut(unit.as_str()).filter(|_| is_candidate) else { continue };
            let is_copy = |other: &&RollupMember| {
                worth(other) < worth(member) && !options.taken_in.contains(&other.file) && other.values == member.values
            };
            if members.get(*latest).is_some_and(|other| is_copy(&other)) {
                *latest = number;
            }
        }
        for (number, ((member, unit), standing)) in members.iter().zip(&units).zip(&mut standings).enumerate() {
            let latest = newest.get(unit.as_str()).copied().unwrap_or(number);
            let is_candidate = matches!(standing, MemberStanding::Counted | MemberStanding::Faulty);
            if is_candidate && latest != number {
                let is_same = members.get(latest).is_some_and(|other| other.values == member.values);
                *standing = if is_same { MemberStanding::Same(latest) } else { MemberStanding::Older(latest) };
            }
        }
        if let Some(at) = former_sums::of_the_others(&members, &standings)
            && members.get(at).is_some_and(|member| !options.taken_in.contains(&member.file))
            && let Some(standing) = standings.get_mut(at)
        {
            *standing = MemberStanding::SumOfOthers;
        }
        for (stray, government) in stray_parts::strays(&members, &units, &standings, (&names, &governments)) {
            let is_taken_in = members.get(stray).is_some_and(|member| options.taken_in.contains(&member.file));
            if let Some(standing) = standings.get_mut(stray).filter(|_| !is_taken_in) {
                *standing = MemberStanding::InSum(government);
            }
        }
        let mut doubts = doubts::of(&members, &standings, &names);
        let copies = doubts::copies(&members, &doubts);
        for (copy, other) in &copies {
            let is_taken_in = members.get(*copy).is_some_and(|one| options.taken_in.contains(&one.file));
            let is_counted = standings.get(*other) == Some(&MemberStanding::Counted);
            if let Some(standing) = standings.get_mut(*copy).filter(|_| is_counted && !is_taken_in) {
                *standing = MemberStanding::Same(*other);
            }
        }
        if !copies.is_empty() {
            // Without the copies there are fewer.
            doubts = doubts::of(&members, &standings, &names);
        }
        Rollup { options, year, edition, members, standings, units, doubts, names }
    }

    /// The sum of `members` alone, all of which count.
    pub fn counting(&self, members: Vec<RollupMember>) -> Rollup {
        Rollup { standings: vec![MemberStanding::Counted; members.len()], members: members.into(), ..self.clone() }
    }

    /// The unit that `name` means, as [`Rollup::units`] has it, though no report bears that name.
    pub fn unit_named(&self, name: &str) -> String {
        self.names.unit(name)
    }

    /// The unit that has the greatest number in the cell `key`, with that number.
    pub fn greatest(&self, form: &Form, key: CellKey) -> Option<(&str, Number)> {
        let field = form.field(key)?;
        let parts = self.counted().filter_map(|member| Some((member.unit.as_str(), self.part(form, member, field)?)));
        parts.max_by_key(|(_, number)| number.decimal())
    }

    /// Every report with what it counts as.
    pub fn all(&self) -> impl Iterator<Item = (&RollupMember, MemberStanding)> {
        self.members.iter().zip(self.standings.iter().copied())
    }

    /// The same with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &RollupMember, MemberStanding)> {
        self.all().enumerate().map(|(number, (member, standing))| (number, member, standing))
    }

    /// Those that are counted.
    pub fn counted(&self) -> impl Iterator<Item = &RollupMember> {
        self.all().filter(|(_, standing)| *standing == MemberStanding::Counted).map(|(member, _)| member)
    }

    /// Those that are of the year and of a unit, whether they are counted or not.
    pub fn of_the_year(&self) -> impl Iterator<Item = (&RollupMember, MemberStanding)> {
        use MemberStanding::{Counted, Faulty, InSum, LeftOut, Older, OtherEdition, OutOfScope, Same};
        self.all().filter(|(_, standing)| {
            matches!(standing, Counted | Faulty | LeftOut | Older(_) | Same(_) | InSum(_) | OtherEdition | OutOfScope)
        })
    }

    /// Whether what the unit has in the cell of `field` enters the sum.
    pub fn adds(&self, form: &Form, member: &RollupMember, field: &Field) -> bool {
        let is_shared = form.rollup.shared.contains(&field.key.row);
        let is_left_out =
            is_shared && self.options.shared == SharedCases::Subordinate && member.kind == UnitKind::GovernmentOffice;
        !is_left_out && !form.rollup.apart.contains(&field.key.row)
    }

    /// What the unit adds to the cell of `field`.
    pub fn part(&self, form: &Form, member: &RollupMember, field: &Field) -> Option<Number> {
        member.values.get(field.number).copied().flatten().filter(|_| self.adds(form, member, field))
    }

    /// The sums of the entered cells, in the order of the form. The totals follow from them.
    pub fn sums(&self, form: &Form) -> Vec<CellSum> {
        form.fields().filter(|field| !field.total).map(|field| self.cell(form, field)).collect()
    }

    fn cell(&self, form: &Form, field: &Field) -> CellSum {
        let mut sum = CellSum { key: field.key, sum: None, filled: 0, blank: 0, is_too_large: false };
        for member in self.counted() {
            match self.part(form, member, field) {
                None => sum.blank += 1,
                Some(number) => {
                    sum.filled += 1;
                    if !sum.is_too_large {
                        let added = sum.sum.map_or(Some(number), |sum| added(sum, number));
                        (sum.sum, sum.is_too_large) = (added, added.is_none());
                    }
                }
            }
        }
        sum
    }

    /// The sums as the numbers of a report.
    pub fn numbers(&self, form: &Form) -> CellNumbers {
        let mut numbers = CellNumbers::default();
        for cell in self.sums(form) {
            numbers.set(cell.key, cell.sum);
        }
        numbers
    }
}

/// What a report counts as by itself.
fn alone(member: &RollupMember, options: &RollupOptions, year: u16, edition: Edition) -> MemberStanding {
    let is_sum = matches!(member.kind, UnitKind::County | UnitKind::City | UnitKind::Province)
        && options.unit.as_deref().is_some_and(|sum| plain(&member.unit) == plain(sum));
    if member.unit.trim().is_empty() {
        MemberStanding::NoUnit
    } else if is_sum {
        MemberStanding::TheSum
    } else if member.year != year {
        MemberStanding::OtherYear
    } else if member.edition != edition {
        MemberStanding::OtherEdition
    } else if !options.scope.has(member.kind) {
        MemberStanding::OutOfScope
    } else if options.left_out.contains(&member.file) {
        MemberStanding::LeftOut
    } else if options.without_faulty && member.table_errors > 0 && !options.taken_in.contains(&member.file) {
        MemberStanding::Faulty
    } else {
        MemberStanding::Counted
    }
}

/// The exact sum of what units have in a cell; `None` where all leave it blank, or where it is too large.
pub fn total_of(numbers: &[Option<Number>]) -> Option<Number> {
    let mut filled = numbers.iter().copied().flatten();
    let first = filled.next()?;
    filled.try_fold(first, added)
}

/// The exact sum of two numbers of one measure; `None` where it is too large.
pub(super) fn added(one: Number, other: Number) -> Option<Number> {
    match (one, other) {
        (Number::Count(one), Number::Count(other)) => one.checked_add(other).map(Number::Count),
        (Number::Change(one), Number::Change(other)) => one.checked_add(other).map(Number::Change),
        (Number::Amount(one), Number::Amount(other)) => {
            // Beyond 28 digits a decimal would be rounded.
            let sum = one.checked_add(other)?;
            (sum.checked_sub(other)? == one && sum.scale() == one.scale().max(other.scale()))
                .then_some(Number::Amount(sum))
        }
        _ => None,
    }
}
