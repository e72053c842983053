//! Captions of figures as other programs write them: in other notations, with other numbers, above and below, and those
//! whose figure does not come with them.

use nianbao::export::{docx, json_report, plain_text};
use nianbao::form::{Form, SectionId};
use nianbao::import::{self, Imported, OmittedContent, RemarkKind};
use nianbao::layout::{FontSet, PageStyle};
use nianbao::report::Report;
use nianbao::richtext::{Level, Paragraph};

use crate::docx_package;
use crate::figure_reports::{self, figure, picture};

fn line(words: &str) -> Paragraph {
    Paragraph::new(Level::Body, words)
}

/// A report whose first section has these paragraphs.
fn with(paragraphs: Vec<Paragraph>) -> Report {
    let mut report = figure_reports::report();
    report.sections.clear();
    report.prose_mut(SectionId::Overview).paragraphs = paragraphs;
    report.prose_mut(SectionId::Problems).paragraphs = vec![line("存在的问题是公开的形式不够多样。")];
    report
}

/// The report as a Word document that knows nothing of the draft.
fn word(report: &Report) -> Imported {
    let file = docx::write(Form::of(report.form).unwrap(), report).unwrap();
    import::read(&docx_package::without(&file, "customXml/item1.xml")).unwrap()
}

/// The paragraphs of the first section: a figure in brackets.
fn shown(report: &Report) -> Vec<String> {
    let one = |paragraph: &Paragraph| match &paragraph.figure {
        Some(_) => format!("[{}]", paragraph.text()),
        None => paragraph.text(),
    };
    report.prose(SectionId::Overview).unwrap().paragraphs.iter().map(one).collect()
}

/// What is told of captions and lost pictures, in order.
fn told(reading: &Imported) -> Vec<String> {
    let one = |remark: &import::Remark| match &remark.kind {
        RemarkKind::CaptionRenumbered { typed, now } => Some(format!("{typed}→{now} {}", remark.excerpt)),
        RemarkKind::CaptionAlone => Some(format!("alone {}", remark.excerpt)),
        RemarkKind::LeftOut { what: OmittedContent::Picture } => Some(format!("lost {}", remark.excerpt)),
        _ => None,
    };
    reading.remarks.iter().filter_map(one).collect()
}

#[test]
fn captions_are_known_in_every_notation() {
    let held = picture("rgb.png");
    let long = "很长的题注".repeat(20);
    let long_typed = format!("图10 {long}");
    let rows: [(&str, &str); 13] = [
        ("图1-透明", "透明"),
        ("图二 汉字编号", "汉字编号"),
        ("图表3 图表题", "图表题"),
        ("（图4）括号题注", "括号题注"),
        ("图5、顿号题注", "顿号题注"),
        ("图６ 全角编号", "全角编号"),
        ("图1.2 章节编号", "章节编号"),
        ("图9.点号题注", "点号题注"),
        ("附图1 附图题注", "附图题注"),
        ("图：无号题注", "无号题注"),
        ("Figure 3 In English", "In English"),
        (&long_typed, &long),
        ("图十三　(续图) 续", "(续图) 续"),
    ];
    for (typed, words) in rows {
        let read = word(&with(vec![line("前文。"), figure(&held, "", "", 600), line(typed), line("后文。")]));
        assert_eq!(shown(&read.report), ["前文。".to_owned(), format!("[{words}]"), "后文。".to_owned()], "{typed}");
    }
    // What only begins so is a paragraph.
    for text in ["图1显示了公开栏的样子。", "图2-3月的情况", "图书室开放", "图1所示为大厅", "图一时之便"]
    {
        let read = word(&with(vec![line("前文。"), figure(&held, "", "", 600), line(text), line("后文。")]));
        assert_eq!(shown(&read.report), ["前文。", "[]", text, "后文。"]);
    }
}

/// Figures are numbered in their order: what the text says of 图3 is to be checked.
#[test]
fn typed_numbers_that_change_are_told() {
    let held = picture("rgb.png");
    let figures = |numbers: [&str; 2]| {
        let typed = |at: usize, words: &str| line(&format!("{} {words}", numbers[at]));
        let bare = || figure(&held, "", "", 600);
        word(&with(vec![
            line("情况见图3和图4。"),
            bare(),
            typed(0, "第三"),
            line("中间。"),
            bare(),
            typed(1, "第四"),
            line("后文。"),
        ]))
    };
    assert_eq!(told(&figures(["图3", "图4"])), ["图3→图1 第三", "图4→图2 第四"]);
    assert_eq!(told(&figures(["图1", "图3"])), ["图3→图2 第四"]);
    assert_eq!(told(&figures(["图一", "图２"])), [""; 0]);
}

/// A caption whose figure did not come is text beside the figures, and it is told; so is a picture of a text or of JSON.
#[test]
fn captions_and_notes_without_their_figures_are_told() {
    let held = picture("rgb.png");
    let read = word(&with(vec![
        line("前文。"),
        figure(&held, "", "大厅", 600),
        line("中间。"),
        line("图2 申请数量"),
        line("后文。"),
    ]));
    assert_eq!(shown(&read.report), ["前文。", "[大厅]", "中间。", "图2 申请数量", "后文。"]);
    assert_eq!(told(&read), ["alone 图2 申请数量"]);

    let report = with(vec![line("前文。"), figure(&held, "公开栏", "大厅", 600), figure(&held, "", "", 600)]);
    let form = Form::of(report.form).unwrap();
    let text = import::read(plain_text::write(form, &report).as_bytes()).unwrap();
    let mut all = told(&text);
    all.sort();
    assert_eq!(all, ["alone 图1\u{3000}大厅", "lost ", "lost 公开栏"]);
    let json = import::read(&json_report::write(form, &report).unwrap()).unwrap();
    assert_eq!(told(&json), ["lost 公开栏", "lost "]);
}

