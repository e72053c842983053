//! Where the total of each row stands, as the sums tell: last, first, or nowhere. Must not know what its heads say.

use super::row_sums::{self, RowSums};
use super::rows::{LabelledRow, ValueSlot};
use super::table_labels::LabelMeaning;
use super::table_reader::TableReader;
use super::tokens::TokenValue;

impl TableReader<'_> {
    /// Moves the first number of each row behind the others where it is their sum in nearly all rows: in lines without
    /// cells, heads of several levels do not tell where the total stands.
    pub(super) fn put_totals_last(&self, rows: &mut [LabelledRow]) {
        let sums = |turn: usize| -> RowSums {
            let whole = rows.iter().filter(|row| self.is_whole(row));
            row_sums::held(whole.map(|row| {
                let mut numbers: Vec<Option<u64>> = row.slots.iter().map(number).collect();
                numbers.rotate_left(turn);
                numbers
            }))
        };
        if sums(1).clearly_beats(sums(0)) {
            rows.iter_mut().filter(|row| self.is_whole(row)).for_each(|row| row.slots.rotate_left(1));
        }
    }

    /// Whether most rows have one number less than the form, and no sums: the source has no column of totals.
    pub(super) fn lacks_column(&self, rows: &[LabelledRow]) -> bool {
        let wanted =
            self.table.fields.last().filter(|last| last.total).map_or(0, |last| self.fields(last.key.row).len());
        let short = |row: &&LabelledRow| row.filled() + 1 == wanted && !self.has_sum(row);
        rows.iter().filter(short).count() > rows.len() / 2
    }

    /// Whether the sums of many rows do not hold: then the lines of a table with a cell a line come in another order
    /// than its cells.
    pub(super) fn has_few_sums(&self, rows: &[LabelledRow]) -> bool {
        let is_whole = |row: &&LabelledRow| match row.means {
            LabelMeaning::Row(name) => {
                let fields = self.fields(name);
                self.is_summed(&fields) && row.filled() == fields.len()
            }
            LabelMeaning::Group(_) | LabelMeaning::Head => false,
        };
        let number = |slot: &ValueSlot| slot.value.as_ref()?.count();
        let whole = rows.iter().filter(is_whole);
        row_sums::held(whole.map(|row| row.slots.iter().map(number).collect())).are_few()
    }

    /// Whether a row has a total and as many cells as the form.
    fn is_whole(&self, row: &LabelledRow) -> bool {
        match row.means {
            LabelMeaning::Row(name) => {
                let fields = self.fields(name);
                self.is_summed(&fields) && row.filled() == fields.len() && row.slots.len() == fields.len()
            }
            LabelMeaning::Group(_) | LabelMeaning::Head => false,
        }
    }
}

fn number(slot: &ValueSlot) -> Option<u64> {
    slot.value.as_ref().and_then(TokenValue::count)
}
