//! The text of one cell, fitted to its width: its size is reduced a little, then it is wrapped.
//! Must not know the heights of rows.

use super::footnotes::Footnotes;
use crate::form::{Cell, CellAlign, CellContent, Form, Table};
use crate::layout::char_class::CharClass;
use crate::layout::inline_item::{GlyphBox, InlineItem, RunStyle, inline_items};
use crate::layout::line_breaking::{BrokenLine, LineMeasure, lines};
use crate::layout::paragraph_layout::Typesetter;
use crate::layout::{FaceId, FontSet, Length};
use crate::report::{Place, Report};
use crate::richtext::ParagraphAlign;

/// The padding left and right of centred text, and of left-aligned text.
const PADDING_CENTRED: Length = Length::milli(1500);
const PADDING_LEFT: Length = Length::milli(3000);

/// What stands between what stood in a cell and what stands there now.
const CHANGED: char = '→';

/// The text of a cell in lines.
pub struct CellText {
    /// The lines, with positions from `left`.
    pub lines: Vec<BrokenLine>,
    /// The left edge of its measure, from the page's left.
    pub left: Length,
    /// Its em, the font size.
    pub size: Length,
    /// The place that it came from.
    pub place: Place,
}

impl CellText {
    /// Its leading.
    pub fn leading(&self) -> Length {
        self.size.scaled(12, 10)
    }

    /// The height of all its lines.
    pub fn height(&self) -> Length {
        self.leading() * i32::try_from(self.lines.len()).unwrap_or(0)
    }
}

/// Lays out the text of `cell` between the edges of its columns.
pub fn text(
    typesetter: &mut Typesetter<'_>,
    form: &Form,
    report: &Report,
    cell: &Cell,
    edges: &[Length],
    notes: &Footnotes,
    table: &Table,
) -> CellText {
    let edge = |column: usize| edges.get(column).copied().unwrap_or(Length::ZERO);
    let whole_width = edge(cell.column + cell.across) - edge(cell.column);
    let is_narrow = whole_width < typesetter.style.table * 6;
    let padding = if is_narrow || cell.align == CellAlign::Center { PADDING_CENTRED } else { PADDING_LEFT };
    let left = edge(cell.column) + padding;
    let width = edge(cell.column + cell.across) - padding - left;
    let align = match cell.align {
        CellAlign::Center => ParagraphAlign::Center,
        CellAlign::Left => ParagraphAlign::Left,
        CellAlign::Justify => ParagraphAlign::Justify,
    };
    let measure = LineMeasure { width, first: Length::ZERO, rest: Length::ZERO, align };
    let (place, fragments) = match &cell.content {
        CellContent::Label { text, note } => {
            let fragments =
                vec![CellFragment::new(text.clone(), FaceId::Song), CellFragment::new(note.clone(), FaceId::Kai)];
            (Place::Table(table.name), fragments)
        }
        CellContent::Input(key, _) | CellContent::Total(key, _) => {
            let number = report.numbers.shown(form, *key).map(|number| number.to_string()).unwrap_or_default();
            let mark = notes.mark(*key).map(String::from).unwrap_or_default();
            let mark = CellFragment { raised: true, ..CellFragment::new(mark, FaceId::Song) };
            let number = match report.revised_cell(*key).filter(|_| typesetter.style.notes.is_some()) {
                // Who reviews sees what stood there.
                Some((_, former)) => format!("{former}{CHANGED}{number}"),
                None => number,
            };
            (Place::Cell(*key), vec![CellFragment::new(number, FaceId::Song), mark])
        }
    };
    let (full, least) = (typesetter.style.table, typesetter.style.table_least);
    let mut items = row(&fragments, full, typesetter.fonts);
    typesetter.note_missing(&items, |_| place);
    let is_changed = cell.key().is_some() && items.iter().any(|item| item.character == CHANGED);
    let breaks_after_number = is_narrow && fits_in_two_lines(&mut items, width, full);
    // What stood there, and under it what stands there now, where there is no room for both beside each other.
    let breaks = |items: &mut [InlineItem]| items.iter_mut().for_each(|item| item.breaks = item.character == CHANGED);
    if is_changed {
        breaks(&mut items);
    }
    let size = size(&items, width, full, least, cell.key().is_some() && !is_changed);
    let mut items = row(&fragments, size, typesetter.fonts);
    if is_changed {
        breaks(&mut items);
    }
    if breaks_after_number {
        break_after_number(&mut items);
    }
    let lines = if cell.upright { upright(&items, measure) } else { wrapped(&items, measure, size) };
    CellText { lines, left, size, place }
}

