//! Files of a folder that were not read, in the window: each says why at its place, and none is opened elsewhere to fail
//! there once more.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::gui::action::Action;
use nianbao::gui::host::{FileDialog, RollupFile};
use nianbao::messages::Language;

use super::rollup::{focused_row, go_to, january, open, told};
use crate::window_harness::user::{SIZE, click, press};
use crate::window_harness::{Window, act, steps, wait_for_folder};

/// The button that opens the chosen file, by its name.
fn has_button(window: &Window, name: &str) -> bool {
    window.query_all_by_label(name).any(|node| !node.accesskit_node().is_disabled())
}

#[test]
fn a_file_that_cannot_be_read_says_why_where_it_stands() {
    let (mut window, held, base) = january("rollup-window-unread", SIZE, Language::Chinese);
    go_to(&mut window, "青禾县水务局 计入");
    assert!(has_button(&window, "打开这份") && !has_button(&window, "为什么没有读"));
    go_to(&mut window, "坏.docx");
    assert!(has_button(&window, "为什么没有读") && !has_button(&window, "打开这份"));
    for by_key in [true, false] {
        match by_key {
            // The list has the focus until the button is clicked.
            true => press(&mut window, Modifiers::NONE, Key::Enter),
            false => click(&mut window, "为什么没有读"),
        }
        steps(&mut window);
        let said = window.query_all_by_label_contains("损坏").count();
        assert!(said >= 1, "nothing is said");
        assert!(held.borrow().beside.is_empty(), "another window: {:?}", held.borrow().beside);
        click(&mut window, "打开所在文件夹");
        assert_eq!(held.borrow_mut().shown.pop(), Some(base.join("各单位")), "{by_key}");
    }
}

/// Links are rows of the list, and so are the units that only an earlier sum has.
#[cfg(unix)]
#[test]
fn links_and_lost_parts_are_rows() {
    let (mut window, held, base) = january("rollup-window-links", SIZE, Language::Chinese);
    let here = base.join("各单位");
    std::os::unix::fs::symlink("没有.docx", here.join("断.docx")).unwrap();
    std::fs::write(base.join("另一份.csv"), "青禾县水务局").unwrap();
    std::os::unix::fs::symlink("../另一份.csv", here.join("别处.csv")).unwrap();
    // The sum among its parts, one of which is taken away.
    act(&mut window, Action::TakePath(FileDialog::Rollup(RollupFile::Draft), here.join("上次汇总.nianbao")));
    wait_for_folder(&mut window);
    std::fs::remove_file(here.join("林业局.nianbao")).unwrap();
    open(&mut window, &here);
    let lost = told(&window, "青禾县林业局");
    assert!(lost.contains("没有报") && lost.contains("只在以前的汇总“上次汇总.nianbao”里"), "{lost}");
    assert!(told(&window, "断.docx").contains("指向的文件不存在"), "{}", told(&window, "断.docx"));
    assert!(told(&window, "别处.csv").contains("指向别处文件的链接"), "{}", told(&window, "别处.csv"));
    go_to(&mut window, "断.docx");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(held.borrow().beside.is_empty() && focused_row(&window).contains("断.docx"));
}
