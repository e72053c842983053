//! The sum of many reports as a workbook: a sheet for each table with a row for each unit, sums and totals as
//! formulas with their results, then a sheet of all files and what each of them counts as. Deterministic: fixed
//! dates.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError, utility,
};

use super::xlsx_workbook::{SONG, XlsxWriteError, as_text, float, merged, number_format, sheet_name};
use crate::form::{CellKey, Field, Form, Section, Table};
use crate::ooxml::package_seal;
use crate::report::{CellNumbers, Number};
use crate::rollup::{Rollup, RollupMember, RollupScope};

/// The name of the sheet of files.
const FILES: &str = "文件";
/// The columns before the numbers.
const BEFORE: [&str; 4] = ["单位", "级别", "表内错误", "文件"];
/// The first column of numbers.
const FIRST: u16 = 4;
/// The first row of units, below the title and two rows of heads.
const TOP: u32 = 3;
const OWN: &str = "本级";
const BELOW: &str = "下级";

/// By what a workbook of a sum is known again: it is no report of a unit.
pub(crate) const MARK: &str = "nianbao-rollup";

/// The workbook's bytes. `files` are the rows of the sheet of files, the first of them its heads.
///
/// # Errors
///
/// The workbook cannot be written.
pub fn write(form: &Form, rollup: &Rollup, title: &str, files: &[Vec<String>]) -> Result<Vec<u8>, XlsxWriteError> {
    let mut book = Workbook::new();
    let unit = rollup.options.unit.clone().unwrap_or_default();
    let properties = DocProperties::new()
        .set_title(title)
        .set_author(unit)
        .set_keywords(MARK)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let (own, below): (Vec<&RollupMember>, Vec<&RollupMember>) =
        rollup.counted().partition(|member| RollupScope::Own.has(member.kind));
    let sum_of = |members: &[&RollupMember]| {
        let members: Vec<RollupMember> = members.iter().map(|member| (*member).clone()).collect();
        rollup.counting(members).numbers(form)
    };
    let (own_sum, all_sum) = (sum_of(&own), rollup.numbers(form));
    for section in &form.sections {
        let Some(table) = form.table_of(section.id) else { continue };
        let sheet = SumSheet { form, rollup, section, table, own: &own, below: &below };
        sheet.write(book.add_worksheet(), title, (&own_sum, &all_sum))?;
    }
    list(book.add_worksheet(), files)?;
    Ok(package_seal::seal(book.save_to_buffer()?, package_seal::OFFICE)?)
}

struct SumSheet<'a> {
    form: &'a Form,
    rollup: &'a Rollup,
    section: &'a Section,
    table: &'a Table,
    own: &'a [&'a RollupMember],
    below: &'a [&'a RollupMember],
}

