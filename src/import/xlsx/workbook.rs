//! A workbook's package → its sheets as cells with text. Reads files of Excel, WPS and LibreOffice;
//! must not know the form or a report.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use rust_decimal::Decimal;

use super::sheet_extras::{self, SheetExtras};
use crate::import::ReadError;
use crate::import::remark::OmittedContent;
use crate::import::source_document::{lowered, raised};
use crate::limits::Limit;
use crate::ooxml::package::Package;
use crate::ooxml::relations::{Relationship, relations};
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlReader};

/// A sheet.
#[derive(Debug)]
pub(in crate::import) struct WorkbookSheet {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// Its content other than cells.
    pub extras: Vec<SheetExtras>,
    /// Its cells that hold something, by row and column, counted from 0.
    pub cells: BTreeMap<(usize, usize), WorkbookCell>,
}

/// What a cell holds.
#[derive(Debug, Default)]
pub(in crate::import) struct WorkbookCell {
    /// Its text, numbers without a format.
    pub text: String,
    /// Its formula, without the equals sign.
    pub formula: Option<String>,
}

/// The part that names the sheets.
const BOOK: &str = "xl/workbook.xml";
/// The longest name of a sheet that is kept, in characters; Excel allows 31.
const NAME: usize = 255;
/// The most headers and footers of a sheet that are looked at; a sheet has three kinds of each.
const MARGINS: usize = 16;
/// A spreadsheet's numbers have fifteen significant digits; further digits in a file are rounding
/// errors of binary fractions.
const DIGITS: u32 = 15;

/// The sheets of a workbook in their order.
///
/// # Errors
///
/// A part is damaged, missing or exceeds a limit.
pub(in crate::import) fn sheets(package: &mut Package<'_>) -> Result<Vec<WorkbookSheet>, ReadError> {
    let targets = relations(package, BOOK)?;
    let strings = strings(package)?;
    let mut budget = WorkbookBudget::default();
    let mut sheets = Vec::new();
    for (name, id, is_hidden) in names(package)? {
        let inside = targets.get(&id).filter(|one| !one.is_outside && package.has(&one.target));
        let mut sheet = WorkbookSheet { name, is_hidden, extras: Vec::new(), cells: BTreeMap::new() };
        match inside {
            Some(Relationship { kind, target, .. }) if kind == "worksheet" => {
                cells(package, target, &strings, &mut budget, &mut sheet)?;
                sheet.extras.extend(sheet_extras::of_sheet(package, target)?);
            }
            // A chart or a macro sheet has another kind of part, or none.
            _ => sheet.extras.push((OmittedContent::Object, sheet.name.clone())),
        }
        sheets.push(sheet);
    }
    if package.has("xl/vbaProject.bin")
        && let Some(first) = sheets.first_mut()
    {
        first.extras.push((OmittedContent::Script, String::new()));
    }
    Ok(sheets)
}

/// The cells and bytes of all sheets so far: a long shared string may be used by many cells.
#[derive(Default)]
struct WorkbookBudget {
    cells: usize,
    bytes: usize,
}

impl WorkbookBudget {
    fn spend(&mut self, cell: &WorkbookCell) -> Result<(), ReadError> {
        self.cells += 1;
        let formula = cell.formula.as_ref().map_or(0, String::len);
        self.bytes = self.bytes.saturating_add(cell.text.len()).saturating_add(formula);
        Limit::Cells.check(self.cells)?;
        Limit::Text.check(self.bytes)
    }
}

/// Every sheet's name with the identifier of its relationship, and whether it is hidden.
fn names(package: &mut Package<'_>) -> Result<Vec<(String, String, bool)>, ReadError> {
    let mut xml = XmlReader::of(package.part(BOOK)?);
    let mut names = Vec::new();
    while let Some(event) = xml.event()? {
        if let XmlEvent::Open(element) = event
            && element.name == "sheet"
            && let (Some(name), Some(id)) = (element.attribute("name"), element.attribute("id"))
        {
            let is_hidden = matches!(element.attribute("state"), Some("hidden" | "veryHidden"));
            names.push((name.chars().take(NAME).collect(), id.to_owned(), is_hidden));
        }
    }
    Ok(names)
}

