//! A finding in the list of findings: what it says, what it rests on, and the buttons that settle it.
//! Settles nothing itself.

use egui::{RichText, Ui};

use crate::check::{Basis, CATALOGUE, Finding, Fix, FixStep};
use crate::gui::action::Action;
use crate::gui::section_status::FindingGroup;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{ShownFinding, ViewContext};
use crate::gui::widgets;
use crate::messages::{self, Language};
use crate::session;

/// The width of the name of a finding's group.
const GROUP: f32 = 64.0;
/// The narrowest text that has its buttons beside it; below that they stand under it.
const LEAST: f32 = 280.0;

/// What a button of a finding does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowButton {
    Fix,
    Link,
    Show,
    Dismiss,
}

impl RowButton {
    const ALL: [RowButton; 4] = [RowButton::Fix, RowButton::Link, RowButton::Show, RowButton::Dismiss];

    fn key(self, finding: &Finding) -> &'static str {
        match self {
            RowButton::Fix => fix_key(finding),
            RowButton::Link => "checks.link",
            RowButton::Show => "checks.show",
            RowButton::Dismiss => "checks.dismiss",
        }
    }

    /// Whether the finding has it.
    const fn is_of(self, finding: &Finding) -> bool {
        match self {
            RowButton::Fix => finding.fix.is_some(),
            RowButton::Link => finding.link.is_some(),
            RowButton::Show => !finding.places.is_empty(),
            RowButton::Dismiss => finding.severity.can_be_dismissed(),
        }
    }
}

/// What the button says that settles a finding by itself.
pub fn fix_key(finding: &Finding) -> &'static str {
    let settles = |fix: &Fix| matches!(fix.steps.as_slice(), [FixStep::SettleComment(_)]);
    if finding.fix.as_ref().is_some_and(settles) { "comments.settle" } else { "checks.fix" }
}

/// Draws the finding; true where it is to be dismissed with a reason.
pub(super) fn ui(ui: &mut Ui, view: &ViewContext<'_>, seen: &ShownFinding, actions: &mut Vec<Action>) -> bool {
    let (language, colours) = (view.language, theme::palette(ui));
    let finding = &seen.finding;
    let has: Vec<RowButton> = RowButton::ALL.into_iter().filter(|button| button.is_of(finding)).collect();
    let needed: f32 = has.iter().map(|button| width(ui, &language.word(button.key(finding))) + space::NEAR).sum();
    let room = (ui.available_width() - GROUP - space::NEAR).max(0.0);
    let beside = room - needed >= LEAST;
    let mut pressed = None;
    ui.horizontal_top(|ui| {
        let group = FindingGroup::of(finding);
        let name = RichText::new(group.name(language)).size(size::SMALL).color(group.colour(colours));
        ui.scope(|ui| {
            ui.set_width(GROUP);
            ui.add(egui::Label::new(name).wrap());
        });
        ui.vertical(|ui| {
            ui.set_width(if beside { room - needed } else { room });
            let sentence = ui.add(egui::Label::new(&seen.text).wrap().sense(egui::Sense::click()));
            sentence.context_menu(|ui| pressed = menu(ui, language, &has, seen, actions).or(pressed));
            let where_and_why = format!("{} · {}", home(view, finding), rests_on(finding, language));
            ui.add(egui::Label::new(widgets::small(ui, &where_and_why)).wrap());
            if !beside {
                ui.horizontal_wrapped(|ui| pressed = buttons(ui, language, finding, &has).or(pressed));
            }
        });
        if beside {
            pressed = buttons(ui, language, finding, &has).or(pressed);
        }
    });
    match pressed {
        Some(RowButton::Fix) => actions.extend(finding.fix.clone().map(Action::ApplyFix)),
        Some(RowButton::Link) => actions.extend(finding.link.clone().map(Action::ApplyFix)),
        Some(RowButton::Show) => actions.extend(finding.places.first().map(|place| Action::Go(*place))),
        Some(RowButton::Dismiss) => return true,
        None => {}
    }
    false
}

fn buttons(ui: &mut Ui, language: Language, finding: &Finding, has: &[RowButton]) -> Option<RowButton> {
    let mut pressed = None;
    for button in has {
        if ui.button(language.word(button.key(finding))).clicked() {
            pressed = Some(*button);
        }
    }
    pressed
}

/// What the right button offers over a finding: its buttons, and its sentence to copy.
fn menu(
    ui: &mut Ui,
    language: Language,
    has: &[RowButton],
    seen: &ShownFinding,
    actions: &mut Vec<Action>,
) -> Option<RowButton> {
    let pressed = buttons(ui, language, &seen.finding, has);
    if ui.button(language.word("menu.copy_finding")).clicked() {
        let html = session::of_prose(&crate::richtext::RichText::plain(&seen.text));
        actions.push(Action::Copy(seen.text.clone(), html));
    }
    pressed
}

/// How wide a button with this text is.
fn width(ui: &Ui, text: &str) -> f32 {
    (widgets::text_width(ui, text) + ui.spacing().button_padding.x * 2.0).max(ui.spacing().interact_size.x)
}

/// The section in which it stands.
fn home(view: &ViewContext<'_>, finding: &Finding) -> String {
    let section = finding.section.and_then(|id| view.session.form().section(id));
    section.map_or_else(|| view.language.word("check.no_section"), |section| section.title.clone())
}

/// The rule, and what it is based on.
fn rests_on(finding: &Finding, language: Language) -> String {
    let rule = CATALOGUE.iter().find(|rule| rule.code == finding.rule);
    // Where a rule was learnt from is for its makers; the writer wants what it rests on.
    let rests = rule.into_iter().flat_map(|rule| rule.basis).filter(|it| !matches!(it, Basis::Seen(_)));
    let mut basis: Vec<String> = rests.map(|basis| messages::basis(language, *basis)).collect();
    if basis.is_empty() {
        basis.push(messages::rule(language, finding.rule));
    }
    format!("{}  {}", finding.rule, basis.join(" · "))
}
