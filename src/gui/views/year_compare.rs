//! 与上年对照: the main numbers of two years as bars, and the passages that both reports have, side
//! by side. Part of the tab 校核; nothing is changed here.

use std::cmp::Reverse;

use egui::{Align2, Color32, FontId, Rect, RichText, Sense, Ui, pos2, vec2};

use rust_decimal::Decimal;

use crate::check::{YearPair, YearValues};
use crate::gui::action::Action;
use crate::gui::theme::{self, Palette, size, space};
use crate::gui::view_context::ViewContext;
use crate::gui::widgets;
use crate::messages::{self, Language, Shown};
use crate::report::Place;
use crate::session::{SectionComparison, YearSummary};

/// The height of one bar and of a series with its two bars.
const BAR: f32 = 9.0;
const ROW: f32 = 34.0;
/// Shares of the width: name, numbers, bars; what is left shows the change.
const NAME: f32 = 0.26;
const NUMBER: f32 = 0.16;
const BARS: f32 = 0.36;

/// Draws the comparison, where last year's report is at hand.
pub fn ui(ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
    let Some(years) = view.years else { return };
    let language = view.language;
    ui.add_space(space::EDGE);
    widgets::head(ui, language.word("years.title"));
    let order = legend(ui, language, years);
    let mut pairs: Vec<&YearPair> = years.pairs.iter().collect();
    order.sort(&mut pairs, |pair| pair.values());
    for pair in pairs {
        series(ui, language, years, pair);
    }
    changed(ui, view, years, order, actions);
    for alike in years.alike.iter().filter(|alike| !alike.passages.is_empty()) {
        same(ui, view, alike, actions);
    }
}

/// In which order numbers stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ChangeOrder {
    /// What changed most first.
    #[default]
    Change,
    /// What changed most in per cent first.
    Percent,
    /// As in the form.
    Form,
}

impl ChangeOrder {
    const ALL: [(ChangeOrder, &'static str); 3] = [
        (ChangeOrder::Change, "years.by_change"),
        (ChangeOrder::Percent, "years.by_percent"),
        (ChangeOrder::Form, "years.by_form"),
    ];

    /// Sorts numbers of two years; those that are equal stay in the order of the form.
    fn sort<T>(self, rows: &mut [T], values: impl Fn(&T) -> YearValues) {
        let size = |row: &T| match self {
            // Beside nothing every number is as great as can be.
            ChangeOrder::Percent => values(row).change().map(|_| values(row).growth().unwrap_or(Decimal::MAX).abs()),
            _ => values(row).change().map(|change| change.abs()),
        };
        if self != ChangeOrder::Form {
            rows.sort_by_key(|row| Reverse(size(row)));
        }
    }
}

/// Which colour is which year, and the order that was chosen.
fn legend(ui: &mut Ui, language: Language, years: &YearSummary) -> ChangeOrder {
    let colours = theme::palette(ui);
    let id = egui::Id::unique("order of changes");
    let mut order: ChangeOrder = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        for (year, colour) in [(years.before, before(colours)), (years.now, colours.accent)] {
            let (rect, _) = ui.allocate_exact_size(vec2(BAR, BAR), Sense::hover());
            ui.painter().rect_filled(rect, 0.0, colour);
            widgets::quiet(ui, crate::messages::year(language, year));
        }
        ui.add_space(space::WIDE);
        for (one, key) in ChangeOrder::ALL {
            let name = language.word(key);
            if widgets::flat(ui, name.clone(), &name, Some(order == one)).clicked() {
                order = one;
                ui.data_mut(|data| data.insert_temp(id, order));
            }
        }
    });
    order
}

