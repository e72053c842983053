//! The menu table: the one place that says what a command is called, its icon, its shortcuts and
//! the action that it gives. Menu bar, toolbars, shortcuts and the help window are drawn from it.
//! Knows no report, and not how an action is carried out.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::action::{Action, ClipboardAction};
use super::dialogs::question::Continuation;
use super::folder_tab::FolderAction;
use super::host::{FileDialog, ReviewFile};
use super::icon::Icon;
use super::text_format::TextFormat;
use super::view_context::Tab;
use crate::layout::NotePlace;
use crate::messages::Language;
use crate::richtext::{Level, ParagraphAlign, TextMark};
use crate::session::{ExportFormat, SessionCommand};

/// A menu of the menu bar.
#[derive(Debug)]
pub struct Menu {
    /// The locale key of its title.
    pub key: &'static str,
    /// The key that opens it with Alt.
    pub letter: Key,
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
    /// The key that takes it while its menu is open.
    pub letter: Option<Key>,
    /// Its shortcuts; the first one is shown.
    pub shortcuts: &'static [KeyboardShortcut],
    /// Whether its shortcuts are only shown: what has the focus acts on them itself.
    pub shown_only: bool,
    /// What it does.
    pub action: Action,
    /// Whether it is offered while no report is open.
    pub always: bool,
}

