//! The command line: one table of commands and flags, from which parsing and help are made. Must
//! not know the window.

mod call;
mod checking;
mod commands;
mod failure;
mod files;
mod findings;
mod folder;
mod help;
mod nearest;
mod output;
mod paper;
mod parse;
mod progress;
mod remarks;
mod table;
mod usage;

use std::ffi::OsString;

use crate::messages::Language;
use failure::Failure;
use parse::Request;

pub use call::{Command, Flag, GLOBAL, Operand};
pub use table::COMMANDS;

/// The variable that chooses the language before the computer's own.
const LANGUAGE_VARIABLE: &str = "NIANBAO_LANG";

/// Runs the command line `arguments` (without the program's name) and returns the exit status: 0
/// done, 1 findings of severity error, 2 could not be read or written.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = language(&arguments);
    let done = match parse::parse(&arguments) {
        Ok(Request::Help(command)) => output::text(&help::help(language, command)).map(|()| 0),
        Ok(Request::Version) => output::text(&format!("nianbao {}\n", env!("CARGO_PKG_VERSION"))).map(|()| 0),
        Ok(Request::Run(call)) => (call.command.run)(&call, language),
        Err(usage) => Err(Failure::Usage(usage)),
    };
    done.unwrap_or_else(|failure| {
        output::complain(&failure::sentence(language, &failure));
        2
    })
}

/// The language asked for by `--lang`, else by the environment, else the computer's.
pub fn language(arguments: &[OsString]) -> Language {
    let flag = parse::language_flag(arguments);
    let variable = || std::env::var(LANGUAGE_VARIABLE).ok().filter(|name| !name.is_empty());
    let name = flag.or_else(variable).or_else(sys_locale::get_locale);
    name.map_or(Language::English, |name| Language::of(&name))
}
