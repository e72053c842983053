//! Every size and colour of the window, light and dark; no other file of the window has one in plain
//! numbers. Knows no report.

use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Id, Margin, Stroke, TextStyle, Theme, Ui, Visuals, vec2,
};

use super::screen_fonts;
use crate::session::FontChoice;

/// Distances; nothing lies between them.
pub mod space {
    /// Between things that belong together.
    pub const TIGHT: f32 = 4.0;
    /// Between neighbours.
    pub const NEAR: f32 = 8.0;
    /// Between groups.
    pub const WIDE: f32 = 12.0;
    /// Around a panel.
    pub const EDGE: f32 = 16.0;
    /// Around the page.
    pub const AIR: f32 = 24.0;
}

/// Sizes of text in points; none is below 13.
pub mod size {
    /// Notes, status line, heads of tables.
    pub const SMALL: f32 = 13.0;
    /// Everything.
    pub const BODY: f32 = 14.0;
    /// Heads of groups.
    pub const HEAD: f32 = 16.0;
    /// The title of a screen.
    pub const TITLE: f32 = 24.0;
    /// A row of controls.
    pub const CONTROL: f32 = 28.0;
    /// A field for one line of text.
    pub const FIELD: f32 = 33.0;
    /// An icon.
    pub const ICON: f32 = 16.0;
    /// The narrowest window in which editor and preview stand beside each other.
    pub const BESIDE: f32 = 1080.0;
    /// The widest column of text that reads well.
    pub const COLUMN: f32 = 28.0 * EM + 82.0;
    /// The largest character of the text that is written.
    pub const EM: f32 = 21.0;
    /// The widest table.
    pub const TABLE: f32 = 1000.0;
    /// The frame of the focused cell.
    pub const FOCUS: f32 = 2.0;
    /// A hairline.
    pub const LINE: f32 = 1.0;
    /// A rounded corner.
    pub const CORNER: u8 = 4;
}

/// The colours of one of the two themes.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// The ground behind the page.
    pub backdrop: Color32,
    /// Panels around it.
    pub panel: Color32,
    /// The page and every field.
    pub page: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight.
    pub quiet: Color32,
    /// Lines.
    pub line: Color32,
    /// Edges of boxes to tick, which nothing else shows.
    pub edge: Color32,
    /// Lines of the official tables.
    pub rule: Color32,
    /// The ground of what cannot be entered.
    pub ground: Color32,
    /// The shaded bands of the official tables.
    pub band: Color32,
    /// The one accent colour.
    pub accent: Color32,
    /// Text on it.
    pub on_accent: Color32,
    /// A tint of it: hover, heads of the focused cell.
    pub tint: Color32,
    /// The selection.
    pub selection: Color32,
    /// The ground of text that is selected, above every other ground.
    pub selected: Color32,
    /// Text on it.
    pub on_selected: Color32,
    /// The ground of what the find bar has found.
    pub found: Color32,
    /// Errors.
    pub error: Color32,
    /// The ground of cells with an error.
    pub error_ground: Color32,
    /// Warnings.
    pub warning: Color32,
    /// 待核实.
    pub unverified: Color32,
    /// Finished.
    pub good: Color32,
    /// The shadow of a page or a menu.
    pub shadow: Color32,
}

/// The light palette.
const LIGHT: Palette = Palette {
    backdrop: Color32::from_rgb(0xEC, 0xEE, 0xF1),
    panel: Color32::from_rgb(0xF7, 0xF8, 0xFA),
    page: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    ink: Color32::from_rgb(0x1D, 0x22, 0x29),
    quiet: Color32::from_rgb(0x5B, 0x65, 0x72),
    line: Color32::from_rgb(0xDA, 0xDE, 0xE4),
    edge: Color32::from_rgb(0x7B, 0x84, 0x8F),
    rule: Color32::from_rgb(0x6B, 0x72, 0x7C),
    ground: Color32::from_rgb(0xF3, 0xF4, 0xF6),
    band: Color32::from_rgb(0xDD, 0xE8, 0xF5),
    accent: Color32::from_rgb(0x1F, 0x5F, 0xA8),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    tint: Color32::from_rgb(0xE4, 0xEE, 0xF9),
    selection: Color32::from_rgb(0xC5, 0xDC, 0xF5),
    selected: Color32::from_rgb(0x2A, 0x6B, 0xB5),
    on_selected: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    found: Color32::from_rgb(0xB5, 0xE6, 0xD3),
    error: Color32::from_rgb(0xB3, 0x26, 0x1E),
    error_ground: Color32::from_rgb(0xFB, 0xE6, 0xE3),
    warning: Color32::from_rgb(0x8A, 0x55, 0x00),
    unverified: Color32::from_rgb(0xFF, 0xEC, 0xA8),
    good: Color32::from_rgb(0x2B, 0x6E, 0x45),
    shadow: Color32::from_black_alpha(28),
};

