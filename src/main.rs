//! The program's entry: chooses between the command line and the window.

// On Windows no console opens beside the window. `nianbao.com` beside this program gives the
// command line its console: see packaging/windows/console.rs.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::ffi::OsString;
use std::process::ExitCode;

use nianbao::cli;
use nianbao::gui::backend::{self, Launch, Renderer};
use nianbao::gui::crash_report;

/// The status of a program that broke, as Rust gives it too.
const BROKEN: u8 = 101;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let language = cli::language(&arguments);
    let launch = window(&arguments);
    crash_report::watch(language);
    let Some(launch) = launch else { return ExitCode::from(cli::run(arguments)) };
    match std::panic::catch_unwind(move || backend::open(launch, language)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(sentence)) => {
            eprintln!("{sentence}");
            crash_report::tell(language, &sentence);
            ExitCode::from(2)
        }
        Err(_) => {
            crash_report::tell_broken(language);
            ExitCode::from(BROKEN)
        }
    }
}

/// How to open the window, where the arguments ask for it: none at all, `open FILE`, or `FILE`,
/// each perhaps with `--renderer` and `--lang`. `None` where they are for the command line.
fn window(arguments: &[OsString]) -> Option<Launch> {
    let mut launch = Launch::default();
    let mut words = arguments.iter();
    let mut opened = false;
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("open") if !opened => opened = true,
            Some("--bench-startup") => launch.bench = true,
            Some("--break") => launch.breaks = true,
            // The program's own words to itself.
            Some("--again") => launch.again = true,
            Some("--glow-failed") => launch.glow_failed = true,
            Some("--renderer") => launch.renderer = Some(Renderer::named(words.next()?.to_str()?)?),
            Some("--lang") => {
                words.next()?;
            }
            Some(flag) if flag.starts_with('-') => match flag.strip_prefix("--renderer=") {
                Some(name) => launch.renderer = Some(Renderer::named(name)?),
                None => return None,
            },
            // A command of the command line is no file.
            Some(name) if !opened && cli::COMMANDS.iter().any(|command| command.name == name) => return None,
            _ if launch.file.is_none() => launch.file = Some(word.into()),
            _ => return None,
        }
    }
    // A word that is neither a command nor looks like a file was meant as a command.
    let is_path = |file: &std::path::PathBuf| opened || file.extension().is_some() || file.components().count() > 1;
    launch.file.as_ref().is_none_or(is_path).then_some(launch)
}
