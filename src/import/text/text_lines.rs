//! Characters → lines and cells: Markdown markup, tab-separated and pipe-separated rows, and
//! whether lines were wrapped.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::html_in_text;
use super::markdown_inline::{self, WrittenPicture};
use super::row_tables::RowTables;
use super::tables_in_text::TextTables;
use crate::import::ReadError;
use crate::import::picture_taker::PictureTaker;
use crate::import::remark::Remarks;
use crate::import::source_document::{
    BlockContent, CaptionPlace, SourceBlock, SourceDocument, SourceLine, SourcePicture,
};
use crate::limits::Limit;
use crate::raster::PictureView;
use crate::richtext::{ListKind, Run, TextMarks};

/// The least lines that a quoted mail has.
const QUOTED: usize = 5;

/// The bars between cells.
const BARS: [char; 2] = ['|', '｜'];
/// The least bars of a line that tell where a table has them.
const TELLING: usize = 3;

/// Whether a table drawn with bars has one before its first cell and one behind its last. Where some lines begin with a
/// bar and others with as many bars do not, the former begin with an empty cell.
#[derive(Clone, Copy)]
struct BarFrame {
    left: bool,
    right: bool,
}

impl BarFrame {
    fn of(text: &str) -> BarFrame {
        let mut counts: [BTreeSet<usize>; 4] = Default::default();
        let [begun, not_begun, ended, not_ended] = &mut counts;
        for line in text.split('\n').map(str::trim) {
            let bars = line.matches(BARS).count();
            if bars >= TELLING {
                if line.starts_with(BARS) { &mut *begun } else { &mut *not_begun }.insert(bars);
                if line.ends_with(BARS) { &mut *ended } else { &mut *not_ended }.insert(bars);
            }
        }
        BarFrame { left: begun.is_disjoint(not_begun), right: ended.is_disjoint(not_ended) }
    }
}

/// The lines and rows of a text.
///
/// # Errors
///
/// The text is no text, or exceeds a limit.
pub(super) fn source_document(text: &str, remarks: &mut Remarks) -> Result<SourceDocument, ReadError> {
    let text = unquoted(text.replace("\r\n", "\n").replace('\r', "\n"));
    let mut blocks: Vec<SourceBlock> = Vec::new();
    let mut cells = 0;
    // The blocks after which a line is blank.
    let mut ended = BTreeSet::new();
    let mut tables = TextTables::of(&text)?;
    let frame = BarFrame::of(&text);
    let is_markdown = html_in_text::is_markdown(text.as_bytes());
    let mut rows = RowTables::default();
    let mut written = Vec::new();
    let mut rest = text.split('\n').enumerate();
    while let Some((index, source)) = rest.next() {
        let number = index + 1;
        if let Some(table) = tables.at(number) {
            for _ in 1..table.lines {
                rest.next();
            }
            cells += table.blocks.iter().map(SourceBlock::size).sum::<usize>();
            Limit::Cells.check(cells)?;
            blocks.extend(table.blocks);
            rows.end();
            rows.add(table.table);
            continue;
        }
        if source.trim().is_empty() {
            rows.end();
            ended.extend(blocks.len().checked_sub(1));
            continue;
        }
        if is_rule(source) {
            rows.rule();
            continue;
        }
        if markdown_inline::is_picture_of_name(source) {
            remarks.add_lost_picture(number, "", None);
            continue;
        }
        // A plain text that speaks of tags means what it says.
        let is_marked = is_markdown || source.contains(BARS);
        let plain = is_marked.then(|| html_in_text::without_html(number, source, remarks)).flatten();
        let source = plain.as_deref().unwrap_or(source);
        let plain = is_marked.then(|| markdown_inline::without_aside(number, source, remarks)).flatten();
        let source = plain.as_deref().unwrap_or(source);
        let plain = markdown_inline::without_markup(number, source, &mut written, remarks);
        let source = plain.as_deref().unwrap_or(source);
        if source.trim().is_empty() {
            continue;
        }
        let (block, row) = block(number, source, frame);
        rows.line(number, row);
        blocks.push(block);
        cells += blocks.last().map_or(0, SourceBlock::size);
        Limit::Lines.check(cells)?;
    }
    let wrapped = is_wrapped(&blocks, &ended);
    // Lines that are joined would take in what stands for a table among them.
    let tables = if wrapped { Vec::new() } else { rows.finish() };
    let pictures = pictures(written, remarks);
    Ok(SourceDocument { blocks, wrapped, tables, pictures })
}

/// The pictures that are written into the text. Those that cannot be held are told.
fn pictures(written: Vec<WrittenPicture>, remarks: &mut Remarks) -> Vec<SourcePicture> {
    let mut taker = PictureTaker::default();
    let mut found = Vec::new();
    for WrittenPicture { line, alt, file } in written {
        match taker.take(&file, PictureView::default(), false) {
            Ok((picture, scaling)) => {
                let caption = CaptionPlace::Beside;
                found.push(SourcePicture { line, picture, alt, width: None, scaling, caption });
            }
            Err(problem) => remarks.add_lost_picture(line, &alt, Some(problem)),
        }
    }
    found
}

