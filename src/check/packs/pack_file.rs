//! Reads a rule pack from the text of its file. Every mistake becomes an error with line and column.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{PackRequirement, PageNumberStyle, RequiredWords, RequirementTest, RulePack, TextScope};
use crate::check::finding::Severity;
use crate::form::{LengthLimit, SectionId, UnitKind};
use crate::report::Date;

/// A text that is no rule pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem:?}")]
pub struct PackError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub problem: PackProblem,
}

/// What can be wrong in a rule pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackProblem {
    /// It is not written as TOML, or a field is missing, unknown or of another kind; in the parser's
    /// English words.
    Syntax(String),
    /// It is not UTF-8.
    NotUtf8,
    /// The pack's `id` is not of letters, digits and hyphens.
    Id,
    /// It asks for nothing.
    Empty,
    /// The first year is after the last one.
    Years,
    /// Two requirements have this name.
    SameName(String),
    /// The requirement of this name says nothing of what is looked for, or more than one thing.
    NotOneTest(String),
    /// A field that does not go with what is looked for.
    Misplaced(&'static str),
    /// A list is empty, or a word in it is.
    NoWords,
    /// There is no such day.
    Day,
    /// A title lacks the form's words, 政府信息公开工作年度报告: R06 would find every report wrong.
    Title,
    /// An order of fewer than two parts.
    Order,
}

impl PackProblem {
    /// The most characters of the name of a pack.
    pub const LONGEST_ID: usize = 60;
}

