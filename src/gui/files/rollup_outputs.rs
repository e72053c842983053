//! What comes of a folder, as files: the draft of the sum, workbook, rows for a database, sheets that go back,
//! charts. Runs in a thread of its own. Must not know the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::form::{CellKey, Form};
use crate::gui::folder_tab::FolderWritten;
use crate::gui::host::RollupFile;
use crate::messages::{self, FileCounts, Language, ReturnSheet};
use crate::report::Report;
use crate::rollup::{Rollup, UnitList};
use crate::session::output_file::{self, Replace};
use crate::session::rollup::{self, ReportFolder, ReturnError, ReviewOptions, RowsFormat};
use crate::session::{
    self, ChartFormat, ExportError, FormSource, FormerOutput, Keeping, PackLibrary, WorkProgress, draft_files,
};
use crate::storage::{Disk, FileTime, StoreCause, StoreError};

/// What is to be written, and what of.
pub(super) struct SumWriting {
    /// The language of what is written.
    pub language: Language,
    /// What it is.
    pub kind: RollupFile,
    /// Where it goes.
    pub path: PathBuf,
    /// What it may replace.
    pub replace: Replace,
    /// The sum.
    pub rollup: Rollup,
    /// What the files of the folder count as.
    pub files: FileCounts,
    /// The rows of the sheet of files, heads first.
    pub rows: Vec<Vec<String>>,
    /// The cells by which units are ranked in charts.
    pub cells: Vec<CellKey>,
    /// The former report.
    pub former: Option<Arc<Report>>,
    /// The folder.
    pub folder: PathBuf,
    /// What else was read for the sum.
    pub beside: Vec<PathBuf>,
    /// The list of units.
    pub list: UnitList,
    /// The rule packs of this computer, and those that every report is checked by.
    pub packs: (Arc<PackLibrary>, Vec<String>),
    /// Where drafts that are replaced are kept.
    pub versions: PathBuf,
    /// The time.
    pub now: FileTime,
}

impl SumWriting {
    /// Where what is replaced is kept.
    fn keeping(&self) -> Keeping<'_> {
        Keeping { versions: Some(&self.versions), now: self.now, must_keep: true }
    }
}

/// Whether somebody may want to replace what is there.
pub(super) fn may_be_replaced(error: &StoreError) -> bool {
    use StoreCause::{Exists, HoldsDraft, NotOurs, OtherContent, SavedElsewhere, Unkept};
    matches!(error.cause, Exists | HoldsDraft | NotOurs | OtherContent | SavedElsewhere | Unkept)
}

/// Writes it.
pub(super) fn write(disk: &dyn Disk, of: &SumWriting, progress: &WorkProgress) -> FolderWritten {
    match written(disk, of, progress) {
        Ok(done) | Err(done) => done,
    }
}

fn written(disk: &dyn Disk, of: &SumWriting, progress: &WorkProgress) -> Result<FolderWritten, FolderWritten> {
    if of.kind == RollupFile::Returns {
        return returns(disk, of, progress);
    }
    // Whatever the user wants replaced, it is none of the files that the sum was made of.
    let members = of.rollup.members.iter().map(|member| rollup::file_on_disk(&of.folder, &member.file));
    let sources: Vec<PathBuf> = members.chain(of.beside.iter().cloned()).collect();
    let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    if output_file::is_source(disk, &of.path, &sources) {
        return Err(StoreError { path: of.path.clone(), cause: StoreCause::IsSource }.into());
    }
    output_file::may_write(disk, &of.path, &sources, of.replace)?;
    progress.expect(2);
    let bytes = bytes(disk, of)?;
    progress.step();
    if progress.is_cancelled() {
        return Err(FolderWritten::Stopped);
    }
    let keeping = of.keeping();
    let former = match bytes {
        SumBytes::Draft(draft) => {
            let former = keeping.keep(disk, &of.path, &[], of.replace)?;
            draft_files::create(disk, &of.path, &draft, of.replace != Replace::Nothing)?;
            former
        }
        SumBytes::File(bytes) => output_file::write_output(disk, &of.path, &bytes, &sources, (of.replace, keeping))?,
    };
    Ok(FolderWritten::Done(None, Box::new(former)))
}

/// What is written.
enum SumBytes {
    Draft(Box<Report>),
    File(Vec<u8>),
}

fn bytes(disk: &dyn Disk, of: &SumWriting) -> Result<SumBytes, FolderWritten> {
    let rollup = &of.rollup;
    let form = Form::of(rollup.edition).map_err(|error| FolderWritten::Failed(error.to_string()))?;
    let title = messages::rollup_title(of.language, rollup);
    let extension = of.path.extension().map(|one| one.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(match of.kind {
        RollupFile::Draft => {
            let folder = rollup::folder_from(disk, &of.path, &of.folder);
            let draft = rollup::sum_draft(rollup, form, of.former.as_deref(), folder).map_err(ExportError::from)?;
            SumBytes::Draft(Box::new(draft))
        }
        RollupFile::Xlsx => SumBytes::File(rollup::sum_workbook(rollup, form, &title, &of.rows)?),
        RollupFile::Csv => {
            let kind = RowsFormat::named(&extension).unwrap_or(RowsFormat::Csv);
            SumBytes::File(rollup::sum_rows(rollup, form, kind)?)
        }
        _ => {
            let form_of = |edition| Form::of(edition).ok();
            let sheet =
                messages::rollup_charts(of.language, (rollup, of.files), &of.cells, &form_of).unwrap_or_default();
            let kind = ChartFormat::named(&extension).unwrap_or(ChartFormat::Pdf);
            SumBytes::File(session::chart_file(&sheet, kind)?)
        }
    })
}

/// Checks every report again, this time its texts too, and writes the sheets that go back.
fn returns(disk: &dyn Disk, of: &SumWriting, progress: &WorkProgress) -> Result<FolderWritten, FolderWritten> {
    let forms = FormSource::built_in();
    let beside: Vec<&Path> = of.beside.iter().chain([&of.path]).map(PathBuf::as_path).collect();
    let folder = ReportFolder::list(disk, &of.folder, &beside)?;
    let packs = |report: &Report| of.packs.0.choose(report, &of.packs.1);
    let options = ReviewOptions { forms: &forms, packs: Some(&packs), list: &of.list };
    let Some(reading) = folder.read(disk, &options, progress) else { return Err(FolderWritten::Stopped) };
    let (members, findings): (Vec<_>, Vec<_>) =
        reading.units.into_iter().map(|unit| (unit.member, unit.findings)).unzip();
    let rollup = Rollup::of(members, of.rollup.options.clone());
    let sender = rollup.options.unit.as_deref();
    let make: rollup::MakeSheet<'_> = &|form, member, findings, record| {
        messages::return_sheet(of.language, form, &ReturnSheet { member, findings, record, sender })
    };
    // Only sheets that nobody has changed since the last round are replaced.
    let how = (Replace::Outputs, of.keeping(), &(|_: &Path, _: FormerOutput| ()) as rollup::AfterFile<'_>);
    let written = rollup::write_returns(disk, &of.path, (&forms, &rollup, &findings), make, how, progress);
    match written {
        Ok(Some(summary)) => Ok(FolderWritten::Done(Some(summary), Box::default())),
        Ok(None) => Err(FolderWritten::Stopped),
        Err(ReturnError::Store(error)) => Err(error.into()),
        Err(ReturnError::BrokenRecord(path)) => {
            Err(FolderWritten::Failed(of.language.say("error.rollup.record", &[("path", &path.display())])))
        }
        Err(error) => Err(FolderWritten::Failed(error.to_string())),
    }
}
