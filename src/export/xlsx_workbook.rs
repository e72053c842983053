//! The report's numbers as a workbook: each official table on a sheet of its own, totals and
//! identities as formulas, and a detail sheet with one row per number. Deterministic: fixed dates.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Workbook, Worksheet, XlsxError, utility,
};

pub use super::workbook_error::XlsxWriteError;
use super::{REVIEW_MARK, figure_sheet};
use crate::form::{Cell, CellAlign, CellContent, CellKey, Field, Form, Identity, Section, Table};
use crate::ooxml::package_seal;
use crate::report::{Number, Report};

/// The name of the detail sheet.
pub(crate) const FLAT: &str = "明细";
/// The columns of the detail sheet.
pub(crate) const HEADS: [&str; 8] = ["单位", "年度", "表", "行", "列", "数值", "注", "代码"];
/// Before the formulas of the identity.
pub(crate) const IDENTITY: &str = "勾稽核对：第一项＋第二项－第三项－第四项，应为 0";
/// The first row of a grid, from 0; above it are the titles of the report and of the section.
const TOP: u32 = 2;
/// Twips per unit of column width, which is about the width of a digit.
const WIDTH: u32 = 105;
pub(super) const SONG: &str = "宋体";

/// The workbook's bytes.
///
/// # Errors
///
/// The workbook cannot be written.
#[allow(dead_code, reason = "tests and benches write what is ready")]
pub fn write(form: &Form, report: &Report) -> Result<Vec<u8>, XlsxWriteError> {
    write_marked(form, report, false)
}

/// As [`write()`]; with `review_mark`, every printed page bears 送审稿.
///
/// # Errors
///
/// As [`write()`].
pub fn write_marked(form: &Form, report: &Report, review_mark: bool) -> Result<Vec<u8>, XlsxWriteError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_title(report.title_line(form))
        .set_author(report.unit.name.clone())
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let tables = || form.sections.iter().filter_map(|section| Some((section, form.table_of(section.id)?)));
    for (section, table) in tables() {
        SheetWriter { form, report, section, table }.write(book.add_worksheet())?;
    }
    flat(form, report, tables(), book.add_worksheet())?;
    if report.has_figures() {
        figure_sheet::write(form, report, book.add_worksheet())?;
    }
    if review_mark {
        for sheet in book.worksheets_mut() {
            sheet.set_header(format!("&R&16{REVIEW_MARK}"));
        }
    }
    Ok(package_seal::seal(book.save_to_buffer()?, package_seal::OFFICE)?)
}

/// The name of a section's sheet: its title, where a workbook takes it.
pub(super) fn sheet_name(section: &Section, table: &Table) -> String {
    let fits = section.title.chars().count() <= 31 && !section.title.contains(['[', ']', ':', '*', '?', '/', '\\']);
    if fits { section.title.clone() } else { table.name.to_string() }
}

/// A number as a spreadsheet holds it; `None` where it has more digits than a spreadsheet keeps.
/// The only place where a number of a report becomes a float: the file format has no other.
pub(super) fn float(number: Number) -> Option<f64> {
    let float: f64 = number.to_string().parse().ok()?;
    let exact = number.decimal()?.normalize().to_string();
    (float.to_string() == exact && exact.trim_start_matches(['-', '0', '.']).len() <= 16).then_some(float)
}

/// The row and the column of a cell in its sheet.
fn position(cell: &Cell) -> Option<(u32, u16)> {
    Some((u32::try_from(cell.row).ok()? + TOP, u16::try_from(cell.column).ok()?))
}

struct SheetWriter<'a> {
    form: &'a Form,
    report: &'a Report,
    section: &'a Section,
    table: &'a Table,
}

