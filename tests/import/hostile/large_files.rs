//! Files as large as they may be: pictures, and whatever else a page, a mail or a document is filled with. Without
//! optimisation they are tried at an eighth of the size.

use super::Case;
use crate::docx_package::packed;

/// What the sizes are divided by.
const SMALLER: usize = if cfg!(debug_assertions) { 8 } else { 1 };
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TEXT: &str = "<p>甲局2024年政府信息公开工作年度报告</p><h2>一、总体情况</h2><p>公开。</p>";

pub fn cases() -> Vec<Case> {
    let any: &[&str] = &["read", "Beyond", "NotText", "TooLarge"];
    let case = |name: &str, bytes: Vec<u8>, outcomes| Case { name: name.to_owned(), bytes, outcomes };
    let text = |name: &str, text: String, outcomes| case(name, text.into_bytes(), outcomes);
    let megabytes = |count: usize| (count << 20) / SMALLER;
    // As much as all pictures of a report may have.
    let photographs: Vec<Vec<u8>> = (0..3).map(|seed| photograph(megabytes(12) - 400, seed)).collect();
    let encoded: Vec<String> = photographs.iter().map(|one| base64(one)).collect();
    let image = |data: &str| format!("<img src=\"data:image/jpeg;base64,{data}\">");
    let images: String = encoded.iter().map(|data| image(data)).collect();
    let filled = |bytes: usize, with: &str| page(&format!("{TEXT}{}", with.repeat(bytes / with.len())));
    let letters: String = ('a'..='z').map(|one| format!(" {one} b{one}")).collect();
    let mail = |encoding: &str, body: &str| {
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html; \
             charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}\n--b--\n"
        )
    };
    let (chinese, _, _) = encoding_rs::GB18030.encode(TEXT);
    let mut in_gbk = chinese.into_owned();
    in_gbk.extend_from_slice(images.as_bytes());
    let fill: Vec<u8> = [&[0xff, 0xd8][..], &vec![0xff; megabytes(11)]].concat();
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(page(&"公".repeat(megabytes(30) - 1_000)).encode_utf16().collect::<Vec<_>>())
        .flat_map(u16::to_le_bytes)
        .collect();
    let small = image(&base64(&photograph(3_500, 9)));
    let all = |more: &str| page(&format!("{TEXT}{images}{more}"));
    vec![
        text("a page with as many pictures as there may be", all(""), &["read"]),
        text("the same in lines", page(&format!("{TEXT}{}", in_lines(&encoded, &image))), &["read"]),
        case("the same in GB 18030", in_gbk, &["read"]),
        text("the same with many elements", all(&"<p>公".repeat(24_000)), any),
        text("the same with many attributes", all(&format!("<p{letters}>").repeat(1_900)), any),
        text("the same with more than words", all(&"<!-- x -->".repeat(megabytes(9) / 10)), any),
        text("a page of small pictures", page(&format!("{TEXT}{}", small.repeat(megabytes(60) / small.len()))), any),
        text("a picture of bytes that fill", page(&format!("{TEXT}{}", image(&base64(&fill)))), &["read"]),
        text("a page of attributes", filled(megabytes(15), &format!("<p{letters}>")), any),
        text("a page of values", filled(megabytes(15), &format!("<p a=\"{}\">", "x".repeat(80))), any),
        text(
            "a page of attributes named again and again",
            filled(megabytes(15), &format!("<br{}>", " a".repeat(60))),
            any,
        ),
        text("a page of comments", filled(megabytes(60), "<!-- x -->"), any),
        text("a page of end tags", filled(megabytes(15), "</p>"), any),
        text("a page of a script", page(&format!("{TEXT}<script>{}</script>", "x<y;".repeat(megabytes(15) / 4))), any),
        text(
            "a page of addresses of data",
            filled(megabytes(50), &format!("data:a;base64,{} ", "A".repeat(4_000))),
            any,
        ),
        text("a page of marks of data", filled(megabytes(50), ";base64,"), any),
        case("a page of thirty million characters in UTF-16", wide, any),
        text("a mail with a page of pictures", mail("8bit", &all("")), any),
        text("a mail of sixty megabytes in base64", mail("base64", &"PHA+\n".repeat(megabytes(60) / 5)), any),
        text(
            "a mail of sixty megabytes in quoted-printable",
            mail("quoted-printable", &page(&format!("<!-- {}", "x".repeat(megabytes(59))))),
            any,
        ),
        case("a document with as many pictures as there may be", document(&photographs, 3), &["read"]),
        case("a document with more pictures than there may be", document(&photographs, 4), &["read"]),
        text("a flat package with as many pictures as there may be", flat(&encoded), &["read"]),
        case("an OpenDocument text with as many pictures", open_document(&photographs), &["read"]),
    ]
}

fn page(inner: &str) -> String {
    format!("<!DOCTYPE html><html><body>{inner}</body></html>")
}

