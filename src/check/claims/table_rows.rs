//! Which rows and columns of the tables the words around a number name: documents, applicants, outcomes. Must
//! not know the report's numbers.

use std::ops::Range;

use super::claim_context::between;
use super::topic::{TopicState, Words};
use super::vocabulary::{ORGANISATIONS, VocabularyWord, WordSense};
use super::{ClaimSubject, Numeral, RequestStage};
use crate::form::CellName;
use crate::form::cell_names::{column, group, row};

/// A row and a column of table two. The document may be named elsewhere in the sentence.
pub(super) fn documents(
    words: &Words<'_>,
    numeral: &Numeral,
    sentence: &Range<usize>,
    memory: &mut TopicState,
) -> Option<ClaimSubject> {
    let row = |word: &VocabularyWord| if let WordSense::Document(row) = word.sense { Some(row) } else { None };
    let own = words.left.iter().rev().find_map(row).or_else(|| words.right.iter().find_map(row));
    let own = own.or_else(|| words.all_right.iter().find_map(row));
    let others = between(&words.context.words, sentence.start..sentence.end.min(sentence.start + 120));
    let row = own.or(memory.document.filter(|_| !memory.foreign)).or_else(|| others.iter().find_map(row));
    // 制发件数, 现行有效件数: the heads of table two.
    let head = words.left.iter().any(|word| {
        matches!(word.sense, WordSense::Stock(_)) && words.context.passage.text(word.start..word.end).ends_with("件数")
    });
    let row = row.or(memory.former_document.filter(|_| !memory.foreign));
    let row = row.or_else(|| head.then_some(row::NORMATIVE_DOCUMENTS))?;
    // 发布信息5件 is no document, whatever was named before.
    let beside = words.left.last().is_none_or(|word| numeral.digits.start <= word.end + 2 && word.end - word.start > 0);
    let from = words.left.first().map_or(numeral.digits.start, |word| word.start);
    let named = words.context.passage.text(from..numeral.digits.start);
    if own.is_none() && (!beside || ["信息", "发布", "新增", "下发", "印发"].iter().any(|words| named.contains(words)))
    {
        return None;
    }
    let core =
        |word: &&VocabularyWord| matches!(word.sense, WordSense::Receive | WordSense::Answer | WordSense::Request);
    if words.iter().any(|word| core(&word)) {
        return None;
    }
    let column = |word: &VocabularyWord| if let WordSense::Stock(column) = word.sense { Some(column) } else { None };
    let mut before = words.left.iter().rev().filter_map(column);
    let column = match (before.next(), before.next()) {
        // 制发、废止规范性文件3件 leaves it open which.
        (Some(one), Some(other)) if one != other && one != column::IN_FORCE => return None,
        (Some(one), _) => one,
        (None, _) => words.right.iter().chain(words.all_right).find_map(column)?,
    };
    memory.document = Some(row);
    Some(ClaimSubject::Documents(row, column))
}

/// The kinds of applicants next to the number.
pub(super) fn applicants(words: &Words<'_>) -> Option<ClaimSubject> {
    let mut kinds: Vec<&'static [CellName]> = Vec::new();
    for word in words.iter() {
        match word.sense {
            WordSense::Applicant(columns) if !kinds.contains(&columns) => kinds.push(columns),
            _ => {}
        }
    }
    // 律师事务所等法律服务机构: the kind itself follows.
    let named = |at: usize, sense: WordSense| words.iter().any(|word| word.start == at && word.sense == sense);
    let and_so_on = words.iter().any(|word| {
        let applicant = matches!(word.sense, WordSense::Applicant(_));
        applicant && words.context.passage.at(word.end) == Some('等') && !named(word.end + 1, word.sense)
    });
    match kinds.as_slice() {
        // 企业等组织, 企业、社会组织等: not companies alone.
        _ if and_so_on => kinds.contains(&ORGANISATIONS).then_some(ClaimSubject::Applicants(ORGANISATIONS)),
        [one] => Some(ClaimSubject::Applicants(one)),
        [one, other] if one.len() == 1 && *other == ORGANISATIONS || other.len() == 1 && *one == ORGANISATIONS => {
            let natural = [one, other].iter().any(|one| **one == [column::NATURAL_PERSON]);
            natural.then_some(ClaimSubject::Requests(RequestStage::Handled))
        }
        _ => None,
    }
}

