//! What is remembered of drafts from one start to the next: when they were saved, how many errors
//! they had, which report of last year they were compared with. Reads no draft.

use std::path::Path;

use crate::gui::document::Document;
use crate::gui::host::Host;
use crate::gui::section_status::{self, FindingGroup};
use crate::report::{Date, Report};
use crate::session::Settings;
use crate::session::settings::RecentFile;

/// The settings with a draft first among the recent ones; what is known of its last save stays
/// known.
pub(in crate::gui) fn remember(settings: &Settings, path: &Path, report: &Report, today: Option<Date>) -> Settings {
    let mut settings = settings.clone();
    let day = today.map(|day| day.to_string()).unwrap_or_default();
    let (unit, year, kind) = (report.unit.name.clone(), report.year, report.unit.kind);
    let former = settings.recent(path).cloned();
    let (changed, errors, to_do, last_year) =
        former.map(|former| (former.changed, former.errors, former.to_do, former.last_year)).unwrap_or_default();
    let path = path.to_owned();
    settings.remember(RecentFile { path, unit, year, kind, day, changed, errors, to_do, last_year });
    settings
}

/// As `remember`, for the open report, which was just saved at `path`.
pub(in crate::gui) fn remember_saved(
    settings: &Settings,
    path: &Path,
    document: &Document,
    host: &dyn Host,
) -> Settings {
    let mut settings = remember(settings, path, document.session.report(), host.today());
    if let Some(recent) = settings.recent.first_mut() {
        recent.changed = format!("{} {}", recent.day, host.clock());
        let count = |group| section_status::count(&document.findings, group);
        (recent.errors, recent.to_do) = (Some(count(FindingGroup::Wrong)), count(FindingGroup::ToDo));
        recent.last_year.clone_from(&document.last_year);
    }
    settings
}
