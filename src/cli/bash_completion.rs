//! The completion script for bash: commands, options and values as words, files as bash completes
//! them. It asks nothing of the bash-completion package and runs from bash 3 on.

use clap::Command;

use super::completions::{Candidates, candidates, commands, spellings};
use super::localized_table::visible;

/// What does not depend on the table. `=` is a word of its own to bash.
const BEGIN: &str = r#"# bash completion for nianbao
_nianbao() {
    local cur prev word command="" words="" files="" i
    cur=${COMP_WORDS[COMP_CWORD]}
    prev=${COMP_WORDS[COMP_CWORD-1]}
    if [ "$cur" = "=" ]; then
        cur=""
    elif [ "$prev" = "=" ] && [ "$COMP_CWORD" -gt 2 ]; then
        prev=${COMP_WORDS[COMP_CWORD-2]}
    fi
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${COMP_WORDS[i]}" in
"#;
const END: &str = r#"    compopt +o default 2>/dev/null
    case "$files" in
        files)
            compopt -o default -o filenames 2>/dev/null
            while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$cur")
            ;;
        folders)
            compopt -o filenames 2>/dev/null
            while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -d -- "$cur")
            ;;
    esac
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$cur")
}
complete -o default -F _nianbao nianbao
"#;

/// The script.
pub(super) fn script(table: &Command) -> String {
    let names: Vec<&str> = visible(table).map(Command::get_name).collect();
    let mut page = format!("{BEGIN}            {}) command=${{COMP_WORDS[i]}}; break ;;\n", names.join("|"));
    page += "        esac\n    done\n    case \"$command:$prev\" in\n";
    let mut operands = String::new();
    for (command, arguments) in commands(table) {
        let mut flags = Vec::new();
        let mut operand = String::new();
        for argument in arguments {
            let spellings = spellings(argument);
            if spellings.is_empty() {
                operand = candidates(argument).map(|candidates| assigned(&candidates)).unwrap_or_default();
            } else if let Some(candidates) = candidates(argument) {
                let patterns: Vec<_> = spellings.iter().map(|spelling| format!("{command}:{spelling}")).collect();
                page += &format!("        {}) {} ;;\n", patterns.join("|"), assigned(&candidates));
            }
            flags.extend(spellings);
        }
        if command.is_empty() {
            operand = format!("words=\"{}\"; [ -z \"$cur\" ] || files=files", names.join(" "));
        }
        if operand.is_empty() {
            operand.push(':');
        }
        operands += &format!(
            "                {command:?}:-*) words=\"{}\" ;;\n                {command:?}:*) {operand} ;;\n",
            flags.join(" ")
        );
    }
    page + "        *)\n            case \"$command:$cur\" in\n"
        + &operands
        + "            esac\n            ;;\n    esac\n"
        + END
}

fn assigned(candidates: &Candidates) -> String {
    match candidates {
        Candidates::Words(words) => format!("words=\"{}\"", words.join(" ")),
        Candidates::Files => "files=files".to_owned(),
        Candidates::Folders => "files=folders".to_owned(),
        Candidates::Nothing => ":".to_owned(),
    }
}
