//! What bringing a reviewed copy into the open report would do: how much they changed, what it was made of, and the places
//! that both changed side by side, each to be chosen. Nothing is changed before the user has answered.

use std::collections::BTreeSet;
use std::path::PathBuf;

use egui::{Frame, Id, Label, Modal, ScrollArea, TextEdit, Ui};

use crate::gui::action::Action;
use crate::gui::document::Document;
use crate::gui::drop_down::DropDown;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::messages::{self, Language, Shown};
use crate::report::{CharRange, MergeConflict, ReviewMerge, Reviser};
use crate::richtext::Paragraph;
use crate::session::{ReviewedCopy, Session};

/// The most characters of one side of a conflict.
const WORDS: usize = 400;
/// The most characters of the paragraph around it.
const AROUND: usize = 120;
/// The most places that are named of those that the report cannot take.
const FEW: usize = 5;
/// The most conflicts that are shown; those behind them are taken as theirs, and can be rejected.
const MOST: usize = 200;

/// A copy that was read and waits for the user's answer.
#[derive(Debug)]
pub struct MergeQuestion {
    /// What the file is called.
    name: String,
    copy: ReviewedCopy,
    /// The former versions of the draft that it may have been made of, by their files and times.
    bases: Vec<(PathBuf, String)>,
    /// Which of them was chosen.
    base: Option<usize>,
    /// Whose the changes are that nobody tracked.
    by: String,
    /// The conflicts, by their numbers, in which ours stays.
    kept: BTreeSet<usize>,
    /// What it does with all of theirs taken, and to which state of the report.
    merge: Option<(u64, ReviewMerge)>,
}

impl MergeQuestion {
    /// A question about a copy. Where it is not known what it was made of, it may be one of `bases`.
    pub(in crate::gui) fn new(name: String, copy: ReviewedCopy, bases: Vec<(PathBuf, String)>) -> MergeQuestion {
        let bases = if copy.base.is_some() { Vec::new() } else { bases };
        MergeQuestion { name, copy, bases, base: None, by: String::new(), kept: BTreeSet::new(), merge: None }
    }

    /// The file of the former version of this number.
    pub(in crate::gui) fn base_file(&self, number: usize) -> Option<PathBuf> {
        self.bases.get(number).map(|(path, _)| path.clone())
    }

    /// Takes a former version as what the copy was made of, or the draft as it is.
    pub(in crate::gui) fn set_base(&mut self, chosen: Option<(usize, crate::report::Report)>) {
        self.base = chosen.as_ref().map(|(number, _)| *number);
        self.copy.base = chosen.map(|(_, report)| report);
        (self.merge, self.kept) = (None, BTreeSet::new());
    }

    /// What it does to the report as the user has chosen.
    pub(in crate::gui) fn chosen(&self, session: &Session) -> ReviewMerge {
        self.copy.merge(session.form(), session.report(), &self.reviser(), &self.kept)
    }

    fn reviser(&self) -> Reviser {
        Reviser { by: self.by.trim().to_owned(), at: None }
    }

    /// Draws the question; false once it is answered or closed.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        language: Language,
        document: Option<&Document>,
        actions: &mut Vec<Action>,
    ) -> bool {
        let Some(session) = document.map(|document| &document.session) else { return false };
        if self.merge.as_ref().is_none_or(|(revision, _)| *revision != session.revision()) {
            let merge = self.copy.merge(session.form(), session.report(), &self.reviser(), &BTreeSet::new());
            self.merge = Some((session.revision(), merge));
        }
        let frame = Frame::window(&ui.style().clone()).inner_margin(space::AIR);
        let modal = Modal::new(Id::unique("merge")).frame(frame).show(ui.ctx(), |ui| {
            ui.set_width(720.0_f32.min(ui.ctx().content_rect().width() - 96.0).max(0.0));
            widgets::head(ui, language.word("merge.head"));
            widgets::quiet(ui, Shown(&self.name).to_string());
            ui.add_space(space::NEAR);
            let Some((_, merge)) = &self.merge else { return false };
            let is_empty = merge.is_empty();
            let counts: [(&str, &dyn std::fmt::Display); 3] =
                [("count", &merge.taken), ("both", &merge.conflicts.len()), ("comments", &merge.comments)];
            let has_more = !merge.left.is_empty() || merge.looks_left > 0;
            let key = if is_empty && !has_more { "merge.same" } else { "merge.counts" };
            ui.add(Label::new(language.say(key, &counts)).wrap());
            if merge.is_known {
                widgets::quiet(ui, language.word("merge.known"));
            }
            if merge.looks_left > 0 {
                widgets::quiet(ui, language.say("merge.looks", &[("count", &merge.looks_left)]));
            }
            if !merge.left.is_empty() {
                let head = language.say("merge.left", &[("count", &merge.left.len())]) + "\n";
                let lines = merge.left.iter().take(FEW);
                let (form, head) = (session.form(), head);
                let all = lines.fold(head, |all, left| all + &messages::conflict_lines(language, form, left));
                widgets::quiet(ui, all.trim_end());
            }
            if !self.copy.remarks.is_empty() {
                let count = messages::remark_count(&self.copy.remarks);
                widgets::quiet(ui, language.say("merge.unread", &[("count", &count)]));
            }
            self.origin(ui, language, actions);
            if !is_empty {
                let name = language.word("merge.by");
                let field = TextEdit::singleline(&mut self.by).hint_text(&name).char_limit(widgets::LINE);
                let field = widgets::text_box(ui, field.desired_width(f32::INFINITY).return_key(None));
                field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name.clone()));
            }
            conflicts(ui, language, session, &merge.conflicts, &mut self.kept);
            ui.add_space(space::WIDE);
            answers(ui, language, is_empty, actions)
        });
        let closed = modal.should_close();
        modal.inner && !closed
    }

    /// What the copy was made of, to be chosen where its file does not say.
    fn origin(&self, ui: &mut Ui, language: Language, actions: &mut Vec<Action>) {
        if self.copy.base.is_some() && self.bases.is_empty() {
            return;
        }
        widgets::quiet(ui, language.word(if self.bases.is_empty() { "merge.unknown" } else { "merge.which" }));
        if self.bases.is_empty() {
            return;
        }
        let all: Vec<Option<usize>> = std::iter::once(None).chain((0..self.bases.len()).map(Some)).collect();
        let words = |number: Option<usize>| match number.and_then(|number| self.bases.get(number)) {
            Some((_, time)) => language.say("merge.base_version", &[("time", time)]),
            None => language.word("merge.base_now"),
        };
        let name = language.word("merge.base");
        let list = DropDown { name: &name, size: [420.0, 28.0], all: &all, standing: self.base };
        if let Some(chosen) = list.ui(ui, words) {
            actions.push(Action::ChooseMergeBase(chosen));
        }
        ui.add_space(space::TIGHT);
    }
}

