//! Each limit on what is read of a PDF, at the limit and one beyond.

use nianbao::import::{self, ReadError};
use nianbao::limits::Limit;

/// A file with one page, whose operators are `content`.
fn page(content: &str) -> Vec<u8> {
    file("/Kids[3 0 R]/Count 1", &format!("4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n", content.len()))
}

/// A file whose pages are `pages`, with more objects.
fn file(pages: &str, more: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages{pages}>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</Font<</F<</Type/Font/Subtype/Type1>>>>>>>>endobj\n{more}trailer<</Root 1 0 R>>\n%%EOF"
    )
    .into_bytes()
}

/// Whether `bytes` are refused for going beyond a limit, and which.
fn beyond(bytes: &[u8]) -> Option<Limit> {
    match import::read(bytes) {
        Err(ReadError::Beyond(limit)) => Some(limit),
        _ => None,
    }
}

fn holds(limit: Limit, make: impl Fn(usize) -> Vec<u8>) {
    assert_eq!(beyond(&make(limit.most())), None, "{limit:?}");
    assert_eq!(beyond(&make(limit.most() + 1)), Some(limit));
}

#[test]
fn bytes() {
    holds(Limit::Pdf, |count| {
        let mut bytes = page("");
        bytes.resize(count, b' ');
        bytes
    });
}

#[test]
fn pages() {
    holds(Limit::Pages, |count| {
        let kids: String = (10..10 + count).map(|number| format!("{number} 0 R ")).collect();
        let more: String = (10..10 + count).map(|number| format!("{number} 0 obj<</Type/Page>>endobj\n")).collect();
        file(&format!("/Kids[{kids}]/Count {count}"), &more)
    });
}

#[test]
fn objects() {
    holds(Limit::Objects, |count| {
        let more: String = (4..=count).map(|number| format!("{number} 0 obj 1 endobj\n")).collect();
        file("/Kids[3 0 R]/Count 1", &more)
    });
}

#[test]
fn bytes_of_a_stream() {
    holds(Limit::Stream, |count| page(&" ".repeat(count)));
}

#[test]
fn operators() {
    holds(Limit::Operators, |count| page(&"q ".repeat(count)));
}

#[test]
fn glyphs() {
    const OF_A_PAGE: usize = 150_000;
    let content = |count: usize| format!("BT /F 1 Tf ({}) Tj ET", " ".repeat(count - 1) + "1");
    let stream = |number: usize, content: &str| {
        format!("{number} 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n", content.len())
    };
    holds(Limit::Glyphs, |count| {
        let page = |number: usize, content: usize| {
            format!(
                "{number} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R\
                 /Resources<</Font<</F<</Type/Font/Subtype/Type1>>>>>>>>endobj\n"
            )
        };
        let full = (count - 1) / OF_A_PAGE;
        let pages: String = (10..10 + full).map(|number| page(number, 5)).collect();
        let kids: String = (10..10 + full).map(|number| format!("{number} 0 R ")).collect();
        let streams = stream(4, &content(count - full * OF_A_PAGE)) + &stream(5, &content(OF_A_PAGE));
        file(&format!("/Kids[3 0 R {kids}]/Count {}", full + 1), &(pages + &streams))
    });
}

#[test]
fn glyphs_of_a_page() {
    holds(Limit::PageGlyphs, |count| page(&format!("BT /F 1 Tf ({}) Tj ET", "1".repeat(count))));
}

#[test]
fn ruled_lines() {
    holds(Limit::Rules, |count| page(&(0..count).map(|at| format!("0 {0} m 9 {0} l S ", at * 5)).collect::<String>()));
}

/// Squares of a table whose last row is cut so that there are exactly as many.
#[test]
fn squares_of_tables() {
    // 400 columns and 500 rows are as many as there may be; one more row is too many.
    let grid = |columns: usize, rows: usize| {
        let across = (0..=rows).map(|at| format!("0 {0} m {1} {0} l S ", at * 5, columns * 5));
        let down = (0..=columns).map(|at| format!("{0} 0 m {0} {1} l S ", at * 5, rows * 5));
        page(&across.chain(down).collect::<String>())
    };
    assert_eq!(400 * 500, Limit::Cells.most());
    assert_eq!(beyond(&grid(400, 500)), None);
    assert_eq!(beyond(&grid(400, 501)), Some(Limit::Cells));
}

/// Rows of a predictor that no file of a text has are refused before they are computed; usual ones are not.
#[test]
fn rows_of_a_predictor() {
    let with = |parameters: &str| {
        let content = "4254 4554>";
        let stream = format!(
            "4 0 obj<</Length {}/Filter/ASCIIHexDecode/DecodeParms{parameters}>>stream\n{content}\nendstream endobj\n",
            content.len()
        );
        import::read(&file("/Kids[3 0 R]/Count 1", &stream))
    };
    let refused = |parameters: &str| matches!(with(parameters), Err(ReadError::Broken { .. }));
    for parameters in ["<</Predictor 1/Columns 1000001>>", "[<</Predictor 1/Colors 33>>]", "<</BitsPerComponent 17>>"] {
        assert!(refused(parameters), "{parameters}");
    }
    for parameters in ["<</Predictor 1/Columns 1000000>>", "[null]", "null", "<</Colors 3/BitsPerComponent 8>>"] {
        assert!(!refused(parameters), "{parameters}");
    }
}
