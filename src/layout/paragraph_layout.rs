//! Paragraphs, headings, title and signature → strips. Knows prose and its levels; must not know
//! any tables.

use std::sync::Arc;

use super::figure_layout::FigureSource;
use super::inline_item::{GlyphBox, InlineItem, RunStyle, inline_items};
use super::line_breaking::{LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::{NodeId, PageItem, StructureRole, StructureTree};
use super::page_breaking::Strip;
use super::page_style::PageStyle;
use super::paragraph_cache::{CachedLines, ParagraphCache};
use super::{FaceId, FontSet, Length};
use crate::report::{CharRange, Place, ReportText};
use crate::richtext::{Level, ListKind, Paragraph, ParagraphAlign, RichText, TextMarks};

/// The state of a layout: style, fonts, and what grows as text is laid out.
pub struct Typesetter<'a> {
    /// The page style.
    pub style: &'a PageStyle,
    /// The faces.
    pub fonts: &'a FontSet,
    /// The document's structure tree, which grows as text is laid out.
    pub structure: StructureTree,
    /// Characters without a glyph.
    pub missing: Vec<(char, Place)>,
    /// The paragraphs of the layout before.
    pub cache: ParagraphCache,
    /// What the report's figures show.
    pub figures: FigureSource,
}

/// How a paragraph is typeset.
struct ParagraphFormat {
    face: FaceId,
    role: StructureRole,
    bookmark: Option<u8>,
    measure: LineMeasure,
    keeps_next: bool,
}

/// The place of a cached paragraph, which does not depend on its own; it is replaced on use.
const PROVISIONAL: (ReportText, NodeId) = (ReportText::Preface, NodeId(0));

impl<'a> Typesetter<'a> {
    /// A typesetter with an empty structure tree.
    pub fn new(style: &'a PageStyle, fonts: &'a FontSet, cache: ParagraphCache) -> Typesetter<'a> {
        let figures = FigureSource::default();
        Typesetter { style, fonts, structure: StructureTree::default(), missing: Vec::new(), cache, figures }
    }
}

