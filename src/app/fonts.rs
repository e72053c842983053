//! The bundle's faces on screen, from the same bytes that the paper uses. The wanted face comes
//! first in its family, for digits and punctuation too; the others follow for what it lacks.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use crate::layout::{FaceId, Fonts};

/// The family of a face of the paper.
pub fn family(face: FaceId) -> FontFamily {
    FontFamily::Name(Arc::from(face.word()))
}

/// Every family of the window. 黑体 is the face of the interface.
pub fn definitions() -> FontDefinitions {
    let mut definitions = FontDefinitions::empty();
    // A bundle that cannot be read leaves egui without fonts, hence without text; the test of
    // the bundle keeps that from being released.
    let Ok(fonts) = Fonts::bundled() else { return definitions };
    for face in FaceId::ALL {
        let data = FontData::from_static(fonts.font(face).data());
        definitions.font_data.insert(face.word().to_owned(), Arc::new(data));
        definitions.families.insert(family(face), order(face));
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        definitions.families.insert(family, order(FaceId::Hei));
    }
    definitions
}

/// A face, then the others in the order of the paper's fallback.
fn order(face: FaceId) -> Vec<String> {
    let others = FaceId::ALL.into_iter().filter(|other| *other != face);
    std::iter::once(face).chain(others).map(|face| face.word().to_owned()).collect()
}
