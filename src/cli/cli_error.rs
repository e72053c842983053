//! Everything that can stop a command, and its one sentence.

use std::path::PathBuf;

use super::interrupt::INTERRUPTED;
use super::usage_error::UsageError;
use crate::form::CellKey;
use crate::import::ReadError;
use crate::messages::{self, Language, Shown};
use crate::report::ReportStage;
use crate::session::hand_in::PackageError;
use crate::session::rollup::LinkKind;
use crate::session::{ConversionError, ExportError, ExportFormat, FormSourceError};
use crate::storage::StoreError;

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum CliError {
    /// The arguments make no sense.
    Usage(UsageError),
    /// A file could not be read or written.
    Store(StoreError),
    /// The form could not be had.
    Forms(FormSourceError),
    /// The extension chooses no kind of file.
    UnknownKind { path: PathBuf },
    /// A folder that was to be checked has no draft in it.
    NoDrafts { path: PathBuf },
    /// A draft of a folder is a link, which is not followed.
    LinkInFolder { path: String, kind: LinkKind },
    /// The extension is none that a check report has.
    CheckReportKind { path: PathBuf },
    /// The extension is none that a sum has.
    SumKind { path: PathBuf },
    /// A sum is to be written as Parquet by a program that was built without it.
    NoParquet { path: PathBuf },
    /// The extension is none that charts have.
    ChartKind { path: PathBuf },
    /// A file stands where the folder to add up is named.
    FileToAdd { path: PathBuf },
    /// A folder to add up has no report of any year in it.
    NothingToAdd { path: PathBuf },
    /// None of the files of a folder could be read.
    NothingRead { path: PathBuf },
    /// A cell of a sum was asked for, and the draft is none.
    NoSum { path: PathBuf },
    /// The record of what was sent back to units is damaged.
    BrokenRecord { path: PathBuf },
    /// The form has no such cell.
    NoCell { cell: CellKey },
    /// The extension is none that a comparison has.
    ComparisonKind { path: PathBuf },
    /// The option is for one draft, and a folder was to be checked.
    NotForFolder { path: PathBuf, flag: &'static str },
    /// Ctrl+C was pressed.
    Interrupted,
    /// The computer's clock tells no day.
    NoClock,
    /// The file could not be made.
    Export { path: PathBuf, error: ExportError },
    /// A final version was asked for, and the report has errors.
    NotFinal { path: PathBuf, errors: usize },
    /// A draft cannot become final: it has errors, with `settled` open comments and tracked changes among them.
    FinalRefused { path: PathBuf, errors: usize, settled: bool },
    /// The stage does not follow the one that the draft has.
    NoSuchStage { path: PathBuf, from: ReportStage, to: ReportStage },
    /// What is final is not commented on.
    IsFinal(PathBuf),
    /// The draft has no comment of this number.
    NoSuchComment(u32),
    /// What is final has its tracked changes as they are.
    FinalRevisions(PathBuf),
    /// The draft has no tracked change of this number.
    NoSuchRevision(u32),
    /// The draft has tracked changes, but none by this person.
    NoRevisionsBy(String),
    /// The form has no such cell, so that no comment can be about it.
    NoSuchCell(CellKey),
    /// The words to comment on stand nowhere in the draft.
    NoSuchWords(String),
    /// There is nothing to verify, or it cannot be read.
    Package { path: PathBuf, error: PackageError },
    /// A file bears no code of a report.
    NoCode { path: PathBuf },
    /// The end of a printed file is missing.
    CutOff { path: PathBuf },
    /// The source could not be understood at all.
    Read { name: String, error: ReadError },
    /// The same of a source that the LibreOffice of this computer may convert.
    Convertible { name: String, error: ReadError, program: PathBuf },
    /// A source was to be converted, and this computer has no LibreOffice, but perhaps a WPS.
    NoConverter { name: String, wps: Option<PathBuf> },
    /// LibreOffice did not convert the source.
    NotConverted { name: String, error: ConversionError },
    /// Standard input could not be read.
    Input(std::io::Error),
    /// Standard output could not be written.
    Output(std::io::Error),
    /// Standard output is a terminal, and what was to be written is no text.
    BinaryOutput,
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        CliError::Store(error)
    }
}

impl From<FormSourceError> for CliError {
    fn from(error: FormSourceError) -> CliError {
        CliError::Forms(error)
    }
}

impl From<UsageError> for CliError {
    fn from(usage: UsageError) -> CliError {
        CliError::Usage(usage)
    }
}

impl CliError {
    /// The exit status: 1 where the report has errors, 130 after Ctrl+C, else 2.
    pub const fn status(&self) -> u8 {
        match self {
            CliError::NotFinal { .. } | CliError::FinalRefused { .. } => 1,
            CliError::Interrupted => INTERRUPTED,
            _ => 2,
        }
    }

