//! The most important finding of the section or the basics in sight, in one line under them. Settles nothing.

use egui::{Align, Frame, Layout, Margin, Panel, Sense, Ui, vec2};

use super::late_panel::LatePanel;
use crate::gui::action::Action;
use crate::gui::section_status::{self, FindingGroup, SectionStatus};
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{ShownFinding, Tab, ViewContext};
use crate::gui::views::finding_row;
use crate::gui::widgets;
use crate::report::Place;

/// The finding of the line, with its number; `None` where there is none to show. Of the basics it is the one of the
/// field in use, where that has one.
fn shown<'a>(view: &ViewContext<'a>, (tab, field): (Tab, Option<Place>)) -> Option<(usize, &'a ShownFinding)> {
    let section = match tab {
        Tab::Section(id) if section_status::is_empty(view, id) => return None,
        Tab::Section(id) => Some(id),
        Tab::Basics => None,
        Tab::Checks | Tab::Preview => return None,
    };
    let form = view.session.form();
    let is_here = |seen: &ShownFinding| match section {
        Some(_) => seen.finding.section == section,
        None => seen.finding.places.first().is_some_and(|place| Tab::of(*place, form) == Tab::Basics),
    };
    let is_elsewhere = |seen: &ShownFinding| field.is_none_or(|field| !seen.finding.places.contains(&field));
    let here = view.findings.iter().enumerate().filter(|(_, seen)| seen.counts() && is_here(seen));
    here.min_by_key(|(number, seen)| (is_elsewhere(seen), FindingGroup::of(&seen.finding), *number))
}

/// The room of the line of this tab and field, where there is something to show.
pub(super) fn reserve(ui: &mut Ui, view: &ViewContext<'_>, at: (Tab, Option<Place>)) -> Option<LatePanel> {
    shown(view, at)?;
    let frame = Frame::new().fill(theme::palette(ui).page).inner_margin(Margin::symmetric(16, 4));
    Some(LatePanel::reserve(ui, Panel::bottom("strip").frame(frame).exact_size(36.0)))
}

/// The most important finding of what is in sight, in one line.
pub(super) fn ui(ui: &mut Ui, view: &ViewContext<'_>, at: (Tab, Option<Place>), actions: &mut Vec<Action>) {
    let Some((number, seen)) = shown(view, at) else { return };
    let (language, colours) = (view.language, theme::palette(ui));
    ui.horizontal_centered(|ui| {
        let error = FindingGroup::of(&seen.finding) == FindingGroup::Wrong;
        let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
        let state = if error { SectionStatus::Errors(1) } else { SectionStatus::InWork };
        state.paint(ui.painter(), rect.center(), colours);
        let mut controls = |ui: &mut Ui| {
            if let Some(fix) = &seen.finding.fix
                && ui.button(language.word(finding_row::fix_key(&seen.finding))).clicked()
            {
                actions.push(Action::ApplyFix(fix.clone()));
            }
            if let (true, Some(place)) =
                (ui.button(language.word("checks.show")).clicked(), seen.finding.places.first())
            {
                actions.push(Action::Go(*place));
            }
            let may = seen.finding.severity.can_be_dismissed();
            if may && ui.button(language.word("checks.dismiss")).clicked() {
                actions.push(Action::AskReason(number));
            }
        };
        let right = widgets::right_width(ui, "settle", &mut controls);
        let wide = (ui.available_width() - right - space::NEAR).max(0.0);
        let (rect, text) = ui.allocate_exact_size(vec2(wide, size::CONTROL), Sense::hover());
        let layout = Layout::left_to_right(Align::Center);
        let label = egui::Label::new(&seen.text).truncate();
        ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout)).add(label);
        text.on_hover_text(&seen.text);
        widgets::at_right(ui, "settle", controls);
    });
}
