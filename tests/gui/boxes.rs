//! Whoever types into a box types into that box: whatever has the role of a text field and is no text of
//! the report is found by that role, wherever the window shows one, and random keys in it change nothing.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::{CellKey, SectionId};
use nianbao::gui::action::Action;
use nianbao::gui::dialogs::question::Question;
use nianbao::gui::dialogs::typed_path::TypedPathField;
use nianbao::gui::host::FileDialog;
use nianbao::gui::menu;
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Place, Report, ReportText};
use nianbao::richtext::TextRange;
use nianbao::session::EditorSelection;

use crate::window_harness::user::{OVERVIEW, SIZE, commit, preedit, press, report, type_text, write_here};
use crate::window_harness::{self, Window, act, show, steps, window};

/// So many events go to each box.
const EVENTS: u32 = 60;
/// Fields that hand over their text when they are left, and what they may change with it.
const HAND_OVER: [(&str, TakeOver); 6] = [
    ("单位全称", |masked, now| masked.unit.clone_from(&now.unit)),
    ("报告年度", |masked, now| (masked.year, masked.form) = (now.year, now.form)),
    ("标题", |masked, now| masked.title.clone_from(&now.title)),
    ("落款单位", |masked, now| masked.signature.clone_from(&now.signature)),
    ("成文日期", |masked, now| masked.signature.clone_from(&now.signature)),
    // The cell that is being edited, by the end of its name.
    (" …", |masked, now| masked.numbers.clone_from(&now.numbers)),
];
/// Its Enter inserts a number, which is what it is for.
const PICKER: &str = "按行列名称查找";

/// Takes from the report as it is now what a field may change in the one before.
type TakeOver = fn(&mut Report, &Report);

/// A way to something with boxes in it, from a fresh window.
struct Surface {
    name: String,
    open: Box<dyn Fn() -> Window>,
}

#[test]
fn random_keys_in_any_box_change_nothing_in_the_report() {
    let (mut tried, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for surface in surfaces() {
        let first = (surface.open)();
        let over = first.state().document.as_ref().map(|document| matches!(document.tab, Tab::Section(_)));
        for (at, label) in boxes(&first).into_iter().enumerate() {
            // Each box once; those of the find bar over a text as well as over a table.
            let kind = if label.contains(" …") { " …".to_owned() } else { label.clone() };
            if texts.contains(&label) || !tried.insert((kind.clone(), over)) {
                continue;
            }
            let mut window = (surface.open)();
            if !focus_box(&mut window, &label) {
                tried.remove(&(kind, over));
                texts.insert(label);
                continue;
            }
            let mut random = fastrand::Rng::with_seed(at as u64 + 15);
            random_keys(&mut window, &mut random, &label, &surface.name);
        }
    }
    let tried: Vec<&str> = tried.iter().map(|(label, _)| label.as_str()).collect();
    let known = ["查找", "替换为", PICKER, "单位全称", "报告年度", "标题", "落款单位", "成文日期", " …"];
    for label in known {
        assert!(tried.contains(&label), "{label} is no longer tried: {tried:?}");
    }
    assert!(tried.len() >= known.len() + 5, "{tried:?}");
}

/// Everything that a tab or a row of a menu shows, and what only comes by other ways.
fn surfaces() -> Vec<Surface> {
    let opened = || window(SIZE, Some(window_harness::sample())).0;
    let mut all = Vec::new();
    for tab in Tab::all(nianbao::form::Form::of(nianbao::form::Edition::Cn2021).unwrap()) {
        all.push(Surface { name: format!("{tab:?}"), open: Box::new(move || in_tab(opened(), tab)) });
    }
    for item in menu::items() {
        // Over a text with the caret in it, and with no report at all; the find bar over a table as well.
        let action = move |mut window: Window| {
            act(&mut window, item.action.clone());
            steps(&mut window);
            window
        };
        let name = item.name.to_owned();
        let text = move || {
            let mut window = opened();
            write_here(&mut window);
            action(window)
        };
        all.push(Surface { name: name.clone(), open: Box::new(text) });
        if item.action == Action::ShowFind {
            let table = move || action(in_tab(opened(), Tab::Section(SectionId::Requests)));
            all.push(Surface { name: name.clone(), open: Box::new(table) });
        }
        if item.always {
            all.push(Surface { name, open: Box::new(move || action(window(SIZE, None).0)) });
        }
    }
    let cell = move || {
        let mut window = opened();
        let key = CellKey::parse("received.natural_person").unwrap();
        window.state_mut().document.as_mut().unwrap().go(Place::Cell(key));
        steps(&mut window);
        type_text(&mut window, "5");
        window
    };
    all.push(Surface { name: "a cell".into(), open: Box::new(cell) });
    let reason = move || {
        let mut window = opened();
        let first = window.state().document.as_ref().unwrap().findings.len().saturating_sub(1);
        act(&mut window, Action::AskReason(first));
        steps(&mut window);
        window
    };
    all.push(Surface { name: "a reason".into(), open: Box::new(reason) });
    let path = move || {
        let mut window = opened();
        window.state_mut().dialogs.question =
            Some(Question::Path(FileDialog::Pdf, TypedPathField { folder: "/无".into(), name: "a.pdf".into() }));
        steps(&mut window);
        window
    };
    all.push(Surface { name: "a path".into(), open: Box::new(path) });
    all
}

fn in_tab(mut window: Window, tab: Tab) -> Window {
    show(&mut window, tab);
    window
}

/// The names of the fields that can be typed into and are in sight.
fn boxes(window: &Window) -> Vec<String> {
    let is_field = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        matches!(node.role(), Role::TextInput | Role::MultilineTextInput) && !node.is_disabled()
    };
    let fields = window.root().children_recursive().filter(is_field);
    fields.map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
}

