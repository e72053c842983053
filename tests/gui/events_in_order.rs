//! What comes in one frame acts as if each event had come in a frame of its own: words and keys in a text with a
//! table, in a table of the form, in boxes.

use egui::{Event, Key, Modifiers};
use nianbao::form::{CellKey, SectionId};
use nianbao::gui::action::Action;
use nianbao::gui::view_context::Tab;
use nianbao::report::{CharRange, Place, Report};
use nianbao::richtext::{Level, Paragraph, RichText};

use crate::window_harness::user::{OVERVIEW, SIZE, press, report};
use crate::window_harness::{self, Window, act, steps, window};

/// So many sequences in each place.
const SEQUENCES: u64 = 12;
/// So many events at most in each.
const EVENTS: usize = 14;
const CTRL: Modifiers = Modifiers { ctrl: true, ..Modifiers::COMMAND };
const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const KEYS: [(Modifiers, Key); 23] = [
    (NONE, Key::Tab),
    (NONE, Key::Tab),
    (NONE, Key::Tab),
    (SHIFT, Key::Tab),
    (NONE, Key::Enter),
    (NONE, Key::Enter),
    (SHIFT, Key::Enter),
    (NONE, Key::ArrowLeft),
    (NONE, Key::ArrowRight),
    (NONE, Key::ArrowUp),
    (NONE, Key::ArrowDown),
    (SHIFT, Key::ArrowLeft),
    (SHIFT, Key::ArrowDown),
    (CTRL, Key::ArrowLeft),
    (CTRL, Key::ArrowRight),
    (NONE, Key::Home),
    (NONE, Key::End),
    (CTRL, Key::End),
    (NONE, Key::Backspace),
    (NONE, Key::Delete),
    (CTRL, Key::Backspace),
    (CTRL, Key::A),
    (CTRL, Key::B),
];

/// A report with words, a table of two columns, and words.
fn with_table() -> Report {
    let mut report = window_harness::sample();
    let line = |words: &str| Paragraph::new(Level::Body, words);
    let cells = RichText::of_cells(2, 1, ["事项", "数量", "公开", "12"].map(line)).paragraphs;
    let paragraphs = [line("前文。")].into_iter().chain(cells).chain([line("后文。")]).collect();
    report.sections.insert(SectionId::Overview, RichText { paragraphs });
    report
}

/// A window with the caret in the first cell of the text's table.
fn in_text() -> Window {
    let mut window = window(SIZE, Some(with_table())).0;
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    act(&mut window, Action::Go(OVERVIEW.place(CharRange { paragraph: 1, start: 1, end: 1 })));
    steps(&mut window);
    window
}

/// A window with a cell of a form's table active.
fn in_cell() -> Window {
    let mut window = window(SIZE, Some(with_table())).0;
    let cell = CellKey::parse("received.natural_person").unwrap();
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(cell));
    steps(&mut window);
    window
}

/// A window with the focus in the box of the find bar.
fn in_box() -> Window {
    let mut window = in_text();
    press(&mut window, CTRL, Key::F);
    window
}

fn key(modifiers: Modifiers, key: Key) -> [Event; 2] {
    [true, false].map(|pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers })
}

fn text(words: &str) -> Vec<Event> {
    vec![Event::Text(words.into())]
}

/// The events one a frame, and all of them in one.
fn both(open: fn() -> Window, events: &[Event]) -> [Window; 2] {
    let (mut single, mut together) = (open(), open());
    for event in events {
        single.event(event.clone());
        steps(&mut single);
    }
    together.input_mut().events.extend(events.iter().cloned());
    together.run_steps(3 * events.len() + 3);
    [single, together]
}

fn same_in(open: fn() -> Window, texts: &[&str]) {
    for seed in 0..SEQUENCES {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut events = Vec::new();
        for _ in 0..random.usize(2..EVENTS) {
            if random.bool() {
                events.extend(text(texts[random.usize(..texts.len())]));
            } else {
                let (modifiers, pressed) = KEYS[random.usize(..KEYS.len())];
                events.extend(key(modifiers, pressed));
            }
        }
        let [single, together] = both(open, &events);
        let told: Vec<String> = events.iter().filter_map(told).collect();
        assert!(report(&single) == report(&together), "{seed}: {told:?}: other reports");
        let at = |window: &Window| window.state().document.as_ref().unwrap().session.selection();
        assert_eq!(at(&single), at(&together), "{seed}: {told:?}");
        assert_eq!(focused_value(&single), focused_value(&together), "{seed}: {told:?}");
    }
}

fn told(event: &Event) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.clone()),
        Event::Key { key, pressed: true, modifiers, .. } => Some(format!("{modifiers:?} {key:?}")),
        _ => None,
    }
}

/// What stands in the field that has the focus.
fn focused_value(window: &Window) -> Option<String> {
    use egui_kittest::kittest::NodeT;
    let node = window.root().children_recursive().find(|node| node.accesskit_node().is_focused())?;
    node.accesskit_node().value()
}

#[test]
fn words_before_tab_are_in_the_cell_where_the_caret_stood() {
    let tab = key(NONE, Key::Tab);
    let events = [text("甲"), text("乙"), tab.to_vec(), text("丙"), tab.to_vec(), text("丁")].concat();
    for window in both(in_text, &events) {
        let words: Vec<String> =
            report(&window).part(OVERVIEW).unwrap().paragraphs.iter().map(Paragraph::text).collect();
        assert_eq!(words, ["前文。", "事甲乙项", "丙", "丁", "12", "后文。"]);
    }
}

#[test]
fn any_sequence_in_a_text() {
    same_in(in_text, &["甲", "乙丙", "7", "，"]);
}

#[test]
fn any_sequence_in_a_table() {
    same_in(in_cell, &["1", "7", "23", "0"]);
}

#[test]
fn any_sequence_in_a_box() {
    same_in(in_box, &["文", "12", "前", "a"]);
}
