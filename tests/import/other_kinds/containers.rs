//! A report as title, sentences and tables → files as other programs write them.

use std::fmt::Write as _;

use nianbao::form::Form;
use nianbao::report::Report;

use crate::docx_package::packed;
use crate::report_tables::Rows;

/// A piece of a report.
pub enum Piece {
    Heading(usize, String),
    Sentence(String),
    Table(Rows),
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

// Pages and mails.

pub fn html_table(rows: &Rows) -> String {
    let mut text = "<table>\n".to_owned();
    for row in rows {
        text.push_str("<tr>\n");
        for cell in row {
            writeln!(text, "<td>{}</td>", escaped(cell)).unwrap();
        }
        text.push_str("</tr>\n");
    }
    text + "</table>"
}

/// As programs that recognise text write it: all in one line, within a page.
pub fn one_line_table(rows: &Rows) -> String {
    format!("<html><body>{}</body></html>", html_table(rows).replace('\n', ""))
}

pub fn html_page(pieces: &[Piece], charset: &str) -> String {
    let mut text = format!("<!DOCTYPE html>\n<html><head><meta charset=\"{charset}\"></head><body>\n");
    for piece in pieces {
        match piece {
            Piece::Heading(rank, words) => writeln!(text, "<h{rank}>{words}</h{rank}>").unwrap(),
            Piece::Sentence(words) => writeln!(text, "<p>{words}</p>").unwrap(),
            Piece::Table(rows) => writeln!(text, "{}", html_table(rows)).unwrap(),
        }
    }
    text + "</body></html>\n"
}

pub fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let value = (0..3).fold(0_usize, |value, at| value << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        for place in 0..4 {
            let sign = SIGNS[value >> (18 - 6 * place) & 63];
            text.push(if place <= three.len() { char::from(sign) } else { '=' });
        }
        if text.len() % 77 == 76 {
            text.push('\n');
        }
    }
    text
}

pub fn quoted_printable(bytes: &[u8]) -> String {
    let (mut text, mut width) = (String::new(), 0);
    for byte in bytes {
        if *byte == b'\n' {
            text.push_str("\r\n");
            width = 0;
            continue;
        }
        let plain = matches!(byte, b'!'..=b'~') && *byte != b'=';
        let piece = if plain { char::from(*byte).to_string() } else { format!("={byte:02X}") };
        if width + piece.len() > 75 {
            text.push_str("=\r\n");
            width = 0;
        }
        width += piece.len();
        text.push_str(&piece);
    }
    text
}

/// A page in one file with a picture beside it.
pub fn mail(charset: &str, encoding: &str, page: &[u8]) -> Vec<u8> {
    let body = match encoding {
        "base64" => base64(page).into_bytes(),
        "quoted-printable" => quoted_printable(page).into_bytes(),
        _ => page.to_vec(),
    };
    let head = format!(
        "From: <Saved by a browser>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
         \ttype=\"text/html\";\r\n\tboundary=\"----=_Next_0.1\"\r\n\r\nA page in one file.\r\n------=_Next_0.1\r\n\
         Content-Type: text/html; charset=\"{charset}\"\r\nContent-Transfer-Encoding: {encoding}\r\n\
         Content-Location: http://127.0.0.1/x.html\r\n\r\n"
    );
    let tail = "\r\n------=_Next_0.1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n\
        ------=_Next_0.1--\r\n";
    [head.as_bytes(), &body, tail.as_bytes()].concat()
}

/// A mail whose page comes after its plain text, two levels deep.
pub fn alternatives(page: &str) -> Vec<u8> {
    format!(
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n\
         --b\nContent-Type: text/plain; charset=utf-8\n\n见网页。\n--b\nContent-Type: text/html; charset=utf-8\n\
         Content-Transfer-Encoding: base64\n\n{}\n--b--\n--a--\n",
        base64(page.as_bytes())
    )
    .into_bytes()
}

pub fn with_attachment(page: &str, name: &str) -> Vec<u8> {
    format!(
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/html; charset=utf-8\n\n{page}\n\
         --a\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"{name}\"\n\nx\n--a--\n"
    )
    .into_bytes()
}

// Markdown.

pub fn markdown(pieces: &[Piece], table: fn(&Rows) -> String) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Heading(rank, words) => writeln!(text, "{} {words}\n", "#".repeat(*rank)).unwrap(),
            Piece::Sentence(words) => writeln!(text, "{words}\n").unwrap(),
            Piece::Table(rows) => writeln!(text, "{}\n", table(rows)).unwrap(),
        }
    }
    text
}

/// Without bars at the ends.
pub fn pipe_table(rows: &Rows) -> String {
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        writeln!(text, "{}", row.join(" | ")).unwrap();
        if index == 0 {
            writeln!(text, "{}", row.iter().map(|_| ":---").collect::<Vec<_>>().join(" | ")).unwrap();
        }
    }
    text
}

