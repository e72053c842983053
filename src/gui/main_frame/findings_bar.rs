//! The most important finding of the section in sight, in one line under it. Settles nothing.

use egui::{Align, Frame, Layout, Margin, Panel, Sense, Ui, vec2};

use super::late_panel::LatePanel;
use crate::gui::action::Action;
use crate::gui::section_status::{self, FindingGroup, SectionStatus};
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{ShownFinding, Tab, ViewContext};
use crate::gui::views::finding_row;
use crate::gui::widgets;

/// The finding of the line, with its number; `None` where there is none to show.
fn shown<'a>(view: &ViewContext<'a>, tab: Tab) -> Option<(usize, &'a ShownFinding)> {
    let Tab::Section(id) = tab else { return None };
    let here = |(_, seen): &(usize, &ShownFinding)| seen.counts() && seen.finding.section == Some(id);
    let most = view
        .findings
        .iter()
        .enumerate()
        .filter(here)
        .min_by_key(|(number, seen)| (FindingGroup::of(&seen.finding), *number));
    most.filter(|_| !section_status::is_empty(view, id))
}

/// The room of the line, where there is something to show.
pub(super) fn reserve(ui: &mut Ui, view: &ViewContext<'_>, tab: Tab) -> Option<LatePanel> {
    shown(view, tab)?;
    let frame = Frame::new().fill(theme::palette(ui).page).inner_margin(Margin::symmetric(16, 4));
    Some(LatePanel::reserve(ui, Panel::bottom("strip").frame(frame).exact_size(36.0)))
}

/// The most important finding of the section in sight, in one line.
pub(super) fn ui(ui: &mut Ui, view: &ViewContext<'_>, tab: Tab, actions: &mut Vec<Action>) {
    let Some((number, seen)) = shown(view, tab) else { return };
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
