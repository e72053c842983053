//! A table in the text → the numbers of a chart: names in the first column, a row of numbers for each other column. Sums
//! and columns of another unit are left out. Must not know how a chart looks.

use rust_decimal::Decimal;

use super::{ChartNumbers, ChartProblem, ChartSeries, plain_digits};
use crate::richtext::{ChartKind, ProseTable, RichText, narrow};

/// Names of sums, which stand beside their parts and are none of them.
const SUMS: [&str; 6] = ["合计", "总计", "小计", "共计", "总数", "总和"];
/// What begins the name of a part of the row before it.
const PART: &str = "其中";
/// What stands behind shares.
const SHARES: [char; 3] = ['%', '％', '‰'];
/// The longest unit behind a number, in characters.
const UNIT: usize = 4;

/// A number of a cell with the unit behind it.
type CellNumber = (Decimal, String);

/// The numbers of the table above the paragraph `at`, in the rows that a chart of this kind wants.
///
/// # Errors
///
/// There is no table, or no numbers in it.
pub(super) fn read(prose: &RichText, at: usize, kind: ChartKind) -> Result<ChartNumbers, ChartProblem> {
    let table = prose.table_above(at).ok_or(ChartProblem::NoTable)?;
    let words: Vec<Vec<String>> = (0..table.rows)
        .map(|row| (0..table.columns).map(|column| words(prose, &table, row, column)).collect())
        .collect();
    let is_word = |cell: &String| is_time(cell) || number(cell).is_none();
    let is_head =
        |row: &&Vec<String>| row.iter().skip(1).all(is_word) && row.iter().skip(1).any(|cell| !cell.is_empty());
    // Where the table does not say what heads it, rows of words alone do; years are words there.
    let heads = match table.header_rows {
        0 => words.iter().take_while(is_head).count().min(2),
        marked => marked,
    };
    // A first column that counts the rows names nothing.
    let counts = |column: usize| words.iter().skip(heads).all(|row| row.get(column).is_some_and(|cell| is_count(cell)));
    let says = |column: usize| {
        let mut cells = words.iter().skip(heads).filter_map(|row| row.get(column));
        cells.all(|cell| number(cell).is_none() && !cell.is_empty())
    };
    let named = usize::from(table.columns > 2 && counts(0) && says(1));
    let names: Vec<String> = words.get(heads.saturating_sub(1)).filter(|_| heads > 0).cloned().unwrap_or_default();
    let rows: Vec<&Vec<String>> =
        words.iter().skip(heads).filter(|row| !row.get(named).is_some_and(|name| is_sum(name))).collect();
    let columns = (named + 1..table.columns).filter(|column| !names.get(*column).is_some_and(|name| is_sum(name)));
    let read = |column: usize| -> (usize, Vec<Option<CellNumber>>) {
        (column, rows.iter().map(|row| row.get(column).and_then(|cell| number(cell))).collect())
    };
    let columns: Vec<(usize, Vec<Option<CellNumber>>)> =
        columns.map(read).filter(|(_, cells)| cells.iter().any(Option::is_some)).collect();
    // What has one unit is on one scale; the others, such as shares in per cent, are left out.
    let unit = |cells: &[Option<CellNumber>]| {
        let units = cells.iter().flatten().map(|(_, unit)| unit.clone());
        units.reduce(|unit, other| if unit.is_empty() { other } else { unit })
    };
    let first = columns.first().and_then(|(_, cells)| unit(cells)).ok_or(ChartProblem::NoNumbers)?;
    let series = columns.into_iter().filter(|(_, cells)| unit(cells).is_some_and(|own| agree(&own, &first)));
    let series = series.map(|(column, cells)| ChartSeries {
        name: names.get(column).cloned().unwrap_or_default(),
        values: cells
            .into_iter()
            .map(|cell| cell.filter(|(_, unit)| agree(unit, &first)).map(|(value, _)| value))
            .collect(),
    });
    let points = rows.iter().map(|row| row.get(named).cloned().unwrap_or_default()).collect();
    let numbers = ChartNumbers { points, series: series.collect() };
    Ok(if is_turned(&numbers, kind) { turned(numbers) } else { numbers })
}

