//! Knows files that this program made and no other has saved since, by the marks that it puts into them: its exports,
//! and what is about a report and is none. Must not know what else is in them.

use std::io::Read as _;

use crate::export::rollup_csv::LONG_HEADS;
use crate::export::rollup_workbook;
use crate::limits::OwnOutput;
use crate::ooxml::escape::xml_text;
use crate::ooxml::package::Package;
use crate::ooxml::package_seal;

/// What the metadata of our PDF files say of the program, without its version.
const PDF_PRODUCER: &str = "<pdf:Producer>nianbao ";
/// What our Word files say of it.
const WORD_APPLICATION: &str = "<Application>nianbao</Application>";
/// What our pictures say of it.
const PICTURE_SOFTWARE: &[u8] = b"Software\0nianbao";
/// What our tables for databases say of it.
const TABLE_CREATOR: &[u8] = b"nianbao";
/// What the manifest of a package that is handed in says of itself.
const PACKAGE_FORMAT: &[u8] = b"\"format\": \"nianbao-package\"";
/// When our workbooks were saved, by what they say: they are the same on every day.
const WORKBOOK_MODIFIED: &str = "2000-01-01T00:00:00Z</dcterms:modified>";
/// What our OFD files say of the program.
const OFD_CREATOR: &str = "<ofd:Creator>nianbao</ofd:Creator>";
/// The mark at the end of a PDF. A program that signs or changes one adds to it, with a mark of its own.
const PDF_END: &[u8] = b"%%EOF";
/// What stands before the title of a PDF.
const PDF_TITLE: &str = "<rdf:li xml:lang=\"x-default\">";
/// How many bytes at the beginning of a text, a page or a picture, and at the end of a table, are looked at.
const HEAD: usize = 4096;
/// The most bytes of a part with properties.
const PROPERTIES: u64 = 64 * 1024;

/// Whether `bytes` are a PDF or a Word document of ours with this title.
pub fn is_own(bytes: &[u8], title: &str) -> bool {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => is_own_pdf(bytes, title),
        [b'P', b'K', ..] => is_own_document(bytes, title).unwrap_or(false),
        _ => false,
    }
}

/// Whether `bytes` are a document, a workbook or pages that another program saved last: what somebody wrote into them is
/// nowhere else. Each of these formats tells who saved it; texts and web pages do not.
pub fn is_saved_elsewhere(bytes: &[u8]) -> bool {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => !is_untouched_pdf(bytes),
        [b'P', b'K', ..] => {
            !is_sealed(bytes) || Package::open(bytes).is_ok_and(|package| is_others_package(package).unwrap_or(false))
        }
        // Of Word and Excel before 2007, or with a password.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => true,
        _ => false,
    }
}

/// Whether a package is a document, a workbook or pages of ours that nobody saved since.
pub(super) fn is_own_package(bytes: &[u8]) -> bool {
    let is_ours = |package: Package<'_>| {
        let known = ["word/document.xml", "xl/workbook.xml", "OFD.xml"].iter().any(|part| package.has(part));
        known && is_others_package(package) == Some(false)
    };
    is_sealed(bytes) && Package::open(bytes).is_ok_and(is_ours)
}

/// Whether no part of a package was changed, added or taken away since this program sealed it. Packages of earlier versions
/// have no seal.
fn is_sealed(bytes: &[u8]) -> bool {
    [package_seal::OFFICE, package_seal::OFD].iter().all(|place| package_seal::is_intact(bytes, *place) != Some(false))
}

/// `None` where the package cannot be read to its end.
fn is_others_package(mut package: Package<'_>) -> Option<bool> {
    if package.has("word/document.xml") {
        return Some(!properties(&mut package, "docProps/app.xml").is_some_and(|said| said.contains(WORD_APPLICATION)));
    }
    if package.has("xl/workbook.xml") {
        // The crate that writes them says Excel of itself, but whoever saves a workbook puts the time.
        let core = properties(&mut package, "docProps/core.xml");
        return Some(!core.is_some_and(|said| said.contains(WORKBOOK_MODIFIED)));
    }
    if package.has("OFD.xml") {
        let root = properties(&mut package, "OFD.xml")?;
        return Some(!root.contains(OFD_CREATOR) || root.contains("Signatures>"));
    }
    Some(package.has("mimetype") && package.has("content.xml"))
}

