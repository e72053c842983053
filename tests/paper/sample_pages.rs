//! The pages that the README shows, kept as text: whoever changes them makes its pictures anew.
//!
//! `NIANBAO_PICTURES=dir cargo test --test paper sample_pages` draws every page of each report at 200 dpi, to be
//! looked at; `UPDATE_SNAPSHOTS=true cargo test --test paper sample_pages` draws the README's pictures. Both want
//! poppler.

use std::path::Path;
use std::process::Command;

use expect_test::expect_file;
use nianbao::form::Form;
use nianbao::layout::{FontSet, PageStyle, Paper, dump, lay_out};
use nianbao::pdf;
use nianbao::report::Report;

use crate::published_reports;
use crate::sample_reports;

/// Where the README's pictures lie.
const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/pictures/paper");

/// A report's name, the page that the README shows, counted from 1, and how it is set.
struct Shown {
    name: &'static str,
    page: usize,
    report: Report,
    style: PageStyle,
}

impl Shown {
    fn paper(&self) -> Paper {
        lay_out(Form::of(self.report.form).unwrap(), &self.report, &self.style, FontSet::bundled().unwrap())
    }
}

fn shown() -> Vec<Shown> {
    let plain = PageStyle::official();
    let marked = PageStyle { review_mark: true, approval_sheet: true, ..PageStyle::official() };
    let mut all = vec![
        Shown { name: "sample", page: 1, report: sample_reports::sample(), style: plain },
        Shown { name: "stress", page: 2, report: sample_reports::stress(), style: marked.clone() },
    ];
    if let Some(report) = published_reports::reports().and_then(sample_reports::city) {
        all.push(Shown { name: "city", page: 4, report, style: PageStyle::official() });
    }
    all
}

#[test]
fn hard_pages_are_these() {
    let shown = shown().into_iter().find(|shown| shown.name == "stress").unwrap();
    expect_file!["../data/snapshots/stress.pages.txt"].assert_eq(&dump(&shown.paper()));
}

#[test]
fn pictures() {
    let folder = std::env::var_os("NIANBAO_PICTURES");
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    if folder.is_none() && !update {
        println!("skipped: neither NIANBAO_PICTURES nor UPDATE_SNAPSHOTS asks for pictures");
        return;
    }
    for shown in shown() {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.pdf", shown.name));
        std::fs::write(&file, pdf::write(&shown.paper(), FontSet::bundled().unwrap()).unwrap()).unwrap();
        let draw = |options: &[&str], to: &Path| {
            let status = Command::new("pdftoppm").args(["-gray", "-png"]).args(options).arg(&file).arg(to).status();
            assert!(status.expect("pdftoppm, of poppler-utils").success());
        };
        if let Some(folder) = folder.as_ref().map(Path::new) {
            std::fs::create_dir_all(folder).unwrap();
            draw(&["-r", "200"], &folder.join(shown.name));
        }
        if update {
            let (page, picture) = (shown.page.to_string(), Path::new(README).join(shown.name));
            draw(&["-r", "75", "-singlefile", "-f", &page, "-l", &page], &picture);
            framed(&picture.with_extension("png"));
        }
    }
}

/// Puts a grey line around a picture and keeps sixteen greys of it.
fn framed(file: &Path) {
    let picture = image::open(file).unwrap().to_luma8();
    let (width, height) = picture.dimensions();
    let framed = image::GrayImage::from_fn(width + 2, height + 2, |x, y| {
        let inner = (1..=width).contains(&x) && (1..=height).contains(&y);
        let grey = if inner { picture.get_pixel(x - 1, y - 1)[0] } else { 0xCC };
        image::Luma([(grey >> 4) * 0x11])
    });
    framed.save(file).unwrap();
}
