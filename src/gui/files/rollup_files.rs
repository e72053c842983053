//! A folder of reports in the window: reads it, its list of units and the former report, writes what comes of it, in
//! the background. What it reads it never changes. Draws nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rollup_outputs::{self, SumWriting};
use crate::form::CellKey;
use crate::gui::action::Action;
use crate::gui::app::App;
use crate::gui::dialogs::notice::Notice;
use crate::gui::dialogs::question::{Continuation, FileQuestion};
use crate::gui::folder_sum::FolderSum;
use crate::gui::folder_tab::{FolderAction, FolderContents, FolderReadResult, FolderTab, FolderWriting, FolderWritten};
use crate::gui::host::{FileDialog, RollupFile};
use crate::messages::{self, Shown};
use crate::rollup::UnitList;
use crate::session::output_file::Replace;
use crate::session::rollup::{self, ReportFolder, ReviewOptions};
use crate::session::{BackgroundWork, FolderChoices, FormSource, Settings, import};
use crate::storage::StoreCause;

impl App {
    /// Does what is asked of the folder.
    pub(in crate::gui) fn act_on_folder(&mut self, action: FolderAction, context: &egui::Context) {
        match action {
            FolderAction::Enter if self.folder.is_none() => {
                self.choose(FileDialog::Rollup(RollupFile::Folder), context);
            }
            FolderAction::Enter => self.folder_shown = !self.folder_shown,
            FolderAction::Show => self.folder_shown = self.folder.is_some(),
            FolderAction::Leave => self.folder_shown = false,
            FolderAction::Close => self.close_folder(),
            FolderAction::Read => self.read_folder(context),
            FolderAction::Cancel => self.folder.iter().for_each(FolderTab::cancel),
            FolderAction::Choose(choices) => self.choose_for_folder(*choices),
            FolderAction::Toggle(file) => self.toggle_file(file),
            FolderAction::Open(file, cell) => {
                let Some(folder) = &self.folder else { return };
                let path = folder.choices.folder.join(&file);
                match folder.failure(&file, self.language()) {
                    // A window of its own would say no more, and far from here.
                    Some(said) => {
                        let there = rollup::file_on_disk(&folder.choices.folder, &file);
                        let notice = Notice::with_next(said, Action::ShowFolderOf(there));
                        self.dialogs.notify(notice, self.host.moment());
                    }
                    None => self.open_part(&path, cell),
                }
            }
            FolderAction::OpenPart(file, cell) => self.open_part_of_sum(&file, cell),
        }
    }

    /// Opens the report at `path` in a window of its own.
    fn open_part(&mut self, path: &Path, cell: Option<CellKey>) {
        if !self.host.open_beside(path, cell) {
            self.say(self.language().word("say.no_window"));
        }
    }

    /// Opens a report that the open one, a sum, was made of: where its draft says that it is, or in a folder that
    /// was added up here.
    fn open_part_of_sum(&mut self, file: &str, cell: Option<CellKey>) {
        let Some(document) = &self.document else { return };
        let Some(sum) = &document.sum else { return };
        let folders: Vec<PathBuf> = self.settings.folders.iter().map(|one| one.folder.clone()).collect();
        let draft = document.session.path().map(Path::to_owned);
        let of = (sum.folder.as_deref(), file);
        match rollup::part_file(&*self.host.disk(), draft.as_deref(), of, &folders) {
            Some(path) => self.open_part(&path, cell),
            None => self.say(self.language().say("sum.lost", &[("file", &Shown(file))])),
        }
    }

    /// Opens the folder at `path` with what was chosen for it the last time.
    pub(in crate::gui) fn open_folder(&mut self, path: PathBuf, context: &egui::Context) {
        self.take_folder_field(None);
        let known = self.settings.folders.iter().find(|one| one.folder == path).cloned();
        let choices = known.unwrap_or_else(|| FolderChoices { folder: path, ..FolderChoices::default() });
        self.folder = Some(FolderTab::new(choices));
        self.folder_shown = true;
        self.read_folder(context);
        self.keep_choices();
    }

    /// Takes the folder out of the window.
    fn close_folder(&mut self) {
        self.take_folder_field(None);
        self.folder = None;
        self.folder_shown = false;
    }

    /// What a path was asked for.
    pub(in crate::gui) fn take_rollup_path(
        &mut self,
        file: RollupFile,
        path: PathBuf,
        replace: Replace,
        context: &egui::Context,
    ) {
        let Some(folder) = &self.folder else {
            if file == RollupFile::Folder {
                self.open_folder(path, context);
            }
            return;
        };
        let choices = folder.choices.clone();
        match file {
            RollupFile::Folder => self.open_folder(path, context),
            RollupFile::List => {
                self.choose_for_folder(FolderChoices { units: Some(path), ..choices });
                // The list says of what kind a unit is, which its check depends on.
                self.read_folder(context);
            }
            RollupFile::Former => self.choose_for_folder(FolderChoices { from: Some(path), ..choices }),
            _ => self.write_rollup(file, path, replace, context),
        }
    }

