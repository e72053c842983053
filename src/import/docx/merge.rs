//! Merges what a document of this program shows with the draft embedded in it: where the document
//! was not edited, the draft counts; where it was, the document. Must not know XML.

use crate::form::{Form, SectionId};
use crate::import::Imported;
use crate::import::remark::{OmittedContent, Remark, RemarkKind, Remarks};
use crate::report::Report;
use crate::richtext::{Figure, Paragraph, RichText};

/// The most pairs of paragraphs that are compared; beyond, a changed section is taken from the
/// document.
const PAIRS: usize = 1_000_000;

/// How many paragraphs of the draft are searched for one of the document, which has no blank ones.
const AHEAD: usize = 64;

/// The report of a document that shows `shown` and has the embedded `draft`, for which an unedited
/// document would show `unedited`.
pub(super) fn merge(
    form: &Form,
    shown_document: Imported,
    unedited: &Imported,
    draft: Report,
    dismissed: usize,
) -> Imported {
    let (now, then) = (shown_document.report, &unedited.report);
    if now.form != then.form || now.form != draft.form {
        return Imported { report: now, remarks: shown_document.remarks };
    }
    let mut report = draft;
    report.pictures.add_all(&now.pictures);
    if now.unit != then.unit {
        report.unit.name = now.unit.name;
        if now.unit.kind != then.unit.kind {
            report.unit.kind = now.unit.kind;
        }
    }
    if now.year != then.year {
        report.year = now.year;
    }
    if now.title != then.title {
        report.title = now.title;
    }
    if now.preface != then.preface {
        report.preface = merged(&report.preface, now.preface, &then.preface);
    }
    let empty = RichText::default();
    for id in SectionId::ALL {
        let (shown, former) = (now.sections.get(&id).unwrap_or(&empty), then.sections.get(&id).unwrap_or(&empty));
        if shown != former {
            let own = report.sections.get(&id).cloned().unwrap_or_default();
            report.sections.insert(id, merged(&own, shown.clone(), former));
        }
    }
    for field in form.fields() {
        let key = field.key;
        if now.numbers.get(key) != then.numbers.get(key) {
            report.numbers.set(key, now.numbers.get(key));
        }
        if now.numbers.stated(key) != then.numbers.stated(key) {
            report.numbers.state(key, now.numbers.stated(key));
        }
        if now.notes.get(&key) != then.notes.get(&key) {
            match now.notes.get(&key) {
                Some(note) => report.notes.insert(key, note.clone()),
                None => report.notes.remove(&key),
            };
        }
    }
    if now.stated != then.stated {
        report.stated = now.stated;
    }
    if now.signature != then.signature {
        report.signature = now.signature;
    }
    let mut remarks = new_remarks(shown_document.remarks, &unedited.remarks);
    if dismissed > 0 {
        let kind = RemarkKind::LeftOut { what: OmittedContent::Dismissals };
        remarks.add(0, dismissed.to_string(), kind);
    }
    Imported { report, remarks: remarks.in_order() }
}

/// The remarks that the unedited document does not have.
fn new_remarks(remarks: Vec<Remark>, known: &[Remark]) -> Remarks {
    let mut known: Vec<&Remark> = known.iter().collect();
    let is_new = |remark: &Remark| {
        let same = |other: &&Remark| other.kind == remark.kind && other.excerpt == remark.excerpt;
        known.iter().position(same).map(|at| known.swap_remove(at)).is_none()
    };
    let mut is_new = is_new;
    let mut found = Remarks::default();
    found.extend(remarks.into_iter().filter(|remark| is_new(remark)).collect());
    found
}

/// The paragraphs of the draft (`own`) where the document is unedited, those of the document
/// (`now`) otherwise.
fn merged(own: &RichText, now: RichText, then: &RichText) -> RichText {
    let origins = origins(own, then);
    let kept = in_common(&now.paragraphs, &then.paragraphs);
    let drawn = drawn(own, then);
    let paragraphs = now.paragraphs.into_iter().zip(kept).map(|(mut shown, former)| {
        let origin = former.and_then(|former| origins.get(former).copied().flatten());
        if let Some(own) = origin.and_then(|at| own.paragraphs.get(at)) {
            return own.clone();
        }
        shown.figure = shown.figure.map(|figure| as_in_draft(figure, &drawn));
        shown
    });
    RichText { paragraphs: paragraphs.collect() }
}

/// The figures of the draft, each with what an unedited document shows in its place: a chart is a picture there.
fn drawn<'a>(own: &'a RichText, then: &'a RichText) -> Vec<(&'a Figure, &'a Figure)> {
    let all = |text: &'a RichText| text.figures().map(|(.., figure)| figure).collect::<Vec<_>>();
    let (own, drawn) = (all(own), all(then));
    // Where some could not be drawn, nobody knows which is which.
    if own.len() == drawn.len() { own.into_iter().zip(drawn).collect() } else { Vec::new() }
}

/// A figure of a paragraph that was edited: what was drawn there is what the draft has, with what was changed of it.
fn as_in_draft(shown: Figure, drawn: &[(&Figure, &Figure)]) -> Figure {
    let Some((own, former)) = drawn.iter().find(|(_, former)| former.content == shown.content) else { return shown };
    let mut figure = Figure::clone(own);
    if shown.width != former.width {
        figure.width = shown.width;
    }
    if shown.alt != former.alt {
        figure.alt = shown.alt;
    }
    figure
}

/// For each paragraph of the unedited document, the index of its paragraph in the draft.
fn origins(own: &RichText, then: &RichText) -> Vec<Option<usize>> {
    let texts: Vec<String> = own.paragraphs.iter().map(|one| one.text().trim().to_owned()).collect();
    let mut next = 0;
    let origin = |shown: &Paragraph| {
        let text = shown.text();
        let found = texts.iter().skip(next).take(AHEAD).position(|own| *own == text.trim()).map(|ahead| next + ahead);
        next = found.map_or(next, |at| at + 1);
        found
    };
    then.paragraphs.iter().map(origin).collect()
}

/// For each of `now`, the index of the same paragraph in `then`, by a longest common subsequence.
fn in_common(now: &[Paragraph], then: &[Paragraph]) -> Vec<Option<usize>> {
    let head = now.iter().zip(then).take_while(|(a, b)| a == b).count();
    let (a, b) = (now.get(head..).unwrap_or_default(), then.get(head..).unwrap_or_default());
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(..a.len() - tail).unwrap_or_default(), b.get(..b.len() - tail).unwrap_or_default());
    let mut found: Vec<Option<usize>> = (0..head).map(Some).collect();
    found.extend(middle(a, b).into_iter().map(|at| at.map(|at| at + head)));
    found.extend((then.len() - tail..then.len()).map(Some));
    found
}

fn middle(a: &[Paragraph], b: &[Paragraph]) -> Vec<Option<usize>> {
    let mut found = vec![None; a.len()];
    if a.len().saturating_mul(b.len()) > PAIRS {
        return found;
    }
    let width = b.len() + 1;
    // The length of the longest common subsequence from (i, j) on.
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    let at = |lengths: &[u32], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, one) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            let best = if one == other {
                at(&lengths, i + 1, j + 1) + 1
            } else {
                at(&lengths, i + 1, j).max(at(&lengths, i, j + 1))
            };
            if let Some(length) = lengths.get_mut(i * width + j) {
                *length = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
        if one == other {
            if let Some(slot) = found.get_mut(i) {
                *slot = Some(j);
            }
            (i, j) = (i + 1, j + 1);
        } else if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}
