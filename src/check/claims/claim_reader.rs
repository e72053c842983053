//! Reads the claims out of passages: each number with the words before and after it that say what it
//! counts. Reads a bounded number of words around each number, so that the time is linear in the
//! length of the text.

use std::ops::Range;

use rust_decimal::Decimal;

use super::claim_context::{ClaimContext, Phrase, between, depths, is_count};
use super::topic::{self, TopicState};
use super::vocabulary::{self, VocabularyWord, WordSense};
use super::{
    Claim, ClaimScope, ClaimSubject, ClaimValue, Numeral, NumeralUnit, RequestStage, denial, disputes, share_reader,
};
use crate::check::passage::Passage;
use crate::form::Form;

/// Measure words for requests and disputes.
const COUNTED: &[&str] = &["件", "条", "宗", "起", "份", "例", "个", "件次", "次", "项", "部"];
/// The most numbers that a series may have.
const SERIES: usize = 16;

/// Reads the claims of a report's passages.
pub struct ClaimReader<'a> {
    form: &'a Form,
    /// The report's year; 0 where none is known.
    year: u16,
    /// The unit's name.
    unit: &'a str,
}

impl<'a> ClaimReader<'a> {
    /// A reader of the report of `unit` for `year`.
    pub const fn new(form: &'a Form, year: u16, unit: &'a str) -> ClaimReader<'a> {
        ClaimReader { form, year, unit }
    }

    /// The claims of a passage; `numerals` are the numbers that it writes.
    pub fn read(&self, passage: &Passage, numerals: &[Numeral]) -> Vec<Claim> {
        let mut found = Vec::new();
        let counts = numerals.iter().any(|one| is_count(one) || is_bare_zero(passage, one));
        let denies = passage.has_any(denial::WORDS);
        if !counts && !denies {
            return found;
        }
        let context = ClaimContext {
            form: self.form,
            passage,
            year: self.year,
            unit: self.unit,
            numerals,
            words: vocabulary::words(passage),
            depths: depths(passage),
        };
        if counts {
            of_passage(&context, &mut found);
        }
        if denies {
            denial::read(&context, &mut found);
        }
        found
    }
}

/// Whether a number without measure word is a nought that ends its clause: 案件数量为0。
fn is_bare_zero(passage: &Passage, numeral: &Numeral) -> bool {
    let ends = || passage.at(numeral.end).is_none_or(|one| matches!(one, '，' | '。' | '；' | '）'));
    let is = || numeral.digits.start.checked_sub(1).and_then(|at| passage.at(at)) == Some('为');
    numeral.unit == NumeralUnit::None && numeral.value.is_some_and(|value| value.is_zero()) && ends() && is()
}

/// The year of which a sentence speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SentenceYear {
    Own,
    Last,
    Other,
}

