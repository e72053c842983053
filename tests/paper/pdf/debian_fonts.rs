//! Fonts as other people make them, where Debian's packages are installed: a collection of TrueType
//! fonts in every role, the font of rare characters that the README recommends, and one that is refused.

use nianbao::form::{Form, UnitKind};
use nianbao::layout::{FaceId, Font, FontSet, PageStyle, Paper, lay_out};
use nianbao::pdf::{self, PdfProfile};
use nianbao::report::Report;
use nianbao::richtext::RichText;

use super::{other_readers, reader, runs, sample_report};
use crate::skip::skip;

/// Of `fonts-arphic-uming`: four fonts of 1024 units per em, with hints.
const COLLECTION: &str = "/usr/share/fonts/truetype/arphic/uming.ttc";
/// Of `fonts-hanazono`.
const RARE: &str = "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf";
/// Of `fonts-urw-base35`: PostScript outlines.
const POSTSCRIPT: &str = "/usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf";

/// The bytes of a font file; `None` where it is not installed.
fn bytes(path: &str) -> Option<&'static [u8]> {
    std::fs::read(path).ok().map(|bytes| &*bytes.leak())
}

fn set(report: &Report, fonts: &FontSet) -> Paper {
    lay_out(Form::of(report.form).unwrap(), report, &PageStyle::official(), fonts)
}

fn assert_read_back(paper: &Paper, fonts: &FontSet, name: &str) -> String {
    let laid: String = runs(paper).map(|(_, run)| run.text()).collect();
    let bytes = pdf::write_with(paper, fonts, PdfProfile::A1b).unwrap();
    let got: String = reader::Reader::of(&bytes).glyphs().into_iter().map(|glyph| glyph.text).collect();
    assert!(got == laid, "{name}: as lopdf reads it");
    other_readers::preflight(&format!("nianbao-pdf-{name}.pdf"), &bytes);
    let file = reader::on_disk(&format!("nianbao-pdf-{name}.pdf"), &pdf::write(paper, fonts).unwrap());
    let sorted = |text: &str| {
        let mut all: Vec<char> = other_readers::without_spaces(text).chars().collect();
        all.sort_unstable();
        all
    };
    for (program, arguments) in
        [("pdftotext", vec!["-raw", &file, "-"]), ("mutool", vec!["draw", "-q", "-F", "txt", &file])]
    {
        if let Some(said) = reader::program(program, &arguments) {
            assert!(sorted(&said) == sorted(&laid), "{name}: as {program} reads it");
        }
    }
    file
}

#[test]
fn a_report_in_fonts_of_a_collection_is_read_back_and_archived() {
    let Some(data) = bytes(COLLECTION) else { return skip("fonts-arphic-uming is not installed") };
    let mut fonts = FontSet::bundled().unwrap().clone();
    for (face, index) in FaceId::OFFICIAL.into_iter().zip([0, 1, 2, 3, 0]) {
        fonts = fonts.with(face, Font::parse(data, index).unwrap());
    }
    let paper = set(&sample_report::report(true), &fonts);
    let file = assert_read_back(&paper, &fonts, "collection");
    if let Some(said) = reader::program("pdffonts", &[&file]) {
        let rows: Vec<_> = said.lines().skip(2).collect();
        assert!(rows.iter().filter(|row| row.contains("UMing")).count() >= 5, "{said}");
        assert!(rows.iter().all(|row| row.contains("yes yes yes")), "embedded, reduced, with their text: {said}");
    }
}

#[test]
fn rare_characters_of_level_three_are_printed_with_the_recommended_font() {
    let Some(data) = bytes(RARE) else { return skip("fonts-hanazono is not installed") };
    let fonts = FontSet::bundled().unwrap().clone().with(FaceId::Rare, Font::parse(data, 0).unwrap());
    // Of each of the extensions B, C and D, GB 18030-2022 level 3 has all.
    let all = (0x20000..=0x2A6D6).chain(0x2A700..=0x2B734).chain(0x2B740..=0x2B81D);
    let text: String = all.step_by(29).filter_map(char::from_u32).collect();
    let mut report = Report::new("青石区信访局", UnitKind::Department, 2024);
    report.preface = RichText::plain(&text);
    let plain = set(&report, FontSet::bundled().unwrap());
    let paper = set(&report, &fonts);
    assert!(!plain.missing.is_empty() && paper.missing.is_empty(), "no font has {:?}", paper.missing);
    assert_read_back(&paper, &fonts, "level-3");
}

#[test]
fn fonts_of_postscript_outlines_are_refused() {
    let Some(data) = bytes(POSTSCRIPT) else { return skip("fonts-urw-base35 is not installed") };
    let refused = Font::parse(data, 0).err().map(|error| error.to_string());
    assert_eq!(refused.as_deref(), Some("not a usable TrueType font: no TrueType outlines"));
}
