//! The names of what is written beside a file: its lock, and the partial file that it is written to until
//! it is whole. Names that cannot be guessed, for folders that others may write into. Knows no disk.

use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

use crate::content_hash::hash_64;

/// The most bytes of a file's name that every system takes.
const NAME_LIMIT: usize = 255;

/// What a random name ends with: a number of 64 bits in hexadecimal digits.
const RANDOM_DIGITS: usize = 16;

const LOCK: &str = ".lock";
/// What the names of partial files end with, before a number.
pub(super) const PARTIAL: &str = ".part";

/// The lock of the file at `target`.
pub(super) fn lock_file(target: &Path) -> PathBuf {
    beside(target, LOCK)
}

/// The file that the lock `lock` is of, unless its name was too long to be told by that of the lock; `None` for what has
/// not the name of a lock.
pub(super) fn locked_file(lock: &Path) -> Option<PathBuf> {
    let name = lock.file_name()?.to_str()?.strip_prefix('.')?.strip_suffix(LOCK)?;
    (!name.is_empty()).then(|| lock.with_file_name(name))
}

/// The file that `target` is written to first.
pub(super) fn partial_file(target: &Path) -> PathBuf {
    beside(target, PARTIAL)
}

/// The same where another is in the way: nobody can put a file there beforehand.
pub(super) fn random_partial_file(target: &Path) -> PathBuf {
    beside(target, &format!("{PARTIAL}{}", random_digits()))
}

/// Whether `file`, which is in the folder of `target`, is a partial file of it.
pub(super) fn is_partial_file(file: &Path, target: &Path) -> bool {
    let name = |path: &Path| path.file_name().unwrap_or_default().as_encoded_bytes().to_vec();
    let rest = name(file).strip_prefix(name(&partial_file(target)).as_slice()).map(<[u8]>::to_vec);
    rest.is_some_and(|rest| rest.len() <= RANDOM_DIGITS && rest.iter().all(u8::is_ascii_hexdigit))
}

/// Whether `file` is a partial file of any other.
pub fn is_any_partial_file(file: &Path) -> bool {
    file_of_partial(file).is_some()
}

/// The name of the file that the partial file `file` was to become; of one that was too long, the beginning. `None` for what
/// has not the name of a partial file.
pub(super) fn file_of_partial(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_string_lossy();
    let (name, rest) = name.strip_prefix('.')?.rsplit_once(PARTIAL)?;
    let is_partial = rest.len() <= RANDOM_DIGITS && rest.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_partial.then(|| name.to_owned())
}

/// `name`, and sixteen digits that nobody can guess.
pub fn unguessable_name(name: &str) -> String {
    format!("{name}-{}", random_digits())
}

/// Whether `text` may be what [`unguessable_name`] puts behind the name and the hyphen.
pub fn is_unguessable_ending(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == RANDOM_DIGITS && text.bytes().all(is_digit)
}

fn random_digits() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

/// `.NAME` and `ending` in the folder of `target`. Of a name that would become too long, the beginning and
/// a number for the whole.
fn beside(target: &Path, ending: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default();
    // All partial files of one begin alike.
    let longest = if ending.starts_with(PARTIAL) { PARTIAL.len() + RANDOM_DIGITS } else { ending.len() };
    let room = NAME_LIMIT.saturating_sub(1 + longest);
    let mut hidden = OsString::from(".");
    if name.len() <= room {
        hidden.push(name);
    } else {
        hidden.push(shortened(name, room));
    }
    hidden.push(ending);
    target.with_file_name(hidden)
}

fn shortened(name: &OsStr, room: usize) -> String {
    let number = format!("~{:016x}", hash_64(name.as_encoded_bytes().iter().copied()));
    let text = name.to_string_lossy();
    let end = text.floor_char_boundary(room.saturating_sub(number.len()));
    format!("{}{number}", text.get(..end).unwrap_or_default())
}
