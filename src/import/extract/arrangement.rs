//! The order of a table's cells in its source → each row's label right before its numbers, the order in
//! which the rows are read: numbers before their label, all labels before all numbers, column by
//! column, rows without a label. Orders that words and lines leave open are decided by sums. Must not
//! know columns.

use std::collections::BTreeSet;

use super::labels_in_runs::{self, RunPart};
use super::row_sums;
use super::table_labels::LabelMeaning;
use super::tokens::{Token, TokenKind, TokenStream};
use super::turned_rows::{turned, turns_right};
use crate::form::{CellName, Table};

/// The rows of a table in the form's order, each with how many numbers it has.
pub(super) struct RowOrder {
    pub(super) rows: Vec<(CellName, usize)>,
    /// Whether each row ends with the sum of its other numbers.
    pub(super) summed: bool,
}

/// The tokens in reading order, and what had to be found out for it.
pub(super) struct Arranged {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// Rows without a label, which their place tells.
    pub by_place: BTreeSet<CellName>,
    /// Whether each cell is in a line of its own.
    pub cell_a_line: bool,
}

/// What a token is for the order of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The label of a row.
    Row(CellName),
    /// Another label.
    Head,
    /// A number, a mark or an empty cell.
    Slot,
    /// Anything else.
    Other,
}

impl RowOrder {
    /// The rows of `table`.
    pub(super) fn of(table: &Table) -> RowOrder {
        let mut rows: Vec<(CellName, usize)> = Vec::new();
        for field in &table.fields {
            match rows.last_mut() {
                Some((row, count)) if *row == field.key.row => *count += 1,
                _ => rows.push((field.key.row, 1)),
            }
        }
        let summed = table.fields.last().is_some_and(|field| field.total);
        RowOrder { rows, summed }
    }

    fn wanted(&self, row: CellName) -> usize {
        self.rows.iter().find(|(own, _)| *own == row).map_or(0, |(_, wanted)| *wanted)
    }

    fn place(&self, row: CellName) -> Option<usize> {
        self.rows.iter().position(|(own, _)| *own == row)
    }
}

/// The tokens with each row's label before its numbers.
pub(super) fn arranged(order: &RowOrder, stream: &TokenStream, tokens: Vec<Token>) -> Arranged {
    let cell_a_line = is_cell_a_line(stream, &tokens);
    let tokens = if cell_a_line { without_separators(stream, tokens) } else { tokens };
    let (tokens, mut by_place) = match listed(order, stream, &tokens) {
        Some((order_of_tokens, by_place)) => (permuted(tokens, &order_of_tokens), by_place),
        None if labels_follow(order, stream, &tokens) && (!cell_a_line || turns_right(order, &tokens)) => {
            (turned(tokens), BTreeSet::new())
        }
        None => (in_pairs(order, tokens), BTreeSet::new()),
    };
    let (tokens, placed) = with_lost_labels(order, stream, tokens);
    by_place.extend(placed);
    Arranged { tokens, by_place, cell_a_line }
}

/// What a token is.
pub(super) fn part(token: &Token) -> Part {
    match &token.kind {
        TokenKind::Label { means: LabelMeaning::Row(row), .. } => Part::Row(*row),
        TokenKind::Label { .. } => Part::Head,
        TokenKind::Value(_) | TokenKind::Blank => Part::Slot,
        TokenKind::Official | TokenKind::Unknown => Part::Other,
    }
}

fn is_filled(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Value(_))
}

/// Whether numbers stand alone in their lines, without a label or another cell.
fn is_cell_a_line(stream: &TokenStream, tokens: &[Token]) -> bool {
    let cells: Vec<&Token> = tokens.iter().filter(|token| part(token) != Part::Other).collect();
    let line = |at: Option<usize>| at.and_then(|at| cells.get(at)).map(|token| stream.line(token.span.0));
    let (mut numbers, mut shared) = (0_usize, 0_usize);
    for (at, token) in cells.iter().enumerate().filter(|(_, token)| is_filled(token)) {
        let own = Some(stream.line(token.span.0));
        numbers += 1;
        shared += usize::from(line(at.checked_sub(1)) == own || line(Some(at + 1)) == own);
    }
    numbers >= 2 && shared * 20 <= numbers
}