/// The delimiter row of a Markdown table, `| --- | :-: |` or `--- | ---`, the lines `---- ----` of plain ones, which have no
/// content, or a fence around a part of one, `::: section`.
fn is_rule(source: &str) -> bool {
    // Nearly all lines begin with something else.
    if !source.trim_start().starts_with(['|', '-', ':', '=', '+']) {
        return false;
    }
    let text: String = source.chars().filter(|character| !character.is_whitespace()).collect();
    if let Some(fence) = text.strip_prefix(":::").map(|rest| rest.trim_start_matches(':'))
        && (fence.is_ascii() || (fence.starts_with('{') && fence.ends_with('}')))
    {
        return true;
    }
    let groups = source.split_whitespace().count();
    if groups > 1 && text.len() >= 6 && text.chars().all(|one| matches!(one, '-' | '=')) {
        return true;
    }
    let is_drawn = text.len() > 1 && text.chars().all(|one| matches!(one, '|' | '-' | ':' | '=' | '+'));
    let is_line = text.contains("---") || text.starts_with("|-") || text.starts_with("|=") || is_delimiter_row(&text);
    text.contains('|') && is_drawn && is_line
}

/// Whether each cell of a row of bars says how its column is aligned, in as few dashes as it likes (GFM 0.29, §4.10).
fn is_delimiter_row(text: &str) -> bool {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let dashes = |cell: &str| {
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        cell.strip_suffix(':').unwrap_or(cell).to_owned()
    };
    let mut cells = inner.split('|').map(dashes);
    cells.all(|dashes| !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-'))
        && (text.contains(':') || text.contains("--"))
}

/// The text without the mark with which a mail quotes it, where nearly every line has it.
fn unquoted(text: String) -> String {
    let quoted = text.split('\n').filter(|line| line.starts_with('>')).count();
    let lines = || text.split('\n').filter(|line| !line.trim().is_empty()).count();
    if quoted < QUOTED || quoted * 10 < lines() * 9 {
        return text;
    }
    let inner = |line: &str| {
        let rest = line.strip_prefix('>').unwrap_or(line);
        rest.strip_prefix(' ').unwrap_or(rest).to_owned()
    };
    text.split('\n').map(inner).collect::<Vec<_>>().join("\n")
}

/// Characters that may be Markdown markup unless a backslash precedes them (CommonMark 0.31, §2.4).
const MARKS: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
/// Private use characters that replace them while a line is parsed.
const HIDDEN: u32 = 0xf_ff00;

/// The line with each escaped character replaced.
fn hide(source: &str) -> String {
    let mut hidden = String::with_capacity(source.len());
    let mut characters = source.chars();
    while let Some(character) = characters.next() {
        let next = (character == '\\').then(|| characters.clone().next()).flatten();
        match next.filter(|next| MARKS.contains(*next)).and_then(|next| char::from_u32(HIDDEN + u32::from(next))) {
            Some(mark) => {
                hidden.push(mark);
                characters.next();
            }
            None => hidden.push(character),
        }
    }
    hidden
}

/// The replaced characters restored.
fn show(text: &str) -> String {
    let shown = |one: char| u32::from(one).checked_sub(HIDDEN).and_then(char::from_u32).filter(char::is_ascii);
    text.chars().map(|one| shown(one).unwrap_or(one)).collect()
}

/// A line as a block, and its cells where it is a row.
fn block(number: usize, source: &str, frame: BarFrame) -> (SourceBlock, Option<Vec<String>>) {
    let hidden = if source.contains('\\') { Some(hide(source)) } else { None };
    let source = hidden.as_deref().unwrap_or(source);
    let (mut row, mut block) = match row_cells(source, frame) {
        // No table in a text is so wide; its cells are not held twice.
        Some(cells) if cells.len() > Limit::TableColumns.most() => (None, SourceBlock::row(number, cells)),
        Some(cells) => (Some(cells.clone()), SourceBlock::row(number, cells)),
        None => (None, SourceBlock { line: number, content: BlockContent::Text(line(&without_tab(source))) }),
    };
    if hidden.is_some() {
        row.iter_mut().flatten().for_each(|cell| *cell = show(cell));
        match &mut block.content {
            BlockContent::Text(line) => line.runs.iter_mut().for_each(|run| run.text = show(&run.text)),
            BlockContent::Row(cells) => cells.iter_mut().for_each(|cell| *cell = show(cell)),
        }
    }
    (block, row)
}

/// Whether a line is a heading with a tab behind its number, as Word sets it: 一、⇥总体情况.
fn is_numbered(source: &str) -> bool {
    source.trim().split_once('\t').is_some_and(|(number, words)| {
        is_number_alone(number) && !words.trim().is_empty() && !words.contains('\t') && !words.is_ascii()
    })
}

/// The line without the tab behind its number.
fn without_tab(source: &str) -> Cow<'_, str> {
    if source.contains('\t') { Cow::Owned(source.replacen('\t', "", 1)) } else { Cow::Borrowed(source) }
}

