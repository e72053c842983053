//! What a check has found: a value that the window, the command line and the check report show,
//! locate and count. Holds codes and arguments; must not hold sentences.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::form::{CellKey, CellName, Form, RuleCode, SectionId, UnitKind};
use crate::report::{CommentId, Date, Dismissal, Number, Place, Report};

/// One thing that a careful reader would object to or ask about.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule of the catalogue that found it.
    pub rule: RuleCode,
    /// Its severity.
    pub severity: Severity,
    /// The section that it belongs to; `None` for the title, the preface and the signature.
    pub section: Option<SectionId>,
    /// Every place that is part of it; the first is the one to jump to. Never empty.
    pub places: Vec<Place>,
    /// The requirement of a rule pack that is not kept, where it is about one.
    pub requirement: Option<PackReference>,
    /// The two values that should be equal, where the rule compares numbers.
    pub comparison: Option<Operands>,
    /// What to say.
    pub message: FindingMessage,
    /// The automatic fix, where there is one.
    pub fix: Option<Fix>,
    /// Another fix, which also prevents the finding later: the number in the prose is linked to the
    /// one cell that it refers to.
    pub link: Option<Fix>,
    /// The reason for which the unit has dismissed it; `None` where it has not. Always `None` for an
    /// error.
    pub dismissed: Option<String>,
}

/// The severity of a finding. The greatest value is the most severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 提示: worth a look.
    Info,
    /// 提醒: probably wrong; may stay with a reason.
    Warning,
    /// 错误: the report must not be published with it.
    Error,
}

/// Names a requirement of a rule pack; without a name, the pack as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackReference {
    /// The pack's name.
    pub pack: String,
    /// The requirement's.
    pub name: String,
}

/// Two exact values and their difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operands {
    /// The value on the left of the equation.
    pub left: Decimal,
    /// The value on the right.
    pub right: Decimal,
    /// Left less right.
    pub difference: Decimal,
}

/// The key of a sentence with its arguments. `messages` looks the sentence up as
/// `finding.<rule>.<variant>` and inserts the arguments by name.
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
    /// The row or column of the form of the cell, by its official heads.
    Line(TableAxis, CellKey),
    /// Cells of one line, each by its head in the other direction.
    Cells(TableAxis, Vec<CellKey>),
    /// A sum: cells of one line with their values.
    Sum(TableAxis, Vec<SumTerm>),
    /// Cells anywhere with their values, each by its row and column.
    Terms(Vec<SumTerm>),
    /// The other readings that were tried, each a sum of cells with their values; none where there was only one.
    Readings(Vec<Vec<SumTerm>>),
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
pub struct SumTerm {
    /// The cell.
    pub cell: CellKey,
    /// What it shows.
    pub value: Decimal,
}

/// Steps that remove the cause of a finding; together they are one undo step.
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
    /// Print the usual title instead of the one that the imported text had.
    TakeReportTitle,
    /// Say that the unit is of this kind.
    ConfirmKind(UnitKind),
    /// Note that this comment is settled.
    SettleComment(CommentId),
    /// Replace the characters of the place, in the preface or in a section's prose, by these words.
    Replace(Place, String),
    /// Replace the characters of the place by a number that is linked to this cell.
    Link(Place, CellKey),
}

impl Finding {
    /// Whether it is not dismissed: the unit still has to fix it or to dismiss it with a reason.
    pub const fn is_open(&self) -> bool {
        self.dismissed.is_none()
    }

    /// Whether it only says what is still to be written, entered or verified: nothing that stands in the
    /// report is wrong. Such a finding keeps the report from being ready like any other error.
    pub fn is_to_do(&self) -> bool {
        const BLANKS: RuleCode = RuleCode::new(5);
        const PROSE: RuleCode = RuleCode::new(7);
        const FEE: RuleCode = RuleCode::new(8);
        const UNFINISHED: RuleCode = RuleCode::new(10);
        const IDENTITY: RuleCode = RuleCode::new(45);
        // A placeholder waits to be filled in; what can be mended at once is a slip.
        let placeholder = self.rule == UNFINISHED && self.message.variant == "left" && self.fix.is_none();
        self.severity == Severity::Error
            && (placeholder
                || matches!(
                    (self.rule, self.message.variant),
                    (BLANKS, "table" | "rows" | "row" | "cells")
                        | (PROSE, "empty")
                        | (FEE, "missing")
                        | (UNFINISHED, "unverified")
                        | (IDENTITY, "unit" | "kind")
                ))
    }

    /// Sets the two values that should be equal; none if they are too large to subtract.
    pub fn comparing(mut self, left: Decimal, right: Decimal) -> Finding {
        self.comparison = Operands::of(left, right);
        self
    }

    /// Adds an argument of the sentence.
    pub fn with(mut self, name: &'static str, argument: MessageArgument) -> Finding {
        self.message.arguments.push((name, argument));
        self
    }

    /// Sets the automatic fix; an empty list of steps is no fix.
    pub fn fixed_by(mut self, steps: Vec<FixStep>) -> Finding {
        self.fix = (!steps.is_empty()).then_some(Fix { steps });
        self
    }

    /// The dismissal of this finding, to be recorded in `report`; `None` for a finding that cannot be
    /// dismissed and for an empty reason.
    pub fn dismissal(&self, report: &Report, form: &Form, reason: &str) -> Option<Dismissal> {
        let reason = reason.trim();
        let allowed = self.severity.can_be_dismissed() && !reason.is_empty();
        allowed.then(|| Dismissal::new(report, form, self.dismissal_key(), self.places.clone(), reason.to_owned()))
    }

    /// Sets the reason of the dismissal that `report` records for it, if it can be dismissed.
    pub(super) fn apply_dismissal(&mut self, report: &Report, form: &Form) {
        let recorded = report.dismissal(form, &self.dismissal_key(), &self.places);
        let recorded = recorded.filter(|_| self.severity.can_be_dismissed());
        self.dismissed = recorded.map(|dismissal| dismissal.reason.clone());
    }

    /// By what a dismissal names what was found: the rule's code, and of a rule pack which requirement, for
    /// several of them may be about the same place.
    pub fn dismissal_key(&self) -> String {
        match &self.requirement {
            None => self.rule.to_string(),
            Some(PackReference { pack, name }) => format!("{} {pack} {name}", self.rule).trim_end().to_owned(),
        }
    }

    /// Says of which requirement of a rule pack it is.
    pub fn of_requirement(mut self, pack: &str, name: &str) -> Finding {
        self.requirement = Some(PackReference { pack: pack.to_owned(), name: name.to_owned() });
        self
    }

    /// Adds words of the report as an argument.
    pub fn quoting(self, name: &'static str, words: impl Into<String>) -> Finding {
        self.with(name, MessageArgument::Words(words.into()))
    }

    /// Lowers the severity to `severity` where its rule's default is higher.
    pub fn at_most(mut self, severity: Severity) -> Finding {
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

/// How many of these findings are open and have this severity.
pub fn count_open<'a>(findings: impl IntoIterator<Item = &'a Finding>, severity: Severity) -> usize {
    findings.into_iter().filter(|finding| finding.is_open() && finding.severity == severity).count()
}

impl Severity {
    /// Every severity, the most severe first: the order in which they are listed and counted.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// Whether a unit may dismiss such a finding with a reason (校核规则表: 错误 blocks the final version,
    /// 提醒 may pass with a reason). An error disappears only when its cause is removed.
    pub const fn can_be_dismissed(self) -> bool {
        !matches!(self, Severity::Error)
    }

    /// Its name in files and in the keys of sentences.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}
