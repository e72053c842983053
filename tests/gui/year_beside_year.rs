//! Last year beside this: the difference and the per cent of every number that changed, sorted by what changed most, by
//! per cent, or as in the form; each leads to its cell.

use std::sync::Arc;

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::form::{CellKey, Form, SectionId};
use nianbao::gui::view_context::Tab;
use nianbao::messages;
use nianbao::report::{Number, Report};
use nianbao::session::EditorSelection;

use crate::window_harness::user::click;
use crate::window_harness::{Window, sample, show, steps, window};

/// Numbers of table two, last year and this: +2 and 20 %, −10 and −5 %, +3 and 300 %, +5 from nothing, unchanged.
const NUMBERS: [[&str; 2]; 5] = [["10", "12"], ["200", "190"], ["1", "4"], ["0", "5"], ["7", "7"]];
/// The differences and per cents as they are shown.
const SHOWN: [&str; 4] = ["10 → 12  +2  20%", "200 → 190  -10  -5%", "1 → 4  +3  300%", "0 → 5  +5  —"];

fn keys(form: &Form) -> Vec<CellKey> {
    let table = form.table_of(SectionId::Disclosure).unwrap();
    table.fields.iter().filter(|field| !field.total).map(|field| field.key).take(NUMBERS.len()).collect()
}

fn with(year: usize) -> Report {
    let mut report = sample();
    let form = Form::of(report.form).unwrap();
    report.year = 2024 + u16::try_from(year).unwrap();
    for (key, numbers) in keys(form).into_iter().zip(NUMBERS) {
        let measure = form.field(key).unwrap().measure;
        report.numbers.set(key, Some(Number::parse(numbers[year], measure).unwrap()));
    }
    report
}

/// The rows of the list from top to bottom: what they say.
fn rows(window: &Window) -> Vec<String> {
    let rows = window.get_all_by_label_contains(" → ").map(|node| {
        let node = node.accesskit_node();
        (node.raw_bounds().unwrap().y0, node.label().or_else(|| node.value()).unwrap_or_default())
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    rows.dedup();
    rows.into_iter().map(|(_, said)| said.trim().to_owned()).collect()
}

#[test]
fn what_changed_most_stands_first() {
    let (mut window, _) = window([1280.0, 3200.0], Some(with(1)));
    window.state_mut().document.as_mut().unwrap().session.compare_with(Some(Arc::new(with(0))));
    show(&mut window, Tab::Checks);
    click(&mut window, "逐格对照：4 格与上年不同");
    for (order, wanted) in [
        ("按变化多少", [1, 3, 2, 0]),
        ("按变化百分比", [3, 2, 0, 1]),
        ("按表格顺序", [0, 1, 2, 3]),
        ("按变化多少", [1, 3, 2, 0]),
    ] {
        click(&mut window, order);
        let wanted = wanted.map(|number: usize| SHOWN[number]);
        let rows = rows(&window);
        assert!(
            rows.iter().zip(wanted).all(|(row, wanted)| row.starts_with(wanted)) && rows.len() == 4,
            "{order}: {rows:?}"
        );
    }
    // The row leads to its cell.
    let form = window.state().document.as_ref().unwrap().session.form();
    let key = keys(form)[1];
    click(&mut window, &messages::full(form, key));
    steps(&mut window);
    let document = window.state().document.as_ref().unwrap();
    assert_eq!(document.tab, Tab::Section(SectionId::Disclosure));
    assert!(matches!(document.session.selection(), EditorSelection::Cells { head, .. } if head == key));
}

/// Only the report of the year before is compared number by number.
#[test]
fn a_report_of_another_year_is_not_laid_beside() {
    let (mut window, _) = window([1280.0, 1200.0], Some(with(1)));
    let other = Report { year: 2020, ..with(0) };
    window.state_mut().document.as_mut().unwrap().session.compare_with(Some(Arc::new(other)));
    show(&mut window, Tab::Checks);
    assert!(window.query_by_label_contains("格与上年不同").is_none());
}
