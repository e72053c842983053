//! The stages of a report in words.

use super::{Language, Shown};
use crate::report::{ReportStage, StageEntry};

/// A stage by its name: 送审.
pub fn stage(language: Language, stage: ReportStage) -> String {
    language.word(match stage {
        ReportStage::Drafting => "stage.drafting",
        ReportStage::Review => "stage.review",
        ReportStage::Returned => "stage.returned",
        ReportStage::Final => "stage.final",
        ReportStage::Published => "stage.published",
    })
}

/// What the button says that takes a report there.
pub fn stage_button(language: Language, stage: ReportStage) -> String {
    language.word(match stage {
        ReportStage::Drafting => "stages.take_back",
        ReportStage::Review => "stages.hand_in",
        ReportStage::Returned => "stages.send_back",
        ReportStage::Final => "stages.finish",
        ReportStage::Published => "stages.publish",
    })
}

/// A stage that a report came to, in one line: when, which, who, what was said.
pub fn stage_line(language: Language, entry: &StageEntry) -> String {
    let day = super::day(language, entry.on);
    let line = format!("{day}  {}  {}", stage(language, entry.stage), Shown(&entry.by));
    if entry.note.is_empty() { line } else { format!("{line}  {}", Shown(&entry.note)) }
}
