//! Nothing that came from a file commands the terminal: every command is fed with hostile names, texts and
//! paths, and all that it says is looked at.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{DRAFT, complete, folder, ran, run, run_in};

/// What must not reach a terminal, between letters that are looked for.
const HOSTILE: &str =
    "甲\u{1b}[31m\u{1b}]0;题\u{7}乙\u{9b}2J\u{7f}丙\u{202e}丁\u{2066}戊\u{2028}己\u{200b}庚\u{feff}\u{e0041}辛";
/// What follows it in a draft: a line that the program never said.
const FORGED: &str = "\n伪行：没有问题";
/// The same in the name of a file, which takes no zero and no slash.
const NAME: &str = "坏\u{1b}[31m\u{202e}名\u{200b}\n行\u{9b}";

/// The commands whose output is looked at; a command that is not here fails the test.
const COMMANDS: [&str; 17] = [
    "open",
    "new",
    "import",
    "check",
    "rules",
    "export",
    "package",
    "compare",
    "verify",
    "stage",
    "comments",
    "revisions",
    "merge",
    "info",
    "completions",
    "help",
    "rollup",
];

/// The characters of a text that a terminal must not be given.
fn controls(text: &str) -> Vec<char> {
    let bad = |one: &char| {
        let code = u32::from(*one);
        let control = (one.is_control() && *one != '\n')
            || matches!(code, 0x200b..=0x200f | 0x202a..=0x202e | 0x2028 | 0x2029 | 0x2060..=0x206f);
        control || matches!(code, 0x61c | 0xad | 0xfeff | 0xe0000..=0xe00ff | 0xfff9..=0xfffb)
    };
    text.chars().filter(bad).collect()
}

/// Puts the hostile text into every string of a draft but into its keys and closed words.
fn poison(value: &mut serde_json::Value, key: &str) {
    const WORDS: [&str; 16] = [
        "format", "version", "form", "kind", "date", "level", "align", "list", "marks", "rule", "link", "cell",
        "places", "about", "amount", "part",
    ];
    match value {
        serde_json::Value::String(text) if !WORDS.contains(&key) => {
            text.push_str(HOSTILE);
            text.push_str(FORGED);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(|one| poison(one, key)),
        serde_json::Value::Object(fields) => fields.iter_mut().for_each(|(key, one)| poison(one, &key.clone())),
        _ => {}
    }
}

/// A folder with hostile drafts, and files of other kinds, in a folder with a hostile name.
fn hostile(name: &str) -> (PathBuf, Vec<String>) {
    let here = folder(name);
    complete(&here);
    let mut draft: serde_json::Value = serde_json::from_slice(&std::fs::read(here.join(DRAFT)).unwrap()).unwrap();
    draft["title"] = "标题".into();
    draft["numbers"]["granted"]["natural_person"] = 11.into();
    draft["sections"]["overview"] = serde_json::json!([
        { "text": "2023年，我局公开41条，收到政府信息公开申请13件。XX单位待补充。国办发〔2019〕14号。" },
    ]);
    draft["notes"] = serde_json::json!({ "received.natural_person": "注" });
    draft["revisions"] = serde_json::json!({
        "marks": [{ "id": 1, "by": "李四" }, { "id": 2, "by": "王五" }],
        "spans": [{
            "part": "preface",
            "span": [{ "paragraph": 0, "character": 0 }, { "paragraph": 0, "character": 0 }],
            "removed": [{ "text": "旧话" }],
            "deleted": 1,
        }],
        "values": [{ "id": 2, "former": { "title": "旧题" } }],
    });
    draft["dismissed"] = serde_json::json!([{ "rule": "R13", "places": [], "about": "", "reason": "理由" }]);
    draft["origins"] = serde_json::json!([
        { "source": "原文.docx", "told": [{ "head": "没有读取", "sentences": ["第 3 行没有读取"] }] },
    ]);
    poison(&mut draft, "");
    std::fs::remove_file(here.join(DRAFT)).unwrap();
    let below = here.join(NAME);
    std::fs::create_dir_all(below.join("空")).unwrap();
    let bytes = draft.to_string();
    let text =
        format!("{HOSTILE}2024年政府信息公开工作年度报告\n\n一、总体情况\n\n{HOSTILE}公开3条。\n\n附件{HOSTILE}\n");
    let files = [
        (format!("{NAME}.nianbao"), bytes.clone()),
        ("二.nianbao".into(), bytes.clone()),
        (format!("断{NAME}.nianbao"), bytes[..bytes.len() - 20].to_owned()),
        (
            format!("错{NAME}.nianbao"),
            bytes.replacen("\"department\"", &format!("{:?}", format!("\u{1b}[1m{HOSTILE}")), 1),
        ),
        (format!("{NAME}.txt"), text.clone()),
        (format!("{NAME}.html"), format!("<html><body><p>{}</p><img src='a'>", text.replace('\n', "</p><p>"))),
        (format!("{NAME}.json"), "{\"a\":\"\\u001b\"}".into()),
        (format!("{NAME}.toml"), format!("name = \"{HOSTILE}")),
    ];
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    for (name, content) in files {
        std::fs::write(below.join(name), content).unwrap();
    }
    (below, names)
}

#[test]
fn no_command_says_a_control_character() {
    let help = run_in("en", &folder("control-help"), &["help"]);
    let listed = help.out.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let command = line.split_whitespace().next().unwrap();
        assert!(COMMANDS.contains(&command), "{command} is not fed with hostile files yet");
    }
    let (here, names) = hostile("control");
    assert_eq!(run(&here, &["info", "二.nianbao"]).status, 0, "the hostile draft can be read");
    let mut said = 0;
    for language in ["zh", "en"] {
        for arguments in command_lines(&names) {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            said += said_by(&here, language, &arguments);
        }
    }
    assert!(said > 200, "only {said} lines were looked at");
}

