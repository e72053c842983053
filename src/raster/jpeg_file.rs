//! A JPEG file as segments (ITU-T T.81 annex B): its size and colours, and the same image without what only
//! describes it. Must not know how it is decoded.

use super::held_picture::{PictureProblem, Size};
use super::{PictureTurn, exif};

/// What a JPEG file says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct JpegHead {
    pub size: Size,
    /// How many colours each dot has: 1, 3 or 4.
    pub colours: u8,
    pub turn: PictureTurn,
}

/// What a JPEG file begins with.
const START: &[u8] = &[0xff, 0xd8];

/// Whether the bytes begin as a JPEG file does.
pub(super) fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xd8, 0xff])
}

/// What the file says of itself.
///
/// # Errors
///
/// It is damaged, or of a kind that no PDF reader knows.
pub(super) fn head(bytes: &[u8]) -> Result<JpegHead, PictureProblem> {
    let (mut frame, mut turn) = (None, PictureTurn::default());
    for segment in segments(bytes) {
        let JpegSegment { marker, content, .. } = segment?;
        match marker {
            // Baseline, extended and progressive with Huffman codes: what PDF readers know (ISO 32000-1 §7.4.8).
            0xc0..=0xc2 => {
                let &[depth, h1, h2, w1, w2, colours, ..] = content else { return Err(PictureProblem::Damaged) };
                if depth != 8 || !matches!(colours, 1 | 3 | 4) {
                    return Err(PictureProblem::Unsupported);
                }
                let size = Size { width: be(w1, w2), height: be(h1, h2) };
                frame = Some((size, colours));
            }
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return Err(PictureProblem::Unsupported),
            0xe1 => turn = exif::turn(content).unwrap_or(turn),
            _ => {}
        }
    }
    let (size, colours) = frame.ok_or(PictureProblem::Damaged)?;
    Ok(JpegHead { size, colours, turn })
}

/// The same image without notes: of the APP segments those of JFIF and Adobe are kept, which say what the colours are;
/// the turn is written down anew where it is asked for.
///
/// # Errors
///
/// The file is damaged.
pub(super) fn stripped(bytes: &[u8], turn: PictureTurn) -> Result<Vec<u8>, PictureProblem> {
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(START);
    if !turn.is_none() {
        kept.extend(exif::segment(turn));
    }
    for segment in segments(bytes) {
        let JpegSegment { marker, content, whole, rest } = segment?;
        let is_adobe = marker == 0xee && content.starts_with(b"Adobe");
        if let (0xe0, Some(jfif)) = (marker, content.get(..JFIF).filter(|head| head.starts_with(b"JFIF\0"))) {
            // Without the small picture that may follow.
            kept.extend_from_slice(&[0xff, 0xe0, 0, 16]);
            kept.extend_from_slice(jfif);
            kept.extend_from_slice(&[0, 0]);
        } else if is_adobe || !matches!(marker, 0xe0..=0xef | 0xfe) {
            kept.extend_from_slice(whole);
        }
        if marker == SCAN {
            // What follows the end of the image, such as a second picture of a telephone, is none of it.
            kept.extend_from_slice(rest.get(..end_of_image(rest)).unwrap_or(rest));
        }
    }
    Ok(kept)
}

/// The bytes of JFIF's segment before its small picture.
const JFIF: usize = 12;

/// The marker of a scan, after which the image's own data come.
const SCAN: u8 = 0xda;

struct JpegSegment<'a> {
    marker: u8,
    content: &'a [u8],
    whole: &'a [u8],
    /// What follows it.
    rest: &'a [u8],
}

/// The segments up to the first scan.
fn segments(bytes: &[u8]) -> impl Iterator<Item = Result<JpegSegment<'_>, PictureProblem>> {
    let mut rest = bytes.strip_prefix(START);
    std::iter::from_fn(move || {
        let here = rest.take()?;
        match segment(here) {
            Some(one) => {
                rest = (one.marker != SCAN).then_some(one.rest);
                Some(Ok(one))
            }
            None => Some(Err(PictureProblem::Damaged)),
        }
    })
}

fn segment(bytes: &[u8]) -> Option<JpegSegment<'_>> {
    // Any number of bytes may fill the place before a marker (ITU-T T.81 §B.1.1.2).
    let fills = bytes.iter().take_while(|byte| **byte == 0xff).count();
    let bytes = bytes.get(fills.checked_sub(1)?..)?;
    let &[0xff, marker, ..] = bytes else { return None };
    let &[_, _, l1, l2, ..] = bytes else { return None };
    let end = usize::from(be_short(l1, l2)).checked_add(2)?;
    let content = bytes.get(4..end)?;
    Some(JpegSegment { marker, content, whole: bytes.get(..end)?, rest: bytes.get(end..)? })
}

/// Where the image ends in what follows the first scan's head: behind its end marker, or with the bytes.
fn end_of_image(rest: &[u8]) -> usize {
    rest.windows(2).position(|pair| pair == [0xff, 0xd9]).map_or(rest.len(), |at| at + 2)
}

fn be_short(high: u8, low: u8) -> u16 {
    u16::from_be_bytes([high, low])
}

fn be(high: u8, low: u8) -> u32 {
    u32::from(be_short(high, low))
}
