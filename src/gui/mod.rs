//! The window in which a clerk writes the whole report: the only room that knows egui, eframe
//! and rfd. Must not touch the disk, nor change a report except through a session command.
//!
//! Views (`views`) read a [`scene`] and send wishes; [`desk`] keeps the state and alone carries
//! wishes out. Menus, toolbars and shortcuts are drawn from one table, [`command`]. Colours and
//! sizes stand in [`theme`]. Keys that come in one frame act one after the other (`pace`). The same
//! frame is drawn by OpenGL or by the processor ([`soft`]).

pub mod action;
pub mod app;
mod autosave;
pub mod backend;
pub mod crash_report;
pub mod document;
mod file_actions;
mod file_dialogs;
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
pub mod recovery_state;
mod save_flow;
pub mod screen_fonts;
pub mod section_status;
pub mod software_renderer;
pub mod table_editor;
pub mod text_editor;
pub mod theme;
mod update;
pub mod view_context;
mod views;
mod waiting_locks;
mod widgets;

pub use app::Desk;
