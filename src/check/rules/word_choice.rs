//! R50: words that are written twice, 的 for 地 or 得 where only one is right, and spoken words. Hints:
//! whoever writes may let each stand.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep};
use crate::check::passage::Passage;
use crate::check::rule::Rule;

/// Words that are never written twice in a row, with the characters that end a word before them or
/// begin one after them: 作了了解 and 目的的 have nothing too many.
const DOUBLED: &[(&str, &str, &str)] = &[
    ("的", "目", "确士"),
    ("了", "", "解如然不无"),
    ("进行", "", ""),
    ("开展", "", ""),
    ("加强", "", ""),
    ("以及", "", ""),
    ("根据", "", ""),
    ("按照", "", ""),
    ("对于", "", ""),
    ("同时", "", ""),
    ("主动", "", ""),
    ("及时", "", ""),
    ("不断", "", ""),
    ("持续", "", ""),
    ("进一步", "", ""),
];

/// Adverbs that describe how something is done.
const MANNER: &[&str] = &[
    "大力",
    "积极",
    "认真",
    "及时",
    "全面",
    "切实",
    "深入",
    "扎实",
    "稳步",
    "不断",
    "进一步",
    "持续",
    "有序",
    "充分",
    "主动",
    "严格",
    "逐步",
];

/// Verbs that, followed by 了 or 好, are what was done and no noun.
const VERBS: &[&str] = &[
    "推进", "开展", "落实", "加强", "完善", "提升", "提高", "推动", "公开", "发布", "保障", "履行", "执行", "规范",
    "梳理", "回应", "办理", "做", "组织", "强化", "优化", "拓展",
];

/// After 做 and the like, 的 for 得: how well it is done follows.
const DEGREE: &[(&str, &str)] = &[
    ("做的不够", "做得不够"),
    ("做的还不够", "做得还不够"),
    ("做的很好", "做得很好"),
    ("做的比较", "做得比较"),
    ("公开的不够", "公开得不够"),
    ("公开的还不够", "公开得还不够"),
    ("更新的不够", "更新得不够"),
    ("抓的不够", "抓得不够"),
    ("落实的不够", "落实得不够"),
    ("发布的不够", "发布得不够"),
    ("解读的不够", "解读得不够"),
];

/// Spoken words and what official writing has in their place.
const SPOKEN: &[(&str, &str)] = &[
    ("咱们", "我们"),
    ("差不多", "约"),
    ("一下子", "迅速"),
    ("弄清楚", "查清"),
    ("特别特别", "特别"),
    ("挺好", "良好"),
    ("没啥", "没有"),
];

/// R50.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for passage in input.passages() {
        doubled(rule, input, passage, found);
        particles(rule, input, passage, found);
        spoken(rule, input, passage, found);
    }
}

fn doubled(rule: &Rule, input: &CheckInput<'_>, passage: &Passage, found: &mut Vec<Finding>) {
    for (word, before, after) in DOUBLED {
        let twice = word.repeat(2);
        for range in passage.find(&twice) {
            let ended = range.start.checked_sub(1).and_then(|last| passage.at(last));
            let of_another_word = ended.is_some_and(|last| before.contains(last))
                || passage.at(range.end).is_some_and(|next| after.contains(next));
            if !of_another_word && !input.is_known(passage, &range) {
                found.push(finding(rule, "doubled", passage, range, (&twice, word)));
            }
        }
    }
}

fn particles(rule: &Rule, input: &CheckInput<'_>, passage: &Passage, found: &mut Vec<Finding>) {
    for range in passage.find("的") {
        let manner = MANNER.iter().find(|manner| {
            range.start.checked_sub(manner.chars().count()).is_some_and(|start| passage.has_at(start, manner))
        });
        let done = VERBS.iter().any(|verb| {
            let end = range.end + verb.chars().count();
            passage.has_at(range.end, verb) && passage.at(end).is_some_and(|next| matches!(next, '了' | '好'))
        });
        if manner.is_some() && done && !input.is_known(passage, &range) {
            found.push(finding(rule, "particle", passage, range, ("的", "地")));
        }
    }
    for (wrong, right) in DEGREE {
        for range in unknown(input, passage, wrong) {
            found.push(finding(rule, "particle", passage, range, (wrong, right)));
        }
    }
}

fn spoken(rule: &Rule, input: &CheckInput<'_>, passage: &Passage, found: &mut Vec<Finding>) {
    for (word, plain) in SPOKEN {
        for range in unknown(input, passage, word) {
            found.push(finding(rule, "spoken", passage, range, (word, plain)));
        }
    }
}

/// Where words stand that are not of a word of the unit.
fn unknown(input: &CheckInput<'_>, passage: &Passage, words: &str) -> Vec<std::ops::Range<usize>> {
    passage.find(words).into_iter().filter(|range| !input.is_known(passage, range)).collect()
}

fn finding(
    rule: &Rule,
    variant: &'static str,
    passage: &Passage,
    range: std::ops::Range<usize>,
    (words, right): (&str, &str),
) -> Finding {
    let place = passage.place(range.clone());
    rule.finding(variant, passage.section(), vec![place])
        .quoting("words", words)
        .quoting("right", right)
        .quoting("excerpt", passage.excerpt(range))
        .fixed_by(vec![FixStep::Replace(place, right.to_owned())])
}
