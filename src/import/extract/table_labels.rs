//! The labels of one table of the form, to be found in a text: those of rows, of groups of rows and
//! of columns. All of them come from the form's data.

use std::collections::BTreeMap;

use super::wording::{NumeralStyle, TitleNumber, fold, in_common, is_han, likeness, numbering};
use crate::form::{Cell, CellName, Field, Form, Table};

/// The labels of one table; none by default.
#[derive(Default)]
pub(super) struct TableLabels {
    labels: Vec<TableLabel>,
    /// The labels by their first character, the longest first.
    by_first: BTreeMap<char, Vec<usize>>,
    /// All official labels, to find fragments of wrapped ones.
    official: Vec<Vec<char>>,
}

/// A label, or another wording of it.
#[derive(Clone, Debug)]
pub(super) struct TableLabel {
    /// The folded text, for comparison.
    pub folded: Vec<char>,
    /// The form's words.
    pub official: String,
    /// What it means.
    pub means: LabelMeaning,
    /// Whether `folded` is the form's wording.
    pub exact: bool,
    /// Whether a gap must follow, since digits directly after it would belong to it.
    gap_after: bool,
}

/// What a label means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelMeaning {
    /// The numbers after it are this row's.
    Row(CellName),
    /// It heads this group of rows.
    Group(CellName),
    /// It heads columns or a part of the table.
    Head,
}

impl TableLabels {
    /// The labels of `table`.
    pub(super) fn of(form: &Form, table: &Table) -> TableLabels {
        let mut table_labels = TableLabels::default();
        let groups = || form.groups.iter().filter(|group| group.rows.iter().any(|row| has_row(table, *row)));
        let rows: BTreeMap<CellName, &str> =
            table.fields.iter().filter_map(|field| Some((field.key.row, row_label(field)?))).collect();
        for (row, official) in &rows {
            table_labels.add(official, official, LabelMeaning::Row(*row), true);
        }
        for group in groups() {
            match group.rows.as_slice() {
                [row] => {
                    if let Some(official) = rows.get(row) {
                        table_labels.add(&group.label, official, LabelMeaning::Row(*row), false);
                    }
                }
                _ => table_labels.add(&group.label, &group.label, LabelMeaning::Group(group.name), true),
            }
        }
        for label in table.cells.iter().map(Cell::label).filter(|label| !label.is_empty()) {
            table_labels.add(&label, &label, LabelMeaning::Head, true);
        }
        table_labels.add_other_wordings(&rows, groups());
        for (index, label) in table_labels.labels.iter().enumerate() {
            if let Some(first) = label.folded.first() {
                table_labels.by_first.entry(*first).or_default().push(index);
            }
        }
        for of_first in table_labels.by_first.values_mut() {
            of_first.sort_by_key(|index| {
                table_labels.labels.get(*index).map(|label| std::cmp::Reverse(label.folded.len()))
            });
        }
        table_labels
    }