/// Where every cell is followed by a bar in a line of its own, these bars are no cells: only a bar
/// after another one stands for an empty cell.
fn without_separators(stream: &TokenStream, tokens: Vec<Token>) -> Vec<Token> {
    let is_bar = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            matches!(token.kind, TokenKind::Blank)
                && before.is_none_or(|before| stream.line(before.span.1.saturating_sub(1)) != stream.line(token.span.0))
        })
    };
    let filled: Vec<usize> = (0..tokens.len()).filter(|at| tokens.get(*at).is_some_and(is_filled)).collect();
    let followed = filled.iter().filter(|at| is_bar(**at + 1)).count();
    if followed * 10 < filled.len() * 9 {
        return tokens;
    }
    let mut kept = Vec::with_capacity(tokens.len());
    let mut after_cell = false;
    for token in tokens {
        let blank = matches!(token.kind, TokenKind::Blank);
        if !(blank && after_cell) {
            kept.push(token);
        }
        after_cell = !blank;
    }
    kept
}

/// Whether in each line with both the numbers come before the label, or, with a cell a line, in the
/// whole table.
fn labels_follow(order: &RowOrder, stream: &TokenStream, tokens: &[Token]) -> bool {
    let (mut before, mut after) = (0, 0);
    let both: Vec<&Token> = tokens.iter().filter(|token| !matches!(part(token), Part::Head | Part::Other)).collect();
    for line in both.chunk_by(|one, next| stream.line(one.span.0) == stream.line(next.span.0)) {
        let Some((label, row)) = line.iter().enumerate().find_map(|(at, token)| match part(token) {
            Part::Row(row) => Some((at, row)),
            Part::Head | Part::Slot | Part::Other => None,
        }) else {
            continue;
        };
        let (ahead, behind) = line.split_at(label);
        if behind.iter().any(|token| is_filled(token)) {
            after += 1;
        } else if ahead.iter().any(|token| is_filled(token)) {
            // Less than the row has room for counts the rows or is the number of the label.
            let digits: usize = ahead.iter().map(|token| digits(token)).sum();
            before += usize::from(ahead.len().max(digits) >= order.wanted(row));
        }
    }
    if before + after > 0 {
        return before >= 2 && after == 0;
    }
    let mut telling = tokens.iter().filter(|token| matches!(part(token), Part::Row(_)) || is_filled(token));
    let starts = telling.next().is_some_and(is_filled);
    let ends = telling.next_back().is_some_and(|token| matches!(part(token), Part::Row(_)));
    starts && ends
}

/// How many digits a value has.
fn digits(token: &Token) -> usize {
    match &token.kind {
        TokenKind::Value(value) => value.digits.as_deref().map_or(0, str::len),
        _ => 0,
    }
}

/// The places of tokens in another order; `None` stands for a label that the source lacks.
type TokenOrder = Vec<Result<usize, CellName>>;

fn permuted(tokens: Vec<Token>, order: &TokenOrder) -> Vec<Token> {
    let mut tokens: Vec<Option<Token>> = tokens.into_iter().map(Some).collect();
    let mut result: Vec<Token> = Vec::with_capacity(tokens.len());
    for (position, place) in order.iter().enumerate() {
        match place {
            Ok(at) => result.extend(tokens.get_mut(*at).and_then(Option::take)),
            Err(row) => {
                let next = order.get(position + 1).and_then(|next| next.as_ref().ok());
                let at = next.and_then(|next| tokens.get(*next)?.as_ref()).map_or(0, |token| token.span.0);
                result.push(label_at(*row, at));
            }
        }
    }
    result
}

/// The tokens with each label of a run before its own numbers, where sums tell which these are.
fn in_pairs(order: &RowOrder, tokens: Vec<Token>) -> Vec<Token> {
    if !order.summed {
        return tokens;
    }
    let run_part = |token: &Token| match &token.kind {
        TokenKind::Label { means: LabelMeaning::Row(row), .. } => {
            let place = order.place(*row);
            place.map_or(RunPart::Other, |place| RunPart::Row { place, wanted: order.wanted(*row) })
        }
        TokenKind::Value(value) => RunPart::Number(value.count()),
        TokenKind::Blank => RunPart::Empty,
        TokenKind::Label { .. } | TokenKind::Official | TokenKind::Unknown => RunPart::Other,
    };
    let parts: Vec<RunPart> = tokens.iter().map(run_part).collect();
    match labels_in_runs::in_pairs(&parts) {
        Some(places) => permuted(tokens, &places.into_iter().map(Ok).collect()),
        None => tokens,
    }
}

/// A label without characters.
fn label_at(row: CellName, at: usize) -> Token {
    let kind = TokenKind::Label { means: LabelMeaning::Row(row), official: String::new(), differs: false };
    Token { span: (at, at), kind }
}