/// Whether the columns are the points: they are times where the rows are none, or there is but one row.
fn is_turned(numbers: &ChartNumbers, kind: ChartKind) -> bool {
    let are_times = |mut names: Box<dyn Iterator<Item = &String> + '_>| names.all(|name| is_time(name));
    let one = numbers.points.len() == 1 && numbers.series.len() > 1;
    let times = numbers.series.len() > 1
        && are_times(Box::new(numbers.series.iter().map(|series| &series.name)))
        && !are_times(Box::new(numbers.points.iter()));
    one || (times && kind == ChartKind::Line)
}

fn turned(numbers: ChartNumbers) -> ChartNumbers {
    let value = |series: &ChartSeries, at: usize| series.values.get(at).copied().flatten();
    let series = numbers.points.iter().enumerate().map(|(at, name)| ChartSeries {
        name: name.clone(),
        values: numbers.series.iter().map(|series| value(series, at)).collect(),
    });
    ChartNumbers { series: series.collect(), points: numbers.series.iter().map(|series| series.name.clone()).collect() }
}

fn words(prose: &RichText, table: &ProseTable, row: usize, column: usize) -> String {
    let paragraphs = table.cell_at(row, column).and_then(|cell| prose.paragraphs.get(cell.paragraphs.clone()));
    let words: String = paragraphs.into_iter().flatten().map(|paragraph| paragraph.text()).collect();
    words.trim().to_owned()
}

/// Whether numbers with these units are on one scale: where one has none it is that of the other, but for per cent.
fn agree(one: &str, other: &str) -> bool {
    one == other || (one.is_empty() || other.is_empty()) && !one.contains(SHARES) && !other.contains(SHARES)
}

/// Whether a cell has a number of one or two digits, as rows are counted by.
fn is_count(cell: &str) -> bool {
    cell.is_empty() || (cell.len() <= 2 && cell.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a name is that of a sum, or of a part of another row: 合计（件）, 公开（小计）, 其中：网上.
fn is_sum(name: &str) -> bool {
    let name: String = name.chars().filter(|one| !one.is_whitespace()).map(narrow).collect();
    let words = name.trim_end_matches([':', ')', '数']);
    let (before, inside) = words.rsplit_once('(').unwrap_or((words, ""));
    let before = before.trim_end_matches([':', '数']);
    SUMS.iter().any(|sum| *sum == before || *sum == inside) || name.starts_with(PART)
}

/// Whether a name is that of a time: 2024年, 3月, 第一季度.
pub(super) fn is_time(name: &str) -> bool {
    let name: String = name.trim().chars().map(narrow).collect();
    let is_year = name.len() == 4 && name.starts_with(['1', '2']) && name.bytes().all(|byte| byte.is_ascii_digit());
    let has_number = name.chars().any(|one| one.is_ascii_digit() || "一二三四五六七八九十上下".contains(one));
    is_year || has_number && ["年", "月", "季度", "半年", "日", "周"].iter().any(|end| name.ends_with(end))
}

/// The number of a cell: digits as the form's cells take them, and a short unit.
fn number(cell: &str) -> Option<CellNumber> {
    let narrow: String = cell.chars().map(narrow).filter(|one| !one.is_whitespace()).collect();
    let narrow = narrow.replace('，', ",");
    let is_digit = |one: char| one.is_ascii_digit() || ",.".contains(one);
    let end = narrow.rfind(|one: char| one.is_ascii_digit()).map(|at| at + 1)?;
    let (digits, unit) = narrow.split_at_checked(end)?;
    let bare = digits.strip_prefix(['+', '-', '−', '－']).unwrap_or(digits);
    let sign = if digits.starts_with(['-', '−', '－']) { "-" } else { "" };
    if bare.is_empty() || !bare.chars().all(is_digit) || unit.chars().count() > UNIT {
        return None;
    }
    // A year or a month that heads something is no number.
    if is_time(&narrow) && !unit.is_empty() {
        return None;
    }
    let value: Decimal = format!("{sign}{}", plain_digits(bare)?).parse().ok()?;
    // What a cell of the form holds, so that sums and shares are exact.
    (value.abs() <= Decimal::from(u64::MAX)).then(|| (value, unit.to_owned()))
}
