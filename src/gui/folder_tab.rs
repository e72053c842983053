//! An open folder of many units' reports with the state of its views: what was read, what is chosen, the sum, and
//! what is being read or written. Draws nothing and knows no dialog.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::folder_sum::FolderSum;
use super::host::RollupFile;
use super::table_editor::TableEditor;
use super::views::rollup_pages::ChartPages;
use super::views::rollup_units::UnitListState;
use crate::form::CellKey;
use crate::messages::{self, Language};
use crate::report::{Date, Report};
use crate::rollup::{RollupMember, RollupOptions, UnitList};
use crate::session::rollup::{ReturnSummary, RollupReadError};
use crate::session::{BackgroundWork, ExportError, FolderChoices, FormerOutput};
use crate::storage::StoreError;

/// So long after the last change of a field its value is kept and added up with.
const PAUSE: Duration = Duration::from_millis(400);

/// What stands beside the list of units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FolderPane {
    /// The table of the sum with this number among those of the form.
    Table(usize),
    /// The page of charts.
    Charts,
    /// Nothing is chosen yet: the table that most have something in.
    #[default]
    First,
}

/// What can be asked of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderAction {
    /// Show it, go back to the report, or ask for a folder where none is open.
    Enter,
    /// Show it.
    Show,
    /// Show the report, or the start page.
    Leave,
    /// Take it out of the window.
    Close,
    /// Read it again.
    Read,
    /// Stop what is being read or written.
    Cancel,
    /// Change what is chosen.
    Choose(Box<FolderChoices>),
    /// Count a file, or do not.
    Toggle(String),
    /// Open the report in a file in a window of its own, at a cell.
    Open(String, Option<CellKey>),
    /// The same of a file that the open report, a sum, was made of.
    OpenPart(String, Option<CellKey>),
}

/// What was read in the folder.
pub struct FolderContents {
    /// The reports.
    pub members: Arc<[RollupMember]>,
    /// The files that could not be read.
    pub failed: Vec<(String, RollupReadError)>,
}

/// What came of reading the folder, with the sum by what was chosen when that began; `None` where it was stopped.
pub type FolderReadResult = Result<Option<(FolderContents, Option<FolderSum>)>, StoreError>;

/// What came of writing something.
pub enum FolderWritten {
    /// It was stopped.
    Stopped,
    /// It is there; what was sent back, and what became of the file that was there before.
    Done(Option<ReturnSummary>, Box<FormerOutput>),
    /// It cannot be written, or something is there that is not to be replaced.
    Refused(StoreError),
    /// It cannot be made.
    Failed(String),
}

/// What is being written.
pub struct FolderWriting {
    /// What it is.
    pub kind: RollupFile,
    /// Where it goes.
    pub path: PathBuf,
    /// The work.
    pub work: BackgroundWork<FolderWritten>,
}

impl From<ExportError> for FolderWritten {
    fn from(error: ExportError) -> FolderWritten {
        FolderWritten::Failed(error.to_string())
    }
}

impl From<StoreError> for FolderWritten {
    fn from(error: StoreError) -> FolderWritten {
        FolderWritten::Refused(error)
    }
}

/// An open folder.
pub struct FolderTab {
    /// What is chosen.
    pub choices: FolderChoices,
    /// The list of units.
    pub(super) list: UnitList,
    /// The former report.
    pub(super) former: Option<Arc<Report>>,
    /// What was read.
    pub contents: Option<FolderContents>,
    /// The sum of it.
    pub sum: Option<FolderSum>,
    /// The folder while it is read.
    pub(super) reading: Option<BackgroundWork<FolderReadResult>>,
    /// What is being written.
    pub(super) writing: Option<FolderWriting>,
    /// What stands beside the list.
    pub pane: FolderPane,
    /// The table that was shown last.
    pub last_table: usize,
    /// The list on screen.
    pub units: UnitListState,
    /// The tables on screen.
    pub grids: BTreeMap<usize, TableEditor>,
    /// The cells that were chosen because nobody chose one yet.
    pub first_cells: Vec<CellKey>,
    /// The charts on screen.
    pub charts: ChartPages,
    /// What stands in the field of the unit.
    pub unit: String,
    /// The time of this frame.
    pub clock: Duration,
    /// When that was changed.
    pub touched: Option<Duration>,
    /// Where the keys go next.
    pub(super) wanted: Option<FolderFocus>,
}

