//! `stage`: the stages that a draft came to, and the next one.

use super::check_command::day_or_today;
use super::cli_error::CliError;
use super::command_line::StageArguments;
use super::destination::change_draft;
use super::rules_command::RunPacks;
use super::terminal;
use crate::check::Severity;
use crate::messages::{self, Language};
use crate::report::{Report, ReportStage, StageEntry};
use crate::session::{FormSource, draft_files, run_checks};
use crate::storage::Disk;

/// `stage`: lists the stages, or takes the draft to one.
pub(super) fn stage(disk: &dyn Disk, arguments: &StageArguments, language: Language) -> Result<u8, CliError> {
    let path = &arguments.draft;
    let Some(stage) = arguments.enter else {
        return terminal::text(&page(language, &draft_files::open(disk, path)?)).map(|()| 0);
    };
    let today = day_or_today(arguments.today)?;
    let by = arguments.by.clone().unwrap_or_default();
    let note = arguments.note.clone().unwrap_or_default();
    let report = change_draft(disk, path, language, |report| {
        if !report.stage().leads_to(stage) {
            return Err(CliError::NoSuchStage { path: path.clone(), from: report.stage(), to: stage });
        }
        let errors = errors(disk, report, arguments.settled, language)?;
        if stage == ReportStage::Final && errors > 0 {
            return Err(CliError::FinalRefused { path: path.clone(), errors, settled: arguments.settled });
        }
        let entry = StageEntry::new(report, stage, &by, today, &note);
        report.stages.push(entry);
        Ok(())
    })?;
    let (comments, revisions) = (report.open_comments().count(), report.revisions.marks().len());
    if stage == ReportStage::Final && comments + revisions > 0 {
        let counts: [(&str, &dyn std::fmt::Display); 2] = [("comments", &comments), ("revisions", &revisions)];
        terminal::remark(&(language.say("stage.unsettled", &counts) + "\n"));
    }
    terminal::text(&page(language, &report)).map(|()| 0)
}

/// How many errors the check finds; with `settled`, comments and tracked changes that are open are some.
fn errors(disk: &dyn Disk, report: &Report, settled: bool, language: Language) -> Result<usize, CliError> {
    let form = FormSource::built_in();
    let packs = RunPacks::read(disk, &super::command_line::PackArguments { packs: None }, language).of(report);
    let form = form.of(report.form)?;
    let found = match settled {
        true => run_checks::review(form, report, None, None, &packs).wanting(true),
        false => run_checks::errors(form, report, &packs),
    };
    Ok(found.count(Severity::Error))
}

/// The stages, the last one last.
fn page(language: Language, report: &Report) -> String {
    let mut page = language.say("stages.here", &[("stage", &messages::stage(language, report.stage()))]) + "\n";
    page.extend(report.stages.iter().map(|entry| format!("  {}\n", messages::stage_line(language, entry))));
    if report.differs_from_final() {
        page += &(language.word("stages.differs") + "\n");
    }
    page
}
