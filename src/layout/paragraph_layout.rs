//! Paragraphs, headings, title and signature → strips. Knows prose and its levels, no tables.

use std::sync::Arc;

use super::inline_item::{Atom, Letter, Look, atoms};
use super::line_breaking::{Measure, lines};
use super::line_items::{Setting, emit};
use super::page::{Item, NodeId, Role, Structure};
use super::page_breaking::Strip;
use super::page_style::Style;
use super::paragraph_cache::{Kept, Lines};
use super::{FaceId, Fonts, Length};
use crate::report::{Part, Place, Spot};
use crate::richtext::{Align, Level, List, Marks, Paragraph, Prose};

/// What text needs to become strips.
pub struct Typesetter<'a> {
    /// The measures.
    pub style: &'a Style,
    /// The faces.
    pub fonts: &'a Fonts,
    /// The document's structure, which grows as text is set.
    pub structure: Structure,
    /// Characters without a glyph.
    pub missing: Vec<(char, Place)>,
    /// Paragraphs that need not be set again.
    pub kept: Kept,
}

/// How a paragraph is set.
struct Manner {
    face: FaceId,
    role: Role,
    bookmark: Option<u8>,
    measure: Measure,
    keeps_next: bool,
}

/// Where a paragraph stands while it is set; it is moved to its own place afterwards.
const PROVISIONAL: (Part, NodeId) = (Part::Preface, NodeId(0));

impl<'a> Typesetter<'a> {
    /// Nothing set yet.
    pub fn new(style: &'a Style, fonts: &'a Fonts, kept: Kept) -> Typesetter<'a> {
        Typesetter { style, fonts, structure: Structure::default(), missing: Vec::new(), kept }
    }
}

