//! 基本信息: the unit, the year, the title, the signature, and the preface. A field hands over its text
//! when it loses the focus.

use egui::{ScrollArea, Ui};

use super::stage_list::StageFields;
use crate::form::{Form, UnitKind};
use crate::gui::action::Action;
use crate::gui::drop_down::DropDown;
use crate::gui::host::FileDialog;
use crate::gui::text_editor::TextEditor;
use crate::gui::theme::{size, space};
use crate::gui::view_context::{self, ViewContext};
use crate::gui::{menu, widgets};
use crate::messages::{self, Language};
use crate::report::{Change, Date, Place, PrefaceChoice, Report, ReportText, Signature};
use crate::session;

/// The width of the field for a day, for 2026年12月31日 and the hint.
const DAY: f32 = 190.0;

/// What the tab keeps between frames.
#[derive(Debug)]
pub struct BasicsState {
    /// The preface.
    pub editor: TextEditor,
    unit: BasicsDraft,
    year: BasicsDraft,
    title: BasicsDraft,
    signer: BasicsDraft,
    stages: StageFields,
    day: BasicsDraft,
}

/// A field that is handed over when it is left.
#[derive(Debug, Default)]
struct BasicsDraft {
    text: String,
    active: bool,
    /// What was typed was left but not taken: it stays until it is mended.
    refused: bool,
    /// Whether it is to have the focus.
    wants_focus: bool,
}

impl Default for BasicsState {
    fn default() -> BasicsState {
        BasicsState {
            editor: TextEditor::new(ReportText::Preface),
            unit: BasicsDraft::default(),
            year: BasicsDraft::default(),
            title: BasicsDraft::default(),
            signer: BasicsDraft::default(),
            stages: StageFields::default(),
            day: BasicsDraft::default(),
        }
    }
}

impl BasicsDraft {
    /// Draws the field; gives the new text when it was left with another than `standing`.
    fn ui(&mut self, ui: &mut Ui, name: &str, standing: &str, width: f32) -> Option<String> {
        self.with_hint(ui, [name, ""], standing, width)
    }

    /// As `ui`; `words` are the name of the field, and what stands in it while it is empty.
    fn with_hint(&mut self, ui: &mut Ui, words: [&str; 2], standing: &str, width: f32) -> Option<String> {
        if !self.active && !self.refused {
            standing.clone_into(&mut self.text);
        }
        let response = widgets::hinted_field(ui, words, &mut self.text, width);
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            response.scroll_to_me(None);
        }
        self.active = response.has_focus();
        // What was refused is given up by Escape, as in a cell: the window holds it until then.
        if self.refused && response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            standing.clone_into(&mut self.text);
        }
        let other = self.text.trim() != standing;
        self.refused &= other;
        let left = response.lost_focus() && other;
        left.then(|| self.text.trim().to_owned())
    }

    /// What was typed into the field while it is in use, where that is another text than `standing`.
    fn open(&self, standing: &str) -> Option<String> {
        let text = self.text.trim();
        ((self.active || self.refused) && text != standing).then(|| text.to_owned())
    }

    /// Marks what stands there as refused, and takes the focus back.
    const fn hold(&mut self) {
        (self.refused, self.wants_focus) = (true, true);
    }
}

/// A day on which the report may be signed, as the form writes it: reports are published in January.
/// Where the year is blank, any year shows the form.
fn example_day(report: &Report) -> String {
    let year = year_of_signing(report).unwrap_or(2026);
    Date::new(year, 1, 20).map(Date::official).unwrap_or_default()
}

/// The year after the one reported on. `None` where that is blank.
fn year_of_signing(report: &Report) -> Option<u16> {
    report.year.checked_add(1).filter(|_| report.year != 0)
}

/// The year as its field shows it: empty where it is blank.
fn shown_year(year: u16) -> String {
    if year == 0 { String::new() } else { year.to_string() }
}

/// Unit and date of the signature, as the fields show them.
fn signed(report: &Report) -> [String; 2] {
    let shown = |it: &Signature| [it.unit.clone(), it.date.official()];
    report.signature.as_ref().map(shown).unwrap_or_default()
}

/// The signature that the two fields make; the error is a day that is none.
fn signature(report: &Report, unit: String, day: &str) -> Result<Option<Signature>, ()> {
    if unit.is_empty() && day.is_empty() {
        return Ok(None);
    }
    let date = Date::read(day, year_of_signing(report)).ok_or(())?;
    let unit = if unit.is_empty() { report.unit.name.clone() } else { unit };
    let extra = report.signature.as_ref().map(|it| it.extra.clone()).unwrap_or_default();
    Ok(Some(Signature { unit, date, extra }))
}

/// Says that a year is none.
fn no_year(language: Language, text: &str) -> Action {
    Action::refuse(language.say("say.no_year", &[("text", &messages::excerpt(text))]))
}

/// Says that the day of signing is missing or is none.
fn no_day(language: Language, report: &Report, text: &str) -> Action {
    if text.is_empty() {
        return Action::refuse(language.word("say.day_missing"));
    }
    let values: [(&str, &dyn std::fmt::Display); 2] =
        [("text", &messages::excerpt(text)), ("example", &example_day(report))];
    Action::refuse(language.say("say.no_day", &values))
}

