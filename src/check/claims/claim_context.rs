//! What the claim reader needs to know of a passage: its words and numbers, and the phrase in which
//! each number stands. Must not read claims.

use std::ops::Range;

use super::vocabulary::{VocabularyWord, WordSense};
use super::{ClaimScope, Numeral, NumeralUnit};
use crate::check::passage::Passage;
use crate::form::Form;

/// How many characters before a number, or after it, are looked at.
const REACH: usize = 60;
/// The most characters of adverbs before a verb.
const ADVERBS: usize = 14;
/// Words before a verb that say which requests are meant, or whose they are.
const LIMITING: &[&str] = &[
    "通过", "经", "由", "向", "从", "以", "在", "对", "关于", "有关", "涉", "针对", "类", "领域", "方面", "局", "委",
    "办", "镇", "乡", "县", "市", "区", "街", "院", "校", "所", "站", "队", "科", "股", "处", "室", "部门", "单位",
    "企业", "群众", "村", "省", "月", "季", "旬", "网", "线", "邮", "窗", "平台", "渠道", "信箱", "其中", "另", "包括",
    "含", "部分", "有的", "个别", "重点", "疑难", "复杂", "重大", "反映", "上级", "下级", "转", "某", "各", "帮助",
    "指导", "协助", "代", "为",
];
/// How far back a scope is looked for.
const SCOPE: usize = 120;

/// What the claim reader needs to know of a passage.
pub(super) struct ClaimContext<'a> {
    pub form: &'a Form,
    pub passage: &'a Passage,
    pub year: u16,
    /// The unit's name: parts of it say nothing of what is counted.
    pub unit: &'a str,
    pub numerals: &'a [Numeral],
    pub words: Vec<VocabularyWord>,
    /// How many brackets are open at each character.
    pub depths: Vec<u16>,
}

/// The clause, or the part of it, that belongs to a number.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// From the first character before the number that belongs to it.
    pub start: usize,
    /// The words before it, without those in brackets that are closed before it.
    pub left: Vec<VocabularyWord>,
    /// Whether every word before it is of the vocabulary, and none means something else.
    pub left_known: bool,
    /// The words after it.
    pub right: Vec<VocabularyWord>,
    /// Whether every word after it, up to the first that says what is counted, is of the vocabulary.
    pub right_begins_known: bool,
    /// Whether every word after it is of the vocabulary.
    pub right_known: bool,
    /// Whether another number ends it, and not a mark.
    pub before_number: bool,
    /// One past its last character.
    pub end: usize,
}

