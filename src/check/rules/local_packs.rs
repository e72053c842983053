//! R49: what the chosen rule packs ask for. A pack that is not at hand, or that is for other years, is
//! told: nobody must take a report for checked that was not.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::annotated_passage::AnnotatedPassage;
use crate::check::check_input::CheckInput;
use crate::check::claims::{Numeral, NumeralUnit};
use crate::check::deadline;
use crate::check::finding::{Finding, FixStep, MessageArgument, Severity};
use crate::check::packs::{PackRequirement, PageNumberStyle, RequiredWords, RequirementTest, RulePack, TextScope};
use crate::check::passage::{Passage, PassageOrigin, fold};
use crate::check::rule::Rule;
use crate::form::{LengthLimit, SectionId};
use crate::report::{Date, Place};

/// Words that begin a clause which tells the number of what the clause before it named.
const GOES_ON: &[&str] = &[
    "全年", "年内", "本年", "今年", "当年", "共", "累计", "合计", "总计", "其中", "发布", "公开", "公布", "制发",
    "开展", "办理", "现有", "目前", "截至", "数量", "总数", "已", "分别", "20",
];
/// Words by which a clause says that there was none.
const NONE: &[&str] = &["未", "没有", "无", "不涉及", "为零", "为0"];
/// Words that begin like these and say something else.
const NOT_NONE: &[&str] = &["未来", "无障碍", "无偿", "无纸化", "无缝", "无论", "未成年"];
/// Words before an attachment's name.
const ATTACHMENT: &[&str] = &["附件", "附：", "附表", "附后", "附录", "见附"];
/// How many clauses after the first may go on.
const CLAUSES: usize = 4;
/// How far from its beginning a paragraph shows what it is about.
const BEGINNING: usize = 14;
/// How many days before the deadline the reminder begins.
const SOON: i64 = 7;

/// Everything that the packs ask for and the report lacks.
pub(in crate::check) fn run(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for name in input.packs.unknown {
        let finding = rule.finding("unknown", None, vec![Place::Unit]).quoting("pack", name.clone());
        found.push(finding.of_requirement(name, "").at_most(Severity::Warning));
    }
    for pack in input.packs.packs {
        if !pack.is_for_year(input.report.year) {
            let finding = rule.finding("years", None, vec![Place::Year]).quoting("pack", pack.title.clone());
            let finding = finding.with("year", MessageArgument::Whole(u64::from(input.report.year)));
            found.push(finding.of_requirement(&pack.id, "").at_most(Severity::Info));
            continue;
        }
        for requirement in pack.requirements.iter().filter(|one| one.is_for(input.report)) {
            let Some(finding) = broken(rule, input, requirement) else { continue };
            let finding = finding.of_requirement(&pack.id, &requirement.name).at_most(requirement.severity);
            found.push(finding.quoting("name", requirement.name.clone()).quoting("source", source(pack, requirement)));
        }
    }
}

/// The notice with the clause.
fn source(pack: &RulePack, requirement: &PackRequirement) -> String {
    match requirement.clause.trim() {
        "" => pack.source.clone(),
        clause => format!("{}，{clause}", pack.source),
    }
}

fn broken(rule: &Rule, input: &CheckInput<'_>, requirement: &PackRequirement) -> Option<Finding> {
    match &requirement.test {
        RequirementTest::Length(scope, limit) => length(rule, input, *scope, *limit, requirement.severity),
        RequirementTest::Words(wanted) => words(rule, input, wanted),
        RequirementTest::Deadline(month, day) => late(rule, input, (*month, *day)),
        RequirementTest::Title(forms) => title(rule, input, forms),
        RequirementTest::Order(section, parts) => order(rule, input, *section, parts),
        RequirementTest::Attachment(names) => attachment(rule, input, names),
        RequirementTest::PageNumbers(style) => page_numbers(rule, *style),
    }
}

/// The passages of the scope.
fn within<'a>(input: &'a CheckInput<'_>, scope: TextScope) -> impl Iterator<Item = &'a AnnotatedPassage> {
    input.annotated.iter().filter(move |one| match scope {
        TextScope::Section(id) => one.passage.origin == PassageOrigin::Section(id),
        TextScope::Preface => one.passage.origin == PassageOrigin::Preface,
        TextScope::Anywhere => true,
    })
}

/// Where a finding on the whole scope is.
fn whole(scope: TextScope) -> (Option<SectionId>, Vec<Place>) {
    match scope {
        TextScope::Section(id) => (Some(id), vec![Place::Heading(id)]),
        TextScope::Preface | TextScope::Anywhere => (None, vec![Place::Title]),
    }
}

