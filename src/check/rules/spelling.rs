//! R46 and R47: words that are often mistaken for others, and sentences without their full stop.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::richtext::Level;

/// Wrong words, right words, and what must follow for the wrong ones to be wrong: anything, or a date.
const CONFUSED: &[ConfusedWords] = &[
    // 截止 ends something and has no object; 截至 goes on to a time (现代汉语词典).
    ConfusedWords { wrong: "截止", right: "截至", followed_by: FollowedBy::Date },
    ConfusedWords { wrong: "截止到", right: "截至", followed_by: FollowedBy::Date },
    ConfusedWords { wrong: "截止至", right: "截至", followed_by: FollowedBy::Date },
    ConfusedWords { wrong: "行政法复议", right: "行政复议", followed_by: FollowedBy::Anything },
    ConfusedWords { wrong: "按步就班", right: "按部就班", followed_by: FollowedBy::Anything },
    ConfusedWords { wrong: "布署", right: "部署", followed_by: FollowedBy::Anything },
    ConfusedWords { wrong: "既使", right: "即使", followed_by: FollowedBy::Anything },
    ConfusedWords { wrong: "帐号", right: "账号", followed_by: FollowedBy::Anything },
    ConfusedWords { wrong: "帐户", right: "账户", followed_by: FollowedBy::Anything },
    ConfusedWords { wrong: "因该", right: "应该", followed_by: FollowedBy::Anything },
];

/// The fewest characters of a paragraph that must end as a sentence; shorter ones may be headings or
/// items of a list.
const SENTENCE: usize = 12;

/// The fewest characters of the last sentence.
const TAIL: usize = 8;

struct ConfusedWords {
    wrong: &'static str,
    right: &'static str,
    followed_by: FollowedBy,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FollowedBy {
    Anything,
    Date,
}

/// R46: words mistaken for others.
pub(in crate::check) fn confused(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for passage in input.passages() {
        for words in CONFUSED {
            for range in passage.find(words.wrong) {
                let is_wrong = words.followed_by == FollowedBy::Anything || is_date(passage, range.end);
                if !is_wrong || input.is_known(passage, &range) {
                    continue;
                }
                let place = passage.place(range.clone());
                found.push(
                    rule.finding("confused", passage.section(), vec![place])
                        .quoting("words", words.wrong)
                        .quoting("right", words.right)
                        .quoting("excerpt", passage.excerpt(range))
                        .fixed_by(vec![FixStep::Replace(place, words.right.to_owned())]),
                );
            }
        }
    }
}

/// Whether a time begins at `at`: 2024年, 12月31日, 目前, 年底.
fn is_date(passage: &Passage, at: usize) -> bool {
    passage.at(at).is_some_and(|one| one.is_ascii_digit() || "二〇○".contains(one))
        || [
            "目前",
            "年底",
            "年末",
            "本年",
            "今年",
            "当前",
            "月底",
            "报告期",
            "本报告",
            "本期",
            "期末",
            "现在",
            "去年",
            "上年",
            "上月",
            "本月",
            "季度末",
            "此时",
            "当日",
            "统计",
        ]
        .iter()
        .any(|words| passage.has_at(at, words))
}

/// R47: a paragraph of text that ends without a full stop, though others end with one.
pub(in crate::check) fn unended(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let ends = |passage: &Passage| passage.characters().last().is_some_and(|one| "。！？".contains(*one));
    // Who ends no paragraph with a full stop writes lists.
    if !input.passages().any(ends) {
        return;
    }
    for passage in input.passages().filter(|passage| passage.level == Level::Body) {
        let characters = passage.characters();
        let is_sentence =
            characters.iter().any(|one| matches!(one, '，' | '。' | '；')) && characters.len() >= SENTENCE;
        let open = characters.last().is_some_and(|one| one.is_alphanumeric() || matches!(one, '，' | '、' | '”'));
        // What follows the last full stop must itself be a sentence, and complete: 附件下载 is a button of a
        // web page, and an open bracket shows that the text was cut.
        let tail = characters.rsplit(|one| matches!(one, '。' | '！' | '？')).next().map_or(0, <[char]>::len);
        if !(is_sentence && open) || tail < TAIL || is_heading(passage) || is_cut(characters) {
            continue;
        }
        let last = characters.len() - 1;
        let comma = characters.get(last).is_some_and(|one| matches!(one, '，' | '、'));
        let place = passage.place(if comma { last..characters.len() } else { last..last + 1 });
        let kept = if comma { String::new() } else { passage.written().get(last).into_iter().collect() };
        found.push(
            rule.finding("unended", passage.section(), vec![place])
                .quoting("excerpt", passage.text(characters.len().saturating_sub(SENTENCE)..characters.len()))
                .fixed_by(vec![FixStep::Replace(place, kept + "。")]),
        );
    }
}

/// Whether a bracket or quotation mark is open at the end.
fn is_cut(characters: &[char]) -> bool {
    let count = |mark: char| characters.iter().filter(|one| **one == mark).count();
    [('《', '》'), ('（', '）'), ('“', '”')].iter().any(|(open, close)| count(*open) > count(*close))
}

/// A line such as （三）完善制度规范，加强信息管理 is a heading with a comma, not a sentence.
fn is_heading(passage: &Passage) -> bool {
    let characters = passage.characters();
    let numbered = matches!(characters.first(), Some('（' | '一'..='十' | '1'..='9' | '第'));
    let sentences = characters.iter().filter(|one| matches!(one, '。' | '；')).count();
    let clauses = characters.iter().filter(|one| **one == '，').count();
    numbered && sentences == 0 && clauses <= 1 && characters.len() <= 40
}
