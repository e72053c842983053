//! What was read from another program's file: what was understood, section by section, and
//! everything that was lost or should be looked at, with the question what to do with it. Nothing
//! replaces anything before the user has answered; changes no report itself.

use std::sync::Arc;

use egui::{Frame, Grid, Id, Modal, ScrollArea, Ui};

use super::notice::Notice;
use super::question::Continuation;
use crate::form::{Form, Section, Table};
use crate::gui::action::Action;
use crate::gui::document::Document;
use crate::gui::theme::space;
use crate::gui::{view_context, widgets};
use crate::import::Imported;
use crate::messages::{self, Language, RemarkGroup};
use crate::report::{ImportOrigin, Report};
use crate::richtext::RichText;
use crate::session::{SessionCommand, import};

/// The share of the window's height that the list of remarks may take.
const SHARE: f32 = 0.4;
/// The height of the answers and what stands above them.
const ANSWERS: f32 = 92.0;
/// The most characters of the title that are shown.
const TITLE: usize = 100;

/// A source that was read and waits for the user's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportReview {
    /// What the source is called.
    pub name: String,
    /// What was understood.
    pub reading: Imported,
}

impl ImportReview {
    /// What is told of the source, to be kept with the draft.
    fn origin(&self, language: Language) -> Option<ImportOrigin> {
        let form = Form::of(self.reading.report.form).ok()?;
        Some(messages::origin(language, form, &self.name, &self.reading.remarks))
    }

    /// The report of its own that it begins.
    pub(in crate::gui) fn begun(&self, language: Language) -> Report {
        import::begun(&self.reading, self.origin(language))
    }

    /// Replaces the open report, as one step that can be undone, and says so.
    fn take_over(&self, document: &Document, language: Language) -> [Action; 2] {
        let origin = self.origin(language);
        let key = if origin.is_none() { "say.imported_whole" } else { "say.imported" };
        let (report, form) = (document.session.report(), document.session.form());
        let change = import::taking_over(report, form, &self.reading, origin);
        let said = language.say(key, &[("name", &self.name)]);
        [Action::change(change), Action::Notify(Notice::with_next(said, Action::Run(SessionCommand::Undo)))]
    }
}

/// Draws the review and its answers; false once it is answered or closed.
pub(super) fn dialog(
    ui: &Ui,
    language: Language,
    review: &Arc<ImportReview>,
    document: Option<&Document>,
    actions: &mut Vec<Action>,
) -> bool {
    let frame = Frame::window(&ui.style().clone()).inner_margin(space::AIR);
    let modal = Modal::new(Id::unique("reading")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(680.0_f32.min(ui.ctx().content_rect().width() - 96.0).max(0.0));
        overview(ui, language, review);
        ui.add_space(space::WIDE);
        answers(ui, language, review, document, actions)
    });
    let closed = modal.should_close();
    modal.inner && !closed
}

fn answers(
    ui: &mut Ui,
    language: Language,
    review: &Arc<ImportReview>,
    document: Option<&Document>,
    actions: &mut Vec<Action>,
) -> bool {
    let first = match (document, import::is_numbers_only(&review.reading)) {
        (None, _) => "reading.open",
        (Some(_), true) => "reading.numbers",
        (Some(_), false) => "reading.replace",
    };
    if document.is_some() {
        widgets::quiet(ui, language.word("reading.can_undo"));
    }
    let entered = widgets::answered_by_enter(ui);
    let apart = || Action::Leave(Continuation::OpenImport(Arc::clone(review)));
    ui.horizontal_wrapped(|ui| {
        if widgets::primary(ui, language.word(first)).clicked() || entered {
            match document {
                Some(document) => actions.extend(review.take_over(document, language)),
                None => actions.push(apart()),
            }
        } else if document.is_some() && ui.button(language.word("reading.apart")).clicked() {
            actions.push(apart());
        } else {
            return !ui.button(language.word("dialog.cancel")).clicked();
        }
        false
    })
    .inner
}

/// What was understood, section by section, and the remarks.
fn overview(ui: &mut Ui, language: Language, review: &ImportReview) {
    let report = &review.reading.report;
    widgets::head(ui, language.say("reading.head", &[("name", &review.name)]));
    let Ok(form) = Form::of(report.form) else { return };
    ui.add(egui::Label::new(messages::cut(&view_context::title(report, form), TITLE)).wrap());
    widgets::quiet(ui, language.word(messages::edition(report.form)));
    ui.add_space(space::NEAR);
    Grid::new("understood").num_columns(2).spacing([space::AIR, space::TIGHT]).show(ui, |ui| {
        for section in &form.sections {
            ui.label(&section.title);
            widgets::quiet(ui, content(language, form, report, section));
            ui.end_row();
        }
    });
    ui.add_space(space::NEAR);
    lost(ui, language, form, review);
}

/// How much of a section was read.
fn content(language: Language, form: &Form, report: &Report, section: &Section) -> String {
    let table = form.table_of(section.id).map(|table| numbers(language, report, table));
    let count = report.prose(section.id).map_or(0, RichText::count);
    let prose = (count > 0).then(|| language.say("info.prose", &[("count", &count)]));
    let parts: Vec<String> = table.into_iter().chain(prose).collect();
    if parts.is_empty() { language.word("reading.blank") } else { parts.join("　") }
}

fn numbers(language: Language, report: &Report, table: &Table) -> String {
    let inputs = || table.fields.iter().filter(|field| !field.total);
    let filled = inputs().filter(|field| report.numbers.get(field.key).is_some()).count();
    language.say("info.table", &[("filled", &filled), ("all", &inputs().count())])
}

/// Everything that was not understood, contradicts itself, is missing or was guessed.
fn lost(ui: &mut Ui, language: Language, form: &Form, review: &ImportReview) {
    let remarks = &review.reading.remarks;
    if remarks.is_empty() {
        widgets::quiet(ui, language.word("reading.nothing_lost"));
        return;
    }
    widgets::quiet(ui, language.say("reading.lost", &[("count", &messages::remark_count(remarks))]));
    // Above and below the dialog some of the window is seen, and its answers are.
    let screen = ui.ctx().content_rect().height();
    let height =
        (screen * SHARE).min(screen - ui.min_rect().height() - ANSWERS - 2.0 * (space::AIR + space::AIR)).max(60.0);
    widgets::edge(ui).show(ui, |ui| {
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for group in RemarkGroup::ALL {
                let of_group = remarks.iter().filter(|remark| RemarkGroup::of(&remark.kind) == group);
                for (index, remark) in of_group.enumerate() {
                    if index == 0 {
                        widgets::quiet(ui, group.heading(language));
                    }
                    ui.add(egui::Label::new(messages::capitalised(&messages::remark(language, form, remark))).wrap());
                }
            }
        });
    });
}
