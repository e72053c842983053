//! Requests that pass from one year into another, told by years and by the clause that follows instead of by
//! one word: 转2025年办理5件, 3件因收件较晚，结转下年. Must not know the report's numbers.

use super::claim_context::{ClaimContext, Phrase};
use super::topic::TopicState;
use super::vocabulary::WordSense;
use super::{Numeral, NumeralUnit, RequestStage};

/// Words that begin the phrase of what is left.
const RESTS: &[&str] = &["其余", "剩余", "余下", "尚余", "剩下", "还有", "另有", "尚有", "仍有", "其他"];
/// Words by which what is left is still open.
const OPEN: &[&str] = &["期限内", "时限内", "期内", "未到期", "未超期", "未逾期", "未到答复", "未到办理"];
/// Words of what is to be done with what is left.
const TO_DO: &[&str] = &["办理", "答复", "办结", "处理", "继续"];
/// The most words at the beginning of a clause before those that carry it.
const BEFORE: usize = 3;

/// The stage of a number whose words name two years, or the next one, or are followed by a clause of what was
/// carried. The outer `None` where they do not; the inner one where they do and leave it open.
pub(super) fn between_years(
    context: &ClaimContext<'_>,
    phrase: &Phrase,
    numeral: &Numeral,
    memory: &TopicState,
) -> Option<Option<RequestStage>> {
    let counted = matches!(numeral.unit, NumeralUnit::Measure("件" | "宗" | "起" | "份" | "例" | "件次"));
    if context.year == 0 || !counted {
        return None;
    }
    let own = context.year;
    let before = phrase.start..numeral.digits.start;
    let years: Vec<u16> = context.passage.years(before.clone()).into_iter().map(|(year, _)| year).collect();
    let left = |wanted: fn(WordSense) -> bool| phrase.left.iter().any(|word| wanted(word.sense));
    let receives = left(|sense| sense == WordSense::Receive);
    let disputed = left(WordSense::is_dispute);
    let compared = left(|sense| matches!(sense, WordSense::Than | WordSense::Respectively | WordSense::Change));
    let handles = left(|sense| matches!(sense, WordSense::Answer | WordSense::Handle | WordSense::Request));
    match years.as_slice() {
        // 2023年末收到、2024年办理的申请5件.
        [former, now] if *former + 1 == own && *now == own && !compared && !disputed && (handles || receives) => {
            return Some(Some(RequestStage::CarriedIn));
        }
        // 转2025年办理5件, 2025年继续办理的申请5件.
        [next] if *next == own + 1 && !receives && !compared && !disputed => {
            let text = context.passage.text(before);
            let to_do = TO_DO.iter().any(|words| text.contains(words));
            return (to_do && (handles || text.contains('转'))).then_some(Some(RequestStage::CarriedOver));
        }
        _ => {}
    }
    if memory.foreign || !years.is_empty() {
        return None;
    }
    // Only what says nothing by itself, or that it is the rest: 另有3件因收件较晚，结转下年.
    let silent = !phrase.left.iter().any(|word| word.sense.is_core() && word.sense != WordSense::OtherKind);
    if !silent {
        return None;
    }
    let lead = context.passage.text(before);
    let link = ["有", "另", "仅", "仅有", "共", "共有", "尚", "另外"].contains(&lead.trim_start_matches('，'));
    let rest = link || RESTS.iter().any(|words| lead.starts_with(words) || lead.starts_with(&format!("，{words}")));
    let answered = phrase.right.iter().any(|word| matches!(word.sense, WordSense::Answer | WordSense::Concluded));
    if rest && !answered && context.passage.has_within(&(numeral.end..phrase.end), OPEN) {
        return Some(Some(RequestStage::CarriedOver));
    }
    let object = phrase.right.iter().any(|word| word.sense.is_object() && word.sense != WordSense::Request);
    let goes_on = context.passage.at(phrase.end) == Some('，') && !phrase.before_number;
    if object || answered || !goes_on || !(rest || lead.is_empty() || phrase.left.is_empty()) {
        return None;
    }
    let next = context.flat(phrase.end..phrase.end + 12, context.depth(numeral.digits.start));
    let carried = next.iter().take(BEFORE).any(|word| word.sense == WordSense::CarriedOver);
    carried.then_some(Some(RequestStage::CarriedOver))
}
