//! The completion script for zsh: `_arguments` with a list for each command, which is found among
//! the words before.

use clap::{Arg, Command};

use super::completions::{Candidates, about_of, candidates, commands, help_of, meaning, spellings};
use super::localized_table::{value_name, visible};

/// What does not depend on the table. Behind the command, the words begin with it.
const BEGIN: &str = r#"#compdef nianbao
_nianbao() {
    local command="" state line i
    local -a described
    typeset -A opt_args
    described=(
"#;
const BEHIND: &str = r#"                command=${words[i]}
                words=("$command" "${(@)words[i+1,-1]}")
                (( CURRENT -= i - 1 ))
                break
                ;;
        esac
    done
    case $command in
"#;
const END: &str = r#"    esac
    if [[ $state == first ]]; then
        _describe -t commands command described
        _files
    fi
}
if [ "$funcstack[1]" = "_nianbao" ]; then
    _nianbao "$@"
else
    compdef _nianbao nianbao
fi
"#;

/// The script.
pub(super) fn script(table: &Command) -> String {
    let described =
        |command: &Command| format!("        {}\n", quoted(&format!("{}:{}", command.get_name(), about_of(command))));
    let names: Vec<&str> = visible(table).map(Command::get_name).collect();
    let mut page = BEGIN.to_owned();
    page.extend(visible(table).map(described));
    page += &format!(
        "    )\n    for ((i = 2; i < CURRENT; i++)); do\n        case ${{words[i]}} in\n            ({})\n{BEHIND}",
        names.join("|")
    );
    for (command, arguments) in commands(table) {
        page += &format!("        ({})\n            _arguments -s -S :", quoted(command));
        for argument in arguments {
            match argument.is_positional() {
                true if command.is_empty() => page += " \\\n                '*::word:->first'",
                true => page += &format!(" \\\n                {}", quoted(&format!(":{}", action(argument)))),
                false => {
                    page.extend(option(argument).iter().map(|one| format!(" \\\n                {}", quoted(one))))
                }
            }
        }
        page += "\n            ;;\n";
    }
    page + END
}

/// The option in each spelling: `--to=[help]:name:what comes after`.
fn option(argument: &Arg) -> Vec<String> {
    let help = help_of(argument).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    let takes = candidates(argument).is_some();
    let spelled = spellings(argument).into_iter().map(|spelling| match (takes, spelling.starts_with("--")) {
        (false, _) => format!("{spelling}[{help}]"),
        (true, true) => format!("{spelling}=[{help}]:{}", action(argument)),
        (true, false) => format!("{spelling}+[{help}]:{}", action(argument)),
    });
    spelled.collect()
}

/// The name of a value and what completes it.
fn action(argument: &Arg) -> String {
    let name = value_name(argument).unwrap_or_default().replace(':', "\\:");
    let action = match candidates(argument) {
        Some(Candidates::Words(words)) if words.iter().all(|word| meaning(argument, word).is_empty()) => {
            format!("({})", words.join(" "))
        }
        Some(Candidates::Words(words)) => {
            let described = |word: &String| format!("{word}\\:{}", in_double_quotes(&meaning(argument, word)));
            format!("(({}))", words.iter().map(described).collect::<Vec<_>>().join(" "))
        }
        Some(Candidates::Files) => "_files".to_owned(),
        Some(Candidates::Folders) => "_files -/".to_owned(),
        Some(Candidates::Nothing) | None => String::new(),
    };
    format!("{name}:{action}")
}

fn in_double_quotes(text: &str) -> String {
    let escaped: String =
        text.chars().flat_map(|one| if "\\\"$`".contains(one) { vec!['\\', one] } else { vec![one] }).collect();
    format!("\"{escaped}\"")
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
