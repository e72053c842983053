//! The first screen: begin or open a report. Left what can be done, right the recent drafts.

use egui::{RichText, ScrollArea, Ui};

use crate::app::command::Command;
use crate::app::fonts;
use crate::app::scene::Wish;
use crate::app::theme::{self, size, space};
use crate::app::widgets;
use crate::form::{Edition, Form, UnitKind};
use crate::layout::FaceId;
use crate::report::Date;
use crate::session::Settings;
use crate::session::settings::Recent;
use crate::words::{self, Language};

/// What the screen keeps between frames.
#[derive(Debug)]
pub struct State {
    /// Whether the fields for a new report are unfolded.
    pub new: bool,
    /// Whether the field for a published text is unfolded.
    pub paste: bool,
    unit: String,
    kind: UnitKind,
    year: String,
    text: String,
}

impl State {
    /// The screen on a day; the usual year of a report is the one before.
    pub fn new(today: Option<Date>) -> State {
        let year = today.map(|day| day.year().saturating_sub(1).to_string()).unwrap_or_default();
        State { new: false, paste: false, unit: String::new(), kind: UnitKind::Department, year, text: String::new() }
    }

    /// Draws the screen.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        language: Language,
        settings: &Settings,
        today: Option<Date>,
        wishes: &mut Vec<Wish>,
    ) {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let width = 960.0_f32.min(ui.available_width() - 2.0 * space::AIR);
            ui.add_space((ui.available_height() * 0.10).max(space::AIR));
            let side = ((ui.available_width() - width) / 2.0).max(space::AIR);
            ui.horizontal_top(|ui| {
                ui.add_space(side);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    let title = RichText::new(language.word("start.title")).size(size::TITLE + 4.0);
                    ui.label(title.family(fonts::family(FaceId::Title)));
                    ui.label(RichText::new(language.word("start.what")).color(theme::palette(ui).quiet));
                    ui.add_space(space::AIR);
                    ui.horizontal_top(|ui| {
                        let left = (width * 0.42).min(380.0);
                        ui.vertical(|ui| {
                            ui.set_width(left);
                            self.begin(ui, language, wishes);
                        });
                        ui.add_space(space::AIR);
                        ui.vertical(|ui| recent(ui, language, settings, today, wishes));
                    });
                });
            });
        });
    }

    fn begin(&mut self, ui: &mut Ui, language: Language, wishes: &mut Vec<Wish>) {
        let wide = ui.available_width();
        if !self.new {
            let button = widgets::primary(ui, Command::New.text(language));
            if button.clicked() {
                self.new = true;
            }
        } else {
            widgets::head(ui, Command::New.text(language));
            let response = widgets::field(ui, &language.word("basics.unit"), &mut self.unit, wide);
            if self.unit.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
                response.request_focus();
            }
            widgets::field(ui, &language.word("basics.year"), &mut self.year, 120.0);
            if let Some(kind) = super::basics::kind_of(ui, language, self.kind) {
                self.kind = kind;
            }
            ui.add_space(space::NEAR);
            ui.horizontal(|ui| {
                let year = self.year.trim().parse::<u16>().ok().filter(|year| (2008..=9998).contains(year));
                let ready = year.is_some() && !self.unit.trim().is_empty();
                let create = ui.add_enabled_ui(ready, |ui| widgets::primary(ui, language.word("start.create"))).inner;
                if let (true, Some(year)) = (create.clicked(), year) {
                    wishes.push(Wish::Begin(self.unit.trim().to_owned(), self.kind, year));
                }
                if ui.button(language.word("dialog.cancel")).clicked() {
                    self.new = false;
                }
            });
        }
        ui.add_space(space::WIDE);
        for command in [Command::Open, Command::FromLastYear] {
            if widgets::link(ui, command.text(language)).on_hover_text(command.tip(language)).clicked() {
                wishes.push(Wish::Command(command));
            }
        }
        let paste = widgets::link(ui, Command::PastePublished.text(language));
        if paste.on_hover_text(Command::PastePublished.tip(language)).clicked() {
            self.paste = !self.paste;
        }
        if self.paste {
            self.published(ui, language, wishes);
        }
        if widgets::link(ui, language.word("start.sample")).on_hover_text(language.word("start.sample_hint")).clicked()
        {
            wishes.push(Wish::Sample);
        }
    }

    fn published(&mut self, ui: &mut Ui, language: Language, wishes: &mut Vec<Wish>) {
        widgets::quiet(ui, language.word("start.paste_hint"));
        ScrollArea::vertical().id_salt("published").max_height(200.0).show(ui, |ui| {
            let edit = egui::TextEdit::multiline(&mut self.text).desired_rows(8).desired_width(f32::INFINITY);
            let name = language.word("start.paste_field");
            ui.add(edit).widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name.clone()));
        });
        let ready = !self.text.trim().is_empty();
        if ui.add_enabled(ready, egui::Button::new(language.word("start.understand"))).clicked() {
            wishes.push(Wish::FromText(std::mem::take(&mut self.text)));
        }
    }
}

