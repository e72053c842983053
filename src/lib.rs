//! 公开年报: writes, checks and prints the annual report on government information disclosure.

pub mod form;
pub mod layout;
pub mod prose;
pub mod report;
