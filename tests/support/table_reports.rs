//! Reports with tables in their texts, the same for the same seed: any number of rows and columns, merged cells, heads
//! of several rows, cells of several paragraphs, tables at the beginning, at the end and side by side.
#![allow(dead_code, clippy::unwrap_used)]

use fastrand::Rng;
use nianbao::form::{SectionId, UnitKind};
use nianbao::report::{Date, Report, Signature};
use nianbao::richtext::{CellBegin, Level, Paragraph, ParagraphAlign, RichText, Run, Span, TextCell, TextMarks};

const WORDS: [&str; 14] = [
    "机构职能",
    "图解和视频等解读材料",
    "12",
    "1,234",
    "71.6%",
    "接办",
    "（条）",
    "政务公开培训，",
    "“三审三校”",
    "AI",
    "https://www.example.gov.cn/zwgk/",
    "按时办结。",
    "来信来访",
    "——",
];

/// Words of a cell or a paragraph.
pub fn words(rng: &mut Rng, most: usize) -> String {
    (0..rng.usize(..=most)).map(|_| WORDS[rng.usize(..WORDS.len())]).collect()
}

/// A table of so many rows and columns. `is_plain`: nothing that plain kinds of files cannot hold.
pub fn table(rng: &mut Rng, rows: usize, columns: usize, is_plain: bool) -> Vec<Paragraph> {
    let header_rows = if is_plain { 1 } else { rng.usize(..=2) };
    let most = if columns > 8 { 1 } else { 4 };
    let mut all = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let begins = match (row, column) {
                (0, 0) => CellBegin::Table,
                (_, 0) => CellBegin::Row,
                _ => CellBegin::Cell,
            };
            let mut cell = TextCell { header: column == 0 && row < header_rows, ..TextCell::begun(begins) };
            if !is_plain && rng.u8(..6) == 0 {
                (cell.across, cell.down) = (Span::of(rng.usize(1..4)), Span::of(rng.usize(1..4)));
            }
            let paragraphs = if is_plain { 1 } else { 1 + rng.usize(..2) * rng.usize(..2) };
            for index in 0..paragraphs {
                let text = format!("{}{}", if index + 1 < paragraphs { "甲" } else { "" }, words(rng, most));
                let bold = !is_plain && rng.u8(..8) == 0;
                let run = Run { marks: TextMarks { bold, ..TextMarks::default() }, ..Run::new(text.trim()) };
                let mut paragraph = Paragraph::marked(Level::Body, vec![run]);
                let aligns = [ParagraphAlign::Justify, ParagraphAlign::Center, ParagraphAlign::Right];
                if !is_plain {
                    paragraph.align = aligns[rng.usize(..3)];
                }
                all.push(paragraph.in_cell(Some(if index == 0 { cell.clone() } else { TextCell::default() })));
            }
        }
    }
    all
}

fn prose(rng: &mut Rng, is_plain: bool) -> RichText {
    let mut paragraphs = vec![Paragraph::new(Level::Body, "现将情况报告如下。")];
    for _ in 0..rng.usize(1..5) {
        if rng.u8(..3) > 0 {
            let text = format!("我局{}开展工作。", words(rng, 8));
            paragraphs.push(Paragraph::new(Level::Body, text));
        }
        if rng.u8(..6) == 0 && !is_plain {
            paragraphs.push(Paragraph::new(Level::Second, "（一）主动公开情况"));
        }
        if rng.bool() {
            if rng.bool() && !is_plain {
                let mut caption = Paragraph::new(Level::Body, "表1　公开信息分类情况");
                caption.align = ParagraphAlign::Center;
                paragraphs.push(caption);
            }
            let (rows, columns) = match rng.u8(..12) {
                0 if !is_plain => (rng.usize(20..70), rng.usize(1..6)),
                1 if !is_plain => (rng.usize(1..4), rng.usize(20..63)),
                2 if !is_plain => (1, 1),
                _ => (rng.usize(2..7), rng.usize(2..6)),
            };
            paragraphs.extend(table(rng, rows, columns, is_plain));
            if rng.u8(..12) == 0 && !is_plain {
                // A cell that is longer than a page.
                let at = paragraphs.len() - 1;
                let cell = paragraphs[at].cell.clone();
                paragraphs[at] =
                    Paragraph::new(Level::Body, "政务公开工作持续推进，".repeat(rng.usize(60..300))).in_cell(cell);
            }
        }
    }
    RichText { paragraphs }.mended()
}

/// The report of `seed`.
pub fn report(seed: u64, is_plain: bool) -> Report {
    let mut rng = Rng::with_seed(seed);
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    for section in [SectionId::Overview, SectionId::Problems, SectionId::Others] {
        report.sections.insert(section, prose(&mut rng, is_plain));
    }
    let date = Date::new(2025, 1, 10).unwrap();
    report.signature = Some(Signature { unit: "青禾县水务局".into(), date, extra: Default::default() });
    report
}
