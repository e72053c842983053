//! The window through OpenGL and eframe. Knows no report.

use eframe::glow::HasContext as _;
use egui::{Ui, ViewportCommand};

use super::renderer_choice;
use super::start_error::StartError;
use super::startup_bench::StartupBench;
use crate::gui::app::App;
use crate::storage::FileLock;

/// Runs the window until it is closed. Unless `wanted`, OpenGL that turns out to be drawn in
/// software is an error, before anything is shown: the processor does that better itself.
pub(super) fn run(app: App, wanted: bool, bench: Option<StartupBench>) -> Result<(), StartError> {
    let begun = renderer_choice::begin_glow(&app);
    let options = eframe::NativeOptions { viewport: super::viewport(&app), ..eframe::NativeOptions::default() };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let version = creation.gl.as_ref().map_or(0, |gl| gl.version().major);
        if !wanted && renderer_choice::is_software(&*app.host.disk(), version) {
            return Err("OpenGL in software".into());
        }
        super::prepare_context(&creation.egui_ctx);
        Ok(Box::new(OpenGlWindow { app, begun, frames: 0, title: String::new(), bench }))
    });
    Ok(eframe::run_native("nianbao", options, create)?)
}

/// The window as eframe wants it.
struct OpenGlWindow {
    app: App,
    /// Shows that no second frame was seen yet.
    begun: Option<Box<dyn FileLock>>,
    frames: u32,
    title: String,
    bench: Option<StartupBench>,
}

impl eframe::App for OpenGlWindow {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.frames = self.frames.saturating_add(1);
        if self.frames == 2 {
            // The first frame was shown: this computer's OpenGL works.
            self.begun = None;
            renderer_choice::note_glow(&mut self.app, false);
        }
        if self.frames < 2 {
            ui.ctx().request_repaint();
        }
        if let Some(bench) = &mut self.bench {
            ui.ctx().request_repaint();
            self.app.closing |= bench.frame("glow");
        }
        if ui.input(|input| input.viewport().close_requested()) && !self.app.closing {
            self.app.close_requested();
            ui.ctx().send_viewport_cmd(ViewportCommand::CancelClose);
        }
        self.app.ui(ui);
        if self.app.closing {
            ui.ctx().send_viewport_cmd(ViewportCommand::Close);
        }
        let title = self.app.title();
        if title != self.title {
            ui.ctx().send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
