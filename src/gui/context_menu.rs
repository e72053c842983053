//! What the right button, Shift+F10 and the menu key offer over a text or a table: cut, copy and paste, a number
//! of the tables, the finding that stands there. Carries nothing out.

use egui::{Id, Key, Modifiers, Popup, Pos2, Response, Ui, vec2};

use super::action::{Action, ClipboardAction};
use super::menu;
use super::theme::size;
use super::view_context::{ShownFinding, Tab, ViewContext};
use super::widgets;
use crate::form::CellKey;
use crate::messages::Language;
use crate::report::{Place, ReportText};
use crate::richtext::TextPosition;

/// Over what a menu is opened.
#[derive(Clone, Copy, Debug)]
pub(super) enum MenuPlace {
    /// A text, where the caret stands.
    Text(ReportText, TextPosition),
    /// A number cell.
    Cell(CellKey),
}

/// A row of the menu with its label, where the menu table has none.
type MenuRow = (Action, Option<&'static str>);

/// Whether a key asks for the menu of what has the focus; takes it out of the input.
pub(super) fn is_asked_for(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F10) || input.consume_key(Modifiers::NONE, Key::Menu))
}

/// Opens the menu of a widget at a point, as a click of the right button there does.
pub(super) fn open(ui: &Ui, response: &Response, at: Pos2) {
    let id = Popup::default_response_id(response);
    ui.data_mut(|data| data.insert_temp(id, at));
    Popup::open_id(ui.ctx(), id);
}

/// Draws the menu of a widget while it is open. `focus` is what has the keys again once it is closed.
pub(super) fn show(
    ui: &Ui,
    view: &ViewContext<'_>,
    (response, focus): (&Response, Id),
    place: MenuPlace,
    actions: &mut Vec<Action>,
) {
    let id = Popup::default_response_id(response);
    let open = || Popup::is_id_open(ui.ctx(), id);
    if !open() {
        return;
    }
    let at = ui.data(|data| data.get_temp(id)).unwrap_or(response.rect.center());
    let mut chosen = None;
    Popup::menu(response).open_memory(None).at_position(at).show(|ui| {
        for (number, group) in groups(view, place).into_iter().enumerate() {
            if number > 0 {
                ui.separator();
            }
            for row in group {
                if self::row(ui, view.language, &row) {
                    chosen = Some(row.0);
                    ui.close();
                }
            }
        }
    });
    let leaves =
        chosen.as_ref().is_some_and(|action| !matches!(action, Action::Clipboard(_) | Action::ShowNumberPicker));
    if (chosen.is_some() || !open()) && !leaves {
        if let MenuPlace::Text(..) = place {
            // The text shows again what is selected.
            actions.push(Action::ReturnToSelection);
        }
        ui.memory_mut(|memory| memory.request_focus(focus));
    }
    actions.extend(chosen);
}

/// The rows that apply at a place.
fn groups(view: &ViewContext<'_>, place: MenuPlace) -> Vec<Vec<MenuRow>> {
    let clipboard = |action| (Action::Clipboard(action), None);
    let edits = [ClipboardAction::Cut, ClipboardAction::Copy, ClipboardAction::Paste].map(clipboard);
    let all = vec![clipboard(ClipboardAction::SelectAll)];
    let mut groups = vec![edits.to_vec(), all];
    if let (MenuPlace::Text(..), Some(edits)) = (place, groups.first_mut()) {
        edits.push(clipboard(ClipboardAction::PastePlain));
        groups.push(vec![(Action::ShowNumberPicker, None)]);
    }
    let here = |seen: &ShownFinding| seen.counts() && seen.finding.places.iter().any(|it| is_at(*it, place));
    if let Some((number, seen)) = view.findings.iter().enumerate().find(|(_, seen)| here(seen)) {
        let explains = seen.finding.severity.can_be_dismissed();
        let explain = (Action::AskReason(number), Some("menu.comment_finding"));
        let show = (Action::ShowTab(Tab::Checks), Some("menu.show_finding"));
        groups.push(explains.then_some(explain).into_iter().chain([show]).collect());
    }
    groups
}

/// Whether a finding's place is where the menu is opened.
fn is_at(place: Place, here: MenuPlace) -> bool {
    match here {
        MenuPlace::Cell(key) => matches!(place, Place::Cell(other) | Place::Note(other) if other == key),
        MenuPlace::Text(part, position) => place.spot().is_some_and(|(of, spot)| {
            of == part && spot.paragraph == position.paragraph && (spot.start..=spot.end).contains(&position.character)
        }),
    }
}

/// A row; true where it was chosen.
fn row(ui: &mut Ui, language: Language, (action, key): &MenuRow) -> bool {
    let item = menu::find(action);
    let label = key.map_or_else(|| menu::label(action, language), |key| language.word(key));
    let mut button = egui::Button::new(label);
    if let Some(keys) = item.filter(|_| key.is_none()).and_then(|item| widgets::keys(ui, item)) {
        button = button.shortcut_text(keys);
    }
    ui.add(button.min_size(vec2(180.0, size::CONTROL))).clicked()
}