impl SheetWriter<'_> {
    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(sheet_name(self.section, self.table))?;
        // The cached result of a blank is blank, not zero, for programs that do not recalculate.
        sheet.set_formula_result_default("");
        let last = u16::try_from(self.table.column_count()).unwrap_or(1).saturating_sub(1);
        let head =
            Format::new().set_font_name(SONG).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let title = self.report.title_line(self.form);
        merged(sheet, (0, 0), (0, last), &title, &head.clone().set_font_size(16).set_bold().set_text_wrap())?;
        merged(sheet, (1, 0), (1, last), &self.section.title, &head.set_font_size(12).set_bold())?;
        sheet.set_row_height(0, 30)?;
        for (column, width) in (0_u16..).zip(&self.table.widths) {
            sheet.set_column_width(column, (*width / WIDTH).max(5))?;
        }
        for cell in &self.table.cells {
            self.cell(sheet, cell)?;
        }
        for (row, height) in (TOP..).zip(&self.table.heights) {
            let least = if *height > 0 { *height / 20 } else { 30 };
            sheet.set_row_height(row, least.max(18))?;
        }
        let below = TOP + u32::try_from(self.table.row_count()).unwrap_or(0);
        let below = self.identities(sheet, below)?;
        self.notes(sheet, below, last)?;
        // Each table on one page of A4; the wide one in landscape.
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 1).set_print_center_horizontally(true);
        if self.table.column_count() > self.table.row_count() {
            sheet.set_landscape();
        }
        if self.table.header_rows > 0 {
            let header = TOP + u32::try_from(self.table.header_rows).unwrap_or(0);
            sheet.set_repeat_rows(TOP, header.saturating_sub(1))?;
            sheet.set_freeze_panes(header, 0)?;
        }
        Ok(())
    }

    fn cell(&self, sheet: &mut Worksheet, cell: &Cell) -> Result<(), XlsxError> {
        let Some((row, column)) = position(cell) else { return Ok(()) };
        let format = self.format(cell);
        let down = u32::try_from(cell.down).unwrap_or(1).saturating_sub(1);
        let across = u16::try_from(cell.across).unwrap_or(1).saturating_sub(1);
        let label = cell.label();
        merged(sheet, (row, column), (row + down, column + across), &label, &format)?;
        let Some(field) = cell.key().and_then(|key| self.table.field(key)) else { return Ok(()) };
        let shown = self.report.numbers.shown(self.form, field.key);
        let format = format.set_num_format(number_format(shown));
        if let Some(formula) = self.sum(field) {
            let result = shown.map(|number| number.to_string()).unwrap_or_default();
            sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), &format)?;
            return Ok(());
        }
        match shown.map(|number| (number, float(number))) {
            Some((_, Some(float))) => sheet.write_number_with_format(row, column, float, &format)?,
            Some((number, None)) => sheet.write_string_with_format(row, column, number.to_string(), &format)?,
            None => sheet.write_blank(row, column, &format)?,
        };
        Ok(())
    }

    /// The formula of a total, blank where all its parts are; `None` for an entered number, and
    /// for a total that is stated otherwise or has parts that a spreadsheet cannot add.
    fn sum(&self, field: &Field) -> Option<String> {
        let parts = self.form.parts(field.key);
        let stated = self.report.numbers.stated(field.key).is_some();
        let exact = |key: &CellKey| self.report.numbers.shown(self.form, *key).is_none_or(|it| float(it).is_some());
        if parts.is_empty() || stated || !parts.iter().all(exact) || !exact(&field.key) {
            return None;
        }
        let ranges = self.ranges(parts)?;
        Some(format!("IF(COUNT({ranges})=0,\"\",SUM({ranges}))"))
    }

    /// Cells as ranges of a formula, neighbours joined.
    fn ranges(&self, keys: &[CellKey]) -> Option<String> {
        let mut ranges: Vec<((u32, u16), (u32, u16))> = Vec::new();
        for key in keys {
            let (row, column) = position(self.table.cells.get(self.table.field(*key)?.cell)?)?;
            match ranges.last_mut() {
                Some((first, last)) if first.1 == column && last.1 == column && last.0 + 1 == row => last.0 = row,
                Some((first, last)) if first.0 == row && last.0 == row && last.1 + 1 == column => last.1 = column,
                _ => ranges.push(((row, column), (row, column))),
            }
        }
        let name = |(first, last): &((u32, u16), (u32, u16))| match first == last {
            true => utility::row_col_to_cell(first.0, first.1),
            false => utility::cell_range(first.0, first.1, last.0, last.1),
        };
        Some(ranges.iter().map(name).collect::<Vec<_>>().join(","))
    }

    /// One row for the identities that the form states between entered numbers: each column's
    /// difference, zero where it holds. Returns the next free row.
    fn identities(&self, sheet: &mut Worksheet, row: u32) -> Result<u32, XlsxError> {
        let of_table = |identity: &&Identity| {
            !identity.computes
                && identity.left.iter().chain(&identity.right).all(|key| self.table.field(*key).is_some())
        };
        let mut first_column = None;
        let format = Format::new().set_font_name(SONG).set_font_size(10).set_align(FormatAlign::Center);
        let format = format.set_align(FormatAlign::VerticalCenter).set_border(FormatBorder::Dashed);
        let mut last_column = 0;
        for identity in self.form.identities.iter().filter(of_table) {
            let (Some(left), Some(right)) = (self.ranges(&identity.left), self.ranges(&identity.right)) else {
                continue;
            };
            let cell = identity.left.first().and_then(|key| self.table.cells.get(self.table.field(*key)?.cell));
            let Some((_, column)) = cell.and_then(position) else { continue };
            let formula = Formula::new(format!("SUM({left})-SUM({right})")).set_result(self.difference(identity));
            sheet.write_formula_with_format(row, column, formula, &format)?;
            first_column = Some(first_column.map_or(column, |first: u16| first.min(column)));
            last_column = last_column.max(column);
        }
        let Some(first) = first_column else { return Ok(row) };
        let words = IDENTITY;
        if first > 0 {
            merged(sheet, (row, 0), (row, first - 1), words, &format.set_text_wrap())?;
        }
        let wrong = Format::new().set_font_color(Color::RGB(0x9c_00_06)).set_background_color(Color::RGB(0xff_c7_ce));
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::NotEqualTo(0)).set_format(wrong);
        sheet.add_conditional_format(row, first, row, last_column, &rule)?;
        Ok(row + 1)
    }

    /// Left minus right, blanks as nothing.
    fn difference(&self, identity: &Identity) -> String {
        let sum = |keys: &[CellKey]| -> i128 {
            let counts = keys.iter().filter_map(|key| match self.report.numbers.shown(self.form, *key)? {
                Number::Count(count) => Some(i128::from(count)),
                Number::Change(_) | Number::Amount(_) => None,
            });
            counts.sum()
        };
        (sum(&identity.left) - sum(&identity.right)).to_string()
    }

    fn notes(&self, sheet: &mut Worksheet, mut row: u32, last: u16) -> Result<(), XlsxError> {
        let format = Format::new().set_font_name(SONG).set_font_size(10).set_text_wrap();
        for field in &self.table.fields {
            let Some(note) = self.report.notes.get(&field.key) else { continue };
            let heads = [field.row_heads.last(), field.column_heads.last()];
            let heads: Vec<_> = heads.into_iter().flatten().map(String::as_str).collect();
            let text = format!("注：{}：{note}", heads.join("，"));
            merged(sheet, (row, 0), (row, last), &text, &format)?;
            row += 1;
        }
        Ok(())
    }

    fn format(&self, cell: &Cell) -> Format {
        let format = Format::new().set_font_name(SONG).set_font_size(10).set_border(FormatBorder::Thin);
        let format = format.set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let format = match cell.align {
            CellAlign::Center => format.set_align(FormatAlign::Center),
            CellAlign::Left => format.set_align(FormatAlign::Left),
            CellAlign::Justify => format.set_align(FormatAlign::Justify),
        };
        let format = if cell.upright { format.set_rotation(270) } else { format };
        let format = if cell.shaded { format.set_background_color(Color::RGB(self.form.band)) } else { format };
        // Text that begins like a formula remains text when it is edited.
        let formula =
            matches!(&cell.content, CellContent::Label { text, .. } if text.starts_with(['=', '+', '-', '@']));
        if formula { format.set_quote_prefix() } else { format }
    }
}

