//! R06: the six titles word for word, in order and once; rows and columns under their official
//! labels.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::passage::{Passage, fold};
use crate::check::rule::Rule;
use crate::form::{SectionId, Table};
use crate::report::Place;

/// The most characters of a heading; a longer paragraph is a sentence.
const HEADING: usize = 30;

/// Titles and labels that differ in the imported text, and headings of the first rank inside a
/// section.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let stated = &input.report.stated;
    for section in &input.form.sections {
        let official = || MessageArgument::Words(section.title.clone());
        let finding = |variant| rule.finding(variant, Some(section.id), vec![Place::Heading(section.id)]);
        let settled = vec![FixStep::TakeTitle(section.id)];
        if let Some(words) = stated.titles.get(&section.id).filter(|words| fold(words) != fold(&section.title)) {
            let stated = MessageArgument::Words(words.clone());
            found.push(finding("title").with("stated", stated).with("official", official()).fixed_by(settled));
        } else if stated.missing_titles.contains(&section.id) {
            found.push(finding("missing").with("official", official()).fixed_by(settled));
        }
    }
    for section in &input.form.sections {
        let Some(table) = input.form.table_of(section.id) else { continue };
        labels(rule, input, section.id, table, found);
    }
    let titles: Vec<Vec<char>> = input.form.sections.iter().map(|section| fold(&section.title)).collect();
    found.extend(input.passages().filter_map(|passage| heading(rule, &titles, passage)));
}

/// One finding for each label that differs in the imported text, and one for all labels that it did
/// not have.
fn labels(rule: &Rule, input: &CheckInput<'_>, id: SectionId, table: &Table, found: &mut Vec<Finding>) {
    let place = || vec![Place::Table(table.name)];
    let mut absent = Vec::new();
    let stated = &input.report.stated.labels;
    let own: Vec<Vec<char>> = if stated.is_empty() { Vec::new() } else { labels_of(table) };
    for (official, words) in stated.iter().filter(|(official, _)| own.contains(&fold(official))) {
        if words.trim().is_empty() {
            absent.push(official.clone());
        } else if fold(official) != fold(words) {
            found.push(
                rule.finding("label", Some(id), place())
                    .with("stated", MessageArgument::Words(words.clone()))
                    .with("official", MessageArgument::Words(official.clone()))
                    .fixed_by(vec![FixStep::TakeLabel(official.clone())]),
            );
        }
    }
    if !absent.is_empty() {
        let steps = absent.iter().cloned().map(FixStep::TakeLabel).collect();
        let finding = rule.finding("absent", Some(id), place()).fixed_by(steps);
        found.push(finding.with("labels", MessageArgument::List(absent)));
    }
}

/// The labels of a table in the spelling in which they are compared.
fn labels_of(table: &Table) -> Vec<Vec<char>> {
    table.cells.iter().filter(|cell| cell.key().is_none()).map(|cell| fold(&cell.label())).collect()
}

/// A paragraph that is, or reads like, a heading of the first rank; `titles` are the sections'.
fn heading(rule: &Rule, titles: &[Vec<char>], passage: &Passage) -> Option<Finding> {
    let characters = passage.characters();
    let length = if is_heading(characters) { characters.len() } else { run_in(passage)? };
    let characters = characters.get(..length)?;
    let bare = without_number(characters);
    let is_title = titles.iter().any(|title| without_number(title) == bare);
    let numbered = bare.len() < characters.len();
    let variant = match (is_title, numbered) {
        (true, _) => "repeated",
        (false, true) => "inside",
        (false, false) => return None,
    };
    let whole = 0..characters.len();
    let finding = rule.finding(variant, passage.section(), vec![passage.place(whole.clone())]);
    Some(finding.with("words", MessageArgument::Words(passage.text(whole))))
}

fn is_heading(characters: &[char]) -> bool {
    let is_short = !characters.is_empty() && characters.len() <= HEADING;
    is_short && !characters.iter().any(|one| matches!(one, '。' | '；'))
}

/// The length of a numbered heading that is followed by text in the same paragraph, separated by a
/// space: 四、工作保障 全年召开…
fn run_in(passage: &Passage) -> Option<usize> {
    let characters = passage.characters();
    let number = characters.len() - without_number(characters).len();
    let apart = (number + 2..characters.len().min(HEADING)).find(|at| number > 0 && passage.follows_space(*at))?;
    let plain = characters.get(number..apart)?.iter().all(|one| one.is_alphabetic() || *one == '、');
    plain.then_some(apart)
}

/// What follows a number of the first rank, such as 一、.
fn without_number(characters: &[char]) -> &[char] {
    let digits = characters.iter().take_while(|one| "一二三四五六七八九十".contains(**one)).count();
    match characters.get(digits) {
        Some('、') if digits > 0 => characters.get(digits + 1..).unwrap_or_default(),
        _ => characters,
    }
}
