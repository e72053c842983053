//! Nothing is lost: backups, locks, recovery files, on a disk that fails at any step, that loses power
//! after any step, and with a program that is killed while it types. Every test drives the `DraftWriter`
//! that the window drives, in the way in which the window does.

mod failing_disk;
mod file_access;
mod former_versions;
mod held_files;
mod killed_process;
mod left_files;
mod planted_files;
mod power_cuts;
mod recovery_files;
mod two_versions;
mod verbatim_paths;
mod workers;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use nianbao::form::{SectionId, UnitKind};
use nianbao::report::{Report, ReportText};
use nianbao::richtext::{RichText, TextPosition, TextRange};
use nianbao::session::{
    DataFolders, DiskJobError, DraftEvent, DraftInput, DraftOpenError, DraftWriter, DraftWriterOptions, Overwrite,
    RecoverySearch, Session, SessionCommand, SharedDisk, TypedText, UnsavedDraft, WorkerMode, unsaved_drafts,
};
use nianbao::storage::{self, FileTime, RealDisk, StoreCause};

use crate::simulated_disk::NOW;

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

/// The text that is typed, over and over.
const TEXT: &str = "公开年报，一字不失。𠮷e\u{301}";

/// The program without its window: a session and its draft writer, called as the window calls them.
struct Program {
    session: Session,
    draft: DraftWriter,
    autosave: bool,
}

/// Where a program keeps its files, and how it writes them.
#[derive(Clone)]
struct Setup {
    disk: SharedDisk,
    folders: DataFolders,
    mode: WorkerMode,
    patience: Duration,
}

impl Setup {
    /// On this disk, with a worker that does everything at once.
    fn inline(disk: SharedDisk, folders: &DataFolders) -> Setup {
        Setup { disk, folders: folders.clone(), mode: WorkerMode::Inline, patience: Duration::ZERO }
    }

    /// On this computer's disk, with threads as in the window; saves are waited for.
    fn real(folders: &DataFolders) -> Setup {
        let (mode, patience) = (WorkerMode::Thread, Duration::from_secs(60));
        Setup { disk: Arc::new(RealDisk), folders: folders.clone(), mode, patience }
    }

    fn writer(&self, id: &str, owner: &str) -> DraftWriter {
        let options = DraftWriterOptions {
            folders: self.folders.clone(),
            id: id.to_owned(),
            owner: owner.to_owned(),
            patience: self.patience,
            mode: self.mode,
        };
        DraftWriter::new(Arc::clone(&self.disk), options)
    }

    /// A program with a report that is in no file yet.
    fn begin(&self, id: &str) -> Program {
        Program { session: Session::new(report()).unwrap(), draft: self.writer(id, "我"), autosave: false }
    }

    /// A program that opens this draft.
    fn open(&self, id: &str, path: &Path) -> Result<Program, DraftOpenError> {
        let mut draft = self.writer(id, "我");
        Ok(Program { session: draft.open(path)?, draft, autosave: false })
    }

    /// A program that starts, looks for unsaved text and opens what it finds; else the draft, else nothing.
    fn start(&self, id: &str, path: &Path) -> Program {
        let found = RecoverySearch::default().start(&*self.disk, &self.folders, Duration::ZERO).unwrap();
        let mut draft = self.writer(id, "我");
        let session = match found.first() {
            Some(found) => draft.recover(&found.file, NOW).unwrap(),
            None if storage::kind(&*self.disk, path).unwrap().is_some() => draft.open(path).unwrap(),
            None => Session::new(report()).unwrap(),
        };
        Program { session, draft, autosave: false }
    }

    fn unsaved(&self) -> Vec<UnsavedDraft> {
        unsaved_drafts(&*self.disk, &self.folders).unwrap()
    }
}

impl Program {
    /// Types the next `count` characters at the end.
    fn type_on(&mut self, now: Duration, count: usize) {
        for _ in 0..count {
            let at = self.count();
            let next = TEXT.chars().cycle().nth(at).unwrap().to_string();
            let span = TextRange::at(TextPosition::new(0, at));
            let typed = TypedText::Key;
            let command = SessionCommand::Type { part: OVERVIEW, span, text: next, marks: None, typed };
            self.session.execute(command, now).unwrap();
        }
    }

    /// What the window does at the end of a frame.
    fn frame(&mut self, moment: Duration) -> Vec<DraftEvent> {
        self.frame_at(moment, NOW)
    }

    fn frame_at(&mut self, moment: Duration, now: FileTime) -> Vec<DraftEvent> {
        let input = DraftInput { open_fields: Vec::new(), autosave: self.autosave, moment, now };
        self.draft.update(&mut self.session, input).events
    }

    /// Types, and lets a frame pass; whether the recovery file was written in it.
    fn typed_frame(&mut self, milliseconds: u64, count: usize) -> bool {
        let moment = Duration::from_millis(milliseconds);
        self.type_on(moment, count);
        let mut events = self.frame(moment);
        events.extend(self.draft.finish(&mut self.session, NOW));
        events.contains(&DraftEvent::RecoveryWritten)
    }

    /// Saves as Ctrl+S does, and waits for the end.
    fn save(&mut self, path: &Path, overwrite: Overwrite) -> Result<(), DiskJobError> {
        self.save_at(path, overwrite, NOW)
    }

    fn save_at(&mut self, path: &Path, overwrite: Overwrite, now: FileTime) -> Result<(), DiskJobError> {
        let mut events = self.draft.save(&mut self.session, path.to_owned(), overwrite, now);
        events.extend(self.draft.finish(&mut self.session, now));
        let mut results = events.into_iter().filter_map(|event| match event {
            DraftEvent::Saved { asked: true, .. } => Some(Ok(())),
            DraftEvent::NotSaved { asked: true, error, .. } => Some(Err(error)),
            _ => None,
        });
        results.next_back().expect("every save comes to an end")
    }

    fn text(&self) -> String {
        text(self.session.report())
    }

    /// How many characters are typed.
    fn count(&self) -> usize {
        self.text().chars().count()
    }
}

/// An empty folder of this test's own.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("保存 storage").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn places(root: &Path) -> (PathBuf, DataFolders) {
    (root.join("甲.nianbao"), DataFolders { recovery: root.join("recovery"), backups: root.join("backups") })
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn report() -> Report {
    Report::new("青禾县水务局", UnitKind::Department, 2024)
}

/// The first `count` characters of what is typed.
fn typed(count: usize) -> String {
    TEXT.chars().cycle().take(count).collect()
}

fn text(report: &Report) -> String {
    report.prose(SectionId::Overview).map(RichText::text).unwrap_or_default()
}

/// Why the disk refused a job.
fn cause(error: DiskJobError) -> StoreCause {
    match error {
        DiskJobError::Store(error) => error.cause,
        DiskJobError::Panicked(panic) => panic!("{panic}"),
    }
}
