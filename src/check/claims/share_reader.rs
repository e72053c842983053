//! Numbers that compare: shares of a whole, growth and differences since last year. Must not know the
//! report's numbers.

use std::ops::Range;

use rust_decimal::Decimal;

use super::claim_context::{ClaimContext, Phrase};
use super::claim_reader::{claim_of, run};
use super::topic::{self, TopicState, Words};
use super::vocabulary::{VocabularyWord, WordSense};
use super::{Claim, ClaimSubject, ClaimValue, Numeral, NumeralUnit};

/// How far behind its count a share or growth may stand.
const FAR: usize = 40;

/// The claim of a percentage: a share of a whole, or the growth since last year.
pub(super) fn percentage(
    context: &ClaimContext<'_>,
    numeral: &Numeral,
    phrase: &Phrase,
    sentence: &Range<usize>,
    memory: &mut TopicState,
) -> Option<Claim> {
    let value = numeral.value.filter(|_| !numeral.rough)?;
    if !phrase.left_known {
        return None;
    }
    let depth = context.depth(numeral.digits.start);
    let last = memory.last(depth).filter(|claim| numeral.digits.start.saturating_sub(claim.digits.end) <= FAR).cloned();
    if let Some(sign) = sign(&phrase.left, numeral) {
        let own = subject_of(context, &phrase.left, numeral, sentence, memory);
        let subject = match own {
            Some(subject) => subject,
            None if phrase.left.iter().any(|word| word.sense.is_core()) => return None,
            None => last.filter(|claim| !claim.last_year).or_else(|| this_year(memory)).map(|claim| claim.subject)?,
        };
        let growth = ClaimValue::Growth(value.checked_mul(sign)?, numeral.decimals);
        return Some(claim_of(numeral, subject, growth, phrase.left.first()));
    }
    // 增加5件（20%）: the growth beside the difference.
    let beside = |end: usize| phrase.left.is_empty() && numeral.digits.start <= end + 1;
    if let Some((subject, grows, _)) = memory.difference.clone().filter(|(.., end)| beside(*end)) {
        let value = if grows { value } else { -value };
        return Some(claim_of(numeral, subject, ClaimValue::Growth(value, numeral.decimals), None));
    }
    // 30%的申请予以公开.
    let bare = !phrase.left.iter().any(|word| word.sense.is_core() || word.sense == WordSense::Share);
    let inner = context.depth(numeral.digits.start) > 0;
    if bare && phrase.right_known && !inner && phrase.right.iter().any(|word| word.sense.is_object()) {
        let subject = subject_of(context, &phrase.right, numeral, sentence, memory);
        let part = |one: &ClaimSubject| matches!(one, ClaimSubject::Outcomes(_) | ClaimSubject::Applicants(_));
        let share = ClaimValue::Share(value, numeral.decimals, None);
        return subject.filter(part).map(|subject| claim_of(numeral, subject, share, phrase.left.first()));
    }
    let words = share_words(context, phrase, sentence, last.is_some());
    // 占答复总数的比例为30%: the first of them parts what is shared from the whole.
    let begins = |word: &VocabularyWord, words: &str| {
        word.sense == WordSense::Share && context.passage.has_at(word.start, words)
    };
    let closest = words.iter().rposition(|word| word.sense == WordSense::Share);
    let ratio = closest.and_then(|at| words.get(at)).is_some_and(|word| begins(word, "比") || begins(word, "所占"));
    let at = words.iter().position(|word| begins(word, "占")).filter(|_| ratio).or(closest);
    let bracket = numeral.digits.start.checked_sub(1).and_then(|at| context.passage.at(at)) == Some('（');
    if at.is_none() && !bracket && !(phrase.left.is_empty() && last.is_some()) {
        return None;
    }
    let (before, after) = words.split_at(at.unwrap_or(words.len()));
    let core = |words: &[VocabularyWord]| words.iter().any(|word| word.sense.is_core());
    let own = subject_of(context, before, numeral, sentence, memory);
    // 占比最高的是予以公开，为30%.
    let named_after = core(after) && !core(before) && is_greatest(context, after, numeral);
    let (own, after) = match named_after {
        true => (subject_of(context, after, numeral, sentence, memory), &after[..0]),
        false => (own, after),
    };
    let mut whole = whole(context, after, numeral, sentence);
    if whole.is_none() && core(after) {
        return None;
    }
    let part = |subject: &ClaimSubject| {
        matches!(
            subject,
            ClaimSubject::Outcomes(_) | ClaimSubject::Applicants(_) | ClaimSubject::Disputes { result: Some(_), .. }
        )
    };
    let (subject, count) = match own {
        // 予以公开5件，在办结申请中占30%: the words before 占 name the whole.
        Some(ClaimSubject::Requests(stage)) if whole.is_none() => {
            whole = Some(ClaimSubject::Requests(stage));
            let Claim { subject, value: ClaimValue::Count(count), last_year: false, .. } = last? else { return None };
            (subject, Some(count))
        }
        Some(subject) => (subject, None),
        None if core(before) => return None,
        None => match last {
            Some(Claim { subject, value: ClaimValue::Count(count), last_year: false, .. }) => (subject, Some(count)),
            Some(_) => return None,
            None => {
                // 新收申请以自然人为主，占61%; 以予以公开为主，占61%.
                let clause = context.clause_before(phrase.start, sentence)?;
                context.is_known(clause.clone(), depth).then_some(())?;
                let words = context.flat(clause, depth);
                let kind = words.iter().rfind(|word| {
                    matches!(word.sense, WordSense::Applicant(_) | WordSense::Group(_) | WordSense::Disclosed)
                })?;
                (subject_of(context, &[*kind], numeral, sentence, memory)?, None)
            }
        },
    };
    let named = whole.is_some() && matches!(subject, ClaimSubject::Requests(_));
    (part(&subject) || named).then_some(())?;
    let claim = claim_of(numeral, subject, ClaimValue::Share(value, numeral.decimals, count), words.first());
    Some(Claim { whole, ..claim })
}

