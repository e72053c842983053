//! The program's entry: chooses between the command line and the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(nianbao::cli::run(std::env::args_os().skip(1)))
}