/// The order of tokens if all labels come before all numbers.
fn listed(order: &RowOrder, stream: &TokenStream, tokens: &[Token]) -> Option<(TokenOrder, BTreeSet<CellName>)> {
    let last_label = tokens.iter().rposition(|token| matches!(part(token), Part::Row(_)))?;
    let first_slot = tokens.iter().position(is_filled)?;
    if first_slot < last_label {
        return None;
    }
    let labels: Vec<(usize, CellName)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match part(token) {
            Part::Row(row) => Some((at, row)),
            _ => None,
        })
        .collect();
    let in_order = labels.windows(2).all(|pair| match pair {
        [(_, one), (_, other)] => order.place(*one) < order.place(*other),
        _ => true,
    });
    if labels.len() < 3 || !in_order {
        return None;
    }
    let last_slot = tokens.iter().rposition(is_filled)?;
    let slots: Vec<usize> =
        (first_slot..=last_slot).filter(|at| tokens.get(*at).is_some_and(|token| part(token) == Part::Slot)).collect();
    let mut lines: Vec<Vec<usize>> = Vec::new();
    let mut line = None;
    for at in &slots {
        let own = tokens.get(*at).map(|token| stream.line(token.span.0));
        match lines.last_mut().filter(|_| own == line) {
            Some(last) => last.push(*at),
            None => lines.push(vec![*at]),
        }
        line = own;
    }
    let found: Vec<(CellName, Option<usize>)> = labels.iter().map(|(at, row)| (*row, Some(*at))).collect();
    let whole: Vec<(CellName, Option<usize>)> = order
        .rows
        .iter()
        .map(|(row, _)| (*row, labels.iter().find(|(_, own)| own == row).map(|(at, _)| *at)))
        .collect();
    let sets =
        if found.len() < whole.len() && found.len() * 5 >= whole.len() * 4 { vec![found, whole] } else { vec![found] };
    let numbers = |at: &usize| match &tokens.get(*at)?.kind {
        TokenKind::Value(value) => value.count(),
        _ => None,
    };
    for rows in sets {
        let wanted: Vec<usize> = rows.iter().map(|(row, _)| order.wanted(*row)).collect();
        // Where no number is missing, empty cells are what stands between the rows.
        let filled: Vec<usize> = slots.iter().copied().filter(|at| tokens.get(*at).is_some_and(is_filled)).collect();
        let slots = if filled.len() == wanted.iter().sum::<usize>() { &filled } else { &slots };
        let Some(parts) = dealt(slots, &lines, &wanted, order.summed, &numbers) else { continue };
        let mut places: TokenOrder = (0..tokens.len())
            .filter(|at| !slots.contains(at) && labels.iter().all(|(label, _)| label != at))
            .map(Ok)
            .collect();
        let mut by_place = BTreeSet::new();
        for ((row, label), own) in rows.iter().zip(parts) {
            match label {
                Some(at) => places.push(Ok(*at)),
                None => {
                    by_place.insert(*row);
                    places.push(Err(*row));
                }
            }
            places.extend(own.into_iter().map(Ok));
        }
        return Some((places, by_place));
    }
    None
}

/// The numbers of each row, from numbers that follow all labels: by their lines, else row by row or
/// column by column, whichever has the sums.
fn dealt(
    slots: &[usize],
    lines: &[Vec<usize>],
    wanted: &[usize],
    summed: bool,
    numbers: &dyn Fn(&usize) -> Option<u64>,
) -> Option<Vec<Vec<usize>>> {
    if lines.len() == wanted.len() && lines.iter().zip(wanted).all(|(line, wanted)| line.len() == *wanted) {
        return Some(lines.to_vec());
    }
    let width = wanted.first().copied().filter(|width| wanted.iter().all(|one| one == width))?;
    let count = wanted.len();
    if slots.len() != width * count || width < 2 {
        return None;
    }
    let by_rows: Vec<Vec<usize>> = slots.chunks(width).map(<[usize]>::to_vec).collect();
    let column = |row: usize| (0..width).filter_map(|column| slots.get(column * count + row).copied()).collect();
    let by_columns: Vec<Vec<usize>> = (0..count).map(column).collect();
    if lines.len() == width && lines.iter().all(|line| line.len() == count) {
        return Some(by_columns);
    }
    if lines.len() == count && lines.iter().all(|line| line.len() == width) {
        return Some(by_rows);
    }
    if !summed {
        return None;
    }
    let sums = |rows: &[Vec<usize>]| {
        let values = |row: &Vec<usize>| -> Vec<Option<u64>> { row.iter().map(numbers).collect() };
        row_sums::held(rows.iter().map(values))
    };
    let (rows, columns) = (sums(&by_rows), sums(&by_columns));
    match () {
        () if rows.clearly_beats(columns) => Some(by_rows),
        () if columns.clearly_beats(rows) => Some(by_columns),
        () => None,
    }
}

