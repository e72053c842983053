//! What a report is handed out as, made and written from a copy of it: the PDF of the preview's pages, other programs'
//! files, the whole set, the package, and the pages to print. Stopped, it leaves nothing. Must not know the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::TypedPaths;
use crate::form::Form;
use crate::gui::action::Action;
use crate::gui::dialogs::notice::Notice;
use crate::gui::host::ReviewFile;
use crate::layout::Paper;
use crate::messages::{self, Language};
use crate::report::Report;
use crate::session::hand_in::HandInPackage;
use crate::session::output_file::{self, OutputSet, Replace};
use crate::session::{
    self, ExportError, ExportFormat, FormerOutput, Keeping, PackLibrary, PrintOptions, PrintedSheet, Settings,
    SharedDisk, TaskProgress, TaskStopped, run_checks,
};
use crate::storage::{self, FileTime, StoreCause, StoreError};

/// What is to be handed out, and where it goes.
#[derive(Clone, Debug)]
pub(in crate::gui) enum ExportTarget {
    /// The pages that the preview shows.
    Pdf(PathBuf),
    /// A file of this format, or of the one that its extension names.
    File(PathBuf, Option<ExportFormat>),
    /// The package that is handed in, as one archive.
    Package(PathBuf),
    /// The report for those who review it, with comments and tracked changes.
    Review(PathBuf, ReviewFile),
    /// What a comparison shows.
    Comparison(PathBuf, PrintedSheet),
    /// The whole set, in a folder of its own below this one; nothing there is replaced.
    Set(PathBuf),
    /// The pages, for the system's viewer, which prints. No file of the user is touched.
    Print(PathBuf),
}

/// All that an export takes, so that a thread can own it.
pub(super) struct ExportJob {
    /// The form of the report.
    pub form: &'static Form,
    /// The report as it is now.
    pub report: Report,
    /// Its pages.
    pub paper: Arc<Paper>,
    /// How many errors it has.
    pub errors: usize,
    /// How paper is to look, and what the report is checked by.
    pub settings: Settings,
    /// See `settings`.
    pub packs: Arc<PackLibrary>,
    /// The files that the report was read from or is compared with.
    pub sources: Vec<PathBuf>,
    /// Where files go.
    pub disk: SharedDisk,
    /// Where former versions are kept, and the time that they bear.
    pub versions: PathBuf,
    /// See `versions`.
    pub now: FileTime,
    /// The paths as the user wrote them.
    pub typed_paths: TypedPaths,
    /// The language of the notices.
    pub language: Language,
    /// What an export may replace.
    pub replace: Replace,
}

/// What came of an export.
#[derive(Debug)]
pub(super) struct Exported {
    /// What is to be said.
    pub notice: Notice,
    /// The file whose folder may be shown.
    pub file: Option<PathBuf>,
}

/// Why nothing was exported.
#[derive(Debug)]
pub(super) enum ExportFailure {
    /// A sentence says why.
    Told(String),
    /// Something is there that is only replaced where the user wants that.
    InTheWay(StoreError),
    /// Nobody wants it any more.
    Stopped,
}

/// Why a package was not made.
enum PackageFailure {
    Words(String),
    Stopped,
}

impl ExportTarget {
    /// The steps by their names, as the work tells them.
    pub fn steps(&self, language: Language) -> Vec<String> {
        let names: Vec<String> = match self {
            ExportTarget::Set(_) => ExportFormat::SET.iter().map(|format| format.extension().to_owned()).collect(),
            ExportTarget::Package(_) => {
                (0..HandInPackage::STEPS).map(|step| language.say("task.file", &[("number", &(step + 1))])).collect()
            }
            ExportTarget::Pdf(_)
            | ExportTarget::File(..)
            | ExportTarget::Review(..)
            | ExportTarget::Comparison(..)
            | ExportTarget::Print(_) => vec![language.word("task.make")],
        };
        names.into_iter().chain([language.word("task.write")]).collect()
    }
}

impl ExportJob {
    /// Makes and writes what is to be handed out.
    ///
    /// # Errors
    ///
    /// It cannot be made or written, or is not wanted any more.
    pub fn run(&self, target: ExportTarget, progress: &TaskProgress) -> Result<Exported, ExportFailure> {
        progress.step()?;
        match target {
            ExportTarget::Pdf(path) => self.pdf(path, progress),
            ExportTarget::File(path, format) => self.file(path, format, progress),
            ExportTarget::Package(path) => self.package(path, progress),
            ExportTarget::Review(path, file) => {
                // Whoever reviews sees all of it, whether it is ready or not.
                let bytes = self.made_by(&path, |printing| {
                    let printing = PrintOptions { notes: Some(file.notes()), ..printing };
                    session::export_on(self.form, &self.report, file.format(), &printing)
                })?;
                self.written(path, &bytes, progress)
            }
            ExportTarget::Comparison(path, sheet) => {
                let bytes = self.made_by(&path, |_| sheet.pdf(self.form, &self.report))?;
                self.written(path, &bytes, progress)
            }
            ExportTarget::Set(folder) => self.set(&folder, progress),
            ExportTarget::Print(path) => {
                let _ = self.write_pages(&path, progress)?;
                Ok(Exported { notice: Notice::new(self.language.word("say.handing_over")), file: None })
            }
        }
    }

