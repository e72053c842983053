//! Paragraphs, headings, title and signature → strips. Knows prose and its levels, no tables.

use std::sync::Arc;

use super::inline_item::{GlyphBox, InlineItem, RunStyle, atoms};
use super::line_breaking::{LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::{NodeId, PageItem, StructureRole, StructureTree};
use super::page_breaking::Strip;
use super::page_style::PageStyle;
use super::paragraph_cache::{CachedLines, ParagraphCache};
use super::{FaceId, FontSet, Length};
use crate::report::{CharRange, Place, ReportText};
use crate::richtext::{Level, ListKind, Paragraph, ParagraphAlign, RichText, TextMarks};

/// What text needs to become strips.
pub struct Typesetter<'a> {
    /// The measures.
    pub style: &'a PageStyle,
    /// The faces.
    pub fonts: &'a FontSet,
    /// The document's structure, which grows as text is set.
    pub structure: StructureTree,
    /// Characters without a glyph.
    pub missing: Vec<(char, Place)>,
    /// Paragraphs that need not be set again.
    pub kept: ParagraphCache,
}

/// How a paragraph is set.
struct ParagraphFormat {
    face: FaceId,
    role: StructureRole,
    bookmark: Option<u8>,
    measure: LineMeasure,
    keeps_next: bool,
}

/// Where a paragraph stands while it is set; it is moved to its own place afterwards.
const PROVISIONAL: (ReportText, NodeId) = (ReportText::Preface, NodeId(0));

impl<'a> Typesetter<'a> {
    /// Nothing set yet.
    pub fn new(style: &'a PageStyle, fonts: &'a FontSet, kept: ParagraphCache) -> Typesetter<'a> {
        Typesetter { style, fonts, structure: StructureTree::default(), missing: Vec::new(), kept }
    }
}

