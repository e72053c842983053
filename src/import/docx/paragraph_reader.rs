//! Reads a paragraph: its properties, links, tracked changes, content controls, and the text boxes
//! anchored in it. Must not know tables; runs are read by `run_reader`.

use std::io::BufRead;
use std::sync::Arc;

use super::body_reader::{BodyReader, properties};
use super::doc_tree::{DocNode, note};
use super::numbering::NumberLabel;
use super::style_sheet::ParagraphStyle;
use crate::export::docx::docx_styles::DocxStyle;
use crate::import::ReadError;
use crate::import::remark::{OmittedContent, RemarkKind};
use crate::import::source_document::{SourceLine, clear_struck};
use crate::limits::Limit;
use crate::ooxml::xml_reader::{XmlEvent, XmlNamespace, XmlReader};
use crate::richtext::{CellLink, Level, ListKind, ParagraphAlign, Run};

/// The longest number before a paragraph, in characters.
const LABEL: usize = 32;

/// A paragraph while it is read.
#[derive(Default)]
pub(super) struct ParagraphReader {
    style: String,
    paragraph_format: ParagraphStyle,
    /// Whether its paragraph mark was deleted, so that the next paragraph continues it.
    end_deleted: bool,
    /// Its lines, separated by line breaks.
    pub lines: Vec<Vec<Run>>,
    /// The text boxes anchored in it.
    pub boxes: Vec<DocNode>,
    /// Fields that are open: whether their result has begun.
    pub fields: Vec<bool>,
    /// The instructions of the field that was begun last.
    pub instruction: String,
    /// Hidden text.
    pub hidden: String,
    /// Text that is struck through, and where its runs stand in `lines`.
    pub struck: String,
    pub struck_runs: Vec<(usize, usize)>,
    /// Whether words have stood on the line, neither raised nor lowered.
    pub is_on_line: bool,
    /// The number or bullet before it that Word 2003 wrote down.
    label: Option<String>,
}

/// What applies to the runs inside an element of a paragraph.
#[derive(Clone, Default)]
pub(super) struct ParagraphContext {
    pub deleted: bool,
    pub link: Option<CellLink>,
}

