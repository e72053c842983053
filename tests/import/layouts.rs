//! Layouts that nobody foresaw: random ones of two hundred distinct numbers each, none of which may
//! come into a wrong cell, and nearly all of which must come into theirs.

mod distinct_numbers;
mod other_wordings;
mod page_frame;
mod random_layout;
mod rendering;

use std::collections::BTreeMap;

use fastrand::Rng;
use nianbao::form::{Edition, Form};
use nianbao::import::{Imported, text};

use distinct_numbers::Truth;
use random_layout::{Between, Layout};

/// A source with what is right.
struct Source {
    layout: Layout,
    text: String,
    truth: Truth,
}

/// What became of the cells of a source.
#[derive(Clone, Debug, Default)]
struct Outcome {
    right: usize,
    wrong: Vec<String>,
    lost: usize,
    untold: Vec<String>,
}

fn source(seed: u64) -> Source {
    let mut random = Rng::with_seed(seed);
    let form = Form::of(Edition::Cn2021).unwrap();
    let layout = Layout::draw(&mut random);
    let numbers = distinct_numbers::numbers(form, layout.sums, layout.blank, &mut random);
    let (text, truth) = rendering::page(form, &layout, &numbers, &mut random);
    Source { layout, text, truth }
}

fn outcome(source: &Source, reading: &Imported) -> Outcome {
    let report = &reading.report;
    let form = Form::of(report.form).unwrap();
    let told: Vec<String> = reading.remarks.iter().flat_map(|remark| digit_runs(&remark.excerpt)).collect();
    let together = source.layout.between == Between::Nothing;
    let is_told = |number: &String| told.iter().any(|run| run == number || (together && run.contains(number.as_str())));
    let mut outcome = Outcome::default();
    for (key, wanted) in &source.truth {
        let shown = report.numbers.shown(form, *key).map(|number| number.to_string());
        // A total that the source lacks is computed.
        let computed = wanted.is_none() && report.numbers.stated(*key).is_none() && !form.parts(*key).is_empty();
        match (wanted, &shown) {
            (wanted, shown) if wanted == shown || computed => outcome.right += 1,
            (Some(wanted), None) => {
                outcome.lost += 1;
                if !is_told(wanted) {
                    outcome.untold.push(format!("{key} {wanted}"));
                }
            }
            (wanted, shown) => outcome.wrong.push(format!("{key} {wanted:?} {shown:?}")),
        }
    }
    outcome
}

/// The numbers in a text, without separators.
fn digit_runs(text: &str) -> Vec<String> {
    let plain: String = text
        .chars()
        .filter(|one| *one != ',')
        .map(|one| match one {
            '０'..='９' => char::from_u32(u32::from(one) - 0xfee0).unwrap(),
            one => one,
        })
        .collect();
    plain.split(|one: char| !one.is_ascii_digit() && one != '.').map(str::to_owned).collect()
}

/// The least share of right cells in percent, and the most lost ones of ten thousand that are not told. The aim is 99
/// and 0; of 2,000 layouts 99.12 % were right and 22 of 400,000 cells not told.
const LEAST_RIGHT: usize = 99;
const MOST_UNTOLD: usize = 1;

/// `LAYOUT=seed` shows one source and what is read of it; `LAYOUTS=count` takes more.
#[test]
fn random_layouts_lose_little_and_mistake_nothing() {
    if let Some(seed) = std::env::var("LAYOUT").ok().and_then(|seed| seed.parse().ok()) {
        return show(seed);
    }
    let count = std::env::var("LAYOUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    let mut all = Outcome::default();
    let (mut cells, mut worst) = (0, Vec::new());
    let mut kinds: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for seed in 0..count {
        let source = source(seed);
        let reading = text::read(&source.text).unwrap();
        let outcome = outcome(&source, &reading);
        cells += source.truth.len();
        for kind in source.layout.kinds() {
            let counts = kinds.entry(kind).or_default();
            counts[0] += source.truth.len();
            counts[1] += outcome.wrong.len();
            counts[2] += outcome.lost;
            counts[3] += outcome.untold.len();
        }
        if outcome.lost + outcome.wrong.len() > 0 {
            worst.push((outcome.wrong.len(), outcome.lost, outcome.untold.len(), seed));
        }
        all.right += outcome.right;
        all.lost += outcome.lost;
        all.wrong.extend(outcome.wrong.into_iter().map(|wrong| format!("{seed}: {wrong}")));
        all.untold.extend(outcome.untold.into_iter().map(|untold| format!("{seed}: {untold}")));
    }
    for (kind, [cells, wrong, lost, untold]) in &kinds {
        println!("{kind:30} {cells:7} cells {wrong:6} wrong {lost:6} lost {untold:6} untold");
    }
    worst.sort_unstable();
    worst.reverse();
    println!("worst (wrong, lost, untold, seed): {:?}", &worst[..worst.len().min(40)]);
    let (wrong, untold) = (all.wrong.len(), all.untold.len());
    println!("{count} layouts, {cells} cells: {} right, {wrong} wrong, {} lost, {untold} untold", all.right, all.lost);
    println!("not told: {:?}", &all.untold[..untold.min(40)]);
    assert!(all.wrong.is_empty(), "{:?}", &all.wrong[..wrong.min(20)]);
    assert!(untold * 10_000 <= cells * MOST_UNTOLD, "{:?}", &all.untold[..untold.min(20)]);
    assert!(all.right * 100 >= cells * LEAST_RIGHT, "{} of {cells}", all.right);
}

fn show(seed: u64) {
    let source = source(seed);
    println!("{}\n{:?}", source.text, source.layout);
    let reading = text::read(&source.text).unwrap();
    for remark in &reading.remarks {
        println!("{remark:?}");
    }
    println!("{:?}", outcome(&source, &reading));
}
