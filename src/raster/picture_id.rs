//! The name of a picture: the SHA-256 of its bytes, written as 64 hexadecimal digits. Must not know what a picture is.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::content_hash::Sha256Hash;

/// What a picture is known by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureId([u8; 32]);

impl PictureId {
    /// Of a picture with these bytes.
    pub fn of(bytes: &[u8]) -> PictureId {
        PictureId(Sha256Hash::of(bytes).bytes())
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<PictureId> {
        Sha256Hash::parse(text).map(|hash| PictureId(hash.bytes()))
    }
}

impl fmt::Debug for PictureId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PictureId({self})")
    }
}

impl fmt::Display for PictureId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl Serialize for PictureId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PictureId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PictureId, D::Error> {
        let text = String::deserialize(deserializer)?;
        PictureId::parse(&text).ok_or_else(|| de::Error::custom("not the 64 hexadecimal digits of a SHA-256"))
    }
}
