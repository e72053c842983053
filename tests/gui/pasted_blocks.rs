//! Blocks of cells pasted into the form's tables: every text at its own place from the first cell on, whatever stands
//! beside it, and only the form's own words around the numbers are passed over.

use egui::Event;
use egui_kittest::kittest::Queryable;
use nianbao::form::{CellKey, Field, SectionId, Table};
use nianbao::report::Place;

use crate::window_harness::user::{SIZE, empty, report};
use crate::window_harness::{Window, steps, window};

fn key(name: &str) -> CellKey {
    CellKey::parse(name).unwrap()
}

fn at(window: &mut Window, cell: CellKey) {
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(cell));
    steps(window);
}

fn table(window: &Window, id: SectionId) -> &'static Table {
    window.state().document.as_ref().unwrap().session.form().table_of(id).unwrap()
}

/// All numbers that stand in the report, by the names of their cells.
fn numbers(window: &Window) -> Vec<String> {
    let all = report(window).numbers.iter();
    let mut all: Vec<String> = all.map(|(key, number)| format!("{key}={number}")).collect();
    all.sort();
    all
}

/// The block as a spreadsheet puts it into the clipboard's web form.
fn web(text: &str) -> String {
    let row = |line: &str| {
        let cells: String = line.split('\t').map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{cells}</tr>")
    };
    format!("<table>{}</table>", text.lines().map(row).collect::<String>())
}

/// A block pasted at a cell, as text and with its web form.
fn both_ways(cell: &str, text: &str, check: impl Fn(&mut Window)) {
    for html in [None, Some(web(text))] {
        let (mut window, told) = window(SIZE, Some(empty()));
        at(&mut window, key(cell));
        told.borrow_mut().html = html;
        window.event(Event::Paste(text.into()));
        steps(&mut window);
        check(&mut window);
    }
}

/// What was pasted, where, and what stands in the report then.
const SHAPES: [(&str, &str, &[&str]); 9] = [
    // A blank row at the top is one.
    (
        "received.enterprise",
        "\t\n5\t6\n7\t8\n",
        &["carried_in.enterprise=5", "carried_in.research=6", "granted.enterprise=7", "granted.research=8"],
    ),
    // A row of dashes too.
    ("received.enterprise", "—\t/\n5\t6\n", &["carried_in.enterprise=5", "carried_in.research=6"]),
    // One word takes nothing from other rows.
    (
        "received.enterprise",
        "12\t3\n待核\t5\n",
        &["carried_in.research=5", "received.enterprise=12", "received.research=3"],
    ),
    (
        "received.enterprise",
        "待核\t3\n12\t5\n",
        &["carried_in.enterprise=12", "carried_in.research=5", "received.research=3"],
    ),
    // Nor does a row of words that are none of the form's.
    ("received.enterprise", "待核\t待报\n12\t5\n", &["carried_in.enterprise=12", "carried_in.research=5"]),
    // Heads and labels of the form are passed over, with blanks that they cover.
    (
        "received.natural_person",
        "项目\t\t自然人\t商业企业\n一、本年新收政府信息公开申请数量\t\t\t4\n二、上年结转政府信息公开申请数量\t\t5\t\n三、本年度办理结果\t（一）予以公开\t6\t7\n\t部分公开\t8\t\n",
        &[
            "carried_in.natural_person=5",
            "granted.enterprise=7",
            "granted.natural_person=6",
            "partly_granted.natural_person=8",
            "received.enterprise=4",
        ],
    ),
    // A row that has a label and no number yet is no row of heads.
    (
        "received.natural_person",
        "自然人\t商业企业\n\t\n5\t6\n",
        &["carried_in.enterprise=6", "carried_in.natural_person=5"],
    ),
    // The whole table with its heads between the numbers.
    (
        "rules.issued",
        "第二十条第（一）项\t\t\t\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t\t3\n行政规范性文件\t\t5\t6\n第二十条第（五）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政许可\t7\t\t\n第二十条第（六）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政处罚\t8\t\t\n行政强制\t9\t\t\n",
        &[
            "coercive_measures.decisions=9",
            "licensing.decisions=7",
            "normative_documents.in_force=6",
            "normative_documents.repealed=5",
            "penalties.decisions=8",
            "rules.in_force=3",
            "rules.issued=1",
        ],
    ),
    // One number column of it, without its labels.
    (
        "rules.issued",
        "1\n2\n\n本年处理决定数量\n7\n",
        &["licensing.decisions=7", "normative_documents.issued=2", "rules.issued=1"],
    ),
];

#[test]
fn a_block_keeps_its_shape() {
    for (cell, text, wanted) in SHAPES {
        both_ways(cell, text, |window| assert_eq!(numbers(window), wanted, "{text:?}"));
    }
}

