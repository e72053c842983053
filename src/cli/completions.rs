//! Scripts that complete words in a shell, made from the table.
//!
//! clap_complete is not used. With a command and a file in the same place, as here, its script for
//! zsh finds no command, those for bash and fish offer options or nothing where a file or a word is
//! wanted, and the one for PowerShell offers no values at all.

use clap::{Arg, Command, ValueHint};

use super::cli_error::CliError;
use super::localized_table::{arguments, localized, visible};
use super::value_parsers::CommandShell;
use super::{bash_completion, fish_completion, powershell_completion, terminal, zsh_completion};
use crate::messages::Language;

/// What comes after an option, or stands as an operand.
pub(super) enum Candidates {
    /// One of these words.
    Words(Vec<String>),
    /// A file.
    Files,
    /// A folder.
    Folders,
    /// Something that nobody can guess.
    Nothing,
}

/// Prints the script for `shell`.
pub(super) fn print(shell: CommandShell, language: Language) -> Result<u8, CliError> {
    let table = localized(language);
    let script = match shell {
        CommandShell::Bash => bash_completion::script(&table),
        CommandShell::Zsh => zsh_completion::script(&table),
        CommandShell::Fish => fish_completion::script(&table),
        CommandShell::PowerShell => powershell_completion::script(&table),
    };
    terminal::text(&script)?;
    Ok(0)
}

/// What an argument wants; `None` for a switch.
pub(super) fn candidates(argument: &Arg) -> Option<Candidates> {
    if !argument.get_action().takes_values() {
        return None;
    }
    let words: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    Some(match argument.get_value_hint() {
        _ if !words.is_empty() => Candidates::Words(words),
        ValueHint::FilePath | ValueHint::AnyPath => Candidates::Files,
        ValueHint::DirPath => Candidates::Folders,
        _ => Candidates::Nothing,
    })
}

/// The option in every way to write it: `-o`, `--output`.
pub(super) fn spellings(argument: &Arg) -> Vec<String> {
    let short = argument.get_short().map(|letter| format!("-{letter}"));
    short.into_iter().chain(argument.get_long().map(|name| format!("--{name}"))).collect()
}

/// Every command by its name with its arguments; first the program itself, whose name is empty.
pub(super) fn commands(table: &Command) -> Vec<(&str, Vec<&Arg>)> {
    let own = ("", table.get_arguments().filter(|argument| !argument.is_hide_set()).collect());
    let commands = visible(table).map(|command| (command.get_name(), arguments(table, command).collect()));
    std::iter::once(own).chain(commands).collect()
}

/// What a word of a closed set means; nothing where the word says it.
pub(super) fn meaning(argument: &Arg, word: &str) -> String {
    let values = argument.get_possible_values();
    let value = values.iter().find(|value| value.get_name() == word);
    value.and_then(|value| value.get_help()).map(ToString::to_string).unwrap_or_default()
}

/// The text of an argument.
pub(super) fn help_of(argument: &Arg) -> String {
    argument.get_help().map(ToString::to_string).unwrap_or_default()
}

/// The text of a command.
pub(super) fn about_of(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}
