//! The figures of a report in order: their numbers, and which pictures they show. Must not know how they are drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{ChartData, Report, ReportText};
use crate::form::Form;
use crate::raster::{HeldPicture, PictureId};
use crate::richtext::{Figure, Paragraph, RichText};

/// The numbers of figures, by text and paragraph. A figure without a caption has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureNumbers(BTreeMap<(ReportText, usize), usize>);

impl FigureNumbers {
    /// What a caption begins with, such as 图1; `None` for what is no caption.
    pub fn label(&self, part: ReportText, paragraph: usize) -> Option<String> {
        self.0.get(&(part, paragraph)).map(|number| format!("图{number}"))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// A caption as it is printed: its number, a wide space, its words.
    pub fn caption(&self, part: ReportText, number: usize, paragraph: &Paragraph) -> String {
        match self.label(part, number) {
            Some(label) => format!("{label}{}{}", FigureNumbers::GAP, paragraph.text().trim()),
            None => String::new(),
        }
    }

    /// The same numbers for a piece that was taken out of a text; `from` has the paragraphs that it was taken from. Its first
    /// figure may have stayed behind, its others are all there.
    pub fn of_piece(
        &self,
        (part, prose): (ReportText, &RichText),
        from: Range<usize>,
        piece: &RichText,
    ) -> FigureNumbers {
        let before: Vec<usize> =
            prose.figures().map(|(number, ..)| number).filter(|number| from.contains(number)).collect();
        let now: Vec<usize> = piece.figures().map(|(number, ..)| number).collect();
        let pairs = before.into_iter().rev().zip(now.into_iter().rev());
        FigureNumbers(pairs.filter_map(|(was, is)| Some(((part, is), *self.0.get(&(part, was))?))).collect())
    }

    /// What stands between the number and the words.
    pub const GAP: char = '\u{3000}';
}

impl Report {
    /// The numbers of its figures, counted through the whole report.
    pub fn figure_numbers(&self) -> FigureNumbers {
        let mut numbers = BTreeMap::new();
        for part in ReportText::ALL {
            let figures = self.part(part).into_iter().flat_map(|prose| prose.figures());
            for (paragraph, _, _) in figures.filter(|(_, caption, _)| !caption.is_wordless()) {
                numbers.insert((part, paragraph), numbers.len() + 1);
            }
        }
        FigureNumbers(numbers)
    }

    /// The names of the pictures that it shows, each once.
    pub fn shown_pictures(&self) -> BTreeSet<PictureId> {
        let texts = ReportText::ALL.into_iter().filter_map(|part| self.part(part));
        texts.flat_map(|prose| prose.figures().filter_map(|(_, _, figure)| figure.picture())).collect()
    }

    /// The names of the pictures that it shows or has taken out by a tracked change, which may be rejected, each once.
    pub fn kept_pictures(&self) -> BTreeSet<PictureId> {
        let taken = self.revisions.held_paragraphs().filter_map(|paragraph| paragraph.figure.as_ref());
        self.shown_pictures().into_iter().chain(taken.filter_map(Figure::picture)).collect()
    }

    /// The pictures that it shows, each once, in the order of their names.
    pub fn held_pictures(&self) -> impl Iterator<Item = &HeldPicture> {
        self.shown_pictures().into_iter().filter_map(|id| self.pictures.get(id))
    }

    /// Whether a text has a table in it.
    pub fn has_text_tables(&self) -> bool {
        ReportText::ALL.into_iter().filter_map(|part| self.part(part)).any(RichText::has_tables)
    }

    /// Whether a text has a figure in it.
    pub fn has_figures(&self) -> bool {
        let texts = ReportText::ALL.into_iter().filter_map(|part| self.part(part));
        texts.into_iter().any(|prose| prose.figures().next().is_some())
    }

    /// Whether a text has a chart in it, or had one that a tracked change took out.
    pub fn keeps_charts(&self) -> bool {
        let texts = ReportText::ALL.into_iter().filter_map(|part| self.part(part));
        let taken = self.revisions.held_paragraphs().filter_map(|paragraph| paragraph.figure.as_ref());
        let mut figures = texts.flat_map(|prose| prose.figures().map(|(_, _, figure)| figure)).chain(taken);
        figures.any(|figure| figure.chart().is_some())
    }

    /// The charts of its texts in order: text, paragraph, figure, and what it shows now.
    pub fn charts(&self, form: &Form) -> Vec<(ReportText, usize, &Figure, ChartData)> {
        let mut found = Vec::new();
        for part in ReportText::ALL {
            let Some(prose) = self.part(part) else { continue };
            for (number, _, figure, choice) in prose.charts() {
                found.push((part, number, figure, ChartData::of(form, &self.numbers, (prose, number), choice)));
            }
        }
        found
    }
}
