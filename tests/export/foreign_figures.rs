//! Figures as other programs write them: cut, turned, with captions above or in tables around them, much finer than paper
//! shows, in PDF and in pages of one file.

use nianbao::export::docx;
use nianbao::form::{Form, SectionId};
use nianbao::import::{self, Imported, OmittedContent, RemarkKind};
use nianbao::layout::{FontSet, PageStyle};
use nianbao::messages::Language;
use nianbao::raster::{HeldPicture, PictureDots, PictureScaling};
use nianbao::report::Report;
use nianbao::richtext::{Level, Paragraph};

use crate::docx_package;
use crate::figure_reports::{self, figure, picture};

fn line(words: &str) -> Paragraph {
    Paragraph::new(Level::Body, words)
}

/// A report whose first section has these paragraphs.
fn with(paragraphs: Vec<Paragraph>, pictures: &[HeldPicture]) -> Report {
    let mut report = figure_reports::report();
    report.sections.clear();
    report.prose_mut(SectionId::Overview).paragraphs = paragraphs;
    report.prose_mut(SectionId::Problems).paragraphs = vec![line("存在的问题是公开的形式不够多样。")];
    pictures.iter().for_each(|picture| report.pictures.add(picture.clone()));
    report
}

/// The report as a Word document that knows nothing of the draft, its text changed by `edit`.
fn word(report: &Report, edit: impl Fn(&str) -> String) -> Imported {
    let file = docx::write(Form::of(report.form).unwrap(), report).unwrap();
    let bare = docx_package::without(&file, "customXml/item1.xml");
    import::read(&docx_package::edited(&bare, docx_package::DOCUMENT, edit)).unwrap()
}

/// The paragraphs of the first section: a figure as its size in dots and its caption.
fn shown(report: &Report) -> Vec<String> {
    let one = |paragraph: &Paragraph| match &paragraph.figure {
        Some(figure) => {
            let held = report.pictures.get(figure.picture().unwrap()).expect("its picture");
            assert!(held.dots().is_some());
            let (wide, high) = held.shown_size();
            format!("[{wide}×{high}]{}", paragraph.text())
        }
        None => paragraph.text(),
    };
    report.prose(SectionId::Overview).unwrap().paragraphs.iter().map(one).collect()
}

/// The colour at a place of the first picture as it is shown, in hundredths of its sides.
fn colour(report: &Report, x: usize, y: usize) -> [u8; 3] {
    let held = report.held_pictures().next().unwrap();
    let dots = held.dots().unwrap().shown(held.turn(), usize::MAX, usize::MAX);
    dots.at(dots.width * x / 100, dots.height * y / 100)
}

fn is_near(found: [u8; 3], wanted: [u8; 3]) -> bool {
    found.iter().zip(wanted).all(|(one, other)| one.abs_diff(other) < 30)
}

fn left_out(reading: &Imported) -> usize {
    let is_picture = |kind: &RemarkKind| match kind {
        RemarkKind::LeftOut { what: OmittedContent::Picture } => 1,
        RemarkKind::Pictures { count } => *count,
        _ => 0,
    };
    reading.remarks.iter().map(|remark| is_picture(&remark.kind)).sum()
}

/// What Word has cut away is not in the report, be it a photograph or a drawing, and the rest is.
#[test]
fn a_cut_picture_is_what_is_seen_of_it() {
    for name in ["upright.jpeg", "rgb.png", "alpha.png"] {
        let held = picture(name);
        let report = with(vec![line("前文。"), figure(&held, "", "方块", 600)], &[held]);
        let whole = word(&report, str::to_owned).report;
        let (upper_left, upper_right) = (colour(&whole, 25, 25), colour(&whole, 75, 25));
        let right_half = word(&report, |text| text.replace("<a:stretch>", "<a:srcRect l=\"50000\"/><a:stretch>"));
        assert_eq!(shown(&right_half.report), ["前文。", "[30×40]方块"], "{name}");
        assert!(is_near(colour(&right_half.report, 50, 25), upper_right), "{name}");
        let upper = word(&report, |text| text.replace("<a:stretch>", "<a:srcRect b=\"50000\" r=\"0\"/><a:stretch>"));
        assert_eq!(shown(&upper.report), ["前文。", "[60×20]方块"], "{name}");
        assert!(is_near(colour(&upper.report, 25, 50), upper_left), "{name}");
        assert_eq!(left_out(&right_half) + left_out(&upper), 0);
        // A frame larger than the picture, and one in which nothing is left.
        for odd in ["l=\"-5000\"", "l=\"60000\" r=\"60000\"", "t=\"x\""] {
            let odd = word(&report, |text| text.replace("<a:stretch>", &format!("<a:srcRect {odd}/><a:stretch>")));
            assert_eq!((shown(&odd.report), left_out(&odd)), (vec!["前文。".to_owned(), "图1\u{3000}方块".into()], 1));
        }
    }
}