    /// Reads the folder in the background; one reading is under way at a time.
    fn read_folder(&mut self, context: &egui::Context) {
        let (disk, language, today) = (self.host.disk(), self.language(), self.host.today());
        self.read_beside_folder();
        let Some(folder) = &mut self.folder else { return };
        let (path, list, context) = (folder.choices.folder.clone(), folder.list.clone(), context.clone());
        let options = folder.options();
        // Dropped, a former reading stops.
        folder.reading = None;
        let beside: Vec<PathBuf> = folder.choices.units.iter().chain(&folder.choices.from).cloned().collect();
        let work = move |progress: &_| -> FolderReadResult {
            let beside: Vec<&Path> = beside.iter().map(PathBuf::as_path).collect();
            let listed = ReportFolder::list(&*disk, &path, &beside)?;
            let review = ReviewOptions { forms: &FormSource::built_in(), packs: None, list: &list };
            let Some(reading) = listed.read(&*disk, &review, progress) else { return Ok(None) };
            let members = reading.units.into_iter().map(|unit| unit.member).collect();
            let contents = FolderContents { members, failed: reading.failed };
            let sum = FolderSum::new(language, options, &contents, &list, today);
            Ok(Some((contents, sum)))
        };
        let begun = BackgroundWork::begin(false, work, move || context.request_repaint());
        match begun {
            Ok(work) => folder.reading = Some(work),
            Err(error) => self.say(error.to_string()),
        }
    }

    /// Reads the list of units and the former report that are chosen, and says where one cannot be read.
    fn read_beside_folder(&mut self) {
        let (disk, language) = (self.host.disk(), self.language());
        let Some(folder) = &mut self.folder else { return };
        let mut said = None;
        let told = |path: &Path, error: &import::ImportOpenError| match error {
            import::ImportOpenError::Store(error) => messages::store_error(language, error),
            import::ImportOpenError::Read(error) => messages::read_error(language, &path.display(), error),
        };
        folder.list = match &folder.choices.units {
            None => UnitList::default(),
            Some(path) => rollup::unit_list(&*disk, path).unwrap_or_else(|error| {
                said = Some(told(path, &error));
                UnitList::default()
            }),
        };
        folder.former = folder.choices.from.as_ref().and_then(|path| {
            let report = import::open_any(&*disk, path).map_err(|error| said = Some(told(path, &error)));
            report.ok().map(Arc::new)
        });
        let has_list = folder.choices.units.is_some();
        let said = said.or_else(|| messages::list_faults(language, &folder.list).filter(|_| has_list));
        if let Some(said) = said {
            self.say(said);
        }
    }

    /// Takes what was chosen, and adds up again.
    fn choose_for_folder(&mut self, choices: FolderChoices) {
        let Some(folder) = &mut self.folder else { return };
        let beside = folder.choices.units != choices.units || folder.choices.from != choices.from;
        folder.choices = choices;
        if beside {
            self.read_beside_folder();
        }
        self.add_up_folder();
        self.keep_choices();
    }

    /// Counts a file that was not counted, or leaves one out.
    fn toggle_file(&mut self, file: String) {
        let Some(folder) = &self.folder else { return };
        if let Some(choices) = folder.sum.as_ref().and_then(|sum| sum.toggled(&folder.choices, file)) {
            self.choose_for_folder(choices);
        }
    }

    fn add_up_folder(&mut self) {
        let (language, today) = (self.language(), self.host.today());
        if let Some(folder) = &mut self.folder {
            folder.add_up(language, today);
        }
    }

    /// Keeps what is chosen in the settings.
    fn keep_choices(&mut self) {
        if let Some(folder) = &self.folder {
            let mut settings: Settings = self.settings.clone();
            settings.remember_folder(&folder.choices);
            self.change_settings(settings);
        }
    }

    /// Takes what stands in the field of the unit: at once, or where it was not changed for a moment.
    pub(in crate::gui) fn take_folder_field(&mut self, now: Option<std::time::Duration>) {
        if self.folder.as_mut().is_some_and(|folder| folder.take_unit(now)) {
            self.add_up_folder();
            self.keep_choices();
        }
    }