    /// What happened and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            CliError::Usage(usage) => usage.sentence(language),
            CliError::Store(error) => messages::store_error(language, error),
            CliError::Forms(FormSourceError::Store(error)) => messages::store_error(language, error),
            CliError::Forms(FormSourceError::Form(error)) => messages::form_error(language, error),
            CliError::Forms(FormSourceError::OtherEdition { path, file, report }) => language.say(
                "error.form_edition",
                &[
                    ("path", &path.display()),
                    ("file", &language.word(messages::edition(*file))),
                    ("report", &language.word(messages::edition(*report))),
                ],
            ),
            CliError::UnknownKind { path } => {
                let kinds: Vec<_> = ExportFormat::ALL.iter().map(|kind| kind.extension()).collect();
                language.say("error.export.kind", &[("path", &path.display()), ("kinds", &kinds.join(" "))])
            }
            CliError::NoDrafts { path } => language.say("error.no_drafts", &[("path", &path.display())]),
            CliError::LinkInFolder { path, kind } => messages::link_in_folder(language, path, *kind),
            CliError::CheckReportKind { path } => language.say("error.check.kind", &[("path", &path.display())]),
            CliError::SumKind { path } => language.say("error.rollup.kind", &[("path", &path.display())]),
            CliError::NoParquet { path } => language.say("error.rollup.no_parquet", &[("path", &path.display())]),
            CliError::ChartKind { path } => language.say("error.chart.kind", &[("path", &path.display())]),
            CliError::Interrupted => language.word("error.interrupted"),
            CliError::FileToAdd { path } => language.say("error.rollup.file", &[("path", &path.display())]),
            CliError::NothingRead { path } => language.say("error.rollup.nothing_read", &[("path", &path.display())]),
            CliError::NothingToAdd { path } => language.say("error.rollup.nothing", &[("path", &path.display())]),
            CliError::NoSum { path } => language.say("error.rollup.no_sum", &[("path", &path.display())]),
            CliError::BrokenRecord { path } => language.say("error.rollup.record", &[("path", &path.display())]),
            CliError::NoCell { cell } => language.say("error.rollup.no_cell", &[("cell", cell)]),
            CliError::ComparisonKind { path } => language.say("error.compare.kind", &[("path", &path.display())]),
            CliError::NotForFolder { path, flag } => {
                language.say("error.check.folder", &[("path", &path.display()), ("flag", flag)])
            }
            CliError::NoClock => language.word("error.no_clock"),
            CliError::Export { path, error } => {
                language.say("error.export.failed", &[("path", &path.display()), ("words", error)])
            }
            CliError::FinalRefused { path, errors, settled } => {
                let key = if *settled { "error.final_unsettled" } else { "error.final_refused" };
                language.say(key, &[("path", &path.display()), ("errors", errors)])
            }
            CliError::NotFinal { path, errors } => {
                language.say("error.not_final", &[("path", &path.display()), ("errors", errors)])
            }
            CliError::NoSuchStage { path, from, to } => language.say(
                "error.stage",
                &[
                    ("path", &path.display()),
                    ("from", &messages::stage(language, *from)),
                    ("to", &messages::stage(language, *to)),
                ],
            ),
            CliError::IsFinal(path) => language.say("error.comments.final", &[("path", &path.display())]),
            CliError::NoSuchComment(id) => language.say("error.comments.number", &[("number", id)]),
            CliError::FinalRevisions(path) => language.say("error.revisions.final", &[("path", &path.display())]),
            CliError::NoSuchRevision(id) => language.say("error.revisions.number", &[("number", id)]),
            CliError::NoRevisionsBy(by) => language.say("error.revisions.by", &[("by", &Shown(by))]),
            CliError::NoSuchCell(key) => language.say("error.comments.cell", &[("cell", key)]),
            CliError::NoSuchWords(words) => {
                language.say("error.comments.words", &[("words", &messages::cut(words, 20))])
            }
            CliError::Package { error: PackageError::Store(error), .. } => messages::store_error(language, error),
            CliError::Package { path, error: PackageError::Read(error) } => {
                messages::read_error(language, &path.display(), error)
            }
            CliError::Package { path, error: PackageError::NoManifest } => {
                language.say("error.verify.no_package", &[("path", &path.display())])
            }
            CliError::CutOff { path } => language.say("error.verify.cut_off", &[("path", &path.display())]),
            CliError::NoCode { path } => language.say("error.verify.no_code", &[("path", &path.display())]),
            CliError::Read { name, error } => messages::read_error(language, name, error),
            CliError::Convertible { name, error, program } => {
                let sentence = messages::read_error(language, name, error);
                language.say("import.may_convert", &[("sentence", &sentence), ("program", &program.display())])
            }
            CliError::NoConverter { name, wps } => {
                let sentence = language.say("error.import.no_converter", &[("path", name)]);
                messages::beside_wps(language, sentence, wps.as_deref())
            }
            CliError::NotConverted { name, error } => messages::conversion_error(language, name, error),
            CliError::Input(error) => {
                language.say("error.input", &[("words", &messages::system_error(language, error))])
            }
            CliError::Output(error) => {
                language.say("error.output", &[("words", &messages::system_error(language, error))])
            }
            CliError::BinaryOutput => language.word("error.binary_output"),
        }
    }
}
