//! Tables of text documents as rows, tables of spreadsheets as sheets. A position that a merged cell covers
//! is empty; repeated rows and cells (ISO/IEC 26300 §19.675, §19.679) are written out where they hold
//! something.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::content_reader::{ListPlace, OdfNode, OdfReader};
use crate::import::ReadError;
use crate::import::remark::OmittedContent;
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::import::source_table::{SourceTable, SourceTableCell, SourceTableRow};
use crate::import::xlsx::{self, WorkbookCell, WorkbookSheet};
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlElement, XmlReader};

/// The longest name of a sheet that is kept, in characters.
const NAME: usize = 255;
/// The most columns of a table that a repeated or merged cell fills.
const ACROSS: usize = 1_000;
/// How often a row that holds something may be repeated.
const REPEATED: usize = 1_000;

/// A row of a table with its number.
pub(super) struct OdfRow {
    line: usize,
    header: bool,
    cells: Vec<OdfCell>,
}

/// A cell with what stands in it.
struct OdfCell {
    nodes: Vec<OdfNode>,
    /// The text of a sheet's cell: numbers without a format. Empty in a text document.
    text: String,
    /// Whether what it shows begins with a digit.
    begins_with_digit: bool,
    formula: Option<String>,
    across: usize,
    down: usize,
    /// Whether another cell covers it.
    is_covered: bool,
    repeated: usize,
}

