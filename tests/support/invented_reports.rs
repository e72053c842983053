//! Random reports, the same for the same seed: any length of text, marks, rare characters, big
//! numbers, empty sections, broken totals.
#![allow(dead_code, clippy::cast_possible_truncation, clippy::indexing_slicing, clippy::expect_used)]

use fastrand::Rng;
use nianbao::form::{CellContent, CellMeasure, Form, SectionId, UnitKind};
use nianbao::report::{Date, Number, Report, Signature, StatedTotal};
use nianbao::richtext::{Level, ListKind, Paragraph, ParagraphAlign, RichText, Run, TextMarks};

const PLACES: &[&str] = &["青石", "白沙", "临江", "云岭", "长乐河", "北辰山"];
const UNITS: &[&str] =
    &["区信访局", "县人民政府", "镇人民政府", "市自然资源和规划局", "经济技术开发区管理委员会政务服务和数据管理局"];
const PHRASES: &[&str] = &[
    "全年共收到政府信息公开申请",
    "12件",
    "，",
    "。",
    "；",
    "“三审三校”",
    "《中华人民共和国政府信息公开条例》",
    "（国办公开办函〔2021〕30号）",
    "——",
    "……",
    "12.6%",
    "2024年12月31日",
    "https://www.example.gov.cn/zwgk/zfxxgkzd/index.html",
    "政务公开",
    "、",
    "：",
    "AI",
    "（",
    "）",
    " ",
    "主动公开",
    "不予公开",
    "依法办理",
    "1,234",
    "㎡",
    "①",
    "·",
    "～",
    "？",
    "！",
    "我局",
    "严格落实",
    "一是",
    "“",
    "”",
    "《",
    "》",
    "Ｈ５",
    "3.5",
];

/// The report of `seed`.
pub fn report(seed: u64) -> Report {
    let mut rng = Rng::with_seed(seed);
    let unit = format!("{}{}", pick(&mut rng, PLACES), pick(&mut rng, UNITS));
    let kind = UnitKind::ALL[rng.usize(..UnitKind::ALL.len())];
    let mut report = Report::new(unit.clone(), kind, rng.u16(2019..2027));
    if rng.u8(..4) == 0 {
        report.preface = prose(&mut rng, 2);
    }
    for section in SectionId::ALL {
        if rng.u8(..8) > 0 {
            let most = if rng.u8(..20) == 0 { 60 } else { 8 };
            report.sections.insert(section, prose(&mut rng, most));
        }
    }
    numbers(&mut rng, &mut report);
    if rng.bool() {
        let date = Date::new(report.year + 1, rng.u8(1..=12), rng.u8(1..=28)).expect("a day");
        report.signature = Some(Signature { unit, date, extra: Default::default() });
    }
    report
}

fn numbers(rng: &mut Rng, report: &mut Report) {
    let form = Form::of(report.form).expect("a built-in form");
    let digits = rng.u32(1..=9);
    let blank = rng.u8(..4) == 0;
    for cell in form.tables.iter().flat_map(|table| &table.cells) {
        let number = match &cell.content {
            CellContent::Label { .. } => continue,
            CellContent::Total(key, _) => {
                if rng.u8(..40) == 0 {
                    let stated = if rng.bool() { StatedTotal::Blank } else { StatedTotal::Number(rng.u64(..1000)) };
                    report.numbers.state(*key, Some(stated));
                }
                continue;
            }
            CellContent::Input(_, CellMeasure::Count) => Number::Count(rng.u64(..10_u64.pow(digits))),
            CellContent::Input(_, CellMeasure::Change) => Number::Change(rng.i64(-500..500)),
            CellContent::Input(_, CellMeasure::Amount) => {
                let text = format!("{}.{:06}", rng.u32(..100_000), rng.u32(..1_000_000));
                Number::parse(&text, CellMeasure::Amount).expect("an amount")
            }
        };
        let Some(key) = cell.key() else { continue };
        if !(blank && rng.u8(..10) == 0) {
            report.numbers.set(key, Some(number));
        }
        if rng.u8(..150) == 0 {
            report.notes.insert(key, text(rng, 6));
        }
    }
}

fn prose(rng: &mut Rng, most: usize) -> RichText {
    let count = rng.usize(..=most);
    let mut paragraphs: Vec<Paragraph> = (0..count).map(|_| paragraph(rng)).collect();
    // No more than three headings follow each other: （一）, 1., （1）.
    for at in 3..paragraphs.len() {
        if paragraphs[at - 3..=at].iter().all(|paragraph| paragraph.level != Level::Body) {
            paragraphs[at].level = Level::Body;
        }
    }
    RichText { paragraphs }
}

fn paragraph(rng: &mut Rng) -> Paragraph {
    let level = [Level::Body, Level::Body, Level::Body, Level::Second, Level::Third, Level::Fourth][rng.usize(..6)];
    let length = if level == Level::Body { rng.usize(..60) } else { rng.usize(1..4) };
    let runs = (0..rng.usize(1..4)).map(|_| Run { text: text(rng, length), marks: marks(rng), ..Run::default() });
    let mut paragraph = Paragraph::marked(level, runs.collect());
    paragraph.align = [
        ParagraphAlign::Justify,
        ParagraphAlign::Justify,
        ParagraphAlign::Left,
        ParagraphAlign::Center,
        ParagraphAlign::Right,
    ][rng.usize(..5)];
    paragraph.list = if level == Level::Body {
        [None, None, None, Some(ListKind::Outer), Some(ListKind::Inner)][rng.usize(..5)]
    } else {
        None
    };
    paragraph
}

fn marks(rng: &mut Rng) -> TextMarks {
    let mut mark = || rng.u8(..6) == 0;
    TextMarks { bold: mark(), italic: mark(), underline: mark(), superscript: mark(), unverified: mark() }
}

fn text(rng: &mut Rng, length: usize) -> String {
    let mut text = String::new();
    for _ in 0..length {
        match rng.u8(..12) {
            // A character of the unified ideographs' first thousands: all in GB 18030 level 1.
            0 => text.push(char::from_u32(0x4e00 + rng.u32(..0x5000)).expect("an ideograph")),
            1 => {
                let most = 10_u64.pow(rng.u32(1..12));
                text.push_str(&rng.u64(..most).to_string());
            }
            _ => text.push_str(pick(rng, PHRASES)),
        }
    }
    text
}

fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.usize(..from.len())]
}