/// A grid whose cells have lines of eight characters.
pub fn grid_table(rows: &Rows) -> String {
    const WIDE: usize = 16;
    let columns = rows.iter().map(Vec::len).max().unwrap();
    let stroke = |sign: &str| format!("+{}", format!("{}+", sign.repeat(WIDE + 2)).repeat(columns));
    let places = |text: &str| text.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let mut text = stroke("-");
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<String>> = row
            .iter()
            .map(|cell| {
                let chars: Vec<char> = cell.chars().collect();
                let size = if cell.is_ascii() { WIDE } else { WIDE / 2 };
                chars.chunks(size).map(|line| line.iter().collect()).collect()
            })
            .collect();
        for line in 0..cells.iter().map(Vec::len).max().unwrap_or(1).max(1) {
            text.push('\n');
            for column in 0..columns {
                let own = cells.get(column).and_then(|cell| cell.get(line)).map_or("", String::as_str);
                write!(text, "| {own}{} ", " ".repeat(WIDE - places(own).min(WIDE))).unwrap();
            }
            text.push('|');
        }
        write!(text, "\n{}", stroke(if index == 0 { "=" } else { "-" })).unwrap();
    }
    text
}

// Word.

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn word_body(pieces: &[Piece]) -> String {
    let paragraph = |words: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(words));
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Heading(_, words) | Piece::Sentence(words) => text.push_str(&paragraph(words)),
            Piece::Table(rows) => {
                text.push_str("<w:tbl>");
                for row in rows {
                    let cells = row.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell)));
                    write!(text, "<w:tr>{}</w:tr>", cells.collect::<String>()).unwrap();
                }
                text.push_str("</w:tbl>");
            }
        }
    }
    text
}

pub fn relationships(inner: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\"?>\n<Relationships xmlns=\"{RELATIONSHIPS}\">{inner}</Relationships>").into_bytes()
}

fn package_of(document: &str, inner: &str, more: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
        (
            "_rels/.rels".to_owned(),
            relationships("<Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/>"),
        ),
        ("word/document.xml".to_owned(), document.as_bytes().to_vec()),
        ("word/_rels/document.xml.rels".to_owned(), relationships(inner)),
    ];
    parts.extend(more);
    packed(parts)
}

pub fn word_package(pieces: &[Piece]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"{WORD}\"><w:body>{}</w:body></w:document>",
        word_body(pieces)
    );
    package_of(&document, "", Vec::new())
}

/// A document whose text is another one.
pub fn with_chunk(name: &str, bytes: &[u8]) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w=\"{WORD}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <w:body><w:altChunk r:id=\"c\"/></w:body></w:document>"
    );
    let chunk = format!("<Relationship Id=\"c\" Type=\"x/aFChunk\" Target=\"{name}\"/>");
    package_of(&document, &chunk, vec![(format!("word/{name}"), bytes.to_vec())])
}

/// All parts of a package in one file; `hoisted`: the namespaces of the parts stand at the root.
pub fn flat_package(parts: &[(String, Vec<u8>)], hoisted: bool) -> String {
    let word = format!(" xmlns:w=\"{WORD}\"");
    let mut text = format!(
        "<?xml version=\"1.0\" standalone=\"yes\"?>\n<?mso-application progid=\"Word.Document\"?>\n\
         <pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"{}>",
        if hoisted { &word } else { "" }
    );
    for (name, bytes) in parts.iter().filter(|(name, _)| !name.starts_with('[')) {
        let part = String::from_utf8(bytes.clone()).unwrap();
        let part = part.split_once("?>").map_or(part.as_str(), |(_, rest)| rest);
        let part = if hoisted { part.replace(&word, "") } else { part.to_owned() };
        write!(text, "<pkg:part pkg:name=\"/{name}\"><pkg:xmlData>{part}</pkg:xmlData></pkg:part>").unwrap();
    }
    write!(text, "<pkg:part pkg:name=\"/word/a.png\"><pkg:binaryData>{}</pkg:binaryData></pkg:part>", base64(b"png"))
        .unwrap();
    text + "</pkg:package>"
}

pub fn word_2003(pieces: &[Piece]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<?mso-application progid=\"Word.Document\"?>\n\
         <w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" \
         xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\"><w:styles><w:style w:type=\"paragraph\" \
         w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style></w:styles><w:body><wx:sect>{}<w:sectPr/></wx:sect></w:body>\
         </w:wordDocument>",
        word_body(pieces)
    )
}

// OpenDocument.

const OPEN: &str = "urn:oasis:names:tc:opendocument:xmlns";

fn open_namespaces() -> String {
    ["office", "text", "table", "style", "fo"]
        .map(|name| {
            let space = if name == "fo" { "xsl-fo-compatible" } else { name };
            format!(" xmlns:{name}=\"{OPEN}:{space}:1.0\"")
        })
        .concat()
}

