//! Table four without any head: fifteen numbers of which each fifth is the sum of the four before it.
//! Nothing else in a report has these sums.

use super::block_traits::BlockTraits;
use super::table_finder::BlockClass;
use super::tokens::TokenStream;
use crate::form::SectionId;
use crate::import::source_document::SourceBlock;

/// How many numbers the table has, and how many each group.
const NUMBERS: usize = 15;
const GROUP: usize = 5;

/// Gives the blocks to table four that end a run of blocks with numbers alone.
pub(super) fn find(blocks: &[SourceBlock], traits: &[BlockTraits], classes: &mut [BlockClass]) {
    let known = |class: &BlockClass| *class == BlockClass::Table(SectionId::Disputes);
    if classes.iter().any(known) {
        return;
    }
    let mut from = 0;
    while from < traits.len() {
        let length = traits.iter().skip(from).take_while(|traits| traits.is_numbers()).count();
        let numbers: usize = traits.iter().skip(from).take(length).map(|traits| traits.numbers).sum();
        if numbers >= NUMBERS
            && let Some(first) = last_fifteen(blocks, traits, (from, from + length))
        {
            for class in classes.iter_mut().take(from + length).skip(first) {
                *class = BlockClass::Table(SectionId::Disputes);
            }
            return;
        }
        from += length.max(1);
    }
}

/// The block at which the last fifteen numbers begin, if they have the sums.
fn last_fifteen(blocks: &[SourceBlock], traits: &[BlockTraits], (from, to): (usize, usize)) -> Option<usize> {
    let mut count = 0;
    let first = (from..to).rev().find(|index| {
        count += traits.get(*index).map_or(0, |traits| traits.numbers);
        count >= NUMBERS
    })?;
    if count != NUMBERS {
        return None;
    }
    let numbers = TokenStream::of(blocks.get(first..to)?).plain_numbers();
    let is_sum = |group: &[u64]| group.split_last().is_some_and(|(total, parts)| parts.iter().sum::<u64>() == *total);
    let sums =
        numbers.len() == NUMBERS && numbers.iter().any(|number| *number > 0) && numbers.chunks(GROUP).all(is_sum);
    sums.then_some(first)
}
