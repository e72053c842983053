//! The sum of a folder as the window shows it: a row for each file and for each unit that is missing, the numbers of
//! the tables, and what each unit has in a chosen cell. Draws nothing.

use std::collections::BTreeSet;

use super::folder_tab::FolderContents;
use crate::form::{CellKey, Form};
use crate::messages::{self, FileCounts, Language, RollupOverview};
use crate::report::{CellNumbers, Date, Number};
use crate::rollup::{ListComparison, MemberStanding, PartRank, Rollup, RollupOptions, UnitList, part_ranks};
use crate::session::FolderChoices;
use crate::session::rollup::RollupReadError;

/// How a row is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowMark {
    /// It cannot be read, or its tables have errors.
    Wrong,
    /// Somebody has to look at it: missing, late, twice, of another year.
    Notable,
    /// It is counted.
    Counted,
    /// It is not counted, and that is as it should be.
    Aside,
}

/// What a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowSubject {
    /// The report with this number.
    Member(usize),
    /// The file with this number that could not be read.
    Failed(usize),
    /// The unit with this number that is missing.
    Absent(usize),
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct UnitRow {
    /// What it is of.
    pub subject: RowSubject,
    /// The unit, or the file where no unit is known.
    pub name: String,
    /// Its file; blank for a unit that is missing.
    pub file: String,
    /// What is said of it.
    pub told: String,
    /// How it is to be looked at.
    pub mark: RowMark,
}

/// What the units have in one cell, by the numbers of the reports.
#[derive(Clone, Debug)]
pub struct CellParts {
    /// The cell.
    pub key: CellKey,
    /// What each has there, and its rank and share; none for reports that are not counted.
    pub parts: Vec<Option<(Option<Number>, PartRank)>>,
}

/// The sum of a folder.
pub struct FolderSum {
    /// The language of its sentences.
    pub language: Language,
    /// The form of the sum.
    pub form: &'static Form,
    /// The reports and what each counts as.
    pub rollup: Rollup,
    /// The sums.
    pub numbers: CellNumbers,
    /// The first cell whose sum is too large.
    pub too_large: Option<CellKey>,
    /// Who is missing, late or not in the list.
    pub list: ListComparison,
    /// What the files count as.
    pub files: FileCounts,
    /// The rows of the list: what is to be looked at first.
    pub rows: Vec<UnitRow>,
    /// The years that reports have, the latest first.
    pub years: Vec<u16>,
    /// What the units have in the cell that was asked for last.
    parts: Option<CellParts>,
}

impl FolderSum {
    /// The sum of what was read; `None` where there is no form of its edition.
    pub fn new(
        language: Language,
        options: RollupOptions,
        contents: &FolderContents,
        list: &UnitList,
        today: Option<Date>,
    ) -> Option<FolderSum> {
        let rollup = Rollup::of(std::sync::Arc::clone(&contents.members), options);
        let form = Form::of(rollup.edition).ok()?;
        let list = list.compare(&rollup, form, today, &messages::unread_files(&contents.failed));
        let view = RollupOverview { form, rollup: &rollup, failed: &contents.failed, list };
        let mut rows = rows(language, &view);
        // Stable: within a group they stay in the order of their files.
        rows.sort_by_key(|row| row.mark);
        let files = view.counts();
        let list = view.list;
        let years: BTreeSet<u16> = rollup.members.iter().map(|member| member.year).filter(|year| *year != 0).collect();
        let too_large = rollup.sums(form).into_iter().find(|cell| cell.is_too_large).map(|cell| cell.key);
        Some(FolderSum {
            language,
            form,
            numbers: rollup.numbers(form),
            too_large,
            list,
            files,
            rows,
            years: years.into_iter().rev().collect(),
            parts: None,
            rollup,
        })
    }

    /// The same as it is told; `failed` are the files that could not be read.
    pub fn overview<'a>(&'a self, failed: &'a [(String, RollupReadError)]) -> RollupOverview<'a> {
        RollupOverview { form: self.form, rollup: &self.rollup, failed, list: self.list.clone() }
    }

