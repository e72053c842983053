//! 汇总: a folder of many units' reports. Above what is chosen and what can be written, at the left the units, beside
//! them the tables of the sum or the charts. Reads and writes nothing.

use egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, RichText, ScrollArea, Ui};

use super::rollup_choices;
use crate::gui::action::Action;
use crate::gui::folder_tab::{FolderAction, FolderFocus, FolderPane, FolderTab};
use crate::gui::host::{FileDialog, RollupFile};
use crate::gui::table_editor::{CellMark, TableModel};
use crate::gui::theme::{self, size, space};
use crate::gui::widgets;
use crate::messages::{self, Language};

/// While files are read the bar moves as smoothly as the screen can show it, 60 times a second.
const FRAME: std::time::Duration = std::time::Duration::from_millis(16);
/// The share of the width that the list of units takes at first.
const LIST: f32 = 0.42;

/// Draws the folder.
pub fn ui(ui: &mut Ui, tab: &mut FolderTab, language: Language, actions: &mut Vec<Action>) {
    choose_pane(tab);
    keys(ui, tab, actions);
    let bar = Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(16, 4));
    Panel::top("folder choices").frame(bar).show(ui, |ui| {
        rollup_choices::ui(ui, tab, language, actions);
    });
    Panel::bottom("folder state").frame(bar).exact_size(size::CONTROL + space::NEAR).show(ui, |ui| {
        ui.horizontal_centered(|ui| state(ui, tab, language, actions));
    });
    let ground = Frame::new().fill(theme::palette(ui).backdrop);
    if tab.sum.as_ref().is_none_or(|sum| sum.rows.is_empty()) {
        CentralPanel::no_frame().frame(ground).show(ui, |ui| nothing(ui, tab, language, actions));
        return;
    }
    let wide = ui.available_width();
    let cell = tab.cell();
    let list = Panel::left("folder units").default_size((wide * LIST).floor()).size_range(260.0..=wide * 0.7);
    list.frame(bar).show(ui, |ui| {
        if let Some(sum) = &mut tab.sum {
            let wanted = tab.wanted == Some(FolderFocus::Units);
            tab.units.ui(ui, sum, cell, (language, wanted), actions);
        }
    });
    CentralPanel::no_frame().frame(ground).show(ui, |ui| {
        Panel::top("folder panes").frame(bar).show(ui, |ui| panes(ui, tab, language));
        match tab.pane {
            FolderPane::Charts => charts(ui, tab, language),
            FolderPane::Table(number) => table(ui, tab, number, language, actions),
            FolderPane::First => {}
        }
    });
    take_focus(ui, tab);
}

/// The keys of the whole view: F6 goes from the choices to the list and to what stands beside it, F5 reads again,
/// Ctrl+W closes the folder, Escape stops what is under way.
fn keys(ui: &Ui, tab: &mut FolderTab, actions: &mut Vec<Action>) {
    if !ui.is_enabled() {
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let focused = ui.memory(|memory| memory.focused());
    let in_table = match (tab.pane, &tab.sum) {
        (FolderPane::Table(number), Some(sum)) => {
            let grid = tab.grids.get(&number).zip(sum.form.tables.get(number));
            grid.zip(focused).is_some_and(|((grid, table), focused)| grid.owns(table, focused))
        }
        _ => false,
    };
    let ring = [FolderFocus::Controls, FolderFocus::Units, FolderFocus::Pane];
    let here = if tab.units.has_focus() {
        1
    } else if in_table {
        2
    } else {
        0
    };
    for (modifiers, step) in [(Modifiers::SHIFT, 2), (Modifiers::NONE, 1)] {
        if pressed(modifiers, Key::F6) {
            tab.wanted = ring.get((here + step) % ring.len()).copied();
        }
    }
    if pressed(Modifiers::NONE, Key::F5) && !tab.is_busy() {
        actions.push(Action::Folder(FolderAction::Read));
    }
    if pressed(Modifiers::COMMAND, Key::W) {
        actions.push(Action::Folder(FolderAction::Close));
    }
    // What was left by Escape, as a notice: the keys are the list's again.
    if !tab.is_busy() && focused.is_none() && ui.input(|input| input.key_pressed(Key::Escape)) {
        tab.wanted = Some(FolderFocus::Units);
    }
    if tab.is_busy() && pressed(Modifiers::NONE, Key::Escape) {
        actions.push(Action::Folder(FolderAction::Cancel));
    }
}

/// At first the table of requests, which has the most to say, and its first cell.
fn choose_pane(tab: &mut FolderTab) {
    let Some(sum) = &tab.sum else { return };
    if tab.pane == FolderPane::First {
        let fullest = |number: &usize| sum.form.tables.get(*number).map_or(0, |table| table.fields.len());
        tab.last_table = (0..sum.form.tables.len()).max_by_key(fullest).unwrap_or(0);
        tab.pane = FolderPane::Table(tab.last_table);
    }
    if let FolderPane::Table(number) = tab.pane
        && let Some(table) = sum.form.tables.get(number)
    {
        let grid = tab.grids.entry(number).or_default();
        if grid.selection.is_none() {
            grid.choose_first(table);
            tab.first_cells.extend(grid.focused(table));
        }
    }
}

/// What is read or written, how far that is, or what was read.
fn state(ui: &mut Ui, tab: &FolderTab, language: Language, actions: &mut Vec<Action>) {
    if let Some((done, total)) = tab.progress() {
        let key = if tab.reading.is_some() { "folder.reading" } else { "folder.writing" };
        let told = language.say(key, &[("done", &done), ("total", &total)]);
        #[allow(clippy::cast_precision_loss)] // A share of a bar.
        let share = if total == 0 { 0.0 } else { done as f32 / total as f32 };
        let bar = egui::ProgressBar::new(share).desired_width(240.0).desired_height(space::WIDE);
        let shown = ui.add(bar);
        shown.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &told));
        widgets::quiet(ui, told.clone());
        if ui.button(language.word("folder.cancel")).clicked() {
            actions.push(Action::Folder(FolderAction::Cancel));
        }
        ui.ctx().request_repaint_after(FRAME);
        return;
    }
    let (Some(sum), Some(contents)) = (&tab.sum, &tab.contents) else { return };
    if sum.rows.is_empty() {
        return;
    }
    let told = sum.overview(&contents.failed).summary(language);
    let label = egui::Label::new(RichText::new(&told).size(size::SMALL)).truncate();
    ui.add(label).on_hover_text(told);
}

