//! Paragraphs as other programs set them: without indents, told apart by space, by a short last line, or by a heading
//! alone in its line. Two are never joined, and none is cut where its line is only short.

use nianbao::form::SectionId;
use nianbao::import;

use super::drawn_pages::drawing::{Canvas, Sheet, pdf};

const TITLE: &str = "云溪县水务局2024年政府信息公开工作年度报告";
const SIZE: f64 = 10.0;
const LEFT: f64 = 60.0;
/// The characters of a full line.
const FULL: usize = 40;

/// How paragraphs are set.
struct Setting {
    /// From line to line.
    leading: f64,
    /// The space between paragraphs.
    between: f64,
    /// The characters by which a paragraph's first line is indented.
    indent: usize,
}

/// Sentences of so many characters; the last one is the mark at the end.
fn sentence(characters: usize) -> String {
    let words = "各科室按条例及时公开水利工程建设和用水管理的政府信息并回应群众关切";
    words.chars().cycle().take(characters - 1).chain(['。']).collect()
}

/// A page with the paragraphs below the title of section one.
fn page(paragraphs: &[String], setting: &Setting) -> Vec<u8> {
    let mut canvas = Canvas::default();
    let mut y = 790.0;
    canvas.text(LEFT, y, 16.0, TITLE);
    y -= 30.0;
    canvas.text(LEFT, y, SIZE, "一、总体情况");
    for paragraph in paragraphs {
        y -= setting.between;
        let mut left: Vec<char> = paragraph.chars().collect();
        let mut indent = if paragraph.starts_with('（') { 0 } else { setting.indent };
        while !left.is_empty() {
            // An address does not break: the line before it is short.
            let room = left.len().min(FULL - indent);
            let address = left.iter().position(|one| *one == 'h').filter(|at| *at > 0 && *at < room);
            let line: String = left.drain(..address.unwrap_or(room)).collect();
            y -= setting.leading;
            let shift = SIZE * f64::from(u32::try_from(indent).unwrap());
            canvas.text(LEFT + shift, y, SIZE, &line);
            indent = 0;
        }
    }
    pdf(vec![canvas], Sheet::Upright)
}

#[test]
fn paragraphs_are_those_that_the_page_shows() {
    let settings = [
        ("space between them", Setting { leading: 15.0, between: 8.0, indent: 0 }),
        ("indents", Setting { leading: 15.0, between: 0.0, indent: 2 }),
        ("nothing but short lines", Setting { leading: 15.0, between: 0.0, indent: 0 }),
    ];
    let address = format!("{}https://example.org/{}", &sentence(13).replace('。', "见"), "a".repeat(6));
    let paragraphs = vec![
        "（一）主动公开".to_owned(),
        sentence(90),
        "（二）依申请公开".to_owned(),
        sentence(3 * FULL - 7),
        format!("{}。{}", address, sentence(70)),
        sentence(FULL + 20),
    ];
    for (name, setting) in settings {
        let reading = import::read(&page(&paragraphs, &setting)).unwrap();
        let prose = reading.report.prose(SectionId::Overview).unwrap();
        let found: Vec<String> = prose.paragraphs.iter().map(|paragraph| paragraph.text()).collect();
        assert_eq!(found, paragraphs, "{name}");
    }
}

/// A last line that fills its page's width ends its paragraph all the same where more space follows.
#[test]
fn space_parts_paragraphs_whose_last_line_is_full() {
    let paragraphs = vec![sentence(2 * FULL), sentence(3 * FULL), sentence(FULL), sentence(50)];
    let reading = import::read(&page(&paragraphs, &Setting { leading: 14.0, between: 9.0, indent: 0 })).unwrap();
    let prose = reading.report.prose(SectionId::Overview).unwrap();
    let found: Vec<String> = prose.paragraphs.iter().map(|paragraph| paragraph.text()).collect();
    assert_eq!(found, paragraphs);
}

/// Where text stands in the first of two columns, its lines are full though the page is wider.
#[test]
fn lines_of_a_column_are_no_ends() {
    let mut canvas = Canvas::default();
    canvas.text(LEFT, 790.0, 16.0, TITLE);
    canvas.text(LEFT, 760.0, SIZE, "一、总体情况");
    let text: Vec<char> = sentence(200).chars().collect();
    for (at, line) in (1_u32..).zip(text.chunks(20)) {
        canvas.text(LEFT, 760.0 - 15.0 * f64::from(at), SIZE, &line.iter().collect::<String>());
    }
    canvas.text(LEFT, 500.0, SIZE, &sentence(45));
    let reading = import::read(&pdf(vec![canvas], Sheet::Upright)).unwrap();
    let prose = reading.report.prose(SectionId::Overview).unwrap();
    let found: Vec<String> = prose.paragraphs.iter().map(|paragraph| paragraph.text()).collect();
    assert_eq!(found, [sentence(200), sentence(45)]);
}
