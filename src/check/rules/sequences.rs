//! R34: 一是, 二是, 三是 without gap or repetition; （一）, （二） at the beginning of paragraphs; no
//! heading twice in one section.

use std::ops::Range;

use crate::check::annotated_passage::AnnotatedPassage;
use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::report::Place;

const DIGITS: &str = "一二三四五六七八九";

/// A number of a sequence.
struct SequenceItem<'a> {
    number: u32,
    passage: &'a Passage,
    /// The number's own characters.
    digits: Range<usize>,
    /// The whole mark, such as 二是.
    mark: Range<usize>,
}

/// How a sequence is written; each style is counted separately.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SequenceStyle {
    /// 一是, 一要, 一抓.
    Word(char),
    /// 第一，.
    Ordinal,
    /// （一） at the beginning of a paragraph or sentence.
    Second,
    /// 1. or 1、 at the beginning of a paragraph.
    Third,
    /// 其一，.
    Their,
    /// （1） at the beginning of a paragraph or a clause.
    Fourth,
    /// ① or ⑴.
    Circled,
    /// 一、 where a clause begins inside a paragraph.
    First,
    /// 1） where a clause begins.
    Closed,
}

/// Each sequence with a gap or a repetition, once.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let same_origin = |one: &AnnotatedPassage, next: &AnnotatedPassage| one.passage.origin == next.passage.origin;
    for here in input.annotated.chunk_by(same_origin) {
        for style in SequenceStyle::ALL {
            let items: Vec<SequenceItem<'_>> = here.iter().flat_map(|one| style.items(&one.passage)).collect();
            found.extend(runs(items, style).iter().filter_map(|run| broken(rule, run)));
        }
        doubled(rule, here, found);
    }
}

/// Headings of a section, of their own or run in, that stand there twice.
fn doubled(rule: &Rule, here: &[AnnotatedPassage], found: &mut Vec<Finding>) {
    let mut seen: Vec<&[char]> = Vec::new();
    for passage in here.iter().map(|one| &one.passage) {
        let Some(title) = passage.heading() else { continue };
        let words = passage.characters().get(title.clone()).unwrap_or_default();
        if seen.contains(&words) {
            let place = passage.place(title.clone());
            found.push(rule.finding("doubled", passage.section(), vec![place]).quoting("words", passage.text(title)));
        } else if words.len() >= 4 && seen.len() < 64 {
            seen.push(words);
        }
    }
}

