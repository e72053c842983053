//! Finds where the six sections begin: by their titles, however they are numbered or worded, at the
//! beginning of a line or, if a whole page became one line, inside it. Must not know the numbers of
//! tables.

use std::collections::BTreeSet;

use super::table_finder::BlockClass;
use super::tables_of_section::TABLES;
use super::wording::{
    FoldedText, NumeralStyle, TitleNumber, chinese_digit, fold, folded, in_common, is_han, likeness, numbering,
};
use crate::form::{Form, Section, SectionId};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::CellReading;

/// A source split at its titles.
pub(super) struct SectionParts {
    /// The blocks before the first section.
    pub front: Vec<ClassedBlock>,
    /// The sections in their order.
    pub sections: Vec<SectionPart>,
    /// Whether titles were found inside lines.
    pub flattened: bool,
}

/// One section of the source.
pub(super) struct SectionPart {
    /// Which one.
    pub id: SectionId,
    /// Its title; `None` if it has none and was found by its content.
    pub title: Option<StatedTitle>,
    /// Its blocks.
    pub blocks: Vec<ClassedBlock>,
}

/// A block with what it is.
pub(super) type ClassedBlock = (SourceBlock, BlockClass);

/// A title as it is in the source.
pub(super) struct StatedTitle {
    /// The line.
    pub line: usize,
    /// The text.
    pub text: String,
}

/// Longer lines may contain titles.
const LONG: usize = 150;

/// A greater score is that of a title, and not of a label or table that begins a section without one.
const WHOLE: usize = 50;

/// The most characters of a first title in other words than the form's.
const SHORT: usize = 8;

/// What a title's score gains with its table below it.
const TABLE: usize = 5;

/// A candidate for the beginning of a section.
#[derive(Clone, Copy, Debug)]
struct TitleCandidate {
    section: SectionId,
    block: usize,
    /// The position of the first character.
    start: usize,
    /// The position after the title; `start` if there is no title.
    end: usize,
    /// Its score, from 1.
    score: usize,
}

/// Splits the blocks, of which `classes` says what each is, at the titles of the form's sections.
pub(super) fn cut(form: &Form, blocks: Vec<SourceBlock>, classes: &[BlockClass]) -> SectionParts {
    let chosen = best_chain(&candidates(form, &blocks, classes));
    let mut parts = SectionParts { front: Vec::new(), sections: Vec::new(), flattened: false };
    let mut cuts = chosen.into_iter().peekable();
    for (index, block) in blocks.into_iter().enumerate() {
        let class = classes.get(index).copied().unwrap_or(BlockClass::Open);
        let mut rest = block;
        let mut taken = 0;
        while let Some(cut) = cuts.next_if(|cut| cut.block == index) {
            if cut.start > 0 {
                parts.flattened = true;
                let (before, after) = rest.split(cut.start.saturating_sub(taken));
                parts.put(before, class);
                rest = after;
            }
            let title = if cut.end > cut.start {
                let (title, after) = rest.split(cut.end - cut.start);
                let line = title.line;
                rest = after;
                Some(StatedTitle { line, text: title.text().trim().to_owned() })
            } else {
                None
            };
            taken = cut.end;
            parts.sections.push(SectionPart { id: cut.section, title, blocks: Vec::new() });
        }
        parts.put(rest, class);
    }
    parts
}

/// The blocks in which sections begin, in order.
pub(super) fn beginnings(form: &Form, blocks: &[SourceBlock]) -> Vec<usize> {
    best_chain(&candidates(form, blocks, &[])).into_iter().map(|candidate| candidate.block).collect()
}

/// The first section that begins in these blocks.
pub(super) fn first(form: &Form, blocks: &[SourceBlock]) -> Option<SectionId> {
    best_chain(&candidates(form, blocks, &[])).first().map(|candidate| candidate.section)
}

/// For each block the section whose title it is, possibly followed by a page number as in a table
/// of contents.
pub(super) fn titled(form: &Form, blocks: &[SourceBlock]) -> Vec<Option<SectionId>> {
    let titles = SectionTitles::of(form);
    blocks.iter().map(|block| titles.of_block(block)).collect()
}

/// The titles of a form's sections.
pub(super) struct SectionTitles(Vec<(SectionId, Vec<char>, usize)>);

impl SectionTitles {
    pub(super) fn of(form: &Form) -> SectionTitles {
        SectionTitles(titles(form))
    }

