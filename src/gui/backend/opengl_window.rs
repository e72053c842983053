//! The window through OpenGL and eframe. Knows no report.

use eframe::glow::HasContext as _;
use egui::{Ui, ViewportCommand};

use super::renderer_choice;
use super::start_error::StartError;
use super::startup_bench::StartupBench;
use super::window_place::{self, Screen};
use crate::gui::app::App;
use crate::session::WindowPlace;
use crate::storage::FileLock;

/// Runs the window until it is closed. Unless `wanted`, OpenGL that turns out to be drawn in
/// software is an error, before anything is shown: the processor does that better itself.
pub(super) fn run(app: App, wanted: bool, bench: Option<StartupBench>) -> Result<(), StartError> {
    let begun = renderer_choice::begin_glow(&app);
    let options = eframe::NativeOptions { viewport: super::viewport(&app, &[]), ..eframe::NativeOptions::default() };
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

/// Where the window is; `None` where the system does not say.
fn place(ui: &Ui) -> Option<WindowPlace> {
    // In points of the interface, which may be larger than the system's.
    let zoom = ui.ctx().zoom_factor();
    let (outer, inner) = ui.input(|input| (input.viewport().outer_rect, input.viewport().inner_rect));
    let (outer, inner) = outer.zip(inner)?;
    let [corner, size] = [outer.min.to_vec2() * zoom, inner.size() * zoom];
    Some(window_place::remembered(corner.into(), size.into()))
}

impl OpenGlWindow {
    /// Once, when the system has shown the window: makes it fit its screen, and fetches it back where it lies
    /// beyond all of them.
    fn keep_on_screen(&mut self, ui: &Ui) {
        if self.frames != 3 {
            return;
        }
        let zoom = ui.ctx().zoom_factor();
        let monitor = ui.input(|input| input.viewport().monitor_size).map(|size| size * zoom);
        let Some(now) = place(ui) else { return };
        match monitor {
            None => ui.ctx().send_viewport_cmd(ViewportCommand::OuterPosition(egui::Pos2::ZERO)),
            Some(size) => {
                let screen = Screen { corner: [0.0; 2], size: size.into() };
                let fitted = window_place::fitted(Some(WindowPlace { left: 0, top: 0, ..now }), &[screen]);
                if fitted.size != [f32::from(now.width), f32::from(now.height)] {
                    let size = egui::Vec2::from(fitted.size) / zoom;
                    ui.ctx().send_viewport_cmd(ViewportCommand::InnerSize(size));
                    // Panels keep the widths that they were given in the window as it was.
                    ui.ctx().data_mut(|data| data.remove_by_type::<egui::containers::panel::PanelState>());
                }
            }
        }
    }
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
        // The third one sees where the window was put.
        if self.frames < 3 {
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
        self.keep_on_screen(ui);
        if self.app.closing {
            let maximised = ui.input(|input| input.viewport().maximized.unwrap_or_default());
            self.app.note_window(place(ui), maximised);
            ui.ctx().send_viewport_cmd(ViewportCommand::Close);
        }
        let title = self.app.title();
        if title != self.title {
            ui.ctx().send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
