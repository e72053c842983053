//! Text as a sequence of inline items: each is a character with its glyph, its width, by how much
//! it may shrink, and the glue after it. Must not know lines.

use super::char_class::{self, CharClass};
use super::{FaceId, FontSet, Length};

/// One character ready for a line.
#[derive(Clone, Debug)]
pub struct InlineItem {
    /// The character.
    pub character: char,
    /// Its number in the paragraph.
    pub index: usize,
    /// Its class for line breaking.
    pub class: CharClass,
    /// The face that has it.
    pub face: FaceId,
    /// Its glyph in that face; 0 where no face has it.
    pub glyph: u16,
    /// Its em, the font size.
    pub size: Length,
    /// The glyph's own advance.
    pub advance: Length,
    /// Its width in a line that is neither shrunk nor stretched.
    pub width: Length,
    /// The distance of the glyph's origin from the item's left edge.
    pub inset: Length,
    /// By how much its width may shrink: at its left for an opening mark, else at its right.
    pub shrink: Length,
    /// Its distance above the line's baseline.
    pub raise: Length,
    /// Its character style.
    pub style: RunStyle,
    /// Whether a line may end after it.
    pub breaks: bool,
    /// The glue after it: whether and how a stretched line may widen the space there.
    pub glue: Glue,
}

/// How a stretched line may widen the space after a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glue {
    /// Not at all: inside a word, a number or a dash.
    Fixed,
    /// Between Chinese and Western characters: first of all, by up to a quarter em.
    CjkWestern,
    /// Between Chinese characters.
    Cjk,
}

/// The character style: how a glyph is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunStyle {
    /// 加粗
    pub heavy: bool,
    /// 倾斜
    pub slanted: bool,
    /// 下划线
    pub underlined: bool,
}

/// A character and how it is to be typeset.
#[derive(Clone, Copy, Debug)]
pub struct GlyphBox {
    /// The character.
    pub character: char,
    /// Its number in the paragraph.
    pub index: usize,
    /// The wanted face.
    pub face: FaceId,
    /// The em.
    pub size: Length,
    /// The distance above the baseline.
    pub raise: Length,
    /// Its character style.
    pub style: RunStyle,
}

/// The inline items of a paragraph. `em` gives the width of a full-width cell for a character of
/// `size`: a Chinese character takes that width, whatever the advance of its glyph.
pub fn inline_items(
    glyph_boxes: impl IntoIterator<Item = GlyphBox>,
    em: impl Fn(Length) -> Length,
    fonts: &FontSet,
) -> Vec<InlineItem> {
    let mut items: Vec<InlineItem> =
        glyph_boxes.into_iter().filter(is_printed).map(|glyph_box| inline_item(glyph_box, &em, fonts)).collect();
    join(&mut items, &em);
    items
}

/// Whether the character is printed at all: control characters and zero-width characters are not.
fn is_printed(glyph_box: &GlyphBox) -> bool {
    let is_hidden =
        matches!(glyph_box.character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}');
    !is_hidden && (glyph_box.character == '\t' || !glyph_box.character.is_control())
}

fn inline_item(glyph_box: GlyphBox, em: &impl Fn(Length) -> Length, fonts: &FontSet) -> InlineItem {
    let GlyphBox { size, raise, style, index, .. } = glyph_box;
    // A tab is printed as a space.
    let character = if glyph_box.character == '\t' { ' ' } else { glyph_box.character };
    let class = CharClass::of(character);
    let wanted = wanted(glyph_box, class);
    let (face, glyph) = fonts.find(wanted, character).unwrap_or((FaceId::Song, 0));
    // A fallback glyph in a line of a heavy face is drawn heavier, so that the line has one weight.
    let is_heavier = matches!(wanted, FaceId::Title | FaceId::Hei) && face != wanted && class == CharClass::Han;
    let style = RunStyle { heavy: style.heavy || is_heavier, ..style };
    let advance = fonts.font(face).advance(glyph, size);
    let cell = em(size);
    let width = match class {
        CharClass::Space => Length::ZERO,
        CharClass::Digit | CharClass::Latin | CharClass::HalfClosing | CharClass::HalfOpening => advance,
        // 间隔号 takes half a cell (GB/T 15834 §4.14.3).
        CharClass::Middle if matches!(character, '·' | '‧' | '・' | '–' | '°') => (cell / 2).max(advance),
        _ => cell.max(advance - size / 10),
    };
    let spare = width - advance;
    let inset = match class {
        CharClass::Opening => spare,
        CharClass::Closing if spare > size / 10 => Length::ZERO,
        CharClass::Space => Length::ZERO,
        _ => spare / 2,
    };
    let shrink = if char_class::is_compressible(class) { cell / 2 } else { Length::ZERO };
    InlineItem {
        character,
        index,
        class,
        face,
        glyph,
        size,
        advance,
        width,
        inset,
        shrink,
        raise,
        style,
        breaks: false,
        glue: Glue::Fixed,
    }
}

