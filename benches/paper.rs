//! How long a report's way to paper takes, station by station: the sample, a report of eight pages
//! and one of about a hundred. `cargo bench --bench paper`; whole processes beside those of typst
//! and LibreOffice: `tests/bench/compare`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use divan::{Bencher, black_box};
use nianbao::check::{CheckInput, check};
use nianbao::export::plain_text;
use nianbao::form::{Form, SectionId};
use nianbao::import::text;
use nianbao::layout::{FontSet, LayoutCache, PageStyle, Paper, lay_out};
use nianbao::pdf;
use nianbao::report::Report;
use nianbao::richtext::Paragraph;
use nianbao::storage;

const KINDS: [&str; 3] = ["sample", "eight pages", "hundred pages"];

fn main() {
    divan::main();
}

fn report(kind: &str) -> Report {
    let mut report = storage::parse(include_bytes!("../assets/samples/weibin-2024.nianbao")).unwrap();
    let times = match kind {
        "eight pages" => 3,
        "hundred pages" => 66,
        _ => 1,
    };
    let prose = report.prose_mut(SectionId::Overview);
    prose.paragraphs = std::iter::repeat_n(prose.paragraphs.clone(), times).flatten().collect();
    report
}

fn form(report: &Report) -> &'static Form {
    Form::of(report.form).unwrap()
}

fn paper(report: &Report) -> Paper {
    lay_out(form(report), report, &PageStyle::official(), FontSet::bundled().unwrap())
}

#[divan::bench(args = KINDS)]
fn import(bencher: Bencher<'_, '_>, kind: &str) {
    let report = report(kind);
    let source = plain_text::write(form(&report), &report);
    bencher.bench(|| text::read(black_box(&source)));
}

#[divan::bench(args = KINDS)]
fn checks(bencher: Bencher<'_, '_>, kind: &str) {
    let report = report(kind);
    bencher.bench(|| check(&CheckInput::new(form(&report), black_box(&report))));
}

#[divan::bench(args = KINDS)]
fn layout(bencher: Bencher<'_, '_>, kind: &str) {
    let report = report(kind);
    bencher.bench(|| paper(black_box(&report)));
}

/// What a keystroke costs the preview: one character more in the middle of the text, the paragraphs
/// that it does not touch taken as they stand.
#[divan::bench(args = KINDS)]
fn layout_after_an_edit(bencher: Bencher<'_, '_>, kind: &str) {
    let mut report = report(kind);
    let prose = report.prose_mut(SectionId::Overview);
    let middle = prose.paragraphs.len() / 2;
    let mut standing = LayoutCache::default();
    bencher.bench_local(|| {
        let prose = report.prose_mut(SectionId::Overview);
        let text = prose.paragraphs[middle].text();
        let text = if text.ends_with('字') { text.trim_end_matches('字').to_owned() } else { text + "字" };
        prose.paragraphs[middle] = Paragraph::new(prose.paragraphs[middle].level, text);
        standing.lay_out(form(&report), black_box(&report), &PageStyle::official(), FontSet::bundled().unwrap())
    });
}

#[divan::bench(args = KINDS)]
fn pdf_bytes(bencher: Bencher<'_, '_>, kind: &str) {
    let paper = paper(&report(kind));
    println!("{kind}: {} pages", paper.pages.len());
    bencher.bench(|| pdf::write(black_box(&paper), FontSet::bundled().unwrap()));
}
