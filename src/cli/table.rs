//! The table of commands and flags. Parsing, help and the locale keys follow from it: the words
//! are `command.<name>`, `flag.<name>` and `value.<name>`.

use super::call::{Command, Flag, Operand, switch, taking};
use super::{checking, commands};

const OUTPUT: Flag = Flag { name: "output", short: Some('o'), value: Some("file"), required: true };
const FORCE: Flag = switch("force");
const FORM: Flag = taking("form", "file");
const UNIT: Flag = Flag { required: true, ..taking("unit", "unit") };
const YEAR: Flag = Flag { required: true, ..taking("year", "year") };
const PREFACE: Flag = taking("preface", "sentences");
const CONTACT: Flag = taking("contact", "contact");
const DRAFT: Option<Operand> = Some(Operand { name: "draft" });

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