impl BasicsState {
    /// Whether something stands in a field that was refused.
    pub const fn has_refused(&self) -> bool {
        self.year.refused || self.signer.refused || self.day.refused
    }

    /// The place of the field that has the focus, or is about to have it.
    pub fn place(&self) -> Option<Place> {
        let fields = [
            (&self.title, Place::Title),
            (&self.unit, Place::Unit),
            (&self.year, Place::Year),
            (&self.signer, Place::Signature),
            (&self.day, Place::Signature),
        ];
        let sought = fields.iter().find(|(field, _)| field.wants_focus);
        sought.or_else(|| fields.iter().find(|(field, _)| field.active)).map(|(_, place)| *place)
    }

    /// Gives the focus back to a field whose text is not in the report though the report says something else there:
    /// a year or a day that is none. Returns what is to be said of it; `None` where there is none. A unit that waits
    /// for the first day of signing contradicts nothing.
    pub fn hold(&mut self, report: &Report, language: Language) -> Option<Action> {
        if let Some(year) = self.year.open(&shown_year(report.year)).filter(|year| year.parse::<u16>().is_err()) {
            self.year.hold();
            return Some(no_year(language, &year));
        }
        let [signer, day] = signed(report);
        let (unit, date) = (self.signer.open(&signer), self.day.open(&day));
        let is_open = unit.is_some() || date.is_some();
        let date = date.unwrap_or(day);
        let is_waiting = date.is_empty() && report.signature.is_none();
        if !is_open || is_waiting || signature(report, unit.unwrap_or(signer), &date).is_ok() {
            return None;
        }
        self.day.hold();
        Some(no_day(language, report, &date))
    }

    /// Gives the focus to the field of a place, or to the first one.
    pub const fn seek(&mut self, place: Place) {
        let field = match place {
            Place::Title => &mut self.title,
            Place::Year => &mut self.year,
            // What is there already is the unit: the day is missing, or is wrong.
            Place::Signature if self.signer.text.is_empty() => &mut self.signer,
            Place::Signature => &mut self.day,
            _ => &mut self.unit,
        };
        field.wants_focus = true;
    }

    /// What was typed into fields that still have the focus or was refused, as the changes that it
    /// makes. A year or a day that is none makes no change.
    pub fn open(&self, report: &Report, form: &Form) -> Vec<Change> {
        let name = self.unit.open(&report.unit.name).map(Change::UnitName);
        let year = self.year.open(&shown_year(report.year)).and_then(|year| year.parse().ok()).map(Change::Year);
        let title = self.title.open(&view_context::title(report, form));
        let title = title.map(|title| Change::Title((!title.is_empty()).then_some(title)));
        let [signer, day] = signed(report);
        let (unit, date) = (self.signer.open(&signer), self.day.open(&day));
        let signature = (unit.is_some() || date.is_some())
            .then(|| signature(report, unit.unwrap_or(signer), &date.unwrap_or(day)).ok())
            .flatten()
            .map(Change::Signature);
        [name, year, title, signature].into_iter().flatten().collect()
    }

    /// Draws the tab.
    pub fn ui(&mut self, ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
        ScrollArea::vertical().id_salt("basics").auto_shrink(false).show(ui, |ui| {
            ui.add_space(space::AIR);
            let width = size::COLUMN.min(ui.available_width() - 2.0 * space::EDGE);
            widgets::sheet(ui, width, |ui| {
                widgets::head(ui, view.language.word("basics.head"));
                ui.add_space(space::NEAR);
                self.unit(ui, view, actions);
                ui.add_space(space::EDGE);
                self.signature(ui, view, actions);
                ui.add_space(space::EDGE);
                last_year(ui, view, actions);
                ui.add_space(space::EDGE);
                local_rules(ui, view, actions);
                widgets::head(ui, view.language.word("basics.preface"));
                widgets::quiet(ui, view.language.word("basics.preface_hint"));
                customary(ui, view, actions);
                let [name, hint] = ["basics.preface", "section.empty"].map(|key| view.language.word(key));
                super::format_toolbar::ui(ui, view, actions);
                super::figure_bar::ui(ui, view, ReportText::Preface, actions);
                super::table_bar::ui(ui, view, ReportText::Preface, actions);
                super::section_view::field(ui, view, &mut self.editor, [&name, &hint], actions);
                ui.add_space(space::EDGE);
                self.stages.ui(ui, view, actions);
            });
            ui.add_space(space::AIR);
        });
    }