/// Clicks into a box; false where it is a text of the report.
fn focus_box(window: &mut Window, label: &str) -> bool {
    let field = window.get_all_by_label(label).find(|node| {
        let role = node.accesskit_node().role();
        matches!(role, Role::TextInput | Role::MultilineTextInput)
    });
    let Some(field) = field else { return false };
    field.scroll_to_me();
    field.focus();
    steps(window);
    let focused = window.ctx.memory(|memory| memory.focused());
    !ReportText::ALL.iter().any(|part| Some(TextEditor::id(*part)) == focused)
}

fn random_keys(window: &mut Window, random: &mut fastrand::Rng, label: &str, surface: &str) {
    let before = window.state().document.as_ref().map(|document| document.session.report().clone());
    let hands_over = HAND_OVER.iter().find(|(end, _)| label.ends_with(end));
    let id = window.ctx.memory(|memory| memory.focused());
    assert!(id.is_some(), "{surface}: {label} takes no focus");
    // A word that is found many times: only then would an Enter that leaves the box replace something.
    let found = if label == "查找" { vec![Event::Text("公开".into()), enter(), enter()] } else { Vec::new() };
    for event in found.into_iter().chain(std::iter::repeat_with(|| event(random)).take(EVENTS as usize)) {
        let key = match &event {
            Event::Key { key, .. } => Some(*key),
            _ => None,
        };
        window.event(event.clone());
        window.run_steps(2);
        let said = format!("{surface}: {label}: {event:?}");
        if let (Some(before), Some(document)) = (&before, &window.state().document) {
            let now = document.session.report();
            let mut masked = before.clone();
            if let Some((_, mask)) = hands_over {
                mask(&mut masked, now);
            }
            let inserts = label == PICKER && key == Some(Key::Enter);
            assert!(masked == *now || inserts, "{said} changed the report");
        }
        let focused = window.ctx.memory(|memory| memory.focused());
        if focused == id {
            continue;
        }
        // Only keys that lead elsewhere may take the focus to a text or a table.
        let in_text = ReportText::ALL.iter().any(|part| Some(TextEditor::id(*part)) == focused);
        let leaves = matches!(key, Some(Key::Escape | Key::Tab));
        let enters = key == Some(Key::Enter) && (label == PICKER || hands_over.is_some() || before.is_none());
        let moves = hands_over.is_some_and(|(end, _)| *end == " …");
        assert!(!in_text || leaves || enters || moves, "{said} put the focus into a text");
        if moves || window.query_all_by_label(label).next().is_none() || !focus_box(window, label) {
            return;
        }
    }
}

fn enter() -> Event {
    let modifiers = egui::Modifiers::NONE;
    Event::Key { key: Key::Enter, physical_key: None, pressed: true, repeat: false, modifiers }
}

