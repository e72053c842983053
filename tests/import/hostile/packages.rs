//! Packages: documents and workbooks that are bombs, lie, loop or nest.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::Case;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        case("bomb of one part", word(&vec![b' '; 150 << 20]), &["Beyond(Ratio)"]),
        case("bomb of many parts", many_parts(), &["Beyond(Inflated)"]),
        case("a part larger than it says", lying(10), &["Broken"]),
        case("a part smaller than it says", lying(1 << 20), &["Broken"]),
        case("headers that contradict the directory", contradicting(), &["Broken"]),
        case("entries that overlap", overlapping(), &["Broken"]),
        case("entries of one name", twice(), &["Broken"]),
        case("two thousand and one entries", entries(2_001), &["Beyond(Entries)"]),
        case("850,000 entries in the directory alone", directory(850_000), &["Beyond(Entries)"]),
        case("a directory that claims 65,535 entries", claiming(), &["Broken"]),
        case("names that lead out", traversal(), &["read", "Broken"]),
        case("a password", flagged(1), &["Encrypted", "Broken"]),
        case("an unknown method", method(), &["Broken"]),
        case("cut in half", halved(), &["Broken"]),
        case("a wrong sum", wrong_sum(), &["Broken"]),
        case("a package within a package", nested(), &["OtherPackage", "MissingPart"]),
        case("an empty package", package(&[]), &["OtherPackage"]),
    ];
    let laughs = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><w>&b;</w>";
    let outside = "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w>&a;</w>";
    let body = |inner: &str| format!("<w:document xmlns:w=\"{WORD}\"><w:body>{inner}</w:body></w:document>");
    let attributes: String = (0..100_000).map(|number| format!(" a{number}=\"\"")).collect();
    for (name, text, outcomes) in [
        ("entities that laugh", laughs.to_owned(), &["Doctype"] as &[&str]),
        ("an entity from outside", outside.to_owned(), &["Doctype"]),
        ("an entity that nobody declared", body("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"), &["Broken"]),
        ("a million nested tags", body(&"<w:p>".repeat(1_000_000)), &["Beyond(Depth)", "Beyond(Ratio)"]),
        ("nested tables", body(&"<w:tbl><w:tr><w:tc>".repeat(40)), &["Beyond(Depth)", "Broken"]),
        ("a million attributes", body(&format!("<w:p{attributes}/>")), &["B"]),
        ("text of five megabytes", body(&format!("<w:p>{}</w:p>", noise(5 << 20))), &["Beyond(Token)"]),
        ("tags that cross", body("<w:p><w:r></w:p></w:r>"), &["Broken"]),
        ("a name that is no name", body("<\u{0}>"), &["Broken", "read"]),
        ("a span of four thousand million", body(&spans()), &["read", "B"]),
    ] {
        cases.push(case(name, word(text.as_bytes()), outcomes));
    }
    let sheet = |inner: &str| workbook(&format!("<worksheet xmlns=\"{SHEET}\">{inner}</worksheet>"));
    let cells: String =
        (1..=200_001).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>")).collect();
    let merges = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(1_000);
    let any: &[&str] = &["read", "B", "MissingPart"];
    for (name, inner, outcomes) in [
        ("a cell at XFD1048576", "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>".to_owned(), any),
        ("a sheet that says it is full", "<dimension ref=\"A1:XFD1048576\"/><sheetData/>".to_owned(), any),
        ("200,001 cells", format!("<sheetData>{cells}</sheetData>"), &["Beyond(Cells)"]),
        ("a string that is not there", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>4294967295</v></c></row></sheetData>".to_owned(), any),
        ("a thousand merged sheets", format!("<sheetData/><mergeCells>{merges}</mergeCells>"), any),
        ("a row beyond all rows", "<sheetData><row r=\"99999999999999999999\"><c r=\"ZZZZZZZZ9\"><v>1</v></c></row></sheetData>".to_owned(), any),
        ("a formula that calls out", "<sheetData><row r=\"1\"><c r=\"A1\"><f>WEBSERVICE(\"http://x\")</f><v>1</v></c></row></sheetData>".to_owned(), any),
    ] {
        cases.push(case(name, sheet(&inner), outcomes));
    }
    cases
}

fn case(name: &str, bytes: Vec<u8>, outcomes: &'static [&'static str]) -> Case {
    Case { name: name.to_owned(), bytes, outcomes }
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A document whose text is `bytes`.
fn word(bytes: &[u8]) -> Vec<u8> {
    let outside = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
         Type=\"{RELATIONS}/image\" Target=\"http://127.0.0.1:9/x\" TargetMode=\"External\"/></Relationships>"
    );
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", bytes),
        ("word/_rels/document.xml.rels", outside.as_bytes()),
    ])
}