/// What a file of this program is that is about reports and is none; `None` for all others. Its title tells: no other
/// mark has been in them from the first version on.
pub(super) fn other_output(bytes: &[u8]) -> Option<OwnOutput> {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => {
            let at = is_made_here(bytes).then(|| place(bytes, PDF_TITLE.as_bytes())).flatten()?;
            of_title(&words_until(bytes.get(at..)?, b"</"))
        }
        [b'P', b'K', ..] => {
            let mut package = Package::open(bytes).ok()?;
            if properties(&mut package, "docProps/core.xml")?.contains(rollup_workbook::MARK) {
                return Some(OwnOutput::SumWorkbook);
            }
            let application = properties(&mut package, "docProps/app.xml")?;
            let core =
                application.contains(WORD_APPLICATION).then(|| properties(&mut package, "docProps/core.xml"))??;
            of_title(core.split_once("<dc:title>")?.1.split("</").next()?)
        }
        // Nothing but charts becomes a picture or a table for databases; these say who wrote them, in their first and
        // in their last bytes.
        [0x89, b'P', b'N', b'G', ..] => {
            let head = bytes.get(..HEAD.min(bytes.len()))?;
            place(head, PICTURE_SOFTWARE).map(|_| OwnOutput::Charts)
        }
        [b'P', b'A', b'R', b'1', ..] => {
            let foot = bytes.get(bytes.len().saturating_sub(HEAD)..)?;
            place(foot, TABLE_CREATOR).map(|_| OwnOutput::SumRows)
        }
        [b'<', ..] => {
            let head = bytes.get(..HEAD.min(bytes.len()))?;
            of_title(&words_until(head.get(place(head, b"<title>")?..)?, b"</"))
        }
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let line = words_until(bytes.get(..HEAD.min(bytes.len()))?, b"\n");
            let line = line.trim();
            if line == LONG_HEADS.join(",") {
                return Some(OwnOutput::SumRows);
            }
            let head = bytes.get(..HEAD.min(bytes.len()))?;
            if is_sum_line(line) || (bytes.starts_with(b"{") && place(head, PACKAGE_FORMAT).is_some()) {
                return Some(OwnOutput::PackageList);
            }
            of_title(line)
        }
    }
}

/// Whether it is a line of `SHA256SUMS`: a hash, two spaces, the name of a file.
fn is_sum_line(line: &str) -> bool {
    line.split_once("  ").is_some_and(|(hash, name)| {
        hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) && !name.trim().is_empty()
    })
}

/// What bears this title, in either language.
fn of_title(title: &str) -> Option<OwnOutput> {
    let has = |(begin, end): (&str, &str)| title.starts_with(begin) && title.ends_with(end);
    let titles = [
        (("", "政府信息公开工作年度报告校核报告"), OwnOutput::CheckReport),
        (("Check of the annual report of ", ""), OwnOutput::CheckReport),
        (("", "政府信息公开工作年度报告退回单"), OwnOutput::ReturnSheet),
        (("Annual report returned for correction", ""), OwnOutput::ReturnSheet),
        (("", "政府信息公开图解"), OwnOutput::Charts),
        (("", ": disclosure in charts"), OwnOutput::Charts),
    ];
    let known = titles.into_iter().find(|(words, _)| has(*words)).map(|(_, output)| output);
    known.or(["比对稿", "Comparison"].contains(&title).then_some(OwnOutput::Comparison))
}

/// Behind the first of these words.
fn place(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words).map(|at| at + words.len())
}

fn words_until(bytes: &[u8], end: &[u8]) -> String {
    let bytes = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    let length = bytes.windows(end.len()).position(|window| window == end).unwrap_or(bytes.len());
    String::from_utf8_lossy(bytes.get(..length).unwrap_or_default()).into_owned()
}

fn properties(package: &mut Package<'_>, part: &str) -> Option<String> {
    let mut text = String::new();
    package.part(part).ok()?.take(PROPERTIES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Whether a PDF says that this program made it, whoever saved it since.
pub(super) fn is_made_here(bytes: &[u8]) -> bool {
    bytes.windows(PDF_PRODUCER.len()).any(|window| window == PDF_PRODUCER.as_bytes())
}

fn is_own_pdf(bytes: &[u8], title: &str) -> bool {
    // Titles of several lines are one line there.
    let title: String = title.chars().filter(|one| !one.is_control()).collect();
    let title = format!("{PDF_TITLE}{}</rdf:li>", xml_text(&title));
    let has = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    is_untouched_pdf(bytes) && (title.contains("></") || has(title.as_bytes()))
}

/// Whether this program made a PDF and nobody has added to it.
fn is_untouched_pdf(bytes: &[u8]) -> bool {
    let ends = bytes.windows(PDF_END.len()).filter(|window| *window == PDF_END).count();
    ends == 1 && is_made_here(bytes)
}

fn is_own_document(bytes: &[u8], title: &str) -> Option<bool> {
    if !is_sealed(bytes) {
        return Some(false);
    }
    let mut package = Package::open(bytes).ok()?;
    let mut says = |part: &str, words: &str| Some(properties(&mut package, part)?.contains(words));
    let title = format!("<dc:title>{}</dc:title>", xml_text(title));
    Some(says("docProps/app.xml", WORD_APPLICATION)? && says("docProps/core.xml", &title)?)
}
