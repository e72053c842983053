//! Documents within other files: pages in one file, flat packages, the XML of Word and Excel 2003, documents in
//! documents, tables in texts.

use super::Growth;
use super::documents::{RELATIONS, WORD, document_with, paragraph, relationship, row, table};

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("mht: paragraphs", 10_000, |n| mht("", &"<p>公开</p>\n".repeat(n))),
        growth("mht: parts", 900, |n| {
            let page = part("text/html", "", &"<p>公开</p>".repeat(n));
            multipart("b", &format!("{page}{}", part("image/png", "", "x").repeat(n)), "")
        }),
        growth("mht: parts with a long boundary", 900, |n| {
            let long = "b".repeat(200);
            let part = |kind: &str, body: &str| format!("--{long}\nContent-Type: {kind}\n\n{body}\n");
            let page = part("text/html", &"<p>公开</p>".repeat(n));
            multipart(&long, &format!("{page}{}", part("image/png", "x").repeat(n)), "")
        }),
        growth("mht: nested parts", 3, |n| {
            let mut inner = part("text/html", "", &"<p>公开</p>\n".repeat(2_000 * n));
            for at in 0..n {
                inner =
                    format!("--b{}\nContent-Type: multipart/related; boundary=b{at}\n\n{inner}\n--b{at}--\n", at + 1);
                inner = inner.replacen("--b\n", "--b0\n", 1);
            }
            format!("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b{n}\n\n{inner}").into_bytes()
        }),
        growth("mht: lines that nearly are a boundary", 20_000, |n| mht("", &"--bb\n".repeat(n))),
        growth("mht: fields of a header", 500, |n| mht(&"X-Field: value\n".repeat(n), "<p>公开</p>")),
        growth("mht: folded lines of a field", 800, |n| {
            mht(&format!("X-Field: value\n{}", " more\n".repeat(n)), "<p>公开</p>")
        }),
        growth("mht: parameters of a field", 800, |n| {
            mht(&format!("Content-Disposition: inline{}\n", "; a=b".repeat(n)), "<p>公开</p>")
        }),
        growth("mht: quoted-printable", 20_000, |n| {
            let body = "<p>=E5=85=AC=E5=BC=80</p>=\n".repeat(n);
            multipart(
                "b",
                &part("text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable\n", &body),
                "",
            )
        }),
        growth("mht: base64", 10_000, |n| {
            let body = "PHA+5YWs5byAPC9wPgo8cD7lhazlvIA8L3A+\n".repeat(n);
            multipart("b", &part("text/html; charset=utf-8", "Content-Transfer-Encoding: base64\n", &body), "")
        }),
        growth("mht: lines of plain text", 10_000, |n| {
            multipart("b", &part("text/plain", "", &"公开\n".repeat(n)), "")
        }),
        growth("mht: attached files", 900, |n| {
            let page = part("text/html", "", "<p>公开</p>");
            let one = part("image/png", "Content-Disposition: attachment; filename=a\n", "x");
            multipart("b", &format!("{page}{}", vec![one; n].concat()), "")
        }),
        growth("flat: paragraphs", 10_000, |n| flat_word("", &paragraph("公开").repeat(n), "")),
        growth("flat: parts", 900, |n| {
            let one = |at: usize| {
                format!("<pkg:part pkg:name=\"/word/e{at}.xml\"><pkg:xmlData><a/></pkg:xmlData></pkg:part>")
            };
            flat_word("", &paragraph("公"), &(0..n).map(one).collect::<String>())
        }),
        growth("flat: parts under many namespaces", 100, |n| {
            let declared: String = (0..n).map(|at| format!(" xmlns:n{at}=\"u{at}\"")).collect();
            flat_word(&declared, &paragraph("公").repeat(40 * n), &"<pkg:x/>".repeat(100 * n))
        }),
        growth("flat: bytes in base64", 100_000, |n| {
            let one = format!(
                "<pkg:part pkg:name=\"/word/media/a.png\"><pkg:binaryData>{}</pkg:binaryData></pkg:part>",
                "AAAA\n".repeat(n)
            );
            flat_word("", &paragraph("公"), &one)
        }),
        growth("word 2003: paragraphs", 10_000, |n| word_2003(&paragraph("公开").repeat(n))),
        growth("word 2003: sections in sections", 50, |n| {
            word_2003(&format!("{}{}{}", "<wx:sect>".repeat(n), paragraph("公").repeat(50 * n), "</wx:sect>".repeat(n)))
        }),
        growth("word 2003: rows of a table", 3_000, |n| word_2003(&table(&row(3).repeat(n)))),
        growth("word 2003: bytes of a picture", 100_000, |n| {
            word_2003(&format!("<w:p><w:r><w:pict><w:binData>{}</w:binData></w:pict></w:r></w:p>", "AAAA\n".repeat(n)))
        }),
        growth("excel 2003: rows", 5_000, |n| {
            excel_2003(&"<Row><Cell><Data>1</Data></Cell><Cell><Data>2</Data></Cell></Row>".repeat(n))
        }),
        growth("excel 2003: cells of a row", 5_000, |n| {
            excel_2003(&format!("<Row>{}</Row>", "<Cell><Data>1</Data></Cell>".repeat(n)))
        }),
        growth("excel 2003: cells that span rows", 500, |n| {
            excel_2003(
                &"<Row><Cell ss:MergeDown=\"900\"><Data>1</Data></Cell><Cell><Data>2</Data></Cell></Row>".repeat(n),
            )
        }),
        growth("excel 2003: cells that span columns", 500, |n| {
            excel_2003(
                &"<Row><Cell ss:MergeAcross=\"900\"><Data>1</Data></Cell><Cell><Data>2</Data></Cell></Row>".repeat(n),
            )
        }),
        growth("excel 2003: runs of a cell", 5_000, |n| {
            excel_2003(&format!("<Row><Cell><Data>{}</Data></Cell></Row>", "<B>公</B>".repeat(n)))
        }),
        growth("docx: documents within it", 100, |n| {
            let parts: Vec<_> =
                (0..n).map(|at| ("aFChunk", format!("word/c{at}.html"), "<p>公开</p>".repeat(20))).collect();
            let chunks: String = (0..n).map(|at| format!("<w:altChunk r:id=\"r{at}\"/>")).collect();
            document_with("", &parts, &chunks)
        }),
        growth("docx: one document again and again", 100, |n| {
            let more = relationship("c", "aFChunk", "c.html", "");
            let parts = [("", "word/c.html".to_owned(), "<p>公开</p>".repeat(200))];
            document_with(&more, &parts, &"<w:altChunk r:id=\"c\"/>".repeat(n))
        }),
        growth("text: rows with pipes", 3_000, |n| {
            format!("| a | b | c |\n|---|---|---|\n{}", "| 甲 | 1 | 2 |\n".repeat(n)).into_bytes()
        }),
        growth("text: rows of a grid", 400, |n| {
            let rule = "+---+---+---+\n";
            format!("{rule}{}", format!("| 1 | 2 | 3 |\n{rule}").repeat(n.min(490))).into_bytes()
        }),
        growth("text: columns of a grid", 30, |n| {
            let rule = format!("+{}\n", "---+".repeat(n));
            format!("{rule}|{}\n{rule}\n", " 1 |".repeat(n)).repeat(50).into_bytes()
        }),
        growth("text: grids", 1_000, |n| "+---+---+\n| 1 | 2 |\n+---+---+\n\n".repeat(n).into_bytes()),
        growth("text: lines that begin a grid", 10_000, |n| "+---+---+\n公开\n".repeat(n).into_bytes()),
        growth("text: strokes that end nowhere", 5_000, |n| "+---+---+\n| 1 | 2 |\n".repeat(n).into_bytes()),
        growth("text: tables of HTML", 400, |n| "<table><tr><td>1<td>2</table>\n公开\n".repeat(n).into_bytes()),
        growth("text: rows of a table of HTML", 5_000, |n| {
            format!("<table>\n{}</table>\n", "<tr><td>1<td>2<td>3</tr>\n".repeat(n)).into_bytes()
        }),
        growth("text: tags that begin no table", 5_000, |n| {
            format!("{}<table></table>\n", "<div>\n公开\n".repeat(n)).into_bytes()
        }),
        growth("text: tables that never end", 5_000, |n| {
            format!("<table></table>\n{}", "<table>\n公开\n".repeat(n)).into_bytes()
        }),
    ]
}

fn part(kind: &str, more: &str, body: &str) -> String {
    format!("--b\nContent-Type: {kind}\n{more}\n{body}\n")
}

/// A page in one file, its parts separated by `boundary`.
fn multipart(boundary: &str, parts: &str, end: &str) -> Vec<u8> {
    format!(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"{boundary}\"\n\n{parts}--{boundary}--\n{end}"
    )
    .into_bytes()
}

/// A page in one file whose part has further fields.
fn mht(fields: &str, body: &str) -> Vec<u8> {
    multipart("b", &part("text/html; charset=utf-8", fields, body), "")
}

/// A document in one file of XML, with further declarations at its root and further parts.
fn flat_word(declared: &str, inner: &str, parts: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"{declared}>\
         <pkg:part pkg:name=\"/word/document.xml\"><pkg:xmlData><w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\">\
         <w:body>{inner}</w:body></w:document></pkg:xmlData></pkg:part>{parts}</pkg:package>"
    )
    .into_bytes()
}

fn word_2003(inner: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" \
         xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\"><w:body>{inner}</w:body></w:wordDocument>"
    )
    .into_bytes()
}

fn excel_2003(rows: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Table>{rows}</Table>\
         </Worksheet></Workbook>"
    )
    .into_bytes()
}
