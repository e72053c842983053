//! Which blocks are parts of which table, wherever they stand: in their section, as an annex after the
//! text, without any title, row by row in turn with another table. Knows labels and where numbers are;
//! must not know what a number means.

use super::block_traits::{BlockScanner, BlockTraits};
use super::chart_notes;
use super::headless_disputes;
use super::section_finder::SectionTitles;
use super::tables_of_section::TABLES;
use crate::form::{Form, SectionId};
use crate::import::source_document::SourceBlock;

/// How many characters of labels a block has for each strange one, if it is only a label.
const LABELLED: usize = 4;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockClass {
    /// A part of the table of this section.
    Table(SectionId),
    /// The caption of a table that stands right below it, such as 附件1.
    Caption,
    /// A sentence that names a label with a number: text, though it looks like a row.
    Prose,
    /// Anything else.
    Open,
}

/// What one block contributes to the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BlockRole {
    /// Labels or numbers; the tables that have these labels as bits, 0 for numbers alone.
    Part(u8),
    /// Words between two parts of a table: 续表.
    Between,
    /// A sentence with a label and a number.
    Item,
    /// Text that is no part of a table.
    Text,
}

/// The class of each block.
pub(super) fn classes(form: &Form, blocks: &[SourceBlock]) -> Vec<BlockClass> {
    let mut scanner = BlockScanner::new(form);
    let mut traits: Vec<BlockTraits> = blocks.iter().map(|block| scanner.scan(block)).collect();
    let titles = SectionTitles::of(form);
    let mut roles = Vec::with_capacity(blocks.len());
    let mut active = 0_u8;
    for (index, block) in blocks.iter().enumerate() {
        let Some(own) = traits.get(index) else { continue };
        let numbers_follow = traits.get(index + 1).is_some_and(|next| next.is_numbers());
        let mut role = role(&mut scanner, block, own, active, numbers_follow);
        // Only what could be a part of a table is compared with the titles of sections.
        let words = own.label_chars > 0 || own.strange > 0;
        if words && matches!(role, BlockRole::Part(_)) && titles.of_block(block).is_some() {
            role = BlockRole::Text;
        }
        let is_reworded = matches!(role, BlockRole::Part(tables) if tables != 0 && own.tables() == 0);
        if let Some(own) = traits.get_mut(index) {
            own.is_reworded = is_reworded;
        }
        active = match role {
            BlockRole::Part(0) | BlockRole::Between => active,
            BlockRole::Part(tables) => tables,
            BlockRole::Item | BlockRole::Text => 0,
        };
        roles.push(role);
    }
    let mut classes: Vec<BlockClass> =
        roles.iter().map(|role| if *role == BlockRole::Item { BlockClass::Prose } else { BlockClass::Open }).collect();
    let mut from = 0;
    while from < roles.len() {
        let is_part = |role: &BlockRole| matches!(role, BlockRole::Part(_) | BlockRole::Between);
        let length = roles.iter().skip(from).take_while(|role| is_part(role)).count();
        if length > 0 {
            let stretch = from..from + length;
            let owners = owners(roles.get(stretch.clone()).unwrap_or_default());
            settle(&owners, from, &traits, &mut classes);
        }
        from += length.max(1);
    }
    headless_disputes::find(blocks, &traits, &mut classes);
    captions(blocks, &mut classes);
    classes
}

fn role(
    scanner: &mut BlockScanner,
    block: &SourceBlock,
    own: &BlockTraits,
    active: u8,
    numbers_follow: bool,
) -> BlockRole {
    if own.is_sentence || chart_notes::is_of_figure(block) {
        return BlockRole::Text;
    }
    if own.is_item() {
        return BlockRole::Item;
    }
    let tables = own.tables();
    if own.strange == 0 {
        return BlockRole::Part(tables);
    }
    if tables != 0 && own.numbers > 0 && own.strange <= own.label_chars {
        return BlockRole::Part(tables);
    }
    // A label with another number before it, （四）结转…: the number alone is strange.
    if tables != 0 && own.strange * LABELLED <= own.label_chars {
        return BlockRole::Part(tables);
    }
    if own.is_continuation {
        return BlockRole::Between;
    }
    // Another wording, or a piece of a label: only beside numbers or inside of a table.
    if own.numbers >= 3 || active != 0 || numbers_follow {
        let alike = scanner.alike(block);
        if alike != 0 {
            return BlockRole::Part(alike);
        }
        if active != 0 && (own.numbers >= 3 || scanner.is_fragment(block, active)) {
            return BlockRole::Part(0);
        }
    }
    BlockRole::Text
}

/// For each block of a stretch the table that it belongs to. A label that several tables have is of
/// the table before it, else of the one after it; so are numbers.
fn owners(roles: &[BlockRole]) -> Vec<Option<usize>> {
    let single = |tables: u8| (tables.count_ones() == 1).then(|| tables.trailing_zeros() as usize);
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(roles.len());
    let mut before: Option<usize> = None;
    for role in roles {
        let owner = match role {
            BlockRole::Part(0) | BlockRole::Between => before,
            BlockRole::Part(tables) => single(*tables).or(before.filter(|before| tables & (1 << before) != 0)),
            BlockRole::Item | BlockRole::Text => None,
        };
        before = owner.or(before.filter(|_| matches!(role, BlockRole::Part(0))));
        owners.push(owner);
    }
    let mut after = None;
    for owner in owners.iter_mut().rev() {
        *owner = owner.or(after);
        after = *owner;
    }
    owners
}

/// Gives the blocks of a stretch to their tables, if the evidence for a table is enough.
fn settle(owners: &[Option<usize>], from: usize, traits: &[BlockTraits], classes: &mut [BlockClass]) {
    for (table, section) in TABLES.into_iter().enumerate() {
        let own = || owners.iter().enumerate().filter(|(_, owner)| **owner == Some(table)).map(|(at, _)| from + at);
        let (mut rows, mut heads, mut numbers) = (0, 0, 0);
        for traits in own().filter_map(|index| traits.get(index)) {
            rows += traits.rows.get(table).copied().unwrap_or(0) + usize::from(traits.is_reworded);
            heads += traits.heads.get(table).copied().unwrap_or(0);
            numbers += traits.numbers;
        }
        let enough = match section {
            SectionId::Disclosure => rows >= 2 && numbers >= 2 && rows + heads >= 3,
            SectionId::Requests => rows >= 2 && numbers >= 7,
            _ => rows + heads >= 3 && numbers >= 5,
        };
        if enough {
            for index in own() {
                if let Some(class) = classes.get_mut(index) {
                    *class = BlockClass::Table(section);
                }
            }
        }
    }
}

/// Captions right above a table: 附件1, 附表2 and the section's title, 表三.
fn captions(blocks: &[SourceBlock], classes: &mut [BlockClass]) {
    for index in 1..classes.len() {
        let starts = matches!(classes.get(index), Some(BlockClass::Table(_)));
        let above = index - 1;
        if starts
            && classes.get(above) == Some(&BlockClass::Open)
            && blocks.get(above).is_some_and(|block| is_caption(&block.text()))
            && let Some(class) = classes.get_mut(above)
        {
            *class = BlockClass::Caption;
        }
    }
}

fn is_caption(text: &str) -> bool {
    let text = text.trim();
    let rest = ["附件", "附表", "附"].iter().find_map(|start| text.strip_prefix(start));
    let numbered = |rest: &str| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(|first: char| first.is_ascii_digit() || "一二三四：:（(、".contains(first))
    };
    rest.is_some_and(numbered) && text.chars().count() <= 40 && !text.contains('。')
}
