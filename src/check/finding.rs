//! What a check has found: a value that the window, the command line and the check report each
//! put into words, point to and count. Holds codes and arguments, never a sentence.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::form::{CellKey, CellName, Form, RuleCode, SectionId, UnitKind};
use crate::report::{Date, Dismissal, Number, Place, Report};

/// One thing that a careful reader would send the report back for, or ask about.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule of the catalogue that found it.
    pub rule: RuleCode,
    /// How grave it is.
    pub severity: Severity,
    /// The section that it belongs to; `None` for the title, the preface and the signature.
    pub section: Option<SectionId>,
    /// Every place that is part of it, the one to jump to first. Never empty.
    pub places: Vec<Place>,
    /// The two values that should be equal, where the rule compares numbers.
    pub comparison: Option<Operands>,
    /// What to say.
    pub message: FindingMessage,
    /// What would settle it, where a machine may do it.
    pub fix: Option<Fix>,
    /// Another way to settle it for good: a number of the prose linked to the one cell that it
    /// speaks of.
    pub link: Option<Fix>,
    /// Why the unit lets it stand, where it does. Always `None` for an error.
    pub dismissed: Option<String>,
}

/// How grave a finding is. The greatest is the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 提示: worth a look.
    Info,
    /// 提醒: probably wrong; may stay with a reason.
    Warning,
    /// 错误: keeps the report from being ready to publish.
    Error,
}

/// Two exact values and what lies between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operands {
    /// The value on the left of the equation.
    pub left: Decimal,
    /// The value on the right.
    pub right: Decimal,
    /// Left less right.
    pub difference: Decimal,
}

/// A sentence before it is one: which of the rule's sentences, and what it speaks of. The words
/// room looks it up as `finding.<rule>.<variant>` and puts the arguments in by name.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingMessage {
    /// Which of the rule's sentences.
    pub variant: &'static str,
    /// The arguments by name, in the order in which they were given.
    pub arguments: Vec<(&'static str, MessageArgument)>,
}

/// Something that a sentence names.
#[derive(Clone, Debug, PartialEq)]
pub enum MessageArgument {
    /// Words quoted from the report or the form.
    Words(String),
    /// Several of them.
    List(Vec<String>),
    /// A number of things, or a year.
    Whole(u64),
    /// An exact value.
    Value(Decimal),
    /// A section, by its title.
    Section(SectionId),
    /// A table, by the title of its section.
    Table(CellName),
    /// The row or column of the form in which the cell stands, by its official heads.
    Line(TableAxis, CellKey),
    /// Cells of one line, each by its head in the other direction.
    Cells(TableAxis, Vec<CellKey>),
    /// A sum: cells of one line with their values.
    Sum(TableAxis, Vec<TermKind>),
    /// Cells anywhere with their values, each by its row and column.
    Terms(Vec<TermKind>),
    /// A day.
    Day(Date),
    /// A kind of unit.
    Kind(UnitKind),
}

/// Which way a line of a table runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableAxis {
    /// Across: the line is a row, its cells differ by column.
    Row,
    /// Down: the line is a column, its cells differ by row.
    Column,
}

/// One cell of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermKind {
    /// The cell.
    pub cell: CellKey,
    /// What it shows.
    pub value: Decimal,
}

/// Steps that settle a finding; all of them make one undo step.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// The steps in order. Never empty.
    pub steps: Vec<FixStep>,
}

/// One step of a fix. The session turns it into a change of the report.
#[derive(Clone, Debug, PartialEq)]
pub enum FixStep {
    /// Enter this number.
    Enter(CellKey, Number),
    /// Forget what the imported text states for this total, and trust its parts.
    TrustParts(CellKey),
    /// Forget that the imported text titled this section differently or not at all.
    TakeTitle(SectionId),
    /// Forget that the imported text labelled this row or column differently; by official label.
    TakeLabel(String),
    /// Put these words where the characters of the place stand: a preface or a section's prose.
    Replace(Place, String),
    /// Put a number that follows this cell where the characters of the place stand.
    Link(Place, CellKey),
}

impl Finding {
    /// Notes the two values that should be equal. Values too large to subtract are left out.
    pub fn comparing(mut self, left: Decimal, right: Decimal) -> Finding {
        self.comparison = Operands::of(left, right);
        self
    }

    /// Gives the sentence an argument.
    pub fn with(mut self, name: &'static str, argument: MessageArgument) -> Finding {
        self.message.arguments.push((name, argument));
        self
    }

    /// Notes what would settle it; no steps, no fix.
    pub fn settled_by(mut self, steps: Vec<FixStep>) -> Finding {
        self.fix = (!steps.is_empty()).then_some(Fix { steps });
        self
    }

    /// What to record in `report` so that this finding stands for `reason`; `None` where it may not
    /// stand or no reason is given.
    pub fn dismissal(&self, report: &Report, form: &Form, reason: &str) -> Option<Dismissal> {
        let reason = reason.trim();
        let allowed = self.severity.may_stand() && !reason.is_empty();
        allowed.then(|| Dismissal::new(report, form, self.rule.to_string(), self.places.clone(), reason.to_owned()))
    }

    /// Notes why the unit lets it stand, where `report` records that and it may.
    pub(super) fn judged_by(&mut self, report: &Report, form: &Form) {
        let recorded = report.dismissal(form, &self.rule.to_string(), &self.places);
        let recorded = recorded.filter(|_| self.severity.may_stand());
        self.dismissed = recorded.map(|dismissal| dismissal.reason.clone());
    }

    /// Quotes words of the report.
    pub fn quoting(self, name: &'static str, words: impl Into<String>) -> Finding {
        self.with(name, MessageArgument::Words(words.into()))
    }

    /// Judges it less gravely than its rule does by default.
    pub fn only(mut self, severity: Severity) -> Finding {
        self.severity = self.severity.min(severity);
        self
    }
}

impl Operands {
    /// The comparison of two values, `None` where the difference is beyond 28 digits.
    pub fn of(left: Decimal, right: Decimal) -> Option<Operands> {
        Some(Operands { left, right, difference: left.checked_sub(right)? })
    }
}

impl Severity {
    /// Whether a unit may let such a finding stand with a reason (校核规则表: 错误 blocks the final
    /// version, 提醒 may pass with a reason). An error goes only when its cause goes.
    pub const fn may_stand(self) -> bool {
        !matches!(self, Severity::Error)
    }

    /// The word that stands for it in files and in the keys of sentences.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}
