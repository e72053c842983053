//! A TrueType font file as tables: reads and writes its table directory (OpenType 1.9, "Organization
//! of an OpenType Font"). Must not know what is in a table.

/// A table of a font file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FontTable<'a> {
    /// Its tag, such as `glyf`.
    pub tag: [u8; 4],
    /// Its checksum, as the directory states it.
    pub checksum: u32,
    /// Its bytes, without padding.
    pub bytes: &'a [u8],
}

/// The bytes of the header before the directory, and those of an entry in it.
const HEADER: usize = 12;
const ENTRY: usize = 16;

/// The tables of a font file in the order of its directory; `None` if one does not lie within the file.
pub(crate) fn read_font_tables(font: &[u8]) -> Option<Vec<FontTable<'_>>> {
    let four = |at: usize| -> Option<[u8; 4]> { font.get(at..at.checked_add(4)?)?.try_into().ok() };
    let number = |at: usize| usize::try_from(u32::from_be_bytes(four(at)?)).ok();
    let table = |entry: usize| {
        let (offset, length) = (number(entry + 8)?, number(entry + 12)?);
        let bytes = font.get(offset..offset.checked_add(length)?)?;
        Some(FontTable { tag: four(entry)?, checksum: u32::from_be_bytes(four(entry + 4)?), bytes })
    };
    let count = usize::from(u16::from_be_bytes(font.get(4..6)?.try_into().ok()?));
    (0..count).map(|index| table(HEADER + ENTRY * index)).collect()
}

/// A font file of these tables in this order, which must be that of their tags; `version` is the first
/// four bytes of the file. `None` if there is no table or a size exceeds 32 bits.
pub(crate) fn write_font_tables(version: &[u8], tables: &[FontTable<'_>]) -> Option<Vec<u8>> {
    let count = u16::try_from(tables.len()).ok()?;
    let selector = count.checked_ilog2()?;
    let range = 16_u16.checked_shl(selector)?;
    let mut file = version.to_vec();
    // The fields for a binary search of the directory.
    for field in [count, range, u16::try_from(selector).ok()?, count.checked_mul(16)?.checked_sub(range)?] {
        file.extend(field.to_be_bytes());
    }
    let mut offset = HEADER + ENTRY * tables.len();
    for table in tables {
        file.extend(table.tag);
        for field in [table.checksum, u32::try_from(offset).ok()?, u32::try_from(table.bytes.len()).ok()?] {
            file.extend(field.to_be_bytes());
        }
        offset += table.bytes.len().next_multiple_of(4);
    }
    for table in tables {
        file.extend(table.bytes);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    Some(file)
}
