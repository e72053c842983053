//! Cells, rows and columns by their official words, short enough for a sentence.

use super::Language;
use crate::check::TableAxis;
use crate::form::{CellKey, Edition, Field, Form, SectionId, UnitKind, split_bracketed_number};
use crate::report::Date;

/// A day as the language writes it.
pub fn day(language: Language, date: Date) -> String {
    match language {
        Language::Chinese => date.official(),
        Language::English => date.to_string(),
    }
}

/// The year of a report; that it is not known where it is 0.
pub fn year(language: Language, year: u16) -> String {
    match year {
        0 => language.word("sheet.no_year"),
        year => language.say("sheet.year", &[("year", &year)]),
    }
}

/// The number of a head that has one: 一 of 一、本年新收…, （七） of （七）总计, 1 of 1.属于国家秘密.
/// `None` for a head without a number.
pub fn short(head: &str) -> Option<&str> {
    if head.starts_with('（') {
        let (number, _) = split_bracketed_number(head)?;
        return Some(number).filter(|number| number.chars().count() <= 4);
    }
    let (number, _) = head.split_once(['、', '.'])?;
    let digits = number.chars().all(|one| one.is_ascii_digit() || "一二三四五六七八九十".contains(one));
    (digits && !number.is_empty()).then_some(number)
}

/// The title of a section without its number.
pub fn section(form: &Form, id: SectionId) -> String {
    form.section(id).map(|section| section.title.clone()).unwrap_or_default()
}

/// A row or a column, by the heads that distinguish it from others: 三（三）1.属于国家秘密, 自然人, 行政诉讼·未经复议直接起诉.
pub fn line(form: &Form, axis: TableAxis, key: CellKey) -> String {
    let Some(field) = form.field(key) else { return key.to_string() };
    match axis {
        TableAxis::Column => last(&field.column_heads),
        TableAxis::Row if field.row_heads.is_empty() => without_last(&field.column_heads),
        TableAxis::Row => row(&field.row_heads),
    }
}

/// A cell within its line, by its head in the other direction; a row's number is enough.
pub fn cell(form: &Form, axis: TableAxis, key: CellKey) -> String {
    let Some(field) = form.field(key) else { return key.to_string() };
    match axis {
        TableAxis::Row => last(&field.column_heads),
        // Two numbers side by side would read as one: 1.属于国家秘密 3, not 1 3.
        TableAxis::Column => numbers(field)
            .filter(|numbers| !numbers.ends_with(|last: char| last.is_ascii_digit()))
            .unwrap_or_else(|| row(&field.row_heads)),
    }
}

/// A cell by its row and, where it is not the total, its column: 一、本年新收政府信息公开申请数量, 自然人·一,
/// 行政诉讼·未经复议直接起诉·总计.
pub fn full(form: &Form, key: CellKey) -> String {
    let (row, column) = (line(form, TableAxis::Row, key), cell(form, TableAxis::Row, key));
    let requests = form.field(key).is_some_and(|field| !field.row_heads.is_empty() && field.column_heads.len() >= 2);
    match requests && column == "总计" {
        true => row,
        false => format!("{row}·{column}"),
    }
}

/// The table of a section in a sentence: 三（表）.
pub(super) fn table(form: &Form, language: Language, id: SectionId) -> String {
    let number = form.section(id).and_then(|section| short(&section.title)).unwrap_or_default();
    language.say("label.table", &[("number", &number)])
}

/// The numbers of a row's heads one after another, where each head has one.
fn numbers(field: &Field) -> Option<String> {
    let numbers: Option<Vec<_>> = field.row_heads.iter().map(|head| short(head)).collect();
    numbers.filter(|numbers| !numbers.is_empty()).map(|numbers| numbers.concat())
}

/// The numbers of the outer heads, then the row's own label without its notes.
fn row(heads: &[String]) -> String {
    let Some((own, outer)) = heads.split_last() else { return String::new() };
    let outer: String =
        outer.iter().filter_map(|head| short(head)).filter(|number| !number.starts_with('第')).collect();
    let own = own.split_once("（区分").map_or(own.as_str(), |(own, _)| own);
    if short(own).is_some_and(|number| !number.starts_with('（') && outer.is_empty()) {
        own.to_owned()
    } else {
        outer + own
    }
}

fn last(heads: &[String]) -> String {
    heads.last().cloned().unwrap_or_default()
}

fn without_last(heads: &[String]) -> String {
    heads.split_last().map(|(_, outer)| outer.join("·")).unwrap_or_default()
}

/// The key of an edition's name.
pub fn edition(edition: Edition) -> &'static str {
    match edition {
        Edition::Cn2019 => "edition.cn-2019",
        Edition::Cn2021 => "edition.cn-2021",
    }
}

/// The key of the name of a kind of unit.
pub fn unit_kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Department => "unit_kind.department",
        UnitKind::Township => "unit_kind.township",
        UnitKind::GovernmentOffice => "unit_kind.government_office",
        UnitKind::County => "unit_kind.county",
        UnitKind::City => "unit_kind.city",
        UnitKind::Province => "unit_kind.province",
    }
}
