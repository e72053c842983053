//! Help, completion scripts and manual page hold every word of the table, and complete as they
//! should.

use std::process::Command;

use nianbao::cli::locale_keys;
use nianbao::messages::Language;

use super::{complete, folder, run, run_in};

const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];
/// Only for packaging.
const HIDDEN_COMMANDS: [&str; 1] = ["man"];
const HIDDEN_FLAGS: [&str; 4] = ["bench-startup", "again", "glow-failed", "break"];

fn named(prefix: &str) -> Vec<String> {
    locale_keys().iter().filter_map(|key| key.strip_prefix(prefix)).map(str::to_owned).collect()
}

fn commands() -> Vec<String> {
    let commands = named("command.");
    commands.into_iter().filter(|name| !HIDDEN_COMMANDS.contains(&name.as_str())).collect()
}

#[test]
fn every_word_is_in_help_in_completion_and_in_the_manual() {
    let here = folder("words");
    let (commands, flags, choices) = (commands(), named("flag."), named("choice."));
    assert!(commands.len() >= 9 && flags.len() >= 20 && choices.len() >= 25, "{commands:?} {flags:?} {choices:?}");
    for language in ["zh", "en"] {
        let overview = run_in(language, &here, &["--help"]).out;
        let pages: String = commands.iter().map(|name| run_in(language, &here, &["help", name]).out).collect();
        let manual = run_in(language, &here, &["man"]).out.replace("\\-", "-");
        let scripts = SHELLS.map(|shell| run_in(language, &here, &["completions", shell]).out);
        for name in &commands {
            assert!(overview.contains(&format!("  {name} ")), "{name}: {overview}");
            assert!(manual.contains(&format!("nianbao {name}")), "{name}: {manual}");
            for (script, shell) in scripts.iter().zip(SHELLS) {
                assert!(script.contains(name.as_str()), "{shell}: {name}");
            }
        }
        for flag in &flags {
            for (text, of) in [(&pages, "help"), (&manual, "man")] {
                assert!(text.contains(&format!("--{flag}")), "{of}: --{flag}");
            }
            for (script, shell) in scripts.iter().zip(SHELLS) {
                let written = if shell == "fish" { format!("-l {flag}") } else { format!("--{flag}") };
                assert!(script.contains(&written), "{shell}: {written}");
            }
        }
        for (flag, word) in choices.iter().filter_map(|choice| choice.split_once('.')) {
            for (text, of) in
                [&pages, &manual].into_iter().chain(&scripts).zip(["help", "man"].into_iter().chain(SHELLS))
            {
                assert!(text.contains(word), "{of}: --{flag} {word}");
            }
        }
        let everything = [overview, pages, manual].into_iter().chain(scripts).collect::<String>();
        for hidden in HIDDEN_FLAGS {
            assert!(
                !everything.contains(&format!("-{hidden}")) && !everything.contains(&format!("-l {hidden}")),
                "{hidden}"
            );
        }
    }
}

/// What is not in the table's language would be shown as its key or in English.
#[test]
fn every_text_of_the_table_is_there_in_both_languages() {
    for key in locale_keys() {
        let [chinese, english] = Language::ALL.map(|language| language.word(&key));
        assert!(chinese != key && english != key, "{key}");
        // A word may be a name: Markdown.
        let is_name = key.starts_with("choice.") && chinese == english;
        assert!(is_name || chinese.chars().any(|one| ('\u{4E00}'..='\u{9FFF}').contains(&one)), "{key}: {chinese}");
    }
}

/// Words of a line up to the cursor, and all that bash offers then.
#[test]
fn bash_completes_commands_options_values_and_files() {
    let here = folder("bash");
    complete(&here);
    std::fs::create_dir(here.join("文件夹")).unwrap();
    let script = run(&here, &["completions", "bash"]).out;
    std::fs::write(here.join("nianbao.bash"), script).unwrap();
    let cases: &[(&[&str], &[&str])] = &[
        (&["ex"], &["export"]),
        (&["c"], &["check", "comments", "compare", "completions"]),
        (&["我"], &["我的 年报.nianbao"]),
        (&["--re"], &["--renderer"]),
        (&["--renderer", ""], &["auto", "glow", "soft"]),
        (&["--renderer", "=", "s"], &["soft"]),
        (&["--renderer", "="], &["auto", "glow", "soft"]),
        (&["open", "--renderer", "g"], &["glow"]),
        (&["check", "--format", ""], &["text", "json"]),
        (&["check", "--pr"], &["--previous"]),
        (&["check", "--previous", "我"], &["我的 年报.nianbao"]),
        (&["check", "我"], &["我的 年报.nianbao"]),
        (&["check", ""], &["nianbao.bash", "我的 年报.nianbao", "文件夹"]),
        (&["export", "a", "--to", "x"], &["xlsx"]),
        (&["export", "a", "-o", "n"], &["nianbao.bash"]),
        (&["export", "a", "--all", ""], &["文件夹"]),
        (&["new", "--kind", "c"], &["county", "city"]),
        (&["new", "--year", ""], &[]),
        (&["new", "--lang", ""], &["zh", "en"]),
        (&["--lang", "zh", "inf"], &["info"]),
        (&["rules", ""], &[]),
        (&["completions", "z"], &["zsh"]),
        (&["help", "ru"], &["rules"]),
    ];
    for (words, wanted) in cases {
        let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        let line = format!(
            "source ./nianbao.bash; COMP_WORDS=(nianbao {}); COMP_CWORD={}; _nianbao; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            quoted.join(" "),
            words.len()
        );
        let shown = Command::new("bash").args(["-c", &line]).current_dir(&here).output().unwrap();
        let shown = String::from_utf8(shown.stdout).unwrap();
        let mut shown: Vec<&str> = shown.lines().filter(|line| !line.is_empty()).collect();
        let mut wanted = wanted.to_vec();
        shown.sort();
        wanted.sort();
        assert_eq!(shown, wanted, "{words:?}");
    }
}
