//! Files that cannot be used, folders without permission, a reader that goes away.

use std::process::Stdio;

use super::{DRAFT, command, complete, folder, ran, run, run_in};
#[cfg(unix)]
use crate::unprivileged::is_refused;

/// Each file that cannot be used, and words of the one sentence that says so.
#[test]
fn files_that_cannot_be_used_get_one_sentence() {
    let here = folder("errors");
    complete(&here);
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    std::fs::create_dir(here.join("夹")).unwrap();
    std::fs::write(here.join("断.nianbao"), &draft[..draft.len() - 30]).unwrap();
    std::fs::write(here.join("新.nianbao"), draft.replacen("\"1.0\"", "\"2.0\"", 1)).unwrap();
    std::fs::write(here.join("文.nianbao"), "2024年报告").unwrap();
    std::fs::write(here.join("大.txt"), vec![b' '; 4 * 1024 * 1024 + 1]).unwrap();
    std::fs::write(here.join("码.nianbao"), b"\xB9\xAB\xBF\xAA").unwrap();
    let form = include_str!("../../assets/forms/cn-2021.toml");
    std::fs::write(here.join("坏.toml"), form.replacen("band = \"C6D9F1\"", "band = \"blue\"", 1)).unwrap();
    std::fs::write(here.join("旧.toml"), include_str!("../../assets/forms/cn-2019.toml")).unwrap();
    std::fs::write(here.join("好.toml"), form).unwrap();
    let line = form.lines().position(|line| line.starts_with("band")).unwrap() + 1;
    let line = format!("第 {line} 行");
    let cases: &[(&[&str], &[&str])] = &[
        (&["check", "无.nianbao"], &["找不到", "无.nianbao"]),
        (&["info", "夹"], &["文件夹", "夹"]),
        (&["check", "断.nianbao"], &["不完整", "断.nianbao", "行"]),
        (&["check", "新.nianbao"], &["2.0", "更新"]),
        (&["check", "文.nianbao"], &["不是公开年报的草稿", "import"]),
        (&["check", "码.nianbao"], &["UTF-8"]),
        (&["import", "大.txt", "-o", "c.nianbao"], &["大.txt", "4 MB"]),
        (&["check", DRAFT, "--previous", "无.nianbao"], &["找不到", "无.nianbao"]),
        (&["check", DRAFT, "--form", "坏.toml"], &["坏.toml", &line, "--form"]),
        (&["export", DRAFT, "-o", "a.csv", "--form", "旧.toml"], &["旧.toml", "2019", "2021"]),
        (&["info", DRAFT, "--form", "无.toml"], &["找不到", "无.toml"]),
        (&["export", DRAFT, "-o", "没有/a.csv"], &["文件夹不存在", "没有/a.csv"]),
        (&["export", DRAFT, "-o", "夹.csv/a.csv"], &["文件夹不存在"]),
    ];
    for (arguments, words) in cases {
        let ran = run(&here, arguments);
        assert_eq!(ran.status, 2, "{arguments:?}: {}{}", ran.out, ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        for word in *words {
            assert!(ran.err.contains(word), "{arguments:?}: {word}: {}", ran.err);
        }
        let english = run_in("en", &here, arguments);
        let chinese_frame = ["找不到", "不完整", "文件夹", "请"].iter().any(|word| english.err.contains(word));
        assert!(english.status == 2 && !chinese_frame, "{}", english.err);
    }
    assert_eq!(run(&here, &["check", DRAFT, "--form", "好.toml"]).status, 0);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let here = folder("locked");
    complete(&here);
    let locked = here.join("锁");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    if !is_refused(&locked, "errors::a_folder_without_permission_is_named") {
        return;
    }
    let ran = run(&here, &["export", DRAFT, "-o", "锁/a.csv"]);
    assert!(ran.status == 2 && ran.err.contains("权限") && ran.err.contains("锁/a.csv"), "{}", ran.err);
}

/// A reader that goes away, as `head` does, is neither an error nor a panic.
#[test]
fn a_broken_pipe_is_quiet() {
    let here = folder("pipe");
    complete(&here);
    let mut command = command(&here, "zh", &["export", DRAFT, "--to", "json", "-o", "-"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

/// A broken draft is told in one language, with the folder in which former versions are.
#[test]
fn a_broken_draft_is_told_in_one_language() {
    let here = folder("broken-drafts");
    complete(&here);
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    let whole: serde_json::Value = serde_json::from_str(&draft).unwrap();
    let with = |pointer: &str, value: serde_json::Value| {
        let mut draft = whole.clone();
        *draft.pointer_mut(pointer).unwrap() = value;
        draft.to_string()
    };
    let without = |field: &str| {
        let mut draft = whole.clone();
        draft.as_object_mut().unwrap().remove(field);
        draft.to_string()
    };
    let cases = [
        (draft[..draft.len() - 40].to_owned(), "不完整", "incomplete"),
        (draft.replacen(',', ";", 3), "JSON", "JSON"),
        (format!("{draft} {{}}"), "结尾多了内容", "follows the end"),
        (without("unit"), "缺少`unit`", "`unit` is missing"),
        (with("/year", "二〇二四".into()), "`二〇二四`", "`二〇二四`"),
        (with("/year", serde_json::json!({})), "一组内容", "a group"),
        (with("/year", 70_000.into()), "`70000`", "`70000`"),
        (with("/unit/kind", "公司".into()), "`公司`", "`公司`"),
        (with("/numbers/received/natural_person", "十二".into()), "`十二`不是数字", "`十二` is not a number"),
        (with("/version", serde_json::json!(1)), "版本", "version"),
    ];
    for (content, chinese, english) in cases {
        std::fs::write(here.join("坏.nianbao"), &content).unwrap();
        for (language, words) in [("zh", chinese), ("en", english)] {
            let mut command = command(&here, language, &["check", "坏.nianbao"]);
            command.env("NIANBAO_SETTINGS", here.join("设置.json"));
            let ran = ran(command.output().unwrap());
            assert!(ran.status == 2 && ran.err.contains(words), "{words}: {}", ran.err);
            let folder = here.join("设置").join("versions").display().to_string();
            assert!(ran.err.contains(&folder), "{}", ran.err);
            // The file's own words apart, nothing is of the other language.
            let own = ran.err.replace(&folder, "").replace("nianbao", "").replace("坏.", "");
            let own: String = own.split('`').step_by(2).collect();
            match language {
                "zh" => assert!(
                    !own.replace("JSON", "").replace("UTF-8", "").contains(|one: char| one.is_ascii_alphabetic()),
                    "{own}"
                ),
                _ => assert!(own.is_ascii(), "{own}"),
            }
        }
    }
}
