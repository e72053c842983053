//! Reads a form's data file. Every mistake in the file becomes an error with file and line; a form
//! that is returned covers its grids exactly and names only cells that exist.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::table_grid::{self, Cell, CellAlign, CellContent, CellMeasure, Table};
use super::{
    Aspect, CellKey, CellName, CellOrder, Deadline, Edition, Form, Identity, LengthLimit, PrefaceSentences,
    RollupRules, RowGroup, RuleCode, Section, SectionId, UnitKind,
};

/// A form's data file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct FormError {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there, in English, for the person who edits the file.
    pub problem: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    edition: Edition,
    notice: String,
    title: String,
    band: Spanned<String>,
    #[serde(default)]
    outdated: Vec<String>,
    #[serde(default)]
    preface: PrefaceSentences,
    #[serde(default)]
    rollup: Option<Spanned<RollupRules>>,
    deadline: Vec<Spanned<DeadlineEntry>>,
    section: Vec<Spanned<SectionEntry>>,
    table: Vec<Spanned<TableEntry>>,
    group: Vec<Spanned<GroupEntry>>,
    identity: Vec<Spanned<IdentityEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineEntry {
    kind: UnitKind,
    month: u8,
    day: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionEntry {
    id: SectionId,
    title: String,
    guide: String,
    table: Option<CellName>,
    limit: Option<usize>,
    #[serde(default)]
    aspects: Vec<Aspect>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableEntry {
    name: CellName,
    widths: Vec<u32>,
    header_rows: usize,
    /// Columns of the number cells that end every row which has a name.
    #[serde(default)]
    values: Vec<CellName>,
    rows: Vec<Spanned<RowEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowEntry {
    row: Option<CellName>,
    #[serde(default)]
    height: u32,
    cells: Vec<Spanned<CellEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellEntry {
    text: Option<String>,
    #[serde(default)]
    note: String,
    number: Option<CellKey>,
    #[serde(default = "one")]
    across: usize,
    #[serde(default = "one")]
    down: usize,
    #[serde(default)]
    align: CellAlign,
    #[serde(default)]
    shaded: bool,
    #[serde(default)]
    upright: bool,
    measure: Option<CellMeasure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    name: CellName,
    label: String,
    rows: Vec<CellName>,
}

/// An identity for each of some columns between rows, or for each of some rows between columns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentityEntry {
    rule: RuleCode,
    #[serde(default)]
    for_each_column: Vec<CellName>,
    #[serde(default)]
    for_each_row: Vec<CellName>,
    left: Vec<CellName>,
    right: Vec<CellName>,
    #[serde(default)]
    computes: bool,
}

/// The file that is read, to name lines in errors.
struct SourceLines<'a> {
    file: &'a str,
    text: &'a str,
}

const fn one() -> usize {
    1
}

/// The form that `text` describes; `file` is the name that an error shows.
///
/// # Errors
/// The first mistake in `text`, with its line.
pub(super) fn form(file: &str, text: &str) -> Result<Form, FormError> {
    let source = SourceLines { file, text };
    let read: FormFile = toml::from_str(text)
        .map_err(|error| source.error(error.span().map_or(0, |span| span.start), error.message()))?;
    let identities = identities(&source, &read.identity)?;
    let mut tables = Vec::new();
    for entry in &read.table {
        let first = tables.iter().map(|table: &Table| table.fields.len()).sum();
        tables.push(table(&source, entry, &identities, first)?);
    }
    let form = Form {
        preface: read.preface.clone(),
        edition: read.edition,
        notice: read.notice.clone(),
        title: read.title.clone(),
        band: band(&source, &read.band)?,
        sections: read.section.iter().map(|entry| section(entry.get_ref())).collect(),
        totals: totals(&identities),
        order: CellOrder::of(&tables, &identities),
        tables,
        identities,
        groups: read.group.iter().map(|entry| group(entry.get_ref())).collect(),
        deadlines: read.deadline.iter().map(|entry| deadline(entry.get_ref())).collect(),
        rollup: read.rollup.as_ref().map(|rules| rules.get_ref().clone()).unwrap_or_default(),
        outdated: read.outdated.clone(),
    };
    check_consistency(&source, &form, &read)?;
    Ok(form)
}

impl SourceLines<'_> {
    fn error(&self, offset: usize, problem: impl Into<String>) -> FormError {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        FormError { file: self.file.to_owned(), line, problem: problem.into() }
    }

    fn at<T>(&self, entry: &Spanned<T>, problem: impl Into<String>) -> FormError {
        self.error(entry.span().start, problem)
    }
}

fn band(source: &SourceLines<'_>, entry: &Spanned<String>) -> Result<u32, FormError> {
    let digits = entry.get_ref();
    let colour = (digits.len() == 6).then(|| u32::from_str_radix(digits, 16).ok()).flatten();
    colour.ok_or_else(|| source.at(entry, "a colour is six hexadecimal digits"))
}

fn section(entry: &SectionEntry) -> Section {
    Section {
        id: entry.id,
        title: entry.title.clone(),
        guide: entry.guide.clone(),
        table: entry.table,
        limit: entry.limit.map(LengthLimit),
        aspects: entry.aspects.clone(),
    }
}

/// Which identity computes each total: the first that says so.
fn totals(identities: &[Identity]) -> BTreeMap<CellKey, usize> {
    let computing = identities.iter().enumerate().rev().filter(|(_, identity)| identity.computes);
    computing.filter_map(|(number, identity)| Some((*identity.right.first()?, number))).collect()
}

fn group(entry: &GroupEntry) -> RowGroup {
    RowGroup { name: entry.name, label: entry.label.clone(), rows: entry.rows.clone() }
}

fn deadline(entry: &DeadlineEntry) -> (UnitKind, Deadline) {
    (entry.kind, Deadline { month: entry.month, day: entry.day })
}

fn identities(source: &SourceLines<'_>, entries: &[Spanned<IdentityEntry>]) -> Result<Vec<Identity>, FormError> {
    let mut found = Vec::new();
    for spanned in entries {
        let entry = spanned.get_ref();
        let by_column = !entry.for_each_column.is_empty();
        if by_column != entry.for_each_row.is_empty() {
            return Err(source.at(spanned, "an identity has either for_each_column or for_each_row"));
        }
        if entry.left.is_empty() || entry.right.is_empty() || (entry.computes && entry.right.len() != 1) {
            return Err(source.at(spanned, "an identity has cells on both sides, and computes a single one"));
        }
        for fixed in entry.for_each_column.iter().chain(&entry.for_each_row) {
            let key = |moving: &CellName| {
                if by_column { CellKey::new(*moving, *fixed) } else { CellKey::new(*fixed, *moving) }
            };
            found.push(Identity {
                rule: entry.rule,
                left: entry.left.iter().map(key).collect(),
                right: entry.right.iter().map(key).collect(),
                computes: entry.computes,
            });
        }
    }
    Ok(found)
}

/// Lays the cells of a table into its grid, each into the first free square of its row, as a
/// web page lays out a table; its number cells are numbered from `first` on.
///
/// # Errors
/// A table whose cells do not cover the grid exactly, or with a cell twice.
fn table(
    source: &SourceLines<'_>,
    spanned: &Spanned<TableEntry>,
    identities: &[Identity],
    first: usize,
) -> Result<Table, FormError> {
    let entry = spanned.get_ref();
    let columns = entry.widths.len();
    if columns == 0 || entry.widths.contains(&0) || entry.header_rows >= entry.rows.len() {
        return Err(source.at(spanned, "a table has columns, each with a width, and rows below its header"));
    }
    let mut taken = vec![vec![false; columns]; entry.rows.len()];
    let mut cells = Vec::new();
    for (row, spanned_row) in entry.rows.iter().enumerate() {
        for (at, item) in row_cells(source, spanned_row, &entry.values)? {
            let free = taken.get(row).and_then(|squares| squares.iter().position(|square| !square));
            let column = free.ok_or_else(|| source.error(at, "more cells than columns in this row"))?;
            for squares in taken.iter_mut().skip(row).take(item.down) {
                for square in squares.iter_mut().skip(column).take(item.across) {
                    if std::mem::replace(square, true) {
                        return Err(source.error(at, "this cell overlaps another"));
                    }
                }
            }
            if row + item.down > entry.rows.len() || column + item.across > columns || item.down * item.across == 0 {
                return Err(source.error(at, "this cell reaches out of the table"));
            }
            cells.push(cell(source, at, row, column, item, identities)?);
        }
        if taken.get(row).is_some_and(|squares| squares.contains(&false)) {
            return Err(source.at(spanned_row, "this row leaves squares of the grid empty"));
        }
    }
    let fields = table_grid::fields(&cells, columns, first);
    for (index, field) in fields.iter().enumerate() {
        if fields.iter().skip(index + 1).any(|other| other.key == field.key) {
            return Err(source.at(spanned, format!("the cell {} stands twice", field.key)));
        }
    }
    Ok(Table {
        name: entry.name,
        widths: entry.widths.clone(),
        heights: entry.rows.iter().map(|row| row.get_ref().height).collect(),
        header_rows: entry.header_rows,
        cells,
        fields,
    })
}

/// The cells that a row writes out, then one for each of the table's value columns where the
/// row has a name; each with its offset in the file.
///
/// # Errors
/// A named row in a table without value columns.
fn row_cells<'a>(
    source: &SourceLines<'_>,
    row: &'a Spanned<RowEntry>,
    values: &[CellName],
) -> Result<Vec<(usize, std::borrow::Cow<'a, CellEntry>)>, FormError> {
    use std::borrow::Cow;
    let written = &row.get_ref().cells;
    let mut all: Vec<_> = written.iter().map(|cell| (cell.span().start, Cow::Borrowed(cell.get_ref()))).collect();
    if let Some(name) = row.get_ref().row {
        if values.is_empty() {
            return Err(source.at(row, "a named row needs the table's values"));
        }
        let numbers = values.iter().map(|column| CellEntry::number(CellKey::new(name, *column)));
        all.extend(numbers.map(|number| (row.span().start, Cow::Owned(number))));
    }
    Ok(all)
}

