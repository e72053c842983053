//! Text can be read on whatever it stands: the contrast of the theme's colours, as WCAG 2 counts it.

use egui::{Color32, Theme};
use nianbao::gui::action::Action;
use nianbao::gui::backend::{self, system_contrast};
use nianbao::gui::theme::{self, Palette};
use nianbao::messages::Language;
use nianbao::session::Settings;

use crate::window_harness::user::SIZE;
use crate::window_harness::{Told, Window, act, sample, steps, window_of};

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

/// High contrast means 7 for every text on every ground (WCAG 2, 1.4.6), 3 for every edge (1.4.11).
#[test]
fn high_contrast_is_high_for_all_pairs() {
    for theme in [Theme::Light, Theme::Dark] {
        let colours = Palette::with_contrast(theme, true);
        let grounds = [
            colours.backdrop,
            colours.panel,
            colours.page,
            colours.ground,
            colours.band,
            colours.tint,
            colours.selection,
            colours.found,
            colours.error_ground,
            colours.unverified,
        ];
        let inks = [colours.ink, colours.quiet, colours.accent, colours.error, colours.warning, colours.good];
        let on_all = grounds.into_iter().flat_map(|ground| inks.map(|ink| (ink, ground)));
        let own = [(colours.on_accent, colours.accent), (colours.on_selected, colours.selected)];
        for (ink, ground) in on_all.chain(own) {
            let contrast = contrast(ink, ground);
            assert!(contrast >= 7.0, "{theme:?}: {ink:?} on {ground:?}: {contrast:.2}");
        }
        for (edge, ground) in
            [colours.line, colours.edge, colours.rule].into_iter().flat_map(|edge| grounds.map(|it| (edge, it)))
        {
            assert!(contrast(edge, ground) >= 3.0, "{theme:?}: {edge:?} beside {ground:?}");
        }
    }
}

/// It is chosen by hand, or by the desktop unless that is not to count; both themes have it.
#[test]
fn the_desktop_chooses_high_contrast() {
    let told = Told { contrast: true, ..Told::default() };
    let (mut window, told) = window_of(SIZE, Some(sample()), Language::Chinese, told);
    let panel = |window: &Window| window.ctx.global_style().visuals.panel_fill;
    let high = |window: &Window| panel(window) == Palette::with_contrast(window.ctx.theme(), true).panel;
    steps(&mut window);
    assert!(high(&window));
    for (contrast, follow_contrast, wanted, shown) in [
        (false, false, true, false),
        (true, false, false, true),
        (false, true, false, false),
        (false, true, true, true),
    ] {
        told.borrow_mut().contrast = wanted;
        for dark in [false, true] {
            let settings = Settings { contrast, follow_contrast, dark, ..window.state().settings.clone() };
            act(&mut window, Action::ChangeSettings(Box::new(settings)));
            steps(&mut window);
            assert_eq!(high(&window), shown, "{contrast} {follow_contrast} {wanted} {dark}");
        }
    }
}

/// The frame that shows a choice of colours shows it everywhere, also beside the settings.
#[test]
fn a_choice_of_colours_is_seen_at_once() {
    for (dark, contrast) in [(true, false), (false, true), (true, true)] {
        let (mut window, _) = window_of(SIZE, Some(sample()), Language::Chinese, Told::default());
        act(&mut window, Action::ShowSettings);
        steps(&mut window);
        let settings = Settings { contrast, dark, ..window.state().settings.clone() };
        act(&mut window, Action::ChangeSettings(Box::new(settings)));
        window.step();
        let picture = window.render().unwrap();
        let theme = if dark { Theme::Dark } else { Theme::Light };
        let wanted = Palette::with_contrast(theme, contrast).panel.to_array();
        // Between the menus and the buttons at the right of the bar.
        assert_eq!(picture.get_pixel(700, 4).0, wanted, "{dark} {contrast}");
    }
}

/// What desktops answer.
#[test]
fn answers_of_desktops_are_read() {
    for (said, wanted) in [("(<<uint32 1>>,)\n", Some(true)), ("(<<uint32 0>>,)", Some(false)), ("()", None)] {
        assert_eq!(system_contrast::portal(said), wanted, "{said}");
    }
    for (said, wanted) in [("true\n", Some(true)), ("false", Some(false)), ("1\n", Some(true)), ("", None)] {
        assert_eq!(system_contrast::plain(said), wanted, "{said}");
    }
    let registry =
        |flags: &str| format!("\r\nHKEY_CURRENT_USER\\...\\HighContrast\r\n    Flags    REG_SZ    {flags}\r\n\r\n");
    for (flags, wanted) in [("126", Some(false)), ("127", Some(true)), ("0x7f", Some(true)), ("?", None)] {
        assert_eq!(system_contrast::registry(&registry(flags)), wanted, "{flags}");
    }
    for (theme, wanted) in [
        ("HighContrast", true),
        ("HighContrastInverse", true),
        ("Adwaita-hc", true),
        ("Adwaita:dark", false),
        ("", false),
    ] {
        assert_eq!(system_contrast::is_contrast_theme(theme), wanted, "{theme}");
    }
}

/// Nothing moves by itself: whoever asks the desktop for less motion has it already.
#[test]
fn nothing_moves_by_itself() {
    // A context as the window has it: that of the harness moves nothing anyhow.
    let context = egui::Context::default();
    backend::prepare_context(&context);
    for contrast in [false, true] {
        theme::set_contrast(&context, contrast);
        for theme in [Theme::Light, Theme::Dark] {
            let style = context.style_of(theme);
            assert!(style.animation_time == 0.0 && !style.visuals.text_cursor.blink);
            assert_eq!(style.scroll_animation, egui::style::ScrollAnimation::none());
        }
    }
}

/// How much two colours differ, as WCAG 2 counts it.
pub fn contrast(one: Color32, other: Color32) -> f64 {
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
