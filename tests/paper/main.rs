//! The paper: how it is laid out, and the files that it is written to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod end_to_end;
mod fonts;
mod layout;
mod ofd;
mod pages;
mod pdf;
#[path = "../published/mod.rs"]
mod published;
#[path = "../random/mod.rs"]
mod random;
mod random_pages;
mod sheets;
mod specimens;
