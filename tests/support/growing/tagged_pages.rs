//! Pages of PDF files as programs write them that say what is what: structure trees, pictures, tables over several pages.

use super::Growth;
use super::pdfs::{grid, lines, page, pages, stream};

pub fn all() -> Vec<Growth> {
    let growth = |name, size, make| Growth { name, size, make };
    vec![
        growth("pdf: figures of a structure tree", 500, |n| {
            let one = |at: usize| format!("<</S/Figure/Alt(words {at})/Pg 3 0 R/K {at}>>");
            tagged(&format!("[{}]", (0..n).map(one).collect::<String>()), "", &drawn(n))
        }),
        growth("pdf: nodes of a structure tree", 5_000, |n| {
            let object = |at: usize| format!("{at} 0 obj<</S/P/K[{at}]>>endobj\n");
            let kids: String = (20..20 + n).map(|at| format!("{at} 0 R ")).collect();
            tagged(&format!("[{kids}]"), &(20..20 + n).map(object).collect::<String>(), &drawn(1))
        }),
        growth("pdf: depth of a structure tree", 3_000, |n| {
            let object = |at: usize| format!("{at} 0 obj<</S/Sect/K {} 0 R>>endobj\n", at + 1);
            tagged("20 0 R", &(20..20 + n).map(object).collect::<String>(), &drawn(1))
        }),
        growth("pdf: depth of a structure tree that is one object", 30, |n| {
            tagged(&format!("{}0{}", "<</S/Sect/K[".repeat(n), "]>>".repeat(n)), "", &drawn(1))
        }),
        growth("pdf: marked content of one figure", 5_000, |n| {
            let kids: String = (0..n).map(|at| format!("{at} ")).collect();
            tagged(&format!("<</S/Figure/Alt(words)/Pg 3 0 R/K[{kids}]>>"), "", &drawn(1))
        }),
        growth("pdf: length of an alternative text", 300_000, |n| {
            tagged(&format!("<</S/Figure/Alt({})/Pg 3 0 R/K 0>>", "word ".repeat(n / 5)), "", &drawn(1))
        }),
        growth("pdf: figures with one long alternative text", 10, |n| {
            let figure = format!("20 0 obj<</S/Figure/Alt({})/Pg 3 0 R/K 0>>endobj\n", "word ".repeat(20_000));
            tagged(&format!("[{}]", "20 0 R ".repeat(n)), &figure, &drawn(1))
        }),
        growth("pdf: numbers of a parent tree", 5_000, |n| {
            let numbers: String = (0..n).map(|at| format!("{at} 8 0 R ")).collect();
            tagged("0", &format!("9 0 obj<</Nums[{numbers}]>>endobj\n"), &drawn(1))
        }),
        growth("pdf: draws of one picture", 2_000, |n| pictures(1, 10, &"q 99 0 0 99 9 9 cm /X Do Q ".repeat(n))),
        growth("pdf: pictures", 100, |n| {
            let draw = |at: usize| format!("q 99 0 0 99 99 {} cm /P{at} Do Q ", 120 * at);
            pictures(n, 16, &(0..n).map(draw).collect::<String>())
        }),
        growth("pdf: pictures beside each other", 100, |n| {
            let draw = |at: usize| format!("q 99 0 0 99 {} 99 cm /P{at} Do Q ", 120 * at);
            pictures(n, 16, &(0..n).map(draw).collect::<String>())
        }),
        growth("pdf: captions of pictures", 50, |n| {
            let draw = |at: usize| {
                let under = 790_i64 - 120 * i64::try_from(at).unwrap();
                format!("q 99 0 0 99 99 {} cm /P{at} Do Q BT /F 9 Tf 99 {under} Td (Figure {at}) Tj ET ", under + 10)
            };
            pictures(n, 16, &(0..n).map(draw).collect::<String>())
        }),
        growth("pdf: rows of a picture", 400, |n| {
            let image =
                format!("/Type/XObject/Subtype/Image/Width 500/Height {n}/BitsPerComponent 8/ColorSpace/DeviceGray");
            let rows = "0123456789".repeat(50 * n);
            page(&[(6, image.as_str(), rows.as_str())], "", &format!("q 99 0 0 99 9 9 cm /X Do Q {}", lines(1)))
        }),
        growth("pdf: pages of one ruled table", 20, |n| {
            pages(n, &format!("1 0 0 1 50 50 cm {}{}", grid(6, 4), cells(6, 4)))
        }),
        growth("pdf: rows of a table with words", 150, |n| page(&[], "", &format!("{}{}", grid(n, 7), cells(n, 7)))),
        growth("pdf: columns of a table with words", 60, |n| page(&[], "", &format!("{}{}", grid(9, n), cells(9, n)))),
        growth("pdf: tables with words", 20, |n| {
            let one = |at: usize| format!("q 1 0 0 1 0 {} cm {}{} Q ", 100 * at, grid(4, 5), cells(4, 5));
            page(&[], "", &(0..n).map(one).collect::<String>())
        }),
        growth("pdf: columns without rules", 400, |n| page(&[], "", &cells(n, 8))),
        growth("pdf: turned pages", 40, |n| pages(n, &format!("0 1 -1 0 500 50 cm {}", lines(20)))),
    ]
}

/// Numbers in the squares of a grid.
fn cells(rows: usize, columns: usize) -> String {
    let one = |at: usize| format!("1 0 0 1 {} {} Tm ({at}) Tj ", 10 * (at % columns) + 2, 10 * (at / columns) + 2);
    format!("BT /F 5 Tf {}ET ", (0..rows * columns).map(one).collect::<String>())
}

/// Pictures in marked content that is numbered.
fn drawn(count: usize) -> String {
    let one = |at: usize| format!("/Figure<</MCID {at}>>BDC q 99 0 0 99 9 9 cm /X Do Q EMC ");
    (0..count).map(one).collect::<String>() + &lines(1)
}

const IMAGE: &str = "/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray";

/// A page of this content in a file whose structure tree has these kids and, as object 9, this parent tree.
pub fn tagged(kids: &str, objects: &str, content: &str) -> Vec<u8> {
    let root = format!("8 0 obj<</Type/StructTreeRoot/ParentTree 9 0 R/K {kids}>>endobj\n");
    let mut bytes = page(&[(6, IMAGE, "abcd")], &(root + objects), content);
    let at = bytes.windows(9).position(|window| window == b"/Catalog/").unwrap() + 8;
    bytes.splice(at..at, *b"/MarkInfo<</Marked true>>/StructTreeRoot 8 0 R");
    bytes
}

/// A page that draws pictures of so many dots in both directions, `/P0` and so on.
fn pictures(count: usize, dots: usize, content: &str) -> Vec<u8> {
    let image = |at: usize| {
        let dict =
            format!("/Type/XObject/Subtype/Image/Width {dots}/Height {dots}/BitsPerComponent 8/ColorSpace/DeviceGray");
        let text: String =
            (0..dots * dots).map(|dot| char::from(b'0' + u8::try_from((dot * at) % 64).unwrap())).collect();
        stream(20 + at, &dict, &text)
    };
    let mut bytes = page(&[(6, IMAGE, "abcd")], "", content);
    let named: String = (0..count).map(|at| format!("/P{at} {} 0 R", 20 + at)).collect();
    let at = bytes.windows(9).position(|window| window == b"/X 6 0 R>").unwrap() + 8;
    bytes.splice(at..at, named.bytes());
    let end = bytes.windows(8).rposition(|window| window == b"\ntrailer").unwrap();
    bytes.splice(end..end, (0..count).flat_map(image));
    bytes
}
