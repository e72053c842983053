//! Arguments → a request, by the table of commands. Knows no sentence.

use std::ffi::{OsStr, OsString};

use lexopt::Arg;

use super::call::{Call, Command, Flag, GLOBAL};
use super::nearest::nearest;
use super::table::COMMANDS;
use super::usage::Usage;

/// What the arguments ask for.
#[derive(Debug)]
pub(super) enum Request {
    /// Help on everything, or on one command.
    Help(Option<&'static Command>),
    /// The program's version.
    Version,
    /// To do something.
    Run(Call),
}

/// The request that `arguments` make.
pub(super) fn parse(arguments: &[OsString]) -> Result<Request, Usage> {
    let mut parser = lexopt::Parser::from_args(arguments.iter().cloned());
    let mut command: Option<&'static Command> = None;
    let (mut help, mut version) = (false, false);
    let mut operand = None;
    let mut flags = Vec::new();
    while let Some(argument) = parser.next().map_err(unexpected)? {
        let flag = match argument {
            Arg::Value(word) => {
                match (command, &operand) {
                    (None, _) if word == "help" => help = true,
                    (None, _) => command = Some(named(&word)?),
                    (Some(known), None) if known.operand.is_some() => operand = Some(word),
                    (Some(known), _) => return Err(Usage::TooMany { command: known.name, given: lossy(&word) }),
                }
                continue;
            }
            Arg::Long(name) => find(command, |flag| flag.name == name).ok_or(("--", name.to_owned())),
            Arg::Short(letter) => find(command, |flag| flag.short == Some(letter)).ok_or(("-", letter.to_string())),
        };
        let flag = flag.map_err(|(dashes, name)| unknown(command, dashes, &name))?;
        let value = match flag.value {
            None => None,
            Some(_) => Some(parser.value().map_err(|_| Usage::MissingValue { flag: format!("--{}", flag.name) })?),
        };
        match flag.name {
            "help" => help = true,
            "version" => version = true,
            name => flags.push((name, value)),
        }
    }
    match command {
        _ if version => Ok(Request::Version),
        Some(command) if !help => complete(Call { command, operand, flags }).map(Request::Run),
        command => Ok(Request::Help(command)),
    }
}

/// The value of `--lang`, wherever it stands; even a complaint about the other arguments is to be
/// in that language.
pub(super) fn language_flag(arguments: &[OsString]) -> Option<String> {
    let mut texts = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(text) = texts.next() {
        if text == "--lang" {
            return texts.next().map(str::to_owned);
        }
        if let Some(value) = text.strip_prefix("--lang=") {
            return Some(value.to_owned());
        }
    }
    None
}

fn named(word: &OsStr) -> Result<&'static Command, Usage> {
    let given = lossy(word);
    COMMANDS.iter().find(|command| command.name == given).ok_or_else(|| {
        let nearest = nearest(&given, COMMANDS.iter().map(|command| command.name));
        Usage::UnknownCommand { given, nearest }
    })
}

/// The flag of the command, or of any command where none was named yet.
fn find(command: Option<&'static Command>, wanted: impl Fn(&Flag) -> bool) -> Option<&'static Flag> {
    match command {
        Some(command) => command.all_flags().find(|flag| wanted(flag)),
        None => GLOBAL.iter().chain(COMMANDS.iter().flat_map(|command| command.flags)).find(|flag| wanted(flag)),
    }
}

fn unknown(command: Option<&'static Command>, dashes: &str, name: &str) -> Usage {
    let names = COMMANDS.iter().filter(|one| command.is_none_or(|command| command.name == one.name));
    let names = names.flat_map(Command::all_flags).map(|flag| flag.name);
    let nearest = nearest(name, names).filter(|_| dashes == "--").map(|nearest| format!("--{nearest}"));
    Usage::UnknownFlag { given: format!("{dashes}{name}"), nearest }
}

fn unexpected(error: lexopt::Error) -> Usage {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => Usage::NoValueWanted { flag: option },
        lexopt::Error::MissingValue { option } => Usage::MissingValue { flag: option.unwrap_or_default() },
        other => Usage::UnknownFlag { given: other.to_string(), nearest: None },
    }
}

fn complete(call: Call) -> Result<Call, Usage> {
    let command = call.command;
    if let Some(operand) = command.operand.filter(|_| call.operand.is_none()) {
        return Err(Usage::MissingOperand { command: command.name, operand: operand.name });
    }
    if let Some(flag) = command.flags.iter().find(|flag| flag.required && !call.is_set(flag.name)) {
        return Err(Usage::MissingFlag { command: command.name, flag: flag.name });
    }
    let foreign = call.flags.iter().find(|(name, _)| !command.all_flags().any(|flag| flag.name == *name));
    match foreign {
        Some((name, _)) => Err(unknown(Some(command), "--", name)),
        None => Ok(call),
    }
}

fn lossy(word: &OsStr) -> String {
    word.to_string_lossy().into_owned()
}
