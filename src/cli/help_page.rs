//! The help pages, made from the table.

use clap::{Arg, Command};

use super::completions::{Candidates, about_of, candidates, help_of, meaning};
use super::localized_table::{arguments, localized, value_name, visible};
use super::text_columns::{LINE, padded, rows, width, wrapped};
use crate::messages::Language;

/// The help on everything, or on one command.
pub(super) fn help_page(language: Language, command: Option<&str>) -> String {
    let table = localized(language);
    match command.and_then(|name| table.find_subcommand(name)) {
        Some(command) => on_command(language, &table, command),
        None => overview(language, &table),
    }
}

/// How the command is called: `nianbao check 草稿 [--previous 来源]`, its common options left out.
pub(super) fn usage(command: &Command) -> Vec<String> {
    let mut words = vec![format!("nianbao {}", command.get_name())];
    for argument in command.get_arguments().filter(|argument| !argument.is_hide_set() && !argument.is_global_set()) {
        let mut written = match (argument.get_short(), argument.get_long()) {
            (Some(letter), _) => format!("-{letter}"),
            (None, Some(name)) => format!("--{name}"),
            (None, None) => String::new(),
        };
        written += &value(argument, if written.is_empty() { "" } else { " " });
        if argument.get_num_args().is_some_and(|count| count.max_values() > 1) {
            written.push('…');
        }
        words.push(if argument.is_required_set() { written } else { format!("[{written}]") });
    }
    words
}

/// The option as the list of options has it: `-o, --output 文件`; the operand by its name.
pub(super) fn heading(argument: &Arg) -> String {
    match (argument.get_short(), argument.get_long()) {
        (Some(letter), Some(name)) => format!("-{letter}, --{name}{}", value(argument, " ")),
        (_, Some(name)) => format!("    --{name}{}", value(argument, " ")),
        _ => value(argument, ""),
    }
}

/// The text of an argument and, one a line, the words to choose from with what they mean.
pub(super) fn description(argument: &Arg) -> String {
    let mut text = help_of(argument);
    let Some(Candidates::Words(words)) = candidates(argument) else { return text };
    let explained =
        || words.iter().map(|word| (word, meaning(argument, word))).filter(|(_, meaning)| !meaning.is_empty());
    let widest = explained().map(|(word, _)| width(word)).max().unwrap_or_default();
    for (word, meaning) in explained() {
        text += &format!("\n{}  {meaning}", padded(word, widest));
    }
    if explained().next().is_none() {
        text += &format!("\n{}", words.join(" "));
    }
    text
}

/// The examples of a command, as one types them.
pub(super) fn examples(command: &Command) -> Vec<String> {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn overview(language: Language, table: &Command) -> String {
    let mut page = format!("nianbao {}  {}\n\n", env!("CARGO_PKG_VERSION"), language.word("help.about"));
    page += &section(language, "help.usage", &block(&language.word("help.forms")));
    let about = |command: &Command| (command.get_name().to_owned(), about_of(command));
    let commands: Vec<_> = visible(table).map(about).collect();
    page += &section(language, "help.commands", &rows(&commands));
    let shown: Vec<&Arg> =
        table.get_arguments().filter(|argument| !argument.is_hide_set() && !argument.is_positional()).collect();
    page += &section(language, "help.flags", &described(&shown));
    let first: String =
        visible(table).filter_map(|command| examples(command).into_iter().next()).map(|one| one + "\n").collect();
    page += &section(language, "help.examples", &block(&first));
    page + &wrapped(&language.word("help.status"), LINE).join("\n") + "\n"
}

fn on_command(language: Language, table: &Command, command: &Command) -> String {
    let mut page = wrapped(&about_of(command), LINE).join("\n") + "\n\n";
    page += &section(language, "help.usage", &usage_lines(command));
    let (operands, flags): (Vec<&Arg>, Vec<&Arg>) =
        arguments(table, command).partition(|argument| argument.is_positional());
    if !operands.is_empty() {
        page += &section(language, "help.operands", &described(&operands));
    }
    page += &section(language, "help.flags", &described(&flags));
    page + section(language, "help.examples", &block(&examples(command).join("\n"))).trim_end() + "\n"
}

fn section(language: Language, heading: &str, body: &str) -> String {
    format!("{}\n{body}\n", language.word(heading))
}

fn described(arguments: &[&Arg]) -> String {
    let of = |argument: &&Arg| (heading(argument), description(argument));
    rows(&arguments.iter().map(of).collect::<Vec<_>>())
}

/// The usage in lines, what does not fit below the first operand.
fn usage_lines(command: &Command) -> String {
    let words = usage(command);
    let indent = words.first().map_or(0, |first| width(first)) + 3;
    let mut lines = vec![String::from(" ")];
    for word in &words {
        let Some(line) = lines.last_mut() else { continue };
        if width(line) + 1 + width(word) <= LINE {
            *line += &format!(" {word}");
        } else {
            lines.push(format!("{}{word}", " ".repeat(indent)));
        }
    }
    lines.join("\n") + "\n"
}

fn block(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

fn value(argument: &Arg, before: &str) -> String {
    let name = value_name(argument);
    name.map(|name| format!("{before}{name}")).unwrap_or_default()
}
