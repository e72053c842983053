//! The numbers of a chart in the text, read from the form's tables or from the table above it, and whether the chart can
//! show them honestly. Must not know how they are drawn.

use rust_decimal::Decimal;

use super::chart_table;
use super::{CellNumbers, Number};
use crate::form::cell_names::{column, row, table};
use crate::form::{CellKey, CellName, Field, Form, split_bracketed_number};
use crate::richtext::{ChartChoice, ChartKind, ChartSubject, RichText};

/// What a chart shows at the time.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartData {
    /// The chart.
    pub choice: ChartChoice,
    /// Its numbers, or why there is nothing to be drawn.
    pub numbers: Result<ChartNumbers, ChartProblem>,
}

/// Numbers in rows of the same points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartNumbers {
    /// What each number is of.
    pub points: Vec<String>,
    /// The rows, at least one.
    pub series: Vec<ChartSeries>,
}

/// A row of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartSeries {
    /// What it counts; empty where there is no other.
    pub name: String,
    /// A number for each point; `None` where it is not filled in.
    pub values: Vec<Option<Decimal>>,
}

/// Why a chart is not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartProblem {
    /// No table stands above it in its text.
    NoTable,
    /// The table above it has no numbers beside names.
    NoNumbers,
    /// Nothing is filled in.
    Blank,
    /// Every number is zero.
    AllZero,
    /// A number is below zero.
    Negative,
    /// It has more points than can be told apart: how many, and the most.
    TooMany(usize, usize),
    /// A pie of several rows of numbers.
    SeveralRows,
    /// A pie of one slice.
    OneSlice,
    /// A pie of numbers that are not the parts of a whole.
    NotParts,
    /// A line between what does not follow each other in time.
    NotInOrder,
}

/// What is to be known of a chart that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartCaution {
    /// So many numbers are not filled in.
    Blanks(usize),
    /// Shares of so few cases say little.
    Few,
}

/// The most points that a kind of chart can show.
const MOST: [(ChartKind, usize); 4] =
    [(ChartKind::Column, 24), (ChartKind::Bar, 30), (ChartKind::Line, 24), (ChartKind::Pie, 8)];
/// The most rows of numbers: as many as there are tones and strokes.
const ROWS: usize = 4;
/// The most bars of several rows together: a page has room for so many with their numbers.
const BARS: usize = 40;
/// With fewer cases a share says little: one more or less moves it by more than three points.
const FEW: u64 = 30;

impl ChartData {
    /// What the chart that is the paragraph `at` of `prose` shows.
    pub fn of(form: &Form, numbers: &CellNumbers, (prose, at): (&RichText, usize), choice: &ChartChoice) -> ChartData {
        let read = match choice.of {
            ChartSubject::Applicants => Ok(applicants(form, numbers)),
            ChartSubject::Requests => Ok(requests(form, numbers)),
            ChartSubject::Outcomes => Ok(outcomes(form, numbers)),
            ChartSubject::Disputes => Ok(disputes(form, numbers)),
            ChartSubject::Documents => Ok(documents(form, numbers)),
            ChartSubject::Decisions => Ok(decisions(form, numbers)),
            ChartSubject::Table => chart_table::read(prose, at, choice.kind),
        };
        let numbers = read.and_then(|read| match problem(&read, choice) {
            Some(problem) => Err(problem),
            None => Ok(read),
        });
        ChartData { choice: choice.clone(), numbers }
    }

    /// What is to be known of it where it is drawn.
    pub fn cautions(&self) -> Vec<ChartCaution> {
        let Ok(numbers) = &self.numbers else { return Vec::new() };
        let blanks = numbers.values().filter(Option::is_none).count();
        let few = self.choice.kind == ChartKind::Pie && numbers.total() < Decimal::from(FEW);
        let blanks = (blanks > 0).then_some(ChartCaution::Blanks(blanks));
        blanks.into_iter().chain(few.then_some(ChartCaution::Few)).collect()
    }
}

impl ChartNumbers {
    /// Every number, row by row.
    pub fn values(&self) -> impl Iterator<Item = Option<Decimal>> {
        self.series.iter().flat_map(|series| series.values.iter().copied())
    }

    /// The sum of all of them.
    pub fn total(&self) -> Decimal {
        self.values().flatten().fold(Decimal::ZERO, |sum, value| sum.checked_add(value).unwrap_or(Decimal::MAX))
    }

    fn of_points(points: Vec<(String, Option<Decimal>)>) -> ChartNumbers {
        let (points, values) = points.into_iter().unzip();
        ChartNumbers { points, series: vec![ChartSeries { name: String::new(), values }] }
    }
}

