//! At which stage a number counts requests: received, carried, to be dealt with, answered. Must not know the report's
//! numbers.

use std::ops::Range;

use super::RequestStage;
use super::topic::{TopicState, Words};
use super::vocabulary::{VocabularyWord, WordSense};

/// The stage that the words express.
pub(super) fn of_words(words: &Words<'_>, memory: &mut TopicState) -> Option<RequestStage> {
    let (inward, over) = (words.has(WordSense::CarriedIn), words.has(WordSense::CarriedOver));
    let mut unanswered = words.has(WordSense::Unanswered);
    // 去年未办结的申请.
    let former = words.has(WordSense::OtherYear) && (unanswered || words.has(WordSense::Carried));
    // 结转至2024年 in the report of 2024.
    let own = |word: &&VocabularyWord| {
        let after = word.end..word.end + 6;
        context_year(words, after).is_some_and(|year| words.context.year == year)
    };
    let here = |word: &VocabularyWord| matches!(word.sense, WordSense::Carried | WordSense::CarriedOver) && own(&word);
    let to_this_year = words.iter().any(here);
    let (inward, over) = (inward || former && !over || to_this_year, over && !to_this_year);
    unanswered &= !to_this_year;
    unanswered &= !former;
    let bare = words.right.iter().all(|word| word.sense == WordSense::Request);
    let over_right = bare && words.all_right.iter().any(|word| word.sense == WordSense::CarriedOver);
    let receive = words.has(WordSense::Receive);
    let verb =
        |word: &&VocabularyWord| matches!(word.sense, WordSense::Receive | WordSense::Answer | WordSense::Handle);
    // 公文属性认定50件，其中依申请公开5件: documents that are not for everybody.
    let label = |word: &VocabularyWord| words.context.passage.text(word.start..word.end) == "依申请公开";
    if memory.papers && words.iter().filter(|word| word.sense.is_core()).all(label) {
        return None;
    }
    let stage = match () {
        () if inward && over => return None,
        () if inward && receive && is_sum(words) => RequestStage::Due,
        // 上年结转待办5件, but not 含上年结转应办5件.
        () if inward && !receive && !over && words.has(WordSense::Due) && !adds_up(words) => RequestStage::CarriedIn,
        () if words.has(WordSense::Due) => RequestStage::Due,
        () if inward => RequestStage::CarriedIn,
        () if over || unanswered || over_right && !receive && !words.has(WordSense::Answer) => {
            RequestStage::CarriedOver
        }
        () if words.has(WordSense::Carried) => RequestStage::Carried,
        () => {
            let mut verbs = words.left.iter().rev().filter(verb).chain(words.right.iter().filter(verb));
            let (first, second) = (verbs.next(), verbs.next());
            match (first.map(|word| word.sense), second) {
                (Some(_), Some(second)) if joined(words, second, first) => RequestStage::Handled,
                (Some(WordSense::Receive), _) => RequestStage::Received,
                (Some(WordSense::Answer), _) if memory.tells_received(words) => RequestStage::Answered,
                (Some(WordSense::Answer), _) => RequestStage::AnsweredInAll,
                (Some(_), Some(second)) if second.sense == WordSense::Answer => RequestStage::Answered,
                // 完成申请办理5件.
                (Some(WordSense::Handle), _) if is_completed(words) => RequestStage::Answered,
                (Some(_), _) => RequestStage::Handled,
                _ if is_rest(words) => return None,
                // 申请总量5件, 群众提出申请5件: of what was received.
                _ if words.iter().any(|word| is_amount(words, word)) => RequestStage::Received,
                _ if words.has(WordSense::Request) => RequestStage::Handled,
                _ => return None,
            }
        }
    };
    if words.has(WordSense::Request) {
        (memory.foreign, memory.papers) = (false, false);
    }
    Some(stage)
}

/// 申请量, 申请总数, 提出申请: how many requests there were.
fn is_amount(words: &Words<'_>, word: &VocabularyWord) -> bool {
    word.sense == WordSense::Request && {
        let text = words.context.passage.text(word.start..word.end);
        text.ends_with(['量', '数'])
            || ["提出", "提交", "递交", "申请获取", "申请公开"].iter().any(|verb| text.starts_with(verb))
    }
}

/// 完成申请办理: whether 完成 stands before the words.
fn is_completed(words: &Words<'_>) -> bool {
    let Some(first) = words.left.iter().find(|word| word.sense.is_core()) else { return false };
    let from = first.start.saturating_sub(4);
    words.context.passage.text(from..first.start).contains("完成")
}

/// Whether what was carried in is only counted among the rest: 含上年结转, 连同上年结转.
fn adds_up(words: &Words<'_>) -> bool {
    let Some(inward) = words.iter().find(|word| word.sense == WordSense::CarriedIn) else { return false };
    let before = words.context.passage.text(inward.start.saturating_sub(3)..inward.start);
    ["含", "加", "连同", "包括", "计入", "和", "与", "及", "、"].iter().any(|words| before.contains(words))
}

/// The year that is written in a range.
fn context_year(words: &Words<'_>, range: Range<usize>) -> Option<u16> {
    words.context.passage.years(range).first().map(|(year, _)| *year)
}

/// 其余5件申请: not all of them.
fn is_rest(words: &Words<'_>) -> bool {
    const BEFORE: usize = 8;
    let Some(first) = words.iter().next() else { return false };
    let text = words.context.passage.text(first.start.saturating_sub(BEFORE)..first.end);
    let text = text.rsplit(['，', '。', '；']).next().unwrap_or_default();
    ["其余", "剩余", "余下", "剩下", "尚余"].iter().any(|words| text.contains(words))
}

/// 受理并办结, 受理、答复: two verbs for one number.
fn joined(words: &Words<'_>, first: &VocabularyWord, second: Option<&VocabularyWord>) -> bool {
    let Some(second) = second.filter(|second| second.sense != first.sense && first.end <= second.start) else {
        return false;
    };
    let gap = words.context.passage.text(first.end..second.start);
    matches!(gap.as_str(), "并" | "和" | "、" | "及" | "并已" | "且" | "与" | "并全部" | "并按时" | "")
}

/// Whether what was carried in is added, and not one part of what is named: 新收及上年结转, but not 办理申请含上年结转.
fn is_sum(words: &Words<'_>) -> bool {
    let mut core = words.left.iter().filter(|word| matches!(word.sense, WordSense::CarriedIn | WordSense::Receive));
    let (Some(first), Some(last)) = (core.next(), core.next_back()) else { return false };
    let gap = words.context.passage.text(first.end..last.start);
    let adds = ["和", "与", "及", "、", "加"].iter().any(|word| gap.contains(word));
    adds && first.sense != last.sense && !["含", "包括", "其中"].iter().any(|word| gap.contains(word))
}
