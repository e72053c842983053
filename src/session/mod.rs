//! One open report without any window: commands, undo history, what is saved, background work;
//! files, recovery, forms, checks, exports. Must not know egui or rfd.

mod apply_fix;
mod background;
mod command;
mod disk_worker;
pub mod draft_files;
mod draft_guard;
mod export;
pub mod font_choice;
mod form_choice;
mod history;
pub mod import;
pub mod missing_glyphs;
mod printed_sheet;
mod recovery;
pub mod run_checks;
mod save;
mod selection;
mod session;
pub mod settings;
mod year_summary;

pub use crate::pdf::Profile as ArchiveProfile;
pub use background::{Latest, Panicked, contained};
pub use command::{Command, Outcome, Typed};
pub use disk_worker::{Done, Errand, ErrandError, Scribe, SharedDisk};
pub use draft_guard::{Aside, Folders, Keeper, OpenError};
pub use export::{
    Export, ExportError, Printing, export, export_on, file_stem, of_cells, of_prose, pages, pages_again, print,
};
pub use font_choice::{FontChoice, FontNotice, FontObstacle};
pub use form_choice::{Forms, FormsError};
pub use history::Moment;
pub use printed_sheet::{Grid, Sheet};
pub use recovery::{Lost, Version, Versions, beside, former, living, lost};
pub use save::{Landed, Over, Saved, Saving};
pub use selection::Selection;
pub use session::{Session, Snapshot};
pub use settings::Settings;
pub use year_summary::{Alike, Same, Years, years};
