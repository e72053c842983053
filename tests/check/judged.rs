//! The rules against invented reports whose every fault is known (`tests/data/judged`): precision and
//! recall of each rule on a half that their author knows and on one that he does not, and whether a
//! changed number is noticed. `cargo test --test check judged -- --nocapture` prints the table;
//! `JUDGED_WITHHELD=1` also lists what is missed or wrong in the withheld half.

mod corpus;
mod faults;
mod figures;
mod mutations;
mod notation;
mod planting;
mod scores;

use std::collections::BTreeMap;

use fastrand::Rng;
use nianbao::check::Severity;
use serde::{Deserialize, Serialize};

use corpus::{Corpus, Draft, Half, Sentence};
use faults::{Fault, Planted, Target};
use mutations::{COMPARING, Mutation};
use scores::{Expected, Scores, Seen, findings, table};

/// In how many reports each way to plant a fault is tried; in more where there are few ways.
const TIMES: usize = 2;
/// How often the same number of the same sentence is changed, in different reports.
const CHANGED: usize = 2;

const FLOORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/judged/floors.toml");
const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/judged/figures.md");

/// Least precision and recall of each half and row, in thousandths.
#[derive(Default, PartialEq, Serialize, Deserialize)]
struct Floors(BTreeMap<String, BTreeMap<String, [usize; 2]>>);

