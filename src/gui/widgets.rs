//! The controls that all views share: the button of a menu row, a link, a field with a name, a
//! sheet of paper. Knows no report.

use egui::text::LayoutJob;
use egui::{Color32, Frame, Margin, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::action::Action;
use super::icon::Icon;
use super::menu::{self, MenuItem};
use super::theme::{self, size, space};
use crate::messages::Language;

/// The most characters of a field of one line.
pub const LINE: usize = 1_000;

/// How much of its ink an icon has that cannot be used.
const DISABLED: f32 = 0.35;
/// A dialog that is there for less, in seconds, has not been seen yet.
pub const SEEN: f64 = 0.4;
/// A dialog that was not drawn for more passes is another one.
const PASSES: u64 = 3;

/// A square button with an icon.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, enabled: bool) -> Response {
    icon_switch(ui, icon, name, None, enabled)
}

/// As `icon_button`; `on` shows it pressed or not, and makes it a switch for whoever hears its name.
fn icon_switch(ui: &mut Ui, icon: Icon, name: &str, on: Option<bool>, enabled: bool) -> Response {
    let pressed = on == Some(true);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(size::CONTROL, size::CONTROL), sense);
    let colours = theme::palette(ui);
    if pressed || (enabled && (response.hovered() || response.has_focus())) {
        ui.painter().rect_filled(rect, f32::from(size::CORNER), if pressed { colours.selection } else { colours.tint });
    }
    // Fainter than any that can be used, in high contrast as well, where lines are as bright as words.
    let ink = if enabled { colours.ink } else { colours.ink.gamma_multiply(DISABLED) };
    icon.paint(ui.painter(), rect, ink);
    focus_frame(ui, &response);
    response.widget_info(|| info(name, on, enabled));
    response
}

/// The frame of a button without one that the keyboard has come to.
fn focus_frame(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = egui::Stroke::new(size::FOCUS, theme::palette(ui).accent);
        ui.painter().rect_stroke(response.rect, f32::from(size::CORNER), stroke, egui::StrokeKind::Inside);
    }
}

/// A flat button with a short text, as toolbars have them; `on` as for one with an icon.
pub fn flat(ui: &mut Ui, text: impl Into<RichText>, name: &str, on: Option<bool>) -> Response {
    let colours = theme::palette(ui);
    let fill = if on == Some(true) { colours.selection } else { Color32::TRANSPARENT };
    let button = egui::Button::new(text.into()).fill(fill).stroke(egui::Stroke::NONE);
    let response = ui.add(button.min_size(vec2(size::CONTROL, size::CONTROL)));
    focus_frame(ui, &response);
    response.widget_info(|| info(name, on, true));
    response
}

/// The toolbar button of an action of the menu table; `on` as for `flat`.
pub fn command(ui: &mut Ui, language: Language, action: Action, on: Option<bool>, actions: &mut Vec<Action>) {
    command_if(ui, language, action, on, true, actions);
}

/// As `command`, greyed out unless `enabled`.
pub fn command_if(
    ui: &mut Ui,
    language: Language,
    action: Action,
    on: Option<bool>,
    enabled: bool,
    actions: &mut Vec<Action>,
) {
    let label = menu::label(&action, language);
    let response = match menu::find(&action).and_then(|item| item.icon) {
        Some(icon) => icon_switch(ui, icon, &label, on, enabled),
        None => flat(ui, label.clone(), &label, on),
    };
    if response.clone().on_hover_text(tooltip(ui, language, &action)).clicked() && enabled {
        actions.push(action);
    }
}

/// The tooltip of an action of the menu table, with its shortcut.
pub fn tooltip(ui: &Ui, language: Language, action: &Action) -> String {
    let tip = menu::tip(action, language);
    match menu::find(action).and_then(|item| keys(ui, item)) {
        Some(keys) => format!("{tip}  {keys}"),
        None => tip,
    }
}

/// How wide a text of the interface is in one line.
pub fn text_width(ui: &Ui, text: &str) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), theme::font(size::BODY), theme::palette(ui).ink).size().x
}

/// The shortcut of a menu row as keyboards show it.
pub fn keys(ui: &Ui, item: &MenuItem) -> Option<String> {
    let text = ui.format_shortcut(item.shortcuts.first()?);
    let signs =
        [("Comma", ","), ("Plus", "+"), ("Minus", "-"), ("Equals", "="), ("PageDown", "PgDn"), ("PageUp", "PgUp")];
    Some(signs.into_iter().fold(text, |text, (word, sign)| text.replace(word, sign)))
}

