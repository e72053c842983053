//! `comments`: the comments of a draft; one added, answered, settled or taken away.

use serde_json::{Value, json};

use super::check_command::day_or_today;
use super::cli_error::CliError;
use super::destination::change_draft;
use super::review_arguments::CommentsArguments;
use super::terminal;
use super::value_parsers::OutputFormat;
use crate::form::Form;
use crate::messages::{self, Language};
use crate::report::{
    Change, CharRange, Comment, CommentChange, CommentId, CommentRemark, CommentTime, Place, Report, ReportText,
};
use crate::richtext::SearchQuery;
use crate::session::{FormSource, draft_files};
use crate::storage::Disk;

/// `comments`: lists the comments, or does one thing with them and lists them then.
pub(super) fn comments(disk: &dyn Disk, arguments: &CommentsArguments, language: Language) -> Result<u8, CliError> {
    let path = &arguments.draft;
    let built_in = FormSource::built_in();
    let report = if arguments.changes_nothing() {
        draft_files::open(disk, path)?
    } else {
        change_draft(disk, path, language, |report| {
            if report.stage().is_final() {
                return Err(CliError::IsFinal(path.clone()));
            }
            let form = built_in.of(report.form)?;
            let change = change(form, report, arguments)?;
            // Every comment has a place that the form has.
            let _ = Change::Comment(change).apply(report, form);
            Ok(())
        })?
    };
    let form = built_in.of(report.form)?;
    match arguments.format {
        OutputFormat::Text => terminal::text(&page(language, form, &report)),
        OutputFormat::Json => terminal::json(&report.comments.iter().map(|one| value(form, one)).collect::<Value>()),
    }?;
    Ok(0)
}

/// What the arguments want.
fn change(form: &Form, report: &Report, arguments: &CommentsArguments) -> Result<CommentChange, CliError> {
    let known = |id: u32| {
        let there = report.comments.iter().any(|comment| comment.id == CommentId(id));
        there.then_some(CommentId(id)).ok_or(CliError::NoSuchComment(id))
    };
    if let Some(id) = arguments.settle {
        return Ok(CommentChange::Settle(known(id)?, true));
    }
    if let Some(id) = arguments.remove {
        return Ok(CommentChange::Remove(known(id)?));
    }
    let at = Some(CommentTime::on(day_or_today(arguments.today)?));
    let text = arguments.text.as_deref().unwrap_or_default();
    let remark = CommentRemark::new(arguments.by.as_deref().unwrap_or_default(), at, text);
    match arguments.reply {
        Some(id) => Ok(CommentChange::Reply(known(id)?, remark)),
        None => Ok(CommentChange::Add(place(form, report, arguments)?, remark)),
    }
}

/// What a new comment is about: words that stand in the report, a cell, or the report as a whole.
fn place(form: &Form, report: &Report, arguments: &CommentsArguments) -> Result<Place, CliError> {
    if let Some(key) = arguments.on {
        return form.field(key).map(|field| Place::Cell(field.key)).ok_or(CliError::NoSuchCell(key));
    }
    let Some(words) = &arguments.words else { return Ok(Place::Title) };
    let query = SearchQuery::new(words.clone());
    let found = ReportText::ALL.into_iter().find_map(|part| Some((part, *report.part(part)?.find(&query).first()?)));
    let (part, span) = found.ok_or_else(|| CliError::NoSuchWords(words.clone()))?;
    let (start, end) = (span.start(), span.end());
    Ok(part.place(CharRange { paragraph: start.paragraph, start: start.character, end: end.character }))
}

/// A line for each comment and each answer.
fn page(language: Language, form: &Form, report: &Report) -> String {
    if report.comments.is_empty() {
        return language.word("comments.none") + "\n";
    }
    report.comments.iter().map(|comment| messages::comment_lines(language, form, comment)).collect()
}

fn value(form: &Form, comment: &Comment) -> Value {
    let remark = |remark: &CommentRemark| json!({ "by": remark.by, "at": remark.at, "text": remark.text });
    json!({
        "id": comment.id,
        "place": comment.place,
        "unknown_place": comment.unknown_place,
        "where": messages::place(Language::Chinese, form, comment.place),
        "about": comment.about,
        "done": comment.done,
        "remark": remark(&comment.remark),
        "replies": comment.replies.iter().map(remark).collect::<Value>(),
    })
}
