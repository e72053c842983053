//! What belongs to the picture or the chart whose caption has the caret: what it shows in words, its width, taking it away. Changes
//! no report itself.

use egui::{DragValue, Ui};

use crate::gui::action::Action;
use crate::gui::theme::space;
use crate::gui::view_context::ViewContext;
use crate::gui::widgets;
use crate::report::ReportText;
use crate::richtext::Figure;
use crate::session::{EditorSelection, SessionCommand};

/// Draws the bar, where the caret is in a caption of `part`.
pub fn ui(ui: &mut Ui, view: &ViewContext<'_>, part: ReportText, actions: &mut Vec<Action>) {
    let EditorSelection::Text { part: own, head, .. } = view.session.selection() else { return };
    let Some(prose) = view.session.report().part(part).filter(|_| own == part) else { return };
    let Some(figure) = prose.paragraphs.get(head.paragraph).and_then(|one| one.figure.as_ref()) else { return };
    let language = view.language;
    let set = |figure: Option<Figure>| Action::Run(SessionCommand::SetFigure(part, head.paragraph, figure));
    ui.add_space(space::TIGHT);
    ui.horizontal_wrapped(|ui| {
        let mut alt = figure.alt.clone();
        let label = language.word(if figure.chart().is_some() { "figure.chart_alt" } else { "figure.alt" });
        let width = (ui.available_width() * 0.5).max(160.0);
        // A chart without words of its own is said by its numbers.
        let hint = language.word(if figure.chart().is_some() { "figure.chart_alt_hint" } else { "figure.alt_hint" });
        let response = widgets::hinted_field(ui, [&label, &hint], &mut alt, width);
        if response.changed() {
            actions.push(set(Some(Figure { alt, ..figure.clone() })));
        }
        let mut millimetres = figure.width / 10;
        let label = language.word("figure.width");
        widgets::quiet(ui, &label);
        let range = figure.narrowest() / 10..=Figure::WIDEST / 10;
        let response = widgets::text_box(ui, DragValue::new(&mut millimetres).range(range).suffix(" mm"));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, label.clone()));
        if response.changed() {
            actions.push(set(Some(Figure { width: millimetres * 10, ..figure.clone() })));
        }
        if ui.button(language.word("figure.full_width")).clicked() {
            actions.push(set(Some(Figure { width: Figure::WIDEST, ..figure.clone() })));
        }
        if figure.chart().is_some() && ui.button(language.word("figure.change_chart")).clicked() {
            actions.push(Action::ShowChartPicker);
        }
        let remove = if figure.chart().is_some() { "figure.remove_chart" } else { "figure.remove" };
        if ui.button(language.word(remove)).clicked() {
            actions.push(set(None));
        }
    });
}
