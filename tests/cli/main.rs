//! The command line as its user meets it: the built program is run, and its exit status, its
//! words in both languages and its files are looked at.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod check;
mod command_lines;
mod comments;
mod compare;
mod completions;
mod control_characters;
mod conversion;
#[path = "../support/docx_package.rs"]
mod docx_package;
mod edited_outputs;
mod errors;
mod export;
#[path = "../support/figure_reports.rs"]
mod figure_reports;
mod full_disk;
mod hand_in;
mod help;
mod import;
mod long_fields;
mod outputs;
mod ready;
mod returned_documents;
mod revisions;
mod rollup;
mod rollup_doubts;
#[cfg(unix)]
mod rollup_interrupts;
mod rollup_links;
mod rollup_other_names;
mod rollup_own_files;
mod rollup_rounds;
mod rule_packs;
#[allow(dead_code, reason = "power cuts are tried in tests/session")]
#[path = "../support/simulated_disk.rs"]
mod simulated_disk;
#[path = "../support/skip.rs"]
mod skip;
mod stage;
mod startup;
#[path = "../support/unprivileged.rs"]
mod unprivileged;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An empty folder of this test's own, with Chinese and a space in its path.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("命令行 cli").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let _ = std::fs::remove_dir_all(home(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().expect("an exit status, no signal"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn command(folder: &Path, language: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(folder).args(arguments).env("NIANBAO_LANG", language).stdin(Stdio::null());
    command.env("HOME", home(folder));
    command
}

/// The home of whoever runs commands in `folder`: beside it, so that nobody's own files are touched.
fn home(folder: &Path) -> std::path::PathBuf {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned() + " home";
    let home = folder.with_file_name(name);
    std::fs::create_dir_all(&home).unwrap();
    home
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    ran(command(folder, "zh", arguments).output().unwrap())
}

fn run_in(language: &str, folder: &Path, arguments: &[&str]) -> Ran {
    ran(command(folder, language, arguments).output().unwrap())
}

fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = command(folder, "zh", arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that refuses before it reads closes the pipe; what it says is looked at below.
    let _ = child.stdin.take().unwrap().write_all(input);
    ran(child.wait_with_output().unwrap())
}

const NEW: [&str; 9] =
    ["new", "--unit", "青禾县水务局", "--year", "2024", "--kind", "department", "-o", "我的 年报.nianbao"];
const DRAFT: &str = "我的 年报.nianbao";

/// A draft in which every number is entered and every section written.
fn complete(folder: &Path) {
    assert_eq!(run(folder, &NEW).status, 0);
    let path = folder.join(DRAFT);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let form = nianbao::form::Form::of(nianbao::form::Edition::Cn2021).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        let value = if field.measure == nianbao::form::CellMeasure::Amount { "12.50".into() } else { 0.into() };
        draft["numbers"][field.key.row.as_str()][field.key.column.as_str()] = value;
    }
    draft["numbers"]["received"]["natural_person"] = 12.into();
    draft["numbers"]["granted"]["natural_person"] = 12.into();
    let prose = |text: &str| serde_json::json!([{ "text": text }]);
    draft["sections"]["overview"] = prose("2024年，我局公开41条。");
    draft["sections"]["problems"] = prose("栏目更新不够及时，已定期检查。");
    draft["sections"]["others"] = prose("没有收取信息处理费。");
    std::fs::write(&path, draft.to_string()).unwrap();
}
