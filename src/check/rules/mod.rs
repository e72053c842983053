//! The rules' functions, one file for each thing that they check. A rule may know the input and its
//! own line in the catalogue; it must not know other rules.

pub(super) mod all_concluded;
mod aspect_words;
pub(super) mod aspects;
pub(super) mod blanks;
pub(super) mod charts;
pub(super) mod citations;

pub(super) mod dates;
pub(super) mod deadline;
pub(super) mod decision_counts;
pub(super) mod figures;
pub(super) mod glyphs;
pub(super) mod identities;
pub(super) mod last_year;
pub(super) mod local_packs;
pub(super) mod measure_words;
pub(super) mod money;
pub(super) mod notes_and_margins;
pub(super) mod open_comments;
mod plan_words;
pub(super) mod prose_counts;
pub(super) mod punctuation;
pub(super) mod repeated_text;
pub(super) mod report_identity;
pub(super) mod report_year;
pub(super) mod sections;
pub(super) mod sequences;
pub(super) mod shares;
pub(super) mod spelling;
pub(super) mod sums;
pub(super) mod template_remnants;
pub(super) mod titles;
pub(super) mod unit_plausibility;
pub(super) mod word_choice;
