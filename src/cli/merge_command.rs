//! `merge`: a reviewed copy of a draft brought back into it as tracked changes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::check_command::day_or_today;
use super::cli_error::CliError;
use super::destination::{Destination, change_draft};

use super::review_arguments::MergeArguments;
use super::value_parsers::OutputFormat;
use super::{import_remarks, terminal};
use crate::form::Form;
use crate::messages::{self, Language};
use crate::report::{CommentTime, MergeConflict, Report, ReviewMerge, Reviser};
use crate::session::former_versions::former_states;
use crate::session::{self, FormSource, ReviewedCopy, draft_files, import, reviewed_copy};
use crate::storage::{self, Disk};

/// `merge`: exit status 1 where both sides changed the same place.
pub(super) fn merge(disk: &dyn Disk, arguments: &MergeArguments, language: Language) -> Result<u8, CliError> {
    let [draft, copy_path] = arguments.files.as_slice() else { return Ok(2) };
    let sources = [draft.as_path(), copy_path.as_path()];
    if let Some(target) = &arguments.output {
        target.may_write(disk, &sources, arguments.force)?;
    }
    let unread = |error| match error {
        import::ImportOpenError::Store(error) => CliError::Store(error),
        import::ImportOpenError::Read(error) => CliError::Read { name: copy_path.display().to_string(), error },
    };
    let ours = draft_files::open(disk, draft)?;
    // What is final is not changed, in another file either: that would say it is final as well.
    if ours.stage().is_final() {
        return Err(CliError::FinalRevisions(draft.clone()));
    }
    let states = session::versions_folder().map(|folder| former_states(disk, &folder, draft)).unwrap_or_default();
    let mut copy = reviewed_copy(disk, copy_path, &ours, &states).map_err(unread)?;
    if let Some(base) = &arguments.base {
        copy.base = Some(import::open_any(disk, base).map_err(unread)?);
    }
    let by = arguments.by.clone().unwrap_or_default();
    let reviser = Reviser { by, at: Some(CommentTime::on(day_or_today(arguments.today)?)) };
    let built_in = FormSource::built_in();
    let (report, merge) = match &arguments.output {
        Some(target) => {
            let mut report = draft_files::open(disk, draft)?;
            let merge = merged(built_in.of(report.form)?, &mut report, &copy, &reviser);
            let bytes = storage::write(&report).map_err(|error| CliError::Output(error.into()))?;
            target.write(disk, &bytes, &sources, (arguments.force, language))?;
            (report, merge)
        }
        None => {
            let mut made = None;
            let report = change_draft(disk, draft, language, |report| {
                made = Some(merged(built_in.of(report.form)?, report, &copy, &reviser));
                Ok(())
            })?;
            let Some(merge) = made else { return Ok(2) };
            (report, merge)
        }
    };
    let form = built_in.of(report.form)?;
    let said = match arguments.format {
        OutputFormat::Text => {
            // What reviewers wrote and no number or text took would be lost unsaid.
            page(language, form, &merge, copy.base.is_some()) + &import_remarks::list_of(language, form, &copy.remarks)
        }
        OutputFormat::Json => {
            terminal::remark(&import_remarks::list_of(language, form, &copy.remarks));
            return json_of(form, &merge);
        }
    };
    match &arguments.output {
        Some(Destination::StandardOutput) => terminal::remark(&said),
        _ => terminal::text(&said)?,
    }
    Ok(u8::from(!merge.conflicts.is_empty()))
}

fn merged(form: &Form, report: &mut Report, copy: &ReviewedCopy, reviser: &Reviser) -> ReviewMerge {
    let merge = copy.merge(form, report, reviser, &BTreeSet::new());
    // It was made for this report.
    let _ = merge.change.clone().apply(report, form);
    merge
}

fn page(language: Language, form: &Form, merge: &ReviewMerge, has_base: bool) -> String {
    let mut page = language.say("merge.done", &[("count", &merge.taken)]) + "\n";
    if merge.is_known {
        page += &(language.word("merge.known") + "\n");
    } else if !has_base {
        page += &(language.word("merge.no_base") + "\n");
    }
    if merge.looks_left > 0 {
        page += &(language.say("merge.looks", &[("count", &merge.looks_left)]) + "\n");
    }
    if merge.comments > 0 {
        page += &(language.say("merge.comments", &[("count", &merge.comments)]) + "\n");
    }
    if !merge.conflicts.is_empty() {
        page += &(language.say("merge.conflicts", &[("count", &merge.conflicts.len())]) + "\n");
    }
    for conflict in &merge.conflicts {
        page += &messages::conflict_lines(language, form, conflict);
    }
    if !merge.left.is_empty() {
        page += &(language.say("merge.left", &[("count", &merge.left.len())]) + "\n");
    }
    merge.left.iter().fold(page, |page, left| page + &messages::conflict_lines(language, form, left))
}

fn json_of(form: &Form, merge: &ReviewMerge) -> Result<u8, CliError> {
    let one = |one: &MergeConflict| {
        json!({
            "place": one.place,
            "where": messages::place(Language::Chinese, form, one.place),
            "base": one.base,
            "ours": one.ours,
            "theirs": one.theirs,
        })
    };
    terminal::json(&json!({
        "taken": merge.taken,
        "known": merge.is_known,
        "comments": merge.comments,
        "looks_left": merge.looks_left,
        "conflicts": merge.conflicts.iter().map(one).collect::<Value>(),
        "left": merge.left.iter().map(one).collect::<Value>(),
    }))?;
    Ok(u8::from(!merge.conflicts.is_empty()))
}
