//! Totals with their items: 共376条，其中甲330条、乙44条、丙2条. Must not know rules. Also reads whether a list
//! claims to be complete.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Numeral, NumeralUnit, stated_sums};
use crate::check::passage::Passage;

/// A total and the items given for it that do not add up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTotal {
    /// The total.
    pub total: Decimal,
    /// The range of its digits in the passage.
    pub digits: Range<usize>,
    /// The items.
    pub items: Vec<Decimal>,
    /// Their sum.
    pub sum: Decimal,
    /// From the total to the last item.
    pub quote: Range<usize>,
}

/// A list whose items are still being read.
struct OpenList {
    unit: NumeralUnit,
    total: Decimal,
    digits: Range<usize>,
    items: Vec<Decimal>,
    sum: Decimal,
    end: usize,
    depth: usize,
    /// Whether the words say that the list is complete.
    complete: bool,
    /// Whether all its values are known, so that the sum can be compared.
    comparable: bool,
    /// By what its items part the total, where the words say so.
    kind: Option<ItemKind>,
}

/// By what requests are parted: a list of applicants ends where one of outcomes begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ItemKind {
    Applicants,
    Outcomes,
}

impl ItemKind {
    fn of(gap: &[char]) -> Option<ItemKind> {
        let applicants = [['自', '然'], ['法', '人'], ['企', '业'], ['个', '人'], ['科', '研'], ['公', '益']];
        let outcomes = [['公', '开'], ['提', '供'], ['处', '理'], ['办', '结'], ['答', '复'], ['掌', '握']];
        if contains_word(gap, &applicants) {
            return Some(ItemKind::Applicants);
        }
        contains_word(gap, &outcomes).then_some(ItemKind::Outcomes)
    }
}

/// The greatest nesting depth of lists that are read.
const NESTED: usize = 8;
/// How many characters before an item are searched for words.
const GAP: usize = 30;

/// Every list of the passage whose items exceed its total, or that claims to be complete and is not;
/// `numerals` are the numbers that it writes.
pub fn listings(passage: &Passage, numerals: &[Numeral]) -> Vec<ListedTotal> {
    let starts = ["其中", "包括", "包含", "涵盖", "含有"].map(|word| passage.find(word));
    let mut marks: Vec<Range<usize>> = starts.into_iter().flatten().collect();
    marks.sort_by_key(|mark| mark.start);
    let brackets = passage.characters().contains(&'（');
    if marks.is_empty() && !brackets {
        let mut found = Vec::new();
        stated_sums::read(passage, numerals, &mut found);
        return found;
    }
    let all = numerals;
    let mut reader =
        ListParser { passage, found: Vec::new(), open: Vec::new(), last: Vec::new(), outside: Vec::new(), depth: 0 };
    let (mut numerals, mut marks) = (numerals.iter().peekable(), marks.iter().peekable());
    let mut before = 0;
    let mut at = 0;
    while let Some(one) = passage.at(at) {
        if let Some(mark) = marks.next_if(|mark| mark.start <= at) {
            reader.mark(mark);
            at = at.max(mark.end);
            continue;
        }
        if let Some(numeral) = numerals.next_if(|numeral| numeral.digits.start <= at) {
            reader.item(numeral, before);
            before = numeral.end;
            at = at.max(numeral.end).max(numeral.digits.end);
            continue;
        }
        match one {
            '（' => reader.bracket(before == at),
            '）' => reader.close(),
            '。' => reader.end_sentence(),
            _ => {}
        }
        at += 1;
    }
    reader.end_sentence();
    let mut found = reader.found;
    stated_sums::read(passage, all, &mut found);
    found
}

/// Whether the words before a number compare it with another one.
pub(super) fn compares(gap: &[char]) -> bool {
    let carried = contains_word(gap, &[['结', '转']]);
    let marked = |(at, one): (usize, &char)| match one {
        '增' => at.checked_sub(1).and_then(|at| gap.get(at)) != Some(&'新'),
        '减' | '比' | '较' | '升' | '降' | '均' => true,
        _ => false,
    };
    gap.iter().enumerate().any(marked) || !carried && contains_word(gap, &[['上', '年'], ['去', '年']])
}

struct ListParser<'a> {
    passage: &'a Passage,
    found: Vec<ListedTotal>,
    open: Vec<OpenList>,
    /// The last number of each unit, with the place of its digits.
    last: Vec<CountedItem>,
    /// The last numbers before each open bracket, restored when it closes.
    outside: Vec<Vec<CountedItem>>,
    depth: usize,
}

/// A unit, its number and the place of the digits.
type CountedItem = (NumeralUnit, Decimal, Range<usize>);

