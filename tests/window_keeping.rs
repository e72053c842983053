//! Nothing is lost in the window: text lies aside while it is typed and is found again; a draft
//! that is open elsewhere, changed by others, or on a disk that fails gets its sentence, and the
//! text stays.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desk;

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use desk::{Told, Window, steps, window, window_of};
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::app::scene::Tab;
use nianbao::app::text::Editor;
use nianbao::form::{SectionId, UnitKind};
use nianbao::report::{Part, Report};
use nianbao::session::{Folders, lost};
use nianbao::store::{self, Disk, Hold, Kind, Lock, RealDisk, Stamp};
use nianbao::words::Language;

const SIZE: [f32; 2] = [1280.0, 800.0];
const OVERVIEW: Part = Part::Section(SectionId::Overview);

// ---- What is typed lies aside, and is found again ------------------------------------------------

#[test]
fn typing_lies_aside_within_two_seconds_and_never_in_the_draft() {
    let (root, draft) = place("aside");
    let before = std::fs::read(&draft).unwrap();
    let (mut window, told) = open(&root, &draft);
    write(&mut window, "公开");
    assert_eq!(aside(&root), None, "the first second has not passed");
    wait(&mut window, &told, 1_000);
    assert_eq!(aside(&root), Some("公开".into()));
    write(&mut window, "年报");
    wait(&mut window, &told, 1_000);
    assert_eq!(aside(&root), Some("公开年报".into()));
    assert_eq!(std::fs::read(&draft).unwrap(), before, "the draft is as it was");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    wait(&mut window, &told, 1_000);
    assert_eq!(aside(&root), None, "nothing is unsaved any more");
}

#[test]
fn unsaved_text_is_offered_with_both_versions_and_their_differences() {
    let (root, draft) = place("offer");
    left_behind(&root, &draft, "没有保存的一句。");
    let (mut window, _) = again(&root);
    for text in ["有没有保存的文字", "磁盘上的草稿", "没有保存的文字", "一、总体情况 · 第 1 段", "没有保存的一句。"]
    {
        assert!(window.query_all_by_label_contains(text).count() > 0, "{text}");
    }
    assert_eq!(window.query_all_by_label_contains("示例市水务局2024年").count(), 2, "unit and year of both");
    assert!(window.query_all_by_label_contains("2025年1月10日 14:03").count() > 0, "when it was written");
    click(&mut window, "打开没有保存的文字");
    assert_eq!(text(&window), "没有保存的一句。");
    assert!(window.state().title().contains('●'), "it is unsaved");
    assert_eq!(text_of(&store::load(&RealDisk, &draft).unwrap()), "", "the draft is as it was");
    assert_eq!(lost(&RealDisk, &folders(&root)).unwrap(), [], "the text belongs to a session that is alive");
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(text_of(&store::load(&RealDisk, &draft).unwrap()), "没有保存的一句。");
    drop(window);
    assert_eq!(lost(&RealDisk, &folders(&root)).unwrap(), []);
}

#[test]
fn recovered_text_is_not_saved_by_itself() {
    let (root, draft) = place("recovered");
    left_behind(&root, &draft, "一句");
    let (mut window, told) = again(&root);
    click(&mut window, "打开没有保存的文字");
    window.state_mut().settings.autosave = true;
    wait(&mut window, &told, 25_000);
    wait(&mut window, &told, 25_000);
    assert_eq!(text_of(&store::load(&RealDisk, &draft).unwrap()), "");
}

#[test]
fn choosing_deletes_nothing() {
    let (root, draft) = place("choosing");
    left_behind(&root, &draft, "一句");
    let (mut window, _) = again(&root);
    click(&mut window, "以后再说");
    assert!(window.state().work.is_none());
    drop(window);
    let (mut window, _) = again(&root);
    click(&mut window, "打开草稿");
    assert_eq!(text(&window), "");
    drop(window);
    assert_eq!(aside(&root), Some("一句".into()));
    let (mut window, _) = again(&root);
    click(&mut window, "收进历史版本");
    drop(window);
    assert_eq!(aside(&root), None);
    let kept = store::backups(&RealDisk, &folders(&root).backups, &draft).unwrap();
    assert_eq!(text_of(&store::load(&RealDisk, &kept[0].path).unwrap()), "一句");
}

