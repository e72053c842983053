//! The numbers of published reports against R01 to R05: exactly the errors that a careful reader
//! found in them, and nothing else. Reads `../shared/reports/reports.json`, which has the tables
//! of each report cell by cell and, under `check`, its known errors.

use nianbao::check::{CheckInput, check};
use nianbao::form::Form;

use crate::published_reports;
use crate::skip::skip;

#[test]
fn known_errors_and_no_others_are_found() {
    let Some(reports) = published_reports::reports() else { return skip("no published reports") };
    let expected = |unit: &str, year: u16| -> &[&str] {
        match (unit, year) {
            ("淮安市洪泽区人民政府", 2023) => {
                &["R04 reconsideration.total 11≠0", "R04 after_reconsideration.total 5≠0"]
            }
            ("平潭综合实验区", 2020) => &["R03 total.natural_person 26≠20", "R03 total.total 27≠21"],
            // The blank total would break R01 too, 36≠35; it is said once.
            ("上海市科学技术委员会", 2024) => &["R05 carried_over.total"],
            ("金湖县人民政府", 2023) => &["R04 direct.total 3≠0"],
            _ => &[],
        }
    };
    let mut known = 0;
    for report in reports {
        let (unit, year) = (report.unit.name.as_str(), report.year);
        let form = Form::of(report.form).unwrap();
        let mut found: Vec<String> = Vec::new();
        for finding in check(&CheckInput::new(form, &report)) {
            let code = finding.rule.to_string();
            if code.as_str() > "R05" {
                continue;
            }
            let cell = |place: &nianbao::report::Place| match place {
                nianbao::report::Place::Cell(key) => key.to_string(),
                other => format!("{other:?}"),
            };
            // The total: the first cell of the identity's right side, the only blank cell of R05.
            let total = match code.as_str() {
                "R01" => cell(&finding.places[2]),
                _ => cell(finding.places.last().unwrap()),
            };
            let values = finding.comparison.map(|one| format!(" {}≠{}", one.left, one.right)).unwrap_or_default();
            found.push(format!("{code} {total}{values}"));
        }
        assert_eq!(found, expected(unit, year), "{unit} {year}");
        known += found.len();
    }
    assert_eq!(known, 6, "errors known in all reports");
}