/// The words before a share, with those of the clause before where only together they say of what: 予以公开占比最高，
/// 达30%.
fn share_words(
    context: &ClaimContext<'_>,
    phrase: &Phrase,
    sentence: &Range<usize>,
    follows: bool,
) -> Vec<VocabularyWord> {
    let says = |word: &VocabularyWord| word.sense.is_core() || word.sense == WordSense::Share;
    if phrase.left.iter().any(says) || follows {
        return phrase.left.clone();
    }
    let clause = context.clause_before(phrase.start, sentence);
    let depth = context.depth(phrase.start);
    let before =
        clause.filter(|clause| context.is_known(clause.clone(), depth)).map(|clause| context.flat(clause, depth));
    let before = before.filter(|words| words.iter().any(|word| word.sense == WordSense::Share)).unwrap_or_default();
    before.into_iter().chain(phrase.left.iter().copied()).collect()
}

/// 占比最高的是, 比例最大的为: whether the words between 占 and the thing say that it has the greatest share.
fn is_greatest(context: &ClaimContext<'_>, after: &[VocabularyWord], numeral: &Numeral) -> bool {
    let first = after.first().map_or(numeral.digits.start, |word| word.end);
    let text = context.passage.text(first..numeral.digits.start.max(first));
    ["最高", "最大", "最多", "居首", "第一", "较高", "较大"].iter().any(|words| text.starts_with(words))
}

/// Whether the words say that several numbers are shares or growth: 分别占, 分别增长.
pub(super) fn compares(phrase: &Phrase, numeral: &Numeral) -> bool {
    let share = phrase.left.iter().any(|word| word.sense == WordSense::Share);
    share && numeral.unit == NumeralUnit::Percent || sign(&phrase.left, numeral).is_some()
}