/// Why a chart of this kind cannot show these numbers honestly.
fn problem(numbers: &ChartNumbers, choice: &ChartChoice) -> Option<ChartProblem> {
    let kind = choice.kind;
    if !choice.of.kinds().contains(&kind) {
        return Some(if kind == ChartKind::Pie { ChartProblem::NotParts } else { ChartProblem::NotInOrder });
    }
    // The subject of a table says nothing of what its rows are; their names do.
    if choice.of == ChartSubject::Table {
        let are_times = numbers.points.iter().all(|point| chart_table::is_time(point));
        match kind {
            ChartKind::Line if !are_times => return Some(ChartProblem::NotInOrder),
            ChartKind::Pie if are_times => return Some(ChartProblem::NotParts),
            _ => {}
        }
    }
    let filled = || numbers.values().flatten();
    let most = MOST.iter().find(|(own, _)| *own == kind).map_or(0, |(_, most)| *most);
    let is_pie = kind == ChartKind::Pie;
    match numbers.points.len() {
        _ if filled().next().is_none() => Some(ChartProblem::Blank),
        _ if filled().any(|value| value.is_sign_negative() && !value.is_zero()) => Some(ChartProblem::Negative),
        _ if filled().all(|value| value.is_zero()) => Some(ChartProblem::AllZero),
        _ if is_pie && numbers.series.len() > 1 => Some(ChartProblem::SeveralRows),
        _ if is_pie && filled().filter(|value| !value.is_zero()).count() < 2 => Some(ChartProblem::OneSlice),
        count if count > most => Some(ChartProblem::TooMany(count, most)),
        count if numbers.series.len() > 1 && kind != ChartKind::Line && count * numbers.series.len() > BARS => {
            Some(ChartProblem::TooMany(count * numbers.series.len(), BARS))
        }
        _ if numbers.series.len() > ROWS => Some(ChartProblem::TooMany(numbers.series.len(), ROWS)),
        _ => None,
    }
}

fn shown(form: &Form, numbers: &CellNumbers, key: CellKey) -> Option<Decimal> {
    numbers.shown(form, key).and_then(Number::decimal)
}

fn applicants(form: &Form, numbers: &CellNumbers) -> ChartNumbers {
    let fields = form.fields().filter(|field| field.key.row == row::RECEIVED && !field.total);
    let point = |field: &Field| (own_head(&field.column_heads), shown(form, numbers, field.key));
    ChartNumbers::of_points(fields.map(point).collect())
}

fn requests(form: &Form, numbers: &CellNumbers) -> ChartNumbers {
    const STAGES: [(CellName, &str); 4] = [
        (row::RECEIVED, "本年新收"),
        (row::CARRIED_IN, "上年结转"),
        (row::TOTAL, "本年办结"),
        (row::CARRIED_OVER, "结转下年"),
    ];
    let point =
        |(row, label): (CellName, &str)| (label.to_owned(), shown(form, numbers, CellKey::new(row, column::TOTAL)));
    ChartNumbers::of_points(STAGES.map(point).to_vec())
}

fn outcomes(form: &Form, numbers: &CellNumbers) -> ChartNumbers {
    let point = |group: &crate::form::RowGroup| {
        let cells = group.rows.iter().map(|row| shown(form, numbers, CellKey::new(*row, column::TOTAL)));
        let sum = cells.flatten().reduce(|sum, value| sum.checked_add(value).unwrap_or(Decimal::MAX));
        (unnumbered(&group.label), sum)
    };
    ChartNumbers::of_points(form.groups.iter().map(point).collect())
}

fn disputes(form: &Form, numbers: &CellNumbers) -> ChartNumbers {
    const RESULTS: [CellName; 4] = [column::UPHELD, column::OVERTURNED, column::OTHER, column::PENDING];
    const KINDS: [CellName; 3] = [row::RECONSIDERATION, row::DIRECT, row::AFTER_RECONSIDERATION];
    let heads = |key: CellKey| form.field(key).map(|field| field.column_heads.clone()).unwrap_or_default();
    let kind = |kind: CellName| {
        let own = heads(CellKey::new(kind, column::UPHELD));
        own.split_last().and_then(|(_, outer)| outer.last()).cloned().unwrap_or_default()
    };
    let result = |result: CellName| ChartSeries {
        name: own_head(&heads(CellKey::new(row::RECONSIDERATION, result))),
        values: KINDS.map(|kind| shown(form, numbers, CellKey::new(kind, result))).to_vec(),
    };
    ChartNumbers { points: KINDS.map(kind).to_vec(), series: RESULTS.map(result).to_vec() }
}

fn documents(form: &Form, numbers: &CellNumbers) -> ChartNumbers {
    const KINDS: [CellName; 2] = [row::RULES, row::NORMATIVE_DOCUMENTS];
    let of_row = |own: CellName| form.fields().filter(move |field| field.key.row == own);
    let point = |own: &CellName| of_row(*own).next().map(|field| own_head(&field.row_heads)).unwrap_or_default();
    let series = of_row(row::RULES).map(|field| ChartSeries {
        name: own_head(&field.column_heads),
        values: KINDS.map(|kind| shown(form, numbers, CellKey::new(kind, field.key.column))).to_vec(),
    });
    ChartNumbers { points: KINDS.iter().map(point).collect(), series: series.collect() }
}

fn decisions(form: &Form, numbers: &CellNumbers) -> ChartNumbers {
    let fields = form.table(table::DISCLOSURE).into_iter().flat_map(|table| &table.fields);
    let decided = [row::LICENSING, row::PENALTIES, row::COERCIVE_MEASURES];
    let fields = fields.filter(|field| field.key.column == column::DECISIONS && decided.contains(&field.key.row));
    ChartNumbers::of_points(fields.map(|field| (own_head(&field.row_heads), shown(form, numbers, field.key))).collect())
}

fn own_head(heads: &[String]) -> String {
    heads.last().map(|head| unnumbered(head)).unwrap_or_default()
}

/// A head without the number before it, which says nothing without the others.
fn unnumbered(label: &str) -> String {
    split_bracketed_number(label).map_or(label, |(_, words)| words).trim().to_owned()
}
