//! XML as events, for the parts of Word documents and workbooks: names without prefixes, the few
//! namespaces that matter as an enum, under limits of depth, size and number. A DOCTYPE with declarations of its own is
//! refused, so that no entity can be declared; one that only names its type is passed over, and nothing external is
//! fetched.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event as Raw};
use quick_xml::name::PrefixDeclaration;

use super::package::{PackagePart, refusal};
use super::prefix_scopes::PrefixScopes;
use crate::limits::Limit;
use crate::limits::ReadError;

/// The next event of a part. An empty element gives two events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlEvent {
    /// An element begins.
    Open(XmlElement),
    /// An element ends.
    Close(XmlNamespace, String),
    /// Text with its references resolved; adjacent text may come as several events.
    Text(String),
}

/// The start tag of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlElement {
    /// Its namespace.
    pub space: XmlNamespace,
    /// Its name without prefix.
    pub name: String,
    /// Its attributes in order: names without prefix, values with their references resolved.
    pub attributes: Vec<(String, String)>,
}

/// The namespaces that matter, each in its transitional or its strict form (ISO/IEC 29500); Word's also in
/// that of Word 2003, whose elements have the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlNamespace {
    /// Word's text.
    Word,
    /// Excel's sheets.
    Sheet,
    /// Alternatives for older programs (`mc:AlternateContent`).
    Alternative,
    /// Relationships between parts.
    Relations,
    /// Any other, or none.
    Other,
}

/// The events of a part.
pub struct XmlReader<R: BufRead> {
    reader: Reader<MeteredReader<R>>,
    scopes: PrefixScopes,
    part: String,
    buffer: Vec<u8>,
    version: XmlVersion,
    depth: usize,
    events: usize,
    /// The end event of an empty element, which comes next.
    close: Option<(XmlNamespace, String)>,
}

/// Counts the bytes of one event, which are collected in memory before it is returned.
struct MeteredReader<R> {
    inner: R,
    taken: usize,
}

/// The most attributes of one element; no element of Office has half as many.
const ATTRIBUTES: usize = 256;

impl<'p> XmlReader<BufReader<PackagePart<'p>>> {
    /// The events of a part of a package.
    pub fn of(part: PackagePart<'p>) -> Self {
        let name = part.name().to_owned();
        XmlReader::new(&name, BufReader::new(part))
    }
}

impl<R: BufRead> XmlReader<R> {
    /// The events of any source; `part` names it in errors.
    pub fn new(part: &str, source: R) -> XmlReader<R> {
        XmlReader {
            reader: Reader::from_reader(MeteredReader { inner: source, taken: 0 }),
            scopes: PrefixScopes::default(),
            part: part.to_owned(),
            buffer: Vec::new(),
            version: XmlVersion::default(),
            depth: 0,
            events: 0,
            close: None,
        }
    }

    /// The next event; `None` at the end of a whole part.
    ///
    /// # Errors
    ///
    /// The XML is damaged, has a DOCTYPE, or exceeds a limit.
    pub fn event(&mut self) -> Result<Option<XmlEvent>, ReadError> {
        if let Some((space, name)) = self.close.take() {
            return Ok(Some(XmlEvent::Close(space, name)));
        }
        loop {
            self.buffer.clear();
            self.reader.get_mut().taken = 0;
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| complaint(&self.part, &error))?;
            Limit::Token.check(self.reader.get_mut().taken)?;
            self.events += usize::from(!matches!(event, Raw::Eof));
            Limit::Events.check(self.events)?;
            let broken = |problem: &dyn std::fmt::Display| ReadError::broken(&self.part, problem);
            match event {
                Raw::Start(start) => {
                    self.depth += 1;
                    Limit::Depth.check(self.depth)?;
                    let element = element(&self.part, self.version, &mut self.scopes, &start)?;
                    return Ok(Some(XmlEvent::Open(element)));
                }
                Raw::Empty(start) => {
                    Limit::Depth.check(self.depth + 1)?;
                    let element = element(&self.part, self.version, &mut self.scopes, &start)?;
                    self.close = Some((self.scopes.close(), element.name.clone()));
                    return Ok(Some(XmlEvent::Open(element)));
                }
                Raw::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    let name = String::from_utf8_lossy(end.local_name().as_ref()).into_owned();
                    return Ok(Some(XmlEvent::Close(self.scopes.close(), name)));
                }
                Raw::Text(text) => {
                    let text = text.xml_content(self.version).map_err(|error| broken(&error))?;
                    return Ok(Some(XmlEvent::Text(text.into_owned())));
                }
                Raw::CData(text) => {
                    let text = text.xml_content(self.version).map_err(|error| broken(&error))?;
                    return Ok(Some(XmlEvent::Text(text.into_owned())));
                }
                Raw::GeneralRef(name) => {
                    if let Some(character) = name.resolve_char_ref().map_err(|error| broken(&error))? {
                        return Ok(Some(XmlEvent::Text(character.to_string())));
                    }
                    let name = name.decode().map_err(|error| broken(&error))?;
                    let text = quick_xml::escape::resolve_predefined_entity(&name);
                    let text = text.ok_or_else(|| broken(&format_args!("&{name};")))?;
                    return Ok(Some(XmlEvent::Text(text.to_owned())));
                }
                Raw::DocType(doctype) if declares_entities(&doctype) => {
                    return Err(ReadError::Doctype { part: self.part.clone() });
                }
                Raw::Decl(declaration) => self.version = declaration.xml_version().unwrap_or_default(),
                Raw::Eof if self.depth > 0 => return Err(broken(&"ends in the midst of an element")),
                Raw::Eof => return Ok(None),
                Raw::DocType(_) | Raw::Comment(_) | Raw::PI(_) => {}
            }
        }
    }

    /// The next child of the element that was opened last; `None` at its end. Text between elements
    /// is skipped. A caller reads a child to its end before the next.
    ///
    /// # Errors
    ///
    /// The XML is damaged, has a DOCTYPE, or exceeds a limit.
    pub fn child(&mut self) -> Result<Option<XmlElement>, ReadError> {
        while let Some(event) = self.event()? {
            match event {
                XmlEvent::Open(element) => return Ok(Some(element)),
                XmlEvent::Close(..) => return Ok(None),
                XmlEvent::Text(_) => {}
            }
        }
        Ok(None)
    }

    /// Skips everything up to the end of the element that was opened last.
    ///
    /// # Errors
    ///
    /// The XML is damaged, has a DOCTYPE, or exceeds a limit.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let mut inside = 1_usize;
        while inside > 0 {
            match self.event()? {
                Some(XmlEvent::Open(_)) => inside += 1,
                Some(XmlEvent::Close(..)) => inside -= 1,
                Some(XmlEvent::Text(_)) => {}
                None => break,
            }
        }
        Ok(())
    }
}