#[test]
fn a_report_that_was_never_saved_is_found_again() {
    let root = desk::folder("keeping-never-saved");
    let (mut window, told) = window_of(SIZE, Some(empty()), Language::Chinese, Told::beside(&root));
    write(&mut window, "从未保存");
    wait(&mut window, &told, 1_000);
    std::mem::drop(window);
    let (mut window, _) = again(&root);
    window.get_by_label("这份年报还没有存成文件，或者原来的文件已经不在。");
    click(&mut window, "打开没有保存的文字");
    assert_eq!(text(&window), "从未保存");
}

#[test]
fn a_broken_recovery_file_gets_a_sentence_and_stays() {
    let root = desk::folder("keeping-broken");
    std::fs::create_dir_all(root.join("recovery")).unwrap();
    let file = root.join("recovery/9.recovery");
    std::fs::write(&file, "{\"format\":\"nianbao-rec").unwrap();
    let (window, _) = again(&root);
    window.get_by_label_contains("9.recovery");
    assert!(file.exists());
}

#[test]
fn what_was_thrown_away_is_not_offered_again() {
    let (root, draft) = place("thrown-away");
    let (mut window, told) = open(&root, &draft);
    write(&mut window, "不要了");
    wait(&mut window, &told, 1_000);
    press(&mut window, Modifiers::COMMAND, Key::W);
    click(&mut window, "不保存");
    assert!(window.state().work.is_none());
    drop(window);
    assert_eq!(aside(&root), None);
}

#[test]
fn saving_before_quitting_goes_on_to_quit() {
    let root = desk::folder("keeping-quit");
    let (mut window, told) = window_of(SIZE, Some(empty()), Language::Chinese, Told::beside(&root));
    write(&mut window, "要的");
    told.borrow_mut().path = Some(root.join("甲.nianbao"));
    press(&mut window, Modifiers::COMMAND, Key::Q);
    click(&mut window, "保存");
    assert!(window.state().closing);
    assert_eq!(text_of(&store::load(&RealDisk, &root.join("甲.nianbao")).unwrap()), "要的");
}

#[test]
fn another_report_does_not_push_unsaved_text_away() {
    let (root, draft) = place("pushed");
    let (mut window, told) = window_of(SIZE, Some(empty()), Language::Chinese, Told::beside(&root));
    write(&mut window, "还没存");
    told.borrow_mut().path = Some(draft);
    window.state_mut().offer = nianbao::app::aside::Offer::default();
    window.get_by_label("文件").click();
    steps(&mut window);
    window.get_by_label_contains("由上年年报新建").click();
    steps(&mut window);
    window.get_by_label("要保存改动吗？");
    click(&mut window, "取消");
    assert_eq!(text(&window), "还没存");
}

#[test]
fn what_stands_in_an_open_field_is_saved() {
    let (root, draft) = place("open-field");
    let (mut window, _) = open(&root, &draft);
    let key = nianbao::form::CellKey::parse("received.natural_person").unwrap();
    window.state_mut().go(nianbao::report::Place::Cell(key));
    steps(&mut window);
    window.event(Event::Text("7".into()));
    steps(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::S);
    let saved = store::load(&RealDisk, &draft).unwrap();
    assert_eq!(saved.numbers.get(key), Some(nianbao::report::Number::Count(7)));
    // A field of one line, and the window closed by its cross.
    desk::show(&mut window, Tab::Basics);
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "单位全称").click();
    steps(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.event(Event::Text("示例市民政局".into()));
    steps(&mut window);
    window.state_mut().close_requested();
    steps(&mut window);
    assert!(!window.state().closing, "there is something to save");
    click(&mut window, "保存");
    assert!(window.state().closing);
    assert_eq!(store::load(&RealDisk, &draft).unwrap().unit.name, "示例市民政局");
}

