//! Lines and cells → a report and remarks: the one extractor behind all front ends. Must not know
//! what kind of file the source was.
//!
//! Each word of the source document is consumed once: by a title, a label, a number, a paragraph,
//! or a remark. Only white space, punctuation and the edges of cells are dropped.

mod arrangement;
mod block_traits;
mod dispute_table;
mod edition;
mod explicit_cells;
mod front_matter;
mod page_artifacts;
mod paragraphs;
mod prose_facts;
mod row_slots;
mod row_sums;
mod rows;
mod run_together_digits;
mod section_finder;
mod spreadsheet_rows;
mod stated_cells;
mod table_finder;
mod table_labels;
mod table_places;
mod table_reader;
mod tables_of_section;
mod text_outside_tables;
mod tokens;
mod wording;

use std::collections::BTreeMap;

pub(super) use explicit_cells::{ExplicitCell, enter};
pub(super) use page_artifacts::is_page_number;
pub(super) use spreadsheet_rows::{cropped, no_head, numbers_only};

use front_matter::{FrontMatter, TitleLine};
use prose_facts::ProseFacts;
use section_finder::{ClassedBlock, SectionPart};
use stated_cells::StatedCells;
use wording::fold;

use super::remark::{MissingPart, RemarkKind, Remarks};
use super::source_document::{SourceBlock, SourceDocument};
use super::{Imported, ReadError};
use crate::form::{Edition, Form, SectionId, UnitKind};
use crate::limits::Limit;
use crate::report::Report;
use crate::richtext::Paragraph;

/// The blocks at which the sections of a report begin, in order.
///
/// # Errors
///
/// The source exceeds a limit, or a form cannot be read.
pub(super) fn title_lines(blocks: &[SourceBlock]) -> Result<Vec<usize>, ReadError> {
    let newest = Form::of(Edition::Cn2021).map_err(Clone::clone)?;
    Ok(section_finder::beginnings(newest, blocks))
}

/// The first section of which the blocks have the title, or a table.
///
/// # Errors
///
/// The source exceeds a limit, or a form cannot be read.
pub(super) fn first_section(blocks: &[SourceBlock]) -> Result<Option<SectionId>, ReadError> {
    let newest = Form::of(Edition::Cn2021).map_err(Clone::clone)?;
    Ok(section_finder::first(newest, blocks))
}

/// The block at which the report's title begins, the nearest one before the block `first`.
pub(super) fn title_before(blocks: &[SourceBlock], first: usize) -> Option<usize> {
    front_matter::title_before(blocks, first)
}

/// Whether the text is a report's title.
pub(super) fn is_title(words: &str) -> bool {
    front_matter::is_title(words)
}

/// The kind of a unit with this name.
pub(super) fn kind(unit: &str) -> UnitKind {
    front_matter::kind(unit, "")
}

/// Lines as paragraphs with levels, without a form.
pub(super) fn paragraphs(blocks: Vec<SourceBlock>) -> Vec<Paragraph> {
    paragraphs::paragraphs(blocks, false, false)
}

/// Reads a source document into a report. `remarks` has the remarks of the front end.
///
/// # Errors
///
/// The source exceeds a limit, or a form cannot be read.
pub(super) fn report(source: SourceDocument, mut remarks: Remarks) -> Result<Imported, ReadError> {
    let SourceDocument { blocks, wrapped } = source;
    Limit::Cells.check(blocks.iter().map(SourceBlock::size).fold(0, usize::saturating_add))?;
    let newest = Form::of(Edition::Cn2021).map_err(Clone::clone)?;
    let blocks = page_artifacts::without_page_numbers(blocks, &mut remarks);
    let blocks = page_artifacts::without_contents(newest, blocks, &mut remarks);
    let classes = table_finder::classes(newest, &blocks);
    let parts = table_places::settled(section_finder::cut(newest, blocks, &classes), &mut remarks);
    let spoken = spoken_text(&parts.front, &parts.sections);
    let FrontMatter { title, preface } = front_matter::read(plain(parts.front), wrapped, &mut remarks);
    let year = year(title.as_ref(), &spoken, &mut remarks);
    let form = edition::edition(year, &parts.sections, &mut remarks)?;
    let mut report = Report::new("", UnitKind::Department, year.unwrap_or_default());
    report.form = form.edition;
    report.preface.paragraphs = preface;
    name(&mut report, form, title, &spoken, &mut remarks);
    let facts = ProseFacts::of(&spoken);
    let mut stated_cells = StatedCells::default();
    for id in SectionId::ALL.into_iter().filter(|id| parts.sections.iter().all(|part| part.id != *id)) {
        report.stated.missing_titles.push(id);
        remarks.add(0, "", RemarkKind::TitleMissing { section: id });
    }
    for part in parts.sections {
        check_title(&part, form, &mut report, &mut remarks);
        let prose = match form.table_of(part.id) {
            Some(table) => {
                table_reader::read(form, table, (part.blocks, wrapped), &facts, &mut stated_cells, &mut remarks)
            }
            None => plain(part.blocks),
        };
        let paragraphs = paragraphs::paragraphs(prose, wrapped, parts.flattened);
        if !paragraphs.is_empty() {
            report.prose_mut(part.id).paragraphs = paragraphs;
        }
    }
    stated_cells.fill(form, &mut report, &mut remarks);
    sign(&mut report);
    report.stated.missing_titles.sort();
    Ok(Imported { report, remarks: remarks.finish() })
}