/// Runs a command and looks at what it says; gives the number of lines.
fn said_by(here: &Path, language: &str, arguments: &[&str]) -> usize {
    let ran = run_in(language, here, arguments);
    for said in [&ran.out, &ran.err] {
        assert!(controls(said).is_empty(), "{arguments:?}: {said:?}");
        // A file on standard output has the lines that its report has.
        let forged = said.lines().any(|line| line.trim_start().starts_with(FORGED.trim_start()));
        assert!(!forged || arguments.ends_with(&["-o", "-"]), "{arguments:?}: {said:?}");
    }
    ran.out.lines().count() + ran.err.lines().count()
}

/// Every command with every file, and with arguments that make no sense.
fn command_lines(names: &[String]) -> Vec<Vec<String>> {
    let line = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let mut all = vec![
        line(&["check", "."]),
        line(&["check", ".", "--format", "json"]),
        line(&["check", "空"]),
        line(&["rollup", ".", "--unit", HOSTILE, "--returns", "退", "-o", &format!("汇{NAME}.nianbao"), "--force"]),
        line(&["rollup", ".", "--format", "json", "--units", &format!("{NAME}.txt")]),
        line(&["rollup", ".", "--charts", &format!("图{NAME}.svg"), "-o", &format!("汇{NAME}.csv")]),
        line(&["rollup", &format!("汇{NAME}.nianbao"), "--cell", "granted.natural_person"]),
        line(&["rollup", ".", "--cell", HOSTILE]),
        line(&["rollup", HOSTILE, "-o", &format!("a.{HOSTILE}")]),
        line(&[
            "new",
            "--unit",
            HOSTILE,
            "--year",
            "2024",
            "--kind",
            "department",
            "-o",
            &format!("新{NAME}.nianbao"),
            "--force",
        ]),
        line(&["new", "--unit", HOSTILE, "--year", "2024", "--kind", "department", "-o", &format!("新{NAME}.nianbao")]),
        line(&["new", "--unit", HOSTILE, "--year", HOSTILE, "--kind", HOSTILE, "-o", "a"]),
        line(&[HOSTILE]),
        line(&["help", HOSTILE]),
        line(&[&format!("--{HOSTILE}"), "x.nianbao"]),
        line(&["rules"]),
        line(&["rules", HOSTILE]),
        line(&["completions", HOSTILE]),
        line(&["completions", "bash"]),
        line(&["help", "export"]),
        line(&["open", "a.nianbao", HOSTILE]),
    ];
    for name in names {
        let name = name.as_str();
        all.extend([
            line(&["info", name]),
            line(&["info", name, "--form", &format!("{NAME}.toml")]),
            line(&["check", name]),
            line(&["check", name, "--format", "json"]),
            line(&["check", name, "-o", "-"]),
            line(&["check", name, "-o", &format!("{NAME}.无")]),
            line(&["check", name, "--previous", "二.nianbao"]),
            line(&["check", "二.nianbao", "--previous", name]),
            line(&["import", name, "-o", &format!("出{NAME}.nianbao"), "--force"]),
            line(&["import", name, "-o", &format!("{NAME}无/a.nianbao")]),
            line(&["export", name, "-o", &format!("出{NAME}.txt")]),
            line(&["export", name, "-o", &format!("出{NAME}.{HOSTILE}")]),
            line(&["export", name, "--all", "全部"]),
            line(&["rollup", name, "--cell", "received.total"]),
            line(&["rollup", ".", "--from", name, "--units", name]),
            line(&["package", name, "-o", &format!("包{NAME}")]),
            line(&["package", name, "-o", &format!("包{NAME}.zip"), "--force"]),
            line(&["verify", &format!("包{NAME}")]),
            line(&["verify", &format!("包{NAME}.zip"), name]),
            line(&["verify", name]),
            line(&["comments", name, "--by", HOSTILE, "--text", HOSTILE, "--on", "received.total"]),
            line(&["comments", name, "--by", HOSTILE, "--text", HOSTILE, "--words", HOSTILE]),
            line(&["comments", name, "--format", "json"]),
            line(&["revisions", name]),
            line(&["revisions", name, "--format", "json"]),
            line(&["revisions", name, "--accept", HOSTILE]),
            line(&["revisions", name, "--reject", "all", "--by", HOSTILE, "--track", "on"]),
            line(&["merge", name, "二.nianbao", "-o", &format!("并{NAME}.nianbao"), "--force"]),
            line(&["merge", "二.nianbao", name, "--by", HOSTILE, "-o", &format!("并{NAME}.nianbao"), "--force"]),
            line(&["merge", name, name, "--base", "二.nianbao", "--format", "json"]),
            line(&["stage", name]),
            line(&["stage", name, "--enter", "final", "--by", HOSTILE, "--note", HOSTILE]),
            line(&["stage", name, "--enter", "review", "--by", HOSTILE, "--note", HOSTILE]),
            line(&["compare", "二.nianbao", name]),
            line(&["compare", name, "二.nianbao", "--format", "json"]),
            line(&["compare", name, &format!("{NAME}.txt")]),
        ]);
    }
    all
}

