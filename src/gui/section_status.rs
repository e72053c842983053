//! How complete each part of the report is: empty, in work, complete, with errors. Knows no view, only
//! the shapes of the marks.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};

use super::theme::Palette;
use super::view_context::{ShownFinding, Tab, ViewContext};
use crate::check::{Finding, Severity};
use crate::form::SectionId;
use crate::messages::{self, Language};
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
    /// ▲ so many errors in what was written.
    Errors(usize),
}

/// What a finding asks for; tabs, cells, the list and the status line count by these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingGroup {
    /// What was written is wrong.
    Wrong,
    /// Something is still to be written, entered or verified.
    ToDo,
    /// 提醒
    Warning,
    /// 提示
    Hint,
}

impl FindingGroup {
    /// The most pressing first: the order in which they are listed.
    pub const ALL: [FindingGroup; 4] =
        [FindingGroup::Wrong, FindingGroup::ToDo, FindingGroup::Warning, FindingGroup::Hint];

    /// The group of a finding.
    pub fn of(finding: &Finding) -> FindingGroup {
        match finding.severity {
            Severity::Error if finding.is_to_do() => FindingGroup::ToDo,
            Severity::Error => FindingGroup::Wrong,
            Severity::Warning => FindingGroup::Warning,
            Severity::Info => FindingGroup::Hint,
        }
    }

    /// Its name: 错误, 还需填写, 提醒 or 提示.
    pub fn name(self, language: Language) -> String {
        messages::capitalised(&match self {
            FindingGroup::Wrong => messages::severity(language, Severity::Error),
            FindingGroup::ToDo => language.word("checks.to_do"),
            FindingGroup::Warning => messages::severity(language, Severity::Warning),
            FindingGroup::Hint => messages::severity(language, Severity::Info),
        })
    }

    /// What all of it together is called.
    pub fn heading(self, language: Language) -> String {
        messages::capitalised(&language.word(match self {
            FindingGroup::Wrong => "check.column_errors",
            FindingGroup::ToDo => "checks.to_do",
            FindingGroup::Warning => "check.column_warnings",
            FindingGroup::Hint => "check.column_infos",
        }))
    }

    /// The colour of its name: red is only what is wrong.
    pub const fn colour(self, colours: &Palette) -> Color32 {
        match self {
            FindingGroup::Wrong => colours.error,
            FindingGroup::ToDo => colours.accent,
            FindingGroup::Warning => colours.warning,
            FindingGroup::Hint => colours.quiet,
        }
    }
}

/// The state of a tab; `None` for those that have none.
pub fn state(view: &ViewContext<'_>, tab: Tab) -> Option<SectionStatus> {
    match tab {
        Tab::Section(id) => Some(section(view, id)),
        Tab::Basics => {
            let report = view.session.report();
            let named = !report.unit.name.trim().is_empty();
            Some(match (wrong_in(view, None), has_to_do(view, None)) {
                (0, false) if named => SectionStatus::Complete,
                (0, _) if named => SectionStatus::InWork,
                (0, _) => SectionStatus::Empty,
                (count, _) => SectionStatus::Errors(count),
            })
        }
        Tab::Checks => Some(of_report(view)),
        Tab::Preview => None,
    }
}

/// The state of the report as a whole.
pub fn of_report(view: &ViewContext<'_>) -> SectionStatus {
    match (count(view.findings, FindingGroup::Wrong), count(view.findings, FindingGroup::ToDo)) {
        (0, 0) => SectionStatus::Complete,
        (0, _) => SectionStatus::InWork,
        (errors, _) => SectionStatus::Errors(errors),
    }
}

/// One line: ready to publish, or what is to be done.
pub fn summary(findings: &[ShownFinding], language: Language) -> String {
    let count = |group| count(findings, group);
    let (errors, to_do) = (count(FindingGroup::Wrong), count(FindingGroup::ToDo));
    let key = match (errors, to_do) {
        (0, 0) => "checks.ready",
        (0, _) => "checks.not_filled",
        (_, 0) => "checks.not_ready",
        _ => "checks.not_ready_nor_filled",
    };
    let warnings = count(FindingGroup::Warning);
    language.say(key, &[("errors", &errors), ("to_do", &to_do), ("warnings", &warnings)])
}

/// Whether anything was written into a section.
pub fn is_empty(view: &ViewContext<'_>, id: SectionId) -> bool {
    let report = view.session.report();
    let table = view.session.form().table_of(id);
    let numbers = table.is_some_and(|table| table.fields.iter().any(|field| report.numbers.get(field.key).is_some()));
    !numbers && report.prose(id).is_none_or(crate::richtext::RichText::is_blank)
}

/// How many findings of a group count: they are not dismissed.
pub fn count(findings: &[ShownFinding], group: FindingGroup) -> usize {
    findings.iter().filter(|seen| seen.counts() && FindingGroup::of(&seen.finding) == group).count()
}

fn section(view: &ViewContext<'_>, id: SectionId) -> SectionStatus {
    match wrong_in(view, Some(id)) {
        0 if is_empty(view, id) => return SectionStatus::Empty,
        0 => {}
        count => return SectionStatus::Errors(count),
    }
    if has_to_do(view, Some(id)) {
        return SectionStatus::InWork;
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

/// How much of what was written in a section, or outside of all, is wrong.
fn wrong_in(view: &ViewContext<'_>, section: Option<SectionId>) -> usize {
    of_group(view, section, FindingGroup::Wrong).count()
}

fn has_to_do(view: &ViewContext<'_>, section: Option<SectionId>) -> bool {
    of_group(view, section, FindingGroup::ToDo).next().is_some()
}

fn of_group<'a>(
    view: &ViewContext<'a>,
    section: Option<SectionId>,
    group: FindingGroup,
) -> impl Iterator<Item = &'a ShownFinding> {
    let here = move |seen: &&ShownFinding| seen.counts() && seen.finding.section == section;
    view.findings.iter().filter(here).filter(move |seen| FindingGroup::of(&seen.finding) == group)
}

/// Draws a tick in the middle of a square of 12 points.
pub fn paint_tick(painter: &Painter, centre: Pos2, colour: Color32) {
    let rect = Rect::from_center_size(centre, egui::Vec2::splat(9.0));
    let points = vec![pos2(rect.left(), centre.y), pos2(centre.x - 1.0, rect.bottom() - 1.0), rect.right_top()];
    painter.add(Shape::line(points, Stroke::new(1.5, colour)));
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

    /// The colour of a sentence that tells it: what is only not finished needs no colour.
    pub const fn text_colour(self, colours: &Palette) -> Color32 {
        match self {
            SectionStatus::Empty | SectionStatus::InWork => colours.ink,
            SectionStatus::Complete => colours.good,
            SectionStatus::Errors(_) => colours.error,
        }
    }

    /// Draws the mark in the middle of a square of 12 points.
    pub fn paint(self, painter: &Painter, centre: Pos2, colours: &Palette) {
        let colour = self.colour(colours);
        let rect = Rect::from_center_size(centre, egui::Vec2::splat(9.0));
        match self {
            SectionStatus::Empty => {
                painter.circle_stroke(centre, 3.75, Stroke::new(1.25, colour));
            }
            SectionStatus::InWork => {
                painter.circle_filled(centre, 4.0, colour);
            }
            SectionStatus::Complete => paint_tick(painter, centre, colour),
            SectionStatus::Errors(_) => {
                let points = vec![pos2(centre.x, rect.top()), rect.right_bottom(), rect.left_bottom()];
                painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
            }
        }
    }
}
