//! The charts of a report as pictures, for files that have no charts of their own: dots for documents, lines for web
//! pages. They are drawn by whoever exports. Must not know how.

use std::borrow::Cow;

use crate::form::Form;
use crate::raster::{HeldPicture, PictureId};
use crate::report::{Report, ReportText};
use crate::richtext::FigureContent;

/// The charts of a report in the order of its texts, as far as they are drawn.
#[derive(Clone, Debug, Default)]
pub struct DrawnCharts(Vec<ChartPicture>);

/// A chart as a picture.
#[derive(Clone, Debug)]
pub struct ChartPicture {
    /// The text that it stands in.
    pub part: ReportText,
    /// Its paragraph.
    pub paragraph: usize,
    /// Its dots.
    pub dots: Option<HeldPicture>,
    /// Its lines, as an SVG element for a web page.
    pub lines: String,
}

impl DrawnCharts {
    /// Of these charts.
    pub const fn new(charts: Vec<ChartPicture>) -> DrawnCharts {
        DrawnCharts(charts)
    }

    /// The lines of the chart that is a paragraph.
    pub(crate) fn lines(&self, part: ReportText, paragraph: usize) -> Option<&str> {
        let own = self.0.iter().find(|chart| (chart.part, chart.paragraph) == (part, paragraph))?;
        Some(own.lines.as_str()).filter(|lines| !lines.is_empty())
    }

    /// The names of their dots.
    pub(crate) fn names(&self) -> impl Iterator<Item = PictureId> {
        self.0.iter().filter_map(|chart| Some(chart.dots.as_ref()?.id()))
    }

    /// The report with a picture in the place of each chart.
    pub(crate) fn in_report<'a>(&self, form: &Form, report: &'a Report) -> Cow<'a, Report> {
        if self.0.is_empty() {
            return Cow::Borrowed(report);
        }
        let mut shown = with_pictures(form, report, self.names());
        self.0.iter().filter_map(|chart| chart.dots.clone()).for_each(|picture| shown.pictures.add(picture));
        Cow::Owned(shown)
    }
}

/// The report with a picture in the place of each chart, said in the words of its numbers; `names` are those of the
/// pictures in order. One for which there is no name stays a chart.
pub(crate) fn with_pictures(form: &Form, report: &Report, names: impl IntoIterator<Item = PictureId>) -> Report {
    let mut shown = report.clone();
    for ((part, number, figure, data), picture) in report.charts(form).into_iter().zip(names) {
        let mut figure = figure.clone();
        figure.width = figure.shown_width();
        figure.content = FigureContent::Picture(picture);
        if figure.alt.trim().is_empty() {
            figure.alt = data.words();
        }
        if let Some(paragraph) = shown.part_mut(part).paragraphs.get_mut(number) {
            paragraph.figure = Some(figure);
        }
    }
    shown
}
