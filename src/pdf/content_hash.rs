//! A hash of contents: 128-bit FNV-1a, the same on every machine. Not cryptographic.

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The hash of the bytes added so far, in order.
pub(crate) struct ContentHash(u128);

impl ContentHash {
    /// The hash of no bytes.
    pub(crate) const fn new() -> ContentHash {
        ContentHash(OFFSET)
    }

    /// Adds bytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    }

    /// The hash so far.
    pub(crate) const fn value(&self) -> u128 {
        self.0
    }
}
