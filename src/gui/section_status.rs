//! How far each part of the report has come: empty, in work, complete, with errors. Knows no
//! screen but the shapes of the marks.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};

use super::theme::Palette;
use super::view_context::{Scene, Tab};
use crate::check::Severity;
use crate::form::SectionId;
use crate::messages::Language;
use crate::richtext::Mark;

/// The state of a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
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
pub fn state(scene: &Scene<'_>, tab: Tab) -> Option<State> {
    match tab {
        Tab::Section(id) => Some(section(scene, id)),
        Tab::Basics => {
            let report = scene.session.report();
            let named = !report.unit.name.trim().is_empty();
            Some(match errors(scene, None) {
                0 if named && report.signature.is_some() => State::Complete,
                0 if named => State::InWork,
                0 => State::Empty,
                count => State::Errors(count),
            })
        }
        Tab::Checks => {
            let count = scene.findings.iter().filter(|seen| seen.counts() && is_error(seen.finding.severity)).count();
            Some(if count == 0 { State::Complete } else { State::Errors(count) })
        }
        Tab::Preview => None,
    }
}

/// Whether anything was written into a section.
pub fn is_empty(scene: &Scene<'_>, id: SectionId) -> bool {
    let report = scene.session.report();
    let table = scene.session.form().table_of(id);
    let numbers = table.is_some_and(|table| table.fields.iter().any(|field| report.numbers.get(field.key).is_some()));
    !numbers && report.prose(id).is_none_or(crate::richtext::Prose::is_blank)
}

/// How many findings of a severity count.
pub fn count(scene: &Scene<'_>, severity: Severity) -> usize {
    scene.findings.iter().filter(|seen| seen.counts() && seen.finding.severity == severity).count()
}

fn section(scene: &Scene<'_>, id: SectionId) -> State {
    if is_empty(scene, id) {
        return State::Empty;
    }
    match errors(scene, Some(id)) {
        0 => {}
        count => return State::Errors(count),
    }
    let report = scene.session.report();
    let table = scene.session.form().table_of(id);
    let blank = table
        .is_some_and(|table| table.fields.iter().any(|field| !field.total && report.numbers.get(field.key).is_none()));
    let prose = report.prose(id);
    let open = prose.is_some_and(|prose| {
        prose.paragraphs.iter().flat_map(crate::richtext::Paragraph::runs).any(|run| run.marks.has(Mark::Unverified))
    });
    let unwritten = table.is_none() && prose.is_none_or(crate::richtext::Prose::is_blank);
    if blank || open || unwritten { State::InWork } else { State::Complete }
}

fn errors(scene: &Scene<'_>, section: Option<SectionId>) -> usize {
    let here = |seen: &&super::view_context::Seen| seen.counts() && seen.finding.section == section;
    scene.findings.iter().filter(here).filter(|seen| is_error(seen.finding.severity)).count()
}

fn is_error(severity: Severity) -> bool {
    severity == Severity::Error
}

impl State {
    /// What a screen reader says, and the pointer reads.
    pub fn words(self, language: Language) -> String {
        match self {
            State::Empty => language.word("state.empty"),
            State::InWork => language.word("state.in_work"),
            State::Complete => language.word("state.complete"),
            State::Errors(count) => language.say("state.errors", &[("count", &count)]),
        }
    }

    /// The mark's colour; its shape tells the same.
    pub const fn colour(self, colours: &Palette) -> Color32 {
        match self {
            State::Empty => colours.quiet,
            State::InWork => colours.accent,
            State::Complete => colours.good,
            State::Errors(_) => colours.error,
        }
    }

    /// Draws the mark in the middle of a square of 12 points.
    pub fn paint(self, painter: &Painter, centre: Pos2, colours: &Palette) {
        let colour = self.colour(colours);
        let rect = Rect::from_center_size(centre, egui::Vec2::splat(9.0));
        let stroke = Stroke::new(1.5, colour);
        match self {
            State::Empty => {
                painter.circle_stroke(centre, 3.75, Stroke::new(1.25, colour));
            }
            State::InWork => {
                painter.circle_filled(centre, 4.0, colour);
            }
            State::Complete => {
                let points =
                    vec![pos2(rect.left(), centre.y), pos2(centre.x - 1.0, rect.bottom() - 1.0), rect.right_top()];
                painter.add(Shape::line(points, stroke));
            }
            State::Errors(_) => {
                let points = vec![pos2(centre.x, rect.top()), rect.right_bottom(), rect.left_bottom()];
                painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
            }
        }
    }
}
