//! A layout and its numbers → the text of a page.

use fastrand::Rng;
use nianbao::form::{CellName, Form, Table};

use super::distinct_numbers::Truth;
use super::other_wordings::respelled;
use super::page_frame;
use super::random_layout::{Between, Covered, Digits, Empty, Heads, Layout, Order, Place};

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    name: Option<CellName>,
    squares: Vec<Square>,
}

/// A square of the grid.
#[derive(Clone, Debug, PartialEq)]
enum Square {
    Label(String),
    Number(String),
    Covered,
}

/// The text of the page, and what of the numbers it shows.
pub fn page(form: &Form, layout: &Layout, numbers: &Truth, random: &mut Rng) -> (String, Truth) {
    let mut truth = numbers.clone();
    let mut tables: Vec<Vec<Row>> = form.tables.iter().map(|table| rows(table, layout, numbers, random)).collect();
    if let Place::Tail(from) = layout.place {
        let gone: Vec<CellName> = values(&tables[1]).into_iter().take(from).collect();
        tables[0].clear();
        let first = tables[1].iter().position(|row| row.name.is_some_and(|name| !gone.contains(&name))).unwrap();
        tables[1].drain(..first);
        let hidden = |row: CellName| gone.contains(&row) || form.tables[0].fields.iter().any(|own| own.key.row == row);
        truth.iter_mut().filter(|(key, _)| hidden(key.row)).for_each(|(_, number)| *number = None);
    }
    let texts: Vec<Vec<String>> = if layout.place == Place::Interleaved {
        let mut mixed = Vec::new();
        let mut second = tables[0].iter();
        for row in &tables[1] {
            mixed.extend(second.next().cloned());
            mixed.push(row.clone());
        }
        mixed.extend(second.cloned());
        vec![Vec::new(), lines(&mixed, layout, random), lines(&tables[2], layout, random)]
    } else {
        let of = |(index, rows): (usize, &Vec<Row>)| match (layout.order, index) {
            (Order::Columns, 1 | 2) => by_columns(rows, layout, random),
            (Order::LabelsFirst, 1) => labels_first(rows, layout, random),
            (Order::NumbersFirst, 1) => lines(&numbers_first(rows), layout, random),
            (_, 1) => broken(rows, layout, random),
            (_, 2) if layout.by_court => lines(&by_court(form, rows), layout, random),
            // Without any sum, numbers that ran together cannot be told apart.
            (_, 0) if layout.between == Between::Nothing => {
                lines(rows, &Layout { between: Between::Spaces(1), ..layout.clone() }, random)
            }
            _ => lines(rows, layout, random),
        };
        tables.iter().enumerate().map(of).collect()
    };
    (page_frame::around(form, layout, &texts, random), truth)
}

fn values(rows: &[Row]) -> Vec<CellName> {
    rows.iter().filter_map(|row| row.name).collect()
}

fn rows(table: &Table, layout: &Layout, numbers: &Truth, random: &mut Rng) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut number = 0;
    for index in 0..table.row_count() {
        let mut squares = Vec::new();
        let mut name = None;
        for column in 0..table.column_count() {
            let cell = table.cells.iter().find(|cell| cell.covers(index, column)).unwrap();
            let square = match cell.key() {
                Some(key) => {
                    name = Some(key.row);
                    Square::Number(written(numbers[&key].as_deref(), layout))
                }
                None => Square::Label(respelled(&cell.label(), layout, random)),
            };
            let anchor = (cell.row, cell.column) == (index, column);
            squares.push(match square {
                square if anchor || layout.covered == Covered::Repeated => square,
                _ => Square::Covered,
            });
        }
        if table.column_count() == 15 {
            name = None;
        }
        let has_numbers = squares.iter().any(|square| matches!(square, Square::Number(_)));
        if name.is_some() && table.column_count() == 10 {
            if layout.lost_label == Some(number) {
                let last = squares.iter().rposition(|square| matches!(square, Square::Label(_)));
                last.into_iter().for_each(|last| squares[last] = Square::Label(String::new()));
            }
            number += 1;
        }
        let shown = match layout.heads {
            _ if has_numbers => true,
            Heads::All => true,
            Heads::Missing => false,
            Heads::Some => random.bool(),
        };
        if shown {
            rows.push(Row { name, squares: settled(squares, layout) });
        }
    }
    rows
}