/// The pictures with an end of line after every 76 characters of their data.
fn in_lines(encoded: &[String], image: &dyn Fn(&str) -> String) -> String {
    let lines = |data: &String| {
        data.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into_owned()).collect::<Vec<_>>().join("\n")
    };
    // With the ends of lines they are longer, so that the last one is left away.
    encoded.iter().take(2).map(|data| image(&lines(data))).collect()
}

/// What has the head of a photograph, and noise.
fn photograph(bytes: usize, seed: u64) -> Vec<u8> {
    let mut photograph = vec![0xff, 0xd8];
    photograph.extend_from_slice(&[0xff, 0xc0, 0, 11, 8, 1, 0, 1, 0, 1, 1, 0x11, 0]);
    photograph.extend_from_slice(&[0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0]);
    let mut random = fastrand::Rng::with_seed(seed);
    photograph.extend(std::iter::repeat_with(|| random.u8(..255)).take(bytes));
    photograph.extend_from_slice(&[0xff, 0xd9]);
    photograph
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len() / 3 * 4 + 4);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(group.get(at).copied().unwrap_or(0)));
        for place in 0..4 {
            let value = (bits >> (18 - 6 * place) & 63) as usize;
            text.push(if place > group.len() { '=' } else { char::from(ALPHABET[value]) });
        }
    }
    text
}

fn paragraph(inner: &str) -> String {
    format!("<w:p><w:r>{inner}</w:r></w:p>")
}

/// The document part that shows `count` pictures, and its relationships.
fn parts(count: usize) -> (String, String) {
    let drawing = |number: usize| {
        paragraph(&format!(
            "<w:drawing><wp:inline><wp:extent cx=\"3600000\" cy=\"3600000\"/><wp:docPr id=\"{number}\" name=\"a\"/><a:graphic>\
             <a:graphicData uri=\"u\"><pic:pic><pic:blipFill><a:blip r:embed=\"p{number}\"/></pic:blipFill></pic:pic>\
             </a:graphicData></a:graphic></wp:inline></w:drawing>"
        ))
    };
    let words = ["甲局2024年政府信息公开工作年度报告", "一、总体情况", "公开。"];
    let words: String = words.iter().map(|words| paragraph(&format!("<w:t>{words}</w:t>"))).collect();
    let document = format!(
        "<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>{words}{}</w:body></w:document>",
        (0..count).map(drawing).collect::<String>()
    );
    let relation = |number: usize| {
        format!("<Relationship Id=\"p{number}\" Type=\"{RELATIONS}/image\" Target=\"media/p{number}.jpeg\"/>")
    };
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        (0..count).map(relation).collect::<String>()
    );
    (document, relations)
}

fn document(photographs: &[Vec<u8>], count: usize) -> Vec<u8> {
    let (document, relations) = parts(count);
    let mut all = vec![
        ("word/document.xml".to_owned(), document.into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()),
    ];
    let of = |number: usize| photographs[number % photographs.len()].clone();
    all.extend((0..count).map(|number| (format!("word/media/p{number}.jpeg"), of(number))));
    packed(all)
}

fn flat(encoded: &[String]) -> String {
    let (document, relations) = parts(encoded.len());
    let xml = |name: &str, inner: &str| {
        format!("<pkg:part pkg:name=\"{name}\"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>")
    };
    let media = |(number, data): (usize, &String)| {
        format!("<pkg:part pkg:name=\"/word/media/p{number}.jpeg\"><pkg:binaryData>{data}</pkg:binaryData></pkg:part>")
    };
    format!(
        "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{}{}{}\
         </pkg:package>",
        xml("/word/document.xml", &document),
        xml("/word/_rels/document.xml.rels", &relations),
        encoded.iter().enumerate().map(media).collect::<String>()
    )
}

fn open_document(photographs: &[Vec<u8>]) -> Vec<u8> {
    const OPEN: &str = "urn:oasis:names:tc:opendocument:xmlns";
    let words = ["甲局2024年政府信息公开工作年度报告", "一、总体情况", "公开。"];
    let mut body: String = words.iter().map(|words| format!("<text:p>{words}</text:p>")).collect();
    for number in 0..photographs.len() {
        body +=
            &format!("<text:p><draw:frame><draw:image xlink:href=\"Pictures/{number}.jpeg\"/></draw:frame></text:p>");
    }
    let content = format!(
        "<office:document-content xmlns:office=\"{OPEN}:office:1.0\" xmlns:text=\"{OPEN}:text:1.0\" \
         xmlns:draw=\"{OPEN}:drawing:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><office:body><office:text>{body}\
         </office:text></office:body></office:document-content>"
    );
    let mut parts = vec![
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".to_owned(), content.into_bytes()),
    ];
    parts.extend(photographs.iter().enumerate().map(|(number, one)| (format!("Pictures/{number}.jpeg"), one.clone())));
    packed(parts)
}
