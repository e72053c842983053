//! The invented reports: sound ones, made of the sentences of one half of the corpus beside tables
//! that determine them.

use std::collections::BTreeMap;
use std::ops::Range;

use fastrand::Rng;
use nianbao::form::{SectionId, UnitKind};
use nianbao::report::{CharRange, Date, Report, ReportText, Signature};
use nianbao::richtext::{Level, Paragraph};
use serde::Deserialize;

use super::figures::{Figures, Size, fill};
use super::notation::{Line, Written, hold, holds, lines, write};

/// How many sound reports each half has.
pub const REPORTS: u64 = 180;
/// Section one may grow up to so many characters.
const ENOUGH: usize = 820;

/// Which sentences a report is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// Known to whoever writes the rules.
    Visible,
    /// Only measured.
    Withheld,
    /// More sentences by which the rules were written; they measure nothing.
    Practice,
}

/// A kind of claim or of lookalike.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub name: String,
    pub home: String,
    pub rule: Option<String>,
    lines: String,
    #[serde(skip)]
    pub read: Vec<Line>,
}

#[derive(Deserialize)]
struct Kinds {
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitNames {
    kind: UnitKind,
    #[serde(default)]
    street: bool,
    names: Vec<String>,
    #[serde(rename = "self")]
    own: Vec<String>,
    area: Vec<String>,
}

#[derive(Deserialize)]
struct Frames {
    unit: Vec<UnitNames>,
    headings: BTreeMap<String, Vec<String>>,
}

/// What one half of the corpus says.
pub struct Corpus {
    pub half: Half,
    pub claims: Vec<Kind>,
    pub lookalikes: Vec<Kind>,
    pub fillers: BTreeMap<String, Vec<Line>>,
    frames: Frames,
}

/// A sentence in its place.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub written: Written,
    /// Kind and line where it is a claim.
    pub claim: Option<(usize, usize)>,
    /// Whether its numbers are nobody's.
    pub lookalike: bool,
}

/// A paragraph of a report.
#[derive(Clone, Debug)]
pub struct Passage {
    pub part: ReportText,
    /// What it is about: an aspect of section one, or `preface`, `problems`, `others`.
    pub home: String,
    pub level: Level,
    pub heading: bool,
    pub sentences: Vec<Sentence>,
}

/// A report before it is put together.
#[derive(Clone, Debug)]
pub struct Draft {
    pub report: Report,
    pub last: Option<Report>,
    pub figures: Figures,
    pub street: bool,
    pub passages: Vec<Passage>,
}

