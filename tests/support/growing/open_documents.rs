//! OpenDocument files, packages and flat ones.

use super::Growth;
use super::documents::package;

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("odt: paragraphs", 10_000, |n| odt(&"<text:p>公开</text:p>".repeat(n))),
        growth("odt: text of a paragraph", 60_000, |n| odt(&format!("<text:p>{}</text:p>", super::noise(2 * n)))),
        growth("odt: spans", 10_000, |n| odt(&format!("<text:p>{}</text:p>", "<text:span>公</text:span>开".repeat(n)))),
        growth("odt: bold spans", 10_000, |n| {
            odt(&format!("<text:p>{}</text:p>", "<text:span text:style-name=\"B\">公</text:span>开".repeat(n)))
        }),
        growth("odt: spans in deep spans", 50, |n| {
            let inner = "<text:span>公</text:span>".repeat(200 * n);
            odt(&format!("<text:p>{}{inner}{}</text:p>", "<text:span>".repeat(n), "</text:span>".repeat(n)))
        }),
        growth("odt: spaces", 10_000, |n| {
            odt(&format!("<text:p>公{}</text:p>", "<text:s text:c=\"64\"/>开".repeat(n)))
        }),
        growth("odt: line breaks", 10_000, |n| odt(&format!("<text:p>{}</text:p>", "公<text:line-break/>".repeat(n)))),
        growth("odt: tabs", 10_000, |n| odt(&format!("<text:p>{}</text:p>", "1<text:tab/>".repeat(n)))),
        growth("odt: notes", 5_000, |n| odt(&format!("<text:p>{}</text:p>", "<text:note>公开</text:note>".repeat(n)))),
        growth("odt: words of a note", 100_000, |n| {
            odt(&format!("<text:p><text:note>{}</text:note></text:p>", "公".repeat(n)))
        }),
        growth("odt: frames", 5_000, |n| {
            odt(&"<text:p><draw:frame><draw:text-box><text:p>公</text:p></draw:text-box></draw:frame></text:p>"
                .repeat(n))
        }),
        growth("odt: nested frames", 12, |n| {
            let open = "<text:p><draw:frame><draw:text-box>".repeat(n);
            let close = "</draw:text-box></draw:frame></text:p>".repeat(n);
            odt(&format!("{open}<text:p>{}</text:p>{close}", "公".repeat(500 * n)).repeat(20))
        }),
        growth("odt: sections in sections", 50, |n| {
            let inner = "<text:p>公</text:p>".repeat(200 * n);
            odt(&format!("{}{inner}{}", "<text:section>".repeat(n), "</text:section>".repeat(n)))
        }),
        growth("odt: items of a list", 5_000, |n| {
            let item = "<text:list-item><text:p>公</text:p></text:list-item>";
            odt(&format!("<text:list text:style-name=\"L\">{}</text:list>", item.repeat(n)))
        }),
        growth("odt: lists", 5_000, |n| {
            odt(&"<text:list text:style-name=\"L\"><text:list-item><text:p>公</text:p></text:list-item></text:list>"
                .repeat(n))
        }),
        growth("odt: nested lists", 25, |n| {
            let open = "<text:list><text:list-item><text:p>公</text:p>".repeat(n);
            odt(&format!("{open}{}", "</text:list-item></text:list>".repeat(n)).repeat(20))
        }),
        growth("odt: rows of a table", 3_000, |n| odt(&table(&row(3).repeat(n)))),
        growth("odt: cells of a row", 10_000, |n| odt(&table(&row(n)))),
        growth("odt: tables", 3_000, |n| odt(&table(&row(2)).repeat(n))),
        growth("odt: nested tables", 15, |n| {
            let mut inner = table(&row(2));
            (0..n).for_each(|_| {
                inner = table(&format!("<table:table-row>{}{}</table:table-row>", cell("公"), around(&inner)))
            });
            odt(&inner.repeat(50))
        }),
        growth("odt: deep tables around rows", 15, |n| {
            let mut inner = table(&row(3).repeat(100 * n));
            (0..n).for_each(|_| {
                inner = table(&format!("<table:table-row>{}{}</table:table-row>", cell("公"), around(&inner)))
            });
            odt(&inner)
        }),
        growth("odt: cells that are repeated", 100, |n| {
            let cells = format!("{}<table:table-cell table:number-columns-repeated=\"900\"/>{}", cell("1"), cell("2"));
            odt(&table(&format!("<table:table-row>{cells}</table:table-row>").repeat(n)))
        }),
        growth("odt: styles", 5_000, |n| {
            let style = |at: usize| {
                format!(
                    "<style:style style:name=\"s{at}\"><style:text-properties fo:font-weight=\"bold\"/></style:style>"
                )
            };
            text_with(&(0..n).map(style).collect::<String>(), "<text:p>公</text:p>")
        }),
        growth("odt: styles of lists", 1_000, |n| {
            let style = |at: usize| {
                format!(
                    "<text:list-style style:name=\"s{at}\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\"/></text:list-style>"
                )
            };
            text_with(&(0..n).map(style).collect::<String>(), "<text:p>公</text:p>")
        }),
        growth("odt: pictures", 5_000, |n| odt(&"<text:p><draw:frame><draw:image/></draw:frame></text:p>".repeat(n))),
        growth("odt: tracked changes", 3_000, |n| {
            odt(&"<text:tracked-changes><text:p>公</text:p></text:tracked-changes>".repeat(n))
        }),
        growth("odt: flat, paragraphs", 10_000, |n| flat("text", &"<text:p>公开</text:p>".repeat(n))),
        growth("ods: rows", 3_000, |n| ods(&row(3).repeat(n))),
        growth("ods: cells of a row", 5_000, |n| ods(&row(n))),
        growth("ods: rows that are repeated", 50, |n| {
            ods(&format!("<table:table-row table:number-rows-repeated=\"900\">{}</table:table-row>", cell("1"))
                .repeat(n))
        }),
        growth("ods: cells that are repeated", 50, |n| {
            let cell = "<table:table-cell table:number-columns-repeated=\"900\"><text:p>1</text:p></table:table-cell>";
            ods(&format!("<table:table-row>{cell}</table:table-row>").repeat(n))
        }),
        growth("ods: sheets", 500, |n| spreadsheet(&table(&row(2)).repeat(n))),
        growth("ods: flat, rows", 3_000, |n| flat("spreadsheet", &table(&row(3).repeat(n)))),
    ]
}

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"";
const BOLD: &str = "<style:style style:name=\"B\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
     <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\"/></text:list-style>";

