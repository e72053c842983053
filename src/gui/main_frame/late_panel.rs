//! Panels at an edge whose contents are drawn after the middle, so that Tab goes round in the order of reading: egui
//! gives the focus in the order of drawing, and takes the room of panels from outside to inside. Knows no contents.

use egui::{Panel, Rect, Ui, UiBuilder};

/// The room of a panel whose contents are still to be drawn.
pub(super) struct LatePanel {
    inner: Rect,
    outer: Rect,
}

impl LatePanel {
    /// Takes the room of a panel.
    pub fn reserve(ui: &mut Ui, panel: Panel) -> LatePanel {
        let shown = panel.show(ui, |ui| {
            // A panel is as wide, or as high, as what is in it.
            ui.set_min_size(ui.available_size());
            ui.max_rect()
        });
        LatePanel { inner: shown.inner, outer: shown.response.rect }
    }

    /// How wide it is.
    pub fn width(&self) -> f32 {
        self.outer.width()
    }

    /// Draws its contents.
    pub fn draw<R>(&self, ui: &mut Ui, name: &'static str, contents: impl FnOnce(&mut Ui) -> R) -> R {
        let mut inner = ui.new_child(UiBuilder::new().max_rect(self.inner).scope_id(egui::Id::unique(("late", name))));
        inner.set_clip_rect(self.outer.intersect(ui.clip_rect()));
        contents(&mut inner)
    }
}
