//! The program's entry: opens the window or runs the command line, as the arguments ask.

// On Windows no console opens beside the window. `nianbao.com` beside this program gives the
// command line its console: see packaging/windows/console.rs.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

use nianbao::cli::{self, Invocation, Request};
use nianbao::gui::{backend, crash_report};

fn main() -> ExitCode {
    let Invocation { language, request } = Invocation::parse(std::env::args_os().skip(1));
    crash_report::watch(language);
    ExitCode::from(match request {
        Request::Window(launch) => backend::start(launch, language),
        Request::CommandLine(request) => cli::run(request, language),
    })
}
