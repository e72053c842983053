//! The table with its texts in one language, as help, man page and completion need it.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command};

use super::command_line::table;
use crate::messages::Language;

/// The table with its texts.
pub(super) fn localized(language: Language) -> Command {
    let command = |command: Command| {
        let name = command.get_name().to_owned();
        let about = language.word(&command_key(&command));
        let argument = |argument: Arg| localized_argument(language, &name, argument);
        command.about(about).mut_args(argument)
    };
    let table = table().about(language.word("help.about"));
    let open = |argument: Arg| localized_argument(language, "open", argument);
    let table = table.mut_args(open).mut_subcommands(command);
    // The help is on commands.
    let names: Vec<String> = visible(&table).map(|command| command.get_name().to_owned()).collect();
    table.mut_subcommand("help", |help| {
        help.mut_arg("command", |command| command.value_parser(PossibleValuesParser::new(names)))
    })
}

/// The commands that are shown.
pub(super) fn visible(table: &Command) -> impl Iterator<Item = &Command> {
    table.get_subcommands().filter(|command| !command.is_hide_set())
}

/// The arguments of a command that are shown: its own, and those that every command has.
pub(super) fn arguments<'a>(table: &'a Command, command: &'a Command) -> impl Iterator<Item = &'a Arg> {
    let own = command.get_arguments().filter(|argument| !argument.is_global_set());
    let common = table.get_arguments().filter(|argument| argument.is_global_set());
    own.chain(common).filter(|argument| !argument.is_hide_set())
}

/// The keys of every text that the table wants.
#[allow(dead_code, reason = "tests hold the locale files against the table")]
pub fn locale_keys() -> Vec<String> {
    let table = table();
    let mut keys = Vec::new();
    for command in table.get_subcommands() {
        keys.push(command_key(command));
        for argument in arguments(&table, command) {
            keys.push(argument_key(command.get_name(), argument));
            keys.extend(value_name(argument).map(|name| format!("value.{name}")));
            keys.extend(argument.get_possible_values().iter().filter_map(|value| choice_key(argument, value)));
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

/// The key of the name of what the argument takes, such as `draft`; `None` for a switch.
pub(super) fn value_name(argument: &Arg) -> Option<&str> {
    let takes = argument.get_action().takes_values();
    argument.get_value_names().filter(|_| takes)?.first().map(|name| name.as_str())
}

fn localized_argument(language: Language, command: &str, argument: Arg) -> Arg {
    if argument.is_hide_set() {
        return argument;
    }
    let help = language.word(&argument_key(command, &argument));
    let values: Vec<PossibleValue> = argument.get_possible_values();
    let described = values.into_iter().map(|value| match choice_key(&argument, &value) {
        Some(key) => PossibleValue::new(value.get_name().to_owned()).help(language.word(&key)),
        None => PossibleValue::new(value.get_name().to_owned()),
    });
    let described: Vec<PossibleValue> = described.collect();
    let name = value_name(&argument).map(|name| language.word(&format!("value.{name}")));
    let mut argument = argument.help(help);
    if let Some(name) = name {
        argument = argument.value_name(name);
        if !described.is_empty() {
            argument = argument.value_parser(PossibleValuesParser::new(described));
        }
    }
    argument
}

fn command_key(command: &Command) -> String {
    format!("command.{}", command.get_name())
}

/// An option has one text wherever it stands; a command has one operand at most.
fn argument_key(command: &str, argument: &Arg) -> String {
    match argument.get_long() {
        Some(flag) => format!("flag.{flag}"),
        None => format!("operand.{command}"),
    }
}

/// The key of what a word of a closed set means. Switches have none, and combinations of words and
/// the names of shells need no explanation.
fn choice_key(argument: &Arg, value: &PossibleValue) -> Option<String> {
    let (flag, word) = (argument.get_long()?, value.get_name());
    let is_explained = argument.get_action().takes_values() && !word.contains(',');
    is_explained.then(|| format!("choice.{flag}.{word}"))
}