/// Digits and Latin letters in body text are typeset in 宋体; headings and titles keep their face.
const fn wanted(glyph_box: GlyphBox, class: CharClass) -> FaceId {
    match glyph_box.face {
        FaceId::Fang | FaceId::Kai if class.is_western() || matches!(class, CharClass::Space) => FaceId::Song,
        face => face,
    }
}

/// What depends on neighbours: where a line may break, where there is glue, and which of two
/// adjacent punctuation marks is compressed to half its cell.
fn join(items: &mut [InlineItem], em: &impl Fn(Length) -> Length) {
    let classes: Vec<_> = items.iter().map(|item| (item.character, item.class)).collect();
    for (at, item) in items.iter_mut().enumerate() {
        let previous = at.checked_sub(1).and_then(|before| classes.get(before)).copied();
        if let Some((_, CharClass::Opening)) = previous
            && item.class == CharClass::Opening
        {
            compress_to_half(item);
            item.inset -= em(item.size) / 2;
        }
        let Some((next, next_class)) = classes.get(at + 1).copied() else { continue };
        if item.class == CharClass::Closing && char_class::is_compressible(next_class) {
            compress_to_half(item);
        }
        item.breaks =
            char_class::may_break(previous.map(|(_, class)| class), (item.character, item.class), (next, next_class));
        let spaced = item.class == CharClass::Space || next_class == CharClass::Space;
        item.glue = match (item.class.is_western(), next_class.is_western()) {
            (true, true) => Glue::Fixed,
            // No glue after the point of a number such as `1.` or next to half-width marks.
            _ if item.character == '.'
                || item.class == CharClass::HalfOpening
                || next_class == CharClass::HalfClosing =>
            {
                Glue::Fixed
            }
            _ if item.class == CharClass::Pair && next_class == CharClass::Pair => Glue::Fixed,
            // No glue inside brackets or before closing punctuation.
            _ if item.class == CharClass::Opening || next_class == CharClass::Closing => Glue::Fixed,
            // The year and the number of a document: 〔2021〕30号.
            _ if item.character == '〕' && next_class == CharClass::Digit => Glue::Fixed,
            _ if spaced => space_glue(&classes, at, item.class),
            (false, false) => Glue::Cjk,
            _ if char_class::is_compressible(item.class) || char_class::is_compressible(next_class) => Glue::Cjk,
            _ => Glue::CjkWestern,
        };
        if item.class == CharClass::Space {
            item.width = space_width(&classes, at, item.size);
        }
    }
}

fn compress_to_half(item: &mut InlineItem) {
    let half = item.shrink;
    item.width -= half;
    item.shrink = Length::ZERO;
}

/// The width of a space. Between Chinese and Western characters it is zero, since a line has glue
/// there in any case; within Western text or next to a dash it is a quarter em.
fn space_width(classes: &[(char, CharClass)], at: usize, size: Length) -> Length {
    let western = |index: Option<usize>| {
        let class = index.and_then(|index| classes.get(index)).map(|(_, class)| *class);
        class.is_some_and(|class| class.is_western() || matches!(class, CharClass::Space | CharClass::Pair))
    };
    if western(at.checked_sub(1)) && western(Some(at + 1)) { size / 4 } else { Length::ZERO }
}

/// The glue next to a space. Only the position before the space has glue, so that it counts once.
fn space_glue(classes: &[(char, CharClass)], at: usize, class: CharClass) -> Glue {
    if class == CharClass::Space {
        return Glue::Fixed;
    }
    let beyond = classes.get(at + 2).map(|(_, class)| *class);
    match (class.is_western(), beyond.is_some_and(CharClass::is_western)) {
        (true, true) => Glue::Fixed,
        (false, false) => Glue::Cjk,
        _ => Glue::CjkWestern,
    }
}
