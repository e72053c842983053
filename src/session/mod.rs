//! One open report without any window: files, forms, checks, exports. Must not know egui or rfd.

mod export;
pub mod file;
mod forms;
pub mod import;
pub mod review;

pub use export::{Export, ExportError, export};
pub use forms::{Forms, FormsError};
