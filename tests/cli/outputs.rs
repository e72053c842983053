//! Where outputs go: no draft, no source and no file that the program keeps is replaced unless `--force` is
//! given, however its path is written.

use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Command;

use nianbao::session::ExportFormat;

use super::{DRAFT, complete, folder, home, run, run_in, run_with_input};

/// What is in the folder, by name.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(&path).unwrap_or_default())
    };
    let mut contents: Vec<_> = entries.map(read).collect();
    contents.sort();
    contents
}

/// The former versions of a draft that whoever runs commands in `folder` has.
fn versions_of(folder: &Path, name: &str) -> Vec<PathBuf> {
    let versions = home(folder).join(".nianbao/versions");
    let entries = std::fs::read_dir(versions).into_iter().flatten().map(|entry| entry.unwrap().path());
    let is_of = |name_of_file: &str| name_of_file.starts_with(name) && name_of_file.ends_with(".nianbao");
    entries.filter(|path| is_of(&path.file_name().unwrap().to_string_lossy())).collect()
}

/// Runs a command that must refuse in both languages and change nothing.
fn refused(here: &Path, arguments: &[&str], words: [&str; 2]) {
    let before = contents(here);
    for (language, word) in ["zh", "en"].into_iter().zip(words) {
        let ran = run_in(language, here, arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        for part in [word, "--force"] {
            assert!(ran.err.contains(part), "{arguments:?}: {part}: {}", ran.err);
        }
    }
    assert!(contents(here) == before, "{arguments:?}: something was changed");
}

const A_DRAFT: [&str; 2] = ["草稿", "draft"];
const A_SOURCE: [&str; 2] = ["正是从这个文件读来的", "made from this very file"];

#[test]
fn an_export_replaces_no_draft_however_its_path_is_written() {
    let here = folder("over");
    complete(&here);
    std::fs::rename(here.join(DRAFT), here.join("b.nianbao")).unwrap();
    std::fs::create_dir(here.join("夹")).unwrap();
    std::fs::copy(here.join("b.nianbao"), here.join("另一份.csv")).unwrap();
    std::fs::hard_link(here.join("b.nianbao"), here.join("硬链接.pdf")).unwrap();
    let whole = here.join("b.nianbao");
    let whole = whole.to_str().unwrap();
    refused(&here, &["export", "b.nianbao", "--to", "csv", "-o", "b.nianbao"], A_DRAFT);
    let places = ["./b.nianbao", "夹/../b.nianbao", whole, "另一份.csv", "硬链接.pdf"];
    for place in places {
        for kind in ["csv", "pdf", "docx", "json"] {
            refused(&here, &["export", "b.nianbao", "--to", kind, "-o", place], A_DRAFT);
        }
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("b.nianbao", here.join("链接.txt")).unwrap();
        refused(&here, &["export", "b.nianbao", "-o", "链接.txt"], A_DRAFT);
        refused(&here, &["export", "链接.txt", "--to", "csv", "-o", "b.nianbao"], A_DRAFT);
        refused(&here, &["check", "b.nianbao", "-o", "链接.txt"], A_DRAFT);
        refused(&here, &["compare", "b.nianbao", "b.nianbao", "-o", "链接.txt"], A_DRAFT);
    }
    refused(&here, &["check", "b.nianbao", "-o", "硬链接.pdf"], A_DRAFT);
    refused(&here, &["compare", "b.nianbao", "b.nianbao", "-o", "硬链接.pdf"], A_DRAFT);
    std::fs::copy(whole, here.join("草稿.zip")).unwrap();
    refused(&here, &["package", "b.nianbao", "-o", "草稿.zip"], A_DRAFT);
    // An archive with drafts in it, as somebody makes to keep them.
    let packed = std::fs::File::create(here.join("备份.zip")).unwrap();
    let mut archive = zip::ZipWriter::new(packed);
    archive.start_file("备份/甲.NIANBAO", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut archive, &std::fs::read(whole).unwrap()).unwrap();
    archive.finish().unwrap();
    refused(&here, &["package", "b.nianbao", "-o", "备份.zip"], A_DRAFT);
    std::fs::copy(here.join("备份.zip"), here.join("备份.docx")).unwrap();
    refused(&here, &["export", "b.nianbao", "-o", "备份.docx"], A_DRAFT);
    // In a tar the names can be read, in packed ones not: those are left alone whatever is in them.
    let tar = |name: &str| [name.as_bytes(), &vec![0; 257 - name.len()], b"ustar\0", &[0; 249]].concat();
    let packed: [(&str, Vec<u8>); 7] = [
        ("备份.tar", tar("backup/a.nianbao")),
        ("备份.tar.gz", b"\x1F\x8B\x08\0packed".to_vec()),
        ("备份.tar.bz2", b"BZh91AY&SY".to_vec()),
        ("备份.tar.xz", b"\xFD7zXZ\0\0\x04".to_vec()),
        ("备份.tar.zst", b"\x28\xB5\x2F\xFD\x04".to_vec()),
        ("备份.7z", b"7z\xBC\xAF\x27\x1C\0\x04".to_vec()),
        ("备份.rar", b"Rar!\x1A\x07\x01".to_vec()),
    ];
    for (file, bytes) in packed {
        std::fs::write(here.join(file), &bytes).unwrap();
        refused(&here, &["export", "b.nianbao", "--to", "docx", "-o", file], A_DRAFT);
        assert_eq!(std::fs::read(here.join(file)).unwrap(), bytes, "{file}");
    }
    std::fs::write(here.join("照片.tar"), tar("photos/a.jpg")).unwrap();
    assert_eq!(run(&here, &["export", "b.nianbao", "--to", "docx", "-o", "照片.tar"]).status, 0);
    refused(&here, &["package", "b.nianbao", "-o", "夹/.."], ["--force", "--force"]);
    refused(&here, &["rollup", ".", "-o", "另一份.csv"], A_DRAFT);
    std::fs::copy(whole, here.join("草稿.png")).unwrap();
    refused(&here, &["rollup", ".", "--charts", "草稿.png"], A_DRAFT);
    std::fs::copy(whole, here.join("夹/退回单-青禾县水务局.docx")).unwrap();
    refused(&here, &["rollup", ".", "--returns", "夹"], ["--force", "--force"]);
    std::fs::remove_file(here.join("夹/退回单-青禾县水务局.docx")).unwrap();
    // With --force it is replaced.
    let forced = run(&here, &["export", "b.nianbao", "--to", "csv", "-o", "另一份.csv", "--force"]);
    assert_eq!(forced.status, 0, "{}", forced.err);
    // The draft that was there is among the former versions.
    let versions = versions_of(&here, "另一份");
    assert_eq!(versions.len(), 1, "{versions:?}");
    assert_eq!(std::fs::read(&versions[0]).unwrap(), std::fs::read(whole).unwrap());
    assert!(std::fs::read(here.join("另一份.csv")).unwrap().starts_with("\u{feff}table,".as_bytes()));
    assert!(run(&here, &["check", "b.nianbao", "-o", "硬链接.pdf", "--force"]).status < 2);
    assert!(std::fs::read(here.join("硬链接.pdf")).unwrap().starts_with(b"%PDF"));
    assert_eq!(run(&here, &["info", "b.nianbao"]).status, 0, "the draft itself is as it was");
}

/// A command that changes a draft itself keeps what was there among the former versions, as a save in the window does.
#[test]
fn what_a_command_changes_is_a_former_version() {
    let here = folder("changed");
    complete(&here);
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    std::fs::write(here.join("送审的.nianbao"), &draft).unwrap();
    std::fs::write(here.join("审过的.nianbao"), draft.replacen("更新不够及时", "更新还不及时", 1)).unwrap();
    let commands: [&[&str]; 6] = [
        &["comments", DRAFT, "--text", "请核实", "--by", "李四"],
        &["comments", DRAFT, "--reply", "1", "--text", "已核实", "--by", "张三"],
        &["comments", DRAFT, "--remove", "1"],
        &["revisions", DRAFT, "--track", "on"],
        &["merge", DRAFT, "审过的.nianbao", "--base", "送审的.nianbao", "--by", "王五"],
        &["stage", DRAFT, "--enter", "review", "--by", "张三"],
    ];
    for (done, command) in commands.iter().enumerate() {
        let before = std::fs::read(here.join(DRAFT)).unwrap();
        let ran = run(&here, command);
        assert_eq!(ran.status, 0, "{command:?}: {}", ran.err);
        let versions = versions_of(&here, "我的 年报");
        assert_eq!(versions.len(), done + 1, "{command:?}");
        assert!(versions.iter().any(|path| std::fs::read(path).unwrap() == before), "{command:?}");
    }
    // What is refused, and what only lists, keeps nothing.
    assert_eq!(run(&here, &["comments", DRAFT, "--settle", "9"]).status, 2);
    assert_eq!(run(&here, &["comments", DRAFT]).status, 0);
    assert_eq!(versions_of(&here, "我的 年报").len(), commands.len());
}

/// Where no former version can be kept the command is carried out and says so, as the window does; so it does where a
/// file has other names, which keep what it was.
#[cfg(unix)]
#[test]
fn what_is_not_kept_and_what_stays_under_other_names_is_told() {
    let here = folder("not_kept");
    let anew = || {
        let _ = std::fs::remove_file(here.join(DRAFT));
        complete(&here);
    };
    anew();
    let no_home = home(&here).join("no folder");
    std::fs::write(&no_home, "a file").unwrap();
    let commands: [&[&str]; 3] = [
        &["comments", DRAFT, "--text", "请核实", "--by", "李四"],
        &["stage", DRAFT, "--enter", "review", "--by", "张三"],
        &["new", "--unit", "示例局", "--year", "2024", "-o", DRAFT, "--force"],
    ];
    for command in commands {
        for (home, why) in [(Some(&no_home), "no folder"), (None, "HOME")] {
            anew();
            let before = std::fs::read(here.join(DRAFT)).unwrap();
            let mut program = Command::new(env!("CARGO_BIN_EXE_nianbao"));
            program.current_dir(&here).args(command).env("NIANBAO_LANG", "zh");
            for name in ["NIANBAO_SETTINGS", "HOME", "APPDATA", "XDG_CONFIG_HOME"] {
                program.env_remove(name);
            }
            program.envs(home.map(|home| ("HOME", home)));
            let output = program.output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success(), "{command:?}: {said}");
            assert!(said.contains("没有留下上一版") && said.contains(why), "{command:?}: {said}");
            assert_eq!(said.lines().count(), 1, "{command:?}: {said}");
            assert!(std::fs::read(here.join(DRAFT)).unwrap() != before, "{command:?}");
        }
    }
    anew();
    assert_eq!(
        run(&here, &["export", DRAFT, "-o", "甲.csv"]).err.lines().filter(|line| line.contains("硬链接")).count(),
        0
    );
    for (name, command) in [
        (DRAFT, ["comments", DRAFT, "--text", "请核实", "--by", "李四"].as_slice()),
        ("甲.csv", ["export", DRAFT, "-o", "甲.csv"].as_slice()),
    ] {
        let other = here.join("另一个名字");
        std::fs::hard_link(here.join(name), &other).unwrap();
        let before = std::fs::read(&other).unwrap();
        let ran = run(&here, command);
        assert_eq!(ran.status, 0, "{command:?}: {}", ran.err);
        assert_eq!(ran.err.lines().filter(|line| line.contains("硬链接")).count(), 1, "{command:?}: {}", ran.err);
        assert_eq!(std::fs::read(&other).unwrap(), before);
        std::fs::remove_file(other).unwrap();
    }
}

