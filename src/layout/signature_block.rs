//! Unit and date after the text of a report without a seal (GB/T 9704 §7.3.5.2). Must not know any
//! page.

use super::line_breaking::{BrokenLine, LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::{NodeId, StructureRole};
use super::page_breaking::Strip;
use super::paragraph_layout::Typesetter;
use super::report_title::balanced_rows;
use super::{FaceId, Length};
use crate::report::{Place, Signature};
use crate::richtext::ParagraphAlign;

/// The strips of the signature: an empty line; the unit with a right margin of two characters,
/// broken at word boundaries; the date, which begins two characters right of the unit. Where the
/// date is longer, it keeps the margin of two characters and the unit moves left.
pub fn signature(typesetter: &mut Typesetter<'_>, signature: &Signature, parent: NodeId) -> Vec<Strip<'static>> {
    let style = typesetter.style;
    let cell = style.cell();
    let width = style.type_width - cell * 4;
    let mut set = |text: &str| -> Vec<BrokenLine> {
        let text_items = typesetter.body(text, FaceId::Fang, Place::Signature);
        lines(&text_items, LineMeasure { width, first: Length::ZERO, rest: Length::ZERO, align: ParagraphAlign::Left })
    };
    let most = usize::try_from(style.characters - 4).unwrap_or(1);
    let unit: Vec<BrokenLine> = balanced_rows(&signature.unit, most, None).iter().flat_map(|row| set(row)).collect();
    let date = set(&signature.date.official());
    let width = |lines: &[BrokenLine]| lines.iter().map(|line| line.width).max().unwrap_or(Length::ZERO);
    let right = style.type_width - cell * 2;
    let unit_left = (right - width(&unit)).min(right - width(&date) - cell * 2).max(Length::ZERO);
    let rows = unit.iter().map(|line| (line, unit_left)).chain(date.iter().map(|line| (line, unit_left + cell * 2)));
    let mut strips = vec![Strip::set(1, Vec::new())];
    for (line, left) in rows {
        let node = typesetter.structure.add(StructureRole::Paragraph, Some(parent));
        let mut items = Vec::new();
        let context = LineContext {
            x: style.binding_margin + left,
            baseline: Typesetter::baseline(style.line(), style.body),
            node: Some(node),
            place: &|_, _| Place::Signature,
        };
        emit(line, &context, &mut items);
        strips.push(Strip::set(1, items));
    }
    strips
}
