//! Arguments that make no sense, and the sentence that says so: clap's kinds of errors in our words.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Subcommand};

use super::command_line::{CliCommand, table};
use crate::messages::Language;

/// Arguments that make no sense. Options are as one types them, with their dashes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum UsageError {
    UnknownCommand {
        given: String,
        nearest: Option<String>,
    },
    UnknownFlag {
        given: String,
        nearest: Option<String>,
    },
    /// The option belongs to the command and stands before it.
    FlagBeforeCommand {
        command: String,
        flag: String,
    },
    /// What is for the window stands before another command.
    NotForCommand {
        command: String,
        given: String,
    },
    MissingValue {
        flag: String,
        /// A value that it could have; empty where none is known.
        example: String,
    },
    /// The operand is there and empty.
    EmptyOperand {
        operand: String,
    },
    NoValueWanted {
        flag: String,
    },
    MissingFlags {
        command: String,
        flags: Vec<String>,
    },
    MissingOperand {
        command: String,
        operand: String,
    },
    TooMany {
        given: String,
    },
    BadValue {
        name: String,
        given: String,
        allowed: Vec<String>,
    },
    Conflict {
        flag: String,
        other: String,
    },
    NotUtf8,
    /// A kind of error that the table cannot bring about today.
    Other,
}

impl UsageError {
    /// What clap found wrong; `command` is the command that was named.
    pub fn of(error: &clap::Error, command: Option<String>) -> UsageError {
        let first = |kind: ContextKind| texts(error, kind).into_iter().next();
        let argument = first(ContextKind::InvalidArg).unwrap_or_default();
        let value = first(ContextKind::InvalidValue).unwrap_or_default();
        match error.kind() {
            ErrorKind::InvalidSubcommand => UsageError::UnknownCommand {
                given: first(ContextKind::InvalidSubcommand).unwrap_or_default(),
                nearest: first(ContextKind::SuggestedSubcommand),
            },
            ErrorKind::UnknownArgument if argument.starts_with('-') => match command {
                Some(command) if has_flag(&command, &argument) => {
                    UsageError::FlagBeforeCommand { command, flag: argument }
                }
                _ => UsageError::UnknownFlag { given: argument, nearest: first(ContextKind::SuggestedArg) },
            },
            ErrorKind::UnknownArgument => UsageError::TooMany { given: argument },
            ErrorKind::InvalidValue if value.is_empty() => match operand(&argument) {
                Some(operand) => UsageError::EmptyOperand { operand: operand.to_owned() },
                None => UsageError::MissingValue {
                    flag: flag(&argument),
                    example: texts(error, ContextKind::ValidValue).into_iter().next().unwrap_or_default(),
                },
            },
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
                let allowed = texts(error, ContextKind::ValidValue);
                UsageError::BadValue { name: argument, given: value, allowed }
            }
            ErrorKind::TooManyValues => UsageError::NoValueWanted { flag: flag(&argument) },
            ErrorKind::ArgumentConflict => {
                let other = first(ContextKind::PriorArg).unwrap_or_default();
                UsageError::Conflict { flag: flag(&argument), other: flag(&other) }
            }
            ErrorKind::MissingRequiredArgument => {
                missing(command.unwrap_or_default(), &texts(error, ContextKind::InvalidArg))
            }
            ErrorKind::InvalidUtf8 => UsageError::NotUtf8,
            _ => UsageError::Other,
        }
    }

    /// That there is no command `given`; clap finds the nearest one.
    pub fn unknown_command(given: &str) -> UsageError {
        let commands =
            CliCommand::augment_subcommands(Command::new("nianbao").no_binary_name(true).disable_help_subcommand(true));
        match commands.try_get_matches_from([given]) {
            Err(error) if error.kind() == ErrorKind::InvalidSubcommand => UsageError::of(&error, None),
            _ => UsageError::UnknownCommand { given: given.to_owned(), nearest: None },
        }
    }

    /// What is wrong, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            UsageError::UnknownCommand { given, nearest: Some(nearest) } => {
                language.say("usage.unknown_command_near", &[("given", given), ("nearest", nearest)])
            }
            UsageError::UnknownCommand { given, nearest: None } => {
                language.say("usage.unknown_command", &[("given", given)])
            }
            UsageError::UnknownFlag { given, nearest: Some(nearest) } => {
                language.say("usage.unknown_flag_near", &[("given", given), ("nearest", nearest)])
            }
            UsageError::UnknownFlag { given, nearest: None } => language.say("usage.unknown_flag", &[("given", given)]),
            UsageError::FlagBeforeCommand { command, flag } => {
                language.say("usage.flag_before_command", &[("command", command), ("flag", flag)])
            }
            UsageError::NotForCommand { command, given } => {
                language.say("usage.not_for_command", &[("command", command), ("given", given)])
            }
            UsageError::MissingValue { flag, example } => {
                let example = match example.as_str() {
                    "" => language.word("usage.example"),
                    value => format!("{flag} {value}"),
                };
                language.say("usage.missing_value", &[("flag", flag), ("example", &example)])
            }
            UsageError::EmptyOperand { operand } => {
                let operand = language.word(&format!("value.{operand}"));
                language.say("usage.empty_operand", &[("operand", &operand)])
            }
            UsageError::NoValueWanted { flag } => language.say("usage.no_value", &[("flag", flag)]),
            UsageError::MissingFlags { command, flags } => {
                let flags = flags.join(&language.word("label.comma"));
                language.say("usage.missing_flag", &[("command", command), ("flag", &flags)])
            }
            UsageError::MissingOperand { command, operand } => {
                let operand = language.word(&format!("value.{operand}"));
                language.say("usage.missing_operand", &[("command", command), ("operand", &operand)])
            }
            UsageError::TooMany { given } => language.say("usage.too_many", &[("given", given)]),
            UsageError::BadValue { name, given, allowed } => {
                let name = match operand(name) {
                    Some(operand) => language.word(&format!("value.{operand}")),
                    None => flag(name),
                };
                if allowed.is_empty() {
                    return language.say("usage.bad_value_alone", &[("flag", &name), ("given", given)]);
                }
                let allowed = allowed.join(" ");
                language.say("usage.bad_value", &[("flag", &name), ("given", given), ("allowed", &allowed)])
            }
            UsageError::Conflict { flag, other } => language.say("usage.conflict", &[("flag", flag), ("other", other)]),
            UsageError::NotUtf8 => language.word("usage.not_utf8"),
            UsageError::Other => language.word("usage.other"),
        }
    }
}

/// What is missing: an operand before options, since it comes first in the usage.
fn missing(command: String, arguments: &[String]) -> UsageError {
    match arguments.iter().find_map(|argument| operand(argument)) {
        Some(operand) => UsageError::MissingOperand { command, operand: operand.to_owned() },
        None => UsageError::MissingFlags { command, flags: arguments.iter().map(|argument| flag(argument)).collect() },
    }
}

/// The option without what it takes: `--output` of `--output <file>`.
fn flag(argument: &str) -> String {
    argument.split([' ', '=']).next().unwrap_or_default().to_owned()
}

/// The name of the operand in `<draft>` or `[command]`.
fn operand(argument: &str) -> Option<&str> {
    argument.strip_prefix(['<', '['])?.strip_suffix(['>', ']'])
}

/// Whether the command has the option `given`, which has its dashes.
fn has_flag(command: &str, given: &str) -> bool {
    let table = table();
    let is = |argument: &clap::Arg| match given.strip_prefix("--") {
        Some(long) => argument.get_long() == Some(long),
        None => argument.get_short().is_some_and(|short| given == format!("-{short}")),
    };
    table.find_subcommand(command).is_some_and(|command| command.get_arguments().any(is))
}

fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