/// Sequences begin anew at one; those of the third rank, under each heading of the second.
fn runs(items: Vec<SequenceItem<'_>>, style: SequenceStyle) -> Vec<Vec<SequenceItem<'_>>> {
    let mut runs: Vec<Vec<SequenceItem<'_>>> = Vec::new();
    for item in items {
        // What begins a paragraph with another number than the next one belongs to a separate list
        // that begins with another kind of number.
        match runs.last_mut() {
            // 一是健全制度；一是强化培训.
            Some(run) if item.number == 1 && style.is_said() && is_repeated(run, &item) => run.push(item),
            Some(run) if item.number != 1 && (style != SequenceStyle::Third || run.len() < 64) => run.push(item),
            _ => runs.push(vec![item]),
        }
    }
    runs
}

/// Whether `item`, another first one, follows a first one in the same sentence.
fn is_repeated(run: &[SequenceItem<'_>], item: &SequenceItem<'_>) -> bool {
    let [first] = run else { return false };
    let same = std::ptr::eq(first.passage, item.passage);
    let between = first.passage.characters().get(first.mark.end..item.mark.start).unwrap_or_default();
    same && between.len() <= 40 && between.last() == Some(&'；') && !between.contains(&'：')
}

/// The finding of a sequence whose numbers are not 1, 2, 3 and so on.
fn broken(rule: &Rule, run: &[SequenceItem<'_>]) -> Option<Finding> {
    let wrong: Vec<usize> =
        (0..run.len()).filter(|at| run.get(*at).is_some_and(|item| u32::try_from(at + 1) != Ok(item.number))).collect();
    let first = wrong.first().copied()?;
    // A lone 二是 or a sequence that begins in the middle: the first item is worded differently.
    if run.len() < 2 || run.first().is_some_and(|item| item.number != 1) {
        return None;
    }
    let words: Vec<String> = run.iter().map(|item| item.passage.text(item.mark.clone())).collect();
    let place = |at: &usize| run.get(*at).map(|item| item.passage.place(item.mark.clone()));
    let places: Vec<Place> = wrong.iter().filter_map(place).collect();
    let section = run.first().and_then(|item| item.passage.section());
    let steps = wrong.iter().filter_map(|at| {
        let item = run.get(*at)?;
        let chinese = !item.passage.at(item.digits.start)?.is_ascii_digit();
        let number = at + 1;
        if let Some(first) = item.passage.at(item.digits.start).and_then(first_of_circled) {
            let right = u32::try_from(number).ok().and_then(|number| char::from_u32(u32::from(first) + number - 1))?;
            return Some(FixStep::Replace(item.passage.place(item.digits.clone()), right.to_string()));
        }
        let written = if chinese { crate::richtext::chinese_numeral(number) } else { number.to_string() };
        Some(FixStep::Replace(item.passage.place(item.digits.clone()), written))
    });
    let wanted = run.get(first).map(|item| item.passage.text(item.mark.clone())).unwrap_or_default();
    Some(
        rule.finding("broken", section, places)
            .quoting("words", words.join("、"))
            .quoting("first", wanted)
            .fixed_by(steps.collect()),
    )
}

impl SequenceStyle {
    const ALL: [SequenceStyle; 20] = [
        SequenceStyle::Word('是'),
        SequenceStyle::Word('要'),
        SequenceStyle::Word('抓'),
        SequenceStyle::Word('则'),
        SequenceStyle::Word('靠'),
        SequenceStyle::Word('促'),
        SequenceStyle::Word('查'),
        SequenceStyle::Word('强'),
        SequenceStyle::Word('严'),
        SequenceStyle::Word('建'),
        SequenceStyle::Word('在'),
        SequenceStyle::Word('有'),
        SequenceStyle::Ordinal,
        SequenceStyle::Second,
        SequenceStyle::Third,
        SequenceStyle::Their,
        SequenceStyle::Fourth,
        SequenceStyle::Circled,
        SequenceStyle::First,
        SequenceStyle::Closed,
    ];

    /// Whether it is written in words within sentences.
    const fn is_said(self) -> bool {
        matches!(self, SequenceStyle::Word(_) | SequenceStyle::Ordinal | SequenceStyle::Their)
    }

    fn items(self, passage: &Passage) -> Vec<SequenceItem<'_>> {
        match self {
            SequenceStyle::Word(word) => {
                let places = passage.find(word.encode_utf8(&mut [0; 4]));
                places.into_iter().filter_map(|range| before_is(passage, range.start)).collect()
            }
            SequenceStyle::Ordinal => {
                passage.find("第").into_iter().filter_map(|range| ordinal(passage, range.start)).collect()
            }
            SequenceStyle::Second => {
                passage.find("（").into_iter().filter_map(|range| bracketed(passage, range.start)).collect()
            }
            SequenceStyle::Third => {
                let inside = (1..passage.characters().len()).filter_map(|at| dotted_at(passage, at));
                dotted(passage).into_iter().chain(inside).collect()
            }
            SequenceStyle::Their => {
                passage.find("其").into_iter().filter_map(|range| ordinal(passage, range.start)).collect()
            }
            SequenceStyle::Fourth => {
                passage.find("（").into_iter().filter_map(|range| numbered(passage, range.start)).collect()
            }
            SequenceStyle::Circled => (0..passage.characters().len()).filter_map(|at| circled(passage, at)).collect(),
            SequenceStyle::First => {
                passage.find("、").into_iter().filter_map(|range| listed(passage, range.start)).collect()
            }
            SequenceStyle::Closed => {
                passage.find("）").into_iter().filter_map(|range| closed(passage, range.start)).collect()
            }
        }
    }
}

/// 一是: digits before 是 at the beginning of a clause.
fn before_is(passage: &Passage, is: usize) -> Option<SequenceItem<'_>> {
    let start = (0..is).rev().take(3).take_while(|at| passage.at(*at).is_some_and(is_digit)).last()?;
    let number = value(passage, start..is)?;
    begins(passage, start).then(|| SequenceItem { number, passage, digits: start..is, mark: start..is + 1 })
}

/// 第一，: not 第一季度 and not 第一项.
fn ordinal(passage: &Passage, at: usize) -> Option<SequenceItem<'_>> {
    let end = (at + 1..at + 4).find(|end| !passage.at(*end).is_some_and(is_digit))?;
    let number = value(passage, at + 1..end)?;
    let marked = matches!(passage.at(end), Some('，' | '、' | '是' | '：'));
    (marked && begins(passage, at)).then(|| SequenceItem { number, passage, digits: at + 1..end, mark: at..end })
}

/// （一） where a paragraph or a sentence begins; 第二十条第（一）项 is none.
fn bracketed(passage: &Passage, at: usize) -> Option<SequenceItem<'_>> {
    let end = (at + 1..at + 5).find(|end| !passage.at(*end).is_some_and(is_digit))?;
    let number = value(passage, at + 1..end)?;
    let closed = passage.at(end) == Some('）');
    let opens = at == 0 || passage.at(at - 1) == Some('。');
    (closed && opens).then(|| SequenceItem { number, passage, digits: at + 1..end, mark: at..end + 1 })
}