/// A limit that is no stricter than the form's is R12's to tell.
fn length(
    rule: &Rule,
    input: &CheckInput<'_>,
    scope: TextScope,
    limit: LengthLimit,
    severity: Severity,
) -> Option<Finding> {
    let count: usize = within(input, scope).map(|one| one.passage.characters().len()).sum();
    let own = match scope {
        TextScope::Section(id) => input.form.section(id).and_then(|section| section.limit),
        TextScope::Preface | TextScope::Anywhere => None,
    };
    if count <= limit.0 || own.is_some_and(|own| own <= limit) && severity <= Severity::Warning {
        return None;
    }
    let number = |number: usize| MessageArgument::Whole(u64::try_from(number).unwrap_or(u64::MAX));
    let (section, places) = whole(scope);
    let finding = rule.finding("long", section, places).comparing(Decimal::from(count), Decimal::from(limit.0));
    let finding = finding.with("count", number(count)).with("limit", number(limit.0));
    Some(finding.with("over", number(count - limit.0)))
}

/// An empty scope is R07's to tell, where it is one.
fn words(rule: &Rule, input: &CheckInput<'_>, wanted: &RequiredWords) -> Option<Finding> {
    if within(input, wanted.scope).all(|one| one.passage.characters().is_empty()) && wanted.scope != TextScope::Preface
    {
        return None;
    }
    let mut named: Option<(&Passage, Range<usize>)> = None;
    for one in within(input, wanted.scope) {
        let passage = &one.passage;
        for at in wanted.phrases.iter().flat_map(|words| passage.find(words)) {
            let clause = clause(passage, at.start);
            if !wanted.with.is_empty() && !has(passage, &clause, &wanted.with) {
                continue;
            }
            if !wanted.count || tells_number(one, &clause, wanted) {
                return None;
            }
            named.get_or_insert((passage, at));
        }
    }
    let list = |words: &[String]| MessageArgument::List(words.to_vec());
    let finding = match named {
        Some((passage, at)) => rule
            .finding("count", passage.section(), vec![passage.place(at.clone())])
            .quoting("excerpt", passage.excerpt(at)),
        None => {
            let (section, places) = whole(wanted.scope);
            rule.finding(if wanted.count { "uncounted" } else { "missing" }, section, places)
        }
    };
    Some(finding.with("phrases", list(&wanted.phrases)))
}

fn has(passage: &Passage, range: &Range<usize>, words: &[String]) -> bool {
    let text = passage.text(range.clone());
    words.iter().any(|words| text.contains(&fold(words).iter().collect::<String>()))
}

/// The clause around `at`: up to a comma or the end of the sentence on either side.
fn clause(passage: &Passage, at: usize) -> Range<usize> {
    const REACH: usize = 120;
    let ends = |at: &usize| matches!(passage.at(*at), None | Some('，' | '。' | '；' | '：' | '！' | '？'));
    let from = at.saturating_sub(REACH);
    let start = (from..at).rev().find(ends).map_or(from, |before| before + 1);
    let end = (at..at + REACH).find(ends).unwrap_or(at + REACH);
    start..end.min(passage.characters().len()).max(start)
}

/// Whether the clause tells a number, or one of those after it that go on with its matter.
fn tells_number(one: &AnnotatedPassage, first: &Range<usize>, wanted: &RequiredWords) -> bool {
    let passage = &one.passage;
    let (mut part, mut clauses) = (first.clone(), 0);
    loop {
        let is_none = NONE.iter().any(|words| {
            let mut starts = part.clone().filter(|at| passage.has_at(*at, words));
            starts.any(|at| !NOT_NONE.iter().any(|other| passage.has_at(at, other)))
        });
        let first = one.numerals.partition_point(|numeral| numeral.digits.start < part.start);
        let mut here = one.numerals.iter().skip(first).take_while(|numeral| numeral.digits.start < part.end);
        if is_none || here.any(|numeral| is_count(passage, numeral, wanted)) {
            return true;
        }
        // A comma or a colon follows, and the next clause begins as one that goes on.
        let follows = matches!(passage.at(part.end), Some('，' | '：'));
        let next = part.end + 1;
        if clauses == CLAUSES || !follows || !GOES_ON.iter().any(|words| passage.has_at(next, words)) {
            return false;
        }
        part = clause(passage, next);
        clauses += 1;
    }
}

/// Whether a numeral counts things, by one of the measure words that are wanted.
fn is_count(passage: &Passage, numeral: &Numeral, wanted: &RequiredWords) -> bool {
    if wanted.measures.is_empty() {
        return matches!(numeral.unit, NumeralUnit::Measure(_) | NumeralUnit::None)
            && !["年", "月", "日", "号", "时", "％", "%"].iter().any(|word| passage.has_at(numeral.digits.end, word));
    }
    // 120余条: the measure word stands behind the word that makes the number rough.
    let after = numeral.digits.end..numeral.end.max(numeral.digits.end) + 3;
    wanted.measures.iter().any(|measure| after.clone().any(|at| passage.has_at(at, measure)))
}

