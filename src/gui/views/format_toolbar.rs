//! The toolbar of the text: level, marks, alignment, list, linked numbers. Formats nothing itself.

use egui::{RichText, Ui};

use crate::form::CellKey;
use crate::gui::action::Action;
use crate::gui::drop_down::DropDown;
use crate::gui::text_format::TextFormat;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::ViewContext;
use crate::gui::{menu, screen_fonts, widgets};
use crate::layout::FaceId;
use crate::richtext::{self, CellLink, Level, ParagraphAlign, TextMark};
use crate::session::EditorSelection;

const LEVELS: [Level; 4] = [Level::Body, Level::Second, Level::Third, Level::Fourth];

const ALIGNS: [ParagraphAlign; 4] =
    [ParagraphAlign::Justify, ParagraphAlign::Left, ParagraphAlign::Center, ParagraphAlign::Right];

/// Draws the toolbar. A click on it does not take the focus from the text.
pub fn ui(ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
    let drawn = ui.scope(|ui| tools(ui, view, actions)).response;
    if drawn.contains_pointer() {
        ui.ctx().options_mut(|options| {
            options.input_options.surrender_focus_on = egui::SurrenderFocusOn::Never;
        });
    }
}

fn tools(ui: &mut Ui, view: &ViewContext<'_>, actions: &mut Vec<Action>) {
    let language = view.language;
    let nothing = richtext::RichText::default();
    let selection = view.session.selection();
    let span = selection.span();
    let prose = span.and_then(|(part, _)| view.session.report().part(part)).unwrap_or(&nothing);
    let caret = match selection {
        EditorSelection::Text { head, .. } => head,
        _ => crate::richtext::TextPosition::default(),
    };
    let paragraph = prose.paragraphs.get(caret.paragraph).cloned().unwrap_or_default();
    ui.add_enabled_ui(span.is_some(), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            level(ui, view, paragraph.level, actions);
            ui.add_space(space::NEAR);
            for mark in TextMark::ALL {
                let action = Action::Format(TextFormat::Mark(mark));
                let on = view
                    .pending
                    .map_or_else(|| span.is_some_and(|(_, span)| prose.is_marked(span, mark)), |it| it.has(mark));
                let text = letter(mark, language);
                let response = widgets::flat(ui, text, &menu::label(&action, language), Some(on));
                if response.on_hover_text(widgets::tooltip(ui, language, &action)).clicked() {
                    actions.push(action);
                }
            }
            ui.add_space(space::NEAR);
            for align in ALIGNS {
                let (action, on) = (Action::Format(TextFormat::Align(align)), paragraph.align == align);
                widgets::command(ui, language, action, Some(on), actions);
            }
            let list = Action::Format(TextFormat::NextList);
            widgets::command(ui, language, list, Some(paragraph.list.is_some()), actions);
            ui.add_space(space::NEAR);
            widgets::command(ui, language, Action::Format(TextFormat::NumberHeadings), None, actions);
            widgets::command(ui, language, Action::ShowNumberPicker, None, actions);
            if let Some(name) = prose.link_at(caret).and_then(|(_, link)| followed(view, link)) {
                ui.add_space(space::NEAR);
                let unlink = Action::Format(TextFormat::Unlink);
                let link = widgets::link(ui, menu::label(&unlink, language));
                if link.on_hover_text(menu::tip(&unlink, language)).clicked() {
                    actions.push(unlink);
                }
                let text = RichText::new(language.say("toolbar.follows", &[("cell", &name)]));
                ui.add(egui::Label::new(text.size(size::SMALL).color(theme::palette(ui).quiet)).truncate());
            }
        });
    });
}

/// What a linked text follows, by the form's words.
fn followed(view: &ViewContext<'_>, link: &CellLink) -> Option<String> {
    let key = CellKey::parse(link.as_str())?;
    view.session.form().field(key).map(crate::gui::table_editor::name)
}

fn level(ui: &mut Ui, view: &ViewContext<'_>, standing: Level, actions: &mut Vec<Action>) {
    let action = |level: Level| Action::Format(TextFormat::Level(level));
    let name = view.language.word("toolbar.level");
    let list = DropDown { name: &name, size: [152.0, size::CONTROL], all: &LEVELS, standing };
    actions.extend(list.ui(ui, |level| menu::label(&action(level), view.language)).map(action));
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