impl SumSheet<'_> {
    fn write(
        &self,
        sheet: &mut Worksheet,
        title: &str,
        (own_sum, all_sum): (&CellNumbers, &CellNumbers),
    ) -> Result<(), XlsxError> {
        sheet.set_name(sheet_name(self.section, self.table))?;
        sheet.set_formula_result_default("");
        self.heads(sheet, title)?;
        let mut row = TOP;
        for member in self.own.iter().chain(self.below) {
            self.unit(sheet, row, member)?;
            row += 1;
        }
        let units = |count: usize| u32::try_from(count).unwrap_or(0);
        let own_end = TOP + units(self.own.len());
        // 本级 and 全辖 are two results.
        if !self.own.is_empty() && !self.below.is_empty() {
            self.sum(sheet, row, "本级合计", (TOP, own_end - 1), own_sum)?;
            row += 1;
        }
        let label = match (self.rollup.options.scope, self.below.is_empty()) {
            (RollupScope::Own, _) => "本级合计",
            (RollupScope::All, true) => "合计",
            (RollupScope::All, false) => "全辖合计",
        };
        let end = own_end + units(self.below.len());
        if end > TOP {
            self.sum(sheet, row, label, (TOP, end - 1), all_sum)?;
        }
        sheet.set_freeze_panes(TOP, 1)?;
        sheet.set_paper_size(8).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(1, 2)?;
        Ok(())
    }

    fn heads(&self, sheet: &mut Worksheet, title: &str) -> Result<(), XlsxError> {
        let head = plain().set_bold().set_align(FormatAlign::Center).set_text_wrap();
        let name = Format::new().set_font_name(SONG).set_font_size(14).set_bold();
        sheet.write_string_with_format(0, 0, as_text(&format!("{title} {}", self.section.title)), &name)?;
        for (column, words) in (0_u16..).zip(BEFORE) {
            merged(sheet, (1, column), (2, column), words, &head)?;
        }
        let columns: Vec<(u16, &Field)> = (FIRST..).zip(&self.table.fields).collect();
        for same in columns.chunk_by(|(_, one), (_, next)| outer(one) == outer(next)) {
            let (Some((from, field)), Some((to, _))) = (same.first(), same.last()) else { continue };
            merged(sheet, (1, *from), (1, *to), &outer(field), &head)?;
        }
        for (column, field) in &columns {
            let words = field.column_heads.last().map(String::as_str).unwrap_or_default();
            merged(sheet, (2, *column), (2, *column), words, &head)?;
            sheet.set_column_width(*column, 9)?;
        }
        sheet.set_column_width(0, 26)?.set_column_width(3, 30)?;
        sheet.set_row_height(1, 60)?;
        Ok(())
    }

    fn unit(&self, sheet: &mut Worksheet, row: u32, member: &RollupMember) -> Result<(), XlsxError> {
        let text = plain().set_quote_prefix();
        let level = if RollupScope::Own.has(member.kind) { OWN } else { BELOW };
        sheet.write_string_with_format(row, 0, as_text(&member.unit), &text)?;
        sheet.write_string_with_format(row, 1, level, &plain())?;
        sheet.write_number_with_format(row, 2, f64::from(u32::try_from(member.table_errors).unwrap_or(0)), &plain())?;
        sheet.write_string_with_format(row, 3, as_text(&member.file), &text)?;
        // What the unit's cells add up to; a total that its text states otherwise stands as a number.
        let mut entered = CellNumbers::default();
        for field in self.form.fields().filter(|field| !field.total) {
            entered.set(field.key, self.rollup.part(self.form, member, field));
        }
        for (column, field) in (FIRST..).zip(&self.table.fields) {
            let shown = member.values.get(field.number).copied().flatten();
            let adds = self.rollup.adds(self.form, member, field);
            let format = plain().set_num_format(number_format(shown));
            let computed = entered.computed(self.form, field.key);
            match (self.total(field, row), shown) {
                _ if !adds => {
                    // Shown, but as text, which no sum adds.
                    let words = shown.map(|number| format!("（{number}）")).unwrap_or_default();
                    sheet.write_string_with_format(row, column, words, &plain())?;
                }
                (Some(formula), shown) if shown == computed => {
                    let result = shown.map(|number| number.to_string()).unwrap_or_default();
                    sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), &format)?;
                }
                (_, shown) => number(sheet, row, column, shown, &format)?,
            }
        }
        Ok(())
    }

    /// The row of sums over the rows from one to another.
    fn sum(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        label: &str,
        (from, to): (u32, u32),
        sums: &CellNumbers,
    ) -> Result<(), XlsxError> {
        let bold = plain().set_bold();
        sheet.write_string_with_format(row, 0, label, &bold)?;
        for column in 1..FIRST {
            sheet.write_blank(row, column, &bold)?;
        }
        for (column, field) in (FIRST..).zip(&self.table.fields) {
            let result = sums.shown(self.form, field.key);
            let format = bold.clone().set_num_format(number_format(result));
            let range = utility::cell_range(from, column, to, column);
            let formula = self.total(field, row).unwrap_or_else(|| format!("IF(COUNT({range})=0,\"\",SUM({range}))"));
            if result.is_some_and(|number| float(number).is_none()) {
                number(sheet, row, column, result, &format)?;
                continue;
            }
            let result = result.map(|number| number.to_string()).unwrap_or_default();
            sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), &format)?;
        }
        Ok(())
    }

    /// The formula of a total of this row; `None` for an entered cell.
    fn total(&self, field: &Field, row: u32) -> Option<String> {
        let parts = self.form.parts(field.key);
        let columns: Option<Vec<u16>> = parts.iter().map(|key| self.column(*key)).collect();
        let columns = columns.filter(|columns| !columns.is_empty())?;
        let ranges: Vec<String> = columns
            .chunk_by(|one, next| one + 1 == *next)
            .filter_map(|run| Some(utility::cell_range(row, *run.first()?, row, *run.last()?)))
            .collect();
        let ranges = ranges.join(",");
        Some(format!("IF(COUNT({ranges})=0,\"\",SUM({ranges}))"))
    }

    fn column(&self, key: CellKey) -> Option<u16> {
        let at = self.table.fields.iter().position(|field| field.key == key)?;
        u16::try_from(at).ok()?.checked_add(FIRST)
    }
}

/// The heads that neighbouring columns have in common.
fn outer(field: &Field) -> String {
    let of_columns = || field.column_heads.split_last().map(|(_, outer)| outer.join("/")).unwrap_or_default();
    if field.row_heads.is_empty() { of_columns() } else { field.row_heads.join("/") }
}

fn plain() -> Format {
    Format::new().set_font_name(SONG).set_font_size(10).set_border(FormatBorder::Thin)
}

fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    shown: Option<Number>,
    format: &Format,
) -> Result<(), XlsxError> {
    match shown.map(|number| (number, float(number))) {
        Some((_, Some(float))) => sheet.write_number_with_format(row, column, float, format)?,
        Some((number, None)) => sheet.write_string_with_format(row, column, number.to_string(), format)?,
        None => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

fn list(sheet: &mut Worksheet, files: &[Vec<String>]) -> Result<(), XlsxError> {
    sheet.set_name(FILES)?;
    for (row, cells) in (0_u32..).zip(files) {
        let format = if row == 0 { plain().set_bold() } else { plain().set_quote_prefix() };
        for (column, words) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(row, column, as_text(words), &format)?;
        }
    }
    sheet.set_column_width(0, 40)?.set_column_width(1, 26)?.set_column_width(3, 50)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}
