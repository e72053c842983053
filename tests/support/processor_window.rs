//! The window as the processor draws it, 1920 × 1080, without the system's part: what benches time and
//! what instructions are counted of.

use egui::{Color32, Event, FullOutput, RawInput, Rect, vec2};
use nianbao::form::SectionId;
use nianbao::gui::App;
use nianbao::gui::backend;
use nianbao::gui::backend::frame_schedule::FrameSchedule;
use nianbao::gui::software_renderer::Painter;
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Report, ReportText};
use nianbao::richtext::{Level, Paragraph, RichText, TextPosition};

use super::window_harness;

pub const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

pub struct ProcessorWindow {
    pub app: App,
    pub context: egui::Context,
    pub painter: Painter,
    /// When the system's part would draw the next frame.
    pub schedule: FrameSchedule,
    /// The ground that everything is drawn on.
    pub ground: Color32,
}

impl ProcessorWindow {
    /// A window that shows this tab of the report, in its first frame.
    pub fn open(report: Report, tab: Tab) -> ProcessorWindow {
        ProcessorWindow::of(window_harness::bare(), report, tab)
    }

    fn of(mut app: App, report: Report, tab: Tab) -> ProcessorWindow {
        let context = egui::Context::default();
        let schedule = FrameSchedule::install(&context, |_| {});
        backend::prepare_context(&context);
        app.open_new(report);
        app.document.as_mut().unwrap().tab = tab;
        let mut window = ProcessorWindow { app, context, painter: Painter::new(), schedule, ground: Color32::GRAY };
        window.frame(Vec::new());
        window
    }

    /// A window with the caret after the tenth character of a paragraph of section one.
    pub fn writing(report: Report, paragraph: usize) -> ProcessorWindow {
        ProcessorWindow::writing_in(window_harness::bare(), report, paragraph)
    }

    /// The same in the state of a window of one's own.
    pub fn writing_in(app: App, report: Report, paragraph: usize) -> ProcessorWindow {
        let mut window = ProcessorWindow::of(app, report, Tab::Section(SectionId::Overview));
        (0..3).for_each(|_| window.frame(Vec::new()));
        let caret = TextPosition::new(paragraph, 10);
        window.app.document.as_mut().unwrap().editor(OVERVIEW).unwrap().select(caret, caret);
        (0..4).for_each(|_| window.frame(Vec::new()));
        assert!(window.context.memory(|memory| memory.has_focus(TextEditor::id(OVERVIEW))));
        window
    }

    /// A frame from the event to the pixels.
    pub fn frame(&mut self, events: Vec<Event>) {
        let output = self.output(events);
        self.paint(&output);
    }

    /// A frame as far as its shapes.
    pub fn output(&mut self, events: Vec<Event>) -> FullOutput {
        let screen = Rect::from_min_size(egui::Pos2::ZERO, vec2(1920.0, 1080.0));
        let input = RawInput { screen_rect: Some(screen), events, ..RawInput::default() };
        let app = &mut self.app;
        self.schedule.begin_frame();
        let mut output = self.context.run_ui(input, |ui| app.ui(ui));
        self.painter.set_textures(&output.textures_delta);
        self.painter.free_textures(&output.textures_delta);
        output.textures_delta.clear();
        output
    }

    /// The pixels of a frame.
    pub fn paint(&mut self, output: &FullOutput) {
        let frame = self.context.tessellate(output.shapes.clone(), output.pixels_per_point);
        let areas = self.painter.paint([1920, 1080], self.ground, output.pixels_per_point, frame);
        self.schedule.end_frame(!areas.is_empty());
    }
}

/// The sample with so many characters in section one, in so many paragraphs.
pub fn long(characters: usize, paragraphs: usize) -> Report {
    let mut report = window_harness::sample();
    let words = "本单位按照政务公开工作要求，严格落实各项工作，积极通过门户网站等途径公开信息。";
    let line: String = words.chars().cycle().take(characters / paragraphs).collect();
    let paragraphs = (0..paragraphs).map(|_| Paragraph::new(Level::Body, line.clone())).collect();
    *report.prose_mut(SectionId::Overview) = RichText { paragraphs };
    report
}
