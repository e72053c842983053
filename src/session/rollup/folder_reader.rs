//! Every report of a folder and of the folders in it, whatever kind of file it is, on all processors; one report
//! for each processor is in memory. What cannot be read is named. Must not know what is done with them.

use std::path::{Path, PathBuf};

use super::zipped_files;
use crate::check::{self, Finding, Severity};
use crate::content_hash::Sha256Hash;
use crate::form::UnitKind;
use crate::limits::ReadError;
use crate::report::{Report, ReportText};
use crate::rollup::{RollupMember, SumRecord, UnitList, unit_and_year};
use crate::session::form_choice::{FormSource, FormSourceError};
use crate::session::hand_in;
use crate::session::import::{self, ImportOpenError};
use crate::session::parallel;
use crate::session::rule_packs::PackChoice;
use crate::session::run_checks;
use crate::session::{WorkProgress, WorkerPanic, contained};
use crate::storage::{self, Disk, PathKind, StoreCause, StoreError};

/// How deep folders in folders are looked into.
const DEEP: usize = 8;
/// The most files of a folder.
const MOST_FILES: usize = 100_000;
/// Extensions of files that hold no report and lie beside reports everywhere.
const OTHERS: [&str; 7] = ["lock", "ini", "db", "toml", "tmp", "log", "exe"];
/// The extension of a shortcut of Windows, which is sent in the place of the file that it stands for.
const SHORTCUT: &str = "lnk";

