//! Removes the tables of a subset font that a PDF does not need. Must not know glyphs.

use crate::layout::{read_font_tables, write_font_tables};

/// The tables that an embedded TrueType font needs (ISO 32000-1 §9.9, table 126). Names and the like
/// are in the font dictionaries; without their tables five fonts are 2 kB smaller.
const NEEDED: [&[u8; 4]; 9] = [b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"];

/// The font with only these tables; unchanged if it cannot be read.
pub(super) fn without_unused_tables(font: Vec<u8>) -> Vec<u8> {
    rebuilt(&font).unwrap_or(font)
}

/// The number of glyphs; `None` if the bytes are no font.
pub(super) fn glyph_count(font: &[u8]) -> Option<u16> {
    let maxp = read_font_tables(font)?.into_iter().find(|table| &table.tag == b"maxp")?;
    Some(u16::from_be_bytes(maxp.bytes.get(4..6)?.try_into().ok()?))
}

fn rebuilt(font: &[u8]) -> Option<Vec<u8>> {
    let mut tables = read_font_tables(font)?;
    tables.retain(|table| NEEDED.contains(&&table.tag));
    write_font_tables(font.get(..4)?, &tables)
}
