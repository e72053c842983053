//! A PNG file as chunks (ISO/IEC 15948): its size, the same image without what only describes it, and its compressed
//! rows where a PDF can take them as they are. Must not know how it is decoded.

use super::held_picture::{PictureProblem, Size};

/// What a PNG file says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PngHead {
    pub size: Size,
    depth: u8,
    colour: u8,
    is_interlaced: bool,
}

/// The rows of a picture as they are compressed in its file, for a PDF, which knows the same compression and the same
/// prediction of rows (ISO 32000-1 §7.4.4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompressedRows {
    /// The compressed rows.
    pub bytes: Vec<u8>,
    /// Bits of each part of a dot.
    pub depth: u8,
    /// Parts of a dot: 3 for red, green and blue, 1 for grey or a number in the palette.
    pub parts: u8,
    /// The colours of the palette, three bytes each; empty where there is none.
    pub palette: Vec<u8>,
}

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The chunks that make up the image.
const IMAGE: [&[u8]; 5] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"];

/// Whether the bytes begin as a PNG file does.
pub(super) fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// What the file says of itself.
///
/// # Errors
///
/// It is damaged.
pub(super) fn head(bytes: &[u8]) -> Result<PngHead, PictureProblem> {
    let first = chunks(bytes).next().ok_or(PictureProblem::Damaged)??;
    let &[w1, w2, w3, w4, h1, h2, h3, h4, depth, colour, 0, 0, interlace @ (0 | 1)] = first.content else {
        return Err(PictureProblem::Damaged);
    };
    if first.name != b"IHDR" {
        return Err(PictureProblem::Damaged);
    }
    let size = Size { width: u32::from_be_bytes([w1, w2, w3, w4]), height: u32::from_be_bytes([h1, h2, h3, h4]) };
    Ok(PngHead { size, depth, colour, is_interlaced: interlace == 1 })
}

/// The same image without notes, profiles and times.
///
/// # Errors
///
/// The file is damaged or breaks off.
pub(super) fn stripped(bytes: &[u8]) -> Result<Vec<u8>, PictureProblem> {
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(SIGNATURE);
    for chunk in chunks(bytes) {
        let chunk = chunk?;
        if IMAGE.contains(&chunk.name) {
            kept.extend_from_slice(chunk.whole);
        }
        if chunk.name == b"IEND" {
            return Ok(kept);
        }
    }
    Err(PictureProblem::Damaged)
}

/// The compressed rows, where they are neither interlaced nor transparent nor of 16 bits.
pub(super) fn compressed_rows(bytes: &[u8]) -> Option<CompressedRows> {
    let head = head(bytes).ok()?;
    let parts = match head.colour {
        0 | 3 => 1,
        2 => 3,
        _ => return None,
    };
    if head.is_interlaced || head.depth > 8 {
        return None;
    }
    let mut rows = CompressedRows { bytes: Vec::new(), depth: head.depth, parts, palette: Vec::new() };
    for chunk in chunks(bytes) {
        let chunk = chunk.ok()?;
        match chunk.name {
            b"tRNS" => return None,
            b"PLTE" if head.colour == 3 => chunk.content.clone_into(&mut rows.palette),
            b"IDAT" => rows.bytes.extend_from_slice(chunk.content),
            _ => {}
        }
    }
    let has_palette = !rows.palette.is_empty() && rows.palette.len().is_multiple_of(3);
    (!rows.bytes.is_empty() && (head.colour != 3 || has_palette)).then_some(rows)
}

struct PngChunk<'a> {
    name: &'a [u8],
    content: &'a [u8],
    whole: &'a [u8],
}

fn chunks(bytes: &[u8]) -> impl Iterator<Item = Result<PngChunk<'_>, PictureProblem>> {
    let mut rest = bytes.strip_prefix(SIGNATURE);
    std::iter::from_fn(move || {
        let here = rest.take().filter(|rest| !rest.is_empty())?;
        let Some((chunk, after)) = chunk(here) else { return Some(Err(PictureProblem::Damaged)) };
        rest = (chunk.name != b"IEND").then_some(after);
        Some(Ok(chunk))
    })
}

fn chunk(bytes: &[u8]) -> Option<(PngChunk<'_>, &[u8])> {
    let length: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    let end = usize::try_from(u32::from_be_bytes(length)).ok()?.checked_add(8)?;
    let whole_end = end.checked_add(4)?;
    let chunk = PngChunk { name: bytes.get(4..8)?, content: bytes.get(8..end)?, whole: bytes.get(..whole_end)? };
    Some((chunk, bytes.get(whole_end..)?))
}
