//! The open report beside another version of it: every place that differs, word by word and cell by cell, to be gone to and
//! to be handed out as 比对稿. Changes nothing itself.

use std::path::PathBuf;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Key, Label, ScrollArea, Stroke, TextFormat, Ui};

use crate::gui::action::Action;
use crate::gui::host::FileDialog;
use crate::gui::theme::{self, size, space};
use crate::gui::widgets;
use crate::messages::{self, ComparedPassage, Language, Shown};
use crate::report::{Place, Report, WordChange, differences};
use crate::session::{PrintedSheet, Session};

/// The most places that are shown at once; the sheet has all of them.
const MOST: usize = 300;

/// The state of the box.
#[derive(Debug, Default)]
pub struct ComparisonBox {
    other: Option<OtherVersion>,
    /// Whether the other version counts as the newer one.
    is_reversed: bool,
    /// The differences, and of which state of the report.
    shown: Option<(u64, Vec<ComparedPassage>)>,
}

/// What the report is compared with.
#[derive(Debug)]
struct OtherVersion {
    name: String,
    report: Arc<Report>,
    file: PathBuf,
}

impl ComparisonBox {
    /// Compares with a report, which lies in `file`.
    pub(in crate::gui) fn open(&mut self, name: String, report: Arc<Report>, file: PathBuf) {
        *self = ComparisonBox { other: Some(OtherVersion { name, report, file }), ..ComparisonBox::default() };
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.other.is_some()
    }

    /// The file of the other version.
    pub(in crate::gui) fn file(&self) -> Option<&std::path::Path> {
        self.other.as_ref().map(|other| other.file.as_path())
    }

    /// The sheet 比对稿 of what is shown.
    pub(in crate::gui) fn sheet(&self, language: Language, own: &str) -> Option<PrintedSheet> {
        let (other, (_, passages)) = (self.other.as_ref()?, self.shown.as_ref()?);
        let passages = self.in_order(passages);
        Some(messages::comparison_sheet(language, self.names(&other.name, own), &passages))
    }

    /// Both names, that of the older version first.
    fn names<'a>(&self, other: &'a str, own: &'a str) -> [&'a str; 2] {
        if self.is_reversed { [own, other] } else { [other, own] }
    }

    fn in_order(&self, passages: &[ComparedPassage]) -> Vec<ComparedPassage> {
        passages.iter().map(|one| if self.is_reversed { one.reversed() } else { one.clone() }).collect()
    }

    /// Draws the box while it is open; Escape closes it.
    pub(in crate::gui) fn ui(
        &mut self,
        ui: &Ui,
        session: &Session,
        language: Language,
        own: &str,
        actions: &mut Vec<Action>,
    ) {
        let Some(other) = &self.other else { return };
        if self.shown.is_none() {
            let found = differences(&other.report, session.report());
            self.shown = Some((session.revision(), messages::compared(language, session.form(), &found)));
        }
        let Some((revision, passages)) = &self.shown else { return };
        let mut open = true;
        let (mut turned, mut again) = (false, false);
        let window = egui::Window::new(language.word("compare.title")).collapsible(false).resizable(false);
        let screen = ui.ctx().content_rect();
        let wide = 620.0_f32.min(screen.width() - 96.0).max(0.0);
        let corner = egui::pos2((screen.right() - wide - 60.0).max(screen.left()), screen.top() + 96.0);
        let window = window.default_pos(corner).open(&mut open).show(ui.ctx(), |ui| {
            ui.set_width(wide);
            let [older, newer] = self.names(&other.name, own);
            let key = if passages.is_empty() { "compare.same" } else { "compare.head" };
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("older", &Shown(older)), ("newer", &Shown(newer)), ("count", &passages.len())];
            ui.add(Label::new(language.say(key, &values)).wrap());
            ui.horizontal_wrapped(|ui| {
                let button = ui.button(language.word("compare.reverse"));
                turned = button.on_hover_text(language.word("compare.reverse_tip")).clicked();
                if !passages.is_empty() && ui.button(language.word("compare.save")).clicked() {
                    actions.push(Action::Choose(FileDialog::Comparison));
                }
                if *revision != session.revision() {
                    again = ui.button(language.word("compare.again")).clicked();
                    widgets::quiet(ui, language.word("compare.changed"));
                }
            });
            ui.add_space(space::NEAR);
            let high = (screen.height() - 330.0).max(120.0);
            ScrollArea::vertical().max_height(high).auto_shrink([false, true]).show(ui, |ui| {
                for passage in passages.iter().take(MOST) {
                    let shown = if self.is_reversed { passage.reversed() } else { passage.clone() };
                    if widgets::link(ui, &shown.place).clicked() {
                        actions.push(Action::Go(passage.at));
                    }
                    ui.add(Label::new(job(ui, language, &shown)).wrap());
                    ui.separator();
                }
                if passages.len() > MOST {
                    widgets::quiet(ui, language.say("compare.further", &[("count", &(passages.len() - MOST))]));
                }
            });
        });
        widgets::keep_within(ui, window.as_ref());
        self.is_reversed ^= turned;
        if again {
            self.shown = None;
        }
        if !open || ui.input(|input| input.key_pressed(Key::Escape)) {
            *self = ComparisonBox::default();
            actions.push(Action::ReturnToSelection);
        }
    }
}

/// The words of a place: what only the older version has is struck through, what only the newer one has underlined.
fn job(ui: &Ui, language: Language, passage: &ComparedPassage) -> LayoutJob {
    let colours = theme::palette(ui);
    let mut job = LayoutJob::default();
    let plain = TextFormat::simple(theme::font(size::BODY), colours.ink);
    let is_number = matches!(passage.at, Place::Cell(_));
    for (number, change) in passage.changes.iter().enumerate() {
        if is_number && number > 0 {
            job.append(" → ", 0.0, TextFormat { color: colours.quiet, ..plain.clone() });
        }
        let (words, format) = match change {
            WordChange::Same(words) => (words, plain.clone()),
            WordChange::Removed(words) => {
                let strikethrough = Stroke::new(size::LINE, colours.error);
                (words, TextFormat { color: colours.error, strikethrough, ..plain.clone() })
            }
            WordChange::Added(words) => {
                let underline = Stroke::new(size::LINE, colours.accent);
                (words, TextFormat { color: colours.accent, underline, ..plain.clone() })
            }
        };
        job.append(&Shown(words).page(), 0.0, format);
    }
    if passage.only_formatting {
        let quiet = TextFormat::simple(theme::font(size::SMALL), colours.quiet);
        job.append(&language.word("compare.only_formatting"), 0.0, quiet);
    }
    job
}