/// A folder in which nothing is, or of which nothing was read yet.
fn nothing(ui: &mut Ui, tab: &FolderTab, language: Language, actions: &mut Vec<Action>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        let key = match tab.contents {
            _ if tab.reading.is_some() => "folder.being_read",
            Some(_) => "folder.empty",
            None => "folder.not_read",
        };
        widgets::head(ui, language.say(key, &[("folder", &messages::cut(&tab.name(), 40))]));
        ui.add_space(space::WIDE);
        if tab.reading.is_none() {
            if ui.button(language.word("folder.read")).clicked() {
                actions.push(Action::Folder(FolderAction::Read));
            }
            let another = Action::Choose(FileDialog::Rollup(RollupFile::Folder));
            if widgets::link(ui, language.word("folder.another")).clicked() {
                actions.push(another);
            }
        }
    });
}

/// The tables and the charts, to choose from.
fn panes(ui: &mut Ui, tab: &mut FolderTab, language: Language) {
    let Some(sum) = &tab.sum else { return };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        for (number, table) in sum.form.tables.iter().enumerate() {
            let section = sum.form.sections.iter().find(|section| section.table == Some(table.name));
            let Some(section) = section else { continue };
            let name = language.word(&format!("tab.section_{}", section.id.number()));
            let chosen = tab.pane == FolderPane::Table(number);
            if widgets::flat(ui, name.clone(), &name, Some(chosen)).on_hover_text(&section.title).clicked() {
                tab.pane = FolderPane::Table(number);
                tab.last_table = number;
            }
        }
        let name = language.word("folder.charts");
        let chosen = tab.pane == FolderPane::Charts;
        if widgets::flat(ui, name.clone(), &name, Some(chosen)).clicked() {
            tab.pane = FolderPane::Charts;
        }
    });
}

/// A table of the sum, to choose a cell in.
fn table(ui: &mut Ui, tab: &mut FolderTab, number: usize, language: Language, actions: &mut Vec<Action>) {
    let cell = tab.cell();
    let (Some(sum), Some(grid)) = (&tab.sum, tab.grids.get_mut(&number)) else { return };
    let Some(table) = sum.form.tables.get(number) else { return };
    let mut marks = std::collections::BTreeMap::new();
    if let Some(key) = sum.too_large {
        let text = messages::sum_too_large(language, sum.form, &sum.rollup, key);
        marks.insert(key, CellMark { error: true, text });
    }
    ScrollArea::both().id_salt(("folder table", number)).auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
            if let Some(cell) = cell {
                widgets::head(ui, messages::full(sum.form, cell));
            }
            let model = TableModel {
                revised: &std::collections::BTreeMap::new(),
                form: sum.form,
                table,
                numbers: &sum.numbers,
                last_year: None,
                marks: &marks,
                language,
                html: None,
                read_only: true,
            };
            grid.ui(ui, &model, actions);
        });
    });
}

/// The charts on their page.
fn charts(ui: &mut Ui, tab: &mut FolderTab, language: Language) {
    let cells = tab.chart_cells();
    let Some(sum) = &tab.sum else { return };
    tab.charts.ui(ui, sum, &cells, language);
}

/// Gives the focus to where the keys are to go.
fn take_focus(ui: &Ui, tab: &mut FolderTab) {
    let Some(wanted) = tab.wanted.take() else { return };
    match wanted {
        FolderFocus::Controls => ui.memory_mut(|memory| memory.request_focus(rollup_choices::unit_id())),
        FolderFocus::Units => {}
        FolderFocus::Pane => {
            if let (FolderPane::Table(number), Some(sum)) = (tab.pane, &tab.sum)
                && let (Some(grid), Some(table)) = (tab.grids.get_mut(&number), sum.form.tables.get(number))
                && let Some(key) = grid.focused(table)
            {
                grid.seek(table, key);
            }
        }
    }
}
