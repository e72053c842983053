//! How wide the columns of a table are, from the words in them: everywhere the same, on paper, on screen and in files of
//! others. Must not know fonts.

use super::{GridCell, Paragraph, ProseTable, RichText};

/// The width of a table in units of half a wide character, at the size of its words: 156 mm at 12 pt.
const WHOLE: u32 = 73;
/// The least width of a column, with what stands clear at its sides.
const LEAST: u32 = 5;
/// The most that one column asks for, and that a word without a place to break asks for.
const MOST: (u32, u32) = (60, 30);

/// What a long word counts for where not all of them have room.
const WORD: u32 = 12;

/// What a column asks for: so that no word is broken, and so that no line is.
#[derive(Clone, Copy, Debug)]
struct Demand {
    least: u32,
    most: u32,
}

impl ProseTable {
    /// The right edges of its columns of a whole so wide, which is that of the last.
    pub fn column_edges(&self, prose: &RichText, whole: u32) -> Vec<u32> {
        let mut demands = vec![Demand { least: LEAST, most: LEAST }; self.columns];
        let mut cells: Vec<&GridCell> = self.cells.iter().collect();
        // Those of one column first: what they ask for goes to those that cover several.
        cells.sort_by_key(|cell| cell.across);
        for cell in cells {
            let wanted = demand(prose.paragraphs.get(cell.paragraphs.clone()).unwrap_or_default());
            let own = |part: fn(&Demand) -> u32, demands: &[Demand]| -> u32 {
                demands.iter().skip(cell.column).take(cell.across).map(part).sum()
            };
            let missing = wanted.least.saturating_sub(own(|one| one.least, &demands));
            let missing_most = wanted.most.saturating_sub(own(|one| one.most, &demands));
            let count = u32::try_from(cell.across).unwrap_or(1).max(1);
            for demand in demands.iter_mut().skip(cell.column).take(cell.across) {
                demand.least += missing.div_ceil(count);
                demand.most = (demand.most + missing_most.div_ceil(count)).max(demand.least);
            }
        }
        let (least, most) = demands.iter().fold((0, 0), |(least, most), one| (least + one.least, most + one.most));
        let count = u32::try_from(demands.len()).unwrap_or(1).max(1);
        let base = (WHOLE * 750 / count).min(LEAST * 900);
        let crowded = |one: &Demand| one.least.min(WORD) + one.most / 3;
        let sum_crowded: u32 = demands.iter().map(crowded).sum();
        let widths = demands.iter().map(|one| {
            // In thousandths of a unit.
            if most <= WHOLE {
                one.most * 1000
            } else if least >= WHOLE {
                // Long words are broken rather than other columns be too narrow for their words.
                base + crowded(one) * (WHOLE * 1000 - base * count) / sum_crowded.max(1)
            } else {
                one.least * 1000 + (one.most - one.least) * 1000 * (WHOLE - least) / (most - least).max(1)
            }
        });
        let widths: Vec<u64> = widths.map(u64::from).collect();
        let sum = widths.iter().sum::<u64>().max(1);
        let mut reached = 0;
        let edge = |width: &u64| {
            reached += width;
            u32::try_from(u64::from(whole) * reached / sum).unwrap_or(whole)
        };
        widths.iter().map(edge).collect()
    }
}

/// What the words of a cell ask for.
fn demand(paragraphs: &[Paragraph]) -> Demand {
    let mut found = Demand { least: LEAST, most: LEAST };
    for paragraph in paragraphs {
        let (mut line, mut word) = (0, 0);
        for (character, _) in paragraph.characters() {
            let is_narrow = character.is_ascii();
            line += if is_narrow { 1 } else { 2 };
            word = if is_narrow && character != ' ' { word + 1 } else { 0 };
            found.least = found.least.max(word.min(MOST.1) + 2);
        }
        found.most = found.most.max(line.min(MOST.0) + 2);
    }
    Demand { most: found.most.max(found.least), ..found }
}
