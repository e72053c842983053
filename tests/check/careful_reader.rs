//! What a careful reader reports in published annual reports, against what the rules find: how
//! many of the findings are right and how many of the errors are found. The reader's list is
//! `tests/data/careful_reader.toml`; the reports lie in `../shared/reports`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nianbao::check::{CheckInput, Finding, Severity, check};
use nianbao::form::{Edition, Form, SectionId, UnitKind};
use nianbao::import::text;
use nianbao::messages::{self, Language};
use nianbao::report::{CharRange, Number, Place, Report, StatedTotal};
use nianbao::richtext::{Paragraph, RichText};
use serde::Deserialize;

use crate::skip::skip;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    report: Vec<Entry>,
}

/// A report with what the reader would say of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The beginning of the file's name, or `seed`.
    file: String,
    /// The year of a file that holds two.
    year: Option<u16>,
    kind: UnitKind,
    unit: String,
    /// The file and year to compare with.
    previous: Option<String>,
    /// Rules that are not judged, since the file leaves out parts of the text.
    #[serde(default)]
    unjudged: Vec<String>,
    /// Of a file of excerpts, which.
    item: Option<usize>,
    /// Rules that alone are judged, since an excerpt is no report.
    judged: Option<Vec<String>>,
    /// Rule, severity and a few words of the place or the sentence.
    #[serde(default)]
    says: Vec<(String, String, String)>,
    /// Words of findings that are right of the file and tell nothing of the report, since whoever
    /// kept it shortened it there.
    #[serde(default)]
    archived: Vec<String>,
    /// Numbers of the prose, in « », that can be held against something.
    #[serde(default)]
    compares: Vec<String>,
}

impl Entry {
    fn place(&self) -> String {
        self.item.map_or(self.file.clone(), |item| format!("{}.{item}", self.file))
    }
}

#[test]
fn rules_find_what_a_careful_reader_finds() {
    let Some(known) = known() else { return skip("no published reports") };
    let file: File = list();
    let mut rows = BTreeMap::<Severity, [usize; 3]>::new();
    let mut trouble = Vec::new();
    let mut compared = [0, 0];
    for entry in &file.report {
        let report = read(entry, &known);
        let form = Form::of(report.form).unwrap();
        let previous = entry.previous.as_ref().map(|name| {
            let (of, year) = name.split_once(' ').unwrap();
            let other = file.report.iter().find(|one| one.file == of && year == of_year(one, &known).to_string());
            read(other.unwrap(), &known)
        });
        let findings = check(&CheckInput::new(form, &report).compared_with(previous.as_ref()));
        for words in &entry.compares {
            compared[1] += 1;
            match is_noticed(&report, previous.as_ref(), &findings, words) {
                true => compared[0] += 1,
                false => trouble.push(format!("{} {} does not notice {words}", entry.place(), report.year)),
            }
        }
        let mut open = entry.says.clone();
        for finding in &findings {
            let code = finding.rule.to_string();
            let judged = entry.judged.as_ref().is_none_or(|judged| judged.contains(&code));
            if entry.unjudged.contains(&code) || !judged {
                continue;
            }
            let sentence = messages::finding(Language::Chinese, form, finding);
            if entry.archived.iter().any(|words| sentence.contains(words.as_str())) {
                continue;
            }
            let row = rows.entry(finding.severity).or_default();
            let is_it = |(rule, severity, words): &(String, String, String)| {
                *rule == code && severity == finding.severity.word() && sentence.contains(words.as_str())
            };
            match open.iter().position(is_it) {
                Some(at) => {
                    open.remove(at);
                    row[0] += 1;
                }
                None => {
                    row[1] += 1;
                    trouble.push(
                        format!("{} {} {} {sentence}", entry.place(), report.year, finding.severity.word())
                            + &format!(" [{code}]"),
                    );
                }
            }
        }
        for (rule, word, place) in open {
            let all = [Severity::Error, Severity::Warning, Severity::Info];
            let severity = all.into_iter().find(|one| one.word() == word).unwrap();
            rows.entry(severity).or_default()[2] += 1;
            trouble.push(format!("{} {} missed {rule} {place}", entry.place(), report.year));
        }
    }
    println!("{:10}{:>8}{:>8}{:>8}{:>11}{:>8}", "", "right", "wrong", "missed", "precision", "recall");
    for (severity, [right, wrong, missed]) in rows.iter().rev() {
        let share = |of: usize| (right * 100).checked_div(of).unwrap_or(100);
        println!(
            "{:10}{right:>8}{wrong:>8}{missed:>8}{:>10}%{:>7}%",
            severity.word(),
            share(right + wrong),
            share(right + missed)
        );
    }
    println!("numbers raised by one: {} of {} noticed", compared[0], compared[1]);
    println!("{}", trouble.join("\n"));
    let [right, wrong, missed] = rows.get(&Severity::Warning).copied().unwrap_or_default();
    let [_, wrong_errors, missed_errors] = rows.get(&Severity::Error).copied().unwrap_or_default();
    // An error cannot be let stand: one that is none would keep a blameless report from being ready.
    assert_eq!((wrong_errors, missed_errors), (0, 0), "errors wrong, errors missed");
    assert!(compared[0] * 100 >= compared[1] * 95, "numbers noticed: {compared:?}");
    assert!(right * 10 >= (right + wrong) * 9, "warnings right: {right} of {}", right + wrong);
    assert!(missed * 10 <= right + missed, "warnings missed: {missed}");
}

