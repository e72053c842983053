//! Tracked changes in the window: switched on by keys, written as somebody's, told in the status line, listed, accepted and
//! rejected, undone; a draft that has some says so when it is opened.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::report::{Change, Report, RevisionChange};

use crate::window_harness::user::{OVERVIEW, SIZE, click, commit, empty, press, report, type_text, write_here};
use crate::window_harness::{Window, steps, window};

const TRACK: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn text(window: &Window) -> String {
    report(window).part(OVERVIEW).unwrap().text()
}

#[test]
fn changes_are_tracked_listed_and_settled() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    commit(&mut window, "本年收到7件。");
    press(&mut window, TRACK, Key::E);
    steps(&mut window);
    assert!(report(&window).revisions.tracking);
    assert!(window.query_by_label("记修订").is_some(), "whoever has no name is asked for it");
    type_text(&mut window, "李四");
    assert_eq!(text(&window), "本年收到7件。", "what is typed goes into the box");
    press(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window);
    commit(&mut window, "全部办结。");
    assert_eq!(text(&window), "本年收到7件。全部办结。");
    let mark = report(&window).revisions.marks()[0].clone();
    assert_eq!((mark.by.as_str(), mark.at.map(|at| at.to_string()).as_deref()), ("李四", Some("2025-01-10T14:03")));
    assert!(window.query_by_label("修订：开 · 1 处未处理").is_some());
    click(&mut window, "修订：开 · 1 处未处理");
    steps(&mut window);
    assert!(window.query_by_label_contains("插入“全部办结。”").is_some());
    click(&mut window, "拒绝第 1 处");
    assert_eq!(text(&window), "本年收到7件。");
    assert!(window.query_by_label("修订：开").is_some());
    press(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!((text(&window).as_str(), report(&window).revisions.ids().len()), ("本年收到7件。全部办结。", 1));
    press(&mut window, TRACK, Key::E);
    steps(&mut window);
    assert!(!report(&window).revisions.tracking);
    assert!(window.query_by_label("1 处修订未处理").is_some());
}

#[test]
fn a_draft_with_revisions_says_so_and_all_are_settled() {
    let mut draft: Report = empty();
    let form = nianbao::form::Form::of(draft.form).unwrap();
    let reviser = nianbao::report::Reviser { by: "王五".into(), at: None };
    for name in ["乙区信访局", "丙区信访局"] {
        let change = Change::By(reviser.clone(), Box::new(Change::UnitName(name.into())));
        change.apply(&mut draft, form).unwrap();
    }
    let before = empty().unit.name;
    for (button, wanted) in [("全部接受", "丙区信访局"), ("全部拒绝", before.as_str())] {
        let (mut window, _) = window(SIZE, Some(draft.clone()));
        steps(&mut window);
        click(&mut window, "1 处修订未处理");
        steps(&mut window);
        click(&mut window, button);
        assert_eq!(report(&window).unit.name, wanted);
        assert!(report(&window).revisions.ids().is_empty());
        assert!(window.query_by_label_contains("没有未处理的修订").is_some());
    }
    let ids = draft.revisions.ids();
    Change::Revise(RevisionChange::Reject(ids)).apply(&mut draft, form).unwrap();
    assert_eq!(draft.unit.name, before);
}
