//! Lengths on paper in whole thousandths of a point, so that a page is the same on every machine.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in 1/1000 point (1/72000 inch). Never computed in floating point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Length(i32);

impl Length {
    /// No length.
    pub const ZERO: Length = Length(0);

    /// A length in 1/1000 point.
    pub const fn milli(thousandths: i32) -> Length {
        Length(thousandths)
    }

    /// A length in whole points.
    pub const fn pt(points: i32) -> Length {
        Length(points.saturating_mul(1000))
    }

    /// A length in tenths of a millimetre, to the nearest 1/1000 point.
    pub const fn tenths_mm(tenths: i32) -> Length {
        // 1 mm is 72000/25.4 thousandths of a point.
        Length::ZERO.plus(Length::pt(1).scaled(tenths as i64 * 72 * 10, 2540))
    }

    /// A length in twips, 1/20 point.
    pub const fn twips(twips: i32) -> Length {
        Length(twips.saturating_mul(50))
    }

    /// The length in 1/1000 point.
    pub const fn thousandths(self) -> i32 {
        self.0
    }

    /// This length times `numerator` / `denominator`, to the nearest 1/1000 point, away from
    /// zero at the half; nothing where the denominator is zero.
    pub const fn scaled(self, numerator: i64, denominator: i64) -> Length {
        if denominator == 0 {
            return Length::ZERO;
        }
        // Nearly every product fits in 64 bits, whose division is many times faster than that of 128.
        const SMALL: i64 = 1 << 30;
        if denominator > 0 && denominator < SMALL && numerator > -SMALL && numerator < SMALL {
            let product = self.0 as i64 * numerator * 2;
            let half = if product < 0 { -denominator } else { denominator };
            return Length::clamped(((product + half) / (denominator * 2)) as i128);
        }
        let product = (self.0 as i128) * (numerator as i128) * 2;
        let (product, divisor) =
            if denominator < 0 { (-product, -(denominator as i128)) } else { (product, denominator as i128) };
        let half = if product < 0 { -divisor } else { divisor };
        Length::clamped((product + half) / (divisor * 2))
    }

    /// The larger of two lengths.
    pub fn max(self, other: Length) -> Length {
        Ord::max(self, other)
    }

    const fn plus(self, other: Length) -> Length {
        Length(self.0.saturating_add(other.0))
    }

    #[allow(clippy::cast_possible_truncation)] // Both bounds are checked.
    const fn clamped(value: i128) -> Length {
        if value > i32::MAX as i128 {
            Length(i32::MAX)
        } else if value < i32::MIN as i128 {
            Length(i32::MIN)
        } else {
            Length(value as i32)
        }
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        self.plus(other)
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        *self = *self + other;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        *self = *self - other;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(self.0.saturating_neg())
    }
}

impl Mul<i32> for Length {
    type Output = Length;
    fn mul(self, times: i32) -> Length {
        Length(self.0.saturating_mul(times))
    }
}

/// Cuts off below 1/1000 point; nothing where the divisor is zero.
impl Div<i32> for Length {
    type Output = Length;
    fn div(self, by: i32) -> Length {
        Length(self.0.checked_div(by).unwrap_or(0))
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

/// In points with three decimals, as dumps show it.
impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:03}", whole / 1000, whole % 1000)
    }
}