/// Whether the rules find something new at the number of `words` in « », once it is greater by one.
fn is_noticed(report: &Report, last: Option<&Report>, before: &[Finding], words: &str) -> bool {
    let (left, rest) = words.split_once('«').unwrap();
    let (number, right) = rest.split_once('»').unwrap();
    let raised = match number.split_once('.') {
        Some((whole, decimals)) => format!("{}.{decimals}", whole.parse::<u64>().unwrap() + 1),
        None => (number.parse::<u64>().unwrap() + 1).to_string(),
    };
    let homes = std::iter::once(None).chain(SectionId::ALL.map(Some));
    for home in homes {
        let prose = home.map_or(Some(&report.preface), |id| report.prose(id));
        for (paragraph, source) in prose.iter().flat_map(|prose| &prose.paragraphs).enumerate() {
            let text: String = source.text().chars().filter(|one| !one.is_whitespace()).collect();
            let Some(at) = text.find(&format!("{left}{number}{right}")) else { continue };
            let text = text.replacen(&format!("{left}{number}{right}"), &format!("{left}{raised}{right}"), 1);
            let start = text[..at + left.len()].chars().count();
            let digits = start..start + raised.len();
            let mut changed = report.clone();
            let target = home.map_or(&mut changed.preface, |id| changed.sections.get_mut(&id).unwrap());
            target.paragraphs[paragraph] = Paragraph::new(source.level, text);
            let form = Form::of(changed.form).unwrap();
            let found = check(&CheckInput::new(form, &changed).compared_with(last));
            let new = |one: &&Finding| !before.iter().any(|old| old.rule == one.rule && old.message == one.message);
            let here = |place: &Place| match place {
                Place::Preface(spot) => home.is_none() && spot.paragraph == paragraph && overlaps(spot, &digits),
                Place::Prose(id, spot) => home == Some(*id) && spot.paragraph == paragraph && overlaps(spot, &digits),
                _ => false,
            };
            return found.iter().filter(new).any(|one| one.places.iter().any(here));
        }
    }
    panic!("“{words}” stands nowhere");
}

fn overlaps(spot: &CharRange, digits: &std::ops::Range<usize>) -> bool {
    spot.start < digits.end && digits.start < spot.end
}

fn of_year(entry: &Entry, known: &serde_json::Value) -> u16 {
    entry.year.unwrap_or_else(|| {
        let of = |one: &&serde_json::Value| one["file"] == entry.file.as_str();
        let found = known["reports"].as_array().unwrap().iter().find(of);
        found.map_or(2024, |one| u16::try_from(one["year"].as_u64().unwrap()).unwrap())
    })
}

