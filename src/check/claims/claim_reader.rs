//! Reads the claims out of passages: each number with the words before and after it that say
//! what it counts. Looks at a bounded number of words around each number, so that time grows
//! with the length of the text and no faster.

use rust_decimal::Decimal;

use super::claim_context::{ClaimContext, WORDS, depths};
use super::vocabulary::{self, VocabularyWord, WordSense};
use super::{Claim, ClaimScope, ClaimSubject, Comparator, Numeral, NumeralUnit, denial, topic};
use crate::check::passage::Passage;
use crate::form::Form;
use crate::richtext::Level;

/// Measure words for requests and disputes.
const COUNTED: &[&str] = &["件", "条", "宗", "起", "份", "例", "个", "件次", "次", "项", "部"];

/// Every claim of the report's passages, in their order; `all` are the numbers that each writes.
pub fn read(form: &Form, year: u16, passages: &[Passage], all: &[Vec<Numeral>]) -> Vec<Claim> {
    let mut found = Vec::new();
    let mut heading = false;
    for (index, (passage, numerals)) in passages.iter().zip(all).enumerate() {
        let own = passage.has_any(&["依申请", "公开申请", "申请公开", "信息公开行政复议"]);
        if passage.level != Level::Body || passage.characters().len() <= 12 {
            heading = own;
        }
        let counts = numerals.iter().any(|one| !matches!(one.unit, NumeralUnit::None | NumeralUnit::Year));
        let denies = passage.has_any(denial::WORDS);
        if !counts && !denies {
            continue;
        }
        let context = ClaimContext {
            form,
            passage,
            index,
            year,
            about_requests: own || heading,
            about_disclosure: passage.has_any(&["信息公开"]),
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
    }
    found
}

fn of_passage(context: &ClaimContext<'_>, found: &mut Vec<Claim>) {
    // The last claim of the sentence, what 同比 and 占 speak of; and what the passage is at.
    let mut memory = topic::TopicState::default();
    let mut year = None;
    let mut sentence = 0..0;
    let mut sentences = context.passage.sentences().into_iter();
    let mut skip = 0;
    for (at, numeral) in context.numerals.iter().enumerate() {
        while numeral.digits.start >= sentence.end {
            let Some(next) = sentences.next() else { return };
            let stop = context.passage.at(next.end.saturating_sub(1)) == Some('。');
            sentence = next;
            if stop || memory.ended {
                year = None;
                memory.document = None;
            }
            memory.ended = stop;
        }
        let left = context.left(at, &sentence);
        match numeral.unit {
            NumeralUnit::Year if left.iter().any(|word| is_carried(word.sense)) => continue,
            NumeralUnit::Year => {
                year = numeral.value;
                continue;
            }
            NumeralUnit::None | NumeralUnit::Yuan if !left.iter().any(|word| word.sense == WordSense::Respectively) => {
                continue;
            }
            _ => {}
        }
        if at < skip {
            continue;
        }
        let other_year = context.year != 0 && year.is_some_and(|year| year != Decimal::from(context.year));
        let depth = context.depths.get(numeral.digits.start).copied().unwrap_or_default();
        if numeral.unit == NumeralUnit::Percent {
            let said = share(context, numeral, left, &mut memory, depth);
            found.extend(said.filter(|claim| !other_year || matches!(claim.says, Comparator::Growth(..))));
            continue;
        }
        let claims = match left.iter().any(|word| word.sense == WordSense::Respectively) {
            true => {
                let (claims, run) = respectively(context, at, left);
                skip = at + run;
                claims
            }
            false => counted(context, at, left, &mut memory, depth),
        };
        for claim in claims {
            let carried = matches!(&claim.what, ClaimSubject::Requests(stage) if stage.is_carried());
            if !other_year || carried {
                memory.last = Some((claim.clone(), depth));
                found.push(Claim { scope: context.scope(sentence.start, numeral.digits.start), ..claim });
            }
        }
    }
}

const fn is_carried(sense: WordSense) -> bool {
    matches!(sense, WordSense::Carried | WordSense::CarriedIn | WordSense::CarriedOver)
}

/// The claims of a count.
fn counted(
    context: &ClaimContext<'_>,
    at: usize,
    left: &[VocabularyWord],
    memory: &mut topic::TopicState,
    depth: u16,
) -> Vec<Claim> {
    let Some(numeral) = context.numerals.get(at) else { return Vec::new() };
    let flat = |word: &&VocabularyWord| context.depths.get(word.start) == context.depths.get(numeral.digits.start);
    let left: Vec<VocabularyWord> = left.iter().filter(flat).copied().collect();
    let (right, end) = context.right(at);
    let count = matches!(numeral.unit, NumeralUnit::Measure(word) if COUNTED.contains(&word));
    let idiom = is_idiom(context.passage, numeral);
    let Some(value) = numeral.value.filter(|_| count && !numeral.rough && !idiom) else {
        memory.forget(depth);
        return Vec::new();
    };
    let change = left.iter().rev().find_map(|word| match word.sense {
        WordSense::Change => Some(Decimal::ONE),
        WordSense::Decrease => Some(-Decimal::ONE),
        _ => None,
    });
    if let Some(sign) = change {
        let last = memory.last.as_ref().filter(|(_, of)| *of == depth).map(|(claim, _)| claim.clone());
        let said = last.filter(|_| is_short(&left, numeral));
        return said
            .into_iter()
            .filter_map(|claim| {
                let said = Comparator::Difference(value.checked_mul(sign)?);
                Some(said_of(context, numeral, claim.what, said, left.first()))
            })
            .collect();
    }
    let topics = topic::of(context, &left, right, end, numeral, memory);
    if topics.is_empty() {
        memory.forget(depth);
    }
    let first = left.first();
    // 1件结转下年度: the words that tell stand behind the number.
    let end = right.first().filter(|_| !left.iter().any(|word| !word.sense.is_plain())).map_or(0, |word| word.end);
    let said = |what| said_of(context, numeral, what, Comparator::Count(value), first);
    let whole = |claim: Claim| Claim { quote: claim.quote.start..claim.quote.end.max(end), ..claim };
    topics.into_iter().map(said).map(whole).collect()
}

/// 每一件, 办结一件申请、解决一个问题: an idiom, not a number.
fn is_idiom(passage: &Passage, numeral: &Numeral) -> bool {
    let single = numeral.digits.len() == 1 && matches!(passage.at(numeral.digits.start), Some('一' | '两'));
    let ends = passage.at(numeral.end).is_none_or(|one| matches!(one, '，' | '。' | '；' | '、' | '）'));
    let before = numeral.digits.start.checked_sub(1).and_then(|at| passage.at(at));
    single && (!ends || matches!(before, Some('每' | '某' | '任' | '这')))
}

/// Whether only a few characters lie between the first word and the number.
fn is_short(left: &[VocabularyWord], numeral: &Numeral) -> bool {
    left.first().is_some_and(|word| numeral.digits.start - word.start <= 12)
}

/// The claims of several numbers for several things: 分别为1件、2件. The second value is how many
/// numbers were used up.
fn respectively(context: &ClaimContext<'_>, at: usize, left: &[VocabularyWord]) -> (Vec<Claim>, usize) {
    let mut run: Vec<&Numeral> = Vec::new();
    for numeral in context.numerals.get(at..).unwrap_or_default().iter().take(WORDS) {
        let joined = run.last().is_none_or(|last| {
            let gap = context.passage.characters().get(last.end..numeral.digits.start).unwrap_or_default();
            gap.len() <= 2 && gap.iter().all(|one| matches!(one, '、' | '，' | '和' | '与' | '及' | '；'))
        });
        if !joined {
            break;
        }
        run.push(numeral);
    }
    let topics = topic::series(context, left);
    if topics.len() != run.len() {
        return (Vec::new(), run.len().max(1));
    }
    let counted = |(what, numeral): (ClaimSubject, &&Numeral)| {
        let says = Comparator::Count(numeral.value.filter(|_| !numeral.rough)?);
        Some(said_of(context, numeral, what, says, left.first()))
    };
    (topics.into_iter().zip(&run).filter_map(counted).collect(), run.len().max(1))
}

/// The claim of a percentage: a share of all requests, or the growth since last year.
fn share(
    context: &ClaimContext<'_>,
    numeral: &Numeral,
    left: &[VocabularyWord],
    memory: &mut topic::TopicState,
    depth: u16,
) -> Option<Claim> {
    let value = numeral.value.filter(|_| !numeral.rough)?;
    let change = left.iter().rev().find_map(|word| match word.sense {
        WordSense::Change => Some(Decimal::ONE),
        WordSense::Decrease => Some(-Decimal::ONE),
        _ => None,
    });
    let start = left.first().map_or(numeral.digits.start, |word| word.start);
    let last = memory.last.as_ref().filter(|(claim, _)| numeral.digits.start.saturating_sub(claim.digits.end) <= 40);
    if let Some(sign) = change {
        // 同比增长 speaks of the number before it in the same brackets, if it names nothing itself.
        let others = left
            .iter()
            .any(|word| !matches!(word.sense, WordSense::Change | WordSense::Decrease | WordSense::OtherYear));
        let (claim, _) = last.filter(|(_, of)| *of == depth && !others)?;
        let plain = context.passage.characters().get(claim.digits.end..start).unwrap_or_default();
        let near =
            numeral.digits.start - start <= 14 && context.at_same_depth(claim, numeral) && !plain.contains(&'。');
        return near.then(|| {
            said_of(
                context,
                numeral,
                claim.what.clone(),
                Comparator::Growth(value * sign, numeral.decimals),
                left.first(),
            )
        });
    }
    // 5件，占6.17%; 5件（6.17%）; 占比6.17%.
    let between = last.and_then(|(claim, _)| {
        let from = claim.quote.end.max(claim.digits.end);
        let gap: String = context.passage.text(from..numeral.digits.start);
        let plain = [
            "",
            "占",
            "占比",
            "，占",
            "，占比",
            "（",
            "（占",
            "（占比",
            "，占总数的",
            "，占总数",
            "，比例为",
            "，占比为",
            "、",
            "/",
        ];
        plain.contains(&gap.as_str()).then(|| (*claim).clone())
    });
    if let Some(claim) = between {
        let Comparator::Count(count) = claim.says else { return None };
        let says = Comparator::Share(value, numeral.decimals, Some(count));
        return matches!(claim.what, ClaimSubject::Outcomes(_) | ClaimSubject::Applicants(_)).then(|| Claim {
            says,
            digits: numeral.digits.clone(),
            quote: claim.quote.start..numeral.end,
            ..claim
        });
    }
    // 予以公开占58.5%: nothing but the outcome before the share.
    let what = topic::outcome(context, left, numeral)?;
    Some(said_of(context, numeral, what, Comparator::Share(value, numeral.decimals, None), left.last()))
}

fn said_of(
    context: &ClaimContext<'_>,
    numeral: &Numeral,
    what: ClaimSubject,
    says: Comparator,
    first: Option<&VocabularyWord>,
) -> Claim {
    const QUOTE: usize = 24;
    let start = first.map_or(numeral.digits.start, |word| word.start).min(numeral.digits.start);
    let start = start.max(numeral.digits.start.saturating_sub(QUOTE));
    Claim {
        passage: context.index,
        what,
        says,
        scope: ClaimScope::Usual,
        digits: numeral.digits.clone(),
        quote: start..numeral.end,
    }
}
