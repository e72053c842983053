//! The program's entry: opens the window or runs the command line, as the arguments ask.

// On Windows no console opens beside the window. `nianbao.com` beside this program gives the
// command line its console: see packaging/windows/console.rs.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

use nianbao::app::{run, trouble};
use nianbao::cli::{self, Invocation, Request};

fn main() -> ExitCode {
    let Invocation { language, request } = Invocation::parse(std::env::args_os().skip(1));
    trouble::watch(language);
    ExitCode::from(match request {
        Request::Window(launch) => run::start(launch, language),
        Request::CommandLine(request) => cli::run(request, language),
    })
}
