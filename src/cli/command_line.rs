//! The table of the command line: every command, option, operand and value that the program takes,
//! the hidden ones too. Parsing, help, man page and completion are made from it. Knows no sentence:
//! the texts are in `assets/locales/` under `command.<name>`, `flag.<name>`, `operand.<name>`,
//! `value.<name of a value>` and `choice.<flag>.<word>`.

use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueHint};

use super::destination::{Destination, ImportSource};
use super::review_arguments::{CommentsArguments, MergeArguments, RevisionsArguments};
use super::value_parsers::{self, CommandShell, Day, OutputFormat, PackNames, PrefaceSelection, SumFormat};
use crate::form::{CellKey, UnitKind};
use crate::messages::Language;
use crate::report::ReportStage;
use crate::rollup::{RollupScope, SharedCases};
use crate::session::{ArchiveProfile, ExportFormat, FontChoice, NotePlace, Renderer};

#[derive(Debug, Parser)]
#[command(
    name = "nianbao",
    version,
    propagate_version = true,
    no_binary_name = true,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    // Of an option that is repeated, the last one counts.
    args_override_self = true
)]
pub(super) struct CommandLine {
    // Without a command the window is opened.
    #[command(flatten)]
    pub open: OpenArguments,
    #[command(flatten)]
    pub common: CommonArguments,
    #[command(subcommand)]
    pub command: Option<CliCommand>,
}

// The examples, one a line as one types them, stand in `after_help`.
#[derive(Debug, Subcommand)]
pub(super) enum CliCommand {
    #[command(after_help = "nianbao open a.nianbao\nnianbao a.nianbao\nnianbao open --renderer soft a.nianbao\n\
        nianbao open --at received.total a.nianbao")]
    Open(OpenArguments),
    #[command(after_help = "nianbao new --unit 卫滨区信访局 --year 2024 --kind department -o a.nianbao\n\
        nianbao new --unit 卫滨区信访局 --year 2024 --preface basis,period --contact 电话：0000-0000000 -o a.nianbao")]
    New(NewArguments),
    #[command(after_help = "nianbao import 2024.html -o a.nianbao\nnianbao import - -o a.nianbao < 2024.md")]
    Import(ImportArguments),
    #[command(after_help = "nianbao check a.nianbao\nnianbao check a.nianbao --previous 2023.txt --format json\n\
        nianbao check a.nianbao -o 校核.pdf\nnianbao check .")]
    Check(CheckArguments),
    #[command(after_help = "nianbao rules\nnianbao rules --format json")]
    Rules(RulesArguments),
    #[command(after_help = "nianbao export a.nianbao -o a.pdf\n\
        nianbao export a.nianbao --review-mark --approval-sheet --fonts computer -o 送审.pdf\n\
        nianbao export a.nianbao --archive 1b -o 归档.pdf\nnianbao export a.nianbao --all 2024\n\
        nianbao export a.nianbao --to csv -o -")]
    Export(ExportArguments),
    #[command(after_help = "nianbao rollup 各单位年报 --unit 青禾县人民政府 -o 全县.nianbao\n\
        nianbao rollup 各单位年报 --units 名单.xlsx --returns 退回 -o 全县.xlsx\n\
        nianbao rollup 各单位年报 --without-faulty --shared-cases subordinate --from 去年.docx -o 全县.nianbao\n\
        nianbao rollup 各单位年报 -o 明细.csv\nnianbao rollup 各单位年报 --charts 图解.png\n\
        nianbao rollup 全县.nianbao --cell received.total")]
    Rollup(RollupArguments),
    #[command(after_help = "nianbao package a.nianbao -o 报送包.zip\nnianbao package a.nianbao -o 报送")]
    Package(PackageArguments),
    #[command(
        after_help = "nianbao compare 昨天.nianbao 今天.nianbao\nnianbao compare a.nianbao 改过的.docx -o 比对稿.pdf"
    )]
    Compare(CompareArguments),
    #[command(after_help = "nianbao verify a.pdf a.nianbao\nnianbao verify 报送包.zip")]
    Verify(VerifyArguments),
    #[command(after_help = "nianbao stage a.nianbao\nnianbao stage a.nianbao --enter final --by 李四\n\
        nianbao stage a.nianbao --enter returned --by 王五 --note 第三部分请核实")]
    Stage(StageArguments),
    #[command(after_help = "nianbao comments a.nianbao\n\
        nianbao comments a.nianbao --text 请核实 --words 收到12件 --by 李四\n\
        nianbao comments a.nianbao --reply 1 --text 已核实 --by 张三\nnianbao comments a.nianbao --settle 1")]
    Comments(CommentsArguments),
    #[command(after_help = "nianbao revisions a.nianbao\nnianbao revisions a.nianbao --track on\n\
        nianbao revisions a.nianbao --accept 1,3 --reject 2\nnianbao revisions a.nianbao --accept all --by 李四")]
    Revisions(RevisionsArguments),
    #[command(after_help = "nianbao merge a.nianbao 审过的.docx --by 李四\n\
        nianbao merge a.nianbao 审过的.nianbao --base 送审时.nianbao -o 合并.nianbao")]
    Merge(MergeArguments),
    #[command(after_help = "nianbao info a.nianbao")]
    Info(InfoArguments),
    #[command(after_help = "nianbao completions bash > ~/.local/share/bash-completion/completions/nianbao\n\
        nianbao completions powershell | Out-String | Invoke-Expression")]
    Completions(CompletionsArguments),
    #[command(after_help = "nianbao help export")]
    Help(HelpArguments),
    // For packaging.
    #[command(hide = true, after_help = "nianbao man --lang en > nianbao.1")]
    Man,
}

