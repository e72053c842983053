//! Paths: what was typed stays on screen, and means the same file wherever the program is started; what
//! an export may not replace is asked about; former versions are told apart; settings that cannot be read.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::form::UnitKind;
use nianbao::gui::action::Action;
use nianbao::gui::host::FileDialog;
use nianbao::messages::Language;
use nianbao::session::settings::RecentFile;
use nianbao::session::{ExportFormat, Settings};
use nianbao::storage::{self, RealDisk};

use super::{SIZE, again, click, empty, folders, open, place, press, text, text_of, wait, write};
use crate::skip::skip;
use crate::window_harness::{self, Told, Window, act, steps, window_of};

fn path(window: &Window) -> Option<&Path> {
    window.state().document.as_ref().unwrap().session.path()
}

fn shows(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

fn notice(window: &Window) -> &str {
    window.state().dialogs.notice.as_ref().map_or("", |notice| &notice.text)
}

/// The path of `file` from the folder in which the tests are started.
fn relative(file: &Path) -> Option<PathBuf> {
    file.strip_prefix(std::env::current_dir().unwrap()).ok().map(Path::to_owned)
}

#[test]
fn a_relative_path_is_made_absolute_and_shown_as_it_was_typed() {
    let (root, draft) = place("relative");
    let Some(typed) = relative(&draft) else { return skip("the tests are built in another folder") };
    let (mut window, told) = window_of(SIZE, None, Language::Chinese, Told::beside(&root));
    // Without an error, and with one.
    window.state_mut().open(typed.with_file_name("没有.nianbao"));
    steps(&mut window);
    let missing = format!("“{}”", typed.with_file_name("没有.nianbao").display());
    assert!(notice(&window).contains(&missing), "{}", notice(&window));
    window.state_mut().open(typed.clone());
    steps(&mut window);
    assert_eq!(path(&window), Some(draft.as_path()));
    assert_eq!(window.state().settings.recent[0].path, draft, "it is remembered absolutely");
    write(&mut window, "一句。");
    wait(&mut window, &told, 1_000);
    let file = storage::recovery_files(&RealDisk, &root.join("recovery")).unwrap().remove(0);
    assert_eq!(storage::read_recovery(&RealDisk, &file).unwrap().draft, Some(draft.clone()));
    press(&mut window, Modifiers::COMMAND, Key::S);
    let saved = format!("· {}", typed.display());
    let status = window.state().document.as_ref().unwrap().saved.clone().unwrap();
    assert!(status.contains(&typed.display().to_string()) && !status.contains(&*root.to_string_lossy()), "{saved}");
    // The same draft by another path is the same draft: its own lock is not in the way.
    window.state_mut().open(draft.clone());
    steps(&mut window);
    assert_eq!(path(&window), Some(draft.as_path()));
    assert!(!shows(&window, "草稿已经打开了"));
    assert_eq!(window.state().settings.recent.len(), 1);
    // What is saved under a typed name, and what is compared with.
    act(&mut window, Action::TakePath(FileDialog::SaveAs, typed.with_file_name("乙.nianbao")));
    assert_eq!(path(&window), Some(draft.with_file_name("乙.nianbao").as_path()));
    act(&mut window, Action::TakePath(FileDialog::LastYear, typed));
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(window.state().settings.recent[0].last_year, Some(draft));
}

/// Whatever path leads to the open draft, its own lock is not in the way of opening and saving it.
#[test]
fn the_open_draft_is_known_by_any_of_its_paths() {
    let (root, draft) = place("spellings");
    std::fs::create_dir(root.join("夹")).unwrap();
    let mut ways = vec![root.join("夹/../甲.nianbao"), root.join("./甲.nianbao")];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&draft, root.join("链接.nianbao")).unwrap();
        ways.push(root.join("链接.nianbao"));
    }
    for (round, way) in ways.into_iter().enumerate() {
        let (mut window, _) = open(&root, &draft);
        window.state_mut().open(way.clone());
        steps(&mut window);
        assert_eq!((path(&window), shows(&window, "草稿已经打开了")), (Some(draft.as_path()), false), "{way:?}");
        write(&mut window, "字");
        act(&mut window, Action::TakePath(FileDialog::SaveAs, way.clone()));
        steps(&mut window);
        assert!(window.state().dialogs.question.is_none(), "{way:?}");
        assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "字".repeat(round + 1), "{way:?}");
    }
}

