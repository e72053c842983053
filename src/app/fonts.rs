//! The faces of the paper on screen, from the same bytes. The wanted face comes
//! first in its family, for digits and punctuation too; the others follow for what it lacks.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use crate::layout::{FaceId, Fonts};

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
        let font = fonts.font(face);
        let data = FontData { index: font.index(), ..FontData::from_static(font.data()) };
        definitions.font_data.insert(face.word().to_owned(), Arc::new(data));
        definitions.families.insert(family(face), order(face));
    }
    let mut own = order(FaceId::Hei);
    if let Ok(bundle) = Fonts::bundled() {
        let data = FontData::from_static(bundle.font(FaceId::Hei).data());
        definitions.font_data.insert(OWN.to_owned(), Arc::new(data));
        own.insert(0, OWN.to_owned());
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        definitions.families.insert(family, own.clone());
    }
    definitions
}

/// A face, then the others in the order of the paper's fallback.
fn order(face: FaceId) -> Vec<String> {
    let others = FaceId::ALL.into_iter().filter(|other| *other != face);
    std::iter::once(face).chain(others).map(|face| face.word().to_owned()).collect()
}
