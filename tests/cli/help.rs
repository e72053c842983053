//! What is said of the program itself, and of what it is asked for.

use nianbao::check::CATALOGUE;

use super::{DRAFT, NEW, command, complete, folder, ran, run, run_in};

#[test]
fn help_is_in_the_readers_language() {
    let here = folder("help");
    let chinese = run(&here, &["--help"]);
    assert!(
        chinese.status == 0 && chinese.out.contains("用法") && chinese.out.contains("nianbao import"),
        "{}",
        chinese.out
    );
    let english = run_in("en", &here, &["--help"]);
    assert!(english.status == 0 && english.out.contains("Usage"), "{}", english.out);
    let flag = run_in("en", &here, &["--lang", "zh", "check", "--help"]);
    assert!(flag.status == 0 && flag.out.contains("--previous 来源"), "{}", flag.out);
    for (locale, word) in [("zh_CN.UTF-8", "用法"), ("de_DE.UTF-8", "Usage")] {
        let mut command = command(&here, "", &["help"]);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"] {
            command.env(name, locale);
        }
        assert!(ran(command.output().unwrap()).out.contains(word), "{locale}");
    }
    for command in ["new", "import", "check", "rollup", "rules", "export", "info"] {
        let help = run(&here, &[command, "-h"]);
        assert!(help.status == 0 && help.out.contains(&format!("nianbao {command}")), "{}", help.out);
    }
    assert_eq!(run(&here, &["--version"]).out, format!("nianbao {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn mistyped_commands_get_one_sentence_with_a_way_on() {
    let here = folder("usage");
    let cases: &[(&[&str], &[&str])] = &[
        (&["chek", "a.nianbao"], &["“chek”", "“check”"]),
        (&["frobnicate"], &["没有“frobnicate”", "--help"]),
        (&["check", "a.nianbao", "--previuos", "b"], &["“--previuos”", "“--previous”"]),
        (&["check", "a.nianbao", "--overwrite"], &["“--overwrite”"]),
        (&["check", "-z"], &["“-z”"]),
        (&["check"], &["没有写明草稿"]),
        (&["check", "a", "b"], &["不需要“b”"]),
        (&["check", "a", "--format"], &["--format"]),
        (&["check", "a", "--format", "xml"], &["“xml”", "text json"]),
        (&["new", "--unit", "青禾县水务局", "--year", "2024"], &["--output"]),
        (&["new", "--unit", "青禾县水务局", "--year", "24", "-o", "a.nianbao"], &["“24”"]),
        (&["new", "--unit", "x", "--year", "2024", "--kind", "school", "-o", "a.nianbao"], &["“school”", "township"]),
        (&["new", "--force=yes"], &["--force"]),
    ];
    for (arguments, words) in cases {
        let ran = run(&here, arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        for word in *words {
            assert!(ran.err.contains(word), "{arguments:?}: {}", ran.err);
        }
    }
    assert!(run_in("en", &here, &["exprot", "a"]).err.contains("did you mean `export`"));
}

#[test]
fn new_writes_a_draft_and_overwrites_none() {
    let here = folder("new");
    let first = run(&here, &NEW);
    assert_eq!((first.status, first.out.contains(DRAFT)), (0, true), "{}", first.err);
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    assert!(draft.starts_with("{\n  \"format\": \"nianbao-draft\",\n  \"version\": \"1.0\",\n"), "{draft}");
    let again = run(&here, &NEW);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("--force") && again.err.contains(DRAFT), "{}", again.err);
    let forced: Vec<&str> = NEW.iter().copied().chain(["--force"]).collect();
    assert_eq!(run(&here, &forced).status, 0);
    let printed = run(&here, &["new", "--unit", "青禾县水务局", "--year", "2024", "--kind", "部门", "-o", "-"]);
    assert_eq!((printed.status, printed.out), (0, draft));
}

#[test]
fn a_new_draft_has_the_preface_asked_for() {
    let here = folder("preface");
    let arguments: Vec<&str> = NEW.into_iter().chain(["--preface", "period，basis"]).collect();
    assert_eq!(run(&here, &arguments).status, 0);
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    assert!(
        draft.contains("国办公开办函〔2021〕30号") && draft.contains("统计期限") && !draft.contains("联系"),
        "{draft}"
    );
}

#[test]
fn info_tells_what_a_draft_holds() {
    let here = folder("info");
    complete(&here);
    let info = run(&here, &["info", DRAFT]);
    for part in ["单位：青禾县水务局", "年度：2024", "类型：部门", "数字 144/144", "文字 14 字"] {
        assert!(info.status == 0 && info.out.contains(part), "{part}: {}{}", info.out, info.err);
    }
}

#[test]
fn rules_and_last_years_text() {
    let here = folder("rules");
    complete(&here);
    let rules = run(&here, &["rules"]);
    assert_eq!((rules.status, rules.out.lines().count()), (0, CATALOGUE.len()), "{}", rules.err);
    assert!(run_in("en", &here, &["rules"]).out.contains("R01 error table three"));
    assert_eq!(run(&here, &["export", DRAFT, "-o", "2024.txt"]).status, 0);
    let same = run(&here, &["check", DRAFT, "--previous", "2024.txt"]);
    assert!(same.err.contains("没有比对"), "{}{}", same.out, same.err);
}