fn of_passage(context: &ClaimContext<'_>, found: &mut Vec<Claim>) {
    let mut memory = TopicState::default();
    let mut year = SentenceYear::Own;
    let mut sentence = 0..0;
    let mut sentences = context.passage.sentences().into_iter();
    let mut ended = true;
    let mut skip = 0;
    for (at, numeral) in context.numerals.iter().enumerate() {
        while numeral.digits.start >= sentence.end {
            let Some(next) = sentences.next() else { return };
            if ended {
                year = SentenceYear::Own;
                memory.begin_sentence(next.start);
                memory.labelled = names_disputes(context, &next);
            }
            ended = context.passage.at(next.end.saturating_sub(1)) == Some('。');
            sentence = next;
        }
        if numeral.unit == NumeralUnit::Year {
            year = year_of(context, numeral).unwrap_or(year);
            continue;
        }
        if at < skip {
            continue;
        }
        let Some(phrase) = context.phrase(at, &sentence) else { continue };
        let respectively = phrase.left.iter().any(|word| word.sense == WordSense::Respectively);
        let counts = match numeral.unit {
            NumeralUnit::None => respectively || is_bare_zero(context.passage, numeral),
            NumeralUnit::Yuan => false,
            _ => true,
        };
        if !counts {
            continue;
        }
        let named = between(&context.words, memory.searched..phrase.start);
        // 办结率 tells of requests as well.
        let rate = |word: &VocabularyWord| context.passage.at(word.end.saturating_sub(1)) == Some('率');
        memory.foreign |= named.iter().any(|word| is_foreign(&[*word]) && !rate(word));
        let forums: Vec<VocabularyWord> = named.iter().filter(|word| word.sense.is_dispute()).copied().collect();
        memory.forum = disputes::forum(&forums).filter(|_| !memory.broken_down).or(memory.forum);
        memory.searched = memory.searched.max(phrase.end);
        let depth = context.depth(numeral.digits.start);
        if numeral.unit == NumeralUnit::Percent && !(respectively && share_reader::compares(&phrase, numeral)) {
            let said = share_reader::percentage(context, numeral, &phrase, &sentence, &mut memory);
            let growth = said.as_ref().filter(|claim| matches!(claim.value, ClaimValue::Growth(..)));
            memory.grown = growth.map(|claim| (claim.subject.clone(), numeral.end));
            found.extend(said.filter(|_| year == SentenceYear::Own));
            continue;
        }
        let claims = match respectively {
            true if share_reader::compares(&phrase, numeral) => {
                let (claims, run) = share_reader::series(context, at, &phrase, found);
                skip = at + run;
                claims
            }
            true => {
                let (claims, run) = series(context, at, &phrase);
                skip = at + run;
                claims
            }
            false => counted(context, at, &phrase, &sentence, year == SentenceYear::Last, &mut memory),
        };
        for claim in claims {
            let carried = matches!(&claim.subject, ClaimSubject::Requests(stage) if stage.is_carried());
            let own = carried || year == SentenceYear::Own;
            if year == SentenceYear::Other && !carried {
                continue;
            }
            let last_year = claim.last_year || !own;
            let scope = context.scope(sentence.start, numeral.digits.start);
            // 2023年未办结的申请 have been carried in.
            let subject = match claim.subject {
                ClaimSubject::Requests(stage) if stage.is_carried() && year != SentenceYear::Own => {
                    ClaimSubject::Requests(RequestStage::Carried)
                }
                subject => subject,
            };
            let claim = Claim { scope, last_year, subject, ..claim };
            if let ClaimValue::Difference(value) = claim.value {
                let grows = !value.is_sign_negative();
                memory.difference = Some((claim.subject.clone(), grows, numeral.end));
            }
            let counts = matches!(claim.value, ClaimValue::Count(_) | ClaimValue::About(..));
            if counts || memory.last.is_empty() {
                memory.remember(&claim, depth);
            }
            found.push(claim);
        }
    }
}

/// Whether a sentence begins with a label that names disputes and no requests: 复议情况：.
fn names_disputes(context: &ClaimContext<'_>, sentence: &Range<usize>) -> bool {
    const LABEL: usize = 14;
    let end =
        (sentence.start..sentence.end.min(sentence.start + LABEL)).find(|at| context.passage.at(*at) == Some('：'));
    end.is_some_and(|end| {
        let words = between(&context.words, sentence.start..end);
        let requests = words.iter().any(|word| word.sense == WordSense::Request);
        words.iter().any(|word| word.sense.is_dispute()) && !requests
    })
}

fn is_foreign(words: &[VocabularyWord]) -> bool {
    words.iter().any(|word| matches!(word.sense, WordSense::Foreign | WordSense::Unknown))
}

/// The year that a number sets for the rest of the sentence; `None` where it does not: 较2023年, 结转至2025年.
fn year_of(context: &ClaimContext<'_>, numeral: &Numeral) -> Option<SentenceYear> {
    let before = numeral.digits.start.checked_sub(1).and_then(|at| context.passage.at(at));
    let bound = matches!(
        before,
        Some('比' | '较' | '与' | '同' | '至' | '到' | '入' | '转' | '从' | '由' | '自' | '于' | '超')
    );
    let after = between(&context.words, numeral.end..numeral.end + 6);
    let carried = after.iter().any(|word| word.sense.is_carried());
    let own = Decimal::from(context.year);
    let value = numeral.value?;
    match () {
        () if context.year == 0 || carried => None,
        () if value == own => Some(SentenceYear::Own),
        () if bound => None,
        () if value + Decimal::ONE == own => Some(SentenceYear::Last),
        () => Some(SentenceYear::Other),
    }
}

