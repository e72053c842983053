//! Numbers that stand for contents, the same on every machine and in every version: FNV-1a in 64 and 128
//! bits, which tells files and texts apart and protects against nothing; SHA-256 (FIPS 180-4) where
//! somebody else is to be sure that a content is the one that was named. Knows nothing of what it hashes.

use std::fmt;
use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

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

/// The SHA-256 of some bytes, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sha256Hash([u8; 32]);

impl Sha256Hash {
    /// Of these bytes.
    pub(crate) fn of(bytes: &[u8]) -> Sha256Hash {
        Sha256Hash(Sha256::digest(bytes).into())
    }

    /// Of all that `source` gives, of which only a piece is in memory.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub(crate) fn of_source(mut source: impl Read) -> io::Result<Sha256Hash> {
        let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            match source.read(&mut piece)? {
                0 => return Ok(Sha256Hash(hash.finalize().into())),
                count => hash.update(piece.get(..count).unwrap_or_default()),
            }
        }
    }

    /// Its bytes.
    pub(crate) const fn bytes(self) -> [u8; 32] {
        self.0
    }

    /// Reads 64 hexadecimal digits.
    pub(crate) fn parse(text: &str) -> Option<Sha256Hash> {
        let mut bytes = [0; 32];
        if text.len() != 2 * bytes.len() || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        Some(Sha256Hash(bytes))
    }
}

impl fmt::Display for Sha256Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}