fn event(random: &mut fastrand::Rng) -> Event {
    const PLAIN: [Key; 13] = [
        Key::Enter,
        Key::Tab,
        Key::Escape,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::Delete,
        Key::Backspace,
        Key::Home,
        Key::End,
        Key::F2,
        Key::F3,
    ];
    const SHORTCUTS: [Key; 24] = [
        Key::A,
        Key::B,
        Key::C,
        Key::E,
        Key::F,
        Key::H,
        Key::I,
        Key::J,
        Key::K,
        Key::L,
        Key::R,
        Key::S,
        Key::U,
        Key::V,
        Key::X,
        Key::Y,
        Key::Z,
        Key::Delete,
        Key::Backspace,
        Key::Home,
        Key::End,
        Key::Num0,
        Key::Equals,
        Key::Enter,
    ];
    let pressed = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let command = Modifiers::COMMAND | Modifiers::CTRL;
    match random.u32(..14) {
        0..=3 => pressed(PLAIN[random.usize(..PLAIN.len())], Modifiers::NONE),
        4 => pressed(PLAIN[random.usize(..PLAIN.len())], Modifiers::SHIFT),
        5..=6 => pressed(SHORTCUTS[random.usize(..SHORTCUTS.len())], command),
        7 => pressed(
            [Key::Num0, Key::Num2, Key::Num3, Key::Z, Key::H, Key::L, Key::N][random.usize(..7)],
            command | Modifiers::SHIFT,
        ),
        8..=9 => Event::Text(["公开", "1", "2024", "x", "件"][random.usize(..5)].into()),
        10 => Event::Paste(["1\t2\n3\t4", "行\r\n\r\n行", "公开"][random.usize(..3)].into()),
        11 => [Event::Copy, Event::Cut][random.usize(..2)].clone(),
        12 => Event::Ime(ImeEvent::Preedit {
            text: ["gong", "", "kai"][random.usize(..3)].into(),
            active_range_chars: None,
        }),
        _ => Event::Ime(ImeEvent::Commit(["公开", "，"][random.usize(..2)].into())),
    }
}

/// A report with three finds in two texts.
fn with_finds() -> Window {
    let mut report = window_harness::user::empty();
    let text = |words: &str| nianbao::richtext::RichText::plain(words);
    *report.part_mut(OVERVIEW) = text("甲事项，乙事项。");
    *report.part_mut(ReportText::Section(SectionId::Problems)) = text("丙事项。");
    let mut window = window(SIZE, Some(report)).0;
    write_here(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::F);
    type_text(&mut window, "事项");
    window
}

fn selected(window: &Window) -> Option<(ReportText, TextRange)> {
    window.state().document.as_ref().unwrap().session.selection().span()
}

fn find_in(part: ReportText, from: usize) -> Option<(ReportText, TextRange)> {
    let at = |character| nianbao::richtext::TextPosition::new(0, character);
    Some((part, TextRange::new(at(from), at(from + 2))))
}

#[test]
fn enter_is_next_and_escape_returns_to_the_text() {
    let mut window = with_finds();
    let before = report(&window).clone();
    let problems = ReportText::Section(SectionId::Problems);
    let id = window.ctx.memory(|memory| memory.focused());
    let ways = [
        (Modifiers::NONE, find_in(OVERVIEW, 1)),
        (Modifiers::NONE, find_in(OVERVIEW, 5)),
        (Modifiers::NONE, find_in(problems, 1)),
        (Modifiers::NONE, find_in(OVERVIEW, 1)),
        (Modifiers::SHIFT, find_in(problems, 1)),
        (Modifiers::SHIFT, find_in(OVERVIEW, 5)),
    ];
    for (modifiers, found) in ways {
        press(&mut window, modifiers, Key::Enter);
        assert_eq!(selected(&window), found);
        assert_eq!(window.ctx.memory(|memory| memory.focused()), id, "the box keeps the focus");
    }
    // Ctrl+Z is the box's own.
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(*report(&window), before);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!window.state().document.as_ref().unwrap().find.open);
    assert_eq!(window.ctx.memory(|memory| memory.focused()), Some(TextEditor::id(OVERVIEW)));
    assert_eq!(selected(&window), find_in(OVERVIEW, 5));
    type_text(&mut window, "项目");
    assert_eq!(report(&window).part(OVERVIEW).unwrap().text(), "甲事项，乙项目。");
}

