//! R21 and R39: percentages recomputed, shares from this year's table, growth from last year's.

use rust_decimal::Decimal;

use crate::check::check_input::CheckInput;
use crate::check::claims::{Claim, ClaimSubject, Comparator, DisputeStage, readings};
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::form::Form;

/// R21: shares of outcomes and applicants. The whole is what was answered, or what was received,
/// or a number of requests that the passage gives before.
pub(in crate::check) fn shares(rule: &Rule, subject: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let of = |what: &ClaimSubject| values(subject, what);
    let requests =
        [DisputeStage::Answered, DisputeStage::Received].map(|stage| of(&ClaimSubject::Requests(stage))).concat();
    for (at, claim) in subject.claims.iter().enumerate() {
        let Comparator::Share(said, decimals, count) = claim.says else { continue };
        let Some(passage) = subject.passages.get(claim.passage) else { continue };
        let part = match count {
            Some(count) => Some(count),
            None => of(&claim.what).first().copied(),
        };
        let told = subject.claims.get(at.saturating_sub(16)..at).unwrap_or_default().iter().rev();
        let told =
            told.filter(|other| other.passage == claim.passage && matches!(other.what, ClaimSubject::Requests(_)));
        let told = told.filter_map(|other| if let Comparator::Count(count) = other.says { Some(count) } else { None });
        let wholes = requests.iter().copied().chain(told);
        let shares = wholes.filter_map(|whole| Some((whole, percent(part?, whole)?)));
        let shares: Vec<(Decimal, Decimal)> = shares.collect();
        if shares.iter().any(|(_, share)| is_rounded(said, *share, decimals)) {
            continue;
        }
        let Some((whole, share)) = shares.first().copied() else { continue };
        let right = rounded(share, decimals);
        found.push(
            finding(rule, "differs", passage, claim, said, right, decimals)
                .with("part", MessageArgument::Value(part.unwrap_or_default()))
                .with("whole", MessageArgument::Value(whole)),
        );
    }
}

/// R39: growth since last year, where last year's report is at hand.
pub(in crate::check) fn growth(rule: &Rule, subject: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let Some(last) = subject.last_year() else { return };
    let (Ok(form), Some(former)) = (Form::of(last.report().form), &subject.former) else { return };
    for claim in &subject.claims {
        let said = match claim.says {
            Comparator::Growth(said, _) | Comparator::Difference(said) => said,
            _ => continue,
        };
        let Some(passage) = subject.passages.get(claim.passage) else { continue };
        let pairs: Vec<(Decimal, Decimal)> = {
            let now = readings(subject.form, &claim.what);
            let before = readings(form, &claim.what);
            let both = now.iter().zip(&before);
            both.filter_map(|(now, before)| Some((subject.values.sum(now)?, former.sum(before)?))).collect()
        };
        let off = |(now, before): &(Decimal, Decimal)| match claim.says {
            Comparator::Growth(..) => percent(*now - *before, *before)?.checked_sub(said).map(|off| off.abs()),
            _ => (*now - *before).checked_sub(said).map(|off| off.abs()),
        };
        // The reading that comes nearest is the one that was meant.
        let nearest = pairs.iter().min_by_key(|pair| off(pair).unwrap_or(Decimal::MAX)).copied();
        let Some((now, before)) = nearest else { continue };
        let result = match claim.says {
            Comparator::Growth(said, decimals) => {
                let grown = |(now, before): &(Decimal, Decimal)| percent(*now - *before, *before);
                // 下降5% where it says 增长 is as wrong as a wrong number.
                if pairs.iter().filter_map(grown).any(|right| is_rounded(said, right, decimals)) {
                    continue;
                }
                grown(&(now, before)).map(|right| ("growth", said, rounded(right, decimals), decimals))
            }
            Comparator::Difference(said) => {
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
    // The digits stand for a rise or a fall; a number cannot turn one into the other.
    let same_way = said.is_sign_negative() == right.is_sign_negative() || said.is_zero();
    rule.finding(variant, passage.section(), vec![place])
        .comparing(said, right)
        .quoting("excerpt", passage.text(claim.quote.clone()))
        .with("said", MessageArgument::Value(said.abs()))
        .with("right", MessageArgument::Value(right))
        .settled_by(same_way.then(|| FixStep::Replace(place, written.to_string())).into_iter().collect())
}

fn values(subject: &CheckInput<'_>, what: &ClaimSubject) -> Vec<Decimal> {
    readings(subject.form, what).iter().filter_map(|reading| subject.values.sum(reading)).collect()
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