/// The files of a folder.
#[derive(Clone, Debug)]
pub struct ReportFolder {
    /// The folder.
    pub path: PathBuf,
    /// Its files and those of the folders in it, in the order of their names.
    pub files: Vec<PathBuf>,
    /// Folders in folders that are not looked into, since they lie too deep.
    too_deep: Vec<PathBuf>,
    /// Links, which are not followed: what they lead to is no part of the folder, or is read where it lies.
    links: Vec<PathBuf>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct FolderReading {
    /// Every report, in the order of the files.
    pub units: Vec<ReadUnit>,
    /// Every file that could not be read, with the reason.
    pub failed: Vec<(String, RollupReadError)>,
}

/// A report that was read.
#[derive(Debug)]
pub struct ReadUnit {
    /// What the sum needs of it.
    pub member: RollupMember,
    /// What its check found, where that was asked for.
    pub findings: Vec<Finding>,
}

/// Why a file of the folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RollupReadError {
    /// It is no draft and nothing that can be imported.
    #[error(transparent)]
    Open(#[from] ImportOpenError),
    /// There is no form of its edition.
    #[error(transparent)]
    Form(#[from] FormSourceError),
    /// Reading it broke down: a mistake of ours that must not cost the other files.
    #[error(transparent)]
    Broken(#[from] WorkerPanic),
    /// It is a folder that lies too deep in others, and was not looked into.
    #[error("a folder deeper than {DEEP} others")]
    TooDeep,
    /// It leads elsewhere: a link to a file or a folder, one that leads nowhere, a shortcut of Windows.
    #[error("a link, which is not followed")]
    Link(LinkKind),
}

/// What leads from a folder to elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// To a file.
    File,
    /// To a folder.
    Folder,
    /// Nowhere, or in a circle.
    Broken,
    /// A shortcut, which is a file that only Windows can follow.
    Shortcut,
}

impl LinkKind {
    /// What the link at `link` leads to.
    pub fn of(disk: &dyn Disk, link: &Path) -> LinkKind {
        match storage::kind(disk, link) {
            Ok(Some(PathKind::Folder)) => LinkKind::Folder,
            Ok(Some(PathKind::BrokenLink) | None) => LinkKind::Broken,
            // Where that cannot be told, as of a link into what others keep to themselves.
            Ok(_) | Err(_) => LinkKind::File,
        }
    }
}

impl RollupReadError {
    /// Whether the file is none that somebody has to read: this program made it about a report.
    pub const fn is_aside(&self) -> bool {
        matches!(self, RollupReadError::Open(ImportOpenError::Read(ReadError::OwnOutput(_))))
    }
}

/// By what each report is checked.
pub struct ReviewOptions<'a> {
    /// The forms.
    pub forms: &'a FormSource,
    /// The rule packs of a report; `None` where only the tables are checked.
    pub packs: Option<&'a (dyn Fn(&Report) -> PackChoice + Sync)>,
    /// The list of units, which knows their kinds.
    pub list: &'a UnitList,
}

impl ReportFolder {
    /// Lists the folder at `path`. What stands in `others`, such as the file that is to be written, is left out.
    ///
    /// # Errors
    /// It is no folder, cannot be read, or has too many files.
    pub fn list(disk: &dyn Disk, path: &Path, others: &[&Path]) -> Result<ReportFolder, StoreError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error: std::io::Error| StoreError::of_system(&path, &error)
        };
        if storage::kind(disk, path)? != Some(PathKind::Folder) {
            let cause = if storage::kind(disk, path)?.is_none() { StoreCause::Missing } else { StoreCause::NoFolder };
            return Err(StoreError { path: path.to_owned(), cause });
        }
        let others: Vec<PathBuf> = others.iter().filter_map(|other| disk.resolve(other).ok()).collect();
        let is_other = |path: &Path| disk.resolve(path).is_ok_and(|path| others.contains(&path));
        let (mut files, mut too_deep, mut links) = (Vec::new(), Vec::new(), Vec::new());
        let mut waiting = vec![(path.to_owned(), 0)];
        while let Some((folder, depth)) = waiting.pop() {
            let list = disk.list(&folder).map_err(failed(&folder))?;
            // Of a package that was handed in, the one file that has all of the report.
            let manifest = folder.join(hand_in::MANIFEST);
            if let Some(page) = list.contains(&manifest).then(|| hand_in::page_in_folder(disk, &folder)).flatten() {
                files.push(page);
                continue;
            }
            files.extend(list.into_iter().filter(|file| is_report_file(file) && !is_other(file)));
            if files.len() > MOST_FILES {
                let cause = StoreCause::TooLarge { limit: u64::try_from(MOST_FILES).unwrap_or(u64::MAX) };
                return Err(StoreError { path: path.to_owned(), cause });
            }
            let linked = disk.links(&folder).map_err(failed(&folder))?;
            links.extend(linked.into_iter().filter(|link| is_report_file(link) && !is_other(link)));
            let inner = disk.folders(&folder).map_err(failed(&folder))?;
            let inner = inner.into_iter().filter(|inner| !is_hidden(inner) && !is_other(inner));
            match depth < DEEP {
                true => waiting.extend(inner.map(|inner| (inner, depth + 1))),
                false => too_deep.extend(inner),
            }
        }
        files.sort();
        too_deep.sort();
        links.sort();
        Ok(ReportFolder { path: path.to_owned(), files, too_deep, links })
    }

    /// Reads every file, and notes each in `progress`, which is asked before each; `None` once it is cancelled.
    pub fn read(&self, disk: &dyn Disk, options: &ReviewOptions<'_>, progress: &WorkProgress) -> Option<FolderReading> {
        let mut reading = FolderReading::default();
        progress.expect(self.files.len());
        let one = |(): &mut (), number: usize| {
            let file = self.files.get(number).filter(|_| !progress.is_cancelled())?;
            let read = contained(|| self.units(disk, file, options));
            progress.step();
            Some(read.unwrap_or_else(|panic| vec![(self.name(file), Err(panic.into()))]))
        };
        parallel::in_order(
            self.files.len(),
            || (),
            one,
            |_, read| {
                for (name, unit) in read.into_iter().flatten() {
                    match unit {
                        Ok(unit) => reading.units.push(unit),
                        Err(error) => reading.failed.push((name, error)),
                    }
                }
            },
        );
        settle_kinds(&mut reading.units, options.list);
        reading.failed.extend(self.too_deep.iter().map(|folder| (self.name(folder), RollupReadError::TooDeep)));
        let link = |path: &PathBuf| (self.name(path), RollupReadError::Link(LinkKind::of(disk, path)));
        reading.failed.extend(self.links.iter().map(link));
        (!progress.is_cancelled()).then_some(reading)
    }

    /// The reports in a file: one, or those in an archive.
    fn units(
        &self,
        disk: &dyn Disk,
        file: &Path,
        options: &ReviewOptions<'_>,
    ) -> Vec<(String, Result<ReadUnit, RollupReadError>)> {
        let name = self.name(file);
        if is_shortcut(file) {
            return vec![(name, Err(RollupReadError::Link(LinkKind::Shortcut)))];
        }
        let written = disk.written(file).map_or(0, |time| time.0);
        let of = |own: String, bytes: &[u8]| {
            let whole = if own.is_empty() { name.clone() } else { format!("{name}/{own}") };
            let named = if own.is_empty() { file } else { Path::new(&own) };
            if is_shortcut(named) {
                return (whole, Err(RollupReadError::Link(LinkKind::Shortcut)));
            }
            let report = match import::import(bytes) {
                Ok(reading) => Ok(reading.report),
                Err(error) => storage::parse_as(named, bytes).map_err(|_| ImportOpenError::from(error)),
            };
            let report = report.map_err(RollupReadError::from);
            let unit = report.and_then(|report| unit((&whole, named), written, report, options));
            (whole, unit)
        };
        match zipped_files::each(disk, file, |own| is_report_file(Path::new(own)), of) {
            Ok(Some(units)) => units,
            Ok(None) => {
                let report = import::open_any(disk, file).map_err(RollupReadError::from);
                let unit = report.and_then(|report| unit((&name, file), written, report, options));
                vec![(name, unit)]
            }
            Err(error) => vec![(name, Err(error.into()))],
        }
    }

    /// The path of a file within the folder, with `/` between its parts on every system.
    fn name(&self, file: &Path) -> String {
        let within = file.strip_prefix(&self.path).unwrap_or(file);
        within.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// What a report of the file `name` counts with.
fn unit(
    (name, file): (&str, &Path),
    written: u64,
    mut report: Report,
    options: &ReviewOptions<'_>,
) -> Result<ReadUnit, RollupReadError> {
    let digest =
        options.packs.and_then(|_| storage::write(&report).ok()).map(|bytes| Sha256Hash::of(&bytes).to_string());
    let named_by_file = name_by_file(file, &mut report);
    if let Some(kind) = options.list.kind_of(&report.unit.name) {
        report.unit.kind = kind;
    }
    let form = options.forms.of(report.form)?;
    let unreadable = report.numbers.as_measured(form);
    let findings = match options.packs {
        Some(packs) => run_checks::review(form, &report, None, None, &packs(&report)).findings,
        None => check::check_tables(form, &report),
    };
    let of_tables = |finding: &&Finding| check::is_about_tables(finding.rule) && finding.severity == Severity::Error;
    let member = RollupMember {
        file: name.to_owned(),
        unit: report.unit.name.trim().to_owned(),
        kind: report.unit.kind,
        named_by_file,
        is_draft: file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("nianbao")),
        has_texts: has_texts(&report),
        sum_of: SumRecord::of(&report).map(|record| record.counted_units()).unwrap_or_default(),
        year: report.year,
        edition: report.form,
        signed: report.signature.as_ref().map(|signature| signature.date),
        written,
        digest,
        table_errors: findings.iter().filter(of_tables).count() + unreadable,
        values: report.numbers.shown_in_form_order(form),
    };
    let findings = if options.packs.is_some() { findings } else { Vec::new() };
    Ok(ReadUnit { member, findings })
}

