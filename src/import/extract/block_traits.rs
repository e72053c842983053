//! What one block has of the tables: labels of which of them, numbers, and other words. One pass over
//! its characters; must not know its neighbours.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::table_labels::{LabelMeaning, TableLabels};
use super::wording::{fold, folded, is_han};
use crate::form::{Edition, Form};
use crate::import::source_document::{BlockContent, SourceBlock};
use crate::report::CellReading;

/// A longer block is no row of a table in a form that this module reads.
const LONGEST: usize = 160;
/// The most blocks that are compared with labels in other words.
const COMPARISONS: usize = 300;

/// The longest text that says that a cell is blank.
const MARK: usize = 8;

/// What a block has.
#[derive(Clone, Debug, Default)]
pub(super) struct BlockTraits {
    /// For each table how many labels of its rows.
    pub rows: [usize; 3],
    /// For each table how many of its other labels.
    pub heads: [usize; 3],
    /// How many characters all labels have.
    pub label_chars: usize,
    /// How many numbers, and marks that stand for none.
    pub numbers: usize,
    /// How many letters and characters of other words.
    pub strange: usize,
    /// Whether it is a sentence or too long for a row.
    pub is_sentence: bool,
    /// Whether it says that a table goes on.
    pub is_continuation: bool,
    /// Whether its label has other words than the form's.
    pub is_reworded: bool,
    /// Whether it tells shares in clauses.
    gives_shares: bool,
    /// Whether it ends like a clause.
    ends_clause: bool,
    /// Whether it has any character or cell.
    cells: usize,
}

impl BlockTraits {
    /// The tables whose labels it has, as bits: of those with the most rows, else with the most heads.
    pub(super) fn tables(&self) -> u8 {
        let most = |counts: &[usize; 3]| -> u8 {
            let most = counts.iter().copied().max().unwrap_or(0);
            let bits = counts.iter().enumerate().filter(|(_, count)| most > 0 && **count == most);
            bits.fold(0, |bits, (table, _)| bits | 1 << table)
        };
        match most(&self.rows) {
            0 => most(&self.heads),
            tables => tables,
        }
    }

    /// Whether it has numbers, marks or empty cells and nothing else.
    pub(super) fn is_numbers(&self) -> bool {
        self.strange == 0 && self.label_chars == 0 && (self.numbers > 0 || self.cells > 0)
    }

    /// Whether it is a clause with a label and at most one number, （一）予以公开4件；, or one that tells shares.
    pub(super) fn is_item(&self) -> bool {
        self.gives_shares || self.ends_clause && self.label_chars > 0 && self.numbers <= 1
    }
}

/// Looks for labels in blocks.
pub(super) struct BlockScanner {
    labels: &'static AllLabels,
    comparisons: usize,
}

/// The labels of all tables of all editions.
struct AllLabels {
    /// The labels of each table, with its place in its form.
    tables: Vec<(usize, TableLabels)>,
    /// The characters with which one of them begins: at most places of a text there is none.
    firsts: BTreeSet<char>,
}

impl BlockScanner {
    /// The labels of `form`, one of the program's own, and of the other editions. They are put together once: for a
    /// small file that would be half of the work.
    pub(super) fn new(form: &Form) -> BlockScanner {
        static LABELS: [OnceLock<AllLabels>; Edition::ALL.len()] = [const { OnceLock::new() }; Edition::ALL.len()];
        static NONE: AllLabels = AllLabels { tables: Vec::new(), firsts: BTreeSet::new() };
        let own = LABELS.iter().zip(Edition::ALL).find(|(_, edition)| *edition == form.edition);
        let labels = own.map_or(&NONE, |(labels, _)| labels.get_or_init(|| AllLabels::of(form)));
        BlockScanner { labels, comparisons: COMPARISONS }
    }

