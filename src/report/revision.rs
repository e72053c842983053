//! Tracked changes (修订): who put in, took out or formatted what, and when. The texts of a report always read as if all
//! of them were accepted; what was taken out is kept here. Must not know who may accept one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize};

use super::{CommentTime, Date, Number, Report, ReportDigest, ReportText, Signature, StatedTotal};
use crate::form::CellKey;
use crate::richtext::{Paragraph, RichText, Run, TextRange, UnknownFields};

/// Changes of one person that touch and are no further apart are one, in minutes.
const SAME_MINUTES: u16 = 10;

/// So many merged copies are remembered.
const COPIES: usize = 100;

/// So many changes of merged copies are remembered.
const TAKEN: usize = 10_000;

/// The tracked changes of a report that nobody has accepted or rejected yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Revisions {
    /// Whether changes are tracked from now on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tracking: bool,
    /// Who made each and when, by rising number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) marks: Vec<RevisionMark>,
    /// What they changed in the texts: by text, in the order in which it stands there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) spans: Vec<RevisedSpan>,
    /// What they changed elsewhere, in the order in which it was done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) values: Vec<RevisedValue>,
    /// The digests of the reviewed copies that were merged, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) merged: Vec<String>,
    /// What those copies changed, each change as a hash of its place and words, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) taken: Vec<String>,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// The number of a tracked change in its report, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RevisionId(pub u32);

/// Who changes a report, and when, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reviser {
    /// Who.
    pub by: String,
    /// When.
    pub at: Option<CommentTime>,
}

/// Who made a tracked change and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionMark {
    /// Its number.
    pub id: RevisionId,
    /// Who.
    pub by: String,
    /// When; `None` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<CommentTime>,
    /// Unknown fields of the file.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// A piece of a text that was changed in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RevisedSpan {
    /// Which text.
    pub part: ReportText,
    /// Where it stands; where its words were taken out, the empty span at which they stood. The end of the last
    /// paragraph lies between it and the position before the paragraph after the last.
    pub span: TextRange,
    /// What was taken out. An end of paragraph follows each of its paragraphs but the last. It may be a part of a table,
    /// which is not mended as a whole one would be.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "as_it_is")]
    pub removed: Option<RichText>,
    /// The change that put it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inserted: Option<RevisionId>,
    /// The change that took it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<RevisionId>,
    /// The change that formatted it, and its former look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formatted: Option<(RevisionId, FormerLook)>,
}

fn as_it_is<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Option<RichText>, D::Error> {
    Ok(Option::<Vec<Paragraph>>::deserialize(source)?.map(|paragraphs| RichText { paragraphs }))
}

/// How something looked: a run without its characters, or a paragraph without its runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FormerLook {
    Run(Run),
    Paragraph(Paragraph),
}

/// A value that was changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RevisedValue {
    /// The change.
    pub id: RevisionId,
    /// What stood there before it.
    pub former: FormerValue,
}

/// A value of a report outside its texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormerValue {
    /// The number of a cell.
    Number(CellKey, Option<Number>),
    /// The total that an imported text states against its parts.
    Stated(CellKey, Option<StatedTotal>),
    /// The footnote to a cell.
    Note(CellKey, Option<String>),
    /// The published title.
    Title(Option<String>),
    /// The unit's name.
    Unit(String),
    /// The year.
    Year(u16),
    /// Unit and date after the text.
    Signature(Option<Signature>),
}

/// What is done with tracked changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevisionChange {
    /// These stay as they are and are no longer told apart.
    Accept(Vec<RevisionId>),
    /// These are taken back.
    Reject(Vec<RevisionId>),
}

impl Reviser {
    /// Whether a change of this person and this time belongs to the one that bears `mark`.
    fn continues(&self, mark: &RevisionMark) -> bool {
        let is_near = match (self.at, mark.at) {
            (Some(one), Some(other)) => one.is_within(other, SAME_MINUTES),
            (one, other) => one == other,
        };
        self.by == mark.by && is_near
    }
}

impl RevisedSpan {
    /// The changes of it.
    pub fn ids(&self) -> impl Iterator<Item = RevisionId> + use<> {
        let formatted = self.formatted.as_ref().map(|(id, _)| *id);
        self.inserted.into_iter().chain(self.deleted).chain(formatted)
    }
}