    fn pdf(&self, path: PathBuf, progress: &TaskProgress) -> Result<Exported, ExportFailure> {
        let (pages, former) = self.write_pages(&path, progress)?;
        let said = self.language.say("say.exported", &[("path", &self.shown(&path).display()), ("pages", &pages)]);
        Ok(self.exported(self.with_former(self.with_errors(said), &path, &former), path))
    }

    fn file(
        &self,
        path: PathBuf,
        format: Option<ExportFormat>,
        progress: &TaskProgress,
    ) -> Result<Exported, ExportFailure> {
        let shown = self.shown(&path).display().to_string();
        let format = format.or_else(|| ExportFormat::of(&path)).ok_or_else(|| {
            let kinds = ExportFormat::ALL.map(ExportFormat::extension).join(" ");
            ExportFailure::Told(self.language.say("error.export.kind", &[("path", &shown), ("kinds", &kinds)]))
        })?;
        let bytes = self.made(&path, format)?;
        self.written(path, &bytes, progress)
    }

    /// Writes what was made.
    fn written(&self, path: PathBuf, bytes: &[u8], progress: &TaskProgress) -> Result<Exported, ExportFailure> {
        progress.step()?;
        let former = self.write_bytes(&path, bytes)?;
        let said = self.language.say("say.handed_out", &[("path", &self.shown(&path).display())]);
        Ok(self.exported(self.with_former(said, &path, &former), path))
    }

    /// What `make` makes with the paper as the settings want it, marked 送审稿, for a file at `path`.
    fn made_by(
        &self,
        path: &Path,
        make: impl FnOnce(PrintOptions) -> Result<Vec<u8>, ExportError>,
    ) -> Result<Vec<u8>, ExportFailure> {
        let made = session::contained(|| {
            let printing = self.settings.printing(true).map_err(|error| error.to_string())?;
            make(printing).map_err(|error| error.to_string())
        });
        made.unwrap_or_else(|panic| Err(panic.to_string())).map_err(|error| self.not_made(path, &error))
    }

    fn package(&self, path: PathBuf, progress: &TaskProgress) -> Result<Exported, ExportFailure> {
        let made = session::contained(|| {
            let packs = self.packs.choose(&self.report, &self.settings.rule_packs).knowing(&self.settings.words);
            let review = run_checks::review(self.form, &self.report, None, None, &packs);
            let review = review.wanting(self.settings.settle_first).handed_in();
            let sheet = messages::check_report(self.language, self.form, &self.report, &review, None, None);
            let options = self.settings.printing(self.errors > 0).map_err(ExportError::from)?;
            let step = || progress.step().map_err(PackageFailure::from);
            let made = HandInPackage::make_by_steps(self.form, &self.report, (&review, &sheet), &options, step)?;
            Ok(made.archive()?)
        });
        let bytes = match made.unwrap_or_else(|panic| Err(PackageFailure::Words(panic.to_string()))) {
            Ok(bytes) => bytes,
            Err(PackageFailure::Stopped) => return Err(ExportFailure::Stopped),
            Err(PackageFailure::Words(words)) => return Err(self.not_made(&path, &words)),
        };
        progress.step()?;
        let former = self.write_bytes(&path, &bytes)?;
        let said = self.language.say("say.package_made", &[("path", &self.shown(&path).display())]);
        Ok(self.exported(self.with_former(self.with_errors(said), &path, &former), path))
    }

    /// Writes the whole set, once all of it is made.
    fn set(&self, folder: &Path, progress: &TaskProgress) -> Result<Exported, ExportFailure> {
        let stem = session::file_stem(self.form, &self.report);
        let disk = &*self.disk;
        let numbered = (2..100).map(|number| folder.join(format!("{stem}（{number}）")));
        let free = |path: &PathBuf| disk.kind(path).is_ok_and(|kind| kind.is_none());
        let own = std::iter::once(folder.join(&stem)).chain(numbered).find(free);
        let own = own.unwrap_or_else(|| folder.to_owned());
        let mut set = OutputSet { form: self.form, report: &self.report, files: Vec::new() };
        for format in ExportFormat::SET {
            let path = own.join(format.file_name(self.form, &self.report));
            let bytes = self.made(&path, format)?;
            set.files.push((format, path, bytes));
            progress.step()?;
        }
        let told = |error: StoreError| ExportFailure::Told(messages::store_error(self.language, &error));
        let (mut written, sources) = (Vec::new(), self.sources());
        let result = storage::in_folder(disk, &own, || {
            set.write(disk, &sources, (Replace::Nothing, self.keeping()), |path, _| {
                written.push(path.to_owned());
                progress.is_wanted().map_err(SetFailure::from)
            })
        });
        match result {
            Ok(()) => {}
            Err(SetFailure::Store(error)) => return Err(told(error)),
            Err(SetFailure::Stopped) => {
                // Nothing was there before: what is removed is our own. A folder with anything else in it stays.
                for path in &written {
                    let _ = disk.remove(path);
                }
                let _ = disk.remove_empty_folder(&own);
                return Err(ExportFailure::Stopped);
            }
        }
        let count = ExportFormat::SET.len();
        let said = self.language.say("say.set_handed_out", &[("count", &count), ("path", &own.display())]);
        let first = set.files.into_iter().next().map(|(_, path, _)| path);
        Ok(Exported { notice: Notice::with_next(said, Action::OpenFolder), file: first })
    }

