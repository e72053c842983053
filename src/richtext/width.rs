//! Full-width forms of ASCII, as input methods and old documents write digits and punctuation. Must
//! not know texts; each reader decides which characters it folds.

/// The ASCII form of a full-width character (U+FF01 to U+FF5E); any other character as it is.
pub fn narrow(character: char) -> char {
    match u32::from(character) {
        // The two blocks of Unicode have the same order.
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(character),
        _ => character,
    }
}
