//! The menu table: the one place that says what a command is called, its icon, its shortcuts and
//! the action that it gives. Menu bar, toolbars, shortcuts and the help window are drawn from it.
//! Knows no report, and not how an action is carried out.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::action::Action;
use super::dialogs::question::Continuation;
use super::host::FileDialog;
use super::icon::Icon;
use super::text_format::TextFormat;
use super::view_context::Tab;
use crate::messages::Language;
use crate::richtext::{Level, ParagraphAlign, TextMark};
use crate::session::{ExportFormat, SessionCommand};

/// A menu of the menu bar.
#[derive(Debug)]
pub struct Menu {
    /// The locale key of its title.
    pub key: &'static str,
    /// Its groups of rows, with a line between each two.
    pub groups: &'static [&'static [MenuItem]],
}

/// A row of a menu.
#[derive(Debug)]
pub struct MenuItem {
    /// Its name in the locale files: its label is `action.NAME`, its tooltip `action.NAME_tip`.
    pub name: &'static str,
    /// Its icon in toolbars.
    pub icon: Option<Icon>,
    /// Its shortcuts; the first one is shown.
    pub shortcuts: &'static [KeyboardShortcut],
    /// What it does.
    pub action: Action,
    /// Whether it is offered while no report is open.
    pub always: bool,
}

/// The menu bar from left to right.
pub static MENUS: &[Menu] = &[
    Menu {
        key: "menu.file",
        groups: &[
            &[
                item("new", Action::NewReport).icon(Icon::New).keys(&[ctrl(Key::N)]).always(),
                item("open", Action::Choose(FileDialog::OpenDraft)).icon(Icon::Open).keys(&[ctrl(Key::O)]).always(),
                item("from_last_year", Action::Choose(FileDialog::FromLastYear)).always(),
                item("bring_last_year", Action::Choose(FileDialog::LastYear)),
                item("import", Action::Choose(FileDialog::Import)).keys(&[ctrl_shift(Key::O)]).always(),
                item("paste_published", Action::PastePublished).always(),
            ],
            &[
                item("save", Action::Save).icon(Icon::Save).keys(&[ctrl(Key::S)]),
                item("save_as", Action::Choose(FileDialog::SaveAs)).keys(&[ctrl_shift(Key::S), plain(Key::F12)]),
            ],
            &[
                item("export_pdf", Action::Choose(FileDialog::Pdf)).icon(Icon::Export).keys(&[ctrl(Key::E)]),
                item("export_word", export(ExportFormat::Docx)),
                item("export_page", export(ExportFormat::Html)),
                item("export_book", export(ExportFormat::Xlsx)),
                item("export_ofd", export(ExportFormat::Ofd)),
                item("export_other", Action::Choose(FileDialog::Export(None))),
                item("export_all", Action::Choose(FileDialog::ExportFolder)),
                item("open_folder", Action::OpenFolder),
                item("print", Action::Print).icon(Icon::Print).keys(&[ctrl(Key::P)]),
            ],
            &[
                item("settings", Action::ShowSettings).icon(Icon::Settings).keys(&[ctrl(Key::Comma)]).always(),
                item("close_report", Action::Leave(Continuation::StartPage)).keys(&[ctrl(Key::W)]),
                item("quit", Action::Leave(Continuation::Quit)).keys(&[ctrl(Key::Q)]).always(),
            ],
        ],
    },
    Menu {
        key: "menu.edit",
        groups: &[
            &[
                item("undo", Action::Run(SessionCommand::Undo)).icon(Icon::Undo).keys(&[ctrl(Key::Z)]),
                item("redo", Action::Run(SessionCommand::Redo))
                    .icon(Icon::Redo)
                    .keys(&[ctrl(Key::Y), ctrl_shift(Key::Z)]),
            ],
            &[item("find", Action::ShowFind).icon(Icon::Find).keys(&[ctrl(Key::F), ctrl(Key::H)])],
            // The menu of files is as high as a low screen already.
            &[item("versions", Action::ShowVersions)],
        ],
    },
    Menu {
        key: "menu.format",
        groups: &[
            &[
                item("level_body", level(Level::Body)).keys(&[ctrl_shift(Key::N)]),
                item("level_second", level(Level::Second)).keys(&[ctrl_shift(Key::Num2)]),
                item("level_third", level(Level::Third)).keys(&[ctrl_shift(Key::Num3)]),
                item("level_fourth", level(Level::Fourth)).keys(&[ctrl_shift(Key::Num4)]),
                item("renumber", Action::Format(TextFormat::NumberHeadings)),
                item("unnumber", Action::Format(TextFormat::RemoveHeadingNumbers)),
            ],
            &[
                item("bold", mark(TextMark::Bold)).keys(&[ctrl(Key::B)]),
                item("italic", mark(TextMark::Italic)).keys(&[ctrl(Key::I)]),
                item("underline", mark(TextMark::Underline)).keys(&[ctrl(Key::U)]),
                item("superscript", mark(TextMark::Superscript)).keys(&[ctrl_shift(Key::Equals)]),
                item("unverified", mark(TextMark::Unverified)).keys(&[ctrl_shift(Key::H)]),
            ],
            &[
                item("align_justify", align(ParagraphAlign::Justify)).icon(Icon::Justify).keys(&[ctrl(Key::J)]),
                item("align_left", align(ParagraphAlign::Left)).icon(Icon::Left).keys(&[ctrl(Key::L)]),
                item("align_center", align(ParagraphAlign::Center)).icon(Icon::Center).keys(&[ctrl_shift(Key::E)]),
                item("align_right", align(ParagraphAlign::Right)).icon(Icon::Right).keys(&[ctrl(Key::R)]),
                item("list", Action::Format(TextFormat::NextList)).icon(Icon::List).keys(&[ctrl_shift(Key::L)]),
            ],
        ],
    },
    Menu {
        key: "menu.insert",
        groups: &[
            &[
                item("insert_number", Action::ShowNumberPicker).icon(Icon::Number).keys(&[ctrl(Key::K)]),
                item("unlink", Action::Format(TextFormat::Unlink)),
            ],
            &[
                item("fill_zero", Action::FillZero).keys(&[ctrl_shift(Key::Num0)]),
                item("paste_table", Action::PasteTable),
                item("compare", Action::ToggleLastYear),
            ],
        ],
    },
    Menu {
        key: "menu.checks",
        groups: &[&[
            item("show_checks", Action::ShowTab(Tab::Checks)).keys(&[plain(Key::F7)]),
            item("next_finding", Action::NextFinding).keys(&[plain(Key::F8)]),
            item("previous_finding", Action::PreviousFinding).keys(&[shortcut(Modifiers::SHIFT, Key::F8)]),
        ]],
    },
    Menu {
        key: "menu.view",
        groups: &[
            &[
                item("toggle_preview", Action::TogglePreview).icon(Icon::Preview).keys(&[plain(Key::F9)]),
                item("show_preview", Action::ShowTab(Tab::Preview)).icon(Icon::Preview).keys(&[ctrl(Key::F2)]),
                item("zoom_in", Action::ZoomIn).keys(&[ctrl(Key::Plus), ctrl(Key::Equals)]),
                item("zoom_out", Action::ZoomOut).keys(&[ctrl(Key::Minus)]),
                item("page_width", Action::FitWidth).keys(&[ctrl(Key::Num0)]),
                item("two_pages", Action::ToggleTwoPages),
            ],
            &[
                item("next_tab", Action::NextTab).keys(&[ctrl(Key::PageDown), ctrl(Key::Tab)]),
                item("previous_tab", Action::PreviousTab).keys(&[ctrl(Key::PageUp), ctrl_shift(Key::Tab)]),
                item("switch_pane", Action::SwitchPane).keys(&[plain(Key::F6)]),
                item("switch_pane_back", Action::SwitchPaneBack).keys(&[shortcut(Modifiers::SHIFT, Key::F6)]),
            ],
        ],
    },
    Menu {
        key: "menu.help",
        groups: &[&[
            item("guide", Action::ShowHelp).keys(&[plain(Key::F1)]).always(),
            item("about", Action::ShowHelp).always(),
        ]],
    },
];

