//! How complete each part of the report is: empty, in work, complete, with errors. Knows no view, only
//! the shapes of the marks.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};

use super::theme::Palette;
use super::view_context::{Tab, ViewContext};
use crate::check::{Severity, count_open};
use crate::form::SectionId;
use crate::messages::Language;
use crate::richtext::TextMark;

/// The state of a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionStatus {
    /// ○ nothing was written.
    Empty,
    /// ● something was written, something is missing.
    InWork,
    /// ✓ everything is there and nothing is wrong.
    Complete,
    /// ▲ so many errors.
    Errors(usize),
}

/// The state of a tab; `None` for those that have none.
pub fn state(view: &ViewContext<'_>, tab: Tab) -> Option<SectionStatus> {
    match tab {
        Tab::Section(id) => Some(section(view, id)),
        Tab::Basics => {
            let report = view.session.report();
            let named = !report.unit.name.trim().is_empty();
            Some(match errors(view, None) {
                0 if named && report.signature.is_some() => SectionStatus::Complete,
                0 if named => SectionStatus::InWork,
                0 => SectionStatus::Empty,
                count => SectionStatus::Errors(count),
            })
        }
        Tab::Checks => {
            let count = count(view, Severity::Error);
            Some(if count == 0 { SectionStatus::Complete } else { SectionStatus::Errors(count) })
        }
        Tab::Preview => None,
    }
}

/// Whether anything was written into a section.
pub fn is_empty(view: &ViewContext<'_>, id: SectionId) -> bool {
    let report = view.session.report();
    let table = view.session.form().table_of(id);
    let numbers = table.is_some_and(|table| table.fields.iter().any(|field| report.numbers.get(field.key).is_some()));
    !numbers && report.prose(id).is_none_or(crate::richtext::RichText::is_blank)
}

/// How many findings of a severity count.
pub fn count(view: &ViewContext<'_>, severity: Severity) -> usize {
    count_open(view.findings.iter().map(|seen| &seen.finding), severity)
}

fn section(view: &ViewContext<'_>, id: SectionId) -> SectionStatus {
    if is_empty(view, id) {
        return SectionStatus::Empty;
    }
    match errors(view, Some(id)) {
        0 => {}
        count => return SectionStatus::Errors(count),
    }
    let report = view.session.report();
    let table = view.session.form().table_of(id);
    let blank = table
        .is_some_and(|table| table.fields.iter().any(|field| !field.total && report.numbers.get(field.key).is_none()));
    let prose = report.prose(id);
    let open = prose.is_some_and(|prose| {
        prose
            .paragraphs
            .iter()
            .flat_map(crate::richtext::Paragraph::runs)
            .any(|run| run.marks.has(TextMark::Unverified))
    });
    let unwritten = table.is_none() && prose.is_none_or(crate::richtext::RichText::is_blank);
    if blank || open || unwritten { SectionStatus::InWork } else { SectionStatus::Complete }
}

fn errors(view: &ViewContext<'_>, section: Option<SectionId>) -> usize {
    let here = view.findings.iter().map(|seen| &seen.finding).filter(|finding| finding.section == section);
    count_open(here, Severity::Error)
}

impl SectionStatus {
    /// What a screen reader says, and the pointer reads.
    pub fn words(self, language: Language) -> String {
        match self {
            SectionStatus::Empty => language.word("state.empty"),
            SectionStatus::InWork => language.word("state.in_work"),
            SectionStatus::Complete => language.word("state.complete"),
            SectionStatus::Errors(count) => language.say("state.errors", &[("count", &count)]),
        }
    }

    /// The mark's colour; its shape tells the same.
    pub const fn colour(self, colours: &Palette) -> Color32 {
        match self {
            SectionStatus::Empty => colours.quiet,
            SectionStatus::InWork => colours.accent,
            SectionStatus::Complete => colours.good,
            SectionStatus::Errors(_) => colours.error,
        }
    }

    /// Draws the mark in the middle of a square of 12 points.
    pub fn paint(self, painter: &Painter, centre: Pos2, colours: &Palette) {
        let colour = self.colour(colours);
        let rect = Rect::from_center_size(centre, egui::Vec2::splat(9.0));
        let stroke = Stroke::new(1.5, colour);
        match self {
            SectionStatus::Empty => {
                painter.circle_stroke(centre, 3.75, Stroke::new(1.25, colour));
            }
            SectionStatus::InWork => {
                painter.circle_filled(centre, 4.0, colour);
            }
            SectionStatus::Complete => {
                let points =
                    vec![pos2(rect.left(), centre.y), pos2(centre.x - 1.0, rect.bottom() - 1.0), rect.right_top()];
                painter.add(Shape::line(points, stroke));
            }
            SectionStatus::Errors(_) => {
                let points = vec![pos2(centre.x, rect.top()), rect.right_bottom(), rect.left_bottom()];
                painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
            }
        }
    }
}