/// The menu bar from left to right.
pub static MENUS: &[Menu] = &[
    Menu {
        key: "menu.file",
        letter: Key::F,
        groups: &[
            &[
                item("new", Action::NewReport).letter(Key::N).icon(Icon::New).keys(&[ctrl(Key::N)]).always(),
                item("new_window", Action::NewWindow).letter(Key::D).keys(&[ctrl_shift(Key::W)]).always(),
                item("open", Action::Choose(FileDialog::OpenDraft))
                    .letter(Key::O)
                    .icon(Icon::Open)
                    .keys(&[ctrl(Key::O)])
                    .always(),
                item("from_last_year", Action::Choose(FileDialog::FromLastYear)).letter(Key::Y).always(),
                item("bring_last_year", Action::Choose(FileDialog::LastYear)).letter(Key::L),
                item("import", Action::Choose(FileDialog::Import)).letter(Key::I).keys(&[ctrl_shift(Key::O)]).always(),
                item("paste_published", Action::PastePublished).letter(Key::B).always(),
                item("open_rollup", Action::Folder(FolderAction::Enter))
                    .letter(Key::R)
                    .keys(&[ctrl_shift(Key::R)])
                    .always(),
            ],
            &[
                item("save", Action::Save).letter(Key::S).icon(Icon::Save).keys(&[ctrl(Key::S)]),
                item("save_as", Action::Choose(FileDialog::SaveAs))
                    .letter(Key::A)
                    .keys(&[ctrl_shift(Key::S), plain(Key::F12)]),
            ],
            &[
                item("export_pdf", Action::Choose(FileDialog::Pdf))
                    .letter(Key::F)
                    .icon(Icon::Export)
                    .keys(&[ctrl_shift(Key::P)]),
                item("export_word", export(ExportFormat::Docx)).letter(Key::W),
                item("export_page", export(ExportFormat::Html)).letter(Key::H),
                item("export_book", export(ExportFormat::Xlsx)).letter(Key::X),
                item("export_ofd", export(ExportFormat::Ofd)).letter(Key::G),
                item("export_other", Action::Choose(FileDialog::Export(None))).letter(Key::T),
                item("export_all", Action::Choose(FileDialog::ExportFolder)).letter(Key::M),
                item("export_package", Action::Choose(FileDialog::Package)).letter(Key::Z),
                item("open_folder", Action::OpenFolder).letter(Key::K),
                item("print", Action::Print).letter(Key::P).icon(Icon::Print).keys(&[ctrl(Key::P)]),
            ],
            &[
                item("settings", Action::ShowSettings)
                    .letter(Key::E)
                    .icon(Icon::Settings)
                    .keys(&[ctrl(Key::Comma)])
                    .always(),
                item("close_report", Action::Leave(Continuation::StartPage)).letter(Key::C).keys(&[ctrl(Key::W)]),
                item("quit", Action::Leave(Continuation::Quit)).letter(Key::Q).keys(&[ctrl(Key::Q)]).always(),
            ],
        ],
    },
    Menu {
        key: "menu.edit",
        letter: Key::E,
        groups: &[
            &[
                item("undo", Action::Run(SessionCommand::Undo)).letter(Key::U).icon(Icon::Undo).keys(&[ctrl(Key::Z)]),
                item("redo", Action::Run(SessionCommand::Redo))
                    .letter(Key::R)
                    .icon(Icon::Redo)
                    .keys(&[ctrl(Key::Y), ctrl_shift(Key::Z)]),
            ],
            &[
                item("cut", Action::Clipboard(ClipboardAction::Cut)).letter(Key::T).shown_keys(&[ctrl(Key::X)]),
                item("copy", Action::Clipboard(ClipboardAction::Copy)).letter(Key::C).shown_keys(&[ctrl(Key::C)]),
                item("paste", Action::Clipboard(ClipboardAction::Paste)).letter(Key::P).shown_keys(&[ctrl(Key::V)]),
                item("paste_plain", Action::Clipboard(ClipboardAction::PastePlain))
                    .letter(Key::S)
                    .keys(&[ctrl_shift(Key::V)]),
                item("select_all", Action::Clipboard(ClipboardAction::SelectAll))
                    .letter(Key::A)
                    .shown_keys(&[ctrl(Key::A)]),
            ],
            &[item("find", Action::ShowFind).letter(Key::F).icon(Icon::Find).keys(&[ctrl(Key::F), ctrl(Key::H)])],
            // The menu of files is as high as a low screen already.
            &[item("versions", Action::ShowVersions).letter(Key::H)],
        ],
    },
    Menu {
        key: "menu.format",
        letter: Key::O,
        groups: &[
            &[
                item("level_body", level(Level::Body)).letter(Key::N).keys(&[ctrl_shift(Key::N)]),
                item("level_second", level(Level::Second)).letter(Key::Num2).keys(&[ctrl_shift(Key::Num2)]),
                item("level_third", level(Level::Third)).letter(Key::Num3).keys(&[ctrl_shift(Key::Num3)]),
                item("level_fourth", level(Level::Fourth)).letter(Key::Num4).keys(&[ctrl_shift(Key::Num4)]),
                item("renumber", Action::Format(TextFormat::NumberHeadings)).letter(Key::M),
                item("unnumber", Action::Format(TextFormat::RemoveHeadingNumbers)).letter(Key::D),
                item("numbering", Action::ToggleNumbering).letter(Key::A),
            ],
            &[
                item("bold", mark(TextMark::Bold)).letter(Key::B).keys(&[ctrl(Key::B)]),
                item("italic", mark(TextMark::Italic)).letter(Key::I).keys(&[ctrl(Key::I)]),
                item("underline", mark(TextMark::Underline)).letter(Key::U).keys(&[ctrl(Key::U)]),
                item("superscript", mark(TextMark::Superscript)).letter(Key::S).keys(&[ctrl_shift(Key::Equals)]),
                item("unverified", mark(TextMark::Unverified)).letter(Key::H).keys(&[ctrl_shift(Key::H)]),
            ],
            &[
                item("align_justify", align(ParagraphAlign::Justify))
                    .letter(Key::J)
                    .icon(Icon::Justify)
                    .keys(&[ctrl(Key::J)]),
                item("align_left", align(ParagraphAlign::Left)).letter(Key::L).icon(Icon::Left).keys(&[ctrl(Key::L)]),
                item("align_center", align(ParagraphAlign::Center))
                    .letter(Key::E)
                    .icon(Icon::Center)
                    .keys(&[ctrl(Key::E)]),
                item("align_right", align(ParagraphAlign::Right))
                    .letter(Key::R)
                    .icon(Icon::Right)
                    .keys(&[ctrl(Key::R)]),
                item("list", Action::Format(TextFormat::NextList))
                    .letter(Key::T)
                    .icon(Icon::List)
                    .keys(&[ctrl_shift(Key::L)]),
            ],
        ],
    },
    Menu {
        key: "menu.insert",
        letter: Key::I,
        groups: &[
            &[
                item("insert_number", Action::ShowNumberPicker).letter(Key::N).icon(Icon::Number).keys(&[ctrl(Key::K)]),
                item("unlink", Action::Format(TextFormat::Unlink)).letter(Key::F),
                item("insert_picture", Action::Choose(FileDialog::Picture)).letter(Key::G),
                item("insert_chart", Action::ShowChartPicker).letter(Key::T),
                item("insert_table", Action::ShowTablePicker).letter(Key::B),
                item("insert_phrase", Action::ShowPhrases).letter(Key::C).keys(&[ctrl_shift(Key::K)]),
            ],
            &[
                item("fill_zero", Action::FillZero).letter(Key::Z).keys(&[ctrl_shift(Key::Num0)]),
                item("paste_table", Action::PasteTable).letter(Key::P),
                item("compare", Action::ToggleLastYear).letter(Key::L),
            ],
        ],
    },
    Menu {
        key: "menu.review",
        letter: Key::R,
        groups: &[
            &[
                item("comment", Action::CommentOnSelection).letter(Key::M).keys(&[ctrl_alt(Key::M)]),
                item("next_comment", Action::NextComment).letter(Key::C).keys(&[ctrl(Key::F7)]),
                item("previous_comment", Action::PreviousComment).letter(Key::O).keys(&[ctrl_shift(Key::F7)]),
            ],
            &[
                item("track_changes", Action::ToggleTracking).letter(Key::T).keys(&[ctrl_shift(Key::E)]),
                item("revisions", Action::ShowRevisions).letter(Key::R),
                item("next_change", Action::NextChange).letter(Key::N).keys(&[ctrl(Key::F8)]),
                item("previous_change", Action::PreviousChange).letter(Key::P).keys(&[ctrl_shift(Key::F8)]),
                item("accept_change", Action::SettleChange(true)).letter(Key::A).keys(&[ctrl_shift(Key::Y)]),
                item("reject_change", Action::SettleChange(false)).letter(Key::J).keys(&[ctrl_shift(Key::D)]),
            ],
            &[
                item("merge", Action::Choose(FileDialog::Merge)).letter(Key::B),
                item("compare_file", Action::Choose(FileDialog::Compare)).letter(Key::D),
            ],
            &[
                item("review_pdf", review(ReviewFile::Pdf(NotePlace::End))).letter(Key::F),
                item("review_pdf_margin", review(ReviewFile::Pdf(NotePlace::Margin))).letter(Key::E),
                item("review_word", review(ReviewFile::Word)).letter(Key::W),
            ],
        ],
    },
    Menu {
        key: "menu.checks",
        letter: Key::C,
        groups: &[&[
            item("show_checks", Action::ShowTab(Tab::Checks)).letter(Key::A).keys(&[plain(Key::F7)]),
            item("next_finding", Action::NextFinding).letter(Key::N).keys(&[plain(Key::F8)]),
            item("previous_finding", Action::PreviousFinding)
                .letter(Key::P)
                .keys(&[shortcut(Modifiers::SHIFT, Key::F8)]),
            item("next_blank", Action::NextBlank).letter(Key::B).keys(&[ctrl(Key::G)]),
        ]],
    },
    Menu {
        key: "menu.view",
        letter: Key::V,
        groups: &[
            &[
                item("toggle_preview", Action::TogglePreview)
                    .letter(Key::P)
                    .icon(Icon::Preview)
                    .keys(&[plain(Key::F9)]),
                item("show_preview", Action::ShowTab(Tab::Preview))
                    .letter(Key::V)
                    .icon(Icon::Preview)
                    .keys(&[ctrl(Key::F2)]),
                item("zoom_in", Action::ZoomIn).letter(Key::I).keys(&[ctrl(Key::Plus), ctrl(Key::Equals)]),
                item("zoom_out", Action::ZoomOut).letter(Key::O).keys(&[ctrl(Key::Minus)]),
                item("page_width", Action::FitWidth).letter(Key::W).keys(&[ctrl(Key::Num0)]),
                item("two_pages", Action::ToggleTwoPages).letter(Key::T),
            ],
            &[
                item("next_tab", Action::NextTab).letter(Key::N).keys(&[ctrl(Key::PageDown), ctrl(Key::Tab)]),
                item("previous_tab", Action::PreviousTab)
                    .letter(Key::B)
                    .keys(&[ctrl(Key::PageUp), ctrl_shift(Key::Tab)]),
                item("switch_pane", Action::SwitchPane).letter(Key::A).keys(&[plain(Key::F6)]),
                item("switch_pane_back", Action::SwitchPaneBack)
                    .letter(Key::R)
                    .keys(&[shortcut(Modifiers::SHIFT, Key::F6)]),
            ],
        ],
    },
    Menu {
        key: "menu.help",
        letter: Key::H,
        groups: &[&[
            item("guide", Action::ShowHelp).letter(Key::H).keys(&[plain(Key::F1)]).always(),
            item("about", Action::ShowAbout).letter(Key::A).always(),
        ]],
    },
];

