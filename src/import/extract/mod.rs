//! Lines and cells → a report and remarks: the one extractor behind all front ends. Must not know
//! what kind of file the source was.
//!
//! Each word of the source document is consumed once: by a title, a label, a number, a paragraph,
//! or a remark. Only white space, punctuation and the edges of cells are dropped.

mod arrangement;
mod block_traits;
mod broken_numbers;
mod caption_numbers;
mod cell_words;
mod chart_notes;
mod column_halves;
mod column_heads;
mod column_numbers;
mod column_order;
mod detail_rows;
mod dispute_heads;
mod dispute_table;
mod edition;
mod explicit_cells;
mod figure_caption;
mod figure_places;
mod front_matter;
mod grid_reading;
mod headless_disputes;
mod labels_in_runs;
mod number_rows;
mod other_years;
mod page_artifacts;
mod page_surroundings;
mod paragraphs;
mod prose_facts;
mod prose_tables;
mod repeated_titles;
mod row_fit;
mod row_slots;
mod row_sums;
mod rows;
mod run_together_digits;
mod second_reading;
mod second_report;
mod section_finder;
mod separated_rows;
mod source_year;
mod spaced_columns;
mod spaced_thousands;
mod spreadsheet_rows;
mod stated_cells;
mod table_finder;
mod table_labels;
mod table_places;
mod table_reader;
mod tables_of_section;
mod text_outside_tables;
mod title_line;
mod token_kinds;
mod tokens;
mod total_column;
mod turned_rows;
mod two_years;
mod wording;
mod wrapped_labels;

pub(in crate::import) use block_traits::is_label;
pub(super) use explicit_cells::{ExplicitCell, enter};
pub(in crate::import) use figure_places::with_captions;
pub(super) use page_artifacts::{is_page_number, is_review_mark};
pub(super) use page_surroundings::is_foot as is_page_foot;
pub(super) use spreadsheet_rows::{cropped, no_head, numbers_only};

use std::collections::BTreeSet;

use caption_numbers::CaptionNumbers;
use detail_rows::DetailRows;
use figure_places::FigurePlaces;
use front_matter::FrontMatter;
use prose_facts::ProseFacts;
use prose_tables::ProseTables;
use section_finder::{ClassedBlock, SectionPart};
use stated_cells::StatedCells;
use table_finder::BlockClass;
use title_line::TitleLine;
use wording::{fold, in_common};

use super::remark::{MissingPart, RemarkKind, Remarks};
use super::source_document::{SourceBlock, SourceDocument};
use super::{Imported, ReadError};
use crate::form::{Edition, Form, SectionId, Table, UnitKind};
use crate::limits::Limit;
use crate::report::Report;
use crate::richtext::Paragraph;

/// Words that a text has which is a report, though nothing else of it was recognised.
const SUBJECTS: [&str; 4] = ["信息公开", "政务公开", "公开年报", "Annual report"];

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

/// Whether a line begins with the number of a heading: （一）, 二、, 3..
pub(super) fn is_numbered(text: &str) -> bool {
    wording::numbering_of(text.chars()).is_some()
}

/// The kind of a unit with this name.
pub(super) fn kind(unit: &str) -> UnitKind {
    front_matter::kind(unit, "")
}

/// Lines as paragraphs with levels, without a form.
pub(super) fn paragraphs(blocks: Vec<SourceBlock>) -> Vec<Paragraph> {
    paragraphs::paragraphs(blocks, false, false)
}

/// A report of which the first section is all text of the source: nothing in it is taken for a title or a number.
pub(super) fn as_text(blocks: Vec<SourceBlock>, mut remarks: Remarks) -> Imported {
    let mut report = Report::new("", UnitKind::Department, 0);
    report.prose_mut(SectionId::Overview).paragraphs = paragraphs(blocks);
    no_head(&mut remarks);
    Imported { report, remarks: remarks.finish() }
}

