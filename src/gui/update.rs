//! Carries out actions: the one place in which the window's state changes. What concerns the open
//! report alone `document_actions` does; what that leads to comes back as further actions.

use super::action::Action;
use super::app::App;
use super::dialogs::notice::Notice;
use super::dialogs::question::{Continuation, Question};
use super::document::Document;
use super::files::{export_file, read_published};
use super::host::FileDialog;
use crate::messages;
use crate::report::{Report, ReportStage, StageEntry};
use crate::session::output_file::Replace;
use crate::session::{Overwrite, SessionCommand, Settings, draft_files};

impl App {
    /// Carries out what one frame asked for.
    pub fn update(&mut self, actions: Vec<Action>, context: &egui::Context) {
        let now = self.host.moment();
        if let Some(document) = &mut self.document {
            context.input(|input| document.note_composition(&actions, &input.events, now));
        }
        // What opens is seen in the next frame, and a key that is let go asks for none.
        if actions.iter().any(Action::shows_something) {
            context.request_repaint();
        }
        let shown = |app: &App| app.document.as_ref().map(|document| (document.session.revision(), document.tab));
        let before = shown(self);
        // What was typed into a field that loses the focus comes before whatever saves or leaves.
        let (last, first): (Vec<_>, Vec<_>) = actions.into_iter().partition(Action::needs_all_input);
        for action in first.into_iter().chain(last) {
            if action.needs_all_input() || action.leaves_view() {
                // The number that is being typed into a cell is entered, as by Enter.
                let typed = self.document.as_mut().and_then(Document::take_typed_number);
                if let Some(command) = typed {
                    self.run(command);
                }
                let language = self.language();
                if let Some(refusal) = self.document.as_mut().and_then(|document| document.hold_entry(language)) {
                    self.carry_out(refusal, context);
                    // What is no number stays in sight until it is one. A save leaves it where it is.
                    if action != Action::Save {
                        continue;
                    }
                }
            }
            self.carry_out(action, context);
        }
        if let Some(document) = &mut self.document {
            document.release_hidden_text();
        }
        if shown(self) != before {
            // Drawn again before anything is shown: the preview follows within the same frame, and the next
            // click finds the tab that is to be seen.
            context.request_discard("the report or its tab is another");
        }
        super::theme::show_fonts(context, self.settings.fonts);
    }

