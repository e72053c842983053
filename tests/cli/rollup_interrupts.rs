//! Ctrl+C while a folder is added up or checked: the program ends before it is through, with nothing half written,
//! and the next run goes on as if the stopped one had not been.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{DRAFT, Ran, command, complete, folder, ran, run};

/// So many units, each with something to correct.
const UNITS: usize = 60;

/// A folder of units' reports.
fn units(name: &str) -> std::path::PathBuf {
    let here = folder(name);
    complete(&here);
    let text = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    let mut draft: Value = serde_json::from_str(&text).unwrap();
    draft["numbers"]["granted"]["natural_person"] = 11.into();
    std::fs::create_dir_all(here.join("各单位")).unwrap();
    for number in 0..UNITS {
        draft["unit"]["name"] = format!("青禾县第{number}局").into();
        std::fs::write(here.join(format!("各单位/{number:03}.nianbao")), draft.to_string()).unwrap();
    }
    here
}

/// Runs the program, and presses Ctrl+C as soon as `is_there`.
fn interrupted(here: &Path, arguments: &[&str], is_there: impl Fn() -> bool) -> Ran {
    let mut program = command(here, "zh", arguments);
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while !is_there() && child.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < Duration::from_secs(120), "what is waited for never came");
        std::thread::sleep(Duration::from_millis(1));
    }
    let pressed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(pressed.success());
    ran(child.wait_with_output().unwrap())
}

/// The names of the files in a folder; none where it is not there.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|one| one.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Every file of the folder is a whole one, and one that a round writes.
fn are_whole(folder: &Path) {
    for name in names(folder) {
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        match name.rsplit('.').next() {
            Some("pdf") => assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "{name}"),
            Some("docx") => assert!(zip_opens(&bytes), "{name}"),
            Some("json") => assert!(serde_json::from_slice::<Value>(&bytes).is_ok(), "{name}"),
            _ => panic!("{name} is left behind"),
        }
    }
}

/// Whether the archive has its list of contents, which is written last.
fn zip_opens(bytes: &[u8]) -> bool {
    bytes.windows(4).rev().take(1 << 16).any(|four| four == b"PK\x05\x06")
}

#[test]
fn ctrl_c_between_two_sheets_leaves_whole_sheets_and_the_next_round_takes_them() {
    let here = units("rollup-interrupted-returns");
    let returns = ["rollup", "各单位", "--returns", "退", "--today", "2025-01-10"];
    let first = here.join("退/退回单-青禾县第0局.docx");
    let stopped = interrupted(&here, &returns, || first.exists());
    assert_eq!(stopped.status, 130, "{}{}", stopped.out, stopped.err);
    assert!(stopped.err.contains("已停止") && stopped.out.is_empty(), "{}{}", stopped.out, stopped.err);
    let (written, all) = (names(&here.join("退")).len(), 2 * UNITS + 1);
    assert!((2..all).contains(&written), "{written} of {all} files");
    are_whole(&here.join("退"));
    // What the stopped round wrote is known again, and nothing counts as sent back before.
    let next = run(&here, &[&returns[..], &["--format", "json"]].concat());
    assert_eq!(next.status, 1, "{}{}", next.out, next.err);
    let told: Value = serde_json::from_str(&next.out).unwrap();
    assert_eq!(told["returned"]["units"], UNITS);
    assert_eq!(told["returned"]["before"], Value::Array(Vec::new()));
    assert_eq!(names(&here.join("退")).len(), all);
}

#[test]
fn ctrl_c_while_files_are_read_writes_nothing() {
    let here = units("rollup-interrupted-reading");
    // Each is read for as long as a long document takes.
    let paragraphs: String = (0..4000).map(|number| format!("<p>2024年，我局第{number}次公开。</p>")).collect();
    for number in 0..400 {
        std::fs::write(here.join(format!("各单位/长{number:03}.html")), &paragraphs).unwrap();
    }
    let files = ["-o", "全县.nianbao", "--charts", "图.pdf", "--returns", "退"];
    for format in ["text", "json"] {
        let arguments = [&["rollup", "各单位", "--format", format][..], &files].concat();
        let begun = Instant::now();
        let stopped = interrupted(&here, &arguments, || begun.elapsed() > Duration::from_millis(150));
        assert_eq!(stopped.status, 130, "{}{}", stopped.out, stopped.err);
        assert_eq!(names(&here), ["各单位", DRAFT], "nothing is written");
    }
    // A check of a folder writes nothing at all: it ends at once. It prints more than a pipe holds that nobody reads, so
    // that it has not ended before, however fast the computer is.
    let draft = std::fs::read(here.join("各单位/000.nianbao")).unwrap();
    for number in 0..1000 {
        std::fs::write(here.join(format!("各单位/又{number:03}.nianbao")), &draft).unwrap();
    }
    let mut program = command(&here, "zh", &["check", "各单位", "--format", "json"]);
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(50));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().code().is_none(), "by the signal itself");
}