fn open_table(rows: &Rows) -> String {
    let mut text =
        "<table:table table:name=\"t\"><table:table-column table:number-columns-repeated=\"15\"/>".to_owned();
    for row in rows {
        text.push_str("<table:table-row>");
        for cell in row {
            let number = cell.parse::<f64>().is_ok();
            let value =
                if number { format!(" office:value-type=\"float\" office:value=\"{cell}\"") } else { String::new() };
            write!(text, "<table:table-cell{value}>").unwrap();
            if !cell.is_empty() {
                write!(text, "<text:p>{}</text:p>", escaped(cell)).unwrap();
            }
            text.push_str("</table:table-cell>");
        }
        text.push_str("</table:table-row>");
    }
    text + "</table:table>"
}

fn open_body(pieces: &[Piece]) -> String {
    let mut text = "<office:body><office:text><text:sequence-decls/>".to_owned();
    for piece in pieces {
        match piece {
            Piece::Heading(rank, words) => {
                write!(text, "<text:h text:outline-level=\"{rank}\">{words}</text:h>").unwrap();
            }
            Piece::Sentence(words) => {
                let (head, tail) = words.split_at(words.char_indices().nth(4).unwrap().0);
                write!(text, "<text:p>{head}<text:span>{tail}</text:span></text:p>").unwrap();
            }
            Piece::Table(rows) => text.push_str(&open_table(rows)),
        }
    }
    text + "</office:text></office:body>"
}

fn open_package(kind: &str, manifest: &str, body: &str) -> Vec<u8> {
    let content = format!("<office:document-content{}>{body}</office:document-content>", open_namespaces());
    packed(vec![
        ("mimetype".to_owned(), format!("application/vnd.oasis.opendocument.{kind}").into_bytes()),
        ("META-INF/manifest.xml".to_owned(), format!("<manifest>{manifest}</manifest>").into_bytes()),
        ("content.xml".to_owned(), content.into_bytes()),
    ])
}

pub fn open_text(pieces: &[Piece]) -> Vec<u8> {
    open_package("text", "", &open_body(pieces))
}

pub fn encrypted_open_text() -> Vec<u8> {
    open_package("text", "<file-entry><encryption-data/></file-entry>", "")
}

pub fn open_slides() -> Vec<u8> {
    open_package("presentation", "", "<office:body><office:presentation/></office:body>")
}

pub fn flat_open_document(pieces: &[Piece]) -> String {
    format!("<?xml version=\"1.0\"?>\n<office:document{}>{}</office:document>", open_namespaces(), open_body(pieces))
}

/// Items that the style of their list counts.
pub fn open_list(title: &str, section: &str, items: &[&str]) -> Vec<u8> {
    let items: String =
        items.iter().map(|item| format!("<text:list-item><text:p>{item}</text:p></text:list-item>")).collect();
    let body = format!(
        "<office:automatic-styles><text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" \
         style:num-format=\"一, 二, 三, ...\" style:num-prefix=\"（\" style:num-suffix=\"）\"/></text:list-style>\
         </office:automatic-styles><office:body><office:text><text:h>{title}</text:h><text:h>{section}</text:h>\
         <text:list text:style-name=\"L\">{items}</text:list></office:text></office:body>"
    );
    open_package("text", "", &body)
}

pub fn open_workbook(tables: &[Rows]) -> Vec<u8> {
    let sheets: String = tables.iter().map(open_table).collect();
    open_package(
        "spreadsheet",
        "",
        &format!("<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"),
    )
}

/// Merged cells as spreadsheets save them: a span and the cells that it covers; blank cells in one, repeated.
pub fn open_workbook_with_spans(form: &Form, report: &Report) -> Vec<u8> {
    let mut sheets = String::new();
    for table in &form.tables {
        sheets.push_str("<table:table table:name=\"s\">");
        for row in 0..table.row_count() {
            sheets.push_str("<table:table-row>");
            for column in 0..table.column_count() {
                let cell = table.cells.iter().find(|cell| cell.covers(row, column)).unwrap();
                if (cell.row, cell.column) != (row, column) {
                    sheets.push_str("<table:covered-table-cell/>");
                    continue;
                }
                let text = match cell.key() {
                    None => cell.label(),
                    Some(key) => report.numbers.shown(form, key).map(|number| number.to_string()).unwrap_or_default(),
                };
                write!(
                    sheets,
                    "<table:table-cell table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"><text:p>{}</text:p>\
                     </table:table-cell>",
                    cell.across,
                    cell.down,
                    escaped(&text)
                )
                .unwrap();
            }
            sheets.push_str("<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>");
        }
        sheets.push_str("<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row></table:table>");
    }
    open_package(
        "spreadsheet",
        "",
        &format!("<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"),
    )
}

/// A text in UTF-16 with its mark.
pub fn utf_16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}
