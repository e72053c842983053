//! What is told of a folder of reports: a line for each file, who is missing and why a file cannot be read; for the
//! command line, the workbook and the window. Must not know how it is shown.

use super::read_errors::own_output;
use super::{Language, Shown, form_error, read_error, store_error, year};
use crate::form::{CellKey, Form};
use crate::import::ReadError;
use crate::rollup::{AbsentUnit, ListComparison, MemberStanding, Rollup, RollupDoubt, RollupMember, UnitList};
use crate::session::FormSourceError;
use crate::session::import::ImportOpenError;
use crate::session::rollup::{LinkKind, ReturnSummary, RollupReadError};
use crate::storage::{DraftError, StoreCause, StoreError};

/// What was found in a folder.
pub struct RollupOverview<'a> {
    /// The form of the sum.
    pub form: &'a Form,
    /// The reports and their sum.
    pub rollup: &'a Rollup,
    /// The files that could not be read.
    pub failed: &'a [(String, RollupReadError)],
    /// Who is missing, late or not in the list.
    pub list: ListComparison,
}

/// What the files of a folder count as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileCounts {
    /// All of them.
    pub files: usize,
    /// Those that are counted.
    pub counted: usize,
    /// Those among these whose tables have errors.
    pub faulty: usize,
    /// Those that are read and not counted, what this program made among them.
    pub others: usize,
    /// Those that cannot be read.
    pub failed: usize,
}

impl RollupOverview<'_> {
    /// What the files count as.
    pub fn counts(&self) -> FileCounts {
        let files = self.rollup.members.len() + self.failed.len();
        let counted = self.rollup.counted().count();
        let failed = self.failed.iter().filter(|(_, error)| !error.is_aside()).count();
        let faulty = self.rollup.counted().filter(|member| member.table_errors > 0).count();
        FileCounts { files, counted, faulty, others: files - failed - counted, failed }
    }

    /// The same in one sentence, with how many units are missing.
    pub fn summary(&self, language: Language) -> String {
        let FileCounts { files, counted, faulty, others, failed } = self.counts();
        let told: [(&str, &dyn std::fmt::Display); 7] = [
            ("title", &rollup_title(language, self.rollup)),
            ("files", &files),
            ("counted", &counted),
            ("others", &others),
            ("failed", &failed),
            ("absent", &self.list.absent.len()),
            ("faulty", &faulty),
        ];
        language.say("rollup.summary", &told)
    }

    /// The exit status: 2 where a file cannot be read, 1 where something has to be looked at, else 0.
    pub fn status(&self) -> u8 {
        let is_notable = |(member, standing): (&RollupMember, MemberStanding)| {
            standing.is_notable() || (standing == MemberStanding::Counted && member.table_errors > 0)
        };
        if self.failed.iter().any(|(_, error)| !error.is_aside()) {
            2
        } else {
            u8::from(
                !self.list.absent.is_empty() || !self.rollup.doubts.is_empty() || self.rollup.all().any(is_notable),
            )
        }
    }

    /// What is said of a report: what it counts as, and what is to be looked at.
    pub fn notes(&self, language: Language, number: usize, member: &RollupMember, standing: MemberStanding) -> String {
        let file = |at: usize| self.rollup.members.get(at).map(|other| other.file.clone()).unwrap_or_default();
        let mut notes = vec![match standing {
            MemberStanding::Counted => String::new(),
            MemberStanding::Faulty => language.word("rollup.standing_faulty"),
            MemberStanding::LeftOut => language.word("rollup.standing_left_out"),
            MemberStanding::OtherYear => language.word("rollup.standing_other_year"),
            MemberStanding::OtherEdition => language.word("rollup.standing_other_edition"),
            MemberStanding::Older(at) => language.say("rollup.standing_older", &[("file", &file(at))]),
            MemberStanding::Same(at) => language.say("rollup.standing_same", &[("file", &file(at))]),
            MemberStanding::TheSum => language.word("rollup.standing_the_sum"),
            MemberStanding::FormerSum => language.word("rollup.standing_former_sum"),
            MemberStanding::SumOfOthers => language.word("rollup.standing_sum_of_others"),
            MemberStanding::InSum(at) => language.say("rollup.standing_in_sum", &[("file", &file(at))]),
            MemberStanding::OutOfScope => language.word("rollup.standing_out_of_scope"),
            MemberStanding::NoUnit => language.word("rollup.standing_no_unit"),
        }];
        if let Some(doubt) = self.rollup.doubts.get(&number) {
            notes.push(match *doubt {
                RollupDoubt::Renamed(at) => language.say("rollup.doubt_renamed", &[("file", &file(at))]),
                RollupDoubt::SameNumbers(at) => language.say("rollup.doubt_same_numbers", &[("file", &file(at))]),
                RollupDoubt::BesideParts => language.word("rollup.doubt_beside_parts"),
            });
        }
        if let Some(due) = self.list.late.get(&number) {
            notes.push(language.say("rollup.note_late", &[("day", due)]));
        }
        if self.list.unlisted.contains(&number) {
            notes.push(match self.list.second_of.get(&number) {
                Some(unit) => language.say("rollup.note_second_name", &[("unit", &Shown(unit))]),
                None => language.word("rollup.note_unlisted"),
            });
        }
        if let Some(unit) = self.list.listed_as.get(&number) {
            notes.push(language.say("rollup.note_listed_as", &[("unit", &Shown(unit))]));
        }
        if member.named_by_file {
            notes.push(language.word("rollup.note_named_by_file"));
        }
        notes.retain(|note| !note.is_empty());
        notes.join(&language.word("label.comma"))
    }

    /// The same, and that it is counted where it is.
    pub fn told(&self, language: Language, number: usize, member: &RollupMember, standing: MemberStanding) -> String {
        let notes = self.notes(language, number, member, standing);
        if standing != MemberStanding::Counted {
            return notes;
        }
        let counted = language.word("rollup.standing_counted");
        if notes.is_empty() { counted } else { counted + &language.word("label.comma") + &notes }
    }
}

