//! The preview: the pages of the print beside the editor or over the whole window. A click leads to
//! the place in the editor. Lays out no page.

use egui::{Align2, Key, ScrollArea, Sense, Ui, Vec2, vec2};

use crate::gui::action::Action;
use crate::gui::host::FileDialog;
use crate::gui::icon::Icon;
use crate::gui::theme::{self, size, space};
use crate::gui::view_context::{Tab, ViewContext};
use crate::gui::{menu, page_painter, widgets};
use crate::layout::Page;
use crate::report::Place;
use crate::session::EditorSelection;

/// The width of a page among the small ones.
const THUMBNAIL: f32 = 96.0;

/// What the preview keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct PreviewState {
    /// How large the pages are, 1 being life size; `None` for the width of the preview.
    pub zoom: Option<f32>,
    /// Whether two pages stand side by side.
    pub two: bool,
    /// How large they were shown last.
    shown: Option<f32>,
    /// The first page in sight, counted from 0.
    page: usize,
    /// The page to go to in the next frame.
    wanted: Option<usize>,
    /// The caret's place and the tab that were last followed.
    followed: Option<(EditorSelection, Tab)>,
}

impl PreviewState {
    /// Changes the zoom by a step from what is shown.
    pub fn zoom_by(&mut self, factor: f32) {
        let zoom = self.zoom.or(self.shown).unwrap_or(1.0) * factor;
        self.zoom = Some(zoom.clamp(0.25, 4.0));
    }