/// Gives the kinds of the list to units that it names otherwise, which shows only where all are there.
fn settle_kinds(units: &mut [ReadUnit], list: &UnitList) {
    let names: Vec<String> = units.iter().map(|unit| unit.member.unit.clone()).collect();
    let kinds = list.kinds_by_other_names(&names);
    for member in units.iter_mut().map(|unit| &mut unit.member) {
        if let Some(kind) = kinds.get(&member.unit) {
            member.kind = *kind;
        }
    }
}

/// The list of units in the file at `path`.
///
/// # Errors
/// The file cannot be read, or is neither a workbook nor text.
pub fn unit_list(disk: &dyn Disk, path: &Path) -> Result<UnitList, ImportOpenError> {
    let bytes = storage::read(disk, path, u64::try_from(import::LIMIT).unwrap_or(u64::MAX))?;
    // Its fields would be taken for units.
    if storage::parse_as(path, &bytes).is_ok() {
        return Err(ReadError::Draft.into());
    }
    Ok(UnitList::of_rows(&crate::import::rows(&bytes)?))
}

/// Whether somebody has written anything in a section.
fn has_texts(report: &Report) -> bool {
    let texts = ReportText::ALL.into_iter().filter(|part| *part != ReportText::Preface);
    texts.into_iter().filter_map(|part| report.part(part)).any(|prose| !prose.is_blank())
}

/// Gives unit and year by the file's name to a report that names none, as tables alone; whether it did.
fn name_by_file(file: &Path, report: &mut Report) -> bool {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let (unit, year) = unit_and_year(&stem);
    let (no_unit, no_year) = (report.unit.name.trim().is_empty(), report.year == 0);
    if let Some(unit) = unit.filter(|_| no_unit) {
        report.unit.name = unit;
        if report.unit.name.ends_with(['乡', '镇']) || report.unit.name.ends_with("街道办事处") {
            report.unit.kind = UnitKind::Township;
        }
    }
    if let Some(year) = year.filter(|_| no_year) {
        report.year = year;
    }
    (no_unit && !report.unit.name.is_empty()) || (no_year && report.year != 0)
}

/// Whether a file may hold a report: it is not hidden, and none of what systems and programs leave.
fn is_report_file(file: &Path) -> bool {
    let extension = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    !is_hidden(file) && !OTHERS.contains(&extension.as_str())
}

fn is_shortcut(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(SHORTCUT))
}

/// Whether a name is one that programs give: `.name`, and `~$name` of a document that Word has open.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}
