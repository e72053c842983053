//! Rows whose label stands behind their numbers → the label before them. Must not know columns.

use super::arrangement::{Part, RowOrder, part};
use super::tokens::{Token, TokenKind};

/// Whether the numbers before each label add up to the row of totals, where the order of lines alone does not tell that
/// labels follow their numbers.
pub(super) fn turns_right(order: &RowOrder, tokens: &[Token]) -> bool {
    // Received, carried in, the outcomes, their total, carried over.
    let [_, _, outcomes @ .., (total, width), _] = order.rows.as_slice() else { return false };
    let mut sums = vec![0_u64; *width];
    let mut totals = Vec::new();
    let mut numbers: Vec<u64> = Vec::new();
    for token in tokens {
        match (part(token), &token.kind) {
            (Part::Slot, TokenKind::Value(value)) => numbers.extend(value.count()),
            (Part::Row(row), _) => {
                let own = std::mem::take(&mut numbers);
                if row == *total {
                    totals = own;
                } else if outcomes.iter().any(|(outcome, _)| *outcome == row) {
                    sums.iter_mut().zip(&own).for_each(|(sum, number)| *sum = sum.saturating_add(*number));
                }
            }
            _ => {}
        }
    }
    order.summed && totals.len() == *width && totals.iter().any(|total| *total > 0) && totals == sums
}

/// Each run of numbers after the labels that follow it.
pub(super) fn turned(tokens: Vec<Token>) -> Vec<Token> {
    let mut result = Vec::with_capacity(tokens.len());
    let (mut slots, mut labels): (Vec<Token>, Vec<Token>) = (Vec::new(), Vec::new());
    for token in tokens {
        if part(&token) != Part::Slot {
            labels.push(token);
            continue;
        }
        if !labels.is_empty() {
            result.append(&mut labels);
            result.append(&mut slots);
        }
        slots.push(token);
    }
    result.append(&mut labels);
    result.append(&mut slots);
    result
}
