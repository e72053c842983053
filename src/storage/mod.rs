//! Drafts on disk: reading under limits, saving so that no moment loses the former version,
//! backups, recovery files, locks; font files by their headers. Must not know layout, exchange formats
//! or a screen.

mod atomic_save;
mod backup;
mod disk;
mod draft_file;
mod file_access;
mod file_read;
mod file_reader;
mod file_version;
mod font_files;
mod kept_output;
mod lock;
mod picture_files;
mod real_disk;
mod recovery_file;
mod set_aside;
mod side_files;
mod store_error;
mod stored_path;
mod system_lock;
mod verbatim_path;

pub use atomic_save::{
    in_folder, remove_abandoned_files, remove_partial_files, save, save_serialized, serialize, serialize_words,
    write_file, write_files, write_private_file,
};
pub use backup::{BackupVersion, back_up, back_up_bytes, backups};
pub use disk::{Disk, FileAccess, FileLock, PathKind};
pub use draft_file::{DraftError, LIMIT, SerializedDraft, VERSION, holds_draft, is_archive_of_drafts, parse, write};
pub use file_read::{fingerprint, kind, load, load_with_fingerprint, parse_as, read};
pub use file_reader::FileReader;
pub use file_version::{FileFingerprint, FileTime};
pub use font_files::{FontHead, font_heads, read_font};
pub use kept_output::{is_remembered, keep_output, remember_outputs};
pub use lock::DraftLock;
pub use picture_files::recovery_file_of;
pub use real_disk::RealDisk;
pub use recovery_file::{RecoveryFile, RecoveryHeader, read_recovery, recovery_files, remove_recovery, write_recovery};
pub use set_aside::set_aside;
pub use side_files::{is_any_partial_file, is_unguessable_ending, unguessable_name};
pub use store_error::{StoreCause, StoreError, WindowsError, may_pass};
pub use stored_path::{path_of_text, path_text, read_optional_path, write_optional_path};
pub use verbatim_path::without_verbatim_prefix;