    fn carry_out(&mut self, action: Action, context: &egui::Context) {
        let language = self.language();
        match action {
            Action::Run(command) => self.run(command),
            Action::Notify(notice) => self.dialogs.notify(notice, self.host.moment()),
            Action::RefuseText { count, most } => {
                let said = language.say("say.too_long", &[("count", &count), ("limit", &most)]);
                self.dialogs.notify(Notice::of_paste(said), self.host.moment());
            }
            Action::TellLostPictures(count) => {
                let said = language.say("say.lost_pictures", &[("count", &count)]);
                self.dialogs.notify(Notice::of_paste(said), self.host.moment());
            }
            Action::TellScaledPicture(scaling) => self.say(messages::picture_scaled(language, &scaling)),
            Action::TellLostFormats => self.say(language.word("say.lost_formats")),
            Action::Copy(text, html) => {
                if !self.host.copy(&text, &html) {
                    context.copy_text(text);
                }
            }
            Action::TogglePreview => {
                let settings = Settings { preview: !self.settings.preview, ..self.settings.clone() };
                self.change_settings(settings);
            }
            Action::ChangeSettings(settings) => self.change_settings(*settings),
            Action::LearnWord(word) => {
                let mut settings = self.settings.clone();
                let key = if settings.learn(&word) { "say.learned" } else { "say.not_learned" };
                self.change_settings(settings);
                self.say(language.say(key, &[("word", &word)]));
            }
            Action::ForgetWord(word) => {
                let mut settings = self.settings.clone();
                settings.words.retain(|one| *one != word);
                self.change_settings(settings);
                self.say(language.say("say.forgotten", &[("word", &word)]));
            }
            Action::KeepPhrase(phrase) => {
                let mut settings = self.settings.clone();
                let key = if settings.keep_phrase(&phrase) { "say.phrase_kept" } else { "say.phrase_not_kept" };
                self.change_settings(settings);
                self.say(language.word(key));
            }
            Action::ShowSettings => {
                // A pack may have been put there meanwhile.
                self.read_packs();
                self.dialogs.settings_open = true;
            }
            Action::ShowHelp => self.dialogs.help.show(),
            Action::Choose(dialog) => self.choose(dialog, context),
            Action::Folder(action) => self.act_on_folder(action, context),
            Action::ShowFolderOf(path) => {
                if let Some(folder) = path.parent() {
                    self.host.hand_over(folder, context);
                }
            }
            Action::TakePath(dialog, path) => self.take_path(dialog, path, Overwrite::Own, context),
            Action::ExportOver(FileDialog::Rollup(file), path) => {
                self.write_rollup(file, path, Replace::Anything, context);
            }
            Action::ExportOver(dialog, path) => self.export_to(dialog, path, Replace::Anything),
            Action::ShowVersions => self.show_versions(),
            Action::CompareVersion(path, time) => {
                let name = language.say("merge.base_version", &[("time", &time)]);
                self.compare_with_version(path, Some(name));
            }
            Action::ChooseMergeBase(number) => self.choose_merge_base(number),
            Action::Merge => self.merge(),
            Action::FindRecent(path) => {
                self.say(language.say("start.unplaced", &[("path", &path.display())]));
                self.choose(FileDialog::OpenDraft, context);
            }
            Action::Leave(next) => self.leave(next),
            Action::SaveThen(next) => {
                self.after_save = Some(next);
                self.carry_out(Action::Save, context);
            }
            Action::DiscardThen(next) => {
                let unwanted = |app: &mut App, unwanted| {
                    if let Some(document) = &mut app.document {
                        document.unwanted = unwanted;
                    }
                };
                unwanted(self, true);
                self.after(next);
                // Where that leads nowhere, such as to a draft that cannot be opened, the text stays.
                unwanted(self, false);
            }
            Action::Stay => self.after_save = None,
            Action::NewReport => {
                self.start_page.new = true;
                self.leave(Continuation::StartPage);
            }
            Action::PastePublished => {
                self.start_page.paste = true;
                self.leave(Continuation::StartPage);
            }
            Action::CreateReport(unit, kind, year) => self.open_new(Report::new(unit, kind, year)),
            Action::OpenSample => {
                if let Some(report) = draft_files::sample() {
                    self.open_new(report);
                }
            }
            Action::ReadPublished(text) => match read_published(&text, language) {
                Ok(review) => self.dialogs.review(review),
                Err(said) => self.say(said),
            },
            Action::OpenCopy(path) => self.open_copy(&path),
            Action::ReadAsText(path) => self.read_as_text(path),
            Action::Convert(path) => self.convert(path),
            Action::StopTask => self.stop_task(),
            Action::Save => match self.document.as_ref().and_then(|document| document.session.path()) {
                Some(path) => self.save_to(path.to_owned(), Overwrite::Own),
                None => self.choose(FileDialog::SaveAs, context),
            },
            Action::SaveTo(path, overwrite) => self.save_to(path, overwrite),
            Action::Print => self.print(),
            Action::Clipboard(action) => self.use_clipboard(action, context),
            Action::NewWindow => {
                if !self.host.new_window() {
                    self.say(language.word("say.no_window"));
                }
            }
            Action::ToggleNumbering => {
                let settings = Settings { numbering: !self.settings.numbering, ..self.settings.clone() };
                self.change_settings(settings);
            }
            Action::EnterTab(tab) => {
                self.carry_out(Action::ShowTab(tab), context);
                if let Some(field) = self.document.as_mut().and_then(|document| document.enter(tab)) {
                    context.memory_mut(|memory| memory.request_focus(field));
                }
            }
            Action::EnterStage(ReportStage::Final, by, note) if self.has_unsettled() => {
                self.dialogs.question = Some(Question::Unsettled(by, note));
            }
            Action::EnterStage(stage, by, note) => self.enter_stage(stage, &by, &note),
            Action::BecomeFinal(by, note) => self.enter_stage(ReportStage::Final, &by, &note),
            Action::ShowAbout => self.dialogs.about_open = true,
            Action::OpenFolder => {
                if let Some(document) = &self.document
                    && let Some(notice) = export_file::open_folder(document, &mut *self.host, language, context)
                {
                    self.dialogs.notify(notice, self.host.moment());
                }
            }
            Action::ForgetRecent(path) => {
                let mut settings = self.settings.clone();
                settings.recent.retain(|one| one.path != path);
                self.change_settings(settings);
            }
            Action::RecoverUnsaved => self.recover(),
            Action::OpenSaved => self.open_saved_draft(),
            Action::PutAwayUnsaved => self.archive_unsaved(),
            // Noted above, for the frame as a whole.
            Action::Composing => {}
            action => {
                if action.leaves_view() {
                    self.folder_shown = false;
                }
                let next = self.document.as_mut().map(|document| document.carry_out(action, language));
                for action in next.into_iter().flatten() {
                    self.carry_out(action, context);
                }
            }
        }
    }

    /// Whether comments or tracked changes of the report are open.
    fn has_unsettled(&self) -> bool {
        let report = self.document.as_ref().map(|document| document.session.report());
        report.is_some_and(|report| report.open_comments().next().is_some() || !report.revisions.marks().is_empty())
    }

    /// Takes the report to a stage, and says so.
    fn enter_stage(&mut self, stage: ReportStage, by: &str, note: &str) {
        let (today, language) = (self.host.today(), self.language());
        let (Some(document), Some(today)) = (&mut self.document, today) else { return };
        let entry = StageEntry::new(document.session.report(), stage, by, today, note);
        let key = match document.session.enter_stage(entry) {
            Ok(()) if stage.is_final() => "say.became_final",
            Ok(()) => "say.entered_stage",
            Err(_) => "say.refused",
        };
        self.say(language.say(key, &[("stage", &messages::stage(language, stage))]));
    }

    /// Lets the session do something, and says what it left out.
    pub(super) fn run(&mut self, command: SessionCommand) {
        let (now, language) = (self.host.moment(), self.language());
        let said = self.document.as_mut().and_then(|document| document.run(command, now, language));
        if let Some(said) = said {
            self.dialogs.notify(said, self.host.moment());
        }
    }

    /// Leaves the report, but asks first where it is not saved.
    pub(super) fn leave(&mut self, next: Continuation) {
        self.finish_writes();
        if self.document.as_ref().is_some_and(|document| document.session.is_changed()) {
            self.dialogs.question = Some(Question::Unsaved(next));
        } else {
            self.after(next);
        }
    }

    /// Goes on, now that the report may be left.
    pub(super) fn after(&mut self, next: Continuation) {
        match next {
            Continuation::Quit => {
                self.take_folder_field(None);
                self.close_document();
                self.closing = true;
            }
            Continuation::StartPage => {
                self.close_document();
                self.folder_shown = false;
            }
            Continuation::Open(path) => self.open(path),
            Continuation::OpenVersion(path) => self.open_copy(&path),
            Continuation::FromLastYear(path) => self.begin_from(path),
            Continuation::OpenImport(review) => self.open_unsaved(review.begun(self.language())),
        }
    }
}
