//! Texts, web pages, tables and drafts that are too long, too deep or no text.

use super::Case;

pub fn cases() -> Vec<Case> {
    let any: &[&str] = &["read", "Beyond", "NotText", "TooLarge"];
    let case = |name: &str, bytes: Vec<u8>, outcomes| Case { name: name.to_owned(), bytes, outcomes };
    let text = |name: &str, text: String, outcomes| case(name, text.into_bytes(), outcomes);
    let page = |inner: &str| format!("<!DOCTYPE html><html><body>{inner}</body></html>");
    let draft = |inner: &str| {
        format!(
            "{{\"format\":\"nianbao-draft\",\"version\":\"1.0\",\"form\":\"cn-2021\",\"unit\":{{\"name\":\"a\",\"kind\":\"department\"}},\"year\":2024,{inner}}}"
        )
    };
    vec![
        text("more text than is read", "一".repeat((4 << 20) / 3 + 1), &["TooLarge"]),
        case("more than any file", vec![b'a'; (64 << 20) + 1], &["TooLarge"]),
        text("one line of digits", "7".repeat(1 << 20), any),
        text("one line of labels and digits", "行政许可1".repeat(50_000), any),
        text("two hundred thousand rows", "|1|2|3|\n".repeat(200_000), any),
        text("a row of a million cells", "1\t".repeat(1_000_000), any),
        text("two hundred thousand headings", "# 一、总体情况\n".repeat(100_000), any),
        text("brackets and numbers", "（一）".repeat(200_000), any),
        case("bytes that are no text", vec![0; 1 << 20], &["Empty"]),
        case("half a character of UTF-16", [&[0xff, 0xfe][..], &[0x00, 0xd8].repeat(100_000)].concat(), any),
        text("a million nested boxes", page(&"<div>".repeat(1_000_000)), any),
        text("a million paragraphs", page(&"<p>1".repeat(1_000_000)), any),
        text("nested tables", page(&"<table><tr><td>".repeat(50_000)), any),
        text(
            "cells that span a thousand million",
            page(&format!("<table>{}</table>", "<tr><td colspan=1000000000 rowspan=1000000000>1".repeat(1_000))),
            any,
        ),
        text("an attribute of four megabytes", page(&format!("<p title=\"{}\">", "x".repeat(4 << 20))), any),
        text("marks that never close", page(&"<b><i><u><a>".repeat(100_000)), any),
        text(
            "entities of a page",
            format!("<!DOCTYPE html [<!ENTITY a \"b\">]>{}", "&a;&lt;&#x110000;".repeat(100_000)),
            any,
        ),
        text(
            "a script that writes itself",
            page("<script>while(1)document.write('<p>')</script><iframe src=file:///etc/passwd>"),
            any,
        ),
        text("a quote that never closes", format!("table,row,column,value\n\"{}", "1,2\n".repeat(500_000)), any),
        text("a table of a million columns", format!("{}\n{}", "a,".repeat(500_000), "1,".repeat(500_000)), any),
        text("brackets without end in a draft", draft(&format!("\"preface\":{}", "[".repeat(1_000_000))), &["draft"]),
        text("braces without end in a draft", "{\"a\":".repeat(500_000), &["draft"]),
        text(
            "a number beyond all numbers in a draft",
            draft(&format!("\"numbers\":{{\"a.b\":{}}}", "9".repeat(100_000))),
            &["draft"],
        ),
        text("a draft of a later age", draft("\"version\":4294967296"), &["draft"]),
        text(
            "a string of forty megabytes in a draft",
            draft(&format!("\"x\":\"{}\"", "\\u4e00".repeat(7 << 20))),
            &["draft", "read"],
        ),
    ]
}