fn plain(blocks: Vec<ClassedBlock>) -> Vec<SourceBlock> {
    blocks.into_iter().map(|(block, _)| block).collect()
}

/// The text outside the tables, up to the last section that is prose.
fn spoken_text(front: &[ClassedBlock], sections: &[SectionPart]) -> String {
    let spoken = sections.iter().filter(|part| !has_table(part.id)).flat_map(|part| &part.blocks);
    let mut text = String::new();
    for (block, _) in front.iter().chain(spoken) {
        text.push_str(&block.text());
        text.push('\n');
    }
    text
}

const fn has_table(id: SectionId) -> bool {
    matches!(id, SectionId::Disclosure | SectionId::Requests | SectionId::Disputes)
}

/// The year of the title; without one that of a statistical period (2024年1月1日), or the year
/// that the text names most often.
fn year(title: Option<&TitleLine>, spoken: &str, remarks: &mut Remarks) -> Option<u16> {
    if let Some(year) = title.and_then(|title| title.year) {
        return Some(year);
    }
    let chars = fold(spoken).chars;
    let mut often: BTreeMap<u16, usize> = BTreeMap::new();
    let mut of_period = None;
    for (at, year) in front_matter::years(&chars) {
        *often.entry(year).or_default() += 1;
        let rest = chars.get(at + 5..).unwrap_or_default();
        if rest.starts_with(&['1', '月', '1', '日']) {
            of_period = of_period.or(Some(year));
        }
    }
    let most = often.iter().max_by_key(|(year, count)| (**count, std::cmp::Reverse(**year))).map(|(year, _)| *year);
    let year = of_period.or(most);
    let kind = year.map_or(RemarkKind::Missing { what: MissingPart::Year }, |year| RemarkKind::YearGuessed { year });
    remarks.add(0, "", kind);
    year
}

/// Title, unit and kind of unit.
fn name(report: &mut Report, form: &Form, title: Option<TitleLine>, spoken: &str, remarks: &mut Remarks) {
    let title = title.unwrap_or_else(|| {
        remarks.add(0, "", RemarkKind::Missing { what: MissingPart::Title });
        TitleLine { words: String::new(), unit: String::new(), year: None }
    });
    let usual = format!("{}{}年{}", title.unit, report.year, form.title);
    if !title.words.is_empty() && fold(&usual).chars != fold(&title.words).chars {
        report.title = Some(title.words);
    }
    if title.unit.is_empty() {
        remarks.add(0, "", RemarkKind::Missing { what: MissingPart::Unit });
    } else {
        report.unit.kind = front_matter::kind(&title.unit, spoken);
        report.unit.kind_unconfirmed = front_matter::is_kind_open(&title.unit, spoken);
        remarks.add(0, title.unit.clone(), RemarkKind::KindGuessed { unit: report.unit.kind });
    }
    report.unit.name = title.unit;
}

fn check_title(part: &SectionPart, form: &Form, report: &mut Report, remarks: &mut Remarks) {
    let Some(official) = form.section(part.id).map(|section| fold(&section.title)) else { return };
    match &part.title {
        Some(stated) if fold(&stated.text).chars == official.chars => {}
        Some(stated) => {
            report.stated.titles.insert(part.id, stated.text.clone());
            remarks.add(stated.line, stated.text.clone(), RemarkKind::TitleDiffers { section: part.id });
        }
        None => {
            report.stated.missing_titles.push(part.id);
            let line = part.blocks.first().map_or(0, |(block, _)| block.line);
            remarks.add(line, "", RemarkKind::TitleMissing { section: part.id });
        }
    }
}

/// Moves unit and date from the end of the text to the signature, if it is certain that they are
/// one.
fn sign(report: &mut Report) {
    let unit = report.unit.name.clone();
    if let Some((_, prose)) = report.sections.iter_mut().next_back() {
        report.signature = paragraphs::signature(&mut prose.paragraphs, &unit);
    }
}
