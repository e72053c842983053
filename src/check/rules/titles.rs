//! R06: the report's title and the six titles word for word, in order and once; rows and columns under
//! their official labels.

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
    found.extend(report_title(rule, input));
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

/// A published title that is not unit, year and the form's words, in whatever order (form.md §1.6): the
/// words are those of the regulation, article 49, and of the notice.
fn report_title(rule: &Rule, input: &CheckInput<'_>) -> Option<Finding> {
    let report = input.report;
    let stated = report.title.as_ref().filter(|title| !title.trim().is_empty())?;
    let words: Vec<char> = fold(stated).into_iter().filter(|one| !"（）〔〕".contains(*one)).collect();
    let length = words.len();
    let words = without_year(&words);
    let dated = words.len() < length;
    let mut unit = fold(&report.unit.name).into_iter();
    let official = fold(&input.form.title);
    // What stands before the form's words is the unit, in full or shortened: 市科委 of 市科学技术委员会.
    let named = |name: &[char]| {
        // …人民政府信息公开…: the word 政府 is the unit's, and the form's is missing.
        let whole = !(name.ends_with(&['人', '民']) && report.unit.name.trim().ends_with("政府"));
        whole && !name.is_empty() && name.iter().all(|one| unit.any(|own| own == *one))
    };
    if dated && words.strip_suffix(official.as_slice()).is_some_and(named) {
        return None;
    }
    Some(
        rule.finding("report_title", None, vec![Place::Title])
            .quoting("stated", stated.trim())
            .quoting("official", report.usual_title(input.form))
            .fixed_by(vec![FixStep::TakeReportTitle]),
    )
}

/// The characters without the first year, four digits and 年.
fn without_year(characters: &[char]) -> Vec<char> {
    let digit = |one: &char| one.is_ascii_digit() || "〇○零一二三四五六七八九".contains(*one);
    let year = characters
        .windows(5)
        .position(|window| window.split_last().is_some_and(|(last, digits)| *last == '年' && digits.iter().all(digit)));
    match year {
        Some(at) => characters.iter().take(at).chain(characters.iter().skip(at + 5)).copied().collect(),
        None => characters.to_vec(),
    }
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