/// The shared strings (ISO/IEC 29500-1 §18.4).
fn strings(package: &mut Package<'_>) -> Result<Vec<CellString>, ReadError> {
    const PART: &str = "xl/sharedStrings.xml";
    let mut strings = Vec::new();
    if !package.has(PART) {
        return Ok(strings);
    }
    let mut bytes = 0_usize;
    let mut xml = XmlReader::of(package.part(PART)?);
    while let Some(event) = xml.event()? {
        if matches!(&event, XmlEvent::Open(element) if element.name == "si") {
            let text = rich(&mut xml, "si")?;
            bytes = bytes.saturating_add(text.text.len()).saturating_add(text.struck.len());
            Limit::Text.check(bytes)?;
            strings.push(text);
            Limit::Cells.check(strings.len())?;
        }
    }
    Ok(strings)
}

/// A text of a cell.
#[derive(Clone, Default)]
struct CellString {
    /// Its words. Raised and lowered digits are the signs that are made for them: behind a number they are the mark of a note.
    text: String,
    /// Words that are struck through beside others, which are not in the text: digits of both would be one number.
    struck: String,
}

/// The text of an element, possibly in runs, without phonetic runs.
fn rich<R: std::io::BufRead>(xml: &mut XmlReader<R>, end: &str) -> Result<CellString, ReadError> {
    let (mut found, mut inside) = (CellString::default(), false);
    let (mut height, mut is_struck) = (String::new(), false);
    while let Some(event) = xml.event()? {
        match event {
            XmlEvent::Open(element) if element.name == "rPh" => xml.skip()?,
            XmlEvent::Open(element) => {
                let value = element.attribute("val");
                match element.name.as_str() {
                    "r" => (height, is_struck) = (String::new(), false),
                    "vertAlign" => height = value.unwrap_or_default().to_owned(),
                    "strike" => is_struck = !matches!(value, Some("0" | "false")),
                    _ => {}
                }
                inside = element.name == "t";
            }
            XmlEvent::Text(own) if inside => {
                let into = if is_struck { &mut found.struck } else { &mut found.text };
                // A whole number is set higher or lower for its looks.
                let is_behind = !into.trim().is_empty();
                into.push_str(&match height.as_str() {
                    "superscript" if is_behind => raised(&own),
                    "subscript" if is_behind => lowered(&own),
                    _ => own,
                });
                Limit::Text.check(into.len())?;
            }
            XmlEvent::Text(_) => {}
            XmlEvent::Close(_, name) if name == end => break,
            XmlEvent::Close(..) => inside = false,
        }
    }
    if found.text.trim().is_empty() {
        found.text.push_str(&std::mem::take(&mut found.struck));
    }
    Ok(found)
}

fn cells(
    package: &mut Package<'_>,
    part: &str,
    strings: &[CellString],
    budget: &mut WorkbookBudget,
    sheet: &mut WorkbookSheet,
) -> Result<(), ReadError> {
    let mut xml = XmlReader::of(package.part(part)?);
    let (mut row, mut column, mut margin) = (0_usize, 0_usize, None);
    // A page has at most six of them.
    let mut margins = BTreeSet::new();
    while let Some(event) = xml.event()? {
        match event {
            XmlEvent::Open(element) if element.name == "row" => {
                let stated = element.attribute("r").and_then(|row| row.parse::<usize>().ok());
                row = stated.unwrap_or(row + 1);
                column = 0;
            }
            XmlEvent::Open(element) if element.name == "c" => {
                let at = element.attribute("r").and_then(place);
                let at = at.unwrap_or((row.saturating_sub(1), column));
                column = at.1 + 1;
                let (cell, struck) = cell(&mut xml, &element, strings)?;
                if !struck.trim().is_empty() {
                    sheet_extras::push(&mut sheet.extras, OmittedContent::Struck, struck.trim());
                }
                if !cell.text.is_empty() || cell.formula.is_some() {
                    budget.spend(&cell)?;
                    sheet.cells.insert(at, cell);
                }
            }
            XmlEvent::Open(element) => margin = margin_of(&element.name).map(|what| (what, String::new())),
            XmlEvent::Text(text) => {
                if let Some((_, words)) = &mut margin {
                    words.push_str(&text);
                    Limit::Text.check(words.len())?;
                }
            }
            XmlEvent::Close(..) => {
                let margin = margin.take().filter(|_| margins.len() < MARGINS);
                let listed = margin.and_then(|(what, text)| Some((what, sheet_extras::margin(&text)?)));
                if let Some((what, text)) = listed.filter(|listed| margins.insert(listed.clone())) {
                    sheet_extras::push(&mut sheet.extras, what, &text);
                }
            }
        }
    }
    Ok(())
}