fn text_with(styles: &str, inner: &str) -> Vec<u8> {
    zipped("text", styles, &format!("<office:text>{inner}</office:text>"))
}

/// A text document.
fn odt(inner: &str) -> Vec<u8> {
    text_with(BOLD, inner)
}

/// A spreadsheet with one sheet of these rows.
fn ods(rows: &str) -> Vec<u8> {
    spreadsheet(&table(rows))
}

fn spreadsheet(tables: &str) -> Vec<u8> {
    zipped("spreadsheet", "", &format!("<office:spreadsheet>{tables}</office:spreadsheet>"))
}

fn zipped(kind: &str, styles: &str, inner: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body>{inner}</office:body></office:document-content>"
    );
    let kind = format!("application/vnd.oasis.opendocument.{kind}");
    package(&[("mimetype", kind.as_str()), ("content.xml", content.as_str())])
}

/// A document in one XML file.
fn flat(kind: &str, inner: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document {SPACES} \
         office:mimetype=\"application/vnd.oasis.opendocument.{kind}\"><office:body><office:{kind}>{inner}</office:{kind}>\
         </office:body></office:document>"
    )
    .into_bytes()
}

fn table(rows: &str) -> String {
    format!("<table:table>{rows}</table:table>")
}

fn around(inner: &str) -> String {
    format!("<table:table-cell>{inner}</table:table-cell>")
}

fn cell(text: &str) -> String {
    around(&format!("<text:p>{text}</text:p>"))
}

fn row(cells: usize) -> String {
    format!("<table:table-row>{}</table:table-row>", cell("1").repeat(cells))
}
