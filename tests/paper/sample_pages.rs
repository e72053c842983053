//! The pages that the README shows, kept as text and as pictures.
//! `UPDATE_SNAPSHOTS=true cargo test --test paper sample_pages` draws the pictures anew, by poppler.

use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;
use nianbao::form::Form;
use nianbao::layout::{FontSet, PageStyle, Paper, dump, lay_out};
use nianbao::pdf;
use nianbao::report::Report;

use crate::published_reports;
use crate::sample_reports;
use crate::skip::skip;

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

/// The README's pictures show what is printed today. Other versions of poppler shade edges otherwise, so
/// that the mean grey of every block of eight pixels is held to theirs.
#[test]
fn the_pictures_of_the_readme_are_these_pages() {
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    for shown in shown() {
        let file = in_target(&format!("{}.pdf", shown.name));
        std::fs::write(&file, pdf::write(&shown.paper(), FontSet::bundled().unwrap()).unwrap()).unwrap();
        let (page, kept) = (shown.page.to_string(), Path::new(README).join(shown.name));
        let to = if update { kept.clone() } else { in_target(shown.name) };
        if !draw(&["-r", "75", "-singlefile", "-f", &page, "-l", &page], &file, &to) {
            return skip("pdftoppm is not installed (apt-get install poppler-utils)");
        }
        framed(&to.with_extension("png"));
        let [now, then] = [&to, &kept].map(|path| blocks(&path.with_extension("png")));
        assert_eq!(now.len(), then.len(), "{}: another size", shown.name);
        let differ = now.iter().zip(&then).filter(|(now, then)| now.abs_diff(**then) > 24).count();
        assert!(differ == 0, "{}: {differ} of {} blocks differ", shown.name, now.len());
    }
}

/// Every page of each report at 200 dpi:
/// `NIANBAO_PICTURES=folder cargo test --test paper every_page -- --ignored`.
#[test]
#[ignore = "a tool: draws pages to look at, and asserts nothing"]
fn every_page_for_the_eye() {
    let folder = std::env::var_os("NIANBAO_PICTURES").expect("NIANBAO_PICTURES names a folder");
    std::fs::create_dir_all(&folder).unwrap();
    for shown in shown() {
        let file = in_target(&format!("{}.pdf", shown.name));
        std::fs::write(&file, pdf::write(&shown.paper(), FontSet::bundled().unwrap()).unwrap()).unwrap();
        assert!(draw(&["-r", "200"], &file, &Path::new(&folder).join(shown.name)), "pdftoppm, of poppler-utils");
    }
}

fn in_target(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Draws a PDF in grey by poppler; whether that is installed.
fn draw(options: &[&str], file: &Path, to: &Path) -> bool {
    let status = Command::new("pdftoppm").args(["-gray", "-png"]).args(options).arg(file).arg(to).status();
    status.inspect(|status| assert!(status.success(), "pdftoppm {status}")).is_ok()
}

/// The mean grey of every block of eight pixels.
fn blocks(file: &Path) -> Vec<u8> {
    let picture = image::open(file).unwrap().to_luma8();
    let (columns, rows) = (picture.width() / 8, picture.height() / 8);
    let mean = |(left, top): (u32, u32)| {
        let pixels = (0..64).map(|at| u32::from(picture.get_pixel(left * 8 + at % 8, top * 8 + at / 8)[0]));
        u8::try_from(pixels.sum::<u32>() / 64).unwrap()
    };
    (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row))).map(mean).collect()
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