/// The same at night.
const DARK: Palette = Palette {
    backdrop: Color32::from_rgb(0x17, 0x19, 0x1C),
    panel: Color32::from_rgb(0x1F, 0x22, 0x26),
    page: Color32::from_rgb(0x26, 0x2A, 0x2F),
    ink: Color32::from_rgb(0xE3, 0xE6, 0xEA),
    quiet: Color32::from_rgb(0xA3, 0xAC, 0xB7),
    line: Color32::from_rgb(0x3A, 0x40, 0x47),
    edge: Color32::from_rgb(0x8E, 0x98, 0xA4),
    rule: Color32::from_rgb(0x7B, 0x84, 0x8F),
    ground: Color32::from_rgb(0x2D, 0x32, 0x38),
    band: Color32::from_rgb(0x2A, 0x3A, 0x4C),
    accent: Color32::from_rgb(0x7F, 0xB2, 0xEC),
    on_accent: Color32::from_rgb(0x10, 0x1C, 0x2A),
    tint: Color32::from_rgb(0x2B, 0x3A, 0x4A),
    selection: Color32::from_rgb(0x24, 0x40, 0x5F),
    selected: Color32::from_rgb(0x8F, 0xBC, 0xF0),
    on_selected: Color32::from_rgb(0x10, 0x1C, 0x2A),
    found: Color32::from_rgb(0x1D, 0x55, 0x49),
    error: Color32::from_rgb(0xF2, 0x8B, 0x82),
    error_ground: Color32::from_rgb(0x4A, 0x2B, 0x2B),
    warning: Color32::from_rgb(0xE5, 0xB5, 0x5C),
    unverified: Color32::from_rgb(0x5C, 0x50, 0x20),
    good: Color32::from_rgb(0x86, 0xC9, 0x9C),
    shadow: Color32::from_black_alpha(96),
};

/// The light palette of the highest contrast.
const LIGHT_CONTRAST: Palette = Palette {
    backdrop: Color32::from_rgb(0xF0, 0xF0, 0xF0),
    panel: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    ink: Color32::from_rgb(0x00, 0x00, 0x00),
    quiet: Color32::from_rgb(0x24, 0x24, 0x24),
    line: Color32::from_rgb(0x40, 0x40, 0x40),
    edge: Color32::from_rgb(0x00, 0x00, 0x00),
    rule: Color32::from_rgb(0x00, 0x00, 0x00),
    accent: Color32::from_rgb(0x00, 0x30, 0x6B),
    selected: Color32::from_rgb(0x1A, 0x4F, 0x8C),
    error: Color32::from_rgb(0x76, 0x00, 0x00),
    warning: Color32::from_rgb(0x4A, 0x2B, 0x00),
    good: Color32::from_rgb(0x00, 0x3D, 0x18),
    ..LIGHT
};

/// The same at night.
const DARK_CONTRAST: Palette = Palette {
    backdrop: Color32::from_rgb(0x00, 0x00, 0x00),
    panel: Color32::from_rgb(0x00, 0x00, 0x00),
    page: Color32::from_rgb(0x00, 0x00, 0x00),
    ink: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    quiet: Color32::from_rgb(0xF0, 0xF0, 0xF0),
    line: Color32::from_rgb(0xC0, 0xC0, 0xC0),
    edge: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    rule: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    ground: Color32::from_rgb(0x1C, 0x1C, 0x1C),
    band: Color32::from_rgb(0x1B, 0x2B, 0x3C),
    accent: Color32::from_rgb(0xBF, 0xDF, 0xFF),
    on_accent: Color32::from_rgb(0x00, 0x00, 0x00),
    tint: Color32::from_rgb(0x1E, 0x2E, 0x40),
    selection: Color32::from_rgb(0x12, 0x3A, 0x63),
    selected: Color32::from_rgb(0xA9, 0xD2, 0xFF),
    on_selected: Color32::from_rgb(0x00, 0x00, 0x00),
    found: Color32::from_rgb(0x0B, 0x44, 0x38),
    error: Color32::from_rgb(0xFF, 0xC4, 0xBE),
    error_ground: Color32::from_rgb(0x5A, 0x10, 0x10),
    warning: Color32::from_rgb(0xFF, 0xDF, 0x99),
    unverified: Color32::from_rgb(0x45, 0x3A, 0x0E),
    good: Color32::from_rgb(0xB8, 0xF5, 0xCC),
    ..DARK
};

/// The printed page: the same by day and by night.
pub const PAPER: Color32 = Color32::WHITE;

impl Palette {
    /// The colours of a theme.
    pub const fn of(theme: Theme) -> &'static Palette {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// The colours of a theme, of the highest contrast where that is wanted.
    pub const fn with_contrast(theme: Theme, contrast: bool) -> &'static Palette {
        match (theme, contrast) {
            (Theme::Light, true) => &LIGHT_CONTRAST,
            (Theme::Dark, true) => &DARK_CONTRAST,
            _ => Palette::of(theme),
        }
    }
}

/// The colours in use.
pub fn palette(ui: &Ui) -> &'static Palette {
    let visuals = ui.visuals();
    let theme = if visuals.dark_mode { Theme::Dark } else { Theme::Light };
    // The panels of no two palettes of a theme have the same colour.
    Palette::with_contrast(theme, visuals.panel_fill != Palette::of(theme).panel)
}

