//! Everything that the window can be told to do. Menus, toolbars and shortcuts are drawn from
//! this one table; views only send commands, and `desk` alone carries them out.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::icon::Icon;
use crate::messages::Language;

/// A command without arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // The text of each stands in the locale files under its key.
pub enum Command {
    // 文件
    New,
    Open,
    FromLastYear,
    BringLastYear,
    Import,
    PastePublished,
    Save,
    SaveAs,
    ExportPdf,
    ExportWord,
    ExportPage,
    ExportBook,
    ExportOfd,
    ExportOther,
    ExportAll,
    OpenFolder,
    Print,
    CloseReport,
    Quit,
    // 编辑
    Undo,
    Redo,
    Find,
    // 格式
    LevelBody,
    LevelSecond,
    LevelThird,
    LevelFourth,
    Bold,
    Italic,
    Underline,
    Superscript,
    Unverified,
    AlignJustify,
    AlignLeft,
    AlignCenter,
    AlignRight,
    List,
    Renumber,
    Unnumber,
    // 插入
    InsertNumber,
    Unlink,
    // 表格
    FillZero,
    PasteTable,
    Compare,
    // 校核
    NextFinding,
    PreviousFinding,
    ShowChecks,
    // 视图
    TogglePreview,
    ShowPreview,
    ZoomIn,
    ZoomOut,
    PageWidth,
    TwoPages,
    NextTab,
    PreviousTab,
    Settings,
    // 帮助
    Guide,
    About,
}

/// A menu of the menu bar: its locale key and its commands, `None` for a line between.
pub struct Menu {
    /// The key of its title.
    pub key: &'static str,
    /// Its entries.
    pub entries: &'static [Option<Command>],
}

use Command as C;

/// The menu bar.
pub const MENUS: &[Menu] = &[
    Menu {
        key: "menu.file",
        entries: &[
            Some(C::New),
            Some(C::Open),
            Some(C::FromLastYear),
            Some(C::BringLastYear),
            Some(C::Import),
            Some(C::PastePublished),
            None,
            Some(C::Save),
            Some(C::SaveAs),
            None,
            Some(C::ExportPdf),
            Some(C::ExportWord),
            Some(C::ExportPage),
            Some(C::ExportBook),
            Some(C::ExportOfd),
            Some(C::ExportOther),
            Some(C::ExportAll),
            Some(C::OpenFolder),
            Some(C::Print),
            None,
            Some(C::Settings),
            Some(C::CloseReport),
            Some(C::Quit),
        ],
    },
    Menu { key: "menu.edit", entries: &[Some(C::Undo), Some(C::Redo), None, Some(C::Find)] },
    Menu {
        key: "menu.format",
        entries: &[
            Some(C::LevelBody),
            Some(C::LevelSecond),
            Some(C::LevelThird),
            Some(C::LevelFourth),
            Some(C::Renumber),
            Some(C::Unnumber),
            None,
            Some(C::Bold),
            Some(C::Italic),
            Some(C::Underline),
            Some(C::Superscript),
            Some(C::Unverified),
            None,
            Some(C::AlignJustify),
            Some(C::AlignLeft),
            Some(C::AlignCenter),
            Some(C::AlignRight),
            Some(C::List),
        ],
    },
    Menu {
        key: "menu.insert",
        entries: &[
            Some(C::InsertNumber),
            Some(C::Unlink),
            None,
            Some(C::FillZero),
            Some(C::PasteTable),
            Some(C::Compare),
        ],
    },
    Menu { key: "menu.checks", entries: &[Some(C::ShowChecks), Some(C::NextFinding), Some(C::PreviousFinding)] },
    Menu {
        key: "menu.view",
        entries: &[
            Some(C::TogglePreview),
            Some(C::ShowPreview),
            Some(C::ZoomIn),
            Some(C::ZoomOut),
            Some(C::PageWidth),
            Some(C::TwoPages),
            None,
            Some(C::NextTab),
            Some(C::PreviousTab),
        ],
    },
    Menu { key: "menu.help", entries: &[Some(C::Guide), Some(C::About)] },
];

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

