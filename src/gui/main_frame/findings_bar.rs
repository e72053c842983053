//! The most important finding of the section in sight, in one line under it. Settles nothing.

use egui::{Align, Frame, Layout, Margin, Panel, Sense, Ui, vec2};

use crate::gui::action::Action;
use crate::gui::section_status::{self, FindingGroup, SectionStatus};
use crate::gui::theme;
use crate::gui::view_context::{ShownFinding, Tab, ViewContext};

/// The most important finding of the section in sight, in one line.
pub(super) fn ui(ui: &mut Ui, view: &ViewContext<'_>, tab: Tab, actions: &mut Vec<Action>) {
    let Tab::Section(id) = tab else { return };
    let here = |(_, seen): &(usize, &ShownFinding)| seen.counts() && seen.finding.section == Some(id);
    let most = view
        .findings
        .iter()
        .enumerate()
        .filter(here)
        .min_by_key(|(number, seen)| (FindingGroup::of(&seen.finding), *number));
    let Some((number, seen)) = most.filter(|_| !section_status::is_empty(view, id)) else { return };
    let (language, colours) = (view.language, theme::palette(ui));
    let frame = Frame::new().fill(colours.page).inner_margin(Margin::symmetric(16, 4));
    Panel::bottom("strip").frame(frame).exact_size(36.0).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            let error = FindingGroup::of(&seen.finding) == FindingGroup::Wrong;
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
            let state = if error { SectionStatus::Errors(1) } else { SectionStatus::InWork };
            state.paint(ui.painter(), rect.center(), colours);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let may = seen.finding.severity.can_be_dismissed();
                if may && ui.button(language.word("checks.dismiss")).clicked() {
                    actions.push(Action::AskReason(number));
                }
                if let (true, Some(place)) =
                    (ui.button(language.word("checks.show")).clicked(), seen.finding.places.first())
                {
                    actions.push(Action::Go(*place));
                }
                if let Some(fix) = &seen.finding.fix
                    && ui.button(language.word("checks.fix")).clicked()
                {
                    actions.push(Action::ApplyFix(fix.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(&seen.text).truncate()).on_hover_text(&seen.text);
                });
            });
        });
    });
}
