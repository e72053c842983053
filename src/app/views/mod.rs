//! One file for each screen of the window: a state and a function that draws it. Views read the
//! scene and send wishes.

pub mod basics;
pub mod checks;
pub mod find;
pub mod origins;
pub mod pages;
pub mod reading;
pub mod section;
pub mod settings;
pub mod start;
pub mod toolbar;
pub mod versions;
pub mod years;
