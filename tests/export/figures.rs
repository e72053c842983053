//! Figures in other programs' files and back: Word documents with and without the embedded draft, web pages, texts.

use nianbao::export::{docx, html, json_report, markdown, plain_text};
use nianbao::form::{Form, SectionId};
use nianbao::import::{self, OmittedContent, RemarkKind};
use nianbao::report::{Report, ReportText};

use crate::docx_package;
use crate::figure_reports;

/// What is seen of each figure: its section, the text before it, its caption, its words, its width, its dots.
fn seen(report: &Report) -> Vec<(ReportText, String, String, String, u16, Vec<u8>)> {
    let mut all = Vec::new();
    for part in ReportText::ALL {
        let Some(prose) = report.part(part) else { continue };
        for (number, paragraph, figure) in prose.figures() {
            let before = number.checked_sub(1).map(|at| prose.paragraphs[at].text()).unwrap_or_default();
            let held = report.pictures.get(figure.picture().unwrap()).expect("its picture");
            let dots = held.dots().expect("its dots");
            let (wide, high) = held.shown_size();
            let dots = dots.shown(held.turn(), wide as usize, high as usize).rgb;
            all.push((part, before, paragraph.text(), figure.alt.clone(), figure.width, dots));
        }
    }
    all
}

fn form(report: &Report) -> &'static Form {
    Form::of(report.form).unwrap()
}

/// Whether an import told of a picture that it left out.
fn lost_pictures(remarks: &[import::Remark]) -> usize {
    let what = OmittedContent::Picture;
    remarks.iter().filter(|remark| remark.kind == RemarkKind::LeftOut { what }).map(|remark| remark.count()).sum()
}

#[test]
fn a_word_document_gives_its_figures_back() {
    let report = figure_reports::report();
    let file = docx::write(form(&report), &report).unwrap();
    assert_eq!(file, docx::write(form(&report), &report).unwrap());
    let back = import::read(&file).unwrap();
    assert_eq!(back.report, report);
    assert_eq!(seen(&back.report), seen(&report));
    assert_eq!(lost_pictures(&back.remarks), 0);
    // As Word keeps it that knows nothing of the draft.
    let bare = docx_package::without(&file, "customXml/item1.xml");
    let back = import::read(&bare).unwrap();
    assert_eq!(seen(&back.report), seen(&report));
    assert_eq!(lost_pictures(&back.remarks), 0);
}

