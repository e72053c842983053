//! Pages as readable text: one line for each item, with positions in points. For tests and
//! debugging.

use std::fmt::Write;

use super::{Paper, Shape};

/// The pages of `paper`, a line for each item.
#[allow(dead_code, reason = "snapshots of pages are made of it")]
pub fn dump(paper: &Paper) -> String {
    let mut text = String::new();
    for (number, page) in paper.pages.iter().enumerate() {
        let _ = writeln!(text, "page {} {} × {}", number + 1, page.width, page.height);
        for item in &page.items {
            let _ = match &item.shape {
                Shape::Text(run) => {
                    let marks = [("heavy ", run.heavy), ("slanted ", run.slanted)];
                    let marks: String = marks.iter().filter(|(_, on)| *on).map(|(word, _)| *word).collect();
                    writeln!(
                        text,
                        "  {:>8} {:>8}  {} {} {marks}{}",
                        run.x,
                        run.baseline,
                        run.face.word(),
                        run.size,
                        run.text()
                    )
                }
                Shape::Rule(rule) => {
                    writeln!(text, "  {:>8} {:>8}  rule to {} {}", rule.from.0, rule.from.1, rule.to.0, rule.to.1)
                }
                Shape::Picture(picture) => {
                    writeln!(
                        text,
                        "  {:>8} {:>8}  picture {} × {} {:.8}",
                        picture.x,
                        picture.y,
                        picture.width,
                        picture.height,
                        picture.id.to_string()
                    )
                }
                Shape::Area(area) => {
                    let (x, y) = area.points.first().copied().unwrap_or_default();
                    writeln!(text, "  {x:>8} {y:>8}  area {} corners {:06X}", area.points.len(), area.colour.0)
                }
                Shape::Fill(fill) => {
                    writeln!(
                        text,
                        "  {:>8} {:>8}  fill {} × {} {:06X}",
                        fill.x, fill.y, fill.width, fill.height, fill.colour.0
                    )
                }
            };
        }
    }
    text
}
