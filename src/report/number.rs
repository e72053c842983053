//! One exact number of the report. Must not know cells.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::form::CellMeasure;

/// A number as the unit entered it. In the draft file a count is `12`, a change is `"+3"` or `"-18"`,
/// an amount is `"7730.28"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// Items.
    Count(u64),
    /// A change against last year.
    Change(i64),
    /// Money in the unit that the form names, at the scale that was given; never negative.
    Amount(Decimal),
}

impl Number {
    /// The zero of a measure.
    pub const fn zero(measure: CellMeasure) -> Number {
        match measure {
            CellMeasure::Count => Number::Count(0),
            CellMeasure::Change => Number::Change(0),
            CellMeasure::Amount => Number::Amount(Decimal::ZERO),
        }
    }

    /// The number that plain ASCII digits give under a measure: digits for a count, a sign before
    /// them for a change, a point among them for an amount. `None` for any other text.
    pub fn parse(text: &str, measure: CellMeasure) -> Option<Number> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match measure {
            CellMeasure::Count => digits(text).then(|| text.parse().ok().map(Number::Count)).flatten(),
            CellMeasure::Change => {
                let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
                digits(bare).then(|| text.parse().ok().map(Number::Change)).flatten()
            }
            CellMeasure::Amount => {
                let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
                let plain = digits(whole) && digits(part);
                plain.then(|| Decimal::from_str(text).ok().map(Number::Amount)).flatten()
            }
        }
    }

    /// What kind of number it is.
    pub const fn measure(self) -> CellMeasure {
        match self {
            Number::Count(_) => CellMeasure::Count,
            Number::Change(_) => CellMeasure::Change,
            Number::Amount(_) => CellMeasure::Amount,
        }
    }

    /// Its value as a decimal, for comparison; `None` beyond 28 digits.
    pub fn decimal(self) -> Option<Decimal> {
        match self {
            Number::Count(count) => Some(Decimal::from(count)),
            Number::Change(change) => Some(Decimal::from(change)),
            Number::Amount(amount) => Some(amount),
        }
    }
}

/// As the form shows it: a change without a plus, an amount at its given scale.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Count(count) => fmt::Display::fmt(count, f),
            Number::Change(change) => fmt::Display::fmt(change, f),
            Number::Amount(amount) => fmt::Display::fmt(amount, f),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Number::Count(count) => to.serialize_u64(*count),
            Number::Change(change) => to.collect_str(&format_args!("{change:+}")),
            Number::Amount(amount) => to.collect_str(amount),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Number, D::Error> {
        struct NumberParser;
        impl Visitor<'_> for NumberParser {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, or in quotes a signed change or an amount")
            }
            fn visit_u64<E: serde::de::Error>(self, count: u64) -> Result<Number, E> {
                Ok(Number::Count(count))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Number, E> {
                let measure = if text.starts_with(['+', '-']) { CellMeasure::Change } else { CellMeasure::Amount };
                Number::parse(text, measure).ok_or_else(|| E::custom(format!("`{text}` is not a number")))
            }
        }
        from.deserialize_any(NumberParser)
    }
}
