//! Arguments that make no request, and the sentence that says so.

use crate::messages::Language;

/// Arguments that make no request.
#[derive(Debug)]
pub(super) enum Usage {
    UnknownCommand { given: String, nearest: Option<&'static str> },
    UnknownFlag { given: String, nearest: Option<String> },
    MissingValue { flag: String },
    NoValueWanted { flag: String },
    MissingFlag { command: &'static str, flag: &'static str },
    MissingOperand { command: &'static str, operand: &'static str },
    TooMany { command: &'static str, given: String },
    BadValue { flag: &'static str, given: String, allowed: String },
}

/// What is wrong with them.
pub(super) fn sentence(language: Language, usage: &Usage) -> String {
    match usage {
        Usage::UnknownCommand { given, nearest: Some(nearest) } => {
            language.say("usage.unknown_command_near", &[("given", given), ("nearest", nearest)])
        }
        Usage::UnknownCommand { given, nearest: None } => language.say("usage.unknown_command", &[("given", given)]),
        Usage::UnknownFlag { given, nearest: Some(nearest) } => {
            language.say("usage.unknown_flag_near", &[("given", given), ("nearest", nearest)])
        }
        Usage::UnknownFlag { given, nearest: None } => language.say("usage.unknown_flag", &[("given", given)]),
        Usage::MissingValue { flag } => language.say("usage.missing_value", &[("flag", flag)]),
        Usage::NoValueWanted { flag } => language.say("usage.no_value", &[("flag", flag)]),
        Usage::MissingFlag { command, flag } => {
            language.say("usage.missing_flag", &[("command", command), ("flag", flag)])
        }
        Usage::MissingOperand { command, operand } => {
            let operand = language.word(&format!("value.{operand}"));
            language.say("usage.missing_operand", &[("command", command), ("operand", &operand)])
        }
        Usage::TooMany { command, given } => language.say("usage.too_many", &[("command", command), ("given", given)]),
        Usage::BadValue { flag, given, allowed } => {
            language.say("usage.bad_value", &[("flag", flag), ("given", given), ("allowed", allowed)])
        }
    }
}
