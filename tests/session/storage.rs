//! Nothing is lost: backups, locks, text written aside and found again, on a disk that fails at
//! any step, that loses power after any step, and with a program that is killed while it types.

mod failing_disk;
mod killed_process;
mod power_cuts;
mod recovery_files;

use std::path::{Path, PathBuf};
use std::time::Duration;

use nianbao::form::{SectionId, UnitKind};
use nianbao::report::{Part, Report};
use nianbao::richtext::{Position, Prose, Span};
use nianbao::session::{Command, Folders, Session, Typed};

use crate::simulated_disk::NOW;

const OVERVIEW: Part = Part::Section(SectionId::Overview);

/// The text that is typed, over and over.
const TEXT: &str = "公开年报，一字不失。𠮷e\u{301}";

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("保存 keeping").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn places(root: &Path) -> (PathBuf, Folders) {
    (root.join("甲.nianbao"), Folders { recovery: root.join("recovery"), backups: root.join("backups") })
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

fn text_of(prose: &Prose) -> String {
    prose.text()
}

fn text(report: &Report) -> String {
    report.prose(SectionId::Overview).map(text_of).unwrap_or_default()
}

/// Types the next `count` characters at the end.
fn type_on(session: &mut Session, now: Duration, count: usize) {
    for _ in 0..count {
        let at = text(session.report()).chars().count();
        let next = TEXT.chars().cycle().nth(at).unwrap().to_string();
        let span = Span::at(Position::new(0, at));
        let command = Command::Type { part: OVERVIEW, span, text: next, marks: None, typed: Typed::Key };
        session.execute(command, now).unwrap();
    }
}
