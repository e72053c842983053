//! Why a window could not be opened, without what only the makers of libraries understand.

use winit::error::EventLoopError;

use crate::messages::Language;

/// What winit puts before an error of the system: the place in its own source.
const PLACE: &str = "os error at ";

/// Why a window could not be opened.
#[derive(Debug)]
pub(super) enum StartError {
    /// There is no display, or it does not answer.
    NoDisplay,
    /// Something else, in a library's words.
    Library(String),
}

impl StartError {
    /// An error in a library's words, its places in the source left out.
    pub fn of(error: &dyn std::fmt::Display) -> StartError {
        StartError::Library(without_places(&error.to_string()))
    }

    /// What happened and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            StartError::NoDisplay => language.word("window.no_display"),
            StartError::Library(error) => language.say("window.failed", &[("error", error)]),
        }
    }
}

impl From<EventLoopError> for StartError {
    /// An event loop that the system refuses has nothing to show a window on.
    fn from(error: EventLoopError) -> StartError {
        match error {
            EventLoopError::Os(_) => StartError::NoDisplay,
            other => StartError::of(&other),
        }
    }
}

impl From<eframe::Error> for StartError {
    fn from(error: eframe::Error) -> StartError {
        match error {
            eframe::Error::WinitEventLoop(error) => error.into(),
            other => StartError::of(&other),
        }
    }
}

/// The words without `os error at /a/file.rs:12: `.
fn without_places(words: &str) -> String {
    let mut kept = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once(PLACE) {
        kept += before;
        rest = after.split_once(": ").map_or("", |(_, words)| words);
    }
    (kept + rest).trim_end_matches('.').to_owned()
}
