//! Opens the window: through OpenGL and eframe where the computer has a real graphics card, else
//! drawn by the processor. Both show the same [`App`].

pub mod frame_schedule;
mod opengl_window;
mod renderer_choice;
mod software_window;
mod start_error;
mod startup_bench;
pub mod system_contrast;
pub mod window_place;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use start_error::StartError;
use startup_bench::StartupBench;
use window_place::Screen;

use super::app::App;
use super::host::SystemHost;
use super::{crash_report, input_queue, menu_keys, theme};
use crate::messages::{self, Language};
use crate::session::{LaunchOptions, Renderer, draft_files};

pub use renderer_choice::GpuProbe;

/// The status of a program that could not open its window.
const NO_WINDOW: u8 = 2;
/// The status of a program that broke, as Rust gives it too.
const BROKEN: u8 = 101;

/// Opens the window and returns the exit status when it is closed. What went wrong is told.
pub fn start(launch: LaunchOptions, language: Language) -> u8 {
    match catch_unwind(move || open(launch, language)) {
        Ok(Ok(())) => 0,
        Ok(Err(error)) => {
            let sentence = error.sentence(language);
            messages::complain(&sentence);
            crash_report::tell(language, &sentence);
            NO_WINDOW
        }
        Err(_) => {
            crash_report::tell_broken(language);
            BROKEN
        }
    }
}

fn open(launch: LaunchOptions, language: Language) -> Result<(), StartError> {
    if launch.breaks {
        #[allow(clippy::panic)] // That is what was asked for.
        std::panic::panic_any("asked for by --break");
    }
    let bench = launch.bench.then(StartupBench::begin);
    let mut app = App::new(Box::<SystemHost>::default(), language);
    if launch.glow_failed {
        renderer_choice::note_glow(&mut app, true);
    }
    app.find_unsaved();
    if let Some(folder) = app.host.folder_of_this_run() {
        // Said in the window as well: whoever sees this one may not be the one who writes.
        messages::complain(&app.language().say("draft.no_home", &[("path", &folder.display())]));
    }
    match (&launch.file, launch.bench) {
        (Some(file), _) => app.open_at(file.clone(), launch.cell),
        (None, true) => draft_files::sample().into_iter().for_each(|sample| app.open_new(sample)),
        (None, false) => {}
    }
    let signs = renderer_choice::signs(&mut app);
    let renderer = Renderer::choose(launch.renderer, &app.settings.renderer, signs);
    let wanted = launch.renderer == Some(Renderer::Glow) || app.settings.renderer == "glow";
    let ran = catch_unwind(AssertUnwindSafe(|| match renderer {
        Renderer::Soft => software_window::run(app, bench),
        Renderer::Auto | Renderer::Glow => match opengl_window::run(app, wanted, bench) {
            // One process has one event loop: another one draws. A start that is measured measures
            // what was asked for.
            Err(StartError::Library(error)) if !launch.bench => {
                messages::complain(&language.say("window.soft_instead", &[("error", &error)]));
                renderer_choice::again(&launch, &["--renderer", "soft", "--glow-failed"])
                    .map_err(|error| StartError::of(&error))
            }
            ran => ran,
        },
    }));
    match ran {
        Ok(ran) => ran,
        Err(panic) => {
            // What was unsaved lies aside by now; a new window offers it. One that breaks as well
            // is not followed by a third.
            if !launch.again {
                let _ = renderer_choice::again(&launch, &["--again"]);
            }
            resume_unwind(panic)
        }
    }
}

/// What the window is at first, on these screens.
fn viewport(app: &App, screens: &[Screen]) -> egui::ViewportBuilder {
    let place = window_place::fitted(app.settings.window, screens);
    let builder = egui::ViewportBuilder::default()
        .with_title(app.title())
        .with_app_id("nianbao")
        .with_icon(icon())
        .with_inner_size(place.size)
        .with_min_inner_size(place.least)
        .with_clamp_size_to_monitor_size(true)
        .with_maximized(place.maximised);
    match place.corner {
        Some(corner) => builder.with_position(corner),
        None => builder,
    }
}

/// The program's picture for the title bar and the task bar.
fn icon() -> egui::IconData {
    let picture = include_bytes!("../../../assets/icons/nianbao-64.png");
    eframe::icon_data::from_png_bytes(picture).unwrap_or_default()
}

/// Installs fonts, themes and the input queue, before the first frame.
pub fn prepare_context(context: &egui::Context) {
    theme::install(context);
    input_queue::install(context);
    menu_keys::install(context);
}
