//! R22: 均已办结 against requests carried over to next year.

use rust_decimal::Decimal;

use crate::check::annotated_passage::AnnotatedPassage;
use crate::check::check_input::CheckInput;
use crate::check::claims::{ClaimSubject, ClaimValue, RequestStage};
use crate::check::finding::{Finding, MessageArgument};
use crate::check::rule::Rule;
use crate::form::CellKey;
use crate::form::cell_names::{column, row};
use crate::report::Place;

/// Words for concluded.
const DONE: &[&str] = &["办结", "答复", "办理完毕", "办理完成", "回复"];
/// Words for all of them.
const ALL: &[&str] = &["均", "全部", "都已", "悉数"];
/// Phrases that say that all are concluded.
const RATES: &[&str] = &[
    "办结率100%",
    "答复率100%",
    "办结率达100%",
    "答复率达100%",
    "办结率为100%",
    "答复率为100%",
    "按期答复率达100%",
    "按时答复率达100%",
];
/// How many characters before a sentence are searched for what it is about.
const MEMORY: usize = 200;
/// Other things that such reports say were answered.
const OTHERS: &[&str] = &["建议", "提案", "来信", "来电", "留言", "咨询", "热线", "工单", "信访件", "意见", "诉求"];

/// Sentences that say that all requests are concluded while some are carried over.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let key = CellKey::new(row::CARRIED_OVER, column::TOTAL);
    let left = input.values.at(key).filter(|left| *left > Decimal::ZERO);
    let Some(left) = left else { return };
    for AnnotatedPassage { passage, claims, .. } in &input.annotated {
        if !passage.has_any(ALL) && !passage.has_any(RATES) {
            continue;
        }
        let counts = claims.iter().map(|one| &one.claim).filter(|claim| matches!(claim.value, ClaimValue::Count(_)));
        let answers = counts.filter(|claim| matches!(claim.subject, ClaimSubject::Requests(RequestStage::Answered)));
        let mut answers: Vec<usize> = answers.map(|claim| claim.digits.start).collect();
        answers.sort_unstable();
        let words = [ALL, RATES].concat();
        let all_words: Vec<usize> = words.iter().flat_map(|word| passage.find(word)).map(|word| word.start).collect();
        let mut stop = 0;
        for sentence in passage.sentences() {
            let before = stop.max(sentence.start.saturating_sub(MEMORY));
            if passage.at(sentence.end.saturating_sub(1)) == Some('。') {
                stop = sentence.end;
            }
            if !all_words.iter().any(|at| sentence.contains(at)) {
                continue;
            }
            let here = before..sentence.end;
            let own = passage.has_within(&sentence, &["申请"]) || passage.has_within(&here, &["公开申请", "依申请"]);
            if !own || passage.has_within(&here, OTHERS) {
                continue;
            }
            let text = passage.text(sentence.clone());
            let Some(words) = says_all(&text) else { continue };
            // 办结148件，均在法定期限内答复: all of those that were answered.
            let next = answers.partition_point(|at| *at < sentence.start);
            let answered = answers.get(next).is_some_and(|at| *at < sentence.end);
            if answered {
                continue;
            }
            let start = text.find(&words).map_or(0, |at| text.get(..at).unwrap_or_default().chars().count());
            let at = sentence.start + start..sentence.start + start + words.chars().count();
            found.push(
                rule.finding("left", passage.section(), vec![passage.place(at), Place::Cell(key)])
                    .quoting("excerpt", words)
                    .with("left", MessageArgument::Value(left)),
            );
        }
    }
}

/// The words of a sentence that say that all requests are concluded.
fn says_all(text: &str) -> Option<String> {
    if let Some(rate) = RATES.iter().find(|rate| text.contains('率') && text.contains(*rate)) {
        return Some((*rate).to_owned());
    }
    text.split(['，', '。', '；']).find_map(|clause| {
        let from = ALL.iter().filter_map(|word| clause.find(word)).min()?;
        let rest = clause.get(from..)?;
        let to = DONE.iter().filter_map(|word| rest.find(word).map(|at| at + word.len())).min()?;
        let words = rest.get(..to)?;
        // 全部结转, 未全部办结, 均不予…
        let plain = words.chars().count() <= 16 && !["未", "不", "率"].iter().any(|word| words.contains(word));
        let negated = clause.get(..from).is_some_and(|before| before.ends_with('未') || before.ends_with('没'));
        (plain && !negated).then(|| words.to_owned())
    })
}
