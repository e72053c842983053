//! R51: comments of those who review the report that nobody has settled yet, and tracked changes that nobody has accepted
//! or rejected.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, FixStep, MessageArgument};
use crate::check::rule::Rule;
use crate::form::SectionId;
use crate::report::{Comment, Place, ReportText};

pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, findings: &mut Vec<Finding>) {
    for comment in input.report.open_comments() {
        let remark = &comment.remark;
        let finding = rule
            .finding("open", section_of(input, comment), vec![comment.place])
            .quoting("by", &remark.by)
            .quoting("text", last_words(comment))
            .fixed_by(vec![FixStep::SettleComment(comment.id)]);
        findings.push(finding);
    }
    // One for all: they are listed and settled elsewhere.
    let count = u64::try_from(input.report.revisions.marks().len()).unwrap_or(u64::MAX);
    if let Some(first) = input.report.revision_entries().first() {
        findings.push(rule.finding("revisions", None, vec![first.place]).with("count", MessageArgument::Whole(count)));
    }
}

/// The section in which a comment is listed.
fn section_of(input: &CheckInput<'_>, comment: &Comment) -> Option<SectionId> {
    let tables = || input.form.sections.iter().filter_map(|one| Some((one.id, input.form.table_of(one.id)?)));
    match (comment.place, comment.place.spot()) {
        (_, Some((ReportText::Section(id), _))) | (Place::Heading(id), _) => Some(id),
        (Place::Table(name), _) => tables().find(|(_, table)| table.name == name).map(|(id, _)| id),
        (Place::Cell(key) | Place::Note(key), _) => input.form.section_of(key),
        _ => None,
    }
}

/// What was said last, in one line.
fn last_words(comment: &Comment) -> String {
    let last = comment.replies.last().unwrap_or(&comment.remark);
    last.text.split_whitespace().collect::<Vec<_>>().join(" ")
}
