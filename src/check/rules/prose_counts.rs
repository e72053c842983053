//! R15 to R20 and R23: the numbers of the prose against the tables. A claim that equals one of its
//! readings is right; one that plainly has another scope is only a hint.

use rust_decimal::Decimal;

use crate::check::annotated_passage::{AnnotatedPassage, EvaluatedClaim};
use crate::check::check_input::CheckInput;
use crate::check::claims::{CandidateCells, Claim, ClaimScope, ClaimSubject, ClaimValue, RequestStage};
use crate::check::finding::{Finding, Fix, FixStep, MessageArgument, Severity, SumTerm};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::form::cell_names::column;
use crate::form::{CellKey, RuleCode, UnitKind};
use crate::report::{Place, Report};

const RECEIVED: RuleCode = RuleCode::new(15);
const HANDLED: RuleCode = RuleCode::new(16);
const OUTCOMES: RuleCode = RuleCode::new(17);
const APPLICANTS: RuleCode = RuleCode::new(18);
const DISPUTES: RuleCode = RuleCode::new(19);
const DOCUMENTS: RuleCode = RuleCode::new(20);
const NOTHING: RuleCode = RuleCode::new(23);

/// Each claim that belongs to this rule and equals none of its readings.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let concerned = |claim: &Claim| rule.code == NOTHING || rule.code == rule_of(&claim.subject);
    for AnnotatedPassage { passage, claims, .. } in &input.annotated {
        let claims = claims.iter().filter(|one| concerned(&one.claim));
        let contradicted = claims.filter_map(|one| contradicted(input, passage, one));
        found.extend(contradicted.filter(|one| one.rule == rule.code).map(|one| one.finding(rule)));
    }
}

/// A claim that the tables contradict.
struct Contradiction<'a> {
    input: &'a CheckInput<'a>,
    passage: &'a Passage,
    claim: &'a Claim,
    rule: RuleCode,
    variant: &'static str,
    said: Decimal,
    reading: &'a CandidateCells,
    value: Decimal,
    /// The other readings that were tried.
    others: Vec<&'a CandidateCells>,
}

/// Whether the tables have values for the claim and none of them is what it says.
fn contradicted<'a>(
    input: &'a CheckInput<'a>,
    passage: &'a Passage,
    evaluated: &'a EvaluatedClaim,
) -> Option<Contradiction<'a>> {
    let EvaluatedClaim { claim, candidates } = evaluated;
    let (said, low, high) = match claim.value {
        ClaimValue::Count(said) => (said, said, said),
        ClaimValue::About(said, low, high) => (said, low, high),
        ClaimValue::Nothing => (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO),
        _ => return None,
    };
    if claim.last_year || candidates.iter().any(|one| low <= one.value && one.value <= high) {
        return None;
    }
    let plain = candidates.first()?.value;
    let largest = candidates.iter().map(|one| one.value).max()?;
    let nearest = candidates.iter().min_by_key(|one| (one.value - said).abs())?;
    let scoped = is_scoped(input.report, claim.scope, said, plain);
    let whole = matches!(&claim.subject, ClaimSubject::Requests(RequestStage::Received | RequestStage::Handled))
        || matches!(&claim.subject, ClaimSubject::Disputes { result: None, .. });
    let opposite = said.is_zero() != largest.is_zero() && !scoped && whole;
    let rule = match &claim.subject {
        _ if opposite => NOTHING,
        subject => rule_of(subject),
    };
    let variant = match (opposite, scoped) {
        (true, _) if said.is_zero() => "denied",
        (true, _) => "claimed",
        (_, true) => "scope",
        _ if is_without_pending(input, claim, said) => "pending",
        _ => "differs",
    };
    let (reading, value) = (&nearest.cells, nearest.value);
    let mut seen = vec![value];
    let mut others = Vec::new();
    for one in candidates {
        if !seen.contains(&one.value) {
            seen.push(one.value);
            others.push(&one.cells);
        }
    }
    Some(Contradiction { input, passage, claim, rule, variant, said, reading, value, others })
}

