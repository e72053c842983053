//! Lines → paragraphs, character for character: which lines belong together, which are headings,
//! and where a page that became one line is split. Loses and adds no character except white space
//! at the ends of lines.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{NumeralStyle, TitleNumber, fold, folded, is_han, numbering, numbering_of};
use crate::import::source_document::{SourceBlock, SourceLine};
use crate::report::{Date, Signature};
use crate::richtext::{Level, Paragraph};

/// The longest heading in characters.
const HEADING: usize = 30;
/// The longest heading in characters, where others like it show that it is one.
const SISTER: usize = 40;

/// The paragraphs of these blocks. `wrapped`: the lines of a paragraph are separate. `flattened`: a
/// whole page became one line.
pub(super) fn paragraphs(blocks: Vec<SourceBlock>, wrapped: bool, flattened: bool) -> Vec<Paragraph> {
    numbered(blocks, wrapped, flattened).into_iter().map(|(_, paragraph)| paragraph).collect()
}

/// The same, each with the number of the block that it begins with.
pub(super) fn numbered(blocks: Vec<SourceBlock>, wrapped: bool, flattened: bool) -> Vec<(usize, Paragraph)> {
    let lines = blocks.into_iter().map(SourceBlock::into_line);
    let lines = if wrapped { joined(lines) } else { lines.collect() };
    let mut lines: Vec<SourceLine> = if flattened { lines.into_iter().flat_map(parted).collect() } else { lines };
    lines.iter_mut().for_each(SourceLine::trim);
    let headings = sister_headings(&lines);
    // Nearly all lines are paragraphs: a list that doubles as it grows would take half as much again.
    let mut numbered = Vec::with_capacity(lines.len());
    numbered.extend(lines.into_iter().enumerate().filter_map(|(at, line)| {
        let number = line.number;
        Some((number, paragraph(line, headings.contains(&at))?))
    }));
    numbered
}

/// The lines that are headings although a comma is in them: alone in their line, as all others with
/// this style of number are.
fn sister_headings(lines: &[SourceLine]) -> BTreeSet<usize> {
    let mut styles: BTreeMap<NumeralStyle, (Vec<usize>, bool)> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.level.is_none()) {
        let Some(number) = numbering_of(line.chars()) else { continue };
        // Of a long line the beginning shows that it is none.
        let chars: Vec<char> = line.chars().filter_map(folded).take(SISTER + 1).collect();
        let ends = chars.last().is_some_and(|last| "。;:,!?…".contains(*last));
        let alone = !ends && chars.len() <= SISTER && !chars.iter().any(|one| "。;!?".contains(*one));
        let goes_on = lines
            .get(at + 1)
            .is_some_and(|next| numbering_of(next.chars()).is_none_or(|next| next.style != number.style));
        let (found, all) = styles.entry(number.style).or_insert((Vec::new(), true));
        *all &= alone && goes_on;
        found.push(at);
    }
    let sisters = styles.into_values().filter(|(found, all)| *all && found.len() >= 2);
    sisters.flat_map(|(found, _)| found).collect()
}

/// Removes the signature at the end of the paragraphs and returns it; `None`, and nothing is
/// removed, if it is not certain.
pub(super) fn signature(paragraphs: &mut Vec<Paragraph>, unit: &str) -> Option<Signature> {
    let date = date_line(&paragraphs.last()?.text())?;
    let before = paragraphs.len().checked_sub(2).and_then(|at| paragraphs.get(at))?.text();
    let same = |a: &str, b: &str| fold(a).chars == fold(b).chars;
    let is_unit = same(&before, unit)
        || (fold(&before).chars.len() <= HEADING
            && before.chars().all(is_han)
            && ["局", "委", "委员会", "政府", "办公室", "办公厅", "厅", "中心"]
                .iter()
                .any(|end| before.ends_with(end)));
    if !is_unit || before.trim().is_empty() {
        return None;
    }
    paragraphs.truncate(paragraphs.len().saturating_sub(2));
    Some(Signature { unit: before.trim().to_owned(), date, extra: Default::default() })
}

/// A line that is a date, written as an official document writes it.
pub(super) fn date_line(text: &str) -> Option<Date> {
    let plain: String = fold(text).chars.into_iter().collect();
    let (year, rest) = plain.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (date.official() == plain).then_some(date)
}

