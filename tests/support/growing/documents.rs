//! Word documents.

use std::io::{Cursor, Write as _};

use nianbao::export::docx;
use nianbao::form::{Edition, Form, UnitKind};
use nianbao::report::Report;
use nianbao::richtext::RichText;
use zip::write::SimpleFileOptions;

use super::Growth;

pub const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const ALTERNATIVE: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("docx: paragraphs", 10_000, |n| body(&paragraph("公开").repeat(n))),
        growth("docx: text of a paragraph", 60_000, |n| body(&paragraph(&super::noise(2 * n)))),
        growth("docx: runs of a paragraph", 20_000, |n| body(&p(&run("公").repeat(n)))),
        growth("docx: marked runs", 10_000, |n| {
            body(&p(&"<w:r><w:rPr><w:b/></w:rPr><w:t>公</w:t></w:r><w:r><w:t>开</w:t></w:r>".repeat(n)))
        }),
        growth("docx: lines of a paragraph", 20_000, |n| body(&p(&"<w:r><w:t>公</w:t><w:br/></w:r>".repeat(n)))),
        growth("docx: blank paragraphs", 20_000, |n| body(&"<w:p/>".repeat(n))),
        growth("docx: attributes of a tag", 100, |n| {
            body(&format!("<w:p{}/>", (0..n).map(|at| format!(" a{at}=\"1\"")).collect::<String>()).repeat(100))
        }),
        growth("docx: length of an attribute", 400_000, |n| body(&format!("<w:p a=\"{}\"/>", "x".repeat(n)))),
        growth("docx: references to characters", 100_000, |n| body(&paragraph(&"&#20844;&lt;".repeat(n)))),
        growth("docx: comments of XML", 50_000, |n| body(&"<!--a--><?a?>".repeat(n))),
        growth("docx: namespaces", 20_000, |n| {
            body(&(0..n).map(|at| format!("<w:p xmlns:a=\"u{at}\"/>")).collect::<String>())
        }),
        growth("docx: nested namespaces", 50, |n| {
            let open: String = (0..n).map(|at| format!("<w:sdt xmlns:a{at}=\"u\">")).collect();
            body(&format!("{open}{}{}", "<w:p/>".repeat(200 * n), "</w:sdt>".repeat(n)))
        }),
        growth("docx: depth", 50, |n| body(&format!("{}{}", "<w:sdt>".repeat(n), "</w:sdt>".repeat(n)).repeat(100))),
        growth("docx: links", 5_000, |n| linked(n, "http://a/")),
        growth("docx: links to one long address", 1_500, |n| linked(n, &format!("http://a/{}", "x".repeat(200_000)))),
        growth("docx: length of an address", 200_000, |n| linked(2, &format!("http://a/{}", "x".repeat(n)))),
        growth("docx: fields that link", 5_000, |n| body(&p(&field("HYPERLINK \"http://a/\"", "公开").repeat(n)))),
        growth("docx: fields that are open", 3_000, |n| {
            body(&p(
                &"<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>a</w:instrText><w:t>公</w:t></w:r>".repeat(n)
            ))
        }),
        growth("docx: instructions of a field", 50_000, |n| {
            body(&p(&"<w:r><w:instrText>HYPERLINK a</w:instrText></w:r>".repeat(n)))
        }),
        growth("docx: bookmarks", 20_000, |n| body(&"<w:bookmarkStart w:id=\"1\" w:name=\"a\"/>".repeat(n))),
        growth("docx: tracked changes", 10_000, |n| {
            let change = "<w:ins><w:r><w:t>公</w:t></w:r></w:ins><w:del><w:r><w:delText>开</w:delText></w:r></w:del>";
            report(&p(&change.repeat(n)))
        }),
        growth("docx: tracked changes of as many people", 4_000, |n| {
            report(&(0..n).map(|at| p(&changed(at))).collect::<String>())
        }),
        growth("docx: tracked changes of as many people in a paragraph", 4_000, |n| {
            report(&p(&(0..n).map(changed).collect::<String>()))
        }),
        growth("docx: looks that as many people tracked", 4_000, |n| {
            let look = |at: usize| {
                let (name, time) = (by(at), "<w:rPr/></w:rPrChange></w:rPr><w:t>公</w:t></w:r>");
                p(&format!("<w:r><w:rPr><w:b/><w:rPrChange {name}>{time}"))
            };
            report(&(0..n).map(look).collect::<String>())
        }),
        growth("docx: ends of paragraphs of as many people", 4_000, |n| {
            let end = |at: usize| format!("<w:p><w:pPr><w:rPr><w:del {}/></w:rPr></w:pPr>{}</w:p>", by(at), run("公"));
            report(&(0..n).map(end).collect::<String>())
        }),
        growth("docx: words beside a tracked change", 60_000, |n| {
            let change = p("<w:ins><w:r><w:t>公</w:t></w:r></w:ins>");
            report(&format!("{}{change}{}", paragraph(&super::noise(2 * n)), paragraph(&super::noise(n))))
        }),
        growth("docx: words of a paragraph with a tracked change", 60_000, |n| {
            let change = "<w:ins><w:r><w:t>公</w:t></w:r></w:ins>";
            report(&p(&format!("{}{change}{}", run(&super::noise(n)), run(&super::noise(n)))))
        }),
        growth("docx: words before a deleted end of paragraph", 60_000, |n| {
            let end = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
            report(&p(&format!("{end}{}", run(&super::noise(2 * n)))).repeat(2))
        }),
        growth("docx: paragraphs whose ends were deleted", 5_000, |n| {
            report(&format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", run("公")).repeat(n))
        }),
        growth("docx: hidden words", 10_000, |n| {
            body(&p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>公</w:t></w:r>").repeat(n))
        }),
        growth("docx: words struck through", 10_000, |n| {
            body(&p("<w:r><w:rPr><w:strike/></w:rPr><w:t>公</w:t></w:r>").repeat(n))
        }),
        growth("docx: symbols", 10_000, |n| body(&p("<w:r><w:sym w:font=\"a\" w:char=\"F0\"/></w:r>").repeat(n))),
        growth("docx: pictures", 10_000, |n| body(&p("<w:r><w:drawing/></w:r>").repeat(n))),
        growth("docx: text boxes", 5_000, |n| {
            body(&p(
                &format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", paragraph("公")).repeat(n)
            ))
        }),
        growth("docx: alternatives", 5_000, |n| {
            let choice = format!("<m:Choice>{0}</m:Choice><m:Fallback>{0}</m:Fallback>", run("公"));
            body(&p(&format!("<m:AlternateContent>{choice}</m:AlternateContent>").repeat(n)))
        }),
        growth("docx: controls", 5_000, |n| {
            let tag = "<w:sdt><w:sdtPr><w:tag w:val=\"x\"/></w:sdtPr><w:sdtContent>";
            body(&p(&format!("{tag}{}</w:sdtContent></w:sdt>", run("公")).repeat(n)))
        }),
        growth("docx: rows of a table", 3_000, |n| body(&table(&row(3).repeat(n)))),
        growth("docx: cells of a row", 10_000, |n| body(&table(&row(n)))),
        growth("docx: tables", 3_000, |n| body(&table(&row(2)).repeat(n))),
        growth("docx: nested tables", 9, |n| {
            let cell = format!("<w:tc>{}</w:tc>", paragraph("公"));
            let mut inner = table(&row(2));
            (0..n).for_each(|_| inner = table(&format!("<w:tr>{cell}<w:tc>{inner}</w:tc></w:tr>")));
            body(&inner.repeat(100))
        }),
        growth("docx: paragraphs of a cell", 10_000, |n| {
            body(&table(&format!("<w:tr><w:tc>{}</w:tc><w:tc/></w:tr>", paragraph("公").repeat(n))))
        }),
        growth("docx: cells that span", 1_000, |n| {
            let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"64\"/></w:tcPr><w:p/></w:tc>";
            body(&table(&format!("<w:tr>{}{cell}</w:tr>", row_of("1")).repeat(n)))
        }),
        growth("docx: styles", 5_000, |n| with("styles", &styles(n, "0"), &styled(1))),
        growth("docx: paragraphs with a chain of styles", 3_000, |n| with("styles", &styles(100, "prev"), &styled(n))),
        growth("docx: length of a style's name", 10_000, |n| {
            let name = format!("<w:style w:styleId=\"s1\"><w:name w:val=\"{}\"/></w:style>", "x".repeat(n));
            with("styles", &root("styles", &name), &styled(20))
        }),
        growth("docx: definitions of numbering", 3_000, |n| with("numbering", &numbering(n, "%1."), &numbered(1))),
        growth("docx: numbered paragraphs", 5_000, |n| with("numbering", &numbering(1, "%1."), &numbered(n))),
        growth("docx: length of a number's text", 2_000, |n| {
            with("numbering", &numbering(1, &"%1.".repeat(n)), &numbered(20))
        }),
        growth("docx: comments", 5_000, |n| {
            let note = |at| format!("<w:comment w:id=\"{at}\">{}</w:comment>", paragraph("公"));
            let refer = |at| p(&format!("<w:r><w:commentReference w:id=\"{at}\"/></w:r>"));
            let notes: String = (0..n).map(note).collect();
            with("comments", &root("comments", &notes), &(0..n).map(refer).collect::<String>())
        }),
        growth("docx: references to one long note", 1_000, |n| {
            let notes = format!("<w:footnote w:id=\"1\">{}</w:footnote>", paragraph(&"公开".repeat(100_000)));
            with("footnotes", &root("footnotes", &notes), &p("<w:r><w:footnoteReference w:id=\"1\"/></w:r>").repeat(n))
        }),
        growth("docx: headers", 400, |n| {
            let header = root("hdr", &paragraph("公开"));
            let parts: Vec<_> = (0..n).map(|at| ("header", format!("word/h{at}.xml"), header.clone())).collect();
            document(&parts, &paragraph("公"))
        }),
        growth("docx: long headers", 30, |n| {
            let header = |at: usize| root("hdr", &paragraph(&format!("{}{at}", "公开".repeat(20_000))));
            let parts: Vec<_> = (0..n).map(|at| ("header", format!("word/h{at}.xml"), header(at))).collect();
            document(&parts, &paragraph("公"))
        }),
        growth("docx: relationships", 5_000, |n| {
            let of = |at| relationship(&format!("x{at}"), "image", &format!("media/{at}"), "");
            document_with(&(0..n).map(of).collect::<String>(), &[], &paragraph("公"))
        }),
        growth("docx: parts of XML beside it", 200, |n| {
            let parts: Vec<_> = (0..n).map(|at| ("customXml", format!("word/c{at}.xml"), "<a/>".to_owned())).collect();
            document(&parts, &paragraph("公"))
        }),
        growth("docx: entries", 900, |n| {
            let parts: Vec<_> = (0..n).map(|at| ("", format!("word/e{at}.xml"), "<a/>".to_owned())).collect();
            document(&parts, &paragraph("公"))
        }),
        growth("docx: our document", 1_000, ours),
        growth("docx: our document, edited", 1_500, |n| {
            // Each paragraph of the text differs from the draft that lies beside it.
            let bytes = ours(n);
            edited(&bytes, |text| text.replace("公开", "公布"))
        }),
    ]
}

