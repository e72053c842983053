//! The completion script for PowerShell, from version 5 on: commands, options with what they mean,
//! and values. Where nothing is offered PowerShell offers files.

use clap::{Arg, Command};

use super::completions::{Candidates, about_of, candidates, commands, help_of, meaning, spellings};
use super::localized_table::visible;

const BEGIN: &str = r#"# PowerShell completion for nianbao
Register-ArgumentCompleter -Native -CommandName 'nianbao' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
"#;
const END: &str = r#"    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or ($wordToComplete -eq '' -and $_.Extent.EndOffset -le $cursorPosition) } |
        ForEach-Object { $_.Extent.Text })
    $command = $before | Where-Object { $commands.Contains($_) } | Select-Object -First 1
    if ($null -eq $command) { $command = '' }
    $previous = if ($before.Count -gt 0) { $before[-1] } else { '' }
    $offered = [ordered]@{}
    $prefix = ''
    $word = $wordToComplete
    if ($word -match '^(--[^=]+)=(.*)$') {
        $previous = $Matches[1]
        $prefix = $previous + '='
        $word = $Matches[2]
    }
    if ($values.ContainsKey("$command $previous")) {
        $offered = $values["$command $previous"]
    } elseif ($prefix -eq '' -and $word.StartsWith('-')) {
        $offered = $options[$command]
    } elseif ($prefix -eq '' -and $command -eq '') {
        $offered = $commands
    } elseif ($prefix -eq '' -and $values.ContainsKey("$command ") -and -not $previous.StartsWith('-')) {
        $offered = $values["$command "]
    }
    $offered.GetEnumerator() | Where-Object { $_.Key.StartsWith($word) } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($prefix + $_.Key, $_.Key, 'ParameterValue', $_.Value)
    }
}
"#;

/// The script.
pub(super) fn script(table: &Command) -> String {
    let about = |command: &Command| (command.get_name().to_owned(), about_of(command));
    let mut page = format!("{BEGIN}    $commands = {}\n", dictionary(visible(table).map(about)));
    let (mut options, mut values) = (String::new(), String::new());
    for (command, arguments) in commands(table) {
        let flags = arguments.iter().flat_map(|argument| {
            let help = help_of(argument);
            spellings(argument).into_iter().map(move |spelling| (spelling, help.clone()))
        });
        options += &format!("        {} = {}\n", quoted(command), dictionary(flags));
        for argument in arguments.iter().filter(|argument| argument.get_action().takes_values()) {
            let words = words(argument);
            if words.is_empty() {
                continue;
            }
            let spellings = spellings(argument);
            let names = if spellings.is_empty() { vec![String::new()] } else { spellings };
            for name in names {
                let key = quoted(&format!("{command} {name}"));
                values += &format!("        {key} = {}\n", dictionary(words.iter().cloned()));
            }
        }
    }
    page += &format!("    $options = @{{\n{options}    }}\n    $values = @{{\n{values}    }}\n");
    page + END
}

/// The words of a closed set with what they mean; PowerShell wants some text with each.
fn words(argument: &Arg) -> Vec<(String, String)> {
    let Some(Candidates::Words(words)) = candidates(argument) else { return Vec::new() };
    let described = words.into_iter().map(|word| {
        let meaning = meaning(argument, &word);
        if meaning.is_empty() { (word.clone(), word) } else { (word, meaning) }
    });
    described.collect()
}

fn dictionary(entries: impl Iterator<Item = (String, String)>) -> String {
    let entries: Vec<_> = entries.map(|(key, value)| format!("{} = {}", quoted(&key), quoted(&value))).collect();
    format!("[ordered]@{{ {} }}", entries.join("; "))
}

/// A literal, in which an apostrophe is written twice. PowerShell takes typographic ones for such.
fn quoted(text: &str) -> String {
    let doubled: String =
        text.chars().flat_map(|one| if "'‘’‚‛".contains(one) { vec![one, one] } else { vec![one] }).collect();
    format!("'{doubled}'")
}
