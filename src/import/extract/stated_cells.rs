//! The cells of all tables as the source states them, before totals are compared with their parts.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{RewordedLabel, ValueSlot};
use super::table_labels::TableLabels;
use super::tokens::{self, Token, TokenKind, TokenStream};
use rust_decimal::Decimal;

use crate::form::{CellKey, CellMeasure, CellName, Field, Form, Table};
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::{self, CellMeaning, CellReading, Number, Report, StatedTotal};

/// The most blank cells of a table that are listed one by one.
pub(super) const FEW: usize = 5;

/// How the head above amounts in ten thousands says so.
const TEN_THOUSANDS: &str = "万元";

/// Labels with another wording: the form's → the source's.
pub(super) type UsedLabels = BTreeMap<String, String>;

/// The cells as they are in the source.
#[derive(Debug, Default)]
pub(super) struct StatedCells {
    /// Each cell that the source has.
    cells: BTreeMap<CellKey, StatedCell>,
    notes: BTreeMap<CellKey, String>,
    /// Labels with another wording.
    pub labels: UsedLabels,
    /// Whether the head above the amounts says that they are in 元 and not in 万元.
    pub is_in_yuan: bool,
    /// Rows whose label the source has.
    pub seen: BTreeSet<CellName>,
    /// Cells with a mark that stands for no number, with the line and the mark.
    marks: Vec<(CellKey, usize, String)>,
    /// Totals that are blank since their parts are incomplete.
    partial: BTreeSet<CellKey>,
    /// Lines with numbers that ran together: how many rows, and the first of them.
    together: BTreeMap<usize, (usize, String)>,
}

#[derive(Clone, Copy, Debug)]
struct StatedCell {
    number: Option<Number>,
    line: usize,
}

/// Whether a token behind a number is a mark that leads to a note: `*`, `①`, `[1]`.
fn is_mark(stream: &TokenStream, token: &Token) -> bool {
    let is_value = matches!(token.kind, TokenKind::Value(_) | TokenKind::Label { .. });
    !is_value && !stream.text(token.span).chars().any(|one| one.is_alphabetic() || "+-~=/%<>≥≤＋－～＝".contains(one))
}

/// Whether a text says that amounts are in 元: 单位：元.
pub(super) fn names_yuan(text: &str) -> bool {
    text.split("单位").skip(1).any(|rest| rest.trim_start_matches([':', '：', ' ', '　', '(', '（']).starts_with('元'))
}

/// Whether a cell has amounts in 万元.
fn is_in_ten_thousands(field: &Field) -> bool {
    field.column_heads.last().is_some_and(|head| head.contains(TEN_THOUSANDS))
}

/// An amount in 元 as one in 万元; `None` if it is too small to be exact.
fn ten_thousandth(number: Number) -> Option<Number> {
    match number {
        Number::Amount(amount) => {
            let tenth = amount.checked_div(Decimal::from(10_000))?.normalize();
            Number::parse(&tenth.to_string(), CellMeasure::Amount)
        }
        Number::Count(_) | Number::Change(_) => None,
    }
}

impl StatedCells {
    /// Enters digits that were checked before.
    pub(super) fn enter(&mut self, field: &Field, digits: &str, line: usize) {
        if let Some(number) = Number::parse(digits, field.measure) {
            let is_yuan = self.is_in_yuan && is_in_ten_thousands(field);
            let number = if is_yuan { ten_thousandth(number) } else { Some(number) };
            self.cells.insert(field.key, StatedCell { number, line });
        }
    }

    /// Takes the labels that differ from the form's. Where the one above the amounts says that they are in 元, they
    /// are converted, and the form's label stays.
    pub(super) fn take_labels(&mut self, reworded: Vec<RewordedLabel>) {
        for RewordedLabel { official, stated } in reworded {
            if official.contains(TEN_THOUSANDS) && stated.contains('元') && !stated.contains('万') {
                self.is_in_yuan = true;
            } else {
                self.labels.insert(official, stated);
            }
        }
    }

    /// Enters one slot, with remarks on everything that is not a plain number.
    pub(super) fn enter_slot(&mut self, field: &Field, slot: &ValueSlot, stream: &TokenStream, remarks: &mut Remarks) {
        let (line, text) = (stream.line(slot.span.0), stream.text(slot.span));
        let Some(value) = &slot.value else { return self.leave_blank(field.key, line) };
        // 007 may be one number or three: ambiguous.
        let padded = |digits: &&str| digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
        let digits = value.digits.as_deref().filter(|digits| !padded(digits));
        let number = digits.and_then(|digits| report::number(digits, field.measure));
        self.enter_read(field, number, value.unit.or(value.mark), (line, &text), remarks);
        if let Some(note) = value.note.as_ref().filter(|_| number.is_some()) {
            let inner = note.trim_start_matches(['(', '（']).trim_end_matches([')', '）']).trim();
            self.notes.insert(field.key, inner.to_owned());
            remarks.add(line, text, RemarkKind::Note { cell: field.key });
        }
    }