#[test]
fn what_stands_in_an_open_field_lies_aside_within_two_seconds() {
    let (root, draft) = place("open-aside");
    let (mut window, told) = open(&root, &draft);
    let key = nianbao::form::CellKey::parse("received.natural_person").unwrap();
    window.state_mut().go(nianbao::report::Place::Cell(key));
    steps(&mut window);
    window.event(Event::Text("4".into()));
    steps(&mut window);
    wait(&mut window, &told, 1_000);
    window.event(Event::Text("2".into()));
    steps(&mut window);
    wait(&mut window, &told, 1_000);
    let kept = kept(&root).unwrap();
    assert_eq!(kept.numbers.get(key), Some(nianbao::report::Number::Count(42)));
    assert!(!window.state().work.as_ref().unwrap().session.is_changed(), "nothing was entered");
    // Given up, it does not lie there any more.
    press(&mut window, Modifiers::NONE, Key::Escape);
    wait(&mut window, &told, 1_000);
    assert_eq!(self::kept(&root), None);
    for (field, text) in [("单位全称", "示例市民政局"), ("报告年度", "2023"), ("标题", "另一个标题")]
    {
        desk::show(&mut window, Tab::Basics);
        window.get_by_role_and_label(egui::accesskit::Role::TextInput, field).click();
        steps(&mut window);
        press(&mut window, Modifiers::COMMAND, Key::A);
        window.event(Event::Text(text.into()));
        steps(&mut window);
        wait(&mut window, &told, 1_000);
        let kept = self::kept(&root).unwrap_or_else(|| panic!("{field} does not lie aside"));
        let shown = [kept.unit.name, kept.year.to_string(), kept.title.unwrap_or_default()];
        assert!(shown.iter().any(|one| one == text), "{field}: {shown:?}");
    }
    // The program ends here; the next one offers it.
    drop(window);
    let (window, _) = again(&root);
    assert!(window.query_all_by_label_contains("另一个标题").count() > 0);
}

/// What a field cannot take yet stays in it: a signature needs both its fields, a year is a number.
#[test]
fn what_a_field_refuses_is_not_thrown_away() {
    let (root, draft) = place("refused");
    let (mut window, told) = open(&root, &draft);
    desk::show(&mut window, Tab::Basics);
    let fill = |window: &mut Window, field: &str, text: &str| {
        window.get_by_role_and_label(egui::accesskit::Role::TextInput, field).click();
        steps(window);
        press(window, Modifiers::COMMAND, Key::A);
        window.event(Event::Text(text.into()));
        steps(window);
    };
    fill(&mut window, "报告年度", "二〇二三");
    fill(&mut window, "落款单位", "示例市民政局");
    window.get_by_label_contains("二〇二三");
    fill(&mut window, "成文日期（如 2025-01-10）", "2025-01-10");
    let signed = |window: &Window| {
        let signature = window.state().work.as_ref().unwrap().session.report().signature.clone();
        signature.map(|it| (it.unit, it.date.to_string()))
    };
    assert_eq!(signed(&window), None, "not left yet");
    wait(&mut window, &told, 1_000);
    assert_eq!(kept(&root).unwrap().signature.unwrap().unit, "示例市民政局", "it lies aside");
    fill(&mut window, "标题", "标题");
    assert_eq!(signed(&window), Some(("示例市民政局".into(), "2025-01-10".into())));
    let shown = window.get_by_role_and_label(egui::accesskit::Role::TextInput, "报告年度").value();
    assert_eq!(shown.as_deref(), Some("二〇二三"));
    assert_eq!(window.state().work.as_ref().unwrap().session.report().year, 2024);
}

// ---- Drafts among others -------------------------------------------------------------------------

#[test]
fn a_draft_that_is_open_elsewhere_opens_as_a_copy() {
    let (root, draft) = place("twice");
    let held = Lock::take(&RealDisk, &draft, "李四 · 电脑二").unwrap();
    let (mut window, _) = window_of(SIZE, None, Language::Chinese, Told::beside(&root));
    window.state_mut().open(draft.clone());
    steps(&mut window);
    window.get_by_label_contains("李四 · 电脑二");
    click(&mut window, "打开副本");
    let work = window.state().work.as_ref().unwrap();
    assert_eq!((work.session.path(), work.session.is_changed()), (None, true));
    drop(held);
    // The window itself holds what it opens.
    let (window, _) = open(&root, &draft);
    assert!(Lock::take(&RealDisk, &draft, "王五").is_err());
    drop(window);
    Lock::take(&RealDisk, &draft, "王五").unwrap();
}

#[test]
fn a_draft_that_someone_else_changed_is_not_overwritten_unasked() {
    let (root, draft) = place("changed");
    let (mut window, _) = open(&root, &draft);
    write(&mut window, "我的");
    let mut theirs = empty();
    theirs.year = 2023;
    store::save(&RealDisk, &draft, &theirs).unwrap();
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label("草稿被别人改动了");
    click(&mut window, "取消");
    assert_eq!(store::load(&RealDisk, &draft).unwrap(), theirs);
    assert_eq!(text(&window), "我的");
    press(&mut window, Modifiers::COMMAND, Key::S);
    click(&mut window, "覆盖");
    assert_eq!(text_of(&store::load(&RealDisk, &draft).unwrap()), "我的");
    let kept = store::backups(&RealDisk, &folders(&root).backups, &draft).unwrap();
    assert_eq!(store::load(&RealDisk, &kept[0].path).unwrap(), theirs, "theirs is a former version");
}