/// Options that every command has.
#[derive(Debug, Args)]
pub(super) struct CommonArguments {
    #[arg(long, global = true, value_name = "lang", value_parser = value_parsers::language())]
    pub lang: Option<Language>,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, global = true, action = ArgAction::Version)]
    version: Option<bool>,
}

/// How the window is opened.
#[derive(Debug, Args)]
pub(super) struct OpenArguments {
    #[arg(value_name = "draft", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "cell", value_hint = ValueHint::Other, value_parser = value_parsers::cell())]
    pub at: Option<CellKey>,
    #[arg(long, value_name = "renderer")]
    pub renderer: Option<Renderer>,
    // Measures the start and closes the window.
    #[arg(long, hide = true)]
    pub bench_startup: bool,
    // Panics instead of opening: for the tests of what is told then.
    #[arg(long = "break", hide = true)]
    pub breaks: bool,
    // The program starts itself again after its window broke.
    #[arg(long, hide = true)]
    pub again: bool,
    // The program starts itself again after OpenGL failed.
    #[arg(long, hide = true)]
    pub glow_failed: bool,
}

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    #[arg(long, required = true, value_name = "unit", value_hint = ValueHint::Other, value_parser = value_parsers::unit())]
    pub unit: String,
    #[arg(long, required = true, value_name = "year", value_hint = ValueHint::Other, value_parser = value_parsers::year())]
    pub year: u16,
    #[arg(long, value_name = "kind", value_enum, default_value = UnitKind::Department.word())]
    pub kind: UnitKind,
    #[arg(short, long, value_name = "file", value_hint = ValueHint::FilePath, value_parser = Destination::parser())]
    pub output: Destination,
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub preface: PrefaceArguments,
    #[command(flatten)]
    pub packs: PackArguments,
}

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    #[arg(value_name = "source", value_hint = ValueHint::FilePath, value_parser = ImportSource::parser())]
    pub source: ImportSource,
    #[arg(short, long, value_name = "file", value_hint = ValueHint::FilePath, value_parser = Destination::parser())]
    pub output: Destination,
    #[arg(long)]
    pub force: bool,
    #[arg(long)]
    pub convert: bool,
    #[command(flatten)]
    pub packs: PackArguments,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[arg(value_name = "draft", value_hint = ValueHint::AnyPath)]
    pub draft: PathBuf,
    #[arg(long, value_name = "source", value_hint = ValueHint::FilePath)]
    pub previous: Option<PathBuf>,
    #[arg(long, value_name = "day", value_hint = ValueHint::Other, value_parser = value_parsers::day())]
    pub today: Option<Day>,
    #[arg(long, value_name = "format", value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
    #[arg(short, long, value_name = "file", value_hint = ValueHint::FilePath, value_parser = Destination::parser())]
    pub output: Option<Destination>,
    #[arg(long)]
    pub force: bool,
    #[arg(long, value_name = "file", value_hint = ValueHint::FilePath)]
    pub form: Option<PathBuf>,
    #[arg(long)]
    pub settled: bool,
    #[command(flatten)]
    pub packs: PackArguments,
}

