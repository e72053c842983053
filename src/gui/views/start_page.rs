//! The page that is shown while no report is open: left the ways to begin one, right the recent drafts.
//! Opens nothing itself.

use egui::{RichText, ScrollArea, Ui};

use crate::form::{Edition, Form, UnitKind};
use crate::gui::action::Action;
use crate::gui::dialogs::question::Continuation;
use crate::gui::host::FileDialog;
use crate::gui::screen_fonts;
use crate::gui::theme::{self, size, space};
use crate::gui::{menu, widgets};
use crate::layout::FaceId;
use crate::messages::{self, Language, Shown};
use crate::report::Date;
use crate::session::Settings;
use crate::session::import::PASTED;
use crate::session::settings::RecentFile;

/// The most characters of a unit's name in the list of recent drafts.
const UNIT: usize = 60;

/// From this month on, the report of the current year is prepared.
const PREPARED_FROM: u8 = 10;

/// What the screen is drawn from.
pub struct StartContext<'a> {
    /// The language of the window.
    pub language: Language,
    /// The user's settings.
    pub settings: &'a Settings,
    /// The day.
    pub today: Option<Date>,
    /// Whether Escape is the screen's: no window above it wants it.
    pub has_escape: bool,
}

/// What the screen keeps between frames.
#[derive(Debug)]
pub struct StartState {
    /// Whether the fields for a new report are unfolded.
    pub new: bool,
    /// Whether the field for a published text is unfolded.
    pub paste: bool,
    unit: String,
    kind: UnitKind,
    year: String,
    text: String,
}

impl StartState {
    /// The screen on a day. The year offered is the one that is due: until September the one before, whose
    /// deadline is near or just past; later the current one, which is being prepared.
    pub fn new(today: Option<Date>) -> StartState {
        let due = |day: Date| day.year().saturating_sub(u16::from(day.month() < PREPARED_FROM));
        let year = today.map(|day| due(day).to_string()).unwrap_or_default();
        StartState {
            new: false,
            paste: false,
            unit: String::new(),
            kind: UnitKind::Department,
            year,
            text: String::new(),
        }
    }

    /// The year that stands in the form.
    #[allow(dead_code, reason = "tests of the form read it")]
    pub fn year(&self) -> &str {
        &self.year
    }