#[test]
fn opening_another_draft_lets_the_first_go() {
    let (root, draft) = place("another");
    let other = root.join("乙.nianbao");
    store::save(&RealDisk, &other, &empty()).unwrap();
    let (mut window, _) = open(&root, &draft);
    window.state_mut().open(other.clone());
    Lock::take(&RealDisk, &draft, "王五").unwrap();
    assert!(Lock::take(&RealDisk, &other, "王五").is_err());
    // The same draft again is read again.
    let mut changed = empty();
    changed.year = 2023;
    store::save(&RealDisk, &other, &changed).unwrap();
    window.state_mut().open(other.clone());
    assert_eq!(window.state().work.as_ref().unwrap().session.report().year, 2023);
    // One that cannot be read leaves what is there.
    window.state_mut().open(root.join("没有.nianbao"));
    steps(&mut window);
    window.get_by_label_contains("找不到文件");
    assert_eq!(window.state().work.as_ref().unwrap().session.path(), Some(other.as_path()));
}

#[test]
fn files_that_are_no_drafts_get_their_sentences() {
    let root = desk::folder("keeping-foreign");
    let whole = store::write(&desk::sample()).unwrap();
    for (name, bytes, said) in [
        ("半份.nianbao", &whole[..whole.len() / 2], "不完整"),
        ("别的.nianbao", b"PK\x03\x04 something".as_slice(), "不是公开年报的草稿"),
        ("空的.nianbao", b"".as_slice(), "不完整"),
        ("乱码.nianbao", b"\xff\xfe{\0".as_slice(), "UTF-8"),
    ] {
        let path = root.join(name);
        std::fs::write(&path, bytes).unwrap();
        let (mut window, _) = window_of(SIZE, Some(empty()), Language::Chinese, Told::beside(&root));
        window.state_mut().open(path.clone());
        steps(&mut window);
        assert!(window.query_all_by_label_contains(said).count() > 0, "{name}");
        assert!(window.state().work.is_some(), "{name}: what was open stays");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{name} is as it was");
    }
}

// ---- A disk that fails ---------------------------------------------------------------------------

#[test]
fn every_trouble_of_the_disk_gets_its_sentence_and_the_text_stays() {
    for (trouble, kind, said) in [
        (1, io::ErrorKind::StorageFull, "磁盘已满"),
        (2, io::ErrorKind::ReadOnlyFilesystem, "只读"),
        (3, io::ErrorKind::PermissionDenied, "权限"),
        (4, io::ErrorKind::ResourceBusy, "别的程序"),
        (5, io::ErrorKind::TimedOut, "不能读写"),
    ] {
        let (root, draft) = place(&format!("trouble-{trouble}"));
        let state = Arc::new(State(AtomicU8::new(0)));
        let told = Told { disk: Arc::new(Trouble { state: Arc::clone(&state), kind }), ..Told::beside(&root) };
        let (mut window, told) = window_of(SIZE, None, Language::Chinese, told);
        window.state_mut().open(draft.clone());
        write(&mut window, "文字");
        state.0.store(FAILS, Ordering::Relaxed);
        // First the text aside, then the draft.
        wait(&mut window, &told, 1_000);
        assert!(window.query_all_by_label_contains("暂时不能备份到磁盘").count() > 0, "{kind:?}");
        press(&mut window, Modifiers::COMMAND, Key::S);
        assert!(window.query_all_by_label_contains(said).count() > 0, "{kind:?}");
        assert!(window.query_all_by_label_contains("您的文字还在").count() > 0, "{kind:?}");
        assert_eq!(text(&window), "文字");
        assert_eq!(text_of(&store::load(&RealDisk, &draft).unwrap()), "", "the draft is whole and as it was");
        state.0.store(WORKS, Ordering::Relaxed);
        press(&mut window, Modifiers::COMMAND, Key::S);
        assert_eq!(text_of(&store::load(&RealDisk, &draft).unwrap()), "文字");
    }
}

