//! Bytes → characters. Knows encodings; must not know what the text says.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded text.
pub(in crate::import) struct DecodedText<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The number of places that could not be decoded and became U+FFFD.
    pub broken: usize,
}

/// Characters of GB 18030 that encoding_rs 0.8.44 leaves in the private use area (bytes FE51, FE76, FE91),
/// and where they are since Unicode 3.1; glibc and ICU decode them so.
const FORMERLY_PRIVATE: [(char, char); 3] =
    [('\u{e816}', '\u{20087}'), ('\u{e83b}', '\u{2298f}'), ('\u{e855}', '\u{241fe}')];

/// Decodes by the byte order mark; without one as UTF-8 if valid, else as GB18030. `None` if the
/// bytes are clearly not text.
pub(in crate::import) fn decode(bytes: &[u8]) -> Option<DecodedText<'_>> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
        None => (GB18030, bytes),
    };
    let decoded = decode_as(encoding, body);
    let unprintable = decoded.text.chars().filter(|character| *character == '\0').count();
    let text_like = unprintable == 0 && decoded.broken.saturating_mul(20) <= decoded.text.chars().count();
    text_like.then_some(decoded)
}

/// Decodes in an encoding that the source names.
pub(in crate::import) fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> DecodedText<'a> {
    let (mut text, _) = encoding.decode_without_bom_handling(bytes);
    if encoding == GB18030 && text.contains(|one| FORMERLY_PRIVATE.iter().any(|(private, _)| *private == one)) {
        let meant = |one| FORMERLY_PRIVATE.iter().find(|(private, _)| *private == one).map_or(one, |(_, meant)| *meant);
        text = text.chars().map(meant).collect::<String>().into();
    }
    let broken = text.chars().filter(|character| *character == '\u{fffd}').count();
    DecodedText { text, broken }
}

/// Whether the bytes are UTF-16 with a mark, as spreadsheets save text with tabs.
pub(in crate::import) fn is_utf_16(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding == UTF_16LE || encoding == UTF_16BE)
}