/// The cells that changed most, or the first ones of the form, each leading to its place.
fn changed(ui: &mut Ui, view: &ViewContext<'_>, years: &YearSummary, order: ChangeOrder, actions: &mut Vec<Action>) {
    let (language, form) = (view.language, view.session.form());
    let mut cells = years.cells.clone();
    order.sort(&mut cells, |cell| cell.values);
    let head = language.say("years.cells", &[("count", &cells.len())]);
    egui::CollapsingHeader::new(RichText::new(head).size(size::SMALL)).id_salt("changed cells").show(ui, |ui| {
        for cell in &cells {
            let name = messages::full(form, cell.key);
            let YearValues { now, before } = cell.values;
            let shown = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
            ui.horizontal_wrapped(|ui| {
                if widgets::link(ui, name).clicked() {
                    actions.push(Action::Go(Place::Cell(cell.key)));
                }
                let (change, growth) = (messages::change(cell.values), messages::growth(cell.values));
                widgets::quiet(ui, format!("{} → {}  {change}  {growth}", shown(before), shown(now)));
            });
        }
    });
    ui.add_space(space::NEAR);
}

/// One series: its name, both numbers with their bars, the change. Bars are as long as the greater
/// of the two allows, so that small series can be read as well as great ones.
fn series(ui: &mut Ui, language: Language, years: &YearSummary, pair: &YearPair) {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let name = messages::series(language, pair.series);
    let shown = |value: Option<Decimal>| value.map_or_else(|| "—".to_owned(), |value| value.normalize().to_string());
    let change = format!("{}  {}", messages::change(pair.values()), messages::growth(pair.values()));
    response.widget_info(|| {
        let (now, last) = (shown(pair.now), shown(pair.before));
        let told = format!("{name}: {} {last}, {} {now}, {change}", years.before, years.now);
        egui::WidgetInfo::labeled(egui::Role::Label, true, told)
    });
    let painter = ui.painter();
    let font = FontId::proportional(size::SMALL);
    let middle = rect.center().y;
    let at = |share: f32| rect.left() + rect.width() * share;
    painter.text(pos2(at(0.0), middle), Align2::LEFT_CENTER, name, font.clone(), colours.ink);
    let most = length(pair.before).max(length(pair.now));
    let lines = [(pair.before, before(colours), middle - BAR), (pair.now, colours.accent, middle + BAR)];
    for (value, colour, y) in lines {
        let right = pos2(at(NAME + NUMBER) - space::NEAR, y);
        painter.text(right, Align2::RIGHT_CENTER, shown(value), font.clone(), colours.ink);
        let share = if most > 0.0 { length(value) / most } else { 0.0 };
        let start = pos2(at(NAME + NUMBER), y - BAR / 2.0);
        let bar = Rect::from_min_size(start, vec2((rect.width() * BARS * share).max(1.0), BAR));
        painter.rect_filled(bar, 0.0, colour);
    }
    let end = pos2(rect.right(), middle);
    painter.text(end, Align2::RIGHT_CENTER, change, font, colours.quiet);
    painter.hline(rect.x_range(), rect.bottom(), theme::hairline(colours.line));
}

/// A value as a length on screen; nothing is computed from it.
fn length(value: Option<Decimal>) -> f32 {
    value.and_then(|value| value.to_string().parse().ok()).unwrap_or_default()
}

const fn before(colours: &Palette) -> Color32 {
    colours.quiet
}

/// The passages of a section that last year's report had, too: this year's left, last year's right.
fn same(ui: &mut Ui, view: &ViewContext<'_>, alike: &SectionComparison, actions: &mut Vec<Action>) {
    let language = view.language;
    let title = messages::section(view.session.form(), alike.section);
    let head = language.say("sheet.share", &[("section", &title), ("percent", &alike.percent)]);
    egui::CollapsingHeader::new(RichText::new(head).size(size::SMALL)).id_salt(alike.section).show(ui, |ui| {
        for same in &alike.passages {
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                if widgets::link(left, Shown(&same.now).page()).clicked() {
                    actions.push(Action::Go(Place::Prose(alike.section, same.here)));
                }
                widgets::quiet(right, Shown(&same.before).page());
            });
            ui.add_space(space::NEAR);
        }
    });
}