/// （1） where a paragraph or a clause begins; a number of things in brackets is none.
fn numbered(passage: &Passage, at: usize) -> Option<SequenceItem<'_>> {
    let end = (at + 1..at + 4).find(|end| !passage.at(*end).is_some_and(|one| one.is_ascii_digit()))?;
    let number: u32 = passage.text(at + 1..end).parse().ok()?;
    let closed = passage.at(end) == Some('）');
    let opens = at == 0 || matches!(passage.at(at - 1), Some('。' | '；' | '：'));
    (closed && opens).then(|| SequenceItem { number, passage, digits: at + 1..end, mark: at..end + 1 })
}

/// The first of the characters ① to ⑳ or ⑴ to ⒇ to which `one` belongs.
fn first_of_circled(one: char) -> Option<char> {
    match one {
        '①'..='⑳' => Some('①'),
        '⑴'..='⒇' => Some('⑴'),
        _ => None,
    }
}

/// ① to ⑳, ⑴ to ⒇.
fn circled(passage: &Passage, at: usize) -> Option<SequenceItem<'_>> {
    let one = passage.at(at)?;
    let number = u32::from(one) - u32::from(first_of_circled(one)?) + 1;
    Some(SequenceItem { number, passage, digits: at..at + 1, mark: at..at + 1 })
}

/// 一、强化领导；二、强化培训: 一、 where a clause begins inside a paragraph of sentences. A paragraph that is a heading is
/// R06's.
fn listed(passage: &Passage, comma: usize) -> Option<SequenceItem<'_>> {
    let start = (0..comma).rev().take(3).take_while(|at| passage.at(*at).is_some_and(is_digit)).last()?;
    let number = value(passage, start..comma)?;
    let opens = match start.checked_sub(1).and_then(|at| passage.at(at)) {
        None => passage.characters().iter().any(|one| matches!(one, '。' | '；')),
        Some(one) => matches!(one, '。' | '；' | '：'),
    };
    // 五、六年级.
    let next = passage.at(comma + 1).is_some_and(is_digit);
    (opens && !next).then(|| SequenceItem { number, passage, digits: start..comma, mark: start..comma + 1 })
}

/// 1） where a clause begins, without a bracket before it.
fn closed(passage: &Passage, bracket: usize) -> Option<SequenceItem<'_>> {
    let digit = |at: &usize| passage.at(*at).is_some_and(|one| one.is_ascii_digit());
    let start = (0..bracket).rev().take(2).take_while(digit).last()?;
    let number: u32 = passage.text(start..bracket).parse().ok()?;
    let opens = start == 0 || matches!(passage.at(start - 1), Some('。' | '；' | '：'));
    opens.then(|| SequenceItem { number, passage, digits: start..bracket, mark: start..bracket + 1 })
}

/// 2. where a clause begins inside a paragraph.
fn dotted_at(passage: &Passage, at: usize) -> Option<SequenceItem<'_>> {
    matches!(passage.at(at - 1), Some('；' | '。' | '：')).then_some(())?;
    let end = (at..at + 3).find(|end| !passage.at(*end).is_some_and(|one| one.is_ascii_digit()))?;
    let number: u32 = passage.text(at..end).parse().ok()?;
    let marked =
        matches!(passage.at(end), Some('.' | '、')) && !passage.at(end + 1).is_some_and(|one| one.is_ascii_digit());
    marked.then(|| SequenceItem { number, passage, digits: at..end, mark: at..end + 1 })
}

/// 1. or 1、 at the beginning of a paragraph; 1.5 is none.
fn dotted(passage: &Passage) -> Option<SequenceItem<'_>> {
    let end = (0..3).find(|end| !passage.at(*end).is_some_and(|one| one.is_ascii_digit()))?;
    let digits = passage.text(0..end);
    let number: u32 = digits.parse().ok()?;
    let marked =
        matches!(passage.at(end), Some('.' | '、')) && !passage.at(end + 1).is_some_and(|one| one.is_ascii_digit());
    marked.then(|| SequenceItem { number, passage, digits: 0..end, mark: 0..end + 1 })
}

/// Whether a clause begins at `at`.
fn begins(passage: &Passage, at: usize) -> bool {
    at == 0 || passage.follows_space(at) || passage.at(at - 1).is_some_and(|one| "。；，：:、？！”）".contains(one))
}

fn is_digit(one: char) -> bool {
    one == '十' || DIGITS.contains(one)
}

/// The value of 一 to 九十九.
fn value(passage: &Passage, range: Range<usize>) -> Option<u32> {
    let characters = passage.characters().get(range)?;
    let digit = |one: &char| DIGITS.chars().position(|digit| digit == *one).and_then(|at| u32::try_from(at + 1).ok());
    match characters {
        ['十'] => Some(10),
        [one] => digit(one),
        ['十', one] => Some(10 + digit(one)?),
        [ten, '十'] => Some(10 * digit(ten)?),
        [ten, '十', one] => Some(10 * digit(ten)? + digit(one)?),
        _ => None,
    }
}
