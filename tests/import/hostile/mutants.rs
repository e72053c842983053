//! Our own files in every kind, damaged: cut, with bytes changed, with a piece twice or missing, with
//! bytes of noise put in. Whatever comes of them, it comes soon.

use nianbao::form::Form;
use nianbao::session::{self, ExportFormat};
use nianbao::storage;

use super::Case;

/// How often each kind is damaged in each way.
const TIMES: usize = 3;

pub fn cases() -> Vec<Case> {
    let report = session::draft_files::sample().unwrap();
    let form = Form::of(report.form).unwrap();
    let mut whole: Vec<(String, Vec<u8>)> = ExportFormat::SET
        .into_iter()
        .map(|kind| (format!("our {kind:?}"), session::export(form, &report, kind).unwrap()))
        .collect();
    whole.push(("our draft".to_owned(), storage::write(&report).unwrap()));
    let mut cases = Vec::new();
    for (name, bytes) in &whole {
        let mut random = fastrand::Rng::with_seed(8);
        for time in 1..=TIMES {
            for (way, damage) in WAYS {
                let name = format!("{name}, {way} ({time})");
                cases.push(Case { name, bytes: damage(bytes.clone(), &mut random), outcomes: &[""] });
            }
        }
    }
    cases
}

type Damage = fn(Vec<u8>, &mut fastrand::Rng) -> Vec<u8>;

const WAYS: [(&str, Damage); 6] = [
    ("cut", |mut bytes, random| {
        bytes.truncate(random.usize(..bytes.len()));
        bytes
    }),
    ("without its beginning", |bytes, random| bytes[random.usize(..bytes.len().min(2_000))..].to_vec()),
    ("with bytes changed", |mut bytes, random| {
        for _ in 0..20 {
            let at = random.usize(..bytes.len());
            bytes[at] = random.u8(..);
        }
        bytes
    }),
    ("with a piece twice", |bytes, random| {
        let (from, to) = piece(&bytes, random);
        [&bytes[..to], &bytes[from..]].concat()
    }),
    ("without a piece", |bytes, random| {
        let (from, to) = piece(&bytes, random);
        [&bytes[..from], &bytes[to..]].concat()
    }),
    ("with noise in it", |bytes, random| {
        let (from, to) = piece(&bytes, random);
        let noise: Vec<u8> = (0..1_000).map(|_| random.u8(..)).collect();
        [&bytes[..from], &noise, &bytes[to..]].concat()
    }),
];

fn piece(bytes: &[u8], random: &mut fastrand::Rng) -> (usize, usize) {
    let (one, other) = (random.usize(..bytes.len()), random.usize(..bytes.len()));
    (one.min(other), one.max(other))
}
