//! What was read from another program's file: what was understood, section by section, and
//! everything that was lost or should be looked at. Decides nothing.

use egui::{Grid, ScrollArea, Ui};

use crate::form::{Form, Section, Table};
use crate::gui::theme::space;
use crate::gui::{view_context, widgets};
use crate::import::Reading;
use crate::messages::{self, Language, RemarkGroup};
use crate::report::{Origin, Report};
use crate::richtext::Prose;
use crate::session::import;

/// So much of the window's height the list may take.
const SHARE: f32 = 0.4;

/// A source that was read and waits for the user's word.
#[derive(Clone, Debug, PartialEq)]
pub struct Brought {
    /// What it is called.
    pub name: String,
    /// What was understood.
    pub reading: Reading,
}

impl Brought {
    /// What is told of it, to be kept with the draft.
    pub(in crate::gui) fn origin(&self, language: Language) -> Option<Origin> {
        let form = Form::of(self.reading.report.form).ok()?;
        messages::origin(language, form, &self.name, &self.reading.remarks)
    }

    /// The report of its own that it begins.
    pub(in crate::gui) fn begun(&self, language: Language) -> Report {
        import::begun(&self.reading, self.origin(language))
    }
}

/// Draws it.
pub fn ui(ui: &mut Ui, language: Language, brought: &Brought) {
    let report = &brought.reading.report;
    widgets::head(ui, language.say("reading.head", &[("name", &brought.name)]));
    let Ok(form) = Form::of(report.form) else { return };
    ui.label(view_context::title(report, form));
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
    lost(ui, language, form, brought);
}

/// How much of a section was read.
fn content(language: Language, form: &Form, report: &Report, section: &Section) -> String {
    let table = form.table_of(section.id).map(|table| numbers(language, report, table));
    let count = report.prose(section.id).map_or(0, Prose::count);
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
fn lost(ui: &mut Ui, language: Language, form: &Form, brought: &Brought) {
    let remarks = &brought.reading.remarks;
    if remarks.is_empty() {
        widgets::quiet(ui, language.word("reading.nothing_lost"));
        return;
    }
    widgets::quiet(ui, language.say("reading.lost", &[("count", &remarks.len())]));
    let height = ui.ctx().content_rect().height() * SHARE;
    widgets::edge(ui).show(ui, |ui| {
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for group in RemarkGroup::ALL {
                let of_group = remarks.iter().filter(|remark| RemarkGroup::of(&remark.kind) == group);
                for (index, remark) in of_group.enumerate() {
                    if index == 0 {
                        widgets::quiet(ui, group.heading(language));
                    }
                    ui.add(egui::Label::new(messages::remark(language, form, remark)).wrap());
                }
            }
        });
    });
}