    /// Draws the screen.
    pub fn ui(&mut self, ui: &mut Ui, start: &StartContext<'_>, actions: &mut Vec<Action>) {
        let StartContext { language, settings, today, .. } = *start;
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let width = 960.0_f32.min(ui.available_width() - 2.0 * space::AIR).max(0.0);
            ui.add_space((ui.available_height() * 0.10).max(space::AIR));
            let side = ((ui.available_width() - width) / 2.0).max(space::AIR);
            ui.horizontal_top(|ui| {
                ui.add_space(side);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    let title = RichText::new(language.word("start.title")).size(size::TITLE + 4.0);
                    ui.label(title.family(screen_fonts::family(FaceId::Title)));
                    ui.label(RichText::new(language.word("start.what")).color(theme::palette(ui).quiet));
                    ui.add_space(space::AIR);
                    ui.horizontal_top(|ui| {
                        let left = (width * 0.42).min(380.0);
                        ui.vertical(|ui| {
                            ui.set_width(left);
                            self.begin(ui, start, actions);
                        });
                        ui.add_space(space::AIR);
                        ui.vertical(|ui| recent(ui, language, settings, today, actions));
                    });
                });
            });
        });
    }

    fn begin(&mut self, ui: &mut Ui, start: &StartContext<'_>, actions: &mut Vec<Action>) {
        let language = start.language;
        let first = start.settings.recent.is_empty();
        if self.new {
            self.fields(ui, start, actions);
        } else if first {
            self.ways(ui, language, actions);
        } else if widgets::primary(ui, menu::label(&Action::NewReport, language)).clicked() {
            self.new = true;
        }
        ui.add_space(space::WIDE);
        let other = [FileDialog::OpenDraft, FileDialog::FromLastYear, FileDialog::Import];
        // At the first start the ways above have the others.
        let shown = if first && !self.new { 1 } else { other.len() };
        for dialog in other.into_iter().take(shown) {
            let choose = Action::Choose(dialog);
            let link = widgets::link(ui, menu::label(&choose, language));
            if link.on_hover_text(menu::tip(&choose, language)).clicked() {
                actions.push(choose);
            }
        }
        let paste = widgets::link(ui, menu::label(&Action::PastePublished, language));
        if paste.on_hover_text(menu::tip(&Action::PastePublished, language)).clicked() {
            self.paste = !self.paste;
        }
        if self.paste {
            self.published(ui, language, actions);
        }
        if widgets::link(ui, language.word("start.sample")).on_hover_text(language.word("start.sample_hint")).clicked()
        {
            actions.push(Action::OpenSample);
        }
    }

    /// The three ways to begin, for whoever is here for the first time.
    fn ways(&mut self, ui: &mut Ui, language: Language, actions: &mut Vec<Action>) {
        widgets::head(ui, language.word("start.ways"));
        let ways = [
            (Action::Choose(FileDialog::FromLastYear), "start.way_last_year"),
            (Action::Choose(FileDialog::Import), "start.way_template"),
            (Action::NewReport, "start.way_blank"),
        ];
        for (number, (action, hint)) in (1..).zip(ways) {
            ui.add_space(space::TIGHT);
            ui.horizontal_top(|ui| {
                widgets::head(ui, format!("{number}"));
                ui.vertical(|ui| {
                    let label = menu::label(&action, language);
                    let button = if number == 1 { widgets::primary(ui, label) } else { ui.button(label) };
                    ui.add(egui::Label::new(widgets::small(ui, &language.word(hint))).wrap());
                    match action {
                        _ if !button.clicked() => {}
                        Action::NewReport => self.new = true,
                        action => actions.push(action),
                    }
                });
            });
        }
    }

    /// What a new report needs to know. Enter in a field begins it, Escape gives it up.
    fn fields(&mut self, ui: &mut Ui, start: &StartContext<'_>, actions: &mut Vec<Action>) {
        let StartContext { language, today, has_escape, .. } = *start;
        let wide = ui.available_width();
        widgets::head(ui, menu::label(&Action::NewReport, language));
        let unit = widgets::field(ui, &language.word("basics.unit"), &mut self.unit, wide);
        if self.unit.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
            unit.request_focus();
        }
        let year = widgets::field(ui, &language.word("basics.year"), &mut self.year, 120.0);
        if let Some(kind) = super::basics::kind_of(ui, language, self.kind) {
            self.kind = kind;
        }
        let entered = (unit.lost_focus() || year.lost_focus()) && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let year = self.year.trim().parse::<u16>().ok().filter(|year| (2008..=9998).contains(year));
        match year {
            Some(year) => widgets::quiet(ui, due(language, self.kind, year, today)),
            None => widgets::quiet(ui, language.word("start.no_year")),
        };
        ui.add_space(space::NEAR);
        ui.horizontal(|ui| {
            let ready = year.is_some() && !self.unit.trim().is_empty();
            let create = ui.add_enabled_ui(ready, |ui| widgets::primary(ui, language.word("start.create"))).inner;
            if let (true, true, Some(year)) = (create.clicked() || entered, ready, year) {
                actions.push(Action::CreateReport(self.unit.trim().to_owned(), self.kind, year));
            }
            if ui.button(language.word("dialog.cancel")).clicked() {
                self.new = false;
            }
        });
        // An open list of kinds has taken its own Escape already.
        if has_escape && ui.is_enabled() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.new = false;
        }
    }

    fn published(&mut self, ui: &mut Ui, language: Language, actions: &mut Vec<Action>) {
        widgets::quiet(ui, language.word("start.paste_hint"));
        ScrollArea::vertical().id_salt("published").max_height(200.0).show(ui, |ui| {
            let edit = egui::TextEdit::multiline(&mut self.text)
                .id(published_id())
                .desired_rows(8)
                .desired_width(f32::INFINITY)
                .char_limit(PASTED);
            let name = language.word("start.paste_field");
            widgets::text_box(ui, edit)
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name.clone()));
        });
        let ready = !self.text.trim().is_empty();
        if ui.add_enabled(ready, egui::Button::new(language.word("start.understand"))).clicked() {
            actions.push(Action::ReadPublished(std::mem::take(&mut self.text)));
        }
    }
}

/// The field for a published text, which takes as much as a text of the report.
pub(in crate::gui) fn published_id() -> egui::Id {
    egui::Id::unique("published text")
}

