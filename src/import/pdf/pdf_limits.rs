//! Limits of a PDF, checked before its structure is parsed, and the only function that decompresses
//! its streams afterwards. The parser decompresses object streams and cross-reference streams by
//! itself and without limits; so every stream of the file is decompressed here once and the output
//! discarded. Streams with other filters than Flate may only be small, and none may have two
//! compressing filters.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Number, Stream};

use crate::import::ReadError;
use crate::limits::Limit;

/// The most bytes of all streams with the filters LZW, RunLength or an ASCII filter together. No
/// current program writes text with them.
const ODD: usize = 64 << 10;
/// The most columns, colours and bits of a predictor's rows.
const COLUMNS: f64 = 1_000_000.0;
const COLOURS: f64 = 32.0;
const BITS: f64 = 16.0;
/// The problem of streams with two compressing filters, which only decompression bombs have.
const TWICE: &str = "FlateDecode, FlateDecode";
/// The most inline images of one file; a page of text has none, and finding the end of each is
/// slow.
const INLINE: usize = 512;

/// The counts so far.
#[derive(Debug, Default)]
pub(super) struct PdfBudget {
    unpacked: u64,
    odd: usize,
    /// Bytes of maps of characters, which are slow to read.
    maps: usize,
}

/// Refuses a file with too many objects or too many decompressed bytes.
///
/// # Errors
///
/// The file is damaged or exceeds a limit.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    Limit::Objects.check(count(bytes, b" obj"))?;
    let mut budget = PdfBudget::default();
    // A dictionary lies between the last such word, be it within a stream, and its own.
    let mut before = 0;
    // Where the next end is: it is looked for once, however many streams have none.
    let mut next_end = None;
    while let Some(found) = find(bytes, before, b"stream") {
        let after = found + b"stream".len();
        let head = bytes.get(before..found).unwrap_or_default();
        before = after;
        if head.ends_with(b"end") {
            continue;
        }
        let end = match next_end.filter(|end| *end >= after) {
            Some(end) => end,
            None => find(bytes, after, b"endstream").unwrap_or(bytes.len()),
        };
        next_end = Some(end);
        let body = bytes.get(after..end).unwrap_or_default();
        let body = body.strip_prefix(b"\r").unwrap_or(body);
        let body = body.strip_prefix(b"\n").unwrap_or(body);
        budget.check(head, body)?;
    }
    Ok(())
}

impl PdfBudget {
    /// Counts a stream by its dictionary and its bytes.
    fn check(&mut self, head: &[u8], body: &[u8]) -> Result<(), ReadError> {
        let names = unescaped(head);
        let names = names.as_slice();
        let packed =
            count(names, b"/FlateDecode") + count(names, b"/Fl ") + count(names, b"/Fl/") + count(names, b"/Fl]");
        let ascii = count(names, b"/ASCII85") + count(names, b"/ASCIIHex");
        let odd = count(names, b"/LZW") + count(names, b"/RunLength") + count(names, b"/RL") + ascii;
        if packed > 1 {
            return Err(ReadError::broken("", TWICE));
        }
        if odd > 0 {
            return self.check_odd_filter(body.len());
        }
        let picture = count(names, b"/Image") > 0;
        let sink = &mut std::io::sink();
        let length = match is_zlib(body) {
            true => self.drain(ZlibDecoder::new(body), sink)?,
            false => self.drain(DeflateDecoder::new(body), sink)?,
        };
        // A blank scan has any ratio and is harmless.
        let packed = u64::try_from(body.len()).unwrap_or(u64::MAX);
        if picture { Ok(()) } else { Limit::check_ratio(length, packed, Limit::STREAM_RATIO_FROM) }
    }

    /// The bytes of a map of characters; empty if it has an image filter.
    ///
    /// # Errors
    ///
    /// The file is damaged or exceeds a limit.
    pub(super) fn map(&mut self, stream: &Stream) -> Result<Vec<u8>, ReadError> {
        let bytes = self.unpack(stream)?.unwrap_or_default();
        self.maps = self.maps.saturating_add(bytes.len());
        Limit::Stream.check(self.maps)?;
        Ok(bytes)
    }

    fn check_odd_filter(&mut self, length: usize) -> Result<(), ReadError> {
        self.odd = self.odd.saturating_add(length);
        if self.odd > ODD { Err(ReadError::broken("", "LZW, RunLength")) } else { Ok(()) }
    }

    /// Decompresses to `sink` until the end, an error or the limit; bytes before an error count.
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
        Limit::Inflated.check_u64(self.unpacked)?;
        Ok(length)
    }

    /// The bytes of a stream; `None` if it has an image filter.
    ///
    /// # Errors
    ///
    /// The file is damaged or exceeds a limit.
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
                self.check_odd_filter(raw.len())?;
                check_predictor(stream.dict())?;
                let Ok(bytes) = stream.decoded_data() else { return Ok(None) };
                bytes.into_owned()
            }
        };
        Limit::Stream.check(bytes.len())?;
        Ok(Some(bytes))
    }
}

/// Refuses a content stream with too many inline images.
///
/// # Errors
///
/// The file is damaged or exceeds a limit.
pub(super) fn check_inline_images(content: &[u8]) -> Result<(), ReadError> {
    if count(content, b"EI") > INLINE { Err(ReadError::Beyond(Limit::Operators)) } else { Ok(()) }
}

/// Refuses rows of a predictor (ISO 32000-1 §7.4.4.4) that no picture has, let alone a text: hayro-syntax 0.9.0 computes
/// their length without looking whether it can be held.
fn check_predictor(dict: &Dict<'_>) -> Result<(), ReadError> {
    let is_large = |parameters: &Dict<'_>| {
        let of = |key: &str| parameters.get::<Number>(key).map_or(1.0, |number| number.as_f64());
        !(1.0..=COLUMNS).contains(&of("Columns")) || of("Colors") > COLOURS || of("BitsPerComponent") > BITS
    };
    for key in ["DecodeParms", "DP"] {
        let single = dict.get::<Dict<'_>>(key);
        let several = dict.get::<Array<'_>>(key);
        let mut all = single.into_iter().chain(several.iter().flat_map(|all| all.iter::<Dict<'_>>()));
        if all.any(|parameters| is_large(&parameters)) {
            return Err(ReadError::broken("", "Predictor"));
        }
    }
    Ok(())
}

/// Whether a filter decompresses.
const fn is_packing(filter: Filter) -> bool {
    matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode)
}

/// Whether bytes begin with a zlib header (RFC 1950).
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => method & 0x0f == 8 && (u16::from(*method) * 256 + u16::from(*flags)).is_multiple_of(31),
        _ => false,
    }
}

/// `#4c` → `L`: decodes the escapes of a name.
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

// Arrays of a known length are compared much faster than slices.

fn count<const N: usize>(bytes: &[u8], wanted: &[u8; N]) -> usize {
    bytes.array_windows().filter(|window| *window == wanted).count()
}

fn find<const N: usize>(bytes: &[u8], from: usize, wanted: &[u8; N]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.array_windows().position(|window| window == wanted).map(|at| from + at)
}
