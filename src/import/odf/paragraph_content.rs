//! The content of a paragraph: text with its white space (ISO/IEC 26300 §6.1.2), spans, breaks, notes,
//! frames.

use std::io::BufRead;

use super::content_reader::{ListPlace, OdfNode, OdfReader};
use super::picture_frames::PictureFrame;
use super::text_looks::TextLook;
use crate::import::ReadError;
use crate::import::remark::{OmittedContent, RemarkKind};
use crate::import::source_document::{SourceLine, clear_struck, lowered};
use crate::ooxml::xml_reader::{XmlElement, XmlEvent, XmlReader};
use crate::richtext::Run;

/// A paragraph while it is read.
#[derive(Default)]
pub(super) struct ParagraphContent {
    /// Its lines, separated by line breaks.
    pub lines: Vec<SourceLine>,
    /// How many characters they have so far.
    pub length: usize,
    /// What stands in the frames that are anchored in it.
    pub boxes: Vec<OdfNode>,
    /// Whether words have stood on the line, neither raised nor lowered.
    is_on_line: bool,
    /// Its hidden words.
    hidden: String,
    /// Its words that are struck through, and where their runs stand in `lines`.
    struck: String,
    struck_runs: Vec<(usize, usize)>,
}

/// The most spaces that one element stands for.
const SPACES: usize = 64;
/// The longest text that is told of what is left out, in characters.
const ASIDE: usize = 1000;

