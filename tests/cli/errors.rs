//! Files that cannot be used, folders without permission, a reader that goes away.

use std::process::Stdio;

use nianbao::messages::{self, Language};
use nianbao::storage::{StoreError, WindowsError};

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
    std::fs::write(here.join("大.txt"), vec![b'a'; 4 * 1024 * 1024 + 1]).unwrap();
    let mut broken = draft.clone().into_bytes();
    broken[draft.len() / 2] = 0xFF;
    std::fs::write(here.join("码.nianbao"), broken).unwrap();
    std::fs::write(here.join("国标.nianbao"), b"\xB9\xAB\xBF\xAA").unwrap();
    std::fs::write(here.join("图.png"), b"\x89PNG\r\n\x1a\n\x00\xFF").unwrap();
    std::fs::write(here.join("文.odt"), b"PK\x03\x04\x14\x00\x00\xFF").unwrap();
    std::fs::write(here.join("空.txt"), "").unwrap();
    std::fs::write(here.join("零.nianbao"), [0; 4096]).unwrap();
    std::fs::write(here.join("行.txt"), "公开\n".repeat(200_001)).unwrap();
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
        (&["check", "码.nianbao"], &["UTF-8", "行"]),
        (&["check", "国标.nianbao"], &["不是公开年报的草稿"]),
        (&["check", "图.png"], &["不是公开年报的草稿", "图片"]),
        (&["info", "文.odt"], &["不是公开年报的草稿", "import"]),
        (&["check", "零.nianbao"], &["是空的", "换一个文件"]),
        (&["import", "空.txt", "-o", "c.nianbao"], &["空.txt", "是空的"]),
        (&["import", "行.txt", "-o", "c.nianbao"], &["行.txt", "100000 行"]),
        (&["check", DRAFT, "-o", "a.html"], &["校核报告", "pdf 或者 txt", "a.html"]),
        (&["check", "夹", "-o", "a.pdf"], &["夹", "不能用 -o"]),
        (&["check", "夹", "--previous", DRAFT], &["夹", "不能用 --previous"]),
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
    let check = run(&here, &["check", DRAFT, "-o", "a.html"]);
    assert!(!check.err.contains("--to"), "{}", check.err);
}

