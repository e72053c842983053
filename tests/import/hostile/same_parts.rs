//! Small packages whose parts say the same again and again, just below the size from which the ratio of a part is
//! limited: as reports that repeat themselves do, and as bombs.

use super::Case;
use crate::docx_package::packed;

/// Without optimisation they are tried at an eighth of the size.
const PART: usize = if cfg!(debug_assertions) { 31 << 17 } else { 31 << 20 };
const MAIN: &str = "http://schemas.openxmlformats.org";
const OPEN: &str = "urn:oasis:names:tc:opendocument:xmlns";

pub fn cases() -> Vec<Case> {
    let any: &[&str] = &["read", "Beyond", "Broken", "MissingPart"];
    let case =
        |name: &str, parts: Vec<(String, Vec<u8>)>| Case { name: name.to_owned(), bytes: packed(parts), outcomes: any };
    let paragraph = "<w:p><w:r><w:t>依法公开。</w:t></w:r></w:p>";
    let cells = "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>";
    let marked = "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>公</w:t></w:r><w:r><w:t>开</w:t></w:r>";
    let changed = "<w:ins w:id=\"1\" w:author=\"a\"><w:r><w:t>公</w:t></w:r></w:ins>";
    let linked = "<w:hyperlink r:id=\"r1\"><w:r><w:t>公</w:t></w:r></w:hyperlink>";
    let shared = "<si><t>公开</t></si>";
    let row = "<row><c t=\"s\"><v>0</v></c><c><v>1</v></c></row>";
    let text = "<text:p>依法公开。</text:p>";
    vec![
        case("equal paragraphs in a small document", word(paragraph, &[])),
        case("equal cells in a small document", word(&format!("<w:tbl>{cells}</w:tbl>"), &[])),
        case("equal marks in a small document", word(marked, &[])),
        case("equal changes in a small document", word(changed, &[])),
        case("equal links in a small document", word(linked, &[])),
        case("blanks in a small document", word(" ", &[])),
        case("a small document of which every part repeats itself", word(paragraph, &EVERY)),
        case("a small document whose styles repeat themselves", word("", &EVERY[..1])),
        case("a small document whose comments repeat themselves", word("", &EVERY[2..3])),
        case("a small document whose notes repeat themselves", word("", &EVERY[3..5])),
        case("equal strings in a small workbook", workbook(shared, "")),
        case("equal rows in a small workbook", workbook("", row)),
        case("a small workbook of which every part repeats itself", workbook(shared, row)),
        case("equal paragraphs in a small OpenDocument text", open_document("text", text)),
        case(
            "equal rows in a small OpenDocument workbook",
            open_document(
                "spreadsheet",
                "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>",
            ),
        ),
    ]
}

/// The parts beside a document: name, kind, root, what is repeated.
const EVERY: [(&str, &str, &str, &str); 6] = [
    (
        "styles",
        "styles",
        "w:styles",
        "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"heading 1\"/></w:style>",
    ),
    ("numbering", "numbering", "w:numbering", "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"),
    (
        "comments",
        "comments",
        "w:comments",
        "<w:comment w:id=\"1\" w:author=\"a\"><w:p><w:r><w:t>改。</w:t></w:r></w:p></w:comment>",
    ),
    (
        "footnotes",
        "footnotes",
        "w:footnotes",
        "<w:footnote w:id=\"2\"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>",
    ),
    ("endnotes", "endnotes", "w:endnotes", "<w:endnote w:id=\"2\"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:endnote>"),
    ("header1", "header", "w:hdr", "<w:p><w:r><w:t>页眉</w:t></w:r></w:p>"),
];

/// `one` as often as it fits into a part.
fn filled(one: &str) -> String {
    if one.is_empty() { String::new() } else { one.repeat(PART / one.len()) }
}

fn spaces() -> String {
    format!("xmlns:w=\"{MAIN}/wordprocessingml/2006/main\" xmlns:r=\"{MAIN}/officeDocument/2006/relationships\"")
}

fn relations(all: &[(&str, &str)]) -> Vec<u8> {
    let one = |(at, (kind, target)): (usize, &(&str, &str))| {
        format!(
            "<Relationship Id=\"r{at}\" Type=\"{MAIN}/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    let all: String = all.iter().enumerate().map(one).collect();
    format!("<Relationships xmlns=\"{MAIN}/package/2006/relationships\">{all}</Relationships>").into_bytes()
}

fn word(body: &str, others: &[(&str, &str, &str, &str)]) -> Vec<(String, Vec<u8>)> {
    let heads = ["甲局2024年政府信息公开工作年度报告", "一、总体情况", "公开。"];
    let heads: String = heads.iter().map(|words| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")).collect();
    // A table or a paragraph is opened once.
    let inner = match body.split_once("<w:tbl>").and_then(|(_, rows)| rows.strip_suffix("</w:tbl>")) {
        Some(rows) => format!("<w:tbl>{}</w:tbl>", filled(rows)),
        None if body.starts_with("<w:p>") => filled(body),
        None => format!("<w:p>{}</w:p>", filled(body)),
    };
    let document = format!("<w:document {0}><w:body>{heads}{inner}</w:body></w:document>", spaces());
    let targets: Vec<String> = others.iter().map(|(name, ..)| format!("{name}.xml")).collect();
    let kinds: Vec<(&str, &str)> =
        others.iter().zip(&targets).map(|((_, kind, ..), target)| (*kind, target.as_str())).collect();
    let mut parts = vec![
        ("word/document.xml".to_owned(), document.into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), relations(&kinds)),
    ];
    for (name, _, root, one) in others {
        let text = format!("<{root} {}>{}</{root}>", spaces(), filled(one));
        parts.push((format!("word/{name}.xml"), text.into_bytes()));
    }
    parts
}

fn workbook(string: &str, row: &str) -> Vec<(String, Vec<u8>)> {
    let space =
        format!("xmlns=\"{MAIN}/spreadsheetml/2006/main\" xmlns:r=\"{MAIN}/officeDocument/2006/relationships\"");
    let book = format!("<workbook {space}><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>");
    let sheet = format!("<worksheet {space}><sheetData>{}</sheetData></worksheet>", filled(row));
    let strings = format!("<sst {space}>{}</sst>", filled(string));
    let all = relations(&[("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]);
    [
        ("xl/workbook.xml", book.into_bytes()),
        ("xl/_rels/workbook.xml.rels", all),
        ("xl/worksheets/sheet1.xml", sheet.into_bytes()),
        ("xl/sharedStrings.xml", strings.into_bytes()),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .into()
}

fn open_document(kind: &str, one: &str) -> Vec<(String, Vec<u8>)> {
    let spaces =
        format!("xmlns:office=\"{OPEN}:office:1.0\" xmlns:text=\"{OPEN}:text:1.0\" xmlns:table=\"{OPEN}:table:1.0\"");
    let inner = filled(one);
    let inner = if kind == "text" { inner } else { format!("<table:table>{inner}</table:table>") };
    let content = format!(
        "<office:document-content {spaces}><office:body><office:{kind}>{inner}</office:{kind}></office:body></office:document-content>"
    );
    let styles = format!(
        "<office:document-styles {spaces}>{}</office:document-styles>",
        filled("<text:list-style><text:list-level-style-number/></text:list-style>")
    );
    [
        ("mimetype", format!("application/vnd.oasis.opendocument.{kind}").into_bytes()),
        ("content.xml", content.into_bytes()),
        ("styles.xml", styles.into_bytes()),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .into()
}
