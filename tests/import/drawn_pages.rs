//! Pages as other programs print them, drawn glyph by glyph: sideways, without ruled lines, with numbers that a
//! narrow cell broke over two lines. A number is read rightly or not at all, and then told.

pub mod drawing;

use std::collections::BTreeMap;

use nianbao::form::{CellKey, Edition, Form};
use nianbao::import::{self, Imported};

use drawing::{Canvas, Sheet, pdf};

const TITLE: &str = "云溪县水务局2024年政府信息公开工作年度报告";

/// How a table is drawn.
#[derive(Clone, Copy)]
struct Look {
    ruled: bool,
    /// The distance of two columns, in points; four digits are 20 wide.
    pitch: f64,
    /// Whether labels stand in the middle of their rows, or begin with the first line of numbers.
    centred: bool,
    /// The row after which a page ends and the heads come again.
    page_break: Option<usize>,
    /// Whether a row has a line below it.
    lined: fn(usize) -> bool,
}

const PLAIN: Look = Look { ruled: true, pitch: 32.0, centred: true, page_break: None, lined: |_| true };
const SIZE: f64 = 10.0;
const LEADING: f64 = 12.0;
const LABEL: f64 = 60.0;
const NUMBERS: f64 = 300.0;
/// The characters of a line of a label.
const LINE: usize = 22;

type Numbers = BTreeMap<CellKey, i64>;

/// Numbers whose sums hold, a row of four digits and totals of five and six.
fn numbers() -> Numbers {
    let form = Form::of(Edition::Cn2021).unwrap();
    let mut numbers = Numbers::new();
    for (at, field) in (0_i64..).zip(form.tables[1].fields.iter().filter(|field| !field.total)) {
        numbers.insert(field.key, 1_000 + (at * 37) % 811);
    }
    for _ in 0..2 {
        for identity in form.identities.iter().filter(|identity| identity.computes) {
            let sum = identity.left.iter().filter_map(|key| numbers.get(key)).sum();
            for key in identity.right.iter().filter(|key| form.tables[1].fields.iter().any(|field| field.key == **key))
            {
                numbers.insert(*key, sum);
            }
        }
    }
    numbers
}

/// The lines of a number in a column of this width.
fn broken(number: i64, pitch: f64) -> Vec<String> {
    let digits = number.to_string();
    let fits = if pitch < 26.0 { 4 } else { digits.len() };
    digits.as_bytes().chunks(fits).map(|part| String::from_utf8(part.to_vec()).unwrap()).collect()
}

/// Table three on one or two pages.
fn pages(numbers: &Numbers, look: Look) -> Vec<Canvas> {
    let form = Form::of(Edition::Cn2021).unwrap();
    let mut page = Canvas::default();
    page.text(LABEL, 790.0, 16.0, TITLE);
    page.text(LABEL, 765.0, 14.0, &form.sections[2].title);
    let mut y = heads(&mut page, 745.0, look);
    let mut pages = Vec::new();
    for (index, fields) in form.tables[1].fields.chunks(7).enumerate() {
        if look.page_break == Some(index) {
            rules(&mut page, y, y, look);
            page.text(290.0, 40.0, SIZE, "— 1 —");
            pages.push(std::mem::take(&mut page));
            y = heads(&mut page, 790.0, look);
        }
        let label: Vec<char> = fields[0].row_heads.last().unwrap().chars().collect();
        let label: Vec<String> = label.chunks(LINE).map(|line| line.iter().collect()).collect();
        let cells: Vec<Vec<String>> = fields.iter().map(|field| broken(numbers[&field.key], look.pitch)).collect();
        let lines = cells.iter().map(Vec::len).chain([label.len()]).max().unwrap();
        let high = LEADING * f64::from(u32::try_from(lines).unwrap()) + 5.0;
        let first = |own: usize, centred: bool| {
            let own = LEADING * f64::from(u32::try_from(own).unwrap());
            y - 2.0 - if centred { (high - 5.0 - own) / 2.0 } else { 0.0 } - SIZE
        };
        for (at, line) in (0_u32..).zip(&label) {
            page.text(LABEL, first(label.len(), look.centred) - LEADING * f64::from(at), SIZE, line);
        }
        for (column, cell) in (0_u32..).zip(&cells) {
            for (at, line) in (0_u32..).zip(cell) {
                let wide = f64::from(u32::try_from(line.len()).unwrap()) * SIZE / 2.0;
                let x = NUMBERS + look.pitch * f64::from(column) + (look.pitch - wide) / 2.0;
                page.text(x, first(cell.len(), look.centred) - LEADING * f64::from(at), SIZE, line);
            }
        }
        if look.ruled && (look.lined)(index) {
            rules(&mut page, y, y, look);
        }
        uprights(&mut page, y, y - high, look);
        y -= high;
    }
    rules(&mut page, y, y, look);
    pages.push(page);
    pages
}

fn heads(page: &mut Canvas, mut y: f64, look: Look) -> f64 {
    let names = [
        ["自然", "人"],
        ["商业", "企业"],
        ["科研", "机构"],
        ["社会", "公益"],
        ["法律", "服务"],
        ["其他", ""],
        ["总计", ""],
    ];
    for line in 0..2 {
        for (column, name) in (0_u32..).zip(names) {
            page.text(NUMBERS + look.pitch * f64::from(column) + (look.pitch - 20.0) / 2.0, y - SIZE, SIZE, name[line]);
        }
        y -= LEADING;
    }
    y - 4.0
}

