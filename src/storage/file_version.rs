//! What tells one version of a file from another: its content, and when it was written. Has no
//! clock.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::content_hash::hash_64;
use crate::report::Date;

/// A moment in seconds since 1970-01-01 00:00 UTC, as the caller's clock says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileTime(pub u64);

/// The length and a checksum of a file's bytes. It tells whether a file was changed by honest
/// people and programs; it is no protection against forgery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileFingerprint {
    length: u64,
    checksum: u64,
}

impl FileTime {
    /// How many seconds a day has.
    pub const DAY: u64 = 24 * 60 * 60;

    /// The day and the time of day in Beijing, which is China's one time; the time as `14:03`.
    pub fn in_beijing(self) -> Option<(Date, String)> {
        let seconds = self.0.saturating_add(8 * 60 * 60);
        let day = Date::after_1970(u32::try_from(seconds / Self::DAY).ok()?)?;
        let minutes = seconds % Self::DAY / 60;
        Some((day, format!("{:02}:{:02}", minutes / 60, minutes % 60)))
    }
}

impl FileFingerprint {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> FileFingerprint {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        FileFingerprint { length, checksum: hash_64(bytes.iter().copied()) }
    }
}

/// Sixteen hexadecimal digits, fit for a file's name.
impl fmt::Display for FileFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.checksum)
    }
}
