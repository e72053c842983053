//! What is chosen for the sum of a folder, and what can be written of it. Reads and writes nothing.

use egui::{Id, RichText, Ui, WidgetInfo};

use crate::gui::action::Action;
use crate::gui::drop_down::DropDown;
use crate::gui::folder_tab::{FolderAction, FolderTab};
use crate::gui::host::{FileDialog, RollupFile};
use crate::gui::theme::{self, size, space};
use crate::gui::widgets;
use crate::messages::{Language, Shown};
use crate::rollup::{RollupScope, SharedCases};
use crate::session::FolderChoices;

/// The most characters of the folder's name.
const NAME: usize = 24;
/// The width of the field of the unit.
const UNIT: f32 = 200.0;

/// Draws the choices.
pub(super) fn ui(ui: &mut Ui, tab: &mut FolderTab, language: Language, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = space::TIGHT;
    ui.horizontal_wrapped(|ui| {
        folder(ui, tab, language, actions);
        ui.add_space(space::AIR);
        outputs(ui, tab, language, actions);
    });
    ui.horizontal_wrapped(|ui| choices(ui, tab, language, actions));
}

/// The field of the unit.
pub(super) fn unit_id() -> Id {
    Id::unique("unit of the sum")
}

/// Which folder it is, and reading it again.
fn folder(ui: &mut Ui, tab: &FolderTab, language: Language, actions: &mut Vec<Action>) {
    widgets::head(ui, language.word("folder.head"));
    let name = RichText::new(crate::messages::cut(&tab.name(), NAME)).color(theme::palette(ui).quiet);
    ui.label(name).on_hover_text(Shown(tab.choices.folder.display()).to_string());
    let read = ui.add_enabled(!tab.is_busy(), egui::Button::new(language.word("folder.read")));
    if read.on_hover_text(language.word("folder.read_tip")).clicked() {
        actions.push(Action::Folder(FolderAction::Read));
    }
    if ui.button(language.word("folder.another")).clicked() {
        actions.push(Action::Choose(FileDialog::Rollup(RollupFile::Folder)));
    }
}

/// Whose sum it is, of which year, of which units.
fn choices(ui: &mut Ui, tab: &mut FolderTab, language: Language, actions: &mut Vec<Action>) {
    let mut chosen = tab.choices.clone();
    let name = language.word("folder.unit");
    widgets::quiet(ui, name.clone());
    let hint = match &tab.former {
        Some(former) if !former.unit.name.is_empty() => former.unit.name.clone(),
        _ => language.word("folder.unit_hint"),
    };
    let edit = egui::TextEdit::singleline(&mut tab.unit).id(unit_id()).hint_text(hint);
    let field = widgets::text_box(ui, edit.desired_width(UNIT).char_limit(widgets::LINE));
    field.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, &name));
    if field.changed() {
        tab.touched = Some(tab.clock);
    }
    let years = tab.sum.as_ref().map(|sum| sum.years.clone()).unwrap_or_default();
    let usual = tab.sum.as_ref().map_or(0, |sum| sum.rollup.year);
    let all: Vec<Option<u16>> = std::iter::once(None).chain(years.into_iter().map(Some)).collect();
    let words = |year: Option<u16>| match year {
        Some(year) => crate::messages::year(language, year),
        None if tab.choices.year.is_none() && usual != 0 => language.say("folder.usual_year_is", &[("year", &usual)]),
        None => language.word("folder.usual_year"),
    };
    if let Some(year) = drop_down(ui, &language.word("folder.year"), 150.0, &all, tab.choices.year, words) {
        chosen.year = year;
    }
    for (scope, key) in [(RollupScope::All, "folder.scope_all"), (RollupScope::Own, "folder.scope_own")] {
        let name = language.word(key);
        let tip = language.word("folder.scope_tip");
        let on = Some(tab.choices.scope == scope);
        if widgets::flat(ui, name.clone(), &name, on).on_hover_text(tip).clicked() {
            chosen.scope = scope;
        }
    }
    let all = [SharedCases::AsReported, SharedCases::Subordinate];
    let words = |shared| match shared {
        SharedCases::AsReported => language.word("folder.shared_as_reported"),
        SharedCases::Subordinate => language.word("folder.shared_subordinate"),
    };
    if let Some(shared) = drop_down(ui, &language.word("folder.shared"), 210.0, &all, tab.choices.shared_cases, words) {
        chosen.shared_cases = shared;
    }
    widgets::checkbox(ui, &mut chosen.without_faulty, language.word("folder.without_faulty"));
    let list = chosen.units.as_deref();
    let keys = ["folder.list", "folder.list_is", "folder.list_tip"];
    file_choice(ui, language, (keys, RollupFile::List), list, actions);
    let former = chosen.from.as_deref();
    let keys = ["folder.former", "folder.former_is", "folder.former_tip"];
    file_choice(ui, language, (keys, RollupFile::Former), former, actions);
    push_changed(&tab.choices, chosen, actions);
}

fn drop_down<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    all: &[T],
    standing: T,
    words: impl Fn(T) -> String,
) -> Option<T> {
    DropDown { name, size: [width, size::CONTROL], all, standing }.ui(ui, words)
}

fn push_changed(standing: &FolderChoices, chosen: FolderChoices, actions: &mut Vec<Action>) {
    if chosen != *standing {
        actions.push(Action::Folder(FolderAction::Choose(Box::new(chosen))));
    }
}

/// A file beside the folder: its name once it is chosen; the name alone stands on the button.
fn file_choice(
    ui: &mut Ui,
    language: Language,
    ([key, key_is, key_tip], file): ([&str; 3], RollupFile),
    path: Option<&std::path::Path>,
    actions: &mut Vec<Action>,
) {
    let name = path.and_then(std::path::Path::file_name).map(|name| Shown(name.to_string_lossy()).to_string());
    let words = match &name {
        Some(name) => language.say(key_is, &[("name", &crate::messages::cut(name, 24))]),
        None => language.word(key),
    };
    let tip = language.word(key_tip);
    let tip = path.map_or(tip.clone(), |path| format!("{}\n{tip}", Shown(path.display())));
    if ui.button(words).on_hover_text(tip).clicked() {
        actions.push(Action::Choose(FileDialog::Rollup(file)));
    }
}

/// What can be written.
fn outputs(ui: &mut Ui, tab: &FolderTab, language: Language, actions: &mut Vec<Action>) {
    let ready = !tab.is_busy() && tab.sum.as_ref().is_some_and(|sum| sum.too_large.is_none() && sum.files.counted > 0);
    let all = [
        ("folder.write_draft", "folder.write_draft_tip", RollupFile::Draft),
        ("folder.write_xlsx", "folder.write_xlsx_tip", RollupFile::Xlsx),
        ("folder.write_csv", "folder.write_csv_tip", RollupFile::Csv),
        ("folder.write_returns", "folder.write_returns_tip", RollupFile::Returns),
        ("folder.write_charts", "folder.write_charts_tip", RollupFile::Charts),
    ];
    for (number, (key, tip, file)) in all.into_iter().enumerate() {
        let button = |ui: &mut Ui| match number {
            0 => widgets::primary(ui, language.word(key)),
            _ => ui.button(language.word(key)),
        };
        let button = ui.add_enabled_ui(ready, button).inner;
        if button.on_hover_text(language.word(tip)).clicked() {
            actions.push(Action::Choose(FileDialog::Rollup(file)));
        }
    }
}
