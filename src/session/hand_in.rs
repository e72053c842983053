//! The package that is handed in (报送包): what an office above takes of one report, with a manifest of
//! what belongs to it, and the comparison of a package with its manifest. Every file in it is made by
//! the exports. Must not know the command line or the window.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::output_file::{self, Replace};
use super::run_checks::CheckSummary;
use super::{
    ExportError, ExportFormat, FormerOutput, Keeping, PrintOptions, PrintedSheet, export_on, file_name_with, set_names,
};
use crate::check::Severity;
use crate::content_hash::Sha256Hash;
use crate::form::{Edition, Form, UnitKind};
use crate::limits::{Limit, ReadError};
use crate::ooxml::package::{self, Package};
use crate::ooxml::package_writer::PackageWriter;
use crate::report::{Report, ReportDigest};
use crate::storage::{self, Disk, FileReader, PathKind, StoreCause, StoreError};

/// The manifest's name.
pub const MANIFEST: &str = "manifest.json";
/// The list of hashes that `sha256sum -c` reads.
pub(super) const SUMS: &str = "SHA256SUMS";
/// The value of `format` that identifies a manifest.
const FORMAT: &str = "nianbao-package";
/// The version of the manifest that this program writes.
const VERSION: u32 = 1;
/// The files of a package that are made from the report alone.
const FORMATS: [ExportFormat; 5] =
    [ExportFormat::Pdf, ExportFormat::Docx, ExportFormat::Html, ExportFormat::Xlsx, ExportFormat::Csv];
/// The most bytes of a package, or of one file of it: three of the files may have all pictures that a report may
/// have, one of them in Base64.
const MOST_BYTES: u64 = 160 << 20;
/// The most bytes of a manifest; ours have two thousand.
const MOST_MANIFEST: u64 = 1 << 20;
/// What stands before the digest in the metadata of a PDF.
const DIGEST_MARK: &[u8] = b"nianbao:sha256:";

/// A package, ready to be written: names and bytes in their order, the manifest first.
#[derive(Debug)]
pub struct HandInPackage {
    /// The files.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What a package says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageManifest {
    format: String,
    version: u32,
    /// The program that made it.
    pub program: String,
    /// Who reports.
    pub unit: String,
    /// What kind of unit it is.
    pub kind: UnitKind,
    /// The year reported on; `None` where it is blank.
    pub year: Option<u16>,
    /// The title in one line.
    pub title: String,
    /// The edition of the form.
    pub edition: Edition,
    /// Whether the check found no error.
    pub ready: bool,
    /// How many errors and warnings it found.
    pub errors: usize,
    /// See `errors`.
    pub warnings: usize,
    /// The digest of the report's content: 64 hexadecimal digits.
    pub digest: String,
    files: Vec<ListedFile>,
}

/// A file of a package as the manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ListedFile {
    name: String,
    bytes: u64,
    sha256: String,
}

/// In what a package differs from its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageFault {
    /// A file of the manifest is not there.
    Missing(String),
    /// A file has other bytes.
    Changed(String),
    /// A file is there that the manifest does not list.
    Unlisted(String),
}

/// A package beside its manifest.
#[derive(Debug)]
pub struct VerifiedPackage {
    /// What it says of itself.
    pub manifest: PackageManifest,
    /// How many files the manifest lists.
    pub count: usize,
    /// In what it differs from that.
    pub faults: Vec<PackageFault>,
}

/// Why something is no package.
#[derive(Debug)]
pub enum PackageError {
    /// A file cannot be read.
    Store(StoreError),
    /// The archive is broken or too large.
    Read(ReadError),
    /// There is no manifest, or it is none of a version that is known.
    NoManifest,
}

impl PackageManifest {
    /// What `sha256sum -c` reads of its files.
    fn sums(&self) -> String {
        self.files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect()
    }

    /// The name of its web page.
    fn page(&self) -> Option<&str> {
        self.files.iter().map(|file| file.name.as_str()).find(|name| name.ends_with(".html"))
    }
}