    /// Labels without their number, such as 属于国家秘密, and numbers without their label, such
    /// as （三）1.
    fn add_other_wordings<'a>(
        &mut self,
        rows: &BTreeMap<CellName, &str>,
        groups: impl Iterator<Item = &'a crate::form::RowGroup>,
    ) {
        let official: Vec<TableLabel> = self.labels.iter().filter(|label| label.exact).cloned().collect();
        for label in official {
            let Some(number) = numbering(&label.folded) else { continue };
            let unnumbered: String = label.folded.iter().skip(number.length).collect();
            if unnumbered.chars().count() >= 4 {
                self.add(&unnumbered, &label.official, label.means, false);
            }
        }
        for group in groups.filter(|group| group.rows.len() > 1) {
            let chars = fold(&group.label).chars;
            let Some(head) = numbering(&chars) else { continue };
            for (row, number) in group.rows.iter().zip(1..) {
                let Some(label) = rows.get(row) else { continue };
                let ordinal: String = chars.iter().take(head.length).collect();
                self.add(&format!("{ordinal}{number}"), label, LabelMeaning::Row(*row), false);
                if let Some(added) = self.labels.last_mut() {
                    added.gap_after = true;
                }
            }
        }
    }

    fn add(&mut self, wording: &str, official: &str, means: LabelMeaning, exact: bool) {
        let folded = fold(wording).chars;
        if self.labels.iter().any(|label| label.folded == folded) {
            return;
        }
        if exact {
            self.official.push(folded.clone());
        }
        self.labels.push(TableLabel { folded, official: official.to_owned(), means, exact, gap_after: false });
    }

    /// The characters with which a label begins.
    pub(super) fn firsts(&self) -> impl Iterator<Item = char> {
        self.by_first.keys().copied()
    }

    /// The longest label for which `begins` returns a value. The closure compares a label's
    /// characters with the text; it returns `None` if they differ, otherwise whether a gap follows.
    pub(super) fn longest(&self, first: char, begins: impl Fn(&[char]) -> Option<bool>) -> Option<&TableLabel> {
        let candidates = self.by_first.get(&first)?.iter().filter_map(|index| self.labels.get(*index));
        candidates.into_iter().find(|label| begins(&label.folded).is_some_and(|gap| gap || !label.gap_after))
    }

    /// Whether the characters are a label, in the form's or in another known wording.
    pub(super) fn is_label(&self, text: &[char]) -> bool {
        let of_first = text.first().and_then(|first| self.by_first.get(first));
        let mut candidates = of_first.into_iter().flatten().filter_map(|index| self.labels.get(*index));
        candidates.any(|label| label.folded == text)
    }

    /// Whether the characters are the beginning of a label.
    pub(super) fn begins_with(&self, text: &[char]) -> bool {
        let of_first = text.first().and_then(|first| self.by_first.get(first));
        let mut candidates = of_first.into_iter().flatten().filter_map(|index| self.labels.get(*index));
        candidates.any(|label| label.folded.starts_with(text))
    }

    /// The label most similar to these folded characters, if only one has the greatest score.
    pub(super) fn alike(&self, text: &[char]) -> Option<&TableLabel> {
        let end = text.iter().rposition(|character| character.is_alphanumeric() || *character == ')')? + 1;
        let text = text.get(..end)?;
        let number = numbering(text);
        let core = text.get(number.map_or(0, |number| number.length)..)?;
        if core.iter().filter(|character| is_han(**character)).count() < 2 {
            return None;
        }
        let mut best: Option<(usize, &TableLabel)> = None;
        let mut tie = false;
        for label in self.labels.iter().filter(|label| label.exact) {
            let score = closeness(number, core, &label.folded);
            let ahead = best.map_or(0, |(score, _)| score);
            if score > ahead {
                best = Some((score, label));
                tie = false;
            } else if score == ahead {
                tie = true;
            }
        }
        best.filter(|_| !tie).map(|(_, label)| label)
    }

    /// Whether these folded characters begin a longer official label.
    pub(super) fn begins_one(&self, text: &[char]) -> bool {
        text.len() > 1 && self.official.iter().any(|official| official.len() > text.len() && official.starts_with(text))
    }

    /// Whether the characters are a fragment of an official label, such as 社会 of 社会公益组织.
    pub(super) fn is_fragment(&self, text: &[char]) -> bool {
        self.official.iter().any(|label| label.windows(text.len().max(1)).any(|window| window == text))
    }

    /// The official label of `row`.
    pub(super) fn official(&self, row: CellName) -> Option<&str> {
        self.labels
            .iter()
            .find(|label| label.exact && label.means == LabelMeaning::Row(row))
            .map(|label| label.official.as_str())
    }
}

/// The label that the numbers of a row follow: the row's own, or in table four, whose row has none,
/// the header above its five columns.
fn row_label(field: &Field) -> Option<&str> {
    let over = || field.column_heads.iter().rev().nth(1);
    field.row_heads.last().or_else(over).map(String::as_str)
}

fn has_row(table: &Table, row: CellName) -> bool {
    table.fields.iter().any(|field| field.key.row == row)
}

/// The score of a text with this number and the text after it for a label; 0 if it does not fit.
fn closeness(number: Option<TitleNumber>, core: &[char], label: &[char]) -> usize {
    let of_label = numbering(label);
    let same_number = match (number, of_label) {
        (Some(a), Some(b)) => a.number == b.number && alike_styles(a.style, b.style),
        (None, _) => false,
        (Some(_), None) => return 0,
    };
    if number.is_some() && !same_number {
        return 0;
    }
    let words = label.get(of_label.map_or(0, |number| number.length)..).unwrap_or_default();
    let common = in_common(core, words);
    let alike = likeness(core, words);
    let within = common == core.len() || common == words.len();
    match same_number {
        true if core == words => 100,
        // 2.申请人 is what a narrow cell left of 2.申请人逾期…, not of 2.重复申请.
        true if core.len() >= 2 && words.starts_with(core) => 95,
        true if within && (core.len() >= 4 || words.windows(core.len().max(1)).any(|window| window == core)) => {
            80_usize.max(alike)
        }
        true if alike >= 60 => alike,
        false if alike >= 75 => alike,
        _ => 0,
    }
}

fn alike_styles(a: NumeralStyle, b: NumeralStyle) -> bool {
    let plain = |style| matches!(style, NumeralStyle::Arabic | NumeralStyle::ArabicBrackets);
    a == b || (plain(a) && plain(b))
}
