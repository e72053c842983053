//! Ticks for the rule packs of this computer, and for names that stand for none of them. Knows neither
//! where the choice is kept nor what it leads to.

use egui::Ui;

use crate::gui::widgets;
use crate::messages::{self, Language};
use crate::session::PackLibrary;

/// Draws a tick for each pack; `names` are those that are chosen.
pub fn ui(ui: &mut Ui, language: Language, library: &PackLibrary, names: &mut Vec<String>) {
    for installed in &library.packs {
        let pack = &installed.pack;
        let words = [("title", &pack.title as &dyn std::fmt::Display), ("source", &pack.source)];
        let hint = messages::pack_line(language, installed);
        tick(ui, &language.say("pack.choice", &words), &hint, &pack.id, names);
    }
    let is_here = |name: &String| library.packs.iter().any(|one| one.pack.id == *name);
    for name in names.clone().iter().filter(|name| !is_here(name)) {
        let absent = language.say("pack.absent", &[("id", name)]);
        tick(ui, &absent, &language.word("pack.absent_hint"), name, names);
    }
}

fn tick(ui: &mut Ui, label: &str, hint: &str, name: &str, names: &mut Vec<String>) {
    let was = names.iter().any(|one| one == name);
    let mut is = was;
    widgets::checkbox(ui, &mut is, label).on_hover_text(hint);
    match (was, is) {
        (false, true) => names.push(name.to_owned()),
        (true, false) => names.retain(|one| one != name),
        _ => {}
    }
}