/// The words that end every title (条例第四十九条).
const TITLE: &str = "政府信息公开工作年度报告";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    id: Spanned<String>,
    title: Spanned<String>,
    source: String,
    /// Where it can be read; for whoever reads the file.
    #[serde(default)]
    #[allow(dead_code, reason = "told to readers of the file alone")]
    url: String,
    years: Option<Spanned<YearRange>>,
    #[serde(default = "usual_severity")]
    severity: Severity,
    #[serde(default)]
    requirement: Vec<Spanned<RequirementEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearRange {
    from: Option<u16>,
    until: Option<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementEntry {
    name: Spanned<String>,
    severity: Option<Severity>,
    #[serde(default)]
    kinds: Vec<UnitKind>,
    #[serde(default)]
    clause: String,
    section: Option<Spanned<ScopeWord>>,
    limit: Option<usize>,
    phrases: Option<Spanned<Vec<String>>>,
    with: Option<Spanned<Vec<String>>>,
    count: Option<Spanned<bool>>,
    measures: Option<Spanned<Vec<String>>>,
    deadline: Option<Spanned<DayEntry>>,
    titles: Option<Spanned<Vec<String>>>,
    order: Option<Spanned<Vec<Vec<String>>>>,
    attachment: Option<Spanned<Vec<String>>>,
    page_numbers: Option<PageNumberStyle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayEntry {
    month: u8,
    day: u8,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ScopeWord {
    Preface,
    Overview,
    Disclosure,
    Requests,
    Disputes,
    Problems,
    Others,
}

const fn usual_severity() -> Severity {
    Severity::Warning
}

/// The pack that `text` describes.
///
/// # Errors
/// The first mistake in `text`.
pub(super) fn pack(text: &str) -> Result<RulePack, PackError> {
    let read: PackFile = toml::from_str(text).map_err(|error| {
        let problem = PackProblem::Syntax(error.message().lines().collect::<Vec<_>>().join(" "));
        at(text, error.span().unwrap_or(0..0), problem)
    })?;
    if !RulePack::is_id(read.id.get_ref()) {
        return Err(at(text, read.id.span(), PackProblem::Id));
    }
    if read.title.get_ref().trim().is_empty() {
        return Err(at(text, read.title.span(), PackProblem::NoWords));
    }
    if read.requirement.is_empty() {
        return Err(at(text, 0..0, PackProblem::Empty));
    }
    let years = read.years.as_ref().map_or((None, None), |years| (years.get_ref().from, years.get_ref().until));
    let years = (years.0.unwrap_or(u16::MIN), years.1.unwrap_or(u16::MAX));
    if years.0 > years.1 {
        return Err(at(text, read.years.map(|years| years.span()).unwrap_or_default(), PackProblem::Years));
    }
    let mut requirements: Vec<PackRequirement> = Vec::new();
    for spanned in read.requirement {
        let span = spanned.span();
        let one = requirement(text, span, spanned.into_inner(), read.severity, &requirements)?;
        requirements.push(one);
    }
    let (id, title) = (read.id.into_inner(), read.title.into_inner());
    Ok(RulePack { id, title, source: read.source, years, requirements })
}

/// A requirement, after `former` ones.
fn requirement(
    text: &str,
    span: Range<usize>,
    entry: RequirementEntry,
    severity: Severity,
    former: &[PackRequirement],
) -> Result<PackRequirement, PackError> {
    let name = entry.name.get_ref().trim().to_owned();
    if name.is_empty() {
        return Err(at(text, entry.name.span(), PackProblem::NoWords));
    }
    if former.iter().any(|other| other.name == name) {
        return Err(at(text, entry.name.span(), PackProblem::SameName(name)));
    }
    let test = test(text, &span, &name, &entry)?;
    let severity = entry.severity.unwrap_or(severity);
    Ok(PackRequirement { name, severity, kinds: entry.kinds, clause: entry.clause, test })
}

fn test(text: &str, span: &Range<usize>, name: &str, entry: &RequirementEntry) -> Result<RequirementTest, PackError> {
    let scope = entry.section.as_ref().map_or(TextScope::Anywhere, |word| word.get_ref().scope());
    let mut tests = Vec::new();
    tests.extend(entry.limit.map(|most| RequirementTest::Length(scope, LengthLimit(most))));
    if let Some(phrases) = &entry.phrases {
        tests.push(RequirementTest::Words(RequiredWords {
            scope,
            phrases: words(text, phrases)?,
            with: entry.with.as_ref().map(|with| words(text, with)).transpose()?.unwrap_or_default(),
            count: entry.count.as_ref().is_some_and(|count| *count.get_ref()),
            measures: entry.measures.as_ref().map(|all| words(text, all)).transpose()?.unwrap_or_default(),
        }));
    } else {
        let alone = [
            entry.with.as_ref().map(|one| ("with", one.span())),
            entry.count.as_ref().map(|one| ("count", one.span())),
            entry.measures.as_ref().map(|one| ("measures", one.span())),
        ];
        if let Some((field, span)) = alone.into_iter().flatten().next() {
            return Err(at(text, span, PackProblem::Misplaced(field)));
        }
    }
    if let Some(day) = &entry.deadline {
        let DayEntry { month, day: number } = *day.get_ref();
        // In a year without February 29.
        Date::new(2025, month, number).ok_or_else(|| at(text, day.span(), PackProblem::Day))?;
        tests.push(RequirementTest::Deadline(month, number));
    }
    if let Some(titles) = &entry.titles {
        let titles = words(text, titles)?;
        if titles.iter().any(|title| !title.contains(TITLE)) {
            return Err(at(text, entry.titles.as_ref().map(Spanned::span).unwrap_or_default(), PackProblem::Title));
        }
        tests.push(RequirementTest::Title(titles));
    }
    if let Some(order) = &entry.order {
        let parts = order.get_ref();
        if parts.len() < 2 {
            return Err(at(text, order.span(), PackProblem::Order));
        }
        if parts.iter().any(|part| part.is_empty() || part.iter().any(|word| word.trim().is_empty())) {
            return Err(at(text, order.span(), PackProblem::NoWords));
        }
        let TextScope::Section(section) = scope else {
            return Err(at(text, order.span(), PackProblem::Misplaced("order")));
        };
        tests.push(RequirementTest::Order(section, parts.clone()));
    }
    if let Some(attachment) = &entry.attachment {
        tests.push(RequirementTest::Attachment(words(text, attachment)?));
    }
    tests.extend(entry.page_numbers.map(RequirementTest::PageNumbers));
    let scoped = matches!(
        tests.first(),
        Some(RequirementTest::Length(..) | RequirementTest::Words(_) | RequirementTest::Order(..)) | None
    );
    if let Some(section) = entry.section.as_ref().filter(|_| !scoped) {
        return Err(at(text, section.span(), PackProblem::Misplaced("section")));
    }
    match (tests.pop(), tests.is_empty()) {
        (Some(test), true) => Ok(test),
        _ => Err(at(text, span.clone(), PackProblem::NotOneTest(name.to_owned()))),
    }
}

/// The words of a list, none of them empty.
fn words(text: &str, list: &Spanned<Vec<String>>) -> Result<Vec<String>, PackError> {
    let words = list.get_ref();
    if words.is_empty() || words.iter().any(|word| word.trim().is_empty()) {
        return Err(at(text, list.span(), PackProblem::NoWords));
    }
    Ok(words.clone())
}

/// A mistake where `span` begins.
fn at(text: &str, span: Range<usize>, problem: PackProblem) -> PackError {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    PackError { line, column, problem }
}

impl ScopeWord {
    const fn scope(self) -> TextScope {
        match self {
            ScopeWord::Preface => TextScope::Preface,
            ScopeWord::Overview => TextScope::Section(SectionId::Overview),
            ScopeWord::Disclosure => TextScope::Section(SectionId::Disclosure),
            ScopeWord::Requests => TextScope::Section(SectionId::Requests),
            ScopeWord::Disputes => TextScope::Section(SectionId::Disputes),
            ScopeWord::Problems => TextScope::Section(SectionId::Problems),
            ScopeWord::Others => TextScope::Section(SectionId::Others),
        }
    }
}