/// Labels without characters before numbers whose row is the only one that can be meant: exactly as
/// many rows are missing between two labels as there are rows of numbers without one.
fn with_lost_labels(order: &RowOrder, stream: &TokenStream, tokens: Vec<Token>) -> (Vec<Token>, BTreeSet<CellName>) {
    // For each row label with numbers its place, in the order of the source.
    let mut anchors: Vec<(usize, usize)> = Vec::new();
    let mut open = None;
    for (at, token) in tokens.iter().enumerate() {
        match part(token) {
            Part::Row(row) => open = order.place(row).map(|place| (at, place)),
            Part::Slot if is_filled(token) => anchors.extend(open.take()),
            _ => {}
        }
    }
    let labelled: BTreeSet<CellName> =
        anchors.iter().filter_map(|(_, place)| order.rows.get(*place).map(|(row, _)| *row)).collect();
    // A row that has its label somewhere has not lost it.
    let named: BTreeSet<CellName> = tokens
        .iter()
        .filter_map(|token| match part(token) {
            Part::Row(row) => Some(row),
            _ => None,
        })
        .collect();
    let mut insert: Vec<(usize, CellName)> = Vec::new();
    for pair in anchors.windows(2) {
        let [(from, here), (to, next)] = pair else { continue };
        if next <= here {
            continue;
        }
        let missing: Vec<(CellName, usize)> = order
            .rows
            .get(here + 1..*next)
            .unwrap_or_default()
            .iter()
            .filter(|(row, _)| !labelled.contains(row))
            .copied()
            .collect();
        let is_named = missing.iter().any(|(row, _)| named.contains(row));
        if missing.is_empty() || is_named || missing.len() != next - here - 1 {
            continue;
        }
        let own = order.rows.get(*here).map_or(0, |(_, wanted)| *wanted);
        let wanted: Vec<usize> = std::iter::once(own).chain(missing.iter().map(|(_, wanted)| *wanted)).collect();
        if let Some(starts) = starts(stream, &tokens, (*from + 1, *to), &wanted, order.summed) {
            insert.extend(starts.into_iter().skip(1).zip(missing.iter().map(|(row, _)| *row)));
        }
    }
    let by_place = insert.iter().map(|(_, row)| *row).collect();
    let mut insert = insert.into_iter().peekable();
    let mut result = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.into_iter().enumerate() {
        if let Some((_, row)) = insert.next_if(|(place, _)| *place == at) {
            result.push(label_at(row, token.span.0));
        }
        result.push(token);
    }
    (result, by_place)
}

/// Where the numbers of each of several rows begin, if these are lines of their own or as many as the
/// rows need, and each row without a label has its sum.
fn starts(
    stream: &TokenStream,
    tokens: &[Token],
    (from, to): (usize, usize),
    wanted: &[usize],
    summed: bool,
) -> Option<Vec<usize>> {
    let slots: Vec<usize> =
        (from..to).filter(|at| tokens.get(*at).is_some_and(|token| part(token) == Part::Slot)).collect();
    let line = |at: &usize| tokens.get(*at).map(|token| stream.line(token.span.0));
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for at in &slots {
        match lines.last_mut().filter(|last| last.last().and_then(&line) == line(at)) {
            Some(last) => last.push(*at),
            None => lines.push(vec![*at]),
        }
    }
    let filled = |row: &[usize]| row.iter().filter(|at| tokens.get(**at).is_some_and(is_filled)).count();
    lines.retain(|line| filled(line) > 0 || line.len() > 1);
    let rows: Vec<Vec<usize>> = if lines.len() == wanted.len() && lines.iter().any(|line| line.len() > 1) {
        lines
    } else if slots.iter().all(|at| tokens.get(*at).is_some_and(is_filled))
        && lines.len() > 1
        && slots.len() == wanted.iter().sum::<usize>()
    {
        let mut rest = slots.as_slice();
        let mut rows = Vec::new();
        for count in wanted {
            let (row, after) = rest.split_at_checked(*count)?;
            rows.push(row.to_vec());
            rest = after;
        }
        rows
    } else {
        return None;
    };
    let number = |at: &usize| match &tokens.get(*at)?.kind {
        TokenKind::Value(value) => value.count(),
        _ => None,
    };
    let holds = |row: &Vec<usize>| row_sums::ends_with_sum(row.iter().map(number));
    let sure = !summed || rows.iter().skip(1).all(holds);
    sure.then(|| rows.iter().filter_map(|row| row.first().copied()).collect())
}
