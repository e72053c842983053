//! What belongs to the table that has the caret: rows and columns, merged cells, its head, taking it away; and the size
//! of a table to be put in. Changes no report itself.

use egui::Ui;

use crate::gui::action::Action;
use crate::gui::text_format::TextFormat;
use crate::gui::theme::space;
use crate::gui::view_context::ViewContext;
use crate::gui::widgets;
use crate::messages::Language;
use crate::report::ReportText;
use crate::richtext::TableChange;

/// What can be done where the caret is in a cell, in groups, each with its label.
pub(in crate::gui) fn changes(language: Language) -> [Vec<(TableChange, String)>; 3] {
    [
        vec![
            (TableChange::RowsAbove, language.word("table_in_text.rows_above")),
            (TableChange::RowsBelow, language.word("table_in_text.rows_below")),
            (TableChange::ColumnsLeft, language.word("table_in_text.columns_left")),
            (TableChange::ColumnsRight, language.word("table_in_text.columns_right")),
        ],
        vec![
            (TableChange::Merge, language.word("table_in_text.merge")),
            (TableChange::Split, language.word("table_in_text.split")),
        ],
        vec![
            (TableChange::DeleteRows, language.word("table_in_text.delete_rows")),
            (TableChange::DeleteColumns, language.word("table_in_text.delete_columns")),
            (TableChange::DeleteTable, language.word("table_in_text.delete")),
        ],
    ]
}

/// Draws the bar, where the caret is in a table of `part`.
pub fn ui(ui: &mut Ui, view: &ViewContext<'_>, part: ReportText, actions: &mut Vec<Action>) {
    let Some((own, span)) = view.session.selection().span().filter(|(own, _)| *own == part) else { return };
    let Some(here) = view.session.report().part(own).and_then(|prose| prose.table_selection(span)) else { return };
    let language = view.language;
    ui.add_space(space::TIGHT);
    let drawn = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        let place = [("row", &(here.rows.start + 1)), ("column", &(here.columns.start + 1))];
        widgets::quiet(ui, language.say("table_in_text.place", &[(place[0].0, place[0].1), (place[1].0, place[1].1)]));
        let mut is_head = here.rows.end <= here.table.header_rows;
        if widgets::checkbox(ui, &mut is_head, language.word("table_in_text.header")).changed() {
            actions.push(Action::Format(TextFormat::Table(TableChange::Header(is_head))));
        }
        for (change, label) in changes(language).into_iter().flatten() {
            if ui.button(label).clicked() {
                actions.push(Action::Format(TextFormat::Table(change)));
            }
        }
    });
    if drawn.response.contains_pointer() {
        // The caret stays in its cell.
        ui.ctx().options_mut(|options| {
            options.input_options.surrender_focus_on = egui::SurrenderFocusOn::Never;
        });
    }
}
