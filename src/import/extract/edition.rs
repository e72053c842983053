//! Which edition of the form a source follows: decided by the labels that its tables have and lack,
//! otherwise by its year. Must not read numbers.

use std::collections::BTreeSet;

use super::section_finder::SectionPart;
use super::wording::fold;
use super::{ReadError, RemarkKind, Remarks, has_table};
use crate::form::{Edition, Form, SectionId, Table};

/// The edition of the form: that of the year, unless the labels of the tables are clearly another
/// edition's. Without a year, labels that a table lacks decide as well.
///
/// # Errors
///
/// The source exceeds a limit, or a form cannot be read.
pub(super) fn edition(
    year: Option<u16>,
    sections: &[SectionPart],
    remarks: &mut Remarks,
) -> Result<&'static Form, ReadError> {
    let forms = Edition::ALL.map(Form::of).into_iter().collect::<Result<Vec<_>, _>>().map_err(Clone::clone)?;
    let tables = sections.iter().filter(|part| has_table(part.id)).map(|part| {
        let text: String = part.blocks.iter().flat_map(|(block, _)| fold(&block.text()).chars).collect();
        (part.id, text)
    });
    let tables: Vec<(SectionId, String)> = tables.collect();
    let by_words = by_words(&forms, &tables);
    let by_year = year.map(Edition::of_year);
    if let (Some(tables), Some(year)) = (by_words, by_year)
        && tables != year
    {
        remarks.add(0, "", RemarkKind::EditionByTables { tables, year });
    }
    let found = by_words.or(by_year).or_else(|| by_absence(&forms, &tables));
    Ok(Form::of(found.unwrap_or(Edition::Cn2021)).map_err(Clone::clone)?)
}

/// The edition of whose own labels the tables have at least two, and more than twice as many as of
/// any other.
fn by_words(forms: &[&'static Form], tables: &[(SectionId, String)]) -> Option<Edition> {
    let mut counts = Vec::new();
    for (form, other) in pairs(forms) {
        let own = &labels(&form.tables) - &labels(&other.tables);
        let found = own.iter().filter(|word| tables.iter().any(|(_, text)| text.contains(word.as_str())));
        counts.push((form.edition, found.count()));
    }
    let (most, count) = counts.iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count >= 2)?;
    counts.iter().all(|(other, fewer)| other == most || fewer * 2 < *count).then_some(*most)
}

/// The one edition that no table contradicts. A table contradicts an edition if it has the labels
/// that the editions share and none of those that only this one has.
fn by_absence(forms: &[&'static Form], tables: &[(SectionId, String)]) -> Option<Edition> {
    let lacks = |form: &Form, other: &Form| {
        tables.iter().any(|(id, text)| {
            let of = |form: &Form| form.table_of(*id).map(std::slice::from_ref).map(labels).unwrap_or_default();
            let (here, there) = (of(form), of(other));
            let found =
                |words: BTreeSet<String>| (words.iter().filter(|word| text.contains(*word)).count(), words.len());
            let ((own, of_own), (shared, of_shared)) = (found(&here - &there), found(&here & &there));
            of_own >= 2 && own == 0 && shared * 10 >= of_shared * 8
        })
    };
    let refuted: Vec<Edition> =
        pairs(forms).filter(|(form, other)| lacks(form, other)).map(|(form, _)| form.edition).collect();
    let mut left = forms.iter().map(|form| form.edition).filter(|edition| !refuted.contains(edition));
    left.next().filter(|_| left.next().is_none())
}

/// Every edition with every other.
fn pairs(forms: &[&'static Form]) -> impl Iterator<Item = (&'static Form, &'static Form)> {
    let with = |form: &'static Form| {
        let others = forms.iter().copied().filter(move |other| other.edition != form.edition);
        others.map(move |other| (form, other))
    };
    forms.iter().copied().flat_map(with)
}

/// The labels of tables, folded for comparison; without short ones, which occur in any text.
fn labels(tables: &[Table]) -> BTreeSet<String> {
    let cells = tables.iter().flat_map(|table| &table.cells);
    let labels = cells.map(|cell| fold(&cell.label()).chars.into_iter().collect());
    labels.filter(|words: &String| words.chars().count() > 4).collect()
}