impl HandInPackage {
    /// In how many steps a package is made: its files.
    pub const STEPS: usize = FORMATS.len() + 1;

    /// The package of `report`, which `review` has checked; `sheet` tells what was found, and paper is as
    /// `printing` wants it.
    ///
    /// # Errors
    ///
    /// A file cannot be made; see [`ExportError`].
    pub fn make(
        form: &Form,
        report: &Report,
        (review, sheet): (&CheckSummary, &PrintedSheet),
        printing: &PrintOptions,
    ) -> Result<HandInPackage, ExportError> {
        HandInPackage::make_by_steps(form, report, (review, sheet), printing, || Ok::<(), ExportError>(()))
    }

    /// As [`HandInPackage::make`]; `made` is called after each of [`HandInPackage::STEPS`] and may end the work.
    ///
    /// # Errors
    ///
    /// As [`HandInPackage::make`], or what `made` gives.
    pub fn make_by_steps<E: From<ExportError>>(
        form: &Form,
        report: &Report,
        (review, sheet): (&CheckSummary, &PrintedSheet),
        printing: &PrintOptions,
        mut made: impl FnMut() -> Result<(), E>,
    ) -> Result<HandInPackage, E> {
        let mut files = Vec::new();
        for (format, name) in FORMATS.into_iter().zip(set_names(form, report, &FORMATS)) {
            files.push((name, export_on(form, report, format, printing)?));
            made()?;
        }
        files.push((file_name_with(form, report, "校核报告.pdf"), sheet.pdf(form, report)?));
        made()?;
        let listed = |(name, bytes): &(String, Vec<u8>)| ListedFile {
            name: name.clone(),
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha256: Sha256Hash::of(bytes).to_string(),
        };
        let manifest = PackageManifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: concat!("nianbao ", env!("CARGO_PKG_VERSION")).to_owned(),
            unit: report.unit.name.clone(),
            kind: report.unit.kind,
            year: Some(report.year).filter(|year| *year != 0),
            title: report.title_line(form),
            edition: report.form,
            ready: review.is_ready(),
            errors: review.count(Severity::Error),
            warnings: review.count(Severity::Warning),
            digest: report.digest().to_string(),
            files: files.iter().map(listed).collect(),
        };
        let sums = manifest.sums();
        let mut text = serde_json::to_vec_pretty(&manifest).map_err(ExportError::from)?;
        text.push(b'\n');
        files.insert(0, (MANIFEST.to_owned(), text));
        files.insert(1, (SUMS.to_owned(), sums.into_bytes()));
        Ok(HandInPackage { files })
    }

    /// Writes the package into a folder that is new, is empty, or holds an unchanged package of the same unit and
    /// year, which it takes the place of. `sources` are the files that it was made from. `written` is called after each file.
    ///
    /// # Errors
    ///
    /// Something else is in the folder, or a file cannot be written.
    pub fn write_folder(
        &self,
        disk: &dyn Disk,
        folder: &Path,
        report: &Report,
        sources: &[&Path],
        (replace, keeping): (Replace, Keeping<'_>),
        written: impl FnMut(&Path, FormerOutput) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let refused = |cause: StoreCause| StoreError { path: folder.to_owned(), cause };
        let failed = |error: std::io::Error| StoreError::of_system(folder, &error);
        let mut former = Vec::new();
        if storage::kind(disk, folder)? == Some(PathKind::Folder) {
            let empty = disk.list(folder).map_err(failed)?.is_empty();
            let earlier = verify(disk, folder).ok().filter(|earlier| {
                let manifest = &earlier.manifest;
                let year = Some(report.year).filter(|year| *year != 0);
                earlier.faults.is_empty() && manifest.unit == report.unit.name && manifest.year == year
            });
            if !empty && earlier.is_none() && replace != Replace::Anything {
                return Err(refused(StoreCause::NotOurs));
            }
            former.extend(earlier.into_iter().flat_map(|earlier| earlier.manifest.files));
        }
        // A package of which one file is an older one would be broken.
        let files: Vec<(PathBuf, &[u8])> =
            self.files.iter().map(|(name, bytes)| (folder.join(name), bytes.as_slice())).collect();
        storage::in_folder(disk, folder, || {
            files.iter().try_for_each(|(path, _)| output_file::may_write(disk, path, sources, replace))?;
            let files: Vec<(&Path, &[u8])> = files.iter().map(|(path, bytes)| (path.as_path(), *bytes)).collect();
            let is_known = replace != Replace::Anything;
            output_file::write_together(disk, &files, (replace, keeping, is_known), written)
        })?;
        // Files of the former package that have another name now would not be of this one.
        for file in former.iter().filter(|file| self.files.iter().all(|(name, _)| *name != file.name)) {
            disk.remove(&folder.join(&file.name)).map_err(failed)?;
        }
        Ok(())
    }

    /// The package as one archive. Each file is given up as soon as it is in it: with pictures they are large.
    ///
    /// # Errors
    ///
    /// The archive cannot be written.
    pub fn archive(self) -> Result<Vec<u8>, ExportError> {
        let mut writer = PackageWriter::with_room(self.files.iter().map(|(_, bytes)| bytes.len()).sum());
        for (name, bytes) in self.files {
            writer.add(&name, &bytes)?;
        }
        Ok(writer.finish()?)
    }
}

