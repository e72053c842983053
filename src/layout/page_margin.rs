//! What every page has outside its type area: page numbers and the review mark. Must not know any
//! text of the report.

use super::line_breaking::{LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::Page;
use super::paragraph_layout::Typesetter;
use super::{FaceId, Length};
use crate::report::Place;
use crate::richtext::ParagraphAlign;

/// The dashes of the page number are 7 mm below the type area (GB/T 9704 §7.5).
const BELOW: Length = Length::tenths_mm(70);

/// The mark of a report that is not approved yet.
const REVIEW: &str = "送审稿";

/// Numbers the pages: at the outer side, one character in from the edge of the type area.
pub fn number(typesetter: &mut Typesetter<'_>, pages: &mut [Page]) {
    let style = typesetter.style;
    let size = style.page_number;
    for (index, page) in pages.iter_mut().enumerate() {
        let text_items = typesetter.plain(&format!("— {} —", index + 1), FaceId::Song, size, Place::Page);
        let is_right = index % 2 == 0;
        let align = if is_right { ParagraphAlign::Right } else { ParagraphAlign::Left };
        let measure =
            LineMeasure { width: style.type_width - size * 2, first: Length::ZERO, rest: Length::ZERO, align };
        // The dash of a Chinese face is about 0.38 em above the baseline.
        let baseline = style.head_margin + style.type_height + BELOW + size.scaled(38, 100);
        let context = LineContext { x: style.binding_margin + size, baseline, node: None, place: &|_, _| Place::Page };
        lines(&text_items, measure).iter().for_each(|line| emit(line, &context, &mut page.items));
        if style.review_mark {
            review(typesetter, page);
        }
    }
}

/// The mark 送审稿 in the head margin at the right.
fn review(typesetter: &mut Typesetter<'_>, page: &mut Page) {
    let style = typesetter.style;
    let text_items = typesetter.plain(REVIEW, FaceId::Hei, style.body, Place::Page);
    let measure =
        LineMeasure { width: style.type_width, first: Length::ZERO, rest: Length::ZERO, align: ParagraphAlign::Right };
    let baseline = style.head_margin - Length::tenths_mm(100);
    let context = LineContext { x: style.binding_margin, baseline, node: None, place: &|_, _| Place::Page };
    lines(&text_items, measure).iter().for_each(|line| emit(line, &context, &mut page.items));
}
