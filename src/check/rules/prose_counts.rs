//! R15 to R20 and R23: the numbers of the prose against the tables. A claim that fits one of its
//! readings is right; one that is plainly of another scope is at most worth a look.

use rust_decimal::Decimal;

use crate::check::check_input::Subject;
use crate::check::claims::{Claim, Reading, Says, Scope, Stage, What};
use crate::check::finding::{Argument, Finding, Fix, Severity, Step, Term};
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
pub(in crate::check) fn run(rule: &Rule, subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let concerned = |claim: &Claim| rule.code == NOTHING || rule.code == about(&claim.what);
    for (claim, told) in subject.claims.iter().zip(&subject.told).filter(|(claim, _)| concerned(claim)) {
        let contradicted = contradicted(subject, claim, told).filter(|one| one.rule == rule.code);
        found.extend(contradicted.and_then(|one| one.finding(rule)));
    }
}

/// A claim that the tables contradict.
struct Contradicted<'a> {
    subject: &'a Subject<'a>,
    claim: &'a Claim,
    rule: RuleCode,
    variant: &'static str,
    said: Decimal,
    reading: &'a Reading,
    value: Decimal,
}

/// `all` is what the tables have for the claim, reading by reading.
fn contradicted<'a>(
    subject: &'a Subject<'a>,
    claim: &'a Claim,
    all: &'a [(Decimal, Reading)],
) -> Option<Contradicted<'a>> {
    let said = match claim.says {
        Says::Count(said) => said,
        Says::Nothing => Decimal::ZERO,
        _ => return None,
    };
    if all.iter().any(|(value, _)| *value == said) {
        return None;
    }
    let plain = all.first().map(|(value, _)| *value)?;
    let largest = all.iter().map(|(value, _)| *value).max()?;
    let (value, reading) = all.iter().min_by_key(|(value, _)| (*value - said).abs())?;
    let scoped = is_scoped(subject.report, claim.scope, said, plain);
    let whole = matches!(&claim.what, What::Requests(Stage::Received | Stage::Handled))
        || matches!(&claim.what, What::Disputes { result: None, .. });
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
    Some(Contradicted { subject, claim, rule, variant, said, reading, value: *value })
}

/// The rule of claims of this kind; those that deny everything have one of their own.
const fn about(what: &What) -> RuleCode {
    match what {
        What::Requests(Stage::Received) => RECEIVED,
        What::Requests(_) => HANDLED,
        What::Outcomes(_) => OUTCOMES,
        What::Applicants(_) => APPLICANTS,
        What::Disputes { .. } => DISPUTES,
        What::Documents(..) => DOCUMENTS,
    }
}

impl Contradicted<'_> {
    fn finding(self, rule: &Rule) -> Option<Finding> {
        let Contradicted { subject, claim, variant, said, reading, value, .. } = self;
        let passage = subject.passages.get(claim.passage)?;
        let denied = claim.says == Says::Nothing;
        let place = passage.place(if denied { claim.quote.clone() } else { claim.digits.clone() });
        let cells = reading.plus.iter().chain(&reading.minus);
        let places = std::iter::once(place).chain(cells.map(|key| Place::Cell(*key))).collect();
        let term = |key: &CellKey| Some(Term { cell: *key, value: subject.values.at(*key)? });
        let less = |key: &CellKey| term(key).map(|term| Term { value: -term.value, ..term });
        let terms = reading.plus.iter().filter_map(term).chain(reading.minus.iter().filter_map(less));
        let finding = rule
            .finding(variant, passage.section(), places)
            .comparing(said, value)
            .quoting("excerpt", passage.text(claim.quote.clone()))
            .with("said", Argument::Value(said))
            .with("cells", Argument::Terms(terms.collect()))
            .with("value", Argument::Value(value))
            .with("difference", Argument::Value((said - value).abs()));
        let fixable = !denied && variant != "scope";
        let mut finding = finding
            .settled_by(fixable.then(|| Step::Replace(place, value.normalize().to_string())).into_iter().collect());
        if let ([cell], [], true) = (reading.plus.as_slice(), reading.minus.as_slice(), fixable) {
            finding.link = Some(Fix { steps: vec![Step::Link(place, *cell)] });
        }
        Some(if variant == "scope" { finding.only(Severity::Info) } else { finding })
    }
}

/// Whether the words speak of another scope than the tables, in the direction that fits: the own
/// office has no more than the whole area.
fn is_scoped(report: &Report, scope: Scope, said: Decimal, table: Decimal) -> bool {
    let office = ["办公室", "办公厅", "办"].iter().any(|end| report.unit.name.ends_with(end));
    let single = matches!(report.unit.kind, UnitKind::Department | UnitKind::Township | UnitKind::GovernmentOffice);
    match scope {
        Scope::Usual => false,
        Scope::Own => !office && said < table,
        Scope::Whole => single && (office || report.unit.kind != UnitKind::GovernmentOffice) && said > table,
    }
}

/// Whether the number is right but for the disputes that are not concluded.
fn is_without_pending(subject: &Subject<'_>, claim: &Claim, said: Decimal) -> bool {
    let What::Disputes { forum, result: None, .. } = &claim.what else { return false };
    let of = |column| forum.rows().iter().map(|row| CellKey::new(*row, column)).collect();
    let reading = Reading { plus: of(column::TOTAL), minus: of(column::PENDING) };
    subject.values.sum(&reading) == Some(said)
}
