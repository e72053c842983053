//! Comments in the window: added on words and on cells by keys and mouse, answered, settled in the box and in the list of
//! findings, undone.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::SectionId;
use nianbao::gui::action::Action;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Change, CharRange, CommentChange, CommentRemark, Place};
use nianbao::richtext::{Level, Paragraph, RichText};
use nianbao::session::EditorSelection;

use crate::window_harness::user::{OVERVIEW, SIZE, click, commit, empty, press, report, type_text, write_here};
use crate::window_harness::{Window, act, show, steps, window};

const CTRL: Modifiers = Modifiers { ctrl: true, ..Modifiers::COMMAND };

/// Writes into the field of this name.
fn fill(window: &mut Window, field: &str, words: &str) {
    window.get_by_label(field).focus();
    steps(window);
    commit(window, words);
}

#[test]
fn words_are_commented_on_answered_and_settled() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    commit(&mut window, "本年收到7件。");
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    for _ in 0..2 {
        press(&mut window, Modifiers::SHIFT, Key::ArrowLeft);
    }
    press(&mut window, Modifiers { alt: true, ..Modifiers::COMMAND }, Key::M);
    steps(&mut window);
    assert!(window.query_by_label_contains("“7件”").is_some(), "the box says what it is about");
    let text = |window: &Window| report(window).part(OVERVIEW).unwrap().text();
    type_text(&mut window, "李四");
    assert_eq!(text(&window), "本年收到7件。", "what is typed goes into the box");
    fill(&mut window, "批注或者答复", "请核实");
    click(&mut window, "加批注");
    let comments = |window: &Window| report(window).comments.clone();
    assert_eq!(comments(&window).len(), 1);
    let one = &comments(&window)[0];
    assert_eq!((one.about.as_str(), one.remark.by.as_str(), one.remark.text.as_str()), ("7件", "李四", "请核实"));
    assert_eq!(one.remark.at.map(|at| at.to_string()).as_deref(), Some("2025-01-10T14:03"));

    fill(&mut window, "批注或者答复", "已核实");
    click(&mut window, "答复第 1 条");
    assert_eq!(comments(&window)[0].replies.len(), 1);
    press(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window);
    assert!(window.query_by_label("加批注").is_none());

    show(&mut window, Tab::Checks);
    assert!(window.query_by_label_contains("李四的批注还没有处理：“已核实”").is_some());
    click(&mut window, "已处理");
    assert!(comments(&window)[0].done);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!comments(&window)[0].done, "one step");
}

#[test]
fn a_cell_and_a_section_are_commented_on() {
    let (mut window, _) = window(SIZE, Some(empty()));
    let key = nianbao::form::CellKey::parse("received.natural_person").unwrap();
    show(&mut window, Tab::Section(nianbao::form::SectionId::Requests));
    let table = nianbao::form::CellName::literal("requests");
    act(&mut window, Action::Select(EditorSelection::Cells { table, anchor: key, head: key }));
    for (selection, wanted) in
        [(None, Place::Cell(key)), (Some(EditorSelection::Nowhere), Place::Heading(nianbao::form::SectionId::Requests))]
    {
        if let Some(selection) = selection {
            act(&mut window, Action::Select(selection));
        }
        act(&mut window, Action::CommentOnSelection);
        steps(&mut window);
        fill(&mut window, "您的姓名", "王五");
        fill(&mut window, "批注或者答复", "与台账不符");
        click(&mut window, "加批注");
        assert_eq!(report(&window).comments.last().unwrap().place, wanted);
        press(&mut window, Modifiers::NONE, Key::Escape);
        steps(&mut window);
    }
}

/// The box is beside the text: a click there leads there, and what is typed is written there. What was begun waits where it
/// was begun, and Ctrl+Enter sends it. The comment gone to is in sight.
#[test]
fn the_text_is_written_in_while_the_box_is_open() {
    let mut draft = empty();
    let line = |number: usize| Paragraph::new(Level::Body, format!("第{number}段说的是另一件事。"));
    draft.sections.insert(SectionId::Overview, RichText { paragraphs: (0..90).map(line).collect() });
    let form = nianbao::form::Form::of(draft.form).unwrap();
    for (paragraph, words) in [(0, "先核实"), (80, "再核实")] {
        let place = OVERVIEW.place(CharRange { paragraph, start: 0, end: 2 });
        let change = CommentChange::Add(place, CommentRemark::new("王五", None, words));
        Change::Comment(change).apply(&mut draft, form).unwrap();
    }
    let (mut window, _) = window(SIZE, Some(draft));
    write_here(&mut window);
    let next = |window: &mut Window| {
        press(window, CTRL, Key::F7);
        steps(window);
    };
    next(&mut window);
    assert!(window.query_by_label_contains("先核实").is_some());
    fill(&mut window, "您的姓名", "李四");
    fill(&mut window, "批注或者答复", "答一半");
    next(&mut window);
    assert!(window.query_by_label_contains("再核实").is_some());
    let field = |window: &Window| window.get_by_label("批注或者答复").accesskit_node().value().unwrap_or_default();
    assert_eq!(field(&window), "", "the answer stays with its comment");
    // What it is about is in sight.
    let seen = caret_rect(&window);
    assert!(seen.top() > 60.0 && seen.bottom() < SIZE[1], "{seen:?}");
    next(&mut window);
    assert_eq!(field(&window), "答一半");
    window.get_by_label("批注或者答复").focus();
    steps(&mut window);
    press(&mut window, CTRL, Key::Enter);
    assert_eq!(report(&window).comments[0].replies.len(), 1);
    assert_eq!((report(&window).comments[0].replies[0].text.as_str(), field(&window).as_str()), ("答一半", ""));
    let at = caret_rect(&window).center();
    crate::window_harness::user::click_at(&mut window, at);
    type_text(&mut window, "新");
    assert!(report(&window).part(OVERVIEW).unwrap().paragraphs[0].text().contains('新'), "typed where it was clicked");
    assert!(window.query_by_label_contains("先核实").is_some(), "still open");
}

/// Where the caret of the text is on screen.
fn caret_rect(window: &Window) -> egui::Rect {
    let document = window.state().document.as_ref().unwrap();
    document.sections[&SectionId::Overview].editor.caret(&document.session).unwrap().1
}
