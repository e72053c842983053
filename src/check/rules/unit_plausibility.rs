//! R27, R28, R31 and R32: numbers that are unlikely for a unit of this kind, and what the unit calls
//! itself.

use rust_decimal::Decimal;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument, TableAxis};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::form::cell_names::{column, row};
use crate::form::{CellKey, SectionId, UnitKind};
use crate::report::Place;

/// Words in the names of units that do not issue general rules.
const WITHOUT_DOCUMENTS: &[&str] = &["信访局", "机关事务", "接待", "档案馆", "志办公室", "史志"];

/// What a unit can call itself, after 我 or 本.
const OWN_WORDS: &[&str] = &["局", "镇", "乡", "街道", "厅"];

/// Words that only a province can say of its own work.
const PROVINCIAL: &[&str] = &["推动全省", "组织全省", "指导全省", "推进全省"];

/// R27: only ministries, provinces and cities with districts make 规章 (立法法).
pub(in crate::check) fn rules(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let unit = &input.report.unit;
    let national = ["国家", "中华人民共和国", "国务院"].iter().any(|word| unit.name.starts_with(word));
    let low = ["县", "旗", "镇", "乡", "街道"].iter().any(|word| unit.name.contains(word));
    let without = match unit.kind {
        UnitKind::Department => !national,
        UnitKind::Township | UnitKind::County => true,
        UnitKind::GovernmentOffice => low,
        UnitKind::City | UnitKind::Province => false,
    };
    if without {
        found.extend(more_than_none(rule, input, row::RULES, &[column::ISSUED, column::IN_FORCE]));
    }
}

/// R28: townships and offices such as 信访局 seldom issue normative documents.
pub(in crate::check) fn documents(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let unit = &input.report.unit;
    let seldom = unit.kind == UnitKind::Township || WITHOUT_DOCUMENTS.iter().any(|word| unit.name.contains(word));
    if seldom {
        found.extend(more_than_none(rule, input, row::NORMATIVE_DOCUMENTS, &[column::ISSUED]));
    }
}

fn more_than_none(
    rule: &Rule,
    input: &CheckInput<'_>,
    row: crate::form::CellName,
    columns: &[crate::form::CellName],
) -> Option<Finding> {
    let keys = columns.iter().map(|column| CellKey::new(row, *column));
    let filled = |key: &CellKey| input.values.at(*key).is_some_and(|value| value > Decimal::ZERO);
    let keys: Vec<CellKey> = keys.filter(filled).collect();
    let first = *keys.first()?;
    let value = input.values.at(first)?;
    let places = keys.iter().map(|key| Place::Cell(*key)).collect();
    Some(
        rule.finding("unlikely", Some(SectionId::Disclosure), places)
            .with("cells", MessageArgument::Cells(TableAxis::Row, keys))
            .with("value", MessageArgument::Value(value))
            .with("kind", MessageArgument::Kind(input.report.unit.kind)),
    )
}

/// R31: more than three in ten closed as 其他. The notice of 2019 requires units to examine a high
/// number.
pub(in crate::check) fn otherwise(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let total = CellKey::new(row::TOTAL, column::TOTAL);
    let other = [row::OTHERWISE, row::CLOSED_OTHERWISE].map(|row| CellKey::new(row, column::TOTAL));
    let Some(key) = other.into_iter().find(|key| input.form.field(*key).is_some()) else { return };
    let value = |key| input.values.at(key);
    let (Some(part), Some(whole)) = (value(key), value(total)) else { return };
    let enough = whole >= Decimal::TEN;
    let Some(share) = (part * Decimal::ONE_HUNDRED).checked_div(whole).filter(|_| enough) else { return };
    if share > Decimal::from(30) {
        found.push(
            rule.finding("many", Some(SectionId::Requests), vec![Place::Cell(key), Place::Cell(total)])
                .with("part", MessageArgument::Value(part))
                .with("whole", MessageArgument::Value(whole))
                .with("share", MessageArgument::Value(share.round_dp(1))),
        );
    }
}

/// R32: 我镇 in the report of a bureau, 我局 in that of a township, a province's words in a county's. One
/// finding for each word, with all its places.
pub(in crate::check) fn self_names(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let unit = &input.report.unit;
    if unit.name.trim().is_empty() {
        return;
    }
    for word in OWN_WORDS.iter().filter(|word| !unit.name.contains(*word)) {
        let said = ["我", "本"].map(|own| format!("{own}{word}"));
        found.extend(said.iter().filter_map(|words| everywhere(rule, input, "self", words)));
    }
    let provincial =
        unit.kind == UnitKind::Province || ["省", "厅", "自治区"].iter().any(|word| unit.name.contains(word));
    if !provincial || unit.name.contains(['县', '市', '镇', '乡']) && unit.kind != UnitKind::Province {
        found.extend(PROVINCIAL.iter().filter_map(|words| everywhere(rule, input, "province", words)));
    }
}

fn everywhere(rule: &Rule, input: &CheckInput<'_>, variant: &'static str, words: &str) -> Option<Finding> {
    let of = |passage: &Passage| -> Vec<(Option<SectionId>, Place, String)> {
        let own = |range: &std::ops::Range<usize>| !is_part_of_more(passage, range, words);
        let found = passage.find(words).into_iter().filter(own);
        found.map(|range| (passage.section(), passage.place(range.clone()), passage.excerpt(range))).collect()
    };
    let all: Vec<_> = input.passages().flat_map(of).collect();
    let (section, _, excerpt) = all.first().cloned()?;
    Some(
        rule.finding(variant, section, all.iter().map(|(_, place, _)| *place).collect())
            .quoting("words", words)
            .quoting("excerpt", excerpt)
            .quoting("unit", input.report.unit.name.clone()),
    )
}

/// 基本局面, 本乡镇, 自我镇定: the word is part of a longer one.
fn is_part_of_more(passage: &Passage, range: &std::ops::Range<usize>, words: &str) -> bool {
    let before = range.start.checked_sub(1).and_then(|at| passage.at(at));
    let after = passage.at(range.end);
    matches!(before, Some('基' | '自' | '根' | '版' | '文' | '成'))
        || matches!((words, after), ("我局" | "本局", Some('面' | '部')) | ("本乡", Some('镇' | '土')))
}
