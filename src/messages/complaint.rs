//! How the program says on standard error what went wrong: the command line, the window that cannot be opened and what
//! breaks say it in one form. Must not know what went wrong.

use std::io::Write as _;

use super::Shown;

/// Writes a sentence to standard error behind the program's name, without control characters, whatever it quotes. Where
/// even that fails nobody is left to tell.
pub fn complain(sentence: &str) {
    let _ = writeln!(std::io::stderr().lock(), "nianbao: {}", Shown(sentence).page());
}