/// The title of the sum.
pub fn rollup_title(language: Language, rollup: &Rollup) -> String {
    let unit = rollup.options.unit.clone().unwrap_or_default();
    // As in a report's own title.
    let year = match language {
        Language::Chinese => format!("{}年", rollup.year),
        Language::English => year(language, rollup.year),
    };
    language.say("rollup.title", &[("unit", &unit), ("year", &year)])
}

/// The files with their heads: file, unit, year, what each counts as, errors in its tables.
pub fn rollup_rows(language: Language, view: &RollupOverview<'_>) -> Vec<Vec<String>> {
    let heads = [
        "rollup.column_file",
        "rollup.column_unit",
        "rollup.column_year",
        "rollup.column_standing",
        "rollup.column_errors",
    ];
    let mut rows = vec![heads.map(|head| language.word(head)).to_vec()];
    for (number, member, standing) in view.rollup.numbered() {
        let said = view.told(language, number, member, standing);
        let year = if member.year == 0 { String::new() } else { member.year.to_string() };
        rows.push(vec![member.file.clone(), member.unit.clone(), year, said, member.table_errors.to_string()]);
    }
    for (file, error) in view.failed {
        let words = rollup_read_error(language, file, error);
        rows.push(vec![file.clone(), String::new(), String::new(), words, String::new()]);
    }
    rows
}

/// That a unit's report is missing, and how late it is, without the unit.
pub fn absence(language: Language, unit: &AbsentUnit) -> String {
    let told = match (unit.due, unit.late) {
        (Some(due), Some(days)) => language.say("rollup.absence_late", &[("day", &due), ("days", &days)]),
        (Some(due), None) => language.say("rollup.absence_due", &[("day", &due)]),
        (None, _) => language.word("rollup.absence"),
    };
    told + &where_else(language, unit)
}

/// Where the numbers of a unit that is missing are or may be, as clauses: in an earlier sum, with a unit that bears its
/// name as its second one. Nothing where nowhere.
fn where_else(language: Language, unit: &AbsentUnit) -> String {
    let told = |key, file: &Option<String>| {
        file.as_ref().map(|file| language.say(key, &[("file", &Shown(file))])).unwrap_or_default()
    };
    told("rollup.absent_in_sum", &unit.in_sum)
        + &told("rollup.absent_second_of", &unit.second_of)
        + &told("rollup.absent_unread", &unit.unread)
}

