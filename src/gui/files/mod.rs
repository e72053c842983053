//! What the window does with files. Each file has one task; what is written, and when, is decided by the
//! session's `DraftWriter`.

mod autosave;
mod lock_retry;
mod recovery;
mod replace;
mod save;

pub(super) use lock_retry::WaitingLocks;
pub use recovery::RecoveryOffer;
