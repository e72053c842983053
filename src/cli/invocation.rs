//! Arguments → what they ask for, by the table. Knows no sentence.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, FromArgMatches};

use super::command_line::{CliCommand, CommandLine, OpenArguments, table};
use super::usage_error::UsageError;
use super::value_parsers::language_named;
use crate::messages::{self, Language};
use crate::session::LaunchOptions;

/// The variable that chooses the language before the computer's own.
const LANGUAGE_VARIABLE: &str = "NIANBAO_LANG";

/// What the program was started for.
#[derive(Debug)]
pub struct Invocation {
    /// The language to speak.
    pub language: Language,
    /// What is asked for.
    pub request: Request,
}

/// What the arguments ask for.
#[derive(Debug)]
pub enum Request {
    /// To open the window.
    Window(LaunchOptions),
    /// Anything else; [`super::run`] does it.
    CommandLine(CommandLineRequest),
}

/// What is done without a window.
#[derive(Debug)]
pub struct CommandLineRequest(pub(super) Result<Task, UsageError>);

/// Something to do without a window.
#[derive(Debug)]
pub(super) enum Task {
    /// To show the help on the program, or on the command of that name.
    Help(Option<String>),
    /// To show the program's version.
    Version,
    /// To run a command.
    Command(Box<CliCommand>),
}

impl Invocation {
    /// What `arguments`, without the program's name, ask for.
    pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Invocation {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        let parsed = table()
            .try_get_matches_from(&arguments)
            .and_then(|found| Ok((CommandLine::from_arg_matches(&found)?, foreign(&found))));
        let flag = match &parsed {
            Ok((line, _)) => line.common.lang,
            Err(_) => language_flag(&arguments),
        };
        let language = flag.unwrap_or_else(language_of_environment);
        let request = match parsed {
            Ok((line, foreign)) => request(line, foreign, &arguments),
            Err(error) => Request::CommandLine(CommandLineRequest(unparsed(&error, &arguments))),
        };
        Invocation { language, request }
    }
}

/// `foreign` is what stands before the command and is for the window only.
fn request(line: CommandLine, foreign: Option<String>, arguments: &[OsString]) -> Request {
    let CommandLine { open, command, .. } = line;
    if let Some(word) = open.file.as_deref().filter(|file| !is_path(file, arguments)) {
        let error = UsageError::unknown_command(&word.to_string_lossy());
        return Request::CommandLine(CommandLineRequest(Err(error)));
    }
    let task = match command {
        Some(CliCommand::Open(given)) => match merged(open, given) {
            Ok(open) => return Request::Window(launch(open)),
            Err(error) => Err(error),
        },
        Some(command) => match foreign {
            Some(given) => {
                Err(UsageError::NotForCommand { command: command_word(arguments).unwrap_or_default(), given })
            }
            None => match command {
                CliCommand::Help(help) => known(help.command).map(Task::Help),
                command => Ok(Task::Command(Box::new(command))),
            },
        },
        None => return Request::Window(launch(open)),
    };
    Request::CommandLine(CommandLineRequest(task))
}

/// What clap stopped at: a wish for help or for the version, or arguments that make no sense.
fn unparsed(error: &clap::Error, arguments: &[OsString]) -> Result<Task, UsageError> {
    match error.kind() {
        ErrorKind::DisplayVersion => Ok(Task::Version),
        ErrorKind::DisplayHelp => {
            // In the page's place stands the name of its command.
            let name = error.to_string().trim().to_owned();
            Ok(Task::Help(table().find_subcommand(&name).map(|command| command.get_name().to_owned())))
        }
        // What follows a mistyped command may itself be like a command: `exprot a`.
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => {
            match (command_word(arguments), mistyped_command(arguments)) {
                (None, Some(word)) => Err(UsageError::unknown_command(&word)),
                (command, _) => Err(UsageError::of(error, command)),
            }
        }
        _ => Err(UsageError::of(error, command_word(arguments))),
    }
}

/// The window's options, given before `open` or after it.
fn merged(before: OpenArguments, given: OpenArguments) -> Result<OpenArguments, UsageError> {
    if let (Some(_), Some(file)) = (&before.file, &given.file) {
        return Err(UsageError::TooMany { given: file.to_string_lossy().into_owned() });
    }
    Ok(OpenArguments {
        file: given.file.or(before.file),
        at: given.at.or(before.at),
        renderer: given.renderer.or(before.renderer),
        bench_startup: before.bench_startup || given.bench_startup,
        breaks: before.breaks || given.breaks,
        again: before.again || given.again,
        glow_failed: before.glow_failed || given.glow_failed,
    })
}

fn launch(open: OpenArguments) -> LaunchOptions {
    let OpenArguments { file, at, renderer, bench_startup, breaks, again, glow_failed } = open;
    LaunchOptions { file, cell: at, renderer, bench: bench_startup, breaks, again, glow_failed }
}

/// What is for the window only and stands before another command.
fn foreign(found: &ArgMatches) -> Option<String> {
    let table = table();
    let is_given = |argument: &&Arg| {
        let source = found.value_source(argument.get_id().as_str());
        !argument.is_global_set() && source == Some(ValueSource::CommandLine)
    };
    let argument = table.get_arguments().find(is_given)?;
    Some(match argument.get_long() {
        Some(flag) => format!("--{flag}"),
        None => found.get_raw(argument.get_id().as_str())?.next()?.to_string_lossy().into_owned(),
    })
}

/// The command that help is wanted on.
fn known(command: Option<String>) -> Result<Option<String>, UsageError> {
    match command {
        Some(name) if table().find_subcommand(&name).is_none() => Err(UsageError::unknown_command(&name)),
        command => Ok(command),
    }
}

/// Whether a word without a command is a file: it has an extension or a folder, or stands after
/// `--`. Any other was meant as a command.
fn is_path(file: &Path, arguments: &[OsString]) -> bool {
    file.extension().is_some() || file.components().count() > 1 || arguments.iter().any(|argument| argument == "--")
}

/// The word in a command's place that is no file, among arguments that cannot be parsed.
fn mistyped_command(arguments: &[OsString]) -> Option<String> {
    let found = table().ignore_errors(true).try_get_matches_from(arguments).ok()?;
    let word = found.get_raw("file")?.next()?;
    (!is_path(Path::new(word), arguments)).then(|| word.to_string_lossy().into_owned())
}

/// The first word that names a command.
fn command_word(arguments: &[OsString]) -> Option<String> {
    let table = table();
    arguments
        .iter()
        .filter_map(|word| word.to_str())
        .find(|word| table.find_subcommand(word).is_some())
        .map(str::to_owned)
}

/// The value of `--lang` among arguments that cannot be parsed: the complaint about them is to be in
/// that language.
fn language_flag(arguments: &[OsString]) -> Option<Language> {
    let mut words = arguments.iter().take_while(|word| *word != "--").filter_map(|word| word.to_str());
    let mut found = None;
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        found = value.and_then(language_named).or(found);
    }
    found
}

/// The language that the environment asks for, else the computer's.
fn language_of_environment() -> Language {
    let computers = || sys_locale::get_locale().map_or(Language::English, |name| Language::of(&name));
    let Some(name) = std::env::var_os(LANGUAGE_VARIABLE).filter(|name| !name.is_empty()) else { return computers() };
    name.to_str().and_then(language_named).unwrap_or_else(|| {
        let language = computers();
        let given = OsStr::to_string_lossy(&name);
        messages::complain(&language.say("usage.bad_variable", &[("name", &LANGUAGE_VARIABLE), ("given", &given)]));
        language
    })
}
