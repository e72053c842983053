//! Two reports compared, in words: where they differ, what was taken out and what was put in.

use super::version_labels::place;
use super::{Language, Shown};
use crate::form::Form;
use crate::report::{DiffSide, Difference, Place, WordChange, word_changes};
use crate::richtext::{Level, Paragraph, RichText};
use crate::session::{PrintedSheet, SheetTable};

/// So many characters that both have stand beside those that differ.
const CONTEXT: usize = 16;

/// A difference as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPassage {
    /// Where it is in the newer report.
    pub at: Place,
    /// The same in words.
    pub place: String,
    /// What both have and what only one has, in order; long stretches that both have are cut.
    pub changes: Vec<WordChange>,
    /// Whether only the formatting differs.
    pub only_formatting: bool,
}

impl ComparedPassage {
    /// The same where the older report counts as the newer one.
    pub fn reversed(&self) -> ComparedPassage {
        let mut changes: Vec<WordChange> = Vec::with_capacity(self.changes.len());
        for change in &self.changes {
            match change {
                WordChange::Same(words) => changes.push(WordChange::Same(words.clone())),
                WordChange::Removed(words) => changes.push(WordChange::Added(words.clone())),
                WordChange::Added(words) => {
                    // What was taken out stands before what was put in.
                    let behind = matches!(changes.last(), Some(WordChange::Added(_)));
                    let at = changes.len() - usize::from(behind);
                    changes.insert(at, WordChange::Removed(words.clone()));
                }
            }
        }
        ComparedPassage { changes, ..self.clone() }
    }
}

/// Every difference in words, in the order of the report.
pub fn compared(language: Language, form: &Form, differences: &[Difference]) -> Vec<ComparedPassage> {
    let passage = |one: &Difference| {
        let [older, newer] = differing_words(language, one);
        ComparedPassage {
            at: one.place,
            place: place(language, form, one.place),
            changes: cut(word_changes(&older, &newer)),
            only_formatting: one.formatting.is_some(),
        }
    };
    // The form's order of cells, which the report does not know.
    let order = |one: &&Difference| match one.place {
        Place::Cell(key) | Place::Note(key) => Some(form.field(key).map_or(usize::MAX, |field| field.number)),
        _ => None,
    };
    let mut sorted: Vec<&Difference> = differences.iter().collect();
    sorted.sort_by_key(order);
    sorted.into_iter().map(passage).collect()
}

/// What the two versions have, the older first. A paragraph without words is named, or nobody would see what differs.
pub fn differing_words(language: Language, difference: &Difference) -> [String; 2] {
    let own = |side: DiffSide, words: &str| match difference.blank_paragraph {
        Some(one) if one == side => language.word("compare.blank_paragraph"),
        _ => words.to_owned(),
    };
    [own(DiffSide::Older, &difference.older), own(DiffSide::Newer, &difference.newer)]
}

/// A passage in one line: [-taken out-] and {+put in+}, as `git diff --word-diff` marks them.
pub fn marked(language: Language, passage: &ComparedPassage) -> String {
    if passage.only_formatting {
        let words: String = passage.changes.iter().map(text).collect();
        return language.say("compare.formatting", &[("words", &Shown(words))]);
    }
    passage.changes.iter().fold(String::new(), |line, change| {
        let words = Shown(text(change)).to_string();
        line + &match change {
            WordChange::Same(_) => words,
            WordChange::Removed(_) => format!("[-{words}-]"),
            WordChange::Added(_) => format!("{{+{words}+}}"),
        }
    })
}

/// The sheet 比对稿: a table with one row for each difference, in which 【】 stands around what differs.
pub fn comparison_sheet(language: Language, names: [&str; 2], passages: &[ComparedPassage]) -> PrintedSheet {
    let [older, newer] = names;
    let key = if passages.is_empty() { "compare.same" } else { "compare.head" };
    let head = language.say(key, &[("older", &older), ("newer", &newer), ("count", &passages.len())]);
    let side = |passage: &ComparedPassage, left_out: fn(&WordChange) -> bool| {
        let words = passage.changes.iter().filter(|change| !left_out(change)).map(|change| match change {
            WordChange::Same(words) => words.clone(),
            WordChange::Removed(words) | WordChange::Added(words) => format!("【{words}】"),
        });
        let words: String = words.collect();
        if words.is_empty() { "—".to_owned() } else { Shown(words).to_string() }
    };
    let row = |passage: &ComparedPassage| {
        let note = if passage.only_formatting { language.word("compare.only_formatting") } else { String::new() };
        vec![
            passage.place.clone(),
            side(passage, |change| matches!(change, WordChange::Added(_))),
            side(passage, |change| matches!(change, WordChange::Removed(_))) + &note,
        ]
    };
    let table = SheetTable {
        title: language.word("compare.table"),
        widths: vec![22, 39, 39],
        heads: ["compare.place", "compare.older", "compare.newer"].map(|key| language.word(key)).to_vec(),
        rows: passages.iter().map(row).collect(),
        tall: Vec::new(),
        left: vec![0, 1, 2],
    };
    let hint = (!passages.is_empty()).then(|| language.word("compare.hint"));
    let lines = [Some(head), hint].into_iter().flatten();
    PrintedSheet {
        title: language.word("compare.title"),
        text: RichText { paragraphs: lines.map(|line| Paragraph::new(Level::Body, line)).collect() },
        tables: if passages.is_empty() { Vec::new() } else { vec![table] },
    }
}

fn text(change: &WordChange) -> &str {
    match change {
        WordChange::Same(words) | WordChange::Removed(words) | WordChange::Added(words) => words,
    }
}

/// The changes with what both have cut to a few characters beside what differs.
fn cut(changes: Vec<WordChange>) -> Vec<WordChange> {
    let last = changes.len().saturating_sub(1);
    let shorten = |(number, change): (usize, WordChange)| match change {
        WordChange::Same(words) if last > 0 => {
            let characters: Vec<char> = words.chars().collect();
            let (first, final_one) = (number == 0, number == last);
            let kept = if first || final_one { CONTEXT } else { 2 * CONTEXT };
            if characters.len() <= kept {
                return WordChange::Same(words);
            }
            let head: String = characters.iter().take(if first { 0 } else { CONTEXT }).collect();
            let tail_length = if final_one { 0 } else { CONTEXT };
            let tail: String = characters.iter().skip(characters.len() - tail_length).collect();
            WordChange::Same(format!("{head}…{tail}"))
        }
        change => change,
    };
    changes.into_iter().enumerate().map(shorten).collect()
}
