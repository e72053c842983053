//! How long the window takes, from the event to the pixels, drawn by the processor at 1920 × 1080:
//! a keystroke in a section of 20,000 characters with the preview following in the same frame; a
//! frame in which nothing happens; all pixels drawn anew.
//!
//! `cargo bench --bench gui`; the start and its memory are measured by
//! `nianbao --bench-startup --renderer soft`.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/window_harness.rs"]
mod window_harness;

use divan::Bencher;
use egui::{Color32, Event, FullOutput, RawInput, Rect, vec2};
use nianbao::form::SectionId;
use nianbao::gui::App;
use nianbao::gui::software_renderer::Painter;
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::theme;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Report, ReportText};
use nianbao::richtext::{Level, Paragraph, RichText, TextPosition};

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

fn main() {
    divan::main();
}

/// The window as the processor draws it, without the system's part.
struct Window {
    app: App,
    context: egui::Context,
    painter: Painter,
    ground: Color32,
}

impl Window {
    fn open(report: Report, tab: Tab) -> Window {
        let (context, mut app) = (egui::Context::default(), window_harness::bare());
        theme::install(&context);
        app.open_new(report);
        app.document.as_mut().unwrap().tab = tab;
        let mut window = Window { app, context, painter: Painter::new(), ground: Color32::GRAY };
        (0..4).for_each(|_| window.frame(Vec::new()));
        window
    }

    /// A frame from the event to the pixels.
    fn frame(&mut self, events: Vec<Event>) {
        let output = self.output(events);
        self.paint(&output);
    }

    fn output(&mut self, events: Vec<Event>) -> FullOutput {
        let screen = Rect::from_min_size(egui::Pos2::ZERO, vec2(1920.0, 1080.0));
        let input = RawInput { screen_rect: Some(screen), events, ..RawInput::default() };
        let app = &mut self.app;
        let mut output = self.context.run_ui(input, |ui| app.ui(ui));
        self.painter.set_textures(&output.textures_delta);
        self.painter.free_textures(&output.textures_delta);
        output.textures_delta.clear();
        output
    }

    fn paint(&mut self, output: &FullOutput) {
        let frame = self.context.tessellate(output.shapes.clone(), output.pixels_per_point);
        self.painter.paint([1920, 1080], self.ground, output.pixels_per_point, frame);
    }
}

/// A character typed.
#[divan::bench(args = ["at the beginning", "in the middle", "at the end"], sample_count = 100, sample_size = 1)]
fn keystroke(bencher: Bencher<'_, '_>, place: &str) {
    let mut window = Window::open(long(), Tab::Section(SectionId::Overview));
    let paragraph = match place {
        "at the beginning" => 0,
        "in the middle" => 50,
        _ => 99,
    };
    let caret = TextPosition::new(paragraph, 10);
    window.app.document.as_mut().unwrap().editor(OVERVIEW).unwrap().select(caret, caret);
    (0..4).for_each(|_| window.frame(Vec::new()));
    assert!(window.context.memory(|memory| memory.has_focus(TextEditor::id(OVERVIEW))));
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
    let mut window = Window::open(long(), Tab::Section(SectionId::Overview));
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
    let mut window = Window::open(window_harness::sample(), tab);
    let output = window.output(Vec::new());
    let mut grounds = [Color32::GRAY, Color32::LIGHT_GRAY].into_iter().cycle();
    bencher.bench_local(|| {
        // Another ground makes everything be drawn anew.
        window.ground = grounds.next().unwrap();
        window.paint(&output);
    });
}

/// The sample with 20,000 characters in section one, in a hundred paragraphs.
fn long() -> Report {
    let mut report = window_harness::sample();
    let line = "本单位按照政务公开工作要求，严格落实各项工作，积极通过门户网站等途径公开信息。".repeat(5);
    let paragraphs = (0..100).map(|_| Paragraph::new(Level::Body, line.clone())).collect();
    *report.prose_mut(SectionId::Overview) = RichText { paragraphs };
    report
}
