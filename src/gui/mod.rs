//! The window: the only room that knows egui, eframe and rfd. Must not know a disk, a file format or
//! a report except through the session.
//!
//! Views (`views`) read a [`view_context`] and return actions; [`app`] owns the state and `update`
//! alone carries actions out. Menus, toolbars and shortcuts are drawn from the one table in
//! [`action`]. Colours and sizes stand in [`theme`]; files, clock and clipboard are reached through
//! [`host`], so that tests can stand in for them. The same frame is drawn by OpenGL or by the
//! processor ([`software_renderer`]).

pub mod action;
pub mod app;
pub mod backend;
pub mod crash_report;
pub mod document;
mod file_actions;
mod file_dialogs;
pub mod files;
pub mod host;
mod icon;
mod ime_composition;
mod import_export;
mod input_queue;
mod main_frame;
mod notice;
pub mod page_painter;
mod question;
mod question_dialog;
mod recent_files;
mod recompute;
pub mod screen_fonts;
pub mod section_status;
pub mod software_renderer;
pub mod table_editor;
pub mod text_editor;
pub mod theme;
mod update;
pub mod view_context;
mod views;
mod widgets;

pub use app::App;
