//! Crafted files: each is refused with a sentence or read without harm, within a second and
//! 128 MB. Every file is read by a child process of its own under a limit of address space, which
//! says what it cost. Linux only, since the cost is read from /proc.

#![cfg(target_os = "linux")]
#![allow(clippy::cast_possible_truncation)]

mod large_files;
mod mutants;
mod other_kinds;
mod packages;
mod pdfs;
mod same_parts;
mod structure_trees;
mod texts;

use std::path::Path;
use std::process::Command;

use nianbao::import::{self, html};
use nianbao::messages::{self, Language};
use nianbao::storage;

use crate::growing;

/// A crafted file.
pub struct Case {
    /// What is wrong with it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How the outcome may begin: the error's name, or `read` for a file that does no harm.
    pub outcomes: &'static [&'static str],
}

/// The most memory that reading may take, in kB.
const MEMORY: u64 = 128 << 10;
/// The most time of the processor, in hundredths of a second; tests are compiled with few
/// optimisations, so that they get four times as much.
const TIME: u64 = if cfg!(debug_assertions) { 400 } else { 100 };
/// How much larger the inputs that grow are than where their growth is counted (`benches/growth.rs`); without
/// optimisation they are tried small.
const LARGER: usize = if cfg!(debug_assertions) { 1 } else { 8 };
/// How many of the costliest files are named at the end.
const WORST: usize = 10;
/// Names the file to the child process.
const FILE: &str = "NIANBAO_HOSTILE_FILE";

#[test]
fn every_crafted_file_is_refused_or_read_without_harm() {
    let kinds = [
        packages::cases,
        pdfs::cases,
        structure_trees::cases,
        texts::cases,
        other_kinds::cases,
        mutants::cases,
        large_files::cases,
        same_parts::cases,
    ];
    let crafted = kinds.into_iter().flat_map(|cases| cases());
    let growing = growing::all().into_iter().map(|input| Case {
        name: format!("{}, much", input.name),
        bytes: (input.make)(LARGER * input.size),
        outcomes: &[""],
    });
    let (mut count, mut costs) = (0_usize, Vec::new());
    let folder = std::env::temp_dir().join(format!("nianbao-hostile-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut wrong = Vec::new();
    for case in crafted.chain(growing) {
        count += 1;
        let path = folder.join("file");
        std::fs::write(&path, &case.bytes).unwrap();
        let (outcome, kilobytes, hundredths) = child(&path);
        println!("{:52} {kilobytes:7} kB {hundredths:4} cs  {outcome}", case.name);
        costs.push((hundredths, kilobytes, case.name.clone()));
        // A file that is read to its end may have nothing of a report.
        let outcome = if outcome == "NotAReport" { "read".to_owned() } else { outcome };
        if outcome.starts_with("died") || !case.outcomes.iter().any(|one| outcome.starts_with(one)) {
            wrong.push(format!("{}: {outcome}, not {:?}", case.name, case.outcomes));
        }
        if kilobytes > MEMORY || hundredths > TIME {
            wrong.push(format!("{}: {kilobytes} kB, {hundredths}/100 s", case.name));
        }
    }
    // Nothing is unpacked anywhere.
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.file_name()).collect();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(left, ["file"]);
    println!("{count} inputs; the most time, and the most memory:");
    costs.sort_by(|one, other| other.cmp(one));
    costs.iter().take(WORST).for_each(|(hundredths, _, name)| println!("  {hundredths} cs  {name}"));
    costs.sort_by_key(|(_, kilobytes, _)| std::cmp::Reverse(*kilobytes));
    costs.iter().take(WORST).for_each(|(_, kilobytes, name)| println!("  {kilobytes} kB  {name}"));
    assert!(count >= 250, "{count}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Reads the file in a process of its own; what came of it, kB of memory at most, hundredths of a
/// second of the processor.
fn child(file: &Path) -> (String, u64, u64) {
    let this = std::env::current_exe().unwrap();
    let output = Command::new("sh")
        .args([
            "-c",
            "ulimit -v 1048576; exec \"$0\" --exact hostile::read_in_a_child --ignored --nocapture --test-threads 1",
        ])
        .arg(this)
        .env(FILE, file)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let value = |key: &str| text.lines().find_map(|line| line.split_once(key)).map(|(_, value)| value.to_owned());
    let Some(outcome) = value("outcome: ") else {
        let end = String::from_utf8_lossy(&output.stderr).into_owned();
        return (format!("died: {} {}", output.status, end.lines().next().unwrap_or_default()), 0, 0);
    };
    let number = |key: &str| value(key).and_then(|value| value.trim().parse().ok()).unwrap_or_default();
    (outcome, number("memory: "), number("time: "))
}

/// Reads one file and says what it cost.
#[test]
#[ignore = "a child process of every_crafted_file_is_refused_or_read_without_harm"]
fn read_in_a_child() {
    let file = std::env::var_os(FILE).expect("the file's path");
    let bytes = std::fs::read(&file).unwrap();
    let clipboard = bytes.strip_prefix(growing::CLIPBOARD.as_bytes());
    let draft = bytes.first() == Some(&b'{') && !bytes.starts_with(b"{\"format\":\"nianbao-report\"");
    let outcome = match draft {
        _ if clipboard.is_some() => {
            html::fragment(std::str::from_utf8(clipboard.unwrap_or_default()).unwrap(), &|_| None);
            Ok(())
        }
        true => storage::parse(&bytes).map(|_| ()).map_err(|error| format!("draft {error:?}")),
        false => import::read(&bytes).map(|_| ()).map_err(|error| {
            for language in Language::ALL {
                let sentence = messages::read_error(language, &"x", &error);
                assert!(!sentence.contains("%{") && !sentence.starts_with("error."), "{sentence}");
            }
            format!("{error:?}")
        }),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim().trim_end_matches(" kB");
    // Fields 14 and 15: time in the program and in the system for it.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let time: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    println!("\noutcome: {}\nmemory: {peak}\ntime: {time}", outcome.err().unwrap_or_else(|| "read".to_owned()));
}
