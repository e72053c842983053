//! `nianbao-renderer FILE`: the text of a PDF in the order in which it is drawn, a line for each page.
//! `nianbao-renderer FILE SCALE FOLDER`: its pages as grey pictures too, FOLDER/1.pgm and so on, SCALE
//! pixels to the point.

use std::error::Error;
use std::path::Path;

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, hayro_cmap::BfString, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{BezPath, Rect};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, rest @ ..] = arguments.as_slice() else { return Err("which file?".into()) };
    let pdf = Pdf::new(std::fs::read(file)?).map_err(|error| format!("{error:?}"))?;
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        let cache = InterpreterCache::new();
        let transform = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, area, &cache, page.xref(), InterpreterSettings::default());
        let mut reader = Reader::default();
        interpret_page(page, &mut context, &mut reader);
        println!("{}", reader.text);
    }
    if let [scale, folder] = rest {
        pictures(&pdf, scale.parse()?, Path::new(folder))?;
    }
    Ok(())
}

/// Writes each page as a picture of grey.
fn pictures(pdf: &Pdf, scale: f32, folder: &Path) -> Result<(), Box<dyn Error>> {
    let cache = RenderCache::new();
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let picture = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings);
        let mut bytes = format!("P5 {} {} 255\n", picture.width(), picture.height()).into_bytes();
        bytes.extend(picture.data().iter().map(|pixel| {
            let [red, green, blue] = [pixel.r, pixel.g, pixel.b].map(u16::from);
            u8::try_from((red + green + blue) / 3).unwrap_or(u8::MAX)
        }));
        std::fs::write(folder.join(format!("{number}.pgm")), bytes)?;
    }
    Ok(())
}

/// A device that keeps what is written on it.
#[derive(Default)]
struct Reader {
    text: String,
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, mode: &DrawMode) {
        // Bold glyphs are filled, then their outline is drawn: they are written once.
        if matches!(mode, DrawMode::Stroke(_)) {
            return;
        }
        for glyph in run.glyphs() {
            match glyph.as_unicode() {
                Some(BfString::Char(character)) => self.text.push(character),
                Some(BfString::String(text)) => self.text.push_str(&text),
                None => self.text.push('\u{FFFD}'),
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