impl Command {
    /// Every command that a menu shows.
    pub fn all() -> impl Iterator<Item = Command> {
        MENUS.iter().flat_map(|menu| menu.entries.iter().flatten().copied())
    }

    /// Whether it saves or leaves the report, so that all that was typed must be in it.
    pub const fn takes_all(self) -> bool {
        matches!(
            self,
            C::New
                | C::Open
                | C::FromLastYear
                | C::PastePublished
                | C::Save
                | C::SaveAs
                | C::ExportPdf
                | C::Print
                | C::CloseReport
                | C::Quit
        )
    }

    /// Its name in the locale files: the text stands under `action.NAME`, the tooltip under
    /// `action.NAME_tip`.
    pub const fn name(self) -> &'static str {
        match self {
            C::New => "new",
            C::Open => "open",
            C::FromLastYear => "from_last_year",
            C::BringLastYear => "bring_last_year",
            C::Import => "import",
            C::PastePublished => "paste_published",
            C::Save => "save",
            C::SaveAs => "save_as",
            C::ExportPdf => "export_pdf",
            C::ExportWord => "export_word",
            C::ExportPage => "export_page",
            C::ExportBook => "export_book",
            C::ExportOfd => "export_ofd",
            C::ExportOther => "export_other",
            C::ExportAll => "export_all",
            C::OpenFolder => "open_folder",
            C::Print => "print",
            C::CloseReport => "close_report",
            C::Quit => "quit",
            C::Undo => "undo",
            C::Redo => "redo",
            C::Find => "find",
            C::LevelBody => "level_body",
            C::LevelSecond => "level_second",
            C::LevelThird => "level_third",
            C::LevelFourth => "level_fourth",
            C::Bold => "bold",
            C::Italic => "italic",
            C::Underline => "underline",
            C::Superscript => "superscript",
            C::Unverified => "unverified",
            C::AlignJustify => "align_justify",
            C::AlignLeft => "align_left",
            C::AlignCenter => "align_center",
            C::AlignRight => "align_right",
            C::List => "list",
            C::Renumber => "renumber",
            C::Unnumber => "unnumber",
            C::InsertNumber => "insert_number",
            C::Unlink => "unlink",
            C::FillZero => "fill_zero",
            C::PasteTable => "paste_table",
            C::Compare => "compare",
            C::NextFinding => "next_finding",
            C::PreviousFinding => "previous_finding",
            C::ShowChecks => "show_checks",
            C::TogglePreview => "toggle_preview",
            C::ShowPreview => "show_preview",
            C::ZoomIn => "zoom_in",
            C::ZoomOut => "zoom_out",
            C::PageWidth => "page_width",
            C::TwoPages => "two_pages",
            C::NextTab => "next_tab",
            C::PreviousTab => "previous_tab",
            C::Settings => "settings",
            C::Guide => "guide",
            C::About => "about",
        }
    }

    /// What a menu calls it, in the user's language.
    pub fn text(self, language: Language) -> String {
        language.word(&format!("action.{}", self.name()))
    }

    /// What it does, in the user's language.
    pub fn tip(self, language: Language) -> String {
        language.word(&format!("action.{}_tip", self.name()))
    }

    /// Its picture in a toolbar.
    pub const fn icon(self) -> Option<Icon> {
        Some(match self {
            C::New => Icon::New,
            C::Open => Icon::Open,
            C::Save => Icon::Save,
            C::Undo => Icon::Undo,
            C::Redo => Icon::Redo,
            C::ShowPreview | C::TogglePreview => Icon::Preview,
            C::ExportPdf => Icon::Export,
            C::Print => Icon::Print,
            C::Find => Icon::Find,
            C::AlignJustify => Icon::Justify,
            C::AlignLeft => Icon::Left,
            C::AlignCenter => Icon::Center,
            C::AlignRight => Icon::Right,
            C::List => Icon::List,
            C::InsertNumber => Icon::Number,
            C::Settings => Icon::Settings,
            _ => return None,
        })
    }

    /// Its keys, the usual ones first.
    pub const fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(modifiers, key)
        }
        match self {
            C::New => const { &[key(CTRL, Key::N)] },
            C::Open => const { &[key(CTRL, Key::O)] },
            C::Save => const { &[key(CTRL, Key::S)] },
            C::SaveAs => const { &[key(CTRL_SHIFT, Key::S), key(Modifiers::NONE, Key::F12)] },
            C::Import => const { &[key(CTRL_SHIFT, Key::O)] },
            C::ExportPdf => const { &[key(CTRL, Key::E)] },
            C::Print => const { &[key(CTRL, Key::P)] },
            C::CloseReport => const { &[key(CTRL, Key::W)] },
            C::Quit => const { &[key(CTRL, Key::Q)] },
            C::Undo => const { &[key(CTRL, Key::Z)] },
            C::Redo => const { &[key(CTRL, Key::Y), key(CTRL_SHIFT, Key::Z)] },
            C::Find => const { &[key(CTRL, Key::F), key(CTRL, Key::H)] },
            C::LevelBody => const { &[key(CTRL_SHIFT, Key::N)] },
            C::LevelSecond => const { &[key(CTRL_SHIFT, Key::Num2)] },
            C::LevelThird => const { &[key(CTRL_SHIFT, Key::Num3)] },
            C::LevelFourth => const { &[key(CTRL_SHIFT, Key::Num4)] },
            C::Bold => const { &[key(CTRL, Key::B)] },
            C::Italic => const { &[key(CTRL, Key::I)] },
            C::Underline => const { &[key(CTRL, Key::U)] },
            C::Superscript => const { &[key(CTRL_SHIFT, Key::Equals)] },
            C::Unverified => const { &[key(CTRL_SHIFT, Key::H)] },
            C::AlignJustify => const { &[key(CTRL, Key::J)] },
            C::AlignLeft => const { &[key(CTRL, Key::L)] },
            C::AlignCenter => const { &[key(CTRL_SHIFT, Key::E)] },
            C::AlignRight => const { &[key(CTRL, Key::R)] },
            C::List => const { &[key(CTRL_SHIFT, Key::L)] },
            C::InsertNumber => const { &[key(CTRL, Key::K)] },
            C::FillZero => const { &[key(CTRL_SHIFT, Key::Num0)] },
            C::NextFinding => const { &[key(Modifiers::NONE, Key::F8)] },
            C::PreviousFinding => const { &[key(Modifiers::SHIFT, Key::F8)] },
            C::ShowChecks => const { &[key(Modifiers::NONE, Key::F7)] },
            C::TogglePreview => const { &[key(Modifiers::NONE, Key::F9)] },
            C::ShowPreview => const { &[key(CTRL, Key::F2)] },
            C::ZoomIn => const { &[key(CTRL, Key::Plus), key(CTRL, Key::Equals)] },
            C::ZoomOut => const { &[key(CTRL, Key::Minus)] },
            C::PageWidth => const { &[key(CTRL, Key::Num0)] },
            C::NextTab => const { &[key(CTRL, Key::PageDown), key(CTRL, Key::Tab)] },
            C::PreviousTab => const { &[key(CTRL, Key::PageUp), key(CTRL_SHIFT, Key::Tab)] },
            C::Settings => const { &[key(CTRL, Key::Comma)] },
            C::Guide => const { &[key(Modifiers::NONE, Key::F1)] },
            C::FromLastYear
            | C::BringLastYear
            | C::PastePublished
            | C::ExportWord
            | C::ExportPage
            | C::ExportBook
            | C::ExportOfd
            | C::ExportOther
            | C::ExportAll
            | C::OpenFolder
            | C::Renumber
            | C::Unnumber
            | C::Unlink
            | C::PasteTable
            | C::Compare
            | C::TwoPages
            | C::About => &[],
        }
    }

    /// The command whose keys were pressed, taken out of the input. Keys with shift are tried
    /// before those without, for egui lets the latter match both.
    pub fn pressed(input: &mut egui::InputState) -> Option<Command> {
        let mut keys: Vec<(KeyboardShortcut, Command)> = Command::all()
            .flat_map(|command| command.shortcuts().iter().map(move |shortcut| (*shortcut, command)))
            .collect();
        keys.sort_by_key(|(shortcut, _)| !shortcut.modifiers.shift);
        keys.into_iter().find(|(shortcut, _)| input.consume_shortcut(shortcut)).map(|(_, command)| command)
    }
}
