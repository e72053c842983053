//! Full-width forms of ASCII, as input methods and old documents write digits and punctuation. Knows no
//! text; each reader decides which characters it folds.

/// The ASCII form of a full-width character (U+FF01 to U+FF5E); any other character as it is.
pub fn narrow(character: char) -> char {
    match u32::from(character) {
        // One block of Unicode in the order of the other.
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(character),
        _ => character,
    }
}
