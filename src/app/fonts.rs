//! The faces of the paper on screen, from the same bytes. The wanted face comes
//! first in its family, for digits and punctuation too; the others follow for what it lacks.

use std::sync::Arc;

use egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use egui::{FontData, FontDefinitions, FontFamily};

use crate::layout::{FaceId, Font, Fonts};

/// The window's own face among the fonts.
const OWN: &str = "own";

/// The family of a face of the paper.
pub fn family(face: FaceId) -> FontFamily {
    FontFamily::Name(Arc::from(face.word()))
}

/// Every family of the window, with the fonts that paper is set in. 黑体 is the face of the
/// interface, always the bundle's: the window looks the same whatever paper is set in.
pub fn definitions(fonts: &Fonts) -> FontDefinitions {
    let mut definitions = FontDefinitions::empty();
    for face in FaceId::ALL {
        if !is_on_demand(face) {
            definitions.font_data.insert(face.word().to_owned(), Arc::new(data(fonts.font(face))));
        }
        definitions.families.insert(family(face), order(face));
    }
    let mut own = order(FaceId::Hei);
    if let Ok(bundle) = Fonts::bundled() {
        definitions.font_data.insert(OWN.to_owned(), Arc::new(data(bundle.font(FaceId::Hei))));
        own.insert(0, OWN.to_owned());
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        definitions.families.insert(family, own.clone());
    }
    definitions
}

/// Finds the scarce and the rare characters among `fonts` when the first of them is to be shown.
pub fn on_demand(fonts: &'static Fonts) -> Arc<dyn FontProvider> {
    Arc::new(|wanted: &FallbackRequest<'_>| {
        let (face, _) = fonts.find(FaceId::Song, wanted.cluster.chars().next()?)?;
        is_on_demand(face).then(|| FontInsert::new(face.word(), data(fonts.font(face)), Vec::new()))
    })
}

/// Whether a face is left out until a character of it is to be shown; one that is packed would
/// have to be unpacked for every window.
const fn is_on_demand(face: FaceId) -> bool {
    matches!(face, FaceId::Scarce | FaceId::Rare)
}

fn data(font: &Font) -> FontData {
    FontData { index: font.index(), ..FontData::from_static(font.data()) }
}

/// A face, then the others in the order of the paper's fallback.
fn order(face: FaceId) -> Vec<String> {
    let all = std::iter::once(face).chain(FaceId::ALL.into_iter().filter(|other| *other != face));
    all.filter(|face| !is_on_demand(*face)).map(|face| face.word().to_owned()).collect()
}