/// The kind of a header or footer element.
fn margin_of(element: &str) -> Option<OmittedContent> {
    match element {
        "oddHeader" | "evenHeader" | "firstHeader" => Some(OmittedContent::Header),
        "oddFooter" | "evenFooter" | "firstFooter" => Some(OmittedContent::Footer),
        _ => None,
    }
}

/// The content of a cell up to its end, and its words that are struck through.
fn cell<R: std::io::BufRead>(
    xml: &mut XmlReader<R>,
    element: &XmlElement,
    strings: &[CellString],
) -> Result<(WorkbookCell, String), ReadError> {
    let (mut cell, mut struck) = (WorkbookCell::default(), String::new());
    let (mut value, mut inner) = (String::new(), String::new());
    while let Some(event) = xml.event()? {
        match event {
            XmlEvent::Open(element) if element.name == "is" => {
                CellString { text: cell.text, struck } = rich(xml, "is")?;
            }
            XmlEvent::Open(element) => inner = element.name,
            XmlEvent::Text(text) if inner == "v" => {
                value.push_str(&text);
                Limit::Text.check(value.len())?;
            }
            XmlEvent::Text(text) if inner == "f" => {
                let formula = cell.formula.get_or_insert_default();
                formula.push_str(&text);
                Limit::Text.check(formula.len())?;
            }
            XmlEvent::Text(_) => {}
            XmlEvent::Close(_, name) if name == "c" => break,
            XmlEvent::Close(..) => inner.clear(),
        }
    }
    match element.attribute("t") {
        Some("s") => {
            let shared = value.trim().parse().ok().and_then(|at: usize| strings.get(at)).cloned().unwrap_or_default();
            CellString { text: cell.text, struck } = shared;
        }
        Some("inlineStr") => {}
        Some("str" | "e" | "b" | "d") => cell.text = value,
        _ => cell.text = plain(&value),
    }
    Ok((cell, struck))
}

/// A number as a file has it, in plain digits: `7730.2799999999997` is 7730.28.
pub(in crate::import) fn plain(value: &str) -> String {
    let value = value.trim();
    let number = Decimal::from_str(value).or_else(|_| Decimal::from_scientific(value)).ok();
    let rounded = number.and_then(|number| number.round_sf(DIGITS).map(|rounded| (number, rounded)));
    match rounded {
        // Whole numbers are exact up to sixteen digits.
        Some((number, _)) if number.is_integer() => number.normalize().to_string(),
        Some((_, rounded)) => rounded.normalize().to_string(),
        None => value.to_owned(),
    }
}

/// The row and column that `B12` names, counted from 0.
pub(super) fn place(name: &str) -> Option<(usize, usize)> {
    let name = name.replace('$', "");
    let split = name.find(|one: char| one.is_ascii_digit())?;
    let (letters, digits) = name.split_at(split);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0_usize;
    for letter in letters.bytes() {
        let value = usize::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?);
        column = column * 26 + value + 1;
    }
    let row = digits.parse::<usize>().ok()?.checked_sub(1)?;
    Some((row, column - 1))
}