    /// Enters what the text of a cell was read as, and tells what the table of readings says is to be told.
    pub(super) fn enter_read(
        &mut self,
        field: &Field,
        number: Option<Number>,
        reading: Option<&'static CellReading>,
        (line, text): (usize, &str),
        remarks: &mut Remarks,
    ) {
        let is_yuan = reading.map_or(self.is_in_yuan, |reading| reading.means == CellMeaning::Yuan);
        let converted = number.filter(|_| is_yuan && is_in_ten_thousands(field)).and_then(ten_thousandth);
        self.cells.insert(field.key, StatedCell { number: converted.or(number), line });
        let told = reading.filter(|reading| reading.is_told);
        match (number, told) {
            (None, Some(mark)) if mark.means == CellMeaning::Blank => {
                self.marks.push((field.key, line, text.to_owned()));
            }
            (None, _) => remarks.add(line, text, RemarkKind::NotANumber { cell: field.key }),
            (Some(_), _) if converted.is_some() => {
                remarks.add(line, text, RemarkKind::Converted { cell: field.key });
            }
            (Some(_), Some(unit)) => self.drop_unit(field, unit, line, text.to_owned(), remarks),
            (Some(_), None) => {}
        }
    }

    /// Adds a remark that the unit after a number is not kept.
    pub(super) fn drop_unit(
        &self,
        field: &Field,
        unit: &CellReading,
        line: usize,
        text: String,
        remarks: &mut Remarks,
    ) {
        let contradicts = match (field.measure, unit.means) {
            (CellMeasure::Amount, CellMeaning::Yuan) => is_in_ten_thousands(field),
            (CellMeasure::Amount, CellMeaning::TenThousandYuan) => false,
            (CellMeasure::Amount, _) | (_, CellMeaning::Yuan | CellMeaning::TenThousandYuan) => true,
            _ => false,
        };
        remarks.add(line, text, RemarkKind::UnitDropped { cell: field.key, contradicts });
    }

    /// Enters what a cell by itself is read as: a number with a note or a mark behind it, or words.
    pub(super) fn enter_marked(&mut self, field: &Field, (line, text): (usize, &str), remarks: &mut Remarks) {
        let cell = SourceBlock { line, content: BlockContent::Row(vec![text.to_owned()]) };
        let stream = TokenStream::of(std::slice::from_ref(&cell));
        let tokens = tokens::tokenize_exactly(&stream, &TableLabels::default());
        match tokens.split_first() {
            Some((Token { span, kind: TokenKind::Value(value) }, rest))
                if value.digits.is_some() && rest.iter().all(|token| is_mark(&stream, token)) =>
            {
                let slot = ValueSlot { span: *span, value: Some(value.clone()) };
                self.enter_slot(field, &slot, &stream, remarks);
                if !rest.is_empty() {
                    remarks.add(line, text, RemarkKind::NotUnderstood);
                }
            }
            _ => self.enter_read(field, None, None, (line, text), remarks),
        }
    }

    /// Enters a blank cell.
    pub(super) fn leave_blank(&mut self, key: CellKey, line: usize) {
        self.cells.insert(key, StatedCell { number: None, line });
    }

    /// Counts a row whose numbers ran together and were separated.
    pub(super) fn separated(&mut self, line: usize, text: &str) {
        self.together.entry(line).or_insert((0, text.to_owned())).0 += 1;
    }

    /// Whether any cell of a table was read, or is blank in it.
    pub(super) fn has_any(&self, table: &Table) -> bool {
        table.fields.iter().any(|field| self.cells.contains_key(&field.key))
    }

    /// The number at `key`.
    pub(super) fn number(&self, key: CellKey) -> Option<Number> {
        self.cells.get(&key)?.number
    }

    /// Keeps what the source says of a cell beside its number.
    pub(super) fn keep_note(&mut self, key: CellKey, note: String) {
        self.notes.entry(key).or_insert(note);
    }

