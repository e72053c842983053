//! Every rule with a report that breaks it and one that keeps it, from `tests/data/rules/*.toml`. A
//! case starts from a blameless invented report and changes what it says.

use std::collections::BTreeMap;
use std::sync::Arc;

use nianbao::check::{CATALOGUE, CheckInput, ChosenPacks, Finding, FixStep, RulePack, Severity, check, check_errors};
use nianbao::form::{CellKey, CellMeasure, Edition, Form, SectionId, UnitKind};
use nianbao::layout::{FaceId, FontSet};
use nianbao::messages::{self, Language};
use nianbao::raster::PictureId;
use nianbao::report::{Comment, Date, Dismissal, Number, Place, Report, Revisions, Signature, StatedTotal};
use nianbao::richtext::{ChartChoice, Edit, Figure, Level, Paragraph, RichText, SearchQuery, TextMark};
use nianbao::session::{PackChoice, run_checks};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// One changed report and the rules that find something in it, each as often as it does.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default)]
    name: String,
    #[serde(default)]
    finds: Vec<String>,
    /// Words that the Chinese sentences hold together.
    #[serde(default)]
    says: Vec<String>,
    year: Option<u16>,
    title: Option<String>,
    preface: Option<String>,
    #[serde(default)]
    prose: BTreeMap<String, String>,
    /// A number, or `blank`.
    #[serde(default)]
    numbers: BTreeMap<String, String>,
    #[serde(default)]
    blank_tables: Vec<String>,
    #[serde(default)]
    stated: BTreeMap<String, String>,
    #[serde(default)]
    titles: BTreeMap<String, String>,
    #[serde(default)]
    missing_titles: Vec<String>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    /// How many characters section one is filled up to.
    fill: Option<usize>,
    /// Whether section one is only what the case says, without the aspects that it must treat.
    #[serde(default)]
    bare: bool,
    unit: Option<String>,
    kind: Option<UnitKind>,
    /// Whether the kind was only guessed from the name.
    #[serde(default)]
    kind_unconfirmed: bool,
    /// The day of signing; `none` for a report without signature.
    signed: Option<String>,
    today: Option<Date>,
    /// Words of section one that are marked 待核实.
    unverified: Option<String>,
    #[serde(default)]
    notes: BTreeMap<String, String>,
    /// As the draft has them.
    #[serde(default)]
    comments: Vec<Comment>,
    /// As the draft has them.
    #[serde(default)]
    revisions: Revisions,
    /// Rows of a table after section one.
    #[serde(default)]
    table: Vec<Vec<String>>,
    /// Charts after it, as the draft has them.
    #[serde(default)]
    charts: Vec<ChartChoice>,
    /// Their captions.
    #[serde(default)]
    figure_words: String,
    /// Pictures after them, by their alternative texts.
    #[serde(default)]
    pictures: Vec<String>,
    /// A paragraph with a figure of a newer version, as its file has it.
    newer_figure: Option<String>,
    /// The requirements of a rule pack that is chosen, as they stand in its file.
    pack: Option<String>,
    /// Names of packs that are chosen and not there.
    #[serde(default)]
    unknown_packs: Vec<String>,
    /// Words of the unit that are no mistakes.
    #[serde(default)]
    words: Vec<String>,
    /// Last year's report, changed likewise.
    previous: Option<Box<Case>>,
    /// Another unit's reports, changed likewise; of this year where they name none.
    #[serde(default)]
    colleagues: Vec<Case>,
    /// What the prose says once every fix is made, part by part.
    #[serde(default)]
    fixed: Vec<String>,
}