/// The names of `--all` have no control character either, and Windows would take them.
#[test]
fn names_of_files_are_clean() {
    let (here, _) = hostile("control-names");
    assert_eq!(run(&here, &["export", "二.nianbao", "--all", "全部"]).status, 0);
    let mut count = 0;
    for file in std::fs::read_dir(here.join("全部")).unwrap().flatten() {
        let name = file.file_name().into_string().unwrap();
        assert!(
            controls(&name).is_empty() && !name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*', '\n']),
            "{name:?}"
        );
        count += 1;
    }
    assert!(count >= 8, "{count}");
}

/// JSON is escaped, not changed: a program reads what the draft says.
#[test]
fn json_says_what_the_draft_says() {
    let (here, _) = hostile("control-json");
    let ran = run(&here, &["check", "二.nianbao", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["unit"], format!("青禾县水务局{HOSTILE}{FORGED}"));
}

/// A file that goes to a terminal is shown as text, and where it is no text it is refused; into a pipe it
/// goes byte for byte.
#[cfg(target_os = "linux")]
#[test]
fn a_file_on_a_terminal_commands_nothing() {
    if std::process::Command::new("script").arg("--version").output().is_err() {
        return crate::skip::skip("script is not installed");
    }
    let (here, _) = hostile("control-terminal");
    let piped = run(&here, &["export", "二.nianbao", "--to", "txt", "-o", "-"]);
    assert!(piped.out.contains('\u{1b}'), "the file itself is not changed");
    for (kind, words) in [("txt", "总体情况"), ("csv", "table,row,column,value"), ("pdf", "-o")] {
        let line = format!("{} export 二.nianbao --to {kind} -o -", env!("CARGO_BIN_EXE_nianbao"));
        let mut command = super::command(&here, "zh", &[]);
        command = {
            let mut script = std::process::Command::new("script");
            script.args(["-qec", &line, "/dev/null"]).current_dir(command.get_current_dir().unwrap());
            script.env("NIANBAO_LANG", "zh").stdin(std::process::Stdio::null());
            script
        };
        let shown = ran(command.output().unwrap());
        assert!(shown.out.contains(words), "{kind}: {}", shown.out);
        // The program's own line of progress, on a slow computer, and what parts columns.
        let own = shown.out.replace("\r\u{1b}[K", "").replace(['\r', '\t'], "");
        assert!(controls(&own).is_empty(), "{kind}: {:?}", shown.out);
    }
}

/// A report may bear a name of any length, and an archive files with names of any length: in a table with thousands of
/// lines it stands once, and is cut.
#[test]
fn long_names_do_not_widen_the_tables() {
    let here = folder("long names");
    complete(&here);
    std::fs::create_dir(here.join("报")).unwrap();
    let draft: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(here.join(DRAFT)).unwrap()).unwrap();
    let named = |name: &str| {
        let mut draft = draft.clone();
        draft["unit"]["name"] = name.into();
        draft.to_string()
    };
    std::fs::write(here.join("报/长.nianbao"), named(&"青禾县".repeat(50_000))).unwrap();
    for number in 0..40 {
        std::fs::write(here.join(format!("报/{number}.nianbao")), named(&format!("第{number}局"))).unwrap();
    }
    let mut archive = zip::ZipWriter::new(std::fs::File::create(here.join("报/包.zip")).unwrap());
    archive.start_file("长".repeat(20_000) + ".nianbao", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(named("青禾县水务局").as_bytes()).unwrap();
    archive.finish().unwrap();
    for arguments in [&["rollup", "报", "--unit", "青禾县人民政府", "--year", "2024"][..], &["check", "报"]] {
        let ran = run(&here, arguments);
        let longest = ran.out.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(ran.out.contains("第39局") && longest < 900, "{arguments:?}: {longest} characters in a line");
        let usual = ran.out.lines().find(|line| line.contains("第39局")).unwrap();
        assert!(usual.chars().count() < 260, "{usual}");
    }
}
