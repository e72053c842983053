//! The toolbar of the text: level, marks, alignment, list, linked numbers.

use egui::{RichText, Ui};

use crate::form::CellKey;
use crate::gui::action::Command as C;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{Scene, Wish};
use crate::gui::{screen_fonts, widgets};
use crate::layout::FaceId;
use crate::richtext::{Align, Level, Link, Mark, Marks, Prose};
use crate::session::Selection;

/// The levels with their commands.
pub const LEVELS: [(Level, C); 4] = [
    (Level::Body, C::LevelBody),
    (Level::Second, C::LevelSecond),
    (Level::Third, C::LevelThird),
    (Level::Fourth, C::LevelFourth),
];

/// The marks with their commands.
pub const MARKS: [(Mark, C); 5] = [
    (Mark::Bold, C::Bold),
    (Mark::Italic, C::Italic),
    (Mark::Underline, C::Underline),
    (Mark::Superscript, C::Superscript),
    (Mark::Unverified, C::Unverified),
];

/// The alignments with their commands.
pub const ALIGNS: [(Align, C); 4] = [
    (Align::Justify, C::AlignJustify),
    (Align::Left, C::AlignLeft),
    (Align::Center, C::AlignCenter),
    (Align::Right, C::AlignRight),
];

/// Draws the toolbar; `pending` are the marks that the next typed character takes.
pub fn ui(ui: &mut Ui, scene: &Scene<'_>, pending: Option<Marks>, wishes: &mut Vec<Wish>) {
    let language = scene.language;
    let nothing = Prose::default();
    let selection = scene.session.selection();
    let span = selection.span();
    let prose = span.and_then(|(part, _)| scene.session.report().part(part)).unwrap_or(&nothing);
    let caret = match selection {
        Selection::Text { head, .. } => head,
        _ => crate::richtext::Position::default(),
    };
    let paragraph = prose.paragraphs.get(caret.paragraph).cloned().unwrap_or_default();
    ui.add_enabled_ui(span.is_some(), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            level(ui, scene, paragraph.level, wishes);
            ui.add_space(space::NEAR);
            for (mark, command) in MARKS {
                let on = pending
                    .map_or_else(|| span.is_some_and(|(_, span)| prose.is_marked(span, mark)), |it| it.has(mark));
                let text = letter(mark, language);
                let response = widgets::flat(ui, text, &command.text(language), Some(on));
                if response.on_hover_text(widgets::tooltip(ui, language, command)).clicked() {
                    wishes.push(Wish::Command(command));
                }
            }
            ui.add_space(space::NEAR);
            for (align, command) in ALIGNS {
                widgets::command(ui, language, command, Some(paragraph.align == align), wishes);
            }
            widgets::command(ui, language, C::List, Some(paragraph.list.is_some()), wishes);
            ui.add_space(space::NEAR);
            widgets::command(ui, language, C::Renumber, None, wishes);
            widgets::command(ui, language, C::InsertNumber, None, wishes);
            if let Some(name) = prose.link_at(caret).and_then(|(_, link)| followed(scene, link)) {
                ui.add_space(space::NEAR);
                let stop = C::Unlink.text(language);
                if widgets::link(ui, stop).on_hover_text(C::Unlink.tip(language)).clicked() {
                    wishes.push(Wish::Command(C::Unlink));
                }
                let text = RichText::new(language.say("toolbar.follows", &[("cell", &name)]));
                ui.add(egui::Label::new(text.size(size::SMALL).color(theme::palette(ui).quiet)).truncate());
            }
        });
    });
}

/// What a linked text follows, by the form's words.
fn followed(scene: &Scene<'_>, link: &Link) -> Option<String> {
    let key = CellKey::parse(link.as_str())?;
    scene.session.form().field(key).map(crate::gui::table_editor::name)
}

fn level(ui: &mut Ui, scene: &Scene<'_>, standing: Level, wishes: &mut Vec<Wish>) {
    let name = |level: Level| LEVELS.iter().find(|(it, _)| *it == level).map_or(C::LevelBody, |(_, command)| *command);
    let text = name(standing).text(scene.language);
    let combo = egui::ComboBox::from_id_salt("level").selected_text(text).width(132.0);
    let response = combo.show_ui(ui, |ui| {
        for (level, command) in LEVELS {
            if ui.selectable_label(level == standing, command.text(scene.language)).clicked() {
                wishes.push(Wish::Command(command));
            }
        }
    });
    let name = scene.language.word("toolbar.level");
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name.clone()));
}

/// What stands on the button of a mark.
fn letter(mark: Mark, language: crate::messages::Language) -> RichText {
    match mark {
        Mark::Bold => RichText::new("B").family(screen_fonts::family(FaceId::Title)),
        Mark::Italic => RichText::new("I").italics(),
        Mark::Underline => RichText::new("U").underline(),
        Mark::Superscript => RichText::new("x²"),
        Mark::Unverified => RichText::new(language.word("toolbar.unverified")),
    }
}