/// The claims of several shares, growths or differences for the last numbers: 予以公开5件、部分公开3件，分别占50%、30%. The
/// second value is how many numbers were used up.
pub(super) fn series(context: &ClaimContext<'_>, at: usize, phrase: &Phrase, found: &[Claim]) -> (Vec<Claim>, usize) {
    let run = run(context, at);
    let used = run.len().max(1);
    let Some(first) = run.first() else { return (Vec::new(), used) };
    let counts: Vec<&Claim> = found
        .iter()
        .rev()
        .take_while(|claim| first.digits.start.saturating_sub(claim.digits.end) <= 2 * FAR)
        .filter(|claim| matches!(claim.value, ClaimValue::Count(_)) && !claim.last_year)
        .take(run.len())
        .collect();
    // 分别占办结申请总数的: what follows 占 is the whole, not what is shared.
    let shared = phrase.left.iter().position(|word| word.sense == WordSense::Share).unwrap_or(phrase.left.len());
    let respectively = phrase.left.iter().position(|word| word.sense == WordSense::Respectively);
    let parts = if respectively < Some(shared) { shared } else { phrase.left.len() };
    let objects = phrase.left.iter().take(parts).any(|word| word.sense.is_object());
    if objects && phrase.left_known {
        return (named_shares(context, &run, phrase), used);
    }
    if counts.len() != run.len() || !phrase.left_known || objects {
        return (Vec::new(), used);
    }
    let sign = sign(&phrase.left, first);
    let claim = |(numeral, count): (&&Numeral, &&Claim)| {
        let ClaimValue::Count(part) = count.value else { return None };
        let value = numeral.value.filter(|_| !numeral.rough)?;
        let value = match (numeral.unit, sign) {
            (NumeralUnit::Percent, Some(sign)) => ClaimValue::Growth(value.checked_mul(sign)?, numeral.decimals),
            (NumeralUnit::Percent, None) => ClaimValue::Share(value, numeral.decimals, Some(part)),
            (_, sign) => ClaimValue::Difference(value.checked_mul(sign?)?),
        };
        Some(claim_of(numeral, count.subject.clone(), value, phrase.left.first()))
    };
    (run.iter().zip(counts.iter().rev()).filter_map(claim).collect(), used)
}

/// 予以公开、部分公开分别占50%、30%: the words before 分别 name what has each share.
fn named_shares(context: &ClaimContext<'_>, run: &[&Numeral], phrase: &Phrase) -> Vec<Claim> {
    let topics = topic::series(context, &phrase.left);
    let share = phrase.left.iter().any(|word| word.sense == WordSense::Share);
    let percent = run.iter().all(|numeral| numeral.unit == NumeralUnit::Percent && !numeral.rough);
    if !share || !percent || topics.len() != run.len() {
        return Vec::new();
    }
    let claim = |(numeral, subject): (&&Numeral, ClaimSubject)| {
        let value = ClaimValue::Share(numeral.value?, numeral.decimals, None);
        Some(claim_of(numeral, subject, value, phrase.left.first()))
    };
    run.iter().zip(topics).filter_map(claim).collect()
}

/// The last claim about this year.
fn this_year(memory: &TopicState) -> Option<Claim> {
    memory.last.iter().rev().map(|(claim, _)| claim).find(|claim| !claim.last_year).cloned()
}

