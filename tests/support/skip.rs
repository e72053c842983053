//! The only way for a test to leave something out: it says so, and in CI it fails unless
//! `tests/data/allowed_skips.toml` names the test with its reason.
//!
//! A test that cannot run here ends with `return skip("strace is not installed")`; one that leaves out a
//! part calls [`skip_part`] and goes on. `CI=true` makes the list binding. `NIANBAO_SKIPS` names a file
//! to which each skip is added, so that whoever counts tests takes it off those that passed.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use std::io::Write as _;

/// The tests that may be skipped in CI.
const ALLOWED: &str = include_str!("../data/allowed_skips.toml");

/// The test cannot run here.
///
/// # Panics
/// In CI, where the list does not name the test.
pub fn skip(reason: &str) {
    report("skipped", reason);
}

/// A part of the test cannot run here.
///
/// # Panics
/// In CI, where the list does not name the test.
pub fn skip_part(reason: &str) {
    report("skipped in part", reason);
}

/// What the list says of a test: its reason.
pub fn allowed(test: &str) -> Option<String> {
    list().into_iter().find(|(name, _)| name == test).map(|(_, reason)| reason)
}

/// The list: tests and scripts by name, each with its reason.
pub fn list() -> Vec<(String, String)> {
    let list: toml::Table = toml::from_str(ALLOWED).unwrap();
    let entries = list.get("skip").map(|entries| entries.as_array().unwrap().clone()).unwrap_or_default();
    let text = |entry: &toml::Value, key: &str| entry.get(key).and_then(toml::Value::as_str).unwrap().to_owned();
    entries.iter().map(|entry| (text(entry, "test"), text(entry, "reason"))).collect()
}

fn report(kind: &str, reason: &str) {
    // The test harness names each thread by its test, except where it has one thread only.
    let thread = std::thread::current();
    let test = format!("{}::{}", env!("CARGO_CRATE_NAME"), thread.name().unwrap_or("main"));
    println!("{kind}: {test}: {reason}");
    if let Some(file) = std::env::var_os("NIANBAO_SKIPS") {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
        file.write_all(format!("{kind}\t{test}\t{reason}\n").as_bytes()).unwrap();
    }
    let binding = std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false");
    if binding && allowed(&test).is_none() {
        panic!("{kind}, and tests/data/allowed_skips.toml does not name {test}: {reason}");
    }
}
