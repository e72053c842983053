//! Compresses the streams of a file with the pure Rust encoder, whose output does not depend on the
//! processor. Must not know what is in them.

use std::io;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::Document;

/// The level of compression (zlib): level 9 takes 1.6 times as long for 0.1 % less.
pub(super) const LEVEL: u32 = 7;

/// The level for content streams of a long report: 1.3 % more bytes in two fifths of the time,
/// which would otherwise be the greatest share of the whole.
const LONG_REPORT_LEVEL: u32 = 6;

/// A report with at least this many pages is long.
const LONG_REPORT_PAGES: usize = 20;

/// Compresses the streams of a document with this number of pages.
///
/// # Errors
///
/// The encoder fails, which it never does in memory.
pub(super) fn compress_streams(document: &mut Document, pages: usize) -> io::Result<()> {
    // One encoder for each level: creating one costs as much as compressing a short stream.
    let mut encoder = Compress::new(Compression::new(LEVEL), true);
    let mut fast = Compress::new(Compression::new(LONG_REPORT_LEVEL), true);
    let streams = document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    for stream in streams.filter(|stream| stream.allows_compression) {
        let is_font = stream.dict.has(b"Length1");
        let encoder = if pages >= LONG_REPORT_PAGES && !is_font { &mut fast } else { &mut encoder };
        let compressed = compress(encoder, &stream.content)?;
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(compressed);
    }
    Ok(())
}

/// Bytes compressed at once, for what says itself how it is compressed.
///
/// # Errors
///
/// The encoder fails, which it never does in memory.
pub(super) fn compressed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    compress(&mut Compress::new(Compression::new(LEVEL), true), bytes)
}

/// Compresses the cross-reference stream, which lopdf writes uncompressed: it is a hundredth of a
/// short file. It is the last object, so no offset changes. A file that ends differently is
/// returned unchanged.
///
/// # Errors
///
/// The encoder fails, which it never does in memory.
pub(super) fn compress_cross_references(file: Vec<u8>) -> io::Result<Vec<u8>> {
    let Some((start, plain)) = last_stream(&file) else { return Ok(file) };
    let head = String::from_utf8_lossy(file.get(start..plain.start).unwrap_or_default()).into_owned();
    let length = format!("/Length {}>>stream\n", plain.len());
    let Some(head) = head.strip_suffix(&length) else { return Ok(file) };
    let mut encoder = Compress::new(Compression::new(LEVEL), true);
    let compressed = compress(&mut encoder, file.get(plain.clone()).unwrap_or_default())?;
    let mut whole = file.get(..start).unwrap_or_default().to_vec();
    whole.extend_from_slice(format!("{head}/Filter/FlateDecode/Length {}>>stream\n", compressed.len()).as_bytes());
    whole.extend_from_slice(&compressed);
    whole.extend_from_slice(file.get(plain.end..).unwrap_or_default());
    Ok(whole)
}

/// The start of the object that `startxref` names, and the byte range of its stream.
fn last_stream(file: &[u8]) -> Option<(usize, std::ops::Range<usize>)> {
    let find = |from: usize, word: &[u8]| {
        let at = file.get(from..)?.windows(word.len()).position(|window| window == word)?;
        Some(from + at)
    };
    let tail = file.len().saturating_sub(64);
    let mark = find(tail, b"startxref\n")? + b"startxref\n".len();
    let digits = file.get(mark..)?.split(|byte| *byte == b'\n').next()?;
    let start: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let begin = find(start, b"stream\n")? + b"stream\n".len();
    let head = std::str::from_utf8(file.get(start..begin)?).ok()?;
    let length: usize = head.rsplit("/Length ").next()?.strip_suffix(">>stream\n")?.parse().ok()?;
    Some((start, begin..begin.checked_add(length)?))
}

fn compress(encoder: &mut Compress, bytes: &[u8]) -> io::Result<Vec<u8>> {
    encoder.reset();
    let mut compressed = Vec::with_capacity(bytes.len() / 2 + 256);
    let mut rest = bytes;
    loop {
        let before = encoder.total_in();
        let status = encoder.compress_vec(rest, &mut compressed, FlushCompress::Finish)?;
        if status == Status::StreamEnd {
            return Ok(compressed);
        }
        let read = usize::try_from(encoder.total_in() - before).unwrap_or(0);
        rest = rest.get(read..).unwrap_or_default();
        compressed.reserve(compressed.capacity() + 256);
    }
}