/// Reads a source document into a report. `remarks` has the remarks of the front end.
///
/// # Errors
///
/// The source is no report, exceeds a limit, or a form cannot be read.
pub(super) fn report(source: SourceDocument, mut remarks: Remarks) -> Result<Imported, ReadError> {
    Limit::Cells.check(source.blocks.iter().map(SourceBlock::size).fold(0, usize::saturating_add))?;
    let newest = Form::of(Edition::Cn2021).map_err(Clone::clone)?;
    let blocks = source.blocks.into_iter().map(SourceBlock::with_unified_characters);
    let blocks = blocks.map(SourceBlock::without_placeholders).collect();
    let (blocks, details) = detail_rows::taken(blocks);
    let blocks = column_numbers::without_row_numbers(blocks, &mut remarks);
    let blocks = page_artifacts::without_page_numbers(blocks, &mut remarks);
    let blocks = page_surroundings::without_foot(blocks, &mut remarks);
    let blocks = page_artifacts::without_contents(newest, blocks, &mut remarks);
    let blocks = second_report::first_alone(newest, blocks, &mut remarks);
    let source = SourceDocument { blocks, ..source };
    match details {
        Some(_) => read(newest, source, details, remarks),
        None => second_reading::better(newest, source, remarks),
    }
}

/// Reads what is left of a source without what stands around its report; `details` are cells that it names.
fn read(
    newest: &Form,
    source: SourceDocument,
    details: Option<DetailRows>,
    mut remarks: Remarks,
) -> Result<Imported, ReadError> {
    let SourceDocument { blocks, wrapped, pictures, tables } = source;
    let classes = table_finder::classes(newest, &blocks);
    let official = |(block, class): (&SourceBlock, &BlockClass)| {
        matches!(class, BlockClass::Table(_) | BlockClass::Caption).then_some(block.line)
    };
    let official: BTreeSet<usize> = blocks.iter().zip(&classes).filter_map(official).collect();
    let mut parts = table_places::settled(section_finder::cut(newest, blocks, &classes), &mut remarks);
    repeated_titles::drop_from(newest, &mut parts, &mut remarks);
    let spoken = spoken_text(&parts.front, &parts.sections);
    let first_line = parts.front.first().map_or(0, |(block, _)| block.line);
    let front = number_rows::without_number_rows(plain(parts.front), &mut remarks);
    let FrontMatter { mut title, preface } = front_matter::read(front, wrapped, &mut remarks);
    if let Some(details) = details.as_ref().filter(|details| title.is_none() && !details.unit.is_empty()) {
        title = Some(TitleLine { unit: details.unit.clone(), year: details.year, ..TitleLine::default() });
    }
    let is_details_alone = details.is_some() && parts.sections.is_empty();
    let is_known = title.is_some()
        || has_sections(newest, &parts.sections)
        || SUBJECTS.iter().any(|subject| spoken.contains(subject));
    let year = year(title.as_ref(), &spoken, &parts.sections, &mut remarks);
    let form = edition::edition(year, &parts.sections, &mut remarks)?;
    let mut report = Report::new("", UnitKind::Department, year.unwrap_or_default());
    report.form = form.edition;
    report.preface.paragraphs = preface;
    let named = name(&mut report, form, title, &mut remarks);
    let frames: Vec<(usize, usize)> = tables.iter().map(|table| (table.first, table.last)).collect();
    let mut tables = ProseTables::take(tables, &mut parts.sections, &official);
    let mut places = FigurePlaces::of(first_line, &parts.sections);
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
                let blocks = other_years::removed(part.blocks, year, details.is_some(), &mut remarks);
                table_reader::read(form, table, (blocks, wrapped), &facts, &mut stated_cells, &mut remarks)
            }
            None => plain(part.blocks),
        };
        let prose = number_rows::without_number_rows(prose, &mut remarks);
        if let Some(table) = form.table_of(part.id).filter(|table| !stated_cells.has_any(table)) {
            tell_numbers_of_text(part.id, table, &prose, &mut remarks);
        }
        let (lines, paragraphs): (Vec<usize>, Vec<Paragraph>) =
            tables.fill(paragraphs::numbered(prose, wrapped, parts.flattened)).into_iter().unzip();
        if !paragraphs.is_empty() {
            places.note(part.id, lines);
            report.prose_mut(part.id).paragraphs = paragraphs;
        }
    }
    if let Some(details) = details {
        details.enter(form, &mut stated_cells, &mut remarks);
    }
    stated_cells.leave_partial_totals_blank(form);
    stated_cells.fill(form, &mut report, &mut remarks);
    remarks.gather_blanks(stated_cells::FEW, |cell| form.section_of(cell));
    remarks.gather_units(stated_cells::FEW, |cell| form.section_of(cell));
    sign(&mut report, &named);
    name_unit(&mut report, named, &spoken, &mut remarks);
    let captions = CaptionNumbers::of(&report, &places);
    places.fill(pictures, &frames, &mut report, &mut remarks);
    chart_notes::restore(&mut report);
    captions.tell(&report, &mut remarks);
    for prose in report.sections.values_mut().filter(|prose| prose.has_tables()) {
        *prose = std::mem::take(prose).mended();
    }
    report.stated.missing_titles.sort();
    if !is_known && report.numbers.iter().next().is_none() {
        return Err(ReadError::NotAReport);
    }
    let imported = Imported { report, remarks: remarks.finish() };
    Ok(if is_details_alone { numbers_only(imported) } else { imported })
}

