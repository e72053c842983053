//! The text of one cell, set into its width: shrunk a little, then wrapped. Knows no heights of
//! rows.

use super::footnotes::Footnotes;
use crate::form::{Cell, CellAlign, CellContent, Form, Table};
use crate::layout::char_class::CharClass;
use crate::layout::inline_item::{GlyphBox, InlineItem, RunStyle, atoms};
use crate::layout::line_breaking::{BrokenLine, LineMeasure, lines};
use crate::layout::paragraph_layout::Typesetter;
use crate::layout::{FaceId, FontSet, Length};
use crate::report::{Place, Report};
use crate::richtext::ParagraphAlign;

/// Space left and right of text that stands in the middle, and of text at the left.
const NARROW: Length = Length::milli(1500);
const WIDE: Length = Length::milli(3000);

/// The text of a cell in lines.
pub struct CellText {
    /// The lines, with positions from `left`.
    pub lines: Vec<BrokenLine>,
    /// The left edge of its measure, from the page's left.
    pub left: Length,
    /// Its em.
    pub size: Length,
    /// The place that it came from.
    pub place: Place,
}

impl CellText {
    /// The distance of its baselines.
    pub fn leading(&self) -> Length {
        self.size.scaled(12, 10)
    }

    /// The height of all its lines.
    pub fn height(&self) -> Length {
        self.leading() * i32::try_from(self.lines.len()).unwrap_or(0)
    }
}

/// Sets the text of `cell` between the edges of its columns.
pub fn text(
    setter: &mut Typesetter<'_>,
    form: &Form,
    report: &Report,
    cell: &Cell,
    edges: &[Length],
    notes: &Footnotes,
    table: &Table,
) -> CellText {
    let edge = |column: usize| edges.get(column).copied().unwrap_or(Length::ZERO);
    let whole_width = edge(cell.column + cell.across) - edge(cell.column);
    let is_narrow = whole_width < setter.style.table * 6;
    let side = if is_narrow || cell.align == CellAlign::Center { NARROW } else { WIDE };
    let left = edge(cell.column) + side;
    let width = edge(cell.column + cell.across) - side - left;
    let align = match cell.align {
        CellAlign::Center => ParagraphAlign::Center,
        CellAlign::Left => ParagraphAlign::Left,
        CellAlign::Justify => ParagraphAlign::Justify,
    };
    let measure = LineMeasure { width, first: Length::ZERO, rest: Length::ZERO, align };
    let (place, pieces) = match &cell.content {
        CellContent::Label { text, note } => {
            let pieces =
                vec![CellFragment::new(text.clone(), FaceId::Song), CellFragment::new(note.clone(), FaceId::Kai)];
            (Place::Table(table.name), pieces)
        }
        CellContent::Input(key, _) | CellContent::Total(key, _) => {
            let number = report.numbers.shown(form, *key).map(|number| number.to_string()).unwrap_or_default();
            let mark = notes.mark(*key).map(String::from).unwrap_or_default();
            let mark = CellFragment { raised: true, ..CellFragment::new(mark, FaceId::Song) };
            (Place::Cell(*key), vec![CellFragment::new(number, FaceId::Song), mark])
        }
    };
    let (full, least) = (setter.style.table, setter.style.table_least);
    let mut atoms = row(&pieces, full, setter.fonts);
    setter.note_missing(&atoms, |_| place);
    let by_sense = is_narrow && breaks_by_sense(&mut atoms, width, full);
    let size = size(&atoms, width, full, least, cell.key().is_some());
    let mut atoms = row(&pieces, size, setter.fonts);
    if by_sense {
        break_after_number(&mut atoms);
    }
    let lines = if cell.upright { upright(&atoms, measure) } else { wrapped(&atoms, measure, size) };
    CellText { lines, left, size, place }
}

/// Words of one face in a cell.
struct CellFragment {
    text: String,
    face: FaceId,
    /// Small and above the baseline, as the mark of a footnote.
    raised: bool,
}

impl CellFragment {
    fn new(text: String, face: FaceId) -> CellFragment {
        CellFragment { text, face, raised: false }
    }
}