    /// The count at `key`.
    pub(super) fn count(&self, key: CellKey) -> Option<u64> {
        match self.cells.get(&key)?.number? {
            Number::Count(count) => Some(count),
            Number::Change(_) | Number::Amount(_) => None,
        }
    }

    /// The counts of a row, blanks as zero and a blank total as the sum; `None` where the source
    /// has no number in it.
    pub(super) fn row(&self, fields: &[&Field]) -> Option<Vec<u64>> {
        let counts: Vec<Option<u64>> = fields.iter().map(|field| self.count(field.key)).collect();
        counts.iter().any(Option::is_some).then_some(())?;
        let mut sum = 0_u64;
        let mut row = Vec::new();
        for (field, count) in fields.iter().zip(counts) {
            row.push(count.unwrap_or(if field.total { sum } else { 0 }));
            sum = sum.saturating_add(if field.total { 0 } else { count.unwrap_or(0) });
        }
        Some(row)
    }

    /// Leaves totals blank that the source may have had, but whose own row and some of whose parts were
    /// not read: the sum of the others would be a wrong number.
    pub(super) fn leave_partial_totals_blank(&mut self, form: &Form) {
        // Totals add up other totals: what is found of one may concern another one.
        loop {
            let before = self.partial.len();
            for field in form.tables.iter().flat_map(|table| &table.fields).filter(|field| field.total) {
                let parts = form.parts(field.key);
                let is_partial = |key: &CellKey| self.partial.contains(key);
                let read = |key: &CellKey| self.cells.contains_key(key) && !is_partial(key);
                let some = parts.iter().any(read) && !parts.iter().all(read);
                if !self.cells.contains_key(&field.key) && (some || parts.iter().any(is_partial)) {
                    self.leave_blank(field.key, 0);
                    self.partial.insert(field.key);
                }
            }
            if self.partial.len() == before {
                break;
            }
        }
    }

    /// Lists the marks for blank cells, those of a table together if they are many.
    fn list_marks(&mut self, form: &Form, remarks: &mut Remarks) {
        let marks = std::mem::take(&mut self.marks);
        for section in &form.sections {
            let own = |(key, ..): &&(CellKey, usize, String)| form.section_of(*key) == Some(section.id);
            let of_table: Vec<_> = marks.iter().filter(own).collect();
            if of_table.len() > FEW {
                let kind = RemarkKind::BlankCells { section: section.id, cells: of_table.len() };
                let words: BTreeSet<&str> = of_table.iter().map(|(_, _, text)| text.as_str()).collect();
                remarks.add(0, words.into_iter().collect::<Vec<_>>().join(" "), kind);
                continue;
            }
            for (cell, line, text) in of_table {
                remarks.add(*line, text.clone(), RemarkKind::NotANumber { cell: *cell });
            }
        }
    }

    /// Whether any cell of the row of this one was read.
    fn has_row(&self, key: &CellKey) -> bool {
        self.cells.keys().any(|own| own.row == key.row)
    }

    /// Enters everything into the report. A total that differs from the computed one is kept as
    /// stated.
    pub(super) fn fill(mut self, form: &Form, report: &mut Report, remarks: &mut Remarks) {
        for (line, (rows, text)) in std::mem::take(&mut self.together) {
            remarks.add(line, text, RemarkKind::Separated { rows });
        }
        self.list_marks(form, remarks);
        for field in form.fields().filter(|field| !field.total) {
            if let Some(entry) = self.cells.get(&field.key) {
                report.numbers.set(field.key, entry.number);
            }
        }
        for field in form.fields().filter(|field| field.total) {
            let Some(entry) = self.cells.get(&field.key) else { continue };
            let computed = report.numbers.computed(form, field.key);
            if entry.number == computed {
                continue;
            }
            let stated = match entry.number {
                Some(Number::Count(count)) => StatedTotal::Number(count),
                _ => StatedTotal::Blank,
            };
            report.numbers.state(field.key, Some(stated));
            let stated = entry.number.and(self.count(field.key));
            // Where a part was lost, which is told, the sum of the others says nothing of the total.
            let is_whole = form
                .parts(field.key)
                .iter()
                .all(|part| self.cells.get(part).is_none_or(|part| part.number.is_some()) && self.has_row(part));
            if self.partial.contains(&field.key) || (stated.is_some() && !is_whole) {
                continue;
            }
            let excerpt = stated.map(|stated| stated.to_string()).unwrap_or_default();
            remarks.add(entry.line, excerpt, RemarkKind::TotalDiffers { cell: field.key, stated, computed });
        }
        report.notes = self.notes;
        report.stated.labels = self.labels;
    }
}
