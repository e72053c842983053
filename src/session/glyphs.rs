//! Characters that no bundled font has. On paper a box stands for each, so each paragraph with
//! one is a finding. The check room knows no fonts; here fonts and report meet.

use crate::check::{Argument, Finding, Message, Severity};
use crate::form::{RuleCode, SectionId};
use crate::layout::{FaceId, Fonts};
use crate::prose::{Paragraph, Prose};
use crate::report::{Place, Report, Spot};

/// The number of this rule, after those of the catalogue.
pub const UNPRINTABLE: RuleCode = RuleCode::new(44);

/// A finding for each paragraph that has characters without a glyph.
pub(super) fn unprintable(report: &Report) -> Vec<Finding> {
    // Without the bundle nothing can be printed at all; the export says so.
    let Ok(fonts) = Fonts::bundled() else { return Vec::new() };
    let sections = report.sections.iter().map(|(id, prose)| (Some(*id), prose));
    let texts = std::iter::once((None, &report.preface)).chain(sections);
    texts.flat_map(|(section, prose)| in_prose(fonts, section, prose)).collect()
}

fn in_prose(fonts: &Fonts, section: Option<SectionId>, prose: &Prose) -> Vec<Finding> {
    let paragraphs = prose.paragraphs.iter().enumerate();
    paragraphs.filter_map(|(number, paragraph)| in_paragraph(fonts, section, number, paragraph)).collect()
}

fn in_paragraph(fonts: &Fonts, section: Option<SectionId>, number: usize, paragraph: &Paragraph) -> Option<Finding> {
    let missing = |character: char| !character.is_control() && fonts.find(FaceId::Fang, character).is_none();
    let found: Vec<(usize, char)> =
        paragraph.characters().map(|(character, _)| character).enumerate().filter(|(_, one)| missing(*one)).collect();
    let places = found.iter().map(|(at, _)| {
        let spot = Spot { paragraph: number, start: *at, end: at + 1 };
        section.map_or(Place::Preface(spot), |id| Place::Prose(id, spot))
    });
    let words: String = found.iter().map(|(_, character)| *character).collect();
    (!found.is_empty()).then(|| Finding {
        rule: UNPRINTABLE,
        severity: Severity::Error,
        section,
        places: places.collect(),
        comparison: None,
        message: Message { variant: "missing", arguments: vec![("words", Argument::Words(words))] },
        fix: None,
        dismissed: None,
    })
}