/// The cells of a line that is a row.
fn row_cells(source: &str, frame: BarFrame) -> Option<Vec<String>> {
    if source.contains('\t') {
        return (!is_numbered(source)).then(|| source.split('\t').map(plain_cell).collect());
    }
    let trimmed = source.trim();
    let has_bars = trimmed.contains(BARS);
    if has_bars && (trimmed.starts_with('|') || trimmed.matches(BARS).count() >= 2) {
        let inner = trimmed.strip_prefix(BARS).filter(|_| frame.left).unwrap_or(trimmed);
        let inner = inner.strip_suffix(BARS).filter(|_| frame.right).unwrap_or(inner);
        return Some(inner.split(BARS).map(plain_cell).collect());
    }
    None
}

/// Whether a text is the number of a heading and nothing else: 一、, （二）, 3.
fn is_number_alone(text: &str) -> bool {
    let text = text.trim();
    let is_digit = |one: char| one.is_ascii_digit() || "一二三四五六七八九十１２３４５６７８９０".contains(one);
    let inside = match text.strip_prefix(['（', '(']) {
        Some(rest) => rest.strip_suffix(['）', ')']),
        None => text.strip_suffix(['、', '.', '．']),
    };
    inside.is_some_and(|digits| (1..=3).contains(&digits.chars().count()) && digits.chars().all(is_digit))
}

/// A cell's text; bold in a table is only decoration.
fn plain_cell(cell: &str) -> String {
    let mut text = if cell.contains('*') { cell.replace("**", "") } else { cell.to_owned() };
    if text.contains('&') {
        let references = [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
        text = references.iter().fold(text, |text, (written, meant)| text.replace(written, meant));
    }
    text.trim().to_owned()
}

fn line(source: &str) -> SourceLine {
    let indent = indent(source);
    let mut rest = source.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
    let heading = (1..=6).contains(&hashes);
    if heading {
        rest = rest.trim_start_matches('#').trim_start();
        let trimmed = rest.trim_end_matches('#');
        rest = if trimmed.ends_with(' ') { trimmed.trim_end() } else { rest };
    }
    // Headings of wikis: as many marks behind them.
    let marks = rest.bytes().take_while(|byte| *byte == b'=').count();
    let inner = rest.get(marks..rest.len().saturating_sub(marks)).filter(|inner| {
        (1..=6).contains(&marks) && inner.starts_with(' ') && inner.ends_with(' ') && rest.ends_with(&"=".repeat(marks))
    });
    let heading = heading || inner.is_some();
    rest = inner.map_or(rest, str::trim);
    let item = rest.strip_prefix(['-', '*', '+', '•', '·']).and_then(|after| after.strip_prefix(' '));
    let list = item.map(|_| if indent >= 2 { ListKind::Inner } else { ListKind::Outer });
    SourceLine { indent, heading, list, runs: runs(item.unwrap_or(rest)), ..SourceLine::default() }
}

/// White space before the first word, in half-width characters.
fn indent(source: &str) -> usize {
    // A form feed begins a page, not a paragraph.
    let line = source.trim_start_matches('\u{c}');
    let blank = line.chars().take_while(|character| character.is_whitespace());
    blank.map(|character| if character == '\u{3000}' { 2 } else { 1 }).sum()
}

/// Text with `**` around what is bold. An unpaired `**` is plain text.
fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    // Most lines have not even one mark, which is found faster than a pair.
    while rest.contains('*')
        && let Some((before, after)) = rest.split_once("**")
    {
        let Some((bold, next)) = after.split_once("**").filter(|(bold, _)| !bold.trim().is_empty()) else { break };
        runs.push(Run { text: before.to_owned(), ..Run::default() });
        runs.push(Run {
            text: bold.to_owned(),
            marks: TextMarks { bold: true, ..TextMarks::default() },
            ..Run::default()
        });
        rest = next;
    }
    runs.push(Run { text: rest.to_owned(), ..Run::default() });
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// The least letters and Chinese characters of a line of prose.
const WORDS: usize = 20;

/// Whether most lines of prose end in the middle of a sentence and continue in the next line.
fn is_wrapped(blocks: &[SourceBlock], ended: &BTreeSet<usize>) -> bool {
    let mut lines = 0_usize;
    let mut broken = 0_usize;
    for (index, block) in blocks.iter().enumerate() {
        let BlockContent::Text(line) = &block.content else { continue };
        let text = line.text();
        let Some(last) = text.trim_end().chars().last() else { continue };
        let is_han = |one: char| matches!(one, '\u{4e00}'..='\u{9fff}');
        let mut words = text.chars().filter(|one| is_han(*one) || (one.is_alphanumeric() && !one.is_ascii()));
        if words.nth(WORDS - 1).is_none() || last.is_ascii_digit() {
            continue;
        }
        lines += 1;
        broken += usize::from(!ended.contains(&index) && !"。！？；：…”）］.!?;:)]\"|".contains(last));
    }
    broken >= 6 && broken * 10 >= lines * 6
}
