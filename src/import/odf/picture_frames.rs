//! The pictures in frames (ISO/IEC 26300 §10.4): which part each is, how wide it stands, and the pictures themselves,
//! where they can be held. Must not know the text around them.

use crate::import::ReadError;
use crate::import::picture_taker::PictureTaker;
use crate::import::remark::Remarks;
use crate::import::source_document::{CaptionPlace, SourcePicture};
use crate::limits::Limit;
use crate::ooxml::package::Package;
use crate::ooxml::xml_reader::XmlElement;
use crate::raster::{PictureTurn, PictureView};
use crate::richtext::Figure;

/// The most pictures of a document that are looked at.
const MOST: usize = 500;

/// A frame with a picture.
#[derive(Debug)]
pub(super) struct PictureFrame {
    /// The paragraph that it is anchored in.
    line: usize,
    /// The parts that show it, the best first.
    parts: Vec<String>,
    alt: String,
    /// How wide it stands, in tenths of a millimetre.
    width: Option<u16>,
    /// Whether it is turned, or only a part of it is to be seen.
    is_changed: bool,
}

/// Whether a clip leaves out anything of a picture: `rect(0cm, 0cm, 0cm, 0cm)` and `auto` do not.
pub(super) fn is_cut(clip: &str) -> bool {
    clip.chars().any(|one| ('1'..='9').contains(&one))
}

impl PictureFrame {
    /// What the frame itself says.
    pub(super) fn of(line: usize, frame: &XmlElement, is_cut: bool) -> PictureFrame {
        let width = frame.attribute("width").and_then(tenths);
        let is_changed = is_cut || frame.attribute("transform").is_some();
        PictureFrame { line, parts: Vec::new(), alt: String::new(), width, is_changed }
    }

    /// Takes in a picture.
    pub(super) fn add(&mut self, image: &XmlElement) {
        self.parts.push(image.attribute("href").unwrap_or_default().to_owned());
    }

    /// Takes in a title or a description; the longer one says more.
    pub(super) fn say(&mut self, words: String) {
        if words.chars().count() > self.alt.chars().count() {
            self.alt = words;
        }
    }

    /// The picture, or how many are told of a frame that is not kept; `None` where it has none.
    pub(super) fn kept(self) -> Option<Result<PictureFrame, usize>> {
        let count = self.parts.len();
        (count > 0).then_some(if self.is_changed { Err(count) } else { Ok(self) })
    }
}

/// The pictures of these frames. Those that cannot be held are told.
///
/// # Errors
///
/// A part is damaged, or the package exceeds a limit.
pub(super) fn pictures(
    package: &mut Package<'_>,
    frames: Vec<PictureFrame>,
    remarks: &mut Remarks,
) -> Result<Vec<SourcePicture>, ReadError> {
    // Their own notes of a turn are not heeded by the programs that write these files.
    let (mut found, mut taker) = (Vec::new(), PictureTaker::default());
    let view = PictureView { turn: Some(PictureTurn::default()), ..PictureView::default() };
    for (number, frame) in frames.into_iter().enumerate() {
        let (mut picture, mut problem) = (None, None);
        for part in &frame.parts {
            if number >= MOST || !package.has(part) {
                continue;
            }
            let file = package.part(part)?.bytes(Limit::PictureFile.most())?;
            match taker.take(&file, view, false) {
                Ok(taken) => {
                    picture = Some(taken);
                    break;
                }
                Err(why) => problem = Some(why),
            }
        }
        match picture {
            Some((picture, scaling)) => {
                let PictureFrame { line, alt, width, .. } = frame;
                found.push(SourcePicture { line, picture, alt, width, scaling, caption: CaptionPlace::Beside });
            }
            None => remarks.add_lost_picture(frame.line, &frame.alt, problem),
        }
    }
    Ok(found)
}

/// A length in tenths of a millimetre; centimetres, millimetres, inches and points are understood.
fn tenths(value: &str) -> Option<u16> {
    let units = [("cm", 100_000), ("mm", 10_000), ("in", 254_000), ("pt", 3_528)];
    let (number, unit) = units.iter().find_map(|(word, unit)| Some((value.strip_suffix(word)?, unit)))?;
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let thousandths = whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(part.parse().ok()?)?;
    let tenths = (thousandths.checked_mul(*unit)? + 500_000) / 1_000_000;
    Some(u16::try_from(tenths).unwrap_or(u16::MAX).clamp(Figure::NARROWEST, Figure::WIDEST))
}
