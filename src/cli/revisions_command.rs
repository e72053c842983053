//! `revisions`: the tracked changes of a draft; accepted, rejected, and whether changes are tracked from now on.

use serde_json::{Value, json};

use super::cli_error::CliError;
use super::destination::change_draft;
use super::review_arguments::RevisionsArguments;
use super::terminal;
use super::value_parsers::{OutputFormat, RevisionNumbers, TrackSwitch};
use crate::form::Form;
use crate::messages::{self, Language};
use crate::report::{Change, Report, RevisionChange, RevisionEntry, RevisionId};
use crate::session::{FormSource, draft_files};
use crate::storage::Disk;

/// `revisions`: lists the tracked changes, or settles some and lists those that are left.
pub(super) fn revisions(disk: &dyn Disk, arguments: &RevisionsArguments, language: Language) -> Result<u8, CliError> {
    let path = &arguments.draft;
    let built_in = FormSource::built_in();
    let report = if arguments.changes_nothing() {
        draft_files::open(disk, path)?
    } else {
        change_draft(disk, path, language, |report| {
            if report.stage().is_final() {
                return Err(CliError::FinalRevisions(path.clone()));
            }
            let form = built_in.of(report.form)?;
            settle(report, form, arguments)?;
            if let Some(track) = arguments.track {
                report.revisions.tracking = track == TrackSwitch::On && report.revisions.can_track();
            }
            Ok(())
        })?
    };
    let form = built_in.of(report.form)?;
    // What is left after some were settled is listed whole.
    let by = arguments.by.as_deref().filter(|_| arguments.changes_nothing());
    let entries: Vec<RevisionEntry> =
        report.revision_entries().into_iter().filter(|entry| by.is_none_or(|by| entry.by == by)).collect();
    match arguments.format {
        OutputFormat::Text => terminal::text(&page(language, form, &report, &entries)),
        OutputFormat::Json => terminal::json(&value(form, &report, &entries)),
    }?;
    Ok(0)
}

/// Accepts, then rejects, what the arguments say. One that is not there is told before anything is changed.
fn settle(report: &mut Report, form: &Form, arguments: &RevisionsArguments) -> Result<(), CliError> {
    let known = |numbers: &Option<RevisionNumbers>| match numbers {
        None => Ok(Vec::new()),
        Some(RevisionNumbers::All) => {
            let marks = report.revisions.marks().iter();
            let own = marks.filter(|mark| arguments.by.as_ref().is_none_or(|by| mark.by == *by));
            let own: Vec<RevisionId> = own.map(|mark| mark.id).collect();
            match &arguments.by {
                Some(by) if own.is_empty() && !report.revisions.marks().is_empty() => {
                    Err(CliError::NoRevisionsBy(by.clone()))
                }
                _ => Ok(own),
            }
        }
        Some(RevisionNumbers::These(numbers)) => {
            let unknown = numbers.iter().find(|number| report.revisions.mark(RevisionId(**number)).is_none());
            match unknown {
                Some(number) => Err(CliError::NoSuchRevision(*number)),
                None => Ok(numbers.iter().copied().map(RevisionId).collect()),
            }
        }
    };
    let (accepted, rejected) = (known(&arguments.accept)?, known(&arguments.reject)?);
    for change in [RevisionChange::Accept(accepted), RevisionChange::Reject(rejected)] {
        // What was there before it was changed can stand there again.
        let _ = Change::Revise(change).apply(report, form);
    }
    Ok(())
}

/// Whether changes are tracked, and each that is open.
fn page(language: Language, form: &Form, report: &Report, entries: &[RevisionEntry]) -> String {
    let tracking = if report.revisions.tracking { "revisions.on" } else { "revisions.off" };
    let head = language.word(tracking) + "\n";
    if entries.is_empty() {
        return head + &language.word("revisions.none") + "\n";
    }
    entries.iter().fold(head, |page, entry| page + &messages::revision_lines(language, form, entry))
}

fn value(form: &Form, report: &Report, entries: &[RevisionEntry]) -> Value {
    let one = |entry: &RevisionEntry| {
        json!({
            "id": entry.id,
            "by": entry.by,
            "at": entry.at,
            "place": entry.place,
            "where": messages::place(Language::Chinese, form, entry.place),
            "removed": entry.removed,
            "added": entry.added,
        })
    };
    json!({ "tracking": report.revisions.tracking, "revisions": entries.iter().map(one).collect::<Value>() })
}
