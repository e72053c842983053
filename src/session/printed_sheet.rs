//! A sheet about a report, such as what its check found: a title, text and plain tables, on pages
//! of the report's own style or as text. Knows no finding.

use super::export::{ExportError, PrintOptions, pages, print};
use crate::export;
use crate::form::{Cell, CellAlign, CellContent, CellName, Form, Section, SectionId, Table};
use crate::report::Report;
use crate::richtext::RichText;

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrintedSheet {
    /// The title.
    pub title: String,
    /// The text under it.
    pub text: RichText,
    /// Tables after the text, at most six.
    pub tables: Vec<SheetTable>,
}

/// A table of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetTable {
    /// Its title.
    pub title: String,
    /// Widths of the columns in relation to each other.
    pub widths: Vec<u32>,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The rows under the heads. A blank cell in a column of `tall` belongs to the one above it.
    pub rows: Vec<Vec<String>>,
    /// Columns whose cells reach down over blank ones.
    pub tall: Vec<usize>,
    /// Columns whose words stand at the left.
    pub left: Vec<usize>,
}

impl PrintedSheet {
    /// The sheet as PDF, on the pages of `report`'s form.
    ///
    /// # Errors
    ///
    /// The pages cannot be written as PDF; see [`ExportError`].
    pub fn pdf(&self, form: &Form, report: &Report) -> Result<Vec<u8>, ExportError> {
        let (bare, sheet) = self.as_report(form, report);
        let printing = PrintOptions::plain()?;
        let mut paper = pages(&bare, &sheet, &printing);
        // The sheet is about a report and is none.
        paper.about.digest = None;
        print(&paper, &printing)
    }

    /// The sheet as a document for Word and WPS.
    ///
    /// # Errors
    ///
    /// The document cannot be put together; see [`ExportError`].
    pub fn docx(&self, form: &Form, report: &Report) -> Result<Vec<u8>, ExportError> {
        let (bare, sheet) = self.as_report(form, report);
        Ok(export::docx::write_sheet(&bare, &sheet)?)
    }

    /// The sheet as a form with words for cells and a report that follows it.
    fn as_report(&self, form: &Form, report: &Report) -> (Form, Report) {
        let named = self.tables.iter().zip(SectionId::ALL).zip(NAMES);
        let named: Vec<(&SheetTable, SectionId, CellName)> = named.map(|((grid, id), name)| (grid, id, name)).collect();
        let bare = Form {
            sections: named.iter().map(|(grid, id, name)| section(grid, *id, *name)).collect(),
            tables: named.iter().map(|(grid, _, name)| grid.table(*name)).collect(),
            identities: Vec::new(),
            ..form.clone()
        };
        let mut sheet = Report::new(report.unit.name.clone(), report.unit.kind, report.year);
        sheet.title = Some(self.title.clone());
        sheet.preface = self.text.clone();
        (bare, sheet)
    }

    /// The sheet as plain text; columns are parted by tabulators.
    pub fn plain(&self) -> String {
        let mut page = format!("{}\n\n{}\n", self.title, self.text.text());
        for grid in &self.tables {
            page += &format!("\n{}\n{}\n", grid.title, grid.heads.join("\t"));
            grid.rows.iter().for_each(|row| page += &(row.join("\t") + "\n"));
        }
        page
    }
}

/// What the tables are called inside; nobody reads it.
const NAMES: [CellName; 6] = [
    CellName::literal("first"),
    CellName::literal("second"),
    CellName::literal("third"),
    CellName::literal("fourth"),
    CellName::literal("fifth"),
    CellName::literal("sixth"),
];

fn section(grid: &SheetTable, id: SectionId, name: CellName) -> Section {
    let title = grid.title.clone();
    Section { id, title, guide: String::new(), table: Some(name), limit: None, aspects: Vec::new() }
}

impl SheetTable {
    fn table(&self, name: CellName) -> Table {
        let heads = self.heads.iter().enumerate().map(|(column, words)| label(0, column, 1, words, CellAlign::Center));
        let mut cells: Vec<Cell> = heads.collect();
        for (row, words) in self.rows.iter().enumerate() {
            for (column, words) in words.iter().enumerate() {
                let tall = self.tall.contains(&column);
                if tall && words.is_empty() && row > 0 {
                    continue;
                }
                let under = self.rows.iter().skip(row + 1);
                let under = under.take_while(|row| tall && row.get(column).is_some_and(String::is_empty));
                let align = if self.left.contains(&column) { CellAlign::Left } else { CellAlign::Center };
                cells.push(label(row + 1, column, 1 + under.count(), words, align));
            }
        }
        Table {
            name,
            widths: self.widths.clone(),
            heights: vec![0; self.rows.len() + 1],
            header_rows: 1,
            cells,
            fields: Vec::new(),
        }
    }
}

fn label(row: usize, column: usize, down: usize, words: &str, align: CellAlign) -> Cell {
    let content = CellContent::Label { text: words.to_owned(), note: String::new() };
    Cell { row, column, down, across: 1, content, align, shaded: row == 0, upright: false }
}
