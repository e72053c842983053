//! The one note of Exif that is kept: which way up a picture is (Exif 2.3 §4.6.2, TIFF 6.0 §2). Must not know JPEG
//! beyond the segment that holds it.

use super::PictureTurn;

/// What the segment begins with.
const NAME: &[u8] = b"Exif\0\0";
/// The tag of the turn.
const ORIENTATION: u16 = 0x0112;

/// The turn that the content of an APP1 segment states; `None` where it is no Exif or states none.
pub(super) fn turn(segment: &[u8]) -> Option<PictureTurn> {
    let tiff = segment.strip_prefix(NAME)?;
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
    };
    let first = long(4)?;
    let count = usize::from(short(first)?);
    let entry = |number: usize| first.checked_add(2 + 12 * number);
    let found = (0..count).filter_map(entry).find(|at| short(*at) == Some(ORIENTATION))?;
    PictureTurn::of_exif(short(found.checked_add(8)?)?)
}

/// A whole APP1 segment that states nothing but the turn.
pub(super) fn segment(turn: PictureTurn) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xe1, 0, 34];
    bytes.extend_from_slice(NAME);
    // Big-endian; one entry: a SHORT, once, with its value; no further directory.
    bytes.extend_from_slice(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    bytes.extend_from_slice(&[turn.exif(), 0, 0, 0, 0, 0, 0]);
    bytes
}
