//! How long the window takes, from the event to the pixels, drawn by the processor at 1920 × 1080:
//! a keystroke in a section of 20,000 characters with the preview following in the same frame; a
//! frame in which nothing happens; all pixels drawn anew.
//!
//! `cargo bench --bench gui`; the start and its memory are measured by
//! `nianbao --bench-startup --renderer soft`.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/processor_window.rs"]
mod processor_window;
#[path = "../tests/support/window_harness.rs"]
mod window_harness;

use divan::Bencher;
use egui::{Color32, Event};
use nianbao::form::SectionId;
use nianbao::gui::view_context::Tab;
use processor_window::{ProcessorWindow, long};

fn main() {
    divan::main();
}

/// A character typed.
#[divan::bench(args = ["at the beginning", "in the middle", "at the end"], sample_count = 100, sample_size = 1)]
fn keystroke(bencher: Bencher<'_, '_>, place: &str) {
    let paragraph = match place {
        "at the beginning" => 0,
        "in the middle" => 50,
        _ => 99,
    };
    let mut window = ProcessorWindow::writing(long(20_000, 100), paragraph);
    let before = window.app.document.as_ref().unwrap().session.revision();
    let mut strokes = 0;
    bencher.bench_local(|| {
        strokes += 1;
        window.frame(vec![Event::Text("字".into())]);
    });
    let after = window.app.document.as_ref().unwrap().session.revision();
    assert_eq!(after - before, strokes, "every keystroke was taken in its frame");
}

/// A frame in which nothing happens.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn idle_frame(bencher: Bencher<'_, '_>) {
    let mut window = ProcessorWindow::open(long(20_000, 100), Tab::Section(SectionId::Overview));
    bencher.bench_local(|| window.frame(Vec::new()));
}

/// Shapes to triangles to pixels, all of them drawn anew.
#[divan::bench(args = ["text", "table", "preview"], sample_count = 100, sample_size = 1)]
fn repaint(bencher: Bencher<'_, '_>, what: &str) {
    let tab = match what {
        "text" => Tab::Section(SectionId::Overview),
        "table" => Tab::Section(SectionId::Requests),
        _ => Tab::Preview,
    };
    let mut window = ProcessorWindow::open(window_harness::sample(), tab);
    let output = window.output(Vec::new());
    let mut grounds = [Color32::GRAY, Color32::LIGHT_GRAY].into_iter().cycle();
    bencher.bench_local(|| {
        // Another ground makes everything be drawn anew.
        window.ground = grounds.next().unwrap();
        window.paint(&output);
    });
}
