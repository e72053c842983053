//! `verify`: whether a printed file or a package is what a draft gives, and whether a package is whole.

use std::ffi::OsStr;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::cli_error::CliError;
use super::command_line::VerifyArguments;
use super::terminal;
use crate::import::pdf_has_end;
use crate::messages::{Language, Shown};
use crate::report::ReportDigest;
use crate::session::draft_files;
use crate::session::hand_in::{self, PackageFault, VerifiedPackage};
use crate::storage::{self, Disk, FileReader, PathKind};

/// The most bytes of a printed file: what the longest report gives, several times.
const MOST_BYTES: u64 = 256 << 20;

/// `verify`: exit status 1 where something is not as it was.
pub(super) fn verify(disk: &dyn Disk, arguments: &VerifyArguments, language: Language) -> Result<u8, CliError> {
    let (draft, file) = parted(&arguments.files);
    let draft = match draft {
        Some(path) => Some((path, draft_files::open(disk, path)?.digest())),
        None => None,
    };
    let Some(file) = file else {
        let Some((path, digest)) = draft else { return Ok(0) };
        terminal::text(&named(language, path, digest))?;
        return Ok(0);
    };
    let (mut page, mut whole) = (String::new(), true);
    let digest = match printed(disk, file)? {
        Some(digest) => {
            if draft.is_none() {
                page += &named(language, file, digest);
            }
            digest
        }
        None => {
            let package = hand_in::verify(disk, file);
            let package = package.map_err(|error| CliError::Package { path: file.to_owned(), error })?;
            let digest = ReportDigest::parse(&package.manifest.digest);
            whole = package.faults.is_empty();
            page += &package_lines(language, file, &package, digest);
            match digest {
                Some(digest) => digest,
                None => return Err(CliError::NoCode { path: file.to_owned() }),
            }
        }
    };
    let mut same = true;
    if let Some((path, own)) = draft {
        same = own == digest;
        let words: [(&str, &dyn std::fmt::Display); 4] =
            [("file", &file.display()), ("draft", &path.display()), ("code", &digest.short()), ("own", &own.short())];
        page += &(language.say(if same { "verify.same" } else { "verify.differs" }, &words) + "\n");
    }
    terminal::text(&page)?;
    Ok(u8::from(!(whole && same)))
}

/// The draft among the files, and the other one; of two the draft may stand first or last.
fn parted(files: &[PathBuf]) -> (Option<&Path>, Option<&Path>) {
    let is_draft =
        |path: &Path| path.extension().and_then(OsStr::to_str).is_some_and(|end| end.eq_ignore_ascii_case("nianbao"));
    match files {
        [one] if is_draft(one) => (Some(one), None),
        [one] => (None, Some(one)),
        [one, other] if is_draft(one) && !is_draft(other) => (Some(one), Some(other)),
        [one, other] => (Some(other), Some(one)),
        _ => (None, None),
    }
}

/// The digest that a PDF bears; `None` for what is no PDF.
fn printed(disk: &dyn Disk, path: &Path) -> Result<Option<ReportDigest>, CliError> {
    if storage::kind(disk, path)? == Some(PathKind::Folder) {
        return Ok(None);
    }
    // A package may be large, and is not read as a whole.
    let mut first = [0; 4];
    let begun = FileReader::open(disk, path, MOST_BYTES)?.read_exact(&mut first);
    if begun.is_err() || first != *b"%PDF" {
        return Ok(None);
    }
    let bytes = storage::read(disk, path, MOST_BYTES)?;
    // The code stands near the end: what is cut off has none, or would pass for what was signed.
    if !pdf_has_end(&bytes) {
        return Err(CliError::CutOff { path: path.to_owned() });
    }
    hand_in::digest_of_pdf(&bytes).map(Some).ok_or_else(|| CliError::NoCode { path: path.to_owned() })
}

/// What a package is, and in what it differs from its manifest.
fn package_lines(language: Language, path: &Path, package: &VerifiedPackage, digest: Option<ReportDigest>) -> String {
    let manifest = &package.manifest;
    let code = digest.map(|digest| digest.short()).unwrap_or_default();
    let words: [(&str, &dyn std::fmt::Display); 4] =
        [("path", &path.display()), ("title", &manifest.title), ("count", &package.count), ("code", &code)];
    let key = if package.faults.is_empty() { "verify.whole" } else { "verify.not_whole" };
    let mut page = language.say(key, &words) + "\n";
    if !manifest.ready {
        page += &(language.say("verify.not_ready", &[("errors", &manifest.errors)]) + "\n");
    }
    for fault in &package.faults {
        let (key, name) = match fault {
            PackageFault::Missing(name) => ("verify.missing", name),
            PackageFault::Changed(name) => ("verify.changed", name),
            PackageFault::Unlisted(name) => ("verify.unlisted", name),
        };
        page += &format!("  {}\n", language.say(key, &[("name", &Shown(name))]));
    }
    page
}

fn named(language: Language, path: &Path, digest: ReportDigest) -> String {
    language.say("verify.code", &[("path", &path.display()), ("code", &digest.short()), ("digest", &digest)]) + "\n"
}
