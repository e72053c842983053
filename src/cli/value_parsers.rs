//! The values of options: the closed sets with their words, and the values that have a form, with
//! examples of it. A command gets them typed.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, ValueEnum};

use crate::check::RulePack;
use crate::form::{CellKey, UnitKind};
use crate::messages::{self, Language};
use crate::report::{Date, ReportStage};
use crate::rollup::{RollupScope, SharedCases};
use crate::session::rollup::RowsFormat;
use crate::session::{ArchiveProfile, ExportFormat, FontChoice, NotePlace, Renderer};

/// The years for which there is a form.
const YEARS: std::ops::RangeInclusive<u16> = 2008..=2099;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputFormat {
    Text,
    Json,
}

/// A kind of file that the sum of many reports can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SumFormat {
    /// The draft of the government's report.
    Draft,
    /// The units' tables, a row for each.
    Xlsx,
    /// Every number of every unit, a row for each.
    Rows(RowsFormat),
}

/// A shell whose words can be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandShell {
    Bash,
    Zsh,
    Fish,
    PowerShell,
}

/// A day of the calendar.
pub(super) type Day = Date;

/// The sentences of a preface that need no more than their name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PrefaceSelection {
    pub basis: bool,
    pub period: bool,
}

/// The names of rule packs.
#[derive(Clone, Debug)]
pub(super) struct PackNames(pub Vec<String>);

/// Tracked changes by their numbers.
#[derive(Clone, Debug)]
pub(super) enum RevisionNumbers {
    All,
    These(Vec<u32>),
}

/// Whether something is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TrackSwitch {
    On,
    Off,
}

/// Parses the text of a value by a function. What the function refuses is answered with `examples`.
#[derive(Clone)]
pub(super) struct TextParser<T> {
    parse: fn(&str) -> Option<T>,
    examples: &'static [&'static str],
    /// Whether the examples are words to choose from.
    are_choices: bool,
}

/// `zh`, `en`, or the name of a locale of either language.
pub(super) fn language() -> TextParser<Language> {
    TextParser { parse: language_named, examples: &["zh", "en"], are_choices: true }
}

/// The language that a word or a locale's name means; `None` for one that the program does not speak.
pub(super) fn language_named(name: &str) -> Option<Language> {
    let language = name.split(['-', '_', '.']).next().unwrap_or_default();
    let is = |word: &str| language.eq_ignore_ascii_case(word);
    let chinese = is("zh").then_some(Language::Chinese);
    chinese.or_else(|| is("en").then_some(Language::English))
}

/// A unit's name, without spaces around it.
pub(super) fn unit() -> TextParser<String> {
    let parse = |name: &str| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    TextParser { parse, examples: &["卫滨区信访局"], are_choices: false }
}

/// A person's name, without spaces around it.
pub(super) fn person() -> TextParser<String> {
    TextParser { examples: &["李四"], ..unit() }
}

/// What somebody says, without spaces around it.
pub(super) fn remark() -> TextParser<String> {
    TextParser { examples: &["请核实"], ..unit() }
}

/// A year that reports have.
pub(super) fn year() -> TextParser<u16> {
    let parse = |year: &str| year.parse::<u16>().ok().filter(|year| YEARS.contains(year));
    TextParser { parse, examples: &["2008–2099"], are_choices: false }
}

/// A cell of the form as `received.total`.
pub(super) fn cell() -> TextParser<CellKey> {
    TextParser { parse: CellKey::parse, examples: &["received.total"], are_choices: false }
}

/// A day as `2025-01-15`.
pub(super) fn day() -> TextParser<Day> {
    TextParser { parse: Date::parse, examples: &["2025-01-15"], are_choices: false }
}

/// The sentences of a preface, commas of either kind between them.
pub(super) fn preface() -> TextParser<PrefaceSelection> {
    let parse = |words: &str| {
        let mut sentences = PrefaceSelection::default();
        for word in words.split([',', '，']).map(str::trim).filter(|word| !word.is_empty()) {
            match word {
                "basis" => sentences.basis = true,
                "period" => sentences.period = true,
                _ => return None,
            }
        }
        Some(sentences)
    };
    TextParser { parse, examples: &["basis", "period", "basis,period"], are_choices: true }
}

/// Names of rule packs, commas of either kind between them.
pub(super) fn packs() -> TextParser<PackNames> {
    let parse = |words: &str| {
        let names: Vec<String> = words.split([',', '，']).map(str::trim).map(str::to_owned).collect();
        names.iter().all(|name| RulePack::is_id(name)).then_some(PackNames(names))
    };
    TextParser { parse, examples: &["wuwei-2025"], are_choices: false }
}

