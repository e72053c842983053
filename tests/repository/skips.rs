//! No test passes without having run: a skip is counted, fails in CI unless it is listed, and no test
//! ends early in another way.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::skip::{list, skip, skip_part};

/// What the child process does: `whole` or `part`.
const CHILD: &str = "NIANBAO_TEST_CHILD";
/// The child's name, which no list has.
const NAME: &str = "skips::a_test_that_skips";

/// Ends of tests, and how many of them are early ones.
const ENDS: &[(&str, usize)] = &[
    ("let Some(a) = b else { return };", 1),
    ("let Ok(a) = b else {\n        return;\n    };", 1),
    ("match a {\n        Err(_) => return,\n        Ok(_) => {}\n    }", 1),
    ("if a { return println!(\"skipped: b\"); }", 1),
    ("let Some(a) = b else { return skip(\"no b\") };", 0),
    ("let Some(a) = b else {\n        return skip(&format!(\"{b}\"));\n    };", 0),
    ("if !is_refused(&a, \"b\") {\n        return;\n    }", 0),
    ("println!(\"skipped: a\");", 1),
    ("// A program that returns early, return;", 0),
    ("let a = || {\n        return 3;\n    };", 0),
];

/// A function that is no test.
const OTHER: &str = "fn b() {\n    return;\n}\n";

/// Runs the test below in a process of its own: whether it passed, and what it added to the count.
fn child(kind: &str, ci: Option<&str>) -> (bool, String) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("skips-{kind}-{ci:?}"));
    let _ = std::fs::remove_file(&file);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", NAME, "--ignored", "--nocapture"]).env(CHILD, kind).env("NIANBAO_SKIPS", &file);
    match ci {
        Some(value) => command.env("CI", value),
        None => command.env_remove("CI"),
    };
    let passed = command.output().unwrap().status.success();
    (passed, std::fs::read_to_string(&file).unwrap())
}

#[test]
#[ignore = "a child process of a_skip_is_counted_and_fails_in_ci"]
fn a_test_that_skips() {
    match std::env::var(CHILD).as_deref() {
        Ok("part") => skip_part("for the test"),
        _ => skip("for the test"),
    }
}

#[test]
fn a_skip_is_counted_and_fails_in_ci() {
    for (kind, word) in [("whole", "skipped"), ("part", "skipped in part")] {
        for (ci, passes) in [(None, true), (Some("false"), true), (Some("true"), false), (Some("1"), false)] {
            // With one thread for all tests the harness gives it no name.
            let line = format!("{word}\trepository::{NAME}\tfor the test\n");
            assert_eq!(child(kind, ci), (passes, line), "{kind} {ci:?}");
        }
    }
}

/// The scripts' side of the same: `tests/support/skip.sh`.
#[test]
fn a_script_that_skips_is_counted_and_fails_in_ci() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("skips-script");
    let run = |script: &str, call: &str, ci: &str| {
        let _ = std::fs::remove_file(&file);
        let line = format!(". tests/support/skip.sh; {call} 'for the test'; echo went on");
        let mut command = Command::new("sh");
        command.args(["-c", &line, script]).current_dir(env!("CARGO_MANIFEST_DIR"));
        let output = command.env("NIANBAO_SKIPS", &file).env("CI", ci).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), said.contains("went on"), std::fs::read_to_string(&file).unwrap())
    };
    let whole = "skipped\ttests/screen/none.sh\tfor the test\n".to_owned();
    let part = whole.replace("skipped", "skipped in part");
    assert_eq!(run("tests/screen/none.sh", "skip", ""), (77, false, whole.clone()));
    assert_eq!(run("tests/screen/none.sh", "skip", "true"), (1, false, whole));
    assert_eq!(run("tests/screen/none.sh", "skip_part", ""), (0, true, part.clone()));
    assert_eq!(run("tests/screen/none.sh", "skip_part", "true"), (1, false, part));
    let listed = "skipped\tpackaging/test-deb.sh\tfor the test\n".to_owned();
    assert_eq!(run("packaging/test-deb.sh", "skip", "true"), (77, false, listed));
}

/// Every entry of the list names a script or a test that is there.
#[test]
fn the_list_of_allowed_skips_names_what_there_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, reason) in list() {
        assert!(!reason.is_empty(), "{name}: no reason");
        if name.ends_with(".sh") {
            assert!(root.join(&name).is_file(), "{name}: no such script");
            continue;
        }
        let (module, function) = name.rsplit_once("::").expect("program::path::test");
        let file = root.join("tests").join(module.replace("::", "/"));
        let text = [file.with_extension("rs"), file.join("main.rs")];
        let text = text.iter().find_map(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
        assert!(text.contains(&format!("fn {function}()")), "{name}: no such test");
    }
}

/// A test that returns early passes without having run, unless it does so through `skip`.
#[test]
fn no_test_ends_early_in_another_way() {
    let mut found = Vec::new();
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")) {
        let text = std::fs::read_to_string(&path).unwrap();
        found.extend(early_ends(&text).into_iter().map(|line| format!("{}:{line}", path.display())));
    }
    assert!(found.is_empty(), "end these with skip or let them fail:\n{}", found.join("\n"));
}

#[test]
fn every_kind_of_early_end_is_seen() {
    for (body, count) in ENDS {
        // Another function may return as it likes.
        let text = format!("#[test]\nfn a() {{\n    {body}\n}}\n\n{OTHER}");
        assert_eq!(early_ends(&text).len(), *count, "{body}");
    }
    let word = "skipped";
    let helper = format!("fn a() {{\n    println!(\"{word}: b\");\n}}\n");
    assert_eq!(early_ends(&helper), [2], "outside of tests, too");
}

/// The lines at which a test function returns nothing without having called `skip`, and those that say
/// by themselves that something is skipped.
fn early_ends(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut in_test, mut marked, mut refused) = (false, false, false);
    for (index, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        marked |= line == "#[test]";
        if line.starts_with("fn ") {
            in_test = std::mem::take(&mut marked);
        }
        in_test &= line != "}";
        let returns = ["return;", "return }", "return,", "return println!", "return eprintln!"];
        let ends = in_test && returns.iter().any(|end| code.contains(end)) && !refused;
        // Ours may say it in the names of cases.
        let says = (code.contains("print") && code.contains("\"skipped")) && !code.contains("\\\"skipped");
        if ends || says {
            found.push(index + 1);
        }
        // The test runs in another process, and has passed there.
        refused = code.contains("!is_refused(") || (refused && code.contains("return"));
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
