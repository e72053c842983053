//! The key to the tones of a chart: a box with its tone before each name, in as many lines as it takes. Must not know
//! what is named.

use super::chart_painter::{ChartArea, ChartPainter};
use super::{ChartLine, TONES};
use crate::layout::{Colour, FaceId, Length, NodeId, StructureRole};

/// How high the key is; nothing where one row of numbers needs none.
pub(super) fn key_height(painter: &ChartPainter<'_>, width: Length, rows: &[ChartLine]) -> Length {
    let lines = places(painter, width, rows).last().map_or(0, |(line, _)| line + 1);
    painter.leading * i32::try_from(lines).unwrap_or(1)
}

/// Draws the key; returns where it ends.
pub(super) fn key_to_tones(
    painter: &mut ChartPainter<'_>,
    area: ChartArea,
    rows: &[ChartLine],
    parent: NodeId,
) -> Length {
    let places = places(painter, area.width, rows);
    if places.is_empty() {
        return area.top;
    }
    let (small, leading) = (painter.small, painter.leading);
    let node = painter.structure.add(StructureRole::Paragraph, Some(parent));
    let mut end = area.top;
    for ((row, (line, x)), tone) in rows.iter().zip(places).zip(TONES.iter().cycle()) {
        let top = area.top + leading * i32::try_from(line).unwrap_or(0);
        let side = small.scaled(8, 10);
        let own = ChartArea { left: area.left + x, top: top + (leading - side) / 2, width: side, height: side };
        painter.box_of(own, *tone);
        let name = painter.fitted(&row.name, FaceId::Song, small, area.width - x - small);
        let place = (area.left + x + small, top + leading / 2 + small / 3);
        painter.text(&name, place, (FaceId::Song, small), Colour::BLACK, node);
        end = top + leading;
    }
    end
}

/// The line of each name and where it begins.
fn places(painter: &ChartPainter<'_>, width: Length, rows: &[ChartLine]) -> Vec<(usize, Length)> {
    let mut places = Vec::new();
    if rows.len() < 2 {
        return places;
    }
    let (mut line, mut x) = (0, Length::ZERO);
    for row in rows {
        let own = painter.small + painter.width(&row.name, FaceId::Song, painter.small);
        if x > Length::ZERO && x + own > width {
            (line, x) = (line + 1, Length::ZERO);
        }
        places.push((line, x));
        x += own + painter.small;
    }
    places
}
