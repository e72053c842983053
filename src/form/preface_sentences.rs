//! The sentences that units customarily put before the first section. Knows no unit and no year:
//! these stand in the sentences as `{unit}`, `{year}` and `{contact}`.

use serde::Deserialize;

/// The sentences, each of which a unit may choose or leave out; empty where a form has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrefaceSentences {
    /// On what the report is based.
    pub basis: String,
    /// From which day to which it counts.
    pub period: String,
    /// Whom to ask.
    pub contact: String,
}
