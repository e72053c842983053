//! How long the window takes, from the event to the pixels, drawn by the processor at 1920 × 1080:
//! a keystroke in a section of 20,000 characters with the preview following in the same frame; a
//! frame in which nothing happens; all pixels drawn anew; a frame while the other threads read ten
//! thousand drafts.
//!
//! `cargo bench --bench gui`; the start and its memory are measured by
//! `nianbao --bench-startup --renderer soft`.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/processor_window.rs"]
mod processor_window;
#[path = "../tests/support/rollup_folders.rs"]
mod rollup_folders;
#[path = "../tests/support/window_harness.rs"]
mod window_harness;

use std::cell::RefCell;

use divan::Bencher;
use egui::{Color32, Event};
use nianbao::form::SectionId;
use nianbao::gui::action::Action;
use nianbao::gui::folder_tab::{FolderAction, FolderTab};
use nianbao::gui::host::{FileDialog, RollupFile};
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

/// A frame while ten thousand drafts are read, beside the list of what was read before, over which the wheel turns.
/// 60 frames a second leave 16.7 ms for each; the slowest counts.
#[divan::bench(sample_count = 300, sample_size = 1)]
fn frame_while_a_folder_is_read(bencher: Bencher<'_, '_>) {
    let folder = rollup_folders::many(&window_harness::folder("bench-reading"), 10_000);
    let window = RefCell::new(ProcessorWindow::open(window_harness::sample(), Tab::Section(SectionId::Overview)));
    let update = |action: Action| {
        let window = &mut *window.borrow_mut();
        window.app.update(vec![action], &window.context);
    };
    let is_reading = || window.borrow().app.folder.as_ref().is_some_and(FolderTab::is_busy);
    update(Action::TakePath(FileDialog::Rollup(RollupFile::Folder), folder));
    while is_reading() {
        window.borrow_mut().frame(Vec::new());
    }
    let mut down = true;
    let next = || {
        if !is_reading() {
            window.borrow_mut().frame(Vec::new());
            update(Action::Folder(FolderAction::Read));
        }
        down = !down;
        let turned = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            source: egui::MouseWheelSource::Wheel,
            delta: egui::vec2(0.0, if down { -3.0 } else { 2.0 }),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
        };
        vec![Event::PointerMoved(egui::pos2(300.0, if down { 600.0 } else { 620.0 })), turned]
    };
    bencher.with_inputs(next).bench_local_values(|events| window.borrow_mut().frame(events));
}
