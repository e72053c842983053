//! What a rule is: its number, its severity, its basis and the function that runs it. Must not know
//! the rules themselves.

use super::check_input::CheckInput;
use super::finding::{Finding, FindingMessage, Severity};
use crate::form::{RuleCode, SectionId};
use crate::report::Place;

/// A rule of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its number.
    pub code: RuleCode,
    /// The highest severity that its findings have.
    pub severity: Severity,
    /// The sources that it is based on.
    pub basis: &'static [Basis],
    /// The keys of its sentences: [`FindingMessage::variant`].
    pub variants: &'static [&'static str],
    /// Checks the report and adds its findings.
    pub run: fn(&Rule, &CheckInput<'_>, &mut Vec<Finding>),
}

/// The source that a rule is based on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 国办公开办函〔2021〕30号: its text.
    Notice,
    /// The form attached to the notice: what it prints or what its grid means.
    Form,
    /// An article of the regulation (国务院令第711号).
    Regulation(u8),
    /// 国办公开办函〔2019〕60号, whose reasons still hold.
    EarlierNotice,
    /// 国办函〔2020〕109号, the rules of the processing fee.
    FeeRules,
    /// 《中华人民共和国立法法》: who may make 规章.
    Legislation,
    /// GB/T 9704—2012: how official documents are laid out and dated.
    Layout,
    /// GB/T 15834 and GB/T 15835: punctuation and numbers in writing.
    Writing,
    /// Arithmetic alone: two numbers for one thing.
    Arithmetic,
    /// The fonts that the report is printed with.
    Fonts,
    /// What a chart can show without misleading.
    Charts,
    /// That a text and its figures agree, and that those who do not see them are told (GB/T 37668).
    Figures,
    /// A notice of a province, a city or a department: the rule packs.
    LocalNotice,
    /// What a reviewer has asked for in a comment.
    Review,
    /// A real report that had the error: the number in the list of errors (checks.md §5.1).
    Seen(u8),
}

impl Rule {
    /// A finding of this rule at these places, to which the rule's function adds arguments and fixes.
    pub fn finding(&self, variant: &'static str, section: Option<SectionId>, places: Vec<Place>) -> Finding {
        debug_assert!(self.variants.contains(&variant), "{} does not list `{variant}`", self.code);
        Finding {
            rule: self.code,
            severity: self.severity,
            section,
            requirement: None,
            places,
            comparison: None,
            message: FindingMessage { variant, arguments: Vec::new() },
            fix: None,
            link: None,
            dismissed: None,
        }
    }
}
