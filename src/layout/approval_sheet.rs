//! The approval sheet (审签单): who drafted, checked, countersigned, examined and issued the report,
//! each with a line to sign, and the code by which it can be told whether a draft is what was signed. It comes before the report and has no page number. Must not know the
//! text of the report.

use super::line_breaking::{LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::{Colour, NodeId, Page, PageItem, RuleLine, Shape, StructureRole};
use super::page_breaking::blank;
use super::paragraph_layout::Typesetter;
use super::report_title::balanced_rows;
use super::{FaceId, Length};
use crate::report::{Place, ReportDigest};
use crate::richtext::ParagraphAlign;

/// The sheet's title.
const TITLE: &str = "审　签　单";

/// The approval steps of a document, in order.
const STEPS: [&str; 5] = ["拟稿", "核稿", "会签", "审签", "签发"];

/// What is filled in at each step.
const SIGNATURE_FIELDS: [&str; 2] = ["签名：", "　　年　　月　　日"];

/// The heights of the rows that name the report and of the rows that are signed. The latter shrink
/// where a long title needs more room.
const NAME_ROW_HEIGHT: Length = Length::pt(56);
const SIGNATURE_ROW_HEIGHT: Length = Length::pt(84);

/// The padding above and below a name that needs more than its row.
const PADDING: Length = Length::pt(8);

/// The sheet for a report by this unit with this title in its rows.
pub fn sheet(
    typesetter: &mut Typesetter<'_>,
    title: &[String],
    unit: &str,
    digest: ReportDigest,
    parent: NodeId,
) -> Page {
    let style = typesetter.style;
    let node = typesetter.structure.add(StructureRole::Paragraph, Some(parent));
    let (left, right) =
        (style.binding_margin + style.hairline / 2, style.binding_margin + style.type_width - style.hairline / 2);
    let middle = left + style.type_width.scaled(18, 100);
    let (body, side) = (style.body, style.cell() / 2);
    let mut cursor = ApprovalCursor { typesetter, node, page: blank(style) };
    let mut top = style.head_margin;
    cursor.text(
        TITLE,
        FaceId::Title,
        style.title,
        SignatureArea { left, right, top, height: style.line() * 2 },
        ParagraphAlign::Center,
    );
    top += style.line() * 2 + PADDING;
    let first = top;
    let mut edges = vec![top];
    let width = right - middle - side * 2;
    let (unit, code) = ([unit.to_owned()], [digest.short()]);
    let named =
        [("标题", title), ("报告单位", &unit), ("校验码", &code)].map(|(label, text)| (label, rows(text, width, body)));
    let heights = named.each_ref().map(|(_, rows)| {
        let count = i32::try_from(rows.lines().count()).unwrap_or(1);
        NAME_ROW_HEIGHT.max(leading(body) * count + PADDING * 2)
    });
    let steps = i32::try_from(STEPS.len()).unwrap_or(1);
    let rest = style.head_margin + style.type_height - style.hairline - top - heights.into_iter().sum();
    let signed = SIGNATURE_ROW_HEIGHT.min(rest / steps).max(Length::pt(40));
    for ((label, text), height) in named.iter().zip(heights) {
        cursor.text(
            label,
            FaceId::Hei,
            body,
            SignatureArea { left, right: middle, top, height },
            ParagraphAlign::Center,
        );
        let area = SignatureArea { left: middle + side, right: right - side, top, height };
        cursor.text(text, FaceId::Fang, body, area, ParagraphAlign::Left);
        top += height;
        edges.push(top);
    }
    for step in STEPS {
        cursor.text(
            step,
            FaceId::Hei,
            body,
            SignatureArea { left, right: middle, top, height: signed },
            ParagraphAlign::Center,
        );
        let [sign, date] = SIGNATURE_FIELDS;
        let (height, text_top) = (Length::pt(30), top + signed - Length::pt(34));
        let area = SignatureArea { left: middle + side, right: right - side, top: text_top, height };
        cursor.text(sign, FaceId::Fang, body, area, ParagraphAlign::Left);
        cursor.text(date, FaceId::Fang, body, area, ParagraphAlign::Right);
        top += signed;
        edges.push(top);
    }
    let mut rule = |from, to| {
        let rule = RuleLine { from, to, width: style.hairline, colour: Colour::BLACK };
        cursor.page.items.push(PageItem { shape: Shape::Rule(rule), place: Place::Page, node: None });
    };
    let half = style.hairline / 2;
    edges.iter().for_each(|y| rule((left - half, *y), (right + half, *y)));
    [left, middle, right].into_iter().for_each(|x| rule((x, first), (x, top)));
    cursor.page
}

/// An area of the sheet; text is centred vertically in it.
#[derive(Clone, Copy)]
struct SignatureArea {
    left: Length,
    right: Length,
    top: Length,
    height: Length,
}

struct ApprovalCursor<'a, 'b> {
    typesetter: &'a mut Typesetter<'b>,
    node: NodeId,
    page: Page,
}

impl ApprovalCursor<'_, '_> {
    /// Draws each line of `text` in `area`, wrapped where it is too long.
    fn text(&mut self, text: &str, face: FaceId, size: Length, area: SignatureArea, align: ParagraphAlign) {
        let measure = LineMeasure { width: area.right - area.left, first: Length::ZERO, rest: Length::ZERO, align };
        let mut rows = Vec::new();
        for line in text.lines() {
            rows.extend(lines(&self.typesetter.plain(line, face, size, Place::Page), measure));
        }
        let leading = leading(size);
        let mut y = area.top + (area.height - leading * i32::try_from(rows.len()).unwrap_or(1)) / 2;
        for row in &rows {
            let baseline = y + Typesetter::baseline(leading, size);
            let context = LineContext { x: area.left, baseline, node: Some(self.node), place: &|_, _| Place::Page };
            emit(row, &context, &mut self.page.items);
            y += leading;
        }
    }
}

/// The leading for characters of `size`.
const fn leading(size: Length) -> Length {
    size.scaled(14, 10)
}

/// The parts of a name in one line of `width` or, if they do not fit, each broken at word
/// boundaries.
fn rows(parts: &[String], width: Length, size: Length) -> String {
    let most = usize::try_from(width.thousandths() / size.thousandths().max(1)).unwrap_or(1);
    let whole = balanced_rows(&parts.concat(), most, None);
    let rows =
        if whole.len() == 1 { whole } else { parts.iter().flat_map(|part| balanced_rows(part, most, None)).collect() };
    rows.join("\n")
}
