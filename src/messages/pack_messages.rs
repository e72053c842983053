//! Rule packs as sentences: what they ask for, and why one cannot be used.

use super::{Language, section, severity, store_error, unit_kind};
use crate::check::{
    PackError, PackProblem, PackRequirement, PageNumberStyle, RequiredWords, RequirementTest, RulePack, TextScope,
};
use crate::form::{Edition, Form};
use crate::session::{BrokenPack, InstalledPack, PackFileError};

/// A pack with its file in one line.
pub fn pack_line(language: Language, installed: &InstalledPack) -> String {
    let InstalledPack { path, pack, replaces } = installed;
    let line = language.say(
        "pack.line",
        &[
            ("title", &pack.title),
            ("id", &pack.id),
            ("source", &pack.source),
            ("years", &pack_years(language, pack)),
            ("path", &path.display()),
        ],
    );
    match replaces {
        None => line,
        Some(other) => line + &language.say("pack.replaces", &[("path", &other.display())]),
    }
}

/// The years that a pack is for: 2025, from 2020 on, all.
pub fn pack_years(language: Language, pack: &RulePack) -> String {
    match pack.years {
        (u16::MIN, u16::MAX) => language.word("pack.years_all"),
        (from, u16::MAX) => language.say("pack.years_from", &[("from", &from)]),
        (u16::MIN, until) => language.say("pack.years_until", &[("until", &until)]),
        (from, until) if from == until => language.say("pack.year", &[("year", &from)]),
        (from, until) => language.say("pack.years", &[("from", &from), ("until", &until)]),
    }
}

/// A requirement in one line: severity, name, what is asked of whom, the clause.
pub fn requirement_line(language: Language, requirement: &PackRequirement) -> String {
    let kinds: Vec<String> = requirement.kinds.iter().map(|kind| language.word(unit_kind(*kind))).collect();
    let comma = language.word("label.comma");
    let mut line = language.say(
        "pack.requirement",
        &[
            ("severity", &severity(language, requirement.severity)),
            ("name", &requirement.name),
            ("asks", &requirement_asks(language, requirement)),
        ],
    );
    if !kinds.is_empty() {
        line += &language.say("pack.kinds", &[("kinds", &kinds.join(&comma))]);
    }
    if !requirement.clause.is_empty() {
        line += &language.say("pack.clause", &[("clause", &requirement.clause)]);
    }
    line
}

/// What a requirement asks for.
pub fn requirement_asks(language: Language, requirement: &PackRequirement) -> String {
    let comma = language.word("label.comma");
    let either = |words: &[String]| words.join(&language.word("pack.or"));
    match &requirement.test {
        RequirementTest::Length(of, limit) => {
            language.say("pack.length", &[("scope", &scope(language, *of)), ("limit", &limit.0)])
        }
        RequirementTest::Words(RequiredWords { scope: of, phrases, with, count, measures }) => {
            let (words, of) = (either(phrases), scope(language, *of));
            let mut asks = language.say("pack.words", &[("scope", &of), ("words", &words)]);
            if !with.is_empty() {
                asks += &language.say("pack.with", &[("words", &either(with))]);
            }
            match (count, measures.is_empty()) {
                (false, _) => {}
                (true, true) => asks += &language.word("pack.count"),
                (true, false) => asks += &language.say("pack.measured", &[("measures", &either(measures))]),
            }
            asks
        }
        RequirementTest::Deadline(month, day) => language.say("pack.deadline", &[("month", month), ("day", day)]),
        RequirementTest::Title(titles) => language.say("pack.title", &[("titles", &either(titles))]),
        RequirementTest::Order(id, parts) => {
            let firsts: Vec<&str> = parts.iter().filter_map(|part| part.first()).map(String::as_str).collect();
            let of = scope(language, TextScope::Section(*id));
            language.say("pack.order", &[("scope", &of), ("parts", &firsts.join(&comma))])
        }
        RequirementTest::Attachment(words) => language.say("pack.attachment", &[("words", &either(words))]),
        RequirementTest::PageNumbers(style) => language.word(match style {
            PageNumberStyle::Dashes => "pack.page_dashes",
            PageNumberStyle::Plain => "pack.page_plain",
            PageNumberStyle::OfTotal => "pack.page_of_total",
            PageNumberStyle::None => "pack.page_none",
        }),
    }
}

/// Why a file is no pack that can be used, and what to do.
pub fn broken_pack(language: Language, broken: &BrokenPack) -> String {
    let path = broken.path.display();
    match &broken.error {
        PackFileError::Store(error) => language.say("error.pack_store", &[("why", &store_error(language, error))]),
        PackFileError::SameId { id, other } => {
            language.say("error.pack_same_id", &[("path", &path), ("id", id), ("other", &other.display())])
        }
        PackFileError::Pack(PackError { line, column, problem }) => {
            let problem = pack_problem(language, problem);
            language.say("error.pack", &[("path", &path), ("line", line), ("column", column), ("problem", &problem)])
        }
    }
}

fn pack_problem(language: Language, problem: &PackProblem) -> String {
    match problem {
        PackProblem::Syntax(words) => language.say("pack.problem_syntax", &[("words", words)]),
        PackProblem::NotUtf8 => language.word("pack.problem_not_utf8"),
        PackProblem::Id => language.say("pack.problem_id", &[("most", &PackProblem::LONGEST_ID)]),
        PackProblem::Empty => language.word("pack.problem_empty"),
        PackProblem::Years => language.word("pack.problem_years"),
        PackProblem::SameName(name) => language.say("pack.problem_same_name", &[("name", name)]),
        PackProblem::NotOneTest(name) => language.say("pack.problem_not_one_test", &[("name", name)]),
        PackProblem::Misplaced(field) => language.say("pack.problem_misplaced", &[("field", field)]),
        PackProblem::NoWords => language.word("pack.problem_no_words"),
        PackProblem::Day => language.word("pack.problem_day"),
        PackProblem::Title => language.word("pack.problem_title"),
        PackProblem::Order => language.word("pack.problem_order"),
    }
}

/// Where a text is looked at. Both editions of the form have the sections under the same titles.
fn scope(language: Language, scope: TextScope) -> String {
    match scope {
        TextScope::Section(id) => Form::of(Edition::Cn2021).map(|form| section(form, id)).unwrap_or_default(),
        TextScope::Preface => language.word("pack.preface"),
        TextScope::Anywhere => language.word("pack.anywhere"),
    }
}
