//! Pages as SVG 1.1: a path for each run of glyphs with its words as a title, lines and rectangles. Must not know
//! dots.

use std::fmt::Write as _;

use super::stacked;
use crate::layout::{FontSet, Length, OutlineStep, Page, Paper, PlacedPicture, Shape, TextRun};
use crate::ooxml::base64;
use crate::ooxml::escape::escaped;

/// The pages, one below the other.
pub(super) fn write(paper: &Paper, fonts: &FontSet) -> String {
    let (pages, width, height) = stacked(paper);
    let (title, size) = (escaped(&paper.about.title), (points(width), points(height)));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{0}pt\" height=\"{1}pt\" \
         viewBox=\"0 0 {0} {1}\">\n<title>{title}</title>\n<desc>{2}</desc>\n\
         <rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
        size.0,
        size.1,
        escaped(&words(paper).replace('\n', " ")),
    );
    draw_all(&mut svg, paper, &pages, fonts);
    svg + "</svg>\n"
}

/// The pages as an element of a web page. Its words are an attribute: a title within would be text of the page for those
/// who read it without its marks.
pub(super) fn element(paper: &Paper, fonts: &FontSet, words: &str, width: u16) -> String {
    let (pages, wide, high) = stacked(paper);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{}\" style=\"width: {}.{}mm\" \
         viewBox=\"0 0 {} {}\">\n",
        escaped(words),
        width / 10,
        width % 10,
        points(wide),
        points(high),
    );
    draw_all(&mut svg, paper, &pages, fonts);
    svg + "</svg>\n"
}

fn draw_all(svg: &mut String, paper: &Paper, pages: &[(Length, &Page)], fonts: &FontSet) {
    for (top, page) in pages {
        for item in &page.items {
            match &item.shape {
                Shape::Picture(placed) => picture(svg, placed, paper, *top),
                shape => draw(svg, shape, *top, fonts),
            }
        }
    }
}

/// A web page with the SVG in it, and the words for those who do not see it.
pub(super) fn web_page(paper: &Paper, fonts: &FontSet) -> String {
    let title = escaped(&paper.about.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>svg{{max-width:100%;height:auto}}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        write(paper, fonts),
    )
}

/// All words of the pages, a line for each run.
pub(super) fn words(paper: &Paper) -> String {
    let items = paper.pages.iter().flat_map(|page| &page.items);
    let runs = items.filter_map(|item| match &item.shape {
        Shape::Text(run) => Some(run.glyphs.iter().map(|glyph| glyph.character).collect::<String>()),
        _ => None,
    });
    runs.collect::<Vec<_>>().join("\n")
}

/// A picture, within the file; it is turned here and not by the note in its own file, which not all viewers heed.
fn picture(svg: &mut String, placed: &PlacedPicture, paper: &Paper, top: Length) {
    let Some(picture) = paper.pictures.get(placed.id) else { return };
    let [a, b, c, d, e, f] = picture.turn().matrix();
    let (width, height) = (placed.width, placed.height);
    let (x, y) = (placed.x + width * e, placed.y + top + height * f);
    let matrix = [width * a, height * b, width * c, height * d, x, y].map(points).join(" ");
    let data = base64::encoded(&picture.bytes_unturned());
    // Writing into a text does not fail.
    let _ = writeln!(
        svg,
        "<image width=\"1\" height=\"1\" preserveAspectRatio=\"none\" transform=\"matrix({matrix})\" \
         href=\"data:{};base64,{data}\"/>",
        picture.media_type(),
    );
}

fn draw(svg: &mut String, shape: &Shape, top: Length, fonts: &FontSet) {
    // Writing into a text does not fail.
    let _ = match shape {
        Shape::Picture(_) => Ok(()),
        Shape::Fill(fill) => writeln!(
            svg,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#{:06x}\"/>",
            points(fill.x),
            points(fill.y + top),
            points(fill.width),
            points(fill.height),
            fill.colour.0,
        ),
        Shape::Area(area) => {
            let corners = area.points.iter().map(|(x, y)| format!("{},{}", points(*x), points(*y + top)));
            let corners = corners.collect::<Vec<_>>().join(" ");
            writeln!(svg, "<polygon points=\"{corners}\" fill=\"#{:06x}\"/>", area.colour.0)
        }
        Shape::Rule(rule) => writeln!(
            svg,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"#{:06x}\" stroke-width=\"{}\"/>",
            points(rule.from.0),
            points(rule.from.1 + top),
            points(rule.to.0),
            points(rule.to.1 + top),
            rule.colour.0,
            points(rule.width),
        ),
        Shape::Text(run) => {
            let heavy = if run.heavy {
                format!(" stroke=\"#{:06x}\" stroke-width=\"{}\"", run.colour.0, points(run.outline_width()))
            } else {
                String::new()
            };
            writeln!(svg, "<path fill=\"#{:06x}\"{heavy} d=\"{}\"/>", run.colour.0, path(run, top, fonts))
        }
    };
}

/// The outlines of the glyphs of a run.
fn path(run: &TextRun, top: Length, fonts: &FontSet) -> String {
    let font = fonts.font(run.face);
    let em = i64::from(font.metrics().units_per_em);
    let mut path = String::new();
    for glyph in &run.glyphs {
        let place = |(x, y): (i32, i32)| {
            let (x, y) = (run.size.scaled(i64::from(x), em), run.size.scaled(i64::from(y), em));
            let slant = if run.slanted { y.scaled(i64::from(TextRun::SHEAR), 10_000) } else { Length::ZERO };
            format!("{} {}", points(run.x + glyph.dx + x + slant), points(run.baseline + top - y))
        };
        for step in font.outline(glyph.id) {
            path += &match step {
                OutlineStep::Move(to) => format!("M{}", place(to)),
                OutlineStep::Line(to) => format!("L{}", place(to)),
                OutlineStep::Quad(by, to) => format!("Q{} {}", place(by), place(to)),
                OutlineStep::Cubic(by, and, to) => format!("C{} {} {}", place(by), place(and), place(to)),
                OutlineStep::Close => "Z".to_owned(),
            };
        }
    }
    path
}

/// A length in points, to a hundredth.
fn points(length: Length) -> String {
    let hundredths = (i64::from(length.thousandths()) + 5).div_euclid(10);
    let (sign, whole) = (if hundredths < 0 { "-" } else { "" }, hundredths.abs());
    let text = format!("{sign}{}.{:02}", whole / 100, whole % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
