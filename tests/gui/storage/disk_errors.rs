//! A disk that fails, hangs or panics: a sentence, and the text stays.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::messages::Language;
use nianbao::storage::{self, RealDisk};

use super::{FAILS, PANICS, SIZE, State, Trouble, WAITS, WORKS, aside, open, place, press, text, text_of, wait, write};

use crate::window_harness::{Told, steps, window_of};

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
        assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "", "the draft is whole and as it was");
        state.0.store(WORKS, Ordering::Relaxed);
        press(&mut window, Modifiers::COMMAND, Key::S);
        assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "文字");
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
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "");
    state.0.store(WORKS, Ordering::Relaxed);
    for _ in 0..1_000 {
        if window.query_all_by_label_contains("正在保存").count() == 0 {
            break;
        }
        wait(&mut window, &told, 10);
    }
    let saved = text_of(&storage::load(&RealDisk, &draft).unwrap());
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
    assert!(text_of(&storage::load(&RealDisk, &draft).unwrap()).ends_with("第四句。"));
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
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "文字");
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

/// A saved file is a new one: other names of the former one are told, once.
#[cfg(unix)]
#[test]
fn other_names_of_a_draft_are_told_once() {
    let (root, draft) = place("hard-link");
    std::fs::hard_link(&draft, root.join("别名.nianbao")).unwrap();
    let (mut window, told) = open(&root, &draft);
    write(&mut window, "第一句。");
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label_contains("硬链接");
    wait(&mut window, &told, 60_000);
    write(&mut window, "第二句。");
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "第一句。第二句。");
    assert_eq!(text_of(&storage::load(&RealDisk, &root.join("别名.nianbao")).unwrap()), "");
    assert_eq!(window.query_all_by_label_contains("硬链接").count(), 0);
}

/// Without a home of the user the window says where it keeps things this time.
#[test]
fn a_missing_home_is_said_at_the_start() {
    let (root, _) = place("no-home");
    let told = Told { of_this_run: Some(root.join("nianbao-1234")), ..Told::beside(&root) };
    let (mut window, _) = window_of(SIZE, None, Language::Chinese, told);
    steps(&mut window);
    window.get_by_label_contains("没有找到您的个人文件夹");
    window.get_by_label_contains("nianbao-1234");
}
