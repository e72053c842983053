//! Whatever is typed is in the report where the caret stands, or in the cell or box that is being edited, or
//! it is refused, and said. Nothing goes where the eye is not.

use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::SectionId;
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Report, ReportText};
use nianbao::session::EditorSelection;

use crate::window_harness::user::{click_at, press, report, type_text};
use crate::window_harness::{self, Window, show, steps, window};

/// So many characters are typed in each section.
const TYPED: u32 = 150;
const TEXTS: [&str; 6] = ["1", "7", ",", "x", "公", "."];
const CTRL: Modifiers = Modifiers { ctrl: true, ..Modifiers::COMMAND };
const KEYS: [(Modifiers, Key); 24] = [
    (Modifiers::NONE, Key::Tab),
    (Modifiers::NONE, Key::Tab),
    (Modifiers::SHIFT, Key::Tab),
    (Modifiers::NONE, Key::Enter),
    (Modifiers::SHIFT, Key::Enter),
    (Modifiers::NONE, Key::Escape),
    (Modifiers::NONE, Key::Escape),
    (Modifiers::NONE, Key::ArrowUp),
    (Modifiers::NONE, Key::ArrowDown),
    (Modifiers::NONE, Key::ArrowLeft),
    (Modifiers::SHIFT, Key::ArrowRight),
    (Modifiers::NONE, Key::F2),
    (Modifiers::NONE, Key::F6),
    (Modifiers::NONE, Key::F8),
    (Modifiers::NONE, Key::Delete),
    (Modifiers::NONE, Key::Backspace),
    (CTRL, Key::Home),
    (CTRL, Key::End),
    (CTRL, Key::ArrowDown),
    (CTRL, Key::F),
    (CTRL, Key::K),
    (CTRL, Key::Z),
    (CTRL, Key::PageDown),
    (Modifiers::NONE, Key::PageDown),
];

#[test]
fn every_typed_key_is_where_the_caret_stands_or_is_refused_and_said() {
    for (seed, id) in
        [SectionId::Overview, SectionId::Disclosure, SectionId::Requests, SectionId::Disputes].into_iter().enumerate()
    {
        let mut random = fastrand::Rng::with_seed(seed as u64 + 16);
        let (mut window, _) = window([1280.0, 720.0], Some(window_harness::sample()));
        show(&mut window, Tab::Section(id));
        let mut way = Vec::new();
        for _ in 0..TYPED {
            for _ in 0..random.usize(..3) {
                way.push(lead(&mut window, &mut random));
            }
            // A refused number keeps its tab; else the monkey comes back now and then.
            if random.u32(..12) == 0 && editing(&window).is_none() {
                show(&mut window, Tab::Section(id));
            }
            let text = TEXTS[random.usize(..TEXTS.len())];
            let recent = &way[way.len().saturating_sub(6)..];
            types(&mut window, text, &format!("{id:?}: “{text}” after {recent:?}"));
            window.state_mut().dialogs.question = None;
        }
    }
}

/// Does something that leads elsewhere; says what.
fn lead(window: &mut Window, random: &mut fastrand::Rng) -> String {
    if random.u32(..4) == 0 {
        let at = Pos2::new(f32::from(random.u16(..1280)), f32::from(random.u16(60..690)));
        click_at(window, at);
        return format!("a click at {at:?}");
    }
    let (modifiers, key) = KEYS[random.usize(..KEYS.len())];
    press(window, modifiers, key);
    format!("{modifiers:?} {key:?}")
}

fn types(window: &mut Window, text: &str, said: &str) {
    let app = window.state_mut();
    (app.dialogs.notice, app.dialogs.settings_open, app.dialogs.about_open) = (None, false, false);
    drop(std::mem::take(&mut app.dialogs.help));
    window.run_steps(2);
    if egui::Popup::is_any_open(&window.ctx) {
        press(window, Modifiers::NONE, Key::Escape);
    }
    if window.state().document.is_none() {
        window.state_mut().open_new(window_harness::sample());
        window.run_steps(2);
    }
    let before = report(window).clone();
    type_text(window, text);
    let now = report(window).clone();
    let selection = window.state().document.as_ref().unwrap().session.selection();
    let focused = window.ctx.memory(|memory| memory.focused());
    let in_text = match selection {
        EditorSelection::Text { part, head, .. } if focused == Some(TextEditor::id(part)) => Some((part, head)),
        _ => None,
    };
    if let Some((part, head)) = in_text {
        let paragraph = now.part(part).unwrap().paragraphs[head.paragraph].text();
        let typed: String = paragraph.chars().take(head.character).collect();
        assert!(typed.ends_with(text), "{said}: “{typed}” before the caret");
        assert_eq!(others(&before, part), others(&now, part), "{said}: changed another text");
        return;
    }
    // Into a cell or a box nothing is entered yet.
    assert_eq!(before, now, "{said}: entered somewhere");
    if let Some(value) = focused_value(window) {
        assert!(value.contains(text), "{said}: not in the field, which has “{value}”");
    } else {
        assert!(window.state().dialogs.notice.is_some(), "{said}: lost");
    }
}

