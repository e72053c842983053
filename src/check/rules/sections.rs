//! R07, R08 and R12: what the notice asks of the sections of prose, and their length limits.

use rust_decimal::Decimal;

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::form::{Edition, SectionId};
use crate::report::Place;

/// Words that show that section six mentions the fee, whether taken or not.
const FEE: &[&str] = &["处理费", "收费", "收取费用", "费用", "收取任何费", "收取信息公开"];

/// Words one of which a text without content has.
const NOTHING: &[&str] =
    &["无", "没有", "不存在", "未发现", "略", "同上", "同上年", "/", "—", "-", "空", "详见", "见附件", "待"];

/// The characters of which a text without content consists: 本年度没有发现明显问题.
const EMPTY_WORDS: &str =
    "无暂没有未不存在发现明显突出的主要问题及改进和与情况措施内容略本年度全今我局同上年目前尚详见附件待补充/-—空（）“”";

/// The length in characters of the longest text that is looked at.
const LONGEST: usize = 20;

/// Marks that are not counted as content.
const MARKS: [char; 5] = ['。', '，', '.', '、', '；'];

/// R07: sections of prose are not empty, and section five says more than 无.
pub(in crate::check) fn are_written(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for section in input.form.sections.iter().filter(|section| section.table.is_none()) {
        let words = input.section(section.id).flat_map(Passage::characters).filter(|one| !MARKS.contains(one));
        if words.take(LONGEST + 1).count() > LONGEST {
            continue;
        }
        let written: String = input.section(section.id).flat_map(Passage::characters).collect();
        let bare = written.trim_matches(MARKS);
        let variant = match bare {
            "" => "empty",
            _ if section.id == SectionId::Problems && is_nothing(bare) => "none",
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

/// Whether a text says no more than that there is nothing.
fn is_nothing(text: &str) -> bool {
    NOTHING.iter().any(|words| text.contains(words))
        && text.chars().all(|one| EMPTY_WORDS.contains(one) || MARKS.contains(&one))
}

/// R08: section six mentions the fee. The notice of 2019 does not require it, and an empty section is
/// a finding of R07.
pub(in crate::check) fn mention_fees(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    let id = SectionId::Others;
    let empty = input.section(id).all(|passage| passage.characters().is_empty());
    if input.form.edition == Edition::Cn2019 || empty || input.section(id).any(|one| one.has_any(FEE)) {
        return;
    }
    let finding = rule.finding("missing", Some(id), vec![Place::Heading(id)]);
    found.push(finding.with("section", MessageArgument::Section(id)));
}

/// R12: a section keeps its limit, white space not counted.
pub(in crate::check) fn keep_limits(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for section in &input.form.sections {
        let Some(limit) = section.limit else { continue };
        let count: usize = input.section(section.id).map(|passage| passage.characters().len()).sum();
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
