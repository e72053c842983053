//! Web pages and fragments of a clipboard.

use super::Growth;

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("html: paragraphs", 20_000, |n| page(&"<p>公开</p>".repeat(n))),
        growth("html: one paragraph", 300_000, |n| page(&"公开".repeat(n))),
        growth("html: runs of a paragraph", 20_000, |n| page(&format!("<p>{}", "<b>公</b>开".repeat(n)))),
        growth("html: lines of a paragraph", 20_000, |n| page(&format!("<p>{}", "公开<br>".repeat(n)))),
        growth("html: nested boxes", 60, |n| page(&"<div>公".repeat(n))),
        growth("html: nested lists", 50, |n| page(&"<ul><li>公".repeat(n))),
        growth("html: items of a list", 20_000, |n| page(&format!("<ul>{}", "<li>公开".repeat(n)))),
        growth("html: nested tables", 30, |n| page(&"<table><tr><td>公</td><td>".repeat(n))),
        growth("html: tables", 5_000, |n| page(&"<table><tr><td>1<td>2<td>3</table>".repeat(n))),
        growth("html: rows of a table", 10_000, |n| page(&format!("<table>{}", "<tr><td>1<td>2<td>3".repeat(n)))),
        growth("html: cells of a row", 20_000, |n| page(&format!("<table><tr>{}", "<td>1".repeat(n)))),
        growth("html: cells that span rows", 500, |n| {
            page(&format!("<table>{}", "<tr><td rowspan=999>1<td>2<td>3".repeat(n)))
        }),
        growth("html: tables around layouts", 5_000, |n| {
            page(&"<table><tr><td><table><tr><td>1<td>2<td>3</table></table>".repeat(n))
        }),
        growth("html: attributes of a tag", 20_000, |n| {
            page(&format!("<p{}>公开", (0..n).map(|at| format!(" a{at}=1")).collect::<String>()))
        }),
        growth("html: attributes of an end tag", 20_000, |n| {
            page(&format!("<p>公开</p{}>", (0..n).map(|at| format!(" a{at}=1")).collect::<String>()))
        }),
        growth("html: equal attributes of a tag", 50_000, |n| page(&format!("<p{}>公开", " a=1".repeat(n)))),
        growth("html: length of an attribute", 1_000_000, |n| page(&format!("<p title=\"{}\">公开", "x".repeat(n)))),
        growth("html: length of the name of a tag", 500_000, |n| page(&format!("<p{}>公开", "x".repeat(n)))),
        growth("html: length of the name of an attribute", 500_000, |n| page(&format!("<p {}>公开", "x".repeat(n)))),
        growth("html: declarations of a style", 500, |n| {
            page(&format!("<p style=\"{}\">公开", "a:b;".repeat(n)).repeat(20))
        }),
        growth("html: links", 10_000, |n| {
            page(&(0..n).map(|at| format!("<a href=\"/{at}\">公开</a>")).collect::<String>())
        }),
        growth("html: links to one long address", 1_500, |n| {
            let address = "x".repeat(4_000);
            page(&format!("<a href=\"/{address}\">公开</a>").repeat(n))
        }),
        growth("html: nested links", 60, |n| page(&"<span><a href=x>公".repeat(n))),
        growth("html: pictures", 10_000, |n| page(&(0..n).map(|at| format!("<img alt=\"{at}\">")).collect::<String>())),
        growth("html: fields", 10_000, |n| page(&"<input value=1><select><option>1</select>".repeat(n))),
        growth("html: one script", 1_000_000, |n| page(&format!("<script>{}</script>公开", "a<b;".repeat(n)))),
        growth("html: scripts", 20_000, |n| page(&"<script>a<b;</script>".repeat(n))),
        growth("html: rules of a style sheet", 100_000, |n| {
            page(&format!("<style>{}</style>公开", "p{a:b}".repeat(n)))
        }),
        growth("html: comments", 20_000, |n| page(&"<!-- 公 -->开".repeat(n))),
        growth("html: one comment", 1_000_000, |n| page(&format!("<!-- {} -->公开", "x".repeat(n)))),
        growth("html: entities", 100_000, |n| page(&"&lt;&#x516c;&nosuch;".repeat(n))),
        growth("html: white space", 1_000_000, |n| page(&format!("公{}开", " ".repeat(n)))),
        growth("html: paragraphs in marks that never close", 1_000, |n| {
            let marks: String = (0..20).map(|at| format!("<font size={at}>")).collect();
            page(&format!("{marks}{}", "<p>公</p>".repeat(n)))
        }),
        growth("html: marks closed across each other", 5_000, |n| page(&"<p><b><i>公</b>开</i>".repeat(n))),
        growth("html: text that belongs before a table", 20_000, |n| {
            page(&format!("<table>{}", "公<tr>开<td>1".repeat(n)))
        }),
        growth("html: hidden words", 10_000, |n| page(&"<p hidden>公</p><p style=\"display:none\">开</p>".repeat(n))),
        growth("html: navigation", 10_000, |n| page(&format!("<nav>{}</nav>公开", "<p>公</p>".repeat(n)))),
        growth("html: titles of sections", 3_000, |n| page(&"<h2>一、总体情况</h2><p>公开".repeat(n))),
        growth("html: titles of reports", 3_000, |n| {
            page(&format!("{}<h2>一、总体情况", "<p>甲局2024年政府信息公开工作年度报告".repeat(n)))
        }),
        growth("html: head", 10_000, |n| {
            page(&format!("<head><title>甲</title>{}</head>公开", "<meta name=title content=公>".repeat(n)))
        }),
        growth("html: depth of titles", 60, |n| {
            let deep = "<div>".repeat(2 * n);
            page(&format!("{deep}<h2>一、总体情况</h2><h2>六、其他需要报告的事项</h2>{}", "<p>公".repeat(40 * n)))
        }),
        growth("html: our page", 4_000, |n| ours(&"<p>公开</p>".repeat(n))),
        growth("html: our page, lists", 2_000, |n| ours(&"<ul><li>公<ul><li>开</ul></ul>".repeat(n))),
        growth("html: our page, marks", 2_000, |n| ours(&"<p><b><i><u>公</u></i></b>开</p>".repeat(n))),
        growth("html: our page, cells", 5_000, |n| {
            ours(&"<table><tr><td data-cell=\"received.natural_person\">1</table>".repeat(n))
        }),
        growth("html: our page, labels", 5_000, |n| {
            ours(&"<figure><table><tr><th id=\"requests-1\">1</table></figure>".repeat(n))
        }),
        growth("html: our page, unknown words", 10_000, |n| ours(&"公<em>开</em>".repeat(n))),
        growth("clipboard: paragraphs", 20_000, |n| clipboard(&"<p>公开</p>".repeat(n))),
        growth("clipboard: rows", 10_000, |n| clipboard(&"<tr><td>1<td>2".repeat(n))),
        growth("clipboard: headings", 10_000, |n| clipboard(&"<h1>公</h1><h3>开</h3>".repeat(n))),
        growth("clipboard: items of Word", 5_000, |n| {
            clipboard(&"<p style=\"mso-list:l0 level2 lfo1\"><span style=\"mso-list:Ignore\">·</span>公".repeat(n))
        }),
    ]
}

pub fn page(inner: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><body>{inner}</body></html>").into_bytes()
}

/// A page as this program writes it.
pub fn ours(inner: &str) -> Vec<u8> {
    page(&format!(
        "<article data-nianbao=\"1\" data-edition=\"cn-2021\" data-kind=\"department\" data-year=\"2024\" data-unit=\"甲局\">\
         <h1>甲</h1><section data-part=\"1\">{inner}</section></article>"
    ))
}

pub fn clipboard(inner: &str) -> Vec<u8> {
    format!("{}{inner}", super::CLIPBOARD).into_bytes()
}
