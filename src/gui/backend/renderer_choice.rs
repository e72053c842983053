//! Which renderer suits the computer, and what earlier starts showed. Knows only what can be found out
//! without a window.

use std::path::{Path, PathBuf};

use crate::gui::app::App;
use crate::session::{LaunchOptions, Renderer, Settings};
use crate::storage::{Disk, FileAccess, FileLock};

/// What speaks for one way or the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GpuProbe {
    /// OpenGL failed here before, was drawn in software, or began and never showed a second frame.
    pub failed: bool,
    /// The session comes over the network.
    pub remote: bool,
    /// There is no graphics card, or software drawing is asked for.
    pub no_card: bool,
}

impl Renderer {
    /// The way to draw: what was asked for, else what the settings say, else OpenGL where nothing
    /// speaks against it. Never `Auto`.
    pub fn choose(asked: Option<Renderer>, setting: &str, signs: GpuProbe) -> Renderer {
        let wanted = asked.or_else(|| Renderer::named(setting)).unwrap_or(Renderer::Auto);
        match wanted {
            Renderer::Auto if signs == GpuProbe::default() => Renderer::Glow,
            Renderer::Auto => Renderer::Soft,
            wanted => wanted,
        }
    }
}

/// What speaks for one way or the other on this computer. A start by OpenGL that never came to its
/// second frame is noted in the settings.
pub(super) fn signs(app: &mut App) -> GpuProbe {
    let disk = app.host.disk();
    if let Some(marker) = marker(app)
        && disk.kind(&marker).is_ok_and(|kind| kind.is_some())
    {
        // Held, another window is just beginning; held by nobody, that window never came.
        let begun = disk.lock(&marker, "", FileAccess::Private);
        if matches!(begun, Ok(Some(_)) | Err(_)) {
            note_glow(app, true);
        }
    }
    GpuProbe { failed: app.settings.glow_fails, remote: is_remote(), no_card: !has_card(&*disk) }
}

/// Notes in the settings whether OpenGL fails on this computer.
pub(super) fn note_glow(app: &mut App, fails: bool) {
    app.change_settings(Settings { glow_fails: fails, ..app.settings.clone() });
}

/// Notes that OpenGL is begun with; the note goes when what is returned is dropped, but stays when
/// the program ends before.
pub(super) fn begin_glow(app: &App) -> Option<Box<dyn FileLock>> {
    app.host.disk().lock(&marker(app)?, "", FileAccess::Private).ok().flatten()
}

/// Starts the program again.
pub(super) fn again(launch: &LaunchOptions, flags: &[&str]) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = std::process::Command::new(program);
    command.args(flags).args(&launch.file);
    command.spawn().map(|_| ()).map_err(|error| error.to_string())
}

/// Whether OpenGL, now running, draws in software: a graphics card is spoken to through a device
/// file, and none is open. Only Linux shows this; elsewhere the version tells, for what Windows has
/// without a driver is 1.1.
pub(super) fn is_software(disk: &dyn Disk, version: u32) -> bool {
    let card = |number: u32| {
        let file = disk.resolve(Path::new(&format!("/proc/self/fd/{number}")));
        file.is_ok_and(|file| file.starts_with("/dev/dri") || file.to_string_lossy().starts_with("/dev/nvidia"))
    };
    version < 2 || (cfg!(target_os = "linux") && !(0..256).any(card))
}

/// The file that shows that OpenGL was begun with.
fn marker(app: &App) -> Option<PathBuf> {
    app.host.settings_file().map(|file| file.with_extension("glow"))
}

/// A session over the network, where OpenGL is slow or missing.
fn is_remote() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let remote_desktop = std::env::var("SESSIONNAME").is_ok_and(|name| name.starts_with("RDP"));
    remote_desktop || set("SSH_CONNECTION") || set("XRDP_SESSION") || set("VNCDESKTOP")
}

/// Whether there is a graphics card with a driver. Only Linux tells without a window; elsewhere
/// OpenGL is tried, and what fails is not tried again.
fn has_card(disk: &dyn Disk) -> bool {
    let there = |path: &str| disk.kind(Path::new(path)).is_ok_and(|kind| kind.is_some());
    let software = std::env::var_os("LIBGL_ALWAYS_SOFTWARE").is_some_and(|value| value != "0" && value != "false");
    !software && (!cfg!(target_os = "linux") || there("/dev/dri/renderD128") || there("/dev/nvidia0"))
}