fn read<T: for<'a> Deserialize<'a>>(name: &str) -> T {
    let path = format!("{}/tests/data/judged/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

impl Half {
    pub const BOTH: [Half; 2] = [Half::Visible, Half::Withheld];

    pub const fn word(self) -> &'static str {
        match self {
            Half::Visible => "visible",
            Half::Withheld => "withheld",
            Half::Practice => "practice",
        }
    }

    /// A file of this half.
    pub fn file<T: for<'a> Deserialize<'a>>(self, name: &str) -> T {
        // Whoever practises takes all else from the half that he knows.
        let word = if self == Half::Practice && name == "fillers" { "visible" } else { self.word() };
        read(&format!("{word}_{name}"))
    }
}

impl Corpus {
    pub fn of(half: Half) -> Corpus {
        let kinds = |name: &str| {
            let mut kinds = half.file::<Kinds>(name).kind;
            kinds.iter_mut().for_each(|kind| kind.read = lines(&kind.lines));
            kinds
        };
        let fillers: BTreeMap<String, String> = half.file("fillers");
        let fillers = fillers.into_iter().map(|(name, text)| (name, lines(&text))).collect();
        Corpus { half, claims: kinds("claims"), lookalikes: kinds("lookalikes"), fillers, frames: read("frames") }
    }

    /// The sound reports of this half. Every line that suits any report is used.
    pub fn reports(&self) -> Vec<Draft> {
        let mut used = BTreeMap::new();
        let seed = match self.half {
            Half::Visible => 1,
            Half::Withheld => 7001,
            Half::Practice => 14001,
        };
        (0..REPORTS).map(|at| self.report(seed + at, &mut used)).collect()
    }

    fn report(&self, seed: u64, used: &mut BTreeMap<(bool, usize, usize), usize>) -> Draft {
        let mut rng = Rng::with_seed(seed);
        let names = &self.frames.unit[rng.usize(..self.frames.unit.len())];
        let unit = &names.names[rng.usize(..names.names.len())];
        let year = rng.u16(2022..2026);
        let size = match (names.kind, rng.u8(..10)) {
            (_, 0..2) => Size::Zero,
            (UnitKind::City, _) => [Size::Large, Size::Huge][rng.usize(..2)],
            (UnitKind::County, _) => [Size::Medium, Size::Large][rng.usize(..2)],
            (UnitKind::Township, 2..8) => Size::Small,
            _ => [Size::Small, Size::Medium, Size::Medium][rng.usize(..3)],
        };
        let last = (rng.u8(..10) < 6).then(|| {
            let mut last = Report::new(unit.clone(), names.kind, year - 1);
            fill(&mut last, None, size, &mut rng);
            last
        });
        let mut report = Report::new(unit.clone(), names.kind, year);
        fill(&mut report, last.as_ref(), size, &mut rng);
        let day = Date::new(year + 1, 1, rng.u8(5..31)).unwrap();
        report.signature = Some(Signature { unit: unit.clone(), date: day, extra: Default::default() });
        if rng.bool() {
            report.title = Some(format!("{unit}{year}年政府信息公开工作年度报告"));
        }
        let figures = Figures::of(&report, last.as_ref(), names.own.clone(), names.area.clone());
        let mut draft = Draft { report, last, figures, street: names.street, passages: Vec::new() };
        self.preface(&mut draft, &mut rng);
        self.overview(&mut draft, &mut rng);
        for id in [SectionId::Problems, SectionId::Others] {
            let homes: &[&str] = if id == SectionId::Problems { &["problems", "improvements"] } else { &["others"] };
            for home in homes {
                let sentence = self.filler(home, &draft.figures, &mut rng);
                draft.passages.push(passage(ReportText::Section(id), home, vec![sentence]));
            }
        }
        self.claim(&mut draft, &mut rng, used);
        draft
    }

    fn filler(&self, name: &str, figures: &Figures, rng: &mut Rng) -> Sentence {
        let all = self.fillers.get(name).unwrap_or_else(|| panic!("no sentences “{name}”"));
        let written = write(&all[rng.usize(..all.len())], figures, rng).unwrap();
        Sentence { written, ..Sentence::default() }
    }

    fn preface(&self, draft: &mut Draft, rng: &mut Rng) {
        if rng.bool() {
            let sentence = self.filler("contact", &draft.figures, rng);
            draft.passages.push(passage(ReportText::Preface, "preface", vec![sentence]));
        } else {
            draft.passages.push(passage(ReportText::Preface, "preface", Vec::new()));
        }
    }

    fn overview(&self, draft: &mut Draft, rng: &mut Rng) {
        let part = ReportText::Section(SectionId::Overview);
        if rng.u8(..4) > 0 {
            let sentence = self.filler("opening", &draft.figures, rng);
            draft.passages.push(passage(part, "opening", vec![sentence]));
        }
        let style = rng.u8(..6);
        let wording = rng.usize(..3);
        for (at, home) in ["opened", "requests", "management", "platform", "supervision"].into_iter().enumerate() {
            let number = ["一", "二", "三", "四", "五"][at];
            let words = &self.frames.headings[home][wording];
            let mut sentences = vec![self.filler(home, &draft.figures, rng)];
            let is_government = matches!(
                draft.report.unit.kind,
                UnitKind::County | UnitKind::City | UnitKind::Township | UnitKind::GovernmentOffice
            );
            if home == "supervision" && is_government && !draft.street {
                let all = ["assessment", "evaluation", "accountability"];
                sentences.extend(all.map(|name| self.filler(name, &draft.figures, rng)));
            }
            let (level, heading) = match style {
                0 => (Some(Level::Second), format!("（{number}）{words}")),
                1 => (Some(Level::Body), format!("（{number}）{words}")),
                2 => (None, format!("（{number}）{words}。")),
                3 => (None, format!("（{number}）{words}：")),
                4 => (None, format!("{}.{words}。", at + 1)),
                _ => {
                    (None, format!("{}，", words.trim_end_matches("情况").trim_end_matches("方面").to_owned() + "方面"))
                }
            };
            let text = Sentence { written: Written { text: heading, ..Written::default() }, ..Sentence::default() };
            match level {
                Some(level) => {
                    let heading = passage(part, home, vec![text]);
                    draft.passages.push(Passage { level, heading: true, ..heading });
                }
                None => sentences.insert(0, text),
            }
            draft.passages.push(passage(part, home, sentences));
        }
    }

    /// Adds claims and lookalikes, those first that were used least.
    fn claim(&self, draft: &mut Draft, rng: &mut Rng, used: &mut BTreeMap<(bool, usize, usize), usize>) {
        for (lookalike, kinds) in [(false, &self.claims), (true, &self.lookalikes)] {
            let mut order: Vec<(usize, usize)> = kinds
                .iter()
                .enumerate()
                .flat_map(|(at, kind)| (0..kind.read.len()).map(move |line| (at, line)))
                .collect();
            rng.shuffle(&mut order);
            order.sort_by_key(|(kind, line)| used.get(&(lookalike, *kind, *line)).copied().unwrap_or_default());
            let (mut left, mut seen) = (if lookalike { 4 } else { 8 }, Vec::new());
            for (kind, line) in order {
                if left == 0 || draft.length() > ENOUGH + if lookalike { 100 } else { 0 } {
                    break;
                }
                // Two sentences of one kind would say the same number twice; three read oddly.
                if seen.iter().filter(|one| **one == kind).count() > 1 {
                    continue;
                }
                let Some(written) = write(&kinds[kind].read[line], &draft.figures, rng) else { continue };
                // Elsewhere only what says that it is about requests.
                let elsewhere = written.text.contains("申请");
                let home = if elsewhere { home(&kinds[kind].home, rng) } else { usual(&kinds[kind].home) };
                let Some(passage) = draft.passages.iter_mut().find(|one| one.home == home && !one.heading) else {
                    continue;
                };
                let claim = (!lookalike).then_some((kind, line));
                passage.sentences.push(Sentence { written, claim, lookalike });
                *used.entry((lookalike, kind, line)).or_default() += 1;
                seen.push(kind);
                left -= 1;
            }
        }
        draft.passages.retain(|passage| !passage.sentences.is_empty());
    }

    /// Claims of nothing that are false of `figures`, each with its kind.
    pub fn false_denials(&self, figures: &Figures) -> Vec<(usize, usize)> {
        let is_false = |line: &Line| {
            let zero: Vec<_> = line.needs.iter().filter(|need| need.ends_with("=0")).collect();
            let others: Vec<String> = line.needs.iter().filter(|need| !need.ends_with("=0")).cloned().collect();
            !zero.is_empty() && zero.iter().all(|need| holds(need, figures) == Some(false)) && hold(&others, figures)
        };
        let denials = self.claims.iter().enumerate().filter(|(_, kind)| kind.name == "denials");
        denials
            .flat_map(|(at, kind)| kind.read.iter().enumerate().map(move |(line, one)| (at, line, one)))
            .filter(|(_, _, one)| is_false(one))
            .map(|(at, line, _)| (at, line))
            .collect()
    }
}

/// Where a sentence stands whose kind has this home: some are told at the beginning or beside the problems.
pub fn home<'a>(home: &'a str, rng: &mut Rng) -> &'a str {
    match home {
        "requests" if rng.u8(..8) == 0 => ["opening", "problems", "supervision"][rng.usize(..3)],
        "disputes" => ["requests", "supervision"][rng.usize(..2)],
        "documents" => "opened",
        other => other,
    }
}

