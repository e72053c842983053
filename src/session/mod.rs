//! One open report without any window: commands, undo history, what is saved, background work;
//! files, recovery, forms, checks, exports. Must not know egui or rfd.

mod background;
mod command;
mod export;
pub mod file;
mod fix;
pub mod fonts;
mod forms;
pub mod glyphs;
mod history;
pub mod import;
mod keep;
mod lost;
pub mod review;
mod save;
mod scribe;
mod select;
pub mod settings;
mod sheet;
mod state;
mod years;

pub use crate::pdf::Profile as ArchiveProfile;
pub use background::{Latest, Panicked, contained};
pub use command::{Command, Outcome, Typed};
pub use export::{
    Export, ExportError, Printing, export, export_on, file_stem, of_cells, of_prose, pages, pages_again, print,
};
pub use fonts::{FontChoice, FontNotice, FontObstacle};
pub use forms::{Forms, FormsError};
pub use history::Moment;
pub use keep::{Aside, Folders, Keeper, OpenError};
pub use lost::{Lost, Version, Versions, beside, former, living, lost};
pub use save::{Landed, Over, Saved, Saving};
pub use scribe::{Done, Errand, ErrandError, Scribe, SharedDisk};
pub use select::Selection;
pub use settings::Settings;
pub use sheet::{Grid, Sheet};
pub use state::{Session, Snapshot};
pub use years::{Alike, Same, Years, years};
