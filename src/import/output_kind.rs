//! Whether what is in a file is what its name says, and whether it is an output of ours at all. Must not know what may be
//! replaced.

use super::own_file;
use crate::export::{csv_table, json_report};
use crate::ooxml::package::Package;

/// As many bytes of a text are looked at.
const HEAD: usize = 4096;
/// Our texts, pages and tables have one of these words near their beginning.
const WORDS: [&str; 4] = ["政府信息公开", "disclosure", "nianbao", json_report::FORMAT];

/// Whether a file whose name has this ending, in small letters, may have this content. An empty file and an ending that
/// is not known say nothing.
pub fn is_of_ending(bytes: &[u8], ending: &str) -> bool {
    if bytes.is_empty() {
        return true;
    }
    let text = head(bytes);
    match ending {
        "pdf" => bytes.starts_with(b"%PDF"),
        "docx" => is_package_with(bytes, "word/document.xml"),
        "xlsx" => is_package_with(bytes, "xl/workbook.xml"),
        "ofd" => is_package_with(bytes, "OFD.xml"),
        "zip" | "odt" => bytes.starts_with(b"PK"),
        "png" => bytes.starts_with(b"\x89PNG"),
        "parquet" => bytes.starts_with(b"PAR1"),
        "html" | "htm" | "svg" | "xml" => text.starts_with('<'),
        "json" => text.starts_with(['{', '[']),
        "txt" | "md" | "csv" => !bytes.iter().take(HEAD).any(|byte| *byte == 0) && !is_binary(bytes),
        _ => true,
    }
}

/// Whether the content is an output of this program, as far as that can be told: its formats bear marks, its texts say
/// what they are about.
pub fn is_output(bytes: &[u8]) -> bool {
    match bytes {
        [] => true,
        [b'%', b'P', b'D', b'F', ..] => own_file::is_made_here(bytes),
        [b'P', b'K', ..] => own_file::is_own_package(bytes),
        _ if is_binary(bytes) => own_file::other_output(bytes).is_some(),
        _ => {
            let text = head(bytes);
            WORDS.iter().any(|word| text.contains(word))
                || text.starts_with(&csv_table::HEADS.join(","))
                || own_file::other_output(bytes).is_some()
        }
    }
}

/// Whether it is a package with this part. One that cannot be opened may have had it.
fn is_package_with(bytes: &[u8], part: &str) -> bool {
    bytes.starts_with(b"PK") && Package::open(bytes).map_or(true, |package| package.has(part))
}

/// Whether it is of a format that is no text.
fn is_binary(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 6] = [b"%PDF", b"PK\x03\x04", b"\x89PNG", b"PAR1", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff"];
    marks.iter().any(|mark| bytes.starts_with(mark))
}

/// The beginning of a text, without a mark of its encoding and without spaces before it.
fn head(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default()).into_owned();
    text.trim_start().to_owned()
}