    /// The section whose title a block is, possibly with a page number behind it.
    pub(super) fn of_block(&self, block: &SourceBlock) -> Option<SectionId> {
        let text = block.text();
        // Few lines end as a title does, and only these are compared.
        let last = text.chars().rev().filter_map(folded).find(|one| one.is_alphanumeric() && !one.is_ascii_digit());
        if !self.0.iter().any(|(_, core, _)| core.last().copied() == last) {
            return None;
        }
        let line = fold(&text).chars;
        let leads = |one: &char| matches!(*one, '.' | '·' | '…' | '-' | '—') || one.is_ascii_digit();
        let end = line.iter().rposition(|one| !leads(one)).map_or(0, |last| last + 1);
        let line = line.get(..end).unwrap_or_default();
        let start = LineStart::of(line);
        let found = self.0.iter().find(|(_, core, number)| {
            start.title(core, *number, false).is_some_and(|(taken, score)| taken == line.len() && score >= 90)
        });
        found.map(|(id, ..)| *id)
    }
}

impl SectionParts {
    /// Adds a block to the current section.
    fn put(&mut self, block: SourceBlock, class: BlockClass) {
        if let BlockContent::Text(line) = &block.content
            && !matches!(class, BlockClass::Table(_))
            && line.is_wordless()
            && line.text().chars().count() < 4
            && !line.text().contains('…')
            && !self.may_be_cell(&line.cell_text())
        {
            return;
        }
        match self.sections.last_mut() {
            Some(_) if block.is_stroke() && !matches!(class, BlockClass::Table(_)) => {}
            Some(part) => part.blocks.push((block, class)),
            None => self.front.push((block, class)),
        }
    }
}

impl SectionParts {
    /// Whether a text could be the mark of an empty cell: one that is left out moves the cells after it.
    fn may_be_cell(&self, text: &str) -> bool {
        let in_table = self.sections.last().is_some_and(|part| TABLES.contains(&part.id));
        in_table && text.chars().any(CellReading::is_mark)
    }
}

/// At most one candidate for each section, in the order of the form, with the greatest total score.
fn best_chain(candidates: &[TitleCandidate]) -> Vec<TitleCandidate> {
    let mut chains: [(usize, Vec<TitleCandidate>); 7] = Default::default();
    for candidate in candidates {
        let number = usize::from(candidate.section.number());
        let before = chains.iter().take(number).max_by_key(|(score, _)| *score);
        let Some((score, chain)) = before.map(|(score, chain)| (score + candidate.score, chain.clone())) else {
            continue;
        };
        let Some(slot) = chains.get_mut(number) else { continue };
        // Of equal scores the later, since a table of contents has all titles before the text; of candidates
        // without a title the earlier, since a section begins with its first label.
        if score > slot.0 || (score == slot.0 && candidate.score > WHOLE) {
            let mut chain = chain;
            chain.push(*candidate);
            *slot = (score, chain);
        }
    }
    let best = chains.into_iter().rev().max_by_key(|(score, _)| *score);
    best.map(|(_, chain)| chain).unwrap_or_default()
}

fn candidates(form: &Form, blocks: &[SourceBlock], classes: &[BlockClass]) -> Vec<TitleCandidate> {
    let titles = titles(form);
    let signs = signs(form);
    // 二、上年结转…, the label of a blank row, is not the title of the second section.
    let labels: BTreeSet<Vec<char>> =
        form.tables.iter().flat_map(|table| &table.cells).map(|cell| fold(&cell.label()).chars).collect();
    let mut found = Vec::new();
    let mut table = None;
    for (index, block) in blocks.iter().enumerate() {
        // A row of a table is no title, whatever its label; a table without a title begins its section.
        if let Some(BlockClass::Table(section)) = classes.get(index).copied() {
            if table.replace(section) != Some(section) {
                found.push(TitleCandidate { section, block: index, start: 0, end: 0, score: 20 });
            }
            continue;
        }
        let text = fold(&block.text());
        let heading = matches!(&block.content, BlockContent::Text(line) if line.heading);
        let whole = matches!(block.content, BlockContent::Text(_)) && !labels.contains(&text.chars);
        let start = LineStart::of(&text.chars);
        let at_start = titles.iter().filter_map(|(id, core, number)| {
            let (taken, score) = start.title(core, *number, heading)?;
            Some((*id, 0, taken, score))
        });
        let mut here: Vec<_> = at_start.filter(|_| whole).collect();
        if whole && text.chars.len() > LONG {
            inside(&text.chars, &titles, &mut here);
        }
        for (id, sign) in &signs {
            if text.chars.starts_with(sign) {
                here.push((*id, 0, 0, 20));
            }
        }
        if let Some(id) = torn_sign(&text.chars) {
            here.push((id, 0, 0, 15));
        }
        here.sort_by_key(|(_, start, _, score)| (*start, std::cmp::Reverse(*score)));
        for (section, from, length, score) in here {
            let start = if from == 0 { 0 } else { place(&text, from) };
            let end = if length == 0 { start } else { place(&text, from + length - 1) + 1 };
            found.push(TitleCandidate { section, block: index, start, end, score });
        }
    }
    prefer_titles_of_tables(&mut found, classes);
    found
}

