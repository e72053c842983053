//! What a PDF may cost, found out before its structure is read, and the one way in which its
//! streams are unpacked afterwards. The reader of the structure unpacks streams of objects and of
//! cross-references by itself and without bounds; so every stream of the file is unpacked once
//! here, to nowhere, and those that pack in other ways than zlib may only be small, and none may pack twice.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;

use crate::import::ReadError;
use crate::limits::Limit;

/// Packed bytes of all streams together that are packed by LZW or run lengths, or written out in
/// ASCII besides. No program of this century packs text so.
const ODD: usize = 64 << 10;
/// What is said of streams that are packed twice, as only bombs are.
const TWICE: &str = "FlateDecode, FlateDecode";
/// Inline pictures of one file; a page of text has none, and each is searched for its end.
const INLINE: usize = 512;

/// What has been unpacked so far.
#[derive(Debug, Default)]
pub(super) struct PdfBudget {
    unpacked: u64,
    odd: usize,
}

/// Refuses a file that has too many objects or unpacks to too much.
pub(super) fn hold(bytes: &[u8]) -> Result<(), ReadError> {
    Limit::Objects.hold(count(bytes, b" obj"))?;
    let mut budget = PdfBudget::default();
    let mut before = 0;
    let mut at = 0;
    while let Some(found) = find(bytes, at, b"stream") {
        let after = found + b"stream".len();
        at = after;
        let head = bytes.get(before..found).unwrap_or_default();
        if head.ends_with(b"end") {
            before = after;
            continue;
        }
        let body = bytes.get(after..).unwrap_or_default();
        let body = body.strip_prefix(b"\r").unwrap_or(body);
        let body = body.strip_prefix(b"\n").unwrap_or(body);
        let end = find(body, 0, b"endstream").unwrap_or(body.len());
        let body = body.get(..end).unwrap_or_default();
        budget.hold(head, body)?;
    }
    Ok(())
}

impl PdfBudget {
    /// Counts a stream of the file by what stands before it and in it.
    fn hold(&mut self, head: &[u8], body: &[u8]) -> Result<(), ReadError> {
        let names = unescaped(head);
        let has = |name: &[u8]| count(&names, name);
        let packed = has(b"/FlateDecode") + has(b"/Fl ") + has(b"/Fl/") + has(b"/Fl]");
        let odd = has(b"/LZW") + has(b"/RunLength") + has(b"/RL") + has(b"/ASCII85") + has(b"/ASCIIHex");
        if packed > 1 {
            return Err(ReadError::broken("", TWICE));
        }
        if odd > 0 {
            return self.hold_odd(body.len());
        }
        let picture = has(b"/Image") > 0;
        let sink = &mut std::io::sink();
        let length = match is_zlib(body) {
            true => self.drain(ZlibDecoder::new(body), sink)?,
            false => self.drain(DeflateDecoder::new(body), sink)?,
        };
        // A blank scan unpacks to any multiple of itself and is harmless.
        if picture { Ok(()) } else { Limit::hold_ratio(length, u64::try_from(body.len()).unwrap_or(u64::MAX)) }
    }

    fn hold_odd(&mut self, length: usize) -> Result<(), ReadError> {
        self.odd = self.odd.saturating_add(length);
        if self.odd > ODD { Err(ReadError::broken("", "LZW, RunLength")) } else { Ok(()) }
    }

    /// Unpacks to `sink` until the end, an error or the limit; what came before an error counts.
    fn drain(&mut self, source: impl Read, sink: &mut dyn std::io::Write) -> Result<u64, ReadError> {
        let most = u64::try_from(Limit::Inflated.most()).unwrap_or(u64::MAX);
        let mut source = source.take(most.saturating_sub(self.unpacked).saturating_add(1));
        let mut buffer = [0; 1 << 14];
        let mut length = 0_u64;
        while let Ok(count @ 1..) = source.read(&mut buffer) {
            length = length.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
            let _ = sink.write_all(buffer.get(..count).unwrap_or_default());
        }
        self.unpacked = self.unpacked.saturating_add(length);
        Limit::Inflated.hold_u64(self.unpacked)?;
        Ok(length)
    }

    /// The bytes of a stream; `None` where it is packed as pictures are.
    pub(super) fn unpack(&mut self, stream: &Stream) -> Result<Option<Vec<u8>>, ReadError> {
        let raw = stream.raw_data();
        let filters = stream.filters();
        let plain = !stream.dict().contains_key("DecodeParms") && !stream.dict().contains_key("DP");
        let bytes = match filters.as_slice() {
            [] => raw.into_owned(),
            [Filter::FlateDecode] if plain => {
                let mut bytes = Vec::new();
                let most = u64::try_from(Limit::Stream.most()).unwrap_or(u64::MAX).saturating_add(1);
                match is_zlib(&raw) {
                    true => self.drain(ZlibDecoder::new(&*raw).take(most), &mut bytes)?,
                    false => self.drain(DeflateDecoder::new(&*raw).take(most), &mut bytes)?,
                };
                bytes
            }
            filters => {
                if filters.iter().filter(|filter| is_packing(**filter)).count() > 1 {
                    return Err(ReadError::broken("", TWICE));
                }
                self.hold_odd(raw.len())?;
                let Ok(bytes) = stream.decoded_data() else { return Ok(None) };
                bytes.into_owned()
            }
        };
        Limit::Stream.hold(bytes.len())?;
        Ok(Some(bytes))
    }
}

/// Refuses drawing operators with more inline pictures than a text has.
pub(super) fn hold_inline(content: &[u8]) -> Result<(), ReadError> {
    if count(content, b"EI") > INLINE { Err(ReadError::Beyond(Limit::Operators)) } else { Ok(()) }
}

/// Whether a filter makes more of what it is given.
const fn is_packing(filter: Filter) -> bool {
    matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode)
}

/// Whether bytes begin as zlib's do (RFC 1950).
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => method & 0x0f == 8 && (u16::from(*method) * 256 + u16::from(*flags)).is_multiple_of(31),
        _ => false,
    }
}

/// `#4c` → `L`: names may hide their letters.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        let escaped = match after {
            [high, low, ..] if *first == b'#' => digit(high).zip(digit(low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                plain.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
            }
            None => plain.push(*first),
        }
    }
    plain
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).filter(|window| *window == wanted).count()
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(wanted.len()).position(|window| window == wanted).map(|at| from + at)
}
