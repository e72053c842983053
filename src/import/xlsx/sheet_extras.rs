//! The content of a sheet other than cells, for the list of what is not imported: comments,
//! pictures, charts, text boxes, links, headers and footers.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::export::REVIEW_MARK;
use crate::import::ReadError;
use crate::import::remark::OmittedContent;
use crate::limits::Limit;
use crate::ooxml::package::Package;
use crate::ooxml::relations::{Relationship, relations};
use crate::ooxml::xml_reader::{XmlEvent, XmlReader};

/// An item with its text.
pub(super) type SheetExtras = (OmittedContent, String);

/// The longest text of an item that is kept, in characters.
const LONG: usize = 1000;
/// The most items of a sheet that are told apart; further ones are counted by their kind.
const MOST: usize = 2_000;

/// The items that belong to the sheet in `part`.
///
/// # Errors
///
/// A part is damaged, missing or exceeds a limit.
pub(super) fn of_sheet(package: &mut Package<'_>, part: &str) -> Result<Vec<SheetExtras>, ReadError> {
    let mut found = Vec::new();
    // A part that several relationships lead to is read once.
    let mut seen = BTreeSet::new();
    for Relationship { kind, target, is_outside } in relations(package, part)?.into_values() {
        if !is_outside && !seen.insert((kind.clone(), Arc::clone(&target))) {
            continue;
        }
        match kind.as_str() {
            "hyperlink" if is_outside => push(&mut found, OmittedContent::Address, &target),
            _ if is_outside || !package.has(&target) => {}
            "comments" => comments(package, &target, &mut found)?,
            "drawing" => drawing(package, &target, &mut found)?,
            "oleObject" | "control" | "package" => push(&mut found, OmittedContent::Object, ""),
            _ => {}
        }
    }
    Ok(found)
}

/// The text of a header or footer without its codes; `None` if it is only a page number or a file
/// name (ISO/IEC 29500-1 §18.3.1.39).
pub(super) fn margin(text: &str) -> Option<String> {
    let (mut words, mut characters) = (String::new(), text.chars().peekable());
    while let Some(one) = characters.next() {
        if one != '&' {
            words.push(one);
            continue;
        }
        match characters.next() {
            // A font in quotes, or a size in digits.
            Some('"') => drop(characters.by_ref().find(|one| *one == '"')),
            Some('K') => drop(characters.by_ref().nth(5)),
            Some(digit) if digit.is_ascii_digit() => while characters.next_if(char::is_ascii_digit).is_some() {},
            Some('L' | 'C' | 'R') => words.push(' '),
            Some('P' | 'N') => return None,
            Some('&') => words.push('&'),
            _ => {}
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // Our own mark of a report that is not ready says nothing of the report.
    (!words.is_empty() && words != REVIEW_MARK).then_some(words)
}

/// Adds an item, without its words once there are very many.
pub(super) fn push(found: &mut Vec<SheetExtras>, what: OmittedContent, words: &str) {
    let most = if found.len() < MOST { LONG } else { 0 };
    found.push((what, words.chars().take(most).collect()));
}

/// Each comment with its text.
fn comments(package: &mut Package<'_>, part: &str, found: &mut Vec<SheetExtras>) -> Result<(), ReadError> {
    let mut xml = XmlReader::of(package.part(part)?);
    let (mut words, mut inside) = (String::new(), false);
    while let Some(event) = xml.event()? {
        match event {
            XmlEvent::Open(element) if element.name == "comment" => words.clear(),
            XmlEvent::Open(element) => inside = element.name == "t",
            XmlEvent::Text(text) if inside => {
                words.push_str(&text);
                Limit::Text.check(words.len())?;
            }
            XmlEvent::Text(_) => {}
            XmlEvent::Close(_, name) if name == "comment" => {
                push(found, OmittedContent::Comment, &std::mem::take(&mut words));
            }
            XmlEvent::Close(..) => inside = false,
        }
    }
    Ok(())
}

/// The pictures, charts and shapes over the cells, each with its text or else its name.
fn drawing(package: &mut Package<'_>, part: &str, found: &mut Vec<SheetExtras>) -> Result<(), ReadError> {
    let mut xml = XmlReader::of(package.part(part)?);
    let (mut name, mut words, mut inside) = (String::new(), String::new(), false);
    while let Some(event) = xml.event()? {
        match event {
            XmlEvent::Open(element) => {
                inside = element.name == "t";
                match element.name.as_str() {
                    "pic" | "graphicFrame" | "sp" => (name, words) = (String::new(), String::new()),
                    "cNvPr" => {
                        let said = element.attribute("descr").or(element.attribute("name"));
                        said.unwrap_or_default().clone_into(&mut name);
                    }
                    _ => {}
                }
            }
            XmlEvent::Text(text) if inside => {
                words.push_str(&text);
                Limit::Text.check(words.len())?;
            }
            XmlEvent::Text(_) => {}
            XmlEvent::Close(_, closed) => {
                inside = false;
                match closed.as_str() {
                    "pic" => push(found, OmittedContent::Picture, &std::mem::take(&mut name)),
                    "graphicFrame" => push(found, OmittedContent::Object, &std::mem::take(&mut name)),
                    "sp" if !words.is_empty() => push(found, OmittedContent::Object, &std::mem::take(&mut words)),
                    "sp" => push(found, OmittedContent::Picture, &std::mem::take(&mut name)),
                    _ => {}
                }
            }
        }
    }
    Ok(())
}
