//! R40: requests are counted in 件.

use crate::check::check_input::CheckInput;
use crate::check::claims::ClaimSubject;
use crate::check::finding::{Finding, FixStep};
use crate::check::rule::Rule;

/// Measure words that reports use for requests where the form says 件.
const OTHERS: &[&str] = &["条", "宗", "份", "次", "件次", "起", "例", "个"];

/// One finding for each other measure word, with all places of the word.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let mut used: Vec<(String, Finding)> = Vec::new();
    let claims = input.annotated.iter().flat_map(|one| one.claims.iter().map(|own| (&one.passage, &own.claim)));
    let about_requests =
        |subject: &ClaimSubject| matches!(subject, ClaimSubject::Requests(_) | ClaimSubject::Outcomes(_));
    for (passage, claim) in claims.filter(|(_, claim)| about_requests(&claim.subject)) {
        let after = passage.text(claim.digits.end..(claim.digits.end + 2).min(passage.characters().len()));
        let word = OTHERS.iter().rev().find(|word| after.starts_with(**word) && !after.starts_with("件"));
        let Some(word) = word.or_else(|| OTHERS.iter().find(|word| **word == "件次" && after == "件次")) else {
            continue;
        };
        // 答复书5份: the paper is counted, not the request.
        let before = passage.text(claim.quote.start..claim.digits.start);
        if *word == "份" && ["书", "函", "文书", "表"].iter().any(|paper| before.ends_with(paper)) {
            continue;
        }
        let place = passage.place(claim.digits.end..claim.digits.end + word.chars().count());
        let step = FixStep::Replace(place, "件".to_owned());
        match used.iter_mut().find(|(known, _)| known == word) {
            Some((_, finding)) => {
                finding.places.push(place);
                finding.fix.iter_mut().for_each(|fix| fix.steps.push(step.clone()));
            }
            None => {
                let finding = rule.finding("other", passage.section(), vec![place]).quoting("word", *word);
                let finding = finding.quoting("excerpt", passage.text(claim.quote.clone())).fixed_by(vec![step]);
                used.push(((*word).to_owned(), finding));
            }
        }
    }
    found.extend(used.into_iter().map(|(_, finding)| finding));
}