#[test]
fn replacing_goes_on_behind_what_was_replaced() {
    let mut window = with_finds();
    press(&mut window, Modifiers::NONE, Key::Enter);
    let field = window.ctx.memory(|memory| memory.focused());
    focus_box(&mut window, "替换为");
    type_text(&mut window, "大事项");
    for _ in 0..3 {
        window.get_by_label("替换").click();
        steps(&mut window);
    }
    assert_eq!(report(&window).part(OVERVIEW).unwrap().text(), "甲大事项，乙大事项。");
    assert_eq!(report(&window).part(ReportText::Section(SectionId::Problems)).unwrap().text(), "丙大事项。");
    let focused = window.ctx.memory(|memory| memory.focused());
    assert!(focused.is_some() && focused != field, "the box of what is put there keeps the focus");
}

#[test]
fn a_number_that_is_being_typed_is_entered_when_a_box_takes_the_keys() {
    let (mut window, _) = window(SIZE, Some(window_harness::user::empty()));
    let [first, below] =
        ["received.natural_person", "carried_in.natural_person"].map(|key| CellKey::parse(key).unwrap());
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(first));
    steps(&mut window);
    type_text(&mut window, "5");
    press(&mut window, Modifiers::COMMAND, Key::F);
    type_text(&mut window, "7");
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Delete);
    let number = |key| report(&window).numbers.get(key).map(|number| number.to_string());
    assert_eq!((number(first).as_deref(), number(below)), (Some("5"), None));
}

#[test]
fn what_stands_in_a_field_survives_a_change_of_tabs_by_keys() {
    for leave in [Key::Num2, Key::PageDown] {
        let (mut window, _) = window(SIZE, Some(window_harness::user::empty()));
        show(&mut window, Tab::Basics);
        focus_box(&mut window, "单位全称");
        press(&mut window, Modifiers::COMMAND, Key::A);
        type_text(&mut window, "示例市林业局");
        press(&mut window, Modifiers::COMMAND, leave);
        assert_eq!(report(&window).unit.name, "示例市林业局", "{leave:?}");
    }
}

#[test]
fn a_save_leaves_the_focus_in_its_box() {
    let (mut window, told) = window(SIZE, Some(window_harness::user::empty()));
    told.borrow_mut().path = Some(window_harness::folder("boxes-save").join("a.nianbao"));
    show(&mut window, Tab::Basics);
    focus_box(&mut window, "单位全称");
    press(&mut window, Modifiers::COMMAND, Key::A);
    for words in ["示例市", "林业局"] {
        type_text(&mut window, words);
        press(&mut window, Modifiers::COMMAND, Key::S);
    }
    assert_eq!(report(&window).unit.name, "示例市林业局");
}

/// An input method that commits only when the focus has gone from the box into the text.
#[test]
fn a_late_commit_for_a_box_does_not_reach_the_text() {
    let mut window = with_finds();
    let before = report(&window).clone();
    preedit(&mut window, "shi");
    window_harness::user::focus(&mut window, OVERVIEW);
    commit(&mut window, "是");
    assert_eq!(*report(&window), before);
    commit(&mut window, "否");
    assert_ne!(*report(&window), before, "what is composed next belongs to the text");
}

#[test]
fn the_list_of_numbers_gives_the_focus_back() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    write_here(&mut window);
    let caret = window.state().document.as_ref().unwrap().session.selection();
    press(&mut window, Modifiers::COMMAND, Key::K);
    type_text(&mut window, "没有这样的格");
    press(&mut window, Modifiers::NONE, Key::Enter);
    type_text(&mut window, "！");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(window.ctx.memory(|memory| memory.focused()), Some(TextEditor::id(OVERVIEW)));
    let now = window.state().document.as_ref().unwrap().session.selection();
    assert!(matches!(now, EditorSelection::Text { .. }));
    assert_eq!(now, caret);
}

/// A dialog that comes by itself, over a box into which someone types, is not answered by the Enter that
/// was meant for the box.
#[test]
fn a_dialog_that_has_just_come_takes_no_enter() {
    let mut window = with_finds();
    let before = report(&window).clone();
    let text = "示例市农业局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n公开3条。\n";
    act(&mut window, Action::ReadPublished(text.into()));
    for _ in 0..2 {
        let key = Key::Enter;
        let pressed = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
        window.input_mut().events.push(pressed);
        window.run_steps(1);
    }
    assert!(window.state().dialogs.import_review.is_some() && *report(&window) == before);
    window.run_steps(12);
    window.key_press(Key::Enter);
    steps(&mut window);
    assert!(window.state().dialogs.import_review.is_none() && *report(&window) != before);
}