impl Menu {
    /// Its rows from top to bottom.
    pub fn items(&self) -> impl Iterator<Item = &'static MenuItem> {
        self.groups.iter().copied().flatten()
    }
}

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

    const fn shown_keys(mut self, shortcuts: &'static [KeyboardShortcut]) -> MenuItem {
        (self.shortcuts, self.shown_only) = (shortcuts, true);
        self
    }

    const fn letter(mut self, letter: Key) -> MenuItem {
        self.letter = Some(letter);
        self
    }

    const fn always(mut self) -> MenuItem {
        self.always = true;
        self
    }
}

/// Every row of every menu.
pub fn items() -> impl Iterator<Item = &'static MenuItem> {
    MENUS.iter().flat_map(Menu::items)
}

/// The first row that gives this action.
pub fn find(action: &Action) -> Option<&'static MenuItem> {
    items().find(|item| item.action == *action)
}

/// The label of the row that gives this action, or of what a notice offers with a path of its own; empty for others.
pub fn label(action: &Action, language: Language) -> String {
    match action {
        Action::ShowFolderOf(_) => language.word("action.open_folder"),
        Action::Leave(Continuation::Open(_)) => language.word("action.open_written"),
        _ => find(action).map(|item| item.label(language)).unwrap_or_default(),
    }
}

