//! What stands within itself, again and again. A reader's limit on depth must hide nothing: where it is reached
//! at twice the size, the input says so by its outcome.

use super::Growth;
use super::documents::{body, p, paragraph, row, row_of, run, table};
use super::pages::{clipboard, ours, page};

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("html: paragraphs in deep boxes", 50, |n| {
            page(&format!("{}{}", "<div>".repeat(2 * n), "<p>公</p>".repeat(100 * n)))
        }),
        growth("html: rows in deep tables", 25, |n| {
            page(&format!("{}{}", "<table><tr><td>".repeat(n), "<tr><td>1<td>2<td>3".repeat(100 * n)))
        }),
        growth("html: deep tables of numbers", 25, |n| {
            let rows = "<tr><td>1<td>2<td>3".repeat(3);
            page(&format!("<table>{rows}<tr><td>").repeat(n))
        }),
        growth("html: deep tables around what shows nothing", 25, |n| {
            let blank = "<b></b>".repeat(200 * n);
            page(&format!("{}{blank}{}", "<table><tr><td>1<td>2<td>".repeat(n), "公".repeat(500)))
        }),
        growth("html: deep tables around long text", 25, |n| {
            page(&format!("{}{}", "<table><tr><td>1<td>2<td>".repeat(n), "公".repeat(1_000 * n)))
        }),
        growth("html: nested quotations", 60, |n| page(&"<blockquote><p>公".repeat(n))),
        growth("html: nested marks", 60, |n| page(&(0..n).map(|at| format!("<font size={at}>公")).collect::<String>())),
        growth("html: paragraphs in deep marks", 50, |n| {
            page(&format!("{}{}", "<span>".repeat(2 * n), "<span>公</span><br>".repeat(100 * n)))
        }),
        growth("html: items of deep lists", 50, |n| {
            page(&format!("{}{}", "<ul><li>".repeat(n), "<li>公".repeat(200 * n)))
        }),
        growth("html: nested links to long addresses", 50, |n| {
            let link = format!("<div><a href=\"{}\">公", "x".repeat(2_000));
            page(&link.repeat(n))
        }),
        growth("html: nested hidden words", 50, |n| page(&"<div hidden>公".repeat(n))),
        growth("html: nested buttons and fields", 50, |n| page(&"<span><button>公<select><option>1".repeat(n))),
        growth("html: our page, cells within cells", 50, |n| {
            ours(&format!("<div>{}", "<b data-cell=\"received.natural_person\">1".repeat(n)))
        }),
        growth("html: our page, items within items", 20, |n| ours(&"<ul><li>公<ol>".repeat(n))),
        growth("html: our page, marks within marks", 50, |n| {
            ours(&format!("<p>{}{}", "<i>".repeat(2 * n), "<b>公</b>开".repeat(50 * n)))
        }),
        growth("clipboard: nested lists", 50, |n| clipboard(&"<ul><li>公".repeat(n))),
        growth("docx: paragraphs in deep controls", 50, |n| {
            body(&format!("{}{}{}", "<w:sdt>".repeat(n), "<w:p/>".repeat(200 * n), "</w:sdt>".repeat(n)))
        }),
        growth("docx: runs in deep insertions", 50, |n| {
            body(&p(&format!("{}{}{}", "<w:ins>".repeat(n), run("公").repeat(200 * n), "</w:ins>".repeat(n))))
        }),
        growth("docx: nested text boxes", 10, |n| {
            let mut inner = paragraph(&"公".repeat(200 * n));
            for _ in 0..n {
                inner = p(&format!("<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"));
            }
            body(&inner.repeat(20))
        }),
        growth("docx: nested alternatives", 15, |n| {
            let mut inner = run(&"公".repeat(200 * n));
            for _ in 0..n {
                inner = format!(
                    "<m:AlternateContent><m:Choice>{inner}</m:Choice><m:Fallback>{}</m:Fallback></m:AlternateContent>",
                    run("开")
                );
            }
            body(&p(&inner.repeat(20)))
        }),
        growth("docx: deep tables around long text", 15, |n| {
            let mut inner = paragraph(&"公".repeat(1_000 * n));
            (0..n).for_each(|_| inner = table(&format!("<w:tr>{}<w:tc>{inner}</w:tc></w:tr>", row_of("1"))));
            body(&inner.repeat(10))
        }),
        growth("docx: deep tables around rows", 15, |n| {
            let mut inner = table(&row(3).repeat(100 * n));
            (0..n).for_each(|_| inner = table(&format!("<w:tr>{}<w:tc>{inner}</w:tc></w:tr>", row_of("1"))));
            body(&inner)
        }),
        growth("docx: fields within fields", 500, |n| {
            let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
            let open =
                format!("{}<w:r><w:instrText>HYPERLINK \"a\"</w:instrText></w:r>{}", mark("begin"), mark("separate"));
            body(&p(&format!("{}{}{}", open.repeat(n), run("公"), mark("end").repeat(n))))
        }),
        growth("text: nested quotations", 500, |n| {
            (1..=n).map(|at| format!("{}公开\n", "> ".repeat(at.min(60)))).collect::<String>().into_bytes()
        }),
        growth("text: nested items", 1_000, |n| {
            (1..=n).map(|at| format!("{}- 公开\n", "  ".repeat(at % 60))).collect::<String>().into_bytes()
        }),
        growth("json: nested lists", 50, |n| {
            format!("{{\"format\":\"nianbao-report\",\"version\":\"1.0\",\"x\":{}1{}}}", "[".repeat(n), "]".repeat(n))
                .into_bytes()
        }),
    ]
}