#[test]
fn captions_are_numbered_by_word_itself() {
    let report = figure_reports::report();
    let file = docx::write(form(&report), &report).unwrap();
    let document = docx_package::part(&file, "word/document.xml");
    assert_eq!(document.matches(" SEQ 图 \\* ARABIC ").count(), 12);
    assert_eq!(document.matches("<w:drawing>").count(), 13);
    let ids: std::collections::BTreeSet<&str> =
        document.split("<wp:docPr id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), 13);
    assert!(docx_package::part(&file, "word/styles.xml").contains("年报插图"));
    // A report without figures has neither their styles nor their types.
    let mut plain = report;
    plain.sections.clear();
    let file = docx::write(form(&plain), &plain).unwrap();
    assert!(!docx_package::part(&file, "word/styles.xml").contains("年报插图"));
    assert!(!docx_package::part(&file, "[Content_Types].xml").contains("image/"));
}

#[test]
fn a_web_page_gives_its_figures_back() {
    let report = figure_reports::report();
    let page = html::write(form(&report), &report);
    assert_eq!(page.matches("<figure class=\"picture\">").count(), 13);
    assert_eq!(page.matches("<figcaption>").count(), 12);
    let back = import::read(page.as_bytes()).unwrap();
    assert_eq!(back.report, report);
    assert_eq!(seen(&back.report), seen(&report));
    assert_eq!(lost_pictures(&back.remarks), 0);
    // As a website keeps it that drops what it does not know.
    let foreign = page.replace("data-nianbao=\"1\"", "").replace(" data-width", " data-other");
    let back = import::read(foreign.as_bytes()).unwrap();
    let without_width = |report: &Report| -> Vec<_> {
        seen(report)
            .into_iter()
            .map(|(part, before, caption, alt, _, dots)| (part, before, caption, alt, dots))
            .collect()
    };
    assert_eq!(without_width(&back.report), without_width(&report));
    assert_eq!(lost_pictures(&back.remarks), 0);
}

/// Pictures whose addresses begin alike over more bytes than the reader keeps of a value.
#[test]
fn long_pictures_of_a_page_are_told_apart() {
    let long = |last: u8| {
        let mut bytes = figure_reports::PICTURES[0].1.to_vec();
        bytes.splice(bytes.len() - 2.., vec![0x55; 9_000]);
        bytes.extend([last, 0xff, 0xd9]);
        nianbao::raster::HeldPicture::take_in(&bytes).unwrap()
    };
    let mut report = figure_reports::report();
    let mut prose = Vec::new();
    for last in [3, 1, 2, 1] {
        let held = long(last);
        prose.push(figure_reports::figure(&held, &format!("第{last}张"), "", 900));
        report.pictures.add(held);
    }
    report.prose_mut(SectionId::Overview).paragraphs = prose;
    let page = html::write(form(&report), &report);
    let back = import::read(page.as_bytes()).unwrap().report;
    assert_eq!(back, report);
    assert_eq!(back.held_pictures().count(), report.held_pictures().count());
}

#[test]
fn texts_have_the_caption_and_a_note() {
    let report = figure_reports::report();
    for text in [plain_text::write(form(&report), &report), markdown::write(form(&report), &report)] {
        let text = text.replace('\\', "");
        for number in 1..=12 {
            assert!(text.contains(&format!("［图片：第{number}张：四色方块］")), "{number}: {text}");
            assert!(text.contains(&format!("图{number}\u{3000}四色方块之{number}\n")), "{number}: {text}");
        }
        assert!(text.contains("［图片：公章样式］"));
    }
    let json = String::from_utf8(json_report::write(form(&report), &report).unwrap()).unwrap();
    assert_eq!(json.matches("\"sha256\"").count(), 13);
}

/// A section's picture stays in its section, wherever it stands there.
#[test]
fn pictures_keep_their_places_in_documents_of_others() {
    let held = figure_reports::picture("upright.jpeg");
    let mut report = figure_reports::report();
    let own = |caption: &str| figure_reports::figure(&held, "方块", caption, 600);
    let line = |words: &str| nianbao::richtext::Paragraph::new(nianbao::richtext::Level::Body, words);
    report.prose_mut(SectionId::Overview).paragraphs =
        vec![own(""), line("公开信息41条。"), own("甲"), own("乙"), line("以上为总体情况。")];
    report.prose_mut(SectionId::Requests).paragraphs = vec![own("丙"), line("另有咨询3件。"), own("")];
    report.prose_mut(SectionId::Problems).paragraphs = vec![line("问题如下。"), own("丁")];
    report.prose_mut(SectionId::Others).paragraphs = vec![line("无其他事项。")];
    let bare = docx_package::without(&docx::write(form(&report), &report).unwrap(), "customXml/item1.xml");
    assert_eq!(seen(&import::read(&bare).unwrap().report), seen(&report));
}

/// A text document as LibreOffice writes it: the picture with its description and width, its caption as a line below.
/// One of which a part is cut off stays out, since the whole shows more than the document does.
#[test]
fn a_text_document_gives_its_pictures_too() {
    let spaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
        xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
        xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
        xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
        xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    let frame = |style: &str| {
        format!(
            "<text:p><draw:frame draw:style-name=\"{style}\" svg:width=\"10.5cm\" svg:height=\"7cm\">\
             <draw:image xlink:href=\"Pictures/a.png\"/><svg:desc>院内的公开栏</svg:desc></draw:frame></text:p>"
        )
    };
    let content = format!(
        "<office:document-content {spaces}><office:automatic-styles>\
         <style:style style:name=\"cut\"><style:graphic-properties fo:clip=\"rect(0cm, 1.2cm, 0cm, 0cm)\"/></style:style>\
         <style:style style:name=\"whole\"><style:graphic-properties fo:clip=\"rect(0cm, 0cm, 0cm, 0cm)\"/></style:style>\
         </office:automatic-styles><office:body><office:text>\
         <text:p>青禾县水务局2024年政府信息公开工作年度报告</text:p><text:p>一、总体情况</text:p>\
         <text:p>2024年公开信息41条。</text:p>{}<text:p>图 3-1：公开栏</text:p><text:p>图1显示了公开栏的样子。</text:p>{}\
         <text:p>二、主动公开政府信息情况</text:p></office:text></office:body></office:document-content>",
        frame("whole"),
        frame("cut"),
    );
    let file = docx_package::packed(vec![
        ("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".into(), content.into_bytes()),
        ("Pictures/a.png".into(), figure_reports::PICTURES[5].1.to_vec()),
    ]);
    let back = import::read(&file).unwrap();
    let prose = back.report.prose(SectionId::Overview).unwrap();
    assert_eq!(prose.text(), "2024年公开信息41条。\n公开栏\n图1显示了公开栏的样子。");
    let found: Vec<_> =
        seen(&back.report).into_iter().map(|(.., caption, alt, width, _)| (caption, alt, width)).collect();
    assert_eq!(found, [("公开栏".to_owned(), "院内的公开栏".to_owned(), 1050)]);
    let told = back.remarks.iter().filter(|remark| matches!(remark.kind, RemarkKind::Pictures { count: 1 })).count();
    assert_eq!(told, 1);
}
