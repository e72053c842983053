//! Reads what the open report is compared with, and copies of it that reviewers sent back. Changes the report only as the
//! user has answered.

use std::path::PathBuf;
use std::sync::Arc;

use super::open_draft::{import_error, name_of};
use crate::gui::action::Action;
use crate::gui::app::App;
use crate::gui::dialogs::merge_question::MergeQuestion;
use crate::gui::dialogs::notice::Notice;
use crate::messages;
use crate::session::former_versions::{former_states, former_versions};
use crate::session::{SessionCommand, import, reviewed_copy};

impl App {
    /// Compares the open report with the file at `path`, a draft or anything that can be imported, called `name`.
    pub(in crate::gui) fn compare_with_version(&mut self, path: PathBuf, name: Option<String>) {
        self.dialogs.versions = None;
        let disk = self.host.disk();
        self.begin_task(false, self.reading_words(&path), move |_| {
            let read = import::open_any(&*disk, &path);
            Box::new(move |app| match (read, &mut app.document) {
                (Ok(report), Some(document)) => {
                    let name = name.unwrap_or_else(|| name_of(&path));
                    document.comparison_box.open(name, Arc::new(report), path);
                }
                (Err(error), _) => app.say(import_error(app.language(), &app.typed_paths, &path, &error)),
                (Ok(_), None) => {}
            })
        });
    }

    /// Reads a copy of the open report that reviewers sent back, and shows what bringing it in would do.
    pub(in crate::gui) fn read_copy(&mut self, path: PathBuf) {
        let language = self.language();
        let Some(document) = &self.document else { return };
        if document.session.report().stage().is_final() {
            return self.say(language.word("say.is_final"));
        }
        let draft = document.session.path().map(std::path::Path::to_owned);
        let ours = document.session.report().clone();
        let (disk, folders) = (self.host.disk(), self.host.folders());
        self.begin_task(false, self.reading_words(&path), move |_| {
            let states = draft.as_deref().map(|draft| former_states(&*disk, &folders.backups, draft));
            let read = reviewed_copy(&*disk, &path, &ours, &states.unwrap_or_default());
            let unknown = read.as_ref().is_ok_and(|copy| copy.base.is_none());
            let versions = draft.filter(|_| unknown).and_then(|draft| former_versions(&*disk, &folders, &draft).ok());
            let whole = versions.into_iter().flatten().filter(|version| version.contents.is_ok());
            let bases: Vec<(PathBuf, String)> =
                whole.map(|version| (version.path.clone(), messages::version_time(language, &version))).collect();
            Box::new(move |app| match read {
                Ok(copy) => app.dialogs.merge = Some(MergeQuestion::new(name_of(&path), copy, bases)),
                Err(error) => app.say(import_error(language, &app.typed_paths, &path, &error)),
            })
        });
    }

    /// Takes a former version, by its number in the question, as what the copy was made of; without one, the draft as it is.
    pub(in crate::gui) fn choose_merge_base(&mut self, number: Option<usize>) {
        let language = self.language();
        let Some(question) = &mut self.dialogs.merge else { return };
        let Some((number, path)) = number.and_then(|number| Some((number, question.base_file(number)?))) else {
            return question.set_base(None);
        };
        match import::open_any(&*self.host.disk(), &path) {
            Ok(report) => question.set_base(Some((number, report))),
            Err(error) => {
                let said = import_error(language, &self.typed_paths, &path, &error);
                self.say(said);
            }
        }
    }

    /// Brings the copy that was asked about into the open report, as one step.
    pub(in crate::gui) fn merge(&mut self) {
        let (Some(question), Some(document)) = (self.dialogs.merge.take(), &self.document) else { return };
        let merge = question.chosen(&document.session);
        let before = document.session.revision();
        self.run(SessionCommand::Change(merge.change));
        if self.document.as_ref().is_some_and(|document| document.session.revision() != before) {
            let said = self.language().say("say.merged", &[("count", &merge.taken), ("comments", &merge.comments)]);
            self.dialogs.notify(Notice::with_next(said, Action::ShowRevisions), self.host.moment());
        }
    }
}
