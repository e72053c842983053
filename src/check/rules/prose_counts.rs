//! R15 to R20 and R23: the numbers of the prose against the tables. A claim that fits one of its
//! readings is right; one that is plainly of another scope is at most worth a look.

use rust_decimal::Decimal;

use crate::check::check_input::CheckInput;
use crate::check::claims::{CandidateCells, Claim, ClaimScope, ClaimSubject, Comparator, DisputeStage};
use crate::check::finding::{Finding, Fix, FixStep, MessageArgument, Severity, TermKind};
use crate::check::rule::Rule;
use crate::form::glossary::column;
use crate::form::{CellKey, RuleCode, UnitKind};
use crate::report::{Place, Report};

const RECEIVED: RuleCode = RuleCode::new(15);
const HANDLED: RuleCode = RuleCode::new(16);
const OUTCOMES: RuleCode = RuleCode::new(17);
const APPLICANTS: RuleCode = RuleCode::new(18);
const DISPUTES: RuleCode = RuleCode::new(19);
const DOCUMENTS: RuleCode = RuleCode::new(20);
const NOTHING: RuleCode = RuleCode::new(23);

/// Each claim that belongs to this rule and fits none of its readings.
pub(in crate::check) fn run(rule: &Rule, subject: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let concerned = |claim: &Claim| rule.code == NOTHING || rule.code == about(&claim.what);
    for (claim, told) in subject.claims.iter().zip(&subject.told).filter(|(claim, _)| concerned(claim)) {
        let contradicted = contradicted(subject, claim, told).filter(|one| one.rule == rule.code);
        found.extend(contradicted.and_then(|one| one.finding(rule)));
    }
}

/// A claim that the tables contradict.
struct Contradiction<'a> {
    subject: &'a CheckInput<'a>,
    claim: &'a Claim,
    rule: RuleCode,
    variant: &'static str,
    said: Decimal,
    reading: &'a CandidateCells,
    value: Decimal,
}

/// `all` is what the tables have for the claim, reading by reading.
fn contradicted<'a>(
    subject: &'a CheckInput<'a>,
    claim: &'a Claim,
    all: &'a [(Decimal, CandidateCells)],
) -> Option<Contradiction<'a>> {
    let said = match claim.says {
        Comparator::Count(said) => said,
        Comparator::Nothing => Decimal::ZERO,
        _ => return None,
    };
    if all.iter().any(|(value, _)| *value == said) {
        return None;
    }
    let plain = all.first().map(|(value, _)| *value)?;
    let largest = all.iter().map(|(value, _)| *value).max()?;
    let (value, reading) = all.iter().min_by_key(|(value, _)| (*value - said).abs())?;
    let scoped = is_scoped(subject.report, claim.scope, said, plain);
    let whole = matches!(&claim.what, ClaimSubject::Requests(DisputeStage::Received | DisputeStage::Handled))
        || matches!(&claim.what, ClaimSubject::Disputes { result: None, .. });
    let opposite = said.is_zero() != largest.is_zero() && !scoped && whole;
    let rule = match &claim.what {
        _ if opposite => NOTHING,
        what => about(what),
    };
    let variant = match (opposite, scoped) {
        (true, _) if said.is_zero() => "denied",
        (true, _) => "claimed",
        (_, true) => "scope",
        _ if is_without_pending(subject, claim, said) => "pending",
        _ => "differs",
    };
    Some(Contradiction { subject, claim, rule, variant, said, reading, value: *value })
}

/// The rule of claims of this kind; those that deny everything have one of their own.
const fn about(what: &ClaimSubject) -> RuleCode {
    match what {
        ClaimSubject::Requests(DisputeStage::Received) => RECEIVED,
        ClaimSubject::Requests(_) => HANDLED,
        ClaimSubject::Outcomes(_) => OUTCOMES,
        ClaimSubject::Applicants(_) => APPLICANTS,
        ClaimSubject::Disputes { .. } => DISPUTES,
        ClaimSubject::Documents(..) => DOCUMENTS,
    }
}

impl Contradiction<'_> {
    fn finding(self, rule: &Rule) -> Option<Finding> {
        let Contradiction { subject, claim, variant, said, reading, value, .. } = self;
        let passage = subject.passages.get(claim.passage)?;
        let denied = claim.says == Comparator::Nothing;
        let place = passage.place(if denied { claim.quote.clone() } else { claim.digits.clone() });
        let cells = reading.plus.iter().chain(&reading.minus);
        let places = std::iter::once(place).chain(cells.map(|key| Place::Cell(*key))).collect();
        let term = |key: &CellKey| Some(TermKind { cell: *key, value: subject.values.at(*key)? });
        let less = |key: &CellKey| term(key).map(|term| TermKind { value: -term.value, ..term });
        let terms = reading.plus.iter().filter_map(term).chain(reading.minus.iter().filter_map(less));
        let finding = rule
            .finding(variant, passage.section(), places)
            .comparing(said, value)
            .quoting("excerpt", passage.text(claim.quote.clone()))
            .with("said", MessageArgument::Value(said))
            .with("cells", MessageArgument::Terms(terms.collect()))
            .with("value", MessageArgument::Value(value))
            .with("difference", MessageArgument::Value((said - value).abs()));
        let fixable = !denied && variant != "scope";
        let mut finding = finding
            .settled_by(fixable.then(|| FixStep::Replace(place, value.normalize().to_string())).into_iter().collect());
        if let ([cell], [], true) = (reading.plus.as_slice(), reading.minus.as_slice(), fixable) {
            finding.link = Some(Fix { steps: vec![FixStep::Link(place, *cell)] });
        }
        Some(if variant == "scope" { finding.only(Severity::Info) } else { finding })
    }
}

/// Whether the words speak of another scope than the tables, in the direction that fits: the own
/// office has no more than the whole area.
fn is_scoped(report: &Report, scope: ClaimScope, said: Decimal, table: Decimal) -> bool {
    let office = ["办公室", "办公厅", "办"].iter().any(|end| report.unit.name.ends_with(end));
    let single = matches!(report.unit.kind, UnitKind::Department | UnitKind::Township | UnitKind::GovernmentOffice);
    match scope {
        ClaimScope::Usual => false,
        ClaimScope::Own => !office && said < table,
        ClaimScope::Whole => single && (office || report.unit.kind != UnitKind::GovernmentOffice) && said > table,
    }
}

/// Whether the number is right but for the disputes that are not concluded.
fn is_without_pending(subject: &CheckInput<'_>, claim: &Claim, said: Decimal) -> bool {
    let ClaimSubject::Disputes { forum, result: None, .. } = &claim.what else { return false };
    let of = |column| forum.rows().iter().map(|row| CellKey::new(*row, column)).collect();
    let reading = CandidateCells { plus: of(column::TOTAL), minus: of(column::PENDING) };
    subject.values.sum(&reading) == Some(said)
}
