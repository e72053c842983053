//! R21 and R39: percentages recomputed, shares from this year's table, growth from last year's.

use rust_decimal::Decimal;

use crate::check::annotated_passage::{AnnotatedPassage, EvaluatedClaim};
use crate::check::check_input::CheckInput;
use crate::check::claims::{Claim, ClaimSubject, ClaimValue, RequestStage, readings};
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::check::shown_values::ShownValues;
use crate::form::Form;

/// How many claims before a share are searched for the whole.
const BEFORE: usize = 16;

/// R21: shares of outcomes and applicants. The whole is the number answered, the number received, or
/// a number of requests given earlier in the passage.
pub(in crate::check) fn shares(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let stages = [RequestStage::Answered, RequestStage::Due, RequestStage::Received];
    let requests = stages.map(|stage| values(input, &ClaimSubject::Requests(stage))).concat();
    for AnnotatedPassage { passage, claims, .. } in &input.annotated {
        for (at, EvaluatedClaim { claim, .. }) in claims.iter().enumerate() {
            let earlier = claims.get(at.saturating_sub(BEFORE)..at).unwrap_or_default();
            found.extend(wrong_share(rule, input, &requests, passage, earlier, claim));
        }
    }
}

/// The finding of a share that is the share of no possible whole: of `requests`, the numbers in the
/// tables, or of a number of requests among the `earlier` claims of the passage.
fn wrong_share(
    rule: &Rule,
    input: &CheckInput<'_>,
    requests: &[Decimal],
    passage: &Passage,
    earlier: &[EvaluatedClaim],
    claim: &Claim,
) -> Option<Finding> {
    let ClaimValue::Share(said, decimals, count) = claim.value else { return None };
    let part = count.or_else(|| values(input, &claim.subject).first().copied());
    let earlier = earlier.iter().rev().filter_map(|one| match one.claim.value {
        ClaimValue::Count(count) if may_contain(&one.claim.subject, &claim.subject) => Some(count),
        _ => None,
    });
    let named = claim.whole.iter().flat_map(|whole| values(input, whole));
    let forum = match &claim.subject {
        ClaimSubject::Disputes { forum, .. } => {
            let concluded = true;
            values(input, &ClaimSubject::Disputes { forum: *forum, result: None, concluded })
        }
        _ => requests.to_vec(),
    };
    let wholes = named.chain(forum).chain(earlier);
    let shares: Vec<(Decimal, Decimal)> = wholes.filter_map(|whole| Some((whole, percent(part?, whole)?))).collect();
    if shares.iter().any(|(_, share)| is_rounded(said, *share, decimals)) {
        return None;
    }
    let (whole, share) = shares.first().copied()?;
    let right = rounded(share, decimals);
    Some(
        finding(rule, "differs", passage, claim, said, right, decimals)
            .with("part", MessageArgument::Value(part.unwrap_or_default()))
            .with("whole", MessageArgument::Value(whole)),
    )
}

/// Whether a share may be of this whole: of requests, or of more kinds than the part is (不予处理5件，其中重复申请3件，占60%).
fn may_contain(whole: &ClaimSubject, part: &ClaimSubject) -> bool {
    match (whole, part) {
        (ClaimSubject::Disputes { result: None, .. }, ClaimSubject::Disputes { .. }) => true,
        (ClaimSubject::Requests(_), part) => !matches!(part, ClaimSubject::Disputes { .. }),
        (ClaimSubject::Outcomes(all), ClaimSubject::Outcomes(some)) => {
            some.len() < all.len() && some.iter().all(|row| all.contains(row))
        }
        (ClaimSubject::Applicants(all), ClaimSubject::Applicants(some)) => {
            some.len() < all.len() && some.iter().all(|column| all.contains(column))
        }
        _ => false,
    }
}

