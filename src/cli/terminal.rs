//! Standard output and standard error. A reader that has gone away, as `head` does, is no
//! failure.

use std::io::{self, Read, Write};

use super::cli_error::CliError;

/// Writes text to standard output.
pub(super) fn text(text: &str) -> Result<(), CliError> {
    bytes(text.as_bytes())
}

/// Writes bytes to standard output.
pub(super) fn bytes(bytes: &[u8]) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(CliError::Output(error)),
        _ => Ok(()),
    }
}

/// Writes a sentence to standard error. Where even that fails nobody is left to tell.
pub(super) fn complain(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "nianbao: {sentence}");
}

/// Writes lines to standard error, without the program's name.
pub(super) fn remark(lines: &str) {
    let _ = io::stderr().lock().write_all(lines.as_bytes());
}

/// All of standard input, but no more than `limit` bytes and one.
pub(super) fn input(limit: u64) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(CliError::Input)?;
    Ok(bytes)
}
