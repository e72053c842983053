//! Prose that means nothing: random pieces of real words, numbers beyond every measure, brackets
//! inside brackets, a million characters without a stop. The rules must come to an end and must
//! not panic, every place must lie in the text, and every sentence must be sayable.

use nianbao::check::{CheckInput, Finding, check};
use nianbao::form::{CellMeasure, Edition, Form, SectionId, UnitKind};
use nianbao::messages::{self, Language};
use nianbao::report::{CharRange, Date, Number, Place, Report};
use nianbao::richtext::{Paragraph, RichText};

const PIECES: &[&str] = &[
    "收到",
    "受理",
    "政府信息公开申请",
    "申请",
    "办结",
    "答复",
    "结转",
    "结转下年度",
    "上年结转",
    "予以公开",
    "部分公开",
    "不予公开",
    "无法提供",
    "自然人",
    "法人或其他组织",
    "行政复议",
    "行政诉讼",
    "败诉",
    "维持",
    "尚未审结",
    "规范性文件",
    "规章",
    "制发",
    "废止",
    "现行有效",
    "其中",
    "分别",
    "均",
    "共",
    "同比增长",
    "下降",
    "占",
    "未收到",
    "未发生",
    "均已办结",
    "信息处理费",
    "全市",
    "本机关",
    "上年",
    "2024年",
    "2023年",
    "第",
    "号",
    "件",
    "条",
    "元",
    "万",
    "亿",
    "%",
    "％",
    "余",
    "１２",
    "十二",
    "二〇二四",
    "18446744073709551616",
    "99999999999999999999999999999999",
    "0.000000000000000000000000000001",
    "1,234,567",
    "3.5",
    "0",
    "7",
    "一是",
    "二是",
    "（",
    "）",
    "（一）",
    "(",
    ")",
    "〔2021〕30号",
    "[2021]30号",
    "国办公开办函",
    "，",
    "。",
    "；",
    "：",
    "、",
    ",",
    "\"",
    "'",
    ".",
    "“",
    "”",
    " ",
    "\u{3000}",
    "日",
    "月",
    "20251231日",
    "2月30日",
    "我局",
    "我镇",
    "推动全省",
    "ABC",
    "é",
    "😀",
    "\u{200b}",
    "ไทย",
    "العربية",
    "𠀀",
    "XX",
    "、等",
    "期限为",
    "联系",
    "=",
];

fn nonsense(rng: &mut fastrand::Rng, pieces: usize) -> String {
    (0..pieces).map(|_| PIECES[rng.usize(..PIECES.len())]).collect()
}

fn report(rng: &mut fastrand::Rng, year: u16, text: impl Fn(&mut fastrand::Rng) -> String) -> Report {
    let kinds = UnitKind::ALL;
    let mut report = Report::new("青禾县水务局", kinds[rng.usize(..kinds.len())], year);
    let form = Form::of(report.form).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        if rng.u8(..) < 20 {
            continue;
        }
        let count = if rng.u8(..) == 0 { rng.u64(..) } else { rng.u64(..30) };
        let number = match field.measure {
            CellMeasure::Count => Number::Count(count),
            CellMeasure::Change => Number::Change(rng.i64(-5..5)),
            CellMeasure::Amount => {
                Number::parse("79228162514264337593543950335", CellMeasure::Amount).unwrap_or(Number::Count(1))
            }
        };
        report.numbers.set(field.key, Some(number));
    }
    report.preface = RichText::plain(&text(rng));
    for id in SectionId::ALL {
        *report.prose_mut(id) = RichText::plain(&text(rng));
    }
    report
}

fn spot(place: &Place) -> Option<(Option<SectionId>, CharRange)> {
    match place {
        Place::Preface(spot) => Some((None, *spot)),
        Place::Prose(id, spot) => Some((Some(*id), *spot)),
        _ => None,
    }
}

fn sound(form: &Form, report: &Report, findings: &[Finding]) {
    for finding in findings {
        for (home, spot) in finding.places.iter().filter_map(spot) {
            let prose = home.map_or(&report.preface, |id| report.prose(id).unwrap());
            let length = prose.paragraphs[spot.paragraph].length();
            assert!(spot.start <= spot.end && spot.end <= length, "{finding:?}");
        }
        let said = messages::finding(Language::Chinese, form, finding);
        assert!(!said.contains("%{") && !said.starts_with("finding."), "{said}");
    }
}

#[test]
fn nonsense_is_read_to_its_end() {
    let count = std::env::var("NONSENSE").ok().and_then(|count| count.parse().ok()).unwrap_or(150);
    for seed in 0..count {
        let mut rng = fastrand::Rng::with_seed(seed);
        let year = if rng.bool() { 2024 } else { 2020 };
        let of = |rng: &mut fastrand::Rng| {
            let lines = rng.usize(..4);
            (0..lines)
                .map(|_| {
                    let pieces = rng.usize(..60);
                    nonsense(rng, pieces) + "\n"
                })
                .collect::<String>()
        };
        let last = report(&mut rng, year - 1, of);
        let now = report(&mut rng, year, of);
        let form = Form::of(now.form).unwrap();
        let findings = check(&CheckInput::new(form, &now).compared_with(Some(&last)).on(Date::new(year + 1, 1, 28)));
        sound(form, &now, &findings);
    }
}

/// Each piece again and again without anything between, then all of them: what takes time in
/// proportion to the square of the length would not come to an end here.
#[test]
fn a_long_text_takes_time_in_proportion() {
    let form = Form::of(Edition::Cn2021).unwrap();
    let patterns = [
        "（",
        "）",
        "期限为",
        "收到申请1件，",
        "其中1件",
        "其中",
        "一是",
        "9",
        "9，",
        "申请",
        "均办结申请；",
        "2024年",
        "，，",
        "“",
        "增长1%",
        "行政复议1件",
        "（1件",
        "予以公开",
        "予以公开和",
        "分别1、",
        "未收到",
        "1元",
        "万",
        "十",
        "[2021]1号",
        "日",
        "2月30日",
        "第一，",
        "占5%",
    ];
    for pattern in patterns {
        let mut rng = fastrand::Rng::with_seed(1);
        let long = pattern.repeat(40_000 / pattern.chars().count());
        let mut now = report(&mut rng, 2024, |_| String::new());
        *now.prose_mut(SectionId::Overview) =
            RichText { paragraphs: vec![Paragraph::new(Default::default(), long.clone())] };
        let mut last = now.clone();
        last.year = 2023;
        let findings = check(&CheckInput::new(form, &now).compared_with(Some(&last)).on(None));
        assert!(findings.iter().all(|finding| !finding.places.is_empty()), "{pattern}");
    }
}

#[test]
fn a_million_characters_are_read() {
    let form = Form::of(Edition::Cn2021).unwrap();
    let mut rng = fastrand::Rng::with_seed(7);
    let mut long = String::new();
    while long.chars().count() < 1_000_000 {
        long += &nonsense(&mut rng, 200_000);
    }
    let mut now = report(&mut rng, 2024, |_| String::new());
    *now.prose_mut(SectionId::Overview) = RichText { paragraphs: vec![Paragraph::new(Default::default(), long)] };
    let findings = check(&CheckInput::new(form, &now).on(None));
    assert!(!findings.is_empty());
}