/// The day of signing counts; without one, today. An earlier deadline than the form's is meant: a later
/// one is R37's.
fn late(rule: &Rule, input: &CheckInput<'_>, (month, day): (u8, u8)) -> Option<Finding> {
    let report = input.report;
    let last = Date::new(report.year.checked_add(1)?, month, day)?;
    let form = deadline(input.form, report)?;
    let signed = report.signature.as_ref().map(|signature| signature.date);
    let day = signed.or(input.today)?;
    let place = if signed.is_some() { Place::Signature } else { Place::Year };
    let left = day.days_until(last);
    let count = MessageArgument::Whole(left.unsigned_abs());
    let finding = |variant| {
        let finding = rule.finding(variant, None, vec![place]).with("day", MessageArgument::Day(day));
        finding.with("deadline", MessageArgument::Day(last)).with("days", count.clone())
    };
    if left < 0 && day.days_until(form) >= 0 && (signed.is_some() || day.year() == last.year()) {
        return Some(finding("late"));
    }
    (signed.is_none() && (0..=SOON).contains(&left) && last < form).then(|| finding("soon").at_most(Severity::Info))
}

fn title(rule: &Rule, input: &CheckInput<'_>, forms: &[String]) -> Option<Finding> {
    let report = input.report;
    let filled = |form: &String| form.replace("{unit}", &report.unit.name).replace("{year}", &report.year.to_string());
    let all: Vec<String> = forms.iter().map(filled).collect();
    let is_one = |title: &str| all.iter().any(|form| fold(form) == fold(title));
    let stated = report.title_line(input.form);
    if is_one(&stated) {
        return None;
    }
    let usual = report.title.is_some() && is_one(&report.usual_title(input.form));
    let steps = if usual { vec![FixStep::TakeReportTitle] } else { Vec::new() };
    let finding = rule.finding("title", None, vec![Place::Title]).quoting("stated", stated);
    Some(finding.with("forms", MessageArgument::List(all)).fixed_by(steps))
}

/// Each part is where a heading, or else the beginning of a paragraph, first has one of its words. Parts
/// that are nowhere are R13's to tell.
fn order(rule: &Rule, input: &CheckInput<'_>, section: SectionId, parts: &[Vec<String>]) -> Option<Finding> {
    let passages: Vec<&Passage> = input.section(section).collect();
    let beginning = |passage: &&Passage, headings: bool| match passage.heading() {
        Some(heading) => Some(heading),
        None if headings => None,
        None => Some(0..BEGINNING.min(passage.characters().len())),
    };
    let place = |part: &Vec<String>, headings: bool| {
        passages.iter().position(|passage| {
            beginning(passage, headings).is_some_and(|range| {
                // 依申请公开 begins where 公开 alone would be found as well: the part is the first word's.
                let first = |part: &Vec<String>| {
                    let found = part.iter().flat_map(|word| passage.find(word));
                    found.filter(|at| range.contains(&at.start)).map(|at| at.start).min()
                };
                let own = first(part);
                own.is_some() && parts.iter().filter_map(first).min() == own
            })
        })
    };
    let headed: Vec<Option<usize>> = parts.iter().map(|part| place(part, true)).collect();
    let is_headed = headed.iter().flatten().count() >= 2;
    let stand = if is_headed { headed } else { parts.iter().map(|part| place(part, false)).collect() };
    let mut there: Vec<(usize, &Vec<String>)> =
        stand.iter().zip(parts).filter_map(|(at, part)| Some(((*at)?, part))).collect();
    if there.is_sorted_by_key(|(at, _)| *at) {
        return None;
    }
    let names = |parts: &[(usize, &Vec<String>)]| {
        MessageArgument::List(parts.iter().filter_map(|(_, part)| part.first().cloned()).collect())
    };
    let wanted = names(&there);
    let first = there.windows(2).find_map(|pair| match pair {
        [(before, _), (after, _)] if before > after => passages.get(*after),
        _ => None,
    })?;
    let place = first.place(0..first.characters().len().min(BEGINNING));
    there.sort_by_key(|(at, _)| *at);
    let finding = rule.finding("order", Some(section), vec![place]).with("wanted", wanted);
    Some(finding.with("stated", names(&there)))
}

fn attachment(rule: &Rule, input: &CheckInput<'_>, names: &[String]) -> Option<Finding> {
    let words: Vec<&str> = names.iter().map(String::as_str).collect();
    if input.passages().any(|passage| passage.has_any(ATTACHMENT) && passage.has_any(&words)) {
        return None;
    }
    let finding = rule.finding("attachment", Some(SectionId::Others), vec![Place::Heading(SectionId::Others)]);
    Some(finding.with("words", MessageArgument::List(names.to_vec())))
}

/// The program prints one style; another has to be set in the document for Word.
fn page_numbers(rule: &Rule, style: PageNumberStyle) -> Option<Finding> {
    let variant = match style {
        PageNumberStyle::Dashes => return None,
        PageNumberStyle::Plain => "numbers_plain",
        PageNumberStyle::OfTotal => "numbers_of_total",
        PageNumberStyle::None => "numbers_none",
    };
    Some(rule.finding(variant, None, vec![Place::Page]))
}