    /// Draws the pages; `tab` is the one in sight.
    pub fn ui(&mut self, ui: &mut Ui, view: &ViewContext<'_>, tab: Tab, actions: &mut Vec<Action>) {
        let whole = tab == Tab::Preview;
        self.bar(ui, view, whole, actions);
        let pages = &view.paper.pages;
        let Some(first) = pages.first() else {
            widgets::quiet(ui, view.language.word("preview.none"));
            return;
        };
        self.follow(view, tab);
        if whole {
            self.turn_pages(ui, pages.len());
        }
        if whole && ui.available_width() >= size::BESIDE {
            self.thumbnails(ui, view);
        }
        let across = if self.two && whole { 2 } else { 1 };
        #[allow(clippy::cast_precision_loss)] // One or two.
        let columns = across as f32;
        let room = ui.available_width() - space::EDGE * 2.0 - space::EDGE * (columns - 1.0);
        let fit = (room / columns / page_painter::points(first.width, 1.0)).clamp(0.25, 1.4);
        let zoom = self.zoom.unwrap_or(fit);
        let high = page_painter::size(first, zoom).y + space::EDGE;
        let mut area = ScrollArea::both().id_salt(("pages", whole)).auto_shrink(false);
        if let Some(wanted) = self.wanted.take() {
            #[allow(clippy::cast_precision_loss)] // A report has few pages.
            let row = (wanted / across) as f32;
            area = area.vertical_scroll_offset(row * high);
        }
        // A page has its own edges; nothing fades over them.
        ui.spacing_mut().scroll.fade.strength = 0.0;
        // Ctrl and the wheel, or two fingers.
        let pinched = ui.input(egui::InputState::zoom_delta);
        if (pinched - 1.0).abs() > f32::EPSILON && ui.rect_contains_pointer(ui.available_rect_before_wrap()) {
            self.zoom_by(pinched);
        }
        let output = area.show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::EDGE);
            for (row, pair) in pages.chunks(across).enumerate() {
                self.row(ui, view, pair, row * across, zoom, actions);
            }
        });
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates.
        let row = ((output.state.clamped_offset().y + high * 0.4) / high) as usize;
        let told = (self.page, self.shown);
        (self.page, self.shown) = ((row * across).min(pages.len() - 1), Some(zoom));
        if (self.page, self.shown) != told {
            // The bar above told another page or size.
            ui.ctx().request_repaint();
        }
    }

    /// Page down and up, where nothing that is typed into has the focus.
    fn turn_pages(&mut self, ui: &Ui, count: usize) {
        if ui.ctx().text_edit_focused() || !ui.is_enabled() {
            return;
        }
        let to = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(egui::Modifiers::NONE, key);
            match () {
                () if pressed(Key::PageDown) => Some(self.page + 1),
                () if pressed(Key::PageUp) => Some(self.page.saturating_sub(1)),
                () if pressed(Key::Home) => Some(0),
                () if pressed(Key::End) => Some(count),
                () => None,
            }
        });
        if let Some(to) = to {
            self.wanted = Some(to.min(count.saturating_sub(1)));
        }
    }

    /// Every page at a tenth of its size or so, to go to.
    fn thumbnails(&mut self, ui: &mut Ui, view: &ViewContext<'_>) {
        let colours = theme::palette(ui);
        let frame = egui::Frame::new().fill(colours.panel);
        let panel = egui::Panel::left("thumbnails").exact_size(THUMBNAIL + 2.0 * space::AIR).resizable(false);
        panel.frame(frame).show(ui, |ui| {
            ui.spacing_mut().scroll.fade.strength = 0.0;
            ScrollArea::vertical().id_salt("thumbnails").auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::TIGHT;
                ui.add_space(space::WIDE);
                for (number, page) in view.paper.pages.iter().enumerate() {
                    ui.vertical_centered(|ui| self.thumbnail(ui, view, number, page));
                    ui.add_space(space::NEAR);
                }
            });
        });
    }

    fn thumbnail(&mut self, ui: &mut Ui, view: &ViewContext<'_>, number: usize, page: &Page) {
        let colours = theme::palette(ui);
        let zoom = THUMBNAIL / page_painter::points(page.width, 1.0).max(1.0);
        let (rect, response) = ui.allocate_exact_size(page_painter::size(page, zoom), Sense::click());
        let name = view.language.say("preview.thumbnail", &[("number", &(number + 1))]);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.clone()));
        if response.clicked() {
            self.wanted = Some(number);
        }
        let shown = number == self.page;
        if ui.is_rect_visible(rect) {
            page_painter::draw(ui, view.paper, page, rect.min, zoom, &|_| false);
            if shown || response.hovered() || response.has_focus() {
                let stroke = egui::Stroke::new(size::FOCUS, if shown { colours.accent } else { colours.line });
                ui.painter().rect_stroke(rect.expand(size::FOCUS), 0.0, stroke, egui::StrokeKind::Outside);
            }
        }
        let ink = if shown { colours.accent } else { colours.quiet };
        ui.label(egui::RichText::new((number + 1).to_string()).size(size::SMALL).color(ink));
    }

    fn row(
        &mut self,
        ui: &mut Ui,
        view: &ViewContext<'_>,
        pages: &[Page],
        first: usize,
        zoom: f32,
        actions: &mut Vec<Action>,
    ) {
        let widths: f32 = pages.iter().map(|page| page_painter::size(page, zoom).x + space::EDGE).sum();
        // The bar's own width is that of the view; the pages may be wider.
        let room = ui.clip_rect().width();
        let side = ((room - widths + space::EDGE) / 2.0).max(space::EDGE);
        ui.horizontal_top(|ui| {
            ui.add_space(side);
            for (number, page) in pages.iter().enumerate() {
                // No stop of Tab: pages are turned by PgUp and PgDn.
                let (rect, response) = ui.allocate_exact_size(page_painter::size(page, zoom), Sense::CLICK);
                let name = view.language.say("preview.page", &[("number", &(first + number + 1))]);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name.clone()));
                if !ui.is_rect_visible(rect) {
                    continue;
                }
                let selection = view.session.selection();
                page_painter::draw(ui, view.paper, page, rect.min, zoom, &|place| is_here(place, selection));
                let pointer = response.interact_pointer_pos().filter(|_| response.clicked());
                let place = pointer.and_then(|pointer| page_painter::place_at(page, rect.min, zoom, pointer));
                actions.extend(place.map(Action::Go));
            }
        });
    }

    fn bar(&mut self, ui: &mut Ui, view: &ViewContext<'_>, whole: bool, actions: &mut Vec<Action>) {
        let language = view.language;
        let count = view.paper.pages.len();
        ui.add_space(space::TIGHT);
        let row = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            if widgets::icon_button(ui, Icon::Previous, &language.word("preview.previous"), self.page > 0).clicked() {
                self.wanted = self.page.checked_sub(1);
            }
            let text = format!("{} / {count}", (self.page + 1).min(count));
            let (rect, counter) = ui.allocate_exact_size(vec2(56.0, size::CONTROL), Sense::hover());
            counter.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &text));
            let colours = theme::palette(ui);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, theme::font(size::SMALL), colours.quiet);
            let more = self.page + 1 < count;
            if widgets::icon_button(ui, Icon::Next, &language.word("preview.next"), more).clicked() {
                self.wanted = Some(self.page + 1);
            }
            ui.add_space(space::NEAR);
            for (factor, icon, action) in [(1.0 / 1.1, Icon::Minus, Action::ZoomOut), (1.1, Icon::Plus, Action::ZoomIn)]
            {
                // This preview, whichever the action would mean.
                if widgets::icon_button(ui, icon, &menu::label(&action, language), true).clicked() {
                    self.zoom_by(factor);
                }
            }
            if let Some(shown) = self.shown {
                widgets::quiet(ui, format!("{:.0} %", shown * 100.0));
            }
            let fit = self.zoom.is_none();
            let width = menu::label(&Action::FitWidth, language);
            if widgets::flat(ui, width.clone(), &width, Some(fit)).clicked() {
                self.zoom = None;
            }
            if whole {
                let two = menu::label(&Action::ToggleTwoPages, language);
                if widgets::flat(ui, two.clone(), &two, Some(self.two)).clicked() {
                    self.two = !self.two;
                }
                ui.add_space(space::WIDE);
                for action in [Action::Print, Action::Choose(FileDialog::Pdf)] {
                    widgets::command(ui, language, action, None, actions);
                }
                let mut settings = view.settings.clone();
                widgets::checkbox(ui, &mut settings.review_mark, language.word("preview.review_mark"));
                widgets::checkbox(ui, &mut settings.approval_sheet, language.word("preview.approval_sheet"));
                if settings != *view.settings {
                    actions.push(Action::ChangeSettings(Box::new(settings)));
                }
            } else {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.add_space(space::NEAR);
                    let name = language.word("preview.fold");
                    if widgets::icon_button(ui, Icon::Close, &name, true).on_hover_text(&name).clicked() {
                        actions.push(Action::TogglePreview);
                    }
                });
            }
        };
        // In a narrow window the choices go to a second line rather than out of sight; it begins under
        // the first.
        egui::Frame::new()
            .inner_margin(egui::Margin { left: 8, ..egui::Margin::ZERO })
            .show(ui, |ui| if whole { ui.horizontal_wrapped(row) } else { ui.horizontal(row) });
    }

    /// Brings the page into sight on which the caret is, once it has gone there.
    fn follow(&mut self, view: &ViewContext<'_>, tab: Tab) {
        let selection = view.session.selection();
        let now = Some((selection, tab));
        if self.followed == now || tab == Tab::Preview {
            return;
        }
        let other = self.followed.is_none_or(|(_, former)| former != tab);
        self.followed = now;
        let page_of = |wanted: &dyn Fn(Place) -> bool| {
            view.paper.pages.iter().position(|page: &Page| page.items.iter().any(|item| wanted(item.place)))
        };
        let form = view.session.form();
        // A tab just opened shows its own page, unless the caret is in it already.
        let caret = page_of(&|place| is_here(place, selection) && Tab::of(place, form) == tab);
        let head =
            || page_of(&|place| matches!((place, tab), (Place::Heading(id), Tab::Section(shown)) if id == shown));
        let at = caret.or_else(|| if other { head() } else { None });
        if let Some(at) = at.filter(|at| *at != self.page) {
            self.wanted = Some(at);
        }
    }
}

/// Whether the caret is in what an item shows.
fn is_here(place: Place, selection: EditorSelection) -> bool {
    match (place, selection) {
        (Place::Cell(key), EditorSelection::Cells { head, .. }) => key == head,
        (_, EditorSelection::Text { part, head, .. }) => place.spot().is_some_and(|(of, spot)| {
            of == part && spot.paragraph == head.paragraph && (spot.start..=spot.end).contains(&head.character)
        }),
        _ => false,
    }
}
