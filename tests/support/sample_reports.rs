//! The reports whose pages are looked at: the sample, one with a city's numbers, and one of
//! everything that is hard to set.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use nianbao::form::{CellMeasure, Form, SectionId, UnitKind};
use nianbao::report::{Date, Number, Report, Signature};
use nianbao::richtext::{Level, ListKind, Paragraph, ParagraphAlign, RichText, Run, TextMarks};

/// The sample.
pub fn sample() -> Report {
    nianbao::session::draft_files::sample().unwrap()
}

/// The numbers of a city among `reports` with the sample's text; `None` where there is none.
pub fn city(reports: Vec<Report>) -> Option<Report> {
    let mut report = reports.into_iter().find(|report| report.unit.name == "宿迁市人民政府")?;
    report.unit.kind = UnitKind::City;
    report.sections = sample().sections;
    Some(report)
}

/// Marks beside marks, addresses, numbers with units, marks of every kind, lists, rare characters;
/// numbers as large as a column holds, footnotes, a long name, a signature.
pub fn stress() -> Report {
    let unit = "黔西南布依族苗族自治州青石经济技术开发区管理委员会政务服务和数据管理局";
    let mut report = Report::new(unit, UnitKind::Department, 2024);
    *report.prose_mut(SectionId::Overview) = RichText { paragraphs: overview() };
    *report.prose_mut(SectionId::Problems) = RichText { paragraphs: problems() };
    *report.prose_mut(SectionId::Others) =
        RichText::plain("2024年，全年收取信息处理费0元。\u{20164}、䶮、〇、镕、\u{28678}均可印出。");
    let form = Form::of(report.form).unwrap();
    for (count, field) in (1_u64..).zip(form.fields().filter(|field| !field.total)) {
        let number = match field.measure {
            CellMeasure::Amount => Number::parse("123456789.123456", CellMeasure::Amount).unwrap(),
            CellMeasure::Change => Number::Change(-12_345),
            CellMeasure::Count => {
                Number::Count([0, 7, 12_345_678, 305, 1_234_567_890][usize::try_from(count).unwrap() % 5])
            }
        };
        report.numbers.set(field.key, Some(number));
    }
    for (nth, field) in (0..).zip(form.fields().filter(|field| !field.total)) {
        let note = match nth {
            0 => {
                "含与其他部门联合制发的2件（青政规〔2024〕1号、青政规〔2024〕3号），其中1件自2025年1月1日起施行；不含转发上级的文件。"
            }
            14 => "含上年结转后撤回的3件。",
            _ => continue,
        };
        report.notes.insert(field.key, note.into());
    }
    let date = Date::new(2025, 1, 8).unwrap();
    report.signature = Some(Signature { unit: unit.into(), date, extra: Default::default() });
    report
}

fn overview() -> Vec<Paragraph> {
    let body = |text: &str| Paragraph::new(Level::Body, text);
    let mut all = vec![
        body(
            "一二三四五六七八九十一二三四五六七八九十（“《引号》”）：、、；——破折号，……省略号。全年收到12.6%的申请12件\
             （国办公开办函〔2021〕30号），见https://www.example.gov.cn/zwgk/zfxxgkzd/index.html?a=1&b=2，面积35㎡，\
             AI与5G并用，2020—2024年，温度25℃，10～20件。",
        ),
        Paragraph::new(Level::Second, format!("（一）二级标题{}", "很长".repeat(20))),
        Paragraph::new(Level::Third, "1.三级标题"),
        Paragraph::new(Level::Fourth, "（1）四级标题"),
        marked(),
    ];
    for (align, text) in [(ParagraphAlign::Center, "居中"), (ParagraphAlign::Right, "居右")] {
        let mut paragraph = body(text);
        paragraph.align = align;
        all.push(paragraph);
    }
    let items = [
        (ListKind::Outer, format!("第一级列表，{}", "很长".repeat(20))),
        (ListKind::Inner, "第二级列表".into()),
        (ListKind::Inner, "第二级".into()),
        (ListKind::Outer, "第一级".into()),
    ];
    for (list, text) in items {
        let mut item = body(&text);
        item.list = Some(list);
        all.push(item);
    }
    // What may not be parted, at every place of a line.
    for (at, whole) in
        (18..28).zip(["12.6%", "〔2021〕30号", "——", "……", "1,234.56万元", "“引”、", "）。", "第20条", "《条", "A4纸"])
    {
        all.push(body(&format!("{}{whole}{}", "一".repeat(at), "二".repeat(12))));
    }
    all
}

fn marked() -> Paragraph {
    let plain = TextMarks::default();
    let run = |text: &str, marks| Run { text: text.into(), marks, ..Run::default() };
    Paragraph::marked(
        Level::Body,
        vec![
            run("加粗的字", TextMarks { bold: true, ..plain }),
            run("，", plain),
            run("倾斜的字", TextMarks { italic: true, ..plain }),
            run("，", plain),
            run("下划线的字", TextMarks { underline: true, ..plain }),
            run("，上标", plain),
            run("[1]", TextMarks { superscript: true, ..plain }),
            run("又粗又斜", TextMarks { bold: true, italic: true, ..plain }),
        ],
    )
}

fn problems() -> Vec<Paragraph> {
    let text = "一是制度执行不严、公开不及时；二是“重发布、轻解读”（如《关于印发〈青石区2024年政务公开工作要点〉的通知》），\
                解读率仅76.5%；三是人员变动多，全年培训3次、260人次。";
    let mut all = vec![Paragraph::new(Level::Second, "（一）存在的主要问题")];
    all.extend((1..6).map(|times| Paragraph::new(Level::Body, text.repeat(times))));
    all
}
