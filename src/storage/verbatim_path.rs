//! Paths in the verbatim form of Windows (`\\?\C:\…`), which is what resolving a path gives there, as users know
//! them. Touches no disk, and is the same on every system: where paths are written otherwise, none has this form.

use std::path::{Path, PathBuf};

/// `path` as users write it (`C:\…`, `\\server\share\…`), where that names the same file to every program; else as
/// it is.
pub fn without_verbatim_prefix(path: PathBuf) -> PathBuf {
    path.to_str().and_then(plain).map_or(path, |plain| Path::new(&plain).to_owned())
}

/// What may follow without `\\?\`: below the length that older calls of Windows take, and of names that these leave
/// as they are (they drop dots and spaces at the end, and send to a device what bears its name).
fn plain(verbatim: &str) -> Option<String> {
    const LONGEST: usize = 259;
    let rest = verbatim.strip_prefix(r"\\?\")?;
    let (plain, names) = match rest.strip_prefix(r"UNC\") {
        Some(share) => (format!(r"\\{share}"), share),
        None => {
            let (drive, names) = rest.split_once(r":\")?;
            let is_drive = drive.len() == 1 && drive.starts_with(|letter: char| letter.is_ascii_alphabetic());
            (rest.to_owned(), is_drive.then_some(names)?)
        }
    };
    let fits = plain.encode_utf16().count() <= LONGEST;
    (fits && (names.is_empty() || names.split('\\').all(is_plain_name))).then_some(plain)
}

fn is_plain_name(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or(name).trim_end();
    let numbered = |device: &str| match stem.split_at_checked(device.len()) {
        // A raised number too, which is no ASCII.
        Some((start, number)) => {
            let is_letter = number.starts_with(|last: char| last.is_ascii_alphabetic());
            start.eq_ignore_ascii_case(device) && number.chars().count() == 1 && !is_letter
        }
        None => false,
    };
    let is_device = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].iter().any(|one| stem.eq_ignore_ascii_case(one));
    let is_odd = name.is_empty() || name.ends_with(['.', ' ']) || name.contains(['/', '<', '>', '"', '|', '?', '*']);
    !(is_odd || is_device || numbered("COM") || numbered("LPT"))
}
