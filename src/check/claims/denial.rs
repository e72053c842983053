//! Claims that there is nothing at all: 未收到政府信息公开申请, 未发生行政复议. Must not know the report's numbers.

use std::ops::Range;

use super::claim_context::{ClaimContext, between};
use super::disputes::forum;
use super::vocabulary::{EVERYBODY, VocabularyWord, WordSense};
use super::{Claim, ClaimSubject, ClaimValue, DisputeForum, RequestStage};
use crate::form::cell_names::column;

/// Words that deny.
pub(super) const WORDS: &[&str] = &["未", "没有", "无", "零申请", "零复议", "零诉讼", "零行政", "零受理"];

/// What follows 未 where it denies that there is something.
const VERBS: &[&str] = &[
    "收到",
    "接到",
    "受理",
    "接收",
    "发生",
    "产生",
    "引发",
    "引起",
    "出现",
    "有",
    "因",
    "涉及",
    "制发",
    "制定",
    "出台",
    "印发",
    "发布",
    "提起",
    "被提起",
    "被申请",
    "新收",
    "新制",
    "形成",
    "废止",
    "收",
    "接",
    "结转",
];

/// Words before or in a denial that make it one of something else.
const EXCUSES: &[&str] =
    &["以来", "上年", "去年", "连续", "超期", "逾期", "延期", "泄密", "责任追究", "如", "若", "对未"];

/// How far a denial reaches.
const REACH: usize = 48;

/// Adds the denials of a passage.
pub(super) fn read(context: &ClaimContext<'_>, found: &mut Vec<Claim>) {
    let passage = context.passage;
    let mut starts: Vec<Range<usize>> = WORDS.iter().flat_map(|words| passage.find(words)).collect();
    starts.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    starts.dedup_by_key(|range| range.start);
    let mut free = 0;
    for word in starts {
        if word.start < free {
            continue;
        }
        let end = clause_end(context, word.end);
        let denied = subjects(context, &word, end);
        if denied.is_empty() {
            continue;
        }
        free = end;
        for subject in denied {
            found.push(Claim {
                subject,
                value: ClaimValue::Nothing,
                scope: context.scope(word.start.saturating_sub(REACH), word.start),
                whole: None,
                last_year: false,
                digits: word.start..word.start,
                quote: word.start..end,
            });
        }
    }
}

fn clause_end(context: &ClaimContext<'_>, from: usize) -> usize {
    let ends = |one: char| matches!(one, '，' | '。' | '；' | '：' | '（' | '）' | '！');
    let mut end = from;
    while end < from + REACH && context.passage.at(end).is_some_and(|one| !ends(one)) {
        end += 1;
    }
    end
}

/// What the words deny.
fn subjects(context: &ClaimContext<'_>, denial: &Range<usize>, end: usize) -> Vec<ClaimSubject> {
    let passage = context.passage;
    let bare = passage.at(denial.start) == Some('零');
    // 尚未审结, 无法提供, 未经复议: another word that begins with the denial or contains it.
    let near = between(&context.words, denial.start.saturating_sub(6)..denial.start + 16);
    let hidden = near
        .iter()
        .any(|word| word.start <= denial.start && denial.start < word.end && word.sense != WordSense::Neutral);
    let from = if bare { denial.start + 1 } else { denial.end };
    let from = if passage.at(from) == Some('人') && passage.at(denial.start) != Some('未') { from + 1 } else { from };
    let verb = VERBS.iter().any(|word| passage.has_at(from, word));
    let before = passage.text(denial.start.saturating_sub(10)..denial.start);
    let before = before.rsplit(['。', '；']).next().unwrap_or_default();
    let text = passage.text(denial.start..end);
    let excused = EXCUSES.iter().any(|word| text.contains(word) || before.contains(word));
    let near = denial.start.saturating_sub(12)..denial.start;
    let begin = near.clone().rev().find(|at| matches!(passage.at(*at), Some('。' | '；')));
    let years = passage.years(begin.unwrap_or(near.start)..denial.start);
    let other_year = context.year != 0 && years.iter().any(|(year, _)| *year != context.year);
    let far = end >= denial.end + REACH;
    let known = context.is_known(from..end.max(from), context.depth(denial.start));
    if hidden || !bare && passage.at(denial.start) == Some('未') && !verb || excused || other_year || far || !known {
        return Vec::new();
    }
    let words: Vec<VocabularyWord> = context.flat(from..end, context.depth(denial.start));
    of_words(&words, from)
}

fn of_words(words: &[VocabularyWord], from: usize) -> Vec<ClaimSubject> {
    let has = |wanted: fn(WordSense) -> bool| words.iter().any(|word| wanted(word.sense));
    let some = |sense: WordSense| match sense {
        WordSense::Applicant(columns) => columns.len() != EVERYBODY.len(),
        WordSense::Part | WordSense::OtherYear | WordSense::PartOfYear | WordSense::Result(_) => true,
        WordSense::Group(_) | WordSense::Outcome(_) | WordSense::OtherKind | WordSense::Whole => true,
        _ => false,
    };
    if words.iter().any(|word| some(word.sense)) {
        return Vec::new();
    }
    let lost = has(|sense| sense == WordSense::Lost);
    let result = lost.then_some(column::OVERTURNED);
    let forums: Vec<VocabularyWord> = words.iter().filter(|word| word.sense.is_dispute()).copied().collect();
    let one = |forum| ClaimSubject::Disputes { forum, result, concluded: false };
    match forum(&forums) {
        Some(DisputeForum::Both) => return vec![one(DisputeForum::Reconsideration), one(DisputeForum::Litigation)],
        Some(forum) => return vec![one(forum)],
        None if lost => return vec![one(DisputeForum::Litigation)],
        None => {}
    }
    let document = words.iter().find_map(|word| match word.sense {
        WordSense::Document(row) => Some(row),
        _ => None,
    });
    if let Some(row) = document {
        let stock = |word: &VocabularyWord| if let WordSense::Stock(column) = word.sense { Some(column) } else { None };
        let stocks: Vec<_> = words.iter().filter_map(stock).collect();
        return match stocks.as_slice() {
            [column] => vec![ClaimSubject::Documents(row, *column)],
            _ => Vec::new(),
        };
    }
    let request = has(|sense| sense == WordSense::Request);
    let carried = words.iter().find(|word| word.sense.is_carried());
    match carried.map(|word| word.sense) {
        Some(WordSense::CarriedIn) => return vec![ClaimSubject::Requests(RequestStage::CarriedIn)],
        Some(WordSense::CarriedOver) => return vec![ClaimSubject::Requests(RequestStage::CarriedOver)],
        Some(_) => return Vec::new(),
        None => {}
    }
    let verb = has(|sense| matches!(sense, WordSense::Answer | WordSense::Handle | WordSense::Due));
    // 无申请人…, 未受理: without the noun it is open what is denied.
    let object =
        words.iter().rev().find(|word| word.sense.is_core()).is_some_and(|word| word.sense == WordSense::Request);
    let beside = words.iter().find(|word| word.sense.is_core()).is_some_and(|word| word.start <= from + REACH);
    if request && object && beside && !verb {
        return vec![ClaimSubject::Requests(RequestStage::Received)];
    }
    Vec::new()
}
