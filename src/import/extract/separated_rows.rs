//! Rows whose numbers ran together → their cells, where the form's sums leave one reading. Must not know which rows those
//! are.

use super::rows::LabelledRow;
use super::run_together_digits::{self, NumberFormat};
use super::stated_cells::StatedCells;
use super::table_reader::TableReader;
use super::tokens::TokenValue;
use crate::form::{CellMeasure, CellName, Field, RuleCode, cell_names};
use crate::import::remark::{RemarkKind, Remarks};

/// From how many rows on most of them must have a reading.
const TELLING: usize = 3;

impl TableReader<'_> {
    /// Table two: a row whose numbers ran together and have no sum.
    pub(super) fn part(
        &self,
        fields: &[&Field],
        digit_runs: &[&str],
        row: &LabelledRow,
        stated_cells: &mut StatedCells,
        remarks: &mut Remarks,
    ) {
        let formats: Vec<NumberFormat> = fields.iter().map(|field| number_format(field.measure)).collect();
        let readings = run_together_digits::splits(digit_runs, &formats).unwrap_or_default();
        let line = self.stream.line(row.label.0);
        let text = self.stream.text(row.span());
        self.enter_agreed(fields, &readings, line, stated_cells);
        if let [_] = readings.as_slice() {
            stated_cells.separated(line, &text);
        } else if let Some(best) = self.supported(fields, &readings) {
            self.enter_agreed(fields, std::slice::from_ref(best), line, stated_cells);
            stated_cells.separated(line, &text);
        } else if let Some(field) = fields.first() {
            self.not_certain(row, field.key.row, readings.len(), remarks);
        }
        let last = row.slots.iter().rev().find_map(|slot| slot.value.as_ref());
        match (last, fields.last()) {
            (Some(TokenValue { unit: Some(unit), note: None, .. }), Some(field)) if row.trimmed() == 1 => {
                stated_cells.drop_unit(field, unit, line, text, remarks);
            }
            _ => self.list_trimmings(row, remarks),
        }
    }

    /// Of several readings of three counts of documents the only one that the prose says.
    fn supported<'r>(&self, fields: &[&Field], readings: &'r [Vec<String>]) -> Option<&'r Vec<String>> {
        let [first, _, _] = fields else { return None };
        if first.key.row != cell_names::row::NORMATIVE_DOCUMENTS {
            return None;
        }
        let stated = [self.facts.issued, self.facts.repealed, self.facts.in_force];
        let agreeing = |reading: &Vec<String>| {
            let numbers = reading.iter().map(|number| number.parse::<u64>().ok());
            numbers.zip(stated).filter(|(number, stated)| number.is_some() && number == stated).count()
        };
        let most = readings.iter().map(agreeing).max().filter(|most| *most > 0)?;
        let mut best = readings.iter().filter(|reading| agreeing(reading) == most);
        best.next().filter(|_| best.next().is_none())
    }

    /// Table three: rows whose numbers ran together, chosen so that the columns add up.
    pub(super) fn separate(
        &self,
        together: &[(&LabelledRow, CellName, Vec<Vec<u64>>)],
        stated_cells: &mut StatedCells,
        remarks: &mut Remarks,
    ) {
        if together.is_empty() {
            return;
        }
        // Where most rows cannot be read so, fewer columns stand there, and what fits is chance.
        let read = together.iter().filter(|(_, _, readings)| !readings.is_empty()).count();
        if together.len() >= TELLING && read * 2 < together.len() {
            for (row, name, _) in together {
                self.not_certain(row, *name, 0, remarks);
            }
            return;
        }
        let mut names: Vec<CellName> = self.table.fields.iter().map(|field| field.key.row).collect();
        names.dedup();
        let readings: Vec<Vec<Vec<u64>>> = names
            .iter()
            .map(|name| match together.iter().find(|(_, own, _)| own == name) {
                Some((_, _, readings)) => readings.clone(),
                None => stated_cells.row(&self.fields(*name)).into_iter().collect(),
            })
            .collect();
        let equations: Vec<_> =
            [1, 3].into_iter().filter_map(|rule| self.equation(RuleCode::new(rule), &names)).collect();
        let left = run_together_digits::agree(&readings, &equations);
        for (name, left) in names.iter().zip(&left) {
            let Some((row, _, _)) = together.iter().find(|(_, own, _)| own == name) else { continue };
            let line = self.stream.line(row.label.0);
            let text = self.stream.text(row.span());
            let words: Vec<Vec<String>> = left.iter().map(|one| one.iter().map(u64::to_string).collect()).collect();
            self.enter_agreed(&self.fields(*name), &words, line, stated_cells);
            if left.len() == 1 {
                stated_cells.separated(line, &text);
            } else {
                self.not_certain(row, *name, left.len(), remarks);
            }
        }
    }

    /// Lists a row whose numbers ran together and have no reading or several.
    fn not_certain(&self, row: &LabelledRow, name: CellName, readings: usize, remarks: &mut Remarks) {
        let kind = match readings {
            0 => RemarkKind::RowDoesNotFit { row: name, found: row.filled(), wanted: self.fields(name).len() },
            _ => RemarkKind::Ambiguous { row: Some(name), readings },
        };
        row.list_as_lost(self.stream, &kind, remarks);
    }
}

const fn number_format(measure: CellMeasure) -> NumberFormat {
    match measure {
        CellMeasure::Count => NumberFormat::Plain,
        CellMeasure::Change => NumberFormat::Signed,
        CellMeasure::Amount => NumberFormat::Pointed,
    }
}
