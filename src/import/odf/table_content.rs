//! Tables of text documents as rows, tables of spreadsheets as sheets. A position that a merged cell covers
//! is empty; repeated rows and cells (ISO/IEC 26300 §19.675, §19.679) are written out where they hold
//! something.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::content_reader::{ListPlace, OdfReader};
use crate::import::ReadError;
use crate::import::remark::OmittedContent;
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::import::xlsx::{self, WorkbookCell, WorkbookSheet};
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlReader};

/// The longest name of a sheet that is kept, in characters.
const NAME: usize = 255;
/// The most columns of a table that a repeated or merged cell fills.
const ACROSS: usize = 1_000;
/// How often a row that holds something may be repeated.
const REPEATED: usize = 1_000;

/// A cell with what stands in it.
struct OdfCell {
    blocks: Vec<SourceBlock>,
    /// The text of a sheet's cell: numbers without a format.
    text: String,
    formula: Option<String>,
    across: usize,
    repeated: usize,
}

impl OdfReader {
    /// A table of a text document as rows.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn table<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        into: &mut Vec<SourceBlock>,
    ) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "table-row" => {
                    self.line += 1;
                    Limit::Cells.check(self.line)?;
                    let number = self.line;
                    let row = self.row(xml)?;
                    flatten(number, row, into);
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.table(xml, into)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn row<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<Vec<OdfCell>, ReadError> {
        let mut cells = Vec::new();
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "table-cell" => cells.push(self.cell(xml, &element)?),
                // What a merged cell covers is not shown.
                "covered-table-cell" => {
                    let words = self.words(xml)?;
                    if !words.is_empty() {
                        self.leave_out(OmittedContent::Hidden, &words);
                    }
                    let repeated = times(&element, "number-columns-repeated");
                    cells.push(OdfCell { blocks: Vec::new(), text: String::new(), formula: None, across: 1, repeated });
                }
                _ => xml.skip()?,
            }
        }
        Ok(cells)
    }

    fn cell<R: BufRead>(&mut self, xml: &mut XmlReader<R>, element: &XmlElement) -> Result<OdfCell, ReadError> {
        self.cells = self.cells.saturating_add(1);
        Limit::Cells.check(self.cells)?;
        let mut blocks = Vec::new();
        let line = self.line;
        self.nodes(xml, &ListPlace::default(), &mut blocks)?;
        self.line = line;
        let shown = blocks.iter().map(SourceBlock::text).collect::<Vec<_>>().join(" ");
        let is_number = matches!(element.attribute("value-type"), Some("float" | "currency"));
        let value = element.attribute("value").filter(|_| is_number).map(xlsx::plain);
        let formula = element.attribute("formula");
        // A formula whose result was not written down has no value type.
        let is_open = formula.is_some() && element.attribute("value-type").is_none();
        let text = if is_open { String::new() } else { value.unwrap_or(shown) };
        Ok(OdfCell {
            blocks,
            text: text.trim().to_owned(),
            formula: formula.map(|formula| formula.chars().take(ACROSS).collect()),
            across: times(element, "number-columns-spanned"),
            repeated: times(element, "number-columns-repeated"),
        })
    }

    /// The sheets of a spreadsheet.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn sheets<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<Vec<WorkbookSheet>, ReadError> {
        let mut sheets = Vec::new();
        while let Some(element) = xml.child()? {
            if element.name != "table" {
                xml.skip()?;
                continue;
            }
            Limit::Entries.check(sheets.len())?;
            let name: String = element.attribute("name").unwrap_or_default().chars().take(NAME).collect();
            let is_hidden = element.attribute("style-name").is_some_and(|style| self.hidden.contains(style));
            let mut sheet = WorkbookSheet { name, is_hidden, extras: Vec::new(), cells: BTreeMap::new() };
            self.line = 0;
            self.sheet_rows(xml, &mut sheet)?;
            sheets.push(sheet);
        }
        Ok(sheets)
    }

    fn sheet_rows<R: BufRead>(&mut self, xml: &mut XmlReader<R>, sheet: &mut WorkbookSheet) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "table-row" => {
                    let row = self.row(xml)?;
                    let repeated = times(&element, "number-rows-repeated");
                    let holds = row.iter().any(|cell| !cell.text.is_empty() || cell.formula.is_some());
                    for _ in 0..if holds { repeated.min(REPEATED) } else { 0 } {
                        self.enter_row(&row, sheet)?;
                        self.line += 1;
                    }
                    if !holds {
                        self.line = self.line.saturating_add(repeated);
                    }
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.sheet_rows(xml, sheet)?,
                "shapes" => {
                    self.leave_out(OmittedContent::Object, "");
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn enter_row(&mut self, row: &[OdfCell], sheet: &mut WorkbookSheet) -> Result<(), ReadError> {
        let mut column = 0_usize;
        for cell in row {
            if !cell.text.is_empty() || cell.formula.is_some() {
                for at in column..column.saturating_add(cell.repeated.min(ACROSS)) {
                    self.cells = self.cells.saturating_add(1);
                    Limit::Cells.check(self.cells)?;
                    self.spend(&cell.text)?;
                    let own = WorkbookCell { text: cell.text.clone(), formula: cell.formula.clone() };
                    sheet.cells.insert((self.line, at), own);
                }
            }
            // The cells that a merged one covers come as covered cells.
            column = column.saturating_add(cell.repeated);
        }
        Ok(())
    }
}

/// A row of a text document; one with a single filled cell is a frame around text.
fn flatten(number: usize, row: Vec<OdfCell>, into: &mut Vec<SourceBlock>) {
    let filled = row.iter().filter(|cell| !cell.blocks.is_empty()).count();
    let is_number = |cell: &OdfCell| cell.text.starts_with(|one: char| one.is_ascii_digit());
    if filled == 1 && !(row.len() > 3 && row.iter().any(is_number)) {
        into.extend(row.into_iter().flat_map(|cell| cell.blocks));
        return;
    }
    let mut texts = Vec::new();
    let mut inner = Vec::new();
    for cell in row {
        let mut words = Vec::new();
        for block in cell.blocks {
            match block.content {
                BlockContent::Text(line) => words.push(line.text().trim().to_owned()),
                BlockContent::Row(_) => inner.push(block),
            }
        }
        let text = words.join(" ");
        let count = if text.is_empty() { cell.repeated.min(ACROSS) } else { cell.repeated.min(cell.across.max(1)) };
        texts.extend(std::iter::repeat_n(text, count.max(1)));
        if texts.len() > ACROSS {
            break;
        }
    }
    if filled > 0 {
        into.push(SourceBlock { line: number, content: BlockContent::Row(texts) });
    }
    into.extend(inner);
}

/// How many rows or columns an attribute names, at least one.
fn times(element: &XmlElement, attribute: &str) -> usize {
    element.attribute(attribute).and_then(|count| count.parse().ok()).unwrap_or(1_usize).max(1)
}