    /// What `block` has.
    pub(super) fn scan(&self, block: &SourceBlock) -> BlockTraits {
        let mut traits = BlockTraits::default();
        match &block.content {
            BlockContent::Text(line) => {
                let text = line.cell_text();
                traits.is_sentence = text.contains('。') || text.chars().count() > LONGEST || line.level.is_some();
                traits.gives_shares = gives_shares(&text);
                traits.ends_clause = text.trim_end().ends_with(['；', ';', '，', ',', '。']);
                let plain: String = text.chars().filter(|one| !one.is_whitespace()).take(12).collect();
                traits.is_continuation = plain.contains("续表") || plain == "（续）" || plain == "(续)";
                if !traits.is_sentence {
                    self.scan_text(&text, &mut traits);
                }
            }
            BlockContent::Row(cells) => {
                traits.cells = cells.len();
                for cell in cells {
                    self.scan_text(cell, &mut traits);
                }
            }
        }
        traits
    }

    fn scan_text(&self, text: &str, traits: &mut BlockTraits) {
        // Each folded character, and whether a gap precedes it.
        let mut chars: Vec<(char, bool)> = Vec::new();
        let mut gap = true;
        for one in text.chars() {
            match folded(one) {
                Some(one) => {
                    chars.push((one, gap));
                    gap = false;
                }
                None => gap = true,
            }
        }
        let at = |index: usize| chars.get(index).map(|(one, _)| *one);
        let next_to = |index: usize| chars.get(index).filter(|(_, gap)| !gap).map(|(one, _)| *one);
        let mut from = 0;
        // 表四 and then numbers.
        if let (Some('表'), Some(table)) =
            (at(0), at(1).and_then(|numeral| "二三四".chars().position(|one| one == numeral)))
        {
            from = 2;
            traits.label_chars += 2;
            if let Some(heads) = traits.heads.get_mut(table) {
                *heads += 3;
            }
        }
        while let Some(first) = at(from) {
            if let Some(length) = self.label(&chars, from, traits) {
                traits.label_chars += length;
                from += length;
                continue;
            }
            let has =
                |from: usize, text: &str| text.chars().enumerate().all(|(offset, one)| at(from + offset) == Some(one));
            // Signs have one or two characters, and digits behind them: few characters need to be looked up.
            let near_digit = (1..=2).filter_map(|offset| next_to(from + offset)).any(|next| next.is_ascii_digit());
            let sign = near_digit.then(|| CellReading::signs().find(|sign| has(from, sign.text))).flatten();
            let sign = sign.map_or(0, |sign| sign.text.chars().count());
            let signed = sign > 0 && next_to(from + sign).is_some_and(|next| next.is_ascii_digit());
            if first.is_ascii_digit() || signed {
                from += sign + 1;
                while next_to(from).is_some_and(|next| next.is_ascii_digit() || matches!(next, '.' | ',')) {
                    from += 1;
                }
                let ends = |to: usize| next_to(to).is_none_or(|next| !next.is_alphanumeric());
                let unit = CellReading::units().map(|unit| (unit, unit.text.chars().count())).find(|(unit, length)| {
                    unit.text.chars().enumerate().all(|(offset, one)| next_to(from + offset) == Some(one))
                        && ends(from + length)
                });
                from += unit.map_or(0, |(_, length)| length);
                traits.numbers += 1;
                continue;
            }
            let alone = chars.get(from).is_some_and(|(_, gap)| *gap);
            let length = 1 + (1..=MARK).take_while(|offset| next_to(from + offset).is_some()).count();
            let word = || chars.iter().skip(from).take(length).map(|(one, _)| *one).collect::<String>();
            if alone && length <= MARK && CellReading::blank(&word()).is_some() {
                traits.numbers += 1;
                from += length;
                continue;
            }
            if first.is_alphanumeric() {
                traits.strange += 1;
            }
            from += 1;
        }
    }

