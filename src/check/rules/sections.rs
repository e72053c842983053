//! R07, R08 and R12: what the notice asks of the sections of prose, and how long they may be.

use rust_decimal::Decimal;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::passage::{Passage, PassageOrigin};
use crate::check::rule::Rule;
use crate::form::{Edition, SectionId};
use crate::report::Place;

/// Words of which one shows that section six speaks of the fee, whether taken or not.
const FEE: &[&str] = &["处理费", "收费", "收取费用", "费用", "收取任何费", "收取信息公开"];

/// All that a section says that says nothing.
const NOTHING: &[&str] = &["无", "暂无", "没有", "无问题", "无存在问题", "暂无问题", "无内容", "暂无内容", "略"];

/// So many characters the longest of them has.
const LONGEST: usize = 5;

/// Marks that say nothing either.
const MARKS: [char; 5] = ['。', '，', '.', '、', '；'];

/// R07: sections of prose are not empty, and section five says more than 无.
pub(in crate::check) fn are_written(rule: &Rule, subject: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for section in subject.form.sections.iter().filter(|section| section.table.is_none()) {
        let words = passages(subject, section.id).flat_map(Passage::characters).filter(|one| !MARKS.contains(one));
        if words.take(LONGEST + 1).count() > LONGEST {
            continue;
        }
        let written: String = passages(subject, section.id).flat_map(Passage::characters).collect();
        let bare = written.trim_matches(MARKS);
        let variant = match bare {
            "" => "empty",
            _ if section.id == SectionId::Problems && NOTHING.contains(&bare) => "none",
            _ => continue,
        };
        let finding = rule.finding(variant, Some(section.id), vec![Place::Heading(section.id)]);
        found.push(
            finding
                .with("section", MessageArgument::Section(section.id))
                .with("words", MessageArgument::Words(written)),
        );
    }
}

/// R08: section six speaks of the fee. The notice of 2019 did not ask for it yet, and an empty
/// section is R07's.
pub(in crate::check) fn mention_fees(rule: &Rule, subject: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let id = SectionId::Others;
    let empty = passages(subject, id).all(|passage| passage.characters().is_empty());
    if subject.form.edition == Edition::Cn2019 || empty || passages(subject, id).any(|one| one.has_any(FEE)) {
        return;
    }
    let finding = rule.finding("missing", Some(id), vec![Place::Heading(id)]);
    found.push(finding.with("section", MessageArgument::Section(id)));
}

/// R12: a section keeps its limit, white space not counted.
pub(in crate::check) fn keep_limits(rule: &Rule, subject: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for section in &subject.form.sections {
        let Some(limit) = section.limit else { continue };
        let count: usize = passages(subject, section.id).map(|passage| passage.characters().len()).sum();
        if count > limit.0 {
            let whole = |number: usize| MessageArgument::Whole(u64::try_from(number).unwrap_or(u64::MAX));
            found.push(
                rule.finding("long", Some(section.id), vec![Place::Heading(section.id)])
                    .comparing(Decimal::from(count), Decimal::from(limit.0))
                    .with("section", MessageArgument::Section(section.id))
                    .with("count", whole(count))
                    .with("limit", whole(limit.0))
                    .with("over", whole(count - limit.0)),
            );
        }
    }
}

fn passages<'a>(subject: &'a CheckInput<'_>, id: SectionId) -> impl Iterator<Item = &'a Passage> {
    subject.passages.iter().filter(move |passage| passage.home == PassageOrigin::Section(id))
}
