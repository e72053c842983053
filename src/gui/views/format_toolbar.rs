//! The toolbar of the text: level, marks, alignment, list, linked numbers.

use egui::{RichText, Ui};

use crate::form::CellKey;
use crate::gui::action::MenuCommand as C;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{Action, ViewContext};
use crate::gui::{screen_fonts, widgets};
use crate::layout::FaceId;
use crate::richtext::{self, CellLink, Level, ParagraphAlign, TextMark, TextMarks};
use crate::session::EditorSelection;

/// The levels with their commands.
pub const LEVELS: [(Level, C); 4] = [
    (Level::Body, C::LevelBody),
    (Level::Second, C::LevelSecond),
    (Level::Third, C::LevelThird),
    (Level::Fourth, C::LevelFourth),
];

/// The marks with their commands.
pub const MARKS: [(TextMark, C); 5] = [
    (TextMark::Bold, C::Bold),
    (TextMark::Italic, C::Italic),
    (TextMark::Underline, C::Underline),
    (TextMark::Superscript, C::Superscript),
    (TextMark::Unverified, C::Unverified),
];

/// The alignments with their commands.
pub const ALIGNS: [(ParagraphAlign, C); 4] = [
    (ParagraphAlign::Justify, C::AlignJustify),
    (ParagraphAlign::Left, C::AlignLeft),
    (ParagraphAlign::Center, C::AlignCenter),
    (ParagraphAlign::Right, C::AlignRight),
];

/// Draws the toolbar; `pending` are the marks that the next typed character takes.
pub fn ui(ui: &mut Ui, scene: &ViewContext<'_>, pending: Option<TextMarks>, wishes: &mut Vec<Action>) {
    let language = scene.language;
    let nothing = richtext::RichText::default();
    let selection = scene.session.selection();
    let span = selection.span();
    let prose = span.and_then(|(part, _)| scene.session.report().part(part)).unwrap_or(&nothing);
    let caret = match selection {
        EditorSelection::Text { head, .. } => head,
        _ => crate::richtext::TextPosition::default(),
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
                    wishes.push(Action::Command(command));
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
                    wishes.push(Action::Command(C::Unlink));
                }
                let text = RichText::new(language.say("toolbar.follows", &[("cell", &name)]));
                ui.add(egui::Label::new(text.size(size::SMALL).color(theme::palette(ui).quiet)).truncate());
            }
        });
    });
}

/// What a linked text follows, by the form's words.
fn followed(scene: &ViewContext<'_>, link: &CellLink) -> Option<String> {
    let key = CellKey::parse(link.as_str())?;
    scene.session.form().field(key).map(crate::gui::table_editor::name)
}

fn level(ui: &mut Ui, scene: &ViewContext<'_>, standing: Level, wishes: &mut Vec<Action>) {
    let name = |level: Level| LEVELS.iter().find(|(it, _)| *it == level).map_or(C::LevelBody, |(_, command)| *command);
    let text = name(standing).text(scene.language);
    let combo = egui::ComboBox::from_id_salt("level").selected_text(text).width(132.0);
    let response = combo.show_ui(ui, |ui| {
        for (level, command) in LEVELS {
            if ui.selectable_label(level == standing, command.text(scene.language)).clicked() {
                wishes.push(Action::Command(command));
            }
        }
    });
    let name = scene.language.word("toolbar.level");
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name.clone()));
}

/// What stands on the button of a mark.
fn letter(mark: TextMark, language: crate::messages::Language) -> RichText {
    match mark {
        TextMark::Bold => RichText::new("B").family(screen_fonts::family(FaceId::Title)),
        TextMark::Italic => RichText::new("I").italics(),
        TextMark::Underline => RichText::new("U").underline(),
        TextMark::Superscript => RichText::new("x²"),
        TextMark::Unverified => RichText::new(language.word("toolbar.unverified")),
    }
}