/// Gives a title with its table below it a greater score: of titles that stand twice it is that of the section, and the
/// other one is in an outline, wherever that stands.
fn prefer_titles_of_tables(candidates: &mut [TitleCandidate], classes: &[BlockClass]) {
    let titles: Vec<usize> = candidates.iter().filter(|one| one.score > WHOLE).map(|one| one.block).collect();
    for candidate in candidates.iter_mut().filter(|one| one.score > WHOLE) {
        let next = titles.get(titles.partition_point(|block| *block <= candidate.block)).copied();
        let below = classes.get(candidate.block..next.unwrap_or(classes.len())).unwrap_or_default();
        if below.contains(&BlockClass::Table(candidate.section)) {
            candidate.score += TABLE;
        }
    }
}

/// The sections with the text of their titles after the number, and the number.
fn titles(form: &Form) -> Vec<(SectionId, Vec<char>, usize)> {
    let title = |section: &Section| {
        let folded = fold(&section.title).chars;
        let length = numbering(&folded).map_or(0, |number| number.length);
        (section.id, folded.get(length..).unwrap_or_default().to_vec(), usize::from(section.id.number()))
    };
    form.sections.iter().map(title).collect()
}

fn place(text: &FoldedText, index: usize) -> usize {
    text.place(index).unwrap_or_default()
}

/// The beginning of a line, looked at once for all titles.
struct LineStart<'a> {
    line: &'a [char],
    /// Its number as that of a title.
    own: Option<TitleNumber>,
    /// Its number in another way than a title's, and the words behind it.
    otherwise: Option<(usize, &'a [char])>,
    /// Its number in brackets.
    bracketed: Option<TitleNumber>,
}

impl LineStart<'_> {
    fn of(line: &[char]) -> LineStart<'_> {
        let own = section_number(line);
        let otherwise = if own.is_none() { otherwise_numbered(line) } else { None };
        let bracketed = numbering(line).filter(|own| own.style == NumeralStyle::ChineseBrackets);
        LineStart { line, own, otherwise, bracketed }
    }

    /// The length of the title with this core and this number, in characters, and its score.
    fn title(&self, core: &[char], number: usize, heading: bool) -> Option<(usize, usize)> {
        let LineStart { line, own, otherwise, bracketed } = *self;
        if otherwise == Some((number, core)) {
            return Some((line.len(), 90));
        }
        let skipped = own.map_or(0, |own| own.length);
        let body = line.get(skipped..)?;
        let wrong_number = own.is_none_or(|own| own.number as usize != number);
        let doubt = if wrong_number { 8 } else { 0 };
        let points = |from: usize| body.iter().skip(from).take_while(|character| !character.is_alphanumeric()).count();
        if body.starts_with(core) {
            let only_points = body.len() - core.len() <= 2 && points(core.len()) == body.len() - core.len();
            return match () {
                () if only_points => Some((line.len(), 100 - doubt)),
                () if own.is_some() => Some((skipped + core.len(), 95 - doubt)),
                () => None,
            };
        }
        // （二）主动公开政府信息情况: only with the section's own words and number, since headings inside of a
        // section are written so.
        if let Some(own) = bracketed.filter(|own| own.number as usize == number) {
            let words = line.get(own.length..)?;
            let rest = words.strip_prefix(core)?;
            return (!rest.iter().any(|one| one.is_alphanumeric())).then_some((line.len(), 60));
        }
        if body.len() > core.len() + 8 || (own.is_none() && !heading) || body.contains(&'。') {
            return None;
        }
        let alike = likeness(body, core);
        match () {
            () if alike >= 70 => Some((line.len(), alike * 9 / 10 - doubt)),
            // 五、… at the position of the fifth title is the fifth title, whatever its text.
            () if !wrong_number && heading && body.len() >= 4 => Some((line.len(), 30)),
            () if !wrong_number && body.len() >= 4 && in_common(body, core) >= 2 => Some((line.len(), 25)),
            // What stands before the second section is the first, whatever words its title has: 一、概述.
            () if !wrong_number && number == 1 && is_short_title(own, body) => Some((line.len(), 15)),
            () => None,
        }
    }
}

