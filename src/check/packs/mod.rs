//! Rule packs: what a province, a city or a department asks of a report beside the form, as data. A pack
//! is read from a text; it must not know where that text lies, nor how it is looked for in a report.

mod pack_file;

pub use pack_file::{PackError, PackProblem};

use super::finding::Severity;
use crate::form::{LengthLimit, SectionId, UnitKind};
use crate::report::Report;

/// One notice that adds to the form.
#[derive(Clone, Debug, PartialEq)]
pub struct RulePack {
    /// By what drafts and settings name it, such as `wuwei-2025`: letters, digits, hyphens.
    pub id: String,
    /// What it is called, such as 武威市2025年度年报编制通知.
    pub title: String,
    /// The notice, as reports cite it.
    pub source: String,
    /// The first and the last year whose reports it is for.
    pub years: (u16, u16),
    /// What it asks for, in the order of the file.
    pub requirements: Vec<PackRequirement>,
}

/// One thing that a pack asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct PackRequirement {
    /// What it is called; no other of the pack is called so.
    pub name: String,
    /// How severe it is where a report does not keep it.
    pub severity: Severity,
    /// The kinds of unit that it is for; none where it is for all.
    pub kinds: Vec<UnitKind>,
    /// The clause of the notice; may be empty.
    pub clause: String,
    /// What is looked for.
    pub test: RequirementTest,
}

/// What a requirement looks for.
#[derive(Clone, Debug, PartialEq)]
pub enum RequirementTest {
    /// No more than so many characters, white space not counted.
    Length(TextScope, LengthLimit),
    /// Certain words, or a number with them.
    Words(RequiredWords),
    /// Published or signed by this day of the year after the report's: month and day.
    Deadline(u8, u8),
    /// The title is one of these; `{unit}` and `{year}` stand for the report's.
    Title(Vec<String>),
    /// The parts of a section stand in this order, each found by one of its words.
    Order(SectionId, Vec<Vec<String>>),
    /// The report names an attachment by one of these words.
    Attachment(Vec<String>),
    /// How page numbers are to look.
    PageNumbers(PageNumberStyle),
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextScope {
    /// In one section.
    Section(SectionId),
    /// Before the first section.
    Preface,
    /// Anywhere in the report's text.
    Anywhere,
}

/// Words that a text must have.
#[derive(Clone, Debug, PartialEq)]
pub struct RequiredWords {
    /// Where.
    pub scope: TextScope,
    /// One of these.
    pub phrases: Vec<String>,
    /// And in the same clause one of these, where there are any.
    pub with: Vec<String>,
    /// Whether a number must be told with them; a text that says that there was none tells it too.
    pub count: bool,
    /// The measure words of that number; any where there are none.
    pub measures: Vec<String>,
}

/// How the numbers of pages look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageNumberStyle {
    /// — 1 —, by GB/T 9704—2012: what this program prints.
    Dashes,
    /// 1
    Plain,
    /// 第1页 共6页
    OfTotal,
    /// No page numbers.
    None,
}

/// The packs by which a report is checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChosenPacks<'a> {
    /// Those that are at hand.
    pub packs: &'a [std::sync::Arc<RulePack>],
    /// The names of those that are not.
    pub unknown: &'a [String],
}

impl RulePack {
    /// Reads a pack from the text of its file.
    ///
    /// # Errors
    /// The first mistake in `text`, with its line and column.
    pub fn parse(text: &str) -> Result<RulePack, PackError> {
        pack_file::pack(text)
    }

    /// Whether it is for reports of this year.
    pub fn is_for_year(&self, year: u16) -> bool {
        (self.years.0..=self.years.1).contains(&year)
    }

    /// Whether `name` can be the name of a pack.
    pub fn is_id(name: &str) -> bool {
        let fits = |one: char| one.is_alphanumeric() || matches!(one, '-' | '_' | '.');
        !name.is_empty() && name.chars().count() <= PackProblem::LONGEST_ID && name.chars().all(fits)
    }
}

impl PackRequirement {
    /// Whether it is for the unit of `report`.
    pub fn is_for(&self, report: &Report) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&report.unit.kind)
    }
}