#[test]
fn a_panic_in_background_work_is_a_notice() {
    let (root, draft) = place("panic");
    let state = Arc::new(State(AtomicU8::new(0)));
    let disk = Trouble { state: Arc::clone(&state), kind: io::ErrorKind::Other };
    let told = Told { disk: Arc::new(disk), ..Told::beside(&root) };
    let (mut window, told) = window_of(SIZE, None, Language::Chinese, told);
    window.state_mut().open(draft);
    write(&mut window, "文字");
    state.0.store(PANICS, Ordering::Relaxed);
    wait(&mut window, &told, 1_000);
    // A panic takes its time to tell where it was.
    for _ in 0..1_000 {
        if window.query_all_by_label_contains("暂时不能备份到磁盘").count() > 0 {
            break;
        }
        window.step();
        std::thread::sleep(Duration::from_millis(10));
    }
    window.get_by_label_contains("暂时不能备份到磁盘");
    state.0.store(WORKS, Ordering::Relaxed);
    wait(&mut window, &told, 1_000);
    assert_eq!(aside(&root), Some("文字".into()), "the next one is written");
}

/// A folder on a slow network: the window goes on, what is typed meanwhile is kept and not called saved,
/// and whoever closes waits for the end.
#[test]
fn a_slow_save_does_not_stop_the_window() {
    let (root, draft) = place("slow");
    let state = Arc::new(State(AtomicU8::new(WORKS)));
    let disk = Trouble { state: Arc::clone(&state), kind: io::ErrorKind::Other };
    let told = Told { disk: Arc::new(disk), patience: Duration::ZERO, ..Told::beside(&root) };
    let (mut window, told) = window_of(SIZE, None, Language::Chinese, told);
    window.state_mut().open(draft.clone());
    write(&mut window, "第一句。");
    state.0.store(WAITS, Ordering::Relaxed);
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label_contains("正在保存");
    write(&mut window, "第二句。");
    // Asked for again meanwhile: it comes to its turn.
    press(&mut window, Modifiers::COMMAND, Key::S);
    write(&mut window, "第三句。");
    wait(&mut window, &told, 1_000);
    assert_eq!(text(&window), "第一句。第二句。第三句。");
    assert_eq!(aside(&root), Some(text(&window)), "what is typed meanwhile lies aside");
    assert_eq!(text_of(&store::load(&RealDisk, &draft).unwrap()), "");
    state.0.store(WORKS, Ordering::Relaxed);
    for _ in 0..1_000 {
        if window.query_all_by_label_contains("正在保存").count() == 0 {
            break;
        }
        wait(&mut window, &told, 10);
    }
    let saved = text_of(&store::load(&RealDisk, &draft).unwrap());
    assert_eq!(saved, "第一句。第二句。第三句。", "the second save took what there was by then");
    assert!(!window.state().title().contains('●'));
    // Another one is under way when the window is closed.
    write(&mut window, "第四句。");
    state.0.store(WAITS, Ordering::Relaxed);
    press(&mut window, Modifiers::COMMAND, Key::S);
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        state.0.store(WORKS, Ordering::Relaxed);
    });
    press(&mut window, Modifiers::COMMAND, Key::Q);
    assert!(window.state().closing, "nothing is asked: it was saved");
    assert!(text_of(&store::load(&RealDisk, &draft).unwrap()).ends_with("第四句。"));
    assert_eq!(aside(&root), None);
}

#[test]
fn a_save_that_panics_is_a_notice_and_the_text_stays() {
    let (root, draft) = place("save-panic");
    let state = Arc::new(State(AtomicU8::new(WORKS)));
    let disk = Trouble { state: Arc::clone(&state), kind: io::ErrorKind::Other };
    let told = Told { disk: Arc::new(disk), ..Told::beside(&root) };
    let (mut window, _) = window_of(SIZE, None, Language::Chinese, told);
    window.state_mut().open(draft.clone());
    write(&mut window, "文字");
    state.0.store(PANICS, Ordering::Relaxed);
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label_contains("您的文字还在");
    assert_eq!(text(&window), "文字");
    state.0.store(WORKS, Ordering::Relaxed);
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(text_of(&store::load(&RealDisk, &draft).unwrap()), "文字");
}

#[test]
fn a_panic_in_the_window_writes_the_text_first() {
    let (root, draft) = place("window-panic");
    let (mut window, told) = open(&root, &draft);
    write(&mut window, "刚刚写下");
    told.borrow_mut().broken = true;
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| window.step())).is_err();
    assert!(panicked, "the window broke");
    assert_eq!(aside(&root), Some("刚刚写下".into()));
}

// ---- What the tests are made of ------------------------------------------------------------------

