//! Two versions of a report side by side: when each was written, and every passage in which they
//! differ. Decides nothing.

use egui::{Frame, Margin, RichText, ScrollArea, Ui};

use crate::gui::theme::{self, size, space};
use crate::gui::{view_context, widgets};
use crate::messages::{self, Language, Shown};
use crate::session::{DraftVersion, UnsavedDraft, VersionPair};

/// So many passages are shown.
const MOST: usize = 200;

/// Two versions in words.
pub struct VersionSheet {
    older: Option<VersionCard>,
    newer: VersionCard,
    lines: Vec<DiffLine>,
    /// How many passages differ in all.
    count: usize,
}

/// A version in words.
struct VersionCard {
    head: String,
    title: String,
    note: String,
}

/// A passage that differs.
struct DiffLine {
    place: String,
    older: String,
    newer: String,
}

impl VersionSheet {
    /// Unsaved text beside what its draft has; `None` where it cannot be read.
    pub fn of_lost(lost: &UnsavedDraft, versions: Option<&VersionPair>, language: Language) -> Option<VersionSheet> {
        let recovery = lost.recovery.as_ref().ok()?;
        let form = crate::form::Form::of(recovery.report.form).ok()?;
        let written = messages::moment(language, recovery.written);
        let unplaced = lost.unplaced.as_ref();
        let unplaced = unplaced.map(|path| language.say("draft.unplaced", &[("path", &path.display())]));
        let newer = VersionCard {
            head: language.word("draft.unsaved"),
            title: Shown(view_context::title(&recovery.report, form)).to_string(),
            note: [written].into_iter().chain(unplaced).collect::<Vec<_>>().join("\n"),
        };
        let path = recovery.draft.as_ref().map(|path| path.display().to_string());
        let older = versions.map(|versions| {
            let DraftVersion { written, report } = &versions.older;
            let when = written.map(|written| messages::moment(language, written)).unwrap_or_default();
            VersionCard {
                head: language.word("draft.saved"),
                title: Shown(view_context::title(report, form)).to_string(),
                note: format!("{when}\n{}", Shown(path.unwrap_or_default())),
            }
        });
        let (lines, count) = versions.map(|versions| lines(versions, language)).unwrap_or_default();
        Some(VersionSheet { older, newer, lines, count })
    }

    /// Whether there is an older version to open.
    pub const fn has_older(&self) -> bool {
        self.older.is_some()
    }

    /// Draws the two, and below them where they differ.
    pub fn ui(&self, ui: &mut Ui, language: Language) {
        let wide = ui.available_width();
        let half = (wide - space::EDGE) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::EDGE;
            let cards: Vec<&VersionCard> = self.older.iter().chain([&self.newer]).collect();
            let width = if cards.len() == 2 { half } else { wide };
            for card in cards {
                card.ui(ui, width);
            }
        });
        if self.older.is_none() {
            widgets::quiet(ui, language.word("draft.no_draft"));
            return;
        }
        ui.add_space(space::NEAR);
        widgets::quiet(ui, language.say("draft.differences", &[("count", &self.count)]));
        ScrollArea::vertical().id_salt("versions").max_height(280.0).auto_shrink([false, true]).show(ui, |ui| {
            ui.set_width(wide);
            for line in &self.lines {
                line.ui(ui, half);
            }
            if self.count > self.lines.len() {
                widgets::quiet(ui, language.say("draft.more", &[("count", &(self.count - self.lines.len()))]));
            }
        });
    }
}

impl VersionCard {
    fn ui(&self, ui: &mut Ui, width: f32) {
        let colours = theme::palette(ui);
        let frame = Frame::new().fill(colours.ground).inner_margin(Margin::same(12));
        frame.corner_radius(f32::from(size::CORNER)).show(ui, |ui| {
            ui.vertical(|ui| {
                ui.set_width(width - 2.0 * space::WIDE);
                widgets::head(ui, &self.head);
                ui.add(egui::Label::new(&self.title).wrap());
                widgets::quiet(ui, &self.note);
            });
        });
    }
}

impl DiffLine {
    fn ui(&self, ui: &mut Ui, half: f32) {
        let colours = theme::palette(ui);
        widgets::quiet(ui, &self.place);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::EDGE;
            for (text, ink) in [(&self.older, colours.quiet), (&self.newer, colours.ink)] {
                ui.vertical(|ui| {
                    ui.set_width(half);
                    let shown = if text.is_empty() { "—" } else { text };
                    ui.add(egui::Label::new(RichText::new(shown).color(ink)).wrap());
                });
            }
        });
        ui.separator();
    }
}

/// The first passages in words, and how many there are.
fn lines(versions: &VersionPair, language: Language) -> (Vec<DiffLine>, usize) {
    let differences = &versions.differences;
    let line = |one: &crate::report::Difference| DiffLine {
        place: messages::place(language, versions.form, one.place),
        older: Shown(&one.older).page(),
        newer: Shown(&one.newer).page(),
    };
    (differences.iter().take(MOST).map(line).collect(), differences.len())
}
