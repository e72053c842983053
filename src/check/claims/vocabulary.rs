//! Finds the words of the vocabulary in a passage. Must not know sentences.

use std::sync::OnceLock;

use super::vocabulary_words::WORDS;
pub use super::vocabulary_words::{EVERYBODY, ORGANISATIONS};
use crate::check::passage::{Passage, folded_characters};
use crate::form::CellName;

/// What a word means next to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordSense {
    /// A request: 申请.
    Request,
    /// Received: 收到, 受理.
    Receive,
    /// Carried in from last year.
    CarriedIn,
    /// Carried over to next year.
    CarriedOver,
    /// Not yet answered.
    Unanswered,
    /// Carried, in or over.
    Carried,
    /// Dealt with: 办理, perhaps not concluded.
    Handle,
    /// To be dealt with: what was received and what was carried in.
    Due,
    /// Answered: 办结, 答复.
    Answer,
    /// A group of outcomes.
    Group(CellName),
    /// One row of outcomes.
    Outcome(CellName),
    /// 公开类: granted, wholly or partly.
    Disclosed,
    /// Columns of table three, a kind of applicant.
    Applicant(&'static [CellName]),
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼.
    Litigation,
    /// 未经复议直接起诉.
    Direct,
    /// 复议后起诉.
    AfterReconsideration,
    /// 行政复议 and 行政诉讼 in one word.
    BothForums,
    /// A result in table four.
    Result(CellName),
    /// Lost: 败诉, 被纠错.
    Lost,
    /// Concluded: 审结.
    Concluded,
    /// 其他: another result in a list of results; nothing certain elsewhere.
    OtherKind,
    /// 行政规范性文件 or 规章.
    Document(CellName),
    /// A column of table two.
    Stock(CellName),
    /// Only some: by post, late.
    Part,
    /// Another year: 上年, 去年, 同期.
    OtherYear,
    /// A difference: 增加, 同比.
    Change,
    /// Less than last year.
    Decrease,
    /// 较上年: what follows is compared with last year.
    Than,
    /// 增至: what follows is this year's number.
    Rise,
    /// Part of the year: 上半年.
    PartOfYear,
    /// The unit's own office, not the whole area.
    Own,
    /// The whole area.
    Whole,
    /// 分别: several numbers for several things.
    Respectively,
    /// 均, each.
    Each,
    /// 占: what follows is a share.
    Share,
    /// 合计: the numbers before, or several things together.
    Sum,
    /// Something else that is received and answered: proposals, calls.
    Foreign,
    /// Says nothing of what is counted.
    Neutral,
    /// No meaning, and hides that of a shorter word inside it.
    Unknown,
}

use WordSense::*;

/// A word of the vocabulary in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VocabularyWord {
    /// Its first character.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What it means.
    pub sense: WordSense,
}

/// Every word of the vocabulary in `passage`, from left to right; where two overlap, the one that
/// begins first, and of those that begin together the longest.
pub fn words(passage: &Passage) -> Vec<VocabularyWord> {
    let mut found: Vec<VocabularyWord> = Vec::new();
    let characters = passage.characters();
    for (start, first) in characters.iter().enumerate() {
        let rest = characters.get(start..).unwrap_or_default();
        let Some(longest) = beginning_with(*first).iter().find(|word| word.begins(rest)) else { continue };
        let word = VocabularyWord { start, end: start + longest.length, sense: longest.sense };
        match found.last_mut() {
            Some(last) if start < last.end && word.end <= last.end => {}
            // Two words that overlap, 申请公开申请: the longer one is kept, and one with a meaning
            // before one without; what is left of the other says nothing.
            Some(last) if start < last.end => {
                let weight = |word: &VocabularyWord| {
                    (word.sense != Neutral, matches!(word.sense, Foreign | Unknown), word.end - word.start)
                };
                if weight(&word) > weight(last) {
                    (last.end, last.sense) = (start, Neutral);
                    found.push(word);
                } else if word.sense == Neutral {
                    let rest = VocabularyWord { start: last.end, end: word.end, sense: Neutral };
                    found.push(rest);
                }
            }
            _ => found.push(word),
        }
    }
    found
}

/// A word of the vocabulary as it is written there, and how many characters it has.
#[derive(Clone, Copy)]
struct Spelling {
    words: &'static str,
    length: usize,
    sense: WordSense,
}

impl Spelling {
    /// Whether these characters begin with it.
    fn begins(&self, characters: &[char]) -> bool {
        let mut characters = characters.iter();
        folded_characters(self.words).all(|one| characters.next() == Some(&one))
    }
}

/// How many buckets the first characters of the vocabulary are parted into; a power of two.
const BUCKETS: usize = 1024;

/// The words of the vocabulary that may begin with `first`, the longest first. One pass over a passage
/// then finds all words, regardless of the size of the vocabulary. Made in every run of the program that checks
/// a report, so that no word is copied.
fn beginning_with(first: char) -> &'static [Spelling] {
    static INDEX: OnceLock<Vec<Vec<Spelling>>> = OnceLock::new();
    let bucket = |one: char| usize::try_from(u32::from(one)).unwrap_or_default() % BUCKETS;
    let index = INDEX.get_or_init(|| {
        let mut index: Vec<Vec<Spelling>> = vec![Vec::new(); BUCKETS];
        for (sense, words) in WORDS {
            for words in words.split(' ') {
                let place = folded_characters(words).next().and_then(|first| index.get_mut(bucket(first)));
                let length = folded_characters(words).count();
                place.into_iter().for_each(|found| found.push(Spelling { words, length, sense: *sense }));
            }
        }
        // A word with a meaning comes before the same word without one.
        index.iter_mut().for_each(|words| {
            words.sort_by_key(|word| (std::cmp::Reverse(word.length), word.sense == Neutral));
        });
        index
    });
    index.get(bucket(first)).map(Vec::as_slice).unwrap_or_default()
}

impl WordSense {
    /// Whether the word names a thing that is counted.
    pub const fn is_object(self) -> bool {
        matches!(self, Request | Group(_) | Outcome(_) | Disclosed | Applicant(_) | Document(_)) || self.is_dispute()
    }

    /// Whether the word names a kind of dispute.
    pub const fn is_dispute(self) -> bool {
        matches!(self, Reconsideration | Litigation | Direct | AfterReconsideration | BothForums)
    }

    /// Whether the word says something of what is counted.
    pub const fn is_core(self) -> bool {
        self.is_object()
            || matches!(self, Receive | CarriedIn | CarriedOver | Unanswered | Carried | Handle | Due | Answer)
            || matches!(self, Result(_) | Lost | Concluded | OtherKind | Stock(_))
    }

    /// Whether it is about what passes from one year into another.
    pub const fn is_carried(self) -> bool {
        matches!(self, CarriedIn | CarriedOver | Carried)
    }
}
