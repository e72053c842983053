//! Drafts on disk: reading under limits, saving so that no moment loses the former version. Must
//! not know layout, exchange formats or a screen.

mod disk;
mod draft;
mod file;

pub use disk::{Disk, Kind, RealDisk};
pub use draft::{DraftError, LIMIT, VERSION, parse, write};
pub use file::{Cause, StoreError, exists, load, read, save, write_file};
