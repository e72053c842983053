//! How the program starts and how it breaks: the console companion of the Windows package, which
//! runs here too, and what is left behind when the program itself fails.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::skip::skip;

const PROGRAM: &str = env!("CARGO_BIN_EXE_nianbao");
const COMPANION: &str = env!("CARGO_BIN_EXE_nianbao-console");

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("启动 start").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).env("NIANBAO_LANG", "zh").output().unwrap()
}

/// Arguments that end with each of the statuses.
const CASES: [(&[&str], i32); 4] = [
    (&["--version"], 0),
    (&["info", "assets/samples/weibin-2024.nianbao"], 0),
    (&["check", "没有 这份.nianbao"], 2),
    (&["chekc"], 2),
];

#[test]
fn the_companion_says_and_ends_as_the_program_does() {
    for (arguments, status) in CASES {
        let [own, through] = [PROGRAM, COMPANION].map(|program| run(program, arguments));
        assert_eq!(own.status.code(), Some(status), "{arguments:?}");
        assert_eq!(own, through, "{arguments:?}");
    }
}

/// On a console everything passes through the companion's own pipes. `script` lends one.
#[cfg(target_os = "linux")]
#[test]
fn the_companion_shows_on_a_console_what_the_program_writes() {
    let shown = |program: &str, arguments: &[&str]| {
        let line = format!("'{program}' '{}'", arguments.join("' '"));
        Command::new("script").args(["-qec", &line, "/dev/null"]).env("NIANBAO_LANG", "zh").output()
    };
    for (arguments, status) in CASES {
        let (Ok(own), Ok(through)) = (shown(PROGRAM, arguments), shown(COMPANION, arguments)) else {
            return skip("script (bsdutils) is not installed");
        };
        assert_eq!(through.status.code(), Some(status), "{arguments:?}");
        assert!(!own.stdout.is_empty(), "{arguments:?}");
        assert_eq!(own.stdout, through.stdout, "{arguments:?}");
    }
}

#[test]
fn what_breaks_is_written_down_and_told() {
    let folder = folder("broken");
    let log = folder.join("nianbao.log");
    for (language, words) in [("zh", "出了内部错误"), ("en", "has stopped working and has to close")] {
        let mut command = Command::new(PROGRAM);
        command.arg("--break").env("NIANBAO_LANG", language).env("NIANBAO_SETTINGS", folder.join("nianbao.json"));
        let ran = command.output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(101), "{said}");
        assert!(said.contains(words) && said.contains(&*log.to_string_lossy()), "{said}");
    }
    let written = std::fs::read_to_string(&log).unwrap();
    let entries = written.matches("asked for by --break").count();
    assert!(entries >= 2 && written.contains(env!("CARGO_PKG_VERSION")), "the last one and the one before: {written}");
}

/// Where nothing can be written the words are told all the same.
#[test]
fn what_breaks_is_told_where_nothing_can_be_written() {
    let settings = folder("unwritable").join("no such folder").join("nianbao.json");
    let mut command = Command::new(PROGRAM);
    let ran = command.arg("--break").env("NIANBAO_LANG", "zh").env("NIANBAO_SETTINGS", &settings).output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(101), "{said}");
    assert!(said.contains("出了内部错误") && !said.contains("nianbao.log"), "{said}");
}
