//! The choice of a chart: whose numbers it shows and how, with the chart as it will be. Inserts nothing itself.

use egui::{Key, Rect, Ui, pos2, vec2};

use crate::gui::action::Action;
use crate::gui::theme::{self, size, space};
use crate::gui::{page_painter, widgets};
use crate::layout::{self, Length, PageStyle};
use crate::messages::{self, Language};
use crate::report::{ChartData, ReportText};
use crate::richtext::{ChartChoice, ChartKind, ChartSubject, Figure, RichText, TextPosition};
use crate::session::{EditorSelection, Session, SessionCommand, font_choice};

/// The greatest width of the window.
const WIDTH: f32 = 620.0;
/// The chart is shown at most so large.
const SHOWN: egui::Vec2 = vec2(420.0, 260.0);

/// The state of the choice.
#[derive(Debug, Default)]
pub struct ChartPicker {
    /// What is chosen; `None` while the window is closed.
    chosen: Option<ChosenChart>,
    /// Whether the first control wants the focus: the window was just opened.
    focus: bool,
}

/// A chart that is being chosen.
#[derive(Clone, Debug)]
struct ChosenChart {
    choice: ChartChoice,
    /// Where it goes.
    part: ReportText,
    at: TextPosition,
    /// The figure that becomes it, where the caret is in a chart's caption.
    former: Option<Figure>,
}

impl ChartPicker {
    /// Opens the window for the place of the caret; false where it is in no text.
    pub fn open(&mut self, session: &Session) -> bool {
        let EditorSelection::Text { part, head, .. } = session.selection() else { return false };
        let prose = session.report().part(part);
        let figure = prose.and_then(|prose| prose.paragraphs.get(head.paragraph)?.figure.clone());
        let former = figure.filter(|figure| figure.chart().is_some());
        let usual = match prose.is_some_and(|prose| prose.table_above(head.paragraph + 1).is_some()) {
            true => ChartChoice::new(ChartSubject::Table, ChartKind::Column),
            false => ChartChoice::new(ChartSubject::Outcomes, ChartKind::Column),
        };
        let choice = former.as_ref().and_then(Figure::chart).cloned().unwrap_or(usual);
        *self = ChartPicker { chosen: Some(ChosenChart { choice, part, at: head, former }), focus: true };
        true
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.chosen.is_some()
    }

    /// Draws the window while it is open. Enter takes what is chosen.
    pub(in crate::gui) fn ui(&mut self, ui: &Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
        let Some(chosen) = &mut self.chosen else { return };
        let (mut open, mut done) = (true, false);
        let window = egui::Window::new(language.word("chart_picker.head"));
        let window = window.collapsible(false).resizable(false).open(&mut open);
        let screen = ui.ctx().content_rect().size();
        let window = window.anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(screen.x - 64.0).max(0.0));
            ui.horizontal_wrapped(|ui| {
                widgets::quiet(ui, language.word("chart_picker.of"));
                for of in ChartSubject::ALL {
                    let label = messages::chart_subject(language, of);
                    let response = widgets::radio(ui, true, (&mut chosen.choice.of, of), label);
                    if self.focus && chosen.choice.of == of {
                        response.request_focus();
                    }
                }
            });
            self.focus = false;
            ui.add_space(space::TIGHT);
            ui.horizontal_wrapped(|ui| {
                widgets::quiet(ui, language.word("chart_picker.kind"));
                for kind in ChartKind::ALL {
                    let label = messages::chart_kind(language, kind);
                    let fits = chosen.choice.of.kinds().contains(&kind);
                    widgets::radio(ui, fits, (&mut chosen.choice.kind, kind), label);
                }
            });
            if !chosen.choice.of.kinds().contains(&chosen.choice.kind) {
                chosen.choice.kind = ChartKind::Column;
            }
            let data = chosen.data(session);
            ui.add_space(space::NEAR);
            preview(ui, &data, chosen.width());
            ui.add_space(space::TIGHT);
            let said = messages::chart_cautions(language, &data);
            widgets::quiet(ui, if said.is_empty() { language.word("chart_picker.follows") } else { said });
            ui.add_space(space::NEAR);
            let label =
                language.word(if chosen.former.is_some() { "chart_picker.change" } else { "chart_picker.insert" });
            done = ui.horizontal(|ui| widgets::primary(ui, label).clicked()).inner
                || ui.input(|input| input.key_pressed(Key::Enter));
        });
        widgets::keep_within(ui, window.as_ref());
        if done {
            actions.push(Action::Run(chosen.command()));
        }
        if done || !open || ui.input(|input| input.key_pressed(Key::Escape)) {
            self.chosen = None;
            actions.push(Action::ReturnToSelection);
        }
    }
}

impl ChosenChart {
    /// What it would show.
    fn data(&self, session: &Session) -> ChartData {
        let nothing = RichText::default();
        let (form, report) = (session.form(), session.report());
        let prose = report.part(self.part).unwrap_or(&nothing);
        // It goes behind the paragraph of the caret.
        let at = self.at.paragraph + usize::from(self.former.is_none());
        ChartData::of(form, &report.numbers, (prose, at), &self.choice)
    }

    fn width(&self) -> u16 {
        self.former.as_ref().map_or_else(|| Figure::of_chart(self.choice.clone()).width, |figure| figure.width)
    }

    fn command(&self) -> SessionCommand {
        let choice = self.choice.clone();
        match &self.former {
            Some(former) => {
                let mut figure = former.clone();
                figure.content = crate::richtext::FigureContent::Chart(choice);
                SessionCommand::SetFigure(self.part, self.at.paragraph, Some(figure))
            }
            None => SessionCommand::InsertChart { part: self.part, at: self.at, choice },
        }
    }
}

/// The chart as it will be, on paper.
fn preview(ui: &mut Ui, data: &ChartData, tenths: u16) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), SHOWN.y), egui::Sense::hover());
    let words = data.words();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, words.clone()));
    ui.painter().rect_filled(rect, f32::from(size::CORNER), theme::PAPER);
    let Ok(fonts) = font_choice::standard() else { return };
    let width = Length::tenths_mm(i32::from(tenths));
    let drawn = layout::text_chart(data, width, PageStyle::official().type_height, fonts);
    let own = vec2(page_painter::points(drawn.width, 1.0), page_painter::points(drawn.height, 1.0));
    let room = rect.shrink(space::NEAR).size().min(SHOWN);
    let zoom = (room.x / own.x.max(1.0)).min(room.y / own.y.max(1.0)).min(1.2);
    let shown = Rect::from_center_size(rect.center(), own * zoom);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    page_painter::items(ui, &painter, &drawn.items, pos2(shown.left(), shown.top()), zoom);
}
