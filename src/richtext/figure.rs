//! A figure: a picture or a chart in the text, with what is said in its place and how wide it stands. Its caption is the text of
//! the paragraph that has it, so that writing, finding, counting and undoing reach captions as any other text. Its
//! number, 图1, is counted where it is shown and never stored. Must not know the picture's bytes or a chart's numbers.

use serde::{Deserialize, Serialize};

use super::{ChartChoice, Edit, Paragraph, RichText, TextPosition, UnknownFields};
use crate::raster::PictureId;

/// A picture or a chart in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "FigureFile", into = "FigureFile")]
pub struct Figure {
    /// What is seen.
    pub content: FigureContent,
    /// What it shows, in words for those who do not see it. A chart without them is read out by its numbers.
    pub alt: String,
    /// How wide it stands, in tenths of a millimetre; the height follows.
    pub width: u16,
    /// Unknown fields of the file.
    pub extra: UnknownFields,
}

/// What is seen in a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureContent {
    /// A picture that the report holds.
    Picture(PictureId),
    /// A chart, drawn from the numbers that the report has at the time.
    Chart(ChartChoice),
}

/// The figure as the draft file has it.
#[derive(Serialize, Deserialize)]
struct FigureFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    picture: Option<PictureId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chart: Option<ChartChoice>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    alt: String,
    width: u16,
    #[serde(flatten)]
    extra: UnknownFields,
}

/// A figure that names neither a picture nor a chart, or both.
#[derive(Debug, thiserror::Error)]
#[error("neither a picture nor a chart")]
struct FigureFileError;

impl Figure {
    /// The widest, in tenths of a millimetre: the type area of GB/T 9704, 156 mm.
    pub const WIDEST: u16 = 1560;

    /// How many dots the type area has at 300 an inch, across 156 mm and down 225 mm: paper shows no more.
    pub const MOST_DOTS: (u32, u32) = (1843, 2657);

    /// The narrowest picture, in tenths of a millimetre.
    pub const NARROWEST: u16 = 100;

    /// The narrowest chart: a narrower one has no room for its words.
    const NARROWEST_CHART: u16 = 600;

    /// A picture of this width, said in these words.
    pub const fn of_picture(picture: PictureId, alt: String, width: u16) -> Figure {
        Figure { content: FigureContent::Picture(picture), alt, width, extra: UnknownFields::new() }
    }

    /// A chart of the usual width.
    pub const fn of_chart(choice: ChartChoice) -> Figure {
        let content = FigureContent::Chart(choice);
        Figure { content, alt: String::new(), width: Figure::CHART, extra: UnknownFields::new() }
    }

    /// Its picture; `None` for a chart.
    pub const fn picture(&self) -> Option<PictureId> {
        match self.content {
            FigureContent::Picture(picture) => Some(picture),
            FigureContent::Chart(_) => None,
        }
    }

    /// Its chart; `None` for a picture.
    pub const fn chart(&self) -> Option<&ChartChoice> {
        match &self.content {
            FigureContent::Picture(_) => None,
            FigureContent::Chart(choice) => Some(choice),
        }
    }

    /// The least that it can be made, in tenths of a millimetre.
    pub const fn narrowest(&self) -> u16 {
        match self.content {
            FigureContent::Picture(_) => Figure::NARROWEST,
            FigureContent::Chart(_) => Figure::NARROWEST_CHART,
        }
    }

    /// How wide it is shown, in tenths of a millimetre, whatever a file says.
    pub fn shown_width(&self) -> u16 {
        self.width.clamp(self.narrowest(), Figure::WIDEST)
    }

    /// The width of a chart that nobody chose, in tenths of a millimetre.
    const CHART: u16 = 1300;

    /// The width of a picture of so many dots that nobody chose: as at 96 dots an inch, no wider than the type area.
    pub fn usual_width(dots: u32) -> u16 {
        let tenths = u64::from(dots) * 254 / 96;
        u16::try_from(tenths).unwrap_or(u16::MAX).clamp(Figure::NARROWEST, Figure::WIDEST)
    }
}

impl TryFrom<FigureFile> for Figure {
    type Error = FigureFileError;

    fn try_from(file: FigureFile) -> Result<Figure, FigureFileError> {
        let FigureFile { picture, chart, alt, width, extra } = file;
        let content = match (picture, chart) {
            (Some(picture), None) => FigureContent::Picture(picture),
            (None, Some(chart)) => FigureContent::Chart(chart),
            // Nothing of it may be lost: the paragraph keeps it unread.
            (None, None) | (Some(_), Some(_)) => return Err(FigureFileError),
        };
        Ok(Figure { content, alt, width, extra })
    }
}

impl From<Figure> for FigureFile {
    fn from(figure: Figure) -> FigureFile {
        let Figure { content, alt, width, extra } = figure;
        let (picture, chart) = match content {
            FigureContent::Picture(picture) => (Some(picture), None),
            FigureContent::Chart(chart) => (None, Some(chart)),
        };
        FigureFile { picture, chart, alt, width, extra }
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
