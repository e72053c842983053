//! How many frames follow what a user does, and frames whose instructions `tests/bench/instructions` counts, each in a
//! process of its own under callgrind, which counts within [`counted`] alone. As tests these only show that the work is
//! done.

use std::time::Instant;

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, TouchPhase, pos2, vec2};
use nianbao::form::SectionId;
use nianbao::gui::backend::frame_schedule::{FRAME, can_wait};
use nianbao::gui::menu::MENUS;
use nianbao::gui::view_context::Tab;

use crate::processor_window::{ProcessorWindow, long};
use crate::window_harness;

/// What is counted.
#[inline(never)]
fn counted<T>(work: impl FnOnce() -> T) -> T {
    std::hint::black_box(work())
}

/// Types a character into section one, after others have warmed what is kept.
fn type_one(characters: usize, paragraphs: usize) {
    let mut window = ProcessorWindow::writing(long(characters, paragraphs), paragraphs / 2);
    let key = || vec![Event::Text("字".into())];
    (0..3).for_each(|_| window.frame(key()));
    let revision = |window: &ProcessorWindow| window.app.document.as_ref().unwrap().session.revision();
    let before = revision(&window);
    counted(|| window.frame(key()));
    assert_eq!(revision(&window), before + 1, "taken in its frame");
}

#[test]
#[ignore = "a tool: tests/bench/instructions counts its instructions"]
fn first_frame() {
    let report = window_harness::sample();
    counted(|| ProcessorWindow::open(report, Tab::Section(SectionId::Overview)));
}

#[test]
#[ignore = "a tool: tests/bench/instructions counts its instructions"]
fn key_in_20_000() {
    type_one(20_000, 100);
}

#[test]
#[ignore = "a tool: tests/bench/instructions counts its instructions"]
fn key_in_200_000() {
    type_one(200_000, 1_000);
}

#[test]
#[ignore = "a tool: tests/bench/instructions counts its instructions"]
fn key_in_one_paragraph_of_200_000() {
    type_one(200_000, 1);
}

#[test]
#[ignore = "a tool: tests/bench/instructions counts its instructions"]
fn select_all_of_200_000() {
    let mut window = ProcessorWindow::writing(long(200_000, 1_000), 500);
    let modifiers = Modifiers::COMMAND;
    let key = Event::Key { key: Key::A, physical_key: None, pressed: true, repeat: false, modifiers };
    counted(|| window.frame(vec![key]));
}

#[test]
#[ignore = "a tool: tests/bench/instructions counts its instructions"]
fn wheel_in_200_000() {
    let mut window = ProcessorWindow::writing(long(200_000, 1_000), 0);
    let event = |y: f32| Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        source: MouseWheelSource::Wheel,
        delta: vec2(0.0, y),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    window.frame(vec![Event::PointerMoved(egui::pos2(700.0, 500.0))]);
    window.frame(vec![event(-1.0)]);
    counted(|| window.frame(vec![event(-1.0)]));
}

/// The sample in a window in which no time passes, with the caret in section one.
fn still() -> ProcessorWindow {
    let mut window = ProcessorWindow::writing_in(window_harness::still(), window_harness::sample(), 0);
    follow(&mut window, Vec::new());
    window
}

/// How many frames are drawn for these events until none is asked for at once.
fn follow(window: &mut ProcessorWindow, mut events: Vec<Event>) -> usize {
    let mut count = 0;
    loop {
        window.frame(std::mem::take(&mut events));
        count += 1;
        assert!(count < 100, "it never rests");
        let soon = Instant::now() + FRAME;
        if window.schedule.next().is_none_or(|next| next > soon) {
            return count;
        }
    }
}

fn key(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
}

fn typed(letter: Key, text: &str) -> Vec<Event> {
    vec![key(letter, true, Modifiers::NONE), Event::Text(text.into())]
}

#[test]
fn a_key_is_one_frame() {
    let mut window = still();
    for preview in [false, true] {
        window.app.settings.preview = preview;
        follow(&mut window, Vec::new());
        assert_eq!(follow(&mut window, typed(Key::A, "a")), 1, "a letter, preview: {preview}");
        assert_eq!(follow(&mut window, vec![key(Key::Backspace, true, Modifiers::NONE)]), 1, "preview: {preview}");
        // What follows from where the caret is, is seen in the next one.
        let arrow = follow(&mut window, vec![key(Key::ArrowLeft, true, Modifiers::NONE)]);
        assert!(arrow <= 2, "{arrow} frames for an arrow, preview: {preview}");
    }
}

