//! The program's entry: opens the window or runs the command line, as the arguments ask. Built without
//! the feature `window`, it is the command line alone.

// On Windows no console opens beside the window. `nianbao.com` beside this program gives the
// command line its console: see packaging/windows/console.rs.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

use nianbao::cli::{self, Invocation, Request};

fn main() -> ExitCode {
    let Invocation { language, request } = Invocation::parse(std::env::args_os().skip(1));
    #[cfg(feature = "window")]
    nianbao::gui::crash_report::watch(language);
    ExitCode::from(match request {
        #[cfg(feature = "window")]
        Request::Window(launch) => nianbao::gui::backend::start(launch, language),
        #[cfg(not(feature = "window"))]
        Request::Window(_) => cli::say_no_window(language),
        Request::CommandLine(request) => cli::run(request, language),
    })
}