impl Typesetter<'_> {
    /// The strips of a text of the report.
    pub fn prose(&mut self, part: Part, prose: &Prose, parent: NodeId) -> Vec<Strip<'static>> {
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
                (Some(_), None) => Some(self.structure.add(Role::List, Some(parent))),
            };
            let node = self.structure.add(manner.role.clone(), Some(list.unwrap_or(parent)));
            for (character, at) in &lines.missing {
                self.note(*character, || part.place(Spot { paragraph: number, start: *at, end: *at + 1 }));
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
        let manner = Manner {
            face: FaceId::Hei,
            role: Role::Heading(1),
            bookmark: Some(1),
            measure: self.measure(Align::Justify),
            keeps_next: true,
        };
        let letters = title.chars().enumerate();
        let letters = letters.map(|(index, character)| self.letter(character, index, FaceId::Hei, Marks::default()));
        let atoms = atoms(letters, |size| self.em(size), self.fonts);
        self.note_missing(&atoms, |_| place);
        let lines = self.emitted(&atoms, &manner, node, &|_, _| place);
        stacked(lines.into_iter(), manner.keeps_next, Some((title.to_owned(), 1))).collect()
    }

    /// The lines of a paragraph, provisionally placed; none where it is blank.
    fn lines(&self, paragraph: &Paragraph, manner: &Manner) -> Lines {
        if paragraph.is_blank() {
            return Lines::default();
        }
        let (part, node) = PROVISIONAL;
        let place = |start, end| part.place(Spot { paragraph: 0, start, end });
        let letters = paragraph.characters().enumerate();
        let letters = letters.map(|(index, (character, marks))| self.letter(character, index, manner.face, marks));
        let atoms = atoms(letters, |size| self.em(size), self.fonts);
        let missing = atoms.iter().filter(|atom| atom.glyph == 0).map(|atom| (atom.character, atom.index)).collect();
        let mut lines = self.emitted(&atoms, manner, node, &place);
        if let (Some(list), Some(items)) = (paragraph.list, lines.first_mut()) {
            items.splice(0..0, self.bullet(list, manner.measure.first, node, place(0, 0)));
        }
        Lines { lines, missing }
    }

    /// Characters set in `face` at `size` in cells of their own size, as titles and tables have
    /// them; the missing ones are noted with `place`.
    pub fn plain(&mut self, text: &str, face: FaceId, size: Length, place: Place) -> Vec<Atom> {
        let atoms = self.cells(text, face, size);
        self.note_missing(&atoms, |_| place);
        atoms
    }

    fn cells(&self, text: &str, face: FaceId, size: Length) -> Vec<Atom> {
        let letters = text.chars().enumerate().map(|(index, character)| Letter {
            character,
            index,
            face,
            size,
            raise: Length::ZERO,
            look: Look::default(),
        });
        atoms(letters, |size| size, self.fonts)
    }

    /// Characters of body size set in `face` in the cells of the grid.
    pub fn body(&mut self, text: &str, face: FaceId, place: Place) -> Vec<Atom> {
        let letters: Vec<_> = text.chars().enumerate().collect();
        let letters =
            letters.into_iter().map(|(index, character)| self.letter(character, index, face, Marks::default()));
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
    fn bullet(&self, list: List, indent: Length, node: NodeId, place: Place) -> Vec<Item> {
        let mark = match list {
            List::Outer => "●",
            List::Inner => "○",
        };
        let style = self.style;
        let atoms = self.cells(mark, FaceId::Song, style.body / 2);
        let (cell, width) = (style.cell(), style.body / 2);
        let measure = Measure { width: cell, first: (cell - width) / 2, rest: Length::ZERO, align: Align::Left };
        // A mark of half the size stands in the middle of the line's characters.
        let baseline = Typesetter::baseline(style.line(), style.body) - style.body.scaled(19, 100);
        let mut items = Vec::new();
        for line in lines(&atoms, measure) {
            let x = style.binding_margin + indent - cell;
            emit(&line, &Setting { x, baseline, node: Some(node), place: &|_, _| place }, &mut items);
        }
        items
    }

    fn manner(&self, paragraph: &Paragraph) -> Manner {
        let (face, role, bookmark) = match (paragraph.level, paragraph.list) {
            (Level::Body, None) => (FaceId::Fang, Role::Paragraph, None),
            (Level::Body, Some(_)) => (FaceId::Fang, Role::ListItem, None),
            (Level::Second, _) => (FaceId::Kai, Role::Heading(2), Some(2)),
            (Level::Third, _) => (FaceId::Fang, Role::Heading(3), None),
            (Level::Fourth, _) => (FaceId::Fang, Role::Heading(4), None),
        };
        let cell = self.style.cell();
        let mut measure = self.measure(paragraph.align);
        match paragraph.list {
            Some(List::Outer) => (measure.first, measure.rest) = (cell * 3, cell * 3),
            Some(List::Inner) => (measure.first, measure.rest) = (cell * 4, cell * 4),
            None => {}
        }
        Manner { face, role, bookmark, measure, keeps_next: paragraph.level != Level::Body }
    }

    fn measure(&self, align: Align) -> Measure {
        let indent = match align {
            Align::Justify | Align::Left => self.style.cell() * 2,
            Align::Center | Align::Right => Length::ZERO,
        };
        Measure { width: self.style.type_width, first: indent, rest: Length::ZERO, align }
    }

    fn letter(&self, character: char, index: usize, face: FaceId, marks: Marks) -> Letter {
        let size = self.style.body;
        let (size, raise) =
            if marks.superscript { (size.scaled(6, 10), size.scaled(36, 100)) } else { (size, Length::ZERO) };
        let look = Look { heavy: marks.bold, slanted: marks.italic, underlined: marks.underline };
        Letter { character, index, face, size, raise, look }
    }

    /// The items of each line of a paragraph.
    fn emitted(
        &self,
        atoms: &[Atom],
        manner: &Manner,
        node: NodeId,
        place: &dyn Fn(usize, usize) -> Place,
    ) -> Vec<Vec<Item>> {
        let style = self.style;
        let baseline = Typesetter::baseline(style.line(), style.body);
        let setting = Setting { x: style.binding_margin, baseline, node: Some(node), place };
        let emitted = |line| {
            let mut items = Vec::new();
            emit(&line, &setting, &mut items);
            items
        };
        lines(atoms, manner.measure).into_iter().map(emitted).collect()
    }

    /// Notes the first place of each character that no face has.
    pub fn note_missing(&mut self, atoms: &[Atom], place: impl Fn(usize) -> Place) {
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
    lines: impl ExactSizeIterator<Item = Vec<Item>>,
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
