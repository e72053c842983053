//! Columns of tables that were put in or taken out under review: one change each, settled as a whole whoever made which part,
//! and a full rectangle at every step.

use nianbao::form::{Form, SectionId};
use nianbao::report::{Change, Report, Reviser, RevisionChange};
use nianbao::richtext::{Edit, RichText, TableChange, TextMarks, TextPosition, TextRange};

use super::table_text::{assert_sound, lines, text};
use super::{OVERVIEW, sample};

fn with_table() -> Report {
    let mut report = sample();
    *report.prose_mut(SectionId::Overview) =
        text(&["前面一段。", "#渠道#数量#备注", "|门户网站|112|甲", "|公众号|205|乙", "|政务微博|31|丙", "后面一段。"]);
    report
}

fn by(report: &mut Report, who: &str, edit: &dyn Fn(&RichText) -> Edit) {
    let form = Form::of(report.form).unwrap();
    let edit = edit(report.part(OVERVIEW).unwrap());
    let who = Reviser { by: who.into(), at: None };
    Change::By(who, Box::new(Change::Prose(OVERVIEW, edit))).apply(report, form).unwrap();
}

fn table_change(text: &RichText, paragraph: usize, change: TableChange) -> Edit {
    Edit::change_table(text, TextRange::at(TextPosition::new(paragraph, 0)), change).unwrap().0
}

fn settled(report: &Report, change: RevisionChange) -> Report {
    let mut report = report.clone();
    let form = Form::of(report.form).unwrap();
    Change::Revise(change).apply(&mut report, form).unwrap();
    report
}

fn shown(report: &Report) -> Vec<String> {
    lines(report.part(OVERVIEW).unwrap())
}

#[test]
fn a_column_is_one_change() {
    for change in [TableChange::ColumnsLeft, TableChange::ColumnsRight, TableChange::DeleteColumns] {
        let base = with_table();
        let mut report = base.clone();
        by(&mut report, "李四", &|text| table_change(text, 2, change));
        assert_eq!(report.revisions.ids().len(), 1, "{change:?}");
        assert_eq!(shown(&settled(&report, RevisionChange::Reject(report.revisions.ids()))), shown(&base));
    }
}

/// Older drafts and other programs have a change for each cell.
#[test]
fn a_column_of_several_changes_is_settled_as_one() {
    for change in [TableChange::ColumnsRight, TableChange::DeleteColumns] {
        let base = with_table();
        let mut report = base.clone();
        by(&mut report, "李四", &|text| table_change(text, 2, change));
        let after = shown(&report);
        let mut json = serde_json::to_value(&report).unwrap();
        let mark = json["revisions"]["marks"][0].clone();
        let spans = json["revisions"]["spans"].as_array_mut().unwrap();
        assert!(spans.len() >= 4, "{change:?}");
        let count = spans.len();
        for (number, span) in spans.iter_mut().enumerate() {
            for field in ["inserted", "deleted"] {
                if !span[field].is_null() {
                    span[field] = (number + 1).into();
                }
            }
        }
        let marks = (1..=count).map(|id| {
            let mut mark = mark.clone();
            mark["id"] = id.into();
            mark
        });
        json["revisions"]["marks"] = marks.collect();
        let report: Report = serde_json::from_value(json).unwrap();
        let ids = report.revisions.ids();
        assert_eq!(ids.len(), count);
        for id in ids {
            let rejected = settled(&report, RevisionChange::Reject(vec![id]));
            assert_eq!((shown(&rejected), rejected.revisions.ids().len()), (shown(&base), 0), "{change:?} {id:?}");
            let accepted = settled(&report, RevisionChange::Accept(vec![id]));
            assert_eq!((shown(&accepted), accepted.revisions.ids().len()), (after.clone(), 0), "{change:?} {id:?}");
        }
    }
}

/// Two people put in and take out rows and columns and write into cells, and somebody settles one change after the other:
/// the tables are full rectangles all the time, and with all rejected they are those of the beginning.
#[test]
fn tables_are_whole_at_every_step() {
    let mut random = fastrand::Rng::with_seed(31);
    let changes = [
        TableChange::ColumnsLeft,
        TableChange::ColumnsRight,
        TableChange::DeleteColumns,
        TableChange::RowsAbove,
        TableChange::RowsBelow,
        TableChange::DeleteRows,
    ];
    for round in 0..400 {
        let base = with_table();
        let mut report = base.clone();
        for _ in 0..random.usize(1..4) {
            let who = *random.choice(&["李四", "王五"]).unwrap();
            let paragraph = random.usize(1..report.part(OVERVIEW).unwrap().paragraphs.len() - 1);
            let change = *random.choice(&changes).unwrap();
            let is_table = random.u8(0..4) > 0;
            by(&mut report, who, &|text| {
                let at = TextRange::at(TextPosition::new(paragraph, 0));
                match Edit::change_table(text, at, change).filter(|_| is_table) {
                    Some((edit, _)) => edit,
                    None => Edit::insert(text, at, "字", TextMarks::default()),
                }
            });
        }
        let all = settled(&report, RevisionChange::Reject(report.revisions.ids()));
        assert_eq!(shown(&all), shown(&base), "round {round}");
        while let Some(id) = random.choice(report.revisions.ids()) {
            let change =
                if random.bool() { RevisionChange::Accept(vec![id]) } else { RevisionChange::Reject(vec![id]) };
            report = settled(&report, change);
            assert_sound(report.part(OVERVIEW).unwrap(), &format!("round {round}"));
        }
    }
}