impl MenuItem {
    /// Its label in the language of the window.
    pub fn label(&self, language: Language) -> String {
        language.word(&format!("action.{}", self.name))
    }

    /// Its tooltip in the language of the window.
    pub fn tip(&self, language: Language) -> String {
        language.word(&format!("action.{}_tip", self.name))
    }

    const fn icon(mut self, icon: Icon) -> MenuItem {
        self.icon = Some(icon);
        self
    }

    const fn keys(mut self, shortcuts: &'static [KeyboardShortcut]) -> MenuItem {
        self.shortcuts = shortcuts;
        self
    }

    const fn always(mut self) -> MenuItem {
        self.always = true;
        self
    }
}

/// Every row of every menu.
pub fn items() -> impl Iterator<Item = &'static MenuItem> {
    MENUS.iter().flat_map(|menu| menu.groups).copied().flatten()
}

/// The first row that gives this action.
pub fn find(action: &Action) -> Option<&'static MenuItem> {
    items().find(|item| item.action == *action)
}

/// The label of the row that gives this action; empty where there is none.
pub fn label(action: &Action, language: Language) -> String {
    find(action).map(|item| item.label(language)).unwrap_or_default()
}

/// The tooltip of the row that gives this action; empty where there is none.
pub fn tip(action: &Action, language: Language) -> String {
    find(action).map(|item| item.tip(language)).unwrap_or_default()
}

/// The row whose shortcut was pressed, taken out of the input. `in_box` leaves those to a box that mean
/// what is edited there. Shortcuts with shift are tried before those without, since egui lets the
/// latter match both.
pub fn pressed(input: &mut egui::InputState, in_box: bool) -> Option<&'static MenuItem> {
    let items = items().filter(|item| !in_box || !item.action.edits_report());
    let mut shortcuts: Vec<(&KeyboardShortcut, &MenuItem)> =
        items.flat_map(|item| item.shortcuts.iter().map(move |shortcut| (shortcut, item))).collect();
    shortcuts.sort_by_key(|(shortcut, _)| !shortcut.modifiers.shift);
    shortcuts.into_iter().find(|(shortcut, _)| input.consume_shortcut(shortcut)).map(|(_, item)| item)
}

const fn item(name: &'static str, action: Action) -> MenuItem {
    MenuItem { name, icon: None, shortcuts: &[], action, always: false }
}

const fn level(level: Level) -> Action {
    Action::Format(TextFormat::Level(level))
}

const fn mark(mark: TextMark) -> Action {
    Action::Format(TextFormat::Mark(mark))
}

const fn align(align: ParagraphAlign) -> Action {
    Action::Format(TextFormat::Align(align))
}

const fn export(format: ExportFormat) -> Action {
    Action::Choose(FileDialog::Export(Some(format)))
}

const fn shortcut(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    shortcut(Modifiers::NONE, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    shortcut(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    shortcut(Modifiers { shift: true, ..Modifiers::COMMAND }, key)
}
