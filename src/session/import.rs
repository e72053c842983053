//! Reads another program's file into a report, with the list of all that was lost on the way.

use crate::exchange::{self, ReadError, Reading};

/// The most bytes of a source that are read.
pub const LIMIT: usize = exchange::published::LIMIT;

/// A published text: plain text or Markdown as copied from a web page.
pub fn import(bytes: &[u8]) -> Result<Reading, ReadError> {
    exchange::published::read_bytes(bytes)
}
