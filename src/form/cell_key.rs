//! Names of rows and columns, and the key of a number cell. Must not know what a row means: the
//! form's data file says that.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The longest name in bytes.
const CAPACITY: usize = 31;

/// The name of a row, a column or a table in the form: 1 to 31 lower-case ASCII letters, digits or
/// underscores, beginning with a letter. It is a small `Copy` value without heap memory, and it
/// cannot hold anything but such a name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellName {
    /// The letters, then zeros; the last byte is the number of letters.
    bytes: [u8; CAPACITY + 1],
}

/// The place of one number in the form: the row's name and the column's. Row names are unique
/// over all tables of an edition, so the pair needs no table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct CellKey {
    /// The row, such as `received`.
    pub row: CellName,
    /// The column, such as `natural_person`.
    pub column: CellName,
}

impl CellName {
    /// The name written in `text`, or `None` where it is not a name.
    pub const fn parse(text: &str) -> Option<CellName> {
        let source = text.as_bytes();
        if source.is_empty() || source.len() > CAPACITY {
            return None;
        }
        let mut bytes = [0; CAPACITY + 1];
        let mut at = 0;
        // A `const fn` can use neither iterators nor `get`; both indices are bounded by the check
        // above.
        #[allow(clippy::indexing_slicing)]
        while at < source.len() {
            let byte = source[at];
            let good = byte.is_ascii_lowercase() || (at > 0 && matches!(byte, b'0'..=b'9' | b'_'));
            if !good {
                return None;
            }
            bytes[at] = byte;
            at += 1;
        }
        #[allow(clippy::cast_possible_truncation)]
        let length = source.len() as u8;
        bytes[CAPACITY] = length;
        Some(CellName { bytes })
    }

    /// The name written in a literal of this program. For constants: a bad literal fails the build.
    #[allow(clippy::panic)]
    pub const fn literal(text: &str) -> CellName {
        match CellName::parse(text) {
            Some(name) => name,
            None => panic!("not a name"),
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        let length = self.bytes.last().copied().map_or(0, usize::from);
        self.bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// In the order of the letters. Names are compared many thousand times in a check, so eight bytes are
/// compared at a time.
impl Ord for CellName {
    fn cmp(&self, other: &CellName) -> Ordering {
        let (own, _) = self.bytes.as_chunks::<8>();
        let (others, _) = other.bytes.as_chunks::<8>();
        let words = own.iter().zip(others).map(|(own, other)| (u64::from_be_bytes(*own), u64::from_be_bytes(*other)));
        words.map(|(own, other)| own.cmp(&other)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for CellName {
    fn partial_cmp(&self, other: &CellName) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl CellKey {
    /// The cell where `row` and `column` meet.
    pub const fn new(row: CellName, column: CellName) -> CellKey {
        CellKey { row, column }
    }

    /// The key written as `row.column`, or `None` where it is not one.
    pub fn parse(text: &str) -> Option<CellKey> {
        let (row, column) = text.split_once('.')?;
        Some(CellKey { row: CellName::parse(row)?, column: CellName::parse(column)? })
    }
}

impl fmt::Display for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.row, self.column)
    }
}

impl Serialize for CellName {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CellName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<CellName, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        CellName::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a name")))
    }
}

impl Serialize for CellKey {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellKey {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<CellKey, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        CellKey::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a cell (row.column)")))
    }
}
