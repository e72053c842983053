//! What a number of disputes counts: who decides, with which result. Must not know the report's numbers.

use super::topic::{TopicState, Words};
use super::vocabulary::{VocabularyWord, WordSense};
use super::{ClaimSubject, DisputeForum, Numeral, NumeralUnit};
use crate::form::cell_names::column;

/// The disputes that the words around a number name; `None` where they are of another kind.
pub(super) fn subjects(words: &Words<'_>, numeral: &Numeral, memory: &mut TopicState) -> Option<Vec<ClaimSubject>> {
    // 审理行政复议案件5件: whoever decides them.
    let from = words.left.first().map_or(numeral.digits.start, |word| word.start).saturating_sub(2);
    let text = words.context.passage.text(from..numeral.digits.start);
    if ["审理行政", "审理复议", "审理诉讼"].iter().any(|words| text.contains(words)) && !text.contains("公开")
    {
        memory.foreign = true;
        return None;
    }
    let measured =
        matches!(numeral.unit, NumeralUnit::Measure("件" | "起" | "宗" | "例" | "件次" | "个") | NumeralUnit::None);
    let mixed = words.iter().any(|word| matches!(word.sense, WordSense::CarriedIn | WordSense::Carried));
    if !measured || mixed || of_all_kinds(words) {
        return None;
    }
    // The word next to the number decides: 提起行政复议后，行政诉讼3件 is about 诉讼.
    let before = joined(words, words.left.iter().rev().copied().collect());
    let named = forum(&before).or_else(|| forum(&joined(words, words.right.to_vec())));
    // 经复议维持5件: what was decided there, and no suit after it.
    let results = words.iter().any(|word| matches!(word.sense, WordSense::Result(_) | WordSense::Lost));
    let to_court = |word: &VocabularyWord| words.context.passage.has_within(&(word.start..word.end), &["诉"]);
    let named = match named {
        Some(DisputeForum::AfterReconsideration) if results && !words.iter().any(to_court) => {
            Some(DisputeForum::Reconsideration)
        }
        named => named,
    };
    let result = words.iter().rev().find_map(|word| match word.sense {
        WordSense::Result(name) => Some(name),
        WordSense::Lost => Some(column::OVERTURNED),
        WordSense::Unanswered => Some(column::PENDING),
        WordSense::OtherKind if named.is_none() => Some(column::OTHER),
        _ => None,
    });
    // 行政诉讼尚有5件等待开庭.
    let before = words.context.passage.text(numeral.digits.start.saturating_sub(2)..numeral.digits.start);
    let result = result.or(["尚有", "仍有", "还有", "尚余"].contains(&before.as_str()).then_some(column::PENDING));
    let concluded =
        result.is_none() && words.iter().any(|word| matches!(word.sense, WordSense::Concluded | WordSense::Answer));
    let lost =
        words.iter().any(|word| word.sense == WordSense::Lost && words.context.passage.has_at(word.start, "败诉"));
    let default = lost.then_some(DisputeForum::Litigation);
    if named.is_none() && memory.foreign {
        return None;
    }
    let forum = named.or(memory.forum).or(default)?;
    // After a breakdown of 诉讼 it is open which kind the results are of.
    let kind = matches!(forum, DisputeForum::Direct | DisputeForum::AfterReconsideration);
    memory.broken_down |= kind && matches!(memory.forum, Some(DisputeForum::Litigation | DisputeForum::Both));
    memory.forum = Some(forum).filter(|_| !(kind && memory.broken_down));
    if named.is_some() {
        memory.foreign = false;
    }
    if is_of_other_matters(words, numeral) {
        return None;
    }
    let one = |forum| ClaimSubject::Disputes { forum, result, concluded };
    let each = words.left.iter().any(|word| word.sense == WordSense::Each)
        || numeral.value.is_some_and(|value| value.is_zero());
    Some(match forum {
        DisputeForum::Both if each && named.is_some() => {
            vec![one(DisputeForum::Reconsideration), one(DisputeForum::Litigation)]
        }
        _ => vec![one(forum)],
    })
}

