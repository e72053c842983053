//! The window: the only room that knows egui, eframe and rfd. Must not know a disk, a file format or
//! a report except through the session.
//!
//! Views (`views`) and dialogs ([`dialogs`]) read a [`view_context`] and push an [`action`]; [`app`]
//! owns the state and `update` alone carries actions out. Menus, toolbars and shortcuts are drawn from
//! the one table in [`menu`]. Colours and sizes are in [`theme`]; files, clock and clipboard are reached through
//! [`host`], so that tests can replace them. The same frame is drawn by OpenGL or by the
//! processor ([`software_renderer`]).

pub mod action;
pub mod app;
pub mod backend;
mod box_input;
mod clipboard_keys;
mod context_menu;
pub mod crash_report;
pub mod dialogs;
pub mod document;
mod document_actions;
mod drop_down;
mod file_dialog;
pub mod files;
mod folder_sum;
pub mod folder_tab;
pub mod guidance;
pub mod host;
mod icon;
mod ime_composition;
mod input_queue;
mod main_frame;
pub mod menu;
mod menu_keys;
pub mod page_painter;
mod picture_textures;
mod recompute;
pub mod review_walk;
mod screen_fonts;
pub mod section_status;
pub mod software_renderer;
mod system_opener;
pub mod table_editor;
pub mod text_editor;
pub mod text_format;
pub mod theme;
mod unfocused_keys;
mod update;
pub mod view_context;
pub mod views;
mod web_paste;
mod widgets;

pub use app::App;
