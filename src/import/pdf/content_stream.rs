//! Content streams → glyphs and ruled lines with their positions on the page (ISO 32000-1, clauses
//! 8 and 9), and pictures. Colours and clipping are ignored.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::drawn_pictures::{DrawnPicture, PictureReader};
use super::figure_words::FigureWords;
use super::font_decoding::FontDecoder;
use super::marked_content::{MarkedContent, span};
use super::matrix::Matrix;
use super::page_turn::{self, DrawnGlyph};
use super::path::{Path, RuledLine};
use super::pdf_limits::{self, PdfBudget};
use crate::import::ReadError;
use crate::limits::Limit;

/// The content of a page; x to the right, y upwards, in points.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    /// The glyphs in the order in which they are drawn.
    pub glyphs: Vec<PlacedGlyph>,
    /// The ruled lines.
    pub rules: Vec<RuledLine>,
    /// The pictures.
    pub pictures: Vec<DrawnPicture>,
}

/// What is drawn on a page, in the order in which it is.
#[derive(Debug, Default)]
struct Drawing {
    glyphs: Vec<DrawnGlyph>,
    rules: Vec<RuledLine>,
    pictures: Vec<DrawnPicture>,
    /// The area of the page.
    area: f64,
}

/// A glyph that is a character.
#[derive(Clone, Debug)]
pub(super) struct PlacedGlyph {
    /// Its text, mostly one character.
    pub text: String,
    /// Its left edge.
    pub left: f64,
    /// Where the next one would begin.
    pub right: f64,
    /// Its baseline.
    pub base: f64,
    /// The size of its font.
    pub size: f64,
    /// Whether the file marks it as a header, a footer or a page number.
    pub is_pagination: bool,
}

/// Reads one page after another and counts operators and glyphs for the limits.
pub(super) struct ContentReader {
    budget: PdfBudget,
    fonts: BTreeMap<ObjectIdentifier, Rc<FontDecoder>>,
    operators: usize,
    glyphs: usize,
    /// Bytes of the text of all glyphs.
    bytes: usize,
    unreadable: usize,
    pictures: usize,
    /// The pictures that a report can hold.
    pub picture_reader: PictureReader,
    /// The alternative texts of pictures.
    pub figure_words: FigureWords,
    /// The open marked-content sequences, from the outermost on: the replacement text of each, and whether it is a
    /// header, a footer or a page number.
    spans: Vec<(MarkedContent, bool)>,
    /// Whether figures are known to hold nothing but pictures and charts: this program made the file. Others put whole
    /// pages of text into figures.
    is_own: bool,
    /// Whether notes of reviewers were among the content: then this program made the file for review.
    pub has_asides: bool,
}

/// The graphics state and text state (8.4, 9.3).
#[derive(Clone)]
struct GraphicsState {
    space: Matrix,
    font: Option<Rc<FontDecoder>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// A font, `None` where the resources have none of its name.
type OwnFont = Option<Rc<FontDecoder>>;
/// Fonts by their names in the resources.
type OwnFonts = BTreeMap<Vec<u8>, OwnFont>;

/// The most ruled lines of a page before those that continue each other are merged.
const STROKES: usize = 100 * Limit::Rules.most();
/// The greatest nesting of form XObjects; deeper ones are skipped.
const FORMS: usize = 8;
/// How deep marked content may be nested; deeper ends are taken for outer ones.
const SPANS: usize = 64;
/// The most saved graphics states; further ones are dropped.
const SAVED: usize = 64;

impl ContentReader {
    pub(super) fn new(budget: PdfBudget, is_own: bool) -> ContentReader {
        ContentReader {
            budget,
            fonts: BTreeMap::new(),
            operators: 0,
            glyphs: 0,
            bytes: 0,
            unreadable: 0,
            pictures: 0,
            picture_reader: PictureReader::default(),
            figure_words: FigureWords::default(),
            spans: Vec::new(),
            is_own,
            has_asides: false,
        }
    }

    /// How many glyphs were shown, and how many of them are no known character.
    pub(super) const fn counts(&self) -> (usize, usize) {
        (self.glyphs, self.unreadable)
    }

    /// How many pictures were drawn.
    pub(super) const fn pictures(&self) -> usize {
        self.pictures
    }

