//! Base64 → bytes (RFC 4648), as flat packages and mail bodies hold binary parts. Must not know what
//! the bytes are.

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
