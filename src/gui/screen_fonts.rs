//! The faces of the paper on screen, from the same bytes. The wanted face comes
//! first in its family, for digits and punctuation too; the others follow for what it lacks, on its
//! baseline.

use std::sync::Arc;

use egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use egui::{FontData, FontDefinitions, FontFamily};

use crate::layout::{FaceId, Font, FontSet};

/// The window's own face among the fonts.
const OWN: &str = "own";

/// The family of a face of the paper.
pub fn family(face: FaceId) -> FontFamily {
    FontFamily::Name(Arc::from(face.word()))
}

/// Every family of the window, with the fonts that paper is set in. 黑体 is the face of the
/// interface, always the bundle's: the window looks the same whatever paper is set in.
pub fn definitions(fonts: &FontSet) -> FontDefinitions {
    let mut definitions = FontDefinitions::empty();
    let mut insert = |name: &str, data: FontData| {
        definitions.font_data.insert(name.to_owned(), Arc::new(data));
    };
    let mut families = Vec::new();
    for (family, first, primary) in primaries(fonts) {
        insert(&first, data(primary));
        let mut order = vec![first.clone()];
        for face in FaceId::ALL.into_iter().filter(|face| !is_on_demand(*face) && face.word() != first) {
            let (font, name) = (fonts.font(face), face.word());
            // 宋体 has what the others lack; what comes after it is hardly ever reached.
            if matches!(face, FaceId::Song | FaceId::Spare) && is_apart(primary, font) {
                let name = beside(&first, face);
                insert(&name, on_the_baseline(primary, font));
                order.push(name);
            } else {
                order.push(name.to_owned());
            }
        }
        families.push((family, order));
    }
    definitions.families.extend(families);
    definitions
}

/// Finds the scarce and the rare characters among `fonts` when the first of them is to be shown.
pub fn on_demand(fonts: &'static FontSet) -> Arc<dyn FontProvider> {
    Arc::new(|wanted: &FallbackRequest<'_>| {
        let (face, _) = fonts.find(FaceId::Song, wanted.cluster.chars().next()?)?;
        let (_, first, primary) = primaries(fonts).into_iter().find(|(family, ..)| family == wanted.family)?;
        let insert = || FontInsert::new(&beside(&first, face), on_the_baseline(primary, fonts.font(face)), Vec::new());
        is_on_demand(face).then(insert)
    })
}

/// Every family with the name of its first font, and that font.
fn primaries(fonts: &FontSet) -> Vec<(FontFamily, String, &Font)> {
    let own = FontSet::bundled().map_or_else(|_| fonts.font(FaceId::Hei), |bundle| bundle.font(FaceId::Hei));
    let interface = [FontFamily::Proportional, FontFamily::Monospace].map(|family| (family, OWN.to_owned(), own));
    // The scarce ones have the measures of the bundle's 宋体, which need not be unpacked.
    let of = |face: FaceId| if face == FaceId::Scarce { FaceId::Spare } else { face };
    let paper = FaceId::ALL.into_iter().map(|face| (family(face), of(face).word().to_owned(), fonts.font(of(face))));
    paper.chain(interface).collect()
}

/// Whether a face stands beside others only when a character of it is to be shown; one that is
/// packed would have to be unpacked for every window.
const fn is_on_demand(face: FaceId) -> bool {
    matches!(face, FaceId::Scarce | FaceId::Rare)
}

/// The name of `face` where it stands beside the font `first`.
fn beside(first: &str, face: FaceId) -> String {
    format!("{first}/{}", face.word())
}

fn data(font: &Font) -> FontData {
    FontData { index: font.index(), ..FontData::from_static(font.data()) }
}

/// The font moved up or down to the baseline of `primary`. Left alone, fonts stand in one line by
/// the middles of their heights.
fn on_the_baseline(primary: &Font, font: &Font) -> FontData {
    let mut data = data(font);
    data.tweak.y_offset_factor = depth(primary) - depth(font);
    data
}

/// Whether the baselines of two fonts lie visibly apart: by more than a pixel in the largest text.
fn is_apart(one: &Font, other: &Font) -> bool {
    (depth(one) - depth(other)).abs() > 0.02
}

/// How far below the middle of its height the baseline of a font lies, in em.
fn depth(font: &Font) -> f32 {
    let metrics = font.metrics();
    let [ascent, descent, gap] = [metrics.ascent, metrics.descent, metrics.line_gap].map(f32::from);
    (ascent + descent - gap) / 2.0 / f32::from(metrics.units_per_em)
}
