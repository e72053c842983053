//! Text, rules and fills of charts as items of a page. Must not know a chart.

use crate::layout::{
    Colour, FaceId, FilledArea, FilledRect, FontSet, GlyphPosition, Length, NodeId, PageItem, RuleLine, Shape,
    StructureTree, TextRun,
};
use crate::report::Place;

/// A rectangle of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct ChartArea {
    pub left: Length,
    pub top: Length,
    pub width: Length,
    pub height: Length,
}

/// Draws on a page.
pub(super) struct ChartPainter<'a> {
    fonts: &'a FontSet,
    /// The size of all but heads.
    pub small: Length,
    /// From one line of such text to the next.
    pub leading: Length,
    /// What is drawn so far.
    pub items: Vec<PageItem>,
    /// The structure of the document.
    pub structure: StructureTree,
}

/// A name under a point has at most so many lines.
const NAME_LINES: usize = 3;
/// The width of outlines.
const HAIRLINE: Length = Length::milli(500);

impl<'a> ChartPainter<'a> {
    pub fn new(fonts: &'a FontSet, small: Length, leading: Length) -> ChartPainter<'a> {
        ChartPainter { fonts, small, leading, items: Vec::new(), structure: StructureTree::default() }
    }

    /// A line in the middle of `width`; returns where the next line begins.
    pub fn title(
        &mut self,
        words: &str,
        left: Length,
        top: Length,
        width: Length,
        size: Length,
        node: NodeId,
    ) -> Length {
        let indent = (width - self.width(words, FaceId::Title, size)) / 2;
        self.text(words, (left + indent.max(Length::ZERO), top + size), (FaceId::Title, size), Colour::BLACK, node);
        top + size.scaled(3, 2)
    }

    /// A head, in 黑体; returns where the next line begins.
    pub fn head(
        &mut self,
        words: &str,
        (left, top): (Length, Length),
        width: Length,
        size: Length,
        node: NodeId,
    ) -> Length {
        let words = self.fitted(words, FaceId::Hei, size, width);
        self.text(&words, (left, top + size), (FaceId::Hei, size), Colour::BLACK, node);
        top + size.scaled(3, 2)
    }

    /// A text in lines; returns where the next line begins.
    pub fn paragraph(
        &mut self,
        words: &str,
        (left, top): (Length, Length),
        width: Length,
        size: Length,
        node: NodeId,
    ) -> Length {
        let mut baseline = top + size;
        for line in self.lines(words, width, size) {
            self.text(&line, (left, baseline), (FaceId::Song, size), Colour::BLACK, node);
            baseline += self.leading;
        }
        baseline - size
    }

    /// The text in lines of at most `width`.
    pub fn lines(&self, words: &str, width: Length, size: Length) -> Vec<String> {
        let mut lines = Vec::new();
        for part in words.split('\n').filter(|part| !part.is_empty()) {
            let (mut line, mut taken) = (String::new(), Length::ZERO);
            for one in part.chars() {
                let advance = self.advance(one, FaceId::Song, size);
                // No line begins with a mark that ends something, and no word of letters is parted.
                if taken + advance > width && !"，。；：、）”% ".contains(one) {
                    let is_word = |one: char| one.is_ascii_alphanumeric();
                    let start = line.rfind(' ').filter(|_| is_word(one) && line.ends_with(is_word)).map(|at| at + 1);
                    let rest = line.split_off(start.unwrap_or(line.len()));
                    lines.push(std::mem::replace(&mut line, rest));
                    taken = self.width(&line, FaceId::Song, size);
                }
                line.push(one);
                taken += advance;
            }
            lines.push(line);
        }
        lines
    }

    /// In how many lines names stand best under points that are so far from each other; no more than three.
    pub fn rows_below(&self, names: &[String], step: Length) -> i32 {
        let rows = names.iter().map(|name| self.lines(name, step - self.small / 4, self.small).len()).max();
        i32::try_from(rows.unwrap_or(1).clamp(1, NAME_LINES)).unwrap_or(1)
    }

    /// A name in the middle under a point whose room begins at `left`, cut where its lines do not fit.
    pub fn below(&mut self, name: &str, (left, top): (Length, Length), step: Length, node: NodeId) {
        let small = self.small;
        let mut lines = self.lines(name, step - small / 4, small);
        if let Some(rest) = lines.get(NAME_LINES..).filter(|rest| !rest.is_empty()).map(<[String]>::concat) {
            lines.truncate(NAME_LINES);
            if let Some(last) = lines.last_mut() {
                *last = self.fitted(&format!("{last}{rest}"), FaceId::Song, small, step - small / 4);
            }
        }
        let mut baseline = top + small;
        for line in lines {
            let x = left + (step - self.width(&line, FaceId::Song, small)) / 2;
            self.text(&line, (x, baseline), (FaceId::Song, small), Colour::BLACK, node);
            baseline += self.leading;
        }
    }

    /// The words, cut with … where they do not fit.
    pub fn fitted(&self, words: &str, face: FaceId, size: Length, width: Length) -> String {
        if self.width(words, face, size) <= width {
            return words.to_owned();
        }
        let mut cut = String::new();
        let mut taken = self.advance('…', face, size);
        for one in words.chars() {
            taken += self.advance(one, face, size);
            if taken > width {
                break;
            }
            cut.push(one);
        }
        cut + "…"
    }

    /// How wide the words are.
    pub fn width(&self, words: &str, face: FaceId, size: Length) -> Length {
        words.chars().map(|one| self.advance(one, face, size)).sum()
    }

    /// Words on one line, a run for each face that their characters need.
    pub fn text(
        &mut self,
        words: &str,
        (left, baseline): (Length, Length),
        (face, size): (FaceId, Length),
        colour: Colour,
        node: NodeId,
    ) {
        let mut x = left;
        let mut run: Option<TextRun> = None;
        for character in words.chars() {
            let (own, glyph) = self.glyph(character, face);
            let advance = self.fonts.font(own).advance(glyph, size);
            if run.as_ref().is_some_and(|run| run.face != own) {
                self.finish(run.take(), node);
            }
            let run = run.get_or_insert_with(|| TextRun {
                face: own,
                size,
                x,
                baseline,
                glyphs: Vec::new(),
                heavy: false,
                slanted: false,
                colour,
            });
            run.glyphs.push(GlyphPosition { id: glyph, character, dx: x - run.x, advance });
            x += advance;
        }
        self.finish(run, node);
    }

    /// A straight line.
    pub fn rule(&mut self, from: (Length, Length), to: (Length, Length), width: Length, colour: Colour) {
        self.artifact(Shape::Rule(RuleLine { from, to, width, colour }));
    }

    /// A rectangle with a tone and a black outline.
    pub fn box_of(&mut self, area: ChartArea, tone: Colour) {
        let ChartArea { left: x, top: y, width, height } = area;
        self.artifact(Shape::Fill(FilledRect { x, y, width, height, colour: tone }));
        let (right, bottom) = (x + width, y + height);
        for (from, to) in
            [((x, y), (right, y)), ((x, bottom), (right, bottom)), ((x, y), (x, bottom)), ((right, y), (right, bottom))]
        {
            self.rule(from, to, HAIRLINE, Colour::BLACK);
        }
    }

    /// A slice with a tone and a black outline; its first point sees all of it.
    pub fn slice(&mut self, points: Vec<(Length, Length)>, tone: Colour) {
        let next = points.iter().copied().cycle().skip(1);
        let sides: Vec<_> = points.iter().copied().zip(next).collect();
        self.artifact(Shape::Area(FilledArea { points, colour: tone }));
        for (from, to) in sides {
            self.rule(from, to, HAIRLINE, Colour::BLACK);
        }
    }

    fn artifact(&mut self, shape: Shape) {
        self.items.push(PageItem { shape, place: Place::Page, node: None });
    }

    fn finish(&mut self, run: Option<TextRun>, node: NodeId) {
        let item = |run| PageItem { shape: Shape::Text(run), place: Place::Page, node: Some(node) };
        self.items.extend(run.map(item));
    }

    fn glyph(&self, character: char, face: FaceId) -> (FaceId, u16) {
        self.fonts.find(face, character).or_else(|| self.fonts.replacement(face)).unwrap_or((face, 0))
    }

    fn advance(&self, character: char, face: FaceId, size: Length) -> Length {
        let (own, glyph) = self.glyph(character, face);
        self.fonts.font(own).advance(glyph, size)
    }
}