/// A label with the letter that takes it underlined, added in brackets where the label does not have it.
pub fn with_letter(label: &str, letter: impl Into<Option<egui::Key>>, font: egui::FontId, ink: Color32) -> LayoutJob {
    let letter = letter.into();
    let text = with_letter_shown(label, letter);
    let at = letter.and_then(|letter| find_letter(&text, letter));
    let plain = egui::TextFormat::simple(font, ink);
    let mut job = LayoutJob::default();
    let (before, marked, after) = match at {
        Some(at) => (text.get(..at), text.get(at..=at), text.get(at + 1..)),
        None => (Some(text.as_str()), None, None),
    };
    for (part, underline) in [(before, false), (marked, true), (after, false)] {
        let stroke = if underline { theme::hairline(ink) } else { egui::Stroke::NONE };
        job.append(part.unwrap_or_default(), 0.0, egui::TextFormat { underline: stroke, ..plain.clone() });
    }
    job.wrap.max_rows = 1;
    job
}

/// The words of `with_letter`: 打开草稿(O)….
pub fn with_letter_shown(label: &str, letter: Option<egui::Key>) -> String {
    match letter {
        Some(letter) if find_letter(label, letter).is_none() => match label.strip_suffix('…') {
            Some(label) => format!("{label}({})…", letter.name()),
            None => format!("{label}({})", letter.name()),
        },
        _ => label.to_owned(),
    }
}

/// Where a label has a letter.
fn find_letter(label: &str, letter: egui::Key) -> Option<usize> {
    label.bytes().position(|byte| letter.name().as_bytes().eq_ignore_ascii_case(&[byte]))
}

/// The one button of a screen that leads on.
pub fn primary(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colours = theme::palette(ui);
    let text = RichText::new(text).color(colours.on_accent);
    ui.add(egui::Button::new(text).fill(colours.accent).stroke(egui::Stroke::NONE).min_size(vec2(0.0, size::CONTROL)))
}

/// A button that looks like a link. Beside others it goes to the next line as a whole, not a part of its words.
pub fn link(ui: &mut Ui, text: impl Into<String>) -> Response {
    let (colours, text) = (theme::palette(ui), text.into());
    let whole = ui.layout().main_wrap && text_width(ui, &text) <= ui.max_rect().width();
    let usual = ui.style().wrap_mode;
    if whole {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
    }
    let response = ui.add(egui::Link::new(RichText::new(text).color(colours.accent)));
    if whole {
        ui.style_mut().wrap_mode = usual;
    }
    response
}

/// Keeps focus and pointer within a window that was just drawn, as in a dialog: Tab goes round in it, and nothing is
/// typed behind it.
pub fn keep_within<R>(ui: &Ui, window: Option<&egui::InnerResponse<R>>) {
    if let Some(window) = window {
        ui.ctx().memory_mut(|memory| memory.set_modal_layer(window.response.layer_id));
    }
}

/// Draws controls at the right end of a line, from left to right, so that Tab goes through them in the order of reading.
pub fn at_right<R>(ui: &mut Ui, name: &'static str, mut contents: impl FnMut(&mut Ui) -> R) -> R {
    let known = right_width(ui, name, &mut contents);
    let id = ui.scope_id().with(name);
    let room = ui.available_rect_before_wrap();
    let start = egui::pos2((room.right() - known).max(room.left()), room.top());
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let place = egui::UiBuilder::new().max_rect(egui::Rect::from_min_max(start, room.max)).layout(layout);
    let mut inner = ui.new_child(place.id_salt(name));
    let result = contents(&mut inner);
    let wide = inner.min_rect().width();
    if (wide - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, wide));
        // Drawn again in the same frame, where they belong.
        ui.ctx().request_discard("controls at the right have another width");
    }
    result
}

/// How wide the controls are that `at_right` draws here. The first time they are laid out unseen to know that: to draw
/// the whole window twice instead costs a third of its first frame.
pub fn right_width<R>(ui: &mut Ui, name: &'static str, contents: &mut impl FnMut(&mut Ui) -> R) -> f32 {
    let id = ui.scope_id().with(name);
    if let Some(wide) = ui.data(|data| data.get_temp(id)) {
        return wide;
    }
    let room = ui.available_rect_before_wrap();
    let place = egui::UiBuilder::new().max_rect(room).layout(egui::Layout::left_to_right(egui::Align::Center));
    let mut unseen = ui.new_child(place.id_salt((name, "unseen")).sizing_pass().invisible());
    contents(&mut unseen);
    let wide = unseen.min_rect().width();
    ui.data_mut(|data| data.insert_temp(id, wide));
    wide
}

/// A box to tick, with an edge that is seen in every theme.
pub fn checkbox(ui: &mut Ui, on: &mut bool, text: impl Into<String>) -> Response {
    checkbox_if(ui, true, on, text)
}

/// As `checkbox`, greyed out unless `enabled`.
pub fn checkbox_if(ui: &mut Ui, enabled: bool, on: &mut bool, text: impl Into<String>) -> Response {
    with_edge(ui, |ui| ui.add_enabled(enabled, egui::Checkbox::new(on, text.into())))
}

/// One of several circles of which one is filled, greyed out unless `enabled`, with an edge as a box to tick has it.
pub fn radio<T: PartialEq>(ui: &mut Ui, enabled: bool, (current, own): (&mut T, T), text: String) -> Response {
    let is_chosen = *current == own;
    let response = with_edge(ui, |ui| ui.add_enabled(enabled, egui::RadioButton::new(is_chosen, text)));
    if response.clicked() {
        *current = own;
    }
    response
}