/// Numbers of tracked changes, commas of either kind between them, or all.
pub(super) fn revisions() -> TextParser<RevisionNumbers> {
    let parse = |words: &str| {
        if words == "all" || words == "全部" {
            return Some(RevisionNumbers::All);
        }
        let numbers = words.split([',', '，', '、']).map(|word| word.trim().parse().ok());
        numbers.collect::<Option<Vec<u32>>>().map(RevisionNumbers::These)
    };
    TextParser { parse, examples: &["1", "1,3", "all"], are_choices: false }
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for TextParser<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<T, clap::Error> {
        let text = value.to_str().ok_or_else(|| clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        (self.parse)(text).ok_or_else(|| {
            let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
            let name = argument.map(ToString::to_string).unwrap_or_default();
            error.insert(ContextKind::InvalidArg, ContextValue::String(name));
            error.insert(ContextKind::InvalidValue, ContextValue::String(text.to_owned()));
            let examples = self.examples.iter().map(|example| (*example).to_owned()).collect();
            error.insert(ContextKind::ValidValue, ContextValue::Strings(examples));
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        self.are_choices.then(|| Box::new(self.examples.iter().map(PossibleValue::new)) as Box<dyn Iterator<Item = _>>)
    }
}

impl ValueEnum for UnitKind {
    fn value_variants<'a>() -> &'a [UnitKind] {
        &UnitKind::ALL
    }

    /// The word; the name in either language is understood too.
    fn to_possible_value(&self) -> Option<PossibleValue> {
        let names = Language::ALL.map(|language| language.word(messages::unit_kind(*self)));
        Some(PossibleValue::new(self.word()).aliases(names))
    }
}

impl ValueEnum for TrackSwitch {
    fn value_variants<'a>() -> &'a [TrackSwitch] {
        &[TrackSwitch::On, TrackSwitch::Off]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            TrackSwitch::On => "on",
            TrackSwitch::Off => "off",
        }))
    }
}

impl ValueEnum for NotePlace {
    fn value_variants<'a>() -> &'a [NotePlace] {
        &[NotePlace::Margin, NotePlace::End]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            NotePlace::Margin => "margin",
            NotePlace::End => "end",
        }))
    }
}

impl ValueEnum for ReportStage {
    fn value_variants<'a>() -> &'a [ReportStage] {
        &ReportStage::ALL
    }

    /// The word; the name in either language is understood too.
    fn to_possible_value(&self) -> Option<PossibleValue> {
        let names = Language::ALL.map(|language| messages::stage(language, *self));
        Some(PossibleValue::new(self.word()).aliases(names.into_iter().filter(|name| name != self.word())))
    }
}

impl ValueEnum for ExportFormat {
    fn value_variants<'a>() -> &'a [ExportFormat] {
        &ExportFormat::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let value = PossibleValue::new(self.extension());
        Some(match self {
            ExportFormat::Html => value.alias("htm"),
            ExportFormat::Markdown => value.alias("markdown"),
            _ => value,
        })
    }
}

impl ValueEnum for FontChoice {
    fn value_variants<'a>() -> &'a [FontChoice] {
        &FontChoice::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}

impl ValueEnum for ArchiveProfile {
    fn value_variants<'a>() -> &'a [ArchiveProfile] {
        &[ArchiveProfile::A2a, ArchiveProfile::A1b]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            ArchiveProfile::A2a => "2a",
            ArchiveProfile::A1b => "1b",
        }))
    }
}

impl ValueEnum for Renderer {
    fn value_variants<'a>() -> &'a [Renderer] {
        &Renderer::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}

impl ValueEnum for OutputFormat {
    fn value_variants<'a>() -> &'a [OutputFormat] {
        &[OutputFormat::Text, OutputFormat::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            OutputFormat::Text => "text",
            OutputFormat::Json => "json",
        }))
    }
}

impl ValueEnum for SumFormat {
    fn value_variants<'a>() -> &'a [SumFormat] {
        &[SumFormat::Draft, SumFormat::Xlsx, SumFormat::Rows(RowsFormat::Csv), SumFormat::Rows(RowsFormat::Parquet)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            SumFormat::Draft => "nianbao",
            SumFormat::Xlsx => "xlsx",
            SumFormat::Rows(RowsFormat::Csv) => "csv",
            SumFormat::Rows(RowsFormat::Parquet) => "parquet",
        }))
    }
}

impl ValueEnum for RollupScope {
    fn value_variants<'a>() -> &'a [RollupScope] {
        &[RollupScope::All, RollupScope::Own]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            RollupScope::All => "all",
            RollupScope::Own => "own",
        }))
    }
}

impl ValueEnum for SharedCases {
    fn value_variants<'a>() -> &'a [SharedCases] {
        &[SharedCases::AsReported, SharedCases::Subordinate]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            SharedCases::AsReported => "as-reported",
            SharedCases::Subordinate => "subordinate",
        }))
    }
}

impl ValueEnum for CommandShell {
    fn value_variants<'a>() -> &'a [CommandShell] {
        &[CommandShell::Bash, CommandShell::Zsh, CommandShell::Fish, CommandShell::PowerShell]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            CommandShell::Bash => "bash",
            CommandShell::Zsh => "zsh",
            CommandShell::Fish => "fish",
            CommandShell::PowerShell => "powershell",
        }))
    }
}
