//! R53: 图3 or 表2 in the text where the report has no such figure or table; pictures that have no words for those who do
//! not see them. Charts need none: their numbers are read out.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument, Severity};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::report::{CharRange, Place, ReportText};
use crate::richtext::RichText;

/// What stands before a number that refers: 如图1. Other characters make other words of it, 地图1幅, 报表2张.
const BEFORE: [char; 8] = ['如', '见', '由', '从', '据', '和', '及', '与'];

/// What follows a number that refers: 图1所示.
const AFTER: [&str; 8] = ["所示", "所列", "显示", "可见", "可以看出", "可知", "反映", "中可"];

/// The longest number of a figure: longer ones are numbers of something else.
const DIGITS: usize = 2;

/// One finding for each word that names nothing, and one for all pictures without words.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let texts = || ReportText::ALL.into_iter().filter_map(|part| Some((part, input.report.part(part)?)));
    let figures = input.report.figure_numbers().count();
    let tables = texts().map(|(_, prose)| prose.tables().len()).sum::<usize>();
    let captions: BTreeSet<usize> = input.passages().filter_map(table_caption).collect();
    for passage in input.passages() {
        for (range, _) in references(passage, '图').into_iter().filter(|(_, number)| *number > figures) {
            let finding = rule.finding("figure", passage.section(), vec![passage.place(range.clone())]);
            let count = MessageArgument::Whole(u64::try_from(figures).unwrap_or(u64::MAX));
            found.push(finding.quoting("words", passage.text(range)).with("count", count));
        }
        // A table has the number that somebody typed above it; one without is meant by its place.
        let is_there = |number: usize| captions.contains(&number) || number <= tables;
        for (range, _) in references(passage, '表').into_iter().filter(|(_, number)| !is_there(*number)) {
            let finding = rule.finding("table", passage.section(), vec![passage.place(range.clone())]);
            found.push(finding.quoting("words", passage.text(range)));
        }
    }
    let places: Vec<Place> = texts().flat_map(|(part, prose)| wordless(prose).map(move |at| place(part, at))).collect();
    if !places.is_empty() {
        let count = MessageArgument::Whole(u64::try_from(places.len()).unwrap_or(u64::MAX));
        found.push(rule.finding("alt", None, places).with("count", count).at_most(Severity::Info));
    }
}

fn place(part: ReportText, paragraph: usize) -> Place {
    part.place(CharRange { paragraph, start: 0, end: 0 })
}

/// The paragraphs of pictures that nothing is said of.
fn wordless(prose: &RichText) -> impl Iterator<Item = usize> {
    let pictures = prose.figures().filter(|(_, _, figure)| figure.picture().is_some() && figure.alt.trim().is_empty());
    pictures.map(|(number, ..)| number)
}

/// The number that follows the name at `at`, and where it ends.
fn number_after(passage: &Passage, at: usize) -> Option<(usize, usize)> {
    let digits: String =
        (at + 1..).map_while(|at| passage.at(at).filter(char::is_ascii_digit)).take(DIGITS + 1).collect();
    let number = digits.parse().ok().filter(|_| digits.len() <= DIGITS)?;
    let end = at + 1 + digits.len();
    // 图1-2 and 表1.3 are numbers of another kind.
    (!matches!(passage.at(end), Some('-' | '—' | '–' | '.' | '~'))).then_some((number, end))
}

/// What refers to a figure or a table by `name` and a number.
fn references(passage: &Passage, name: char) -> Vec<(Range<usize>, usize)> {
    let named = passage.find(name.to_string().as_str());
    let read = named.into_iter().filter_map(|own| {
        let (number, end) = number_after(passage, own.start)?;
        let before = own.start.checked_sub(1).and_then(|before| passage.at(before));
        let opened = matches!(before, Some('(' | '（')) && matches!(passage.at(end), Some(')' | '）'));
        let led = before.is_some_and(|one| BEFORE.contains(&one));
        let alone = before.is_none_or(|one| !one.is_alphanumeric());
        let followed = alone && AFTER.iter().any(|words| passage.has_at(end, words));
        (opened || led || followed).then_some((own.start..end, number))
    });
    read.collect()
}

/// The number of the table that a paragraph such as 表1　各科室办理情况 is the caption of.
fn table_caption(passage: &Passage) -> Option<usize> {
    let (number, end) = passage.at(0).filter(|name| *name == '表').and_then(|_| number_after(passage, 0))?;
    (!AFTER.iter().any(|words| passage.has_at(end, words))).then_some(number)
}