/// The files of units that cannot be read.
pub fn unread_files(failed: &[(String, RollupReadError)]) -> Vec<&str> {
    failed.iter().filter(|(_, error)| !error.is_aside()).map(|(file, _)| file.as_str()).collect()
}

/// A unit whose report is missing, and how late it is.
pub fn absent_unit(language: Language, unit: &AbsentUnit) -> String {
    let name = Shown(&unit.name).to_string();
    let told = match (unit.due, unit.late) {
        (Some(due), Some(days)) => {
            language.say("rollup.absent_late", &[("unit", &name), ("day", &due), ("days", &days)])
        }
        (Some(due), None) => language.say("rollup.absent_due", &[("unit", &name), ("day", &due)]),
        (None, _) => name,
    };
    told + &where_else(language, unit)
}

/// Why a file could not be read.
pub fn rollup_read_error(language: Language, file: &str, error: &RollupReadError) -> String {
    match error {
        // A draft may have former versions; what a unit sent has none here.
        RollupReadError::Open(ImportOpenError::Store(StoreError {
            cause: StoreCause::Draft(DraftError::Empty),
            ..
        })) => language.say("rollup.empty_file", &[("file", &file)]),
        RollupReadError::Open(ImportOpenError::Store(error)) => store_error(language, error),
        RollupReadError::Open(ImportOpenError::Read(ReadError::OwnOutput(output))) => {
            let kind = language.word(own_output(*output));
            language.say("rollup.own_output", &[("kind", &kind)])
        }
        RollupReadError::Open(ImportOpenError::Read(error)) => read_error(language, &file, error),
        RollupReadError::Form(FormSourceError::Store(error)) => store_error(language, error),
        RollupReadError::Form(FormSourceError::Form(error)) => form_error(language, error),
        RollupReadError::TooDeep => language.say("rollup.too_deep", &[("path", &file)]),
        RollupReadError::Link(kind) => link_in_folder(language, file, *kind),
        RollupReadError::Broken(panic) => language.say("draft.broke", &[("words", panic)]),
        RollupReadError::Form(error @ FormSourceError::OtherEdition { .. }) => error.to_string(),
    }
}

/// That what is at `path` in a folder leads elsewhere and was not read.
pub fn link_in_folder(language: Language, path: &str, kind: LinkKind) -> String {
    let key = match kind {
        LinkKind::File => "rollup.link_file",
        LinkKind::Folder => "rollup.link_folder",
        LinkKind::Broken => "rollup.link_broken",
        LinkKind::Shortcut => "rollup.link_shortcut",
    };
    language.say(key, &[("path", &path)])
}

/// That the sum of a cell is too large, and which unit has most of it.
pub fn sum_too_large(language: Language, form: &Form, rollup: &Rollup, key: CellKey) -> String {
    let (unit, number) =
        rollup.greatest(form, key).map(|(unit, number)| (unit, number.to_string())).unwrap_or_default();
    let cell = super::full(form, key);
    language.say("error.rollup.too_large", &[("cell", &cell), ("unit", &Shown(unit)), ("number", &number)])
}

/// What is to be looked at in a list of units that was read: that it names none, or whose last days are none. `None`
/// where all is well.
pub fn list_faults(language: Language, list: &UnitList) -> Option<String> {
    if list.units.is_empty() {
        return Some(language.word("rollup.empty_list"));
    }
    let unread = list.unread_days();
    let (unit, said) = unread.first()?;
    let words: [(&str, &dyn std::fmt::Display); 3] =
        [("count", &unread.len()), ("unit", &Shown(unit)), ("said", &Shown(said))];
    Some(language.say("rollup.unread_days", &words))
}

/// What was sent back to units, and what became of what was sent back before.
pub fn returned(language: Language, summary: &ReturnSummary) -> String {
    let mut said = language.say("rollup.returned", &[("units", &summary.units), ("items", &summary.items)]);
    if summary.is_repeated {
        said += &language.word("rollup.returned_again");
    }
    if !summary.progress.is_empty() {
        let (corrected, left) = summary.before();
        said += &language.say("rollup.returned_before", &[("corrected", &corrected), ("left", &left)]);
    }
    if let Some(unit) = summary.former.first() {
        let words: [(&str, &dyn std::fmt::Display); 2] = [("count", &summary.former.len()), ("unit", &Shown(unit))];
        said += &language.say("rollup.returned_former", &words);
    }
    said
}
