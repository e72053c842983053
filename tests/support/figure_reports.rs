//! Reports with figures, and the pictures in them: every kind of PNG and JPEG that is taken in, each 60 dots wide and 40
//! high, red, green, blue and yellow in its corners.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use nianbao::form::{SectionId, UnitKind};
use nianbao::raster::HeldPicture;
use nianbao::report::Report;
use nianbao::richtext::{Figure, Level, Paragraph};

/// The pictures by the names of their files.
pub const PICTURES: [(&str, &[u8]); 12] = [
    ("upright.jpeg", include_bytes!("../data/figures/upright.jpeg")),
    ("telephone.jpeg", include_bytes!("../data/figures/telephone.jpeg")),
    ("progressive.jpeg", include_bytes!("../data/figures/progressive.jpeg")),
    ("grey.jpeg", include_bytes!("../data/figures/grey.jpeg")),
    ("cmyk.jpeg", include_bytes!("../data/figures/cmyk.jpeg")),
    ("rgb.png", include_bytes!("../data/figures/rgb.png")),
    ("palette.png", include_bytes!("../data/figures/palette.png")),
    ("sixteen.png", include_bytes!("../data/figures/sixteen.png")),
    ("alpha.png", include_bytes!("../data/figures/alpha.png")),
    ("interlaced.png", include_bytes!("../data/figures/interlaced.png")),
    ("grey.png", include_bytes!("../data/figures/grey.png")),
    ("one-bit.png", include_bytes!("../data/figures/one-bit.png")),
];

/// A picture by the name of its file.
pub fn picture(name: &str) -> HeldPicture {
    let (_, bytes) = PICTURES.iter().find(|(own, _)| *own == name).expect("a picture of that name");
    HeldPicture::take_in(bytes).unwrap()
}

/// Every picture.
pub fn pictures() -> Vec<HeldPicture> {
    PICTURES.iter().map(|(name, _)| picture(name)).collect()
}

/// A paragraph that is a figure, so many tenths of a millimetre wide.
pub fn figure(picture: &HeldPicture, alt: &str, caption: &str, width: u16) -> Paragraph {
    let figure = Figure::of_picture(picture.id(), alt.into(), width);
    let mut paragraph = Paragraph::new(Level::Body, caption);
    paragraph.figure = Some(figure);
    paragraph
}

/// A report whose first section has every picture between its paragraphs, and whose fifth has one without a caption.
pub fn report() -> Report {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    let mut first = vec![Paragraph::new(Level::Body, "2024年，青禾县水务局主动公开信息41条。")];
    for (number, held) in pictures().iter().enumerate() {
        let width = [1560, 600, 300, 1000][number % 4];
        first.push(figure(held, &format!("第{}张：四色方块", number + 1), &format!("四色方块之{}", number + 1), width));
        first.push(Paragraph::new(Level::Body, "以上为公开情况，各科室按要求报送。".repeat(1 + number % 3)));
        report.pictures.add(held.clone());
    }
    report.prose_mut(SectionId::Overview).paragraphs = first;
    let bare = figure(&picture("upright.jpeg"), "公章样式", "", 400);
    report.prose_mut(SectionId::Problems).paragraphs =
        vec![Paragraph::new(Level::Body, "存在的问题是公开的形式不够多样。"), bare];
    report
}
