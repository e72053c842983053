//! The seal of a PDF of ours: its file identifier is a digest over all other bytes of the file. Where it does not fit,
//! somebody has saved the file since, whatever its metadata say. Must not know what is in the file.

use crate::content_hash::Sha256Hash;

/// The first bytes of the identifier, in hexadecimal digits: files of versions that hashed only the streams lack them.
const MARK: &str = "6E69616E";
/// The hexadecimal digits of the identifier, which has 16 bytes (ISO 32000-1 §14.4).
const DIGITS: usize = 32;
/// What stands before the two identifiers in the trailer.
const KEY: &[u8] = b"/ID[<";

/// Writes the seal in the place of the identifiers, both of which are the same in a file that is written for the first
/// time. A file without them is left as it is.
pub(super) fn seal(file: &mut [u8]) {
    let Some(places) = places(file) else { return };
    let own = digits(file, places);
    for place in places {
        if let Some(digits) = file.get_mut(place..place + DIGITS) {
            digits.copy_from_slice(own.as_bytes());
        }
    }
}

/// Whether the bytes fit the seal; `None` where there is none, as in files of earlier versions and of other programs. A
/// program that writes a file anew keeps its first identifier.
pub fn is_intact(file: &[u8]) -> Option<bool> {
    let Some(places) = places(file) else {
        // Written otherwise than here, perhaps in small letters or with spaces.
        let lower = MARK.to_lowercase();
        let binary = [b"(".as_slice(), b"nian"].concat();
        let marks = [MARK.as_bytes(), lower.as_bytes()].map(|mark| [b"<".as_slice(), mark].concat());
        let has = |words: &[u8]| {
            let ids = file.windows(3).enumerate().filter(|(_, window)| *window == b"/ID");
            ids.into_iter().any(|(at, _)| {
                let near = file.get(at..file.len().min(at + 16)).unwrap_or_default();
                near.windows(words.len()).any(|window| window == words)
            })
        };
        return marks.iter().any(|mark| has(mark)).then_some(false).or_else(|| has(&binary).then_some(false));
    };
    let [first, second] = places.map(|place| file.get(place..place + DIGITS).unwrap_or_default());
    let is_sealed = first.to_ascii_uppercase().starts_with(MARK.as_bytes());
    is_sealed.then(|| first == second && first == digits(file, places).as_bytes())
}

/// Where the digits of the two identifiers are.
fn places(file: &[u8]) -> Option<[usize; 2]> {
    let first = file.windows(KEY.len()).rposition(|window| window == KEY)? + KEY.len();
    let second = first + DIGITS + 2;
    let is_hexadecimal =
        |at: usize| file.get(at..at + DIGITS).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    let parted = file.get(first + DIGITS..second)? == b"><" && file.get(second + DIGITS..second + DIGITS + 2)? == b">]";
    (parted && is_hexadecimal(first) && is_hexadecimal(second)).then_some([first, second])
}

/// The identifier that fits all bytes but those of the identifiers.
fn digits(file: &[u8], [first, second]: [usize; 2]) -> String {
    let pieces = [0..first, second + DIGITS..file.len()].map(|piece| file.get(piece).unwrap_or_default());
    let digest = Sha256Hash::of(&pieces.concat()).to_string().to_uppercase();
    MARK.chars().chain(digest.chars()).take(DIGITS).collect()
}
