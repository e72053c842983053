//! The sheet on which a report goes round for approval: who drafted, checked, countersigned,
//! examined and issued it, each with a line to write on. It stands before the report and has no
//! page number. Knows the report's title and unit, no text.

use super::compose::{Setting, emit};
use super::flow::blank;
use super::line::{Measure, lines};
use super::page::{Colour, Item, NodeId, Page, Role, Rule, Shape};
use super::text::Typesetter;
use super::{FaceId, Length};
use crate::prose::Align;
use crate::report::Place;

/// The sheet's title.
const TITLE: &str = "审　签　单";

/// The stations of a document in an office, in the order in which it passes them.
const STATIONS: [&str; 5] = ["拟稿", "核稿", "会签", "审签", "签发"];

/// What each station writes.
const WRITES: [&str; 2] = ["签名：", "　　年　　月　　日"];

/// Heights of the rows that name the report and of those that are signed.
const NAMED: Length = Length::pt(56);
const SIGNED: Length = Length::pt(84);

/// The sheet for a report of this title by this unit.
pub fn sheet(setter: &mut Typesetter<'_>, title: &str, unit: &str, parent: NodeId) -> Page {
    let style = setter.style;
    let mut page = blank(style);
    let node = setter.structure.add(Role::Paragraph, Some(parent));
    let (left, right) =
        (style.binding_margin + style.hairline / 2, style.binding_margin + style.type_width - style.hairline / 2);
    let middle = left + style.type_width.scaled(18, 100);
    let mut words = |text: &str, face, size, x: Length, width: Length, top: Length, height: Length, align| {
        let atoms = setter.plain(text, face, size, Place::Page);
        let rows = lines(&atoms, Measure { width, first: Length::ZERO, rest: Length::ZERO, align });
        let leading = size.scaled(14, 10);
        let mut y = top + (height - leading * i32::try_from(rows.len()).unwrap_or(1)) / 2;
        for row in &rows {
            let baseline = y + Typesetter::baseline(leading, size);
            emit(row, &Setting { x, baseline, node: Some(node), place: &|_, _| Place::Page }, &mut page.items);
            y += leading;
        }
    };
    let (body, side) = (style.body, style.cell() / 2);
    let mut top = style.head_margin;
    words(TITLE, FaceId::Title, style.title, left, right - left, top, style.line() * 2, Align::Center);
    top += style.line() * 2 + Length::pt(8);
    let first = top;
    let mut edges = vec![top];
    for (label, text) in [("标题", title), ("报告单位", unit)] {
        words(label, FaceId::Hei, body, left, middle - left, top, NAMED, Align::Center);
        words(text, FaceId::Fang, body, middle + side, right - middle - side * 2, top, NAMED, Align::Left);
        top += NAMED;
        edges.push(top);
    }
    for station in STATIONS {
        words(station, FaceId::Hei, body, left, middle - left, top, SIGNED, Align::Center);
        let [sign, date] = WRITES;
        let foot = top + SIGNED - Length::pt(34);
        words(sign, FaceId::Fang, body, middle + side, style.cell() * 4, foot, Length::pt(30), Align::Left);
        words(date, FaceId::Fang, body, middle, right - middle - side, foot, Length::pt(30), Align::Right);
        top += SIGNED;
        edges.push(top);
    }
    let mut rule = |from, to| {
        let rule = Rule { from, to, width: style.hairline, colour: Colour::BLACK };
        page.items.push(Item { shape: Shape::Rule(rule), place: Place::Page, node: None });
    };
    let half = style.hairline / 2;
    edges.iter().for_each(|y| rule((left - half, *y), (right + half, *y)));
    [left, middle, right].into_iter().for_each(|x| rule((x, first), (x, top)));
    page
}
