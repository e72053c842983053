//! Paths in JSON. A name that is no Unicode, as an archive of another system or a disk in the encoding GB 18030 gives
//! it, is kept unit by unit: kept nearly, it would name another file, or none. Touches no disk.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What such a path begins with. It has no root: an earlier program takes it for a path of which nobody knows the folder.
const MARK: &str = "units:";

/// The text that keeps `path`: itself where it is Unicode, its units in hexadecimal digits where it is not.
pub fn path_text(path: &Path) -> String {
    path.to_str().map_or_else(
        || {
            let units = system::units(path);
            units.iter().fold(MARK.to_owned(), |mut text, unit| {
                // A string takes everything.
                let _ = write!(text, "{unit:0digits$x}", digits = system::DIGITS);
                text
            })
        },
        str::to_owned,
    )
}

/// The path that `text` keeps.
pub fn path_of_text(text: &str) -> PathBuf {
    let units = text.strip_prefix(MARK).filter(|units| units.len() % system::DIGITS == 0 && units.is_ascii());
    let unit = |at: usize| units.and_then(|units| units.get(at..at.checked_add(system::DIGITS)?));
    let count = units.map_or(0, |units| units.len() / system::DIGITS);
    let read = (0..count).map(|number| system::unit(unit(number * system::DIGITS)?)).collect::<Option<Vec<_>>>();
    let path = read.filter(|units| !units.is_empty()).map(system::path);
    PathBuf::from(path.unwrap_or_else(|| OsString::from(text)))
}

/// Writes an optional path as the text that keeps it.
///
/// # Errors
/// Those of the serializer.
#[allow(clippy::ref_option)] // As serde hands it over.
pub fn write_optional_path<S: Serializer>(path: &Option<PathBuf>, to: S) -> Result<S::Ok, S::Error> {
    path.as_deref().map(path_text).serialize(to)
}

/// Reads an optional path from the text that keeps it.
///
/// # Errors
/// There is something else than a text.
pub fn read_optional_path<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(|text| path_of_text(&text)))
}

#[cfg(unix)]
mod system {
    use std::ffi::OsString;
    use std::os::unix::ffi::{OsStrExt, OsStringExt};

    use super::Path;

    /// The digits of a unit, which is a byte.
    pub const DIGITS: usize = 2;

    pub fn units(path: &Path) -> Vec<u8> {
        path.as_os_str().as_bytes().to_vec()
    }

    pub fn unit(digits: &str) -> Option<u8> {
        u8::from_str_radix(digits, 16).ok()
    }

    pub fn path(units: Vec<u8>) -> OsString {
        OsString::from_vec(units)
    }
}

#[cfg(windows)]
mod system {
    use std::ffi::OsString;
    use std::os::windows::ffi::{OsStrExt, OsStringExt};

    use super::Path;

    /// The digits of a unit, which has sixteen bits.
    pub const DIGITS: usize = 4;

    pub fn units(path: &Path) -> Vec<u16> {
        path.as_os_str().encode_wide().collect()
    }

    pub fn unit(digits: &str) -> Option<u16> {
        u16::from_str_radix(digits, 16).ok()
    }

    pub fn path(units: Vec<u16>) -> OsString {
        OsString::from_wide(&units)
    }
}
