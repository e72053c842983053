//! Counts what JSON would cost before it is read: a library reads all of it into memory, objects of unknown
//! fields at about a kilobyte each. Must not know what the JSON says.

use super::{Limit, ReadError};

/// An object or a list counts as so many values.
const CONTAINER: usize = 4;

impl Limit {
    /// Refuses JSON with more values than [`Limit::Values`] allows. What is no JSON is counted all the same.
    ///
    /// # Errors
    ///
    /// The count exceeds the limit.
    pub fn check_json(text: &[u8]) -> Result<(), ReadError> {
        let (mut values, mut quoted, mut escaped) = (0_usize, false, false);
        for byte in text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'{' | b'[' => values += CONTAINER,
                b',' => values += 1,
                _ => {}
            }
        }
        Limit::Values.check(values)
    }
}