/// What is in a file decides, not its name: drafts of every state.
#[test]
fn drafts_in_every_state_are_known_by_their_content() {
    let here = folder("states");
    complete(&here);
    let draft = std::fs::read_to_string(here.join(DRAFT)).unwrap();
    let spaced = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&draft).unwrap()).unwrap();
    let in_utf_16: Vec<u8> = std::iter::once(0xFEFF).chain(spaced.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut broken = draft.clone().into_bytes();
    broken[draft.len() / 2] = 0xFF;
    let recovery = format!("{{\"format\":\"nianbao-recovery-1\",\"written\":1,\"report\":{draft}}}");
    // As long as no program reads it any more.
    let length = usize::try_from(nianbao::limits::Limit::DRAFT).unwrap() + 1;
    let long = [spaced.as_bytes(), &vec![b' '; length - spaced.len()]].concat();
    let states: [(&str, Vec<u8>); 10] = [
        ("long.txt", long),
        ("spaced.txt", spaced.clone().into_bytes()),
        ("marked.txt", [b"\xEF\xBB\xBF", spaced.as_bytes()].concat()),
        ("utf-16.txt", in_utf_16),
        ("cut.txt", spaced.as_bytes()[..spaced.len() / 2].to_vec()),
        ("broken.txt", broken),
        ("newer.txt", draft.replacen("\"1.0\"", "\"7.0\"", 1).into_bytes()),
        ("malformed.txt", draft.replacen("2024", "\"soon\"", 1).into_bytes()),
        ("recovery.txt", recovery.into_bytes()),
        ("9.recovery", b"{\"format\":\"nianbao-recovery-9\"".to_vec()),
    ];
    for (name, bytes) in states {
        std::fs::write(here.join(name), bytes).unwrap();
        refused(&here, &["export", DRAFT, "--to", "txt", "-o", name], A_DRAFT);
    }
    for name in [".我的 年报.nianbao.lock", "1760000000-7-1.alive"] {
        std::fs::write(here.join(name), "张三 · 电脑一").unwrap();
        refused(&here, &["export", DRAFT, "--to", "csv", "-o", name], A_DRAFT);
    }
}

