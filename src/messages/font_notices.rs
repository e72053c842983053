//! Notices on fonts as sentences: for which part of the page, and which font replaces it.

use super::Language;
use crate::session::{FontNotice, FontObstacle};

/// The sentence of a chosen font that cannot be used.
pub fn font_notice(language: Language, notice: &FontNotice) -> String {
    let role = language.word(&format!("font.{}", notice.face.word()));
    match &notice.cause {
        FontObstacle::Absent => language.say("font.absent", &[("role", &role)]),
        FontObstacle::Withheld(path) => language.say("font.withheld", &[("role", &role), ("path", &path.display())]),
        FontObstacle::Unusable(path, words) => {
            language.say("font.unusable", &[("role", &role), ("path", &path.display()), ("words", words)])
        }
    }
}