/// A pipe or a device in the place of any file that a command reads is refused at once; standard input is `-`.
#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let here = folder("pipes");
    complete(&here);
    assert!(std::process::Command::new("mkfifo").arg(here.join("管道")).status().unwrap().success());
    let uses: [&[&str]; 8] = [
        &["check", "管道"],
        &["info", "管道"],
        &["export", "管道", "-o", "a.pdf"],
        &["export", DRAFT, "--form", "管道", "-o", "a.pdf"],
        &["export", DRAFT, "--to", "pdf", "-o", "管道"],
        &["check", DRAFT, "--previous", "管道"],
        &["check", "/dev/null"],
        &["import", "管道", "-o", "a.nianbao"],
    ];
    for arguments in uses {
        let mut child = command(&here, "zh", arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let began = std::time::Instant::now();
        while child.try_wait().unwrap().is_none() {
            if began.elapsed() > std::time::Duration::from_secs(60) {
                child.kill().unwrap();
                panic!("{arguments:?}: it waits");
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let ran = ran(child.wait_with_output().unwrap());
        assert!(ran.status == 2 && ran.err.contains("不是普通文件"), "{arguments:?}: {}", ran.err);
    }
}

/// A limit on the size of files is a sentence, and what was there is whole.
#[cfg(target_os = "linux")]
#[test]
fn a_limit_on_the_size_of_files_is_told() {
    let here = folder("ulimit");
    complete(&here);
    assert_eq!(run(&here, &["export", DRAFT, "-o", "a.pdf"]).status, 0);
    let former = std::fs::read(here.join("a.pdf")).unwrap();
    for (command, status) in [("export 年报.nianbao -o a.pdf", 2), ("export 年报.nianbao -o a.csv", 0)] {
        let mut shell = std::process::Command::new("sh");
        let script = format!("ulimit -f 150; exec '{}' {command}", env!("CARGO_BIN_EXE_nianbao"));
        shell.args(["-c", &script.replace("年报.nianbao", &format!("'{DRAFT}'"))]);
        let output =
            shell.current_dir(&here).env("NIANBAO_LANG", "zh").env("HOME", super::home(&here)).output().unwrap();
        let ran = ran(output);
        assert_eq!(ran.status, status, "{}", ran.err);
        assert!(status == 0 || ran.err.contains("这么大的文件"), "{}", ran.err);
    }
    assert!(std::fs::read(here.join("a.pdf")).unwrap() == former);
    assert!(!std::fs::read_dir(&here).unwrap().any(|one| one.unwrap().file_name().to_string_lossy().contains(".part")));
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

/// Where former versions of a broken draft are, how many there are and when the newest was saved; no empty folder is
/// named.
#[test]
fn former_versions_of_a_broken_draft_are_named_where_there_are_any() {
    let here = folder("broken-versions");
    let run = |language: &str, arguments: &[&str]| {
        let mut command = command(&here, language, arguments);
        ran(command.env("NIANBAO_SETTINGS", here.join("设置.json")).output().unwrap())
    };
    let write = |name: &str, year: &str| {
        let ran = run("zh", &["new", "--unit", "青禾县水务局", "--year", year, "-o", name, "--force"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    };
    let told = |language: &str| {
        std::fs::write(here.join("坏.nianbao"), "{\"format\": \"nianbao-draft\"").unwrap();
        let ran = run(language, &["check", "坏.nianbao"]);
        assert!(ran.status == 2 && ran.err.contains("坏.nianbao"), "{}", ran.err);
        ran.err
    };
    let folder = here.join("设置").join("versions");
    let name = folder.display().to_string();
    assert!(!told("zh").contains(&name));
    // Empty, as a start of the window leaves it.
    std::fs::create_dir_all(&folder).unwrap();
    assert!(!told("zh").contains(&name) && !told("en").contains("earlier version"));
    // Of another draft: the broken one may have had its name.
    for year in ["2021", "2022"] {
        write("好.nianbao", year);
    }
    assert!(told("zh").contains(&format!("如果改过名或者换过文件夹，可以在“{name}”里找")), "{}", told("zh"));
    for year in ["2021", "2022", "2023"] {
        write("坏.nianbao", year);
    }
    let (chinese, english) = (told("zh"), told("en"));
    let today =
        std::process::Command::new("date").args(["+%Y年%-m月%-d日"]).env("TZ", "Asia/Shanghai").output().unwrap();
    let today = String::from_utf8(today.stdout).unwrap();
    assert!(chinese.contains("共 3 个") && chinese.contains(&name) && chinese.contains(today.trim()), "{chinese}");
    assert!(english.contains("(3 in “") && english.contains(&name), "{english}");
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
        (format!("{draft} {{}}"), "结尾多了内容", "after the end"),
        (without("unit"), "缺少`unit`", "`unit` is missing"),
        (with("/year", "二〇二四".into()), "`二〇二四`", "`二〇二四`"),
        (with("/year", serde_json::json!({})), "一组内容", "a group"),
        (with("/year", 70_000.into()), "`70000`", "`70000`"),
        (with("/unit/kind", "公司".into()), "`公司`", "`公司`"),
        (with("/numbers/received/natural_person", "十二".into()), "`十二`不是数字", "`十二` is not a number"),
        (with("/version", serde_json::json!(1)), "版本", "version"),
    ];
    let versions = here.join("设置").join("versions");
    std::fs::create_dir_all(&versions).unwrap();
    std::fs::write(versions.join("好-0123456789abcdef-000000000001.nianbao"), &draft).unwrap();
    for (content, chinese, english) in cases {
        std::fs::write(here.join("坏.nianbao"), &content).unwrap();
        for (language, words) in [("zh", chinese), ("en", english)] {
            let mut command = command(&here, language, &["check", "坏.nianbao"]);
            command.env("NIANBAO_SETTINGS", here.join("设置.json"));
            let ran = ran(command.output().unwrap());
            assert!(ran.status == 2 && ran.err.contains(words), "{words}: {}", ran.err);
            let folder = versions.display().to_string();
            assert!(ran.err.contains(&folder), "{}", ran.err);
            // The file's own words apart, nothing is of the other language.
            let own = ran.err.replace(&folder, "").replace("nianbao", "").replace("坏.", "");
            let own: String = own.split('`').step_by(2).collect();
            match language {
                "zh" => assert!(
                    !own.replace("JSON", "").replace("UTF-8", "").contains(|one: char| one.is_ascii_alphabetic()),
                    "{own}"
                ),
                _ => assert!(own.replace(['“', '”'], "").is_ascii(), "{own}"),
            }
        }
    }
}

/// Whatever number the system gives, a Chinese sentence is Chinese: what happened where that is known, else the number.
#[test]
fn errors_of_the_system_are_told_in_the_language_of_the_user() {
    let allowed = ["ulimit", "OneDrive", "Word", "WPS", "U"];
    let is_chinese = |sentence: &str| {
        let words = sentence.split(|one: char| !one.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        words.clone().all(|word| allowed.contains(&word) || word == "f")
    };
    let path = std::path::Path::new("/甲/乙.pdf").with_extension("");
    for number in 1..=200 {
        let error = std::io::Error::from_raw_os_error(number);
        let told = StoreError::of_system(&path, &error);
        let sentence = messages::store_error(Language::Chinese, &told);
        assert!(is_chinese(&sentence) && sentence.contains("乙"), "{number}: {sentence}");
        let sentence = messages::system_error(Language::Chinese, &error);
        assert!(is_chinese(&sentence) && sentence.contains(&number.to_string()), "{number}: {sentence}");
        let sentence = messages::store_error(Language::English, &told);
        assert!(!sentence.contains("os error") && sentence.contains("乙"), "{number}: {sentence}");
    }
    // A device that fails, a share that is gone, a name that is too long, too many files.
    #[cfg(target_os = "linux")]
    for (number, word) in [(5, "U 盘"), (116, "网络"), (36, "太长"), (24, "打开的文件太多"), (122, "磁盘已满")]
    {
        let told = StoreError::of_system(&path, &std::io::Error::from_raw_os_error(number));
        let sentence = messages::store_error(Language::Chinese, &told);
        assert!(sentence.contains(word), "{number}: {sentence}");
    }
    let windows = [(1117, "U 盘"), (53, "网络"), (206, "太长"), (4, "打开的文件太多"), (32, "占用")];
    for (number, word) in windows {
        let told = StoreError::of_system(&path, &WindowsError(number).into());
        let sentence = messages::store_error(Language::Chinese, &told);
        assert!(sentence.contains(word), "{number}: {sentence}");
    }
}