/// A file that a command reads is not replaced by what it writes.
#[test]
fn no_command_replaces_what_it_reads() {
    let here = folder("sources");
    complete(&here);
    assert_eq!(run(&here, &["export", DRAFT, "-o", "去年.txt"]).status, 0);
    std::fs::write(here.join("式.toml"), include_str!("../../assets/forms/cn-2021.toml")).unwrap();
    std::fs::hard_link(here.join("去年.txt"), here.join("同一份.txt")).unwrap();
    let check = ["check", DRAFT, "--previous", "去年.txt", "-o"];
    for place in ["去年.txt", "./去年.txt", "同一份.txt"] {
        refused(&here, &[&check[..], &[place]].concat(), A_SOURCE);
    }
    refused(&here, &["export", DRAFT, "--form", "式.toml", "--to", "csv", "-o", "./式.toml"], A_SOURCE);
    refused(&here, &["import", "去年.txt", "-o", "./去年.txt"], ["已经存在", "exists already"]);
    // Another file of that kind is replaced as ever.
    std::fs::write(here.join("校核.txt"), "上次的校核").unwrap();
    assert!(run(&here, &[&check[..], &["校核.txt"]].concat()).status < 2);
    assert!(std::fs::read_to_string(here.join("校核.txt")).unwrap().contains("校核日期"));
    assert!(run(&here, &[&check[..], &["去年.txt", "--force"]].concat()).status < 2);
}

