//! The window in which a clerk writes the whole report: the only room that knows egui, eframe
//! and rfd. Must not touch the disk, nor change a report except through a session command.

pub mod command;
pub mod fonts;
pub mod grid;
pub mod icon;
pub mod soft;
pub mod theme;