/// Whether a DOCTYPE has declarations of its own. One without them only names its type, as the manifests of older
/// OpenDocument files do (AbiWord 3.0.5).
pub(crate) fn declares_entities(doctype: &[u8]) -> bool {
    doctype.contains(&b'[')
}

impl XmlElement {
    /// The value of an attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is the element `name` of WordprocessingML.
    pub fn is_word(&self, name: &str) -> bool {
        self.space == XmlNamespace::Word && self.name == name
    }
}

impl XmlNamespace {
    fn of(address: &str) -> XmlNamespace {
        match address {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main"
            | "http://schemas.microsoft.com/office/word/2003/wordml" => XmlNamespace::Word,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            | "http://purl.oclc.org/ooxml/spreadsheetml/main" => XmlNamespace::Sheet,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => XmlNamespace::Alternative,
            "http://schemas.openxmlformats.org/package/2006/relationships" => XmlNamespace::Relations,
            _ => XmlNamespace::Other,
        }
    }
}

impl<R: BufRead> Read for MeteredReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for MeteredReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Limit::Token.check(self.taken).map_err(io::Error::other)?;
        let left = Limit::Token.most() - self.taken;
        let bytes = self.inner.fill_buf()?;
        Ok(bytes.get(..=left).unwrap_or(bytes))
    }

    fn consume(&mut self, count: usize) {
        self.taken = self.taken.saturating_add(count);
        self.inner.consume(count);
    }
}

fn element(
    part: &str,
    version: XmlVersion,
    scopes: &mut PrefixScopes,
    start: &BytesStart,
) -> Result<XmlElement, ReadError> {
    let (local, own) = start.name().decompose();
    let name = String::from_utf8_lossy(local.as_ref()).into_owned();
    let mut attributes = Vec::new();
    let mut declared = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| ReadError::broken(part, error))?;
        let value = attribute
            .decoded_and_normalized_value(version, start.decoder())
            .map_err(|error| ReadError::broken(part, error))?;
        match attribute.key.as_namespace_binding() {
            Some(PrefixDeclaration::Default) => declared.push((&[][..], XmlNamespace::of(&value))),
            Some(PrefixDeclaration::Named(prefix)) => declared.push((prefix, XmlNamespace::of(&value))),
            None => {}
        }
        let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        attributes.push((name, value.into_owned()));
        if attributes.len() > ATTRIBUTES {
            return Err(ReadError::broken(
                part,
                format_args!("more than {ATTRIBUTES} attributes of {}", start_name(start)),
            ));
        }
    }
    let own = own.as_ref().map_or(&[][..], AsRef::as_ref);
    Ok(XmlElement { space: scopes.open(own, declared.into_iter()), name, attributes })
}

fn start_name(start: &BytesStart) -> String {
    String::from_utf8_lossy(start.name().as_ref()).into_owned()
}

fn complaint(part: &str, error: &quick_xml::Error) -> ReadError {
    match error {
        quick_xml::Error::Io(error) => refusal(part, error),
        other => ReadError::broken(part, other),
    }
}
