//! Text can be read on whatever it stands: the contrast of the theme's colours, as WCAG 2 counts it.

use egui::{Color32, Theme};
use nianbao::gui::theme::Palette;

/// The least contrast of text.
const LEAST: f64 = 4.5;

#[test]
fn text_can_be_read_on_every_ground_also_where_it_is_selected() {
    let both = [Theme::Light, Theme::Dark];
    for (theme, contrast_wanted) in both.into_iter().flat_map(|theme| [(theme, false), (theme, true)]) {
        let colours = Palette::with_contrast(theme, contrast_wanted);
        let pairs = [
            ("text", colours.ink, colours.page),
            ("quiet text", colours.quiet, colours.page),
            ("selected text, which covers the ground of what is to be verified", colours.on_selected, colours.selected),
            ("text selected in a box", colours.accent, colours.selection),
            ("a linked number", colours.ink, colours.selection),
            ("what is to be verified", colours.ink, colours.unverified),
            ("a find", colours.ink, colours.found),
            ("a cell with an error", colours.ink, colours.error_ground),
            ("a chosen cell", colours.ink, colours.tint),
            ("a total", colours.quiet, colours.ground),
            ("an error", colours.error, colours.page),
            ("a warning", colours.warning, colours.page),
        ];
        for (name, ink, ground) in pairs {
            let contrast = contrast(ink, ground);
            assert!(contrast >= LEAST, "{theme:?}, high contrast {contrast_wanted}: {name}: {contrast:.2}");
        }
        // What is selected differs from each ground beside it.
        for ground in [colours.page, colours.unverified, colours.selection, colours.found] {
            let contrast = contrast(colours.selected, ground);
            assert!(contrast >= 2.5, "{theme:?}: {ground:?}: {contrast:.2}");
        }
    }
}

fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Color32) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}
