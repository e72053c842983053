//! Web pages ⇄ report: saved pages and pieces of them from a clipboard come in; one file for the
//! unit's website goes out. Pages are parsed as browsers parse them, under limits; nothing that
//! they refer to is ever fetched.

mod beside;
mod clip;
mod escape;
mod flow;
mod fragment;
mod grid;
mod look;
mod own;
mod page;
mod tables;
mod tree;
mod write;

use super::{ReadError, Reading, published};

pub use clip::{of_cells, of_prose};
pub use fragment::{Fragment, fragment};
pub use write::write;

/// Reads a saved page, ours or another's, into a report.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let decoded = published::decode(bytes).ok_or(ReadError::NotText)?;
    let tree = tree::Tree::parse(&decoded.text)?;
    match own::article(&tree).and_then(|article| own::read(&tree, article)) {
        Some(reading) => Ok(reading),
        None => page::read(&tree, decoded.broken),
    }
}