/// A package of these parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The relationships of a part.
pub fn relationships(inner: &str) -> String {
    format!("<Relationships xmlns=\"{PACKAGE}\">{inner}</Relationships>")
}

/// One relationship, with further attributes.
pub fn relationship(id: &str, kind: &str, target: &str, more: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"{more}/>")
}

pub fn body(inner: &str) -> Vec<u8> {
    document(&[], inner)
}

fn root(name: &str, inner: &str) -> String {
    format!("<w:{name} xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\" xmlns:m=\"{ALTERNATIVE}\">{inner}</w:{name}>")
}

/// A document with parts of these kinds.
fn document(parts: &[(&str, String, String)], inner: &str) -> Vec<u8> {
    document_with("", parts, inner)
}

pub fn document_with(more: &str, parts: &[(&str, String, String)], inner: &str) -> Vec<u8> {
    let text = root("document", &format!("<w:body>{inner}</w:body>"));
    let of = |(at, (kind, name, _)): (usize, &(&str, String, String))| {
        relationship(&format!("r{at}"), kind, name.trim_start_matches("word/"), "")
    };
    let named = parts.iter().enumerate().filter(|(_, (kind, ..))| !kind.is_empty());
    let relations = relationships(&(named.map(of).collect::<String>() + more));
    let own = [("word/document.xml", text.as_str()), ("word/_rels/document.xml.rels", relations.as_str())];
    let all: Vec<(&str, &str)> =
        own.into_iter().chain(parts.iter().map(|(_, name, text)| (name.as_str(), text.as_str()))).collect();
    package(&all)
}

