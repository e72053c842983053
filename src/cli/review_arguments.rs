//! What the commands of review take: comments, tracked changes, copies that come back. A part of the table of the command
//! line; knows no sentence.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::destination::Destination;
use super::value_parsers::{self, Day, OutputFormat, RevisionNumbers, TrackSwitch};
use crate::form::CellKey;

#[derive(Debug, Args)]
pub(super) struct CommentsArguments {
    #[arg(value_name = "draft", value_hint = ValueHint::FilePath)]
    pub draft: PathBuf,
    #[arg(long, value_name = "text", value_hint = ValueHint::Other, value_parser = value_parsers::remark(), requires = "by")]
    pub text: Option<String>,
    #[arg(long, value_name = "words", value_hint = ValueHint::Other, requires = "text")]
    pub words: Option<String>,
    #[arg(
        long,
        value_name = "cell",
        value_hint = ValueHint::Other,
        value_parser = value_parsers::cell(),
        requires = "text",
        conflicts_with = "words"
    )]
    pub on: Option<CellKey>,
    #[arg(long, value_name = "number", value_hint = ValueHint::Other, requires = "text", conflicts_with_all = ["words", "on"])]
    pub reply: Option<u32>,
    #[arg(long, value_name = "number", value_hint = ValueHint::Other, conflicts_with = "text")]
    pub settle: Option<u32>,
    #[arg(long, value_name = "number", value_hint = ValueHint::Other, conflicts_with_all = ["text", "settle"])]
    pub remove: Option<u32>,
    #[arg(long, value_name = "person", value_hint = ValueHint::Other, value_parser = value_parsers::person(), requires = "text")]
    pub by: Option<String>,
    #[arg(long, value_name = "day", value_hint = ValueHint::Other, value_parser = value_parsers::day(), requires = "text")]
    pub today: Option<Day>,
    #[arg(long, value_name = "format", value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
}

impl CommentsArguments {
    /// Whether the comments are only listed.
    pub const fn changes_nothing(&self) -> bool {
        self.text.is_none() && self.settle.is_none() && self.remove.is_none()
    }
}

#[derive(Debug, Args)]
pub(super) struct RevisionsArguments {
    #[arg(value_name = "draft", value_hint = ValueHint::FilePath)]
    pub draft: PathBuf,
    #[arg(long, value_name = "numbers", value_hint = ValueHint::Other, value_parser = value_parsers::revisions())]
    pub accept: Option<RevisionNumbers>,
    #[arg(long, value_name = "numbers", value_hint = ValueHint::Other, value_parser = value_parsers::revisions())]
    pub reject: Option<RevisionNumbers>,
    #[arg(long, value_name = "person", value_hint = ValueHint::Other, value_parser = value_parsers::person())]
    pub by: Option<String>,
    #[arg(long, value_name = "switch", value_enum)]
    pub track: Option<TrackSwitch>,
    #[arg(long, value_name = "format", value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
}

impl RevisionsArguments {
    /// Whether the tracked changes are only listed.
    pub const fn changes_nothing(&self) -> bool {
        self.accept.is_none() && self.reject.is_none() && self.track.is_none()
    }
}

#[derive(Debug, Args)]
pub(super) struct MergeArguments {
    // The draft first.
    #[arg(required = true, num_args = 2, value_name = "file", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "source", value_hint = ValueHint::FilePath)]
    pub base: Option<PathBuf>,
    #[arg(long, value_name = "person", value_hint = ValueHint::Other, value_parser = value_parsers::person())]
    pub by: Option<String>,
    #[arg(long, value_name = "day", value_hint = ValueHint::Other, value_parser = value_parsers::day())]
    pub today: Option<Day>,
    #[arg(short, long, value_name = "file", value_hint = ValueHint::FilePath, value_parser = Destination::parser())]
    pub output: Option<Destination>,
    #[arg(long)]
    pub force: bool,
    #[arg(long, value_name = "format", value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
}
