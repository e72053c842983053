//! Totals with their items: 共376条，其中甲330条、乙44条、丙2条. Knows no rule; whether a list claims
//! to be complete is part of what is read.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Numeral, NumeralUnit};
use crate::check::passage::Passage;

/// A total and the items given for it that do not add up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTotal {
    /// The total.
    pub total: Decimal,
    /// Where its digits stand.
    pub digits: Range<usize>,
    /// The items.
    pub items: Vec<Decimal>,
    /// Their sum.
    pub sum: Decimal,
    /// From the total to the last item.
    pub quote: Range<usize>,
}

/// A list under way.
struct OpenList {
    unit: NumeralUnit,
    total: Decimal,
    digits: Range<usize>,
    items: Vec<Decimal>,
    sum: Decimal,
    end: usize,
    depth: usize,
    /// Whether the words say that nothing is left out.
    complete: bool,
    /// Whether it can still be judged.
    sound: bool,
}

/// The most lists inside each other that are followed.
const NESTED: usize = 8;
/// How far before an item is looked for words.
const GAP: usize = 30;

/// Every list of the passage that claims to be complete and is not, or that exceeds its total;
/// `numerals` are the numbers that it writes.
pub fn listings(passage: &Passage, numerals: &[Numeral]) -> Vec<ListedTotal> {
    let starts = ["其中", "包括", "包含"].map(|word| passage.find(word));
    let mut marks: Vec<Range<usize>> = starts.into_iter().flatten().collect();
    marks.sort_by_key(|mark| mark.start);
    let brackets = passage.characters().contains(&'（');
    if marks.is_empty() && !brackets {
        return Vec::new();
    }
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
            '。' => reader.stop(),
            _ => {}
        }
        at += 1;
    }
    reader.stop();
    reader.found
}

struct ListParser<'a> {
    passage: &'a Passage,
    found: Vec<ListedTotal>,
    open: Vec<OpenList>,
    /// The last number of each unit, with the place of its digits.
    last: Vec<CountedItem>,
    /// The last numbers before each open bracket, to come back to.
    outside: Vec<Vec<CountedItem>>,
    depth: usize,
}

/// A unit, its number and the place of the digits.
type CountedItem = (NumeralUnit, Decimal, Range<usize>);

impl ListParser<'_> {
    /// 其中: lists of whatever was counted last. In a bracket that has just begun its own list,
    /// the word says only that some may be left out.
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
            self.open.push(OpenList { unit, total, digits, items, sum, end, depth, complete, sound: true });
        }
    }

    fn item(&mut self, numeral: &Numeral, before: usize) {
        if !matches!(numeral.unit, NumeralUnit::Measure(_) | NumeralUnit::Yuan) {
            return;
        }
        let gap = before.max(numeral.digits.start.saturating_sub(GAP))..numeral.digits.start;
        let gap = self.passage.characters().get(gap).unwrap_or_default();
        // A word of the sentence before says nothing of this number.
        let gap = gap.rsplit(|one| *one == '。').next().unwrap_or_default();
        let compares = gap.iter().any(|one| matches!(one, '增' | '减' | '比' | '较' | '升' | '降' | '均'));
        if compares || speaks(gap, &[['上', '年'], ['去', '年']]) {
            return;
        }
        let value = numeral.value.filter(|_| !numeral.rough);
        let foreign = speaks(gap, &[['复', '议'], ['诉', '讼']]);
        let depth = self.depth;
        if foreign {
            // A list of requests ends where disputes begin, unless it is one of disputes.
            self.judge(|list| list.depth == depth && !list.items.is_empty());
        }
        if let Some(list) = self.open.iter_mut().rev().find(|list| list.unit == numeral.unit && list.depth == depth) {
            match value.and_then(|value| Some((value, list.sum.checked_add(value)?))) {
                Some((value, sum)) => {
                    list.items.push(value);
                    list.sum = sum;
                    list.end = numeral.end;
                    list.complete |= speaks(gap, &[['其', '他'], ['其', '余'], ['分', '别']]);
                }
                None => list.sound = false,
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
        self.judge(|list| list.depth == depth && depth > 0);
        self.depth = depth.saturating_sub(1);
        if depth <= NESTED {
            self.last = self.outside.pop().unwrap_or_default();
        }
    }

    /// The end of a sentence: what is open is judged; 其中 may still begin the next sentence.
    fn stop(&mut self) {
        self.depth = 0;
        self.outside.clear();
        self.judge(|_| true);
    }

    /// Judges the innermost of the lists that are over; the others wait for it and are dropped.
    fn judge(&mut self, over: impl Fn(&OpenList) -> bool) {
        let mut units: Vec<NumeralUnit> = Vec::new();
        while let Some(at) = self.open.iter().rposition(&over) {
            let list = self.open.remove(at);
            if units.contains(&list.unit) {
                continue;
            }
            units.push(list.unit);
            let rest = self.passage.at(list.end) == Some('等') || self.passage.has_at(list.end, "以上");
            if list.sound && list.is_wrong(rest) {
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
    /// Whether the items cannot be right: more than the total, or fewer where nothing may be left
    /// out. Items that fall short by little, the
    /// fewer the less, are taken for a slip, too.
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

/// Whether one of these words of two characters stands in the gap.
fn speaks(gap: &[char], words: &[[char; 2]]) -> bool {
    gap.windows(2).any(|pair| words.iter().any(|word| pair == word))
}
