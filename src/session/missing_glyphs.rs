//! Which characters can be printed. The check room knows no fonts; here fonts and checks meet.

use super::font_choice;
use crate::layout::FaceId;

/// Whether one of the program's fonts has `character`. Control characters are never printed and miss nothing.
pub(super) fn can_print(character: char) -> bool {
    // The bundle has all of the basic ideographs; the test that prints level 2 holds it to that.
    let basic = ('\u{4E00}'..='\u{9FA5}').contains(&character);
    let find = || font_choice::standard().is_ok_and(|fonts| fonts.find(FaceId::Fang, character).is_some());
    basic || character.is_control() || find()
}
