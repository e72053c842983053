//! Paths → ruled lines: horizontal and vertical strokes, and fills so thin that they are lines.

/// A ruled line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RuledLine {
    /// Whether it is horizontal; otherwise it is vertical.
    pub level: bool,
    /// Its y if it is horizontal, otherwise its x.
    pub at: f64,
    /// Its lower end: the least x, or the least y.
    pub from: f64,
    /// Its upper end.
    pub to: f64,
}

/// A path while it is built, in the page's space.
#[derive(Debug, Default)]
pub(super) struct Path {
    shapes: Vec<PathShape>,
}

/// A subpath.
#[derive(Debug, Default)]
struct PathShape {
    points: Vec<(f64, f64)>,
    curved: bool,
}

/// The thickest fill that is a line, in points.
const THICK: f64 = 3.0;
/// How far a line may deviate and still count as horizontal or vertical, in points.
const DEVIATION: f64 = 1.0;

impl Path {
    pub(super) fn move_to(&mut self, to: (f64, f64)) {
        // A place that nothing was drawn from is left again.
        self.shapes.pop_if(|last| last.points.len() < 2);
        self.shapes.push(PathShape { points: vec![to], curved: false });
    }

    pub(super) fn line_to(&mut self, to: (f64, f64)) {
        if let Some(shape) = self.shapes.last_mut() {
            shape.points.push(to);
        }
    }

    pub(super) fn curve_to(&mut self, to: (f64, f64)) {
        if let Some(shape) = self.shapes.last_mut() {
            shape.points.push(to);
            shape.curved = true;
        }
    }

    pub(super) fn rectangle(&mut self, corners: [(f64, f64); 4]) {
        let [first, ..] = corners;
        let points = corners.into_iter().chain([first]).collect();
        self.shapes.push(PathShape { points, curved: false });
    }

    pub(super) fn close(&mut self) {
        if let Some(shape) = self.shapes.last_mut()
            && let Some(first) = shape.points.first().copied()
        {
            shape.points.push(first);
        }
    }

    /// Strokes the path and clears it.
    pub(super) fn stroke(&mut self, rules: &mut Vec<RuledLine>) {
        for shape in std::mem::take(&mut self.shapes).into_iter().filter(|shape| !shape.curved) {
            let ends = shape.points.iter().zip(shape.points.iter().skip(1));
            rules.extend(ends.filter_map(|(one, other)| RuledLine::between(*one, *other)));
        }
    }

    /// Fills the path and clears it.
    pub(super) fn fill(&mut self, rules: &mut Vec<RuledLine>) {
        for shape in std::mem::take(&mut self.shapes).into_iter().filter(|shape| !shape.curved) {
            let low = |of: fn(&(f64, f64)) -> f64| shape.points.iter().map(of).fold(f64::INFINITY, f64::min);
            let high = |of: fn(&(f64, f64)) -> f64| shape.points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
            let (left, right) = (low(|point| point.0), high(|point| point.0));
            let (bottom, top) = (low(|point| point.1), high(|point| point.1));
            let (width, height) = (right - left, top - bottom);
            if height <= THICK && width > THICK {
                rules.push(RuledLine { level: true, at: f64::midpoint(bottom, top), from: left, to: right });
            } else if width <= THICK && height > THICK {
                rules.push(RuledLine { level: false, at: f64::midpoint(left, right), from: bottom, to: top });
            }
        }
    }
}

impl RuledLine {
    fn between(one: (f64, f64), other: (f64, f64)) -> Option<RuledLine> {
        let (width, height) = ((one.0 - other.0).abs(), (one.1 - other.1).abs());
        if height <= DEVIATION && width > THICK {
            let (from, to) = (one.0.min(other.0), one.0.max(other.0));
            Some(RuledLine { level: true, at: f64::midpoint(one.1, other.1), from, to })
        } else if width <= DEVIATION && height > THICK {
            let (from, to) = (one.1.min(other.1), one.1.max(other.1));
            Some(RuledLine { level: false, at: f64::midpoint(one.0, other.0), from, to })
        } else {
            None
        }
    }
}