impl Typesetter<'_> {
    /// The strips of the paragraphs of a section.
    pub fn prose(&mut self, part: ReportText, prose: &RichText, parent: NodeId) -> Vec<Strip<'static>> {
        let mut strips = Vec::new();
        let mut list: Option<NodeId> = None;
        let cached = self.cache.take(part, &prose.paragraphs);
        let mut tables = prose.tables().into_iter().peekable();
        for (number, (paragraph, cached_lines)) in prose.paragraphs.iter().zip(cached).enumerate() {
            if let Some(figure) = &paragraph.figure {
                self.cache.keep(part, || paragraph.clone(), &Arc::new(CachedLines::default()));
                list = None;
                strips.extend(self.figure((part, number), paragraph, figure, parent));
                continue;
            }
            if paragraph.cell.is_some() {
                self.cache.keep(part, || paragraph.clone(), &Arc::new(CachedLines::default()));
                list = None;
                if let Some(table) = tables.next_if(|table| table.paragraphs.start <= number) {
                    let caption = number.checked_sub(1).and_then(|before| prose.paragraphs.get(before));
                    let caption = caption.filter(|_| prose.is_table_caption(number - 1)).map(Paragraph::text);
                    let title = caption.unwrap_or_default();
                    strips.push(self.prose_table(part, prose, table, parent, title.trim()));
                }
                continue;
            }
            let mut format = self.format(paragraph);
            format.keeps_next |= prose.is_table_caption(number);
            let (previous, lines) = match cached_lines {
                Some((previous, lines)) => (Some(previous), lines),
                None => (None, Arc::new(self.lines(paragraph, &format))),
            };
            self.cache.keep(part, || previous.unwrap_or_else(|| paragraph.clone()), &lines);
            if paragraph.is_blank() {
                continue;
            }
            list = match (paragraph.list, list) {
                (None, _) => None,
                (Some(_), Some(open)) => Some(open),
                (Some(_), None) => Some(self.structure.add(StructureRole::List, Some(parent))),
            };
            let node = self.structure.add(format.role.clone(), Some(list.unwrap_or(parent)));
            for (character, at) in &lines.missing {
                self.note(*character, || part.place(CharRange { paragraph: number, start: *at, end: *at + 1 }));
            }
            let bookmark = format.bookmark.map(|level| (paragraph.text().trim().to_owned(), level));
            let lines = Arc::unwrap_or_clone(lines).at(part, number, node);
            let strips_of_lines = strips_of_lines(lines, format.keeps_next, bookmark);
            strips.extend(strips_of_lines);
        }
        strips
    }

    /// The strips of a section's title in 黑体, kept with the next strip.
    pub fn heading(&mut self, title: &str, node: NodeId, place: Place) -> Vec<Strip<'static>> {
        let format = ParagraphFormat {
            face: FaceId::Hei,
            role: StructureRole::Heading(1),
            bookmark: Some(1),
            measure: self.measure(ParagraphAlign::Justify),
            keeps_next: true,
        };
        let glyph_boxes = title.chars().enumerate();
        let glyph_boxes =
            glyph_boxes.map(|(index, character)| self.glyph_box(character, index, FaceId::Hei, TextMarks::default()));
        let text_items = inline_items(glyph_boxes, |size| self.em(size), self.fonts);
        self.note_missing(&text_items, |_| place);
        let lines = self.line_items(&text_items, &format, node, &|_, _| place);
        strips_of_lines(lines.into_iter(), format.keeps_next, Some((title.to_owned(), 1))).collect()
    }

    /// The lines of a paragraph at the provisional place; none if it is blank.
    fn lines(&self, paragraph: &Paragraph, format: &ParagraphFormat) -> CachedLines {
        if paragraph.is_blank() {
            return CachedLines::default();
        }
        let (part, node) = PROVISIONAL;
        let place = |start, end| part.place(CharRange { paragraph: 0, start, end });
        let glyph_boxes = paragraph.characters().enumerate();
        let glyph_boxes =
            glyph_boxes.map(|(index, (character, marks))| self.glyph_box(character, index, format.face, marks));
        let text_items = inline_items(glyph_boxes, |size| self.em(size), self.fonts);
        let missing =
            text_items.iter().filter(|item| item.glyph == 0).map(|item| (item.character, item.index)).collect();
        let mut lines = self.line_items(&text_items, format, node, &place);
        if let (Some(list), Some(items)) = (paragraph.list, lines.first_mut()) {
            items.splice(0..0, self.bullet(list, format.measure.first, node, place(0, 0)));
        }
        CachedLines { lines, missing }
    }

    /// Characters in `face` at `size`, in cells of their own size, as titles and tables have them;
    /// characters without a glyph are listed with `place`.
    pub fn plain(&mut self, text: &str, face: FaceId, size: Length, place: Place) -> Vec<InlineItem> {
        let text_items = self.cells(text, face, size);
        self.note_missing(&text_items, |_| place);
        text_items
    }

    fn cells(&self, text: &str, face: FaceId, size: Length) -> Vec<InlineItem> {
        let glyph_boxes = text.chars().enumerate().map(|(index, character)| GlyphBox {
            character,
            index,
            face,
            size,
            raise: Length::ZERO,
            style: RunStyle::default(),
        });
        inline_items(glyph_boxes, |size| size, self.fonts)
    }

    /// Characters of body size in `face`, in the cells of the character grid.
    pub fn body(&mut self, text: &str, face: FaceId, place: Place) -> Vec<InlineItem> {
        let glyph_boxes: Vec<_> = text.chars().enumerate().collect();
        let glyph_boxes = glyph_boxes
            .into_iter()
            .map(|(index, character)| self.glyph_box(character, index, face, TextMarks::default()));
        let text_items = inline_items(glyph_boxes, |size| self.em(size), self.fonts);
        self.note_missing(&text_items, |_| place);
        text_items
    }

    /// The width of a full cell for characters of `size`: the grid's for body text.
    fn em(&self, size: Length) -> Length {
        size.scaled(i64::from(self.style.cell().thousandths()), i64::from(self.style.body.thousandths().max(1)))
    }

    /// The distance from the top of a line of `height` to the baseline of characters of `size` in
    /// its middle: a Chinese face reaches 0.88 em above its baseline and 0.12 em below.
    pub fn baseline(height: Length, size: Length) -> Length {
        (height - size) / 2 + size.scaled(88, 100)
    }

    /// The mark before an item of a list, in the cell before its text.
    fn bullet(&self, list: ListKind, indent: Length, node: NodeId, place: Place) -> Vec<PageItem> {
        let mark = match list {
            ListKind::Outer => "●",
            ListKind::Inner => "○",
        };
        let style = self.style;
        let text_items = self.cells(mark, FaceId::Song, style.body / 2);
        let (cell, width) = (style.cell(), style.body / 2);
        let measure =
            LineMeasure { width: cell, first: (cell - width) / 2, rest: Length::ZERO, align: ParagraphAlign::Left };
        // A bullet of half the size is centred on the characters of the line.
        let baseline = Typesetter::baseline(style.line(), style.body) - style.body.scaled(19, 100);
        let mut items = Vec::new();
        for line in lines(&text_items, measure) {
            let x = style.binding_margin + indent - cell;
            emit(&line, &LineContext { x, baseline, node: Some(node), place: &|_, _| place }, &mut items);
        }
        items
    }

    fn format(&self, paragraph: &Paragraph) -> ParagraphFormat {
        let (face, role, bookmark) = match (paragraph.level, paragraph.list) {
            (Level::Body, None) => (FaceId::Fang, StructureRole::Paragraph, None),
            (Level::Body, Some(_)) => (FaceId::Fang, StructureRole::ListItem, None),
            (Level::Second, _) => (FaceId::Kai, StructureRole::Heading(2), Some(2)),
            (Level::Third, _) => (FaceId::Fang, StructureRole::Heading(3), None),
            (Level::Fourth, _) => (FaceId::Fang, StructureRole::Heading(4), None),
        };
        let cell = self.style.cell();
        let mut measure = self.measure(paragraph.align);
        match paragraph.list {
            Some(ListKind::Outer) => (measure.first, measure.rest) = (cell * 3, cell * 3),
            Some(ListKind::Inner) => (measure.first, measure.rest) = (cell * 4, cell * 4),
            None => {}
        }
        ParagraphFormat { face, role, bookmark, measure, keeps_next: paragraph.level != Level::Body }
    }

    fn measure(&self, align: ParagraphAlign) -> LineMeasure {
        let indent = match align {
            ParagraphAlign::Justify | ParagraphAlign::Left => self.style.cell() * 2,
            ParagraphAlign::Center | ParagraphAlign::Right => Length::ZERO,
        };
        LineMeasure { width: self.style.type_width, first: indent, rest: Length::ZERO, align }
    }

    fn glyph_box(&self, character: char, index: usize, face: FaceId, marks: TextMarks) -> GlyphBox {
        let size = self.style.body;
        let (size, raise) =
            if marks.superscript { (size.scaled(6, 10), size.scaled(36, 100)) } else { (size, Length::ZERO) };
        let style = RunStyle { heavy: marks.bold, slanted: marks.italic, underlined: marks.underline };
        GlyphBox { character, index, face, size, raise, style }
    }

    /// The items of each line of a paragraph.
    fn line_items(
        &self,
        text_items: &[InlineItem],
        format: &ParagraphFormat,
        node: NodeId,
        place: &dyn Fn(usize, usize) -> Place,
    ) -> Vec<Vec<PageItem>> {
        let style = self.style;
        let baseline = Typesetter::baseline(style.line(), style.body);
        let context = LineContext { x: style.binding_margin, baseline, node: Some(node), place };
        let line_items = |line| {
            let mut items = Vec::new();
            emit(&line, &context, &mut items);
            items
        };
        lines(text_items, format.measure).into_iter().map(line_items).collect()
    }

    /// Lists the first place of each character that no face has.
    pub fn note_missing(&mut self, text_items: &[InlineItem], place: impl Fn(usize) -> Place) {
        for item in text_items.iter().filter(|item| item.glyph == 0) {
            self.note(item.character, || place(item.index));
        }
    }

    pub(super) fn note(&mut self, character: char, place: impl FnOnce() -> Place) {
        if !self.missing.iter().any(|(known, _)| *known == character) {
            self.missing.push((character, place()));
        }
    }
}

/// The lines of a paragraph as strips of one line each.
fn strips_of_lines(
    lines: impl ExactSizeIterator<Item = Vec<PageItem>>,
    keeps_next: bool,
    bookmark: Option<(String, u8)>,
) -> impl Iterator<Item = Strip<'static>> {
    let (count, mut bookmark) = (lines.len(), bookmark);
    lines.enumerate().map(move |(number, items)| {
        let is_last = number + 1 == count;
        // Keep with next for headings; no orphan (first line alone) and no widow (last line alone).
        let may_end_page = !keeps_next && (is_last || (number > 0 && number + 2 < count));
        Strip { may_end_page, bookmark: bookmark.take(), ..Strip::set(1, items) }
    })
}
