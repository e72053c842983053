//! Bytes → characters. Knows encodings; must not know what the text says.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

/// A decoded text.
pub(in crate::import) struct DecodedText<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The number of places that could not be decoded and became U+FFFD.
    pub broken: usize,
}

/// Decodes by the byte order mark; without one as UTF-8 if valid, else as GB18030. `None` if the
/// bytes are clearly not text.
pub(in crate::import) fn decode(bytes: &[u8]) -> Option<DecodedText<'_>> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
        None => (GB18030, bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(body);
    let broken = text.chars().filter(|character| *character == '\u{fffd}').count();
    let unprintable = text.chars().filter(|character| *character == '\0').count();
    let text_like = unprintable == 0 && broken.saturating_mul(20) <= text.chars().count();
    text_like.then_some(DecodedText { text, broken })
}
