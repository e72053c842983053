//! A figure: a picture in the text, with what is said in its place and how wide it stands. Its caption is the text of
//! the paragraph that has it, so that writing, finding, counting and undoing reach captions as any other text. Its
//! number, 图1, is counted where it is shown and never stored. Must not know the picture's bytes.

use serde::{Deserialize, Serialize};

use super::{Edit, Paragraph, RichText, TextPosition, UnknownFields};
use crate::raster::PictureId;

/// A picture in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its picture.
    pub picture: PictureId,
    /// What it shows, in words for those who do not see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// How wide it stands, in tenths of a millimetre; the height follows.
    pub width: u16,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

impl Figure {
    /// The widest, in tenths of a millimetre: the type area of GB/T 9704, 156 mm.
    pub const WIDEST: u16 = 1560;

    /// The narrowest, in tenths of a millimetre.
    pub const NARROWEST: u16 = 100;

    /// The width of a picture of so many dots that nobody chose: as at 96 dots an inch, no wider than the type area.
    pub fn usual_width(dots: u32) -> u16 {
        let tenths = u64::from(dots) * 254 / 96;
        u16::try_from(tenths).unwrap_or(u16::MAX).clamp(Figure::NARROWEST, Figure::WIDEST)
    }
}

impl RichText {
    /// The figures in order, each with its paragraph.
    pub fn figures(&self) -> impl Iterator<Item = (usize, &Paragraph, &Figure)> {
        let paragraphs = self.paragraphs.iter().enumerate();
        paragraphs.filter_map(|(number, paragraph)| Some((number, paragraph, paragraph.figure.as_ref()?)))
    }
}

impl Edit {
    /// Puts figures with their captions at a position: after its paragraph, and in its place where that is empty. A cell
    /// of a table holds no picture: there they are put after the table.
    pub fn insert_figures(prose: &RichText, at: TextPosition, figures: Vec<Paragraph>) -> Edit {
        Edit::insert_whole(prose, at, figures)
    }

    /// Gives a paragraph another figure, or takes it away. The caption stays.
    pub fn set_figure(prose: &RichText, paragraph: usize, figure: Option<Figure>) -> Edit {
        let changed = prose.paragraphs.get(paragraph).filter(|former| former.figure != figure && former.cell.is_none());
        Edit::of_paragraphs(changed.map(|former| {
            let mut now = former.clone();
            now.figure = figure;
            (paragraph, now, Vec::new())
        }))
    }
}