impl OdfReader {
    /// A table of a text document; one in which nothing stands is left out.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn table<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        into: &mut Vec<OdfNode>,
    ) -> Result<(), ReadError> {
        let (mut rows, first) = (Vec::new(), self.line + 1);
        self.comments.tables.push((self.comments.count, 0, 0));
        self.comments.count += 1;
        self.rows(xml, false, &mut rows)?;
        self.comments.tables.pop();
        // What follows has a number behind all that stands in cells.
        self.line = self.line.max(std::mem::take(&mut self.last_in_cell));
        if !rows.is_empty() {
            into.push(OdfNode::Table(rows, (first, self.line)));
        }
        Ok(())
    }

    fn rows<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        header: bool,
        into: &mut Vec<OdfRow>,
    ) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "table-row" => {
                    self.line += 1;
                    Limit::Cells.check(self.line)?;
                    let line = self.line;
                    let cells = self.row(xml, false)?;
                    if let Some((_, row, column)) = self.comments.tables.last_mut() {
                        (*row, *column) = (*row + 1, 0);
                    }
                    if cells.iter().any(|cell| !cell.nodes.is_empty()) {
                        into.push(OdfRow { line, header, cells });
                    }
                }
                "table-header-rows" => self.rows(xml, true, into)?,
                "table-rows" | "table-row-group" => self.rows(xml, header, into)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn row<R: BufRead>(&mut self, xml: &mut XmlReader<R>, is_sheet: bool) -> Result<Vec<OdfCell>, ReadError> {
        let mut cells = Vec::new();
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "table-cell" => {
                    cells.push(self.cell(xml, &element, is_sheet)?);
                    self.next_column(&element);
                }
                // What a merged cell covers is not shown.
                "covered-table-cell" => {
                    let words = self.words(xml)?;
                    if !words.is_empty() {
                        self.leave_out(OmittedContent::Hidden, &words);
                    }
                    let repeated = times(&element, "number-columns-repeated");
                    self.next_column(&element);
                    cells.push(OdfCell {
                        nodes: Vec::new(),
                        text: String::new(),
                        begins_with_digit: false,
                        formula: None,
                        across: 1,
                        down: 1,
                        is_covered: true,
                        repeated,
                    });
                }
                _ => xml.skip()?,
            }
        }
        Ok(cells)
    }

    /// What comes next stands in the column behind a cell.
    fn next_column(&mut self, element: &XmlElement) {
        if let Some((.., column)) = self.comments.tables.last_mut() {
            *column = column.saturating_add(times(element, "number-columns-repeated"));
        }
    }

    fn cell<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        element: &XmlElement,
        is_sheet: bool,
    ) -> Result<OdfCell, ReadError> {
        self.cells = self.cells.saturating_add(1);
        Limit::Cells.check(self.cells)?;
        let mut nodes = Vec::new();
        let line = self.line;
        self.open_cells += 1;
        self.nodes(xml, &ListPlace::default(), &mut nodes)?;
        self.open_cells -= 1;
        self.last_in_cell = self.last_in_cell.max(self.line);
        self.line = line;
        let is_number = matches!(element.attribute("value-type"), Some("float" | "currency"));
        let value = element.attribute("value").filter(|_| is_number).map(xlsx::plain);
        let formula = element.attribute("formula");
        let begins_with_digit =
            value.as_ref().map_or_else(|| nodes.first().and_then(first_character), |value| value.chars().next());
        let text = match value {
            _ if !is_sheet => String::new(),
            // A formula whose result was not written down has no value type.
            _ if formula.is_some() && element.attribute("value-type").is_none() => String::new(),
            Some(value) => value,
            None => {
                let mut blocks = Vec::new();
                self.flatten(std::mem::take(&mut nodes), &mut blocks)?;
                blocks.iter().map(SourceBlock::cell_text).collect::<Vec<_>>().join(" ")
            }
        };
        Ok(OdfCell {
            nodes,
            text: text.trim().to_owned(),
            begins_with_digit: begins_with_digit.is_some_and(|one| one.is_ascii_digit()),
            formula: formula.map(|formula| formula.chars().take(ACROSS).collect()),
            across: times(element, "number-columns-spanned"),
            down: times(element, "number-rows-spanned"),
            is_covered: false,
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
                    let row = self.row(xml, true)?;
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

    /// The lines and rows of a text document in reading order.
    ///
    /// # Errors
    ///
    /// They exceed a limit, since cells are repeated.
    pub(super) fn flatten(&mut self, nodes: Vec<OdfNode>, into: &mut Vec<SourceBlock>) -> Result<(), ReadError> {
        for node in nodes {
            match node {
                OdfNode::Block(block) => into.push(block),
                OdfNode::Table(rows, lines) => {
                    self.tables.extend(table_in_text(&rows, lines));
                    for row in rows {
                        self.flatten_row(row, into)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A row of a text document; one with a single filled cell is a frame around text.
    fn flatten_row(
        &mut self,
        OdfRow { line, cells, .. }: OdfRow,
        into: &mut Vec<SourceBlock>,
    ) -> Result<(), ReadError> {
        let filled = cells.iter().filter(|cell| !cell.nodes.is_empty()).count();
        if filled == 1 && !(cells.len() > 3 && cells.iter().any(|cell| cell.begins_with_digit)) {
            return cells.into_iter().try_for_each(|cell| self.flatten(cell.nodes, into));
        }
        let mut texts = Vec::new();
        let mut inner = Vec::new();
        for cell in cells {
            let mut words = Vec::new();
            for node in cell.nodes {
                match node {
                    OdfNode::Block(SourceBlock { content: BlockContent::Text(line), .. }) => {
                        words.push(line.raised_text().trim().to_owned());
                    }
                    OdfNode::Block(_) | OdfNode::Table(..) => inner.push(node),
                }
            }
            let text = words.join(" ");
            let count = if text.is_empty() { cell.repeated.min(ACROSS) } else { cell.repeated.min(cell.across.max(1)) };
            let count = count.clamp(1, ACROSS);
            self.cells = self.cells.saturating_add(count - 1);
            Limit::Cells.check(self.cells)?;
            for _ in 1..count {
                self.spend(&text)?;
            }
            texts.extend(std::iter::repeat_n(text, count));
            if texts.len() > ACROSS {
                break;
            }
        }
        into.push(SourceBlock { line, content: BlockContent::Row(texts) });
        self.flatten(inner, into)
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

/// The table of these lines, rows without words among them, as one that may be in the text; `None` where something else
/// than paragraphs stands in it.
fn table_in_text(rows: &[OdfRow], lines: (usize, usize)) -> Option<SourceTable> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut own = SourceTableRow { header: row.header, cells: Vec::new() };
        for cell in row.cells.iter().filter(|cell| !cell.is_covered) {
            let mut own_lines = Vec::new();
            for node in &cell.nodes {
                let OdfNode::Block(SourceBlock { content: BlockContent::Text(own), .. }) = node else { return None };
                own_lines.push(own.clone());
            }
            // A repeated cell is one beside the other.
            let repeated = cell.repeated.min(Limit::TableColumns.most() + 1);
            let cell = SourceTableCell { across: cell.across, down: cell.down, continues: false, lines: own_lines };
            own.cells.extend(std::iter::repeat_n(cell, repeated));
        }
        all.push(own);
    }
    SourceTable::of(lines, all)
}

/// The first character of what a node shows.
fn first_character(node: &OdfNode) -> Option<char> {
    match node {
        OdfNode::Block(block) => match &block.content {
            BlockContent::Text(line) => {
                line.runs.iter().flat_map(|run| run.text.chars()).take(ACROSS).find(|one| !one.is_whitespace())
            }
            BlockContent::Row(cells) => cells.iter().find_map(|cell| cell.chars().next()),
        },
        OdfNode::Table(rows, _) => {
            let cell = rows.first()?.cells.iter().find(|cell| !cell.nodes.is_empty())?;
            cell.begins_with_digit.then_some('0')
        }
    }
}

/// How many rows or columns an attribute names, at least one.
pub(super) fn times(element: &XmlElement, attribute: &str) -> usize {
    element.attribute(attribute).and_then(|count| count.parse().ok()).unwrap_or(1_usize).max(1)
}
