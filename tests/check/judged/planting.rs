//! How a fault changes a report: words into paragraphs, cells, aspects out of section one.

use fastrand::Rng;
use nianbao::form::{CellKey, CellMeasure, SectionId, UnitKind};
use nianbao::report::{CharRange, Number, Report, ReportText};
use nianbao::richtext::Level;

use super::corpus::{Corpus, Draft, Sentence, passage};
use super::figures::key;
use super::notation::{Line, Written, write};

/// Puts a sentence after one of the home's, or into paragraphs of its own; the places of its marks.
pub fn insert(
    draft: &mut Draft,
    home: &str,
    written: Written,
    own: bool,
    rng: &mut Rng,
) -> Option<Vec<(ReportText, CharRange)>> {
    let at = draft.passages.iter().rposition(|one| one.home == home && !one.heading)?;
    let marks = written.marks.clone();
    if !own {
        let sentences = &mut draft.passages[at].sentences;
        let first = if sentences[0].written.text.ends_with('。') && sentences.len() > 1 || sentences.len() == 1 {
            1
        } else {
            2
        };
        let to = rng.usize(first.min(sentences.len())..=sentences.len());
        sentences.insert(to, Sentence { written, ..Sentence::default() });
        return Some(marks.iter().map(|mark| draft.place(at, to, mark)).collect());
    }
    let part = draft.passages[at].part;
    let mut places = Vec::new();
    let mut from = 0;
    for (nth, text) in written.text.split('⏎').enumerate() {
        let length = text.chars().count();
        let sentence =
            Sentence { written: Written { text: text.to_owned(), ..Written::default() }, ..Sentence::default() };
        draft.passages.insert(at + 1 + nth, passage(part, home, vec![sentence]));
        for mark in marks.iter().filter(|mark| mark.start >= from && mark.end <= from + length) {
            places.push(draft.place(at + 1 + nth, 0, &(mark.start - from..mark.end - from)));
        }
        from += length + 1;
    }
    Some(places)
}

/// The name of a kind of unit in the files.
pub fn word(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Department => "department",
        UnitKind::Township => "township",
        UnitKind::GovernmentOffice => "government_office",
        UnitKind::County => "county",
        UnitKind::City => "city",
        UnitKind::Province => "province",
    }
}

/// A section by its name in the files.
pub fn section(name: &str) -> SectionId {
    serde_json::from_value(name.into()).unwrap()
}

/// Changes a cell: `row.column +1`, `-1`, `=5`, `blank`, or by the number of a name.
pub fn changed(report: &mut Report, change: &str) -> Option<CellKey> {
    let (cell, change) = change.split_once(' ').unwrap();
    let cell = CellKey::parse(cell).unwrap();
    let now = match report.numbers.get(cell) {
        Some(Number::Count(count)) => count,
        _ => 0,
    };
    let number = match change.split_at(1) {
        ("b", _) => None,
        ("=", amount) => Some(match amount.parse::<u64>() {
            Ok(count) if cell.row.as_str() != "fees" => Number::Count(count),
            _ => Number::parse(amount, CellMeasure::Amount).unwrap_or_else(|| Number::Amount(amount.parse().unwrap())),
        }),
        (_, "granted") => match report.numbers.get(key("granted", "natural_person")) {
            Some(Number::Count(count)) => Some(Number::Count(now + count)),
            _ => None,
        },
        _ => Some(Number::Count(now.checked_add_signed(change.parse().unwrap())?)),
    };
    report.numbers.set(cell, number);
    Some(cell)
}

/// Takes an aspect, or one of the three things that a government adds, out of section one.
pub fn drop_aspect(draft: &mut Draft, aspect: &str, corpus: &Corpus) {
    let of_government = ["assessment", "evaluation", "accountability"].contains(&aspect);
    if !of_government {
        draft.passages.retain(|passage| passage.home != aspect);
        return;
    }
    let own: Vec<&str> = corpus.fillers[aspect].iter().map(|line| line.text.as_str()).collect();
    for passage in &mut draft.passages {
        passage.sentences.retain(|one| !own.contains(&one.written.text.as_str()));
    }
}

/// Lengthens section one to so many characters.
pub fn fill_up(draft: &mut Draft, length: usize, corpus: &Corpus, rng: &mut Rng) {
    let all: Vec<&Line> = ["opened", "management", "platform"].iter().flat_map(|name| &corpus.fillers[*name]).collect();
    let at = draft
        .passages
        .iter()
        .rposition(|one| one.home == "opened" && one.level == Level::Body && !one.heading)
        .unwrap();
    for line in all.iter().cycle() {
        let missing = length.saturating_sub(draft.length());
        if missing == 0 {
            return;
        }
        let Some(written) = write(line, &draft.figures, rng) else { continue };
        let text = match written.text.chars().count() {
            long if long > missing => "公".repeat(missing - 1) + "。",
            _ => written.text,
        };
        let written = Written { text, ..Written::default() };
        draft.passages[at].sentences.push(Sentence { written, ..Sentence::default() });
    }
}
