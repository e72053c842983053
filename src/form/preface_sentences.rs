//! The sentences that units customarily put before the first section. Must not know a unit or a year:
//! the sentences contain the placeholders `{unit}`, `{year}` and `{contact}`.

use serde::Deserialize;

/// The sentences, each of which a unit may choose or leave out; empty where a form has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrefaceSentences {
    /// The sentence on what the report is based on.
    pub basis: String,
    /// The sentence on the period, from which day to which.
    pub period: String,
    /// The sentence on whom to contact.
    pub contact: String,
}