/// The tooltip of the row that gives this action; empty where there is none.
pub fn tip(action: &Action, language: Language) -> String {
    find(action).map(|item| item.tip(language)).unwrap_or_default()
}

/// The row whose shortcut was pressed, taken out of the input; where no report is in sight (`open`), only one of those
/// that need none. `in_box` leaves those to a box that mean
/// what is edited there. Shortcuts with shift are tried before those without, since egui lets the
/// latter match both.
pub fn pressed(input: &mut egui::InputState, open: bool, in_box: bool) -> Option<&'static MenuItem> {
    let offered = items().filter(|item| open || item.always);
    let items = offered.filter(|item| !item.shown_only && (!in_box || !item.action.edits_report()));
    let mut shortcuts: Vec<(&KeyboardShortcut, &MenuItem)> =
        items.flat_map(|item| item.shortcuts.iter().map(move |shortcut| (shortcut, item))).collect();
    shortcuts.sort_by_key(|(shortcut, _)| !shortcut.modifiers.shift);
    shortcuts.into_iter().find(|(shortcut, _)| input.consume_shortcut(shortcut)).map(|(_, item)| item)
}

const fn item(name: &'static str, action: Action) -> MenuItem {
    MenuItem { name, icon: None, letter: None, shortcuts: &[], shown_only: false, action, always: false }
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

const fn review(file: ReviewFile) -> Action {
    Action::Choose(FileDialog::Review(file))
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

/// As Word has it for comments.
const fn ctrl_alt(key: Key) -> KeyboardShortcut {
    shortcut(Modifiers { alt: true, ..Modifiers::COMMAND }, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    shortcut(Modifiers { shift: true, ..Modifiers::COMMAND }, key)
}
