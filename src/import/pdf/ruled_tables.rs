//! Ruled lines → tables: which lines cross, which grid positions they separate, and which positions
//! form a merged cell because no line is between them. Must not know any text.

use std::collections::BTreeMap;

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
    /// For each grid position, row by row, the first position of its cell.
    cells: Vec<usize>,
}

/// The most tables of a page, from its top; a page of a report has one or two.
const TABLES: usize = 64;
/// The greatest distance of lines that count as touching, in points.
const NEAR: f64 = 3.0;
/// The share of a side that must be ruled to separate a position from its neighbour.
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

    /// Whether a point at this height may lie in it: most tables of a page are seen to be elsewhere by this.
    pub(super) fn reaches(&self, y: f64) -> bool {
        y <= self.top() && self.rows.last().is_some_and(|bottom| *bottom <= y)
    }

    /// How many rows.
    pub(super) fn row_count(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// How many columns.
    pub(super) fn column_count(&self) -> usize {
        self.columns.len().saturating_sub(1)
    }

    /// The width of the cell with this first position. Costs as much as the cell has columns: a page may have two
    /// hundred thousand cells, each of which is asked for.
    pub(super) fn cell_width(&self, first: usize) -> f64 {
        let across = self.column_count().max(1);
        let column = first % across;
        let row = self.cells.get(first..first + across - column).unwrap_or_default();
        let span = row.iter().take_while(|cell| **cell == first).count().max(1);
        let edge = |column: usize| self.columns.get(column).copied().unwrap_or_default();
        edge(column + span) - edge(column)
    }

    /// How many columns and rows the cell covers that begins at this grid position; `None` where none begins.
    pub(super) fn reach(&self, at: usize) -> Option<(usize, usize)> {
        self.cells.get(at).filter(|first| **first == at)?;
        let width = self.column_count().max(1);
        let is_own = |place: &usize| self.cells.get(*place) == Some(&at);
        let across = (at..at + width - at % width).take_while(is_own).count();
        let down = (at..self.cells.len()).step_by(width).take_while(is_own).count();
        Some((across, down))
    }

    /// The cell that contains a point, as the index of its first position.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let column = self.columns.partition_point(|line| *line <= x).checked_sub(1)?;
        let row = self.rows.partition_point(|line| *line >= y).checked_sub(1)?;
        if column >= self.column_count() || row >= self.row_count() {
            return None;
        }
        self.cells.get(row * self.column_count() + column).copied()
    }
}

/// The tables on a page, from top to bottom.
///
/// # Errors
///
/// The file is damaged or exceeds a limit.
pub(super) fn tables(rules: &[RuledLine]) -> Result<Vec<RuledTable>, ReadError> {
    let rules = merged(rules);
    Limit::Rules.check(rules.len())?;
    let mut tables = Vec::new();
    for cluster in clusters(&rules) {
        tables.extend(table(&cluster)?);
    }
    tables.sort_by(|one: &RuledTable, other| other.top().total_cmp(&one.top()));
    tables.truncate(TABLES);
    let positions = tables.iter().map(|table| table.cells.len()).fold(0, usize::saturating_add);
    Limit::Cells.check(positions)?;
    Ok(tables)
}

/// Merges lines that continue or overlap each other.
fn merged(rules: &[RuledLine]) -> Vec<RuledLine> {
    let mut sorted: Vec<RuledLine> = rules.iter().copied().filter(|rule| rule.at.is_finite()).collect();
    sorted.sort_by(|one, other| {
        one.level.cmp(&other.level).then(one.at.total_cmp(&other.at)).then(one.from.total_cmp(&other.from))
    });
    let mut result: Vec<RuledLine> = Vec::new();
    let mut at = 0;
    while let Some(first) = sorted.get(at) {
        // Lines at about the same position, in order of their beginnings.
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

/// Groups of lines that are connected by crossings.
fn clusters(rules: &[RuledLine]) -> Vec<Vec<RuledLine>> {
    let mut groups = DisjointSets::new(rules.len());
    let mut uprights: Vec<(usize, &RuledLine)> = rules.iter().enumerate().filter(|(_, rule)| !rule.level).collect();
    uprights.sort_by(|(_, one), (_, other)| one.at.total_cmp(&other.at));
    for (one, horizontal) in rules.iter().enumerate().filter(|(_, rule)| rule.level) {
        // Only the vertical lines between its ends, with their neighbours.
        let from = uprights.partition_point(|(_, vertical)| vertical.at < horizontal.from - NEAR);
        let beside = uprights.iter().skip(from).take_while(|(_, vertical)| vertical.at <= horizontal.to + NEAR);
        for (other, vertical) in beside {
            if horizontal.at >= vertical.from - NEAR && horizontal.at <= vertical.to + NEAR {
                groups.join(one, *other);
            }
        }
    }
    // In the order of the first line of each.
    let mut clusters: BTreeMap<usize, Vec<RuledLine>> = BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        clusters.entry(groups.first(index)).or_default().push(*rule);
    }
    clusters.into_values().collect()
}

fn table(cluster: &[RuledLine]) -> Result<Option<RuledTable>, ReadError> {
    let mut cluster = cluster.to_vec();
    cluster.sort_by(|one, other| one.level.cmp(&other.level).then(one.at.total_cmp(&other.at)));
    let cluster = cluster.as_slice();
    let columns = places(cluster, false);
    let mut rows = places(cluster, true);
    rows.reverse();
    let (width, height) = (columns.len().saturating_sub(1), rows.len().saturating_sub(1));
    if width < 2 || height < 1 {
        return Ok(None);
    }
    Limit::Cells.check(width.saturating_mul(height))?;
    let mut groups = DisjointSets::new(width * height);
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
    let cells = (0..width * height).map(|position| groups.first(position)).collect();
    Ok(Some(RuledTable { columns, rows, cells }))
}

/// The lines at one position, of lines in order.
fn on_line(cluster: &[RuledLine], horizontal: bool, at: f64) -> Vec<RuledLine> {
    let before = |rule: &RuledLine| {
        (rule.level, horizontal) == (false, true) || (rule.level == horizontal && rule.at < at - NEAR)
    };
    let near = |rule: &&RuledLine| rule.level == horizontal && (rule.at - at).abs() <= NEAR;
    cluster.iter().skip(cluster.partition_point(before)).copied().take_while(|rule| near(&rule)).collect()
}

/// Whether most of the interval is ruled.
fn is_ruled(on: &[RuledLine], from: f64, to: f64) -> bool {
    let covered: f64 = on.iter().map(|rule| (rule.to.min(to) - rule.from.max(from)).max(0.0)).sum();
    covered >= (to - from) * RULED
}

/// The positions of the lines of one direction, in order; near ones are merged.
fn places(cluster: &[RuledLine], horizontal: bool) -> Vec<f64> {
    let mut places: Vec<f64> = cluster.iter().filter(|rule| rule.level == horizontal).map(|rule| rule.at).collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, kept| *next - *kept <= NEAR);
    places
}

/// Disjoint sets (union-find), each identified by its first element.
struct DisjointSets(Vec<usize>);

impl DisjointSets {
    fn new(count: usize) -> DisjointSets {
        DisjointSets((0..count).collect())
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
