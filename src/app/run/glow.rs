//! The window by OpenGL, through eframe.

use std::time::Instant;

use egui::{Ui, ViewportCommand};

use crate::app::desk::{After, Desk};

/// Runs the window until it is closed.
pub(super) fn run(mut desk: Desk, bench: bool) -> Result<(), String> {
    let began = Instant::now();
    desk.glow_begins(true);
    let options = eframe::NativeOptions { viewport: super::viewport(&desk), ..eframe::NativeOptions::default() };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        super::dress(&creation.egui_ctx);
        Ok(Box::new(Window { desk, frames: 0, title: String::new(), began, bench }))
    });
    eframe::run_native("nianbao", options, create).map_err(|error| error.to_string())
}

/// The desk as eframe wants it.
struct Window {
    desk: Desk,
    frames: u32,
    title: String,
    began: Instant,
    bench: bool,
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.frames = self.frames.saturating_add(1);
        if self.frames == 2 {
            // The first frame was shown: this computer's OpenGL works.
            self.desk.glow_begins(false);
            if self.bench {
                println!("glow {:.1} ms", self.began.elapsed().as_secs_f64() * 1000.0);
                self.desk.closing = true;
            }
        }
        if self.bench || self.frames < 2 {
            ui.ctx().request_repaint();
        }
        if ui.input(|input| input.viewport().close_requested()) && !self.desk.closing {
            self.desk.leave(After::Quit);
            if !self.desk.closing {
                ui.ctx().send_viewport_cmd(ViewportCommand::CancelClose);
            }
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
