//! The workbook of Excel 2003 in one XML file (SpreadsheetML), which servers write as .xls and Excel saves as
//! "XML spreadsheet" → its sheets. Must not know the form or a report.

use std::collections::BTreeMap;

use super::sheet_extras;
use super::workbook::{WorkbookCell, WorkbookSheet, plain};
use super::workbook_reader::read_sheets;
use crate::import::remark::OmittedContent;
use crate::import::{Imported, ReadError};
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlReader};

/// The first characters of a file in which its namespace must be.
const WITHIN: usize = 4096;
/// The longest name of a sheet that is kept, in characters.
const NAME: usize = 255;
/// The namespace of its elements.
const SPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// Whether a text is such a workbook.
pub(in crate::import) fn is_spreadsheet_2003(text: &str) -> bool {
    let head: String = text.chars().take(WITHIN).collect();
    head.contains(SPACE) && head.contains("Workbook")
}

/// Reads one into a report.
///
/// # Errors
///
/// The XML is damaged or exceeds a limit.
pub(in crate::import) fn read_spreadsheet_2003(text: &str) -> Result<Imported, ReadError> {
    let mut reader = SpreadsheetReader { xml: XmlReader::new("", text.as_bytes()), cells: 0 };
    let mut sheets = Vec::new();
    while let Some(event) = reader.xml.event()? {
        if let XmlEvent::Open(element) = event
            && element.name == "Worksheet"
        {
            Limit::Entries.check(sheets.len())?;
            sheets.push(reader.sheet(&element)?);
        }
    }
    read_sheets(&sheets)
}

struct SpreadsheetReader<'a> {
    xml: XmlReader<&'a [u8]>,
    /// The cells of all sheets so far.
    cells: usize,
}

impl SpreadsheetReader<'_> {
    /// The sheet whose element was opened last.
    fn sheet(&mut self, element: &XmlElement) -> Result<WorkbookSheet, ReadError> {
        let name = element.attribute("Name").unwrap_or_default().chars().take(NAME).collect();
        let mut sheet = WorkbookSheet { name, is_hidden: false, extras: Vec::new(), cells: BTreeMap::new() };
        while let Some(element) = self.xml.child()? {
            match element.name.as_str() {
                "Table" => self.table(&mut sheet)?,
                "WorksheetOptions" => sheet.is_hidden = self.is_hidden()?,
                _ => self.xml.skip()?,
            }
        }
        Ok(sheet)
    }

    fn is_hidden(&mut self) -> Result<bool, ReadError> {
        let mut is_hidden = false;
        while let Some(element) = self.xml.child()? {
            if element.name == "Visible" {
                is_hidden = self.words()?.contains("Hidden");
            } else {
                self.xml.skip()?;
            }
        }
        Ok(is_hidden)
    }

    fn table(&mut self, sheet: &mut WorkbookSheet) -> Result<(), ReadError> {
        let mut row = 0_usize;
        while let Some(element) = self.xml.child()? {
            if element.name != "Row" {
                self.xml.skip()?;
                continue;
            }
            row = place(&element).unwrap_or(row);
            let mut column = 0_usize;
            while let Some(element) = self.xml.child()? {
                if element.name != "Cell" {
                    self.xml.skip()?;
                    continue;
                }
                column = place(&element).unwrap_or(column);
                let cell = self.cell(&element, sheet)?;
                if !cell.text.is_empty() || cell.formula.is_some() {
                    self.cells += 1;
                    Limit::Cells.check(self.cells)?;
                    sheet.cells.insert((row, column), cell);
                }
                column = column.saturating_add(1).saturating_add(number(&element, "MergeAcross").unwrap_or(0));
            }
            // Rows that are alike and empty are one element.
            row = row.saturating_add(1).saturating_add(number(&element, "Span").unwrap_or(0));
        }
        Ok(())
    }

    /// The cell whose element was opened last; its comment goes to the sheet's list.
    fn cell(&mut self, element: &XmlElement, sheet: &mut WorkbookSheet) -> Result<WorkbookCell, ReadError> {
        let formula = element.attribute("Formula").map(|formula| formula.trim_start_matches('=').to_owned());
        let mut cell = WorkbookCell { text: String::new(), formula };
        while let Some(inner) = self.xml.child()? {
            match inner.name.as_str() {
                "Data" => {
                    let is_number = inner.attribute("Type") == Some("Number");
                    let words = self.words()?;
                    cell.text = if is_number { plain(&words) } else { words };
                }
                "Comment" => {
                    let words = self.words()?;
                    sheet_extras::push(&mut sheet.extras, OmittedContent::Comment, words.trim());
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(cell)
    }

    /// The text within the element that was opened last, whatever elements form it.
    fn words(&mut self) -> Result<String, ReadError> {
        let (mut words, mut inside) = (String::new(), 1_usize);
        while inside > 0 {
            match self.xml.event()? {
                Some(XmlEvent::Open(_)) => inside += 1,
                Some(XmlEvent::Close(..)) => inside -= 1,
                Some(XmlEvent::Text(text)) => {
                    words.push_str(&text);
                    Limit::Text.check(words.len())?;
                }
                None => break,
            }
        }
        Ok(words)
    }
}

/// The row or column that an element names, counted from 0.
fn place(element: &XmlElement) -> Option<usize> {
    number(element, "Index")?.checked_sub(1)
}

fn number(element: &XmlElement, attribute: &str) -> Option<usize> {
    element.attribute(attribute)?.parse().ok()
}