    /// Writes the pages and returns their number, with what became of the file that was there.
    fn write_pages(&self, path: &Path, progress: &TaskProgress) -> Result<(usize, FormerOutput), ExportFailure> {
        let mut paper = (*self.paper).clone();
        session::identify(&mut paper, &self.report);
        let printed = session::contained(|| {
            let options = self.settings.printing(false).map_err(ExportError::from);
            options.and_then(|options| session::print(&paper, &options)).map_err(|error| error.to_string())
        });
        let bytes = printed
            .unwrap_or_else(|panic| Err(panic.to_string()))
            .map_err(|error| ExportFailure::Told(self.language.say("say.no_pdf", &[("error", &error)])))?;
        progress.step()?;
        let former = self.write_bytes(path, &bytes)?;
        Ok((paper.pages.len(), former))
    }

    /// The bytes of the file that is to be at `path`.
    fn made(&self, path: &Path, format: ExportFormat) -> Result<Vec<u8>, ExportFailure> {
        // On paper as the preview shows it: the same fonts, sheet and mark.
        let mark = self.settings.review_mark && self.errors > 0;
        let made = session::contained(|| {
            let options = self.settings.printing(mark).map_err(|error| error.to_string())?;
            session::export_on(self.form, &self.report, format, &options).map_err(|error| error.to_string())
        });
        made.unwrap_or_else(|panic| Err(panic.to_string())).map_err(|error| self.not_made(path, &error))
    }

    fn write_bytes(&self, path: &Path, bytes: &[u8]) -> Result<FormerOutput, ExportFailure> {
        let mut sources = self.sources();
        if output_file::is_origin(&self.report, path) {
            sources.push(path);
        }
        output_file::write_output(&*self.disk, path, bytes, &sources, (self.replace, self.keeping())).map_err(|error| {
            match error.cause {
                StoreCause::Exists
                | StoreCause::HoldsDraft
                | StoreCause::SavedElsewhere
                | StoreCause::OtherContent
                | StoreCause::Unkept
                | StoreCause::ProgramFile
                | StoreCause::IsSource => ExportFailure::InTheWay(error),
                _ => {
                    let error = self.typed_paths.in_error(&error);
                    ExportFailure::Told(messages::store_error(self.language, &error))
                }
            }
        })
    }

    /// Where what is replaced is kept.
    fn keeping(&self) -> Keeping<'_> {
        Keeping { versions: Some(&self.versions), now: self.now, must_keep: true }
    }

    fn sources(&self) -> Vec<&Path> {
        self.sources.iter().map(PathBuf::as_path).collect()
    }

    fn shown<'a>(&'a self, path: &'a Path) -> &'a Path {
        self.typed_paths.shown(path)
    }

    /// What is said of a file that was written, with how many errors keep the report from being ready.
    fn with_errors(&self, mut said: String) -> String {
        if self.errors > 0 {
            said.push_str(&self.language.say("say.not_ready", &[("errors", &self.errors)]));
        }
        said
    }

    /// What is said, with what became of the file that was there.
    fn with_former(&self, mut said: String, path: &Path, former: &FormerOutput) -> String {
        said.extend(messages::former_output(self.language, self.shown(path), former));
        said
    }

    fn exported(&self, said: String, file: PathBuf) -> Exported {
        Exported { notice: Notice::with_next(said, Action::OpenFolder), file: Some(file) }
    }

    fn not_made(&self, path: &Path, words: &str) -> ExportFailure {
        let shown = self.shown(path);
        ExportFailure::Told(self.language.say("error.export.failed", &[("path", &shown.display()), ("words", &words)]))
    }
}

/// Why the whole set was not written.
enum SetFailure {
    Store(StoreError),
    Stopped,
}

impl From<StoreError> for SetFailure {
    fn from(error: StoreError) -> SetFailure {
        SetFailure::Store(error)
    }
}

impl From<TaskStopped> for SetFailure {
    fn from(_: TaskStopped) -> SetFailure {
        SetFailure::Stopped
    }
}

impl From<TaskStopped> for ExportFailure {
    fn from(_: TaskStopped) -> ExportFailure {
        ExportFailure::Stopped
    }
}

impl From<TaskStopped> for PackageFailure {
    fn from(_: TaskStopped) -> PackageFailure {
        PackageFailure::Stopped
    }
}

impl From<ExportError> for PackageFailure {
    fn from(error: ExportError) -> PackageFailure {
        PackageFailure::Words(error.to_string())
    }
}