/// A document with one part of a kind.
fn with(kind: &'static str, text: &str, inner: &str) -> Vec<u8> {
    document(&[(kind, format!("word/{kind}.xml"), text.to_owned())], inner)
}

pub fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

pub fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

pub fn paragraph(text: &str) -> String {
    p(&run(text))
}

pub fn table(rows: &str) -> String {
    format!("<w:tbl>{rows}</w:tbl>")
}

pub fn row_of(text: &str) -> String {
    format!("<w:tc>{}</w:tc>", paragraph(text))
}

pub fn row(cells: usize) -> String {
    format!("<w:tr>{}</w:tr>", row_of("1").repeat(cells))
}

fn field(instruction: &str, text: &str) -> String {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let says = format!("<w:r><w:instrText>{instruction}</w:instrText></w:r>");
    format!("{}{says}{}{}{}", mark("begin"), mark("separate"), run(text), mark("end"))
}

/// A document that is a report, with this in its first section: only of such a one tracked changes are kept.
fn report(inner: &str) -> Vec<u8> {
    let title = paragraph("甲局2024年政府信息公开工作年度报告");
    body(&format!("{title}{}{inner}", paragraph("一、总体情况")))
}

/// Attributes of a change that somebody of this number made.
fn by(at: usize) -> String {
    format!("w:id=\"1\" w:author=\"作者{at}\" w:date=\"2024-01-{:02}T{:02}:{:02}:00Z\"", at % 28 + 1, at % 24, at % 60)
}