/// An entry that an earlier program noted without its folder is looked for by the user.
#[test]
fn a_recent_draft_without_its_folder_is_asked_for() {
    let (root, draft) = place("unplaced");
    let (mut window, told) = window_of(SIZE, None, Language::Chinese, Told::beside(&root));
    let entry = RecentFile {
        path: "甲.nianbao".into(),
        unit: "示例市水务局".into(),
        year: 2024,
        kind: UnitKind::Department,
        day: "2025-01-09".into(),
        changed: String::new(),
        errors: None,
        to_do: 0,
        last_year: None,
    };
    window.state_mut().settings.recent = vec![entry];
    steps(&mut window);
    told.borrow_mut().path = Some(draft.clone());
    window.query_all_by_label_contains("示例市水务局").next().unwrap().click();
    steps(&mut window);
    assert_eq!(path(&window), Some(draft.as_path()));
}

/// Unsaved text whose draft an earlier program noted without its folder belongs to no file: it is never
/// saved over another draft of that name.
#[test]
fn unsaved_text_without_its_folder_has_no_file() {
    let (root, draft) = place("unplaced-text");
    super::left_behind(&root, &draft, "没有保存的一句。");
    let file = storage::recovery_files(&RealDisk, &root.join("recovery")).unwrap().remove(0);
    let mut recovery: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    recovery["draft"] = "Cargo.toml".into();
    std::fs::write(&file, recovery.to_string()).unwrap();
    let (mut window, told) = again(&root);
    assert!(shows(&window, "原来的文件是“Cargo.toml”"));
    click(&mut window, "打开没有保存的文字");
    assert_eq!((text(&window).as_str(), path(&window)), ("没有保存的一句。", None));
    told.borrow_mut().path = Some(draft.clone());
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "没有保存的一句。");
}

/// Each kind of export over the draft itself, another draft and the report of last year: asked, and nothing
/// is changed until the answer.
#[test]
fn an_export_over_a_draft_is_asked_about() {
    let (root, draft) = place("export-over");
    let other = root.join("另一份.pdf");
    std::fs::copy(&draft, &other).unwrap();
    let last_year = root.join("去年.txt");
    std::fs::write(&last_year, "示例市水务局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n公开。\n").unwrap();
    // Of a program that writes comments into PDF files, and of Word before 2007.
    let (commented, word) = (root.join("批注过.pdf"), root.join("改过.docx"));
    std::fs::write(&commented, "%PDF-1.7\n%%EOF\n%%EOF\n").unwrap();
    std::fs::write(&word, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap();
    let (mut window, told) = open(&root, &draft);
    act(&mut window, Action::TakePath(FileDialog::LastYear, last_year.clone()));
    let before = std::fs::read(&draft).unwrap();
    let asks = [
        (FileDialog::Pdf, &draft, "这个文件是一份草稿"),
        (FileDialog::Export(Some(ExportFormat::Docx)), &draft, "这个文件是一份草稿"),
        (FileDialog::Pdf, &other, "这个文件是一份草稿"),
        (FileDialog::Export(None), &last_year, "这个文件正在使用"),
        (FileDialog::Pdf, &commented, "这份文件别的程序保存过"),
        (FileDialog::Export(Some(ExportFormat::Docx)), &word, "这份文件别的程序保存过"),
    ];
    for (dialog, place, head) in asks {
        let former = std::fs::read(place).unwrap();
        told.borrow_mut().path = Some(place.clone());
        act(&mut window, Action::Choose(dialog));
        steps(&mut window);
        window.get_by_label(head);
        click(&mut window, "取消");
        assert!(!shows(&window, head) && std::fs::read(place).unwrap() == former, "{dialog:?}");
    }
    told.borrow_mut().path = Some(other.clone());
    act(&mut window, Action::Choose(FileDialog::Pdf));
    steps(&mut window);
    click(&mut window, "仍然代替");
    assert!(std::fs::read(&other).unwrap().starts_with(b"%PDF"));
    let kept = storage::backups(&RealDisk, &folders(&root).backups, &other).unwrap();
    assert!(std::fs::read(&kept[0].path).unwrap() == before, "the draft is a former version");
    // An earlier export is replaced at once where the system's dialog has asked; a typed path is asked about.
    told.borrow_mut().path = Some(other.clone());
    act(&mut window, Action::Choose(FileDialog::Pdf));
    steps(&mut window);
    assert!(!shows(&window, "仍然代替") && std::fs::read(&other).unwrap().starts_with(b"%PDF"));
    std::fs::write(&other, "旧").unwrap();
    act(&mut window, Action::TakePath(FileDialog::Pdf, other.clone()));
    steps(&mut window);
    click(&mut window, "仍然代替");
    assert!(std::fs::read(&other).unwrap().starts_with(b"%PDF"));
    // So is a name that was completed here.
    std::fs::write(&other, "旧").unwrap();
    told.borrow_mut().path = Some(other.with_extension(""));
    act(&mut window, Action::Choose(FileDialog::Pdf));
    steps(&mut window);
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "旧");
    click(&mut window, "取消");
    assert!(std::fs::read(&draft).unwrap() == before);
}

