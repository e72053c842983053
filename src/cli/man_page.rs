//! The manual page, `nianbao(1)`, in one language, as roff for `man`.
//!
//! clap_mangen is not used: its headings are English only, and it gives each command a page of its
//! own.

use clap::{Arg, Command};

use super::completions::about_of;
use super::help_page::{description, examples, heading, usage};
use super::localized_table::{arguments, localized, visible};
use crate::messages::Language;

/// The page.
pub(super) fn man_page(language: Language) -> String {
    let table = localized(language);
    // Lines end where they end: words are not drawn apart.
    let mut page = format!(".TH NIANBAO 1 \"\" \"nianbao {}\"\n.ad l\n.nh\n", env!("CARGO_PKG_VERSION"));
    let mut section = |key: &str, body: &str| page += &format!(".SH {}\n{body}", escaped(&language.word(key)));
    section("man.name", &format!("nianbao \\- {}\n", escaped(&language.word("help.about"))));
    section("man.synopsis", &lines(&language.word("help.forms")));
    let own = table.get_arguments().filter(|argument| !argument.is_hide_set() && !argument.is_positional());
    section("man.options", &own.map(item).collect::<String>());
    section("man.commands", &visible(&table).map(|command| on_command(&table, command)).collect::<String>());
    section("man.status", &format!("{}\n", escaped(&language.word("help.status"))));
    page
}

fn on_command(table: &Command, command: &Command) -> String {
    let (about, usage) = (about_of(command), usage(command).join(" "));
    let mut text = format!(".SS nianbao {}\n{}\n.PP\n{}\n", command.get_name(), escaped(&about), escaped(&usage));
    text.extend(arguments(table, command).filter(|argument| !argument.is_global_set()).map(item));
    let examples = examples(command);
    if !examples.is_empty() {
        text += &format!(".PP\n{}", lines(&examples.join("\n")));
    }
    text
}

/// An option or operand with what it means.
fn item(argument: &Arg) -> String {
    let mut described = String::new();
    for (nth, line) in description(argument).lines().enumerate() {
        described += &format!("{}{}\n", if nth > 0 { ".br\n" } else { "" }, escaped(line));
    }
    format!(".TP\n\\fB{}\\fR\n{described}", escaped(heading(argument).trim()))
}

/// Lines as they are.
fn lines(text: &str) -> String {
    let lines: String = text.lines().map(|line| escaped(line) + "\n").collect();
    format!(".nf\n{lines}.fi\n")
}

/// Text without what roff would take for its own.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}
