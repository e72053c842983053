//! Base64 ⇄ bytes (RFC 4648), as flat packages, mail bodies, web pages and drafts hold binary parts. Must not
//! know what the bytes are.

/// The characters of the alphabet.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `bytes` as Base64 with padding, without ends of line.
pub(crate) fn encoded(bytes: &[u8]) -> String {
    let mut text = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    append(bytes, &mut text);
    // The alphabet is ASCII.
    String::from_utf8(text).unwrap_or_default()
}

/// Appends the same to `text`, which may be a file of megabytes.
pub(crate) fn append(bytes: &[u8], text: &mut Vec<u8>) {
    text.reserve(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4_usize {
            let value = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or(0);
            let character = if place > group.len() { b'=' } else { ALPHABET.get(value).copied().unwrap_or(b'=') };
            text.push(character);
        }
    }
}

/// The bytes that `text` encodes. White space is skipped; reading ends at the padding or at a character that
/// is not of the alphabet, as mail programs do.
pub(crate) fn decoded(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for one in text.iter().copied().filter(|one| !one.is_ascii_whitespace()) {
        let Some(value) = value(one) else { break };
        buffer = (buffer << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.extend(u8::try_from((buffer >> bits) & 0xff));
            buffer &= (1 << bits) - 1;
        }
    }
    bytes
}

/// The six bits of a character.
const fn value(one: u8) -> Option<u8> {
    Some(match one {
        b'A'..=b'Z' => one - b'A',
        b'a'..=b'z' => one - b'a' + 26,
        b'0'..=b'9' => one - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}
