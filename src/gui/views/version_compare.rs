//! Two versions of a report side by side: when each was written, and every passage in which they
//! differ. Decides nothing.

use egui::text::LayoutJob;
use egui::{Color32, Frame, Margin, ScrollArea, TextFormat, Ui};

use crate::gui::action::Action;
use crate::gui::text_format::TextFormat as ParagraphFormat;
use crate::gui::theme::{self, size, space};
use crate::gui::{menu, view_context, widgets};
use crate::messages::{self, Language, Shown};
use crate::report::Difference;
use crate::richtext::{ListKind, Paragraph, TextMark};
use crate::session::{DraftVersion, UnsavedDraft, VersionPair};

/// So many passages are shown.
const MOST: usize = 200;
/// So many characters that both sides have stand beside those that differ.
const CONTEXT: usize = 12;

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
    older: DiffText,
    newer: DiffText,
}

/// One side of a passage: what both sides have before and behind, and what only this one has between.
#[derive(Default)]
struct DiffText {
    before: String,
    own: String,
    behind: String,
}

impl VersionSheet {
    /// Unsaved text beside what its draft has; `None` where it cannot be read.
    pub fn of_lost(lost: &UnsavedDraft, versions: Option<&VersionPair>, language: Language) -> Option<VersionSheet> {
        let recovery = lost.recovery.as_ref().ok()?;
        let form = crate::form::Form::of(recovery.report.form).ok()?;
        let written = messages::moment(language, recovery.written);
        let unplaced = lost.unplaced.as_ref();
        let unplaced = unplaced.map(|path| language.say("draft.unplaced", &[("path", &path.display())]));
        // Where the draft was is seen nowhere else once it is gone.
        let former = recovery.draft.as_ref().filter(|_| versions.is_none());
        let former = former.map(|path| language.say("draft.was_at", &[("path", &path.display())]));
        let newer = VersionCard {
            head: language.word("draft.unsaved"),
            title: Shown(view_context::title(&recovery.report, form)).to_string(),
            note: [written].into_iter().chain(unplaced).chain(former).collect::<Vec<_>>().join("\n"),
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
        let half = ((wide - space::EDGE) / 2.0).max(0.0);
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
                ui.set_width((width - 2.0 * space::WIDE).max(0.0));
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
            for (side, ink) in [(&self.older, colours.quiet), (&self.newer, colours.ink)] {
                ui.vertical(|ui| {
                    ui.set_width(half);
                    ui.add(egui::Label::new(side.job(colours.quiet, ink, colours.selection)).wrap());
                });
            }
        });
        ui.separator();
    }
}

impl DiffText {
    /// The text with what differs on a ground of its own.
    fn job(&self, quiet: Color32, ink: Color32, ground: Color32) -> LayoutJob {
        let format = |colour| TextFormat::simple(theme::font(size::BODY), colour);
        let mut job = LayoutJob::default();
        let own =
            if self.before.is_empty() && self.own.is_empty() && self.behind.is_empty() { "—" } else { &self.own };
        job.append(&self.before, 0.0, format(quiet));
        job.append(own, 0.0, TextFormat { background: ground, ..format(ink) });
        job.append(&self.behind, 0.0, format(quiet));
        job
    }
}

/// The first passages in words, those with other words before those with other formatting, and how many there
/// are.
fn lines(versions: &VersionPair, language: Language) -> (Vec<DiffLine>, usize) {
    let mut differences: Vec<&Difference> = versions.differences.iter().collect();
    differences.sort_by_key(|one| one.formatting.is_some());
    let line = |one: &Difference| {
        let place = messages::place(language, versions.form, one.place);
        let Some(paragraphs) = &one.formatting else {
            let [older, newer] = messages::differing_words(language, one);
            let [older, newer] = only_differing(&older, &newer);
            return DiffLine { place, older, newer };
        };
        let words = messages::excerpt(&one.newer);
        let [older, newer] = formatting(paragraphs, language);
        let side = |own| DiffText { own, ..DiffText::default() };
        DiffLine { place: format!("{place} · {words}"), older: side(older), newer: side(newer) }
    };
    (differences.iter().take(MOST).map(|one| line(one)).collect(), differences.len())
}

/// The two sides without the most of what both have at their beginnings and ends.
fn only_differing(older: &str, newer: &str) -> [DiffText; 2] {
    let texts = [older, newer].map(|text| text.chars().collect::<Vec<char>>());
    let [one, two] = &texts;
    let shortest = one.len().min(two.len());
    let before = one.iter().zip(two).take_while(|(one, two)| one == two).count();
    let behind = one.iter().rev().zip(two.iter().rev()).take_while(|(one, two)| one == two).count();
    let behind = behind.min(shortest - before);
    texts.each_ref().map(|text| {
        let (head, rest) = text.split_at_checked(before).unwrap_or_default();
        let (own, tail) = rest.split_at_checked(rest.len().saturating_sub(behind)).unwrap_or_default();
        let left: String = head.iter().skip(head.len().saturating_sub(CONTEXT)).collect();
        let right: String = tail.iter().take(CONTEXT).collect();
        let more = |cut: bool| if cut { "…" } else { "" };
        DiffText {
            before: Shown(format!("{}{left}", more(head.len() > CONTEXT))).page(),
            own: Shown(String::from_iter(own)).page(),
            behind: Shown(format!("{right}{}", more(tail.len() > CONTEXT))).page(),
        }
    })
}

/// What of the formatting differs, in the words of the menus: the older paragraph's, the newer's.
fn formatting(paragraphs: &[Paragraph; 2], language: Language) -> [String; 2] {
    let label = |format| menu::label(&Action::Format(format), language);
    let mut sides = [Vec::new(), Vec::new()];
    let mut note = |of: &dyn Fn(&Paragraph) -> String| {
        let [one, two] = paragraphs.each_ref().map(of);
        if one != two {
            let [older, newer] = &mut sides;
            older.push(one);
            newer.push(two);
        }
    };
    note(&|it| label(ParagraphFormat::Level(it.level)));
    note(&|it| label(ParagraphFormat::Align(it.align)));
    note(&|it| match it.list {
        Some(ListKind::Outer) => language.word("versions.list"),
        Some(ListKind::Inner) => language.word("versions.inner_list"),
        None => language.word("versions.no_list"),
    });
    for mark in TextMark::ALL {
        let name = label(ParagraphFormat::Mark(mark));
        note(&|it| {
            let marked: String =
                it.runs().iter().filter(|run| run.marks.has(mark)).map(|run| run.text.as_str()).collect();
            let key = if marked.is_empty() { "versions.unmarked" } else { "versions.marked" };
            language.say(key, &[("mark", &name), ("words", &messages::excerpt(&marked))])
        });
    }
    note(&|it| {
        let linked: String = it.runs().iter().filter(|run| run.link.is_some()).map(|run| run.text.as_str()).collect();
        let key = if linked.is_empty() { "versions.unlinked" } else { "versions.linked" };
        language.say(key, &[("words", &messages::excerpt(&linked))])
    });
    sides.map(|side| side.join("\n"))
}
