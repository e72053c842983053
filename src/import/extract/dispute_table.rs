//! Table four: one row of fifteen numbers below their headers, or three groups of five, or all of
//! them run together.

use std::collections::BTreeSet;

use super::row_fit::{RowFit, fit, readings};
use super::row_sums;
use super::rows::{self, LabelledRow, ValueSlot};
use super::stated_cells::StatedCells;
use super::table_labels::LabelMeaning;
use super::table_reader::TableReader;
use super::tokens::{Token, TokenKind};
use crate::form::Field;
use crate::import::remark::{RemarkKind, Remarks};

/// How many groups table four has, and how many numbers each.
const GROUPS: usize = 3;
const GROUP: usize = 5;
/// The most slots of a run among which words are looked for: it costs the length of its line for each.
const SLOTS: usize = 64;

/// How many groups end with their sum.
fn held_groups(slots: &[Option<&ValueSlot>]) -> usize {
    let number = |slot: &Option<&ValueSlot>| slot.and_then(|slot| slot.value.as_ref()?.count());
    slots.chunks(GROUP).filter(|group| row_sums::ends_with_sum(group.iter().map(number))).count()
}

impl TableReader<'_> {
    /// Reads one row of three groups, whose numbers are below their headers.
    pub(super) fn one_row(&self, tokens: Vec<Token>, stated_cells: &mut StatedCells, remarks: &mut Remarks) {
        let fields: Vec<&Field> = self.table.fields.iter().collect();
        let is_label = |token: &&Token| matches!(token.kind, TokenKind::Label { .. });
        let head_lines: BTreeSet<usize> =
            tokens.iter().filter(is_label).map(|token| self.stream.line(token.span.0)).collect();
        let (runs, left_over) = self.runs(tokens, stated_cells, remarks);
        let mut left_over = left_over;
        let whole = runs.iter().position(|run| self.fits(run, fields.len()));
        let group = |run: &LabelledRow| match run.means {
            LabelMeaning::Row(name) => Some(self.fields(name)).filter(|own| self.fits(run, own.len())),
            _ => None,
        };
        if let Some(whole) = whole {
            // Numbers above or below may be pieces that narrow cells broke off.
            let is_alone = runs.len() == 1;
            let is_open = |run: &LabelledRow| {
                let shares = |slot: &ValueSlot| head_lines.contains(&self.stream.line(slot.span.0));
                run.slots.iter().any(shares)
            };
            for (index, run) in runs.iter().enumerate() {
                match fit(run, fields.len()) {
                    // With heads in its line it needs most sums, beside other numbers all of them.
                    RowFit::Each(slots)
                        if index == whole
                            && ((is_alone && !is_open(run))
                                || held_groups(&slots) + usize::from(is_alone) >= GROUPS) =>
                    {
                        self.enter_each(&fields, &slots, run, stated_cells, remarks)
                    }
                    _ => left_over.extend(run.slots.iter().filter(|slot| slot.value.is_some()).map(|slot| slot.span)),
                }
            }
        } else if runs.iter().any(|run| group(run).is_some()) {
            let is_all = runs.iter().all(|run| group(run).is_some());
            for run in rows::first_of_each(self.stream, runs, remarks) {
                let own = group(&run);
                match own.as_ref().map(|own| (own, fit(&run, own.len()))) {
                    Some((own, RowFit::Each(slots))) if is_all || held_groups(&slots) > 0 => {
                        self.enter_each(own, &slots, &run, stated_cells, remarks)
                    }
                    _ => left_over.extend(run.slots.iter().filter(|slot| slot.value.is_some()).map(|slot| slot.span)),
                }
            }
        } else if let Some(first) = runs.first() {
            let label = first.label;
            let (interrupted, worded) = (runs.iter().any(|run| run.interrupted), runs.iter().any(|run| run.worded));
            let all = LabelledRow {
                means: LabelMeaning::Head,
                label,
                slots: runs.into_iter().flat_map(|run| run.slots).collect(),
                crowded: 0,
                trailed: false,
                continued: false,
                interrupted,
                worded,
                noted: false,
            };
            self.one_run(&fields, (&all, &head_lines), stated_cells, remarks);
        }
        left_over.sort_unstable();
        rows::report_left_over(self.stream, &left_over, remarks);
    }

    /// Whether a run has a number, a blank or words for each of so many fields.
    fn fits(&self, run: &LabelledRow, wanted: usize) -> bool {
        let is_sure = !run.interrupted || run.slots.len() == wanted || run.filled() == wanted;
        let fitting = fit(run, wanted);
        let is_held = || matches!(&fitting, RowFit::Each(slots) if held_groups(slots) * GROUP >= slots.len());
        is_sure && !self.mixes_cells(run) && fitting.is_each() && (!run.worded || is_held())
    }

    /// All numbers of table four as one run.
    fn one_run(
        &self,
        fields: &[&Field],
        (all, head_lines): (&LabelledRow, &BTreeSet<usize>),
        stated_cells: &mut StatedCells,
        remarks: &mut Remarks,
    ) {
        let first = all.slots.first().map_or(all.label.0, |slot| slot.span.0);
        let span = (first, all.span().1);
        let line = self.stream.line(first);
        let is_doubtful = self.shares_cell(all) || ((all.interrupted || all.worded) && !self.fits(all, fields.len()));
        let fitting = if is_doubtful { RowFit::Doubtful } else { fit(all, fields.len()) };
        let lines = all.slots.iter().map(|slot| self.stream.line(slot.span.0)).collect::<BTreeSet<_>>().len();
        let is_open =
            lines > GROUPS || all.slots.iter().any(|slot| head_lines.contains(&self.stream.line(slot.span.0)));
        let digit_runs = match fitting {
            // Where no edges part the numbers, only the sums tell that they come in the order of the cells.
            RowFit::Each(slots) if is_open && held_groups(&slots) + 1 < GROUPS => Vec::new(),
            RowFit::Each(slots) => return self.enter_each(fields, &slots, all, stated_cells, remarks),
            RowFit::Together(digit_runs) => {
                self.list_trimmings(all, remarks);
                digit_runs
            }
            RowFit::Doubtful | RowFit::Not => Vec::new(),
        };
        let found = readings(&digit_runs, fields.len(), 5).unwrap_or_default();
        let says = |reading: &&Vec<u64>, stated: Option<u64>, totals: &[usize]| {
            let sum: Option<u64> = totals.iter().map(|at| reading.get(*at).copied()).sum();
            stated.is_none() || stated == sum
        };
        let supported: Vec<_> = found
            .iter()
            .filter(|reading| says(reading, self.facts.reconsiderations, &[4]))
            .filter(|reading| says(reading, self.facts.litigations, &[9, 14]))
            .collect();
        let words = |one: &&Vec<u64>| -> Vec<String> { one.iter().map(u64::to_string).collect() };
        let (chosen, certain): (Vec<Vec<String>>, bool) = match (found.as_slice(), supported.as_slice()) {
            ([only], _) => (vec![words(&only)], true),
            (_, [only]) => (vec![words(only)], true),
            (found, _) => (found.iter().map(|one| words(&one)).collect(), false),
        };
        self.enter_agreed(fields, &chosen, line, stated_cells);
        if certain {
            stated_cells.separated(line, &self.stream.text(span));
        } else {
            for (line, text) in self.stream.lines(span) {
                remarks.add(line, text, RemarkKind::Ambiguous { row: None, readings: found.len() });
            }
        }
    }

    /// The values of table four, split at the ends of lines and at headers.
    fn runs(
        &self,
        tokens: Vec<Token>,
        stated_cells: &mut StatedCells,
        remarks: &mut Remarks,
    ) -> (Vec<LabelledRow>, Vec<(usize, usize)>) {
        let mut runs: Vec<LabelledRow> = Vec::new();
        let mut left_over = Vec::new();
        let mut head = (LabelMeaning::Head, (0, 0));
        let mut open = false;
        for token in tokens {
            let same_line =
                runs.last().is_some_and(|run| self.stream.line(run.label.0) == self.stream.line(token.span.0));
            let value = match token.kind {
                TokenKind::Label { means, official, differs } => {
                    if differs {
                        let stated = self.stream.text(token.span);
                        let kind = RemarkKind::LabelDiffers { official: official.clone() };
                        remarks.add(self.stream.line(token.span.0), stated.clone(), kind);
                        stated_cells.labels.insert(official, stated);
                    }
                    head = (means, token.span);
                    open = false;
                    continue;
                }
                TokenKind::Unknown => {
                    // Words keep the place of a number.
                    let cell = |span: (usize, usize)| self.stream.cell(span.0).map(|(cell, _)| cell);
                    if let (Some(run), Some(own)) = (runs.last_mut().filter(|_| open && same_line), cell(token.span))
                        && run.slots.len() < SLOTS
                        && run.slots.last().is_some_and(|slot| cell(slot.span) != Some(own))
                    {
                        run.slots.push(ValueSlot { span: token.span, value: None });
                        run.interrupted = true;
                    }
                    left_over.push(token.span);
                    continue;
                }
                TokenKind::Official => continue,
                TokenKind::Value(value) => Some(value),
                TokenKind::Blank => None,
            };
            // Blanks in a line of headers belong to the headers; in a line of numbers the first one may be
            // blank.
            if value.is_none() && !open && self.stream.line(head.1.0) == self.stream.line(token.span.0) {
                continue;
            }
            let slot = ValueSlot { span: token.span, value };
            match runs.last_mut().filter(|_| open && same_line) {
                Some(run) => run.slots.push(slot),
                None => runs.push(LabelledRow {
                    means: head.0,
                    label: token.span,
                    slots: vec![slot],
                    crowded: 0,
                    trailed: false,
                    continued: false,
                    interrupted: false,
                    worded: false,
                    noted: false,
                }),
            }
            open = true;
        }
        runs.retain(|run| run.filled() > 0);
        for run in &mut runs {
            self.take_words(run, &left_over);
        }
        (runs, left_over)
    }

    /// Notes the words in the line of a run: those in cells before its first number keep their places, those in a line
    /// without cells may be one of its numbers.
    fn take_words(&self, run: &mut LabelledRow, words: &[(usize, usize)]) {
        let first = run.slots.first().map_or(0, |slot| slot.span.0);
        let line = self.stream.line(run.span().1.saturating_sub(1));
        let own: Vec<(usize, usize)> = words.iter().filter(|span| self.stream.line(span.0) == line).copied().collect();
        run.worded = own.iter().any(|span| self.stream.cell(span.0).is_none());
        let mut cells: Vec<usize> = own
            .iter()
            .filter(|span| span.0 < first)
            .filter_map(|span| self.stream.cell(span.0).map(|(cell, _)| cell))
            .take(SLOTS)
            .collect();
        cells.dedup();
        run.interrupted |= !cells.is_empty();
        let places = cells.into_iter().map(|_| ValueSlot { span: (first, first), value: None });
        run.slots.splice(..0, places);
    }
}