/// A part of a cell's text in one face.
struct CellFragment {
    text: String,
    face: FaceId,
    /// Whether it is superscript, as the mark of a footnote is.
    raised: bool,
}

impl CellFragment {
    fn new(text: String, face: FaceId) -> CellFragment {
        CellFragment { text, face, raised: false }
    }
}

fn row(fragments: &[CellFragment], size: Length, fonts: &FontSet) -> Vec<InlineItem> {
    let glyph_boxes =
        fragments.iter().flat_map(|fragment| fragment.text.chars().map(move |character| (character, fragment)));
    let glyph_boxes = glyph_boxes.enumerate().map(|(index, (character, fragment))| GlyphBox {
        character,
        index,
        face: fragment.face,
        size: if fragment.raised { size.scaled(6, 10) } else { size },
        raise: if fragment.raised { size.scaled(4, 10) } else { Length::ZERO },
        style: RunStyle::default(),
    });
    inline_items(glyph_boxes, |size| size, fonts)
}

/// Whether a label such as （三）不予公开 fits a narrow cell in two lines, the number and the rest, at a
/// slightly reduced size; then `items` are made to break only there.
fn fits_in_two_lines(items: &mut [InlineItem], width: Length, full: Length) -> bool {
    let numbered = items.first().is_some_and(|item| item.character == '（');
    let words: Length = items.iter().skip_while(|item| item.character != '）').skip(1).map(|item| item.width).sum();
    let fits = words.scaled(9, 10) <= width && words > full;
    if numbered && fits {
        break_after_number(items);
    }
    numbered && fits
}

fn break_after_number(items: &mut [InlineItem]) {
    for item in items {
        item.breaks = item.character == '）';
    }
}

/// The size at which text that was laid out at `full` fits `width`. A number is reduced until it
/// fits one line; a label only to nine tenths, since it can be wrapped. Both are reduced further if
/// a part that cannot be broken would not fit.
fn size(items: &[InlineItem], width: Length, full: Length, least: Length, is_number: bool) -> Length {
    let whole: Length = items.iter().map(|item| item.width).sum();
    let widest = items.split_inclusive(|item| item.breaks).map(|part| part.iter().map(|item| item.width).sum());
    let widest: Length = widest.max().unwrap_or(Length::ZERO);
    let fits = |size: Length, text: Length| {
        text.scaled(i64::from(size.thousandths()), i64::from(full.thousandths().max(1))) <= width
    };
    let steps =
        || std::iter::successors(Some(full), |size| Some(*size - Length::milli(500))).take_while(|size| *size >= least);
    if is_number {
        return steps().find(|size| fits(*size, whole)).unwrap_or(least);
    }
    let nine_tenths = full.scaled(9, 10);
    let one_line = steps().take_while(|size| *size >= nine_tenths).find(|size| fits(*size, whole));
    one_line.or_else(|| steps().find(|size| fits(*size, widest))).unwrap_or(least)
}

/// Lines of about the same length if the text is centred or the cell is narrow; otherwise lines as
/// long as possible.
fn wrapped(items: &[InlineItem], measure: LineMeasure, size: Length) -> Vec<BrokenLine> {
    let full = lines(items, measure);
    let narrow = measure.width < size * 6;
    if full.len() < 2 || !(narrow || measure.align == ParagraphAlign::Center) {
        return full;
    }
    let step = size / 4;
    let narrower = std::iter::successors(Some(measure.width - step), |width| Some(*width - step));
    let even = narrower
        .take_while(|width| *width >= size)
        .take_while(|width| lines(items, LineMeasure { width: *width, ..measure }).len() == full.len());
    let Some(even) = even.last() else { return full };
    let mut even_lines = lines(items, LineMeasure { width: even, ..measure });
    if measure.align == ParagraphAlign::Center {
        let shift = (measure.width - even) / 2;
        for line in &mut even_lines {
            line.width += shift;
            line.items.iter_mut().for_each(|(_, edge)| *edge += shift);
        }
    }
    even_lines
}

/// One character a line, each centred; a closing mark is placed right of the character before it.
fn upright(items: &[InlineItem], measure: LineMeasure) -> Vec<BrokenLine> {
    let groups = items.chunk_by(|_, right| right.class == CharClass::Closing);
    let centred = groups.filter_map(|group| {
        let (first, marks) = group.split_first()?;
        let left = (measure.width - first.width) / 2;
        let mut edge = left + first.width;
        let mut placed = vec![(first.clone(), left)];
        for mark in marks {
            placed.push((mark.clone(), edge));
            edge += mark.width;
        }
        Some(BrokenLine { items: placed, width: edge })
    });
    centred.collect()
}
