//! R13 and R14: the aspects that section one must treat.

use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::form::{SectionId, UnitKind};
use crate::report::Place;

/// What 监督保障 of a government's report must contain (条例第五十条（四）), each with words that show it.
const OF_GOVERNMENTS: &[(&str, &[&str])] = &[
    ("工作考核", &["考核", "考评", "绩效"]),
    ("社会评议", &["评议", "满意度", "评查", "民主测评", "第三方评估"]),
    ("责任追究", &["责任追究", "追责", "问责", "追究责任", "追究"]),
];

/// R13: each aspect that the form names, by its title or its words.
pub(in crate::check) fn all_treated(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for section in &input.form.sections {
        let passages: Vec<&Passage> = input.section(section.id).collect();
        if passages.iter().all(|passage| passage.characters().is_empty()) {
            continue;
        }
        let treated = |words: &[String]| words.iter().any(|word| passages.iter().any(|one| !one.find(word).is_empty()));
        let missing = section.aspects.iter().filter(|aspect| !treated(&aspect.words));
        let missing: Vec<&str> = missing.map(|aspect| aspect.title.as_str()).collect();
        if !missing.is_empty() {
            found.push(
                rule.finding("missing", Some(section.id), vec![Place::Heading(section.id)])
                    .with("section", MessageArgument::Section(section.id))
                    .quoting("aspects", missing.join("、")),
            );
        }
    }
}

/// R14: what the report of a government must add.
pub(in crate::check) fn of_governments(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    if input.report.unit.kind == UnitKind::Department {
        return;
    }
    let id = SectionId::Overview;
    let passages: Vec<&Passage> = input.section(id).collect();
    if passages.iter().all(|passage| passage.characters().is_empty()) {
        return;
    }
    let treated = |words: &&[&str]| passages.iter().any(|passage| passage.has_any(words));
    let missing: Vec<&str> =
        OF_GOVERNMENTS.iter().filter(|(_, words)| !treated(words)).map(|(aspect, _)| *aspect).collect();
    if !missing.is_empty() {
        let finding = rule.finding("missing", Some(id), vec![Place::Heading(id)]);
        found.push(finding.with("section", MessageArgument::Section(id)).quoting("aspects", missing.join("、")));
    }
}
