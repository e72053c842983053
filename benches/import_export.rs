//! How long other programs' files take, in and out, for a report of about eight pages: every kind
//! within 50 ms. `cargo bench --bench import_export`
#![allow(missing_docs, clippy::unwrap_used)]

use divan::{Bencher, black_box};
use nianbao::export;
use nianbao::export::{csv_table, markdown, plain_text};
use nianbao::form::{Form, SectionId};
use nianbao::import::{self, html};
use nianbao::layout::{FontSet, PageStyle, Paper, lay_out};
use nianbao::report::Report;
use nianbao::{ofd, pdf, storage};

fn main() {
    divan::main();
}

/// The sample with as much prose again: eight pages.
fn report() -> Report {
    let mut report = storage::parse(include_bytes!("../assets/samples/weibin-2024.nianbao")).unwrap();
    let prose = report.prose_mut(SectionId::Overview);
    prose.paragraphs = std::iter::repeat_n(prose.paragraphs.clone(), 3).flatten().collect();
    report
}

fn form(report: &Report) -> &'static Form {
    Form::of(report.form).unwrap()
}

fn out<T>(bencher: Bencher<'_, '_>, write: impl Fn(&Form, &Report) -> T + Sync) {
    let report = report();
    bencher.bench(|| write(form(&report), black_box(&report)));
}

fn back(bencher: Bencher<'_, '_>, bytes: &[u8]) {
    bencher.bench(|| import::read(black_box(bytes)).unwrap());
}

#[divan::bench]
fn docx_out(bencher: Bencher<'_, '_>) {
    out(bencher, |form, report| export::docx::write(form, report).unwrap());
}

/// Read, and held against what the draft in it would show.
#[divan::bench]
fn docx_in_ours(bencher: Bencher<'_, '_>) {
    back(bencher, &export::docx::write(form(&report()), &report()).unwrap());
}

/// As python-docx makes it, with tracked changes and a text box.
#[divan::bench]
fn docx_in_anybodys(bencher: Bencher<'_, '_>) {
    back(bencher, include_bytes!("../tests/data/docx/handmade.docx"));
}

#[divan::bench]
fn html_out(bencher: Bencher<'_, '_>) {
    out(bencher, export::html::write);
}

#[divan::bench]
fn html_in_ours(bencher: Bencher<'_, '_>) {
    back(bencher, export::html::write(form(&report()), &report()).as_bytes());
}

/// Without the `data-` attributes, inside a site's navigation.
#[divan::bench]
fn html_in_anybodys(bencher: Bencher<'_, '_>) {
    let page = export::html::write(form(&report()), &report()).replace(" data-nianbao=\"1\"", "");
    let around = "<div><a href='#'>首页</a></div>".repeat(200);
    back(bencher, page.replace("<main>", &around).replace("</main>", &around).as_bytes());
}

#[divan::bench]
fn html_fragment(bencher: Bencher<'_, '_>) {
    let page = export::html::write(form(&report()), &report());
    bencher.bench(|| html::fragment(black_box(&page), &|_| None));
}

#[divan::bench]
fn xlsx_out(bencher: Bencher<'_, '_>) {
    out(bencher, |form, report| export::xlsx_workbook::write(form, report).unwrap());
}

#[divan::bench]
fn xlsx_in(bencher: Bencher<'_, '_>) {
    back(bencher, &export::xlsx_workbook::write(form(&report()), &report()).unwrap());
}

#[divan::bench]
fn csv_out(bencher: Bencher<'_, '_>) {
    out(bencher, csv_table::write);
}

#[divan::bench]
fn csv_in(bencher: Bencher<'_, '_>) {
    back(bencher, &csv_table::write(form(&report()), &report()));
}

#[divan::bench]
fn text_out(bencher: Bencher<'_, '_>) {
    out(bencher, plain_text::write);
}

#[divan::bench]
fn text_in(bencher: Bencher<'_, '_>) {
    back(bencher, plain_text::write(form(&report()), &report()).as_bytes());
}

/// Ten thousand lines, nearly all of them sentences of the first section.
#[divan::bench]
fn text_in_10_000_lines(bencher: Bencher<'_, '_>) {
    let text = plain_text::write(form(&report()), &report());
    let title = "二、主动公开政府信息情况";
    let (before, after) = text.split_once(title).unwrap();
    let lines = 10_000 - text.lines().count();
    // Lines with equally many commas would be the rows of a table.
    let line = |at: usize| format!("{}。\n", vec!["主动公开政府信息"; 1 + at % 4].join("，"));
    let prose: String = (0..lines).map(line).collect();
    back(bencher, format!("{before}{prose}{title}{after}").as_bytes());
}

#[divan::bench]
fn markdown_out(bencher: Bencher<'_, '_>) {
    out(bencher, markdown::write);
}

#[divan::bench]
fn json_out(bencher: Bencher<'_, '_>) {
    out(bencher, |form, report| export::json_report::write(form, report).unwrap());
}

#[divan::bench]
fn json_in(bencher: Bencher<'_, '_>) {
    back(bencher, &export::json_report::write(form(&report()), &report()).unwrap());
}

#[divan::bench]
fn markdown_in(bencher: Bencher<'_, '_>) {
    back(bencher, markdown::write(form(&report()), &report()).as_bytes());
}

fn paper() -> Paper {
    let report = report();
    lay_out(form(&report), &report, &PageStyle::official(), FontSet::bundled().unwrap())
}

#[divan::bench]
fn pdf_in(bencher: Bencher<'_, '_>) {
    back(bencher, &pdf::write(&paper(), FontSet::bundled().unwrap()).unwrap());
}

/// From pages, as `pdf` in the bench of paper.
#[divan::bench]
fn ofd_out(bencher: Bencher<'_, '_>) {
    let paper = paper();
    bencher.bench(|| ofd::write(black_box(&paper), FontSet::bundled().unwrap()).unwrap());
}