/// A page says itself which words are a caption, above its picture or below it, with a number or without.
#[test]
fn a_page_names_its_captions() {
    let mut base64 = Vec::new();
    nianbao::raster::PictureField::Held(&picture("rgb.png")).write_json(&mut base64);
    let data = String::from_utf8(base64).unwrap().replace('"', "");
    let image = format!("<img src='data:image/png;base64,{data}'>");
    let page = format!(
        "<h1>青禾县水务局2024年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>前文。</p>\
         <figure><figcaption>公开栏</figcaption>{image}</figure><p>中间。</p>\
         <figure>{image}<figcaption><p>图2 大厅</p></figcaption></figure><figure>{image}</figure><p>后文。</p>\
         <h2>二、主动公开政府信息情况</h2>"
    );
    let read = import::read(page.as_bytes()).unwrap();
    assert_eq!(shown(&read.report), ["前文。", "[公开栏]", "中间。", "[大厅]", "[]", "后文。"]);
    assert_eq!(told(&read), [""; 0]);
}

/// A picture that is written into a text is one, whatever its length, and its address never text.
#[test]
fn a_picture_written_into_markdown_is_taken() {
    let mut base64 = Vec::new();
    nianbao::raster::PictureField::Held(&picture("upright.jpeg")).write_json(&mut base64);
    let data = String::from_utf8(base64).unwrap().replace('"', "");
    let text = format!(
        "# 青禾县水务局2024年政府信息公开工作年度报告\n\n## 一、总体情况\n\n前文。\n\n![公开栏](data:image/jpeg;base64,{data})\n\n\
         图1 大厅\n\n![坏的](data:image/png;base64,{})\n\n后文。\n\n| 渠道 | 数量 |\n|:-|-:|\n| 网站 | 10 |\n\n末段。\n\n\
         ## 二、主动公开政府信息情况\n\n[图]: <data:image/png;base64,{data}>\n",
        "QUJD".repeat(3_000)
    );
    let read = import::read(text.as_bytes()).unwrap();
    assert_eq!(shown(&read.report), ["前文。", "[大厅]", "后文。", "渠道", "数量", "网站", "10", "末段。"]);
    assert_eq!(told(&read), ["lost 坏的", "lost "]);
    assert!(!format!("{:?}", read.report.sections).contains("base64"));
}

/// On paper a caption stands right below its picture. A picture that cannot be had back leaves its caption to no other,
/// and the page is named.
#[test]
fn a_caption_of_a_lost_picture_goes_to_no_other() {
    let (lost, held) = (picture("cmyk.jpeg"), picture("rgb.png"));
    let mut paragraphs = vec![line("前文一句话。")];
    for number in 1..=8 {
        // Too low to be a figure of a PDF, where it is a sign.
        let width = if number % 2 == 1 { 100 } else { 500 };
        let own = if number % 2 == 1 { &lost } else { &held };
        paragraphs.push(figure(own, "", &format!("方块之{number}"), width));
    }
    paragraphs.push(line("后文一句话。"));
    let report = with(paragraphs);
    let fonts = FontSet::bundled().unwrap();
    let form = Form::of(report.form).unwrap();
    let paper = nianbao::layout::lay_out(form, &report, &PageStyle::official(), fonts);
    let read = import::read(&nianbao::pdf::write(&paper, fonts).unwrap()).unwrap();
    let lines = shown(&read.report);
    for (at, words) in lines.iter().enumerate() {
        let is_odd = ["之1", "之3", "之5", "之7"].iter().any(|number| words.contains(number));
        assert!(!(is_odd && words.starts_with('[')), "{at}: {lines:?}");
        assert!(words.matches("方块之").count() <= 1, "{at}: {lines:?}");
    }
    let pages = read.remarks.iter().find(|one| matches!(one.kind, RemarkKind::Pictures { .. })).unwrap();
    assert!(pages.excerpt.starts_with('1'), "{pages:?}");
}

/// A text document names a picture that cannot be held, as a Word document does.
#[test]
fn a_text_document_names_what_it_cannot_give() {
    let spaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
        xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
        xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
        xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    let frame = |part: &str, alt: &str| {
        format!(
            "<text:p><draw:frame><draw:image xlink:href=\"{part}\"/><svg:desc>{alt}</svg:desc></draw:frame></text:p>"
        )
    };
    let content = format!(
        "<office:document-content {spaces}><office:body><office:text>\
         <text:p>青禾县水务局2024年政府信息公开工作年度报告</text:p><text:p>一、总体情况</text:p>\
         <text:p>前文。</text:p><text:p>图1 公开栏</text:p>{}<text:p>中间。</text:p>{}<text:p>后文。</text:p>\
         <text:p>二、主动公开政府信息情况</text:p></office:text></office:body></office:document-content>",
        frame("Pictures/a.png", "甲"),
        frame("Pictures/b.bmp", "办事大厅"),
    );
    let file = docx_package::packed(vec![
        ("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".into(), content.into_bytes()),
        ("Pictures/a.png".into(), figure_reports::PICTURES[5].1.to_vec()),
        ("Pictures/b.bmp".into(), b"BM no picture".to_vec()),
    ]);
    let read = import::read(&file).unwrap();
    assert_eq!(shown(&read.report), ["前文。", "[公开栏]", "中间。", "后文。"]);
    assert_eq!(told(&read), ["lost 办事大厅"]);
}
