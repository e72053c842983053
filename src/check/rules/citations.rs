//! R33: numbers of documents and titles of laws in their official spelling.

use std::ops::Range;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep};
use crate::check::passage::Passage;
use crate::check::rule::Rule;

/// Misspellings and the official words. Where the official words contain the misspelling, places
/// inside the official words do not count.
const MISSPELT: &[(&str, &str)] = &[
    ("国办政务公开办函", "国办公开办函"),
    ("国办信息公开办函", "国办公开办函"),
    ("国办政府公开办函", "国办公开办函"),
    ("国办函公开办", "国办公开办函"),
    ("国令第711号", "国务院令第711号"),
    ("国务院第711号令", "国务院令第711号"),
    ("国务院令第492号", "国务院令第711号"),
    ("国务院令711号", "国务院令第711号"),
    ("国务院令第771号", "国务院令第711号"),
    ("国务院令第710号", "国务院令第711号"),
    ("国务院令第712号", "国务院令第711号"),
    ("《中华人民共和国信息公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("《中华人民共和国政务公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("《中华人民共和国政府信息公开条列》", "《中华人民共和国政府信息公开条例》"),
    ("《政府信息公开条列》", "《政府信息公开条例》"),
    ("《信息公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("《政府信息公开处理费管理办法》", "《政府信息公开信息处理费管理办法》"),
    ("《信息处理费管理办法》", "《政府信息公开信息处理费管理办法》"),
    ("《政府信息公开信息处理费办法》", "《政府信息公开信息处理费管理办法》"),
    ("国务院711号令", "国务院令第711号"),
    ("国务院令（第711号）", "国务院令第711号"),
    ("国务院令第七一一号", "国务院令第711号"),
    ("国务院第711号", "国务院令第711号"),
    ("国办公开办〔", "国办公开办函〔"),
    ("国办公开函〔", "国办公开办函〔"),
    ("国办公开办发〔", "国办公开办函〔"),
    ("国办信息公开办〔", "国办公开办函〔"),
    ("国办公办函〔", "国办公开办函〔"),
    ("国信公开办函〔", "国办公开办函〔"),
    ("国办政务公开函〔", "国办公开办函〔"),
    ("《政府信息公开工作条例》", "《中华人民共和国政府信息公开条例》"),
    ("《中华人民共和国政府信息公开工作条例》", "《中华人民共和国政府信息公开条例》"),
    ("《中华人民共和国政府信息公开法》", "《中华人民共和国政府信息公开条例》"),
    ("《政府信息公开法》", "《中华人民共和国政府信息公开条例》"),
    ("《政务公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("《中华人民共和国政府公开信息条例》", "《中华人民共和国政府信息公开条例》"),
    ("《政府公开信息条例》", "《中华人民共和国政府信息公开条例》"),
    ("《中华人民共和国政府信息公开条理》", "《中华人民共和国政府信息公开条例》"),
    ("《中国人民共和国政府信息公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("《中华人民共和国行政复议条例》", "《中华人民共和国行政复议法》"),
    ("《信访条例》", "《信访工作条例》"),
];

/// Laws with words that are wrong after their title, and the correct words.
const ISSUERS: &[(&str, &str)] =
    &[("《信访工作条例》（国务院", "中共中央、国务院2022年2月25日发布，自2022年5月1日起施行")];

/// Misspelt names and numbers, and years of document numbers in the wrong brackets or in none.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for passage in input.passages() {
        for (wrong, right) in MISSPELT {
            let is_of_its_time = *wrong == "《信访条例》" && input.report.year <= 2022;
            for range in passage
                .find(wrong)
                .into_iter()
                .filter(|range| !is_of_its_time && is_wrong(passage, range, wrong, right))
            {
                let place = passage.place(range.clone());
                found.push(
                    rule.finding("words", passage.section(), vec![place])
                        .quoting("stated", passage.text(range))
                        .quoting("official", *right)
                        .fixed_by(vec![FixStep::Replace(place, (*right).to_owned())]),
                );
            }
        }
        for (words, right) in ISSUERS {
            for range in passage.find(words) {
                found.push(
                    rule.finding("issuer", passage.section(), vec![passage.place(range.clone())])
                        .quoting("stated", passage.excerpt(range))
                        .quoting("official", *right),
                );
            }
        }
        found.extend(numbers(passage).into_iter().map(|wrong| wrong.finding(rule, passage)));
        found.extend(ordinals(passage).into_iter().map(|stated| {
            let place = passage.place(stated.clone());
            let text = passage.text(stated);
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let official = match text.ends_with('年') {
                true => digits,
                false => format!("{}号", digits.trim_start_matches('0')),
            };
            rule.finding("words", passage.section(), vec![place])
                .quoting("stated", text)
                .quoting("official", official.clone())
                .fixed_by(vec![FixStep::Replace(place, official)])
        }));
    }
}

/// Whether a misspelling is not part of the right words.
fn is_wrong(passage: &Passage, range: &Range<usize>, wrong: &str, right: &str) -> bool {
    let Some(before) = right.find(wrong).and_then(|at| right.get(..at)) else { return true };
    let start = range.start.saturating_sub(before.chars().count());
    !before.is_empty() && passage.text(start..range.start) != before
}

/// The year of a document number in other brackets than 〔〕.
struct CitationYear {
    opening: usize,
    closing: usize,
    whole: Range<usize>,
}

/// Document numbers in other brackets than 〔〕, such as `国办公开办函[2021]30号`: a year, digits and 号.
fn numbers(passage: &Passage) -> Vec<CitationYear> {
    let mut found = Vec::new();
    if !passage.has_any(&["号"]) {
        return found;
    }
    let characters = passage.written();
    for (opening, one) in characters.iter().enumerate() {
        if !matches!(one, '[' | '［' | '【' | '（' | '(' | '<' | '﹝' | '{' | '「' | '〔') {
            continue;
        }
        let digit = |at: usize| passage.at(at).is_some_and(|one| one.is_ascii_digit());
        let year = (1..=4).all(|step| digit(opening + step)) && matches!(passage.at(opening + 1), Some('1' | '2'));
        let closing = opening + 5;
        let closes = characters
            .get(closing)
            .is_some_and(|one| matches!(one, ']' | '］' | '】' | '）' | ')' | '>' | '﹞' | '}' | '」' | '〕'));
        // 〔2021] is as wrong as [2021].
        let right = *one == '〔' && characters.get(closing) == Some(&'〕');
        if !(year && closes) || right {
            continue;
        }
        let mut at = closing + 1;
        at += usize::from(passage.at(at) == Some('第'));
        let first = at;
        while digit(at) && at < first + 6 {
            at += 1;
        }
        // 函, 发, 字 before it: the code of an office, not a year in a sentence.
        let office = opening.checked_sub(1).and_then(|before| passage.at(before));
        let sign = office.is_some_and(|one| "函发字办令政规公通告".contains(one));
        if sign && at > first && passage.at(at) == Some('号') {
            let start = (0..opening).rev().take(8).take_while(|at| passage.at(*at).is_some_and(is_sign)).last();
            found.push(CitationYear { opening, closing, whole: start.unwrap_or(opening)..at + 1 });
        }
    }
    found.extend(bare(passage));
    found
}

/// 〔2021〕第30号, 〔2021〕030号: the number of a document has neither 第 nor noughts before it (GB/T 9704 §7.2.5).
fn ordinals(passage: &Passage) -> Vec<Range<usize>> {
    let of = |bracket: Range<usize>| {
        // 〔2021年〕30号: the year without 年.
        let before = bracket.start.checked_sub(1);
        if before.and_then(|at| passage.at(at)) == Some('年') {
            let number = passage.characters().get(bracket.end..)?.iter().take_while(|one| one.is_ascii_digit()).count();
            let cited = number > 0 && passage.at(bracket.end + number) == Some('号');
            let year = before?.checked_sub(4)?;
            let digits = (year..year + 4).all(|at| passage.at(at).is_some_and(|one| one.is_ascii_digit()));
            return (cited && digits && passage.at(year.checked_sub(1)?) == Some('〔')).then_some(year..before? + 1);
        }
        let year = (1..=4).all(|step| {
            bracket.start.checked_sub(step).and_then(|at| passage.at(at)).is_some_and(|one| one.is_ascii_digit())
        });
        let second = passage.at(bracket.end) == Some('第');
        let first = bracket.end + usize::from(second);
        let end = (first..first + 6).find(|at| !passage.at(*at).is_some_and(|one| one.is_ascii_digit()))?;
        let numbered = end > first && passage.at(end) == Some('号');
        (year && numbered && (second || passage.at(first) == Some('0'))).then_some(bracket.end..end + 1)
    };
    passage.find("〕").into_iter().filter_map(of).collect()
}

fn is_sign(one: char) -> bool {
    one.is_alphabetic() && !one.is_ascii()
}

/// 国办公开办函202130号: the brackets are missing.
fn bare(passage: &Passage) -> Vec<CitationYear> {
    let of = |range: Range<usize>| {
        let end = (range.end..range.end + 8).find(|at| passage.at(*at) == Some('号'))?;
        let digits = passage.characters().get(range.end..end)?;
        let lost = digits.len() >= 5 && digits.iter().all(char::is_ascii_digit);
        lost.then_some(CitationYear { opening: range.end, closing: range.end, whole: range.start..end + 1 })
    };
    ["公开办函", "国办发", "国办函", "国发"].into_iter().flat_map(|words| passage.find(words)).filter_map(of).collect()
}

impl CitationYear {
    fn finding(self, rule: &Rule, passage: &Passage) -> Finding {
        let finding = rule.finding("brackets", passage.section(), vec![passage.place(self.whole.clone())]);
        let finding =
            finding.quoting("stated", passage.written().get(self.whole).unwrap_or_default().iter().collect::<String>());
        if self.opening == self.closing {
            return finding;
        }
        let put = |at: usize, bracket: &str| FixStep::Replace(passage.place(at..at + 1), bracket.to_owned());
        finding.fixed_by(vec![put(self.opening, "〔"), put(self.closing, "〕")])
    }
}
