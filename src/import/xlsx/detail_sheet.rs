//! The detail sheet, which has one row per number with its key → a report, whether it comes in its
//! workbook or alone as CSV. Must not know the positions of cells.

use std::collections::BTreeMap;

use crate::export::xlsx_workbook::HEADS;
use crate::form::{CellKey, Edition, Form, UnitKind};
use crate::import::Imported;
use crate::import::extract::{self, ExplicitCell};
use crate::import::remark::{MissingPart, RemarkKind, Remarks};
use crate::report::Report;

/// The content of a detail sheet.
pub(super) struct DetailSheet<'a> {
    /// The unit's name.
    pub unit: &'a str,
    /// The text of the year.
    pub year: &'a str,
    /// The numbers.
    pub cells: Vec<ExplicitCell>,
    /// The footnotes.
    pub notes: BTreeMap<CellKey, String>,
}

impl DetailSheet<'_> {
    /// The report; `None` if its cells belong to no edition of the form.
    pub(super) fn reading(self) -> Option<Imported> {
        let form = Edition::ALL.into_iter().rev().filter_map(|edition| Form::of(edition).ok());
        let form = form.into_iter().find(|form| self.cells.iter().all(|cell| form.field(cell.key).is_some()))?;
        let (unit, mut remarks) = (self.unit.trim(), Remarks::default());
        let mut report = Report::new(unit, UnitKind::Department, self.year.trim().parse().unwrap_or_default());
        report.form = form.edition;
        if report.year == 0 {
            remarks.add(0, "", RemarkKind::Missing { what: MissingPart::Year });
        }
        if unit.is_empty() {
            remarks.add(0, "", RemarkKind::Missing { what: MissingPart::Unit });
        } else {
            report.unit.kind = extract::kind(unit);
            remarks.add(0, unit, RemarkKind::KindGuessed { unit: report.unit.kind });
        }
        report.notes = self.notes;
        extract::enter(form, &mut report, self.cells, &mut remarks);
        Some(extract::numbers_only(Imported { report, remarks: remarks.finish() }))
    }
}

/// Reads the sheet alone, as a spreadsheet saved it; `None` if it is something else.
pub(in crate::import) fn read(rows: &[Vec<String>]) -> Option<Imported> {
    let (heads, rows) = rows.split_first()?;
    if !heads.iter().map(String::as_str).eq(HEADS) {
        return None;
    }
    let (mut cells, mut notes) = (Vec::new(), BTreeMap::new());
    for (row, line) in rows.iter().zip(2..) {
        let [_, _, _, _, _, number, note, code, ..] = row.as_slice() else { continue };
        let Some(key) = CellKey::parse(code) else { continue };
        cells.push(ExplicitCell { key, text: number.clone(), line });
        if !note.is_empty() {
            notes.insert(key, note.clone());
        }
    }
    let [unit, year, ..] = rows.first()?.as_slice() else { return None };
    DetailSheet { unit, year, cells, notes }.reading()
}