/// A box to write into, words or a number, whose edge is seen in every theme: nothing else shows where it is.
pub fn text_box(ui: &mut Ui, edit: impl egui::Widget) -> Response {
    with_edge(ui, |ui| ui.add(edit))
}

/// Draws a control with the edge of boxes. Without a part of the view of its own, so that it goes to the next line as a
/// whole where it has no room.
fn with_edge(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let edge = theme::hairline(theme::palette(ui).edge);
    let widgets = ui.visuals().widgets.clone();
    ui.visuals_mut().widgets.inactive.bg_stroke = edge;
    ui.visuals_mut().widgets.noninteractive.bg_stroke = edge;
    let response = add(ui);
    ui.visuals_mut().widgets = widgets;
    response
}

/// A field of one line with its name above it. Enter ends the input.
pub fn field(ui: &mut Ui, name: &str, text: &mut String, width: f32) -> Response {
    named_field(ui, name, egui::TextEdit::singleline(text), width)
}

/// As `field`; `words` are its name, and what stands in it while it is empty.
pub fn hinted_field(ui: &mut Ui, words: [&str; 2], text: &mut String, width: f32) -> Response {
    let [name, hint] = words;
    named_field(ui, name, egui::TextEdit::singleline(text).hint_text(hint), width)
}

/// As `field`; Enter leaves the focus where it is.
pub fn lasting_field(ui: &mut Ui, name: &str, text: &mut String, width: f32) -> Response {
    named_field(ui, name, egui::TextEdit::singleline(text).return_key(None), width)
}

fn named_field(ui: &mut Ui, name: &str, edit: egui::TextEdit<'_>, width: f32) -> Response {
    ui.label(RichText::new(name).size(size::SMALL).color(theme::palette(ui).quiet));
    let response = text_box(ui, edit.desired_width(width).margin(Margin::symmetric(8, 6)).char_limit(LINE));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    response
}

/// Whether Enter answers a dialog that came by itself: nothing else has the focus, and the dialog was there
/// long enough to be seen. Whoever was typing into a box that it covered meant the box.
pub fn answered_by_enter(ui: &Ui) -> bool {
    let entered = ui.input(|input| input.key_pressed(egui::Key::Enter));
    let (now, pass) = (ui.input(|input| input.time), ui.ctx().cumulative_pass_nr());
    let since = ui.data_mut(|data| {
        let (since, last) = data.get_temp_mut_or_insert_with(egui::Id::unique("dialog"), || (now, pass));
        if pass > last.saturating_add(PASSES) {
            *since = now;
        }
        *last = pass;
        *since
    });
    entered && ui.memory(|memory| memory.focused().is_none()) && now - since >= SEEN
}

/// Lets the bar of what is scrolled here be seen before the pointer is over it: nothing else says that a menu or a list
/// has more rows than are in sight. It takes no room from them.
pub fn show_scroll_bar(ui: &mut Ui) {
    let scroll = &mut ui.spacing_mut().scroll;
    scroll.dormant_handle_opacity = 1.0;
    scroll.floating_width = space::TIGHT;
}

/// Text of less weight, to be put into a label.
pub fn small(ui: &Ui, text: &str) -> RichText {
    RichText::new(text).size(size::SMALL).color(theme::palette(ui).quiet)
}

/// Text of less weight.
pub fn quiet(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = theme::palette(ui).quiet;
    ui.label(RichText::new(text).size(size::SMALL).color(colour))
}

/// The head of a group.
pub fn head(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.label(RichText::new(text).size(size::HEAD).family(super::screen_fonts::family(crate::layout::FaceId::Hei)))
}

/// A sheet of paper in the middle of the view.
pub fn sheet<R>(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let colours = theme::palette(ui);
    let side = ((ui.available_width() - width) / 2.0).max(0.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(side);
        let frame = Frame::new().fill(colours.page).stroke(theme::hairline(colours.line));
        let frame = frame.inner_margin(Margin::symmetric(40, 32)).corner_radius(2.0);
        frame
            .show(ui, |ui| {
                // Less than nothing is left in a window that is hardly there.
                ui.set_width((width - 80.0).min(ui.available_width()).max(0.0));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing = vec2(space::NEAR, space::NEAR);
                    contents(ui)
                })
                .inner
            })
            .inner
    })
    .inner
}

/// The palette's own edge around a list.
pub fn edge(ui: &Ui) -> Frame {
    Frame::new().stroke(theme::hairline(theme::palette(ui).line)).inner_margin(space::WIDE)
}

/// What a screen reader says: a switch is on or off, a button is neither.
fn info(name: &str, on: Option<bool>, enabled: bool) -> WidgetInfo {
    match on {
        Some(on) => WidgetInfo::selected(Role::Button, enabled, on, name),
        None => WidgetInfo::labeled(Role::Button, enabled, name),
    }
}
