//! A folder of many units' reports: reads every file, adds the tables up, makes the draft of the sum, the
//! workbook and the sheets that go back to the units. Must not know a sentence.

mod folder_reader;
mod part_files;
mod return_folder;
mod return_record;
mod sum_draft;
mod zipped_files;

pub use folder_reader::{FolderReading, LinkKind, ReadUnit, ReportFolder, ReviewOptions, RollupReadError, unit_list};
pub use part_files::{folder_from, part_file};
pub use return_folder::{AfterFile, MakeSheet, ReturnError, ReturnSummary, write_returns};
pub use return_record::{ReturnRecord, ReturnedItem, RoundProgress};
pub use sum_draft::{RowsFormat, sum_draft, sum_rows, sum_workbook};
pub use zipped_files::{file_on_disk, zipped};
