//! A workbook's package → its sheets as cells with text. Reads Excel's, WPS's and LibreOffice's;
//! knows neither the form nor a report.

use std::collections::BTreeMap;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::exchange::ReadError;
use crate::exchange::limits::Limit;
use crate::exchange::package::Package;
use crate::exchange::xml::{Element, Event, Xml};

/// A sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its name.
    pub name: String,
    /// Its cells that hold something, by row and column, counted from 0.
    pub cells: BTreeMap<(usize, usize), Cell>,
}

/// What a cell holds.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// What it shows, numbers without a format.
    pub text: String,
    /// Its formula, without the equals sign.
    pub formula: Option<String>,
}

/// A spreadsheet's numbers have fifteen digits; what a file has beyond them is the noise of its
/// binary fractions.
const DIGITS: u32 = 15;

/// The sheets of a workbook in their order.
pub(super) fn sheets(package: &mut Package<'_>) -> Result<Vec<Sheet>, ReadError> {
    let targets = targets(package)?;
    let strings = strings(package)?;
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for (name, id) in names(package)? {
        // A chart or a macro sheet has another kind of part, or none.
        let Some(part) = targets.get(&id).filter(|part| package.has(part)) else { continue };
        let cells = cells(package, part, &strings, &mut budget)?;
        sheets.push(Sheet { name, cells });
    }
    Ok(sheets)
}

/// What all sheets together may still hold: a long text may be named by many cells.
#[derive(Default)]
struct Budget {
    cells: usize,
    bytes: usize,
}

impl Budget {
    fn spend(&mut self, cell: &Cell) -> Result<(), ReadError> {
        self.cells += 1;
        self.bytes = self.bytes.saturating_add(cell.text.len());
        Limit::Cells.hold(self.cells)?;
        Limit::Text.hold(self.bytes)
    }
}

/// Every sheet's name with the relationship that leads to it.
fn names(package: &mut Package<'_>) -> Result<Vec<(String, String)>, ReadError> {
    let mut xml = Xml::of(package.part("xl/workbook.xml")?);
    let mut names = Vec::new();
    while let Some(event) = xml.event()? {
        if let Event::Open(element) = event
            && element.name == "sheet"
            && let (Some(name), Some(id)) = (element.attribute("name"), element.attribute("id"))
        {
            names.push((name.to_owned(), id.to_owned()));
        }
    }
    Ok(names)
}

/// The part that each relationship of the workbook leads to. What leads outside leads nowhere.
fn targets(package: &mut Package<'_>) -> Result<BTreeMap<String, String>, ReadError> {
    let mut xml = Xml::of(package.part("xl/_rels/workbook.xml.rels")?);
    let mut targets = BTreeMap::new();
    while let Some(event) = xml.event()? {
        let Event::Open(element) = event else { continue };
        let external = element.attribute("TargetMode") == Some("External");
        if let (Some(id), Some(target), false) = (element.attribute("Id"), element.attribute("Target"), external) {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id.to_owned(), part);
        }
    }
    Ok(targets)
}

/// The texts that cells name by number.
fn strings(package: &mut Package<'_>) -> Result<Vec<String>, ReadError> {
    const PART: &str = "xl/sharedStrings.xml";
    let mut strings = Vec::new();
    if !package.has(PART) {
        return Ok(strings);
    }
    let mut bytes = 0_usize;
    let mut xml = Xml::of(package.part(PART)?);
    while let Some(event) = xml.event()? {
        if matches!(&event, Event::Open(element) if element.name == "si") {
            let text = rich(&mut xml, "si")?;
            bytes = bytes.saturating_add(text.len());
            Limit::Text.hold(bytes)?;
            strings.push(text);
        }
    }
    Ok(strings)
}

/// The text of an element that may be in runs, without the readings of its characters.
fn rich<R: std::io::BufRead>(xml: &mut Xml<R>, end: &str) -> Result<String, ReadError> {
    let (mut text, mut inside) = (String::new(), false);
    while let Some(event) = xml.event()? {
        match event {
            Event::Open(element) if element.name == "rPh" => xml.skip()?,
            Event::Open(element) => inside = element.name == "t",
            Event::Text(own) if inside => {
                text.push_str(&own);
                Limit::Text.hold(text.len())?;
            }
            Event::Text(_) => {}
            Event::Close(_, name) if name == end => break,
            Event::Close(..) => inside = false,
        }
    }
    Ok(text)
}

fn cells(
    package: &mut Package<'_>,
    part: &str,
    strings: &[String],
    budget: &mut Budget,
) -> Result<BTreeMap<(usize, usize), Cell>, ReadError> {
    let mut cells = BTreeMap::new();
    let mut xml = Xml::of(package.part(part)?);
    let (mut row, mut column) = (0_usize, 0_usize);
    while let Some(event) = xml.event()? {
        match event {
            Event::Open(element) if element.name == "row" => {
                let stated = element.attribute("r").and_then(|row| row.parse::<usize>().ok());
                row = stated.unwrap_or(row + 1);
                column = 0;
            }
            Event::Open(element) if element.name == "c" => {
                let at = element.attribute("r").and_then(place);
                let at = at.unwrap_or((row.saturating_sub(1), column));
                column = at.1 + 1;
                let cell = cell(&mut xml, &element, strings)?;
                if !cell.text.is_empty() || cell.formula.is_some() {
                    budget.spend(&cell)?;
                    cells.insert(at, cell);
                }
            }
            _ => {}
        }
    }
    Ok(cells)
}

/// The content of a cell up to its end.
fn cell<R: std::io::BufRead>(xml: &mut Xml<R>, element: &Element, strings: &[String]) -> Result<Cell, ReadError> {
    let mut cell = Cell::default();
    let (mut value, mut inner) = (String::new(), String::new());
    while let Some(event) = xml.event()? {
        match event {
            Event::Open(element) if element.name == "is" => cell.text = rich(xml, "is")?,
            Event::Open(element) => inner = element.name,
            Event::Text(text) if inner == "v" => value.push_str(&text),
            Event::Text(text) if inner == "f" => cell.formula.get_or_insert_default().push_str(&text),
            Event::Text(_) => {}
            Event::Close(_, name) if name == "c" => break,
            Event::Close(..) => inner.clear(),
        }
    }
    match element.attribute("t") {
        Some("s") => {
            cell.text = value.trim().parse().ok().and_then(|at: usize| strings.get(at)).cloned().unwrap_or_default()
        }
        Some("inlineStr") => {}
        Some("str" | "e" | "b" | "d") => cell.text = value,
        _ => cell.text = plain(&value),
    }
    Ok(cell)
}

/// A number as a file has it, in plain digits: `7730.2799999999997` is 7730.28.
fn plain(value: &str) -> String {
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
