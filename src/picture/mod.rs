//! Pages → pictures: SVG, a web page with SVG in it, and PNG, for what is published as a picture. Glyphs are drawn
//! by their outlines, so that a picture is the same everywhere. A room beside `pdf` and `ofd`: it reads the same
//! pages and no report.

mod page_raster;
mod png_writer;
mod svg_writer;

use crate::layout::{FontSet, Length, Page, Paper};

/// Dots of a PNG in an inch.
const DOTS: i64 = 150;

/// The pages as one SVG, one below the other.
pub fn svg(paper: &Paper, fonts: &FontSet) -> String {
    svg_writer::write(paper, fonts)
}

/// A page as an SVG element within a web page, said in `words`, so many tenths of a millimetre wide.
pub fn svg_element(paper: &Paper, fonts: &FontSet, words: &str, width: u16) -> String {
    svg_writer::element(paper, fonts, words, width)
}

/// All words of the pages, a line for each run.
pub fn words(paper: &Paper) -> String {
    svg_writer::words(paper)
}

/// A web page that shows the pages.
pub fn html(paper: &Paper, fonts: &FontSet) -> String {
    svg_writer::web_page(paper, fonts)
}

/// Why a picture cannot be written.
pub type PictureError = png::EncodingError;

/// The pages as one PNG, one below the other.
///
/// # Errors
///
/// The picture has more dots than a PNG can have.
pub fn png(paper: &Paper, fonts: &FontSet) -> Result<Vec<u8>, PictureError> {
    png_of(paper, fonts, DOTS)
}

/// The same with twice as many dots, for print.
///
/// # Errors
///
/// As [`png()`].
pub fn fine_png(paper: &Paper, fonts: &FontSet) -> Result<Vec<u8>, PictureError> {
    png_of(paper, fonts, DOTS * 2)
}

fn png_of(paper: &Paper, fonts: &FontSet, dots: i64) -> Result<Vec<u8>, PictureError> {
    let pages: Vec<page_raster::PageRaster> =
        paper.pages.iter().map(|page| page_raster::draw(page, &paper.pictures, fonts, dots)).collect();
    png_writer::write(&pages, dots)
}

/// Where each page begins when all stand below one another, and the whole width and height.
fn stacked(paper: &Paper) -> (Vec<(Length, &Page)>, Length, Length) {
    let (mut top, mut width) = (Length::ZERO, Length::ZERO);
    let mut pages = Vec::with_capacity(paper.pages.len());
    for page in &paper.pages {
        pages.push((top, page));
        top += page.height;
        width = width.max(page.width);
    }
    (pages, width, top)
}
