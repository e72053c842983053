//! What a drawing says of its picture: which part it is, how wide it stands, how it is turned; and the pictures
//! themselves, where they can be held. Must not know the text around them.

use super::document_parts::DocumentParts;
use crate::export::docx::docx_figures::TENTH_MM;
use crate::import::ReadError;
use crate::import::picture_taker::PictureTaker;
use crate::import::remark::Remarks;
use crate::import::source_document::{CaptionPlace, SourcePicture};
use crate::ooxml::xml_reader::XmlElement;
use crate::raster::{PictureTurn, PictureView};
use crate::richtext::Figure;

/// A picture that the text mentions.
#[derive(Clone, Debug, Default)]
pub(super) struct PictureMention {
    /// The paragraph that it stands in.
    pub line: usize,
    /// What it shows, in words.
    pub alt: String,
    /// The relationships that name its part: one where it is a picture, several in a group.
    ids: Vec<String>,
    /// How wide it stands, in English metric units.
    width: Option<i64>,
    height: Option<i64>,
    /// By how much it is turned clockwise, in sixty-thousandths of a degree, and whether it is mirrored.
    turn: i64,
    is_mirrored: bool,
    /// Which shares of it are cut away at the left, the top, the right and the bottom, in hundred-thousandths.
    cut: [i64; 4],
}

/// The most pictures of a document that are looked at.
const MOST: usize = 500;
/// English metric units of a point.
const POINT: i64 = 12_700;

impl PictureMention {
    /// One of which nothing is known yet but its paragraph.
    pub(super) fn at(line: usize) -> PictureMention {
        PictureMention { line, ..PictureMention::default() }
    }

    /// Takes in an element of the drawing.
    pub(super) fn note(&mut self, element: &XmlElement) {
        let number = |name: &str| element.attribute(name).and_then(|value| value.parse::<i64>().ok());
        match element.name.as_str() {
            "blip" => self.ids.extend(element.attribute("embed").map(str::to_owned)),
            "imagedata" => {
                self.ids.extend(element.attribute("id").map(str::to_owned));
                self.cut = ["cropleft", "croptop", "cropright", "cropbottom"]
                    .map(|side| element.attribute(side).map_or(0, |value| share(value).unwrap_or(-1)));
            }
            "extent" => (self.width, self.height) = (number("cx"), number("cy")),
            "xfrm" => {
                self.turn = number("rot").unwrap_or(0);
                let is_on = |name| matches!(element.attribute(name), Some("1" | "true"));
                self.is_mirrored = is_on("flipH");
                // Upside down is turned by a half and mirrored.
                if is_on("flipV") {
                    self.turn += 2 * QUARTER;
                    self.is_mirrored = !self.is_mirrored;
                }
            }
            "srcRect" => {
                self.cut = ["l", "t", "r", "b"].map(|side| {
                    element
                        .attribute(side)
                        .map_or(0, |value| value.parse::<i64>().ok().or_else(|| percent(value)).unwrap_or(-1))
                });
            }
            // Word 97 to 2003 draw in VML.
            "shape" | "rect" => {
                let style = element.attribute("style").unwrap_or_default();
                self.width = length(style, "width").or(self.width);
                self.height = length(style, "height").or(self.height);
                let turn = declared(style, "rotation").and_then(|value| value.parse::<i64>().ok());
                self.turn = turn.map_or(self.turn, |degrees| degrees.saturating_mul(60_000));
            }
            _ => {}
        }
    }

    /// Whether it is one picture that can be shown so: turned by quarters, and cut, not framed with what it has not.
    pub(super) fn can_be_shown(&self) -> bool {
        self.ids.len() == 1 && self.view().is_some()
    }

    /// By how many quarters it is turned clockwise.
    fn quarters(&self) -> Option<u8> {
        let turn = self.turn.rem_euclid(4 * QUARTER);
        (turn % QUARTER == 0).then(|| u8::try_from(turn / QUARTER).unwrap_or(0))
    }

