//! Mails, flat packages, documents within documents, OpenDocument files and tables in text that are bombs, lie,
//! loop or nest.

use super::Case;
use crate::docx_package::packed;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OPEN: &str = "urn:oasis:names:tc:opendocument:xmlns";

pub fn cases() -> Vec<Case> {
    let any: &[&str] = &["read", "Beyond", "NotText", "TooLarge", "Broken", "MissingPart"];
    let case = |name: &str, bytes: Vec<u8>, outcomes| Case { name: name.to_owned(), bytes, outcomes };
    let text = |name: &str, text: String, outcomes| case(name, text.into_bytes(), outcomes);
    let mail = |inner: &str| format!("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n{inner}");
    let flat = |inner: &str| {
        format!(
            "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{inner}\
             </pkg:package>"
        )
    };
    let part = |name: &str, inner: &str| {
        format!("<pkg:part pkg:name=\"{name}\"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>")
    };
    let body = |inner: &str| format!("<w:document xmlns:w=\"{WORD}\"><w:body>{inner}</w:body></w:document>");
    let declarations: String = (0..1_000).map(|at| format!(" xmlns:a{at}=\"{}\"", "u".repeat(900))).collect();
    let boundaries: String =
        (0..40).map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n")).collect();
    let open = |inner: &str| {
        packed(vec![
            ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
            (
                "content.xml".to_owned(),
                format!(
                    "<office:document-content xmlns:office=\"{OPEN}:office:1.0\" xmlns:text=\"{OPEN}:text:1.0\" \
                     xmlns:table=\"{OPEN}:table:1.0\">{inner}</office:document-content>"
                )
                .into_bytes(),
            ),
        ])
    };
    let sheet = |inner: &str| {
        open(&format!(
            "<office:body><office:spreadsheet><table:table>{inner}</table:table></office:spreadsheet></office:body>"
        ))
    };
    let words = |inner: &str| open(&format!("<office:body><office:text>{inner}</office:text></office:body>"));
    let cell = "<table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>1</text:p></table:table-cell>";
    let million = "<table:table-row table:number-rows-repeated=\"1000000\">";
    vec![
        case(
            "a text of rows that repeat a thousand cells",
            words(&format!(
                "<table:table>{}</table:table>",
                "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>\
                 <table:table-cell table:number-columns-repeated=\"900\"/><table:table-cell><text:p>2</text:p>\
                 </table:table-cell></table:table-row>"
                    .repeat(300)
            )),
            &["Beyond(Cells)"],
        ),
        case(
            "a text whose long cells are repeated",
            words(&format!(
                "<table:table><table:table-row>{}</table:table-row></table:table>",
                format!(
                    "<table:table-cell table:number-columns-repeated=\"900\" table:number-columns-spanned=\"900\">\
                     <text:p>{}</text:p></table:table-cell>",
                    "公".repeat(20_000)
                )
                .repeat(2)
            )),
            &["Beyond(Text)"],
        ),
        text("a mail of a million parts", mail(&"--a\n\n".repeat(1_000_000)), any),
        text("a mail whose parts nest forty deep", format!("MIME-Version: 1.0\n{boundaries}"), any),
        text(
            "a mail whose boundary is empty",
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"\"\n\n--\n\n".to_owned(),
            any,
        ),
        text("a mail that is one header", format!("MIME-Version: 1.0\n{}", "A: b\n".repeat(1_000_000)), any),
        text(
            "a mail with a line of ten megabytes",
            mail(&format!("--a\nContent-Type: text/html\n\n{}", "x".repeat(10 << 20))),
            any,
        ),
        text(
            "a mail in base64 that is none",
            mail(&format!(
                "--a\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n{}",
                "=*".repeat(1 << 20)
            )),
            any,
        ),
        text(
            "a mail of equals signs",
            mail(&format!(
                "--a\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n{}",
                "=\n".repeat(1 << 20)
            )),
            any,
        ),
        text("a mail without a page", mail("--a\nContent-Type: image/png\n\nx\n--a--\n"), &["MissingPart"]),
        text("a flat package of three thousand parts", flat(&part("/a", "<a/>").repeat(3_000)), &["Beyond(Entries)"]),
        text(
            "namespaces that every part of a flat package inherits",
            flat(&part("/a", "<a/>").repeat(1_500)).replace("<pkg:package ", &format!("<pkg:package{declarations} ")),
            any,
        ),
        text("a flat package nested without end", flat(&"<pkg:part>".repeat(100_000)), &["Beyond(Depth)", "Broken"]),
        text(
            "a flat package with a DOCTYPE",
            flat("").replace("?><pkg", "?><!DOCTYPE a [<!ENTITY b \"c\">]><pkg"),
            &["Doctype"],
        ),
        text(
            "a flat package that was cut off",
            flat(&part("/word/document.xml", &body("<w:p/>")))[..300].to_owned(),
            &["Broken"],
        ),
        text(
            "a flat package of one part named twice",
            flat(&part("/word/document.xml", &body("<w:p/>")).repeat(2)),
            any,
        ),
        text(
            "Word 2003 that nests",
            format!(
                "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body>{}",
                "<w:tbl><w:tr><w:tc>".repeat(1_000)
            ),
            &["Beyond(Depth)", "Broken"],
        ),
        case(
            "a document that stands within itself",
            within_itself(&body("<w:altChunk r:id=\"c\" xmlns:r=\"r\"/>")),
            any,
        ),
        case(
            "a document named ten thousand times within one",
            within_itself(&body(&"<w:altChunk r:id=\"c\" xmlns:r=\"r\"/>".repeat(10_000))),
            any,
        ),
        case(
            "cells repeated four thousand million times",
            sheet(&format!("<table:table-row>{cell}</table:table-row>")),
            any,
        ),
        case("rows repeated a million times", sheet(&format!("{million}{cell}</table:table-row>").repeat(50)), any),
        case(
            "spaces repeated four thousand million times",
            words(&"<text:p>a<text:s text:c=\"4000000000\"/>b</text:p>".repeat(1_000)),
            any,
        ),
        case("lists within lists", words(&"<text:list><text:list-item>".repeat(60)), &["Beyond(Depth)", "Broken"]),
        case(
            "two hundred thousand styles",
            open(&format!(
                "<office:styles>{}</office:styles>",
                (0..200_000)
                    .map(|at| format!(
                        "<s:style s:name=\"a{at}\" xmlns:s=\"s\"><s:text-properties s:font-weight=\"bold\"/></s:style>"
                    ))
                    .collect::<String>()
            )),
            any,
        ),
        text("tables in text that never end", "<table>\n</table>\n<table><table>\n".repeat(100_000), any),
        text("tags before a table that never comes", format!("{}</table>", "<div>\n".repeat(500_000)), any),
        text("a million small tables", "<table><tr><td>1</td></tr></table>\n".repeat(30_000), any),
        text(
            "a grid of a million columns",
            format!("+{}\n|{}\n+{}\n", "-+".repeat(300_000), "1|".repeat(300_000), "-+".repeat(300_000)),
            any,
        ),
        text("two hundred thousand lines that begin a grid", "+--+--+\n".repeat(200_000), any),
        text("grids without end", format!("+--+\n{}", "|a |\n".repeat(300_000)), any),
    ]
}

/// A document whose altChunk is its own package, once more.
fn within_itself(document: &str) -> Vec<u8> {
    let relations = b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"c\" Type=\"x/aFChunk\" Target=\"c.docx\"/></Relationships>";
    let parts = |chunk: Vec<u8>| {
        packed(vec![
            ("word/document.xml".to_owned(), document.as_bytes().to_vec()),
            ("word/_rels/document.xml.rels".to_owned(), relations.to_vec()),
            ("word/c.docx".to_owned(), chunk),
        ])
    };
    (0..6).fold(Vec::new(), |chunk, _| parts(chunk))
}
