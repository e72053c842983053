//! Everything that can stop a command, and its one sentence.

use std::path::PathBuf;

use super::usage_error::UsageError;
use crate::exchange::ReadError;
use crate::session::{Export, ExportError, FormsError};
use crate::store::StoreError;
use crate::words::{self, Language};

/// Why a command stopped; exit status 2.
#[derive(Debug)]
pub(super) enum CliError {
    /// The arguments make no sense.
    Usage(UsageError),
    /// A file could not be read or written.
    Store(StoreError),
    /// The form could not be had.
    Forms(FormsError),
    /// The extension chooses no kind of file.
    UnknownKind { path: PathBuf },
    /// A folder that was to be checked has no draft in it.
    NoDrafts { path: PathBuf },
    /// The extension is none that a check report has.
    CheckReportKind { path: PathBuf },
    /// The computer's clock tells no day.
    NoClock,
    /// The file could not be made.
    Export { path: PathBuf, error: ExportError },
    /// The source could not be understood at all.
    Read { name: String, error: ReadError },
    /// Standard input could not be read.
    Input(std::io::Error),
    /// Standard output could not be written.
    Output(std::io::Error),
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        CliError::Store(error)
    }
}

impl From<FormsError> for CliError {
    fn from(error: FormsError) -> CliError {
        CliError::Forms(error)
    }
}

impl From<UsageError> for CliError {
    fn from(usage: UsageError) -> CliError {
        CliError::Usage(usage)
    }
}

impl CliError {
    /// What happened and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            CliError::Usage(usage) => usage.sentence(language),
            CliError::Store(error) => words::store_error(language, error),
            CliError::Forms(FormsError::Store(error)) => words::store_error(language, error),
            CliError::Forms(FormsError::Form(error)) => words::form_error(language, error),
            CliError::Forms(FormsError::OtherEdition { path, file, report }) => language.say(
                "error.form_edition",
                &[
                    ("path", &path.display()),
                    ("file", &language.word(words::edition(*file))),
                    ("report", &language.word(words::edition(*report))),
                ],
            ),
            CliError::UnknownKind { path } => {
                let kinds: Vec<_> = Export::ALL.iter().map(|kind| kind.extension()).collect();
                language.say("error.export.kind", &[("path", &path.display()), ("kinds", &kinds.join(" "))])
            }
            CliError::NoDrafts { path } => language.say("error.no_drafts", &[("path", &path.display())]),
            CliError::CheckReportKind { path } => {
                language.say("error.export.kind", &[("path", &path.display()), ("kinds", &"pdf txt")])
            }
            CliError::NoClock => language.word("error.no_clock"),
            CliError::Export { path, error } => {
                language.say("error.export.failed", &[("path", &path.display()), ("words", error)])
            }
            CliError::Read { name, error } => words::read_error(language, name, error),
            CliError::Input(error) => language.say("error.input", &[("words", error)]),
            CliError::Output(error) => language.say("error.output", &[("words", error)]),
        }
    }
}