/// What is no number is named with its cell.
#[test]
fn a_refused_text_is_told_with_its_cell() {
    both_ways("received.enterprise", "12\t3\n待核\t5\n", |window| {
        window.get_by_label_contains(
            "1 格不是数字，没有填，保持原样：“待核”（二、上年结转政府信息公开申请数量 · 法人或其他组织 · 商业企业）。",
        );
    });
}

/// A copy that begins with a blank cell, pasted beside.
#[test]
fn a_copied_column_lands_in_its_rows() {
    let (mut window, told) = window(SIZE, Some(empty()));
    at(&mut window, key("received.natural_person"));
    window.event(Event::Paste("\n5\n5\n".into()));
    steps(&mut window);
    window.event(Event::Copy);
    steps(&mut window);
    let (text, html) = told.borrow().copied.clone().unwrap();
    at(&mut window, key("received.enterprise"));
    told.borrow_mut().html = Some(html);
    window.event(Event::Paste(text));
    steps(&mut window);
    let wanted =
        ["carried_in.enterprise=5", "carried_in.natural_person=5", "granted.enterprise=5", "granted.natural_person=5"];
    assert_eq!(numbers(&window), wanted);
}

/// What random blocks are made of: numbers, blanks, dashes and words that are none of the form's.
const TEXTS: [&str; 12] = ["7", "12", "1,005", "３件", "0", "", "", "—", "/", "待核", "约三件", "见附件"];

/// The number cells from `first` on, by rows and columns, worked out from the grid.
fn targets(table: &'static Table, first: &Field) -> Vec<Vec<&'static Field>> {
    let square = |field: &Field| (table.cells[field.cell].row, table.cells[field.cell].column);
    let (top, left) = square(first);
    let row = |row| {
        let mut fields: Vec<&Field> =
            table.fields.iter().filter(|field| square(field).0 == row && square(field).1 >= left).collect();
        fields.sort_by_key(|field| square(field));
        fields
    };
    (top..table.row_count()).map(row).filter(|fields| !fields.is_empty()).collect()
}

/// Every text of a random block is at its own place, or its cell is as it was and the block is said to have one more
/// that was not taken.
#[test]
fn a_random_block_lands_at_its_place() {
    let mut random = fastrand::Rng::with_seed(20_261_130);
    let (mut window, told) = window(SIZE, Some(empty()));
    for round in 0..120 {
        let id =
            [SectionId::Disclosure, SectionId::Requests, SectionId::Requests, SectionId::Disputes][random.usize(..4)];
        let table = table(&window, id);
        let first = &table.fields[random.usize(..table.fields.len())];
        let (down, across) = (random.usize(1..5), random.usize(1..5));
        let text = |random: &mut fastrand::Rng| TEXTS[random.usize(..TEXTS.len())];
        let block: Vec<Vec<&str>> = (0..down).map(|_| (0..across).map(|_| text(&mut random)).collect()).collect();
        let plain: String = block.iter().map(|row| row.join("\t") + "\n").collect();
        at(&mut window, first.key);
        told.borrow_mut().html = random.bool().then(|| web(&plain));
        let before = report(&window).numbers.clone();
        window.event(Event::Paste(plain.clone()));
        steps(&mut window);
        let after = report(&window).numbers.clone();
        let targets = targets(table, first);
        let (mut refused, mut beyond, mut meant) = (0, 0, Vec::new());
        for (row, texts) in block.iter().enumerate() {
            for (column, text) in texts.iter().enumerate() {
                let Some(field) = targets.get(row).and_then(|fields| fields.get(column)) else {
                    beyond += usize::from(!text.is_empty());
                    continue;
                };
                if field.total {
                    continue;
                }
                meant.push(field.key);
                let wanted = match *text {
                    "" | "—" | "/" => None,
                    "1,005" => Some("1005"),
                    "３件" => Some("3"),
                    "待核" | "约三件" | "见附件" => {
                        refused += 1;
                        assert_eq!(after.get(field.key), before.get(field.key), "{round}: {plain:?} at {}", first.key);
                        continue;
                    }
                    number => Some(number),
                };
                let found = after.get(field.key).map(|number| number.to_string());
                assert_eq!(found.as_deref(), wanted, "{round}: {plain:?} at {}: {}", first.key, field.key);
            }
        }
        let others = table.fields.iter().filter(|field| !meant.contains(&field.key));
        for field in others {
            assert_eq!(after.get(field.key), before.get(field.key), "{round}: {plain:?} at {}", first.key);
        }
        for (count, said) in [(refused, "格不是数字"), (beyond, "格超出表格")] {
            if count > 0 {
                window.get_by_label_contains(&format!("{count} {said}"));
            }
        }
    }
}