/// The claims of a count.
fn counted(
    context: &ClaimContext<'_>,
    at: usize,
    phrase: &Phrase,
    sentence: &Range<usize>,
    in_last_year: bool,
    memory: &mut TopicState,
) -> Vec<Claim> {
    let Some(numeral) = context.numerals.get(at) else { return Vec::new() };
    let depth = context.depth(numeral.digits.start);
    let count = matches!(numeral.unit, NumeralUnit::Measure(word) if COUNTED.contains(&word))
        || numeral.unit == NumeralUnit::None;
    let Some(value) = numeral.value.filter(|_| count && !is_idiom(context.passage, numeral)) else {
        memory.forget(depth);
        memory.foreign |= !count;
        return Vec::new();
    };
    if let Some(found) = share_reader::comparison(context, numeral, value, phrase, in_last_year, memory) {
        return found;
    }
    let said = match numeral.bounds {
        Some((low, high)) => ClaimValue::About(value, low, high),
        None if numeral.rough => return Vec::new(),
        None => ClaimValue::Count(value),
    };
    // 由上年的30件增至40件.
    let other = phrase.left.iter().any(|word| word.sense == WordSense::OtherYear);
    let topics = topic::subjects_of_count(context, phrase, numeral, sentence, memory).unwrap_or_default();
    // 由30件增至40件.
    let rises = phrase.before_number && phrase.right.iter().any(|word| word.sense == WordSense::Rise);
    let same_time = in_last_year && phrase.left.iter().any(|word| context.passage.has_at(word.start, "同期"));
    let last_year = other && (is_last_year(context, phrase) || same_time) || rises && !other;
    // 去年结转5件 has been carried into this year.
    let carried = topics.iter().all(|one| matches!(one, ClaimSubject::Requests(stage) if stage.is_carried()));
    let last_year = last_year && !carried;
    if topics.is_empty() || other && !last_year && !carried {
        memory.forget(depth);
        return Vec::new();
    }
    let first = phrase.left.iter().find(|word| word.sense.is_core());
    // 1件结转下年度: the words that say what it counts come after the number.
    let end = phrase.right.iter().rfind(|word| word.sense.is_core()).filter(|_| first.is_none());
    let end = end.map_or(numeral.end, |word| word.end);
    let claim = |subject| {
        let claim = claim_of(numeral, subject, said, first);
        Claim { quote: claim.quote.start..claim.quote.end.max(end), last_year, ..claim }
    };
    topics.into_iter().map(claim).collect()
}

/// Whether the words name last year as the time of the number, and not a comparison or some years.
fn is_last_year(context: &ClaimContext<'_>, phrase: &Phrase) -> bool {
    let word = phrase.left.iter().rfind(|word| word.sense == WordSense::OtherYear);
    word.is_some_and(|word| {
        let text = context.passage.text(word.start..word.end);
        ["上年", "去年", "上一年", "上年度", "上一年度", "去年度", "上年同期", "去年同期", "上一年同期", "上年度同期"]
            .contains(&text.as_str())
    })
}

/// 每一件, 办结一件申请、解决一个问题: an idiom, not a number.
fn is_idiom(passage: &Passage, numeral: &Numeral) -> bool {
    let single = numeral.digits.len() == 1 && matches!(passage.at(numeral.digits.start), Some('一' | '两'));
    let ends = passage.at(numeral.end).is_none_or(|one| matches!(one, '，' | '。' | '；' | '、' | '）'));
    let before = numeral.digits.start.checked_sub(1).and_then(|at| passage.at(at));
    single && (!ends || matches!(before, Some('每' | '某' | '任' | '这')))
}

