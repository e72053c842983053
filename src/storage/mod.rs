//! Drafts on disk: reading under limits, saving so that no moment loses the former version,
//! backups, recovery of unsaved text, locks; font files by their headers. Must not know layout, exchange formats or a screen.

mod atomic_save;
mod backup;
mod disk;
mod draft_file;
mod file_version;
mod font_files;
mod lock;
mod recovery_file;

pub use atomic_save::{
    Cause, Outgoing, StoreError, exists, fingerprint, load, load_known, make_folder, read, save, sweep, write_file,
};
pub use backup::{Backup, back_up, backups, keep_version};
pub use disk::{Disk, Hold, Kind, RealDisk};
pub use draft_file::{DraftError, LIMIT, VERSION, parse, write};
pub use file_version::{Fingerprint, Stamp};
pub use font_files::{FontHead, font_heads, read_font};
pub use lock::Lock;
pub use recovery_file::{Recovery, read_recovery, recoveries, remove_recovery, write_recovery};
