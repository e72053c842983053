//! Reads a run: characters with the same properties, fields, drawings, references to notes. Must
//! not know the paragraph beyond adding to it.

use std::io::BufRead;
use std::sync::Arc;

use super::body_reader::{BodyReader, properties};
use super::paragraph_reader::{ParagraphContext, ParagraphReader, extent, text_inside};
use super::picture_mention::PictureMention;
use super::style_sheet::is_on;
use crate::import::ReadError;
use crate::import::remark::OmittedContent;
use crate::import::source_document::{lowered, raised};
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlNamespace, XmlReader};
use crate::richtext::{Run, TextMarks};

/// The properties of a run.
#[derive(Clone, Default)]
struct RunProperties {
    marks: TextMarks,
    hidden: bool,
    struck: bool,
    shift: Option<Shift>,
    has_picture: bool,
}

/// Where words stand without a mark that says so.
#[derive(Clone, Copy)]
enum Shift {
    /// Above the line.
    Up,
    /// Below the line.
    Down,
}

impl BodyReader<'_> {
    /// Reads a run.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn run<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
    ) -> Result<(), ReadError> {
        let mut run_format = RunProperties::default();
        self.run_content(xml, paragraph, context, &mut run_format)
    }

    fn run_content<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
        run_format: &mut RunProperties,
    ) -> Result<(), ReadError> {
        let mut chosen = false;
        while let Some(element) = xml.child()? {
            if element.space == XmlNamespace::Alternative {
                match element.name.as_str() {
                    "AlternateContent" => self.run_content(xml, paragraph, context, run_format)?,
                    "Choice" | "Fallback" if !chosen => {
                        let before = extent(paragraph);
                        self.run_content(xml, paragraph, context, run_format)?;
                        chosen = extent(paragraph) != before || run_format.has_picture;
                    }
                    _ => xml.skip()?,
                }
                continue;
            }
            match element.name.as_str() {
                "rPr" => *run_format = self.run_properties(xml)?,
                "t" => {
                    let text = text_inside(xml)?;
                    self.spend(&text)?;
                    self.add_text(paragraph, context, run_format, &text);
                }
                "instrText" => {
                    let text = text_inside(xml)?;
                    self.spend(&text)?;
                    paragraph.instruction.push_str(&text);
                }
                "delText" => {
                    let text = text_inside(xml)?;
                    self.add_text(paragraph, &ParagraphContext { deleted: true, ..context.clone() }, run_format, &text);
                }
                "ruby" | "rubyBase" => self.inline(xml, paragraph, context)?,
                "drawing" | "pict" | "object" => {
                    self.drawing(xml, &element, paragraph, context)?;
                    run_format.has_picture = true;
                }
                name => {
                    self.special_element(name, &element, paragraph, context, run_format);
                    xml.skip()?;
                }
            }
        }
        Ok(())
    }

    /// Reads an element of a run that is a single character or a reference.
    fn special_element(
        &mut self,
        name: &str,
        element: &XmlElement,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
        run_format: &RunProperties,
    ) {
        match name {
            "tab" | "ptab" => self.add_text(paragraph, context, run_format, "\t"),
            "noBreakHyphen" => self.add_text(paragraph, context, run_format, "-"),
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
            "commentReference" if self.is_outermost => {}
            "footnoteReference" | "endnoteReference" | "commentReference" => {
                let what = if name == "commentReference" { OmittedContent::Comment } else { OmittedContent::Footnote };
                let id = format!("{name} {}", element.attribute("id").unwrap_or_default());
                let words = self.notes.get(&(what, id)).map(Arc::clone);
                self.leave_out(words.as_deref().unwrap_or_default(), what);
            }
            _ => {}
        }
    }

    /// Reads a drawing: its text boxes, otherwise a picture that is not imported.
    fn drawing<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        element: &XmlElement,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
    ) -> Result<(), ReadError> {
        let is_object = element.name == "object";
        let (mut depth, mut words, mut has_text) = (1_usize, String::new(), false);
        let mut mention = PictureMention::at(self.line);
        while depth > 0 {
            match xml.event()? {
                Some(XmlEvent::Open(one)) if one.name == "txbxContent" => {
                    let mut nodes = Vec::new();
                    self.nodes(xml, &mut nodes)?;
                    has_text = true;
                    if !context.deleted {
                        paragraph.boxes.extend(nodes);
                    }
                }
                Some(XmlEvent::Open(one)) => {
                    depth += 1;
                    mention.note(&one);
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
        if has_text || context.deleted {
            return Ok(());
        }
        if self.is_outermost && !is_object && mention.can_be_shown() {
            mention.alt = words;
            self.pictures.push(mention);
        } else {
            self.leave_out(&words, if is_object { OmittedContent::Object } else { OmittedContent::Picture });
        }
        Ok(())
    }

    /// Adds characters to the paragraph, or to its hidden or deleted text.
    fn add_text(
        &mut self,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
        run_format: &RunProperties,
        text: &str,
    ) {
        if context.deleted {
            self.deleted_words(text);
            return;
        }
        // Between the beginning of a field and its result are its instructions.
        if paragraph.fields.iter().any(|has_result| !has_result) {
            return;
        }
        if run_format.hidden {
            paragraph.hidden.push_str(text);
            return;
        }
        if run_format.struck {
            paragraph.struck.push_str(text);
        }
        // Behind a number of a cell they are none of its digits. A whole number is set higher or lower for its looks.
        let is_behind = self.open_cells > 0 && paragraph.is_on_line;
        let is_shifted = run_format.shift.is_some() || run_format.marks.superscript;
        paragraph.is_on_line |= !is_shifted && !text.trim().is_empty();
        let text = match run_format.shift.filter(|_| is_behind) {
            Some(Shift::Up) => raised(text),
            Some(Shift::Down) => lowered(text),
            None => text.to_owned(),
        };
        let run = Run { text, marks: run_format.marks, link: context.link.clone(), ..Run::default() };
        let at = paragraph.lines.len().saturating_sub(1);
        if let Some(line) = paragraph.lines.last_mut() {
            if run_format.struck {
                paragraph.struck_runs.push((at, line.len()));
            }
            line.push(run);
        }
    }

    fn run_properties<R: BufRead>(&self, xml: &mut XmlReader<R>) -> Result<RunProperties, ReadError> {
        let mut run_format = RunProperties::default();
        for property in properties(xml)? {
            let value = property.attribute("val");
            let on = is_on(&property);
            match property.name.as_str() {
                "rStyle" => {
                    let of_style = self.style_sheet.marks(value.unwrap_or_default());
                    run_format.marks.bold |= of_style.bold;
                    run_format.marks.italic |= of_style.italic;
                    run_format.marks.superscript |= of_style.superscript;
                }
                "b" => run_format.marks.bold = on,
                "i" => run_format.marks.italic = on,
                "u" => run_format.marks.underline = on && value.is_some(),
                "vertAlign" => {
                    run_format.marks.superscript = value == Some("superscript");
                    run_format.shift = (value == Some("subscript")).then_some(Shift::Down);
                }
                // How far above the line it stands, in half points.
                "position" => {
                    let height = value.and_then(|value| value.parse::<i32>().ok()).unwrap_or(0);
                    run_format.shift = match height.signum() {
                        1 => Some(Shift::Up),
                        -1 => Some(Shift::Down),
                        _ => run_format.shift,
                    };
                }
                "highlight" => run_format.marks.unverified = on && value.is_some(),
                "vanish" => run_format.hidden = on,
                "strike" | "dstrike" => run_format.struck = on,
                _ => {}
            }
        }
        Ok(run_format)
    }
}
