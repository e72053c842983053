//! PDF files.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::Growth;

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("pdf: bytes", 1_000_000, |n| page(&[], &" ".repeat(n), &lines(1))),
        growth("pdf: pages", 150, |n| pages(n, "BT /F 12 Tf 72 700 Td (1) Tj ET")),
        growth("pdf: pages with running heads", 100, |n| {
            pages(n, "BT /F 12 Tf 72 800 Td (a page) Tj 0 -50 Td (some words here) Tj 0 -50 Td (1) Tj ET")
        }),
        growth("pdf: pages of lines", 40, |n| pages(n, &lines(40))),
        growth("pdf: depth of the page tree", 30, |n| {
            let one = |at: usize| format!("{at} 0 obj<</Type/Pages/Kids[{} 0 R]/Count 1>>endobj\n", at + 1);
            let tree: String = (10..10 + n).map(one).collect();
            let last = format!("{} 0 obj<</Type/Page>>endobj\n", 10 + n);
            file("/Kids[3 0 R 10 0 R]/Count 2", "", &[(4, &lines(1))], &(tree + &last))
        }),
        growth("pdf: objects", 5_000, |n| {
            let more: String = (10..10 + n).map(|at| format!("{at} 0 obj 1 endobj\n")).collect();
            page(&[], &more, &lines(1))
        }),
        growth("pdf: streams", 3_000, |n| {
            let more: String =
                (10..10 + n).map(|at| format!("{at} 0 obj<</Length 1>>stream\n1\nendstream endobj\n")).collect();
            page(&[], &more, &lines(1))
        }),
        growth("pdf: words that look like streams", 10_000, |n| page(&[], &"stream ".repeat(n), &lines(1))),
        growth("pdf: streams without an end", 3_000, |n| {
            let more: String = (10..10 + n).map(|at| format!("{at} 0 obj<</Length 1>>stream\n1\n")).collect();
            page(&[], &more, &lines(1))
        }),
        growth("pdf: objects in one stream", 3_000, packed),
        growth("pdf: streams of objects", 300, |n| {
            let one = |at: usize| {
                format!(
                    "{at} 0 obj<</Type/ObjStm/N 1/First 6/Length 9>>stream\n{} 0 (1)\nendstream endobj\n",
                    at + 5_000
                )
            };
            page(&[], &(10..10 + n).map(one).collect::<String>(), &lines(1))
        }),
        growth("pdf: tables of references", 100, chained),
        growth("pdf: entries of a table of references", 20_000, |n| {
            let table = format!("xref\n0 {n}\n{}", "0000000000 65535 f \n".repeat(n));
            page(&[], &table, &lines(1))
        }),
        growth("pdf: operators", 50_000, |n| page(&[], "", &format!("{}{}", "q Q ".repeat(n), lines(1)))),
        growth("pdf: unknown operators", 50_000, |n| page(&[], "", &format!("{}{}", "1 xx ".repeat(n), lines(1)))),
        growth("pdf: operands", 50_000, |n| page(&[], "", &format!("{}{}", "1 ".repeat(n), lines(1)))),
        growth("pdf: saved states", 50_000, |n| page(&[], "", &format!("{}{}", "q ".repeat(n), lines(1)))),
        growth("pdf: lines of text", 3_000, |n| page(&[], "", &lines(n))),
        growth("pdf: glyphs of a line", 30_000, |n| page(&[], "", &format!("BT /F 1 Tf ({}) Tj ET", "1".repeat(n)))),
        growth("pdf: glyphs in one place", 20_000, |n| page(&[], "", &"BT /F 9 Tf (1) Tj ET ".repeat(n))),
        growth("pdf: strings of an array", 20_000, |n| {
            page(&[], "", &format!("BT /F 1 Tf [{}] TJ ET", "(1) 5 ".repeat(n)))
        }),
        growth("pdf: marked content", 10_000, |n| {
            page(&[], "", &format!("BT /F 1 Tf {} ET", "/S<</ActualText(1)>>BDC (1) Tj EMC ".repeat(n)))
        }),
        growth("pdf: marked content within marked content", 5_000, |n| {
            page(&[], "", &format!("{}{}", "/S<</ActualText(1)>>BDC ".repeat(n), lines(n / 10)))
        }),
        growth("pdf: long replacement text", 100_000, |n| {
            page(&[], "", &format!("/S<</ActualText({})>>BDC {} EMC", "1".repeat(n), lines(1)))
        }),
        growth("pdf: lines of a path", 50_000, |n| {
            page(&[], "", &format!("0 0 m {}S {}", "9 9 l ".repeat(n), lines(1)))
        }),
        growth("pdf: paths", 30_000, |n| page(&[], "", &format!("{}{}", "0 0 m 9 9 l S ".repeat(n), lines(1)))),
        growth("pdf: paths that end nowhere", 50_000, |n| {
            page(&[], "", &format!("{}{}", "0 0 m 9 9 l ".repeat(n), lines(1)))
        }),
        growth("pdf: rows of a ruled table", 100, |n| page(&[], "", &format!("{}{}", grid(n, 10), lines(n)))),
        growth("pdf: columns of a ruled table", 100, |n| page(&[], "", &format!("{}{}", grid(10, n), lines(10)))),
        growth("pdf: ruled tables", 20, |n| {
            let one = |at: usize| format!("q 1 0 0 1 0 {} cm {} Q ", 100 * at, grid(3, 3));
            page(&[], "", &format!("{}{}", (0..n).map(one).collect::<String>(), lines(20 * n)))
        }),
        growth("pdf: ruled lines on each other", 1_000, |n| {
            page(&[], "", &format!("{}{}", "0 9 m 99 9 l S 9 0 m 9 99 l S ".repeat(n), lines(1)))
        }),
        growth("pdf: ruled lines that touch nothing", 1_000, |n| {
            let one = |at: usize| format!("0 {0} m 99 {0} l S ", at * 10);
            page(&[], "", &format!("{}{}", (0..n).map(one).collect::<String>(), lines(1)))
        }),
        growth("pdf: pictures in the content", 200, |n| {
            page(&[], "", &format!("{}{}", "BI /W 1/H 1/BPC 8/CS/G ID 1 EI ".repeat(n), lines(1)))
        }),
        growth("pdf: draws of one form", 3_000, |n| {
            page(&[(6, "/Type/XObject/Subtype/Form", &lines(1))], "", &"/X Do ".repeat(n))
        }),
        growth("pdf: content of a form", 3_000, |n| page(&[(6, "/Type/XObject/Subtype/Form", &lines(n))], "", "/X Do")),
        growth("pdf: draws of one long form", 20, |n| {
            page(
                &[(6, "/Type/XObject/Subtype/Form", &" ".repeat(500_000))],
                "",
                &format!("{}{}", "/X Do ".repeat(n), lines(1)),
            )
        }),
        growth("pdf: forms within forms", 3, |n| {
            let last = 20 + n;
            let one = |at: usize| {
                let inner = "/X Do ".repeat(usize::from(at < last));
                let text = format!("{inner}{}", lines(10));
                format!(
                    "{at} 0 obj<</Type/XObject/Subtype/Form/Resources<</Font<</F 5 0 R>>/XObject<</X {} 0 R>>>>/Length {}>>\
                     stream\n{text}\nendstream endobj\n",
                    at + 1,
                    text.len()
                )
            };
            let forms: String = (20..=last).map(one).collect();
            page(&[(6, "/Type/XObject/Subtype/Form/Resources<</XObject<</X 20 0 R>>>>", "/X Do")], &forms, "/X Do")
        }),
        growth("pdf: a form within itself", 500, |n| {
            let own = "/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>";
            page(&[(6, own, &"/X Do ".repeat(n))], "", &format!("/X Do {}", lines(1)))
        }),
        growth("pdf: fonts", 1_000, |n| {
            let font = |at: usize| format!("{at} 0 obj<</Type/Font/Subtype/Type1/Widths[1 2 3]>>endobj\n");
            let named = |at: usize| format!("/F{at} {at} 0 R");
            let use_of = |at: usize| format!("BT /F{at} 9 Tf (1) Tj ET ");
            let all = || 20..20 + n;
            with_fonts(
                &all().map(named).collect::<String>(),
                &all().map(font).collect::<String>(),
                &all().map(use_of).collect::<String>(),
            )
        }),
        growth("pdf: fonts within the page's resources", 1_000, |n| {
            let named = |at: usize| format!("/F{at}<</Type/Font/Subtype/Type1/Widths[1 2 3]>>");
            let use_of = |at: usize| format!("BT /F{at} 9 Tf (1) Tj ET ");
            with_fonts(&(0..n).map(named).collect::<String>(), "", &(0..n).map(use_of).collect::<String>())
        }),
        growth("pdf: changes of a font that is no object", 300, |n| {
            let widths = "1 ".repeat(256);
            let differences = "/a /b /c /d ".repeat(200);
            let font =
                format!("/G<</Type/Font/Subtype/Type1/Widths[{widths}]/Encoding<</Differences[1 {differences}]>>>>");
            with_fonts(&font, "", &"BT /G 9 Tf (1) Tj ET ".repeat(n))
        }),
        growth("pdf: changes of a font with a long map", 30, |n| {
            let map = cmap(3_000);
            let font = "/G<</Type/Font/Subtype/Type1/ToUnicode 9 0 R>>";
            let object = format!("9 0 obj<</Length {}>>stream\n{map}\nendstream endobj\n", map.len());
            with_fonts(font, &object, &"BT /G 9 Tf (1) Tj ET ".repeat(n))
        }),
        growth("pdf: ranges of a map of characters", 3_000, |n| {
            let map = cmap(n);
            let object = format!("9 0 obj<</Length {}>>stream\n{map}\nendstream endobj\n", map.len());
            with_fonts("/G<</Type/Font/Subtype/Type1/ToUnicode 9 0 R>>", &object, "BT /G 9 Tf (1) Tj ET ")
        }),
        growth("pdf: advances of a font", 10_000, |n| {
            let widths: String = (0..n).map(|at| format!("{at}[500]")).collect();
            let font =
                format!("/G<</Type/Font/Subtype/Type0/Encoding/UniGB-UCS2-H/DescendantFonts[<</W[{widths}]>>]>>");
            with_fonts(&font, "", "BT /G 9 Tf (\\000\\061) Tj ET ")
        }),
        growth("pdf: annotations", 500, |n| {
            let one = |at: usize| format!("<</Subtype/Link/A<</URI(http://a/{at})>>>>");
            annotated(&(0..n).map(one).collect::<String>())
        }),
        growth("pdf: length of an address", 200_000, |n| {
            annotated(&format!("<</Subtype/Link/A<</URI({})>>>>", "x".repeat(n)))
        }),
        growth("pdf: nested arrays", 30, |n| {
            page(&[], "", &format!("{}1{} xx {}", "[".repeat(n), "]".repeat(n), lines(1)))
        }),
        growth("pdf: nested dictionaries", 30, |n| {
            page(&[], &format!("9 0 obj{}1{}endobj\n", "<</A".repeat(n), ">>".repeat(n)), &lines(1))
        }),
        growth("pdf: length of a string", 500_000, |n| {
            page(&[], &format!("9 0 obj({})endobj\n", "x".repeat(n)), &lines(1))
        }),
        growth("pdf: keys of a dictionary", 10_000, |n| {
            let keys: String = (0..n).map(|at| format!("/K{at} 1")).collect();
            page(&[], &format!("9 0 obj<<{keys}>>endobj\n"), &lines(1))
        }),
        growth("pdf: parts of a page's content", 1_000, |n| {
            let part = |at: usize| format!("{at} 0 obj<</Length 4>>stream\nq Q \nendstream endobj\n");
            let parts: String = (20..20 + n).map(part).collect();
            let refer: String = (20..20 + n).map(|at| format!("{at} 0 R ")).collect();
            let content = format!("/Contents[4 0 R {refer}]");
            whole("/Kids[3 0 R]/Count 1", &content, "", "", &[(4, "", &lines(1))], &parts)
        }),
    ]
}

