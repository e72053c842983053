//! The system that a zip package says it was made on. Must not know what is in a part.

/// `central file header signature` (APPNOTE.TXT of the zip format, 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";
/// `end of central directory record`, without a comment (4.3.16).
const END: usize = 22;
/// UNIX, as the upper byte of `version made by` (4.4.2.2).
const UNIX: u8 = 3;

/// Lets every entry of a package say that it was made on Unix, so that a library which writes the system that it runs on
/// gives the same bytes everywhere. A package whose directory is not where it must be is left as it is.
pub(crate) fn unify_origin(package: &mut [u8]) {
    let Some(end) = package.len().checked_sub(END).and_then(|at| package.get(at..)) else { return };
    let Some(offset) = end.get(16..20).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes) else { return };
    let Ok(mut at) = usize::try_from(offset) else { return };
    while let Some(entry) = package.get_mut(at..).filter(|entry| entry.starts_with(ENTRY)) {
        let length = |place: usize| {
            let two = entry.get(place..place + 2).and_then(|two| two.try_into().ok());
            two.map_or(0, |two| usize::from(u16::from_le_bytes(two)))
        };
        let next = 46 + length(28) + length(30) + length(32);
        if let Some(system) = entry.get_mut(5) {
            *system = UNIX;
        }
        at += next;
    }
}
