//! A reduced font without the tables that a file has no use for. Knows tables, no glyphs.

/// What a TrueType font in a PDF file needs (ISO 32000-1 §9.9, table 126). Names and the like are
/// told by the file's own dictionaries; without them five fonts are 2 kB smaller.
const NEEDED: [&[u8]; 9] = [b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"];

/// The font with these tables alone; as it is where it cannot be read.
pub(super) fn bare(font: Vec<u8>) -> Vec<u8> {
    rebuilt(&font).unwrap_or(font)
}

/// How many glyphs the font has; `None` where it is no font.
pub(super) fn glyph_count(font: &[u8]) -> Option<u16> {
    let maxp = tables(font)?.into_iter().find(|(tag, ..)| *tag == b"maxp")?.2;
    Some(u16::from_be_bytes(maxp.get(4..6)?.try_into().ok()?))
}

fn rebuilt(font: &[u8]) -> Option<Vec<u8>> {
    let tables: Vec<_> = tables(font)?.into_iter().filter(|(tag, ..)| NEEDED.contains(tag)).collect();
    let entries = u16::try_from(tables.len()).ok()?;
    let selector = entries.checked_ilog2()?;
    let range = 16_u16 << selector;
    let mut bytes = font.get(..4)?.to_vec();
    // The fields by which a reader searches the directory.
    for field in [entries, range, u16::try_from(selector).ok()?, entries * 16 - range] {
        bytes.extend(field.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for (tag, sum, table) in &tables {
        bytes.extend(tag.iter().chain(*sum));
        bytes.extend(u32::try_from(offset).ok()?.to_be_bytes());
        bytes.extend(u32::try_from(table.len()).ok()?.to_be_bytes());
        offset += table.len().next_multiple_of(4);
    }
    for (_, _, table) in tables {
        bytes.extend(table);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    Some(bytes)
}

/// A table of a font: its tag, its sum as stated, its bytes.
type Table<'a> = (&'a [u8], &'a [u8], &'a [u8]);

/// Every table of the font; `None` where one does not lie within it.
fn tables(font: &[u8]) -> Option<Vec<Table<'_>>> {
    let count = usize::from(u16::from_be_bytes(font.get(4..6)?.try_into().ok()?));
    let number = |at: usize| -> Option<usize> {
        usize::try_from(u32::from_be_bytes(font.get(at..at + 4)?.try_into().ok()?)).ok()
    };
    let entry = |record: usize| {
        let (tag, sum) = (font.get(record..record + 4)?, font.get(record + 4..record + 8)?);
        let (offset, length) = (number(record + 8)?, number(record + 12)?);
        Some((tag, sum, font.get(offset..offset.checked_add(length)?)?))
    };
    (0..count).map(|table| entry(12 + 16 * table)).collect()
}
