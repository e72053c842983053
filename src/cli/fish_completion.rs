//! The completion script for fish: one line for each command, option and operand.

use clap::{Arg, Command};

use super::completions::{Candidates, about_of, candidates, commands, help_of, meaning};
use super::localized_table::visible;

/// Tells whether the command among the words before the cursor is `$argv`; none is empty.
const IS: &str = r#"    set -l found ""
    for word in (commandline -opc)[2..-1]
        if contains -- $word $commands
            set found $word
            break
        end
    end
    test "$found" = "$argv"
end
"#;

/// The script.
pub(super) fn script(table: &Command) -> String {
    let names: Vec<&str> = visible(table).map(Command::get_name).collect();
    let mut page =
        format!("# fish completion for nianbao\nfunction __nianbao_is\n    set -l commands {}\n{IS}", names.join(" "));
    for command in visible(table) {
        page += &line("", &format!("-a {} -d {}", command.get_name(), quoted(&about_of(command))));
    }
    for (command, arguments) in commands(table) {
        let operand = arguments.iter().find(|argument| argument.is_positional());
        match operand.and_then(|operand| Some((operand, candidates(operand)?))) {
            // fish offers files by itself.
            Some((_, Candidates::Files)) => {}
            Some((operand, Candidates::Words(words))) => {
                page += &line(command, &format!("-f -a {}", listed(operand, &words)))
            }
            _ => page += &line(command, "-f"),
        }
        for argument in arguments.iter().filter(|argument| !argument.is_positional()) {
            page += &line(command, &option(argument));
        }
    }
    page
}

fn line(command: &str, rest: &str) -> String {
    format!("complete -c nianbao -n '__nianbao_is {command:?}' {rest}\n")
}

/// `-s o -l output -r -F -d help`.
fn option(argument: &Arg) -> String {
    let mut words = Vec::new();
    words.extend(argument.get_short().map(|letter| format!("-s {letter}")));
    words.extend(argument.get_long().map(|name| format!("-l {name}")));
    words.extend(candidates(argument).map(|candidates| match candidates {
        Candidates::Words(words) => format!("-x -a {}", listed(argument, &words)),
        Candidates::Files => "-r -F".to_owned(),
        Candidates::Folders => "-x -a '(__fish_complete_directories)'".to_owned(),
        Candidates::Nothing => "-x".to_owned(),
    }));
    words.push(format!("-d {}", quoted(&help_of(argument))));
    words.join(" ")
}

/// The words with what they mean, as `-a` takes them: one a line, a tab between.
fn listed(argument: &Arg, words: &[String]) -> String {
    let described = |word: &String| format!("{word}\\t{}", quoted(&meaning(argument, word)));
    let lines: Vec<String> = words.iter().map(described).collect();
    // Expanded once more when it is asked for.
    quoted(&lines.join("\n"))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
