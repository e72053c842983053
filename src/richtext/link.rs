//! The name of something outside the text that a run is linked to, such as a number cell. Must not
//! know more than the spelling of such a name.

use std::borrow::Cow;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The target of a link: two names joined by a point, `row.column`, each of 1 to 31 lower-case ASCII
/// letters, digits or underscores, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellLink(Box<str>);

impl CellLink {
    /// The link written in `text`, or `None` where it is not one.
    pub fn parse(text: &str) -> Option<CellLink> {
        let (first, second) = text.split_once('.')?;
        (is_name(first) && is_name(second)).then(|| CellLink(text.into()))
    }

    /// The link as text, `row.column`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_name(text: &str) -> bool {
    let letters = text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    letters && text.len() <= 31 && text.starts_with(|first: char| first.is_ascii_lowercase())
}

impl fmt::Display for CellLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for CellLink {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CellLink {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<CellLink, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        CellLink::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a link (row.column)")))
    }
}
