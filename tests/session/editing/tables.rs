//! Tables in texts: whatever is done to them they are full rectangles, words are neither lost nor doubled, and
//! everything is undone.

use nianbao::form::SectionId;
use nianbao::limits::Limit;
use nianbao::report::Report;
use nianbao::richtext::{
    Edit, Level, Paragraph, ParagraphAlign, RichText, TableChange, TextMark, TextMarks, TextPosition, TextRange,
};
use nianbao::session::{EditorSelection, Session, SessionCommand, TypedText};
use nianbao::storage;

use super::table_text::{assert_sound, lines, text};
use super::{OVERVIEW, run, sample};

type TableCase<'a> = (&'a [&'a str], (usize, usize), TableChange, &'a [&'a str], usize);
type PasteCase<'a> = (&'a [&'a str], TextRange, &'a [&'a str], &'a [&'a str]);

const PLAIN: [&str; 6] = ["前", "#甲#乙#丙", "|一|二|三", "|四|五|六", "|七|八|九", "后"];
const MERGED: [&str; 5] = ["前", "#1x2:甲#2x1:乙", "#丙#丁", "|一|1x2:二¶续|三", "|四|五"];

#[test]
fn tables_are_changed() {
    use TableChange::{
        ColumnsLeft, ColumnsRight, DeleteColumns, DeleteRows, DeleteTable, Header, Merge, RowsAbove, RowsBelow, Split,
    };
    // The paragraphs in which the selection begins and ends, the change, the lines after it, where the caret stands.
    #[rustfmt::skip]
    let cases: &[TableCase<'_>] = &[
        (&PLAIN, (5, 5), RowsAbove, &["前", "#甲#乙#丙", "|||", "|一|二|三", "|四|五|六", "|七|八|九", "后"], 5),
        (&PLAIN, (1, 1), RowsAbove, &["前", "###", "#甲#乙#丙", "|一|二|三", "|四|五|六", "|七|八|九", "后"], 1),
        (&PLAIN, (10, 12), RowsBelow, &["前", "#甲#乙#丙", "|一|二|三", "|四|五|六", "|七|八|九", "|||", "后"], 13),
        (&PLAIN, (4, 7), RowsBelow, &["前", "#甲#乙#丙", "|一|二|三", "|四|五|六", "|||", "|||", "|七|八|九", "后"], 10),
        (&PLAIN, (2, 2), ColumnsLeft, &["前", "#甲##乙#丙", "|一||二|三", "|四||五|六", "|七||八|九", "后"], 2),
        (&PLAIN, (3, 3), ColumnsRight, &["前", "#甲#乙#丙#", "|一|二|三|", "|四|五|六|", "|七|八|九|", "后"], 4),
        (&PLAIN, (4, 7), DeleteRows, &["前", "#甲#乙#丙", "|七|八|九", "后"], 4),
        (&PLAIN, (1, 12), DeleteRows, &["前", "后"], 1),
        (&PLAIN, (0, 13), DeleteRows, &[], 0),
        (&PLAIN, (0, 12), DeleteTable, &["前", "后"], 1),
        (&PLAIN, (2, 5), DeleteColumns, &["前", "#甲#丙", "|一|三", "|四|六", "|七|九", "后"], 2),
        (&PLAIN, (1, 3), DeleteColumns, &["前", "后"], 1),
        (&PLAIN, (4, 8), Merge, &["前", "#甲#乙#丙", "|2x2:一¶二¶四¶五|三", "|六", "|七|八|九", "后"], 4),
        // Rows and columns that come to nothing go.
        (&PLAIN, (4, 9), Merge, &["前", "#甲#乙#丙", "|3x1:一¶二¶三¶四¶五¶六", "|七|八|九", "后"], 4),
        (&PLAIN, (1, 12), Merge, &["前", "#甲¶乙¶丙¶一¶二¶三¶四¶五¶六¶七¶八¶九", "后"], 1),
        (&PLAIN, (7, 7), Header(true), &["前", "#甲#乙#丙", "#一#二#三", "#四#五#六", "|七|八|九", "后"], 7),
        (&PLAIN, (7, 7), Header(false), &["前", "|甲|乙|丙", "|一|二|三", "|四|五|六", "|七|八|九", "后"], 7),
        (&MERGED, (5, 5), RowsAbove, &["前", "#1x2:甲#2x1:乙", "#丙#丁", "|||", "|一|1x2:二¶续|三", "|四|五", ""], 5),
        (&MERGED, (7, 7), RowsBelow, &["前", "#1x2:甲#2x1:乙", "#丙#丁", "|一|1x2:二¶续|三", "|四|五", "|||", "|||", ""], 12),
        (&MERGED, (9, 9), RowsBelow, &["前", "#1x2:甲#2x1:乙", "#丙#丁", "|一|1x2:二¶续|三", "|四|五", "|||", ""], 11),
        (&MERGED, (2, 2), ColumnsLeft, &["前", "#1x2:甲###2x1:乙", "###丙#丁", "|一|||1x2:二¶续|三", "|四|||五", ""], 2),
        (&MERGED, (1, 1), Split, &["前", "#甲#2x1:乙", "##丙#丁", "|一|1x2:二¶续|三", "|四|五", ""], 1),
        (&MERGED, (2, 2), Split, &["前", "#1x2:甲#乙#", "#丙#丁", "|一|1x2:二¶续|三", "|四|五", ""], 2),
        (&MERGED, (5, 5), DeleteRows, &["前", "#1x2:甲#2x1:乙", "#丙#丁", "|四|二¶续|五", ""], 5),
        (&MERGED, (2, 2), DeleteColumns, &["前", "#甲", "|一", "|四", ""], 1),
    ];
    for (before, (from, to), change, after, caret) in cases {
        let prose = text(before).mended();
        let span = TextRange::new(TextPosition::new(*from, 0), TextPosition::new(*to, 0));
        let name = format!("{before:?} {from} {to} {change:?}");
        let changed = Edit::change_table(&prose, span, *change);
        if after.is_empty() {
            assert!(changed.is_none(), "{name}");
            continue;
        }
        let (edit, at) = changed.unwrap_or_else(|| panic!("{name}: nothing changed"));
        let mut now = prose.clone();
        let inverse = edit.apply(&mut now);
        assert_sound(&now, &name);
        assert_eq!(lines(&now), *after, "{name}");
        assert_eq!(at, TextPosition::new(*caret, 0), "{name}");
        inverse.apply(&mut now);
        assert_eq!(now, prose, "{name}, taken back");
    }
}

/// What lies between two positions is taken out.
#[test]
fn words_go_and_cells_stay() {
    let position = |paragraph, character| TextPosition::new(paragraph, character);
    #[rustfmt::skip]
    let cases: [(&[&str], TextPosition, TextPosition, &[&str]); 14] = [
        (&["甲乙", "|一二|三四", "丙丁"], position(0, 1), position(1, 1), &["甲", "|二|三四", "丙丁"]),
        (&["甲乙", "|一二|三四", "丙丁"], position(0, 1), position(2, 1), &["甲", "||四", "丙丁"]),
        (&["甲乙", "|一二|三四", "丙丁"], position(1, 1), position(2, 1), &["甲乙", "||", "丙丁"]),
        (&["甲乙", "|一二|三四", "丙丁"], position(2, 1), position(3, 1), &["甲乙", "|一二|三", "丁"]),
        (&["甲乙", "|一二|三四", "丙丁"], position(0, 1), position(3, 1), &["甲丁"]),
        (&["甲乙", "|一二|三四", "丙丁"], position(1, 0), position(2, 2), &["甲乙", "||", "丙丁"]),
        // One border and nothing else.
        (&["甲乙", "|一二|三四", "丙丁"], position(0, 2), position(1, 0), &["甲乙", "|一二|三四", "丙丁"]),
        (&["甲乙", "|一二|三四", "丙丁"], position(2, 2), position(3, 0), &["甲乙", "|一二|三四", "丙丁"]),
        (&["甲乙", "|一二|三四", "丙丁"], position(1, 2), position(2, 0), &["甲乙", "|一二|三四", "丙丁"]),
        (&["甲", "", "|一|二", "", "丙"], position(1, 0), position(2, 0), &["甲", "|一|二", "", "丙"]),
        (&["甲", "", "|一|二", "", "丙"], position(3, 1), position(4, 0), &["甲", "", "|一|二", "丙"]),
        (&["|一|二", "", "|三|四", ""], position(1, 1), position(2, 0), &["|一|二", "", "|三|四", ""]),
        // Paragraphs of a cell are joined.
        (&["|一¶二|三", ""], position(0, 1), position(1, 0), &["|一二|三", ""]),
        (&["|一|二", "甲", "乙", "|三|四", ""], position(1, 0), position(4, 1), &["|一|", "", "||四", ""]),
    ];
    for (before, from, to, after) in cases {
        let prose = text(before);
        assert_eq!(prose, prose.clone().mended(), "{before:?}");
        let (mut now, span) = (prose.clone(), TextRange::new(from, to));
        let inverse = Edit::delete(&prose, span).apply(&mut now);
        assert_sound(&now, &format!("{before:?} {from:?} {to:?}"));
        assert_eq!(lines(&now), after, "{before:?} {from:?} {to:?}");
        inverse.apply(&mut now);
        assert_eq!(now, prose, "{before:?} {from:?} {to:?}, taken back");
    }
}

#[test]
fn what_is_pasted_and_typed_stays_in_its_cell() {
    let at = |paragraph, character| TextRange::at(TextPosition::new(paragraph, character));
    #[rustfmt::skip]
    let cases: [PasteCase<'_>; 10] = [
        (&["|一二|三", ""], at(0, 1), &["甲"], &["|一甲二|三", ""]),
        (&["|一二|三", ""], at(0, 1), &["甲", "乙"], &["|一甲¶乙二|三", ""]),
        // Cells into cells, and the table grows.
        (&["|一|二", "|三|四", ""], at(3, 0), &["|甲|乙", "|丙|丁"], &["|一|二|", "|三|甲|乙", "||丙|丁", ""]),
        (&["#一#二", "|2x1:三", ""], at(0, 0), &["|甲|乙", "|丙|丁"], &["#甲#乙", "|2x1:丙¶丁", ""]),
        // A table with words around it becomes words.
        (&["|一|二", ""], at(0, 1), &["前", "|甲|乙", "|丙|丁", "后"], &["|一前¶甲\t乙¶丙\t丁¶后|二", ""]),
        // Beside what is there.
        (&["甲乙"], at(0, 1), &["|一|二"], &["甲乙", "|一|二", ""]),
        (&["甲乙"], at(0, 0), &["|一|二"], &["|一|二", "甲乙"]),
        (&[""], at(0, 0), &["|一|二"], &["|一|二", ""]),
        (&["|一|二", "", "|三|四", ""], at(2, 0), &["|甲"], &["|一|二", "", "|甲", "", "|三|四", ""]),
        (&["|一|二", "乙"], TextRange::new(TextPosition::new(0, 0), TextPosition::new(2, 1)), &["丙"], &["|丙|", ""]),
    ];
    for (before, span, piece, after) in cases {
        let (prose, name) = (text(before), format!("{before:?} {piece:?}"));
        let mut now = prose.clone();
        let inverse = Edit::replace(&prose, span, &text(piece)).apply(&mut now);
        assert_eq!(lines(&now), after, "{name}");
        assert_sound(&now, &name);
        inverse.apply(&mut now);
        assert_eq!(now, prose, "{name}, taken back");
    }
    // Enter makes a paragraph of the cell; at the very beginning it makes room before the table.
    for (at, after) in [(at(0, 1), ["|一¶|二", ""].as_slice()), (at(0, 0), ["", "|一|二", ""].as_slice())] {
        let mut now = text(&["|一|二", ""]);
        let edit = Edit::insert(&now, at, "\n", TextMarks::default());
        edit.apply(&mut now);
        assert_eq!(lines(&now), after);
    }
    // Neither headings nor items nor pictures.
    let mut heading = RichText { paragraphs: vec![Paragraph::new(Level::Second, "（一）甲")] };
    heading.paragraphs[0].list = Some(nianbao::richtext::ListKind::Outer);
    let mut now = text(&["||二", ""]);
    Edit::replace(&now, at(0, 0), &heading).apply(&mut now);
    assert_sound(&now, "a heading");
    Edit::level(&now, now.all(), Level::Third).apply(&mut now);
    assert_eq!(
        now.paragraphs.iter().map(|one| one.level).collect::<Vec<_>>(),
        [Level::Body, Level::Body, Level::Third]
    );
    Edit::align(&now, TextRange::at(TextPosition::new(1, 0)), ParagraphAlign::Right).apply(&mut now);
    assert_eq!(now.paragraphs[1].align, ParagraphAlign::Right);
}

#[test]
fn a_copy_has_the_cells_that_are_selected() {
    let prose = text(&PLAIN);
    let span = |from: (usize, usize), to: (usize, usize)| {
        TextRange::new(TextPosition::new(from.0, from.1), TextPosition::new(to.0, to.1))
    };
    #[rustfmt::skip]
    let cases: [(TextRange, &[&str]); 6] = [
        (span((4, 0), (4, 1)), &["一"]),
        (span((4, 0), (5, 1)), &["|一|二"]),
        (span((5, 0), (7, 1)), &["|一|二", "|四|五"]),
        (span((0, 0), (2, 1)), &["前", "#甲#乙"]),
        (span((11, 0), (13, 1)), &["|八|九", "后"]),
        (span((0, 0), (13, 1)), &PLAIN),
    ];
    for (span, wanted) in cases {
        assert_eq!(lines(&prose.piece(span)), wanted, "{span:?}");
    }
}

/// From one cell to another all words of the cells between them as on a chessboard are meant, whichever corner comes first:
/// taken out, copied, written and pasted over, made bold.
#[test]
fn from_cell_to_cell_is_the_rectangle_between_them() {
    const NINE: [&str; 4] = ["|一|二|三", "|四|五|六", "|七|八|九", ""];
    let span = |from: (usize, usize), to: (usize, usize)| {
        TextRange::new(TextPosition::new(from.0, from.1), TextPosition::new(to.0, to.1))
    };
    let (column, slanted) = (span((1, 0), (7, 1)), span((5, 0), (7, 0)));
    type Changed<'a> = (&'a str, &'a [&'a str], TextRange, &'a dyn Fn(&RichText, TextRange) -> Edit, &'a [&'a str]);
    let write = |prose: &RichText, span| Edit::insert(prose, span, "甲", TextMarks::default());
    let paste = |prose: &RichText, span| Edit::replace(prose, span, &text(&["|甲|乙", "|丙|丁"]));
    let centre = |prose: &RichText, span| Edit::align(prose, span, ParagraphAlign::Center);
    let cases: [Changed<'_>; 8] = [
        ("a column", &NINE, column, &Edit::delete, &["|一||三", "|四||六", "|七||九", ""]),
        ("the corners right and left", &NINE, slanted, &Edit::delete, &["|一|二|三", "|四||", "|七||", ""]),
        ("written over", &NINE, slanted, &write, &["|一|二|三", "|四|甲|", "|七||", ""]),
        ("pasted over", &NINE, slanted, &paste, &["|一|二|三", "|四|甲|乙", "|七|丙|丁", ""]),
        ("a border alone", &NINE, span((0, 1), (1, 0)), &Edit::delete, &NINE),
        ("within a cell", &NINE, span((0, 0), (0, 1)), &Edit::delete, &["||二|三", "|四|五|六", "|七|八|九", ""]),
        ("merged cells", &["|一|2x1:二", "|三|四|五", ""], span((0, 0), (3, 1)), &Edit::delete, &["||2x1:", "|||", ""]),
        ("looks alone", &NINE, column, &centre, &NINE),
    ];
    for (name, before, span, edit, after) in cases {
        let prose = text(before);
        let mut now = prose.clone();
        let inverse = edit(&prose, span).apply(&mut now);
        assert_eq!(lines(&now), after, "{name}");
        assert_sound(&now, name);
        inverse.apply(&mut now);
        assert_eq!(now, prose, "{name}, taken back");
    }
    let prose = text(&NINE);
    assert_eq!(lines(&prose.piece(column)), ["|二", "|五", "|八"]);
    assert_eq!(lines(&prose.piece(slanted)), ["|五|六", "|八|九"]);
    let mut bold = prose.clone();
    Edit::mark(&prose, column, TextMark::Bold, true).apply(&mut bold);
    let marked = |prose: &RichText| -> String {
        let runs = prose.paragraphs.iter().flat_map(|paragraph| paragraph.runs().to_vec());
        runs.filter(|run| run.marks.bold).map(|run| run.text).collect()
    };
    assert_eq!(marked(&bold), "二五八");
    assert!(bold.is_marked(column, TextMark::Bold) && !bold.is_marked(prose.all(), TextMark::Bold));
}

#[test]
fn a_table_is_put_in_and_taken_back_by_one_step() {
    for (before, at) in [("", 0), ("甲", 0), ("甲\n\n乙", 1), ("甲\n乙", 1)] {
        let mut session = Session::new(sample()).unwrap();
        let start = RichText::plain(before);
        run(&mut session, SessionCommand::Paste { part: OVERVIEW, span: TextRange::default(), piece: start });
        let steps = session.undo_count();
        let before = super::bytes(session.report());
        let at = TextPosition::new(at, 0);
        let outcome = run(&mut session, SessionCommand::InsertTable { part: OVERVIEW, at, rows: 3, columns: 2 });
        let prose = session.report().prose(SectionId::Overview).unwrap();
        assert_sound(prose, "put in");
        let table = &prose.tables()[0];
        assert_eq!((table.rows, table.columns, table.header_rows), (3, 2, 1));
        let first = TextPosition::new(table.paragraphs.start, 0);
        assert_eq!(outcome.selection, EditorSelection::caret(OVERVIEW, first), "the caret is in its first cell");
        assert_eq!(session.undo_count(), steps + 1);
        run(&mut session, SessionCommand::Undo);
        assert_eq!(super::bytes(session.report()), before);
    }
    // What would be too large is refused.
    let mut session = Session::new(sample()).unwrap();
    for (rows, columns) in [(0, 3), (3, 0), (1, 64), (6_001, 1), (usize::MAX, 2)] {
        let at = TextPosition::default();
        run(&mut session, SessionCommand::InsertTable { part: OVERVIEW, at, rows, columns });
        assert_eq!(session.undo_count(), 0, "{rows} {columns}");
    }
}

/// A comment and the caret go with the words of their cell.
#[test]
fn positions_go_with_their_cells() {
    let prose = text(&PLAIN);
    for (change, paragraph, after) in [
        (TableChange::RowsAbove, 5, 8),
        (TableChange::ColumnsLeft, 4, 6),
        (TableChange::RowsBelow, 4, 4),
        (TableChange::DeleteRows, 10, 7),
    ] {
        let span = TextRange::at(TextPosition::new(4, 0));
        let (edit, _) = Edit::change_table(&prose, span, change).unwrap();
        for character in [0, 1] {
            let position = TextPosition::new(paragraph, character);
            let now = edit.map(position, nianbao::richtext::GapBias::After);
            assert_eq!(now, TextPosition::new(after, character), "{change:?}");
        }
    }
}

#[test]
fn a_draft_with_a_table_is_of_version_1_2() {
    let mut report = Report::new("青禾县水务局", nianbao::form::UnitKind::Department, 2024);
    report.sections.insert(SectionId::Overview, text(&["前", "后"]));
    let without = String::from_utf8(storage::write(&report).unwrap()).unwrap();
    assert!(without.contains("\"version\": \"1.0\"") && !without.contains("\"cell\""));
    report.sections.insert(SectionId::Overview, text(&MERGED).mended());
    let bytes = storage::write(&report).unwrap();
    let written = String::from_utf8(bytes.clone()).unwrap();
    assert!(written.contains("\"version\": \"1.2\"") && written.contains("\"begins\": \"table\""));
    assert_eq!(storage::parse(&bytes).unwrap(), report);
}

/// A draft that somebody wrote by hand, or that a newer program wrote.
#[test]
fn any_cells_in_a_draft_are_read() {
    let draft = |paragraphs: &str| {
        format!(
            r#"{{ "format": "nianbao-draft", "version": "1.9", "form": "cn-2021", "unit": {{ "name": "青禾县水务局", "kind": "department" }},
            "year": 2024, "sections": {{ "overview": [{paragraphs}] }}, "numbers": {{}} }}"#
        )
    };
    #[rustfmt::skip]
    let cases: [(&str, &[&str]); 6] = [
        (r#"{ "text": "一", "cell": { "begins": "paragraph" } }"#, &["|一", ""]),
        (r#"{ "text": "一", "cell": { "begins": "cell", "across": 0, "down": 9 } }, { "text": "二" }"#, &["|一", "二"]),
        (r#"{ "text": "一", "cell": { "begins": "table", "across": 65535, "down": 65535 } }, { "text": "二", "cell": { "begins": "row" } }"#, &["|1x2:一|", "|二", ""]),
        (r#"{ "text": "一", "cell": { "begins": "table" } }, { "text": "二", "cell": { "begins": "table" } }"#, &["|一", "", "|二", ""]),
        (r#"{ "text": "一", "level": "second", "list": "outer", "cell": { "begins": "table", "header": true } }"#, &["#一", ""]),
        // What is not understood is kept as it is.
        (r#"{ "text": "一", "cell": { "begins": "cube" } }"#, &["一"]),
    ];
    for (paragraphs, wanted) in cases {
        let report = storage::parse(draft(paragraphs).as_bytes()).unwrap();
        let prose = report.prose(SectionId::Overview).unwrap();
        assert_sound(prose, paragraphs);
        let found = lines(prose);
        // A cell of too many columns fills the row below it, too.
        assert!(found == wanted || paragraphs.contains("65535"), "{paragraphs}: {found:?}");
        let again = storage::write(&report).unwrap();
        assert_eq!(storage::parse(&again).unwrap(), report);
        assert_eq!(paragraphs.contains("cube"), String::from_utf8(again).unwrap().contains("cube"));
    }
    let newer = draft(r#"{ "text": "一", "cell": { "begins": "table", "border": "red" } }, { "text": "" }"#);
    let report = storage::parse(newer.as_bytes()).unwrap();
    assert!(String::from_utf8(storage::write(&report).unwrap()).unwrap().contains("\"border\": \"red\""));
    // Rows that cover too much make no more paragraphs than a report may have.
    let row = r#"{ "text": "", "cell": { "begins": "row", "across": 63 } }"#;
    let one = r#"{ "text": "", "cell": { "begins": "row" } }"#;
    let table = std::iter::once(row).chain(std::iter::repeat_n(one, 90)).collect::<Vec<_>>().join(",");
    let many = std::iter::repeat_n(table, 20).collect::<Vec<_>>().join(", { \"text\": \"\" },");
    let report = storage::parse(draft(&many).as_bytes()).unwrap();
    assert!(report.size().paragraphs <= Limit::Paragraphs.most());
    assert!(report.prose(SectionId::Overview).unwrap().has_tables());
}

/// Typing in a table of three hundred rows is undone with one step for each run of keys.
#[test]
fn a_long_table_is_typed_in() {
    let mut session = Session::new(sample()).unwrap();
    let at = TextPosition::default();
    run(&mut session, SessionCommand::InsertTable { part: OVERVIEW, at, rows: 300, columns: 6 });
    for (index, key) in ["年", "度"].into_iter().enumerate() {
        let span = TextRange::within(900, index, index);
        let typed = TypedText::Key;
        run(&mut session, SessionCommand::Type { part: OVERVIEW, span, text: key.into(), marks: None, typed });
    }
    assert_eq!(session.undo_count(), 2);
    assert_eq!(session.report().prose(SectionId::Overview).unwrap().paragraphs[900].text(), "年度");
    run(&mut session, SessionCommand::Undo);
    run(&mut session, SessionCommand::Undo);
    assert!(session.report().sections.is_empty());
}
