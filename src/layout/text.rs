//! Paragraphs, headings, title and signature → strips. Knows prose and its levels, no tables.

use super::atom::{Atom, Letter, Look, atoms};
use super::compose::{Setting, emit};
use super::flow::{Body, Strip};
use super::line::{Line, Measure, lines};
use super::page::{Item, NodeId, Role, Structure};
use super::style::Style;
use super::{FaceId, Fonts, Length};
use crate::prose::{Align, Level, List, Marks, Paragraph, Prose};
use crate::report::{Place, Spot};

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
}

/// How a paragraph is set.
struct Manner {
    face: FaceId,
    role: Role,
    bookmark: Option<u8>,
    measure: Measure,
    keeps_next: bool,
}

impl Typesetter<'_> {
    /// The strips of a text; `place` makes the place of a spot in it.
    pub fn prose(&mut self, prose: &Prose, parent: NodeId, place: &dyn Fn(Spot) -> Place) -> Vec<Strip<'static>> {
        let mut strips = Vec::new();
        let mut list: Option<NodeId> = None;
        for (number, paragraph) in prose.paragraphs.iter().enumerate() {
            if paragraph.is_blank() {
                continue;
            }
            list = match (paragraph.list, list) {
                (None, _) => None,
                (Some(_), Some(open)) => Some(open),
                (Some(_), None) => Some(self.structure.add(Role::List, Some(parent))),
            };
            let manner = self.manner(paragraph);
            let node = self.structure.add(manner.role.clone(), Some(list.unwrap_or(parent)));
            let place = |start, end| place(Spot { paragraph: number, start, end });
            let bookmark = manner.bookmark.map(|level| (paragraph.text().trim().to_owned(), level));
            let letters = paragraph.characters().enumerate();
            let letters = letters.map(|(index, (character, marks))| self.letter(character, index, manner.face, marks));
            let mut lines = self.paragraph(letters.collect(), &manner, node, &place, bookmark);
            if let (Some(list), Some(Strip { body: Body::Set(items), .. })) = (paragraph.list, lines.first_mut()) {
                items.splice(0..0, self.bullet(list, manner.measure.first, node, place(0, 0)));
            }
            strips.extend(lines);
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
        let bookmark = Some((title.to_owned(), 1));
        self.paragraph(letters.collect(), &manner, node, &|_, _| place, bookmark)
    }

    /// Characters set in `face` at `size` in cells of their own size, as titles and tables have
    /// them; the missing ones are noted with `place`.
    pub fn plain(&mut self, text: &str, face: FaceId, size: Length, place: Place) -> Vec<Atom> {
        let letters = text.chars().enumerate().map(|(index, character)| Letter {
            character,
            index,
            face,
            size,
            raise: Length::ZERO,
            look: Look::default(),
        });
        let atoms = atoms(letters, |size| size, self.fonts);
        self.note_missing(&atoms, |_| place);
        atoms
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
    fn bullet(&mut self, list: List, indent: Length, node: NodeId, place: Place) -> Vec<Item> {
        let mark = match list {
            List::Outer => "●",
            List::Inner => "○",
        };
        let style = self.style;
        let atoms = self.plain(mark, FaceId::Song, style.body / 2, place);
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

    fn paragraph(
        &mut self,
        letters: Vec<Letter>,
        manner: &Manner,
        node: NodeId,
        place: &dyn Fn(usize, usize) -> Place,
        bookmark: Option<(String, u8)>,
    ) -> Vec<Strip<'static>> {
        let style = self.style;
        let atoms = atoms(letters, |size| self.em(size), self.fonts);
        self.note_missing(&atoms, |index| place(index, index + 1));
        let broken = lines(&atoms, manner.measure);
        let count = broken.len();
        let mut bookmark = bookmark;
        let strip = |(number, line): (usize, Line)| {
            let mut items = Vec::new();
            let setting = Setting {
                x: style.binding_margin,
                baseline: Typesetter::baseline(style.line(), style.body),
                node: Some(node),
                place,
            };
            emit(&line, &setting, &mut items);
            let is_last = number + 1 == count;
            // No page ends within a heading, after the first line of a paragraph or before its last.
            let may_end_page = !manner.keeps_next && (is_last || (number > 0 && number + 2 < count));
            Strip { may_end_page, bookmark: bookmark.take(), ..Strip::set(1, items) }
        };
        broken.into_iter().enumerate().map(strip).collect()
    }

    /// Notes the first place of each character that no face has.
    pub fn note_missing(&mut self, atoms: &[Atom], place: impl Fn(usize) -> Place) {
        for atom in atoms.iter().filter(|atom| atom.glyph == 0) {
            if !self.missing.iter().any(|(character, _)| *character == atom.character) {
                self.missing.push((atom.character, place(atom.index)));
            }
        }
    }
}
