//! Each limit on what is read, at the limit and one beyond.

#![allow(clippy::cast_possible_truncation)]

use std::io::{Read, Write};

use nianbao::form::{Form, SectionId};
use nianbao::import::{self, OmittedContent, ReadError, RemarkKind, text};
use nianbao::limits::Limit;
use nianbao::messages::{self, Language};
use nianbao::ooxml::package::Package;
use nianbao::ooxml::xml_reader::{XmlEvent, XmlReader};
use zip::write::SimpleFileOptions;

use crate::figure_reports;
use crate::skip::skip;

/// A package of parts with their bytes.
fn package(parts: &[(String, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// `length` bytes that deflate about fifty times: noise between long runs of one byte.
fn loose(length: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(8);
    let mut bytes = vec![b' '; length];
    for chunk in bytes.chunks_mut(3_000) {
        let end = chunk.len().min(50);
        random.fill(&mut chunk[..end]);
    }
    bytes
}

fn refused(bytes: &[u8]) -> Option<ReadError> {
    Package::open(bytes).err()
}

#[test]
fn a_file() {
    let most = Limit::File.most();
    let mut bytes = vec![b'x'; most];
    // Within the limit of a file it is read on, and meets the limit of a text.
    assert!(matches!(import::read(&bytes), Err(ReadError::TooLarge { limit: text::LIMIT, .. })));
    bytes.push(b'x');
    assert_eq!(import::read(&bytes), Err(ReadError::TooLarge { bytes: most + 1, limit: most }));
}

#[test]
fn a_text() {
    let mut text = "\n".repeat(text::LIMIT);
    // It is read to its end, and is no report.
    assert_eq!(text::read(&text), Err(ReadError::NotAReport));
    text.push('\n');
    assert!(matches!(text::read(&text), Err(ReadError::TooLarge { .. })));
}

#[test]
fn cells_of_a_text() {
    let rows = |count: usize| "a\tb\n".repeat(count / 2) + &"a\n".repeat(count % 2);
    let most = Limit::Lines.most();
    assert_eq!(text::read(&rows(most)), Err(ReadError::NotAReport));
    assert_eq!(text::read(&rows(most + 1)).err(), Some(ReadError::Beyond(Limit::Lines)));
}

/// What a report may hold does not depend on the kind of file.
#[test]
fn paragraphs_and_characters_of_a_report() {
    let text = |lines: usize, length: usize| {
        let head = "青禾县水务局2024年政府信息公开工作年度报告\n一、总体情况\n";
        import::read(format!("{head}{}", ("公".repeat(length) + "。\n").repeat(lines)).as_bytes())
    };
    let read = |read: Result<nianbao::import::Imported, ReadError>| read.map(|read| read.report.size().paragraphs);
    let most = Limit::Paragraphs.most();
    assert_eq!(read(text(most, 10)), Ok(most));
    assert_eq!(read(text(most + 1, 10)), Err(ReadError::Beyond(Limit::Paragraphs)));
    assert_eq!(read(text(9, Limit::Characters.most() / 10)), Ok(9));
    assert_eq!(read(text(10, Limit::Characters.most() / 10)), Err(ReadError::Beyond(Limit::Characters)));
}

/// JSON is counted before all of it is in memory, also the draft in a Word file.
#[test]
fn values_of_json() {
    let many = "{\"a\":1},".repeat(Limit::Values.most() / 5);
    let json = format!("{{\"format\":\"nianbao-report\",\"version\":\"1.0\",\"x\":[{many}1]}}");
    assert_eq!(import::read(json.as_bytes()).err(), Some(ReadError::Beyond(Limit::Values)));
}

#[test]
fn entries_of_a_package() {
    let most = Limit::Entries.most();
    let parts: Vec<(String, &[u8])> = (0..=most).map(|index| (format!("{index}.xml"), b"".as_slice())).collect();
    assert_eq!(refused(&package(&parts[..most])), None);
    assert_eq!(refused(&package(&parts)), Some(ReadError::Beyond(Limit::Entries)));
}

#[test]
fn unpacked_bytes_by_their_own_account() {
    let half = loose(Limit::Inflated.most() / 2 + 1);
    let (name, other) = ("word/a.xml".to_owned(), "word/b.xml".to_owned());
    let whole = &half[..half.len() - 1];
    let at = package(&[(name.clone(), whole), (other.clone(), whole)]);
    assert!(at.len() < Limit::File.most());
    assert_eq!(refused(&at), None);
    assert_eq!(refused(&package(&[(name, whole), (other, &half)])), Some(ReadError::Beyond(Limit::Inflated)));
}

#[test]
fn unpacked_bytes_are_counted_while_they_unpack() {
    let quarter = loose(Limit::Inflated.most() / 4);
    let bytes = package(&[("a".to_owned(), &quarter), ("b".to_owned(), b"x")]);
    let mut package = Package::open(&bytes).unwrap();
    let mut read = |name: &str| {
        let mut sink = vec![0; 1 << 16];
        let mut part = package.part(name).unwrap();
        loop {
            match part.read(&mut sink) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(error) => return Err(nianbao::ooxml::package::refusal(name, &error)),
            }
        }
    };
    for _ in 0..4 {
        assert_eq!(read("a"), Ok(()));
    }
    assert_eq!(read("b"), Err(ReadError::Beyond(Limit::Inflated)));
}

#[test]
fn ratio_of_a_part() {
    // Noise is stored as it is, blanks as next to nothing: more blanks until the whole is a
    // hundred times its packed size to the byte.
    let mut random = fastrand::Rng::with_seed(8);
    let mut noise = vec![0; Limit::PART_RATIO_FROM as usize / 105];
    random.fill(&mut noise);
    let packed = |bytes: &[u8]| {
        let whole = crate::docx_package::packed(vec![("a".to_owned(), bytes.to_vec())]);
        let archive = zip::ZipArchive::new(std::io::Cursor::new(&whole)).unwrap();
        let size = archive.by_index_data(0).unwrap().compressed_size() as usize;
        (whole, size)
    };
    let mut bytes = noise.clone();
    let at = loop {
        let (whole, size) = packed(&bytes);
        if bytes.len() == size * Limit::Ratio.most() {
            break whole;
        }
        bytes.resize(size * Limit::Ratio.most(), b' ');
    };
    assert!(bytes.len() as u64 > Limit::PART_RATIO_FROM);
    assert_eq!(refused(&at), None);
    let size = packed(&bytes).1;
    bytes.push(b' ');
    let (beyond, longer) = packed(&bytes);
    assert_eq!(longer, size, "one blank more packs into the same bytes");
    assert_eq!(refused(&beyond), Some(ReadError::Beyond(Limit::Ratio)));
    // Below the floor any ratio is harmless.
    let small = vec![b' '; Limit::PART_RATIO_FROM as usize];
    assert_eq!(refused(&package(&[("a".to_owned(), &small)])), None);
}

/// What the events of `text` end with.
fn events(text: &str) -> Result<usize, ReadError> {
    let mut xml = XmlReader::new("part", text.as_bytes());
    let mut count = 0;
    while xml.event()?.is_some() {
        count += 1;
    }
    Ok(count)
}

#[test]
fn depth_of_xml() {
    let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    let most = Limit::Depth.most();
    assert_eq!(events(&nested(most)), Ok(2 * most));
    assert_eq!(events(&nested(most + 1)), Err(ReadError::Beyond(Limit::Depth)));
    let empty = "<a>".repeat(most) + "<b/>" + &"</a>".repeat(most);
    assert_eq!(events(&empty), Err(ReadError::Beyond(Limit::Depth)));
}

#[test]
fn length_of_a_text_or_tag_in_xml() {
    let text = |length: usize| format!("<a>{}</a>", "x".repeat(length));
    let most = Limit::Token.most();
    assert_eq!(events(&text(most)), Ok(3));
    assert_eq!(events(&text(most + 1)), Err(ReadError::Beyond(Limit::Token)));
    let tag = |length: usize| format!("<a b='{}'/>", "x".repeat(length - "<a b=''/>".len()));
    assert_eq!(events(&tag(most)), Ok(2));
    assert_eq!(events(&tag(most + 1)), Err(ReadError::Beyond(Limit::Token)));
}

#[test]
fn events_of_xml() {
    let many = |count: usize| format!("<a>{}</a>", "<b/>".repeat(count - 2));
    let most = Limit::Events.most();
    assert!(events(&many(most)).is_ok());
    assert_eq!(events(&many(most + 1)), Err(ReadError::Beyond(Limit::Events)));
}

#[test]
fn a_doctype_is_refused_and_references_are_resolved() {
    let doctype = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
    assert_eq!(events(doctype), Err(ReadError::Doctype { part: "part".to_owned() }));
    let named = "<!DOCTYPE a PUBLIC '-//X//DTD Y 1.0//EN' 'y.dtd'>";
    assert_eq!(events(&format!("{named}<a></a>")), events("<a></a>"), "only its type is named");
    assert!(matches!(events(&format!("{named}<a>&b;</a>")), Err(ReadError::Broken { .. })));
    assert!(matches!(events("<a>&b;</a>"), Err(ReadError::Broken { .. })));
    assert!(matches!(events("<a><b></a>"), Err(ReadError::Broken { .. })));
    assert!(matches!(events("<a><b></b>"), Err(ReadError::Broken { .. })));
    let mut xml = XmlReader::new("part", "<a b='&lt;&#x4e2d;'>&amp;&#20013;<![CDATA[<x>]]></a>".as_bytes());
    let Some(XmlEvent::Open(element)) = xml.event().unwrap() else { panic!() };
    assert_eq!(element.attribute("b"), Some("<中"));
    let mut text = String::new();
    while let Some(XmlEvent::Text(piece)) = xml.event().unwrap() {
        text += &piece;
    }
    assert_eq!(text, "&中<x>");
}

#[test]
fn the_official_template_opens() {
    let path = "../shared/official/template-2021.docx";
    let Ok(bytes) = std::fs::read(path) else {
        return skip(&format!("{path} is absent"));
    };
    let mut package = Package::open(&bytes).unwrap();
    assert!(package.has("word/document.xml"));
    let mut xml = XmlReader::of(package.part("word/document.xml").unwrap());
    let mut tables = 0;
    while let Some(event) = xml.event().unwrap() {
        tables += usize::from(matches!(event, XmlEvent::Open(element) if element.is_word("tbl")));
    }
    assert!(tables >= 3, "{tables}");
}

/// What makes a page a report.
const TITLE: &str = "青禾县水务局2024年政府信息公开工作年度报告";

/// The paragraphs of a page with this body.
fn page(body: &str) -> Vec<String> {
    let page = format!("<!DOCTYPE html><html><body><p>{TITLE}</p>{body}</body></html>");
    let report = import::read(page.as_bytes()).unwrap().report;
    report.preface.paragraphs.iter().map(|one| one.text()).collect()
}

#[test]
fn tags_of_a_page_lose_what_only_costs_and_no_text() {
    let attributes: String = (0..100).map(|at| format!(" a{at}=\"{at}>\"")).collect();
    let bodies = [
        format!("<p{attributes}>公开</p{attributes}><p>开</p>"),
        format!("<p title=\"{}\">公开</p><p>开</p>", "x".repeat(5_000)),
        format!("<p title='{}>'>公开</p><p>开</p>", "公".repeat(5_000)),
        format!("<p {}=1>公开</p><p>开</p>", "公".repeat(5_000)),
        format!("<p{attributes} title={}>公开</p><p>开</p>", "x".repeat(5_000)),
        format!("<!-- <a href=\"{} --><p>公开</p><p>开</p>", "x>".repeat(5_000)),
        format!("<SCRIPT>if(a<b)c=\"{}</scripts</Script ><p>公开</p><p>开</p>", "x".repeat(5_000)),
        format!("<textarea><b c=\"{}</textarea><p>公开</p><p>开</p>", "x".repeat(5_000)),
        "<style>p>a{b:\"c}</style><p>公开</p><p>开</p>".to_owned(),
        "<!--><p>公开</p><!---><p>开</p>".to_owned(),
        "<!--a--!><p>公开</p><!b><p>开</p>".to_owned(),
        "<p =a='b'/c>公开</p><p a = b>开</p>".to_owned(),
        "<p>公开</p><p>开</p><!-- never".to_owned(),
        "<p>公开</p><p>开</p><script>never".to_owned(),
        "<p>公开</p><p>开</p><p title=\"never".to_owned(),
    ];
    for body in bodies {
        assert_eq!(page(&body), ["公开", "开"], "{}", body.chars().take(200).collect::<String>());
    }
}

#[test]
fn bytes_of_a_page() {
    let page = |length: usize| {
        let mut page = format!("<p>{TITLE}</p><p>公开</p><!--");
        page.extend(std::iter::repeat_n('x', length - page.len()));
        page
    };
    let most = Limit::Page.most();
    assert!(import::read(page(most).as_bytes()).is_ok());
    assert_eq!(import::read(page(most + 1).as_bytes()).err(), Some(ReadError::Beyond(Limit::Page)));
}

/// A page may be larger where the bytes are pictures: these come in as they are, in every encoding, and what else is
/// written in Base64 does not put them in disorder.
#[test]
fn pictures_of_a_large_page() {
    // The same picture after as many notes, which are dropped when it is taken in.
    let padded = |name: &str| {
        let file = figure_reports::PICTURES.iter().find(|(own, _)| *own == name).unwrap().1;
        let note: Vec<u8> = [&[0xff, 0xfe, 0xff, 0xff][..], &[b'x'; 0xfffd]].concat();
        [&file[..2], &note.repeat(110), &file[2..]].concat()
    };
    let data = |bytes: &[u8]| {
        let mut text = String::new();
        for group in bytes.chunks(3) {
            let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(group.get(at).copied().unwrap_or(0)));
            let digit = |place: u32| match (bits >> (18 - 6 * place) & 63) as u8 {
                value @ 0..26 => b'A' + value,
                value @ 26..52 => b'a' + value - 26,
                value @ 52..62 => b'0' + value - 52,
                62 => b'+',
                _ => b'/',
            };
            text.extend((0..4).map(|place| if place > group.len() as u32 { '=' } else { char::from(digit(place)) }));
        }
        text
    };
    let [first, second] = ["upright.jpeg", "grey.jpeg"].map(|name| data(&padded(name)));
    let lines = second.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect::<Vec<_>>();
    let page = format!(
        "<html><head><style>@font-face{{src:url(data:font/woff2;base64,{})}}</style></head><body>\
         <p>{TITLE}</p><h2>一、总体情况</h2><p>公开41条。</p><img src=data:image/jpeg;base64,{first} alt=其一><p>图1 其一</p>\
         <p>再公开1条。</p><img alt='其二' src='data:image/jpeg;base64,{}'><p>三、收到12件。</p></body></html>",
        "A".repeat(100_000),
        lines.join("\n"),
    );
    assert!(page.len() > Limit::Page.most());
    let (in_gbk, _, _) = encoding_rs::GB18030.encode(&page);
    let wanted: Vec<_> = ["upright.jpeg", "grey.jpeg"].iter().map(|name| figure_reports::picture(name).id()).collect();
    for bytes in [page.as_bytes(), &in_gbk] {
        let reading = import::read(bytes).unwrap();
        let prose = reading.report.prose(SectionId::Overview).unwrap();
        let figures: Vec<_> = prose.paragraphs.iter().filter_map(|one| one.figure.as_ref()).collect();
        assert_eq!(figures.iter().filter_map(|figure| figure.picture()).collect::<Vec<_>>(), wanted);
        assert_eq!(figures.iter().map(|figure| figure.alt.as_str()).collect::<Vec<_>>(), ["其一", "其二"]);
        let texts: Vec<String> = prose.paragraphs.iter().map(|one| one.text()).collect();
        assert!(texts.contains(&"公开41条。".to_owned()) && texts.contains(&"再公开1条。".to_owned()), "{texts:?}");
    }
    // Words, or anything else, do not make it as large.
    let words = page.replace("</body>", &format!("<!-- {} --></body>", "x".repeat(Limit::PageRest.most())));
    assert_eq!(import::read(words.as_bytes()).err(), Some(ReadError::Beyond(Limit::Page)));
    let more =
        page.replace("</body>", &format!("<!-- {} --></body>", "x".repeat(Limit::PicturePage.most() - page.len())));
    assert_eq!(import::read(more.as_bytes()).err(), Some(ReadError::Beyond(Limit::PicturePage)));
}

#[test]
fn attributes_of_a_page() {
    let page = |count: usize| {
        let tags = format!("<br{}>", (0..40).map(|at| format!(" a{at}")).collect::<String>()).repeat(count / 40);
        format!("<p>{TITLE}</p><p>公开</p>{tags}")
    };
    assert!(import::read(page(Limit::Attributes.most()).as_bytes()).is_ok());
    let beyond = import::read(page(Limit::Attributes.most() + 40).as_bytes());
    assert_eq!(beyond.err(), Some(ReadError::Beyond(Limit::Attributes)));
}

#[test]
fn remarks_of_a_kind_are_counted_and_quote_little() {
    let words = |at: usize| format!("<img alt=\"{at}{}\">", "x".repeat(150));
    let page = format!("<p>{TITLE}</p><p>公开</p>{}<p>开</p>", (0..3_000).map(words).collect::<String>());
    let reading = import::read(page.as_bytes()).unwrap();
    let what = OmittedContent::Picture;
    let pictures: Vec<_> =
        reading.remarks.iter().filter(|remark| remark.kind == RemarkKind::LeftOut { what }).collect();
    assert_eq!(pictures.iter().map(|remark| remark.count()).sum::<usize>(), 3_000);
    assert_eq!(pictures.len(), 500);
    let last = pictures.iter().find(|remark| remark.further > 0).unwrap();
    let form = Form::of(reading.report.form).unwrap();
    assert!(messages::remark(Language::English, form, last).ends_with("and 2500 more of this kind"));
    let counted = messages::remark_count(&reading.remarks);
    assert_eq!(counted, reading.remarks.len() + 2_500);
    let bytes: usize = reading.remarks.iter().map(|remark| remark.excerpt.len()).sum();
    assert!(bytes < 1 << 18, "{bytes}");
    let origin = messages::origin(Language::English, form, "a", &reading.remarks);
    assert!(origin.notes.iter().flat_map(|notes| &notes.sentences).any(|one| one.contains("2500")));
}
