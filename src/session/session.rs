//! The session itself: the report, where the user is in it, what was done and what is saved.
//! Reads no disk and no clock.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::history::{History, Keystroke, UndoStep};
use super::{CommandOutcome, EditorSelection, Moment, SessionCommand};
use crate::form::{Form, FormError};
use crate::limits::Limit;
use crate::report::{
    Change, ChangeError, InverseChange, PositionShift, Report, ReportSize, Reviser, SkippedCells, StageEntry,
};

/// One open report.
#[derive(Debug)]
pub struct Session {
    report: Arc<Report>,
    form: &'static Form,
    selection: EditorSelection,
    history: History,
    /// Counts up with every change, also when it is taken back.
    revision: u64,
    /// Names the content of the report: taken back, the former content has its former name.
    content: u64,
    /// The last name given.
    newest: u64,
    path: Option<PathBuf>,
    /// The name of the content that the file has; `None` where no file is known to have any.
    saved: Option<u64>,
    last_year: Option<Arc<Report>>,
    /// Whose changes are tracked.
    reviser: Reviser,
}

/// The report at one revision, for work elsewhere: layout, checks, export, saving.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The report.
    pub report: Arc<Report>,
    /// The revision, to hand back with the result.
    #[allow(dead_code, reason = "tests hold it against the session's")]
    pub revision: u64,
    content: u64,
}

