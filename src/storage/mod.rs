//! Drafts on disk: reading under limits, saving so that no moment loses the former version,
//! backups, recovery files, locks; font files by their headers. Must not know layout, exchange formats
//! or a screen.

mod atomic_save;
mod backup;
mod disk;
mod draft_file;
mod file_read;
mod file_version;
mod font_files;
mod lock;
mod recovery_file;
mod set_aside;
mod store_error;

pub use atomic_save::{make_folder, remove_partial_files, save, save_serialized, serialize, write_file};
pub use backup::{BackupVersion, back_up, back_up_bytes, backups};
pub use disk::{Disk, FileLock, PathKind, RealDisk};
pub use draft_file::{DraftError, LIMIT, SerializedDraft, VERSION, holds_draft, parse, write};
pub use file_read::{exists, fingerprint, kind, load, load_with_fingerprint, read};
pub use file_version::{FileFingerprint, FileTime};
pub use font_files::{FontHead, font_heads, read_font};
pub use lock::DraftLock;
pub use recovery_file::{RecoveryFile, RecoveryHeader, read_recovery, recovery_files, remove_recovery, write_recovery};
pub use set_aside::set_aside;
pub use store_error::{StoreCause, StoreError};