impl OdfReader {
    /// Reads the paragraph that was opened last.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn paragraph_content<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        element: &XmlElement,
    ) -> Result<ParagraphContent, ReadError> {
        let mut content = ParagraphContent { lines: vec![SourceLine::default()], ..ParagraphContent::default() };
        let mut look = self.looks.within(element, TextLook::default());
        look.marks.bold &= element.name != "h";
        self.inline(xml, look, &mut content)?;
        if !content.hidden.trim().is_empty() {
            self.leave_out(OmittedContent::Hidden, &content.hidden);
        }
        if !content.struck.trim().is_empty() {
            // Beside other words of a cell they are what stood there before: digits of both would be one number.
            let mut lines: Vec<&mut Vec<Run>> = content.lines.iter_mut().map(|line| &mut line.runs).collect();
            if self.open_cells > 0 && clear_struck(&mut lines, &content.struck_runs) {
                self.leave_out(OmittedContent::Struck, &content.struck);
            } else {
                self.remarks.add(self.line, content.struck.trim(), RemarkKind::Struck);
            }
        }
        Ok(content)
    }

    fn inline<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        look: TextLook,
        content: &mut ParagraphContent,
    ) -> Result<(), ReadError> {
        while let Some(event) = xml.event()? {
            let element = match event {
                XmlEvent::Close(..) => break,
                XmlEvent::Text(text) => {
                    self.add(&collapsed(&text), look, content)?;
                    continue;
                }
                XmlEvent::Open(element) => element,
            };
            match element.name.as_str() {
                "s" => {
                    let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                    self.add(&" ".repeat(count.min(SPACES)), look, content)?;
                    xml.skip()?;
                }
                "tab" => {
                    self.add("\t", look, content)?;
                    xml.skip()?;
                }
                "line-break" => {
                    content.lines.push(SourceLine::default());
                    xml.skip()?;
                }
                "note" => {
                    let words = self.words(xml)?;
                    self.leave_out(OmittedContent::Footnote, &words);
                }
                "annotation" if !self.comments.is_full() => {
                    let at = content.length;
                    self.annotation(xml, &element, at)?;
                }
                "annotation-end" => {
                    self.comments.end(element.attribute("name").unwrap_or_default(), content.length);
                    xml.skip()?;
                }
                "annotation" => {
                    let words = self.words(xml)?;
                    self.leave_out(OmittedContent::Comment, &words);
                }
                "hidden-text" | "hidden-paragraph" => {
                    let words = self.words(xml)?;
                    self.leave_out(OmittedContent::Hidden, &words);
                }
                name if is_shape(name) => self.frame(xml, &element, &mut content.boxes)?,
                "span" => {
                    let own = self.looks.within(&element, look);
                    self.inline(xml, own, content)?;
                }
                // Marks without text, readings of characters, objects.
                "ruby-text" | "object" | "object-ole" | "soft-page-break" => xml.skip()?,
                _ => self.inline(xml, look, content)?,
            }
        }
        Ok(())
    }

    fn add(&mut self, text: &str, look: TextLook, content: &mut ParagraphContent) -> Result<(), ReadError> {
        self.spend(text)?;
        if look.is_hidden {
            content.hidden.push_str(text);
            return Ok(());
        }
        // Behind a number of a cell they are none of its digits.
        let below = (look.is_lowered && self.open_cells > 0 && content.is_on_line).then(|| lowered(text));
        content.is_on_line |= !look.is_lowered && !look.marks.superscript && !text.trim().is_empty();
        let text = below.as_deref().unwrap_or(text);
        let at = content.lines.len().saturating_sub(1);
        let Some(line) = content.lines.last_mut() else { return Ok(()) };
        let spaced = line.runs.last().is_none_or(|last| last.text.ends_with(char::is_whitespace));
        let text = if spaced && text.starts_with(' ') && text.trim().is_empty() && text.len() == 1 { "" } else { text };
        content.length += text.chars().count();
        let was_struck = content.struck_runs.last() == line.runs.len().checked_sub(1).map(|run| (at, run)).as_ref();
        if look.is_struck {
            content.struck.push_str(text);
        }
        match line.runs.last_mut() {
            Some(last) if last.marks == look.marks && was_struck == look.is_struck => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => {
                if look.is_struck {
                    content.struck_runs.push((at, line.runs.len()));
                }
                line.runs.push(Run { text: text.to_owned(), marks: look.marks, ..Run::default() });
            }
        }
        Ok(())
    }

    /// Reads a frame or a shape: the text of a box, a picture with what it says of it, or the shapes of a group.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn frame<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        frame: &XmlElement,
        into: &mut Vec<OdfNode>,
    ) -> Result<(), ReadError> {
        let is_cut = frame.attribute("style-name").is_some_and(|style| self.cut.contains(style));
        let mut picture = PictureFrame::of(self.line, frame, is_cut);
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "text-box" => self.nodes(xml, &ListPlace::default(), into)?,
                "image" => {
                    picture.add(&element);
                    xml.skip()?;
                }
                "title" | "desc" => {
                    let words = self.words(xml)?;
                    picture.say(words);
                }
                "object" | "object-ole" => {
                    self.leave_out(OmittedContent::Object, "");
                    xml.skip()?;
                }
                // The text of a shape has no box.
                "p" | "h" => self.paragraph(xml, &element, 0, into)?,
                "list" => self.list(xml, &element, &ListPlace::default(), into)?,
                name if is_shape(name) => self.frame(xml, &element, into)?,
                _ => xml.skip()?,
            }
        }
        match picture.kept() {
            Some(Ok(picture)) => self.frames.push(picture),
            Some(Err(told)) => self.pictures += told,
            None => {}
        }
        Ok(())
    }

    /// The beginning of all text up to the end of the element that was opened last.
    ///
    /// # Errors
    ///
    /// The part is damaged or exceeds a limit.
    pub(super) fn words<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<String, ReadError> {
        let (mut words, mut depth, mut left) = (String::new(), 1_usize, ASIDE);
        while depth > 0 {
            match xml.event()? {
                Some(XmlEvent::Open(_)) => depth += 1,
                Some(XmlEvent::Close(..)) => depth -= 1,
                Some(XmlEvent::Text(text)) => {
                    let own: String = collapsed(&text).chars().take(left).collect();
                    left = left.saturating_sub(own.chars().count());
                    words.push_str(&own);
                }
                None => break,
            }
        }
        Ok(words.trim().to_owned())
    }
}

/// Whether an element is drawn and may hold text, pictures or others like it (ISO/IEC 26300 §10.3).
pub(super) fn is_shape(name: &str) -> bool {
    matches!(
        name,
        "frame"
            | "custom-shape"
            | "g"
            | "rect"
            | "ellipse"
            | "circle"
            | "polygon"
            | "path"
            | "line"
            | "polyline"
            | "connector"
    )
}

/// Text with each run of white space as one space.
pub(super) fn collapsed(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            ' ' | '\t' | '\n' | '\r' if result.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' => result.push(' '),
            one => result.push(one),
        }
    }
    result
}
