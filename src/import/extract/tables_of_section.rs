//! The three sections that have a table, in the order of the form's tables.

use crate::form::SectionId;

/// The sections of tables two, three and four.
pub(super) const TABLES: [SectionId; 3] = [SectionId::Disclosure, SectionId::Requests, SectionId::Disputes];
