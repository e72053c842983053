//! Numbers that stand for contents: FNV-1a in 64 and 128 bits, the same on every machine and in every
//! version. Tells files and texts apart; it is no protection against forgery. Knows nothing of what it
//! hashes.

const OFFSET_64: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME_64: u64 = 0x0000_0100_0000_01b3;
const OFFSET_128: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME_128: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The 64-bit hash of these values, each taken in one step: bytes, or the code points of a text.
pub(crate) fn hash_64<T: Into<u64>>(values: impl IntoIterator<Item = T>) -> u64 {
    values.into_iter().fold(OFFSET_64, |hash, value| (hash ^ value.into()).wrapping_mul(PRIME_64))
}

/// The 128-bit hash of whatever bytes have been added, in their order.
pub(crate) struct ContentHash(u128);

impl ContentHash {
    /// Of nothing.
    pub(crate) const fn new() -> ContentHash {
        ContentHash(OFFSET_128)
    }

    /// Adds bytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(PRIME_128);
        }
    }

    /// The hash so far.
    pub(crate) const fn value(&self) -> u128 {
        self.0
    }
}