#[test]
fn every_case_finds_what_it_says() {
    let mut breaking = std::collections::BTreeSet::new();
    let mut kept = std::collections::BTreeSet::new();
    let mut wrong = Vec::new();
    for entry in sorted(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/rules")) {
        let file: File = toml::from_str(&std::fs::read_to_string(&entry).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", entry.display()));
        for case in file.case {
            let report = changed(&case, 2024);
            let form = Form::of(report.form).unwrap();
            let last = case.previous.as_ref().map(|last| changed(last, report.year - 1));
            let others: Vec<_> = case.colleagues.iter().map(|other| changed(other, report.year)).collect();
            let others: Vec<&Report> = others.iter().collect();
            let subject =
                CheckInput::new(form, &report).compared_with(last.as_ref()).with_other_units(&others).on(case.today);
            let packs: Vec<_> = case.pack.iter().map(|text| Arc::new(pack(&case.name, text))).collect();
            let subject =
                subject.by_packs(ChosenPacks { packs: &packs, unknown: &case.unknown_packs }).knowing(&case.words);
            let subject = subject.with_glyph_test(Some(|one| !PRIVATE.contains(&one)));
            let findings = check(&subject);
            let errors: Vec<_> = findings.iter().filter(|one| one.severity == Severity::Error).cloned().collect();
            assert_eq!(check_errors(&subject), errors, "{}: the errors alone", case.name);
            let codes: Vec<_> = findings.iter().map(|one| format!("{} {}", one.rule, one.severity.word())).collect();
            let said: Vec<_> = findings.iter().map(|one| messages::finding(Language::Chinese, form, one)).collect();
            let mut wanted = case.finds.clone();
            let mut found = codes.clone();
            wanted.sort();
            found.sort();
            if found != wanted {
                wrong.push(format!("{}: wanted {wanted:?}, found {found:?}: {said:#?}", case.name));
            }
            for words in case.says.iter().filter(|words| !said.concat().contains(*words)) {
                wrong.push(format!("{}: “{words}” is not in {said:#?}", case.name));
            }
            if let Some((rules, _)) = case.name.split_once(" kept") {
                kept.extend(rules.split(", ").map(str::to_owned));
                let broken = rules.split(", ").filter(|rule| codes.iter().any(|code| code.starts_with(rule)));
                wrong.extend(broken.map(|rule| format!("{}: {rule} is not kept", case.name)));
            }
            let mended = mended(&report, &findings);
            for words in case.fixed.iter().filter(|words| !mended.contains(*words)) {
                wrong.push(format!("{}: “{words}” is not in {mended}", case.name));
            }
            for finding in &findings {
                breaking.insert(format!("{}.{}", finding.rule, finding.message.variant));
                assert!(!finding.places.is_empty());
                let sentences = Language::ALL.map(|language| messages::finding(language, form, finding));
                assert!(!sentences.concat().contains("%{"), "{sentences:?}");
                assert!(sentences.iter().all(|one| !one.starts_with("finding.")), "{sentences:?}");
            }
        }
    }
    for rule in CATALOGUE {
        for variant in rule.variants.iter().filter(|variant| !breaking.contains(&format!("{}.{variant}", rule.code))) {
            wrong.push(format!("no case breaks {} {variant}", rule.code));
        }
        if !kept.contains(&rule.code.to_string()) {
            wrong.push(format!("no case keeps {}", rule.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A rule pack of these requirements.
fn pack(case: &str, requirements: &str) -> RulePack {
    let head = "id = \"example\"\ntitle = \"某市通知\"\nsource = \"某政办发〔2024〕9号\"\n";
    RulePack::parse(&format!("{head}{requirements}")).unwrap_or_else(|error| panic!("{case}: {error}"))
}

/// Characters of nobody: the fonts of the cases lack them.
const PRIVATE: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{F8FF}';

/// A reason lets a warning stand. An error stays one, even where a draft has a reason for it.
#[test]
fn only_warnings_and_hints_may_stand() {
    let mut report = blameless(2024);
    *report.prose_mut(SectionId::Problems) = prose("无。");
    *report.prose_mut(SectionId::Overview) = prose(&(ASPECTS.to_owned() + "渠道畅通,有序。"));
    let form = Form::of(report.form).unwrap();
    let found = run_checks::review(form, &report, None, None, &PackChoice::default());
    let of = |code: &str| found.findings.iter().find(|one| one.rule.to_string() == code).unwrap();
    let (error, warning) = (of("R07"), of("R41"));
    assert_eq!((error.severity.can_be_dismissed(), warning.severity.can_be_dismissed()), (false, true));
    assert!(error.dismissal(&report, form, "已请示").is_none() && warning.dismissal(&report, form, " ").is_none());
    let recorded = [
        warning.dismissal(&report, form, " 口径不同 ").unwrap(),
        Dismissal::new(&report, form, "R07".into(), error.places.clone(), "已请示".into()),
    ];
    report.dismissed.extend(recorded);
    let again = run_checks::review(form, &report, None, None, &PackChoice::default());
    assert!(!again.is_ready());
    let kept: Vec<_> =
        again.findings.iter().filter_map(|one| Some((one.rule.to_string(), one.dismissed.clone()?))).collect();
    assert_eq!(kept, [("R41".to_owned(), "口径不同".to_owned())]);
}

/// What the check takes for granted of the fonts: every basic ideograph can be printed.
#[test]
fn the_fonts_have_every_basic_ideograph() {
    let fonts = FontSet::bundled().unwrap();
    assert!(('\u{4E00}'..='\u{9FA5}').all(|one| fonts.find(FaceId::Fang, one).is_some()));
    let mut report = blameless(2024);
    report.unit.name = "青禾县\u{10FFFF}局".into();
    let found = run_checks::review(Form::of(report.form).unwrap(), &report, None, None, &PackChoice::default());
    assert!(found.findings.iter().any(|one| one.rule.to_string() == "R44" && one.places == [Place::Unit]));
}

fn sorted(folder: &str) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A report without fault, of an invented unit.
fn blameless(year: u16) -> Report {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, year);
    let form = Form::of(report.form).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        let number = match field.measure {
            CellMeasure::Amount => Number::parse("0.5", CellMeasure::Amount).unwrap(),
            other => Number::zero(other),
        };
        report.numbers.set(field.key, Some(number));
    }
    report.signature = Some(Signature {
        unit: "青禾县水务局".into(),
        date: Date::new(year + 1, 1, 10).unwrap(),
        extra: Default::default(),
    });
    let texts = [
        (SectionId::Overview, format!("{year}年，我局主动公开政府信息41条。\n{ASPECTS}")),
        (SectionId::Problems, format!("栏目更新不够及时。{}年，将按月检查。", year + 1)),
        (SectionId::Others, "本年度没有收取信息处理费。".to_owned()),
    ];
    for (id, text) in texts {
        *report.prose_mut(id) = prose(&text);
    }
    report
}

/// What section one must treat.
const ASPECTS: &str = "主动公开、依申请公开、信息管理、平台建设、监督保障、考核、评议、追责有序。";

fn prose(text: &str) -> RichText {
    RichText { paragraphs: text.lines().map(|line| Paragraph::new(Level::Body, line)).collect() }
}

fn section(name: &str) -> SectionId {
    serde_json::from_value(name.into()).unwrap()
}

fn changed(case: &Case, year: u16) -> Report {
    let mut report = blameless(case.year.unwrap_or(year));
    report.unit.kind = case.kind.unwrap_or(report.unit.kind);
    report.unit.kind_unconfirmed = case.kind_unconfirmed;
    report.unit.name = case.unit.clone().unwrap_or(report.unit.name);
    let form = Form::of(report.form).unwrap();
    report.title = case.title.clone();
    report.comments.clone_from(&case.comments);
    report.revisions.clone_from(&case.revisions);
    report.preface = case.preface.as_deref().map(prose).unwrap_or_default();
    for (id, text) in &case.prose {
        let tail = if id == "overview" && !case.bare { format!("\n{ASPECTS}") } else { String::new() };
        *report.prose_mut(section(id)) = prose(&(text.clone() + &tail));
    }
    let overview = &mut report.prose_mut(SectionId::Overview).paragraphs;
    if let Some(first) = case.table.first() {
        let cells = case.table.iter().flatten().map(|words| Paragraph::new(Level::Body, words.as_str()));
        overview.extend(RichText::of_cells(first.len(), 1, cells).paragraphs);
    }
    overview.extend(case.charts.iter().map(|choice| {
        let mut shown = Paragraph::new(Level::Body, case.figure_words.as_str());
        shown.figure = Some(Figure::of_chart(choice.clone()));
        shown
    }));
    let pictures = case.pictures.iter().map(|alt| (PictureId::of(alt.as_bytes()), alt.clone()));
    overview.extend(pictures.map(|(id, alt)| Paragraph::of_figure(Figure::of_picture(id, alt, 800))));
    if let Some(figure) = &case.newer_figure {
        overview.push(serde_json::from_str(&format!(r#"{{ "text": "图", "figure": {figure} }}"#)).unwrap());
    }
    if let Some(words) = &case.unverified {
        let prose = report.prose_mut(SectionId::Overview);
        for span in prose.find(&SearchQuery::new(words.as_str())) {
            Edit::mark(prose, span, TextMark::Unverified, true).apply(prose);
        }
    }
    match case.signed.as_deref() {
        Some("none") => report.signature = None,
        Some(day) => report.signature.as_mut().unwrap().date = Date::parse(day).unwrap(),
        None => {}
    }
    report.notes = case.notes.iter().map(|(key, note)| (CellKey::parse(key).unwrap(), note.clone())).collect();
    if let Some(count) = case.fill {
        *report.prose_mut(SectionId::Overview) =
            prose(&(ASPECTS.to_owned() + &"字".repeat(count - ASPECTS.chars().count() - 1) + "。"));
    }
    for name in &case.blank_tables {
        let table = form.tables.iter().find(|table| table.name.as_str() == name).unwrap();
        for field in &table.fields {
            report.numbers.set(field.key, None);
        }
    }
    for (key, text) in &case.numbers {
        let key = CellKey::parse(key).unwrap();
        let number = match text.as_str() {
            "blank" => None,
            // What a draft edited by hand may hold.
            text => {
                Some(serde_json::from_str::<Number>(text).unwrap_or_else(|_| Number::Amount(text.parse().unwrap())))
            }
        };
        report.numbers.set(key, number);
    }
    for (key, text) in &case.stated {
        let stated = text.parse().map_or(StatedTotal::Blank, StatedTotal::Number);
        report.numbers.state(CellKey::parse(key).unwrap(), Some(stated));
    }
    report.stated.titles = case.titles.iter().map(|(id, words)| (section(id), words.clone())).collect();
    report.stated.missing_titles = case.missing_titles.iter().map(|id| section(id)).collect();
    report.stated.labels = case.labels.clone();
    assert_eq!(report.form, Edition::of_year(report.year));
    report
}

/// The prose with every replacement made, the last ones first so that places hold.
fn mended(report: &Report, findings: &[Finding]) -> String {
    let mut steps: Vec<(Place, &str)> = Vec::new();
    for step in findings.iter().filter_map(|one| one.fix.as_ref()).flat_map(|fix| &fix.steps) {
        if let FixStep::Replace(place, words) = step {
            steps.push((*place, words));
        }
    }
    steps.sort();
    let mut text: BTreeMap<SectionId, Vec<Vec<char>>> = BTreeMap::new();
    for (id, prose) in &report.sections {
        text.insert(*id, prose.paragraphs.iter().map(|one| one.text().chars().collect()).collect());
    }
    for (place, words) in steps.into_iter().rev() {
        if let Place::Prose(id, spot) = place {
            text.get_mut(&id).unwrap()[spot.paragraph].splice(spot.start..spot.end, words.chars());
        }
    }
    text.values().flatten().map(|line| line.iter().collect::<String>() + "\n").collect()
}
