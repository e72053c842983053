//! How long a report's way to paper takes, station by station: the sample, and a report of about
//! a hundred pages. `cargo bench --bench paper`.
#![allow(missing_docs, clippy::unwrap_used)]

use divan::{Bencher, black_box};
use nianbao::check::{Subject, check};
use nianbao::exchange::{published, text};
use nianbao::form::{Form, SectionId};
use nianbao::layout::{Fonts, Paper, Style, lay_out};
use nianbao::pdf;
use nianbao::report::Report;
use nianbao::store;

const KINDS: [&str; 2] = ["sample", "hundred pages"];

fn main() {
    divan::main();
}

fn report(kind: &str) -> Report {
    let mut report = store::parse(include_bytes!("../assets/samples/weibin-2024.nianbao")).unwrap();
    if kind == "hundred pages" {
        let prose = report.prose_mut(SectionId::Overview);
        prose.paragraphs = std::iter::repeat_n(prose.paragraphs.clone(), 66).flatten().collect();
    }
    report
}

fn form(report: &Report) -> &'static Form {
    Form::of(report.form).unwrap()
}

fn paper(report: &Report) -> Paper {
    lay_out(form(report), report, &Style::official(), Fonts::bundled().unwrap())
}

#[divan::bench(args = KINDS)]
fn import(bencher: Bencher<'_, '_>, kind: &str) {
    let report = report(kind);
    let source = text::write(form(&report), &report);
    bencher.bench(|| published::read(black_box(&source)));
}

#[divan::bench(args = KINDS)]
fn checks(bencher: Bencher<'_, '_>, kind: &str) {
    let report = report(kind);
    bencher.bench(|| check(&Subject::new(form(&report), black_box(&report))));
}

#[divan::bench(args = KINDS)]
fn layout(bencher: Bencher<'_, '_>, kind: &str) {
    let report = report(kind);
    bencher.bench(|| paper(black_box(&report)));
}

#[divan::bench(args = KINDS)]
fn pdf_bytes(bencher: Bencher<'_, '_>, kind: &str) {
    let paper = paper(&report(kind));
    println!("{kind}: {} pages", paper.pages.len());
    bencher.bench(|| pdf::write(black_box(&paper), Fonts::bundled().unwrap()));
}
