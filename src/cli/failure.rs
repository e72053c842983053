//! Everything that can stop a command, and its one sentence.

use std::path::PathBuf;

use super::usage::{self, Usage};
use crate::import::ReadError;
use crate::messages::{self, Language};
use crate::session::{Export, ExportError, FormsError};
use crate::storage::StoreError;

/// Why a command stopped; exit status 2.
#[derive(Debug)]
pub(super) enum Failure {
    /// The arguments make no sense.
    Usage(Usage),
    /// A file could not be read or written.
    Store(StoreError),
    /// The form could not be had.
    Forms(FormsError),
    /// The extension chooses no kind of file.
    UnknownKind { path: PathBuf },
    /// A folder that was to be checked has no draft in it.
    NoDrafts { path: PathBuf },
    /// The extension is none that a check report has.
    SheetKind { path: PathBuf },
    /// The file could not be made.
    Export { path: PathBuf, error: ExportError },
    /// The source could not be understood at all.
    Read { name: String, error: ReadError },
    /// Standard input could not be read.
    Input(std::io::Error),
    /// Standard output could not be written.
    Output(std::io::Error),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Store(error)
    }
}

impl From<FormsError> for Failure {
    fn from(error: FormsError) -> Failure {
        Failure::Forms(error)
    }
}

impl From<Usage> for Failure {
    fn from(usage: Usage) -> Failure {
        Failure::Usage(usage)
    }
}

/// What happened and what to do.
pub(super) fn sentence(language: Language, failure: &Failure) -> String {
    match failure {
        Failure::Usage(usage) => usage::sentence(language, usage),
        Failure::Store(error) => messages::store_error(language, error),
        Failure::Forms(FormsError::Store(error)) => messages::store_error(language, error),
        Failure::Forms(FormsError::Form(error)) => messages::form_error(language, error),
        Failure::Forms(FormsError::OtherEdition { path, file, report }) => language.say(
            "error.form_edition",
            &[
                ("path", &path.display()),
                ("file", &language.word(messages::edition(*file))),
                ("report", &language.word(messages::edition(*report))),
            ],
        ),
        Failure::UnknownKind { path } => {
            let kinds: Vec<_> = Export::ALL.iter().map(|kind| kind.extension()).collect();
            language.say("error.export.kind", &[("path", &path.display()), ("kinds", &kinds.join(" "))])
        }
        Failure::NoDrafts { path } => language.say("error.no_drafts", &[("path", &path.display())]),
        Failure::SheetKind { path } => {
            language.say("error.export.kind", &[("path", &path.display()), ("kinds", &"pdf txt")])
        }
        Failure::Export { path, error } => {
            language.say("error.export.failed", &[("path", &path.display()), ("words", error)])
        }
        Failure::Read { name, error } => messages::read_error(language, name, error),
        Failure::Input(error) => language.say("error.input", &[("words", error)]),
        Failure::Output(error) => language.say("error.output", &[("words", error)]),
    }
}
