//! The sheet on which a report goes round for approval: who drafted, checked, countersigned,
//! examined and issued it, each with a line to write on. It stands before the report and has no
//! page number. Knows the report's title and unit, no text.

use super::line_breaking::{LineMeasure, lines};
use super::line_items::{LineContext, emit};
use super::page::{Colour, NodeId, Page, PageItem, RuleLine, Shape, StructureRole};
use super::page_breaking::blank;
use super::paragraph_layout::Typesetter;
use super::report_title::shaped;
use super::{FaceId, Length};
use crate::report::Place;
use crate::richtext::ParagraphAlign;

/// The sheet's title.
const TITLE: &str = "审　签　单";

/// The stations of a document in an office, in the order in which it passes them.
const STATIONS: [&str; 5] = ["拟稿", "核稿", "会签", "审签", "签发"];

/// What each station writes.
const WRITES: [&str; 2] = ["签名：", "　　年　　月　　日"];

/// Heights of the rows that name the report and of those that are signed; the second give what a
/// long name needs.
const NAMED: Length = Length::pt(56);
const SIGNED: Length = Length::pt(84);

/// Space above and below a name that takes more than its row.
const AIR: Length = Length::pt(8);

/// The sheet for a report by this unit with this title in its rows.
pub fn sheet(setter: &mut Typesetter<'_>, title: &[String], unit: &str, parent: NodeId) -> Page {
    let style = setter.style;
    let node = setter.structure.add(StructureRole::Paragraph, Some(parent));
    let (left, right) =
        (style.binding_margin + style.hairline / 2, style.binding_margin + style.type_width - style.hairline / 2);
    let middle = left + style.type_width.scaled(18, 100);
    let (body, side) = (style.body, style.cell() / 2);
    let mut pen = ApprovalCursor { setter, node, page: blank(style) };
    let mut top = style.head_margin;
    pen.words(
        TITLE,
        FaceId::Title,
        style.title,
        SignatureArea { left, right, top, height: style.line() * 2 },
        ParagraphAlign::Center,
    );
    top += style.line() * 2 + AIR;
    let first = top;
    let mut edges = vec![top];
    let width = right - middle - side * 2;
    let unit = [unit.to_owned()];
    let named = [("标题", title), ("报告单位", &unit)].map(|(label, text)| (label, rows(text, width, body)));
    let heights = named.each_ref().map(|(_, rows)| {
        let count = i32::try_from(rows.lines().count()).unwrap_or(1);
        NAMED.max(leading(body) * count + AIR * 2)
    });
    let stations = i32::try_from(STATIONS.len()).unwrap_or(1);
    let rest = style.head_margin + style.type_height - style.hairline - top - heights.into_iter().sum();
    let signed = SIGNED.min(rest / stations).max(Length::pt(40));
    for ((label, text), height) in named.iter().zip(heights) {
        pen.words(label, FaceId::Hei, body, SignatureArea { left, right: middle, top, height }, ParagraphAlign::Center);
        let area = SignatureArea { left: middle + side, right: right - side, top, height };
        pen.words(text, FaceId::Fang, body, area, ParagraphAlign::Left);
        top += height;
        edges.push(top);
    }
    for station in STATIONS {
        pen.words(
            station,
            FaceId::Hei,
            body,
            SignatureArea { left, right: middle, top, height: signed },
            ParagraphAlign::Center,
        );
        let [sign, date] = WRITES;
        let (height, top_of_words) = (Length::pt(30), top + signed - Length::pt(34));
        let area = SignatureArea { left: middle + side, right: right - side, top: top_of_words, height };
        pen.words(sign, FaceId::Fang, body, area, ParagraphAlign::Left);
        pen.words(date, FaceId::Fang, body, area, ParagraphAlign::Right);
        top += signed;
        edges.push(top);
    }
    let mut rule = |from, to| {
        let rule = RuleLine { from, to, width: style.hairline, colour: Colour::BLACK };
        pen.page.items.push(PageItem { shape: Shape::Rule(rule), place: Place::Page, node: None });
    };
    let half = style.hairline / 2;
    edges.iter().for_each(|y| rule((left - half, *y), (right + half, *y)));
    [left, middle, right].into_iter().for_each(|x| rule((x, first), (x, top)));
    pen.page
}

/// Where words stand on the sheet, in the middle of its height.
#[derive(Clone, Copy)]
struct SignatureArea {
    left: Length,
    right: Length,
    top: Length,
    height: Length,
}

struct ApprovalCursor<'a, 'b> {
    setter: &'a mut Typesetter<'b>,
    node: NodeId,
    page: Page,
}

impl ApprovalCursor<'_, '_> {
    /// Sets each line of `text` into `area`, wrapped where it is too long.
    fn words(&mut self, text: &str, face: FaceId, size: Length, area: SignatureArea, align: ParagraphAlign) {
        let measure = LineMeasure { width: area.right - area.left, first: Length::ZERO, rest: Length::ZERO, align };
        let mut rows = Vec::new();
        for line in text.lines() {
            rows.extend(lines(&self.setter.plain(line, face, size, Place::Page), measure));
        }
        let leading = leading(size);
        let mut y = area.top + (area.height - leading * i32::try_from(rows.len()).unwrap_or(1)) / 2;
        for row in &rows {
            let baseline = y + Typesetter::baseline(leading, size);
            let setting = LineContext { x: area.left, baseline, node: Some(self.node), place: &|_, _| Place::Page };
            emit(row, &setting, &mut self.page.items);
            y += leading;
        }
    }
}

/// The distance of baselines of characters of `size`.
const fn leading(size: Length) -> Length {
    size.scaled(14, 10)
}

/// The parts of a name in one line of `width` or, where that is too short, each broken where sense
/// allows.
fn rows(parts: &[String], width: Length, size: Length) -> String {
    let most = usize::try_from(width.thousandths() / size.thousandths().max(1)).unwrap_or(1);
    let whole = shaped(&parts.concat(), most, None);
    let rows = if whole.len() == 1 { whole } else { parts.iter().flat_map(|part| shaped(part, most, None)).collect() };
    rows.join("\n")
}