impl CellEntry {
    fn number(key: CellKey) -> CellEntry {
        CellEntry {
            text: None,
            note: String::new(),
            number: Some(key),
            across: 1,
            down: 1,
            align: CellAlign::Center,
            shaded: false,
            upright: false,
            measure: None,
        }
    }
}

impl Clone for CellEntry {
    fn clone(&self) -> CellEntry {
        CellEntry { text: self.text.clone(), note: self.note.clone(), ..*self }
    }
}

fn cell(
    source: &SourceLines<'_>,
    at: usize,
    row: usize,
    column: usize,
    entry: std::borrow::Cow<'_, CellEntry>,
    identities: &[Identity],
) -> Result<Cell, FormError> {
    let computed = |key: CellKey| identities.iter().any(|one| one.computes && one.right.contains(&key));
    let content = match (&entry.text, entry.number) {
        (Some(text), None) if entry.measure.is_none() => {
            CellContent::Label { text: text.clone(), note: entry.note.clone() }
        }
        (None, Some(key)) if entry.note.is_empty() => {
            let measure = entry.measure.unwrap_or(CellMeasure::Count);
            if computed(key) { CellContent::Total(key, measure) } else { CellContent::Input(key, measure) }
        }
        _ => return Err(source.error(at, "a cell has either text (with note) or number (with measure)")),
    };
    Ok(Cell {
        row,
        column,
        down: entry.down,
        across: entry.across,
        content,
        align: entry.align,
        shaded: entry.shaded,
        upright: entry.upright,
    })
}