impl FormerValue {
    /// The value that a report has in the same place.
    pub(super) fn now(&self, report: &Report) -> FormerValue {
        match self {
            FormerValue::Number(key, _) => FormerValue::Number(*key, report.numbers.get(*key)),
            FormerValue::Stated(key, _) => FormerValue::Stated(*key, report.numbers.stated(*key)),
            FormerValue::Note(key, _) => FormerValue::Note(*key, report.notes.get(key).cloned()),
            FormerValue::Title(_) => FormerValue::Title(report.title.clone()),
            FormerValue::Unit(_) => FormerValue::Unit(report.unit.name.clone()),
            FormerValue::Year(_) => FormerValue::Year(report.year),
            FormerValue::Signature(_) => FormerValue::Signature(report.signature.clone()),
        }
    }

    /// Whether both stand in the same place of a report.
    pub(super) fn is_beside(&self, other: &FormerValue) -> bool {
        match (self, other) {
            (FormerValue::Number(one, _), FormerValue::Number(two, _))
            | (FormerValue::Stated(one, _), FormerValue::Stated(two, _))
            | (FormerValue::Note(one, _), FormerValue::Note(two, _)) => one == two,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// The value in words; empty for none.
    pub fn shown(&self) -> String {
        match self {
            FormerValue::Number(_, number) => number.map(|number| number.to_string()).unwrap_or_default(),
            FormerValue::Stated(_, Some(StatedTotal::Number(count))) => count.to_string(),
            FormerValue::Stated(..) => String::new(),
            FormerValue::Note(_, text) | FormerValue::Title(text) => text.clone().unwrap_or_default(),
            FormerValue::Unit(name) => name.clone(),
            // None is known.
            FormerValue::Year(0) => String::new(),
            FormerValue::Year(year) => year.to_string(),
            FormerValue::Signature(signature) => {
                let date = |date: Date| date.official();
                signature.as_ref().map(|one| format!("{} {}", one.unit, date(one.date))).unwrap_or_default()
            }
        }
    }
}

impl Revisions {
    /// Whether there is nothing to be kept in a file.
    pub fn is_empty(&self) -> bool {
        *self == Revisions::default()
    }

    /// Who made each, by rising number.
    pub fn marks(&self) -> &[RevisionMark] {
        &self.marks
    }

    /// The numbers of all.
    pub fn ids(&self) -> Vec<RevisionId> {
        self.marks.iter().map(|mark| mark.id).collect()
    }

    /// Who made this one, and when.
    pub fn mark(&self, id: RevisionId) -> Option<&RevisionMark> {
        // They stand by rising number, and a document may have thousands.
        let at = self.marks.binary_search_by_key(&id, |mark| mark.id).ok()?;
        self.marks.get(at)
    }

    /// Whether a copy was merged that says the same.
    pub fn has_merged(&self, copy: ReportDigest) -> bool {
        let copy = copy.to_string();
        self.merged.contains(&copy)
    }

    /// Notes that a copy was merged.
    pub(super) fn note_merged(&mut self, copy: ReportDigest) {
        let copy = copy.to_string();
        self.merged.retain(|one| *one != copy);
        self.merged.push(copy);
        let beyond = self.merged.len().saturating_sub(COPIES);
        self.merged.drain(..beyond);
    }

    /// The changes that merged copies brought in.
    pub(super) fn taken_changes(&self) -> &[String] {
        &self.taken
    }

    /// Notes changes that a merged copy brought in.
    pub(super) fn note_taken(&mut self, changes: Vec<String>) {
        self.taken.extend(changes);
        let beyond = self.taken.len().saturating_sub(TAKEN);
        self.taken.drain(..beyond);
    }

    /// What was taken out of the texts, and the former looks of paragraphs: what a report holds beside what it shows.
    pub(super) fn held_paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.spans.iter().flat_map(|span| {
            let former = span.formatted.as_ref().and_then(|(_, look)| match look {
                FormerLook::Paragraph(paragraph) => Some(paragraph),
                FormerLook::Run(_) => None,
            });
            span.removed.iter().flat_map(|text| &text.paragraphs).chain(former)
        })
    }

    /// The words that it holds beside those that the report shows.
    pub(super) fn held_words(&self) -> impl Iterator<Item = String> {
        let names = self.marks.iter().map(|mark| mark.by.clone());
        names.chain(self.values.iter().map(|value| value.former.shown()))
    }

    /// The changes of one text.
    pub(super) fn of_text(&self, part: ReportText) -> impl Iterator<Item = &RevisedSpan> {
        self.spans.iter().filter(move |span| span.part == part)
    }

    /// Those of values alone, and whose they are.
    pub(super) fn of_values(&self) -> Revisions {
        let mut own = Revisions { spans: Vec::new(), extra: UnknownFields::new(), tracking: false, ..self.clone() };
        own.forget_unused();
        own
    }

    /// Puts other changes in the place of those of one text.
    pub(super) fn set_text(&mut self, part: ReportText, spans: Vec<RevisedSpan>) {
        let after = self.spans.iter().filter(|span| span.part > part).cloned().collect::<Vec<_>>();
        self.spans.retain(|span| span.part < part);
        self.spans.extend(spans.into_iter().chain(after));
    }

    /// The number for a change of this person: that of one beside it, if that is of the same person and time.
    pub(super) fn number_for(&mut self, reviser: &Reviser, beside: &[RevisionId]) -> RevisionId {
        let joins = |id: &&RevisionId| self.mark(**id).is_some_and(|mark| reviser.continues(mark));
        if let Some(id) = beside.iter().find(joins) {
            return *id;
        }
        let last = self.marks.last().map_or(0, |mark| mark.id.0);
        let id = RevisionId(last.saturating_add(1));
        let Reviser { by, at } = reviser.clone();
        self.marks.push(RevisionMark { id, by, at, extra: UnknownFields::new() });
        id
    }

    /// Whether this one is of `by`.
    pub(super) fn is_of(&self, id: RevisionId, by: &str) -> bool {
        self.mark(id).is_some_and(|mark| mark.by == by)
    }

    /// Leaves out whom nothing is told of any more.
    pub(super) fn forget_unused(&mut self) {
        let mut used: BTreeSet<RevisionId> = self.values.iter().map(|value| value.id).collect();
        used.extend(self.spans.iter().flat_map(RevisedSpan::ids));
        self.marks.retain(|mark| used.contains(&mark.id));
    }

    /// Notes that a value was another: `former` before, `now` after.
    pub(super) fn note_value(&mut self, reviser: &Reviser, former: FormerValue, now: &FormerValue) {
        if former == *now {
            return;
        }
        let last = self.values.iter().rposition(|value| value.former.is_beside(&former));
        let own = last.and_then(|at| self.values.get(at)).cloned();
        match (last, own) {
            (Some(at), Some(own)) if self.mark(own.id).is_some_and(|mark| reviser.continues(mark)) => {
                if own.former == *now {
                    self.values.remove(at);
                }
            }
            _ => {
                let id = self.number_for(reviser, &[]);
                self.values.push(RevisedValue { id, former });
            }
        }
        self.forget_unused();
    }

    /// Forgets the last change of a value that stands there again without one.
    pub(super) fn forget_undone(&mut self, now: &FormerValue) {
        let last = self.values.iter().rposition(|value| value.former.is_beside(now));
        if let Some(at) = last.filter(|at| self.values.get(*at).is_some_and(|value| value.former == *now)) {
            self.values.remove(at);
            self.forget_unused();
        }
    }

    /// Whether changes can be noted here: not where a newer version of the program noted some in another way.
    pub fn can_track(&self) -> bool {
        !["marks", "spans", "values"].into_iter().any(|field| self.extra.contains_key(field))
    }

    /// Those of a file. What a newer version has in another way is kept unread.
    pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Revisions, D::Error> {
        let fields = UnknownFields::deserialize(from)?;
        // Read where it stands: there may be thousands of changes, each of which takes kilobytes before it is understood.
        let object = serde_json::Value::Object(fields.into_iter().collect());
        match (Revisions::deserialize(&object), object) {
            (Ok(known), _) => Ok(known.repaired()),
            (Err(_), serde_json::Value::Object(fields)) => {
                Ok(Revisions { extra: fields.into_iter().collect(), ..Revisions::default() })
            }
            _ => Ok(Revisions::default()),
        }
    }

    /// Numbers of files that were made by hand: each change is of somebody, each number is of one person.
    fn repaired(mut self) -> Revisions {
        let mut known: BTreeMap<RevisionId, RevisionMark> = BTreeMap::new();
        for mark in std::mem::take(&mut self.marks) {
            known.entry(mark.id).or_insert(mark);
        }
        let in_spans = self.spans.iter().flat_map(RevisedSpan::ids);
        for id in in_spans.chain(self.values.iter().map(|value| value.id)) {
            let unknown = RevisionMark { id, by: String::new(), at: None, extra: UnknownFields::new() };
            known.entry(id).or_insert(unknown);
        }
        self.marks = known.into_values().collect();
        self.spans.sort_by_key(|span| (span.part, span.span.start()));
        self.forget_unused();
        self
    }
}
