//! The rules' functions, a file for each thing they look at. A rule knows the subject and its own
//! line in the catalogue, no other rule.

pub(super) mod blanks;
pub(super) mod identities;
pub(super) mod leftovers;
pub(super) mod sections;
pub(super) mod titles;
pub(super) mod years;