const WORKS: u8 = 0;
const FAILS: u8 = 1;
const PANICS: u8 = 2;
/// Whatever is written to the draft's own folder waits.
const WAITS: u8 = 3;

struct State(AtomicU8);

/// A disk that stops taking anything.
struct Trouble {
    state: Arc<State>,
    kind: io::ErrorKind,
}

impl Trouble {
    fn writes<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        match self.state.0.load(Ordering::Relaxed) {
            FAILS => Err(self.kind.into()),
            PANICS => panic!("a mistake of ours"),
            _ => step(),
        }
    }
}

impl Disk for Trouble {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        RealDisk.kind(path)
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        RealDisk.read(path, limit)
    }
    fn written(&self, path: &Path) -> io::Result<Stamp> {
        RealDisk.written(path)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        while self.state.0.load(Ordering::Relaxed) == WAITS && path.to_string_lossy().contains("甲.nianbao") {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.writes(|| RealDisk.create(path, bytes))
    }
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.copy_permissions(from, to)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.writes(|| RealDisk.rename(from, to))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        RealDisk.list(folder)
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.create_folder(folder)
    }
    fn hold(&self, path: &Path, owner: &str) -> io::Result<Option<Box<dyn Hold>>> {
        RealDisk.hold(path, owner)
    }
}

fn empty() -> Report {
    Report::new("示例市水务局", UnitKind::Department, 2024)
}

/// A folder with a draft in it.
fn place(name: &str) -> (PathBuf, PathBuf) {
    let root = desk::folder(&format!("keeping-{name}"));
    let draft = root.join("甲.nianbao");
    store::save(&RealDisk, &draft, &empty()).unwrap();
    (root, draft)
}

fn folders(root: &Path) -> Folders {
    Folders { recovery: root.join("recovery"), backups: root.join("versions") }
}

/// A window in which the draft is open.
fn open(root: &Path, draft: &Path) -> (Window, Rc<RefCell<Told>>) {
    let (mut window, told) = window_of(SIZE, None, Language::Chinese, Told::beside(root));
    window.state_mut().open(draft.to_owned());
    steps(&mut window);
    (window, told)
}

/// The next start of the program.
fn again(root: &Path) -> (Window, Rc<RefCell<Told>>) {
    let (mut window, told) = window_of(SIZE, None, Language::Chinese, Told::beside(root));
    steps(&mut window);
    (window, told)
}

/// A window that wrote this and ended without saving.
fn left_behind(root: &Path, draft: &Path, words: &str) {
    let (mut window, told) = open(root, draft);
    write(&mut window, words);
    wait(&mut window, &told, 1_000);
    drop(window);
    assert_eq!(aside(root).as_deref(), Some(words));
}

fn write(window: &mut Window, words: &str) {
    desk::show(window, Tab::Section(SectionId::Overview));
    window.ctx.memory_mut(|memory| memory.request_focus(Editor::id(OVERVIEW)));
    steps(window);
    window.event(Event::Ime(ImeEvent::Commit(words.into())));
    steps(window);
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    steps(window);
}

fn click(window: &mut Window, label: &str) {
    // What lies under the question has the same name at times, greyed out.
    let buttons = window.query_all_by_role_and_label(egui::accesskit::Role::Button, label);
    buttons.last().unwrap_or_else(|| panic!("no {label}")).click();
    steps(window);
}

/// Lets time pass, and the thread that writes come to its end.
fn wait(window: &mut Window, told: &RefCell<Told>, milliseconds: u64) {
    told.borrow_mut().now += Duration::from_millis(milliseconds);
    for _ in 0..40 {
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn text(window: &Window) -> String {
    text_of(window.state().work.as_ref().unwrap().session.report())
}

fn text_of(report: &Report) -> String {
    report.part(OVERVIEW).map(nianbao::prose::Prose::text).unwrap_or_default()
}

/// The text that lies aside, whoever wrote it.
fn aside(root: &Path) -> Option<String> {
    kept(root).map(|report| text_of(&report))
}

/// The report that lies aside.
fn kept(root: &Path) -> Option<Report> {
    let files = store::recoveries(&RealDisk, &root.join("recovery")).unwrap();
    files.first().map(|file| store::read_recovery(&RealDisk, file).unwrap().report)
}

#[test]
fn a_fresh_window_asks_nothing() {
    let (window, _) = window(SIZE, None);
    assert!(window.query_by_label("有没有保存的文字").is_none());
}