#[derive(Debug, Args)]
pub(super) struct RollupArguments {
    #[arg(value_name = "folder", value_hint = ValueHint::AnyPath)]
    pub folder: PathBuf,
    #[arg(short, long, value_name = "file", value_hint = ValueHint::FilePath, value_parser = Destination::parser())]
    pub output: Option<Destination>,
    #[arg(long, value_name = "kind_of_file", ignore_case = true)]
    pub to: Option<SumFormat>,
    #[arg(long)]
    pub force: bool,
    #[arg(long, value_name = "unit", value_hint = ValueHint::Other, value_parser = value_parsers::unit())]
    pub unit: Option<String>,
    #[arg(long, value_name = "year", value_hint = ValueHint::Other, value_parser = value_parsers::year())]
    pub year: Option<u16>,
    #[arg(long, value_name = "list", value_hint = ValueHint::FilePath)]
    pub units: Option<PathBuf>,
    #[arg(long, value_name = "scope", value_enum, default_value_t = RollupScope::All)]
    pub scope: RollupScope,
    #[arg(long, value_name = "counting", value_enum, default_value_t = SharedCases::AsReported)]
    pub shared_cases: SharedCases,
    #[arg(long)]
    pub without_faulty: bool,
    #[arg(long, value_name = "source", value_hint = ValueHint::FilePath)]
    pub from: Option<PathBuf>,
    #[arg(long, value_name = "folder", value_hint = ValueHint::DirPath)]
    pub returns: Option<PathBuf>,
    #[arg(long, value_name = "file", value_hint = ValueHint::FilePath)]
    pub charts: Option<PathBuf>,
    #[arg(
        long,
        value_name = "cell",
        value_hint = ValueHint::Other,
        value_delimiter = ',',
        value_parser = value_parsers::cell(),
        requires = "charts"
    )]
    pub chart_cells: Vec<CellKey>,
    #[arg(
        long,
        value_name = "cell",
        value_hint = ValueHint::Other,
        value_parser = value_parsers::cell(),
        conflicts_with_all = ["output", "returns", "charts"]
    )]
    pub cell: Option<CellKey>,
    #[arg(long, value_name = "day", value_hint = ValueHint::Other, value_parser = value_parsers::day())]
    pub today: Option<Day>,
    #[arg(long, value_name = "format", value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
    #[arg(long, value_name = "file", value_hint = ValueHint::FilePath)]
    pub form: Option<PathBuf>,
    #[command(flatten)]
    pub packs: PackArguments,
}

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    #[arg(long, value_name = "format", value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
}

/// Rule packs by their names.
#[derive(Debug, Args)]
pub(super) struct PackArguments {
    #[arg(long, value_name = "packs", value_hint = ValueHint::Other, value_parser = value_parsers::packs())]
    pub packs: Option<PackNames>,
}

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    #[arg(value_name = "draft", value_hint = ValueHint::FilePath)]
    pub draft: PathBuf,
    #[command(flatten)]
    pub target: TargetArguments,
    #[arg(long)]
    pub force: bool,
    // Not with the package, which is handed in.
    #[arg(long, conflicts_with = "final_version")]
    pub comments: bool,
    #[arg(long, value_name = "notes", value_enum, default_value_t = NotePlace::End, requires = "comments")]
    pub notes: NotePlace,
    #[command(flatten)]
    pub paper: PaperArguments,
    #[command(flatten)]
    pub preface: PrefaceArguments,
    #[arg(long, value_name = "file", value_hint = ValueHint::FilePath)]
    pub form: Option<PathBuf>,
    #[command(flatten)]
    pub packs: PackArguments,
}