/// What a unit calls its package: 卫滨区信访局2024年政府信息公开工作年度报告报送包.zip.
pub fn package_name(form: &Form, report: &Report) -> String {
    file_name_with(form, report, "报送包.zip")
}

/// The digest that a PDF of this program bears. `None` where another program has saved it since, or made it.
pub fn digest_of_pdf(bytes: &[u8]) -> Option<ReportDigest> {
    let at = bytes.windows(DIGEST_MARK.len()).rposition(|window| window == DIGEST_MARK)?;
    let digits = bytes.get(at + DIGEST_MARK.len()..)?.get(..64)?;
    ReportDigest::parse(std::str::from_utf8(digits).ok()?)
}

/// Compares the package at `path`, an archive or a folder, with its manifest.
///
/// # Errors
///
/// It cannot be read, or is no package.
pub fn verify(disk: &dyn Disk, path: &Path) -> Result<VerifiedPackage, PackageError> {
    compared(match storage::kind(disk, path).map_err(PackageError::Store)? {
        Some(PathKind::Folder) => of_folder(disk, path),
        _ => of_archive(&mut archive(disk, path)?),
    }?)
}

/// The web page of the package in a folder, from which the whole report can be read; `None` where the folder is
/// no package, or one that was changed.
pub fn page_in_folder(disk: &dyn Disk, folder: &Path) -> Option<PathBuf> {
    let package = verify(disk, folder).ok().filter(|package| package.faults.is_empty())?;
    Some(folder.join(package.manifest.page()?))
}

/// As [`page_in_folder`], for a package as an archive: the bytes of its web page.
pub fn page_in_archive(archive: &mut Package<'_>) -> Option<Vec<u8>> {
    let package = compared(of_archive(archive).ok()?).ok().filter(|package| package.faults.is_empty())?;
    archive.part(package.manifest.page()?).ok()?.bytes(Limit::PicturePage.most()).ok()
}

/// The archive at `path`, which may be as large as that of a report with all pictures that it may have: only one
/// of its files is in memory at a time.
///
/// # Errors
///
/// It cannot be read, or is no archive.
pub fn archive<'a>(disk: &'a dyn Disk, path: &Path) -> Result<Package<'a>, PackageError> {
    let mut file = FileReader::open(disk, path, MOST_BYTES).map_err(PackageError::Store)?;
    let mut first = [0; 2];
    match file.read_exact(&mut first) {
        Ok(()) if first == *b"PK" => Package::open_source(file).map_err(PackageError::Read),
        _ => Err(PackageError::NoManifest),
    }
}

