//! Knows PDF and Word files that this program made and no other has saved since, by the marks that it puts
//! into them. Must not know what else is in them.

use std::io::Read as _;

use crate::ooxml::escape::xml_text;
use crate::ooxml::package::Package;

/// What the metadata of our PDF files say of the program, without its version.
const PDF_PRODUCER: &str = "<pdf:Producer>nianbao ";
/// What our Word files say of it.
const WORD_APPLICATION: &str = "<Application>nianbao</Application>";
/// The mark at the end of a PDF. A program that signs or changes one adds to it, with a mark of its own.
const PDF_END: &[u8] = b"%%EOF";
/// The most bytes of a part with properties.
const PROPERTIES: u64 = 64 * 1024;

/// Whether `bytes` are a PDF or a Word document of ours with this title.
pub fn is_own(bytes: &[u8], title: &str) -> bool {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => is_own_pdf(bytes, title),
        [b'P', b'K', ..] => is_own_document(bytes, title).unwrap_or(false),
        _ => false,
    }
}

/// Whether a PDF says that this program made it, whoever saved it since.
pub(super) fn is_made_here(bytes: &[u8]) -> bool {
    bytes.windows(PDF_PRODUCER.len()).any(|window| window == PDF_PRODUCER.as_bytes())
}

fn is_own_pdf(bytes: &[u8], title: &str) -> bool {
    // Titles of several lines are one line there.
    let title: String = title.chars().filter(|one| !one.is_control()).collect();
    let title = format!("<rdf:li xml:lang=\"x-default\">{}</rdf:li>", xml_text(&title));
    let has = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    let ends = bytes.windows(PDF_END.len()).filter(|window| *window == PDF_END).count();
    ends == 1 && has(PDF_PRODUCER.as_bytes()) && (title.contains("></") || has(title.as_bytes()))
}

fn is_own_document(bytes: &[u8], title: &str) -> Option<bool> {
    let mut package = Package::open(bytes).ok()?;
    let mut says = |part: &str, words: &str| {
        let mut text = String::new();
        package.part(part).ok()?.take(PROPERTIES).read_to_string(&mut text).ok()?;
        Some(text.contains(words))
    };
    let title = format!("<dc:title>{}</dc:title>", xml_text(title));
    Some(says("docProps/app.xml", WORD_APPLICATION)? && says("docProps/core.xml", &title)?)
}
