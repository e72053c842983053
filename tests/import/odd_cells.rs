//! Cells that hold something else than a number: words, marks, two numbers, a number with what belongs to another. Such a
//! cell costs itself alone and is told; no number of its row, its column or of another year comes into its place.

use std::collections::BTreeMap;

use fastrand::Rng;
use nianbao::form::{CellKey, Edition, Form};
use nianbao::import::Imported;
use nianbao::report::StatedTotal;

use super::neighbours::{bars, numbers, page, read};

/// What may stand in a cell for its number: `#` is the number, `~` another one. `true` where the number may be read.
const ODD: [(&str, bool); 25] = [
    ("待核", false),
    ("见附件", false),
    ("未统计", false),
    ("？", false),
    ("空", false),
    ("x", false),
    ("#N/A", false),
    ("注1", false),
    ("#①", true),
    ("#*", true),
    ("#（注1）", true),
    ("#（去年~）", true),
    ("# (↑~)", true),
    ("#件（去年~件）", true),
    ("#（其中线上~）", true),
    ("约#", true),
    ("#余", true),
    ("#-~", false),
    ("#～~", false),
    ("# ~", false),
    ("#/~", false),
    ("#；~", false),
    ("~+~=#", true),
    ("#＝~+~", true),
    ("+#", true),
];

/// How a table is written, and whether each of its cells is seen.
type Notation = (&'static str, bool, fn(&[Vec<String>]) -> String);

fn notations() -> [Notation; 5] {
    [
        ("bars", true, bars),
        ("page", true, |rows| {
            let line = |row: &Vec<String>| format!("<tr><td>{}</td></tr>", row.join("</td><td>"));
            format!("<table>{}</table>", rows.iter().map(line).collect::<String>())
        }),
        ("tabs", true, |rows| rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")),
        ("spaces", false, |rows| rows.iter().map(|row| row.join("  ")).collect::<Vec<_>>().join("\n")),
        ("a blank column", true, |rows| {
            let parted = |row: &Vec<String>| {
                let mut row = row.clone();
                row.insert(row.len() - row.len().min(5), String::new());
                row
            };
            bars(&rows.iter().map(parted).collect::<Vec<_>>())
        }),
    ]
}

/// The cells of a page's tables of which some have odd content, each with whether its number may be read.
struct OddPage {
    text: String,
    odd: BTreeMap<u64, bool>,
}

fn odd_page(random: &mut Rng, share: f64, write: fn(&[Vec<String>]) -> String, has_last_year: bool) -> OddPage {
    let random = std::cell::RefCell::new(random);
    let odd = std::cell::RefCell::new(BTreeMap::new());
    let text = page(|table, rows| {
        let cell = |cell: &String| {
            let mut random = random.borrow_mut();
            let Some(number) = cell.parse::<u64>().ok().filter(|_| random.f64() < share) else { return cell.clone() };
            let (content, may_be_read) = ODD[random.usize(..ODD.len())];
            odd.borrow_mut().insert(number, may_be_read);
            let content = content.replace("#N/A", "N/A").replace('#', &number.to_string());
            content.replace('~', &random.u64(1..90).to_string())
        };
        let own: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let mut text = write(&own);
        if has_last_year && table > 0 {
            let older =
                |cell: &String| cell.parse::<u64>().map_or(cell.clone(), |number| (number + 70_000).to_string());
            let older: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(older).collect()).collect();
            text.push_str(&format!("\n附：2023年数据\n{}", write(&older)));
        }
        text
    });
    let text = match text.contains("<table>") {
        true => format!("<html><body>{}</body></html>", text.replace('\n', "<br>")),
        false => text,
    };
    OddPage { text, odd: odd.into_inner() }
}

/// How many plain cells are lost. No cell has another number than its own, and what is left out is told, or stays in the text.
fn lost(reading: &Imported, page: &OddPage, name: &str) -> Vec<CellKey> {
    let form = Form::of(Edition::Cn2021).unwrap();
    let mut lost = Vec::new();
    for (key, number) in numbers(form) {
        let may_be_read = page.odd.get(&number).copied();
        // A total that differs from its parts is as the source has it; without its parts it is not the source's.
        if form.field(key).unwrap().total {
            if let Some(StatedTotal::Number(stated)) = reading.report.numbers.stated(key) {
                assert!(
                    stated == number && may_be_read != Some(false),
                    "{name}: {key} {number} {stated}\n{}",
                    page.text
                );
            }
            continue;
        }
        match reading.report.numbers.get(key).map(|own| own.to_string()) {
            Some(own) => {
                let is_right = own == number.to_string() && may_be_read != Some(false);
                assert!(is_right, "{name}: {key} {number} {own}\n{}", page.text);
            }
            None if may_be_read.is_some() => {}
            None => {
                let has = |text: &str| text.contains(&number.to_string());
                let is_told = reading.remarks.iter().any(|remark| has(&remark.excerpt))
                    || reading.report.sections.values().any(|prose| has(&prose.text()));
                assert!(is_told, "{name}: {key} {number} is not told\n{}", page.text);
                lost.push(key);
            }
        }
    }
    lost
}

#[test]
fn an_odd_cell_costs_itself_alone() {
    for seed in 0..60 {
        for (name, has_cells, write) in notations() {
            let mut random = Rng::with_seed(seed);
            let share = [0.005, 0.03, 0.15, 0.5][random.usize(..4)];
            let has_last_year = random.bool();
            let page = odd_page(&mut random, share, write, has_last_year);
            let name = format!("{name} {seed}");
            let lost = lost(&read(&page.text), &page, &name);
            assert!(!has_cells || lost.is_empty(), "{name}: {lost:?}\n{}", page.text);
        }
    }
}
