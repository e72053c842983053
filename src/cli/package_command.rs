//! `package`: the files of one report that are handed in, with their manifest, as an archive or a folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::cli_error::CliError;
use super::command_line::PackageArguments;
use super::destination::{Destination, forms, keeping, replace, tell_former};
use super::export_command::readiness;
use super::progress_line::ProgressLine;
use super::rules_command::RunPacks;
use super::{paper_options, terminal};
use crate::messages::{self, Language, Shown};
use crate::session::hand_in::HandInPackage;
use crate::session::{FormerOutput, draft_files, run_checks};
use crate::storage::Disk;

/// `package`: a draft as what the office above takes.
pub(super) fn package(disk: &dyn Disk, arguments: &PackageArguments, language: Language) -> Result<u8, CliError> {
    let (target, sources) = (&arguments.output, [arguments.draft.as_path()]);
    let archived = is_archive(target);
    if archived {
        target.may_write(disk, &sources, arguments.force)?;
    }
    let report = draft_files::open(disk, &arguments.draft)?;
    let form = forms(disk, None)?;
    let form = form.of(report.form)?;
    let packs = RunPacks::read(disk, &arguments.packs, language).of(&report);
    let review = run_checks::review(form, &report, None, None, &packs);
    let ready = readiness(&arguments.draft, &review, arguments.paper.final_version, true, language)?;
    let printing = paper_options::printing(&arguments.paper, ready, &arguments.draft, language)?;
    let review = review.handed_in();
    let sheet = messages::check_report(language, form, &report, &review, None, None);
    let shown = ProgressLine::begin(|| language.say("export.working", &[("path", &target.path().display())]));
    let failed = |error| CliError::Export { path: target.path().to_owned(), error };
    let made = HandInPackage::make(form, &report, (&review, &sheet), &printing).map_err(failed)?;
    if archived {
        let bytes = made.archive().map_err(failed)?;
        drop(shown);
        target.write(disk, &bytes, &sources, (arguments.force, language))?;
        return Ok(0);
    }
    drop(shown);
    let folder = target.path();
    let told = |path: &Path, former: FormerOutput| {
        tell_former(language, path, &former);
        Ok(())
    };
    keeping(|keeping| made.write_folder(disk, folder, &report, &sources, (replace(arguments.force), keeping), told))?;
    let names = made.files.iter().map(|(name, _)| folder.join(name));
    let lines: Vec<PathBuf> = names.collect();
    terminal::text(&lines.iter().map(|path| format!("{}\n", Shown(path.display()))).collect::<String>())?;
    Ok(0)
}

/// Whether a package goes there as one file: its name ends with .zip, or it is standard output.
fn is_archive(target: &Destination) -> bool {
    let Destination::File(path) = target else { return true };
    Path::new(path).extension().and_then(OsStr::to_str).is_some_and(|end| end.eq_ignore_ascii_case("zip"))
}
