//! Where the total of each row stands, as the sums tell: last, first, or nowhere. Must not know what its heads say.

use std::collections::BTreeSet;

use super::row_sums::{self, RowSums};
use super::rows::{LabelledRow, ValueSlot};
use super::table_labels::LabelMeaning;
use super::table_reader::TableReader;
use super::tokens::{Token, TokenKind, TokenValue};
use super::wording::fold;
use crate::form::Field;

impl TableReader<'_> {
    /// Moves the first number of each row behind the others where it is their sum in nearly all rows: in lines without
    /// cells, heads of several levels do not tell where the total stands, unless its head is before those of its parts
    /// (`is_headed_first`). The numbers of rows that are not whole are then not certain.
    pub(super) fn put_totals_last(&self, rows: &mut [LabelledRow], is_headed_first: bool) {
        let sums = |turn: usize| -> RowSums {
            let whole = rows.iter().filter(|row| self.is_whole(row));
            row_sums::held(whole.map(|row| {
                let mut numbers: Vec<Option<u64>> = row.slots.iter().map(number).collect();
                numbers.rotate_left(turn);
                numbers
            }))
        };
        let (last, first) = (sums(0), sums(1));
        let is_first = first.clearly_beats(last) || (is_headed_first && first.beats(last));
        if !is_first {
            return;
        }
        for row in rows {
            if self.is_whole(row) {
                row.slots.retain(|slot| slot.value.is_some());
                row.slots.rotate_left(1);
            } else {
                row.interrupted = true;
            }
        }
    }

    /// Whether a line has the head of the total before those of its parts.
    pub(super) fn has_total_first(&self, tokens: &[Token]) -> bool {
        let Some(last) = self.table.fields.last().filter(|last| last.total) else { return false };
        let of_last_row: Vec<&Field> = self.fields(last.key.row);
        let head = |field: &Field| field.column_heads.last().map(|head| fold(head).chars);
        let total = head(last);
        let parts: Vec<Vec<char>> =
            of_last_row.iter().filter(|field| !field.total).filter_map(|field| head(field)).collect();
        let is = |token: &Token, words: &dyn Fn(&Vec<char>) -> bool| match &token.kind {
            TokenKind::Label { official, .. } => words(&fold(official).chars),
            _ => false,
        };
        let of_part = tokens.iter().find(|token| is(token, &|words| parts.contains(words)));
        let of_total = tokens.iter().find(|token| is(token, &|words| total.as_ref() == Some(words)));
        of_part.zip(of_total).is_some_and(|(part, total)| {
            total.span < part.span && self.stream.line(total.span.0) == self.stream.line(part.span.0)
        })
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
        self.sums(rows).are_few()
    }

    /// Whether most sums do not hold where heads are broken or missing: the columns may be in another order. Where the
    /// heads are seen, totals may be left from another year.
    pub(super) fn has_other_order(&self, rows: &[LabelledRow], seen_heads: usize) -> bool {
        let wanted = self.table.fields.last().map_or(0, |last| self.fields(last.key.row).len());
        seen_heads * 3 < wanted * 2 && self.sums(rows).fail_mostly()
    }

    /// How many of the heads above a row's numbers there are.
    pub(super) fn seen_heads(&self, tokens: &[Token]) -> usize {
        let Some(last) = self.table.fields.last() else { return 0 };
        let heads: BTreeSet<&str> = self
            .fields(last.key.row)
            .iter()
            .filter_map(|field| field.column_heads.last().map(String::as_str))
            .collect();
        let seen: BTreeSet<&str> = tokens
            .iter()
            .filter_map(|token| match &token.kind {
                TokenKind::Label { official, .. } => heads.get(official.as_str()).copied(),
                _ => None,
            })
            .collect();
        seen.len()
    }

    /// The sums of the whole rows.
    fn sums(&self, rows: &[LabelledRow]) -> RowSums {
        let is_whole = |row: &&LabelledRow| match row.means {
            LabelMeaning::Row(name) => {
                let fields = self.fields(name);
                self.is_summed(&fields) && row.filled() == fields.len()
            }
            LabelMeaning::Group(_) | LabelMeaning::Head => false,
        };
        let number = |slot: &ValueSlot| slot.value.as_ref()?.count();
        let whole = rows.iter().filter(is_whole);
        row_sums::held(whole.map(|row| row.slots.iter().map(number).collect()))
    }

    /// Whether a row has a total and as many cells as the form.
    fn is_whole(&self, row: &LabelledRow) -> bool {
        match row.means {
            LabelMeaning::Row(name) => {
                let fields = self.fields(name);
                self.is_summed(&fields) && row.filled() == fields.len()
            }
            LabelMeaning::Group(_) | LabelMeaning::Head => false,
        }
    }
}

fn number(slot: &ValueSlot) -> Option<u64> {
    slot.value.as_ref().and_then(TokenValue::count)
}
