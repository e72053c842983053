//! How long the window takes: a keystroke in a section of 20,000 characters with the preview
//! following in the same frame, a frame in which nothing happens, and all pixels drawn anew by the
//! processor at 1920 × 1080.
//!
//! `cargo bench --bench window`; the start and its memory are measured by
//! `nianbao --bench-startup --renderer soft`.

#![allow(clippy::unwrap_used)]

#[path = "../tests/desk/mod.rs"]
mod desk;

use divan::Bencher;
use nianbao::app::scene::Tab;
use nianbao::app::text::Editor;
use nianbao::form::SectionId;
use nianbao::prose::{Level, Paragraph, Prose};
use nianbao::report::{Part, Report};

const OVERVIEW: Part = Part::Section(SectionId::Overview);
const SIZE: [f32; 2] = [1920.0, 1080.0];

fn main() {
    divan::main();
}

/// Typing in the middle of 20,000 characters.
#[divan::bench(args = ["at the end", "in the middle"], sample_count = 40, sample_size = 1)]
fn keystroke(bencher: Bencher<'_, '_>, place: &str) {
    let mut window = open(long(), Tab::Section(SectionId::Overview));
    window.ctx.memory_mut(|memory| memory.request_focus(Editor::id(OVERVIEW)));
    desk::steps(&mut window);
    if place == "in the middle" {
        let session = &window.state().work.as_ref().unwrap().session;
        let place = session.report().part(OVERVIEW).unwrap().paragraphs.len() / 2;
        let spot = nianbao::report::Spot { paragraph: place, start: 10, end: 10 };
        window.state_mut().go(OVERVIEW.place(spot));
        desk::steps(&mut window);
    }
    bencher.bench_local(|| {
        window.event(egui::Event::Text("字".into()));
        window.step();
    });
}

/// A frame of the same window in which nothing happens.
#[divan::bench(sample_count = 40, sample_size = 1)]
fn idle_frame(bencher: Bencher<'_, '_>) {
    let mut window = open(long(), Tab::Section(SectionId::Overview));
    bencher.bench_local(|| window.step());
}

/// Shapes to triangles to pixels, everything drawn anew.
#[divan::bench(args = ["text", "table", "preview"], sample_count = 40, sample_size = 1)]
fn repaint(bencher: Bencher<'_, '_>, what: &str) {
    let tab = match what {
        "text" => Tab::Section(SectionId::Overview),
        "table" => Tab::Section(SectionId::Requests),
        _ => Tab::Preview,
    };
    let soft = desk::Soft::default();
    let (told, language) = (desk::Told::default(), nianbao::words::Language::Chinese);
    let (mut window, _) = desk::window_on(SIZE, Some(desk::sample()), language, told, soft.clone());
    desk::show(&mut window, tab);
    window.render().unwrap();
    let (output, context) = (window.output().clone(), window.ctx.clone());
    // Another ground makes everything be drawn anew.
    let mut grounds = [egui::Color32::GRAY, egui::Color32::LIGHT_GRAY].into_iter().cycle();
    bencher.bench_local(|| {
        let frame = context.tessellate(output.shapes.clone(), 1.0);
        soft.paint(grounds.next().unwrap(), frame);
    });
}

fn open(report: Report, tab: Tab) -> desk::Window {
    let (mut window, _) = desk::window(SIZE, Some(report));
    desk::show(&mut window, tab);
    window
}

/// The sample with 20,000 characters in section one, in a hundred paragraphs.
fn long() -> Report {
    let mut report = desk::sample();
    let line = "本单位按照政务公开工作要求，严格落实各项工作，积极通过门户网站等途径公开信息。".repeat(5);
    let paragraphs = (0..100).map(|_| Paragraph::new(Level::Body, line.clone())).collect();
    *report.prose_mut(SectionId::Overview) = Prose { paragraphs };
    report
}