impl Session {
    /// A session of a report that is in no file yet.
    ///
    /// # Errors
    /// The built-in form is broken; a released program does not have this.
    pub fn new(report: Report) -> Result<Session, &'static FormError> {
        let form = Form::of(report.form)?;
        Ok(Session {
            report: Arc::new(report),
            form,
            selection: EditorSelection::Nowhere,
            history: History::default(),
            revision: 0,
            content: 0,
            newest: 0,
            path: None,
            saved: None,
            last_year: None,
            reviser: Reviser::default(),
        })
    }

    /// A session of the report that the file at `path` has.
    ///
    /// # Errors
    /// As [`Session::new`].
    pub fn opened(report: Report, path: PathBuf) -> Result<Session, &'static FormError> {
        Ok(Session { path: Some(path), saved: Some(0), ..Session::new(report)? })
    }

    /// A session of text that was never saved, found again after the program ended; `path` is the
    /// file that it would have been saved to.
    ///
    /// # Errors
    /// As [`Session::new`].
    pub fn recovered(report: Report, path: Option<PathBuf>) -> Result<Session, &'static FormError> {
        // A content that is not the untouched one: it differs from every file.
        Ok(Session { path, content: 1, newest: 1, ..Session::new(report)? })
    }

    /// Does what `command` says: the only way to change the report. `now` decides whether a
    /// keystroke joins those before it.
    ///
    /// # Errors
    /// The report refuses the change, and is as it was.
    pub fn execute(&mut self, command: SessionCommand, now: Moment) -> Result<CommandOutcome, ChangeError> {
        self.perform(command, |history, step, stroke| history.push(step, stroke, now))
    }

    /// Does what `command` says as a part of the step before it: both are taken back at once, and a
    /// run of keystrokes goes on.
    ///
    /// # Errors
    /// As [`Session::execute`].
    pub fn execute_with_last(&mut self, command: SessionCommand) -> Result<CommandOutcome, ChangeError> {
        self.perform(command, |history, step, _| history.join(step))
    }

    fn perform(
        &mut self,
        command: SessionCommand,
        note: impl FnOnce(&mut History, UndoStep, Option<Keystroke>),
    ) -> Result<CommandOutcome, ChangeError> {
        match command {
            _ if self.report.stage().is_final() => return Err(ChangeError::IsFinal),
            SessionCommand::Undo => return Ok(self.undo()),
            SessionCommand::Redo => return Ok(self.redo()),
            _ => {}
        }
        let before = command
            .span()
            .filter(|own| self.selection.span() != Some(*own) && !self.is_delete_at_caret(&command))
            .map_or(self.selection, |(part, span)| EditorSelection::characters(part, span))
            .shifted(&PositionShift::default(), &self.report);
        let stroke = Keystroke::of(&command, self.selection);
        let plan = command.plan(&self.report, self.form)?;
        let report = Arc::make_mut(&mut self.report);
        let reversal = within_limits(plan.change.apply_as(report, self.form, Some(&self.reviser))?, report)?;
        let mut outcome =
            CommandOutcome { unpasted: plan.unpasted, replaced: plan.replaced, ..CommandOutcome::default() };
        outcome.changed = !reversal.is_empty();
        if outcome.changed {
            outcome.shift = reversal.shift().reversed();
        }
        self.selection = match plan.selection {
            // The caret stands behind its own edit; what came after moves it.
            Some((selection, own)) => selection.shifted(&outcome.shift.skip(own), &self.report),
            None => before.shifted(&outcome.shift, &self.report),
        };
        outcome.selection = self.selection;
        if outcome.changed {
            let from = self.content;
            self.newest += 1;
            self.content = self.newest;
            let step = UndoStep { reversal, before, after: self.selection, from, to: self.content };
            note(&mut self.history, step, stroke);
            self.touch();
        }
        Ok(outcome)
    }

    /// Takes the report to a stage. That is no step of the history: it stays on record, and what was done before
    /// it cannot be taken back behind it.
    ///
    /// # Errors
    /// The stage does not follow the one that the report has.
    pub fn enter_stage(&mut self, entry: StageEntry) -> Result<(), ChangeError> {
        if !self.report.stage().leads_to(entry.stage) {
            return Err(ChangeError::NoSuchStage);
        }
        self.history = History::default();
        Arc::make_mut(&mut self.report).stages.push(entry);
        self.newest += 1;
        self.content = self.newest;
        self.touch();
        Ok(())
    }

    /// Says whose changes are tracked from now on, and when they are made.
    pub fn revise_as(&mut self, reviser: Reviser) {
        self.reviser = reviser;
    }

    /// Tracks changes from now on, or no longer. That is no step of the history, as in word processors: what was done
    /// before can be taken back whether changes are tracked or not.
    ///
    /// # Errors
    /// The report is final.
    pub fn track_changes(&mut self, tracking: bool) -> Result<(), ChangeError> {
        if self.report.stage().is_final() {
            return Err(ChangeError::IsFinal);
        }
        if self.report.revisions.tracking != tracking && (!tracking || self.report.revisions.can_track()) {
            Arc::make_mut(&mut self.report).revisions.tracking = tracking;
            self.history.close();
            self.newest += 1;
            self.content = self.newest;
            // Steps name contents that the file had with the switch as it was.
            self.saved = None;
            self.touch();
        }
        Ok(())
    }

    /// Notes where the user is. A caret that was moved ends a run of keystrokes.
    pub fn select(&mut self, selection: EditorSelection) {
        if selection == self.selection {
            return;
        }
        if !selection.span().is_some_and(|(part, span)| self.history.continues_at(part, span)) {
            self.history.close();
        }
        self.selection = selection.shifted(&PositionShift::default(), &self.report);
    }

    /// The report as it is now.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The form that the report follows.
    pub const fn form(&self) -> &'static Form {
        self.form
    }

    /// Where the user is.
    pub const fn selection(&self) -> EditorSelection {
        self.selection
    }

    /// Counts up with every change, also when one is taken back: results of an earlier revision
    /// are stale.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The report as it is now, to work on elsewhere.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { report: Arc::clone(&self.report), revision: self.revision, content: self.content }
    }

    /// The report as it would be with `open`, what stands in fields that nobody has left yet. What
    /// is refused is left out: it is no content for its field.
    pub fn snapshot_with(&self, open: &[Change]) -> Snapshot {
        let mut snapshot = self.snapshot();
        let open = if self.report.stage().is_final() { &[] } else { open };
        for change in open {
            // A change that is refused changes nothing.
            let _ = change.clone().apply_as(Arc::make_mut(&mut snapshot.report), self.form, Some(&self.reviser));
        }
        snapshot
    }

    /// Whether the report differs from its file; a report that never had a file differs once it
    /// was touched.
    pub fn is_changed(&self) -> bool {
        match self.saved {
            Some(content) => content != self.content,
            None => self.content != 0 || self.path.is_some(),
        }
    }

    /// The report's file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Notes that `snapshot` was saved at `path`. What was typed meanwhile is still unsaved.
    pub fn saved(&mut self, path: PathBuf, snapshot: &Snapshot) {
        (self.path, self.saved) = (Some(path), Some(snapshot.content));
        self.history.close();
    }

    /// Last year's report, to compare with.
    pub const fn last_year(&self) -> Option<&Arc<Report>> {
        self.last_year.as_ref()
    }

    /// Brings in last year's report to compare with, or puts it away. The report stays as it is;
    /// findings are stale.
    pub fn compare_with(&mut self, last_year: Option<Arc<Report>>) {
        self.last_year = last_year;
        self.revision += 1;
    }

    /// How many steps can be taken back.
    pub fn undo_count(&self) -> usize {
        self.history.undo_count()
    }

    /// How many steps can be made again.
    pub fn redo_count(&self) -> usize {
        self.history.redo_count()
    }

    fn undo(&mut self) -> CommandOutcome {
        let Some(mut step) = self.history.pop_undo() else {
            return self.untouched();
        };
        let outcome = self.take(&mut step, true);
        self.history.push_redo(step);
        outcome
    }

    fn redo(&mut self) -> CommandOutcome {
        let Some(mut step) = self.history.pop_redo() else {
            return self.untouched();
        };
        let outcome = self.take(&mut step, false);
        self.history.push_undo(step);
        outcome
    }

    /// Takes a step back, or makes it again, and turns its reversal round.
    fn take(&mut self, step: &mut UndoStep, back: bool) -> CommandOutcome {
        let reversal = std::mem::take(&mut step.reversal);
        let shift = reversal.shift();
        step.reversal = reversal.apply(Arc::make_mut(&mut self.report));
        (self.selection, self.content) = if back { (step.before, step.from) } else { (step.after, step.to) };
        self.touch();
        CommandOutcome { changed: true, selection: self.selection, shift, unpasted: SkippedCells::EMPTY, replaced: 0 }
    }

    fn untouched(&self) -> CommandOutcome {
        CommandOutcome { selection: self.selection, ..CommandOutcome::default() }
    }

    fn touch(&mut self) {
        self.revision += 1;
        if self.form.edition != self.report.form {
            self.form = Form::of(self.report.form).unwrap_or(self.form);
        }
    }

    /// Whether the command takes out a character beside the caret, which stays a caret before it.
    fn is_delete_at_caret(&self, command: &SessionCommand) -> bool {
        let SessionCommand::Delete { part, span, .. } = command else {
            return false;
        };
        [span.start(), span.end()].into_iter().any(|at| self.selection == EditorSelection::caret(*part, at))
    }
}

/// Takes a change back that makes the report longer than what is read: it could be saved and not be opened
/// again. One that makes a report shorter that is too long is let through.
fn within_limits(reversal: InverseChange, report: &mut Report) -> Result<InverseChange, ChangeError> {
    let is_within = |size: ReportSize| {
        let texts = Limit::check_report(size.characters, size.paragraphs, size.runs);
        texts.is_ok() && Limit::Values.check(size.values).is_ok()
    };
    let pictures = |report: &Report| report.pictures.bytes_of(report.kept_pictures());
    let (after, bytes_after) = (report.size(), pictures(report));
    if is_within(after) && Limit::Pictures.check(bytes_after).is_ok() {
        return Ok(reversal);
    }
    let again = reversal.apply(report);
    let before = report.size();
    let grows = bytes_after > pictures(report)
        || after.characters > before.characters
        || after.paragraphs > before.paragraphs
        || after.runs > before.runs
        || after.values > before.values;
    if grows { Err(ChangeError::TooLong) } else { Ok(again.apply(report)) }
}