    /// Whether a row would be taken in or left out; `None` where neither can be asked for.
    pub fn would_count(&self, row: &UnitRow) -> Option<bool> {
        let RowSubject::Member(number) = row.subject else { return None };
        match self.rollup.standings.get(number)? {
            MemberStanding::Counted => Some(false),
            MemberStanding::LeftOut
            | MemberStanding::Faulty
            | MemberStanding::FormerSum
            | MemberStanding::SumOfOthers
            | MemberStanding::InSum(_)
            | MemberStanding::Older(_) => Some(true),
            // Of a unit whose name is another.
            MemberStanding::Same(other) => {
                (self.rollup.units.get(number) != self.rollup.units.get(*other)).then_some(true)
            }
            _ => None,
        }
    }

    /// The choices by which a file is counted that was not, or left out that was; `None` where neither can be asked for.
    pub fn toggled(&self, choices: &FolderChoices, file: String) -> Option<FolderChoices> {
        let row = self.rows.iter().find(|row| row.file == file && matches!(row.subject, RowSubject::Member(_)))?;
        let RowSubject::Member(number) = row.subject else { return None };
        let mut choices = choices.clone();
        match (self.would_count(row)?, self.rollup.standings.get(number)?) {
            (false, _) => {
                choices.taken_in.remove(&file);
                choices.left_out.insert(file);
            }
            (true, MemberStanding::LeftOut) => {
                choices.left_out.remove(&file);
            }
            (true, standing) => {
                // Of the files of one unit one is taken in.
                if let MemberStanding::Older(newer) = standing
                    && let Some(newer) = self.rollup.members.get(*newer)
                {
                    choices.taken_in.remove(&newer.file);
                }
                choices.taken_in.insert(file);
            }
        }
        Some(choices)
    }

    /// What the units have in the cell `key`.
    pub fn parts(&mut self, key: CellKey) -> Option<&CellParts> {
        if self.parts.as_ref().is_none_or(|parts| parts.key != key) {
            let field = self.form.field(key)?;
            let counted = |(member, standing): (&_, MemberStanding)| {
                (standing == MemberStanding::Counted).then(|| self.rollup.part(self.form, member, field))
            };
            let numbers: Vec<Option<Option<Number>>> = self.rollup.all().map(counted).collect();
            let mut ranks = part_ranks(&numbers.iter().flatten().copied().collect::<Vec<_>>()).into_iter();
            // Only those that are counted have a rank.
            let parts = numbers.into_iter().map(|number| Some((number?, ranks.next()?))).collect();
            self.parts = Some(CellParts { key, parts });
        }
        self.parts.as_ref()
    }
}

fn rows(language: Language, view: &RollupOverview<'_>) -> Vec<UnitRow> {
    let mut rows = Vec::new();
    for (number, (file, error)) in view.failed.iter().enumerate() {
        rows.push(UnitRow {
            subject: RowSubject::Failed(number),
            name: file.clone(),
            file: file.clone(),
            told: messages::rollup_read_error(language, file, error),
            mark: if error.is_aside() { RowMark::Aside } else { RowMark::Wrong },
        });
    }
    for (number, unit) in view.list.absent.iter().enumerate() {
        rows.push(UnitRow {
            subject: RowSubject::Absent(number),
            name: unit.name.clone(),
            file: String::new(),
            told: messages::absence(language, unit),
            mark: RowMark::Notable,
        });
    }
    for (number, member, standing) in view.rollup.numbered() {
        let counted = standing == MemberStanding::Counted;
        let is_notable = standing.is_notable()
            || view.rollup.doubts.contains_key(&number)
            || view.list.late.contains_key(&number)
            || view.list.unlisted.contains(&number)
            || view.list.listed_as.contains_key(&number);
        let mark = match () {
            () if member.table_errors > 0 && (counted || standing == MemberStanding::Faulty) => RowMark::Wrong,
            () if is_notable => RowMark::Notable,
            () if counted => RowMark::Counted,
            () => RowMark::Aside,
        };
        let mut told = view.told(language, number, member, standing);
        if member.table_errors > 0 {
            let errors = language.say("folder.table_errors", &[("count", &member.table_errors)]);
            told = told + &language.word("label.comma") + &errors;
        }
        let name = if member.unit.is_empty() { member.file.clone() } else { member.unit.clone() };
        rows.push(UnitRow { subject: RowSubject::Member(number), name, file: member.file.clone(), told, mark });
    }
    rows
}
