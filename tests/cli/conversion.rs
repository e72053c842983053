//! Old binary files: refused with a sentence, or converted by the office program of the computer where the user
//! asks for it. A script stands for that program.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Ran, command, complete, folder, ran, run};

/// The beginning of a compound file, as Word wrote them before 2007.
const OLD: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0];

/// A folder with a program `soffice` that does `script`. Its last argument is the source.
fn office(here: &Path, script: &str) -> PathBuf {
    let programs = here.join("programs");
    std::fs::create_dir_all(&programs).unwrap();
    let program = programs.join("soffice");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    programs
}

/// Runs an import with these programs in the path and a folder for temporary files.
fn import(here: &Path, programs: &Path, arguments: &[&str]) -> Ran {
    let temporary = here.join("temporary");
    std::fs::create_dir_all(&temporary).unwrap();
    let path = format!("{}:/usr/bin:/bin", programs.display());
    let mut command = command(here, "zh", &[&["import"], arguments].concat());
    let ran = ran(command.env("PATH", path).env("TMPDIR", &temporary).output().unwrap());
    let left: Vec<_> = std::fs::read_dir(&temporary).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.is_empty(), "{left:?}");
    ran
}

#[test]
fn an_old_file_is_converted_only_where_the_user_asks_for_it() {
    let here = folder("conversion");
    complete(&here);
    assert_eq!(run(&here, &["export", super::DRAFT, "-o", "new.docx"]).status, 0);
    std::fs::write(here.join("旧.doc"), OLD).unwrap();
    let source = here.join("new.docx");
    // The mode of the folder and the arguments, as the program sees them.
    let script = format!(
        "for last; do :; done; stat -c %a \"$(dirname \"$last\")\" > {0}/mode; echo \"$@\" > {0}/arguments; \
         cp {0}/new.docx \"${{last%.doc}}.docx\"",
        here.display().to_string().replace(' ', "\\ ")
    );
    let programs = office(&here, &script);
    let refused = import(&here, &programs, &["旧.doc", "-o", "a.nianbao"]);
    assert_eq!((refused.status, here.join("a.nianbao").exists(), here.join("mode").exists()), (2, false, false));
    assert!(refused.err.contains("--convert") && refused.err.contains("soffice"), "{}", refused.err);
    let read = import(&here, &programs, &["--convert", "旧.doc", "-o", "a.nianbao"]);
    assert_eq!(read.status, 0, "{}", read.err);
    assert!(read.err.contains("soffice") && read.err.contains("旧.doc"), "told: {}", read.err);
    assert_eq!(std::fs::read_to_string(here.join("mode")).unwrap().trim(), "700");
    let arguments = std::fs::read_to_string(here.join("arguments")).unwrap();
    assert!(arguments.contains("--headless") && arguments.contains("UserInstallation=file:///"), "{arguments}");
    let of = |path: &Path| std::fs::read(path).unwrap();
    assert_eq!(run(&here, &["import", "new.docx", "-o", "b.nianbao"]).status, 0);
    let numbers = |name: &str| {
        assert_eq!(run(&here, &["export", name, "-o", "n.csv", "--force"]).status, 0);
        of(&here.join("n.csv"))
    };
    assert_eq!(numbers("a.nianbao"), numbers("b.nianbao"));
    assert!(source.exists());
}

#[test]
fn a_program_that_makes_no_file_is_told() {
    let here = folder("conversion-fails");
    std::fs::write(here.join("旧.doc"), OLD).unwrap();
    let programs = office(&here, "exit 1");
    let failed = import(&here, &programs, &["--convert", "旧.doc", "-o", "a.nianbao"]);
    assert_eq!((failed.status, here.join("a.nianbao").exists()), (2, false));
    assert!(failed.err.contains("LibreOffice 打不开它"), "{}", failed.err);
}

/// Ctrl+C while another program converts: that program ends too, and the private copy goes with its folder.
#[test]
fn ctrl_c_ends_a_conversion_and_leaves_nothing() {
    let here = folder("conversion-stopped");
    std::fs::write(here.join("旧.doc"), OLD).unwrap();
    let mark = here.join("begun");
    let programs = office(&here, &format!("echo $$ > '{}'; exec sleep 100", mark.display()));
    let temporary = here.join("temporary");
    std::fs::create_dir_all(&temporary).unwrap();
    let mut command = command(&here, "zh", &["import", "--convert", "旧.doc", "-o", "a.nianbao"]);
    command.env("PATH", format!("{}:/usr/bin:/bin", programs.display())).env("TMPDIR", &temporary);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    let process = loop {
        let process = std::fs::read_to_string(&mark).unwrap_or_default();
        if process.ends_with('\n') {
            break process.trim().to_owned();
        }
        assert!(child.try_wait().unwrap().is_none() && begun.elapsed() < Duration::from_secs(60), "it never began");
        std::thread::sleep(Duration::from_millis(5));
    };
    let is_running = || Command::new("kill").args(["-0", &process]).output().unwrap().status.success();
    assert!(is_running());
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let stopped = ran(child.wait_with_output().unwrap());
    assert_eq!((stopped.status, here.join("a.nianbao").exists()), (130, false), "{}", stopped.err);
    assert!(!is_running(), "the program that converts goes on");
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0);
}
