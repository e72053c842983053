//! One report that was handed in, without its texts: ten thousand of them fit into memory. Must not know how it
//! was read.

use crate::form::{Edition, UnitKind};
use crate::report::{Date, Number};

/// A report that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct RollupMember {
    /// The file, by its path within the folder.
    pub file: String,
    /// The unit's name.
    pub unit: String,
    /// What kind of unit it is.
    pub kind: UnitKind,
    /// Whether unit or year are known by the file's name alone.
    pub named_by_file: bool,
    /// Whether the file is a draft, of which the others may be exports.
    pub is_draft: bool,
    /// Whether it has texts, and not tables alone.
    pub has_texts: bool,
    /// The units that it adds up with their kinds, where it is the draft of a sum; else none.
    pub sum_of: Vec<(String, UnitKind)>,
    /// The year reported on; 0 where it is not known.
    pub year: u16,
    /// The edition of the form that it follows.
    pub edition: Edition,
    /// The day of its signature.
    pub signed: Option<Date>,
    /// When its file was last written, in seconds; only compared with others'.
    pub written: u64,
    /// What tells its content from another's, where somebody asks for what was changed.
    pub digest: Option<String>,
    /// How many errors its tables have.
    pub table_errors: usize,
    /// What its cells show, by the numbers of the fields of its edition; `None` is blank.
    pub values: Vec<Option<Number>>,
}

/// Whether a report is counted, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberStanding {
    /// It is counted.
    Counted,
    /// Its tables have errors, and such are left out.
    Faulty,
    /// Somebody wants it left out.
    LeftOut,
    /// It is of another year.
    OtherYear,
    /// It follows another edition of the form.
    OtherEdition,
    /// Another file of the same unit, with this number, is newer.
    Older(usize),
    /// Another file of the same unit, with this number, says the same.
    Same(usize),
    /// It is the sum itself, of this year or a former one.
    TheSum,
    /// It is what an earlier roll-up made of reports that are here too.
    FormerSum,
    /// Each of its numbers is the sum of the others': no record says so, but it would count them twice.
    SumOfOthers,
    /// The report of the government that it belongs to, with this number, counts and has its numbers.
    InSum(usize),
    /// It belongs to a subordinate unit, and the sum is of the government's own level.
    OutOfScope,
    /// It names no unit.
    NoUnit,
}

impl MemberStanding {
    /// Its name in files and in the keys of sentences.
    pub const fn word(self) -> &'static str {
        match self {
            MemberStanding::Counted => "counted",
            MemberStanding::Faulty => "faulty",
            MemberStanding::LeftOut => "left_out",
            MemberStanding::OtherYear => "other_year",
            MemberStanding::OtherEdition => "other_edition",
            MemberStanding::Older(_) => "older",
            MemberStanding::Same(_) => "same",
            MemberStanding::TheSum => "the_sum",
            MemberStanding::FormerSum => "former_sum",
            MemberStanding::SumOfOthers => "sum_of_others",
            MemberStanding::InSum(_) => "in_sum",
            MemberStanding::OutOfScope => "out_of_scope",
            MemberStanding::NoUnit => "no_unit",
        }
    }

    /// Whether someone has to look at it: it is neither counted nor left out because it was asked for.
    pub const fn is_notable(self) -> bool {
        !matches!(
            self,
            MemberStanding::Counted
                | MemberStanding::LeftOut
                | MemberStanding::OutOfScope
                | MemberStanding::TheSum
                | MemberStanding::FormerSum
                | MemberStanding::Same(_)
        )
    }
}
