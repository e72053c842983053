//! What is remembered of drafts from one start to the next: when they were saved, how far they
//! were, which report of last year they were compared with.

use std::path::{Path, PathBuf};

use super::app::Desk;
use crate::report::Report;
use crate::session::settings::Recent;

impl Desk {
    /// Puts a draft first among the recent ones; what is known of its last save stays known.
    pub(super) fn remember(&mut self, path: &Path, report: &Report) {
        let day = self.outside.today().map(|day| day.to_string()).unwrap_or_default();
        let (unit, year, kind) = (report.unit.name.clone(), report.year, report.unit.kind);
        let former = self.settings.recent(path).cloned();
        let (changed, errors, last_year) =
            former.map(|former| (former.changed, former.errors, former.last_year)).unwrap_or_default();
        let path = path.to_owned();
        self.settings.remember(Recent { path, unit, year, kind, day, changed, errors, last_year });
        self.write_settings();
    }

    /// As `remember`, for the report on the desk, which was just saved there.
    pub(super) fn remember_saved(&mut self, path: &Path) {
        let clock = self.outside.clock();
        let Some(work) = &self.work else { return };
        let errors = work.errors();
        let (last_year, report) = (work.last_year.clone(), work.session.report().clone());
        self.remember(path, &report);
        if let Some(one) = self.settings.recent.first_mut() {
            (one.changed, one.errors) = (format!("{} {clock}", one.day), Some(errors));
            one.last_year = last_year;
        }
        self.write_settings();
    }

    /// Compares the draft just opened with what it was compared with before, where that is still
    /// there.
    pub(super) fn compare_as_before(&mut self, path: &Path) {
        let last = self.settings.recent(path).and_then(|one| one.last_year.clone());
        if let Some(last) = last
            && let Some(report) = self.last_year(&last)
        {
            self.compare_with(report, Some(last));
        }
    }

    /// Compares with last year's report, which lies in that file.
    pub(super) fn compare_with(&mut self, last: Report, file: Option<PathBuf>) {
        if let Some(work) = &mut self.work {
            work.session.compare_with(Some(std::sync::Arc::new(last)));
            work.sections.values_mut().for_each(|section| section.compare = true);
            work.last_year = file;
        }
    }
}
