//! What is remembered of drafts from one start to the next: when they were saved, how many errors
//! they had, which report of last year they were compared with. Reads no draft.

use std::path::Path;

use crate::gui::app::App;
use crate::report::{Date, Report};
use crate::session::Settings;
use crate::session::settings::RecentFile;

/// Puts a draft first among the recent ones; what is known of its last save stays known.
pub(in crate::gui) fn remember(settings: &mut Settings, path: &Path, report: &Report, today: Option<Date>) {
    let day = today.map(|day| day.to_string()).unwrap_or_default();
    let (unit, year, kind) = (report.unit.name.clone(), report.year, report.unit.kind);
    let former = settings.recent(path).cloned();
    let (changed, errors, last_year) =
        former.map(|former| (former.changed, former.errors, former.last_year)).unwrap_or_default();
    let path = path.to_owned();
    settings.remember(RecentFile { path, unit, year, kind, day, changed, errors, last_year });
}

impl App {
    /// As `remember`, for the open report, which was just saved at `path`.
    pub(in crate::gui) fn remember_saved(&mut self, path: &Path) {
        let (today, clock) = (self.outside.today(), self.outside.clock());
        let Some(document) = &self.work else { return };
        remember(&mut self.settings, path, document.session.report(), today);
        if let Some(recent) = self.settings.recent.first_mut() {
            (recent.changed, recent.errors) = (format!("{} {clock}", recent.day), Some(document.errors()));
            recent.last_year.clone_from(&document.last_year);
        }
        self.write_settings();
    }
}
