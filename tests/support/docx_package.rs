//! Looks into a document's package and changes it, as other programs do.

#![allow(dead_code, clippy::unwrap_used)]

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The part with the text.
pub const DOCUMENT: &str = "word/document.xml";

/// The parts of a document in order.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = |index| {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    (0..archive_len(bytes)).map(part).collect()
}

fn archive_len(bytes: &[u8]) -> usize {
    ZipArchive::new(Cursor::new(bytes)).unwrap().len()
}

/// One part as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(own, _)| own == name).unwrap();
    String::from_utf8(found.1).unwrap()
}

/// The document with the text of one part changed.
pub fn edited(bytes: &[u8], name: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let changed = |(own, bytes): (String, Vec<u8>)| {
        let bytes = if own == name { edit(&String::from_utf8(bytes).unwrap()).into_bytes() } else { bytes };
        (own, bytes)
    };
    packed(parts(bytes).into_iter().map(changed).collect())
}

/// The document without one part.
pub fn without(bytes: &[u8], name: &str) -> Vec<u8> {
    packed(parts(bytes).into_iter().filter(|(own, _)| own != name).collect())
}

/// A package of these parts.
pub fn packed(parts: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
