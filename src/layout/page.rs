//! Pages as the layout returns them and as the PDF writer, the OFD writer and the preview read
//! them. Every item has the place in the report that it came from and its node in the structure
//! tree. Must not know file formats or a screen.

use super::{FaceId, Length};
use crate::raster::{PictureId, PictureStore};
use crate::report::{Date, Place, ReportDigest};

/// A report that is laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The headings that a reader jumps to, in order.
    pub outline: Vec<Bookmark>,
    /// The logical structure, for screen readers and text extraction.
    pub structure: StructureTree,
    /// The metadata of the file.
    pub about: DocumentInfo,
    /// Characters that no font has, each once, with its first place in the report. A box is printed
    /// for each.
    pub missing: Vec<(char, Place)>,
    /// The pictures that its pages show.
    pub pictures: PictureStore,
}

/// The metadata of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentInfo {
    /// The report's title in one line.
    pub title: String,
    /// The unit.
    pub author: String,
    /// The date of the signature, otherwise the last day of the report's year. Never the clock's.
    pub created: Option<Date>,
    /// What identifies the content of the report; where it is asked for, since it costs time in long ones.
    pub digest: Option<ReportDigest>,
}

/// A heading that a reader jumps to.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// The heading's words.
    pub title: String,
    /// Its rank: 1 for a section, 2 for a heading within.
    pub level: u8,
    /// The page, counted from 0.
    pub page: usize,
    /// The top of its line, from the page's top.
    pub top: Length,
}

/// One side of a sheet. Positions count from its top left corner, rightwards and downwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Width of the paper.
    pub width: Length,
    /// Height of the paper.
    pub height: Length,
    /// Its items in reading order; later ones are painted over earlier ones.
    pub items: Vec<PageItem>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageItem {
    /// What it is.
    pub shape: Shape,
    /// The place in the report that it came from.
    pub place: Place,
    /// Its node in the structure tree; `None` for artifacts: rules, fills and page numbers, which
    /// screen readers skip.
    pub node: Option<NodeId>,
}

impl PageItem {
    /// Whether it is none of the report: a mark, or a note of a reviewer.
    pub const fn is_beside_report(&self) -> bool {
        matches!(self.place, Place::Page)
    }
}

/// A text run, a rule, a fill, an area or a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Glyphs on one baseline.
    Text(TextRun),
    /// A straight line.
    Rule(RuleLine),
    /// A filled rectangle.
    Fill(FilledRect),
    /// A filled area with straight sides.
    Area(FilledArea),
    /// A picture.
    Picture(PlacedPicture),
}

/// A filled area with straight sides, all of which its first corner sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledArea {
    /// Its corners in order, from the page's left and top.
    pub points: Vec<(Length, Length)>,
    /// Its colour.
    pub colour: Colour,
}

/// A picture in its rectangle, which has its proportions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedPicture {
    /// Which picture of the paper.
    pub id: PictureId,
    /// Its left edge.
    pub x: Length,
    /// Its upper edge.
    pub y: Length,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
}

/// Glyphs of one face and size on one baseline. The n-th glyph is the n-th character of the
/// item's spot, where the place has one.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// The face.
    pub face: FaceId,
    /// The em.
    pub size: Length,
    /// The origin of the first glyph, from the page's left.
    pub x: Length,
    /// The baseline's distance from the page's top.
    pub baseline: Length,
    /// The glyphs from left to right.
    pub glyphs: Vec<GlyphPosition>,
    /// Whether it is drawn heavier than the face: 加粗, since there is no bold face.
    pub heavy: bool,
    /// Whether it is drawn slanted: 倾斜.
    pub slanted: bool,
    /// Its colour.
    pub colour: Colour,
}

/// One glyph of a run; one glyph is one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlyphPosition {
    /// The glyph identifier in the face; 0 (`.notdef`) for a character that no face has.
    pub id: u16,
    /// The character that it shows and that a reader extracts.
    pub character: char,
    /// Its origin's distance from the run's `x`.
    pub dx: Length,
    /// The glyph's advance in the face at this size; the position of the next glyph does not depend
    /// on it.
    pub advance: Length,
}

/// A straight line from one point to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// One end, from the page's left and top.
    pub from: (Length, Length),
    /// The other end.
    pub to: (Length, Length),
    /// Its width.
    pub width: Length,
    /// Its colour.
    pub colour: Colour,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilledRect {
    /// Its left edge.
    pub x: Length,
    /// Its upper edge.
    pub y: Length,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// Its colour.
    pub colour: Colour,
}

/// A colour as 0xRRGGBB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colour(pub u32);

/// The document as a tree of headings, paragraphs and tables; the root is node 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StructureTree {
    /// Every node; a parent comes before its children, siblings are in reading order.
    pub nodes: Vec<StructureNode>,
}

/// The number of a node in `StructureTree::nodes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub usize);

/// A node of the document's structure.
#[derive(Clone, Debug, PartialEq)]
pub struct StructureNode {
    /// What it is.
    pub role: StructureRole,
    /// Its parent; `None` for the root alone.
    pub parent: Option<NodeId>,
}

/// The role of a node, in the terms that tagged PDF (ISO 32000-1 §14.8) and HTML share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StructureRole {
    /// The root.
    Document,
    /// The report's title.
    Title,
    /// A part of the document with a heading.
    Section,
    /// A heading of rank 1 to 4.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// A table with its description for screen readers.
    Table(String),
    /// A row of a table.
    Row,
    /// A cell that heads others.
    HeaderCell {
        /// Whether it heads its column, its row or both.
        scope: HeaderScope,
        /// Rows covered.
        down: usize,
        /// Columns covered.
        across: usize,
    },
    /// A cell with a number.
    DataCell {
        /// Rows covered.
        down: usize,
        /// Columns covered.
        across: usize,
    },
    /// A footnote.
    Note,
    /// A picture with what it shows in words.
    Figure(String),
    /// The caption of a picture.
    Caption,
}

/// What a header cell heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderScope {
    /// The cells under it.
    Column,
    /// The cells right of it.
    Row,
}

impl Colour {
    /// Black.
    pub const BLACK: Colour = Colour(0);
}

impl StructureTree {
    /// Adds a node under `parent`.
    pub fn add(&mut self, role: StructureRole, parent: Option<NodeId>) -> NodeId {
        self.nodes.push(StructureNode { role, parent });
        NodeId(self.nodes.len() - 1)
    }

    /// The node `id`.
    pub fn node(&self, id: NodeId) -> Option<&StructureNode> {
        self.nodes.get(id.0)
    }
}

impl TextRun {
    /// The shear of a slanted run: tan 12°, in ten-thousandths.
    pub const SHEAR: u16 = 2_126;

    /// The width of the outline with which a heavy run is drawn: a thirtieth of an em.
    pub fn outline_width(&self) -> Length {
        self.size / 30
    }

    /// Its characters.
    #[allow(dead_code, reason = "tests look at pages through it")]
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.character).collect()
    }

    /// The right end of its last glyph.
    pub fn right(&self) -> Length {
        self.glyphs.last().map_or(self.x, |glyph| self.x + glyph.dx + glyph.advance)
    }
}
