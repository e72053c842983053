//! Frames whose instructions `tests/bench/instructions` counts, each in a process of its own under
//! callgrind, which counts within [`counted`] alone. As tests they only show that the work is done.

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, vec2};
use nianbao::form::SectionId;
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