/// 行政复议案件5件，涉及土地、规划等领域: what follows says what they are about, and it is no disclosure.
fn is_of_other_matters(words: &Words<'_>, numeral: &Numeral) -> bool {
    const CLAUSE: usize = 30;
    let passage = words.context.passage;
    if passage.at(numeral.end) != Some('，') {
        return false;
    }
    let from = numeral.end + 1;
    let ends = |at: &usize| passage.at(*at).is_none_or(|one| matches!(one, '，' | '。' | '；'));
    let to = (from..from + CLAUSE).find(ends).unwrap_or(from + CLAUSE);
    let about = ["涉及", "主要涉及", "涵盖", "集中在", "主要集中", "分布在", "涉", "多为", "主要为"];
    let named = about.iter().any(|words| passage.has_at(from, words));
    let own =
        ["公开", "答复", "申请", "复议", "诉讼", "案件"].iter().any(|word| passage.has_within(&(from..to), &[*word]));
    let text = passage.text(words.left.first().map_or(numeral.digits.start, |word| word.start)..numeral.end);
    named && !own && !text.contains("公开")
}

/// 各类行政复议案件 are not only those about the disclosure of information.
fn of_all_kinds(words: &Words<'_>) -> bool {
    let (Some(first), Some(last)) = (words.iter().next(), words.iter().next_back()) else { return false };
    let last = words.all_right.last().map_or(last.end, |word| word.end.max(last.end));
    let text = words.context.passage.text(first.start..last);
    // One of the results that the form adds up.
    let result = ["终止", "调解", "和解", "确认违法", "责令", "变更", "开庭", "听证", "出庭"]
        .iter()
        .any(|word| text.contains(word));
    let everybody = ["各类", "各级", "行政机关", "各部门", "各单位", "各乡镇"].iter().any(|word| text.contains(word));
    everybody && !text.contains("公开") || result && !text.contains("结果纠正") && !text.contains("撤销")
}

/// The words that name a forum, from the number away as long as they are joined by 、 or 和.
fn joined(words: &Words<'_>, mut near: Vec<VocabularyWord>) -> Vec<VocabularyWord> {
    near.retain(|word| word.sense.is_dispute());
    let litigation = |word: &VocabularyWord| matches!(word.sense, WordSense::Litigation);
    let kind = near.iter().any(|word| matches!(word.sense, WordSense::Direct | WordSense::AfterReconsideration));
    if kind && near.iter().any(litigation) {
        // 未经复议直接起诉的行政诉讼 is one kind of it.
        near.retain(|word| !litigation(word));
    }
    let mut kept: Vec<VocabularyWord> = Vec::new();
    for word in near {
        let joins = kept.last().is_none_or(|last| {
            let gap = words.context.passage.text(word.end.min(last.end)..word.start.max(last.start));
            let gap = gap.trim_start_matches("案件").trim_start_matches("申请");
            let gap = gap.trim_end_matches("提起").trim_end_matches("引发").trim_end_matches("被");
            matches!(gap, "" | "、" | "和" | "与" | "及" | "或" | "或者" | "以及" | "（" | "·")
        });
        if !joins {
            break;
        }
        kept.push(word);
    }
    kept
}

/// The forum that the words name together.
pub(super) fn forum(words: &[VocabularyWord]) -> Option<DisputeForum> {
    let forums = words.iter().filter_map(|word| named(word.sense));
    forums.fold(None, |all, one| match all {
        None => Some(one),
        Some(all) if all == one => Some(all),
        Some(DisputeForum::Direct | DisputeForum::AfterReconsideration)
            if matches!(one, DisputeForum::Direct | DisputeForum::AfterReconsideration) =>
        {
            Some(DisputeForum::Litigation)
        }
        Some(_) => Some(DisputeForum::Both),
    })
}

/// The forum of a word.
pub(super) const fn named(sense: WordSense) -> Option<DisputeForum> {
    match sense {
        WordSense::Reconsideration => Some(DisputeForum::Reconsideration),
        WordSense::Litigation => Some(DisputeForum::Litigation),
        WordSense::Direct => Some(DisputeForum::Direct),
        WordSense::AfterReconsideration => Some(DisputeForum::AfterReconsideration),
        WordSense::BothForums => Some(DisputeForum::Both),
        _ => None,
    }
}
