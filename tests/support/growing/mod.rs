//! Inputs of every kind of file, each with one dimension that grows: for the bench that counts what twice
//! as much costs, and, very large, for the test that nothing costs too much.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)]

mod containers;
mod depths;
mod documents;
mod open_documents;
mod pages;
mod pdfs;
mod readings;
pub mod tagged_pages;
mod texts;
mod workbooks;

/// A kind of input with one dimension that grows.
pub struct Growth {
    /// The kind of file and the dimension.
    pub name: &'static str,
    /// A size at which it costs more than an empty file.
    pub size: usize,
    /// The input of a size.
    pub make: fn(usize) -> Vec<u8>,
}

/// Fragments of a clipboard begin with it.
pub const CLIPBOARD: &str = "clipboard:";

/// All of them.
pub fn all() -> Vec<Growth> {
    let kinds = [
        texts::all(),
        pages::all(),
        documents::all(),
        workbooks::all(),
        pdfs::all(),
        tagged_pages::all(),
        readings::all(),
        open_documents::all(),
        containers::all(),
        depths::all(),
    ];
    kinds.into_iter().flatten().collect()
}

/// Characters that hardly any packer makes shorter.
fn noise(length: usize) -> String {
    let mut random = fastrand::Rng::with_seed(8);
    (0..length).map(|_| random.char('一'..='龥')).collect()
}
