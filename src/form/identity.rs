//! The identities between cells, as the form states them or as its layout implies: a sum of cells
//! equals another sum of cells. Must not know a report or numbers; `check` evaluates identities.

use std::fmt;

use super::CellKey;

/// Σ `left` = Σ `right`.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// The rule of the catalogue that this identity belongs to: R01 to R04.
    pub rule: RuleCode,
    /// The cells that add up to the left side.
    pub left: Vec<CellKey>,
    /// The cells that add up to the right side.
    pub right: Vec<CellKey>,
    /// Whether the identity defines its right side, a single total that is computed and never
    /// entered. R01 does not: both its sides are entered.
    pub computes: bool,
}

/// The number of a rule in the catalogue, written `R01` to `R99`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleCode(u8);

impl RuleCode {
    /// The rule with this number; for the catalogue's constants.
    pub const fn new(number: u8) -> RuleCode {
        RuleCode(number)
    }

    /// The code written in `text`, or `None` where it is not one.
    pub fn parse(text: &str) -> Option<RuleCode> {
        let digits = text.strip_prefix('R')?;
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok().map(RuleCode)).flatten()
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "R{:02}", self.0)
    }
}

impl fmt::Debug for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for RuleCode {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for RuleCode {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<RuleCode, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(from)?;
        RuleCode::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a rule code")))
    }
}