/// Checks that the parts of the file refer to cells, sections and tables that exist.
///
/// # Errors
/// The first reference to something that the file does not have.
fn check_consistency(source: &SourceLines<'_>, form: &Form, read: &FormFile) -> Result<(), FormError> {
    let order: Vec<_> = form.sections.iter().map(|section| section.id).collect();
    if order != SectionId::ALL {
        return Err(source.error(0, "the six sections stand once each and in order"));
    }
    for spanned in &read.section {
        if spanned.get_ref().table.is_some_and(|name| form.table(name).is_none()) {
            return Err(source.at(spanned, "the section names a table that is not here"));
        }
    }
    for spanned in &read.table {
        let name = spanned.get_ref().name;
        if read.section.iter().filter(|section| section.get_ref().table == Some(name)).count() != 1 {
            return Err(source.at(spanned, "a table belongs to one section"));
        }
    }
    for kind in UnitKind::ALL {
        if form.deadline(kind).is_none() {
            return Err(source.error(0, format!("no deadline for {}", kind.word())));
        }
    }
    for spanned in &read.deadline {
        let entry = spanned.get_ref();
        if !(1..=12).contains(&entry.month) || !(1..=31).contains(&entry.day) {
            return Err(source.at(spanned, "a deadline is a month and a day"));
        }
    }
    for spanned in &read.group {
        let known = |row: &CellName| form.fields().any(|field| field.key.row == *row);
        if let Some(row) = spanned.get_ref().rows.iter().find(|row| !known(row)) {
            return Err(source.at(spanned, format!("the group names a row that is not here: {row}")));
        }
    }
    if let Some(spanned) = &read.rollup {
        let RollupRules { shared, apart } = spanned.get_ref();
        let known = |row: &CellName| form.fields().any(|field| field.key.row == *row);
        if let Some(row) = shared.iter().chain(apart).find(|row| !known(row)) {
            return Err(source.at(spanned, format!("the roll-up names a row that is not here: {row}")));
        }
    }
    for spanned in &read.identity {
        let rule = spanned.get_ref().rule;
        let cells =
            form.identities.iter().filter(|one| one.rule == rule).flat_map(|one| one.left.iter().chain(&one.right));
        if let Some(key) = cells.into_iter().find(|key| form.field(**key).is_none()) {
            return Err(source.at(spanned, format!("the identity names a cell that is not here: {key}")));
        }
        let totals = form.identities.iter().filter(|one| one.rule == rule && one.computes);
        if let Some(key) = totals.flat_map(|one| &one.right).find(|key| !is_well_founded(form, **key, 8)) {
            return Err(source.at(spanned, format!("the total {key} is computed from itself")));
        }
    }
    Ok(())
}

/// Whether the total `key` can be resolved to entered cells within `steps` sums.
fn is_well_founded(form: &Form, key: CellKey, steps: usize) -> bool {
    let parts = form.parts(key);
    parts.is_empty() || (steps > 0 && parts.iter().all(|part| is_well_founded(form, *part, steps - 1)))
}
