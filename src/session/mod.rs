//! One open report without any window: commands, undo history, what is saved, background work;
//! files, recovery, forms, checks, exports. Must not know egui or rfd.

mod apply_fix;
mod background;
mod chart_file;
pub mod check_together;
mod command;
mod convert_and_read;
mod disk_worker;
mod draft_event;
pub mod draft_files;
mod draft_guard;
mod draft_writer;
mod earlier_output;
mod export;
mod file_name;
pub mod font_choice;
mod form_choice;
pub mod former_versions;
pub mod hand_in;
mod history;
pub mod import;
mod launch_options;
pub mod leftovers;
mod long_task;
pub mod missing_glyphs;
mod office_converter;
pub mod output_file;
pub mod parallel;
mod patient_disk;
mod printed_sheet;
mod recovery_job;
mod recovery_search;
pub mod rollup;
pub mod rule_packs;
pub mod run_checks;
mod save_job;
mod selection;
#[allow(clippy::module_inception)] // The one open report that the room is named after.
mod session;
pub mod settings;
pub mod settings_file;
pub mod user_folders;
mod versions_folder;
mod year_summary;

pub use crate::layout::{Chart, ChartBar, ChartDrawing, ChartLine, ChartSheet, StackedBar};
pub use crate::pdf::PdfProfile as ArchiveProfile;
pub use background::{LatestResult, WorkerPanic, contained};
pub use chart_file::{ChartFormat, chart_file};
pub use command::{CommandOutcome, SessionCommand, TypedText};
pub use convert_and_read::{ConvertedReadError, convert_and_read};
pub use disk_worker::{DiskJobError, SharedDisk, WorkerMode};
pub use draft_event::{DraftEvent, DraftInput, DraftUpdate, DraftWriterOptions};
pub use draft_guard::{DataFolders, DraftOpenError};
pub use draft_writer::DraftWriter;
pub use export::{
    ExportError, ExportFormat, PrintOptions, export, export_marked, export_on, identify, of_cells, of_prose, pages,
    pages_again, print,
};
pub use file_name::{file_name_with, file_stem, safe_stem, set_names};
pub use font_choice::{FontChoice, FontNotice, FontObstacle};
pub use form_choice::{FormSource, FormSourceError};
pub use history::Moment;
pub use launch_options::{LaunchOptions, Renderer};
pub use long_task::{LongTask, TaskProgress, TaskStopped};
pub use office_converter::{ConversionError, OfficeConverter};
pub use patient_disk::{PAUSES, PatientDisk};
pub use printed_sheet::{PrintedSheet, SheetTable};
pub use recovery_search::{DraftVersion, RecoverySearch, UnsavedDraft, VersionPair, unsaved_drafts};
pub use rule_packs::{BrokenPack, InstalledPack, PackChoice, PackFileError, PackLibrary};
pub use save_job::Overwrite;
pub use selection::EditorSelection;
pub use session::{Session, Snapshot};
pub use settings::{Settings, ThemeChoice, WindowPlace};
pub use versions_folder::versions_folder;
pub use year_summary::{CellChange, SectionComparison, SharedPassage, YearSummary, years};