/// Where keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderFocus {
    /// The controls above.
    Controls,
    /// The list of units.
    Units,
    /// What stands beside it.
    Pane,
}

impl FolderTab {
    /// Why the file with this name could not be read; `None` for one that was.
    pub fn failure(&self, file: &str, language: Language) -> Option<String> {
        let failed = &self.contents.as_ref()?.failed;
        let (file, error) = failed.iter().find(|(name, _)| name == file)?;
        Some(messages::rollup_read_error(language, file, error))
    }

    /// The folder with what was chosen for it, before it is read.
    pub fn new(choices: FolderChoices) -> FolderTab {
        FolderTab {
            unit: choices.unit.clone(),
            choices,
            list: UnitList::default(),
            former: None,
            contents: None,
            sum: None,
            reading: None,
            writing: None,
            pane: FolderPane::First,
            last_table: 0,
            units: UnitListState::default(),
            grids: BTreeMap::new(),
            first_cells: Vec::new(),
            charts: ChartPages::default(),
            clock: Duration::ZERO,
            touched: None,
            wanted: Some(FolderFocus::Units),
        }
    }

    /// The folder's name.
    pub fn name(&self) -> String {
        let path = &self.choices.folder;
        path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
    }

    /// Whether something is being read or written.
    pub const fn is_busy(&self) -> bool {
        self.reading.is_some() || self.writing.is_some()
    }

    /// How far what is being read or written is, and of how much.
    pub fn progress(&self) -> Option<(usize, usize)> {
        let read = self.reading.as_ref().map(|work| work.progress().steps());
        read.or_else(|| self.writing.as_ref().map(|writing| writing.work.progress().steps()))
    }

    /// Stops what is being read or written; what was there before stays.
    pub fn cancel(&self) {
        self.reading.iter().for_each(|work| work.progress().cancel());
        self.writing.iter().for_each(|writing| writing.work.progress().cancel());
    }

    /// Adds up again, by what is chosen now.
    pub fn add_up(&mut self, language: Language, today: Option<Date>) {
        let options = self.options();
        self.sum =
            self.contents.as_ref().and_then(|contents| FolderSum::new(language, options, contents, &self.list, today));
        self.show_sum();
    }

    /// Takes what was read, with its sum where that is still by what is chosen; whether it is.
    pub(super) fn take_contents(
        &mut self,
        contents: FolderContents,
        sum: Option<FolderSum>,
        language: Language,
    ) -> bool {
        let former = (self.contents.replace(contents), self.sum.take());
        // Letting go of ten thousand reports takes a good part of a frame; another thread has the time.
        let _ = std::thread::Builder::new().spawn(move || drop(former));
        let is_still = |sum: &FolderSum| sum.rollup.options == self.options() && sum.language == language;
        if !sum.as_ref().is_some_and(is_still) {
            return false;
        }
        self.sum = sum;
        self.show_sum();
        true
    }

    /// What the sum is made by.
    pub(super) fn options(&self) -> RollupOptions {
        let former = self.former.as_ref().map(|former| former.unit.name.as_str()).filter(|unit| !unit.is_empty());
        self.choices.options(former)
    }

    fn show_sum(&mut self) {
        self.charts.forget();
        self.units.keep_within(self.sum.as_ref().map_or(0, |sum| sum.rows.len()));
    }

    /// The cell that is chosen in the table in sight.
    pub fn cell(&self) -> Option<CellKey> {
        let table = self.sum.as_ref()?.form.tables.get(self.last_table)?;
        self.grids.get(&self.last_table)?.focused(table)
    }

    /// The cells by which the charts rank units: the one that somebody chose.
    pub fn chart_cells(&self) -> Vec<CellKey> {
        self.cell().into_iter().filter(|cell| !self.first_cells.contains(cell)).collect()
    }

    /// Takes what stands in the field of the unit once it was not changed for a moment, or at once; whether it is
    /// another.
    pub(super) fn take_unit(&mut self, now: Option<Duration>) -> bool {
        let waits = |touched: Duration| now.is_some_and(|now| now.saturating_sub(touched) < PAUSE);
        if self.touched.take_if(|touched| !waits(*touched)).is_none() {
            return false;
        }
        let other = self.choices.unit != self.unit;
        self.choices.unit.clone_from(&self.unit);
        other
    }

    /// How long until what was typed is taken.
    pub(super) fn waits(&self, now: Duration) -> Option<Duration> {
        self.touched.map(|touched| PAUSE.saturating_sub(now.saturating_sub(touched)))
    }
}
