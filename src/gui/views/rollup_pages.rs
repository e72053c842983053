//! The charts of a sum on their pages, as they are printed. Lays out nothing that was laid out before.

use egui::{Id, ScrollArea, Sense, Ui, Vec2};

use crate::form::{CellKey, Form};
use crate::gui::folder_sum::FolderSum;
use crate::gui::page_painter;
use crate::gui::theme::space;
use crate::gui::widgets;
use crate::layout::Paper;
use crate::messages::{self, Language};
use crate::session;

/// The pages, until the sum is another.
#[derive(Debug, Default)]
pub struct ChartPages {
    pages: Option<(Language, Vec<CellKey>, Paper)>,
}

impl ChartPages {
    /// The sum is another.
    pub fn forget(&mut self) {
        self.pages = None;
    }

    /// Draws the pages.
    pub(super) fn ui(&mut self, ui: &mut Ui, sum: &FolderSum, cells: &[CellKey], language: Language) {
        if self.pages.as_ref().is_none_or(|(of, by, _)| *of != language || by != cells) {
            let form_of = |edition| Form::of(edition).ok();
            let sheet =
                messages::rollup_charts(language, (&sum.rollup, sum.files), cells, &form_of).unwrap_or_default();
            // Fonts that cannot be read are told when a report is laid out.
            self.pages = Some((language, cells.to_vec(), session::chart_paper(&sheet).unwrap_or_default()));
        }
        let Some((.., paper)) = &self.pages else { return };
        ui.spacing_mut().scroll.fade.strength = 0.0;
        ScrollArea::both().id_salt("chart pages").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::EDGE);
            ui.add_space(space::NEAR);
            for (number, page) in paper.pages.iter().enumerate() {
                let room = ui.clip_rect().width() - 2.0 * space::EDGE;
                let zoom = (room / page_painter::points(page.width, 1.0)).clamp(0.25, 1.6);
                let size = page_painter::size(page, zoom);
                ui.horizontal(|ui| {
                    ui.add_space(space::EDGE + ((room - size.x) / 2.0).max(0.0));
                    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                    let response = ui.interact(rect, Id::unique(("chart page", number)), Sense::click());
                    let name = language.say("preview.page", &[("number", &(number + 1))]);
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name.clone()));
                    if ui.is_rect_visible(rect) {
                        page_painter::draw(ui, paper, page, rect.min, zoom, &|_| false);
                    }
                });
            }
            if paper.pages.is_empty() {
                widgets::quiet(ui, language.word("preview.none"));
            }
        });
    }
}
