//! Goes through a paragraph: its properties, its runs with their marks, fields, tracked changes,
//! notes, and the text boxes that hang on it. Knows no table.

use std::io::BufRead;

use super::counters::Label;
use super::looks::{Manner, is_on};
use super::piece::{Piece, note};
use super::styles::Style;
use super::walk::{Walk, properties};
use crate::exchange::ReadError;
use crate::exchange::limits::Limit;
use crate::exchange::manuscript::Line;
use crate::exchange::remark::{LeftOut, RemarkKind};
use crate::exchange::xml::{Element, Event, Space, Xml};
use crate::prose::{Align, Level, Link, List, Marks, Run};

/// A paragraph while it is gathered.
#[derive(Default)]
struct Paragraph {
    style: String,
    manner: Manner,
    /// Its end was deleted, so that the next paragraph goes on with it.
    end_deleted: bool,
    /// Its lines: line breaks part them.
    lines: Vec<Vec<Run>>,
    /// The text boxes that hang on it.
    boxes: Vec<Piece>,
    /// Fields that are open: whether their result has begun.
    fields: Vec<bool>,
    /// What the field that was begun last is to do.
    instruction: String,
    /// Words that are not seen in the document.
    hidden: String,
    struck: String,
}

/// What is true of the runs of a part of a paragraph.
#[derive(Clone, Default)]
struct Context {
    deleted: bool,
    link: Option<Link>,
}