fn row(pieces: &[CellFragment], size: Length, fonts: &FontSet) -> Vec<InlineItem> {
    let letters = pieces.iter().flat_map(|piece| piece.text.chars().map(move |character| (character, piece)));
    let letters = letters.enumerate().map(|(index, (character, piece))| GlyphBox {
        character,
        index,
        face: piece.face,
        size: if piece.raised { size.scaled(6, 10) } else { size },
        raise: if piece.raised { size.scaled(4, 10) } else { Length::ZERO },
        look: RunStyle::default(),
    });
    atoms(letters, |size| size, fonts)
}

/// Whether a label such as （三）不予公开 goes into a narrow cell in two lines, its number and its
/// words, if it shrinks a little; then `atoms` breaks there alone.
fn breaks_by_sense(atoms: &mut [InlineItem], width: Length, full: Length) -> bool {
    let numbered = atoms.first().is_some_and(|atom| atom.character == '（');
    let words: Length = atoms.iter().skip_while(|atom| atom.character != '）').skip(1).map(|atom| atom.width).sum();
    let fits = words.scaled(9, 10) <= width && words > full;
    if numbered && fits {
        break_after_number(atoms);
    }
    numbered && fits
}

fn break_after_number(atoms: &mut [InlineItem]) {
    for atom in atoms {
        atom.breaks = atom.character == '）';
    }
}

/// The size at which text set at `full` goes into `width`: a number shrinks until it stands on
/// one line, a word only a little, for a wrapped word reads well; both shrink where a part that
/// cannot be broken would not fit.
fn size(atoms: &[InlineItem], width: Length, full: Length, least: Length, is_number: bool) -> Length {
    let whole: Length = atoms.iter().map(|atom| atom.width).sum();
    let widest = atoms.split_inclusive(|atom| atom.breaks).map(|part| part.iter().map(|atom| atom.width).sum());
    let widest: Length = widest.max().unwrap_or(Length::ZERO);
    let fits = |size: Length, text: Length| {
        text.scaled(i64::from(size.thousandths()), i64::from(full.thousandths().max(1))) <= width
    };
    let steps =
        || std::iter::successors(Some(full), |size| Some(*size - Length::milli(500))).take_while(|size| *size >= least);
    if is_number {
        return steps().find(|size| fits(*size, whole)).unwrap_or(least);
    }
    let a_little = full.scaled(9, 10);
    let one_line = steps().take_while(|size| *size >= a_little).find(|size| fits(*size, whole));
    one_line.or_else(|| steps().find(|size| fits(*size, widest))).unwrap_or(least)
}

/// Lines of about the same length where text stands in the middle or the cell is narrow; else
/// lines as full as they go.
fn wrapped(atoms: &[InlineItem], measure: LineMeasure, size: Length) -> Vec<BrokenLine> {
    let full = lines(atoms, measure);
    let narrow = measure.width < size * 6;
    if full.len() < 2 || !(narrow || measure.align == ParagraphAlign::Center) {
        return full;
    }
    let step = size / 4;
    let narrower = std::iter::successors(Some(measure.width - step), |width| Some(*width - step));
    let even = narrower
        .take_while(|width| *width >= size)
        .take_while(|width| lines(atoms, LineMeasure { width: *width, ..measure }).len() == full.len());
    let Some(even) = even.last() else { return full };
    let mut even_lines = lines(atoms, LineMeasure { width: even, ..measure });
    if measure.align == ParagraphAlign::Center {
        let shift = (measure.width - even) / 2;
        for line in &mut even_lines {
            line.width += shift;
            line.atoms.iter_mut().for_each(|(_, edge)| *edge += shift);
        }
    }
    even_lines
}

/// One character a line, each in the middle; a mark hangs beside the character before it.
fn upright(atoms: &[InlineItem], measure: LineMeasure) -> Vec<BrokenLine> {
    let groups = atoms.chunk_by(|_, right| right.class == CharClass::Closing);
    let centred = groups.filter_map(|group| {
        let (first, hanging) = group.split_first()?;
        let left = (measure.width - first.width) / 2;
        let mut edge = left + first.width;
        let mut placed = vec![(first.clone(), left)];
        for mark in hanging {
            placed.push((mark.clone(), edge));
            edge += mark.width;
        }
        Some(BrokenLine { atoms: placed, width: edge })
    });
    centred.collect()
}
