//! How the bytes of a part are written (RFC 2045 §6): base64, quoted-printable, or as they are.

use std::borrow::Cow;

use crate::import::ReadError;
use crate::limits::Limit;
use crate::ooxml::base64;

/// How the bytes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TransferEncoding {
    /// As they are: 7bit, 8bit, binary.
    #[default]
    Plain,
    /// In base64.
    Base64,
    /// Quoted-printable.
    Quoted,
}

impl TransferEncoding {
    /// The encoding of this name; an unknown one is read as it is.
    pub(super) fn of(name: &str) -> TransferEncoding {
        match name.trim().to_ascii_lowercase().as_str() {
            "base64" => TransferEncoding::Base64,
            "quoted-printable" => TransferEncoding::Quoted,
            _ => TransferEncoding::Plain,
        }
    }
}

/// The bytes of a body that is a page.
///
/// # Errors
///
/// They are more than a page may have.
pub(super) fn decoded(encoding: TransferEncoding, body: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    let most = Limit::Page.most();
    let bytes: Cow<'_, [u8]> = match encoding {
        TransferEncoding::Plain => body.into(),
        // Four characters for three bytes, and an end of line for every few of them.
        TransferEncoding::Base64 if body.len() / 2 > most => return Err(ReadError::Beyond(Limit::Page)),
        TransferEncoding::Base64 => base64::decoded(body).into(),
        TransferEncoding::Quoted => unquoted(body, most).into(),
    };
    Limit::Page.check(bytes.len())?;
    Ok(bytes)
}

/// Quoted-printable: `=E4` is a byte, `=` at the end of a line joins it with the next. What is not written by the
/// rules stays as it is. Ends soon after `most` bytes.
fn unquoted(body: &[u8], most: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len().min(most));
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if bytes.len() > most {
            break;
        }
        let end = line.len() - line.iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
        let text = line.get(..end).unwrap_or_default();
        let (text, joins) = match text.strip_suffix(b"=") {
            Some(text) => (text, true),
            None => (text, false),
        };
        let mut rest = text;
        while let Some((first, after)) = rest.split_first().filter(|_| bytes.len() <= most) {
            let byte = match (*first, after) {
                (b'=', [high, low, ..]) => hexadecimal(*high, *low),
                _ => None,
            };
            bytes.push(byte.unwrap_or(*first));
            rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
        }
        if !joins && line.ends_with(b"\n") {
            bytes.push(b'\n');
        }
    }
    bytes
}

fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? << 4 | digit(low)?)
}