/// Words that somebody of this number put in the place of others.
fn changed(at: usize) -> String {
    let (name, removed) = (by(at), "<w:r><w:delText>不公</w:delText></w:r>");
    format!("<w:ins {name}>{}</w:ins><w:del {name}>{removed}</w:del>", run("公开了"))
}

/// A document in which `count` links lead to one address.
fn linked(count: usize, address: &str) -> Vec<u8> {
    let link = relationship("l", "hyperlink", address, " TargetMode=\"External\"");
    document_with(&link, &[], &p(&format!("<w:hyperlink r:id=\"l\">{}</w:hyperlink>", run("公"))).repeat(count))
}

/// Styles, each based on one style or on the one before it.
fn styles(count: usize, based: &str) -> String {
    let style = |at: usize| {
        let base = if based == "prev" { format!("s{}", at + 1) } else { "s0".to_owned() };
        format!("<w:style w:styleId=\"s{at}\"><w:name w:val=\"n{at}\"/><w:basedOn w:val=\"{base}\"/></w:style>")
    };
    root("styles", &(0..count).map(style).collect::<String>())
}

fn styled(count: usize) -> String {
    p(&format!("<w:pPr><w:pStyle w:val=\"s1\"/></w:pPr>{}", run("公"))).repeat(count)
}

fn numbering(count: usize, text: &str) -> String {
    let level = format!("<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{text}\"/></w:lvl>");
    let one = |at: usize| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{at}\">{level}</w:abstractNum>\
             <w:num w:numId=\"{at}\"><w:abstractNumId w:val=\"{at}\"/></w:num>"
        )
    };
    root("numbering", &(1..=count).map(one).collect::<String>())
}

fn numbered(count: usize) -> String {
    let list = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    p(&format!("{list}{}", run("公"))).repeat(count)
}

/// A document of this program with `count` paragraphs.
fn ours(count: usize) -> Vec<u8> {
    let mut report = Report::new("甲局", UnitKind::Department, 2024);
    let text: String = (0..count).map(|at| format!("公开第{at}件。\n")).collect();
    report.preface = RichText::plain(&text);
    docx::write(Form::of(Edition::Cn2021).unwrap(), &report).unwrap()
}

/// The package with its text changed.
fn edited(bytes: &[u8], edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        let text = if name == "word/document.xml" { edit(&text) } else { text };
        parts.push((name, text));
    }
    package(&parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}