/// A drawing has no place to note that it is turned, as a photograph has: it is turned itself.
#[test]
fn a_turned_drawing_is_turned() {
    let held = picture("rgb.png");
    let report = with(vec![line("前文。"), figure(&held, "", "方块", 600)], &[held]);
    let before = word(&report, str::to_owned).report;
    let turned = word(&report, |text| text.replace("<a:xfrm>", "<a:xfrm rot=\"5400000\">"));
    assert_eq!((shown(&turned.report), left_out(&turned)), (vec!["前文。".to_owned(), "[40×60]方块".into()], 0));
    // What was at the lower left is at the upper left.
    assert!(is_near(colour(&turned.report, 25, 25), colour(&before, 25, 75)));
}

/// A caption above its picture, and one that is the caption of the picture above it.
#[test]
fn a_caption_above_belongs_to_the_picture_below_it_alone() {
    let held = picture("upright.jpeg");
    let bare = || figure(&held, "", "", 600);
    let report = with(
        vec![
            line("前文。"),
            line("图1　公开栏"),
            bare(),
            line("中间。"),
            bare(),
            line("图2　大厅"),
            bare(),
            line("后文。"),
        ],
        std::slice::from_ref(&held),
    );
    let read = word(&report, str::to_owned);
    assert_eq!(
        shown(&read.report),
        ["前文。", "[60×40]公开栏", "中间。", "[60×40]大厅", "[60×40]", "后文。"],
        "a caption between two pictures is that of the upper one"
    );
    // One whose own picture cannot be held keeps its words, and gives them to no other.
    let lost = word(&report, |text| text.replacen("r:embed=\"", "r:embed=\"none", 2));
    assert_eq!(
        shown(&lost.report),
        ["前文。", "图1　公开栏", "中间。", "图2　大厅", "[60×40]", "后文。"],
        "{:?}",
        left_out(&lost)
    );
}

/// Pictures side by side in a table without words but their captions.
#[test]
fn a_table_around_pictures_gives_them_its_words() {
    let held = [picture("upright.jpeg"), picture("rgb.png")];
    let figures: Vec<Paragraph> = held.iter().map(|held| figure(held, "", "", 600)).collect();
    let report = with([vec![line("前文。")], figures, vec![line("后文。")]].concat(), &held);
    let in_table = |captions: [&str; 2]| {
        word(&report, move |text| {
            // The paragraphs of the two pictures go into the cells of a row, their captions into the next.
            let from = text.find("<w:drawing>").and_then(|at| text[..at].rfind("<w:p>")).unwrap();
            let last = text.rfind("</w:drawing>").unwrap();
            let to = last + text[last..].find("</w:p>").unwrap() + "</w:p>".len();
            let middle = from + text[from..to].find("</w:p>").unwrap() + "</w:p>".len();
            let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
            let words = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
            format!(
                "{}<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>{}",
                &text[..from],
                cell(&text[from..middle]),
                cell(&text[middle..to]),
                cell(&words(captions[0])),
                cell(&words(captions[1])),
                &text[to..]
            )
        })
    };
    for captions in [["图1　公开栏", "图2　大厅"], ["公开栏", "大厅"]] {
        let read = in_table(captions);
        assert_eq!(shown(&read.report), ["前文。", "[60×40]公开栏", "[60×40]大厅", "后文。"]);
        assert!(!read.report.prose(SectionId::Overview).unwrap().has_tables());
    }
    // A table that says more than captions stays one.
    let read = in_table(["公开栏在一楼。另有一处在二楼。", "大厅"]);
    assert!(read.report.prose(SectionId::Overview).unwrap().has_tables());
}

