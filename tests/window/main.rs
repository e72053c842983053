//! The window, without a screen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod clerk;
#[path = "../desk/mod.rs"]
mod desk;
mod exchange;
mod frames;
mod input;
mod keeping;
mod monkey;
mod pace;
mod pictures;
#[path = "../published/mod.rs"]
mod published;
mod renderer;
#[path = "../specimens/mod.rs"]
mod specimens;
mod writing;