#[test]
fn judged_reports_are_judged_as_before() {
    let halves: BTreeMap<Half, Scores> = std::thread::scope(|scope| {
        let both = Half::BOTH.map(|half| (half, scope.spawn(move || measured(&Corpus::of(half)))));
        both.into_iter().map(|(half, scores)| (half, scores.join().unwrap())).collect()
    });
    println!("{}\n", table(&halves));
    for (half, scores) in &halves {
        if *half == Half::Visible || std::env::var_os("JUDGED_WITHHELD").is_some() {
            println!("{}:\n{}\n", half.word(), scores.trouble.join("\n"));
        }
    }
    let now: BTreeMap<_, _> = halves.iter().map(|(half, scores)| (half.word().to_owned(), rows(scores))).collect();
    if std::env::var_os("UPDATE_FLOORS").is_some() {
        std::fs::write(FLOORS, written(&now)).unwrap();
        let head =
            "Written by `UPDATE_FLOORS=1 cargo test --test check judged`: faults found, false alarms, faults missed.";
        std::fs::write(FIGURES, format!("# Figures\n\n{head}\n\n{}\n", table(&halves))).unwrap();
    }
    let Floors(floors) = toml::from_str(&std::fs::read_to_string(FLOORS).unwrap()).unwrap();
    let mut lost = Vec::new();
    for (half, rows) in &floors {
        for (name, [precision, recall]) in rows {
            let own = now[half].get(name).copied().unwrap_or([1000, 1000]);
            if own[0] < *precision || own[1] < *recall {
                lost.push(format!("{half} {name}: {own:?} in thousandths, at least [{precision}, {recall}]"));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// The sentences by which the rules were practised: nothing is said of sound ones, and a changed number is noticed.
#[test]
fn practised_sentences_are_read() {
    let corpus = Corpus::of(Half::Practice);
    let reports = looked_at(&corpus);
    let mut scores = Scores::default();
    for (draft, found) in &reports {
        found.iter().filter(|one| !is_measure_word(draft, one)).for_each(|one| scores.wrong(one, &at(draft, one)));
    }
    for fault in faults::faults(corpus.half) {
        plant(&corpus, &reports, &fault, &mut scores);
    }
    deny(&corpus, &reports, &mut scores);
    claim(&corpus, &reports, &mut scores);
    change(&corpus, &reports, &mut scores);
    println!("{}", scores.trouble.join("\n"));
    let all = scores.all();
    for (name, score) in &all {
        println!("{name}: {} {}", score.precision(), score.recall());
    }
    let low = all
        .iter()
        .filter(|(name, score)| name.starts_with("all ") && (score.precision() < 980 || score.recall() < 980));
    assert_eq!(low.count(), 0);
}

/// The corpus is as large as it says, and every line of it is used.
#[test]
fn judged_corpus_is_complete() {
    for half in Half::BOTH {
        let corpus = Corpus::of(half);
        let reports = corpus.reports();
        assert!(reports.len() >= 150);
        for (kinds, least) in [(&corpus.claims, 20), (&corpus.lookalikes, 10)] {
            let few: Vec<&str> =
                kinds.iter().filter(|kind| kind.read.len() < least).map(|kind| kind.name.as_str()).collect();
            assert!(few.is_empty(), "fewer than {least} sentences in the {} half: {few:?}", half.word());
        }
        let unused: Vec<String> = unused(&corpus, &reports);
        assert!(unused.is_empty(), "{}: never used: {}", half.word(), unused.join("\n"));
    }
}

fn unused(corpus: &Corpus, reports: &[Draft]) -> Vec<String> {
    let used: Vec<(usize, usize)> = reports
        .iter()
        .flat_map(|one| &one.passages)
        .flat_map(|one| &one.sentences)
        .filter_map(|one| one.claim)
        .collect();
    let of_kind = |(at, kind): (usize, &corpus::Kind)| {
        let lines = kind.read.iter().enumerate();
        lines.filter(|(line, _)| !used.contains(&(at, *line))).map(|(_, line)| line.text.clone()).collect::<Vec<_>>()
    };
    corpus.claims.iter().enumerate().flat_map(of_kind).collect()
}

fn rows(scores: &Scores) -> BTreeMap<String, [usize; 2]> {
    scores.all().into_iter().map(|(name, score)| (name, [score.precision(), score.recall()])).collect()
}

fn written(floors: &BTreeMap<String, BTreeMap<String, [usize; 2]>>) -> String {
    let mut text = "# Least precision and recall in thousandths; UPDATE_FLOORS=1 writes today's.\n".to_owned();
    for (half, rows) in floors {
        text += &format!("\n[{half}]\n");
        rows.iter().for_each(|(name, [precision, recall])| text += &format!("\"{name}\" = [{precision}, {recall}]\n"));
    }
    text
}

/// The sound reports of one half, each with what is found in it.
fn looked_at(corpus: &Corpus) -> Vec<(Draft, Vec<Seen>)> {
    let with_findings = |draft: Draft| {
        let found = found(&draft);
        (draft, found)
    };
    corpus.reports().into_iter().map(with_findings).collect()
}

/// All of one half: sound reports, faults one at a time, changed numbers.
fn measured(corpus: &Corpus) -> Scores {
    let mut scores = Scores::default();
    let reports = looked_at(corpus);
    for (draft, found) in &reports {
        found.iter().filter(|one| !is_measure_word(draft, one)).for_each(|one| scores.wrong(one, &at(draft, one)));
    }
    for fault in faults::faults(corpus.half) {
        plant(corpus, &reports, &fault, &mut scores);
    }
    deny(corpus, &reports, &mut scores);
    claim(corpus, &reports, &mut scores);
    change(corpus, &reports, &mut scores);
    scores
}

fn found(draft: &Draft) -> Vec<Seen> {
    findings(draft.report(), draft.last.as_ref(), None, None, None)
}

/// Whether a finding of the sound report is the hint on another measure word than 件, which stands there.
fn is_measure_word(draft: &Draft, one: &Seen) -> bool {
    let report = draft.report();
    let other = |place: &nianbao::report::Place| {
        let Some((part, spot)) = place.spot() else { return false };
        let text = report.part(part).map(|prose| prose.paragraphs[spot.paragraph].text()).unwrap_or_default();
        text.chars().nth(spot.start).is_some_and(|one| "条宗份次起例个".contains(one))
    };
    one.rule == "R40" && one.places.iter().all(other)
}

/// The paragraph in which a finding lies.
fn at(draft: &Draft, one: &Seen) -> String {
    let report = draft.report();
    let spot = one.places.iter().find_map(|place| place.spot());
    let text = spot.and_then(|(part, spot)| Some(report.part(part)?.paragraphs.get(spot.paragraph)?.text()));
    format!("sound: {} {}", report.unit.name, text.unwrap_or_default())
}

fn plant(corpus: &Corpus, reports: &[(Draft, Vec<Seen>)], fault: &Fault, scores: &mut Scores) {
    let severity = |word: &str| Severity::ALL.into_iter().find(|one| one.word() == word).unwrap();
    let usual = || nianbao::check::CATALOGUE.iter().find(|rule| rule.code.to_string() == fault.row).unwrap().severity;
    let severity = fault.severity.as_deref().map_or_else(usual, severity);
    let rules: Option<Vec<&str>> = match fault.rules.first().map(String::as_str) {
        Some("*") => None,
        Some(_) => Some(fault.rules.iter().map(String::as_str).collect()),
        None => Some(vec![&fault.row]),
    };
    let mut also: Vec<&str> = fault.also.iter().map(String::as_str).collect();
    if fault.prose {
        also.extend(COMPARING);
        also.extend(["R22", "R25", "R26", "R28", "R31", "R30", "R29"].iter().filter(|one| **one != fault.row));
    }
    for way in 0..fault.ways() {
        let mut rng = Rng::with_seed(way as u64 + 1);
        let (mut planted, start) = (0, rng.usize(..reports.len()));
        for (draft, sound) in reports[start..].iter().chain(&reports[..start]) {
            let Some(Planted { draft: new, target, colleague, today, words, unverified }) =
                fault.plant(way, draft, corpus, &mut rng)
            else {
                continue;
            };
            let found = findings(new.report(), new.last.as_ref(), colleague.as_ref(), today, unverified);
            let expected = Expected {
                row: &fault.row,
                rules: rules.clone(),
                severity,
                target: &target,
                also: also.clone(),
                sentence: None,
                once: fault.once,
                words: &words,
                name: &fault.name,
            };
            scores.judge(sound, &found, &expected);
            planted += 1;
            if planted == TIMES.max(8 / fault.ways()) {
                break;
            }
        }
        assert!(planted > 0, "“{}” suits no report: way {way}", fault.name);
    }
}

/// Claims of nothing where there is something.
fn deny(corpus: &Corpus, reports: &[(Draft, Vec<Seen>)], scores: &mut Scores) {
    let mut used: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut rng = Rng::with_seed(5);
    for (draft, sound) in reports {
        for denial in corpus.false_denials(&draft.figures) {
            let count = used.entry(denial).or_default();
            if *count == CHANGED {
                continue;
            }
            let line = &corpus.claims[denial.0].read[denial.1];
            let bare = notation::Line { needs: Vec::new(), text: format!("«{}»", line.text) };
            let Some(written) = notation::write(&bare, &draft.figures, &mut rng) else { continue };
            let mut new = draft.clone();
            let words = written.text.clone();
            let home = corpus::home(&corpus.claims[denial.0].home, &mut rng);
            let Some(places) = planting::insert(&mut new, home, written, false, &mut rng) else { continue };
            *count += 1;
            let whole = line.needs.iter().any(|need| ["received=0", "review=0", "suit=0"].contains(&need.as_str()));
            let severity = if whole { Severity::Error } else { Severity::Warning };
            let place = places[0];
            let expected = Expected {
                row: "R23",
                rules: Some(COMPARING.to_vec()),
                severity,
                target: &Target::Text(places),
                also: Vec::new(),
                sentence: Some((place, COMPARING.to_vec())),
                once: false,
                words: &words,
                name: "denial",
            };
            scores.judge(sound, &found(&new), &expected);
        }
    }
}

/// Claims of something where there is nothing.
fn claim(corpus: &Corpus, reports: &[(Draft, Vec<Seen>)], scores: &mut Scores) {
    let names = [("requests received", "received"), ("reconsideration", "review"), ("litigation", "suit")];
    let mut rng = Rng::with_seed(9);
    for (kind, name) in names {
        let kind = corpus.claims.iter().find(|one| one.name == kind).unwrap();
        let nothing =
            reports.iter().filter(|(draft, _)| draft.figures.value(name).is_some_and(|value| value.is_zero()));
        for (line, (draft, sound)) in kind.read.iter().zip(nothing.cycle()) {
            let figures = draft.figures.with(name, rng.u32(2..90).into());
            let Some(mut written) = notation::write(line, &figures, &mut rng) else { continue };
            written.marks =
                written.slots.iter().filter(|slot| slot.expression == name).map(|slot| slot.at.clone()).collect();
            let words = written.text.clone();
            let mut new = draft.clone();
            let home = corpus::home(&kind.home, &mut rng);
            let Some(places) = planting::insert(&mut new, home, written, false, &mut rng) else { continue };
            let place = places[0];
            let expected = Expected {
                row: "R23",
                rules: Some(COMPARING.to_vec()),
                severity: Severity::Error,
                target: &Target::Text(places),
                also: Vec::new(),
                sentence: Some((place, COMPARING.to_vec())),
                once: false,
                words: &words,
                name: "claim",
            };
            scores.judge(sound, &found(&new), &expected);
        }
    }
}

/// Whether a finding lies in the sentence of a changed number.
fn lies_in(one: &Seen, mutation: &Mutation) -> bool {
    one.places.iter().any(|place| scores::overlaps(place, &mutation.sentence))
}

/// Numbers, changed.
fn change(corpus: &Corpus, reports: &[(Draft, Vec<Seen>)], scores: &mut Scores) {
    let mut used: BTreeMap<((usize, usize), String), usize> = BTreeMap::new();
    let mut free = 0;
    for (draft, sound) in reports {
        for spot in mutations::spots(draft, true) {
            let sentence: &Sentence = &draft.passages[spot.passage].sentences[spot.sentence];
            let slot = format!("{} {}", spot.slot, sentence.written.slots[spot.slot].expression);
            let count = used.entry((sentence.claim.unwrap(), slot)).or_default();
            if *count == CHANGED {
                continue;
            }
            let mutations = mutations::of_claim(draft, corpus, spot);
            *count += usize::from(!mutations.is_empty());
            for Mutation { draft, row, how, digits, sentence, words, error } in mutations {
                let target = Target::Text(vec![digits]);
                let rules = if row == "R09" { vec!["R09"] } else { COMPARING.to_vec() };
                let rules = if row == "R09" { [rules, COMPARING.to_vec()].concat() } else { rules };
                let expected = Expected {
                    row: &row,
                    rules: Some(rules),
                    severity: if error { Severity::Error } else { Severity::Warning },
                    target: &target,
                    also: Vec::new(),
                    sentence: Some((sentence, [COMPARING.to_vec(), vec!["R22"]].concat())),
                    once: false,
                    words: &words,
                    name: how,
                };
                let noticed = scores.judge(sound, &found(&draft), &expected);
                scores.determined[0] += usize::from(noticed);
                scores.determined[1] += 1;
            }
        }
        for spot in mutations::spots(draft, false) {
            free += 1;
            if free % 2 == 0 {
                continue;
            }
            for mutation in mutations::of_lookalike(draft, spot) {
                scores.free[1] += 1;
                // A false alarm that the sound report has there, too, was counted with it.
                let known = |one: &Seen| sound.iter().any(|old| old.rule == one.rule && lies_in(old, &mutation));
                for one in found(&mutation.draft).iter().filter(|one| lies_in(one, &mutation)) {
                    scores.free[0] += usize::from(one.severity == Severity::Error);
                    if !known(one) {
                        scores.wrong(one, &format!("{} ({})", mutation.words, mutation.how));
                    }
                }
            }
        }
    }
}