/// The claims of a number that is compared with last year's: 增加5件, 由上年的30件增至40件. `None` where it is none.
pub(super) fn comparison(
    context: &ClaimContext<'_>,
    numeral: &Numeral,
    value: Decimal,
    phrase: &Phrase,
    in_last_year: bool,
    memory: &TopicState,
) -> Option<Vec<Claim>> {
    let depth = context.depth(numeral.digits.start);
    let near = |claim: &&Claim| numeral.digits.start.saturating_sub(claim.digits.end) <= FAR;
    let last = memory.last(depth).filter(near);
    let objects = phrase.left.iter().any(|word| word.sense.is_object());
    let rises = phrase.left.iter().any(|word| word.sense == WordSense::Rise);
    if rises && !objects {
        let claims = last
            .filter(|claim| claim.last_year)
            .map(|claim| claim_of(numeral, claim.subject.clone(), ClaimValue::Count(value), phrase.left.first()));
        return Some(claims.into_iter().collect());
    }
    let core = phrase.left.iter().any(|word| word.sense.is_core());
    let text = context.passage.text(phrase.start..numeral.digits.start);
    // 上年30件、本年40件; 收到40件，上年为30件.
    let years = context.passage.years(phrase.start..numeral.digits.start);
    let this = ["本年", "今年"].iter().any(|words| text.contains(words))
        || years.first().is_some_and(|(year, _)| *year == context.year);
    let former = in_last_year || phrase.left.iter().any(|word| word.sense == WordSense::OtherYear);
    if let Some(claim) = last.filter(|_| !core && phrase.left_known && phrase.right_known && (this || former)) {
        let changes = phrase.left.iter().any(|word| {
            matches!(word.sense, WordSense::Change | WordSense::Decrease | WordSense::Than | WordSense::Share)
        });
        if claim.last_year == this && this != former && !changes {
            let value = ClaimValue::Count(value);
            let claim = claim_of(numeral, claim.subject.clone(), value, phrase.left.first());
            return Some(vec![Claim { last_year: former, ..claim }]);
        }
    }
    // 与2023年的30件相比.
    let than = phrase.left.iter().any(|word| word.sense == WordSense::Than)
        || context.passage.text(phrase.start..numeral.digits.start).starts_with('与');
    let then =
        phrase.right.iter().any(|word| matches!(word.sense, WordSense::Than | WordSense::Change | WordSense::Decrease));
    if than && then && !objects {
        let year = context.passage.years(phrase.start..numeral.digits.start);
        let is_last = year.first().is_none_or(|(year, _)| year + 1 == context.year);
        let claims = last.filter(|_| is_last).map(|claim| Claim {
            last_year: true,
            ..claim_of(numeral, claim.subject.clone(), ClaimValue::Count(value), phrase.left.first())
        });
        return Some(claims.into_iter().collect());
    }
    let sign = sign(&phrase.left, numeral)?;
    if numeral.rough {
        return Some(Vec::new());
    }
    let mut claims = Vec::new();
    let last = last.filter(|claim| !claim.last_year).cloned().or_else(|| this_year(memory));
    // 政府信息公开申请比上年增加5件 names itself what has grown.
    let subject = match core {
        true => subject_of(context, &phrase.left, numeral, &(phrase.start..phrase.end), memory),
        false => last.map(|claim| claim.subject),
    };
    if let (Some(subject), Some(difference)) = (subject.filter(|_| phrase.left_known), value.checked_mul(sign)) {
        claims.push(claim_of(numeral, subject, ClaimValue::Difference(difference), phrase.left.first()));
    }
    Some(claims)
}

/// Whether the words before a number say that it is a difference, and of which sign.
fn sign(left: &[VocabularyWord], numeral: &Numeral) -> Option<Decimal> {
    let last = left.iter().rfind(|word| matches!(word.sense, WordSense::Change | WordSense::Decrease))?;
    // 多 and 少 alone only right before the number, or after 比上年.
    let beside = last.end == numeral.digits.start || left.iter().any(|word| word.sense == WordSense::Than);
    if last.end - last.start == 1 && !beside || left.iter().any(|word| word.sense == WordSense::Share) {
        return None;
    }
    let falls = left.iter().any(|word| word.sense == WordSense::Decrease);
    Some(if falls { -Decimal::ONE } else { Decimal::ONE })
}

/// What the words before 占 or 增长 count themselves.
fn subject_of(
    context: &ClaimContext<'_>,
    words: &[VocabularyWord],
    numeral: &Numeral,
    sentence: &Range<usize>,
    memory: &TopicState,
) -> Option<ClaimSubject> {
    let core = |word: &VocabularyWord| {
        // 维持率, where the sentence has named what was decided.
        matches!(word.sense, WordSense::Result(_) | WordSense::Lost) && memory.forum.is_some()
            || word.sense.is_object()
            || matches!(word.sense, WordSense::Receive | WordSense::Answer) && !memory.foreign
    };
    if !words.iter().any(core) {
        return None;
    }
    let words = Words { context, left: words, right: &[], all_right: &[] };
    let mut own = TopicState { forum: memory.forum, ..TopicState::default() };
    let numeral = Numeral { unit: NumeralUnit::Measure("件"), ..numeral.clone() };
    let found = topic::subjects(&words, &numeral, sentence, &mut own)?;
    match found.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// The whole that the words after 占 name.
fn whole(
    context: &ClaimContext<'_>,
    after: &[VocabularyWord],
    numeral: &Numeral,
    sentence: &Range<usize>,
) -> Option<ClaimSubject> {
    let core = after.iter().any(|word| word.sense.is_core());
    let words = Words { context, left: after, right: &[], all_right: &[] };
    let numeral = Numeral { unit: NumeralUnit::Measure("件"), ..numeral.clone() };
    let found = topic::subjects(&words, &numeral, sentence, &mut TopicState::default()).filter(|_| core)?;
    found.first().cloned()
}
