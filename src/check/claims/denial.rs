//! Claims that there is nothing at all: 未收到政府信息公开申请, 未发生行政复议. Must not know the report's numbers.

use super::claim_context::ClaimContext;
use super::{Claim, ClaimSubject, ClaimValue, DisputeForum, RequestStage};
use crate::form::cell_names::column;

/// Words that deny.
pub(super) const WORDS: &[&str] = &[
    "未收到",
    "没有收到",
    "未接到",
    "没有接到",
    "未受理",
    "无人申请",
    "未发生",
    "没有发生",
    "未产生",
    "无政府信息公开申请",
    "没有因",
    "无因",
    "未因",
    "未引发",
    "无行政复议",
    "无行政诉讼",
    "未有",
    "未出现",
    "未涉及",
    "零申请",
];

/// How far a denial reaches.
const REACH: usize = 40;

/// Adds the denials of a passage.
pub(super) fn read(context: &ClaimContext<'_>, found: &mut Vec<Claim>) {
    let passage = context.passage;
    let mut starts: Vec<(usize, usize)> =
        WORDS.iter().flat_map(|words| passage.find(words)).map(|range| (range.start, range.end)).collect();
    starts.sort_unstable();
    starts.dedup_by_key(|(start, _)| *start);
    let mut free = 0;
    for (start, from) in starts {
        if start < free {
            continue;
        }
        let ends = |one: char| matches!(one, '，' | '。' | '；' | '：' | '（' | '）' | '！');
        let mut end = from;
        while end < from + REACH && passage.at(end).is_some_and(|one| !ends(one)) {
            end += 1;
        }
        free = end;
        let text = passage.text(start..end);
        let before = passage.text(start.saturating_sub(10)..start);
        let spoken = context.about_requests || text.contains("信息公开");
        let excused =
            ["以来", "上年", "去年", "连续", "建议", "提案", "投诉", "超期", "逾期", "延期", "泄密", "责任追究"];
        let years = passage.years(start.saturating_sub(12)..start);
        let other_year = context.year != 0 && years.iter().any(|(year, _)| *year != context.year);
        let other = other_year || excused.iter().any(|word| text.contains(word) || before.contains(word));
        if !spoken || other || end >= from + REACH {
            continue;
        }
        let mut add = |subject: ClaimSubject| {
            found.push(Claim {
                subject,
                value: ClaimValue::Nothing,
                scope: context.scope(start.saturating_sub(REACH), start),
                digits: start..start,
                quote: start..end,
            });
        };
        let lost = ["败诉", "纠错", "纠正", "撤销", "违法"].iter().any(|word| text.contains(word));
        let result = lost.then_some(column::OVERTURNED);
        let (reconsideration, litigation) = (text.contains("复议"), text.contains("诉讼") || text.contains("起诉"));
        if reconsideration {
            add(ClaimSubject::Disputes { forum: DisputeForum::Reconsideration, result, concluded: false });
        }
        if litigation || lost && !reconsideration {
            add(ClaimSubject::Disputes { forum: DisputeForum::Litigation, result, concluded: false });
        }
        let asked = ["公开申请", "公开的申请", "申请", "申请件", "申请事项", "公开申请件", "申请案件", "申请情况"];
        let denies_receipt = text.starts_with("未收到")
            || text.starts_with("没有收到")
            || text.starts_with("未接到")
            || text.starts_with("没有接到")
            || text.starts_with("未受理")
            || text.starts_with("无")
            || text.starts_with("零");
        let all = asked.iter().any(|word| text.ends_with(word)) && text.contains("公开");
        if denies_receipt && all && !reconsideration && !litigation && !lost {
            add(ClaimSubject::Requests(RequestStage::Received));
        }
    }
}