/// Where most sentences stand whose kind has this home.
fn usual(home: &str) -> &str {
    match home {
        "disputes" => "supervision",
        "documents" => "opened",
        other => other,
    }
}

/// A paragraph of text.
pub fn passage(part: ReportText, home: &str, sentences: Vec<Sentence>) -> Passage {
    Passage { part, home: home.to_owned(), level: Level::Body, heading: false, sentences }
}

impl Passage {
    pub fn text(&self) -> String {
        self.sentences.iter().map(|one| one.written.text.as_str()).collect()
    }
}

impl Draft {
    /// How many characters section one has.
    pub fn length(&self) -> usize {
        let overview = |one: &&Passage| one.part == ReportText::Section(SectionId::Overview);
        self.passages.iter().filter(overview).map(|one| one.text().chars().count()).sum()
    }

    /// The report, put together.
    pub fn report(&self) -> Report {
        let mut report = self.report.clone();
        for passage in &self.passages {
            report.part_mut(passage.part).paragraphs.push(Paragraph::new(passage.level, passage.text()));
        }
        report
    }

    /// Where characters of a sentence stand in the report.
    pub fn place(&self, passage: usize, sentence: usize, at: &Range<usize>) -> (ReportText, CharRange) {
        let here = &self.passages[passage];
        let paragraph = self.passages[..passage].iter().filter(|one| one.part == here.part).count();
        let before = here.sentences[..sentence].iter().map(|one| one.written.text.chars().count()).sum::<usize>();
        (here.part, CharRange { paragraph, start: before + at.start, end: before + at.end })
    }

    /// A whole sentence's place.
    pub fn place_of(&self, passage: usize, sentence: usize) -> (ReportText, CharRange) {
        let length = self.passages[passage].sentences[sentence].written.text.chars().count();
        self.place(passage, sentence, &(0..length))
    }
}