/// The places that both changed, with what each has.
fn conflicts(ui: &mut Ui, language: Language, session: &Session, all: &[MergeConflict], kept: &mut BTreeSet<usize>) {
    if all.is_empty() {
        return;
    }
    ui.add_space(space::NEAR);
    ui.horizontal_wrapped(|ui| {
        widgets::quiet(ui, language.say("merge.both", &[("count", &all.len())]));
        if all.len() > 1 {
            if ui.button(language.word("merge.all_ours")).clicked() {
                *kept = (0..all.len()).collect();
            }
            if ui.button(language.word("merge.all_theirs")).clicked() {
                kept.clear();
            }
        }
    });
    let high = (ui.ctx().content_rect().height() - 400.0).max(120.0);
    widgets::edge(ui).show(ui, |ui| {
        let list = ScrollArea::vertical().id_salt("conflicts").max_height(high).min_scrolled_height(high);
        list.auto_shrink([false, true]).show(ui, |ui| {
            for (number, conflict) in all.iter().enumerate().take(MOST) {
                ui.push_id(number, |ui| side_by_side(ui, language, session, (number, conflict), kept));
            }
            if all.len() > MOST {
                widgets::quiet(ui, language.say("merge.further", &[("count", &(all.len() - MOST))]));
            }
        });
    });
}

fn side_by_side(
    ui: &mut Ui,
    language: Language,
    session: &Session,
    (number, conflict): (usize, &MergeConflict),
    kept: &mut BTreeSet<usize>,
) {
    let words = |words: &str| match words.is_empty() {
        true => language.word("merge.nothing"),
        false => messages::cut(&Shown(words).page(), WORDS),
    };
    let (report, form) = (session.report(), session.form());
    ui.add(Label::new(format!("{}. {}", number + 1, messages::place(language, form, conflict.place))).wrap());
    if let Some((part, spot)) = conflict.place.spot() {
        // The paragraph, so that a few words or figures are known again.
        let length =
            report.part(part).and_then(|text| text.paragraphs.get(spot.paragraph)).map_or(0, Paragraph::length);
        let around = report.content(form, part.place(CharRange { start: 0, end: length, ..spot }));
        widgets::quiet(ui, messages::cut(&Shown(around).page(), AROUND));
    }
    widgets::quiet(ui, language.say("merge.was", &[("words", &words(&conflict.base))]));
    let is_kept = kept.contains(&number);
    ui.columns(2, |halves| {
        let sides = [("merge.ours", &conflict.ours, is_kept), ("merge.theirs", &conflict.theirs, !is_kept)];
        for (half, (key, side, is_chosen)) in halves.iter_mut().zip(sides) {
            let label = language.word(key);
            let name = language.say("merge.take", &[("number", &(number + 1)), ("side", &label)]);
            let chosen = widgets::flat(half, &label, &name, Some(is_chosen)).clicked();
            half.add(Label::new(words(side)).wrap());
            match (chosen, key) {
                (true, "merge.ours") => drop(kept.insert(number)),
                (true, _) => drop(kept.remove(&number)),
                (false, _) => {}
            }
        }
    });
    ui.separator();
}

fn answers(ui: &mut Ui, language: Language, is_empty: bool, actions: &mut Vec<Action>) -> bool {
    if is_empty {
        return !ui.button(language.word("versions.close")).clicked();
    }
    let entered = widgets::answered_by_enter(ui);
    ui.horizontal_wrapped(|ui| {
        if widgets::primary(ui, language.word("merge.take_in")).clicked() || entered {
            actions.push(Action::Merge);
            return true;
        }
        !ui.button(language.word("dialog.cancel")).clicked()
    })
    .inner
}
