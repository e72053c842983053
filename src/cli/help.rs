//! The help pages, made from the table of commands.

use super::call::{Command, Flag, GLOBAL};
use super::table::COMMANDS;
use crate::messages::Language;

/// The help on everything, or on one command.
pub(super) fn help(language: Language, command: Option<&Command>) -> String {
    match command {
        Some(command) => on(language, command),
        None => overview(language),
    }
}

fn overview(language: Language) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut page = language.say("help.head", &[("version", &version)]) + "\n\n";
    page += &(language.word("help.usage") + "\n\n");
    page += &heading(language, "help.commands");
    let about = |command: &Command| (command.name.to_owned(), language.word(&format!("command.{}", command.name)));
    page += &columns(COMMANDS.iter().map(about).collect());
    page += &heading(language, "help.flags");
    page += &columns(GLOBAL.iter().map(|flag| row(language, flag)).collect());
    page += &heading(language, "help.examples");
    page += &examples(COMMANDS.iter().filter_map(|command| command.examples.first()));
    page + &language.word("help.status") + "\n"
}

fn on(language: Language, command: &Command) -> String {
    let mut usage = format!("nianbao {}", command.name);
    if let Some(operand) = command.operand {
        usage += &format!(" {}", language.word(&format!("value.{}", operand.name)));
    }
    for flag in command.flags {
        let written = written(language, flag);
        usage += &if flag.required { format!(" {written}") } else { format!(" [{written}]") };
    }
    let mut page = language.word(&format!("command.{}", command.name)) + "\n\n";
    page += &(language.say("help.usage_of", &[("usage", &usage)]) + "\n\n");
    page += &heading(language, "help.flags");
    page += &columns(command.all_flags().map(|flag| row(language, flag)).collect());
    page += &heading(language, "help.examples");
    page + &examples(command.examples.iter())
}

fn heading(language: Language, key: &str) -> String {
    language.word(key) + "\n"
}

fn row(language: Language, flag: &Flag) -> (String, String) {
    let short = flag.short.map_or("    ".to_owned(), |letter| format!("-{letter}, "));
    let value = flag.value.map(|value| " ".to_owned() + &language.word(&format!("value.{value}"))).unwrap_or_default();
    (format!("{short}--{}{value}", flag.name), language.word(&format!("flag.{}", flag.name)))
}

/// The flag as one types it: short where it has a letter.
fn written(language: Language, flag: &Flag) -> String {
    let name = flag.short.map_or_else(|| format!("--{}", flag.name), |letter| format!("-{letter}"));
    let value = flag.value.map(|value| " ".to_owned() + &language.word(&format!("value.{value}")));
    name + &value.unwrap_or_default()
}

/// Two columns, the second one flush.
fn columns(rows: Vec<(String, String)>) -> String {
    let widest = rows.iter().map(|(left, _)| width(left)).max().unwrap_or_default();
    let line = |(left, right): &(String, String)| {
        let space = " ".repeat(widest.saturating_sub(width(left)) + 2);
        format!("  {left}{space}{right}\n")
    };
    rows.iter().map(line).collect::<String>() + "\n"
}

fn examples<'a>(lines: impl Iterator<Item = &'a &'static str>) -> String {
    lines.map(|line| format!("  {line}\n")).collect::<String>() + "\n"
}

/// How many columns of a terminal a text takes; a Chinese character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum()
}
