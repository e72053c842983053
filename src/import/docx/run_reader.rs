//! Goes through a run: characters in one look, fields, drawings, and what stands for something
//! elsewhere. Knows the paragraph only as what it adds to.

use std::io::BufRead;

use super::body_reader::{BodyReader, properties};
use super::paragraph_reader::{ParagraphContext, ParagraphReader, extent, text_inside};
use super::style_sheet::is_on;
use crate::import::ReadError;
use crate::import::remark::OmittedContent;
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlNamespace, XmlReader};
use crate::richtext::{Run, TextMarks};

/// How the characters of a run look.
#[derive(Clone, Default)]
struct RunProperties {
    marks: TextMarks,
    hidden: bool,
    struck: bool,
    has_picture: bool,
}

impl BodyReader<'_> {
    /// A run: characters in one look.
    pub(super) fn run<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
    ) -> Result<(), ReadError> {
        let mut look = RunProperties::default();
        self.run_content(xml, paragraph, context, &mut look)
    }

    fn run_content<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
        look: &mut RunProperties,
    ) -> Result<(), ReadError> {
        let mut chosen = false;
        while let Some(element) = xml.child()? {
            if element.space == XmlNamespace::Alternative {
                match element.name.as_str() {
                    "AlternateContent" => self.run_content(xml, paragraph, context, look)?,
                    "Choice" | "Fallback" if !chosen => {
                        let before = extent(paragraph);
                        self.run_content(xml, paragraph, context, look)?;
                        chosen = extent(paragraph) != before || look.has_picture;
                    }
                    _ => xml.skip()?,
                }
                continue;
            }
            match element.name.as_str() {
                "rPr" => *look = self.run_look(xml)?,
                "t" => {
                    let text = text_inside(xml)?;
                    self.put(paragraph, context, look, &text);
                }
                "instrText" => {
                    let text = text_inside(xml)?;
                    paragraph.instruction.push_str(&text);
                }
                "delText" => {
                    let text = text_inside(xml)?;
                    self.put(paragraph, &ParagraphContext { deleted: true, ..context.clone() }, look, &text);
                }
                "ruby" | "rubyBase" => self.inline(xml, paragraph, context)?,
                "drawing" | "pict" | "object" => {
                    self.drawing(xml, &element, paragraph, context)?;
                    look.has_picture = true;
                }
                name => {
                    self.sign(name, &element, paragraph, context, look);
                    xml.skip()?;
                }
            }
        }
        Ok(())
    }

    /// An element of a run that stands for one character or for something elsewhere.
    fn sign(
        &mut self,
        name: &str,
        element: &XmlElement,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
        look: &RunProperties,
    ) {
        match name {
            "tab" | "ptab" => self.put(paragraph, context, look, "\t"),
            "noBreakHyphen" => self.put(paragraph, context, look, "-"),
            "cr" => paragraph.lines.push(Vec::new()),
            "br" if !matches!(element.attribute("type"), Some("page" | "column")) && !context.deleted => {
                paragraph.lines.push(Vec::new());
            }
            "sym" => {
                let code = element.attribute("char").unwrap_or_default();
                let font = element.attribute("font").unwrap_or_default();
                self.leave_out(&format!("{font} {code}"), OmittedContent::Symbol);
            }
            "fldChar" => match element.attribute("fldCharType") {
                Some("begin") => {
                    paragraph.fields.push(false);
                    paragraph.instruction.clear();
                }
                Some("separate") => {
                    if let Some(address) = paragraph.instruction.trim().strip_prefix("HYPERLINK") {
                        self.leave_out(address.trim().trim_matches('"'), OmittedContent::Address);
                    }
                    if let Some(field) = paragraph.fields.last_mut() {
                        *field = true;
                    }
                }
                _ => drop(paragraph.fields.pop()),
            },
            "footnoteReference" | "endnoteReference" | "commentReference" => {
                let what = if name == "commentReference" { OmittedContent::Comment } else { OmittedContent::Footnote };
                let id = format!("{name} {}", element.attribute("id").unwrap_or_default());
                let words = self.asides.get(&(what, id)).cloned().unwrap_or_default();
                self.leave_out(&words, what);
            }
            _ => {}
        }
    }

    /// A drawing: the text boxes in it, or else a picture that is not carried over.
    fn drawing<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        element: &XmlElement,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
    ) -> Result<(), ReadError> {
        let is_object = element.name == "object";
        let (mut depth, mut words, mut has_text) = (1_usize, String::new(), false);
        while depth > 0 {
            match xml.event()? {
                Some(XmlEvent::Open(one)) if one.name == "txbxContent" => {
                    let mut pieces = Vec::new();
                    self.pieces(xml, &mut pieces)?;
                    has_text = true;
                    if !context.deleted {
                        paragraph.boxes.extend(pieces);
                    }
                }
                Some(XmlEvent::Open(one)) => {
                    depth += 1;
                    let named = one.attribute("descr").or_else(|| one.attribute("title"));
                    if let Some(named) = named.filter(|named| words.is_empty() && !named.is_empty()) {
                        named.clone_into(&mut words);
                    }
                }
                Some(XmlEvent::Close(..)) => depth -= 1,
                Some(XmlEvent::Text(_)) => {}
                None => break,
            }
        }
        if !has_text && !context.deleted {
            self.leave_out(&words, if is_object { OmittedContent::Object } else { OmittedContent::Picture });
        }
        Ok(())
    }

    /// Adds characters to the paragraph, or to what is noted of it.
    fn put(&mut self, paragraph: &mut ParagraphReader, context: &ParagraphContext, look: &RunProperties, text: &str) {
        if context.deleted {
            if self.changes.words.chars().count() < 200 {
                self.changes.words.push_str(text);
            }
            return;
        }
        // Between the beginning of a field and its result stands what it is to do.
        if paragraph.fields.iter().any(|has_result| !has_result) {
            return;
        }
        if look.hidden {
            paragraph.hidden.push_str(text);
            return;
        }
        if look.struck {
            paragraph.struck.push_str(text);
        }
        self.text = self.text.saturating_add(text.len());
        let run = Run { text: text.to_owned(), marks: look.marks, link: context.link.clone(), ..Run::default() };
        if let Some(line) = paragraph.lines.last_mut() {
            line.push(run);
        }
    }

    fn run_look<R: BufRead>(&self, xml: &mut XmlReader<R>) -> Result<RunProperties, ReadError> {
        let mut look = RunProperties::default();
        for property in properties(xml)? {
            let value = property.attribute("val");
            let on = is_on(&property);
            match property.name.as_str() {
                "rStyle" => {
                    let (bold, italic) = self.looks.marks(value.unwrap_or_default());
                    look.marks.bold |= bold;
                    look.marks.italic |= italic;
                }
                "b" => look.marks.bold = on,
                "i" => look.marks.italic = on,
                "u" => look.marks.underline = on && value.is_some(),
                "vertAlign" => look.marks.superscript = value == Some("superscript"),
                "highlight" => look.marks.unverified = on && value.is_some(),
                "vanish" => look.hidden = on,
                "strike" | "dstrike" => look.struck = on,
                _ => {}
            }
        }
        Ok(look)
    }
}