fn list() -> File {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/careful_reader.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn known() -> Option<serde_json::Value> {
    let path = format!("{SHARED}/reports/reports.json");
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

/// The report: its prose from the published text, its numbers from the file of numbers.
fn read(entry: &Entry, known: &serde_json::Value) -> Report {
    let text = text(entry);
    let year = of_year(entry, known);
    if let Some(item) = entry.item {
        let mut report = Report::new(entry.unit.clone(), entry.kind, year);
        let start = format!("{item}) ");
        let excerpt = text.lines().skip_while(|line| !line.starts_with(&start)).take(1);
        report.preface = RichText::plain(excerpt.collect::<String>().trim_start_matches(&start));
        return report;
    }
    let mut report = match entry.year {
        None => text::read(&text).unwrap().report,
        Some(_) => {
            let mut report = Report::new("", entry.kind, year);
            for (id, lines) in half(&text, year) {
                *report.prose_mut(id) = RichText::plain(&lines);
            }
            report
        }
    };
    report.unit.kind = entry.kind;
    report.unit.name.clone_from(&entry.unit);
    report.year = year;
    report.form = Edition::of_year(year);
    let of = |one: &&serde_json::Value| one["file"] == entry.file.as_str() && one["year"] == report.year;
    if let Some(source) = known["reports"].as_array().unwrap().iter().find(of) {
        report.numbers = entered(source, &report).numbers;
    }
    report
}

fn text(entry: &Entry) -> String {
    if entry.file == "seed" {
        return std::fs::read_to_string(format!("{SHARED}/seed/weibin-2024.txt")).unwrap();
    }
    let paths = std::fs::read_dir(Path::new(SHARED).join("reports")).unwrap().map(|entry| entry.unwrap().path());
    let is_it = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with(&entry.file) && name.ends_with(".txt")
    };
    let all = std::fs::read_to_string(paths.filter(is_it).min().unwrap()).unwrap();
    all.split_once("-----\n").map_or(all.as_str(), |(_, body)| body).to_owned()
}

/// The prose of one of two years that are printed side by side: the left or the right half of
/// each line, section by section.
fn half(body: &str, year: u16) -> Vec<(SectionId, String)> {
    let mut kept: Vec<(SectionId, String)> = Vec::new();
    let mut section = None;
    for line in body.lines().map(|line| line.trim_start_matches('\u{c}')) {
        if line.contains("(重复率") {
            section = SectionId::ALL.into_iter().find(|id| {
                "一二三四五六".chars().position(|one| line.starts_with(one)) == Some(usize::from(id.number()) - 1)
            });
            section = section.filter(|id| matches!(id, SectionId::Overview | SectionId::Problems | SectionId::Others));
            kept.extend(section.map(|id| (id, String::new())));
            continue;
        }
        if line.contains("数据勾稽问题清单") {
            break;
        }
        let (Some(_), Some((_, text))) = (section, kept.last_mut()) else { continue };
        let at = line.trim_end().rfind("  ").map_or(line.len(), |at| at + 2);
        let own = if year == 2023 { line[..at].trim() } else { line[at..].trim() };
        if own.starts_with('（') && own.chars().nth(2) == Some('）') && !text.is_empty() {
            text.push('\n');
        }
        text.push_str(own);
    }
    kept
}

/// The report with the numbers of the file; totals stated where they differ from their parts.
fn entered(source: &serde_json::Value, like: &Report) -> Report {
    let mut report = Report::new(like.unit.name.clone(), like.unit.kind, like.year);
    let form = Form::of(report.form).unwrap();
    let [two, three, four] = &form.tables[..] else { panic!("three tables") };
    let mut values = source["table2"].as_object().map(|rows| {
        let order = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费_万元"];
        let flat = order.iter().flat_map(|row| match &rows[*row] {
            serde_json::Value::Array(cells) => cells.clone(),
            one => vec![one.clone()],
        });
        flat.collect::<Vec<_>>().into_iter()
    });
    for field in &two.fields {
        let number = values.as_mut().map_or(Some(Number::zero(field.measure)), |values| {
            Number::parse(&values.next().unwrap().to_string(), field.measure)
        });
        report.numbers.set(field.key, number);
    }
    let cells = |row: &serde_json::Value| -> Vec<Option<u64>> {
        row.as_array().unwrap().iter().map(serde_json::Value::as_u64).collect()
    };
    let mut rows: Vec<_> = source["table3"].as_array().unwrap().iter().map(cells).collect();
    if report.form == Edition::Cn2019 {
        let sum = (0..7).map(|column| Some((20..23).map(|row| rows[row][column].unwrap()).sum())).collect();
        rows.splice(20..23, [sum]);
    }
    let fourth: Vec<_> = source["table4"].as_array().unwrap().iter().map(cells).collect();
    let mut totals = Vec::new();
    for (fields, numbers) in [(&three.fields, rows.concat()), (&four.fields, fourth.concat())] {
        for (field, number) in fields.iter().zip(numbers) {
            match field.total {
                true => totals.push((field.key, number)),
                false => drop(report.numbers.set(field.key, number.map(Number::Count))),
            }
        }
    }
    for (key, written) in totals {
        if written.map(Number::Count) != report.numbers.computed(form, key) {
            report.numbers.state(key, Some(written.map_or(StatedTotal::Blank, StatedTotal::Number)));
        }
    }
    report
}

/// What the importer made of a text, for whoever keeps the list:
/// `SHOW=02 cargo test --test check text_as_read -- --ignored --nocapture`.
#[test]
#[ignore = "a tool: prints a text as it is read, and asserts nothing"]
fn text_as_read() {
    let (wanted, known) = (std::env::var("SHOW").expect("SHOW names a report"), known().expect("published reports"));
    let file: File = list();
    for entry in file.report.iter().filter(|entry| entry.file == wanted) {
        let report = read(entry, &known);
        println!("{} {} preface: {}", report.unit.name, report.year, report.preface.text());
        for id in SectionId::ALL {
            println!("{id:?}: {}", report.prose(id).map(RichText::text).unwrap_or_default());
        }
    }
}
