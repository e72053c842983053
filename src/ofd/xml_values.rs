//! Numbers and text as OFD writes them: lengths in millimetres, from the upper left.

use crate::layout::{Colour, Length};
use crate::ooxml::escape::{entity, is_legal};

/// The identifiers of a document, each once (GB/T 33190 §7.3, ST_ID).
#[derive(Debug, Default)]
pub(super) struct ObjectIds(u32);

impl ObjectIds {
    /// A new one.
    pub(super) const fn next(&mut self) -> u32 {
        self.0 = self.0.saturating_add(1);
        self.0
    }

    /// The greatest so far.
    pub(super) const fn last(&self) -> u32 {
        self.0
    }
}

/// A length in ten-thousandths of a millimetre, to the nearest; 1/1000 pt is 127/36 of them.
pub(super) const fn units(length: Length) -> i64 {
    (length.thousandths() as i64 * 127 * 2 + 36).div_euclid(36 * 2)
}

/// Ten-thousandths of a millimetre as millimetres, without trailing zeros.
pub(super) fn number(units: i64) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let (whole, part) = (units.unsigned_abs() / 10_000, units.unsigned_abs() % 10_000);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{part:04}").trim_end_matches('0').to_owned()
}

/// A length in millimetres.
pub(super) fn millimetres(length: Length) -> String {
    number(units(length))
}

/// A side of the paper, to the hundredth of a millimetre: points do not divide A4 evenly.
pub(super) fn side(length: Length) -> String {
    number((units(length) + 50).div_euclid(100) * 100)
}

/// Text with the characters escaped that XML reserves. Characters that XML does not allow become
/// U+FFFD, since the positions of the others are counted.
pub(super) fn text(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\t' | '\n' | '\r' => text.push_str(&format!("&#{};", u32::from(character))),
            other => match entity(other) {
                Some(entity) => text.push_str(entity),
                None => text.push(if is_legal(other) { other } else { '\u{fffd}' }),
            },
        }
    }
    text
}

/// A colour's value in RGB, each channel 0 to 255 (§8.3.2).
pub(super) fn colour(Colour(colour): Colour) -> String {
    let [_, red, green, blue] = colour.to_be_bytes();
    format!("{red} {green} {blue}")
}
