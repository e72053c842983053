//! A number that stands for contents: 128-bit FNV-1a, the same on every machine. Not for
//! secrets.

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The fingerprint of whatever has been added, in order.
pub(crate) struct Fingerprint(u128);

impl Fingerprint {
    /// Of nothing.
    pub(crate) const fn new() -> Fingerprint {
        Fingerprint(OFFSET)
    }

    /// Adds bytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    }

    /// The fingerprint so far.
    pub(crate) const fn value(&self) -> u128 {
        self.0
    }
}