/// Lines of digits and letters from top to bottom.
pub fn lines(count: usize) -> String {
    let one = |at: usize| format!("1 0 0 1 72 {} Tm (some words and {at}) Tj ", 800 - 12 * i64::try_from(at).unwrap());
    format!("BT /F 9 Tf {} ET ", (0..count).map(one).collect::<String>())
}

pub fn grid(rows: usize, columns: usize) -> String {
    let level = |at: usize| format!("0 {0} m {1} {0} l S ", at * 10, columns * 10);
    let upright = |at: usize| format!("{0} 0 m {0} {1} l S ", at * 10, rows * 10);
    (0..=rows).map(level).chain((0..=columns).map(upright)).collect()
}

/// A map of characters with `count` ranges.
fn cmap(count: usize) -> String {
    let one = |at: usize| format!("<{:04x}> <{:04x}> <{:04x}>\n", at % 65_536, at % 65_536, 0x4e00 + at % 10_000);
    let ranges: String = (0..count).map(one).collect();
    format!(
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /a def 1 begincodespacerange <0000> <ffff> \
         endcodespacerange {count} beginbfrange\n{ranges}endbfrange endcmap end"
    )
}

fn deflated(text: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

pub fn stream(number: usize, dict: &str, text: &str) -> Vec<u8> {
    let body = deflated(text);
    let head = format!("{number} 0 obj<<{dict}/Filter/FlateDecode/Length {}>>stream\n", body.len());
    [head.as_bytes(), &body, b"\nendstream endobj\n"].concat()
}

/// A file with one page of this content, with further streams and objects.
pub fn page(streams: &[(usize, &str, &str)], objects: &str, content: &str) -> Vec<u8> {
    let mut all = vec![(4, "", content)];
    all.extend(streams);
    whole("/Kids[3 0 R]/Count 1", "/Contents 4 0 R", "", "", &all, objects)
}

pub fn file(pages: &str, fonts: &str, streams: &[(usize, &str)], objects: &str) -> Vec<u8> {
    let streams: Vec<_> = streams.iter().map(|(number, text)| (*number, "", *text)).collect();
    whole(pages, "/Contents 4 0 R", fonts, "", &streams, objects)
}

fn with_fonts(fonts: &str, objects: &str, content: &str) -> Vec<u8> {
    whole("/Kids[3 0 R]/Count 1", "/Contents 4 0 R", fonts, "", &[(4, "", content)], objects)
}

fn annotated(annotations: &str) -> Vec<u8> {
    let more = format!("/Annots[{annotations}]");
    whole("/Kids[3 0 R]/Count 1", "/Contents 4 0 R", "", &more, &[(4, "", &lines(1))], "")
}

/// A file with pages that have all the same content.
pub fn pages(count: usize, content: &str) -> Vec<u8> {
    let one = |at: usize| {
        format!("{at} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 7 0 R>>endobj\n")
    };
    let resources = "7 0 obj<</Font<</F 5 0 R>>>>endobj\n".to_owned();
    let kids: String = (20..20 + count).map(|at| format!("{at} 0 R ")).collect();
    let objects = resources + &(20..20 + count).map(one).collect::<String>();
    file(&format!("/Kids[{kids}]/Count {count}"), "", &[(4, content)], &objects)
}

/// A page beside a stream with many objects.
fn packed(count: usize) -> Vec<u8> {
    let heads: String = (0..count).map(|at| format!("{} {} ", 100 + at, 2 * at)).collect();
    let dict = format!("/Type/ObjStm/N {count}/First {}", heads.len());
    page(&[(9, &dict, &format!("{heads}{}", "1 ".repeat(count)))], "", &lines(1))
}

/// A file whose tables of references lead from one to the one before.
fn chained(count: usize) -> Vec<u8> {
    let mut bytes = page(&[], "", &lines(1));
    let mut before = None::<usize>;
    for _ in 0..count {
        let at = bytes.len();
        let prev = before.map_or_else(String::new, |before| format!("/Prev {before}"));
        bytes.extend(format!("xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 9{prev}>>\n").bytes());
        before = Some(at);
    }
    bytes.extend(format!("startxref\n{}\n%%EOF", before.unwrap_or_default()).bytes());
    bytes
}

fn whole(
    pages: &str,
    content: &str,
    fonts: &str,
    page: &str,
    streams: &[(usize, &str, &str)],
    objects: &str,
) -> Vec<u8> {
    let mut bytes = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages{pages}>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{content}{page}\
         /Resources<</Font<</F 5 0 R{fonts}>>/XObject<</X 6 0 R>>>>>>endobj\n\
         5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    )
    .into_bytes();
    streams.iter().for_each(|(number, dict, text)| bytes.extend(stream(*number, dict, text)));
    bytes.extend(objects.bytes());
    bytes.extend(b"\ntrailer<</Root 1 0 R>>\n%%EOF");
    bytes
}
