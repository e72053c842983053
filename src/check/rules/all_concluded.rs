//! R22: 均已办结 against requests carried over to next year.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::annotated_passage::{AnnotatedPassage, EvaluatedClaim};
use crate::check::check_input::CheckInput;
use crate::check::claims::{ClaimSubject, ClaimValue, RequestStage};
use crate::check::finding::{Finding, MessageArgument};
use crate::check::rule::Rule;
use crate::form::CellKey;
use crate::form::cell_names::{column, row};
use crate::report::Place;

/// Words for concluded.
const DONE: &[&str] =
    &["办结", "答复", "办理完毕", "办理完成", "回复", "处理完毕", "办毕", "办妥", "结案", "完成办理", "办完"];
/// Words for all of them.
const ALL: &[&str] = &["均", "全部", "都已", "悉数", "全都", "全数", "件件", "逐件", "一一", "无一"];
/// Phrases that say that all are concluded.
const RATES: &[&str] = &["100%", "百分之百", "百分百"];
/// Of what the rates are.
const RATED: &[&str] = &["办结率", "答复率", "办理率", "回复率"];
/// The most characters between a rate and its number.
const RATE: usize = 8;
/// How many characters before a sentence are searched for what it is about.
const MEMORY: usize = 200;
/// Other things that such reports say were answered.
const OTHERS: &[&str] = &[
    "建议",
    "提案",
    "来信",
    "来电",
    "留言",
    "咨询",
    "热线",
    "工单",
    "信访件",
    "意见",
    "诉求",
    "政务服务",
    "许可",
    "信访",
    "投诉",
    "举报",
    "服务事项",
    "整改",
];
/// Other requests, in the same sentence.
const OTHER_REQUESTS: &[&str] =
    &["企业开办", "开办企业", "救助", "补贴", "低保", "入学", "许可证", "证照", "登记业务", "贷款"];
/// Words that limit a clause to some requests, or to other years'.
const SOME: &[&str] = &[
    "结转",
    "上年",
    "去年",
    "上一年",
    "转入",
    "其余",
    "其中",
    "占",
    "办结申请",
    "办结的",
    "复议",
    "诉讼",
    "不予",
    "无法提供",
    "补正",
];

/// Sentences that say that all requests are concluded while some are carried over.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let key = CellKey::new(row::CARRIED_OVER, column::TOTAL);
    let left = input.values.at(key).filter(|left| *left > Decimal::ZERO);
    let Some(left) = left else { return };
    for AnnotatedPassage { passage, claims, .. } in &input.annotated {
        if !passage.has_any(ALL) && !passage.has_any(RATES) {
            continue;
        }
        let counted = |one: &&EvaluatedClaim| matches!(one.claim.value, ClaimValue::Count(_));
        let counts = claims.iter().filter(counted);
        let mut counts: Vec<(usize, CountedPart)> = counts.map(|one| (one.claim.digits.start, part(one))).collect();
        counts.sort_unstable_by_key(|(at, _)| *at);
        let words = [ALL, RATES].concat();
        let mut all_words: Vec<usize> =
            words.iter().flat_map(|word| passage.find(word)).map(|word| word.start).collect();
        all_words.sort_unstable();
        let mut stop = 0;
        for sentence in passage.sentences() {
            let before = stop.max(sentence.start.saturating_sub(MEMORY));
            if passage.at(sentence.end.saturating_sub(1)) == Some('。') {
                stop = sentence.end;
            }
            let next = all_words.partition_point(|at| *at < sentence.start);
            if !all_words.get(next).is_some_and(|at| sentence.contains(at)) {
                continue;
            }
            let here = before..sentence.end;
            let own = passage.has_within(&sentence, &["申请"]) || passage.has_within(&here, &["公开申请", "依申请"]);
            // A sentence that names requests itself is about them, whatever was told before.
            let scope = if passage.has_within(&sentence, &["申请"]) { &sentence } else { &here };
            if !own || passage.has_within(scope, OTHERS) || passage.has_within(&sentence, OTHER_REQUESTS) {
                continue;
            }
            let text = passage.text(sentence.clone());
            let Some(words) = says_all(&text) else { continue };
            // 2023年底收到的申请均按规定在2024年答复: those that were carried in.
            let former = |(year, _): &(u16, Range<usize>)| *year != 0 && *year < input.report.year;
            if passage.years(sentence.clone()).iter().any(former) {
                continue;
            }
            // 办结148件，均在法定期限内答复: all of those that were answered.
            let start = text.find(&words).map_or(0, |at| text.get(..at).unwrap_or_default().chars().count());
            let at = sentence.start + start..sentence.start + start + words.chars().count();
            // 不予公开4件，均已答复: all of those, not all requests.
            let first = counts.partition_point(|(at, _)| *at < sentence.start);
            let here = counts.get(first..).unwrap_or_default().iter().take_while(|(from, _)| *from < at.end);
            let whole = here.clone().any(|(_, part)| *part == CountedPart::Whole);
            let answered = match here.last() {
                Some((_, CountedPart::Whole)) | None => false,
                Some((_, CountedPart::Kind)) => !whole,
                Some((_, CountedPart::Other)) => true,
            };
            // 所有申请均已办结, whatever was counted before.
            if answered && !text.contains("所有") {
                continue;
            }
            found.push(
                rule.finding("left", passage.section(), vec![passage.place(at), Place::Cell(key)])
                    .quoting("excerpt", words)
                    .with("left", MessageArgument::Value(left)),
            );
        }
    }
}

/// Whether a clause is about some of the requests: 上年结转的均已办结, but not 本年新收及上年结转的均已办结.
fn is_of_some(clause: &str) -> bool {
    let all = ["新收", "本年", "收到", "所有", "受理"].iter().any(|word| clause.contains(word));
    SOME.iter().any(|word| clause.contains(word)) && !all
}

/// What a count before 均 takes of all requests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CountedPart {
    /// All that were received.
    Whole,
    /// Those of one kind, which may be named beside the whole.
    Kind,
    /// Something else, to which 均 then refers.
    Other,
}

fn part(evaluated: &EvaluatedClaim) -> CountedPart {
    let EvaluatedClaim { claim, candidates } = evaluated;
    let right = candidates.iter().any(|one| ClaimValue::Count(one.value) == claim.value);
    match &claim.subject {
        ClaimSubject::Requests(RequestStage::Received | RequestStage::Handled | RequestStage::Due) => {
            CountedPart::Whole
        }
        ClaimSubject::Requests(RequestStage::CarriedIn | RequestStage::Carried) | ClaimSubject::Applicants(_) => {
            CountedPart::Kind
        }
        // 5件申请均已答复, where fewer were answered: it means those that were received.
        ClaimSubject::Requests(RequestStage::Answered | RequestStage::AnsweredInAll) if !right => CountedPart::Whole,
        _ => CountedPart::Other,
    }
}

/// The words of a sentence that say that all requests are concluded.
fn says_all(text: &str) -> Option<String> {
    text.split(['，', '。', '；']).filter(|clause| !is_of_some(clause)).find_map(|clause| {
        let rate = RATED.iter().find_map(|word| {
            let at = clause.find(word)?;
            let rest = clause.get(at..)?;
            let end = RATES.iter().find_map(|rate| Some(rest.find(rate)? + rate.len()))?;
            rest.get(..end).filter(|words| words.chars().count() <= RATE + 6)
        });
        if let Some(rate) = rate {
            return Some(rate.to_owned());
        }
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