/// Titles inside a line: a Chinese number with 、 and then the text.
fn inside(line: &[char], titles: &[(SectionId, Vec<char>, usize)], found: &mut Vec<(SectionId, usize, usize, usize)>) {
    for at in 0..line.len() {
        let number = line.get(at).copied().and_then(chinese_digit);
        let Some(number) = number.filter(|_| line.get(at + 1) == Some(&'、')) else { continue };
        let body = line.get(at + 2..).unwrap_or_default();
        for (id, core, own) in titles {
            let doubt = if number as usize == *own { 0 } else { 8 };
            if body.starts_with(core) {
                found.push((*id, at, core.len() + 2, 95 - doubt));
                continue;
            }
            let longest = core.len() + 1;
            let reach = body.get(..longest.min(body.len())).unwrap_or_default();
            // Comparing is slow, and the first character decides nearly all cases.
            let first = reach.first().is_some_and(|first| core.contains(first));
            if !first || in_common(reach, core) * 10 < core.len() * 6 {
                continue;
            }
            let lengths = core.len().saturating_sub(5)..=longest;
            let scored = lengths.filter_map(|length| Some((likeness(body.get(..length)?, core), length)));
            let best = scored.max_by_key(|(alike, length)| (*alike, std::cmp::Reverse(*length)));
            if let Some((alike, length)) = best.filter(|(alike, _)| *alike >= 80) {
                found.push((*id, at, length + 2, alike * 9 / 10 - doubt));
            }
        }
    }
}

fn section_number(line: &[char]) -> Option<TitleNumber> {
    let of_part = || {
        let digit = line.get(1).copied().and_then(chinese_digit)?;
        let named = line.first() == Some(&'第') && line.get(2..4) == Some(&['部', '分']);
        let points = line.iter().skip(4).take_while(|character| !character.is_alphanumeric()).count();
        named.then_some(TitleNumber { style: NumeralStyle::Chinese, number: digit, length: 4 + points })
    };
    numbering(line)
        .filter(|number| matches!(number.style, NumeralStyle::Chinese | NumeralStyle::Arabic))
        .or_else(of_part)
}

/// Whether a few Chinese characters without a mark stand behind 一、.
fn is_short_title(own: Option<TitleNumber>, body: &[char]) -> bool {
    own.is_some_and(|own| own.style == NumeralStyle::Chinese)
        && (2..=SHORT).contains(&body.len())
        && body.iter().all(|one| is_han(*one))
}

/// The number and the words of a title that is numbered in another way: （1）, Ⅰ、, 第一章, 一 without a mark, or all of it
/// in 【】. Only with a section's own words it is one.
fn otherwise_numbered(line: &[char]) -> Option<(usize, &[char])> {
    let digit = |one: &char| {
        let roman = "ⅠⅡⅢⅣⅤⅥ".chars().position(|own| own == *one).map(|at| at + 1);
        let arabic = one.to_digit(10).or_else(|| chinese_digit(*one)).and_then(|digit| usize::try_from(digit).ok());
        roman.or(arabic)
    };
    let line = match line {
        ['【', inside @ .., '】'] => inside,
        _ => line,
    };
    let (number, rest) = match line {
        ['(', one, ')', rest @ ..] | ['第', one, '章' | '节' | '项' | '条', rest @ ..] | [one, rest @ ..] => {
            (digit(one)?, rest)
        }
        [] => return None,
    };
    let words = rest.iter().position(|one| one.is_alphanumeric())?;
    Some((number, rest.get(words..)?))
}

/// The beginnings of a table whose section has no title: its first label, its first row, and 表二,
/// 表三, 表四.
fn signs(form: &Form) -> Vec<(SectionId, Vec<char>)> {
    let mut signs = Vec::new();
    for section in &form.sections {
        let Some(table) = form.table_of(section.id) else { continue };
        let numeral = "一二三四五六".chars().nth(usize::from(section.id.number()).saturating_sub(1));
        signs.push((section.id, ['表'].into_iter().chain(numeral).collect()));
        let first_row = table.fields.first().and_then(|field| field.row_heads.first());
        let corner = table.cells.first().map(|cell| cell.label());
        for label in corner.iter().chain(first_row) {
            signs.push((section.id, fold(label).chars));
        }
    }
    signs
}

/// The beginning of a section without a title that only some sources have: 一、新收 with
/// numbers, or （一）主要问题 after table four.
fn torn_sign(line: &[char]) -> Option<SectionId> {
    // Nearly all lines begin with something else.
    if !matches!(line, ['一' | '(', ..]) {
        return None;
    }
    let text: String = line.iter().take(12).collect();
    match () {
        () if text.starts_with("一、新收") => Some(SectionId::Requests),
        () if ["(一)主要问题", "(一)存在的主要问题", "(一)存在的问题", "(一)存在问题"]
            .iter()
            .any(|sign| text.starts_with(sign)) =>
        {
            Some(SectionId::Problems)
        }
        () => None,
    }
}