/// Joins wrapped lines. A paragraph begins at an indented line or where the source says so.
fn joined(lines: impl Iterator<Item = SourceLine>) -> Vec<SourceLine> {
    let mut result: Vec<SourceLine> = Vec::new();
    for line in lines {
        match result.last_mut() {
            Some(last)
                if line.indent == 0
                    && !line.heading
                    && line.list.is_none()
                    && !last.heading
                    && !last.is_end
                    && !begins_item(last, &line) =>
            {
                // Only the ends are looked at: the whole of a paragraph, line after line, costs the square of it.
                let end = last.runs.iter().rev().find_map(|run| run.text.chars().next_back());
                let start = line.runs.iter().find_map(|run| run.text.chars().next());
                let latin = |character: Option<char>| character.is_some_and(|one| one.is_ascii_alphabetic());
                if latin(end) && latin(start) {
                    last.push(" ");
                }
                last.runs.extend(line.runs);
                last.is_end = line.is_end;
            }
            _ => result.push(line),
        }
    }
    result
}

/// Whether a line begins with （二）, 二、 or the like after a sentence has ended: two paragraphs, though no indent
/// tells.
fn begins_item(last: &SourceLine, line: &SourceLine) -> bool {
    let ends = last.runs.iter().rev().find_map(|run| run.text.trim_end().chars().next_back());
    let beginning: String = line.runs.iter().flat_map(|run| run.text.chars()).take(8).collect();
    let style = numbering(&fold(&beginning).chars).map(|number| number.style);
    ends == Some('。') && matches!(style, Some(NumeralStyle::Chinese | NumeralStyle::ChineseBrackets))
}

/// Splits a long line before （一）, （二） … that follow one another at beginnings of sentences.
fn parted(mut line: SourceLine) -> Vec<SourceLine> {
    let folded = fold(&line.text());
    let mut cuts = Vec::new();
    let mut next = 1;
    for (index, character) in folded.chars.iter().enumerate() {
        let begins = || match index.checked_sub(1).and_then(|before| folded.chars.get(before)) {
            Some(before) => "。;:!?…\"".contains(*before),
            None => true,
        };
        let own = || folded.chars.get(index..).and_then(numbering);
        let fits = |own: TitleNumber| own.style == NumeralStyle::ChineseBrackets && own.number == next;
        if *character == '(' && begins() && own().is_some_and(fits) {
            cuts.extend(folded.place(index));
            next += 1;
        }
    }
    let mut parts = Vec::new();
    let mut taken = 0;
    for cut in cuts {
        let (before, after) = line.split(cut - taken);
        parts.push(before);
        line = after;
        taken = cut;
    }
    parts.push(line);
    parts
}

fn paragraph(mut line: SourceLine, is_sister: bool) -> Option<Paragraph> {
    if line.runs.is_empty() {
        return None;
    }
    let level = line.level.unwrap_or_else(|| level(&line, is_sister));
    // Other programs make headings bold; here the level says that they are headings.
    if line.level.is_none() && level != Level::Body && line.runs.iter().all(|run| run.marks.bold) {
        line.runs.iter_mut().for_each(|run| run.marks.bold = false);
    }
    let mut paragraph = Paragraph::marked(level, line.runs);
    paragraph.align = line.align;
    paragraph.list = line.list;
    Some(paragraph)
}

/// The level of a line: a short one with a number is a heading, and so is one that the source
/// calls a heading. A sentence with a number is body text, whatever begins it.
fn level(line: &SourceLine, is_sister: bool) -> Level {
    let number = numbering_of(line.chars());
    let is_long = || line.chars().filter_map(folded).nth(HEADING).is_some();
    if (number.is_none() && !line.heading) || (!is_sister && is_long()) {
        return Level::Body;
    }
    let chars = fold(&line.text()).chars;
    let inner = chars.get(..chars.len().saturating_sub(1)).unwrap_or_default();
    let sentence = inner.iter().any(|character| "。;!?:".contains(*character));
    let comma = inner.contains(&',') || chars.last().is_some_and(|last| ";:,".contains(*last));
    if !is_sister && (sentence || (comma && !line.heading)) {
        return Level::Body;
    }
    match number.map(|number| number.style) {
        Some(NumeralStyle::Chinese | NumeralStyle::ChineseBrackets) => Level::Second,
        Some(NumeralStyle::Arabic) => Level::Third,
        Some(NumeralStyle::ArabicBrackets) => Level::Fourth,
        None if line.heading => Level::Second,
        None => Level::Body,
    }
}
