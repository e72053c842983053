//! Reads the claims out of passages: each number with the words before and after it that say what it
//! counts. Reads a bounded number of words around each number, so that the time is linear in the
//! length of the text.

use rust_decimal::Decimal;

use super::claim_context::{ClaimContext, WORDS, depths};
use super::vocabulary::{self, VocabularyWord, WordSense};
use super::{Claim, ClaimScope, ClaimSubject, ClaimValue, Numeral, NumeralUnit, denial, topic};
use crate::check::passage::Passage;
use crate::form::Form;
use crate::richtext::Level;

/// Measure words for requests and disputes.
const COUNTED: &[&str] = &["件", "条", "宗", "起", "份", "例", "个", "件次", "次", "项", "部"];

/// Reads the claims of a report's passages, one passage after another: the heading above a passage says
/// what the passage is about.
pub struct ClaimReader<'a> {
    form: &'a Form,
    /// The report's year; 0 where none is known.
    year: u16,
    /// Whether the last heading was about disclosure on request.
    heading_about_requests: bool,
}

impl<'a> ClaimReader<'a> {
    /// A reader at the beginning of the report of `year`.
    pub const fn new(form: &'a Form, year: u16) -> ClaimReader<'a> {
        ClaimReader { form, year, heading_about_requests: false }
    }

    /// The claims of the next passage; `numerals` are the numbers that it writes.
    pub fn read(&mut self, passage: &Passage, numerals: &[Numeral]) -> Vec<Claim> {
        let mut found = Vec::new();
        let own = passage.has_any(&["依申请", "公开申请", "申请公开", "信息公开行政复议"]);
        if passage.level != Level::Body || passage.characters().len() <= 12 {
            self.heading_about_requests = own;
        }
        let counts = numerals.iter().any(|one| !matches!(one.unit, NumeralUnit::None | NumeralUnit::Year));
        let denies = passage.has_any(denial::WORDS);
        if !counts && !denies {
            return found;
        }
        let context = ClaimContext {
            form: self.form,
            passage,
            year: self.year,
            about_requests: own || self.heading_about_requests,
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
        found
    }
}

fn of_passage(context: &ClaimContext<'_>, found: &mut Vec<Claim>) {
    // The last claim of the sentence, to which 同比 and 占 refer, and the topic of the passage so far.
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
            found.extend(said.filter(|claim| !other_year || matches!(claim.value, ClaimValue::Growth(..))));
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
            let carried = matches!(&claim.subject, ClaimSubject::Requests(stage) if stage.is_carried());
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
                let said = ClaimValue::Difference(value.checked_mul(sign)?);
                Some(claim_of(numeral, claim.subject, said, left.first()))
            })
            .collect();
    }
    let topics = topic::subjects_of_count(context, &left, right, end, numeral, memory);
    if topics.is_empty() {
        memory.forget(depth);
    }
    let first = left.first();
    // 1件结转下年度: the words that say what it counts come after the number.
    let end = right.first().filter(|_| !left.iter().any(|word| !word.sense.is_plain())).map_or(0, |word| word.end);
    let said = |subject| claim_of(numeral, subject, ClaimValue::Count(value), first);
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
    let counted = |(subject, numeral): (ClaimSubject, &&Numeral)| {
        let claim_value = ClaimValue::Count(numeral.value.filter(|_| !numeral.rough)?);
        Some(claim_of(numeral, subject, claim_value, left.first()))
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
        // 同比增长 refers to the number before it in the same brackets, unless it names a topic itself.
        let others = left
            .iter()
            .any(|word| !matches!(word.sense, WordSense::Change | WordSense::Decrease | WordSense::OtherYear));
        let (claim, _) = last.filter(|(_, of)| *of == depth && !others)?;
        let plain = context.passage.characters().get(claim.digits.end..start).unwrap_or_default();
        let near =
            numeral.digits.start - start <= 14 && context.at_same_depth(claim, numeral) && !plain.contains(&'。');
        return near.then(|| {
            claim_of(numeral, claim.subject.clone(), ClaimValue::Growth(value * sign, numeral.decimals), left.first())
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
        let ClaimValue::Count(count) = claim.value else { return None };
        let claim_value = ClaimValue::Share(value, numeral.decimals, Some(count));
        return matches!(claim.subject, ClaimSubject::Outcomes(_) | ClaimSubject::Applicants(_)).then(|| Claim {
            value: claim_value,
            digits: numeral.digits.clone(),
            quote: claim.quote.start..numeral.end,
            ..claim
        });
    }
    // 予以公开占58.5%: nothing but the outcome before the share.
    let subject = topic::outcome(context, left, numeral)?;
    Some(claim_of(numeral, subject, ClaimValue::Share(value, numeral.decimals, None), left.last()))
}

fn claim_of(numeral: &Numeral, subject: ClaimSubject, value: ClaimValue, first: Option<&VocabularyWord>) -> Claim {
    const QUOTE: usize = 24;
    let start = first.map_or(numeral.digits.start, |word| word.start).min(numeral.digits.start);
    let start = start.max(numeral.digits.start.saturating_sub(QUOTE));
    Claim { subject, value, scope: ClaimScope::Usual, digits: numeral.digits.clone(), quote: start..numeral.end }
}
