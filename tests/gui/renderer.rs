//! Which way of drawing is chosen.

use nianbao::gui::backend::GpuProbe;
use nianbao::session::Renderer::{self, Auto, Glow, Soft};

#[test]
fn opengl_only_where_nothing_speaks_against_it() {
    let good = GpuProbe::default();
    let failed = GpuProbe { failed: true, ..good };
    let remote = GpuProbe { remote: true, ..good };
    let no_card = GpuProbe { no_card: true, ..good };
    for (asked, setting, signs, chosen) in [
        (None, "auto", good, Glow),
        (None, "auto", failed, Soft),
        (None, "auto", remote, Soft),
        (None, "auto", no_card, Soft),
        (None, "soft", good, Soft),
        // What the user says is done.
        (None, "glow", remote, Glow),
        (Some(Glow), "soft", failed, Glow),
        (Some(Soft), "glow", good, Soft),
        // For once as if nothing had been set.
        (Some(Auto), "soft", good, Glow),
        (Some(Auto), "glow", no_card, Soft),
        // A word of a newer version.
        (None, "metal", good, Glow),
        (None, "metal", no_card, Soft),
    ] {
        assert_eq!(Renderer::choose(asked, setting, signs), chosen, "{asked:?} {setting} {signs:?}");
    }
}