/// A photograph of 5 megabytes is scaled, and it is told; our own documents give back what was in the draft.
#[test]
fn a_photograph_is_scaled_to_what_paper_shows() {
    let (width, height) = (2600_usize, 1900_usize);
    let dot = |at: usize| {
        let mixed = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let [noise, ..] = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9).to_be_bytes();
        [u8::try_from(at % width * 200 / width).unwrap() + noise % 50, noise % 50, 128]
    };
    let dots = PictureDots { width, height, rgb: (0..width * height).flat_map(dot).collect() };
    let held = HeldPicture::take_in(&HeldPicture::file_of(&dots, true).unwrap()).unwrap();
    let bytes = held.bytes().len();
    assert!(bytes > 1 << 20, "{bytes}");
    let report = with(vec![line("前文。"), figure(&held, "", "大厅", 1500)], &[held]);
    let read = word(&report, str::to_owned);
    assert_eq!(shown(&read.report), ["前文。", "[1843×1347]大厅"]);
    let told: Vec<&PictureScaling> = read
        .remarks
        .iter()
        .filter_map(|remark| match &remark.kind {
            RemarkKind::PictureScaled { scaling } => Some(scaling),
            _ => None,
        })
        .collect();
    assert_eq!(told.iter().map(|one| one.before).collect::<Vec<_>>(), [(2600, 1900, bytes)]);
    let [red, green, blue] = colour(&read.report, 50, 50);
    assert!(red.abs_diff(125) < 12 && green.abs_diff(25) < 12 && blue.abs_diff(128) < 12, "{red} {green} {blue}");
    let own = docx::write(Form::of(report.form).unwrap(), &report).unwrap();
    assert_eq!(import::read(&own).unwrap().report, report);
}

/// A white poster of so many dots, in few bytes.
fn poster(side: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let rows = vec![0xff; usize::try_from(side.div_ceil(8) * side).unwrap()];
    encoder.write_header().unwrap().write_image_data(&rows).unwrap();
    file
}

/// A plain poster has more dots than are held in few bytes: it is scaled as well, and one beyond what is looked at is
/// refused with its reason.
#[test]
fn a_poster_of_few_bytes_is_scaled_or_refused_with_the_reason() {
    let held = picture("rgb.png");
    let report = with(vec![line("前文。"), figure(&held, "海报", "大厅", 1500)], &[held]);
    let file = docx::write(Form::of(report.form).unwrap(), &report).unwrap();
    let bare = docx_package::without(&file, "customXml/item1.xml");
    let with_picture = |bytes: &[u8]| {
        let parts = docx_package::parts(&bare).into_iter();
        let own = |(name, old): (String, Vec<u8>)| {
            let is_picture = name.starts_with("word/media/");
            (name, if is_picture { bytes.to_vec() } else { old })
        };
        import::read(&docx_package::packed(parts.map(own).collect())).unwrap()
    };
    let read = with_picture(&poster(5_000));
    let words = shown(&read.report).swap_remove(1);
    let wide = words.trim_start_matches('[').split('×').next().unwrap().parse::<u32>().unwrap();
    assert!(wide < 2_600, "{words}");
    assert!(read.remarks.iter().any(|remark| matches!(&remark.kind, RemarkKind::PictureScaled { scaling }
        if scaling.before.0 == 5_000)));
    let read = with_picture(&poster(7_500));
    assert_eq!(shown(&read.report)[0], "前文。");
    let told: Vec<_> = read
        .remarks
        .iter()
        .filter(|remark| matches!(remark.kind, RemarkKind::PictureBeyond { .. }))
        .map(|remark| nianbao::messages::remark(Language::Chinese, Form::of(report.form).unwrap(), remark))
        .collect();
    assert!(told.len() == 1 && told[0].contains("图片“海报”没有导入：超过 5200 万像素"), "{told:?}");
}

/// Pictures of a PDF with the captions below them, behind the text that they follow: every kind that a report has.
#[test]
fn a_pdf_gives_its_pictures_and_captions() {
    let held = figure_reports::pictures();
    let mut paragraphs = vec![line("公开信息按月汇总，由办公室核对后发布，并在网站上同步更新，供公众查阅。")];
    for (number, held) in held.iter().enumerate() {
        let alt = if number % 2 == 0 { format!("四色的方块，第{}个", number + 1) } else { String::new() };
        paragraphs.push(figure(held, &alt, &format!("方块之{}", number + 1), 400));
        paragraphs.push(line("各科室每月核对公开的信息，发现过时的及时更正，并向办公室报告更正的情况和原因。"));
    }
    let report = with(paragraphs, &held);
    let form = Form::of(report.form).unwrap();
    let fonts = FontSet::bundled().unwrap();
    let paper = nianbao::layout::lay_out(form, &report, &PageStyle::official(), fonts);
    let file = nianbao::pdf::write(&paper, fonts).unwrap();
    let read = import::read(&file).unwrap();
    assert_eq!(left_out(&read), 0);
    let prose = read.report.prose(SectionId::Overview).unwrap();
    let captions: Vec<String> = prose.figures().map(|(_, caption, _)| caption.text()).collect();
    assert_eq!(captions, (1..=12).map(|number| format!("方块之{number}")).collect::<Vec<_>>());
    let said: Vec<&str> = prose.figures().map(|(_, _, figure)| figure.alt.as_str()).collect();
    let own = report.prose(SectionId::Overview).unwrap();
    assert_eq!(said, own.figures().map(|(_, _, figure)| figure.alt.as_str()).collect::<Vec<_>>());
    // On paper the text goes on before a picture that waits for the next page: the paragraphs are the same, whole.
    let sorted = |report: &Report| {
        let prose = report.prose(SectionId::Overview).unwrap();
        let mut all: Vec<String> = prose.paragraphs.iter().map(Paragraph::text).collect();
        all.sort();
        all
    };
    assert_eq!(sorted(&read.report), sorted(&report));
    for ((_, _, figure), own) in prose.figures().zip(&held) {
        assert!(figure.width.abs_diff(400) <= 2, "{}", figure.width);
        let found = read.report.pictures.get(figure.picture().unwrap()).unwrap();
        assert_eq!(found.shown_size(), own.shown_size());
        let corner = |held: &HeldPicture, x: usize, y: usize| {
            held.dots().unwrap().shown(held.turn(), usize::MAX, usize::MAX).at(x, y)
        };
        for (x, y) in [(5, 5), (55, 5), (5, 35), (55, 35)] {
            assert!(is_near(corner(found, x, y), corner(own, x, y)), "{found:?} {own:?}");
        }
    }
}

