//! `rules`: what is looked for, built in and in the rule packs of this computer; and the packs that a
//! command's options, the settings and a draft choose.

use serde_json::{Value, json};

use super::cli_error::CliError;
use super::command_line::{PackArguments, RulesArguments};
use super::terminal;
use super::value_parsers::OutputFormat;
use crate::check::{CATALOGUE, PackRequirement};
use crate::messages::{self, Language};
use crate::report::Report;
use crate::session::settings_file::{SettingsFile, SettingsProblem};
use crate::session::{InstalledPack, PackChoice, PackFileError, PackLibrary, Settings, rule_packs};
use crate::storage::Disk;

/// The packs of this computer with the names that one run of the program chooses.
pub(super) struct RunPacks {
    library: PackLibrary,
    /// Those that the settings and the options choose.
    names: Vec<String>,
    /// Words of the unit that the settings have.
    words: Vec<String>,
}

impl RunPacks {
    /// Reads them; files that cannot be used, and settings that cannot be read, are told on standard error.
    pub fn read(disk: &dyn Disk, arguments: &PackArguments, language: Language) -> RunPacks {
        let library = library(disk);
        let mut lines: String =
            library.broken.iter().map(|broken| messages::broken_pack(language, broken) + "\n").collect();
        let (settings, problems) = settings(disk);
        lines.extend(problems.iter().map(|problem| problem_line(language, problem)));
        terminal::remark(&lines);
        let chosen = arguments.packs.iter().flat_map(|names| &names.0).cloned();
        let names = settings.rule_packs.into_iter().chain(chosen).collect();
        RunPacks { library, names, words: settings.words }
    }

    /// Those by which `report` is checked.
    pub fn of(&self, report: &Report) -> PackChoice {
        self.library.choose(report, &self.names).knowing(&self.words)
    }
}

/// `rules`: 0, or 2 where a file of a pack cannot be used.
pub(super) fn rules(disk: &dyn Disk, arguments: &RulesArguments, language: Language) -> Result<u8, CliError> {
    let library = library(disk);
    let (settings, problems) = settings(disk);
    for problem in problems {
        terminal::remark(&problem_line(language, &problem));
    }
    match arguments.format {
        OutputFormat::Text => terminal::text(&text(language, &library, &settings)),
        OutputFormat::Json => terminal::json(&value(language, &library, &settings)),
    }?;
    let broken = library.broken.iter().map(|broken| messages::broken_pack(language, broken) + "\n");
    terminal::remark(&broken.collect::<String>());
    Ok(if library.broken.is_empty() { 0 } else { 2 })
}

fn library(disk: &dyn Disk) -> PackLibrary {
    PackLibrary::read(disk, &rule_packs::folders_here(disk))
}

fn settings(disk: &dyn Disk) -> (Settings, Vec<SettingsProblem>) {
    let (policy, policy_problem) = rule_packs::policy_here(disk);
    let (settings, problem) = SettingsFile::peek(disk, rule_packs::settings_here(disk).as_deref(), &policy);
    (settings, policy_problem.into_iter().chain(problem).collect())
}

fn problem_line(language: Language, problem: &SettingsProblem) -> String {
    messages::settings_problem(language, problem) + "\n"
}

/// A line for each built-in rule, then each pack with its requirements.
fn text(language: Language, library: &PackLibrary, settings: &Settings) -> String {
    let mut page: String = CATALOGUE.iter().map(|rule| messages::rule_line(language, rule) + "\n").collect();
    for installed in &library.packs {
        let chosen = settings.rule_packs.contains(&installed.pack.id);
        let mark = if chosen { language.word("pack.chosen") } else { String::new() };
        page += &format!("\n{}{mark}\n", messages::pack_line(language, installed));
        let lines = installed.pack.requirements.iter();
        page.extend(lines.map(|one| format!("  {}\n", messages::requirement_line(language, one))));
    }
    page
}

fn value(language: Language, library: &PackLibrary, settings: &Settings) -> Value {
    let rules: Vec<Value> = CATALOGUE
        .iter()
        .map(|rule| {
            let basis: Vec<String> = rule.basis.iter().map(|of| messages::basis(language, *of)).collect();
            json!({
                "rule": rule.code,
                "severity": rule.severity,
                "meaning": messages::rule(language, rule.code),
                "basis": basis,
            })
        })
        .collect();
    let packs: Vec<Value> = library.packs.iter().map(|one| pack(language, one, settings)).collect();
    let broken: Vec<Value> = library
        .broken
        .iter()
        .map(|broken| {
            let place = match &broken.error {
                PackFileError::Pack(error) => Some((error.line, error.column)),
                PackFileError::Store(_) | PackFileError::SameId { .. } => None,
            };
            json!({
                "file": broken.path.to_string_lossy(),
                "line": place.map(|(line, _)| line),
                "column": place.map(|(_, column)| column),
                "message": messages::broken_pack(language, broken),
            })
        })
        .collect();
    json!({ "rules": rules, "packs": packs, "broken": broken })
}

fn pack(language: Language, installed: &InstalledPack, settings: &Settings) -> Value {
    let pack = &installed.pack;
    let requirement = |one: &PackRequirement| {
        json!({
            "name": one.name,
            "severity": one.severity,
            "kinds": one.kinds,
            "clause": one.clause,
            "asks": messages::requirement_asks(language, one),
        })
    };
    json!({
        "pack": pack.id,
        "title": pack.title,
        "source": pack.source,
        "from": Some(pack.years.0).filter(|year| *year != u16::MIN),
        "until": Some(pack.years.1).filter(|year| *year != u16::MAX),
        "file": installed.path.to_string_lossy(),
        "replaces": installed.replaces.as_ref().map(|path| path.to_string_lossy()),
        "chosen": settings.rule_packs.contains(&pack.id),
        "requirements": pack.requirements.iter().map(requirement).collect::<Vec<_>>(),
    })
}
