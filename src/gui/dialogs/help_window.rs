//! The help: first steps, and every command with its keys, both to be searched. A command is carried out from
//! here as from its menu.

use egui::{Key, RichText, ScrollArea, Ui};

use crate::gui::action::Action;
use crate::gui::menu::{MENUS, MenuItem};
use crate::gui::theme::{self, size, space};
use crate::gui::widgets;
use crate::messages::Language;

/// The greatest size of the help.
const SIZE: [f32; 2] = [760.0, 640.0];
/// The first steps.
const STEPS: [&str; 7] = [
    "help.step_begin",
    "help.step_basics",
    "help.step_tables",
    "help.step_text",
    "help.step_checks",
    "help.step_save",
    "help.step_publish",
];
/// Keys that stand in no menu.
const OTHER_KEYS: [(&str, &str); 6] = [
    ("help.keys_tabs", "Ctrl+1 … Ctrl+9"),
    ("help.keys_menus", "Alt, F10"),
    ("help.keys_cells", "Tab, Enter, F2, Esc"),
    ("help.keys_leave_text", "F6"),
    ("help.keys_context", "Shift+F10"),
    ("help.keys_rollup", "F6, Enter, Space, F5"),
];

/// The help window.
#[derive(Debug, Default)]
pub struct HelpState {
    /// What is looked for; `None` while the help is closed.
    sought: Option<String>,
    /// Whether its field wants the focus: it was just opened.
    focus: bool,
}

impl HelpState {
    /// Opens the help.
    pub fn show(&mut self) {
        *self = HelpState { sought: Some(String::new()), focus: true };
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.sought.is_some()
    }

    /// Draws the help while it is open; Escape closes it. `has_report` tells which commands can be carried out.
    pub(super) fn ui(&mut self, ui: &Ui, language: Language, has_report: bool, actions: &mut Vec<Action>) {
        let Some(sought) = &mut self.sought else { return };
        let (mut open, focus) = (true, std::mem::take(&mut self.focus));
        let screen = ui.ctx().content_rect().size();
        let [width, height] = [SIZE[0].min(screen.x - 64.0), SIZE[1].min(screen.y - 112.0)];
        let window = egui::Window::new(language.word("help.head")).collapsible(false).resizable(false).open(&mut open);
        let before = actions.len();
        let window = window.anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ui.ctx(), |ui| {
            ui.set_width(width);
            let field = widgets::lasting_field(ui, &language.word("help.seek"), sought, f32::INFINITY);
            if focus {
                field.request_focus();
            }
            ui.add_space(space::NEAR);
            let list = ScrollArea::vertical().id_salt("help").auto_shrink(false).max_height(height - 96.0);
            list.show(ui, |ui| contents(ui, language, &sought.to_lowercase(), has_report, actions));
        });
        widgets::keep_within(ui, window.as_ref());
        if !open || actions.len() > before || ui.input(|input| input.key_pressed(Key::Escape)) {
            self.sought = None;
        }
    }
}

/// What the words sought are found in; everything where there are none.
fn contents(ui: &mut Ui, language: Language, sought: &str, has_report: bool, actions: &mut Vec<Action>) {
    // Room for the scroll bar beside the keys.
    ui.set_width((ui.available_width() - space::EDGE).max(0.0));
    let fits = |words: &[&str]| {
        let words = words.join(" ").to_lowercase();
        sought.split_whitespace().all(|one| words.contains(one))
    };
    let mut found = false;
    let steps = STEPS.map(|step| language.word(step));
    let steps: Vec<_> = (1..).zip(steps).filter(|(_, text)| fits(&[text])).collect();
    if !steps.is_empty() {
        found = true;
        widgets::head(ui, language.word("help.steps"));
        for (number, text) in steps {
            ui.add(egui::Label::new(format!("{number}. {text}")).wrap());
        }
    }
    for menu in MENUS {
        let name = language.word(menu.key);
        let rows: Vec<_> = menu
            .items()
            .filter(|item| {
                let keys = widgets::keys(ui, item).unwrap_or_default();
                fits(&[&name, &item.label(language), &item.tip(language), &keys])
            })
            .collect();
        if !rows.is_empty() {
            found = true;
            ui.add_space(space::WIDE);
            widgets::head(ui, &name);
            for item in rows {
                if row(ui, language, item, has_report || item.always) {
                    actions.push(item.action.clone());
                }
            }
        }
    }
    let others = OTHER_KEYS.map(|(name, keys)| (language.word(name), keys));
    let others: Vec<_> = others.into_iter().filter(|(text, keys)| fits(&[text, keys])).collect();
    if !others.is_empty() {
        found = true;
        ui.add_space(space::WIDE);
        widgets::head(ui, language.word("help.other_keys"));
        for (text, keys) in others {
            line(ui, &text, "", keys);
        }
    }
    if !found {
        widgets::quiet(ui, language.word("help.none"));
    }
}

/// A command with what it does and its keys; true where it was clicked.
fn row(ui: &mut Ui, language: Language, item: &MenuItem, enabled: bool) -> bool {
    let keys = widgets::keys(ui, item).unwrap_or_default();
    let (label, tip) = (item.label(language), item.tip(language));
    let shown = if tip == label { "" } else { &tip };
    let rect = line(ui, &label, shown, &keys);
    let sense = if enabled { egui::Sense::click() } else { egui::Sense::hover() };
    let response = ui.interact(rect, egui::Id::unique(("help", item.name)), sense);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &label));
    if response.hovered() || response.has_focus() {
        let tint = theme::palette(ui).accent.gamma_multiply(0.08);
        ui.painter().rect_filled(rect, f32::from(size::CORNER), tint);
    }
    response.clicked() && enabled
}

/// A label, what it means, and keys at the right edge; gives the rectangle.
fn line(ui: &mut Ui, label: &str, tip: &str, keys: &str) -> egui::Rect {
    let colours = theme::palette(ui);
    let keys_wide = if keys.is_empty() { 0.0 } else { widgets::text_width(ui, keys) + space::EDGE };
    ui.horizontal_top(|ui| {
        let room = (ui.available_width() - keys_wide).max(0.0);
        ui.vertical(|ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add(egui::Label::new(RichText::new(label).color(colours.ink)).wrap());
            if !tip.is_empty() {
                ui.add(egui::Label::new(widgets::small(ui, tip)).wrap());
            }
        });
        if !keys.is_empty() {
            ui.label(RichText::new(keys).color(colours.quiet));
        }
    })
    .response
    .rect
}