/// A workbook with one sheet.
fn workbook(sheet: &str) -> Vec<u8> {
    let book = format!(
        "<workbook xmlns=\"{SHEET}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
         Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// Letters that pack badly.
fn noise(length: usize) -> String {
    let mut random = fastrand::Rng::with_seed(8);
    (0..length).map(|_| random.alphanumeric()).collect()
}

fn spans() -> String {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"4294967295\"/></w:tcPr><w:p/></w:tc>";
    format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell.repeat(100))
}

/// Five parts of sixty megabytes that each pack only fifty times.
fn many_parts() -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(8);
    let mut bytes = vec![b' '; 60 << 20];
    for chunk in bytes.chunks_mut(3_000) {
        let end = chunk.len().min(50);
        random.fill(&mut chunk[..end]);
    }
    let names = ["word/a.xml", "word/b.xml", "word/c.xml", "word/d.xml", "word/document.xml"];
    package(&names.map(|name| (name, bytes.as_slice())))
}

/// Where a mark stands, each time.
fn marks(bytes: &[u8], mark: &[u8]) -> Vec<usize> {
    bytes.windows(mark.len()).enumerate().filter(|(_, window)| *window == mark).map(|(at, _)| at).collect()
}

/// Overwrites four bytes.
fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

/// A document of half a megabyte that says that it has `size` bytes.
fn lying(size: u32) -> Vec<u8> {
    let mut bytes = word(noise(1 << 19).as_bytes());
    let local = marks(&bytes, b"PK\x03\x04")[1];
    let central = marks(&bytes, b"PK\x01\x02")[1];
    put(&mut bytes, local + 22, size);
    put(&mut bytes, central + 24, size);
    bytes
}

fn contradicting() -> Vec<u8> {
    let mut bytes = word(b"<w/>");
    let local = marks(&bytes, b"PK\x03\x04")[1];
    put(&mut bytes, local + 22, 1_000);
    bytes
}

fn overlapping() -> Vec<u8> {
    let mut bytes = package(&[("word/document.xml", b"<w/>"), ("word/documens.xml", b"<w/>")]);
    // The second entry lies where the first does.
    let central = marks(&bytes, b"PK\x01\x02")[1];
    put(&mut bytes, central + 42, 0);
    bytes
}

fn twice() -> Vec<u8> {
    let bytes = package(&[("word/document.xml", b"<w/>"), ("word/documens.xml", b"<w/>")]);
    let other = b"word/documens.xml";
    let mut bytes = bytes;
    for at in marks(&bytes, other) {
        bytes[at..at + other.len()].copy_from_slice(b"word/document.xml");
    }
    bytes
}

fn entries(count: usize) -> Vec<u8> {
    let names: Vec<String> = (0..count).map(|number| format!("word/{number}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    package(&parts)
}

/// Entries of a directory that all lead to one part.
fn directory(count: u32) -> Vec<u8> {
    let one = word(b"<w/>");
    let start = marks(&one, b"PK\x01\x02")[0];
    let end = marks(&one, b"PK\x01\x02")[1];
    let mut bytes = one[..start].to_vec();
    (0..count).for_each(|_| bytes.extend(&one[start..end]));
    let size = bytes.len() - start;
    bytes.extend(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff");
    bytes.extend((size as u32).to_le_bytes());
    bytes.extend((start as u32).to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

fn claiming() -> Vec<u8> {
    let mut bytes = word(b"<w/>");
    let end = marks(&bytes, b"PK\x05\x06")[0];
    bytes[end + 8..end + 12].fill(0xff);
    bytes
}

fn traversal() -> Vec<u8> {
    package(&[
        ("../../../../tmp/nianbao-escaped", b"x"),
        ("/etc/nianbao-escaped", b"x"),
        ("C:\\nianbao-escaped", b"x"),
        ("word/../../nianbao-escaped", b"x"),
        ("word/document.xml", b"<w/>"),
    ])
}

/// A document whose parts all carry a flag.
fn flagged(flag: u8) -> Vec<u8> {
    let mut bytes = word(b"<w/>");
    for at in marks(&bytes, b"PK\x03\x04") {
        bytes[at + 6] |= flag;
    }
    for at in marks(&bytes, b"PK\x01\x02") {
        bytes[at + 8] |= flag;
    }
    bytes
}

fn method() -> Vec<u8> {
    let mut bytes = word(b"<w/>");
    for at in marks(&bytes, b"PK\x03\x04") {
        bytes[at + 8] = 12;
    }
    for at in marks(&bytes, b"PK\x01\x02") {
        bytes[at + 10] = 12;
    }
    bytes
}

fn halved() -> Vec<u8> {
    let bytes = word(noise(1 << 16).as_bytes());
    bytes[..bytes.len() / 2].to_vec()
}

fn wrong_sum() -> Vec<u8> {
    let mut bytes = word(b"<w:document/>");
    let local = marks(&bytes, b"PK\x03\x04")[1];
    let central = marks(&bytes, b"PK\x01\x02")[1];
    put(&mut bytes, local + 14, 1);
    put(&mut bytes, central + 16, 1);
    bytes
}

fn nested() -> Vec<u8> {
    let inner = package(&[("0.zip", &vec![0; 1 << 20])]);
    package(&[("1.zip", &inner), ("2.zip", &inner)])
}