/// The outcomes next to a number, those joined by 和, 及, 或 together. Rows say more than their group: 因属于国家秘密不予公开.
pub(super) fn outcomes(words: &Words<'_>, numeral: &Numeral) -> Option<ClaimSubject> {
    let context = words.context;
    let rows = |word: &VocabularyWord| match word.sense {
        WordSense::Group(name) => Some(context.form.group(name)?.rows.clone()),
        WordSense::Outcome(name) => Some(vec![name]),
        WordSense::Disclosed => {
            let of = |name: CellName| Some(context.form.group(name)?.rows.clone());
            Some([of(group::GRANTED)?, of(group::PARTLY_GRANTED)?].concat())
        }
        _ => None,
    };
    let specific = |word: &&VocabularyWord| matches!(word.sense, WordSense::Outcome(_));
    let is_left = words.left.iter().any(|word| rows(word).is_some());
    let side = if is_left { words.left } else { words.right };
    let only_rows = side.iter().any(|word| specific(&word));
    let chosen: Vec<&VocabularyWord> =
        side.iter().filter(|word| rows(word).is_some() && (!only_rows || specific(word))).collect();
    let mut found: Vec<CellName> = Vec::new();
    let mut start = None;
    for word in chosen.iter().rev() {
        let beside = start.is_none_or(|start| {
            let gap = context.passage.characters().get(word.end..start).unwrap_or_default();
            gap.len() <= 4 && gap.iter().all(|one| "、和及或与并以者".contains(*one))
        });
        if !beside {
            break;
        }
        found.extend(rows(word)?);
        start = Some(word.start);
    }
    // 信访举报投诉类、重复申请等不予处理: the group.
    let and_so_on = chosen.last().is_some_and(|word| context.passage.at(word.end) == Some('等'));
    found.dedup();
    let several = found.len() > 1 && only_rows && side.iter().any(|word| matches!(word.sense, WordSense::Group(_)));
    if and_so_on || several {
        let group = side.iter().rfind(|word| matches!(word.sense, WordSense::Group(_)));
        let last = chosen.last().map_or(0, |word| word.end);
        let group = group.filter(|word| and_so_on && word.start >= last)?;
        return Some(ClaimSubject::Outcomes(rows(group)?));
    }
    if only_rows {
        let groups = side.iter().filter(|word| matches!(word.sense, WordSense::Group(_)));
        for word in groups {
            let whole = rows(word)?;
            // 予以公开…属于国家秘密: not the group of the row.
            if !found.iter().all(|row| whole.contains(row)) {
                return None;
            }
        }
    }
    // 予以公开（含部分公开）5件: what the bracket adds.
    if let (Some(last), true) = (chosen.last(), is_left) {
        let gap = last.end..numeral.digits.start.max(last.end);
        let text = context.passage.text(gap.clone());
        let depth = context.depth(numeral.digits.start);
        let deeper = |word: &&VocabularyWord| rows(word).is_some() && context.depth(word.start) > depth;
        let inside: Vec<&VocabularyWord> = between(&context.words, gap).iter().filter(deeper).collect();
        if ["（含", "（包括", "（包含", "（其中"].iter().any(|words| text.contains(words)) {
            for word in inside {
                found.extend(rows(word)?);
            }
            found.sort_unstable();
            found.dedup();
        } else if inside.iter().filter_map(|word| rows(word)).flatten().any(|row| !found.contains(&row)) {
            return None;
        }
    }
    let near = !is_left || start.is_none_or(|start| numeral.digits.start.saturating_sub(start) <= 40);
    (!found.is_empty() && near).then_some(ClaimSubject::Outcomes(found))
}