/// R39: growth since last year, where last year's report is at hand.
pub(in crate::check) fn growth(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let Some(last) = input.last_year() else { return };
    let (Ok(form), Some(former)) = (Form::of(last.report().form), &input.former) else { return };
    let claims = input.annotated.iter().flat_map(|one| one.claims.iter().map(|own| (&one.passage, &own.claim)));
    for (passage, claim) in claims {
        let said = match claim.value {
            ClaimValue::Growth(said, _) | ClaimValue::Difference(said) => said,
            ClaimValue::Count(said) if claim.last_year => {
                found.extend(of_last_year(rule, form, former, passage, claim, said));
                continue;
            }
            _ => continue,
        };
        let pairs: Vec<(Decimal, Decimal)> = {
            let now = readings(input.form, &claim.subject);
            let before = readings(form, &claim.subject);
            let both = now.iter().zip(&before);
            both.filter_map(|(now, before)| Some((input.values.sum(now)?, former.sum(before)?))).collect()
        };
        let off = |(now, before): &(Decimal, Decimal)| match claim.value {
            ClaimValue::Growth(..) => percent(*now - *before, *before)?.checked_sub(said).map(|off| off.abs()),
            _ => (*now - *before).checked_sub(said).map(|off| off.abs()),
        };
        // The reading with the nearest value is the one that was meant.
        let nearest = pairs.iter().min_by_key(|pair| off(pair).unwrap_or(Decimal::MAX)).copied();
        let Some((now, before)) = nearest else { continue };
        let result = match claim.value {
            ClaimValue::Growth(said, decimals) => {
                let grown = |(now, before): &(Decimal, Decimal)| percent(*now - *before, *before);
                // 下降5% where it says 增长 is as wrong as a wrong number.
                if pairs.iter().filter_map(grown).any(|right| is_rounded(said, right, decimals)) {
                    continue;
                }
                grown(&(now, before)).map(|right| ("growth", said, rounded(right, decimals), decimals))
            }
            ClaimValue::Difference(said) => {
                if pairs.iter().any(|(now, before)| *now - *before == said) {
                    continue;
                }
                Some(("difference", said, now - before, 0))
            }
            _ => None,
        };
        let Some((variant, said, right, decimals)) = result else { continue };
        let finding = finding(rule, variant, passage, claim, said, right, decimals);
        found.push(finding.with("now", MessageArgument::Value(now)).with("before", MessageArgument::Value(before)));
    }
}

/// The finding of a number of last year that last year's report does not have.
fn of_last_year(
    rule: &Rule,
    form: &Form,
    former: &ShownValues<'_>,
    passage: &Passage,
    claim: &Claim,
    said: Decimal,
) -> Option<Finding> {
    let values: Vec<Decimal> =
        readings(form, &claim.subject).iter().filter_map(|reading| former.sum(reading)).collect();
    let right = values.first().copied().filter(|_| !values.contains(&said))?;
    Some(finding(rule, "former", passage, claim, said, right, 0).with("before", MessageArgument::Value(right)))
}

fn finding(
    rule: &Rule,
    variant: &'static str,
    passage: &Passage,
    claim: &Claim,
    said: Decimal,
    right: Decimal,
    decimals: u32,
) -> Finding {
    let place = passage.place(claim.digits.clone());
    let mut written = right.abs();
    written.rescale(decimals);
    // The words around the digits say whether it is a rise or a fall; replacing the digits cannot
    // correct them.
    let same_way = said.is_sign_negative() == right.is_sign_negative() || said.is_zero();
    rule.finding(variant, passage.section(), vec![place])
        .comparing(said, right)
        .quoting("excerpt", passage.text(claim.quote.clone()))
        .with("said", MessageArgument::Value(said.abs()))
        .with("right", MessageArgument::Value(right))
        .fixed_by(same_way.then(|| FixStep::Replace(place, written.to_string())).into_iter().collect())
}

fn values(input: &CheckInput<'_>, subject: &ClaimSubject) -> Vec<Decimal> {
    readings(input.form, subject).iter().filter_map(|reading| input.values.sum(reading)).collect()
}

/// `part` of `whole` in per cent; `None` where there is no whole.
fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// Whether `said` is `exact` rounded or cut off to its decimals, or within a hundredth of it.
fn is_rounded(said: Decimal, exact: Decimal, decimals: u32) -> bool {
    let unit = Decimal::new(1, decimals.min(10));
    said.checked_sub(exact).map(|off| off.abs()).is_some_and(|off| off < unit || off <= Decimal::new(1, 2))
}
