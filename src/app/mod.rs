//! The window in which a clerk writes the whole report: the only room that knows egui, eframe
//! and rfd. Must not touch the disk, nor change a report except through a session command.
//!
//! Views (`views`) read a [`scene`] and send wishes; [`desk`] keeps the state and alone carries
//! wishes out. Menus, toolbars and shortcuts are drawn from one table, [`command`]. Colours and
//! sizes stand in [`theme`]. Keys that come in one frame act one after the other (`pace`). The same
//! frame is drawn by OpenGL or by the processor ([`soft`]).

pub mod aside;
mod ask;
mod awaiting;
mod bring;
pub mod command;
pub mod desk;
mod dialogs;
mod files;
pub mod fonts;
mod frame;
mod grant;
pub mod grid;
mod icon;
mod keeping;
mod notice;
pub mod outside;
mod pace;
pub mod paper;
mod phrase;
mod questions;
mod recent;
pub mod run;
mod saving;
pub mod scene;
pub mod soft;
pub mod tally;
pub mod text;
pub mod theme;
pub mod trouble;
mod upkeep;
mod views;
mod widgets;
pub mod work;

pub use desk::Desk;