/// The report without the text that was written in.
fn others(report: &Report, part: ReportText) -> Report {
    let mut others = report.clone();
    *others.part_mut(part) = nianbao::richtext::RichText::default();
    others
}

/// What stands in the field that has the focus.
fn focused_value(window: &Window) -> Option<String> {
    window.ctx.text_edit_focused().then_some(())?;
    let node = window.root().children_recursive().find(|node| node.accesskit_node().is_focused())?;
    Some(node.accesskit_node().value().unwrap_or_default())
}

fn editing(window: &Window) -> Option<String> {
    window.query_by_label_contains(" …").map(|node| node.accesskit_node().value().unwrap_or_default())
}

#[test]
fn tab_and_escape_in_a_text_stay_there() {
    let (mut window, _) = window([1280.0, 720.0], Some(window_harness::user::empty()));
    window_harness::user::write_here(&mut window);
    for key in [Key::Tab, Key::Escape, Key::Tab] {
        type_text(&mut window, "甲");
        press(&mut window, Modifiers::NONE, key);
        press(&mut window, Modifiers::SHIFT, key);
    }
    type_text(&mut window, "乙");
    let text = || report(&window).part(window_harness::user::OVERVIEW).unwrap().text();
    assert_eq!(text(), "甲甲甲乙");
    // F6 leaves, and comes back; Ctrl+Tab shows the next tab.
    press(&mut window, Modifiers::NONE, Key::F6);
    assert!(!window.ctx.text_edit_focused() && window.ctx.memory(|memory| memory.focused()).is_some());
    press(&mut window, Modifiers::NONE, Key::F6);
    type_text(&mut window, "丙");
    assert_eq!(report(&window).part(window_harness::user::OVERVIEW).unwrap().text(), "甲甲甲乙丙");
    press(&mut window, Modifiers::COMMAND, Key::Tab);
    assert_eq!(window.state().document.as_ref().unwrap().tab, Tab::Section(SectionId::Disclosure));
}

/// Tab in the item of a list makes it one of the inner list, Shift+Tab takes it back.
#[test]
fn tab_moves_an_item_into_the_inner_list() {
    use nianbao::richtext::ListKind;
    let (mut window, _) = window([1280.0, 720.0], Some(window_harness::user::empty()));
    window_harness::user::write_here(&mut window);
    type_text(&mut window, "甲");
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    let list = |window: &Window| report(window).part(window_harness::user::OVERVIEW).unwrap().paragraphs[0].list;
    for (modifiers, kind) in [(Modifiers::NONE, ListKind::Inner), (Modifiers::SHIFT, ListKind::Outer)] {
        press(&mut window, modifiers, Key::Tab);
        assert_eq!(list(&window), Some(kind));
    }
}

/// With keys alone: a report is opened, and each tab takes what is typed.
#[test]
fn every_tab_can_be_written_in_without_the_mouse() {
    let (mut window, _) = window([1280.0, 720.0], Some(window_harness::user::empty()));
    steps(&mut window);
    type_text(&mut window, "甲");
    assert_eq!(report(&window).part(window_harness::user::OVERVIEW).unwrap().text(), "甲");
    press(&mut window, CTRL, Key::PageDown);
    type_text(&mut window, "5");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(report(&window).numbers.iter().count(), 1);
    press(&mut window, CTRL, Key::PageUp);
    type_text(&mut window, "乙");
    assert_eq!(
        report(&window).part(window_harness::user::OVERVIEW).unwrap().text(),
        "甲乙",
        "the caret is where it was"
    );
}
