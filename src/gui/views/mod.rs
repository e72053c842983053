//! One file for each part of the window: a state and a function that draws it. Views read the view
//! context and push actions; must not change a report or reach the host.

pub mod basics;
pub mod checks;
pub mod figure_bar;
pub mod find_bar;
pub mod finding_row;
pub mod format_toolbar;
pub mod import_notes;
pub mod pack_choice;
pub mod preview;
mod rollup_choices;
pub mod rollup_pages;
pub mod rollup_units;
pub mod rollup_view;
mod section_guide;
pub mod section_view;
pub mod settings_view;
mod stage_list;
pub mod start_page;
pub mod sum_parts;
pub mod table_bar;
pub mod version_compare;
mod word_list;
pub mod year_compare;