impl Typesetter<'_> {
    /// The strips of a text of the report.
    pub fn prose(&mut self, part: ReportText, prose: &RichText, parent: NodeId) -> Vec<Strip<'static>> {
        let mut strips = Vec::new();
        let mut list: Option<NodeId> = None;
        let standing = self.kept.take(part, &prose.paragraphs);
        for (number, (paragraph, stands)) in prose.paragraphs.iter().zip(standing).enumerate() {
            let manner = self.manner(paragraph);
            let (former, lines) = match stands {
                Some((former, lines)) => (Some(former), lines),
                None => (None, Arc::new(self.lines(paragraph, &manner))),
            };
            self.kept.keep(part, || former.unwrap_or_else(|| paragraph.clone()), &lines);
            if paragraph.is_blank() {
                continue;
            }
            list = match (paragraph.list, list) {
                (None, _) => None,
                (Some(_), Some(open)) => Some(open),
                (Some(_), None) => Some(self.structure.add(StructureRole::List, Some(parent))),
            };
            let node = self.structure.add(manner.role.clone(), Some(list.unwrap_or(parent)));
            for (character, at) in &lines.missing {
                self.note(*character, || part.place(CharRange { paragraph: number, start: *at, end: *at + 1 }));
            }
            let bookmark = manner.bookmark.map(|level| (paragraph.text().trim().to_owned(), level));
            let lines = Arc::unwrap_or_clone(lines).at(part, number, node);
            let stacked = stacked(lines, manner.keeps_next, bookmark);
            strips.extend(stacked.map(|strip| Strip { paragraph: Some(number), ..strip }));
        }
        strips
    }

    /// The strip of a section's title: 黑体, on a line with what follows.
    pub fn heading(&mut self, title: &str, node: NodeId, place: Place) -> Vec<Strip<'static>> {
        let manner = ParagraphFormat {
            face: FaceId::Hei,
            role: StructureRole::Heading(1),
            bookmark: Some(1),
            measure: self.measure(ParagraphAlign::Justify),
            keeps_next: true,
        };
        let letters = title.chars().enumerate();
        let letters =
            letters.map(|(index, character)| self.letter(character, index, FaceId::Hei, TextMarks::default()));
        let atoms = atoms(letters, |size| self.em(size), self.fonts);
        self.note_missing(&atoms, |_| place);
        let lines = self.emitted(&atoms, &manner, node, &|_, _| place);
        stacked(lines.into_iter(), manner.keeps_next, Some((title.to_owned(), 1))).collect()
    }

    /// The lines of a paragraph, provisionally placed; none where it is blank.
    fn lines(&self, paragraph: &Paragraph, manner: &ParagraphFormat) -> CachedLines {
        if paragraph.is_blank() {
            return CachedLines::default();
        }
        let (part, node) = PROVISIONAL;
        let place = |start, end| part.place(CharRange { paragraph: 0, start, end });
        let letters = paragraph.characters().enumerate();
        let letters = letters.map(|(index, (character, marks))| self.letter(character, index, manner.face, marks));
        let atoms = atoms(letters, |size| self.em(size), self.fonts);
        let missing = atoms.iter().filter(|atom| atom.glyph == 0).map(|atom| (atom.character, atom.index)).collect();
        let mut lines = self.emitted(&atoms, manner, node, &place);
        if let (Some(list), Some(items)) = (paragraph.list, lines.first_mut()) {
            items.splice(0..0, self.bullet(list, manner.measure.first, node, place(0, 0)));
        }
        CachedLines { lines, missing }
    }

    /// Characters set in `face` at `size` in cells of their own size, as titles and tables have
    /// them; the missing ones are noted with `place`.
    pub fn plain(&mut self, text: &str, face: FaceId, size: Length, place: Place) -> Vec<InlineItem> {
        let atoms = self.cells(text, face, size);
        self.note_missing(&atoms, |_| place);
        atoms
    }

    fn cells(&self, text: &str, face: FaceId, size: Length) -> Vec<InlineItem> {
        let letters = text.chars().enumerate().map(|(index, character)| GlyphBox {
            character,
            index,
            face,
            size,
            raise: Length::ZERO,
            look: RunStyle::default(),
        });
        atoms(letters, |size| size, self.fonts)
    }

    /// Characters of body size set in `face` in the cells of the grid.
    pub fn body(&mut self, text: &str, face: FaceId, place: Place) -> Vec<InlineItem> {
        let letters: Vec<_> = text.chars().enumerate().collect();
        let letters =
            letters.into_iter().map(|(index, character)| self.letter(character, index, face, TextMarks::default()));
        let atoms = atoms(letters, |size| self.em(size), self.fonts);
        self.note_missing(&atoms, |_| place);
        atoms
    }

    /// The width of a full cell for characters of `size`: the grid's for body text.
    fn em(&self, size: Length) -> Length {
        size.scaled(i64::from(self.style.cell().thousandths()), i64::from(self.style.body.thousandths().max(1)))
    }

    /// The distance from the top of a line of `height` to the baseline of characters of `size`
    /// in its middle: a Chinese face stands 0.88 em above its baseline and 0.12 em below.
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
        let atoms = self.cells(mark, FaceId::Song, style.body / 2);
        let (cell, width) = (style.cell(), style.body / 2);
        let measure =
            LineMeasure { width: cell, first: (cell - width) / 2, rest: Length::ZERO, align: ParagraphAlign::Left };
        // A mark of half the size stands in the middle of the line's characters.
        let baseline = Typesetter::baseline(style.line(), style.body) - style.body.scaled(19, 100);
        let mut items = Vec::new();
        for line in lines(&atoms, measure) {
            let x = style.binding_margin + indent - cell;
            emit(&line, &LineContext { x, baseline, node: Some(node), place: &|_, _| place }, &mut items);
        }
        items
    }

    fn manner(&self, paragraph: &Paragraph) -> ParagraphFormat {
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

    fn letter(&self, character: char, index: usize, face: FaceId, marks: TextMarks) -> GlyphBox {
        let size = self.style.body;
        let (size, raise) =
            if marks.superscript { (size.scaled(6, 10), size.scaled(36, 100)) } else { (size, Length::ZERO) };
        let look = RunStyle { heavy: marks.bold, slanted: marks.italic, underlined: marks.underline };
        GlyphBox { character, index, face, size, raise, look }
    }

    /// The items of each line of a paragraph.
    fn emitted(
        &self,
        atoms: &[InlineItem],
        manner: &ParagraphFormat,
        node: NodeId,
        place: &dyn Fn(usize, usize) -> Place,
    ) -> Vec<Vec<PageItem>> {
        let style = self.style;
        let baseline = Typesetter::baseline(style.line(), style.body);
        let setting = LineContext { x: style.binding_margin, baseline, node: Some(node), place };
        let emitted = |line| {
            let mut items = Vec::new();
            emit(&line, &setting, &mut items);
            items
        };
        lines(atoms, manner.measure).into_iter().map(emitted).collect()
    }

    /// Notes the first place of each character that no face has.
    pub fn note_missing(&mut self, atoms: &[InlineItem], place: impl Fn(usize) -> Place) {
        for atom in atoms.iter().filter(|atom| atom.glyph == 0) {
            self.note(atom.character, || place(atom.index));
        }
    }

    fn note(&mut self, character: char, place: impl FnOnce() -> Place) {
        if !self.missing.iter().any(|(known, _)| *known == character) {
            self.missing.push((character, place()));
        }
    }
}

/// Lines of a paragraph as strips of a line each.
fn stacked(
    lines: impl ExactSizeIterator<Item = Vec<PageItem>>,
    keeps_next: bool,
    bookmark: Option<(String, u8)>,
) -> impl Iterator<Item = Strip<'static>> {
    let (count, mut bookmark) = (lines.len(), bookmark);
    lines.enumerate().map(move |(number, items)| {
        let is_last = number + 1 == count;
        // No page ends within a heading, after the first line of a paragraph or before its last.
        let may_end_page = !keeps_next && (is_last || (number > 0 && number + 2 < count));
        Strip { may_end_page, bookmark: bookmark.take(), ..Strip::set(1, items) }
    })
}