impl BodyReader<'_> {
    /// Reads a paragraph; the text boxes anchored in it come after it.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn paragraph<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        into: &mut Vec<DocNode>,
    ) -> Result<(), ReadError> {
        self.line += 1;
        Limit::Lines.check(self.line)?;
        let number = self.line;
        let mut paragraph =
            ParagraphReader { lines: vec![std::mem::take(&mut self.pending)], ..ParagraphReader::default() };
        self.inline(xml, &mut paragraph, &ParagraphContext::default())?;
        if !paragraph.hidden.trim().is_empty() {
            self.leave_out(&paragraph.hidden, OmittedContent::Hidden);
        }
        if !paragraph.struck.trim().is_empty() {
            // Beside other words of a cell they are what stood there before: digits of both would be one number.
            let mut lines: Vec<&mut Vec<Run>> = paragraph.lines.iter_mut().collect();
            if self.open_cells > 0 && clear_struck(&mut lines, &paragraph.struck_runs) {
                self.leave_out(&paragraph.struck, OmittedContent::Struck);
            } else {
                self.remarks.add(number, paragraph.struck.trim(), RemarkKind::Struck);
            }
        }
        let boxes = std::mem::take(&mut paragraph.boxes);
        if paragraph.end_deleted {
            self.change(Some(""));
            // The beginning grows in place: it would be copied for each paragraph that continues it.
            let mut lines = paragraph.lines.into_iter();
            self.pending = lines.next().unwrap_or_default();
            self.pending.extend(lines.flatten());
        } else {
            self.finish_paragraph(number, paragraph, into);
        }
        into.extend(boxes);
        Ok(())
    }

    /// Turns the paragraph into lines.
    fn finish_paragraph(&mut self, number: usize, paragraph: ParagraphReader, into: &mut Vec<DocNode>) {
        let of_style = self.style_sheet.paragraph(&paragraph.style);
        let own = self.style_sheet.own(&paragraph.style);
        let name = self.style_sheet.name(&paragraph.style);
        let words: String = paragraph.lines.iter().flatten().map(|run| run.text.as_str()).collect();
        if name.starts_with("toc") {
            if !words.trim().is_empty() {
                self.leave_out(&words, OmittedContent::Contents);
            }
            return;
        }
        if let (Some(DocxStyle::Note), Some((mark, words))) = (own, note(&words)) {
            into.push(DocNode::Note(number, mark, words));
            return;
        }
        let level = match own {
            Some(DocxStyle::Level(level)) => Some(level),
            Some(DocxStyle::Item(_)) => Some(Level::Body),
            _ => None,
        };
        let outline = paragraph.paragraph_format.outline.or(of_style.outline).filter(|level| *level < 9);
        let heading = outline.is_some() || self.style_sheet.is_heading(&paragraph.style);
        let align = paragraph.paragraph_format.align.or(of_style.align).unwrap_or_default();
        // Left is the default of word processors; the form's paragraphs are justified.
        let align = if align == ParagraphAlign::Left && own.is_none() { ParagraphAlign::Justify } else { align };
        let list = paragraph.paragraph_format.list.clone().or(of_style.list).filter(|list| list != "0");
        let list_level = paragraph.paragraph_format.list_level.or(of_style.list_level).unwrap_or(0);
        let is_blank = words.trim().is_empty();
        let label = list.filter(|_| !is_blank).and_then(|list| self.numbering.next(&list, list_level));
        let label = label.or_else(|| paragraph.label.filter(|_| !is_blank).map(NumberLabel::of_text));
        let mut item = None;
        let mut lines = paragraph.lines.into_iter();
        let mut first = lines.next().unwrap_or_default();
        match label {
            Some(NumberLabel::Bullet) => item = Some(if list_level == 0 { ListKind::Outer } else { ListKind::Inner }),
            Some(NumberLabel::Number(label)) if !label.is_empty() => first.insert(0, Run::new(label)),
            _ => {}
        }
        let is_filled = |runs: &Vec<Run>| runs.iter().any(|run| !run.text.trim().is_empty());
        for runs in std::iter::once(first).chain(lines).filter(is_filled) {
            let line = SourceLine { heading, list: item, align, level, runs, ..SourceLine::default() };
            into.push(DocNode::Line(number, line));
        }
    }

    /// Reads the content of a paragraph up to the end of the element that was opened last.
    ///
    /// # Errors
    ///
    /// A part is damaged, missing or exceeds a limit.
    pub(super) fn inline<R: BufRead>(
        &mut self,
        xml: &mut XmlReader<R>,
        paragraph: &mut ParagraphReader,
        context: &ParagraphContext,
    ) -> Result<(), ReadError> {
        let mut chosen = false;
        let mut inner = context.clone();
        while let Some(element) = xml.child()? {
            match (element.space, element.name.as_str()) {
                (XmlNamespace::Word, "pPr") => paragraph_properties(xml, paragraph)?,
                (XmlNamespace::Word, "r") => self.run(xml, paragraph, &inner)?,
                (XmlNamespace::Word, "ins" | "moveTo") => {
                    self.change(None);
                    self.inline(xml, paragraph, &inner)?;
                }
                (XmlNamespace::Word, "del" | "moveFrom") => {
                    self.change(Some(""));
                    self.inline(xml, paragraph, &ParagraphContext { deleted: true, ..inner.clone() })?;
                }
                (XmlNamespace::Word, "hyperlink") => {
                    let address = element.attribute("id").and_then(|id| self.addresses.get(id)).map(Arc::clone);
                    let before = extent(paragraph);
                    self.inline(xml, paragraph, &inner)?;
                    if let Some(address) = address
                        && !text_since(paragraph, before).contains(address.trim_end_matches('/'))
                    {
                        self.leave_out(&address, OmittedContent::Address);
                    }
                }
                (XmlNamespace::Word, "sdtPr") => {
                    let tag = properties(xml)?.into_iter().find(|one| one.name == "tag");
                    let tag = tag.as_ref().and_then(|tag| tag.attribute("val")).and_then(CellLink::parse);
                    inner.link = tag.filter(|_| self.style_sheet.is_own);
                }
                (
                    XmlNamespace::Word,
                    "sdt" | "sdtContent" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" | "rubyBase",
                )
                | (XmlNamespace::Alternative, "AlternateContent") => self.inline(xml, paragraph, &inner)?,
                (XmlNamespace::Alternative, "Choice") if !chosen => {
                    let before = extent(paragraph);
                    self.inline(xml, paragraph, &inner)?;
                    chosen = extent(paragraph) != before;
                }
                (XmlNamespace::Alternative, "Fallback") if !chosen => self.inline(xml, paragraph, &inner)?,
                (XmlNamespace::Other, "oMath" | "oMathPara") => {
                    let words = text_inside(xml)?;
                    self.spend(&words)?;
                    self.leave_out(&words, OmittedContent::Object);
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }
}

fn paragraph_properties<R: BufRead>(xml: &mut XmlReader<R>, paragraph: &mut ParagraphReader) -> Result<(), ReadError> {
    for property in properties(xml)? {
        match property.name.as_str() {
            "pStyle" => property.attribute("val").unwrap_or_default().clone_into(&mut paragraph.style),
            "del" | "moveFrom" => paragraph.end_deleted = true,
            "t" if property.space == XmlNamespace::Other => {
                paragraph.label = property.attribute("val").map(|label| label.chars().take(LABEL).collect());
            }
            _ => paragraph.paragraph_format.add(&property),
        }
    }
    Ok(())
}

/// The characters up to the end of the element that was opened last.
///
/// # Errors
///
/// A part is damaged, missing or exceeds a limit.
pub(super) fn text_inside<R: BufRead>(xml: &mut XmlReader<R>) -> Result<String, ReadError> {
    let (mut text, mut depth) = (String::new(), 1_usize);
    while depth > 0 {
        match xml.event()? {
            Some(XmlEvent::Open(_)) => depth += 1,
            Some(XmlEvent::Close(..)) => depth -= 1,
            Some(XmlEvent::Text(part)) => {
                text.push_str(&part);
                Limit::Text.check(text.len())?;
            }
            None => break,
        }
    }
    Ok(text)
}

/// The extent of a paragraph: its lines, the runs of the last one, its text boxes.
pub(super) fn extent(paragraph: &ParagraphReader) -> (usize, usize, usize) {
    (paragraph.lines.len(), paragraph.lines.last().map_or(0, Vec::len), paragraph.boxes.len())
}

/// The text that was added since the given extent.
fn text_since(paragraph: &ParagraphReader, (lines, runs, _): (usize, usize, usize)) -> String {
    let last = lines.saturating_sub(1);
    let new = paragraph.lines.iter().enumerate().skip(last);
    new.flat_map(|(at, line)| line.iter().skip(if at == last { runs } else { 0 }))
        .map(|run| run.text.as_str())
        .collect()
}
