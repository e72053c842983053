//! Completes a subset TrueType font: adds the tables that a font needs outside of a PDF (OpenType
//! 1.9: cmap, name, post, OS/2) and computes the checksums.

use std::collections::BTreeMap;

use crate::layout::{FontTable, read_font_tables, write_font_tables};

/// The font `subset` with the character map `map`, its names and, if the original font has it, its
/// table `OS/2`; `None` if the bytes are no font.
pub(super) fn complete(
    subset: &[u8],
    map: &[(char, u16)],
    name: &str,
    family: &str,
    os2: Option<&[u8]>,
) -> Option<Vec<u8>> {
    let subset_tables = read_font_tables(subset)?;
    let mut tables: BTreeMap<[u8; 4], Vec<u8>> =
        subset_tables.iter().map(|table| (table.tag, table.bytes.to_vec())).collect();
    tables.insert(*b"cmap", cmap(map));
    tables.insert(*b"name", names(name, family));
    tables.insert(*b"post", post());
    if let Some(os2) = os2 {
        tables.insert(*b"OS/2", os2.to_vec());
    }
    write(subset.get(..4)?, tables)
}

/// Where the checksum adjustment is in the table `head` (OpenType 1.9, `head`).
const ADJUSTMENT: std::ops::Range<usize> = 8..12;

/// The file, with the checksum adjustment in `head`; `None` if there is no such table.
fn write(version: &[u8], mut tables: BTreeMap<[u8; 4], Vec<u8>>) -> Option<Vec<u8>> {
    tables.get_mut(b"head")?.get_mut(ADJUSTMENT)?.fill(0);
    let list: Vec<FontTable<'_>> = tables
        .iter()
        .map(|(tag, bytes)| FontTable { tag: *tag, checksum: checksum(bytes), bytes: bytes.as_slice() })
        .collect();
    let mut file = write_font_tables(version, &list)?;
    let adjustment = 0xb1b0_afba_u32.wrapping_sub(checksum(&file));
    // The tables fill the end of the file, each padded to four bytes.
    let padded = |table: &FontTable<'_>| table.bytes.len().next_multiple_of(4);
    let from_head: usize = list.iter().skip_while(|table| &table.tag != b"head").map(padded).sum();
    let head = file.len().checked_sub(from_head)?;
    let adjusted = file.get_mut(head..)?.get_mut(ADJUSTMENT)?;
    adjusted.copy_from_slice(&adjustment.to_be_bytes());
    Some(file)
}

/// The checksum of a table or a file: the sum of its 32-bit words.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// Characters to glyphs: format 4 for those of the basic plane, format 12 for all.
fn cmap(map: &[(char, u16)]) -> Vec<u8> {
    let groups = groups(map);
    let basic: Vec<&CmapGroup> = groups.iter().filter(|group| group.last <= 0xfffe).collect();
    let four = format_4(&basic);
    let mut table = Vec::new();
    for value in [0, 2] {
        table.extend(u16::to_be_bytes(value));
    }
    let first = 4 + 2 * 8_u32;
    let second = first + u32::try_from(four.len()).unwrap_or_default();
    for (encoding, start) in [(1_u16, first), (10, second)] {
        table.extend(3_u16.to_be_bytes());
        table.extend(encoding.to_be_bytes());
        table.extend(start.to_be_bytes());
    }
    table.extend(four);
    let count = u32::try_from(groups.len()).unwrap_or_default();
    table.extend([0, 12, 0, 0]);
    for value in [16 + 12 * count, 0, count] {
        table.extend(value.to_be_bytes());
    }
    for CmapGroup { first, last, glyph } in &groups {
        for value in [*first, *last, u32::from(*glyph)] {
            table.extend(value.to_be_bytes());
        }
    }
    table
}

/// Characters that follow one another with glyphs that do.
struct CmapGroup {
    first: u32,
    last: u32,
    glyph: u16,
}

fn groups(map: &[(char, u16)]) -> Vec<CmapGroup> {
    let mut groups: Vec<CmapGroup> = Vec::new();
    for (character, glyph) in map {
        let code = u32::from(*character);
        match groups.last_mut() {
            Some(group)
                if group.last + 1 == code
                    && code <= 0xffff
                    && u32::from(group.glyph) + (code - group.first) == u32::from(*glyph) =>
            {
                group.last = code;
            }
            _ => groups.push(CmapGroup { first: code, last: code, glyph: *glyph }),
        }
    }
    groups
}

fn format_4(groups: &[&CmapGroup]) -> Vec<u8> {
    let low = |code: u32| u16::try_from(code).unwrap_or(u16::MAX);
    let end = CmapGroup { first: 0xffff, last: 0xffff, glyph: 0 };
    let all = || groups.iter().copied().chain([&end]);
    let count = u16::try_from(groups.len() + 1).unwrap_or(u16::MAX / 8);
    let power = u16::try_from(count.checked_ilog2().unwrap_or_default()).unwrap_or_default();
    let range = 2_u16 << power;
    let mut table = Vec::new();
    for value in [4, 16 + 8 * count, 0, count * 2, range, power, count * 2 - range] {
        table.extend(value.to_be_bytes());
    }
    all().for_each(|group| table.extend(low(group.last).to_be_bytes()));
    table.extend([0, 0]);
    all().for_each(|group| table.extend(low(group.first).to_be_bytes()));
    all().for_each(|group| table.extend(group.glyph.wrapping_sub(low(group.first)).to_be_bytes()));
    all().for_each(|_| table.extend([0, 0]));
    table
}

/// Family, style, full name and PostScript name, in English of the United States.
fn names(name: &str, family: &str) -> Vec<u8> {
    let entries = [(1_u16, family), (2, "Regular"), (4, name), (6, name)];
    let mut records = Vec::new();
    let mut strings: Vec<u8> = Vec::new();
    for (id, words) in entries {
        let start = u16::try_from(strings.len()).unwrap_or_default();
        strings.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
        let length = u16::try_from(strings.len()).unwrap_or_default().saturating_sub(start);
        for value in [3, 1, 0x409, id, length, start] {
            records.extend(u16::to_be_bytes(value));
        }
    }
    let mut table = Vec::new();
    for value in [0, 4, 6 + 4 * 12] {
        table.extend(u16::to_be_bytes(value));
    }
    table.extend(records);
    table.extend(strings);
    table
}

/// No names of glyphs (version 3).
fn post() -> Vec<u8> {
    let mut table = 0x0003_0000_u32.to_be_bytes().to_vec();
    table.resize(32, 0);
    table
}
