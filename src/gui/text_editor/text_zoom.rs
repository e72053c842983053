//! How large the texts are shown that are being written: Ctrl and the wheel, or two fingers, change it. Knows no
//! text.

use egui::{Id, Ui};

/// The least and the greatest zoom.
const LEAST: f32 = 0.6;
const GREATEST: f32 = 3.0;
/// A zoom as near to the usual one is the usual one.
const NEAR: f32 = 0.03;

/// The zoom of the texts, 1 being the usual size, after what this frame changes where the pointer is over the view.
pub fn text_zoom(ui: &Ui) -> f32 {
    let id = Id::unique("zoom of texts");
    let raw: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(1.0);
    let factor = ui.input(egui::InputState::zoom_delta);
    let raw = if (factor - 1.0).abs() > f32::EPSILON && ui.rect_contains_pointer(ui.clip_rect()) {
        let zoomed = (raw * factor).clamp(LEAST, GREATEST);
        ui.data_mut(|data| data.insert_temp(id, zoomed));
        zoomed
    } else {
        raw
    };
    if (raw - 1.0).abs() < NEAR { 1.0 } else { raw }
}
