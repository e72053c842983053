//! What the prose says of the form's numbers: claims, each with its value, its place and the cells
//! that it may refer to. Must not know rules or the report's numbers.

mod candidate_cells;
mod claim_context;
mod claim_reader;
mod denial;
mod disputes;
mod listed_totals;
mod numeral;
mod passing;
mod request_stage;
mod share_reader;
mod stated_sums;
mod table_rows;
mod topic;
mod vocabulary;
mod vocabulary_words;

use std::ops::Range;

use rust_decimal::Decimal;

pub use candidate_cells::{CandidateCells, readings};
pub use claim_reader::ClaimReader;
pub use listed_totals::{ListedTotal, listings};
pub use numeral::{Numeral, NumeralUnit, numerals};

use crate::form::CellName;

/// Something that the prose says of a number of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is counted.
    pub subject: ClaimSubject,
    /// What it says of the number.
    pub value: ClaimValue,
    /// Whose number it is.
    pub scope: ClaimScope,
    /// Of a share, the whole that the words name.
    pub whole: Option<ClaimSubject>,
    /// Whether it is last year's number.
    pub last_year: bool,
    /// The digits, in the passage.
    pub digits: Range<usize>,
    /// The digits and the words that belong to them.
    pub quote: Range<usize>,
}

/// What a claim is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimSubject {
    /// Requests at a stage.
    Requests(RequestStage),
    /// Requests with these outcomes: rows of table three.
    Outcomes(Vec<CellName>),
    /// Requests of these applicants: columns of table three.
    Applicants(&'static [CellName]),
    /// Disputes.
    Disputes {
        /// Who decides.
        forum: DisputeForum,
        /// With which result; all where there is none.
        result: Option<CellName>,
        /// Whether only concluded ones are meant.
        concluded: bool,
    },
    /// Documents: a row and a column of table two.
    Documents(CellName, CellName),
}

/// The stage of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestStage {
    /// Received this year.
    Received,
    /// Carried in from last year.
    CarriedIn,
    /// Carried over to next year.
    CarriedOver,
    /// Carried, in or over: the words do not say which.
    Carried,
    /// Dealt with, concluded or not: the words do not say which.
    Handled,
    /// Answered: all, or those of the requests received this year, where their number stands before.
    Answered,
    /// Answered, whenever they were received.
    AnsweredInAll,
    /// To be dealt with: received and carried in.
    Due,
}

/// Who decides a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeForum {
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼 of either kind.
    Litigation,
    /// 未经复议直接起诉.
    Direct,
    /// 复议后起诉.
    AfterReconsideration,
    /// 行政复议 and 行政诉讼 together.
    Both,
}

/// What is said of the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimValue {
    /// It is this.
    Count(Decimal),
    /// It is about this, and lies between the second and the third number: 200余, 约200.
    About(Decimal, Decimal, Decimal),
    /// There are none: 未收到, 未发生.
    Nothing,
    /// It is this share of the whole, in per cent, written with so many decimals. The third value is
    /// the number of things that is written before the share, if any.
    Share(Decimal, u32, Option<Decimal>),
    /// It has grown by so many per cent since last year, written with so many decimals.
    Growth(Decimal, u32),
    /// It is greater by so many than last year.
    Difference(Decimal),
}

/// Whose number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimScope {
    /// The reporting unit's: the words say nothing else.
    Usual,
    /// The unit's own office, named explicitly: 本机关, 区政府办代表区政府.
    Own,
    /// The whole area: 全市, 全区.
    Whole,
}
