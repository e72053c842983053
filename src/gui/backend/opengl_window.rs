//! The window by OpenGL, through eframe.

use eframe::glow::HasContext as _;
use egui::{Ui, ViewportCommand};

use super::renderer_choice;
use super::start_error::StartError;
use super::startup_bench::StartupBench;
use crate::gui::app::App;
use crate::storage::FileHold;

/// Runs the window until it is closed. Unless `wanted`, OpenGL that turns out to be drawn in
/// software is an error, before anything is shown: the processor does that better itself.
pub(super) fn run(desk: App, wanted: bool, bench: Option<StartupBench>) -> Result<(), StartError> {
    let begun = renderer_choice::begin_glow(&desk);
    let options = eframe::NativeOptions { viewport: super::viewport(&desk), ..eframe::NativeOptions::default() };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let version = creation.gl.as_ref().map_or(0, |gl| gl.version().major);
        if !wanted && renderer_choice::is_software(&*desk.outside.disk(), version) {
            return Err("OpenGL in software".into());
        }
        super::dress(&creation.egui_ctx);
        Ok(Box::new(OpenGlWindow { desk, begun, frames: 0, title: String::new(), bench }))
    });
    Ok(eframe::run_native("nianbao", options, create)?)
}

/// The desk as eframe wants it.
struct OpenGlWindow {
    desk: App,
    /// Shows that no second frame was seen yet.
    begun: Option<Box<dyn FileHold>>,
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
            self.desk.glow_fails(false);
        }
        if self.frames < 2 {
            ui.ctx().request_repaint();
        }
        if let Some(bench) = &mut self.bench {
            ui.ctx().request_repaint();
            self.desk.closing |= bench.frame("glow");
        }
        if ui.input(|input| input.viewport().close_requested()) && !self.desk.closing {
            self.desk.close_requested();
            ui.ctx().send_viewport_cmd(ViewportCommand::CancelClose);
        }
        self.desk.ui(ui);
        if self.desk.closing {
            ui.ctx().send_viewport_cmd(ViewportCommand::Close);
        }
        let title = self.desk.title();
        if title != self.title {
            ui.ctx().send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
