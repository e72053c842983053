//! The catalogue of rules: each with its severity, what it rests on, the sentences that it may
//! say and one small function. A new rule is a line here, a function in `rules/` and its
//! sentences in the locale files; nothing else changes.

use super::finding::{Finding, Message, Severity};
use super::rules::{blanks, identities, leftovers, sections, titles, years};
use super::subject::Subject;
use crate::form::{RuleCode, SectionId};
use crate::report::Place;

/// A rule of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its number.
    pub code: RuleCode,
    /// The gravest severity that its findings have.
    pub severity: Severity,
    /// What it rests on.
    pub basis: &'static [Basis],
    /// The sentences that it may say: [`Message::variant`].
    pub variants: &'static [&'static str],
    /// Looks at the report and adds what it finds.
    pub run: fn(&Rule, &Subject<'_>, &mut Vec<Finding>),
}

/// What a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 国办公开办函〔2021〕30号: its text.
    Notice,
    /// The form attached to the notice: what it prints or what its grid means.
    Form,
    /// An article of the regulation (国务院令第711号).
    Regulation(u8),
    /// A real report that had the error: the number in the list of errors (checks.md §5.1).
    Seen(u8),
}

use Basis::{Form, Notice, Seen};
use Severity::{Error, Warning};

/// Every rule in order of its number.
#[rustfmt::skip]
pub const CATALOGUE: &[Rule] = &[
    Rule { code: code(1),  severity: Error,   basis: &[Form],              variants: &["differs"],                        run: identities::run },
    Rule { code: code(2),  severity: Error,   basis: &[Form],              variants: &["differs"],                        run: identities::run },
    Rule { code: code(3),  severity: Error,   basis: &[Form, Seen(1)],     variants: &["differs"],                        run: identities::run },
    Rule { code: code(4),  severity: Error,   basis: &[Form, Seen(2)],     variants: &["differs"],                        run: identities::run },
    Rule { code: code(5),  severity: Error,   basis: &[Seen(3), Seen(4)],  variants: &["table", "row", "cells", "negative", "not_whole"], run: blanks::run },
    Rule { code: code(6),  severity: Error,   basis: &[Form, Seen(11), Seen(18)], variants: &["title", "missing", "label", "absent", "inside", "repeated"], run: titles::run },
    Rule { code: code(7),  severity: Error,   basis: &[Notice],            variants: &["empty", "none"],                  run: sections::are_written },
    Rule { code: code(8),  severity: Error,   basis: &[Notice],            variants: &["missing"],                        run: sections::mention_fees },
    Rule { code: code(9),  severity: Error,   basis: &[Seen(9)],           variants: &["title", "period", "text"],        run: years::run },
    Rule { code: code(10), severity: Error,   basis: &[Seen(10), Seen(23)], variants: &["left"],                          run: leftovers::placeholders },
    Rule { code: code(11), severity: Error,   basis: &[Notice, Seen(12)],  variants: &["word", "label"],                  run: leftovers::outdated },
    Rule { code: code(12), severity: Warning, basis: &[Notice],            variants: &["long"],                           run: sections::keep_limits },
];

impl Rule {
    /// A finding of this rule at these places, to which the rule's function adds what it knows.
    pub fn finding(&self, variant: &'static str, section: Option<SectionId>, places: Vec<Place>) -> Finding {
        debug_assert!(self.variants.contains(&variant), "{} does not list `{variant}`", self.code);
        Finding {
            rule: self.code,
            severity: self.severity,
            section,
            places,
            comparison: None,
            message: Message { variant, arguments: Vec::new() },
            fix: None,
        }
    }
}

const fn code(number: u8) -> RuleCode {
    RuleCode::new(number)
}
