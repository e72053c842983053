//! Findings against what was planted: right, wrong, missed, and the table of both halves.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use nianbao::check::{CheckInput, Finding, Severity, check};
use nianbao::form::Form;
use nianbao::messages::{self, Language};
use nianbao::report::{CharRange, Date, Place, Report, ReportText};
use nianbao::richtext::{Edit, TextMark};

use super::corpus::Half;
use super::faults::Target;

/// Characters that the fonts of the corpus lack.
const PRIVATE: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{F8FF}';

/// The last rule of the catalogue that the corpus was made beside.
const LAST_RULE: &str = "R44";

/// A finding as it is compared with others.
#[derive(Clone)]
pub struct Seen {
    pub rule: String,
    pub severity: Severity,
    pub places: Vec<Place>,
    pub words: String,
}

/// Right, wrong and missed.
#[derive(Clone, Copy, Default)]
pub struct Score {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
}

/// The scores of one half.
#[derive(Default)]
pub struct Scores {
    pub rows: BTreeMap<String, Score>,
    pub severities: BTreeMap<Severity, Score>,
    /// Changed numbers: noticed and all, of claims; errors and all, of lookalikes.
    pub determined: [usize; 2],
    pub free: [usize; 2],
    /// What was missed or wrong, sentence by sentence.
    pub trouble: Vec<String>,
}

/// Who may name a fault, and how severely.
pub struct Expected<'a> {
    pub row: &'a str,
    /// None for any.
    pub rules: Option<Vec<&'a str>>,
    pub severity: Severity,
    pub target: &'a Target,
    /// Rules whose findings may follow anywhere.
    pub also: Vec<&'a str>,
    /// Rules whose findings may follow in this sentence.
    pub sentence: Option<((ReportText, CharRange), Vec<&'a str>)>,
    pub once: bool,
    pub words: &'a str,
    pub name: &'a str,
}

/// What the rules find in a report.
pub fn findings(
    mut report: Report,
    last: Option<&Report>,
    colleague: Option<&Report>,
    today: Option<Date>,
    unverified: Option<(ReportText, CharRange)>,
) -> Vec<Seen> {
    if let Some((part, spot)) = unverified {
        let prose = report.part_mut(part);
        Edit::mark(prose, spot.into(), TextMark::Unverified, true).apply(prose);
    }
    let form = Form::of(report.form).unwrap();
    let others: Vec<&Report> = colleague.into_iter().collect();
    let input = CheckInput::new(form, &report).compared_with(last).with_other_units(&others).on(today);
    let found = check(&input.with_glyph_test(Some(|one| !PRIVATE.contains(&one))));
    let seen = |finding: Finding| Seen {
        rule: finding.rule.to_string(),
        severity: finding.severity,
        words: messages::finding(Language::Chinese, form, &finding),
        places: finding.places,
    };
    found.into_iter().map(seen).collect()
}

impl Seen {
    /// Whether it lies where the fault is.
    fn hits(&self, target: &Target) -> bool {
        self.places.iter().any(|place| match (target, place) {
            (Target::Text(spots), place) => spots.iter().any(|spot| overlaps(place, spot)),
            (Target::Section(id), Place::Heading(own)) => id == own,
            (Target::Section(id), place) => place.spot().is_some_and(|(part, _)| part == ReportText::Section(*id)),
            (Target::Cells(keys), Place::Cell(key) | Place::Note(key)) => {
                keys.iter().any(|one| one.row == key.row || one.column == key.column)
            }
            (Target::Table(id), Place::Heading(own)) => id == own,
            (Target::Table(id), Place::Cell(key) | Place::Note(key)) => {
                table_of(*id).is_some_and(|table| table.fields.iter().any(|field| field.key == *key))
            }
            (Target::Table(id), Place::Table(name)) => table_of(*id).is_some_and(|table| table.name == *name),
            (Target::Front, Place::Title | Place::Unit | Place::Year) => true,
            (Target::Signature, Place::Signature | Place::Year) => true,
            _ => false,
        })
    }
}

fn table_of(id: nianbao::form::SectionId) -> Option<&'static nianbao::form::Table> {
    Form::of(nianbao::form::Edition::Cn2021).unwrap().table_of(id)
}

/// Whether a place is among these characters.
pub fn overlaps(place: &Place, (part, spot): &(ReportText, CharRange)) -> bool {
    place.spot().is_some_and(|(own, range)| {
        own == *part
            && range.paragraph == spot.paragraph
            && range.start < spot.end.max(spot.start + 1)
            && spot.start < range.end.max(range.start + 1)
    })
}

