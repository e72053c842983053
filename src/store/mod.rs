//! Drafts on disk: reading under limits, saving so that no moment loses the former version,
//! backups, recovery of unsaved text, locks; font files by their headers. Must not know layout, exchange formats or a screen.

mod backup;
mod disk;
mod draft;
mod file;
mod fonts;
mod lock;
mod mark;
mod recovery;

pub use backup::{Backup, back_up, backups, keep_version};
pub use disk::{Disk, Hold, Kind, RealDisk};
pub use draft::{DraftError, LIMIT, VERSION, parse, write};
pub use file::{
    Cause, Outgoing, StoreError, exists, fingerprint, load, load_known, make_folder, read, save, sweep, write_file,
};
pub use fonts::{FontHead, font_heads, read_font};
pub use lock::Lock;
pub use mark::{Fingerprint, Stamp};
pub use recovery::{Recovery, read_recovery, recoveries, remove_recovery, write_recovery};
