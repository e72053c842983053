//! One file for each screen of the window: a state and a function that draws it. Views read the
//! view and send actions.

pub mod basics;
pub mod checks;
pub mod find_bar;
pub mod format_toolbar;
pub mod import_notes;
pub mod preview;
pub mod section_view;
pub mod settings_view;
pub mod start_page;
pub mod version_compare;
pub mod year_compare;