impl Walk<'_> {
    /// A paragraph, with the text boxes that hang on it after it.
    pub(super) fn paragraph<R: BufRead>(&mut self, xml: &mut Xml<R>, into: &mut Vec<Piece>) -> Result<(), ReadError> {
        self.line += 1;
        let number = self.line;
        let mut paragraph = Paragraph { lines: vec![std::mem::take(&mut self.pending)], ..Paragraph::default() };
        self.inline(xml, &mut paragraph, &Context::default())?;
        if !paragraph.hidden.trim().is_empty() {
            self.leave_out(&paragraph.hidden, LeftOut::Hidden);
        }
        if !paragraph.struck.trim().is_empty() {
            self.remarks.add(number, paragraph.struck.trim(), RemarkKind::Struck);
        }
        Limit::Text.hold(self.text)?;
        let boxes = std::mem::take(&mut paragraph.boxes);
        if paragraph.end_deleted {
            self.change(Some(""));
            self.pending = paragraph.lines.into_iter().flatten().collect();
        } else {
            self.set(number, paragraph, into);
        }
        into.extend(boxes);
        Ok(())
    }

    /// Turns what was gathered into lines.
    fn set(&mut self, number: usize, paragraph: Paragraph, into: &mut Vec<Piece>) {
        let of_style = self.looks.manner(&paragraph.style);
        let own = self.looks.own(&paragraph.style);
        let name = self.looks.name(&paragraph.style);
        let words: String = paragraph.lines.iter().flatten().map(|run| run.text.as_str()).collect();
        if name.starts_with("toc") {
            if !words.trim().is_empty() {
                self.leave_out(&words, LeftOut::Contents);
            }
            return;
        }
        if let (Some(Style::Note), Some((mark, words))) = (own, note(&words)) {
            into.push(Piece::Note(number, mark, words));
            return;
        }
        let level = match own {
            Some(Style::Level(level)) => Some(level),
            Some(Style::Item(_)) => Some(Level::Body),
            _ => None,
        };
        let outline = paragraph.manner.outline.or(of_style.outline).filter(|level| *level < 9);
        let heading = outline.is_some() || self.looks.is_heading(&paragraph.style);
        let align = paragraph.manner.align.or(of_style.align).unwrap_or_default();
        // At the left is how word processors begin; the form's paragraphs are flush at both edges.
        let align = if align == Align::Left && own.is_none() { Align::Justify } else { align };
        let list = paragraph.manner.list.clone().or(of_style.list).filter(|list| list != "0");
        let list_level = paragraph.manner.list_level.or(of_style.list_level).unwrap_or(0);
        let is_blank = words.trim().is_empty();
        let label = list.filter(|_| !is_blank).and_then(|list| self.counters.next(&list, list_level));
        let mut item = None;
        let mut lines = paragraph.lines.into_iter();
        let mut first = lines.next().unwrap_or_default();
        match label {
            Some(Label::Bullet) => item = Some(if list_level == 0 { List::Outer } else { List::Inner }),
            Some(Label::Number(label)) if !label.is_empty() => first.insert(0, Run::new(label)),
            _ => {}
        }
        let is_filled = |runs: &Vec<Run>| runs.iter().any(|run| !run.text.trim().is_empty());
        for runs in std::iter::once(first).chain(lines).filter(is_filled) {
            let line = Line { heading, list: item, align, level, runs, ..Line::default() };
            into.push(Piece::Line(number, line));
        }
    }

    /// What stands within a paragraph, up to the end of the element that was opened last.
    fn inline<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        paragraph: &mut Paragraph,
        context: &Context,
    ) -> Result<(), ReadError> {
        let mut chosen = false;
        let mut inner = context.clone();
        while let Some(event) = xml.event()? {
            let element = match event {
                Event::Open(element) => element,
                Event::Close(..) => return Ok(()),
                Event::Text(_) => continue,
            };
            match (element.space, element.name.as_str()) {
                (Space::Word, "pPr") => paragraph_properties(xml, paragraph)?,
                (Space::Word, "r") => self.run(xml, paragraph, &inner)?,
                (Space::Word, "ins" | "moveTo") => {
                    self.change(None);
                    self.inline(xml, paragraph, &inner)?;
                }
                (Space::Word, "del" | "moveFrom") => {
                    self.change(Some(""));
                    self.inline(xml, paragraph, &Context { deleted: true, ..inner.clone() })?;
                }
                (Space::Word, "hyperlink") => {
                    let address = element.attribute("id").and_then(|id| self.addresses.get(id)).cloned();
                    let before = extent(paragraph);
                    self.inline(xml, paragraph, &inner)?;
                    if let Some(address) = address
                        && !text_since(paragraph, before).contains(address.trim_end_matches('/'))
                    {
                        self.leave_out(&address, LeftOut::Address);
                    }
                }
                (Space::Word, "sdtPr") => {
                    let tag = properties(xml)?.into_iter().find(|one| one.name == "tag");
                    let tag = tag.as_ref().and_then(|tag| tag.attribute("val")).and_then(Link::parse);
                    inner.link = tag.filter(|_| self.looks.is_own);
                }
                (
                    Space::Word,
                    "sdt" | "sdtContent" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" | "rubyBase",
                )
                | (Space::Alternative, "AlternateContent") => self.inline(xml, paragraph, &inner)?,
                (Space::Alternative, "Choice") if !chosen => {
                    let before = extent(paragraph);
                    self.inline(xml, paragraph, &inner)?;
                    chosen = extent(paragraph) != before;
                }
                (Space::Alternative, "Fallback") if !chosen => self.inline(xml, paragraph, &inner)?,
                (Space::Other, "oMath" | "oMathPara") => {
                    let words = text_inside(xml)?;
                    self.leave_out(&words, LeftOut::Object);
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// A run: characters in one look.
    fn run<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        paragraph: &mut Paragraph,
        context: &Context,
    ) -> Result<(), ReadError> {
        let mut look = RunLook::default();
        self.run_content(xml, paragraph, context, &mut look)
    }

    fn run_content<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        paragraph: &mut Paragraph,
        context: &Context,
        look: &mut RunLook,
    ) -> Result<(), ReadError> {
        let mut chosen = false;
        while let Some(event) = xml.event()? {
            let element = match event {
                Event::Open(element) => element,
                Event::Close(..) => return Ok(()),
                Event::Text(_) => continue,
            };
            if element.space == Space::Alternative {
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
                    self.put(paragraph, &Context { deleted: true, ..context.clone() }, look, &text);
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
    fn sign(&mut self, name: &str, element: &Element, paragraph: &mut Paragraph, context: &Context, look: &RunLook) {
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
                self.leave_out(&format!("{font} {code}"), LeftOut::Symbol);
            }
            "fldChar" => match element.attribute("fldCharType") {
                Some("begin") => {
                    paragraph.fields.push(false);
                    paragraph.instruction.clear();
                }
                Some("separate") => {
                    if let Some(address) = paragraph.instruction.trim().strip_prefix("HYPERLINK") {
                        self.leave_out(address.trim().trim_matches('"'), LeftOut::Address);
                    }
                    if let Some(field) = paragraph.fields.last_mut() {
                        *field = true;
                    }
                }
                _ => drop(paragraph.fields.pop()),
            },
            "footnoteReference" | "endnoteReference" | "commentReference" => {
                let what = if name == "commentReference" { LeftOut::Comment } else { LeftOut::Footnote };
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
        xml: &mut Xml<R>,
        element: &Element,
        paragraph: &mut Paragraph,
        context: &Context,
    ) -> Result<(), ReadError> {
        let is_object = element.name == "object";
        let (mut depth, mut words, mut has_text) = (1_usize, String::new(), false);
        while depth > 0 {
            match xml.event()? {
                Some(Event::Open(one)) if one.name == "txbxContent" => {
                    let mut pieces = Vec::new();
                    self.pieces(xml, &mut pieces)?;
                    has_text = true;
                    if !context.deleted {
                        paragraph.boxes.extend(pieces);
                    }
                }
                Some(Event::Open(one)) => {
                    depth += 1;
                    let named = one.attribute("descr").or_else(|| one.attribute("title"));
                    if let Some(named) = named.filter(|named| words.is_empty() && !named.is_empty()) {
                        named.clone_into(&mut words);
                    }
                }
                Some(Event::Close(..)) => depth -= 1,
                Some(Event::Text(_)) => {}
                None => break,
            }
        }
        if !has_text && !context.deleted {
            self.leave_out(&words, if is_object { LeftOut::Object } else { LeftOut::Picture });
        }
        Ok(())
    }

    /// Adds characters to the paragraph, or to what is noted of it.
    fn put(&mut self, paragraph: &mut Paragraph, context: &Context, look: &RunLook, text: &str) {
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

    fn run_look<R: BufRead>(&self, xml: &mut Xml<R>) -> Result<RunLook, ReadError> {
        let mut look = RunLook::default();
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

/// How the characters of a run look.
#[derive(Clone, Default)]
struct RunLook {
    marks: Marks,
    hidden: bool,
    struck: bool,
    has_picture: bool,
}

fn paragraph_properties<R: BufRead>(xml: &mut Xml<R>, paragraph: &mut Paragraph) -> Result<(), ReadError> {
    for property in properties(xml)? {
        match property.name.as_str() {
            "pStyle" => property.attribute("val").unwrap_or_default().clone_into(&mut paragraph.style),
            "del" | "moveFrom" => paragraph.end_deleted = true,
            _ => paragraph.manner.add(&property),
        }
    }
    Ok(())
}

/// The characters up to the end of the element that was opened last.
pub(super) fn text_inside<R: BufRead>(xml: &mut Xml<R>) -> Result<String, ReadError> {
    let (mut text, mut depth) = (String::new(), 1_usize);
    while depth > 0 {
        match xml.event()? {
            Some(Event::Open(_)) => depth += 1,
            Some(Event::Close(..)) => depth -= 1,
            Some(Event::Text(part)) => {
                text.push_str(&part);
                Limit::Text.hold(text.len())?;
            }
            None => break,
        }
    }
    Ok(text)
}

/// How far a paragraph goes: its lines, the runs of the last one, its boxes.
fn extent(paragraph: &Paragraph) -> (usize, usize, usize) {
    (paragraph.lines.len(), paragraph.lines.last().map_or(0, Vec::len), paragraph.boxes.len())
}

/// The text that was added since it went so far.
fn text_since(paragraph: &Paragraph, (lines, runs, _): (usize, usize, usize)) -> String {
    let last = lines.saturating_sub(1);
    let new = paragraph.lines.iter().enumerate().skip(last);
    new.flat_map(|(at, line)| line.iter().skip(if at == last { runs } else { 0 }))
        .map(|run| run.text.as_str())
        .collect()
}
