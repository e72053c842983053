//! Text as a row of atoms: a character with its glyph, its width and what it may give or take.
//! Knows no lines.

use super::char_class::{self, CharClass};
use super::{FaceId, FontSet, Length};

/// One character ready for a line.
#[derive(Clone, Debug)]
pub struct InlineItem {
    /// The character.
    pub character: char,
    /// Its number in the paragraph.
    pub index: usize,
    /// What it is to the line.
    pub class: CharClass,
    /// The face that has it.
    pub face: FaceId,
    /// Its glyph in that face; 0 where no face has it.
    pub glyph: u16,
    /// Its em.
    pub size: Length,
    /// The glyph's own advance.
    pub advance: Length,
    /// The width that it takes in a line that is neither squeezed nor stretched.
    pub width: Length,
    /// How far right of its left edge the glyph's origin stands.
    pub inset: Length,
    /// How much narrower it may become: at its left for an opening mark, else at its right.
    pub give: Length,
    /// How far above the line's baseline it stands.
    pub raise: Length,
    /// Its marks.
    pub look: RunStyle,
    /// Whether a line may end after it.
    pub breaks: bool,
    /// Whether a stretched line may widen the gap after it, and how.
    pub gap: Glue,
}

/// What a stretched line may do with the gap after a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glue {
    /// Nothing: inside a word, a number or a dash.
    Fixed,
    /// Between Chinese and other writing: up to a quarter em before any other gap.
    Border,
    /// Between Chinese characters.
    Open,
}

/// Marks that change how a glyph is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunStyle {
    /// 加粗
    pub heavy: bool,
    /// 倾斜
    pub slanted: bool,
    /// 下划线
    pub underlined: bool,
}

/// A character and how it is to be set.
#[derive(Clone, Copy, Debug)]
pub struct GlyphBox {
    /// The character.
    pub character: char,
    /// Its number in the paragraph.
    pub index: usize,
    /// The face wanted.
    pub face: FaceId,
    /// The em.
    pub size: Length,
    /// How far above the baseline.
    pub raise: Length,
    /// Its marks.
    pub look: RunStyle,
}

/// The atoms of a paragraph. `em` is the width of a full cell for a character of `size` as the
/// grid has it: a Chinese character takes `em`, whatever its glyph's own advance.
pub fn atoms(
    letters: impl IntoIterator<Item = GlyphBox>,
    em: impl Fn(Length) -> Length,
    fonts: &FontSet,
) -> Vec<InlineItem> {
    let mut atoms: Vec<InlineItem> =
        letters.into_iter().filter(is_seen).map(|letter| atom(letter, &em, fonts)).collect();
    join(&mut atoms, &em);
    atoms
}

/// Whether paper shows the character at all: control characters and marks of no width are for
/// machines.
fn is_seen(letter: &GlyphBox) -> bool {
    let unseen =
        matches!(letter.character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}');
    !unseen && (letter.character == '\t' || !letter.character.is_control())
}

fn atom(letter: GlyphBox, em: &impl Fn(Length) -> Length, fonts: &FontSet) -> InlineItem {
    let GlyphBox { size, raise, look, index, .. } = letter;
    // A tab is a blank on paper.
    let character = if letter.character == '\t' { ' ' } else { letter.character };
    let class = CharClass::of(character);
    let wanted = wanted(letter, class);
    let (face, glyph) = fonts.find(wanted, character).unwrap_or((FaceId::Song, 0));
    // What stands for a character of a heavy face is made heavy, so that the line is of one weight.
    let weighty = matches!(wanted, FaceId::Title | FaceId::Hei) && face != wanted && class == CharClass::Han;
    let look = RunStyle { heavy: look.heavy || weighty, ..look };
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
    let give = if char_class::is_half_empty(class) { cell / 2 } else { Length::ZERO };
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
        give,
        raise,
        look,
        breaks: false,
        gap: Glue::Fixed,
    }
}

/// Digits and Latin in body text are set in 宋体; headings and titles keep their own face.
const fn wanted(letter: GlyphBox, class: CharClass) -> FaceId {
    match letter.face {
        FaceId::Fang | FaceId::Kai if class.is_western() || matches!(class, CharClass::Space) => FaceId::Song,
        face => face,
    }
}

/// What neighbours do to each other: where a line may end, where it may widen, and which of two
/// adjacent marks gives half its cell.
fn join(atoms: &mut [InlineItem], em: &impl Fn(Length) -> Length) {
    let classes: Vec<_> = atoms.iter().map(|atom| (atom.character, atom.class)).collect();
    for (at, atom) in atoms.iter_mut().enumerate() {
        let previous = at.checked_sub(1).and_then(|before| classes.get(before)).copied();
        if let Some((_, CharClass::Opening)) = previous
            && atom.class == CharClass::Opening
        {
            halve(atom);
            atom.inset -= em(atom.size) / 2;
        }
        let Some((next, next_class)) = classes.get(at + 1).copied() else { continue };
        if atom.class == CharClass::Closing && char_class::is_half_empty(next_class) {
            halve(atom);
        }
        atom.breaks =
            char_class::may_break(previous.map(|(_, class)| class), (atom.character, atom.class), (next, next_class));
        let spaced = atom.class == CharClass::Space || next_class == CharClass::Space;
        atom.gap = match (atom.class.is_western(), next_class.is_western()) {
            (true, true) => Glue::Fixed,
            // The point of a number at the head of a line (1.) and marks of half a cell stay by
            // their word.
            _ if atom.character == '.'
                || atom.class == CharClass::HalfOpening
                || next_class == CharClass::HalfClosing =>
            {
                Glue::Fixed
            }
            _ if atom.class == CharClass::Pair && next_class == CharClass::Pair => Glue::Fixed,
            // Brackets stay by what they enclose, pauses by what they end.
            _ if atom.class == CharClass::Opening || next_class == CharClass::Closing => Glue::Fixed,
            // The year and the number of a document: 〔2021〕30号.
            _ if atom.character == '〕' && next_class == CharClass::Digit => Glue::Fixed,
            _ if spaced => space_gap(&classes, at, atom.class),
            (false, false) => Glue::Open,
            _ if char_class::is_half_empty(atom.class) || char_class::is_half_empty(next_class) => Glue::Open,
            _ => Glue::Border,
        };
        if atom.class == CharClass::Space {
            atom.width = space_width(&classes, at, atom.size);
        }
    }
}

fn halve(atom: &mut InlineItem) {
    let half = atom.give;
    atom.width -= half;
    atom.give = Length::ZERO;
}

/// A blank between Chinese and other writing is the gap that a line makes there by itself: it
/// has no width of its own. A blank within other writing or beside a dash is a quarter em.
fn space_width(classes: &[(char, CharClass)], at: usize, size: Length) -> Length {
    let western = |index: Option<usize>| {
        let class = index.and_then(|index| classes.get(index)).map(|(_, class)| *class);
        class.is_some_and(|class| class.is_western() || matches!(class, CharClass::Space | CharClass::Pair))
    };
    if western(at.checked_sub(1)) && western(Some(at + 1)) { size / 4 } else { Length::ZERO }
}

/// Of the two gaps around a blank only the one before it may widen, so that it counts once.
fn space_gap(classes: &[(char, CharClass)], at: usize, class: CharClass) -> Glue {
    if class == CharClass::Space {
        return Glue::Fixed;
    }
    let beyond = classes.get(at + 2).map(|(_, class)| *class);
    match (class.is_western(), beyond.is_some_and(CharClass::is_western)) {
        (true, true) => Glue::Fixed,
        (false, false) => Glue::Open,
        _ => Glue::Border,
    }
}