    /// What has to happen before a frame: takes what was read and written.
    pub(in crate::gui) fn prepare_folder(&mut self) {
        let now = self.host.moment();
        if let Some(folder) = &mut self.folder {
            folder.clock = now;
        }
        self.take_folder_field(Some(now));
        let language = self.language();
        let Some(folder) = &mut self.folder else { return };
        if let Some(read) = folder.reading.as_ref().and_then(BackgroundWork::result) {
            folder.reading = None;
            match read {
                Ok(Ok(Some((contents, sum)))) => {
                    if !folder.take_contents(contents, sum, language) {
                        self.add_up_folder();
                    }
                }
                // What was read before stays.
                Ok(Ok(None)) => self.say(language.word("folder.stopped")),
                Ok(Err(error)) => self.say(messages::store_error(language, &self.typed_paths.in_error(&error))),
                Err(panic) => self.say(language.say("draft.broke", &[("words", &panic)])),
            }
        } else if folder.sum.as_ref().is_some_and(|sum| sum.language != language) {
            self.add_up_folder();
        }
        self.take_rollup_written();
    }

    /// Writes what comes of the folder in the background.
    pub(in crate::gui) fn write_rollup(
        &mut self,
        kind: RollupFile,
        path: PathBuf,
        replace: Replace,
        context: &egui::Context,
    ) {
        self.take_folder_field(None);
        let whole = match kind.extension() {
            // What the user was asked about has the name that it is to have.
            Some(extension) if replace != Replace::Anything => {
                super::export_file::of_kind(path.clone(), extension, kind.other_extensions())
            }
            _ => path.clone(),
        };
        // Nobody was asked about a name that was completed here.
        let replace = if whole != path && replace == Replace::Outputs { Replace::Nothing } else { replace };
        let path = whole;
        let (language, disk, packs) = (self.language(), self.host.disk(), Arc::clone(&self.packs));
        let (names, versions, now) = (self.settings.rule_packs.clone(), self.host.folders().backups, self.host.now());
        let Some(folder) = self.folder.as_mut().filter(|folder| !folder.is_busy()) else { return };
        let (Some(sum), Some(contents)) = (&folder.sum, &folder.contents) else { return };
        let view = sum.overview(&contents.failed);
        let writing = SumWriting {
            language,
            kind,
            path: path.clone(),
            replace,
            rollup: sum.rollup.clone(),
            files: view.counts(),
            rows: messages::rollup_rows(language, &view),
            cells: folder.chart_cells(),
            former: folder.former.clone(),
            folder: folder.choices.folder.clone(),
            beside: folder.choices.units.iter().chain(&folder.choices.from).cloned().collect(),
            list: folder.list.clone(),
            packs: (packs, names),
            versions,
            now,
        };
        let work = move |progress: &_| rollup_outputs::write(&*disk, &writing, progress);
        let context = context.clone();
        match BackgroundWork::begin(true, work, move || context.request_repaint()) {
            Ok(work) => folder.writing = Some(FolderWriting { kind, path, work }),
            Err(error) => self.say(error.to_string()),
        }
    }

    /// Says what came of what was written, once that is known.
    fn take_rollup_written(&mut self) {
        let language = self.language();
        let Some(folder) = &mut self.folder else { return };
        let Some(written) = folder.writing.as_ref().and_then(|writing| writing.work.result()) else { return };
        let Some(FolderWriting { kind, path, .. }) = folder.writing.take() else { return };
        let shown = self.typed_paths.shown(&path).display().to_string();
        match written {
            Ok(FolderWritten::Stopped) => self.say(language.word("folder.stopped")),
            Ok(FolderWritten::Done(returned, former)) => {
                let mut said = language.say("say.handed_out", &[("path", &shown)]);
                said.extend(
                    returned.map(|returned| language.word("label.sentence") + &messages::returned(language, &returned)),
                );
                said.extend(messages::former_output(language, self.typed_paths.shown(&path), &former));
                let notice = match kind {
                    RollupFile::Draft => Notice::with_next(said, Action::Leave(Continuation::Open(path))),
                    _ => Notice::with_next(said, Action::ShowFolderOf(path)),
                };
                self.dialogs.notify(notice, self.host.moment());
            }
            Ok(FolderWritten::Refused(error)) if rollup_outputs::may_be_replaced(&error) => {
                self.dialogs.ask_about(FileQuestion::ReplaceOutput(FileDialog::Rollup(kind), error));
            }
            Ok(FolderWritten::Refused(error)) if error.cause == StoreCause::IsSource => {
                self.say(language.say("folder.is_source", &[("path", &shown)]));
            }
            Ok(FolderWritten::Refused(error)) => self.say(messages::store_error(language, &error)),
            Ok(FolderWritten::Failed(words)) => {
                self.say(language.say("error.export.failed", &[("path", &shown), ("words", &words)]));
            }
            Err(panic) => self.say(language.say("draft.broke", &[("words", &panic)])),
        }
    }

    /// Whether the folder is what is in sight.
    pub const fn is_folder_shown(&self) -> bool {
        self.folder_shown && self.folder.is_some()
    }
}
