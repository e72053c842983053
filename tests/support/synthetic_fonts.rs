//! Fonts made for a test from one of the bundle's: other names, another permission, other
//! characters; alone in a file or several in a collection.

/// What is to be changed in a font.
pub struct Made<'a> {
    /// The family, in Chinese and English alike.
    pub family: &'a str,
    /// The PostScript name.
    pub name: &'a str,
    /// `OS/2.fsType`.
    pub permission: u16,
    /// The only characters that it has, each with its glyph; empty for those that it had.
    pub characters: &'a [(char, u32)],
}

/// `base` with those changes.
pub fn font(base: &[u8], made: &Made<'_>) -> Vec<u8> {
    let mut tables: Vec<([u8; 4], Vec<u8>)> = tables(base);
    for (tag, bytes) in &mut tables {
        match &*tag {
            b"name" => *bytes = names(made.family, made.name),
            b"OS/2" => bytes[8..10].copy_from_slice(&made.permission.to_be_bytes()),
            b"cmap" if !made.characters.is_empty() => *bytes = characters(made.characters),
            _ => {}
        }
    }
    file(&tables, 0)
}

/// Several fonts in one file.
pub fn collection(fonts: &[Vec<u8>]) -> Vec<u8> {
    let head = 12 + 4 * fonts.len();
    let mut bytes = b"ttcf\0\x01\0\0".to_vec();
    bytes.extend(number(fonts.len()));
    let mut at = head;
    let mut bodies = Vec::new();
    for font in fonts {
        bytes.extend(number(at));
        let body = file(&tables(font), at);
        at += body.len();
        bodies.push(body);
    }
    bytes.extend(bodies.concat());
    bytes
}

/// Fills a table with zeros.
pub fn blank_table(font: &mut [u8], tag: &[u8; 4]) {
    let record = (0..64).map(|number| 12 + 16 * number).find(|at| font[*at..*at + 4] == *tag).unwrap();
    let read = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) as usize;
    let (offset, length) = (read(record + 8), read(record + 12));
    font[offset..offset + length].fill(0);
}

fn tables(font: &[u8]) -> Vec<([u8; 4], Vec<u8>)> {
    let read = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) as usize;
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let table = |record: usize| {
        let (offset, length) = (read(record + 8), read(record + 12));
        (font[record..record + 4].try_into().unwrap(), font[offset..offset + length].to_vec())
    };
    (0..count).map(|number| table(12 + 16 * number)).collect()
}

/// A font file that begins at `start` of its file.
fn file(tables: &[([u8; 4], Vec<u8>)], start: usize) -> Vec<u8> {
    let mut bytes = vec![0, 1, 0, 0];
    bytes.extend(u16::try_from(tables.len()).unwrap().to_be_bytes());
    bytes.extend([0; 6]);
    let mut at = start + 12 + 16 * tables.len();
    for (tag, table) in tables {
        bytes.extend(tag);
        bytes.extend([0; 4]);
        bytes.extend(number(at).into_iter().chain(number(table.len())));
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        bytes.extend(table);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    bytes
}

/// A table `name` with the family (1), the full name (4) and the PostScript name (6), as Windows
/// keeps them.
fn names(family: &str, name: &str) -> Vec<u8> {
    let words = [(1_u16, family), (4, family), (6, name)];
    let texts = words.map(|(_, word)| word.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
    let mut bytes = Vec::new();
    let mut offset = 0;
    for field in [0, 3, 6 + 12 * 3] {
        bytes.extend(u16::to_be_bytes(field));
    }
    for ((id, _), text) in words.iter().zip(&texts) {
        let length = u16::try_from(text.len()).unwrap();
        for field in [3, 1, 0x0804, *id, length, offset] {
            bytes.extend(field.to_be_bytes());
        }
        offset += length;
    }
    bytes.extend(texts.concat());
    bytes
}

/// A table `cmap` of format 12.
fn characters(characters: &[(char, u32)]) -> Vec<u8> {
    let mut bytes: Vec<u8> = [0_u16, 1, 3, 10].into_iter().flat_map(u16::to_be_bytes).collect();
    bytes.extend(number(12));
    bytes.extend([0, 12, 0, 0]);
    bytes.extend(number(16 + 12 * characters.len()));
    bytes.extend(number(0).into_iter().chain(number(characters.len())));
    for (character, glyph) in characters {
        let code = u32::from(*character);
        bytes.extend([code, code, *glyph].into_iter().flat_map(u32::to_be_bytes));
    }
    bytes
}

fn number(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_be_bytes()
}
