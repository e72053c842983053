//! What a command is and what it is called with. Knows none of the commands.

use std::ffi::{OsStr, OsString};

use super::failure::Failure;
use super::usage::Usage;
use crate::messages::Language;

/// A command.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// The word that calls it.
    pub name: &'static str,
    /// What it is given besides flags; every command takes one thing or nothing.
    pub operand: Option<Operand>,
    /// Its own flags.
    pub flags: &'static [Flag],
    /// Examples for the help, as one types them.
    pub examples: &'static [&'static str],
    /// Does it; the exit status.
    pub(super) run: fn(&Call, Language) -> Result<u8, Failure>,
}

/// What a command is given besides flags.
#[derive(Clone, Copy, Debug)]
pub struct Operand {
    /// Its name in help: the key `value.<name>`.
    pub name: &'static str,
}

/// A flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its long name without dashes.
    pub name: &'static str,
    /// Its one-letter name.
    pub short: Option<char>,
    /// What it takes, the key `value.<name>`; `None` for a switch.
    pub value: Option<&'static str>,
    /// Whether the command cannot do without it.
    pub required: bool,
}

/// Flags that every command has.
pub const GLOBAL: &[Flag] = &[
    taking("lang", "lang"),
    Flag { short: Some('h'), ..switch("help") },
    Flag { short: Some('V'), ..switch("version") },
];

/// A command with what it was given; its required parts are there.
#[derive(Debug)]
pub(super) struct Call {
    /// The command.
    pub command: &'static Command,
    pub(super) operand: Option<OsString>,
    pub(super) flags: Vec<(&'static str, Option<OsString>)>,
}

impl Command {
    /// Its own flags, then those of every command.
    pub fn all_flags(&self) -> impl Iterator<Item = &'static Flag> {
        self.flags.iter().chain(GLOBAL)
    }
}

impl Call {
    /// The value of a flag.
    pub(super) fn value(&self, flag: &str) -> Option<&OsStr> {
        self.flags.iter().rev().find(|(name, _)| *name == flag).and_then(|(_, value)| value.as_deref())
    }

    /// Whether a switch is set.
    pub(super) fn is_set(&self, flag: &str) -> bool {
        self.flags.iter().any(|(name, _)| *name == flag)
    }

    /// What the command works on.
    pub(super) fn operand(&self) -> &OsStr {
        self.operand.as_deref().unwrap_or_default()
    }

    /// The value of a flag as text; empty where it is not given.
    pub(super) fn text(&self, flag: &str) -> String {
        self.value(flag).unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The complaint that a flag's value is none of those `allowed`.
    pub(super) fn bad(&self, flag: &'static str, allowed: String) -> Failure {
        Failure::Usage(Usage::BadValue { flag, given: self.text(flag), allowed })
    }
}

/// A flag that is there or not.
pub(super) const fn switch(name: &'static str) -> Flag {
    Flag { name, short: None, value: None, required: false }
}

/// A flag with a value: the key `value.<value>`.
pub(super) const fn taking(name: &'static str, value: &'static str) -> Flag {
    Flag { name, short: None, value: Some(value), required: false }
}
