//! What is checked: the report with its form, last year's where it is at hand, and the day. Prepares
//! once what many rules read. Must not know rules.

use std::ops::Range;

use super::annotated_passage::{self, AnnotatedPassage};
use super::packs::ChosenPacks;
use super::passage::{Passage, PassageOrigin};
use super::shown_values::ShownValues;
use crate::form::{Form, SectionId};
use crate::report::{Date, PreviousYear, Report};

/// A report under examination.
#[derive(Clone, Debug)]
pub struct CheckInput<'a> {
    /// The edition of the form that the report follows.
    pub form: &'a Form,
    /// The report.
    pub report: &'a Report,
    /// The same unit's report of the year before, where it is at hand.
    pub previous: Option<&'a Report>,
    /// Reports of other units that are checked together with this one.
    pub other_units: &'a [&'a Report],
    /// The rule packs that are chosen.
    pub packs: ChosenPacks<'a>,
    /// Words of the unit that are no mistakes: names of people and places.
    pub words: &'a [String],
    /// The day of the check, for deadlines; `None` where it should not matter.
    pub today: Option<Date>,
    /// Whether the fonts have a glyph for a character; `None` where nothing will be printed. The session
    /// passes it in, since this room must not know fonts.
    pub has_glyph: Option<fn(char) -> bool>,
    /// All prose of the report, paragraph by paragraph, each with its numbers and claims: the preface,
    /// then the sections in order.
    pub annotated: Vec<AnnotatedPassage>,
    /// What the cells of the tables show.
    pub values: ShownValues<'a>,
    /// What they showed the year before, where that report is at hand.
    pub former: Option<ShownValues<'a>>,
}

impl<'a> CheckInput<'a> {
    /// The tables of the report alone, for rules that read no text.
    pub(super) fn of_tables(form: &'a Form, report: &'a Report) -> CheckInput<'a> {
        CheckInput::with_text(form, report, ShownValues::of(form, report), Vec::new())
    }

    /// The report alone.
    pub fn new(form: &'a Form, report: &'a Report) -> CheckInput<'a> {
        let values = ShownValues::of(form, report);
        let annotated = annotated_passage::annotate(form, report, &values);
        CheckInput::with_text(form, report, values, annotated)
    }

    fn with_text(
        form: &'a Form,
        report: &'a Report,
        values: ShownValues<'a>,
        annotated: Vec<AnnotatedPassage>,
    ) -> CheckInput<'a> {
        let packs = ChosenPacks::default();
        let (previous, today, has_glyph, former) = (None, None, None, None);
        CheckInput {
            form,
            report,
            previous,
            other_units: &[],
            packs,
            words: &[],
            today,
            has_glyph,
            annotated,
            values,
            former,
        }
    }

    /// Last year's report with its form, where it is the report of the year before.
    pub fn last_year(&self) -> Option<PreviousYear<'a>> {
        let previous = self.previous?;
        let comparison = PreviousYear::new(previous, Form::of(previous.form).ok()?);
        comparison.is_year_before(self.report).then_some(comparison)
    }

    /// All passages in order, without their numbers and claims.
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.annotated.iter().map(|one| &one.passage)
    }

    /// The passages of a section in order.
    pub fn section(&self, id: SectionId) -> impl Iterator<Item = &Passage> {
        self.passages().filter(move |passage| passage.origin == PassageOrigin::Section(id))
    }

    /// With last year's report to compare.
    pub fn compared_with(mut self, previous: Option<&'a Report>) -> CheckInput<'a> {
        let values = |previous: &Report| Some(ShownValues::of(Form::of(previous.form).ok()?, previous));
        self.former = previous.and_then(values);
        self.previous = previous;
        self
    }

    /// With the reports of other units.
    pub fn with_other_units(mut self, reports: &'a [&'a Report]) -> CheckInput<'a> {
        self.other_units = reports;
        self
    }

    /// With rule packs.
    pub fn by_packs(mut self, packs: ChosenPacks<'a>) -> CheckInput<'a> {
        self.packs = packs;
        self
    }

    /// With words of the unit that are no mistakes.
    pub const fn knowing(mut self, words: &'a [String]) -> CheckInput<'a> {
        self.words = words;
        self
    }

    /// Whether characters of a passage belong to a word of the unit: all of them, or some together with others
    /// before or behind them. A word within them says nothing of the rest.
    pub(super) fn is_known(&self, passage: &Passage, range: &Range<usize>) -> bool {
        let touches = |word: &Range<usize>| {
            let (apart, inside) = (
                word.end <= range.start || word.start >= range.end,
                word.start >= range.start && word.end <= range.end && word != range,
            );
            !apart && !inside
        };
        self.words.iter().any(|word| passage.find(word).iter().any(touches))
    }

    /// With the test whether the fonts have a glyph for a character.
    pub fn with_glyph_test(mut self, has_glyph: Option<fn(char) -> bool>) -> CheckInput<'a> {
        self.has_glyph = has_glyph;
        self
    }

    /// With the day of the check.
    pub fn on(mut self, today: Option<Date>) -> CheckInput<'a> {
        self.today = today;
        self
    }
}
