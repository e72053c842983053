//! Files of the user: choosing, opening, importing, exporting, and the list of recent drafts.
//! Every sentence says what happened and what to do. Must not write a file except through the
//! session.

mod choose;
pub mod export_file;
mod open_draft;
mod recent;

pub(in crate::gui) use open_draft::read_published;
pub(in crate::gui) use recent::remember_saved;
