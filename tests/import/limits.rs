//! Each limit on what is read, at the limit and one beyond.

#![allow(clippy::cast_possible_truncation)]

use std::io::{Read, Write};

use nianbao::import::{self, ReadError, text};
use nianbao::limits::Limit;
use nianbao::ooxml::package::Package;
use nianbao::ooxml::xml_reader::{XmlEvent, XmlReader};
use zip::write::SimpleFileOptions;

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
    let mut bytes = vec![b'\n'; most];
    // Within the limit of a file it is read on, and meets the limit of a text.
    assert!(matches!(import::read(&bytes), Err(ReadError::TooLarge { limit: text::LIMIT, .. })));
    bytes.push(b'\n');
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
    let most = Limit::Cells.most();
    assert_eq!(text::read(&rows(most)), Err(ReadError::NotAReport));
    assert_eq!(text::read(&rows(most + 1)).err(), Some(ReadError::Beyond(Limit::Cells)));
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
    let mut noise = vec![0; 30_000];
    random.fill(&mut noise);
    let packed = |bytes: &[u8]| {
        let whole = package(&[("a".to_owned(), bytes)]);
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
    assert!(bytes.len() as u64 > Limit::RATIO_FROM);
    assert_eq!(refused(&at), None);
    let size = packed(&bytes).1;
    bytes.push(b' ');
    let (beyond, longer) = packed(&bytes);
    assert_eq!(longer, size, "one blank more packs into the same bytes");
    assert_eq!(refused(&beyond), Some(ReadError::Beyond(Limit::Ratio)));
    // Below the floor any ratio is harmless.
    let small = vec![b' '; Limit::RATIO_FROM as usize];
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