/// The number format with as many decimal places as the number was entered with.
pub(super) fn number_format(number: Option<Number>) -> String {
    match number {
        Some(Number::Amount(amount)) if amount.scale() > 0 => {
            format!("0.{}", "0".repeat(usize::try_from(amount.scale()).unwrap_or(0)))
        }
        _ => "0".to_owned(),
    }
}

/// Text in a rectangle of cells; a single cell is not merged.
pub(super) fn merged(
    sheet: &mut Worksheet,
    from: (u32, u16),
    to: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = as_text(text);
    if from == to {
        sheet.write_string_with_format(from.0, from.1, text, format)?;
    } else {
        sheet.merge_range(from.0, from.1, to.0, to.1, &text, format)?;
    }
    Ok(())
}

/// Text that a cell can hold: without control characters, and no longer than a cell may be.
pub(super) fn as_text(text: &str) -> String {
    const LONGEST: usize = 32_767;
    let plain = text.chars().filter(|one| !one.is_control() || matches!(one, '\t' | '\n'));
    let mut units = 0;
    plain
        .take_while(|one| {
            units += one.len_utf16();
            units <= LONGEST
        })
        .collect()
}

/// The detail sheet: every number in a row of its own, linked by a formula to its cell in the grid.
fn flat<'a>(
    form: &Form,
    report: &Report,
    tables: impl Iterator<Item = (&'a Section, &'a Table)>,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.set_name(FLAT)?;
    sheet.set_formula_result_default("");
    let plain = Format::new().set_font_name(SONG).set_font_size(10).set_quote_prefix();
    let number = Format::new().set_font_name(SONG).set_font_size(10);
    let head = Format::new().set_font_name(SONG).set_font_size(10).set_bold();
    for ((column, head_text), width) in (0_u16..).zip(HEADS).zip([24, 8, 34, 46, 34, 14, 24, 34]) {
        sheet.write_string_with_format(0, column, head_text, &head)?;
        sheet.set_column_width(column, width)?;
    }
    let mut row = 1;
    for (section, table) in tables {
        let name = sheet_name(section, table).replace('\'', "''");
        for field in &table.fields {
            let Some((there, column)) = table.cells.get(field.cell).and_then(position) else { continue };
            let shown = report.numbers.shown(form, field.key);
            let cell = format!("'{name}'!{}", utility::row_col_to_cell(there, column));
            let formula = Formula::new(format!("IF({cell}=\"\",\"\",{cell})"));
            let formula = formula.set_result(shown.map(|it| it.to_string()).unwrap_or_default());
            let note = report.notes.get(&field.key).map(String::as_str).unwrap_or_default();
            let (rows, columns, code) =
                (field.row_heads.join("/"), field.column_heads.join("/"), field.key.to_string());
            let texts =
                [(0, report.unit.name.as_str()), (2, &section.title), (3, &rows), (4, &columns), (6, note), (7, &code)];
            for (column, text) in texts {
                sheet.write_string_with_format(row, column, as_text(text), &plain)?;
            }
            match report.year {
                0 => sheet.write_blank(row, 1, &number)?,
                year => sheet.write_number_with_format(row, 1, year, &number)?,
            };
            let format = number.clone().set_num_format(number_format(shown));
            sheet.write_formula_with_format(row, 5, formula, &format)?;
            row += 1;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.autofilter(0, 0, row.saturating_sub(1), 7)?;
    Ok(())
}
