//! Questions about files: text of an earlier run, a draft that is open elsewhere, one that was
//! changed by others, a name that is taken. Each asks one thing; nothing is deleted by an answer.

use egui::{Id, Modal, RichText, Ui};

use super::app::Desk;
use super::question::{FileQuestion, Question};
use super::recovery_state::Offer;
use super::theme::{self, space};
use super::views::version_compare::Sheet;
use super::widgets;
use crate::messages::Language;
use crate::session::Over;

/// What the user answered: the first button, the second, or neither.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    First,
    Second,
    Neither,
}

impl Desk {
    /// Asks about a file.
    pub(super) fn ask_about_file(&mut self, ui: &mut Ui, language: Language, question: FileQuestion) {
        let (path, by) = question.about();
        let [head, text, first, second] = question.words();
        widgets::head(ui, language.word(head));
        let who = if by.is_empty() { language.word("keeping.someone") } else { by.to_owned() };
        let text = language.say(text, &[("path", &path.display()), ("by", &who)]);
        ui.add(egui::Label::new(text).wrap());
        ui.add_space(space::WIDE);
        let mut answer = None;
        ui.horizontal_wrapped(|ui| {
            if widgets::primary(ui, language.word(first)).clicked() {
                answer = Some(Answer::First);
            }
            if !second.is_empty() && ui.button(language.word(second)).clicked() {
                answer = Some(Answer::Second);
            }
            if ui.button(language.word("dialog.cancel")).clicked() {
                answer = Some(Answer::Neither);
            }
        });
        let Some(answer) = answer else { return };
        self.question = None;
        match (question, answer) {
            (FileQuestion::OpenElsewhere(path, _), Answer::First) => self.open_copy(&path),
            (FileQuestion::Changed(_) | FileQuestion::Replace(_), Answer::First) => self.save_as(ui.ctx()),
            (FileQuestion::Changed(path) | FileQuestion::Replace(path), Answer::Second) => {
                self.save_to(path, Over::Anything);
            }
            _ => self.then = None,
        }
    }

    /// Offers the text that an earlier run left, with what its draft has now.
    pub(super) fn offer_lost(&mut self, ui: &Ui, language: Language) {
        if self.question.is_some() || self.offer.found.is_empty() {
            return;
        }
        if self.offer.sheet.is_none() {
            let disk = self.outside.disk();
            let sheet = self.offer.found.get(self.offer.at).and_then(|lost| {
                let versions = lost.versions(&*disk);
                Sheet::of_lost(lost, versions.as_ref(), language)
            });
            self.offer.sheet = sheet;
        }
        let frame = egui::Frame::window(&ui.style().clone()).inner_margin(24.0);
        let modal = Modal::new(Id::unique("lost")).frame(frame).show(ui.ctx(), |ui| {
            ui.set_width(720.0_f32.min(ui.ctx().content_rect().width() - 96.0));
            widgets::head(ui, language.word("keeping.lost_head"));
            let quiet = theme::palette(ui).quiet;
            ui.add(egui::Label::new(RichText::new(language.word("keeping.lost_text")).color(quiet)).wrap());
            ui.add_space(space::NEAR);
            if let Some(sheet) = &self.offer.sheet {
                sheet.ui(ui, language);
            }
            ui.add_space(space::WIDE);
            self.answer_lost(ui, language);
        });
        if modal.should_close() {
            self.offer = Offer::default();
        }
    }

    fn answer_lost(&mut self, ui: &mut Ui, language: Language) {
        let older = self.offer.sheet.as_ref().is_some_and(Sheet::has_older);
        let (at, count) = (self.offer.at, self.offer.found.len());
        let mut go = at;
        ui.horizontal_wrapped(|ui| {
            let entered =
                ui.input(|input| input.key_pressed(egui::Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
            if widgets::primary(ui, language.word("keeping.open_unsaved")).clicked() || entered {
                return self.recover();
            }
            if older && ui.button(language.word("keeping.open_saved")).clicked() {
                return self.take_saved();
            }
            let away = ui.button(language.word("keeping.away"));
            if away.on_hover_text(language.word("keeping.away_tip")).clicked() {
                return self.put_away();
            }
            if ui.button(language.word("keeping.later")).clicked() {
                self.offer = Offer::default();
                return;
            }
            if count > 1 {
                if ui.button(language.word("keeping.next")).clicked() {
                    go = (at + 1) % count;
                }
                widgets::quiet(ui, language.say("keeping.of", &[("number", &(at + 1)), ("count", &count)]));
            }
        });
        if go != at {
            (self.offer.at, self.offer.sheet) = (go, None);
        }
    }

    /// Whether a question keeps everything else waiting.
    pub(super) fn is_asking(&self) -> bool {
        self.question.is_some() || self.reading.is_some() || !self.offer.found.is_empty()
    }

    /// Asks about a file before anything else.
    pub(super) fn question_about(&mut self, question: FileQuestion) {
        self.question = Some(Question::File(question));
    }
}