/// The claims of several numbers for several things: 分别为1件、2件. The second value is how many
/// numbers were used up.
fn series(context: &ClaimContext<'_>, at: usize, phrase: &Phrase) -> (Vec<Claim>, usize) {
    let run = run(context, at);
    if let Some(claims) = of_two_years(context, &run, phrase) {
        return (claims, run.len());
    }
    let topics = topic::series(context, &phrase.left);
    let other = phrase.left.iter().any(|word| matches!(word.sense, WordSense::OtherYear | WordSense::PartOfYear));
    if topics.len() != run.len() || !phrase.left_known || other {
        return (Vec::new(), run.len().max(1));
    }
    let counted = |(subject, numeral): (ClaimSubject, &&Numeral)| {
        let claim_value = ClaimValue::Count(numeral.value.filter(|_| !numeral.rough)?);
        Some(claim_of(numeral, subject, claim_value, phrase.left.first()))
    };
    (topics.into_iter().zip(&run).filter_map(counted).collect(), run.len().max(1))
}

/// 2023年、2024年分别收到申请30件、40件: last year's number and this year's.
fn of_two_years(context: &ClaimContext<'_>, run: &[&Numeral], phrase: &Phrase) -> Option<Vec<Claim>> {
    let [before, now] = run else { return None };
    let range = phrase.start..before.digits.start;
    let years: Vec<u16> = context.passage.years(range.clone()).into_iter().map(|(year, _)| year).collect();
    let text = context.passage.text(range.clone());
    let place = |words: &[&str]| words.iter().filter_map(|words| text.find(words)).min();
    let order = match years.as_slice() {
        [one, other] => {
            let (former, latter) = ((*one).min(*other), (*one).max(*other));
            latter == context.year && former + 1 == latter
        }
        [] => place(&["上年", "去年"]).is_some() && place(&["本年", "今年"]).is_some(),
        _ => false,
    };
    // 上年结转和本年新收申请分别为5件、30件: two things of one year.
    let carried = phrase.left.iter().any(|word| word.sense.is_carried());
    if !order || !phrase.left_known || carried {
        return None;
    }
    let reversed = match years.as_slice() {
        [one, _] => *one == context.year,
        _ => place(&["上年", "去年"]) > place(&["本年", "今年"]),
    };
    let words: Vec<VocabularyWord> =
        phrase.left.iter().filter(|word| word.sense != WordSense::OtherYear).copied().collect();
    let words = topic::Words { context, left: &words, right: &[], all_right: &[] };
    let found = topic::subjects(&words, before, &range, &mut TopicState::default())?;
    let [subject] = found.as_slice() else { return None };
    let (last, this) = if reversed { (now, before) } else { (before, now) };
    let claim = |numeral: &Numeral, last_year: bool| {
        let value = ClaimValue::Count(numeral.value.filter(|_| !numeral.rough)?);
        Some(Claim { last_year, ..claim_of(numeral, subject.clone(), value, phrase.left.first()) })
    };
    Some([claim(last, true), claim(this, false)].into_iter().flatten().collect())
}

/// The numbers from `at` on that nothing but 、 or 和 parts.
pub(super) fn run<'a>(context: &ClaimContext<'a>, at: usize) -> Vec<&'a Numeral> {
    let mut run: Vec<&Numeral> = Vec::new();
    for numeral in context.numerals.get(at..).unwrap_or_default().iter().take(SERIES) {
        let joined = run.last().is_none_or(|last| {
            let gap = context.passage.characters().get(last.end..numeral.digits.start).unwrap_or_default();
            gap.len() <= 2 && gap.iter().all(|one| matches!(one, '、' | '，' | '和' | '与' | '及' | '；'))
        });
        if !joined {
            break;
        }
        run.push(numeral);
    }
    run
}

/// A claim about the digits of a number; `first` is the first word of its quotation.
pub(super) fn claim_of(
    numeral: &Numeral,
    subject: ClaimSubject,
    value: ClaimValue,
    first: Option<&VocabularyWord>,
) -> Claim {
    const QUOTE: usize = 24;
    let start = first.map_or(numeral.digits.start, |word| word.start).min(numeral.digits.start);
    let start = start.max(numeral.digits.start.saturating_sub(QUOTE));
    Claim {
        subject,
        value,
        scope: ClaimScope::Usual,
        whole: None,
        last_year: false,
        digits: numeral.digits.clone(),
        quote: start..numeral.end,
    }
}
