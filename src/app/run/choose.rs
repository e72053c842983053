//! Which way of drawing suits the computer. Knows only what can be asked without a window.

use std::path::Path;

use super::Launch;
use crate::app::desk::Desk;

/// A way of drawing the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// Whatever suits the computer.
    Auto,
    /// OpenGL.
    Glow,
    /// The processor.
    Soft,
}

impl Renderer {
    /// The way that a word names.
    pub fn named(word: &str) -> Option<Renderer> {
        match word {
            "auto" => Some(Renderer::Auto),
            "glow" => Some(Renderer::Glow),
            "soft" => Some(Renderer::Soft),
            _ => None,
        }
    }
}

/// The way to draw: what was asked for, else what the settings say, else what suits the computer.
pub(super) fn choose(asked: Option<Renderer>, desk: &Desk) -> Renderer {
    let wanted = asked.or_else(|| Renderer::named(&desk.settings.renderer)).unwrap_or(Renderer::Auto);
    if wanted != Renderer::Auto {
        return wanted;
    }
    let untried = !desk.settings.glow_began;
    if untried && !is_remote() && has_card(desk) { Renderer::Glow } else { Renderer::Soft }
}

/// Starts the program again, drawing by the processor.
pub(super) fn again_softly(launch: &Launch) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = std::process::Command::new(program);
    command.args(["--renderer", "soft"]).args(&launch.file);
    command.spawn().map(|_| ()).map_err(|error| error.to_string())
}

/// A session over the network, where OpenGL is slow or missing.
fn is_remote() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let remote_desktop = std::env::var("SESSIONNAME").is_ok_and(|name| name.starts_with("RDP"));
    remote_desktop || set("SSH_CONNECTION") || set("XRDP_SESSION") || set("LIBGL_ALWAYS_SOFTWARE")
}

/// Whether there is a graphics card with a driver. Only Linux tells without a window; elsewhere
/// OpenGL is tried, and what fails is not tried again.
fn has_card(desk: &Desk) -> bool {
    !cfg!(target_os = "linux")
        || desk.outside.disk().kind(Path::new("/dev/dri/renderD128")).is_ok_and(|kind| kind.is_some())
}