impl ClaimContext<'_> {
    /// The phrase of the number `at`: from the number before it or the mark before it to the mark or the
    /// number after it.
    pub fn phrase(&self, at: usize, sentence: &Range<usize>) -> Option<Phrase> {
        let numeral = self.numerals.get(at)?;
        let start = self.without_mark(self.start(at, sentence.start), numeral.digits.start);
        let (end, before_number) = self.end(at);
        let depth = self.depth(numeral.digits.start);
        let left = self.flat(start..numeral.digits.start, depth);
        let right = self.flat(numeral.end..end, depth);
        let first = right.iter().find(|word| word.sense.is_core()).map_or(end, |word| word.start);
        Some(Phrase {
            start,
            left_known: self.is_known(start..numeral.digits.start, depth)
                || self.only_adverbs_are_unknown(start..numeral.digits.start, depth, &left),
            left,
            right_begins_known: self.is_known(numeral.end..first, depth),
            right_known: self.is_known(numeral.end..end, depth),
            right,
            before_number,
            end,
        })
    }

    /// The clause before `start` without numbers, for a number that stands in a clause without words.
    pub fn clause_before(&self, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let end = start.checked_sub(1).filter(|end| *end > sentence.start)?;
        matches!(self.passage.at(end), Some('，' | '：')).then_some(())?;
        let from = end.saturating_sub(REACH).max(sentence.start);
        let mut begin = end;
        while begin > from && !is_mark(self.passage.at(begin - 1)) {
            begin -= 1;
        }
        let next = self.numerals.partition_point(|one| one.end <= begin);
        let counts = self.numerals.get(next).is_some_and(|one| one.digits.start < end && is_count(one));
        (!counts && begin < end).then_some(begin..end)
    }

    /// The words before the bracket in which a number stands alone: 予以公开（5件）.
    pub fn before_bracket(&self, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let open = start.checked_sub(1).filter(|at| self.passage.at(*at) == Some('（'))?;
        let from = open.saturating_sub(REACH).max(sentence.start);
        let mut begin = open;
        while begin > from
            && !is_mark(self.passage.at(begin - 1))
            && !matches!(self.passage.at(begin - 1), Some('）' | '、'))
        {
            begin -= 1;
        }
        let next = self.numerals.partition_point(|one| one.end <= begin);
        let counts = self.numerals.get(next).is_some_and(|one| one.digits.start < open && is_count(one));
        (!counts && begin < open).then_some(begin..open)
    }

    /// Where a phrase begins behind the mark of an item: 三、办结5件, 1.办结5件, ①办结5件.
    fn without_mark(&self, start: usize, digits: usize) -> usize {
        let one = |at: usize| self.passage.at(at).filter(|_| at < digits);
        if one(start).is_some_and(|one| ('①'..='⒇').contains(&one)) {
            return start + 1;
        }
        let is_digit = |one: char| one.is_ascii_digit() || "一二三四五六七八九十".contains(one);
        let end = (start..start + 3).find(|at| !one(*at).is_some_and(is_digit)).unwrap_or(start);
        // 三、四类: two numbers.
        let marked = matches!(one(end), Some('、' | '.')) && !one(end + 1).is_some_and(is_digit);
        if end > start && marked && end + 1 < digits { end + 1 } else { start }
    }

    /// Where the phrase of a number begins.
    fn start(&self, at: usize, from: usize) -> usize {
        let Some(numeral) = self.numerals.get(at) else { return 0 };
        let mut before = at;
        let mut spot = numeral.digits.start;
        let from = from.max(spot.saturating_sub(REACH));
        let own = self.depth(spot);
        while spot > from {
            let last = before.checked_sub(1).and_then(|before| self.numerals.get(before));
            if let Some(last) = last.filter(|last| spot <= last.end) {
                let inside = self.depth(last.digits.start) > own;
                if is_count(last) && !inside {
                    return self.listed(last.end, numeral.digits.start);
                }
                before -= 1;
                spot = last.digits.start.max(from);
                continue;
            }
            let outside = self.depth(spot - 1) <= own && self.passage.at(spot - 1) != Some('）');
            match self.passage.at(spot - 1) {
                Some('（') if self.depth(spot - 1) == own => return spot,
                one if outside && is_mark(one) => return spot,
                _ => spot -= 1,
            }
        }
        from
    }

    /// Where the phrase of a number begins that follows another one at `from`: 5件予以公开、3件部分公开, where the words
    /// before 、 belong to the number before.
    fn listed(&self, from: usize, digits: usize) -> usize {
        let light = |word: &VocabularyWord| word.sense == WordSense::Neutral || word.sense == WordSense::Sum;
        let mut spot = digits;
        let from = from.min(digits);
        let words = between(&self.words, from..digits);
        let tail = words.iter().rev().take_while(|word| light(word)).last().map_or(digits, |word| word.start);
        while spot > from.max(tail.saturating_sub(1)) {
            if matches!(self.passage.at(spot - 1), Some('、' | '和' | '及' | '与')) {
                return spot;
            }
            spot -= 1;
        }
        from
    }

    /// Where the phrase of a number ends, and whether another number ends it.
    fn end(&self, at: usize) -> (usize, bool) {
        let Some(numeral) = self.numerals.get(at) else { return (0, false) };
        let mut later = self.numerals.get(at + 1..).unwrap_or_default().iter();
        let next = later.find(|next| is_count(next)).map_or(usize::MAX, |next| next.digits.start);
        let limit = numeral.end + REACH;
        let mut end = numeral.end;
        while let Some(one) = self.passage.at(end).filter(|_| end < limit) {
            if end == next {
                return (end, true);
            }
            if is_mark(Some(one)) || matches!(one, '、' | '）' | '（') {
                break;
            }
            end += 1;
        }
        (end, false)
    }

    /// The words of a range that are no deeper in brackets than `depth`.
    pub fn flat(&self, range: Range<usize>, depth: u16) -> Vec<VocabularyWord> {
        between(&self.words, range).iter().filter(|word| self.depth(word.start) <= depth).copied().collect()
    }

    /// Whether every word of a range is of the vocabulary and none of them means something else.
    pub fn is_known(&self, range: Range<usize>, depth: u16) -> bool {
        let words = between(&self.words, range.clone());
        let inside = |at: usize| self.depth(at) > depth;
        if words.iter().any(|word| matches!(word.sense, WordSense::Foreign | WordSense::Unknown) && !inside(word.start))
        {
            return false;
        }
        let mut words = words.iter().peekable();
        let mut unknown = String::new();
        let mut at = range.start;
        while at < range.end {
            while words.next_if(|word| word.end <= at).is_some() {}
            if let Some(word) = words.peek().filter(|word| word.start <= at) {
                at = word.end;
                if !self.is_name(&mut unknown) {
                    return false;
                }
                continue;
            }
            match self.passage.at(at) {
                _ if inside(at) => {}
                Some('、' | '“' | '”' | '）' | '（' | '，' | '：' | '·' | '-' | '—' | '+' | '/' | '~')
                    if self.is_name(&mut unknown) => {}
                Some('、' | '“' | '”' | '）' | '（' | '，' | '：' | '·' | '-' | '—' | '+' | '/' | '~') => {
                    return false;
                }
                Some(one) if one.is_ascii_digit() && self.is_date(at) => {}
                // 转2025年办理.
                Some('转') if self.passage.at(at + 1).is_some_and(|one| one.is_ascii_digit()) => {}
                Some(one) => unknown.push(one),
                None => {}
            }
            at += 1;
        }
        self.is_name(&mut unknown)
    }

    /// 耐心周到答复政府信息公开申请5件: whether all that is unknown stands before the verb, and does not say that
    /// some requests are meant, or whose they are.
    fn only_adverbs_are_unknown(&self, range: Range<usize>, depth: u16, left: &[VocabularyWord]) -> bool {
        if left.iter().any(|word| matches!(word.sense, WordSense::Foreign | WordSense::Unknown)) {
            return false;
        }
        let Some(first) = left.iter().find(|word| word.sense.is_core()) else { return false };
        let verb = matches!(first.sense, WordSense::Receive | WordSense::Answer | WordSense::Handle);
        let own = left.iter().any(|word| {
            word.sense == WordSense::Request && self.passage.has_within(&(word.start..word.end), &["公开", "依申请"])
        });
        let before = range.start..first.start;
        verb && own
            && before.len() <= ADVERBS
            && !self.passage.has_within(&before, LIMITING)
            && self.is_known(first.start..range.end, depth)
    }

    /// Whether the characters are part of the unit's name; empties them.
    fn is_name(&self, unknown: &mut String) -> bool {
        // 市科委 of 市科学技术委员会.
        let mut unit = self.unit.chars();
        let short = || unknown.ends_with(['局', '委', '办', '厅', '镇', '乡', '县', '市', '区', '府', '院', '会']);
        let two = unknown.chars().nth(1).is_some();
        let known = unknown.is_empty()
            || two && self.unit.contains(unknown.as_str())
            || two && short() && unknown.chars().all(|one| unit.any(|own| own == one));
        unknown.clear();
        known
    }

    /// Whether the digit belongs to a year, a month or a day.
    fn is_date(&self, at: usize) -> bool {
        // 1至12月, 1—12月.
        let part = |one: char| one.is_ascii_digit() || matches!(one, '至' | '—' | '-' | '到' | '~');
        let end = (at..at + 6).find(|at| !self.passage.at(*at).is_some_and(part));
        let whole = |end: usize| {
            end - at <= 2 || self.passage.has_at(end.saturating_sub(2), "12") || self.passage.at(end) == Some('年')
        };
        end.filter(|end| whole(*end))
            .and_then(|end| self.passage.at(end))
            .is_some_and(|one| matches!(one, '年' | '月' | '日'))
    }

    /// How many brackets are open at a character.
    pub fn depth(&self, at: usize) -> u16 {
        self.depths.get(at).copied().unwrap_or_default()
    }

    /// Whose number a sentence gives, by the last word before the number that says so.
    pub fn scope(&self, from: usize, to: usize) -> ClaimScope {
        let near = between(&self.words, from.max(to.saturating_sub(SCOPE))..to);
        let scope = near.iter().rev().find_map(|word| match word.sense {
            WordSense::Own => Some(ClaimScope::Own),
            WordSense::Whole => Some(ClaimScope::Whole),
            _ => None,
        });
        scope.unwrap_or(ClaimScope::Usual)
    }
}

/// Whether a number counts something: no year, and with a measure word or per cent.
pub(super) const fn is_count(numeral: &Numeral) -> bool {
    !matches!(numeral.unit, NumeralUnit::None | NumeralUnit::Year)
}

const fn is_mark(one: Option<char>) -> bool {
    matches!(one, Some('，' | '。' | '；' | '：' | '！' | '？' | '…' | '='))
}

/// How many brackets are open at each character; a bracket itself is inside.
pub(super) fn depths(passage: &Passage) -> Vec<u16> {
    let mut depth = 0_u16;
    let of = |one: &char| match one {
        '（' => {
            depth = depth.saturating_add(1);
            depth
        }
        '）' => {
            depth = depth.saturating_sub(1);
            depth + 1
        }
        _ => depth,
    };
    passage.characters().iter().map(of).collect()
}

/// The words that lie in a range.
pub(super) fn between(words: &[VocabularyWord], range: Range<usize>) -> &[VocabularyWord] {
    let first = words.partition_point(|word| word.start < range.start);
    let last = words.partition_point(|word| word.end <= range.end).max(first);
    words.get(first..last).unwrap_or_default()
}