#[test]
fn a_key_that_is_let_go_waits_for_the_next_frame() {
    let let_go = |modifiers| [key(Key::A, false, Modifiers::NONE), key(Key::A, false, modifiers)];
    assert!(can_wait(&let_go(Modifiers::NONE)));
    assert!(!can_wait(&let_go(Modifiers::ALT)));
    assert!(!can_wait(&[key(Key::A, false, Modifiers::NONE), key(Key::B, true, Modifiers::NONE)]));
    assert!(!can_wait(&[key(Key::V, false, Modifiers::NONE)]), "it may tell of a paste");
    assert!(!can_wait(&[Event::ModifiersChanged(Modifiers::NONE)]), "Alt alone opens the menus");
    assert!(!can_wait(&[]));
}

/// Once no frame is asked for, further ones would show nothing else.
#[test]
fn nothing_is_missing_once_it_rests() {
    let mut window = still();
    let moved = |x, y| Event::PointerMoved(pos2(x, y));
    let button = |pressed, x, y| {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        Event::PointerButton { pos: pos2(x, y), button, pressed, modifiers }
    };
    let press = |name, modifiers| vec![key(name, true, modifiers)];
    let mut steps = vec![typed(Key::A, "一段更长的文字，足够换行，再长一些，一直到下一行才结束，之后还有一些。")];
    let command = Modifiers::COMMAND;
    steps.extend(
        [Key::Enter, Key::Enter, Key::ArrowUp, Key::Backspace, Key::Tab].map(|name| press(name, Modifiers::NONE)),
    );
    steps.extend([Key::A, Key::B, Key::Z, Key::F, Key::Num3].map(|name| press(name, command)));
    steps.push(press(Key::F10, Modifiers::NONE));
    steps.extend([Key::ArrowDown, Key::ArrowRight, Key::Escape, Key::Escape].map(|name| press(name, Modifiers::NONE)));
    for (x, y) in [(40.0, 12.0), (120.0, 120.0), (700.0, 500.0), (60.0, 300.0), (1900.0, 1060.0), (300.0, 70.0)] {
        steps.extend([vec![moved(x, y)], vec![button(true, x, y)], vec![button(false, x, y)]]);
        steps.push(press(Key::Escape, Modifiers::NONE));
    }
    steps.extend(
        (0..=9).map(|number| press([Key::Num9, Key::Num1, Key::Num2, Key::Num7, Key::Num8][number % 5], command)),
    );
    for step in steps {
        let told = format!("{step:?}");
        follow(&mut window, step);
        let rested = window.painter.canvas().pixels().to_vec();
        (0..2).for_each(|_| window.frame(Vec::new()));
        let pixels = rested.iter().zip(window.painter.canvas().pixels());
        assert_eq!(pixels.filter(|(one, other)| one != other).count(), 0, "after {told}");
    }
}

/// As above, after a row of the menu of what is inserted was taken by its letter, or by Enter.
#[test]
fn what_a_menu_opens_by_its_keys_is_there_once_it_rests() {
    let let_go = |name| vec![key(name, false, Modifiers::NONE)];
    let mut missing = Vec::new();
    for menu in MENUS.iter().filter(|menu| menu.key == "menu.insert") {
        for (row, item) in menu.items().enumerate().filter(|(_, item)| item.letter.is_some()) {
            let mut window = still();
            let mut steps = vec![vec![key(menu.letter, true, Modifiers::ALT)], let_go(menu.letter)];
            if row % 2 == 0 {
                let letter = item.letter.unwrap();
                steps.extend([vec![key(letter, true, Modifiers::NONE)]]);
            } else {
                steps.extend((0..row).map(|_| vec![key(Key::ArrowDown, true, Modifiers::NONE)]));
                steps.push(vec![key(Key::Enter, true, Modifiers::NONE)]);
            }
            for step in steps {
                follow(&mut window, step);
            }
            // A question takes the keys a moment later, for which it asks.
            for _ in 0..60 {
                if window.schedule.next().is_some() {
                    window.frame(Vec::new());
                }
            }
            let rested = window.painter.canvas().pixels().to_vec();
            (0..3).for_each(|_| window.frame(Vec::new()));
            let pixels = rested.iter().zip(window.painter.canvas().pixels());
            let other = pixels.filter(|(one, other)| one != other).count();
            if other > 0 {
                missing.push(format!("{} of {}: {other} pixels", item.name, menu.key));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
