//! Opens the window: by OpenGL through eframe where the computer has a real graphics card, else
//! by the processor. Both draw the same desk.

mod choose;
mod glow;
mod soft;

use std::path::PathBuf;

use super::desk::Desk;
use super::outside::RealWorld;
use super::theme;
use crate::words::Language;

pub use choose::Renderer;

/// How the window is to be opened.
#[derive(Clone, Debug, Default)]
pub struct Launch {
    /// The draft to open.
    pub file: Option<PathBuf>,
    /// How to draw; `None` for what the settings say.
    pub renderer: Option<Renderer>,
    /// Close after the first frame, and say how long it took: for measuring the start.
    pub bench: bool,
    /// Break instead: for trying how that is told.
    pub breaks: bool,
}

/// The size of the window when it is opened first.
const SIZE: [f32; 2] = [1280.0, 800.0];
/// The least size at which nothing is clipped.
const LEAST: [f32; 2] = [720.0, 480.0];

/// Opens the window and returns when it is closed. The error is one sentence in the language of
/// the computer.
pub fn open(launch: Launch, language: Language) -> Result<(), String> {
    if launch.breaks {
        #[allow(clippy::panic)] // That is what was asked for.
        std::panic::panic_any("asked for by --break");
    }
    let mut desk = Desk::new(Box::<RealWorld>::default(), language);
    if let Some(file) = launch.file.clone() {
        desk.open(file);
    }
    let renderer = choose::choose(launch.renderer, &desk);
    match renderer {
        Renderer::Soft => soft::run(desk, launch.bench),
        Renderer::Auto | Renderer::Glow => match glow::run(desk, launch.bench) {
            Ok(()) => Ok(()),
            // One process has one event loop: a second try needs a second process.
            Err(_) if launch.renderer != Some(Renderer::Glow) => choose::again_softly(&launch),
            Err(error) => Err(error),
        },
    }
    .map_err(|error| language.say("window.failed", &[("error", &error)]))
}

/// What the window is at first.
fn viewport(desk: &Desk) -> egui::ViewportBuilder {
    egui::ViewportBuilder::default()
        .with_title(desk.title())
        .with_app_id("nianbao")
        .with_icon(icon())
        .with_inner_size(SIZE)
        .with_min_inner_size(LEAST)
}

/// The program's picture for the title bar and the task bar.
fn icon() -> egui::IconData {
    let picture = include_bytes!("../../../assets/icons/nianbao-64.png");
    eframe::icon_data::from_png_bytes(picture).unwrap_or_default()
}

/// Fonts and themes, before the first frame.
fn dress(context: &egui::Context) {
    theme::install(context);
}
