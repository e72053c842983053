//! The program's entry: chooses between the command line and the window.

use std::ffi::OsString;
use std::process::ExitCode;

use nianbao::app::run::{self, Launch, Renderer};
use nianbao::cli;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    match window(&arguments) {
        Some(launch) => match run::open(launch, cli::language(&arguments)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(sentence) => {
                eprintln!("{sentence}");
                ExitCode::from(2)
            }
        },
        None => ExitCode::from(cli::run(arguments)),
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