    /// The content of a page, upright: what is printed sideways on it is a page of its own.
    ///
    /// # Errors
    ///
    /// The file is damaged or exceeds a limit.
    pub(super) fn page(&mut self, page: &Page) -> Result<Vec<PageContent>, ReadError> {
        let (width, height) = page.base_dimensions();
        let mut sheet = Drawing { area: f64::from(width) * f64::from(height), ..Drawing::default() };
        let space = Matrix(page.initial_transform(false).as_coeffs());
        self.spans.clear();
        self.figure_words.begin(page.raw().obj_id());
        let content = self.contents(page)?;
        self.draw(&content, page.resources(), space, 0, &mut sheet)?;
        Ok(page_turn::upright(sheet.glyphs, &sheet.rules, sheet.pictures))
    }

    /// The operators of a page, whether in one stream or several.
    fn contents(&mut self, page: &Page) -> Result<Vec<u8>, ReadError> {
        if let Some(stream) = page.raw().get::<Stream<'_>>("Contents") {
            return Ok(self.budget.unpack(&stream)?.unwrap_or_default());
        }
        let mut content = Vec::new();
        if let Some(streams) = page.raw().get::<Array<'_>>("Contents") {
            for stream in streams.iter::<Stream<'_>>() {
                content.extend(self.budget.unpack(&stream)?.unwrap_or_default());
                content.push(b' ');
                Limit::Stream.check(content.len())?;
            }
        }
        Ok(content)
    }

    fn draw(
        &mut self,
        content: &[u8],
        resources: &Resources,
        space: Matrix,
        depth: usize,
        sheet: &mut Drawing,
    ) -> Result<(), ReadError> {
        pdf_limits::check_inline_images(content)?;
        let mut state = GraphicsState::new(space);
        let mut saved = Vec::new();
        let mut path = Path::default();
        let mut line = Matrix::SAME;
        let mut text = Matrix::SAME;
        // Fonts that are no objects of their own, by their names in these resources.
        let mut own_fonts = BTreeMap::new();
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            self.operators += 1;
            Limit::Operators.check(self.operators)?;
            if sheet.rules.len() > STROKES {
                return Err(ReadError::Beyond(Limit::Rules));
            }
            let number = |number: &Number| number.as_f64();
            match operator {
                TypedInstruction::SaveState(_) if saved.len() < SAVED => saved.push(state.clone()),
                TypedInstruction::RestoreState(_) => state = saved.pop().unwrap_or(state),
                TypedInstruction::Transform(m) => {
                    let own = Matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5].map(number));
                    state.space = own.within(state.space);
                }
                TypedInstruction::XObject(name) if depth < FORMS => {
                    let Some(drawn) = resources.get_x_object(name.0) else { continue };
                    match drawn.dict().get::<Name<'_>>("Subtype").as_deref() {
                        Some(b"Form") => self.form(&drawn, resources, state.space, depth, sheet)?,
                        Some(b"Image") => {
                            self.pictures += 1;
                            let alt = self.figure_words.here();
                            let taken = self.picture_reader.draw(&drawn, state.space, sheet.area);
                            sheet.pictures.extend(taken.map(|own| own.saying(alt)));
                        }
                        _ => {}
                    }
                }
                TypedInstruction::InlineImage(_) => self.pictures += 1,
                TypedInstruction::MoveTo(to) => path.move_to(state.space.at(number(&to.0), number(&to.1))),
                TypedInstruction::LineTo(to) => path.line_to(state.space.at(number(&to.0), number(&to.1))),
                TypedInstruction::CubicTo(to) => path.curve_to(state.space.at(number(&to.4), number(&to.5))),
                TypedInstruction::CubicStartTo(to) => path.curve_to(state.space.at(number(&to.2), number(&to.3))),
                TypedInstruction::CubicEndTo(to) => path.curve_to(state.space.at(number(&to.2), number(&to.3))),
                TypedInstruction::RectPath(at) => {
                    let (x, y, width, height) = (number(&at.0), number(&at.1), number(&at.2), number(&at.3));
                    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                    path.rectangle(corners.map(|(x, y)| state.space.at(x, y)));
                }
                TypedInstruction::ClosePath(_) => path.close(),
                TypedInstruction::StrokePath(_) => path.stroke(&mut sheet.rules),
                TypedInstruction::CloseAndStrokePath(_) => {
                    path.close();
                    path.stroke(&mut sheet.rules);
                }
                TypedInstruction::FillPathNonZero(_)
                | TypedInstruction::FillPathNonZeroCompatibility(_)
                | TypedInstruction::FillPathEvenOdd(_) => path.fill(&mut sheet.rules),
                TypedInstruction::FillAndStrokeNonZero(_) | TypedInstruction::FillAndStrokeEvenOdd(_) => {
                    path.stroke(&mut sheet.rules);
                }
                TypedInstruction::CloseFillAndStrokeNonZero(_) | TypedInstruction::CloseFillAndStrokeEvenOdd(_) => {
                    path.close();
                    path.stroke(&mut sheet.rules);
                }
                TypedInstruction::BeginMarkedContent(_) => {
                    self.figure_words.open(None, resources);
                    self.open((MarkedContent::Silent, false));
                }
                TypedInstruction::BeginMarkedContentWithProperties(marked) => {
                    self.figure_words.open(Some(marked.1), resources);
                    let is_figure = self.is_own && marked.0.as_ref() == b"Figure";
                    let drawn = (MarkedContent::Drawn(sheet.rules.len(), self.pictures), false);
                    let other = span(marked.0, marked.1, resources, self.is_own);
                    self.has_asides |= matches!(other.0, MarkedContent::Aside);
                    self.open(if is_figure { drawn } else { other });
                }
                TypedInstruction::EndMarkedContent(_) => {
                    self.figure_words.close();
                    if let Some((MarkedContent::Drawn(rules, pictures), _)) = self.spans.pop() {
                        sheet.rules.truncate(rules);
                        self.pictures = self.pictures.max(pictures + 1);
                    }
                }
                TypedInstruction::EndPath(_) => path = Path::default(),
                TypedInstruction::BeginText(_) => (line, text) = (Matrix::SAME, Matrix::SAME),
                TypedInstruction::CharacterSpacing(by) => state.spacing = number(&by.0),
                TypedInstruction::WordSpacing(by) => state.word_spacing = number(&by.0),
                TypedInstruction::HorizontalScaling(by) => state.scale = number(&by.0) / 100.0,
                TypedInstruction::TextLeading(by) => state.leading = number(&by.0),
                TypedInstruction::TextRise(by) => state.rise = number(&by.0),
                TypedInstruction::TextFont(font) => {
                    state.size = number(&font.1);
                    state.font = self.font(resources, font.0, &mut own_fonts)?;
                }
                TypedInstruction::NextLine(by) => {
                    line = Matrix::moved(number(&by.0), number(&by.1)).within(line);
                    text = line;
                }
                TypedInstruction::NextLineAndSetLeading(by) => {
                    state.leading = -number(&by.1);
                    line = Matrix::moved(number(&by.0), number(&by.1)).within(line);
                    text = line;
                }
                TypedInstruction::NextLineUsingLeading(_) => {
                    line = Matrix::moved(0.0, -state.leading).within(line);
                    text = line;
                }
                TypedInstruction::SetTextMatrix(m) => {
                    line = Matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5].map(number));
                    text = line;
                }
                TypedInstruction::ShowText(string) => self.show(string.0, &state, &mut text, sheet)?,
                TypedInstruction::NextLineAndShowText(string) => {
                    line = Matrix::moved(0.0, -state.leading).within(line);
                    text = line;
                    self.show(string.0, &state, &mut text, sheet)?;
                }
                TypedInstruction::ShowTextWithParameters(all) => {
                    (state.word_spacing, state.spacing) = (number(&all.0), number(&all.1));
                    line = Matrix::moved(0.0, -state.leading).within(line);
                    text = line;
                    self.show(all.2, &state, &mut text, sheet)?;
                }
                TypedInstruction::ShowTexts(strings) => {
                    for string in strings.0.iter::<Object<'_>>() {
                        match string {
                            Object::String(string) => self.show(&string, &state, &mut text, sheet)?,
                            Object::Number(back) => text = state.moved(-back.as_f64() / 1000.0 * state.size, text),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Opens marked content.
    fn open(&mut self, span: (MarkedContent, bool)) {
        if self.spans.len() < SPANS {
            self.spans.push(span);
        }
    }

    /// The text of a glyph: the replacement text of the marked content around it, once, otherwise
    /// its own.
    fn said(&mut self, own: Option<String>) -> Option<String> {
        let spans = self.spans.iter_mut().rev().map(|(span, _)| span);
        let Some(span) = spans.into_iter().find(|span| !matches!(span, MarkedContent::Silent)) else {
            return own;
        };
        if let MarkedContent::Says(text) = span {
            let text = std::mem::take(text);
            *span = MarkedContent::Said;
            return Some(text);
        }
        Some(String::new())
    }

    /// Draws a form XObject (8.10).
    fn form(
        &mut self,
        form: &Stream,
        resources: &Resources,
        space: Matrix,
        depth: usize,
        sheet: &mut Drawing,
    ) -> Result<(), ReadError> {
        let Some(content) = self.budget.unpack(form)? else { return Ok(()) };
        let own = form.dict().get::<[f64; 6]>("Matrix").map_or(Matrix::SAME, Matrix);
        let space = own.within(space);
        match form.dict().get::<Dict<'_>>("Resources") {
            Some(inner) => self.draw(&content, &Resources::new(inner), space, depth + 1, sheet),
            None => self.draw(&content, resources, space, depth + 1, sheet),
        }
    }

    /// The font of a name, read once if it is an indirect object, else once for its resources.
    fn font(&mut self, resources: &Resources, name: &Name, own: &mut OwnFonts) -> Result<OwnFont, ReadError> {
        let id = resources.fonts.get_ref(name.as_ref()).map(ObjectIdentifier::from);
        let known = match id {
            Some(id) => self.fonts.get(&id),
            None => own.get(name.as_ref()).and_then(Option::as_ref),
        };
        if let Some(font) = known {
            return Ok(Some(Rc::clone(font)));
        }
        let font = match resources.get_font(name) {
            Some(dict) => Some(Rc::new(FontDecoder::of(&dict, &mut self.budget)?)),
            None => None,
        };
        match (id, &font) {
            (Some(id), Some(font)) => drop(self.fonts.insert(id, Rc::clone(font))),
            (Some(_), None) => {}
            (None, font) => drop(own.insert(name.as_ref().to_vec(), font.clone())),
        }
        Ok(font)
    }

    /// Shows a string and advances the text position (9.4.4).
    fn show(
        &mut self,
        bytes: &[u8],
        state: &GraphicsState,
        text: &mut Matrix,
        sheet: &mut Drawing,
    ) -> Result<(), ReadError> {
        let Some(font) = &state.font else { return Ok(()) };
        for shown in font.shown(bytes) {
            self.glyphs += 1;
            Limit::Glyphs.check(self.glyphs)?;
            Limit::PageGlyphs.check(sheet.glyphs.len() + 1)?;
            let own = shown.advance * state.size;
            let space = if shown.blank { state.spacing + state.word_spacing } else { state.spacing };
            // In vertical writing a glyph is below its position and centred on the line.
            let (x, y) = if font.vertical { (-own / 2.0 * state.scale, -0.88 * state.size) } else { (0.0, 0.0) };
            let place = text.within(state.space);
            let (from, to) = (place.at(x, y + state.rise), place.at(x + own * state.scale, y + state.rise));
            let above = place.at(x, y + state.rise + state.size);
            let is_pagination = self.spans.iter().any(|(_, is_pagination)| *is_pagination);
            let glyph = |text| DrawnGlyph { text, from, to, above, is_pagination };
            match self.said(shown.text) {
                Some(text) if text.is_empty() => {}
                Some(text) => {
                    self.bytes = self.bytes.saturating_add(text.len());
                    Limit::Text.check(self.bytes)?;
                    sheet.glyphs.push(glyph(text));
                }
                None => {
                    self.unreadable += 1;
                    sheet.glyphs.push(glyph(char::REPLACEMENT_CHARACTER.to_string()));
                }
            }
            *text = match font.vertical {
                true => Matrix::moved(0.0, -state.size - space).within(*text),
                false => state.moved(own + space, *text),
            };
        }
        Ok(())
    }
}

impl GraphicsState {
    const fn new(space: Matrix) -> GraphicsState {
        GraphicsState {
            space,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }

    /// The position after an advance by `by` along the line.
    fn moved(&self, by: f64, text: Matrix) -> Matrix {
        let vertical = self.font.as_ref().is_some_and(|font| font.vertical);
        let by = if vertical { Matrix::moved(0.0, by) } else { Matrix::moved(by * self.scale, 0.0) };
        by.within(text)
    }
}
