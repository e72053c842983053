//! The table of commands and flags. Parsing, help and the locale keys follow from it: the words
//! are `command.<name>`, `flag.<name>` and `value.<name>`.

use super::failure::Failure;
use super::parse::Call;
use super::{checking, commands};
use crate::words::Language;

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

const OUTPUT: Flag = Flag { name: "output", short: Some('o'), value: Some("file"), required: true };
const FORCE: Flag = switch("force");
const FORM: Flag = taking("form", "file");
const UNIT: Flag = Flag { required: true, ..taking("unit", "unit") };
const YEAR: Flag = Flag { required: true, ..taking("year", "year") };
const PREFACE: Flag = taking("preface", "sentences");
const CONTACT: Flag = taking("contact", "contact");
const DRAFT: Option<Operand> = Some(Operand { name: "draft" });

/// Flags that every command has.
pub const GLOBAL: &[Flag] = &[
    taking("lang", "lang"),
    Flag { short: Some('h'), ..switch("help") },
    Flag { short: Some('V'), ..switch("version") },
];

/// Every command, in the order of the work.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "new",
        operand: None,
        flags: &[UNIT, YEAR, taking("kind", "kind"), OUTPUT, FORCE, PREFACE, CONTACT],
        examples: &[
            "nianbao new --unit 卫滨区信访局 --year 2024 --kind department -o a.nianbao",
            "nianbao new --unit 卫滨区信访局 --year 2024 --preface basis,period --contact 电话：0000-0000000 -o a.nianbao",
        ],
        run: commands::new,
    },
    Command {
        name: "import",
        operand: Some(Operand { name: "source" }),
        flags: &[OUTPUT, FORCE],
        examples: &["nianbao import 2024.html -o a.nianbao", "nianbao import - -o a.nianbao < 2024.md"],
        run: commands::import,
    },
    Command {
        name: "check",
        operand: DRAFT,
        flags: &[
            taking("previous", "source"),
            taking("today", "day"),
            taking("format", "format"),
            Flag { required: false, ..OUTPUT },
            FORM,
        ],
        examples: &[
            "nianbao check a.nianbao",
            "nianbao check a.nianbao --previous 2023.txt --format json",
            "nianbao check a.nianbao -o 校核.pdf",
            "nianbao check .",
        ],
        run: checking::check,
    },
    Command { name: "rules", operand: None, flags: &[], examples: &["nianbao rules"], run: checking::rules },
    Command {
        name: "export",
        operand: DRAFT,
        flags: &[
            Flag { required: false, ..OUTPUT },
            taking("to", "kind_of_file"),
            taking("all", "folder"),
            switch("review-mark"),
            switch("approval-sheet"),
            PREFACE,
            CONTACT,
            taking("fonts", "fonts"),
            taking("archive", "archive"),
            FORM,
        ],
        examples: &[
            "nianbao export a.nianbao -o a.pdf",
            "nianbao export a.nianbao --review-mark --approval-sheet --fonts computer -o 送审.pdf",
            "nianbao export a.nianbao --archive 1b -o 归档.pdf",
            "nianbao export a.nianbao --all 2024",
            "nianbao export a.nianbao --to csv -o -",
        ],
        run: commands::export,
    },
    Command {
        name: "info",
        operand: DRAFT,
        flags: &[FORM],
        examples: &["nianbao info a.nianbao"],
        run: commands::info,
    },
];

impl Command {
    /// Its own flags, then those of every command.
    pub fn all_flags(&self) -> impl Iterator<Item = &'static Flag> {
        self.flags.iter().chain(GLOBAL)
    }
}

const fn switch(name: &'static str) -> Flag {
    Flag { name, short: None, value: None, required: false }
}

const fn taking(name: &'static str, value: &'static str) -> Flag {
    Flag { name, short: None, value: Some(value), required: false }
}
