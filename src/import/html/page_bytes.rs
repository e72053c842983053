//! The bytes of a page, and of a large one the data that are written into it in Base64 (`data:` addresses, RFC 2397)
//! apart from the rest: pictures may be as large as a report has them, words and tags not. They are told apart before
//! anything is decoded or parsed, so that only the rest is copied. Must not know encodings or elements.

use std::borrow::Cow;

use super::page_source::VALUE;
use crate::import::ReadError;
use crate::limits::Limit;

/// What stands before the data of an address.
const MARK: &[u8] = b";base64,";
/// What an address of data begins with.
const SCHEME: &[u8] = b"data:";
/// How far before the mark an address may begin, in bytes.
const HEAD: usize = 128;

/// A page as it is read.
#[derive(Debug)]
pub(super) struct PageBytes<'a> {
    /// The page; of a large one without the rest of long data, each of which stays longer than [`VALUE`].
    pub words: Cow<'a, [u8]>,
    /// The addresses whose data were cut, whole, in order; none unless the page is large.
    pub data: Vec<&'a [u8]>,
}

impl<'a> PageBytes<'a> {
    /// Takes a page.
    ///
    /// # Errors
    ///
    /// It exceeds a limit.
    pub(super) fn of(bytes: &'a [u8]) -> Result<PageBytes<'a>, ReadError> {
        if Limit::Page.check(bytes.len()).is_ok() {
            return Ok(PageBytes { words: bytes.into(), data: Vec::new() });
        }
        Limit::PicturePage.check(bytes.len())?;
        let (mut words, mut data) = (Vec::new(), Vec::new());
        let (mut from, mut at) = (0, 0);
        while let Some(mark) = find(bytes, MARK, at) {
            at = mark + MARK.len();
            let Some(begin) = address(bytes, mark) else { continue };
            // Only in quotes may an address go on in the next line.
            let is_quoted = begin.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(|one| b"\"'".contains(one));
            let rest = bytes.get(at..).unwrap_or_default();
            let length = rest.iter().take_while(|one| is_data(**one, is_quoted)).count();
            if length > VALUE + 1 {
                words.extend_from_slice(bytes.get(from..=at + VALUE).unwrap_or_default());
                from = at + length;
                data.extend(bytes.get(begin..from));
            }
            at += length;
            // Before more is copied than the rest may have.
            check_rest(words.len())?;
        }
        check_rest(words.len().saturating_add(bytes.len().saturating_sub(from)))?;
        words.extend_from_slice(bytes.get(from..).unwrap_or_default());
        Ok(PageBytes { words: words.into(), data })
    }

    /// Whether the page is larger than a page without pictures may be.
    pub(super) const fn is_large(&self) -> bool {
        matches!(self.words, Cow::Owned(_))
    }
}

/// Refuses a large page with more than pictures.
fn check_rest(bytes: usize) -> Result<(), ReadError> {
    if Limit::PageRest.check(bytes).is_ok() { Ok(()) } else { Err(ReadError::Beyond(Limit::Page)) }
}

/// Where `words` stand from `at` on.
fn find(bytes: &[u8], words: &[u8], at: usize) -> Option<usize> {
    let first = *words.first()?;
    let mut at = at;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(words) {
            return Some(at);
        }
        at += 1;
    }
}

/// Where the address begins whose mark is at `mark`.
fn address(bytes: &[u8], mark: usize) -> Option<usize> {
    let from = mark.saturating_sub(HEAD);
    let found = bytes.get(from..mark)?.windows(SCHEME.len()).rposition(|window| window == SCHEME)?;
    Some(from + found)
}

/// Whether a byte belongs to the data.
const fn is_data(byte: u8, is_quoted: bool) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
        || (is_quoted && matches!(byte, b'\n' | b'\r'))
}
