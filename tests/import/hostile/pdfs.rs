//! PDFs that are bombs, loop, nest or call themselves.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use nianbao::limits::Limit;

use super::Case;

pub fn cases() -> Vec<Case> {
    let any: &[&str] = &["NoText", "Broken", "read"];
    let case = |name: &str, bytes, outcomes| Case { name: name.to_owned(), bytes, outcomes };
    let many = Limit::Pages.most() + 1;
    let pages: String = (0..many).map(|_| "3 0 R ").collect::<String>();
    let own_pages: String =
        (10..10 + many).map(|number| format!("{number} 0 obj<</Type/Page/Parent 2 0 R>>endobj\n")).collect();
    let kids: String = (10..10 + many).map(|number| format!("{number} 0 R ")).collect();
    let bomb = deflated(&vec![b' '; 100 << 20]);
    let objects: String = (10..10 + Limit::Objects.most()).map(|number| format!("{number} 0 obj 1 endobj\n")).collect();
    let pictures: Vec<Vec<u8>> = (10..13)
        .map(|number| object(number, "/Subtype/Image/Filter/DCTDecode", &noise(Limit::Pdf.most() / 3 - 500)))
        .collect();
    let pictures: Vec<&[u8]> = pictures.iter().map(Vec::as_slice).collect();
    vec![
        case("as many pictures as there may be", with("/Kids[3 0 R]/Count 1", &pictures), any),
        case("a page that is a bomb", page(&stream("/Filter/FlateDecode", &bomb)), &["Beyond(Ratio)"]),
        case(
            "a page that is a bomb twice",
            page(&stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&bomb))),
            &["Broken"],
        ),
        case("a bomb by LZW", page(&stream("/Filter/LZWDecode", &vec![0x80; 1 << 20])), &["Broken"]),
        case("a bomb with hidden names", page(&stream("/Filter/#46lateDecode", &bomb)), &["Beyond(Ratio)"]),
        case(
            "a stream of objects that is a bomb",
            with("", &[&head("/Type/ObjStm/N 9/First 9/Filter/FlateDecode", &bomb)]),
            &["Beyond(Ratio)"],
        ),
        case(
            "a map of characters that is a bomb",
            with("", &[&head("/Type/CMap/Filter/FlateDecode", &bomb)]),
            &["Beyond(Ratio)"],
        ),
        case("pages that hold themselves", with("/Kids[2 0 R 2 0 R]/Count 2", &[]), any),
        case("one page again and again", with(&format!("/Kids[{pages}]/Count {many}"), &[]), any),
        case(
            "one page too many",
            with(&format!("/Kids[{kids}]/Count {many}"), &[own_pages.as_bytes()]),
            &["Beyond(Pages)"],
        ),
        case("one object too many", with("/Kids[3 0 R]/Count 1", &[objects.as_bytes()]), &["Beyond(Objects)"]),
        case("a form that draws itself", page(&form()), any),
        case("a million nested arrays", page(&stream("", &[b'['; 1_000_000])), any),
        case("nested arrays in an object", with("/Kids[3 0 R]/Count 1", &[b"9 0 obj", &[b'['; 1_000_000]]), any),
        case(
            "nested dictionaries in an object",
            with("/Kids[3 0 R]/Count 1", &[b"9 0 obj", &b"<</A".repeat(300_000)]),
            any,
        ),
        case("cross-references that loop", looping(), any),
        case("strings that never end", with("/Kids[3 0 R]/Count 1", &[&b"9 0 obj(".repeat(19_000)]), any),
        case("objects in objects", with("/Kids[3 0 R]/Count 1", &[&b"9 0 obj[".repeat(19_000)]), any),
        case(
            "a million operators",
            page(&stream("", &b"q Q ".repeat(Limit::Operators.most() / 2 + 1))),
            &["Beyond(Operators)"],
        ),
        case(
            "inline pictures without an end",
            page(&stream("", &b"BI ID EI ".repeat(100_000))),
            &["Beyond(Operators)", "NoText"],
        ),
        case("states that are never restored", page(&stream("", &b"q ".repeat(400_000))), any),
        case("a million ruled lines", page(&stream("", &b"0 0 m 9 9 l S ".repeat(300_000))), any),
        case("a grid of ten thousand lines", page(&stream("", &grid())), &["Beyond(Rules)", "Beyond(Cells)", "NoText"]),
        case(
            "numbers without end",
            page(&stream("", format!("{} 0 0 1 0 0 cm 1e999 -1e999 m", "9".repeat(100_000)).as_bytes())),
            any,
        ),
        case("a password", include_bytes!("../../data/hostile/locked.pdf").to_vec(), &["Encrypted"]),
        case(
            "a length that is a lie",
            with("/Kids[3 0 R]/Count 1", &[b"4 0 obj<</Length 99999999999>>stream\nx"]),
            any,
        ),
        case("nothing but the mark", b"%PDF-1.7".to_vec(), &["Broken"]),
        case("a mark and noise", [b"%PDF-1.7".to_vec(), noise(4 << 20)].concat(), any),
    ]
}

fn noise(length: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(8);
    let mut bytes = vec![0; length];
    random.fill(&mut bytes);
    bytes
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Object 4, the page's operators.
fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    object(4, dict, bytes)
}

fn head(dict: &str, bytes: &[u8]) -> Vec<u8> {
    object(9, dict, bytes)
}

fn object(number: usize, dict: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("{number} 0 obj<<{dict}/Length {}>>stream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream endobj\n"].concat()
}

/// A file with one page, whose operators are object 4.
fn page(content: &[u8]) -> Vec<u8> {
    with("/Kids[3 0 R]/Count 1", &[content])
}

/// A file whose pages are `pages`, with more objects.
fn with(pages: &str, more: &[&[u8]]) -> Vec<u8> {
    let mut file = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages{pages}>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>endobj\n"
    )
    .into_bytes();
    more.iter().for_each(|more| file.extend(*more));
    file.extend(b"\ntrailer<</Root 1 0 R>>\n%%EOF");
    file
}

fn form() -> Vec<u8> {
    let own = object(5, "/Type/XObject/Subtype/Form/Resources<</XObject<</X 5 0 R>>>>", &b"/X Do ".repeat(10));
    [stream("", b"/X Do"), own].concat()
}

fn looping() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\nxref\n0 1\n0000000000 65535 f \n\
      trailer<</Root 1 0 R/Size 1/Prev 53>>\nstartxref\n53\n%%EOF"
        .to_vec()
}

fn grid() -> Vec<u8> {
    (0..5_000)
        .map(|at| format!("{0} 0 m {0} 60000 l S 0 {0} m 60000 {0} l S ", at * 10))
        .collect::<String>()
        .into_bytes()
}
