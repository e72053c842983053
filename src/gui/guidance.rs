//! Examples of good wording for the sections of prose, from `assets/guidance/`. Inserts nothing; must not know a
//! view.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::form::SectionId;
use crate::report::Report;
use crate::richtext::{Paragraph, RichText, Run, TextMark, TextMarks};

/// An example of good wording.
#[derive(Clone, Debug, Deserialize)]
pub struct Example {
    /// The section in which it can stand.
    pub section: SectionId,
    /// The aspect that it treats, by the form's title; empty for none.
    #[serde(default)]
    pub aspect: String,
    text: String,
}

/// The file of the examples.
#[derive(Debug, Default, Deserialize)]
struct ExampleFile {
    #[serde(default)]
    example: Vec<Example>,
}

/// The examples for a section. A file that cannot be read gives none; a test reads it.
pub fn of_section(section: SectionId) -> impl Iterator<Item = &'static Example> {
    static EXAMPLES: OnceLock<ExampleFile> = OnceLock::new();
    let file = EXAMPLES
        .get_or_init(|| toml::from_str(include_str!("../../assets/guidance/examples.toml")).unwrap_or_default());
    file.example.iter().filter(move |example| example.section == section)
}

impl Example {
    /// The words for a report.
    pub fn words(&self, report: &Report) -> String {
        of_report(&self.text, report)
    }

    /// The paragraph to insert, all of it marked 待核实.
    pub fn paragraph(&self, report: &Report) -> Paragraph {
        let marks = TextMarks::default().with(TextMark::Unverified, true);
        let mut paragraph = Paragraph::default();
        paragraph.set_runs(vec![Run { text: self.words(report), marks, ..Run::default() }]);
        paragraph
    }
}

/// Phrases that most reports have, for `report`.
pub fn phrases(report: &Report) -> impl Iterator<Item = String> {
    include_str!("../../assets/guidance/phrases.txt").lines().map(|line| of_report(line, report))
}

/// A text of ours with the unit and the year of a report.
fn of_report(text: &str, report: &Report) -> String {
    let unit = match report.unit.name.trim() {
        "" => "本单位",
        name => name,
    };
    let year = if report.year == 0 { "××".to_owned() } else { report.year.to_string() };
    text.replace("{year}", &year).replace("{unit}", unit)
}

/// Whether a paragraph is an example as it was inserted, which nobody has adapted yet.
pub fn is_untouched(report: &Report, section: SectionId, paragraph: &Paragraph) -> bool {
    let marked = paragraph.runs().iter().all(|run| run.marks.has(TextMark::Unverified));
    marked && of_section(section).any(|example| example.words(report) == paragraph.text())
}

/// What is put at the end of `prose` so that `paragraphs` follow.
pub fn appended(prose: &RichText, paragraphs: Vec<Paragraph>) -> RichText {
    let before = (!prose.is_empty()).then(Paragraph::default);
    RichText { paragraphs: before.into_iter().chain(paragraphs).collect() }
}