    /// The length of the longest label at `from`, counted for every table that has it.
    fn label(&self, chars: &[(char, bool)], from: usize, traits: &mut BlockTraits) -> Option<usize> {
        let (first, _) = chars.get(from).filter(|(first, _)| self.labels.firsts.contains(first))?;
        let begins = |label: &[char]| {
            let own = chars.get(from..from + label.len())?;
            own.iter().map(|(one, _)| one).eq(label).then(|| chars.get(from + label.len()).is_none_or(|(_, gap)| *gap))
        };
        let found: Vec<(usize, usize, LabelMeaning)> = self
            .labels
            .tables
            .iter()
            .filter_map(|(table, labels)| labels.longest(*first, begins).map(|label| (*table, label)))
            .map(|(table, label)| (table, label.folded.len(), label.means))
            .collect();
        let longest = found.iter().map(|(_, length, _)| *length).max()?;
        let (mut rows, mut heads) = ([false; 3], [false; 3]);
        for (table, _, means) in found.into_iter().filter(|(_, length, _)| *length == longest) {
            let side = if means == LabelMeaning::Head { &mut heads } else { &mut rows };
            if let Some(has) = side.get_mut(table) {
                *has = true;
            }
        }
        for (counts, has) in [(&mut traits.rows, rows), (&mut traits.heads, heads)] {
            counts.iter_mut().zip(has).for_each(|(count, has)| *count += usize::from(has));
        }
        Some(longest)
    }

    /// The tables that have a label like the block's first words, as bits.
    pub(super) fn alike(&mut self, block: &SourceBlock) -> u8 {
        if self.comparisons == 0 {
            return 0;
        }
        let words = first_words(block);
        if words.iter().filter(|one| is_han(**one)).count() < 2 {
            return 0;
        }
        self.comparisons -= 1;
        let like = self.labels.tables.iter().filter(|(_, labels)| labels.alike(&words).is_some());
        like.fold(0, |bits, (table, _)| bits | 1 << table)
    }

    /// Whether the words of a block are a piece of a label of one of these tables.
    pub(super) fn is_fragment(&mut self, block: &SourceBlock, tables: u8) -> bool {
        if self.comparisons == 0 {
            return false;
        }
        self.comparisons -= 1;
        let words = first_words(block);
        let core: Vec<char> = words.into_iter().filter(|one| one.is_alphanumeric()).collect();
        let mut own = self.labels.tables.iter().filter(|(table, _)| tables & (1 << table) != 0);
        !core.is_empty() && own.any(|(_, labels)| labels.is_fragment(&core))
    }
}

impl AllLabels {
    fn of(form: &Form) -> AllLabels {
        let others = Edition::ALL.into_iter().filter(|edition| *edition != form.edition);
        let others: Vec<&Form> = others.map(Form::of).filter_map(Result::ok).collect();
        let forms = std::iter::once(form).chain(others);
        let tables = forms.flat_map(|form| {
            form.tables.iter().enumerate().map(|(index, table)| (index, TableLabels::of(form, table)))
        });
        let tables: Vec<(usize, TableLabels)> = tables.collect();
        let firsts = tables.iter().flat_map(|(_, labels)| labels.firsts()).collect();
        AllLabels { tables, firsts }
    }
}

/// Whether a text is a label of a table, in the words of any edition.
pub(in crate::import) fn is_label(text: &str) -> bool {
    // Most texts are too long or begin with a digit.
    let is_short = text.chars().nth(LONGEST).is_none() && text.chars().any(is_han);
    if !is_short {
        return false;
    }
    let Ok(newest) = Form::of(Edition::Cn2021) else { return false };
    let chars = fold(text).chars;
    BlockScanner::new(newest).labels.tables.iter().any(|(_, labels)| labels.is_label(&chars))
}

/// The characters before the first number, without the number of a label.
fn first_words(block: &SourceBlock) -> Vec<char> {
    let chars = fold(&block.text()).chars;
    let numbering = super::wording::numbering(&chars).map_or(0, |number| number.length);
    let end =
        chars.iter().skip(numbering).position(|one| one.is_ascii_digit()).map_or(chars.len(), |at| at + numbering);
    chars.get(..end.min(60)).unwrap_or_default().to_vec()
}

/// Whether the text tells shares in clauses: 予以公开42件，占51.85%；. A line of a paragraph that a page wrapped need not end
/// like a sentence; rows of tables have no shares.
fn gives_shares(text: &str) -> bool {
    ["，占", "%；", "%，", "，其中"].iter().any(|words| text.contains(words))
}