/// Shows everything in colours of the highest contrast, or in the usual ones.
pub fn set_contrast(context: &Context, contrast: bool) {
    let theme = context.theme();
    if context.style_of(theme).visuals.panel_fill == Palette::with_contrast(theme, contrast).panel {
        return;
    }
    for theme in [Theme::Light, Theme::Dark] {
        context.style_mut_of(theme, |style| style.visuals = visuals(Palette::with_contrast(theme, contrast), theme));
    }
}

/// A font of the interface.
pub fn font(points: f32) -> FontId {
    FontId::new(points, FontFamily::Proportional)
}

/// A hairline.
pub fn hairline(colour: Color32) -> Stroke {
    Stroke::new(size::LINE, colour)
}

/// Shows pages in the fonts of this choice, where they are not shown in them already.
pub fn show_fonts(context: &Context, choice: FontChoice) {
    let id = Id::unique("fonts of paper");
    if context.data(|data| data.get_temp(id)).unwrap_or(FontChoice::Bundle) != choice {
        context.data_mut(|data| data.insert_temp(id, choice));
        set_fonts(context, choice);
    }
}

/// Fonts that cannot be read leave the window without text; a test of the bundle keeps that from
/// being released.
fn set_fonts(context: &Context, choice: FontChoice) {
    if let Ok(plan) = choice.plan() {
        context.set_fonts(screen_fonts::definitions(plan.fonts));
        context.set_font_providers(vec![screen_fonts::on_demand(plan.fonts)]);
    }
}

/// Gives the context its fonts and both themes.
pub fn install(context: &Context) {
    set_fonts(context, FontChoice::Bundle);
    // A system that does not say what it has is a light one: told before the first frame, which begins in its colours.
    context.options_mut(|options| options.fallback_theme = Theme::Light);
    // Round marks are drawn as shapes, not as stretched pictures, so that both renderers agree.
    context.tessellation_options_mut(|options| options.prerasterized_discs = false);
    for theme in [Theme::Light, Theme::Dark] {
        context.style_mut_of(theme, |style| {
            style.text_styles = [
                (TextStyle::Small, font(size::SMALL)),
                (TextStyle::Body, font(size::BODY)),
                (TextStyle::Button, font(size::BODY)),
                (TextStyle::Heading, font(size::TITLE)),
                (TextStyle::Monospace, font(size::BODY)),
            ]
            .into();
            // Nothing moves by itself, for those whom that disturbs.
            style.animation_time = 0.0;
            style.scroll_animation = egui::style::ScrollAnimation::none();
            style.spacing.item_spacing = vec2(space::NEAR, space::NEAR);
            style.spacing.button_padding = vec2(space::WIDE, space::TIGHT);
            style.spacing.interact_size = vec2(size::CONTROL, size::CONTROL);
            style.spacing.menu_margin = Margin::same(4);
            style.spacing.window_margin = Margin::same(16);
            style.spacing.tooltip_width = 420.0;
            style.spacing.combo_width = 160.0;
            style.spacing.scroll.floating = true;
            style.interaction.tooltip_delay = 0.4;
            style.interaction.selectable_labels = false;
            style.visuals = visuals(Palette::of(theme), theme);
        });
    }
}

fn visuals(colours: &Palette, theme: Theme) -> Visuals {
    let mut visuals = match theme {
        Theme::Light => Visuals::light(),
        Theme::Dark => Visuals::dark(),
    };
    let corner = CornerRadius::same(size::CORNER);
    visuals.panel_fill = colours.panel;
    visuals.window_fill = colours.page;
    visuals.window_stroke = hairline(colours.line);
    visuals.window_corner_radius = corner;
    visuals.menu_corner_radius = corner;
    visuals.window_shadow.color = colours.shadow;
    visuals.popup_shadow.color = colours.shadow;
    visuals.extreme_bg_color = colours.page;
    visuals.text_edit_bg_color = Some(colours.page);
    visuals.faint_bg_color = colours.ground;
    visuals.hyperlink_color = colours.accent;
    visuals.warn_fg_color = colours.warning;
    visuals.error_fg_color = colours.error;
    visuals.weak_text_color = Some(colours.quiet);
    visuals.selection.bg_fill = colours.selection;
    visuals.selection.stroke = Stroke::new(size::LINE, colours.accent);
    visuals.text_cursor.stroke = Stroke::new(size::FOCUS, colours.accent);
    visuals.text_cursor.blink = false;
    visuals.ime_composition.legacy_visuals = true;
    let widgets = &mut visuals.widgets;
    for (widget, fill, stroke) in [
        (&mut widgets.noninteractive, colours.panel, colours.line),
        (&mut widgets.inactive, colours.page, colours.line),
        (&mut widgets.hovered, colours.tint, colours.accent),
        (&mut widgets.active, colours.selection, colours.accent),
        (&mut widgets.open, colours.tint, colours.line),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = hairline(stroke);
        widget.fg_stroke = hairline(colours.ink);
        widget.corner_radius = corner;
        widget.expansion = 0.0;
    }
    visuals
}