fn rules(page: &mut Canvas, from: f64, to: f64, look: Look) {
    if look.ruled {
        page.line((LABEL - 3.0, from), (NUMBERS + look.pitch * 7.0, to));
    }
}

fn uprights(page: &mut Canvas, from: f64, to: f64, look: Look) {
    if look.ruled {
        page.line((LABEL - 3.0, from), (LABEL - 3.0, to));
        for column in 0..=7_u32 {
            let x = NUMBERS + look.pitch * f64::from(column);
            page.line((x, from), (x, to));
        }
    }
}

/// The cells that are right, wrong and lost.
fn outcome(reading: &Imported, numbers: &Numbers) -> (usize, Vec<String>, Vec<CellKey>) {
    let form = Form::of(reading.report.form).unwrap();
    let (mut right, mut wrong, mut lost) = (0, Vec::new(), Vec::new());
    for (key, wanted) in numbers {
        match reading.report.numbers.shown(form, *key).map(|number| number.to_string()) {
            Some(shown) if shown == wanted.to_string() => right += 1,
            Some(shown) => wrong.push(format!("{key}: {shown}, not {wanted}")),
            None => lost.push(*key),
        }
    }
    (right, wrong, lost)
}

fn assert_whole(name: &str, bytes: &[u8], numbers: &Numbers) {
    let reading = import::read(bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let (right, wrong, lost) = outcome(&reading, numbers);
    assert_eq!((wrong.as_slice(), lost.len(), right), (&[][..], 0, numbers.len()), "{name}: {:#?}", reading.remarks);
    assert_eq!(reading.report.unit.name, "云溪县水务局", "{name}");
}

#[test]
fn a_table_is_read_whichever_way_its_page_is_turned() {
    let numbers = numbers();
    for ruled in [true, false] {
        let drawn = || pages(&numbers, Look { ruled, ..PLAIN });
        assert_whole("upright", &pdf(drawn(), Sheet::Upright), &numbers);
        for sheet in [Sheet::Sideways, Sheet::SidewaysAndRotated, Sheet::UpsideDown, Sheet::OtherSide] {
            assert_whole(&format!("{sheet:?}, ruled: {ruled}"), &pdf(drawn(), sheet), &numbers);
        }
    }
}

/// The heading is upright, the table below it sideways.
#[test]
fn a_part_of_a_page_may_be_sideways() {
    let numbers = numbers();
    let bytes = pdf(pages(&numbers, PLAIN), Sheet::TableSideways);
    assert_whole("a sideways table", &bytes, &numbers);
}

#[test]
fn heads_that_come_again_are_no_rows() {
    let numbers = numbers();
    for ruled in [true, false] {
        for page_break in [3, 9, 20] {
            let look = Look { ruled, page_break: Some(page_break), ..PLAIN };
            assert_whole(
                &format!("{page_break}, ruled: {ruled}"),
                &pdf(pages(&numbers, look), Sheet::Upright),
                &numbers,
            );
        }
    }
}

#[test]
fn a_number_that_its_cell_broke_is_one_number() {
    let numbers = numbers();
    for ruled in [true, false] {
        for centred in [true, false] {
            let look = Look { ruled, centred, pitch: 24.0, ..PLAIN };
            assert_whole(
                &format!("ruled: {ruled}, centred: {centred}"),
                &pdf(pages(&numbers, look), Sheet::Upright),
                &numbers,
            );
        }
    }
}

/// Where the sums do not say that it is one number, the row is listed and none of its cells has a number.
#[test]
fn a_broken_number_without_its_sum_is_left_blank_and_told() {
    let mut numbers = numbers();
    let key = |key: &str| CellKey::parse(key).unwrap();
    *numbers.get_mut(&key("total.total")).unwrap() += 300;
    for ruled in [true, false] {
        for centred in [true, false] {
            let look = Look { ruled, centred, pitch: 24.0, ..PLAIN };
            let reading = import::read(&pdf(pages(&numbers, look), Sheet::Upright)).unwrap();
            let (_, wrong, lost) = outcome(&reading, &numbers);
            let name = format!("ruled: {ruled}, centred: {centred}");
            // Its own row's numbers may be computed from the rows above, never be the last digits alone.
            let wrong: Vec<_> = wrong.iter().filter(|one| !one.starts_with("total.total")).collect();
            assert!(wrong.is_empty(), "{name}: {wrong:?}");
            assert!(lost.iter().all(|key| key.row.as_str() == "total"), "{name}: {lost:?}");
            let told: String =
                reading.remarks.iter().map(|remark| remark.excerpt.as_ref()).collect::<Vec<&str>>().join(" ");
            let last = numbers[&key("total.total")].to_string();
            assert!(told.contains(&last[..4]) && told.contains(&last[4..]), "{name}: {told}");
        }
    }
}

/// Two rows without a line between them are in one cell: neither number is the cell's, and they are not one number.
#[test]
fn rows_without_a_line_between_them_are_not_run_together() {
    let numbers = numbers();
    for lined in [|index: usize| index != 3, |index: usize| index.is_multiple_of(3)] {
        let look = Look { lined, ..PLAIN };
        let reading = import::read(&pdf(pages(&numbers, look), Sheet::Upright)).unwrap();
        let (right, wrong, lost) = outcome(&reading, &numbers);
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(right > 0);
        let told: String =
            reading.remarks.iter().map(|remark| remark.excerpt.as_ref()).collect::<Vec<&str>>().join(" ");
        for key in lost {
            assert!(told.contains(&numbers[&key].to_string()), "{key} {}: {told}", numbers[&key]);
        }
    }
}
