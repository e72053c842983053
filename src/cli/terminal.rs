//! Standard output and standard error. Whatever a terminal is given passes here and is cleaned of
//! control characters, wherever it came from. A reader that has gone away, as `head` does, is no
//! failure.

use std::io::{self, IsTerminal, Read, Write};

use serde_json::Value;

use super::cli_error::CliError;
use crate::messages::Shown;
use crate::richtext::{Visibility, visibility};

/// Writes text to standard output.
pub(super) fn text(text: &str) -> Result<(), CliError> {
    write(Shown(text).page().as_bytes())
}

/// Writes a value as JSON to standard output, two spaces deep, with a final end of line. What is not to
/// be shown is escaped, so that a program reads it as it is and a terminal obeys nothing.
pub(super) fn json(value: &Value) -> Result<(), CliError> {
    write((json_text(value) + "\n").as_bytes())
}

/// Writes values as one JSON array, each as it comes.
pub(super) struct JsonArray {
    opened: bool,
}

impl JsonArray {
    /// An array of which nothing is written yet.
    pub(super) const fn new() -> JsonArray {
        JsonArray { opened: false }
    }

    /// Writes the next value, as [`json_text`] gives it.
    pub(super) fn push(&mut self, value: &str) -> Result<(), CliError> {
        let before = if self.opened { ",\n  " } else { "[\n  " };
        self.opened = true;
        write((before.to_owned() + &value.replace('\n', "\n  ")).as_bytes())
    }

    /// Writes the end.
    pub(super) fn finish(self) -> Result<(), CliError> {
        write(if self.opened { b"\n]\n" } else { b"[]\n" })
    }
}

/// A value as JSON, as [`json`] writes it, without the final end of line.
pub(super) fn json_text(value: &Value) -> String {
    let mut page = String::new();
    for one in format!("{value:#}").chars() {
        match visibility(one) {
            // Ends of line stand between values only: within a text they are escaped already.
            Visibility::Break if one == '\n' => page.push(one),
            Visibility::Seen => page.push(one),
            _ => page.extend(one.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    page
}

/// Writes a file to standard output, byte for byte; where that is a terminal, as text, and nothing that
/// is no text.
pub(super) fn file(bytes: &[u8]) -> Result<(), CliError> {
    if !io::stdout().is_terminal() {
        return write(bytes);
    }
    std::str::from_utf8(bytes).map_err(|_| CliError::BinaryOutput).and_then(text)
}

/// Writes lines to standard error, without the program's name.
pub(super) fn remark(lines: &str) {
    let _ = io::stderr().lock().write_all(Shown(lines).page().as_bytes());
}

/// All of standard input, but no more than `limit` bytes and one.
pub(super) fn input(limit: u64) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(CliError::Input)?;
    Ok(bytes)
}

fn write(bytes: &[u8]) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(CliError::Output(error)),
        _ => Ok(()),
    }
}
