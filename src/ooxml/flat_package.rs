//! Flat packages: all parts of a package in one XML file, as Word and server templates write them (the
//! namespace `2006/xmlPackage`, "Flat OPC"). Takes the parts out of it; must not know what they hold.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::{Package, PartBytes};
use super::xml_reader::declares_entities;
use crate::limits::{Limit, ReadError};

/// The namespace of the element that has the parts.
const NAMESPACE: &str = "http://schemas.microsoft.com/office/2006/xmlPackage";
/// The first bytes in which the namespace must be.
const WITHIN: usize = 4096;
/// The most bytes of namespace declarations that a part inherits: they are written into each part.
const INHERITED: usize = 8 << 10;

/// Whether a text is a flat package.
pub fn is_flat_package(text: &str) -> bool {
    let end = (0..=WITHIN.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.get(..end).is_some_and(|head| head.contains(NAMESPACE))
}

/// The package that a text holds.
///
/// # Errors
///
/// The XML is damaged, has a DOCTYPE, or exceeds a limit.
pub fn flat_package(text: &str) -> Result<Package<'_>, ReadError> {
    let mut reader =
        FlatReader { text, parts: Vec::new(), inherited: Vec::new(), spent: 0, part: None, data: None, depth: 0 };
    reader.read_all()?;
    Ok(Package::of_part_bytes(reader.parts))
}

/// The state of the reader.
struct FlatReader<'a> {
    text: &'a str,
    parts: Vec<(String, PartBytes<'a>)>,
    /// Namespace declarations of the open elements around the parts, each with the depth of its element, the
    /// innermost last.
    inherited: Vec<(usize, String, String)>,
    /// The bytes of these.
    spent: usize,
    /// The name of the open part.
    part: Option<String>,
    /// The XML of the open part.
    data: Option<XmlData>,
    depth: usize,
}

/// The XML inside a part while it is read.
struct XmlData {
    /// The depth of the element that contains it.
    depth: usize,
    /// The byte at which it begins.
    from: usize,
    /// Behind the name of its own root element, and the declarations that this lacks.
    root: Option<(usize, String)>,
}

impl FlatReader<'_> {
    fn read_all(&mut self) -> Result<(), ReadError> {
        let broken = |problem: &dyn std::fmt::Display| ReadError::broken("", problem);
        let mut reader = Reader::from_str(self.text);
        let mut events = 0_usize;
        loop {
            let before = position(&reader);
            let event = reader.read_event().map_err(|error| broken(&error))?;
            events += 1;
            Limit::Events.check(events)?;
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    Limit::Depth.check(self.depth)?;
                    self.opened(&start, before, position(&reader))?;
                }
                Event::Empty(start) => {
                    self.depth += 1;
                    self.opened(&start, before, position(&reader))?;
                    self.closed(before)?;
                }
                Event::End(_) => self.closed(before)?,
                Event::DocType(doctype) if declares_entities(&doctype) => {
                    return Err(ReadError::Doctype { part: String::new() });
                }
                Event::Eof if self.depth > 0 => return Err(broken(&"ends in the midst of an element")),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn opened(&mut self, start: &BytesStart, before: usize, after: usize) -> Result<(), ReadError> {
        let attributes = |own: &BytesStart| -> Result<Vec<(String, String)>, ReadError> {
            let mut found = Vec::new();
            for attribute in own.attributes().with_checks(false).take(256) {
                let attribute = attribute.map_err(|error| ReadError::broken("", error))?;
                let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
                found.push((name, String::from_utf8_lossy(&attribute.value).into_owned()));
            }
            Ok(found)
        };
        if let Some(data) = &mut self.data {
            if data.root.is_none() {
                // An inner declaration takes the place of an outer one, and its own that of both.
                let inherited = self.inherited.iter().map(|(_, name, value)| (name.as_str(), value.as_str()));
                let mut missing: BTreeMap<&str, &str> = inherited.collect();
                for (name, _) in &attributes(start)? {
                    missing.remove(name.as_str());
                }
                let missing = missing.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
                data.root = Some((before + 1 + start.name().as_ref().len(), missing));
            }
            return Ok(());
        }
        let attributes = attributes(start)?;
        let declared = attributes.iter().filter(|(name, _)| name.starts_with("xmlns"));
        for (name, value) in declared {
            let more = name.len() + value.len();
            if self.spent + more <= INHERITED {
                self.spent += more;
                self.inherited.push((self.depth, name.clone(), value.clone()));
            }
        }
        match start.local_name().as_ref() {
            b"part" => {
                let name = attributes.iter().find(|(name, _)| name.ends_with("name")).map(|(_, value)| value);
                self.part = name.map(|name| name.trim_start_matches('/').to_owned());
            }
            b"xmlData" | b"binaryData" => self.data = Some(XmlData { depth: self.depth, from: after, root: None }),
            _ => {}
        }
        Ok(())
    }

    /// Ends an element whose end tag begins at the byte `before`.
    fn closed(&mut self, before: usize) -> Result<(), ReadError> {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        if self.data.as_ref().is_some_and(|data| data.depth == depth)
            && let (Some(data), Some(name)) = (self.data.take(), self.part.take())
        {
            Limit::Entries.check(self.parts.len() + 1)?;
            let inside = self.text.get(data.from..before.max(data.from)).unwrap_or_default();
            let bytes = match data.root {
                Some((at, missing)) => {
                    let (head, tail) = inside.split_at_checked(at.saturating_sub(data.from)).unwrap_or(("", inside));
                    PartBytes::Own(format!("{head}{missing}{tail}").trim_start().as_bytes().to_vec())
                }
                None => PartBytes::Base64(inside.as_bytes()),
            };
            self.parts.push((name, bytes));
        }
        while let Some((_, name, value)) = self.inherited.pop_if(|(own, ..)| *own >= depth) {
            self.spent = self.spent.saturating_sub(name.len() + value.len());
        }
        Ok(())
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