/// The recent drafts as lines.
fn recent(ui: &mut Ui, language: Language, settings: &Settings, today: Option<Date>, wishes: &mut Vec<Wish>) {
    let colours = theme::palette(ui);
    widgets::head(ui, language.word("start.recent"));
    if settings.recent.is_empty() {
        widgets::quiet(ui, language.word("start.no_recent"));
        return;
    }
    for one in &settings.recent {
        let wide = ui.available_width();
        let (rect, response) = ui.allocate_exact_size(egui::vec2(wide, 52.0), egui::Sense::click());
        let name = format!("{} {}", one.unit, one.year);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.clone()));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, f32::from(size::CORNER), colours.tint);
        }
        ui.painter().hline(rect.x_range(), rect.bottom(), theme::hairline(colours.line));
        let painter = ui.painter().with_clip_rect(rect);
        let left = rect.left() + space::NEAR;
        let upper = egui::pos2(left, rect.top() + 16.0);
        let title = language.say("start.line", &[("unit", &one.unit), ("year", &one.year)]);
        painter.text(upper, egui::Align2::LEFT_CENTER, title, theme::font(size::BODY), colours.ink);
        let lower = egui::pos2(left, rect.top() + 36.0);
        let kind = language.word(words::unit_kind(one.kind));
        let note = language.say("start.note", &[("kind", &kind), ("day", &one.day)]);
        painter.text(lower, egui::Align2::LEFT_CENTER, note, theme::font(size::SMALL), colours.quiet);
        let right = egui::pos2(rect.right() - space::NEAR, rect.top() + 16.0);
        painter.text(
            right,
            egui::Align2::RIGHT_CENTER,
            due(language, one, today),
            theme::font(size::SMALL),
            colours.quiet,
        );
        if response.on_hover_text(one.path.display().to_string()).clicked() {
            wishes.push(Wish::Open(one.path.clone()));
        }
    }
}

/// How long the unit still has to publish.
fn due(language: Language, one: &Recent, today: Option<Date>) -> String {
    let form = Form::of(Edition::of_year(one.year)).ok();
    let Some(deadline) = form.and_then(|form| form.deadline(one.kind)) else { return String::new() };
    let last = Date::new(one.year.saturating_add(1), deadline.month, deadline.day);
    let Some((last, today)) = last.zip(today) else { return String::new() };
    let left = day_number(last) - day_number(today);
    match left {
        0.. => language.say("start.days_left", &[("days", &left), ("date", &last.official())]),
        _ => language.say("start.was_due", &[("date", &last.official())]),
    }
}

/// Days since the first of March of the year 0.
fn day_number(date: Date) -> i64 {
    let (year, month) = (i64::from(date.year()), i64::from(date.month()));
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(date.day())
}
