//! What the right button, Shift+F10 and the menu key offer over a text or a table: cut, copy and paste, a number
//! of the tables, the finding that stands there. Carries nothing out.

use egui::{EventFilter, Id, Key, Modifiers, Popup, Pos2, Response, Ui, vec2};

use super::action::{Action, ClipboardAction};
use super::menu;
use super::text_format::TextFormat;
use super::theme::size;
use super::view_context::{ShownFinding, Tab, ViewContext};
use super::widgets;
use crate::form::CellKey;
use crate::messages::{self, Language};
use crate::report::{Place, ReportText};
use crate::richtext::TextPosition;

/// The most characters of selected words that a row shows.
const SHOWN: usize = 10;

/// Over what a menu is opened.
#[derive(Clone, Copy, Debug)]
pub(super) enum MenuPlace {
    /// A text, where the caret stands.
    Text(ReportText, TextPosition),
    /// A number cell.
    Cell(CellKey),
}

/// A row of the menu with its label, where the menu table has none.
type MenuRow = (Action, Option<String>);

/// Whether a key asks for the menu of what has the focus; takes it out of the input.
pub(super) fn is_asked_for(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F10) || input.consume_key(Modifiers::NONE, Key::Menu))
}

/// Opens the menu of a widget at a point, as a click of the right button there does.
pub(super) fn open(ui: &Ui, response: &Response, at: Pos2) {
    let id = Popup::default_response_id(response);
    ui.data_mut(|data| {
        data.insert_temp(id, at);
        data.insert_temp(id.with("row"), 0_usize);
    });
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
    let groups = groups(view, place);
    let marked = marked_row(ui, id, groups.iter().map(Vec::len).sum());
    Popup::menu(response).open_memory(None).at_position(at).show(|ui| {
        let mut at = 0;
        for (number, group) in groups.into_iter().enumerate() {
            if number > 0 {
                ui.separator();
            }
            for row in group {
                let response = self::row(ui, view.language, &row);
                if response.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
                    ui.data_mut(|data| data.insert_temp(id.with("row"), at));
                }
                if at == marked {
                    keep_focus(ui, &response);
                }
                at += 1;
                if response.clicked() {
                    chosen = Some(row.0);
                    ui.close();
                }
            }
        }
    });
    let leaves = chosen.as_ref().is_some_and(|action| {
        !matches!(
            action,
            Action::Clipboard(_)
                | Action::ShowNumberPicker
                | Action::ShowPhrases
                | Action::CommentOnSelection
                | Action::LearnWord(_)
                | Action::ForgetWord(_)
                | Action::KeepPhrase(_)
        )
    });
    if (chosen.is_some() || !open()) && !leaves {
        if let MenuPlace::Text(..) = place {
            // The text shows again what is selected.
            actions.push(Action::ReturnToSelection);
        }
        ui.memory_mut(|memory| memory.request_focus(focus));
    }
    actions.extend(chosen);
}

/// The row that the keys have come to, of so many.
fn marked_row(ui: &Ui, id: Id, count: usize) -> usize {
    let row = ui.data(|data| data.get_temp(id.with("row"))).unwrap_or(0_usize);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = count.saturating_sub(1);
    let row = match () {
        () if pressed(Key::ArrowDown) => {
            if row >= last {
                0
            } else {
                row + 1
            }
        }
        () if pressed(Key::ArrowUp) => row.checked_sub(1).unwrap_or(last),
        () if pressed(Key::Home) => 0,
        () if pressed(Key::End) => last,
        () => row.min(last),
    };
    ui.data_mut(|data| data.insert_temp(id.with("row"), row));
    row
}

/// Gives the marked row the focus, and lets the arrows stay with the menu.
fn keep_focus(ui: &Ui, response: &Response) {
    if !response.has_focus() {
        response.request_focus();
    }
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, all));
}

/// The rows that apply at a place.
fn groups(view: &ViewContext<'_>, place: MenuPlace) -> Vec<Vec<MenuRow>> {
    let clipboard = |action| (Action::Clipboard(action), None);
    let edits = [ClipboardAction::Cut, ClipboardAction::Copy, ClipboardAction::Paste].map(clipboard);
    let all = vec![clipboard(ClipboardAction::SelectAll)];
    let mut groups = vec![edits.to_vec(), all];
    if let (MenuPlace::Text(..), Some(edits)) = (place, groups.first_mut()) {
        edits.push(clipboard(ClipboardAction::PastePlain));
        groups.push(vec![(Action::ShowNumberPicker, None), (Action::ShowPhrases, None)]);
        groups.extend(Some(of_words(view)).filter(|rows| !rows.is_empty()));
        groups.extend(Some(of_table(view)).filter(|rows| !rows.is_empty()));
    }
    groups.push(vec![(Action::CommentOnSelection, None)]);
    let here = |seen: &ShownFinding| seen.counts() && seen.finding.places.iter().any(|it| is_at(*it, place));
    if let Some((number, seen)) = view.findings.iter().enumerate().find(|(_, seen)| here(seen)) {
        let explains = seen.finding.severity.can_be_dismissed();
        let explain = (Action::AskReason(number), Some(view.language.word("menu.comment_finding")));
        let show = (Action::ShowTab(Tab::Checks), Some(view.language.word("menu.show_finding")));
        groups.push(explains.then_some(explain).into_iter().chain([show]).collect());
    }
    groups
}

/// What can be done with the rows, columns and cells of the table that the caret is in.
fn of_table(view: &ViewContext<'_>) -> Vec<MenuRow> {
    let Some((part, span)) = view.session.selection().span() else { return Vec::new() };
    let is_in_table = view.session.report().part(part).is_some_and(|prose| prose.table_selection(span).is_some());
    if !is_in_table {
        return Vec::new();
    }
    let row = |(change, label)| (Action::Format(TextFormat::Table(change)), Some(label));
    super::views::table_bar::changes(view.language).into_iter().flatten().map(row).collect()
}

/// What can be done with the words that are selected: a word of the unit learned or forgotten, a phrase kept.
fn of_words(view: &ViewContext<'_>) -> Vec<MenuRow> {
    let selected = view.session.selection().span().and_then(|(part, span)| {
        let single = span.start().paragraph == span.end().paragraph && !span.is_empty();
        single.then(|| view.session.report().part(part).map(|text| text.piece(span).text()))?
    });
    let Some(words) = selected.map(|words| words.trim().to_owned()) else { return Vec::new() };
    let (language, short) = (view.language, messages::cut(&words, SHOWN));
    let mut tried = view.settings.clone();
    let row = |action, key| (action, Some(language.say(key, &[("word", &short)])));
    let word = if view.settings.words.contains(&words) {
        Some(row(Action::ForgetWord(words.clone()), "menu.forget_word"))
    } else {
        tried.learn(&words).then(|| row(Action::LearnWord(words.clone()), "menu.learn_word"))
    };
    let phrase = tried.keep_phrase(&words).then(|| row(Action::KeepPhrase(words), "menu.keep_phrase"));
    word.into_iter().chain(phrase).collect()
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

/// A row.
fn row(ui: &mut Ui, language: Language, (action, own): &MenuRow) -> Response {
    let item = menu::find(action);
    let label = own.clone().unwrap_or_else(|| menu::label(action, language));
    let mut button = egui::Button::new(label);
    if let Some(keys) = item.filter(|_| own.is_none()).and_then(|item| widgets::keys(ui, item)) {
        button = button.shortcut_text(keys);
    }
    ui.add(button.min_size(vec2(180.0, size::CONTROL)))
}