/// Whether there is a section with the form's own title, or several with other ones.
fn has_sections(form: &Form, sections: &[SectionPart]) -> bool {
    let own = |part: &SectionPart| {
        let official = form.section(part.id).and_then(|section| section.title.split_once('、')).map(|(_, words)| words);
        let stated = part.title.as_ref().map(|title| fold(&title.text).chars);
        official.zip(stated).is_some_and(|(official, stated)| stated.ends_with(&fold(official).chars))
    };
    // A first section may have a title in other words; that alone is one of any text.
    let is_other = |part: &&SectionPart| {
        let words = |title: &str| fold(title.split_once('、').map_or(title, |(_, words)| words)).chars;
        let official = form.section(part.id).map(|section| words(&section.title)).unwrap_or_default();
        part.id == SectionId::Overview
            && part.title.as_ref().is_some_and(|title| in_common(&words(&title.text), &official) < 2)
    };
    sections.iter().filter(|part| !is_other(part)).count() >= 2 || sections.iter().any(own)
}

/// Tells that a table is blank where the text in its place has numbers, as one that says each row in a sentence.
fn tell_numbers_of_text(section: SectionId, table: &Table, prose: &[SourceBlock], remarks: &mut Remarks) {
    let has_number = |block: &&SourceBlock| block.text().chars().any(|one| one.is_ascii_digit());
    if let Some(first) = prose.iter().find(has_number) {
        let kind = RemarkKind::BlankCells { section, cells: table.fields.len() };
        remarks.add(first.line, first.text(), kind);
    }
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

/// The year of the title, else of the text.
fn year(title: Option<&TitleLine>, spoken: &str, sections: &[SectionPart], remarks: &mut Remarks) -> Option<u16> {
    if let Some(year) = title.and_then(|title| title.year) {
        return Some(year);
    }
    let year = source_year::of_text(spoken, sections);
    let kind = year.map_or(RemarkKind::Missing { what: MissingPart::Year }, |year| RemarkKind::YearGuessed { year });
    remarks.add(0, "", kind);
    year
}

/// The title; returns the unit that it names.
fn name(report: &mut Report, form: &Form, title: Option<TitleLine>, remarks: &mut Remarks) -> String {
    let title = title.unwrap_or_else(|| {
        remarks.add(0, "", RemarkKind::Missing { what: MissingPart::Title });
        TitleLine::default()
    });
    let usual = format!("{}{}{}", title.unit, report.year_in_words(), form.title);
    if !title.words.is_empty() && fold(&usual).chars != fold(&title.words).chars {
        report.title = Some(title.words);
    }
    title.unit
}

/// The unit and its kind: the one that the title names, else the one that signs.
fn name_unit(report: &mut Report, named: String, spoken: &str, remarks: &mut Remarks) {
    report.unit.name = named;
    if report.unit.name.is_empty()
        && let Some(signature) = &report.signature
    {
        report.unit.name = signature.unit.clone();
        remarks.add(0, signature.unit.clone(), RemarkKind::UnitGuessed);
    }
    let unit = &report.unit.name;
    if unit.is_empty() {
        return remarks.add(0, "", RemarkKind::Missing { what: MissingPart::Unit });
    }
    report.unit.kind = front_matter::kind(unit, spoken);
    report.unit.kind_unconfirmed = front_matter::is_kind_open(unit, spoken);
    remarks.add(0, unit.clone(), RemarkKind::KindGuessed { unit: report.unit.kind });
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
fn sign(report: &mut Report, unit: &str) {
    if let Some((_, prose)) = report.sections.iter_mut().next_back() {
        report.signature = paragraphs::signature(&mut prose.paragraphs, unit);
    }
}
