//! Whether the window stays at 60 frames a second while a folder is read: each frame from the event to the pixels, drawn
//! by the processor at 1920 × 1080, while the other threads read 300 files of mixed kinds or ten thousand drafts.
//! 60 frames a second leave 16.7 ms for each; the slowest counts, and among them those in which what was read arrives.
//!
//! `cargo bench --bench folder_frames`. On Linux a frame costs what the window's thread was on a processor, so that
//! other programs do not count; elsewhere it is the time that passed.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[allow(dead_code, reason = "text is typed in other benches")]
#[path = "../tests/support/processor_window.rs"]
mod processor_window;
#[path = "../tests/support/rollup_folders.rs"]
mod rollup_folders;
#[path = "../tests/support/window_harness.rs"]
mod window_harness;

use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers};
use nianbao::form::SectionId;
use nianbao::gui::action::Action;
use nianbao::gui::folder_tab::{FolderAction, FolderTab};
use nianbao::gui::host::{FileDialog, RollupFile};
use nianbao::gui::view_context::Tab;
use processor_window::ProcessorWindow;

/// The time of a frame at 60 a second.
const FRAME: Duration = Duration::from_micros(16_667);
/// The frames after what was read has arrived.
const AFTER: usize = 60;

fn main() {
    println!(
        "{:<18}{:<22}{:>7}{:>11}{:>11}{:>11}",
        "folder", "what is done", "frames", "median ms", "99 % ms", "slowest ms"
    );
    let mixed = rollup_folders::mixed(&window_harness::folder("bench-frames-mixed"), 300);
    let drafts = rollup_folders::many(&window_harness::folder("bench-frames-drafts"), 10_000);
    for (name, folder) in [("300 mixed", mixed), ("10,000 drafts", drafts)] {
        let mut window = FolderWindow::open();
        window.update(Action::TakePath(FileDialog::Rollup(RollupFile::Folder), folder));
        told(name, "first reading", &window.frames_of_a_reading());
        window.update(Action::Folder(FolderAction::Read));
        told(name, "reading again", &window.frames_of_a_reading());
        told(name, "choosing cells", &window.frames_of_cells());
    }
}

/// A line of the table.
fn told(folder: &str, what: &str, frames: &[Duration]) {
    let mut sorted = frames.to_vec();
    sorted.sort();
    let at = |share: usize| sorted.get((sorted.len() - 1) * share / 100).unwrap().as_secs_f64() * 1e3;
    println!("{folder:<18}{what:<22}{:>7}{:>11.1}{:>11.1}{:>11.1}", sorted.len(), at(50), at(99), at(100));
}

struct FolderWindow {
    window: ProcessorWindow,
    down: bool,
    /// What everything up to the last frame has cost.
    spent: Duration,
}

impl FolderWindow {
    fn open() -> FolderWindow {
        let window = ProcessorWindow::open(window_harness::sample(), Tab::Section(SectionId::Overview));
        FolderWindow { window, down: true, spent: spent() }
    }

    fn update(&mut self, action: Action) {
        self.window.app.update(vec![action], &self.window.context);
    }

    /// A frame, no sooner than the screen would show it; what it cost with the actions before it.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let begun = Instant::now();
        self.window.frame(events);
        // Linux adds to the account of a thread when it leaves the processor.
        std::thread::sleep(FRAME.saturating_sub(begun.elapsed()).max(Duration::from_micros(100)));
        let now = spent();
        now - std::mem::replace(&mut self.spent, now)
    }

    fn frames_of_a_reading(&mut self) -> Vec<Duration> {
        let mut frames = Vec::new();
        let mut left = AFTER;
        while left > 0 {
            if !self.window.app.folder.as_ref().is_some_and(FolderTab::is_busy) {
                left -= 1;
            }
            let wheel = self.wheel();
            frames.push(self.frame(wheel));
        }
        frames
    }

    /// From cell to cell of the table, of each of which the list shows every unit's number, its rank and its share.
    fn frames_of_cells(&mut self) -> Vec<Duration> {
        let to_table = self.frame(vec![pressed(Key::F6)]);
        let mut frames = vec![to_table];
        for key in [Key::ArrowDown, Key::ArrowRight].into_iter().cycle().take(AFTER) {
            let wheel = self.wheel();
            frames.push(self.frame([wheel, vec![pressed(key)]].concat()));
        }
        frames
    }

    /// The wheel turns over the list of units, down and up.
    fn wheel(&mut self) -> Vec<Event> {
        self.down = !self.down;
        let turned = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            source: egui::MouseWheelSource::Wheel,
            delta: egui::vec2(0.0, if self.down { -3.0 } else { 2.0 }),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
        };
        vec![Event::PointerMoved(egui::pos2(300.0, if self.down { 600.0 } else { 620.0 })), turned]
    }
}

fn pressed(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

/// How long this thread was on a processor, or how long the program runs where the system does not say that.
fn spent() -> Duration {
    static BEGUN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()) {
        Some(nanoseconds) => Duration::from_nanos(nanoseconds),
        None => BEGUN.get_or_init(Instant::now).elapsed(),
    }
}