/// Where an export goes: one file, or the whole set into a folder.
#[derive(Debug, Args)]
pub(super) struct TargetArguments {
    #[arg(
        short,
        long,
        value_name = "file",
        value_hint = ValueHint::FilePath,
        value_parser = Destination::parser(),
        required_unless_present = "all"
    )]
    pub output: Option<Destination>,
    #[arg(long, value_name = "kind_of_file", ignore_case = true)]
    pub to: Option<ExportFormat>,
    #[arg(long, value_name = "folder", value_hint = ValueHint::DirPath, conflicts_with_all = ["output", "to"])]
    pub all: Option<PathBuf>,
}

/// How paper is to be.
#[derive(Debug, Args)]
pub(super) struct PaperArguments {
    #[arg(long)]
    pub review_mark: bool,
    #[arg(long = "final", conflicts_with = "review_mark")]
    pub final_version: bool,
    #[arg(long)]
    pub approval_sheet: bool,
    #[arg(long, value_name = "fonts", value_enum, default_value_t = FontChoice::Bundle)]
    pub fonts: FontChoice,
    #[arg(long, value_name = "archive", value_enum, default_value_t = ArchiveProfile::A2a)]
    pub archive: ArchiveProfile,
}

/// The customary preface.
#[derive(Debug, Args)]
pub(super) struct PrefaceArguments {
    #[arg(long, value_name = "sentences", value_parser = value_parsers::preface())]
    pub preface: Option<PrefaceSelection>,
    #[arg(long, value_name = "contact", value_hint = ValueHint::Other)]
    pub contact: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct PackageArguments {
    #[arg(value_name = "draft", value_hint = ValueHint::FilePath)]
    pub draft: PathBuf,
    #[arg(short, long, value_name = "file", value_hint = ValueHint::FilePath, value_parser = Destination::parser())]
    pub output: Destination,
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub paper: PaperArguments,
    #[command(flatten)]
    pub packs: PackArguments,
}

#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    // The older one first.
    #[arg(required = true, num_args = 2, value_name = "file", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "format", value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
    #[arg(short, long, value_name = "file", value_hint = ValueHint::FilePath, value_parser = Destination::parser())]
    pub output: Option<Destination>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    // The printed file and the draft, in whatever order, or a package alone or with the draft.
    #[arg(required = true, num_args = 1..=2, value_name = "file", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct StageArguments {
    #[arg(value_name = "draft", value_hint = ValueHint::FilePath)]
    pub draft: PathBuf,
    #[arg(long, value_name = "stage", value_enum, requires = "by")]
    pub enter: Option<ReportStage>,
    #[arg(long, value_name = "person", value_hint = ValueHint::Other, value_parser = value_parsers::person(), requires = "enter")]
    pub by: Option<String>,
    #[arg(long, value_name = "note", value_hint = ValueHint::Other, requires = "enter")]
    pub note: Option<String>,
    #[arg(long, requires = "enter")]
    pub settled: bool,
    #[arg(long, value_name = "day", value_hint = ValueHint::Other, value_parser = value_parsers::day())]
    pub today: Option<Day>,
}

#[derive(Debug, Args)]
pub(super) struct InfoArguments {
    #[arg(value_name = "draft", value_hint = ValueHint::FilePath)]
    pub draft: PathBuf,
    #[arg(long, value_name = "file", value_hint = ValueHint::FilePath)]
    pub form: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    #[arg(value_name = "shell")]
    pub shell: CommandShell,
}

#[derive(Debug, Args)]
pub(super) struct HelpArguments {
    #[arg(value_name = "command", value_hint = ValueHint::Other)]
    pub command: Option<String>,
}

/// The table as clap reads it. In place of each help page stands the name of its command: a page
/// is made only when it is asked for.
pub(super) fn table() -> clap::Command {
    // A value may begin with a dash, as getopt takes it.
    let values = |argument: clap::Arg| {
        let takes = argument.get_action().takes_values() && !argument.is_positional();
        argument.allow_hyphen_values(takes)
    };
    let commands = |command: clap::Command| {
        let name = command.get_name().to_owned();
        command.override_help(name).mut_args(values)
    };
    CommandLine::command().override_help("nianbao").mut_args(values).mut_subcommands(commands)
}