/// The list of former versions tells them apart by time, size, content and what was changed after them.
#[test]
fn former_versions_are_listed_and_opened_as_copies() {
    let (root, draft) = place("versions");
    let (mut window, told) = open(&root, &draft);
    for words in ["第一句。", "第二句。", "第三句。"] {
        write(&mut window, words);
        press(&mut window, Modifiers::COMMAND, Key::S);
        wait(&mut window, &told, 1_000);
    }
    act(&mut window, Action::ShowVersions);
    steps(&mut window);
    window.get_by_label("历史版本");
    // The draft was saved three times: over an empty one, over one sentence, over two.
    for (time, contents) in [
        ("2025年1月10日 14:03:00", "1 KB  0 字，0 个数字  后来改了 1 处：一、总体情况 · 第 1 段"),
        ("2025年1月10日 14:03:01", "1 KB  4 字，0 个数字  后来改了 1 处：一、总体情况 · 第 1 段"),
        ("2025年1月10日 14:03:02", "1 KB  8 字，0 个数字  后来改了 1 处：一、总体情况 · 第 1 段"),
    ] {
        window.get_by_label(time);
        window.get_by_label(contents);
    }
    click(&mut window, "打开 2025年1月10日 14:03:01 的版本");
    assert_eq!((text(&window).as_str(), path(&window)), ("第一句。", None), "a copy without a file");
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "第一句。第二句。第三句。");
    // Without a file there are none.
    act(&mut window, Action::ShowVersions);
    steps(&mut window);
    assert!(notice(&window).contains("还没有存成文件"));
}

/// Settings that cannot be read are told once, with the name under which they are kept.
#[test]
fn settings_that_are_garbage_are_told_once() {
    let root = window_harness::folder("keeping-settings");
    let file = root.join("nianbao.json");
    std::fs::write(&file, "{ \"dark\": tr").unwrap();
    let told = || Told { settings: Some(file.clone()), ..Told::beside(&root) };
    let (mut window, _) = window_of(SIZE, None, Language::Chinese, told());
    steps(&mut window);
    assert!(notice(&window).contains("nianbao.json.bad"), "{}", notice(&window));
    let settings = Settings { dark: true, scale: 125, folder: Some("草稿".into()), ..Settings::default() };
    act(&mut window, Action::ChangeSettings(Box::new(settings)));
    drop(window);
    let (window, _) = window_of(SIZE, Some(empty()), Language::Chinese, told());
    assert_eq!(notice(&window), "");
    let settings = &window.state().settings;
    assert!(settings.dark && settings.scale == 125);
    assert_eq!(settings.folder, Some(std::path::absolute("草稿").unwrap()), "the folder means the same everywhere");
    assert_eq!(std::fs::read_to_string(root.join("nianbao.json.bad")).unwrap(), "{ \"dark\": tr");
}

/// A language that a newer program speaks is the computer's here, and stays in the file.
#[test]
fn an_unknown_language_is_the_computers() {
    let root = window_harness::folder("keeping-language");
    let file = root.join("nianbao.json");
    std::fs::write(&file, "{ \"language\": \"bo\" }").unwrap();
    let told = Told { settings: Some(file.clone()), ..Told::beside(&root) };
    let (mut window, _) = window_of(SIZE, None, Language::Chinese, told);
    assert_eq!(window.state().language(), Language::Chinese);
    let settings = Settings { dark: true, ..window.state().settings.clone() };
    act(&mut window, Action::ChangeSettings(Box::new(settings)));
    assert!(std::fs::read_to_string(file).unwrap().contains("\"bo\""));
}
