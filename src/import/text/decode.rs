//! Bytes → characters. Knows encodings; must not know what the text says.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

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
    let decoded = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => decode_as(encoding, bytes.get(mark..).unwrap_or_default()),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => DecodedText::of(Cow::Borrowed(text)),
            Err(_) => decode_as(GB18030, bytes),
        },
    };
    let text = &decoded.text;
    let few_broken = decoded.broken == 0 || decoded.broken.saturating_mul(20) <= text.chars().count();
    (few_broken && !text.contains('\0')).then_some(decoded)
}

impl<'a> DecodedText<'a> {
    fn of(text: Cow<'a, str>) -> DecodedText<'a> {
        let broken = text.matches('\u{fffd}').count();
        DecodedText { text, broken }
    }
}

/// Decodes in an encoding that the source names.
pub(in crate::import) fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> DecodedText<'a> {
    let (mut text, _) = encoding.decode_without_bom_handling(bytes);
    if encoding == GB18030 && text.contains(|one| FORMERLY_PRIVATE.iter().any(|(private, _)| *private == one)) {
        let meant = |one| FORMERLY_PRIVATE.iter().find(|(private, _)| *private == one).map_or(one, |(_, meant)| *meant);
        text = text.chars().map(meant).collect::<String>().into();
    }
    DecodedText::of(text)
}

/// Whether the bytes are UTF-16 with a mark, as spreadsheets save text with tabs.
pub(in crate::import) fn is_utf_16(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding == UTF_16LE || encoding == UTF_16BE)
}