/// Squares that are covered left out, or moved to the end.
fn settled(squares: Vec<Square>, layout: &Layout) -> Vec<Square> {
    let (covered, mut own): (Vec<Square>, Vec<Square>) = match layout.covered {
        Covered::InPlace | Covered::Repeated => return squares,
        Covered::Nothing | Covered::AtTheEnd => squares.into_iter().partition(|square| *square == Square::Covered),
    };
    if layout.covered == Covered::AtTheEnd {
        own.extend(covered);
    }
    own
}

fn written(number: Option<&str>, layout: &Layout) -> String {
    let Some(number) = number else {
        return match layout.empty {
            Empty::Nothing => String::new(),
            Empty::Mark(mark) => mark.to_owned(),
        };
    };
    match layout.digits {
        Digits::Plain => number.to_owned(),
        Digits::Wide => number
            .chars()
            .map(|one| if one.is_ascii_digit() { char::from_u32(u32::from(one) + 0xfee0).unwrap() } else { one })
            .collect(),
        Digits::Thousands => {
            let (whole, part) = number.split_at(number.find('.').unwrap_or(number.len()));
            match whole.len() {
                4.. => format!("{},{}{part}", &whole[..whole.len() - 3], &whole[whole.len() - 3..]),
                _ => number.to_owned(),
            }
        }
        Digits::Unit => format!("{number}{}", if number.contains('.') { "万元" } else { "件" }),
    }
}

/// The words of a square.
fn words(square: &Square) -> &str {
    match square {
        Square::Label(text) | Square::Number(text) => text,
        Square::Covered => "",
    }
}

/// The rows as lines.
fn lines(rows: &[Row], layout: &Layout, random: &mut Rng) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut cells: Vec<String> = row.squares.iter().map(|square| words(square).to_owned()).collect();
        if layout.upright
            && let Some(at) = cells.iter().position(|cell| cell.contains("办理结果"))
        {
            lines.extend(cells.remove(at).chars().map(String::from));
        }
        // Where nothing marks the edge of an empty cell, it is not there at all.
        if matches!(layout.between, Between::Spaces(_) | Between::CellALine | Between::CellALineAndBlank) {
            cells.retain(|cell| !cell.is_empty());
        }
        let own = cells.iter().rposition(|cell| is_long(cell)).filter(|_| row.name.is_some());
        let below = own.filter(|_| random.f64() < layout.wrapped).map(|at| {
            let cut = random.usize(2..cells[at].chars().count() - 1);
            let chars: Vec<char> = cells[at].chars().collect();
            let (head, tail) = chars.split_at(cut);
            cells[at] = head.iter().collect();
            (at, tail.iter().collect::<String>())
        });
        lines.extend(set(&cells, layout, below));
        if layout.between == Between::Markdown && index == 0 {
            lines.push(format!("|{}", " --- |".repeat(cells.len())));
        }
    }
    lines
}

/// Whether a label is long enough to be wrapped.
fn is_long(cell: &str) -> bool {
    cell.chars().count() > 5 && cell.chars().filter(|one| one.is_alphabetic()).count() > 4
}

/// One row; `below` is the rest of a wrapped label with the place of its cell.
fn set(cells: &[String], layout: &Layout, below: Option<(usize, String)>) -> Vec<String> {
    let mut cells = cells.to_vec();
    let join = |cells: &[String]| match layout.between {
        Between::Tabs => cells.join("\t"),
        Between::Spaces(count) => cells.join(&" ".repeat(count)),
        Between::Bars => format!("{} |", cells.join(" | ")),
        Between::WideBars => cells.join("｜"),
        Between::BarsAround | Between::Markdown => format!("| {} |", cells.join(" | ")),
        _ => cells.concat(),
    };
    let by_cell =
        |cells: &[String], end: &str| -> Vec<String> { cells.iter().map(|cell| format!("{cell}{end}")).collect() };
    // In a cell of its own a wrapped label goes on in the next line.
    if let Some((at, tail)) = &below
        && matches!(
            layout.between,
            Between::CellALine | Between::CellALineAndBlank | Between::CellALineAndBar | Between::BarAlone
        )
    {
        cells[*at] = format!("{}\n{tail}", cells[*at]);
    }
    match layout.between {
        Between::CellALine => by_cell(&cells, ""),
        Between::CellALineAndBlank => by_cell(&cells, "\n"),
        Between::CellALineAndBar => by_cell(&cells, " |"),
        Between::BarAlone => by_cell(&cells, "\n|"),
        Between::BarFirst => std::iter::once("|".to_owned()).chain(by_cell(&cells, " |")).collect(),
        Between::Nothing => vec![cells.concat()],
        _ => {
            let mut lines = vec![join(&cells)];
            if let Some((at, tail)) = below {
                let rest: Vec<String> =
                    (0..cells.len()).map(|index| if index == at { tail.clone() } else { String::new() }).collect();
                lines.push(if matches!(layout.between, Between::Spaces(_)) { tail } else { join(&rest) });
            }
            lines
        }
    }
}

