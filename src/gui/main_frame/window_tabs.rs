//! The two things that a window may have open at once, as tabs: the report, or the start page, and a folder of many
//! units' reports. Knows no view.

use egui::{Frame, Margin, Panel, Role, Ui, WidgetInfo};

use crate::gui::action::Action;
use crate::gui::document::Document;
use crate::gui::folder_tab::{FolderAction, FolderTab};
use crate::gui::icon::Icon;
use crate::gui::theme::{self, space};
use crate::gui::widgets;
use crate::messages::{self, Language};

/// The most characters of a name on a tab.
const NAME: usize = 30;

/// Draws the tabs; `shown` tells whether the folder is in sight.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    document: Option<&Document>,
    (folder, shown): (&FolderTab, bool),
    actions: &mut Vec<Action>,
) {
    let frame = Frame::new().fill(theme::palette(ui).band).inner_margin(Margin::symmetric(8, 2));
    Panel::top("window tabs").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            let report = document.map_or_else(|| language.word("folder.start_page"), Document::title);
            let mark = if document.is_some_and(|document| document.session.is_changed()) { "● " } else { "" };
            let tabs = [
                (format!("{mark}{}", messages::cut(&report, NAME)), !shown, FolderAction::Leave),
                (
                    language.say("folder.title", &[("folder", &messages::cut(&folder.name(), NAME))]),
                    shown,
                    FolderAction::Show,
                ),
            ];
            for (name, on, action) in tabs {
                let tab = widgets::flat(ui, name.clone(), &name, Some(on));
                tab.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, &name));
                if tab.clicked() {
                    actions.push(Action::Folder(action));
                }
            }
            let close = language.word("folder.close");
            if widgets::icon_button(ui, Icon::Close, &close, true).on_hover_text(&close).clicked() {
                actions.push(Action::Folder(FolderAction::Close));
            }
        });
    });
}
