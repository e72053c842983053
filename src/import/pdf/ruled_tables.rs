//! Ruled lines → tables: which lines cross, which squares they part, and which squares lie
//! together because no line runs between them. Knows no text.

use super::path::RuledLine;
use crate::import::ReadError;
use crate::limits::Limit;

/// A table of at least two columns.
#[derive(Debug)]
pub(super) struct RuledTable {
    /// The lines from left to right.
    columns: Vec<f64>,
    /// The lines from top to bottom.
    rows: Vec<f64>,
    /// For each square, row by row, the first square of its cell.
    cells: Vec<usize>,
}

/// How far lines may miss one another and still meet, in points.
const NEAR: f64 = 3.0;
/// How much of a square's side must be ruled to part it from its neighbour.
const RULED: f64 = 0.6;

impl RuledTable {
    /// The upper edge.
    pub(super) fn top(&self) -> f64 {
        self.rows.first().copied().unwrap_or_default()
    }

    /// The left edge.
    pub(super) fn left(&self) -> f64 {
        self.columns.first().copied().unwrap_or_default()
    }

    /// How many rows.
    pub(super) fn row_count(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// How many columns.
    pub(super) fn column_count(&self) -> usize {
        self.columns.len().saturating_sub(1)
    }

    /// The cell in which a point lies, as the index of its first square.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let column = self.columns.partition_point(|line| *line <= x).checked_sub(1)?;
        let row = self.rows.partition_point(|line| *line >= y).checked_sub(1)?;
        if column >= self.column_count() || row >= self.row_count() {
            return None;
        }
        self.cells.get(row * self.column_count() + column).copied()
    }
}

/// The tables that lines rule, from the top of the page down.
pub(super) fn tables(rules: &[RuledLine]) -> Result<Vec<RuledTable>, ReadError> {
    let rules = merged(rules);
    Limit::Rules.hold(rules.len())?;
    let mut tables = Vec::new();
    for cluster in clusters(&rules) {
        tables.extend(table(&cluster)?);
    }
    tables.sort_by(|one: &RuledTable, other| other.top().total_cmp(&one.top()));
    let squares = tables.iter().map(|table| table.cells.len()).fold(0, usize::saturating_add);
    Limit::Cells.hold(squares)?;
    Ok(tables)
}

/// Lines that continue or cover one another, as one.
fn merged(rules: &[RuledLine]) -> Vec<RuledLine> {
    let mut sorted: Vec<RuledLine> = rules.iter().copied().filter(|rule| rule.at.is_finite()).collect();
    sorted.sort_by(|one, other| {
        one.level.cmp(&other.level).then(one.at.total_cmp(&other.at)).then(one.from.total_cmp(&other.from))
    });
    let mut result: Vec<RuledLine> = Vec::new();
    let mut at = 0;
    while let Some(first) = sorted.get(at) {
        // Lines at the same place, though drawn a little apart, in order along themselves.
        let same = |rule: &&RuledLine| rule.level == first.level && rule.at - first.at <= NEAR / 2.0;
        let length = sorted.iter().skip(at).take_while(same).count().max(1);
        let mut together: Vec<RuledLine> = sorted.iter().skip(at).take(length).copied().collect();
        together.sort_by(|one, other| one.from.total_cmp(&other.from));
        at += length;
        let mut last: Option<RuledLine> = None;
        for rule in together {
            match &mut last {
                Some(open) if rule.from <= open.to + NEAR => open.to = open.to.max(rule.to),
                Some(open) => {
                    result.push(*open);
                    *open = rule;
                }
                None => last = Some(rule),
            }
        }
        result.extend(last);
    }
    result
}

/// Lines that hang together by crossing.
fn clusters(rules: &[RuledLine]) -> Vec<Vec<RuledLine>> {
    let mut groups = SquareGroups::new(rules.len());
    let levels = || rules.iter().enumerate().filter(|(_, rule)| rule.level);
    for (one, level) in levels() {
        for (other, upright) in rules.iter().enumerate().filter(|(_, rule)| !rule.level) {
            let within = |at: f64, rule: &RuledLine| at >= rule.from - NEAR && at <= rule.to + NEAR;
            if within(level.at, upright) && within(upright.at, level) {
                groups.join(one, other);
            }
        }
    }
    let mut clusters: Vec<(usize, Vec<RuledLine>)> = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let first = groups.first(index);
        match clusters.iter_mut().find(|(own, _)| *own == first) {
            Some((_, cluster)) => cluster.push(*rule),
            None => clusters.push((first, vec![*rule])),
        }
    }
    clusters.into_iter().map(|(_, cluster)| cluster).collect()
}

fn table(cluster: &[RuledLine]) -> Result<Option<RuledTable>, ReadError> {
    let columns = places(cluster, false);
    let mut rows = places(cluster, true);
    rows.reverse();
    let (width, height) = (columns.len().saturating_sub(1), rows.len().saturating_sub(1));
    if width < 2 || height < 1 {
        return Ok(None);
    }
    Limit::Cells.hold(width.saturating_mul(height))?;
    let mut groups = SquareGroups::new(width * height);
    for (column, line) in columns.iter().enumerate().skip(1).take(width - 1) {
        let on = on_line(cluster, false, *line);
        for (row, lines) in rows.windows(2).enumerate() {
            if let [upper, lower] = lines
                && !is_ruled(&on, *lower, *upper)
            {
                groups.join(row * width + column - 1, row * width + column);
            }
        }
    }
    for (row, line) in rows.iter().enumerate().skip(1).take(height - 1) {
        let on = on_line(cluster, true, *line);
        for (column, lines) in columns.windows(2).enumerate() {
            if let [left, right] = lines
                && !is_ruled(&on, *left, *right)
            {
                groups.join((row - 1) * width + column, row * width + column);
            }
        }
    }
    let cells = (0..width * height).map(|square| groups.first(square)).collect();
    Ok(Some(RuledTable { columns, rows, cells }))
}

/// The lines that stand at one place.
fn on_line(cluster: &[RuledLine], level: bool, at: f64) -> Vec<RuledLine> {
    cluster.iter().copied().filter(|rule| rule.level == level && (rule.at - at).abs() <= NEAR).collect()
}

/// Whether most of the way is ruled.
fn is_ruled(on: &[RuledLine], from: f64, to: f64) -> bool {
    let covered: f64 = on.iter().map(|rule| (rule.to.min(to) - rule.from.max(from)).max(0.0)).sum();
    covered >= (to - from) * RULED
}

/// Where the lines of one direction stand, in order; near ones are one.
fn places(cluster: &[RuledLine], level: bool) -> Vec<f64> {
    let mut places: Vec<f64> = cluster.iter().filter(|rule| rule.level == level).map(|rule| rule.at).collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, kept| *next - *kept <= NEAR);
    places
}

/// Things that belong together, known by the first of them.
struct SquareGroups(Vec<usize>);

impl SquareGroups {
    fn new(count: usize) -> SquareGroups {
        SquareGroups((0..count).collect())
    }

    fn first(&mut self, of: usize) -> usize {
        let mut at = of;
        while let Some(next) = self.0.get(at).copied().filter(|next| *next != at) {
            let after = self.0.get(next).copied().unwrap_or(next);
            if let Some(slot) = self.0.get_mut(at) {
                *slot = after;
            }
            at = next;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        if let Some(slot) = self.0.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }
}