/// Exporting over an earlier export stays one command, for every kind and for the whole set.
#[test]
fn an_earlier_export_is_replaced_at_once() {
    let here = folder("again");
    complete(&here);
    for kind in ExportFormat::ALL.map(ExportFormat::extension) {
        let place = format!("报 告.{kind}");
        for round in 0..2 {
            let ran = run(&here, &["export", DRAFT, "-o", &place]);
            assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{kind}, round {round}");
        }
        std::fs::write(here.join(&place), "别的内容").unwrap();
        // What cannot be a file of that kind is somebody's, whatever its name says.
        let is_text = ["txt", "md", "csv"].contains(&kind);
        let ran = run(&here, &["export", DRAFT, "-o", &place]);
        assert_eq!(ran.status, if is_text { 0 } else { 2 }, "{kind}: {}", ran.err);
        assert_eq!(run(&here, &["export", DRAFT, "-o", &place, "--force"]).status, 0, "{kind}");
        assert_ne!(std::fs::read(here.join(&place)).unwrap(), "别的内容".as_bytes(), "{kind}");
    }
    // A draft that was named as one of the set: nothing of the set is written.
    for round in 0..3 {
        let ran = run(&here, &["export", DRAFT, "--all", "全套"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "round {round}");
    }
    let set = here.join("全套");
    let json = contents(&set).into_iter().find(|(name, _)| name.ends_with(".json")).unwrap().0;
    std::fs::copy(here.join(DRAFT), set.join(&json)).unwrap();
    std::fs::write(set.join(json.replace(".json", ".pdf")), "旧").unwrap();
    let before = contents(&set);
    refused(&here, &["export", DRAFT, "--all", "全套"], A_DRAFT);
    assert!(contents(&set) == before);
    assert_eq!(run(&here, &["export", DRAFT, "--all", "全套", "--force"]).status, 0);
    assert_eq!(versions_of(&here, json.strip_suffix(".json").unwrap()).len(), 1, "the draft is a former version");
}

const NOT_OURS: [&str; 2] = ["不是这份年报上次导出的", "not what this report was last exported to"];
const OF_THE_PROGRAM: [&str; 2] = ["程序自己的文件", "file of the program's own"];

/// The names of a set are the program's choice: it replaces only what it left there itself, of the same report,
/// and what nobody has changed since. Otherwise nothing of the set is written.
#[test]
fn a_set_replaces_only_an_earlier_set_of_the_same_report() {
    let here = folder("earlier set");
    complete(&here);
    // The same report with other numbers and texts, and with everything that text can be.
    let draft: serde_json::Value = serde_json::from_slice(&std::fs::read(here.join(DRAFT)).unwrap()).unwrap();
    let mut changed = draft.clone();
    changed["numbers"]["granted"]["natural_person"] = 1.into();
    changed["sections"]["overview"] = serde_json::json!([
        { "text": "标题", "level": "second" },
        { "text": "一　句 *星* # | <b> \\ 话，https://example.cn/a_b 和 1. 2. 3.", "align": "center" },
        { "text": "- 不是列表" },
    ]);
    std::fs::write(here.join("改.nianbao"), changed.to_string()).unwrap();
    let mut other = draft.clone();
    other["unit"]["name"] = "青禾县:水务局".into();
    std::fs::write(here.join("甲.nianbao"), other.to_string()).unwrap();
    other["unit"]["name"] = "青禾县/水务局".into();
    std::fs::write(here.join("乙.nianbao"), other.to_string()).unwrap();

    for (name, draft) in [("改", "改.nianbao"), ("改", DRAFT), ("改", "改.nianbao"), ("甲", "甲.nianbao")] {
        let ran = run(&here, &["export", draft, "--all", name]);
        assert_eq!(ran.status, 0, "{draft}: {}", ran.err);
    }
    // Two units whose cleaned names are alike.
    let before = contents(&here.join("甲"));
    refused(&here, &["export", "乙.nianbao", "--all", "甲"], NOT_OURS);
    assert!(contents(&here.join("甲")) == before);
    // Any file of the set that is another's, or was changed.
    for (name, bytes) in contents(&here.join("改")) {
        let path = here.join("改").join(&name);
        let mut edited = bytes.clone();
        match name.rsplit_once('.').unwrap().1 {
            "pdf" => edited.extend(b"\n9 0 obj<</Sig true>>endobj\n%%EOF\n"),
            "docx" | "xlsx" => edited = b"PK\x03\x04".to_vec(),
            _ => edited.extend("手写的一句\n".as_bytes()),
        }
        let mut there = vec![edited];
        if name.ends_with(".txt") {
            there.extend(["别人的文件".into(), Vec::new()]);
        }
        for bytes_there in there {
            std::fs::write(&path, &bytes_there).unwrap();
            let before = contents(&here.join("改"));
            refused(&here, &["export", DRAFT, "--all", "改"], NOT_OURS);
            assert!(contents(&here.join("改")) == before, "{name}");
        }
        #[cfg(unix)]
        {
            // A link to an earlier export elsewhere, which may be anybody's.
            let elsewhere = here.join("别处");
            std::fs::write(&elsewhere, &bytes).unwrap();
            std::fs::remove_file(&path).unwrap();
            std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
            refused(&here, &["export", DRAFT, "--all", "改"], NOT_OURS);
            assert!(std::fs::read(&elsewhere).unwrap() == bytes, "{name}");
            std::fs::remove_file(&path).unwrap();
        }
        std::fs::write(&path, &bytes).unwrap();
    }
    assert_eq!(run(&here, &["export", DRAFT, "--all", "改"]).status, 0);
    // What the report was imported from.
    let docx = contents(&here.join("改")).into_iter().find(|(name, _)| name.ends_with(".docx")).unwrap().0;
    assert_eq!(run(&here, &["import", &format!("改/{docx}"), "-o", "入.nianbao"]).status, 0);
    refused(&here, &["export", "入.nianbao", "--all", "改"], A_SOURCE);
    assert_eq!(run(&here, &["export", "乙.nianbao", "--all", "甲", "--force"]).status, 0);
}

/// Settings, recovery files and former versions are no place for an output, whether they are there or not.
#[test]
fn no_output_goes_to_the_files_of_the_program() {
    let here = folder("own");
    complete(&here);
    let home = home(&here);
    std::fs::create_dir_all(home.join(".nianbao/recovery")).unwrap();
    std::fs::create_dir_all(home.join(".nianbao/versions")).unwrap();
    let places =
        [".nianbao.json", ".nianbao.json.bad", ".nianbao/recovery/1-1.recovery", ".nianbao/versions/甲.nianbao"];
    for there in [false, true] {
        for place in places {
            let path = home.join(place);
            if there {
                std::fs::write(&path, "{}").unwrap();
            }
            let shown = path.to_str().unwrap();
            let roundabout = home.join(".nianbao/recovery/../..").join(place);
            for target in [shown, roundabout.to_str().unwrap()] {
                refused(&here, &["export", DRAFT, "--to", "json", "-o", target], OF_THE_PROGRAM);
                refused(&here, &["new", "--unit", "x", "--year", "2024", "-o", target], OF_THE_PROGRAM);
            }
            assert_eq!(path.exists(), there, "{place}");
            assert!(!there || std::fs::read(&path).unwrap() == b"{}", "{place}");
        }
    }
    // Beside them it is the user's own folder.
    let beside = home.join("nianbao.json");
    assert_eq!(run(&here, &["export", DRAFT, "-o", beside.to_str().unwrap()]).status, 0);
}

/// Every command that writes a file is among those that are tried here.
/// The file that a report was imported from is not replaced by an export of it, unless that is wanted.
#[test]
fn an_export_does_not_replace_what_it_was_imported_from() {
    let here = folder("origin");
    complete(&here);
    assert!(run(&here, &["export", DRAFT, "-o", "去年.txt"]).status == 0);
    assert_eq!(run(&here, &["import", "去年.txt", "-o", "今年.nianbao"]).status, 0);
    std::fs::write(here.join("去年.txt"), "审改过的去年的年报").unwrap();
    refused(&here, &["export", "今年.nianbao", "-o", "去年.txt"], A_SOURCE);
    assert_eq!(run(&here, &["export", "今年.nianbao", "-o", "去年.txt", "--force"]).status, 0);
    assert_eq!(run(&here, &["export", "今年.nianbao", "-o", "另一份.txt"]).status, 0);
    assert_eq!(run(&here, &["export", "今年.nianbao", "-o", "另一份.txt"]).status, 0);
}

#[test]
fn every_command_that_writes_takes_force() {
    let here = folder("commands");
    let page = run(&here, &["--help"]).out;
    let named =
        |line: &&str| line.starts_with("  ") && line.trim().starts_with(|first: char| first.is_ascii_lowercase());
    let commands: Vec<&str> = page.lines().filter(named).map(|line| line.split_whitespace().next().unwrap()).collect();
    assert!(commands.contains(&"export") && commands.contains(&"rules"), "{page}");
    let writes = |command: &&&str| run(&here, &["help", command]).out.contains("--output");
    let writing: Vec<&&str> = commands.iter().filter(writes).collect();
    let tried = [&"new", &"import", &"check", &"export", &"rollup", &"package", &"compare", &"merge"];
    assert_eq!(writing, tried, "try the new one in this file too");
    for command in writing {
        assert!(run(&here, &["help", command]).out.contains("--force"), "{command}");
    }
}

/// Standard output is no file.
#[test]
fn standard_output_is_as_it_was() {
    let here = folder("stdout");
    complete(&here);
    for arguments in [&["export", DRAFT, "--to", "csv", "-o", "-"][..], &["check", DRAFT, "-o", "-"]] {
        let ran = run(&here, arguments);
        assert!(ran.status < 2 && !ran.out.is_empty() && ran.err.is_empty(), "{arguments:?}: {}", ran.err);
    }
    let read = run_with_input(&here, &["import", "-", "-o", "-"], "一、总体情况\n\n公开。\n".as_bytes());
    assert!(read.out.starts_with("{\n  \"format\""), "{}", read.out);
    assert_eq!(contents(&here).len(), 1);
}

/// What a killed export of a set, a package or one file left goes with the next output in that folder, whatever its name:
/// the unit may have another by now. What may still be written, and what other programs write, stays.
#[test]
fn what_killed_exports_left_in_a_folder_goes_with_the_next_output() {
    let here = folder("killed");
    complete(&here);
    let old = ["旧名.pdf.part", "旧名.docx.part", "旧名.csv.part0123456789abcdef", "SHA256SUMS.part", "图.svg.part"];
    let kept = ["别处.mkv.part", "旧名.pdf.partition", "甲.nianbao.part"];
    let commands: [&[&str]; 4] = [
        &["export", DRAFT, "--all", "夹"],
        &["export", DRAFT, "-o", "夹/一份.txt"],
        &["check", DRAFT, "-o", "夹/校核.pdf"],
        &["package", DRAFT, "-o", "夹/报送.zip"],
    ];
    for command in commands {
        let within = here.join("夹");
        std::fs::create_dir_all(&within).unwrap();
        let write = |name: &str, age: u64| {
            let path = within.join(format!(".{name}"));
            std::fs::write(&path, "一半").unwrap();
            let then = std::time::SystemTime::now() - std::time::Duration::from_secs(age);
            std::fs::File::options().append(true).open(&path).unwrap().set_modified(then).unwrap();
            path
        };
        let (old, kept) = (old.map(|name| write(name, 3_600)), kept.map(|name| write(name, 3_600)));
        let young = write("新的.pdf.part", 60);
        assert!(run(&here, command).status < 2, "{command:?}");
        assert!(old.iter().all(|path| !path.exists()), "{command:?}: {:?}", contents(&within).len());
        assert!(kept.iter().chain([&young]).all(|path| path.exists()), "{command:?}");
    }
}