/// The contents of a package beside its manifest.
fn compared((hashes, manifest): PackageContents) -> Result<VerifiedPackage, PackageError> {
    let manifest: PackageManifest = manifest
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .filter(|manifest: &PackageManifest| manifest.format == FORMAT && manifest.version == VERSION)
        .ok_or(PackageError::NoManifest)?;
    let mut faults = Vec::new();
    // Whoever compares by the other list must find the same files.
    let sums = Sha256Hash::of(manifest.sums().as_bytes());
    let of_files = manifest.files.iter().map(|file| (file.name.as_str(), Sha256Hash::parse(&file.sha256)));
    for (name, wanted) in of_files.chain([(SUMS, Some(sums))]) {
        match hashes.get(name) {
            None => faults.push(PackageFault::Missing(name.to_owned())),
            Some(hash) if wanted != Some(*hash) => faults.push(PackageFault::Changed(name.to_owned())),
            Some(_) => {}
        }
    }
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.name.as_str()).chain([MANIFEST, SUMS]).collect();
    let others = hashes.keys().filter(|name| !listed.contains(name.as_str()));
    faults.extend(others.map(|name| PackageFault::Unlisted(name.clone())));
    Ok(VerifiedPackage { count: manifest.files.len(), manifest, faults })
}

/// What systems put into folders by themselves: nothing of a package, and no sign that it was changed.
const OF_SYSTEMS: [&str; 3] = ["Thumbs.db", "desktop.ini", ".DS_Store"];

/// The hash of every file by its name, and the manifest.
type PackageContents = (BTreeMap<String, Sha256Hash>, Option<Vec<u8>>);

fn of_folder(disk: &dyn Disk, folder: &Path) -> Result<PackageContents, PackageError> {
    let failed = |error: std::io::Error| PackageError::Store(StoreError::of_system(folder, &error));
    let (mut hashes, mut manifest) = (BTreeMap::new(), None);
    for path in disk.list(folder).map_err(failed)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_file = matches!(
            storage::kind(disk, &path).map_err(PackageError::Store)?,
            Some(PathKind::File | PathKind::ReadOnlyFile)
        );
        if is_file && !OF_SYSTEMS.contains(&name.as_str()) {
            let file = FileReader::open(disk, &path, MOST_BYTES).map_err(PackageError::Store)?;
            hashes.insert(name.clone(), Sha256Hash::of_source(file).map_err(failed)?);
            if name == MANIFEST {
                manifest = storage::read(disk, &path, MOST_MANIFEST).ok();
            }
        }
    }
    Ok((hashes, manifest))
}

fn of_archive(archive: &mut Package<'_>) -> Result<PackageContents, PackageError> {
    let names: Vec<String> = archive.names().filter(|name| !name.ends_with('/')).map(str::to_owned).collect();
    // A folder that somebody compressed lies in the archive as a folder.
    let folder = match names.iter().any(|name| name == MANIFEST) {
        true => None,
        false => names.iter().find_map(|name| {
            name.strip_suffix(MANIFEST).filter(|folder| folder.ends_with('/') && folder.matches('/').count() == 1)
        }),
    };
    let folder = folder.unwrap_or_default().to_owned();
    let mut hashes = BTreeMap::new();
    for name in names {
        let own = name.strip_prefix(&folder).unwrap_or(&name);
        let last = own.rsplit('/').next().unwrap_or(own);
        if OF_SYSTEMS.contains(&last) || name.starts_with("__MACOSX/") {
            continue;
        }
        let part = archive.part(&name).map_err(PackageError::Read)?;
        let hash = Sha256Hash::of_source(part).map_err(|error| PackageError::Read(package::refusal(&name, &error)))?;
        hashes.insert(own.to_owned(), hash);
    }
    let most = usize::try_from(MOST_MANIFEST).unwrap_or(usize::MAX);
    let manifest = archive.part(&format!("{folder}{MANIFEST}")).and_then(|part| part.bytes(most)).ok();
    Ok((hashes, manifest))
}