/// A page in one file has its pictures beside it, by identifier, by address and by an address that is relative to the page.
#[test]
fn a_page_in_one_file_gives_its_pictures() {
    let mut base64 = Vec::new();
    nianbao::raster::PictureField::Held(&picture("rgb.png")).write_json(&mut base64);
    let data = String::from_utf8(base64).unwrap().replace('"', "");
    let page = "<p>青禾县水务局2024年政府信息公开工作年度报告</p><h2>一、总体情况</h2><p>前文。</p>\
        <p><img src='cid:one@page' alt='甲'></p><p>图1 公开栏</p><p><img src='a.files/two.png'></p>\
        <p><img src='https://example.invalid/three.png'></p><p><img src='https://example.invalid/four.png'></p>\
        <p>后文。</p><h2>二、主动公开政府信息情况</h2>";
    let part = |head: &str| {
        format!("--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n{head}\r\n\r\n{data}\r\n")
    };
    let file = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; \
         charset=utf-8\r\nContent-Location: file:///C:/a.htm\r\n\r\n{page}\r\n{}{}{}--b--\r\n",
        part("Content-ID: <one@page>"),
        part("Content-Location: file:///C:/a.files/two.png"),
        part("Content-Location: https://example.invalid/three.png"),
    );
    let read = import::read(file.as_bytes()).unwrap();
    assert_eq!(shown(&read.report), ["前文。", "[60×40]公开栏", "[60×40]", "[60×40]", "后文。"]);
    assert_eq!(left_out(&read), 1, "{:?}", read.remarks);
}

/// An OpenDocument text as LibreOffice makes it of Word's: words and a picture in a shape without a box, pictures in the cells of
/// a table with their captions below.
#[test]
fn shapes_and_tables_of_a_text_document_give_theirs() {
    let spaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
        xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
        xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
        xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    let frame = "<draw:frame svg:width=\"6cm\"><draw:image xlink:href=\"Pictures/a.png\"/></draw:frame>";
    let cells = |content: [&str; 2]| {
        let cell = |content: &str| format!("<table:table-cell><text:p>{content}</text:p></table:table-cell>");
        format!("<table:table-row>{}</table:table-row>", content.map(cell).concat())
    };
    let content = format!(
        "<office:document-content {spaces}><office:body><office:text>\
         <text:p>青禾县水务局2024年政府信息公开工作年度报告</text:p><text:p>一、总体情况</text:p>\
         <text:p>前文。<draw:custom-shape><text:p>{frame}</text:p><text:p>图1 框里的图</text:p></draw:custom-shape></text:p>\
         <draw:g><draw:rect><text:p>组里的字。</text:p></draw:rect></draw:g>\
         <table:table>{}{}</table:table><text:p>后文。</text:p><text:p>二、主动公开政府信息情况</text:p>\
         </office:text></office:body></office:document-content>",
        cells([frame, frame]),
        cells(["图2 左", "图3 右"]),
    );
    let file = docx_package::packed(vec![
        ("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".into(), content.into_bytes()),
        ("Pictures/a.png".into(), figure_reports::PICTURES[5].1.to_vec()),
    ]);
    let read = import::read(&file).unwrap();
    assert_eq!(
        shown(&read.report),
        ["前文。", "[60×40]框里的图", "组里的字。", "[60×40]左", "[60×40]右", "后文。"],
        "{:?}",
        read.remarks
    );
    assert_eq!(left_out(&read), 0);
}