    /// How the document shows the file.
    fn view(&self) -> Option<PictureView> {
        let turn = PictureTurn::of_quarters(self.quarters()?, self.is_mirrored);
        let [left, top, right, bottom] = self.cut.map(|share| u32::try_from(share).ok());
        Some(PictureView { turn: Some(turn), cut: [left?, top?, right?, bottom?] })
    }

    /// How wide it stands as it is shown, in tenths of a millimetre.
    fn shown_width(&self) -> Option<u16> {
        let is_sideways = self.quarters().is_some_and(|quarters| quarters % 2 == 1);
        let width = if is_sideways { self.height } else { self.width }?;
        let tenths = (width + TENTH_MM / 2) / TENTH_MM;
        Some(u16::try_from(tenths).unwrap_or(u16::MAX).clamp(Figure::NARROWEST, Figure::WIDEST))
    }
}

/// A quarter of a turn, in sixty-thousandths of a degree.
const QUARTER: i64 = 5_400_000;

/// The pictures that the text mentions. Those of another kind, that are damaged or beyond a limit are told.
///
/// # Errors
///
/// A part is damaged or the package exceeds a limit.
pub(super) fn pictures(
    document: &mut DocumentParts<'_>,
    mentions: Vec<PictureMention>,
    remarks: &mut Remarks,
) -> Result<Vec<SourcePicture>, ReadError> {
    let (mut found, mut taker) = (Vec::new(), PictureTaker::default());
    for (number, mention) in mentions.into_iter().enumerate() {
        let file = match mention.ids.first() {
            Some(id) if number < MOST => document.picture(id)?,
            _ => None,
        };
        let taken = file.and_then(|file| Some(taker.take(&file, mention.view()?, document.keeps_pictures)));
        match taken.transpose() {
            Ok(Some((picture, scaling))) => {
                let width = mention.shown_width();
                found.push(SourcePicture {
                    line: mention.line,
                    picture,
                    alt: mention.alt,
                    width,
                    scaling,
                    caption: CaptionPlace::Beside,
                });
            }
            Ok(None) => remarks.add_lost_picture(mention.line, &mention.alt, None),
            Err(problem) => remarks.add_lost_picture(mention.line, &mention.alt, Some(problem)),
        }
    }
    Ok(found)
}

/// A share of a side in hundred-thousandths, as VML writes it: in parts of 65,536 with an f, else a part of one.
fn share(value: &str) -> Option<i64> {
    match value.strip_suffix('f') {
        Some(parts) => Some(parts.parse::<i64>().ok()?.checked_mul(100_000)? / 65_536),
        None => hundred_thousandths(value),
    }
}

/// A share that is written with the sign of percent.
fn percent(value: &str) -> Option<i64> {
    Some(hundred_thousandths(value.strip_suffix('%')?)? / 100)
}

fn hundred_thousandths(value: &str) -> Option<i64> {
    let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
    let part: String = part.chars().chain("00000".chars()).take(5).collect();
    let whole = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? };
    whole.checked_mul(100_000)?.checked_add(part.parse().ok()?)
}

/// A declaration of a style.
fn declared<'a>(style: &'a str, name: &str) -> Option<&'a str> {
    style
        .split(';')
        .find_map(|one| one.split_once(':').filter(|(own, _)| own.trim() == name))
        .map(|(_, value)| value.trim())
}

/// A length of a style in English metric units; points, inches, centimetres and millimetres are understood.
fn length(style: &str, name: &str) -> Option<i64> {
    let value = declared(style, name)?;
    let units = [("pt", POINT), ("in", 72 * POINT), ("cm", 100 * TENTH_MM), ("mm", 10 * TENTH_MM)];
    let (number, unit) = units.iter().find_map(|(word, unit)| Some((value.strip_suffix(word)?, unit)))?;
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let thousandths = whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(part.parse().ok()?)?;
    Some(thousandths.checked_mul(*unit)? / 1000)
}