impl ListParser<'_> {
    /// 其中: lists of whatever was counted last. Directly after an opening bracket, which has begun a
    /// list already, the word only says that the list may be incomplete.
    fn mark(&mut self, mark: &Range<usize>) {
        let fresh = self.passage.at(mark.start.wrapping_sub(1)) == Some('（');
        if fresh {
            self.open.iter_mut().filter(|list| list.depth == self.depth).for_each(|list| list.complete = false);
            return;
        }
        let known: Vec<_> = self.last.clone();
        for (unit, total, digits) in known {
            self.begin(unit, total, digits, false);
        }
    }

    fn bracket(&mut self, after_number: bool) {
        self.depth += 1;
        if self.outside.len() < NESTED {
            self.outside.push(self.last.clone());
        }
        if let Some((unit, total, digits)) = self.last.last().cloned().filter(|_| after_number) {
            self.begin(unit, total, digits, true);
        }
    }

    fn begin(&mut self, unit: NumeralUnit, total: Decimal, digits: Range<usize>, complete: bool) {
        if self.open.len() < NESTED {
            let (items, sum, end) = (Vec::new(), Decimal::ZERO, digits.end);
            let depth = self.depth;
            self.open.push(OpenList {
                unit,
                total,
                digits,
                items,
                sum,
                end,
                depth,
                complete,
                comparable: true,
                kind: None,
            });
        }
    }

    fn item(&mut self, numeral: &Numeral, before: usize) {
        if !matches!(numeral.unit, NumeralUnit::Measure(_) | NumeralUnit::Yuan) {
            return;
        }
        let gap = before.max(numeral.digits.start.saturating_sub(GAP))..numeral.digits.start;
        let gap = self.passage.characters().get(gap).unwrap_or_default();
        // A word of the previous sentence does not belong to this number.
        let gap = gap.rsplit(|one| *one == '。').next().unwrap_or_default();
        if compares(gap) {
            return;
        }
        let value = numeral.value.filter(|_| !numeral.rough);
        let foreign = contains_word(gap, &[['复', '议'], ['诉', '讼']]);
        let depth = self.depth;
        if foreign {
            // A list of requests ends where disputes begin, unless it is one of disputes.
            self.close_lists(|list| list.depth == depth && !list.items.is_empty());
        }
        // 其中企业5件，自然人9件；予以公开8件: the outcomes are no part of the list.
        let kind = ItemKind::of(gap);
        if gap.first() == Some(&'；') && kind.is_some() {
            self.close_lists(|list| list.depth == depth && list.kind.is_some() && list.kind != kind);
        }
        if let Some(list) = self.open.iter_mut().rev().find(|list| list.unit == numeral.unit && list.depth == depth) {
            list.kind = list.kind.or(kind);
            match value.and_then(|value| Some((value, list.sum.checked_add(value)?))) {
                Some((value, sum)) => {
                    list.items.push(value);
                    list.sum = sum;
                    list.end = numeral.end;
                    list.complete |= contains_word(gap, &[['其', '他'], ['其', '余'], ['分', '别']]);
                }
                None => list.comparable = false,
            }
            if list.sum == list.total {
                let (unit, start) = (list.unit, list.digits.start);
                self.open.retain(|list| list.unit != unit || list.digits.start != start || list.depth != depth);
            }
        }
        self.last.retain(|(unit, ..)| *unit != numeral.unit);
        if let Some(value) = value {
            self.last.push((numeral.unit, value, numeral.digits.clone()));
        }
    }

    fn close(&mut self) {
        let depth = self.depth;
        self.close_lists(|list| list.depth == depth && depth > 0);
        self.depth = depth.saturating_sub(1);
        if depth <= NESTED {
            self.last = self.outside.pop().unwrap_or_default();
        }
    }

    /// The end of a sentence: open lists are closed and compared; 其中 may still begin the next
    /// sentence.
    fn end_sentence(&mut self) {
        self.depth = 0;
        self.outside.clear();
        self.close_lists(|_| true);
    }

    /// Closes the lists that `over` selects. Of each unit only the innermost is compared with its
    /// total; the outer ones are dropped.
    fn close_lists(&mut self, over: impl Fn(&OpenList) -> bool) {
        let mut units: Vec<NumeralUnit> = Vec::new();
        while let Some(at) = self.open.iter().rposition(&over) {
            let list = self.open.remove(at);
            if units.contains(&list.unit) {
                continue;
            }
            units.push(list.unit);
            let rest = self.passage.at(list.end) == Some('等') || self.passage.has_at(list.end, "以上");
            if list.comparable && list.is_wrong(rest) {
                self.found.push(ListedTotal {
                    quote: list.digits.start..list.end,
                    total: list.total,
                    digits: list.digits,
                    items: list.items,
                    sum: list.sum,
                });
            }
        }
    }
}

impl OpenList {
    /// Whether the items cannot be right: their sum is more than the total, or less although the list
    /// is complete. A small shortfall counts as a mistake even if the list does not claim to be
    /// complete: 5 % of the total for three items or more, 0.5 % for two.
    fn is_wrong(&self, and_so_on: bool) -> bool {
        if self.items.len() < 2 || self.sum == self.total {
            return false;
        }
        let short = self.total - self.sum;
        let near = short.checked_mul(Decimal::from(20)).is_some_and(|many| many <= self.total);
        let close = short.checked_mul(Decimal::from(200)).is_some_and(|many| many <= self.total);
        let slip = if self.items.len() >= 3 { near } else { close };
        self.sum > self.total || !and_so_on && (self.complete || slip)
    }
}

/// Whether the gap contains one of these words of two characters.
fn contains_word(gap: &[char], words: &[[char; 2]]) -> bool {
    gap.windows(2).any(|pair| words.iter().any(|word| pair == word))
}