    fn unit(&mut self, ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
        let (language, report) = (view.language, view.session.report());
        let wide = ui.available_width();
        if let Some(name) = self.unit.ui(ui, &language.word("basics.unit"), &report.unit.name, wide) {
            actions.push(Action::change(Change::UnitName(name)));
        }
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                let year = shown_year(report.year);
                if let Some(text) = self.year.ui(ui, &language.word("basics.year"), &year, 120.0) {
                    let read = text.parse();
                    self.year.refused = read.is_err();
                    match read {
                        Ok(year) => actions.push(Action::change(Change::Year(year))),
                        Err(_) => actions.push(no_year(language, &text)),
                    }
                }
            });
            ui.add_space(space::EDGE);
            ui.vertical(|ui| {
                if let Some(kind) = kind(ui, view, report.unit.kind) {
                    actions.push(Action::change(Change::UnitKind(kind)));
                }
            });
            ui.add_space(space::EDGE);
            ui.vertical(|ui| {
                widgets::quiet(ui, language.word("basics.edition"));
                ui.add_space(space::TIGHT);
                ui.label(language.word(messages::edition(report.form)));
            });
        });
        let usual = view_context::title(report, view.session.form());
        if let Some(title) = self.title.ui(ui, &language.word("basics.title"), &usual, wide) {
            let kept = (!title.is_empty()).then_some(title);
            actions.push(Action::change(Change::Title(kept)));
        }
        if report.title.is_some() && widgets::link(ui, language.word("basics.usual_title")).clicked() {
            actions.push(Action::change(Change::Title(None)));
        }
    }

    fn signature(&mut self, ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
        let (language, report) = (view.language, view.session.report());
        widgets::head(ui, language.word("basics.signature"));
        widgets::quiet(ui, language.word("basics.signature_hint"));
        let [signer, day] = signed(report);
        ui.horizontal_top(|ui| {
            let new_signer =
                ui.vertical(|ui| self.signer.ui(ui, &language.word("basics.signer"), &signer, 320.0)).inner;
            let example = example_day(report);
            let hint = language.say("basics.day_hint", &[("example", &example)]);
            let words = [language.word("basics.day"), hint];
            let words = words.each_ref().map(String::as_str);
            let new_day = ui.vertical(|ui| self.day.with_hint(ui, words, &day, DAY)).inner;
            if new_signer.is_none() && new_day.is_none() {
                return;
            }
            // Both as they stand there: one of them may still wait for the other.
            let [unit, day] = [&self.signer, &self.day].map(|field| field.text.trim().to_owned());
            let made = signature(report, unit, &day);
            (self.signer.refused, self.day.refused) = (made.is_err(), made.is_err());
            actions.push(match made {
                Ok(signature) => Action::change(Change::Signature(signature)),
                Err(()) => no_day(language, report, &day),
            });
        });
    }
}

/// Offers the customary sentences while there is no preface.
fn customary(ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
    let (report, language) = (view.session.report(), view.language);
    let clicked = report.preface.is_blank() && ui.button(language.word("basics.customary")).clicked();
    if clicked {
        let choice = PrefaceChoice { basis: true, period: true, contact: None };
        let piece = report.customary_preface(view.session.form(), &choice);
        let (part, span) = (ReportText::Preface, report.preface.all());
        actions.push(Action::Run(session::SessionCommand::Paste { part, span, piece }));
    }
}

/// Chooses the kind of unit; gives the new one.
pub fn kind(ui: &mut Ui, view: &ViewContext<'_>, standing: UnitKind) -> Option<UnitKind> {
    kind_of(ui, view.language, standing)
}

/// As `kind`, without a report.
pub fn kind_of(ui: &mut Ui, language: Language, standing: UnitKind) -> Option<UnitKind> {
    let name = |kind: UnitKind| messages::capitalised(&language.word(messages::unit_kind(kind)));
    widgets::quiet(ui, language.word("basics.kind"));
    let label = language.word("basics.kind");
    // As high as the fields beside it.
    DropDown { name: &label, size: [220.0, size::FIELD], all: &UnitKind::ALL, standing }.ui(ui, name)
}

/// The rule packs that this report is checked by, where there are any to choose from.
fn local_rules(ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
    let chosen = &view.session.report().rule_packs;
    if view.packs.packs.is_empty() && chosen.is_empty() {
        return;
    }
    widgets::head(ui, view.language.word("basics.rule_packs"));
    widgets::quiet(ui, view.language.word("basics.rule_packs_hint"));
    let mut names = chosen.clone();
    super::pack_choice::ui(ui, view.language, view.packs, &mut names);
    if names != *chosen {
        actions.push(Action::change(Change::RulePacks(names)));
    }
    ui.add_space(space::EDGE);
}

fn last_year(ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
    let language = view.language;
    widgets::head(ui, language.word("basics.last_year"));
    match view.session.last_year() {
        None => {
            widgets::quiet(ui, language.word("basics.last_year_hint"));
            let choose = Action::Choose(FileDialog::LastYear);
            if ui.button(menu::label(&choose, language)).clicked() {
                actions.push(choose);
            }
        }
        Some(last) => {
            let name = view_context::title(last, view.session.form());
            widgets::quiet(ui, language.say("basics.last_year_is", &[("title", &name)]));
            if ui.button(language.word("basics.carry")).on_hover_text(language.word("basics.carry_hint")).clicked() {
                actions.push(Action::Run(session::SessionCommand::CarryForward(std::sync::Arc::clone(last))));
            }
        }
    }
}
