//! R41: half-width punctuation and straight quotation marks among Chinese characters, marks that
//! follow one another.

use std::ops::Range;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep};
use crate::check::passage::Passage;
use crate::check::rule::Rule;

/// What half-width marks are in full width.
const WIDTHS: &[(char, &str)] =
    &[(',', "，"), (';', "；"), (':', "："), ('?', "？"), ('!', "！"), ('(', "（"), (')', "）"), ('.', "。")];

/// One finding for each paragraph and each kind of fault, with every place.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for passage in input.passages() {
        let narrow = narrow(passage);
        found.extend(finding(rule, "narrow", passage, narrow));
        found.extend(finding(rule, "doubled", passage, doubled(passage)));
    }
}

/// A place with the right characters for it.
type PunctuationFault = (Range<usize>, String);

fn finding(rule: &Rule, variant: &'static str, passage: &Passage, faults: Vec<PunctuationFault>) -> Option<Finding> {
    let (first, _) = faults.first()?;
    let start = first.start.saturating_sub(4);
    let excerpt: String = passage.written().get(start..).unwrap_or_default().iter().take(first.len() + 8).collect();
    let places = faults.iter().map(|(range, _)| passage.place(range.clone())).collect();
    let steps = faults.iter().map(|(range, right)| FixStep::Replace(passage.place(range.clone()), right.clone()));
    let steps: Vec<FixStep> = steps.collect();
    Some(rule.finding(variant, passage.section(), places).quoting("excerpt", excerpt).fixed_by(steps))
}

fn narrow(passage: &Passage) -> Vec<PunctuationFault> {
    let mut found = Vec::new();
    let mut open = false;
    for (at, one) in passage.written().iter().enumerate() {
        if !one.is_ascii() {
            continue;
        }
        if matches!(one, '"' | '\'') && (is_chinese(passage, at.wrapping_sub(1)) || is_chinese(passage, at + 1)) {
            open = !open;
            let curly = match (one, open) {
                ('"', true) => "“",
                ('"', false) => "”",
                (_, true) => "‘",
                (_, false) => "’",
            };
            found.push((at..at + 1, curly.to_owned()));
            continue;
        }
        let Some((_, wide)) = WIDTHS.iter().find(|(narrow, _)| narrow == one) else { continue };
        let (before, after) = (is_chinese(passage, at.wrapping_sub(1)), is_chinese(passage, at + 1));
        let among = match one {
            '(' => after,
            ')' => before,
            // 1.属于国家秘密 and 3.5 keep their points.
            '.' => before && (after || at + 1 == passage.written().len()),
            _ => (before || after) && !is_plain(passage, at + 1),
        };
        if among {
            found.push((at..at + 1, (*wide).to_owned()));
        }
    }
    found
}

/// Marks that follow one another, with the one that should replace them.
fn doubled(passage: &Passage) -> Vec<PunctuationFault> {
    let mut found: Vec<PunctuationFault> = Vec::new();
    let characters = passage.characters();
    let mut at = 0;
    while let Some(one) = characters.get(at) {
        let run = if is_stop(*one) { characters.iter().skip(at).take_while(|one| is_stop(**one)).count() } else { 1 };
        if run >= 2 {
            let marks = characters.get(at..at + run).unwrap_or_default();
            // The strongest mark is the one that was meant: 、。 is 。
            let kept = ['。', '；', '：', '，', '、'].into_iter().find(|mark| marks.contains(mark)).unwrap_or(*one);
            found.push((at..at + run, kept.to_string()));
        }
        at += run;
    }
    found
}

const fn is_stop(one: char) -> bool {
    matches!(one, '，' | '、' | '。' | '；' | '：')
}

fn is_chinese(passage: &Passage, at: usize) -> bool {
    passage
        .written()
        .get(at)
        .is_some_and(|one| matches!(one, '\u{4e00}'..='\u{9fff}' | '《' | '》' | '“' | '”' | '（' | '）'))
}

/// Whether a slash follows the mark, as in a web address.
fn is_plain(passage: &Passage, at: usize) -> bool {
    passage.written().get(at).is_some_and(|one| matches!(one, '/' | '\\'))
}
