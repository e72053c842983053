//! R44: characters that no font has. They would be printed as boxes.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::report::Place;

/// A finding for each paragraph, title, name or note with such characters.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let Some(has_glyph) = input.has_glyph else { return };
    for passage in input.passages() {
        let lost = |(at, one): (usize, &char)| (!has_glyph(*one)).then_some(at);
        let lost: Vec<usize> = passage.written().iter().enumerate().filter_map(lost).collect();
        let places = lost.iter().map(|at| passage.place(*at..at + 1)).collect();
        let words = lost.iter().filter_map(|at| passage.written().get(*at)).collect();
        found.extend(finding(rule, passage, places, words));
    }
    let report = input.report;
    let lost = |text: &str| text.chars().filter(|one| !one.is_whitespace() && !has_glyph(*one)).collect::<String>();
    let mut outside = |place: Place, text: &str| {
        let words = lost(text);
        if !words.is_empty() {
            let section = match place {
                Place::Note(key) => input.form.section_of(key),
                _ => None,
            };
            found.push(rule.finding("missing", section, vec![place]).with("words", MessageArgument::Words(words)));
        }
    };
    outside(Place::Unit, &report.unit.name);
    report.title.iter().for_each(|title| outside(Place::Title, title));
    report.signature.iter().for_each(|one| outside(Place::Signature, &one.unit));
    report.notes.iter().for_each(|(key, note)| outside(Place::Note(*key), note));
}

fn finding(rule: &Rule, passage: &Passage, places: Vec<Place>, words: String) -> Option<Finding> {
    let finding =
        |places| rule.finding("missing", passage.section(), places).with("words", MessageArgument::Words(words));
    (!places.is_empty()).then(|| finding(places))
}
