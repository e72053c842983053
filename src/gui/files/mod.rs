//! Files of the user: choosing, opening, saving, recovery, export, and the list of recent drafts. Each
//! file has one task; what of a draft is written, and when, the session's `DraftWriter` decides.

mod autosave;
mod choose;
mod convert_file;
pub mod export_file;
mod export_job;
mod insert_picture;
mod lock_retry;
mod open_draft;
mod recent;
mod recovery;
mod replace;
mod review_files;
mod rollup_files;
mod rollup_outputs;
mod running_task;
mod save;
mod typed_paths;
mod versions;

pub(in crate::gui) use lock_retry::WaitingLocks;
pub(in crate::gui) use open_draft::read_published;
pub use recovery::RecoveryOffer;
pub(in crate::gui) use replace::draft_writer;
pub use running_task::RunningTask;
pub use typed_paths::TypedPaths;
pub use versions::VersionList;
