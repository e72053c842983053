//! R06: the six titles word for word, in order and once; rows and columns under their official
//! labels.

use crate::check::catalogue::Rule;
use crate::check::finding::{Argument, Finding, Step};
use crate::check::passage::{Passage, fold};
use crate::check::subject::Subject;
use crate::form::Table;
use crate::report::Place;

/// More characters than a heading has; what is longer is a sentence.
const HEADING: usize = 30;

/// What the imported text titled or labelled otherwise, and headings of the first rank inside a
/// section.
pub(in crate::check) fn run(rule: &Rule, subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let stated = &subject.report.stated;
    for section in &subject.form.sections {
        let official = || Argument::Words(section.title.clone());
        let finding = |variant| rule.finding(variant, Some(section.id), vec![Place::Heading(section.id)]);
        let settled = vec![Step::TakeTitle(section.id)];
        if let Some(words) = stated.titles.get(&section.id).filter(|words| fold(words) != fold(&section.title)) {
            let stated = Argument::Words(words.clone());
            found.push(finding("title").with("stated", stated).with("official", official()).settled_by(settled));
        } else if stated.missing_titles.contains(&section.id) {
            found.push(finding("missing").with("official", official()).settled_by(settled));
        }
    }
    for (official, words) in stated.labels.iter().filter(|(official, words)| fold(official) != fold(words)) {
        let table = subject.form.tables.iter().find(|table| has_label(table, official));
        let place = table.map_or(Place::Title, |table| Place::Table(table.name));
        let home =
            subject.form.sections.iter().find(|section| table.is_some_and(|table| section.table == Some(table.name)));
        found.push(
            rule.finding("label", home.map(|section| section.id), vec![place])
                .with("stated", Argument::Words(words.clone()))
                .with("official", Argument::Words(official.clone()))
                .settled_by(vec![Step::TakeLabel(official.clone())]),
        );
    }
    found.extend(subject.passages.iter().filter_map(|passage| heading(rule, subject, passage)));
}

fn has_label(table: &Table, label: &str) -> bool {
    let wanted = fold(label);
    table.cells.iter().any(|cell| cell.key().is_none() && fold(&cell.label()) == wanted)
}

/// A paragraph that is, or looks like, a heading of the first rank.
fn heading(rule: &Rule, subject: &Subject<'_>, passage: &Passage) -> Option<Finding> {
    let characters = passage.characters();
    if characters.is_empty() || characters.len() > HEADING || characters.iter().any(|one| matches!(one, '。' | '；'))
    {
        return None;
    }
    let bare = without_number(characters);
    let is_title = |section: &&crate::form::Section| without_number(&fold(&section.title)) == bare;
    let repeated = subject.form.sections.iter().find(is_title);
    let numbered = bare.len() < characters.len();
    let variant = match repeated {
        Some(_) => "repeated",
        None if numbered => "inside",
        None => return None,
    };
    let whole = 0..characters.len();
    let finding = rule.finding(variant, passage.section(), vec![passage.place(whole.clone())]);
    Some(finding.with("words", Argument::Words(passage.text(whole))))
}

/// What follows a number of the first rank, such as 一、.
fn without_number(characters: &[char]) -> &[char] {
    let digits = characters.iter().take_while(|one| "一二三四五六七八九十".contains(**one)).count();
    match characters.get(digits) {
        Some('、') if digits > 0 => characters.get(digits + 1..).unwrap_or_default(),
        _ => characters,
    }
}