/// Table three with a page's end inside.
fn broken(rows: &[Row], layout: &Layout, random: &mut Rng) -> Vec<String> {
    let Some((after, again)) = layout.page_break else { return lines(rows, layout, random) };
    let heads = rows.iter().take_while(|row| row.name.is_none()).count();
    let (first, second) = rows.split_at((heads + after).min(rows.len()));
    let mut page = lines(first, layout, random);
    page.push(["— 2 —", "- 3 -", "第2页", "第 2 页 共 5 页"][random.usize(..4)].to_owned());
    if random.bool() {
        page.push("续表".to_owned());
    }
    if again {
        page.extend(lines(&rows[..heads], layout, random));
    }
    page.extend(lines(second, layout, random));
    page
}

/// Column by column, a cell a line.
fn by_columns(rows: &[Row], layout: &Layout, random: &mut Rng) -> Vec<String> {
    let labels = rows.iter().flat_map(|row| &row.squares).filter(|square| matches!(square, Square::Label(_)));
    let heads = rows.iter().take_while(|row| row.name.is_none() && labels_only(row)).count();
    let heads: Vec<String> = rows[..heads].iter().flat_map(|row| &row.squares).map(words).map(str::to_owned).collect();
    let body: Vec<&Row> = rows.iter().filter(|row| !labels_only(row)).collect();
    let own = labels.map(words).filter(|label| !heads.iter().any(|head| head == label));
    let mut cells: Vec<String> = heads.iter().filter(|head| !head.is_empty()).cloned().collect();
    cells.extend(own.map(str::to_owned));
    let numbers = |row: &Row| -> Vec<String> {
        row.squares.iter().filter(|one| matches!(one, Square::Number(_))).map(words).map(str::to_owned).collect()
    };
    let count = body.iter().map(|row| numbers(row).len()).max().unwrap_or(0);
    for column in 0..count {
        cells.extend(body.iter().filter_map(|row| numbers(row).get(column).cloned()));
    }
    let _ = random;
    set(&cells, layout, None)
}

fn labels_only(row: &Row) -> bool {
    !row.squares.iter().any(|square| matches!(square, Square::Number(_)))
}

/// All labels, then all numbers row by row.
fn labels_first(rows: &[Row], layout: &Layout, random: &mut Rng) -> Vec<String> {
    let part = |wanted: fn(&Square) -> bool| -> Vec<Row> {
        let kept = rows.iter().map(|row| Row {
            name: row.name,
            squares: row.squares.iter().filter(|square| wanted(square)).cloned().collect(),
        });
        kept.filter(|row| !row.squares.is_empty()).collect()
    };
    let mut page = lines(&part(|square| matches!(square, Square::Label(_))), layout, random);
    page.extend(lines(&part(|square| matches!(square, Square::Number(_))), layout, random));
    page
}

/// Each row's label after its numbers.
fn numbers_first(rows: &[Row]) -> Vec<Row> {
    let turned = |row: &Row| {
        let (numbers, labels): (Vec<Square>, Vec<Square>) =
            row.squares.iter().cloned().partition(|square| matches!(square, Square::Number(_)));
        Row { name: row.name, squares: numbers.into_iter().chain(labels).collect() }
    };
    rows.iter().map(turned).collect()
}

/// Table four as three rows of five with their courts as labels.
fn by_court(form: &Form, rows: &[Row]) -> Vec<Row> {
    let numbers: Vec<Square> =
        rows.iter().flat_map(|row| &row.squares).filter(|one| matches!(one, Square::Number(_))).cloned().collect();
    let mut lines = Vec::new();
    if rows.len() > 1 {
        let heads = ["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        lines.push(Row { name: None, squares: heads.map(|head| Square::Label(head.to_owned())).to_vec() });
    }
    for (fields, numbers) in form.tables[2].fields.chunks(5).zip(numbers.chunks(5)) {
        let court = fields[0].column_heads.iter().rev().nth(1).unwrap();
        let label = Square::Label(court.clone());
        lines.push(Row { name: None, squares: [label].into_iter().chain(numbers.iter().cloned()).collect() });
    }
    lines
}