/// The rule of claims of this kind; claims that there are none at all belong to R23.
const fn rule_of(subject: &ClaimSubject) -> RuleCode {
    match subject {
        ClaimSubject::Requests(RequestStage::Received) => RECEIVED,
        ClaimSubject::Requests(_) => HANDLED,
        ClaimSubject::Outcomes(_) => OUTCOMES,
        ClaimSubject::Applicants(_) => APPLICANTS,
        ClaimSubject::Disputes { .. } => DISPUTES,
        ClaimSubject::Documents(..) => DOCUMENTS,
    }
}

impl Contradiction<'_> {
    fn finding(self, rule: &Rule) -> Finding {
        let Contradiction { input, passage, claim, variant, said, reading, value, others, .. } = self;
        let denied = claim.value == ClaimValue::Nothing;
        let place = passage.place(if denied { claim.quote.clone() } else { claim.digits.clone() });
        let cells = reading.plus.iter().chain(&reading.minus);
        let places = std::iter::once(place).chain(cells.map(|key| Place::Cell(*key))).collect();
        let term = |key: &CellKey| Some(SumTerm { cell: *key, value: input.values.at(*key)? });
        let less = |key: &CellKey| term(key).map(|term| SumTerm { value: -term.value, ..term });
        let terms = |reading: &CandidateCells| -> Vec<SumTerm> {
            reading.plus.iter().filter_map(term).chain(reading.minus.iter().filter_map(less)).collect()
        };
        let finding = rule
            .finding(variant, passage.section(), places)
            .comparing(said, value)
            .quoting("excerpt", passage.text(claim.quote.clone()))
            .with("said", MessageArgument::Value(said))
            .with("cells", MessageArgument::Terms(terms(reading)))
            .with("value", MessageArgument::Value(value))
            .with("difference", MessageArgument::Value((said - value).abs()))
            .with("tried", MessageArgument::Readings(others.into_iter().map(terms).collect()));
        let exact = matches!(claim.value, ClaimValue::Count(_));
        let fixable = exact && variant != "scope";
        let mut finding = finding
            .fixed_by(fixable.then(|| FixStep::Replace(place, value.normalize().to_string())).into_iter().collect());
        if let ([cell], [], true) = (reading.plus.as_slice(), reading.minus.as_slice(), fixable) {
            finding.link = Some(Fix { steps: vec![FixStep::Link(place, *cell)] });
        }
        if variant == "scope" { finding.at_most(Severity::Info) } else { finding }
    }
}

/// Whether the claim has another scope than the tables and differs in the direction that this
/// explains: the own office has no more than the whole area.
fn is_scoped(report: &Report, scope: ClaimScope, said: Decimal, table: Decimal) -> bool {
    let office = ["办公室", "办公厅", "办"].iter().any(|end| report.unit.name.ends_with(end));
    let single = matches!(report.unit.kind, UnitKind::Department | UnitKind::Township | UnitKind::GovernmentOffice);
    match scope {
        ClaimScope::Usual => false,
        ClaimScope::Own => !office && report.unit.kind != UnitKind::Department && said < table,
        ClaimScope::Whole => single && (office || report.unit.kind != UnitKind::GovernmentOffice) && said > table,
    }
}

/// Whether the number is right except that it leaves out the disputes that are not concluded.
fn is_without_pending(input: &CheckInput<'_>, claim: &Claim, said: Decimal) -> bool {
    let ClaimSubject::Disputes { forum, result: None, .. } = &claim.subject else { return false };
    let of = |column| forum.rows().iter().map(|row| CellKey::new(*row, column)).collect();
    let reading = CandidateCells { plus: of(column::TOTAL), minus: of(column::PENDING) };
    input.values.sum(&reading) == Some(said)
}
