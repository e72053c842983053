//! Keeps the open report on the disk while it is edited: calls the draft writer in each frame and says
//! what came of it. Waits for nothing while someone types.

use std::path::Path;

use super::TypedPaths;
use crate::gui::app::App;
use crate::messages::{self, Language};
use crate::session::{DiskJobError, DraftEvent, DraftInput};

impl App {
    /// Lets the draft writer do what is due; to be called at the end of each frame.
    pub(in crate::gui) fn update_draft(&mut self, context: &egui::Context) {
        let (now, moment) = (self.host.now(), self.host.moment());
        self.retry_locks(context);
        self.await_task(context);
        let focused = context.input(|input| input.focused);
        let came = focused && !std::mem::replace(&mut self.focused, focused);
        let Some(document) = &mut self.document else { return };
        // Whoever comes back to the window may have changed the draft elsewhere meanwhile.
        let changed = came && document.draft.found_change(&document.session);
        if let Some(due) = document.checks_due() {
            context.request_repaint_after(due.saturating_sub(moment));
        }
        let open_fields = document.open_fields();
        let autosave = self.settings.autosave && !document.composing;
        let update = document.draft.update(&mut document.session, DraftInput { open_fields, autosave, moment, now });
        if let Some(due) = update.call_again {
            context.request_repaint_after(due.saturating_sub(moment));
        }
        if changed {
            let path = document.session.path().unwrap_or(Path::new("")).to_owned();
            let key = if self.is_gone(&path) { "draft.removed_elsewhere" } else { "draft.changed_elsewhere" };
            self.say(self.language().say(key, &[("path", &self.typed_paths.shown(&path).display())]));
        }
        self.show_draft_events(update.events);
    }

    /// Waits until nothing is being written, neither the recovery file nor the draft.
    pub(in crate::gui) fn finish_writes(&mut self) {
        let now = self.host.now();
        if let Some(document) = &mut self.document {
            let events = document.draft.finish(&mut document.session, now);
            self.show_draft_events(events);
        }
    }

    /// Says what happened to the draft.
    pub(super) fn show_draft_events(&mut self, events: Vec<DraftEvent>) {
        for event in events {
            match event {
                DraftEvent::RecoveryWritten => {}
                DraftEvent::RecoveryFailed(error) => {
                    let why = reason(self.language(), &self.typed_paths, &error);
                    self.say(self.language().say("draft.not_aside", &[("why", &why)]));
                }
                DraftEvent::NotLocked { path } => {
                    let shown = self.typed_paths.shown(&path);
                    self.say(self.language().say("draft.not_locked", &[("path", &shown.display())]));
                }
                DraftEvent::Saved { path, asked, last, backup_error, other_names } => {
                    if other_names > 0 {
                        let words = [("path", &path.display() as _), ("count", &other_names as _)];
                        self.say(self.language().say("draft.other_names", &words));
                    }
                    self.saved(&path, asked, last, backup_error);
                }
                DraftEvent::NotSaved { path, asked, error } => self.not_saved(&path, asked, &error),
            }
        }
    }

    /// Writes the recovery file at once: the window panicked.
    pub fn rescue(&mut self) {
        let now = self.host.now();
        if let Some(document) = self.document.take() {
            document.draft.rescue(&document.session, now);
        }
    }
}

/// Why a job of the disk failed, in the language of the window.
pub(super) fn reason(language: Language, typed_paths: &TypedPaths, error: &DiskJobError) -> String {
    match error {
        DiskJobError::Store(error) => messages::store_error(language, &typed_paths.in_error(error)),
        DiskJobError::Panicked(panic) => language.say("draft.broke", &[("words", panic)]),
    }
}