/// The recent drafts as lines.
fn recent(ui: &mut Ui, language: Language, settings: &Settings, today: Option<Date>, actions: &mut Vec<Action>) {
    widgets::head(ui, language.word("start.recent"));
    if settings.recent.is_empty() {
        widgets::quiet(ui, language.word("start.no_recent"));
        return;
    }
    for one in &settings.recent {
        line(ui, language, one, today, actions);
    }
}

/// One draft: unit, year and how far it is; last change, and what is left of the time to publish.
fn line(ui: &mut Ui, language: Language, one: &RecentFile, today: Option<Date>, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 56.0), egui::Sense::click());
    let unit = messages::cut(&one.unit, UNIT);
    let title = language.say("start.line", &[("unit", &unit), ("year", &one.year)]);
    let state = match one.errors {
        None => String::new(),
        Some(0) if one.to_do == 0 => language.word("start.ready"),
        Some(0) => language.say("start.to_do", &[("count", &one.to_do)]),
        Some(count) => language.say("state.errors", &[("count", &count)]),
    };
    let left = due(language, one.kind, one.year, today);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, [title.as_str(), &state, &left].join(" ").trim())
    });
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, f32::from(size::CORNER), colours.tint);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), theme::hairline(colours.line));
    let forget = egui::Rect::from_center_size(
        rect.right_center() - egui::vec2(size::CONTROL / 2.0, 0.0),
        egui::Vec2::splat(size::CONTROL),
    );
    let inner = rect.with_max_x(forget.left()).shrink2(egui::vec2(space::NEAR, 0.0));
    let kind = messages::capitalised(&language.word(messages::unit_kind(one.kind)));
    let note = if one.changed.is_empty() {
        language.say("start.note", &[("kind", &kind), ("day", &one.day)])
    } else {
        language.say("start.changed", &[("kind", &kind), ("time", &one.changed)])
    };
    let ink = match one.errors {
        Some(0) if one.to_do == 0 => colours.good,
        Some(0) => colours.quiet,
        _ => colours.error,
    };
    let rows = [
        (-10.0, title, size::BODY, colours.ink, state, ink),
        (10.0, note, size::SMALL, colours.quiet, left, colours.quiet),
    ];
    for (offset, text, points, colour, end, end_colour) in rows {
        let middle = rect.center().y + offset;
        let end = ui.painter().layout_no_wrap(end, theme::font(size::SMALL), end_colour);
        let room = (inner.width() - end.size().x - space::WIDE).max(0.0);
        let corner = egui::pos2(inner.right() - end.size().x, middle - end.size().y / 2.0);
        ui.painter().galley(corner, end, end_colour);
        // A long name ends in an ellipsis rather than under what stands at the right.
        let mut job = egui::text::LayoutJob::simple_singleline(text, theme::font(points), colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter().galley(egui::pos2(inner.left(), middle - galley.size().y / 2.0), galley, colour);
    }
    let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(forget));
    let name = language.say("start.forget", &[("unit", &unit), ("year", &one.year)]);
    let forgets = widgets::icon_button(&mut corner, crate::gui::icon::Icon::Close, &name, true);
    if forgets.on_hover_text(language.word("start.forget_tip")).clicked() {
        actions.push(Action::ForgetRecent(one.path.clone()));
    } else if response.on_hover_text(Shown(one.path.display()).to_string()).clicked() {
        let open = Action::Leave(Continuation::Open(one.path.clone()));
        // An earlier program did not note in which folder it was.
        actions.push(if one.path.has_root() { open } else { Action::FindRecent(one.path.clone()) });
    }
}

/// How long the unit still has to publish.
fn due(language: Language, kind: UnitKind, year: u16, today: Option<Date>) -> String {
    let form = Form::of(Edition::of_year(year)).ok();
    let Some(deadline) = form.and_then(|form| form.deadline(kind)) else { return String::new() };
    let last = Date::new(year.saturating_add(1), deadline.month, deadline.day);
    let Some((last, today)) = last.zip(today) else { return String::new() };
    let left = day_number(last) - day_number(today);
    let date = messages::day(language, last);
    match left {
        0.. => language.say("start.days_left", &[("days", &left), ("date", &date)]),
        _ => language.say("start.was_due", &[("date", &date)]),
    }
}

/// Days since the first of March of the year 0.
fn day_number(date: Date) -> i64 {
    let (year, month) = (i64::from(date.year()), i64::from(date.month()));
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(date.day())
}