impl Scores {
    /// Judges what was found in a report with one fault beside what was found in the sound one.
    pub fn judge(&mut self, sound: &[Seen], found: &[Seen], expected: &Expected<'_>) -> bool {
        let is_new = |one: &&Seen| !sound.iter().any(|old| old.rule == one.rule && old.words == one.words);
        let mut noticed = false;
        let mut wrong: Vec<&Seen> = Vec::new();
        for one in found.iter().filter(is_new) {
            // A rule of a later catalogue may take over any kind of fault.
            let later = one.rule.as_str() > LAST_RULE;
            let named = later || expected.rules.as_ref().is_none_or(|rules| rules.contains(&one.rule.as_str()));
            let right = named && one.hits(expected.target);
            if right && one.severity >= expected.severity && !(noticed && expected.once) {
                noticed = true;
                continue;
            }
            let follows = expected.also.contains(&one.rule.as_str())
                || expected.sentence.as_ref().is_some_and(|(place, rules)| {
                    (later || rules.contains(&one.rule.as_str())) && one.places.iter().any(|own| overlaps(own, place))
                });
            if !(follows || right && !expected.once) {
                wrong.push(one);
            }
        }
        let count = |score: &mut Score| if noticed { score.right += 1 } else { score.missed += 1 };
        count(self.rows.entry(expected.row.to_owned()).or_default());
        count(self.severities.entry(expected.severity).or_default());
        if !noticed {
            let Expected { row, name, words, .. } = expected;
            self.trouble.push(format!("missed {row} ({name}) {words}"));
        }
        wrong.into_iter().for_each(|one| self.wrong(one, &format!("{} ({})", expected.name, expected.words)));
        noticed
    }

    /// Counts a finding where nothing is wrong.
    pub fn wrong(&mut self, one: &Seen, beside: &str) {
        self.rows.entry(one.rule.clone()).or_default().wrong += 1;
        self.severities.entry(one.severity).or_default().wrong += 1;
        self.trouble.push(format!("wrong {} {} {} — {beside}", one.rule, one.severity.word(), one.words));
    }

    /// Every row with its precision and recall: the severities, then the rules.
    pub fn all(&self) -> Vec<(String, Score)> {
        let severities =
            Severity::ALL.into_iter().map(|one| (plural(one).to_owned(), self.severities.get(&one).copied()));
        let severities = severities.map(|(name, score)| (name, score.unwrap_or_default()));
        severities.chain(self.rows.iter().map(|(name, score)| (name.clone(), *score))).collect()
    }
}

const fn plural(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "all errors",
        Severity::Warning => "all warnings",
        Severity::Info => "all hints",
    }
}

impl Score {
    /// In thousandths; all where nothing was found.
    pub fn precision(self) -> usize {
        (self.right * 1000).checked_div(self.right + self.wrong).unwrap_or(1000)
    }

    /// In thousandths; all where nothing was planted.
    pub fn recall(self) -> usize {
        (self.right * 1000).checked_div(self.right + self.missed).unwrap_or(1000)
    }
}

/// The table of both halves in Markdown.
pub fn table(halves: &BTreeMap<Half, Scores>) -> String {
    let mut names: Vec<String> = Vec::new();
    let scores: Vec<BTreeMap<String, Score>> = halves.values().map(|one| one.all().into_iter().collect()).collect();
    for (name, _) in halves.values().flat_map(Scores::all) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names[3..].sort();
    let mut text = "| |".to_owned();
    for half in halves.keys() {
        write!(text, " {}: right | wrong | missed | precision | recall |", half.word()).unwrap();
    }
    text += "\n|---|";
    text += &"--:|--:|--:|--:|--:|".repeat(halves.len());
    for name in names {
        write!(text, "\n| {name} |").unwrap();
        for own in &scores {
            let score = own.get(&name).copied().unwrap_or_default();
            let (precision, recall) = (score.precision(), score.recall());
            let decimal = |one: usize| format!("{}.{:03}", one / 1000, one % 1000);
            let Score { right, wrong, missed } = score;
            write!(text, " {right} | {wrong} | {missed} | {} | {} |", decimal(precision), decimal(recall)).unwrap();
        }
    }
    for (half, scores) in halves {
        let ([noticed, all], [errors, free]) = (scores.determined, scores.free);
        let percent = (noticed * 1000).checked_div(all).unwrap_or(1000);
        write!(text, "\n\n{}: of {all} changed numbers that something determines {noticed} were noticed ({}.{} %); of {free} that nothing does, {errors} became errors.", half.word(), percent / 10, percent % 10).unwrap();
    }
    text
}
