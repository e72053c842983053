//! Editing without a window: edits and their inverse, commands, undo and redo, what keystrokes
//! make one step, text that follows numbers, dismissals that move along.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::Arc;
use std::time::Duration;

use nianbao::form::Measure;
use nianbao::form::{CellKey, Form, Name, SectionId, UnitKind};
use nianbao::prose::{
    Align, Bias, Edit, Level, Link, List, Mark, Marks, Paragraph, Position, Prose, Query, Run, Span, chinese_numeral,
};
use nianbao::report::{
    BLANK, Block, Change, Comparison, Date, Dismissal, Entry, Number, Part, Place, Refusal, Report, Signature, Spot,
    StatedTotal, differences,
};
use nianbao::session::{Command, Latest, Outcome, Selection, Session, Typed};

const OVERVIEW: Part = Part::Section(SectionId::Overview);

// ---- Prose -------------------------------------------------------------------------------------

/// What lies between `[` and `]` in each text is replaced; `¶` is an end of paragraph.
#[test]
fn a_span_is_replaced() {
    let cases = [
        ("甲[]乙", "丙", "甲丙乙"),
        ("[甲]乙", "丙", "丙乙"),
        ("甲[乙¶丙]丁", "", "甲丁"),
        ("甲[]乙", "丙¶丁", "甲丙¶丁乙"),
        ("[甲乙¶丙丁]", "", ""),
        ("甲¶[]¶乙", "丙", "甲¶丙¶乙"),
        ("e\u{301}[\u{20bb7}]𠮷", "e\u{301}", "e\u{301}e\u{301}𠮷"),
        ("[]", "甲\r乙\u{2028}丙\u{0}\t", "甲¶乙¶丙\t"),
        ("甲[]", "¶", "甲¶"),
    ];
    for (before, text, after) in cases {
        let (mut prose, span) = marked(before);
        let former = prose.clone();
        let edit = Edit::insert(&prose, span, &text.replace('¶', "\n"), Marks::default());
        let inverse = edit.apply(&mut prose);
        assert_eq!(prose.text().replace('\n', "¶"), after, "{before} with {text}");
        let again = inverse.apply(&mut prose);
        assert_eq!(prose, former, "{before} with {text}, taken back");
        again.apply(&mut prose);
        assert_eq!(prose.text().replace('\n', "¶"), after, "{before} with {text}, made again");
    }
}

#[test]
fn an_empty_text_becomes_empty_again() {
    let mut prose = Prose::default();
    let inverse = Edit::insert(&prose, Span::default(), "年报", Marks::default()).apply(&mut prose);
    assert_eq!(prose.text(), "年报");
    inverse.apply(&mut prose);
    assert!(prose.is_empty(), "no paragraph is left over");
    assert!(Edit::insert(&prose, Span::default(), "", Marks::default()).is_empty());
    assert!(Edit::delete(&prose, Span::within(3, 4, 5)).is_empty());
}

#[test]
fn joined_paragraphs_look_like_what_is_left() {
    let second = |text: &str| Paragraph::new(Level::Second, text);
    let body = |text: &str| Paragraph::new(Level::Body, text);
    let level = |first: Paragraph, last: Paragraph, span: Span| {
        let mut prose = Prose { paragraphs: vec![first, last] };
        Edit::delete(&prose, span).apply(&mut prose);
        (prose.text(), prose.paragraphs[0].level)
    };
    let all = |from: usize, to: usize| Span::new(Position::new(0, from), Position::new(1, to));
    assert_eq!(level(second("甲"), body("乙"), all(1, 0)), ("甲乙".into(), Level::Second));
    assert_eq!(level(second("甲"), body("乙"), all(0, 0)), ("乙".into(), Level::Body));
    assert_eq!(level(second("甲"), body("乙"), all(0, 1)), (String::new(), Level::Second));
}

#[test]
fn what_follows_a_heading_is_body_text() {
    let mut prose = Prose { paragraphs: vec![Paragraph::new(Level::Second, "（一）主动公开")] };
    let (middle, end) = (Position::new(0, 3), prose.end());
    Edit::insert(&prose, Span::at(end), "\n", Marks::default()).apply(&mut prose);
    Edit::insert(&prose, Span::at(middle), "\n", Marks::default()).apply(&mut prose);
    let levels: Vec<_> = prose.paragraphs.iter().map(|one| one.level).collect();
    assert_eq!(levels, [Level::Second, Level::Second, Level::Body]);
}

#[test]
fn a_pasted_piece_joins_what_stands_around_it() {
    let piece = Prose { paragraphs: vec![Paragraph::new(Level::Second, "甲"), Paragraph::new(Level::Third, "乙")] };
    let levels = |text: &str| {
        let (mut prose, span) = marked(text);
        let former = prose.clone();
        let inverse = Edit::replace(&prose, span, &piece).apply(&mut prose);
        let levels: Vec<_> = prose.paragraphs.iter().map(|one| one.level).collect();
        let text = prose.text().replace('\n', "¶");
        inverse.apply(&mut prose);
        assert_eq!(prose, former);
        (text, levels)
    };
    assert_eq!(levels("[]"), ("甲¶乙".into(), vec![Level::Second, Level::Third]));
    assert_eq!(levels("一[]二"), ("一甲¶乙二".into(), vec![Level::Body, Level::Body]));
    assert_eq!(levels("一[]"), ("一甲¶乙".into(), vec![Level::Body, Level::Third]));
    assert_eq!(levels("[一]¶二"), ("甲¶乙¶二".into(), vec![Level::Second, Level::Third, Level::Body]));
}

#[test]
fn marks_cover_just_the_span_and_are_taken_back() {
    let (mut prose, span) = marked("一二[三四¶五]六");
    let former = prose.clone();
    assert!(!prose.is_marked(span, Mark::Bold));
    let inverse = Edit::mark(&prose, span, Mark::Bold, true).apply(&mut prose);
    let bold: String = prose
        .paragraphs
        .iter()
        .flat_map(Paragraph::characters)
        .filter(|(_, marks)| marks.bold)
        .map(|(one, _)| one)
        .collect();
    assert_eq!(bold, "三四五");
    assert!(prose.is_marked(span, Mark::Bold));
    assert!(Edit::mark(&prose, span, Mark::Bold, true).is_empty(), "nothing to do");
    inverse.apply(&mut prose);
    assert_eq!(prose, former);
}

/// Text edits at random against a flat string: the same text, the same positions, and back.
#[test]
fn random_edits_agree_with_a_flat_text() {
    let mut random = fastrand::Rng::with_seed(2024);
    for round in 0..3_000 {
        let mut prose = random_prose(&mut random);
        let flat: Vec<char> = prose.text().chars().collect();
        let (one, other) = (random.usize(0..=flat.len()), random.usize(0..=flat.len()));
        let (start, end) = (one.min(other), one.max(other));
        let text = random_text(&mut random);
        let span = Span::new(position_at(&flat, start), position_at(&flat, end));
        let wanted: String =
            flat[..start].iter().copied().chain(text.chars()).chain(flat[end..].iter().copied()).collect();
        let former = prose.clone();
        let edit = Edit::insert(&prose, span, &text, Marks::default());
        let map = edit.clone();
        let inverse = edit.apply(&mut prose);
        assert_eq!(prose.text(), wanted, "round {round}");
        let now: Vec<char> = wanted.chars().collect();
        let grown = text.chars().count();
        for at in 0..=flat.len() {
            let after = match at {
                _ if at < start || (at == start && start < end) => at,
                _ if at < end => start + grown,
                _ => at + grown - (end - start),
            };
            let mapped = map.map(position_at(&flat, at), Bias::After);
            // An edit that changes nothing moves nothing.
            let expected = if map.is_empty() { position_at(&flat, at) } else { position_at(&now, after) };
            assert_eq!(mapped, expected, "round {round}: {at} of {flat:?} with {start}..{end} {text:?}");
        }
        inverse.apply(&mut prose);
        assert_eq!(prose, former, "round {round}, taken back");
    }
}

#[test]
fn positions_beyond_the_text_are_clamped() {
    let (prose, _) = marked("一二[]¶三");
    let far = Position::new(usize::MAX, usize::MAX);
    assert_eq!(prose.clamp(far), Position::new(1, 1));
    assert_eq!(prose.clamp(Position::new(0, 9)), Position::new(0, 2));
    let mut text = prose.clone();
    Edit::insert(&prose, Span::new(far, Position::new(0, usize::MAX)), "四", Marks::default()).apply(&mut text);
    assert_eq!(text.text(), "一二四");
    let edit = Edit::mark(&prose, prose.all(), Mark::Italic, true);
    let mut other = Prose::plain("短");
    let inverse = edit.apply(&mut other);
    inverse.apply(&mut other);
    assert_eq!(other.text(), "短", "an edit made for another text can still be taken back");
}

#[test]
fn text_is_found_and_replaced() {
    let find = |text: &str, query: &str, any_case, any_width| {
        let query = Query { text: query.into(), any_case, any_width };
        Prose::plain(text)
            .find(&query)
            .iter()
            .map(|span| (span.start().paragraph, span.start().character))
            .collect::<Vec<_>>()
    };
    assert_eq!(find("公开公开公\n开公开", "公开", false, false), [(0, 0), (0, 2), (1, 1)]);
    assert_eq!(find("aaa", "aa", false, false), [(0, 0)]);
    assert_eq!(find("App APP", "app", true, false), [(0, 0), (0, 4)]);
    assert_eq!(find("共１２件（含）", "12", false, true), [(0, 1)]);
    assert_eq!(find("共１２件（含）", "(含)", false, true), [(0, 4)]);
    assert_eq!(find("共１２件", "12", false, false), []);
    assert_eq!(find("𠮷𠮷信", "信", false, false), [(0, 2)]);
    assert_eq!(find("任何", "", true, true), []);

    let mut prose = Prose::plain("我局与我局\n我们");
    Edit::mark(&prose, Span::within(0, 3, 5), Mark::Bold, true).apply(&mut prose);
    let former = prose.clone();
    let edit = Edit::replace_all(&prose, &Query::new("我局"), "区信访局");
    assert_eq!(edit.map(Position::new(0, 2), Bias::Before), Position::new(0, 4));
    assert_eq!(edit.map(Position::new(0, 5), Bias::After), Position::new(0, 9));
    let there: Vec<_> = (0..=5).map(|at| edit.map(Position::new(0, at), Bias::After)).collect();
    let inverse = edit.apply(&mut prose);
    let back = there.iter().map(|position| inverse.map(*position, Bias::Before).character);
    // Inside a find there is no way back but to its start.
    assert_eq!(back.collect::<Vec<_>>(), [0, 2, 2, 3, 5, 5], "there and back");
    assert_eq!(prose.text(), "区信访局与区信访局\n我们");
    assert!(prose.is_marked(Span::within(0, 5, 9), Mark::Bold), "marks stay");
    inverse.apply(&mut prose);
    assert_eq!(prose, former);
}

#[test]
fn headings_are_numbered_on_request() {
    let of = |level, text: &str| Paragraph::new(level, text);
    let mut prose = Prose {
        paragraphs: vec![
            of(Level::Second, "主动公开"),
            of(Level::Body, "1.正文不动"),
            of(Level::Third, "1.5万件之外"),
            of(Level::Third, "１．网站"),
            of(Level::Fourth, "(7)专栏"),
            of(Level::Second, "(五)依申请公开"),
            of(Level::Third, "（三）受理"),
            of(Level::Second, " "),
            of(Level::Second, "监督保障"),
        ],
    };
    let former = prose.clone();
    let inverse = Edit::number(&prose).apply(&mut prose);
    let lines = [
        "（一）主动公开",
        "1.正文不动",
        "1.1.5万件之外",
        "2.网站",
        "（1）专栏",
        "（二）依申请公开",
        "1.受理",
        " ",
        "（三）监督保障",
    ];
    assert_eq!(prose.text().lines().collect::<Vec<_>>(), lines);
    inverse.apply(&mut prose);
    assert_eq!(prose, former);
    let numerals = [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
    ];
    for (number, numeral) in numerals {
        assert_eq!(chinese_numeral(number), numeral);
    }
}

#[test]
fn half_a_linked_number_follows_nothing() {
    let link = Link::parse("received.total").unwrap();
    let run = Run { link: Some(link.clone()), ..Run::new("12") };
    let whole = Prose { paragraphs: vec![Paragraph::marked(Level::Body, vec![Run::new("共"), run, Run::new("件")])] };
    let links = |prose: &Prose| prose.links().map(|(span, link)| (span, link.clone())).collect::<Vec<_>>();
    assert_eq!(links(&whole), [(Span::within(0, 1, 3), link.clone())]);
    for (span, text, left) in [((2, 2), "0", 0), ((2, 3), "", 0), ((1, 1), "0", 1), ((3, 3), "余", 1), ((1, 3), "", 0)]
    {
        let mut prose = whole.clone();
        let inverse = Edit::insert(&prose, Span::within(0, span.0, span.1), text, Marks::default()).apply(&mut prose);
        assert_eq!(links(&prose).len(), left, "{span:?} {text}");
        inverse.apply(&mut prose);
        assert_eq!(prose, whole);
    }
    // A mark on half of it leaves one linked number.
    let mut prose = whole.clone();
    Edit::mark(&prose, Span::within(0, 2, 3), Mark::Bold, true).apply(&mut prose);
    assert_eq!(links(&prose), [(Span::within(0, 1, 3), link)]);
    Edit::follow(&prose, |_| Some("1005".into())).apply(&mut prose);
    assert_eq!(prose.text(), "共1005件");
    let json = serde_json::to_string(&prose).unwrap();
    assert!(json.contains(r#""link":"received.total""#), "{json}");
    assert_eq!(serde_json::from_str::<Prose>(&json).unwrap(), prose);
    assert!(serde_json::from_str::<Prose>(&json.replace("received.total", "Received")).is_err());
}

// ---- Report ------------------------------------------------------------------------------------

#[test]
fn a_refused_change_changes_nothing() {
    let mut report = sample();
    let form = Form::of(report.form).unwrap();
    let before = bytes(&report);
    let cell = |text| CellKey::parse(text).unwrap();
    let count = Some(Number::Count(1));
    let good = Change::UnitName("乙县档案局".into());
    let cases = [
        (
            Change::Numbers(vec![(cell("received.enterprise"), count), (cell("received.total"), count)]),
            Refusal::Computed(cell("received.total")),
        ),
        (Change::Numbers(vec![(cell("nowhere.total"), count)]), Refusal::NoSuchCell(cell("nowhere.total"))),
        (
            Change::Numbers(vec![(cell("fees.amount"), count)]),
            Refusal::WrongMeasure { cell: cell("fees.amount"), wanted: Measure::Amount },
        ),
        (Change::SettleTotals(vec![cell("received.enterprise")]), Refusal::NotComputed(cell("received.enterprise"))),
        (Change::Year(0), Refusal::NoSuchYear(0)),
        (Change::Note(cell("nowhere.total"), Some("注".into())), Refusal::NoSuchCell(cell("nowhere.total"))),
    ];
    for (change, refusal) in cases {
        let all = Change::All(vec![good.clone(), change]);
        assert_eq!(all.apply(&mut report, form), Err(refusal));
        assert_eq!(bytes(&report), before, "{refusal}");
    }
}

#[test]
fn text_follows_its_cell() {
    let mut session = Session::new(sample()).unwrap();
    let cell = CellKey::parse("received.total").unwrap();
    run(&mut session, typed(0, 0, "全年收到件，"));
    run(&mut session, Command::InsertLink { part: OVERVIEW, span: Span::within(0, 4, 4), cell });
    let text = |session: &Session| session.report().prose(SectionId::Overview).unwrap().paragraphs[0].text();
    assert_eq!(text(&session), format!("全年收到{BLANK}件，"), "a blank is not a zero");
    session.select(Selection::caret(OVERVIEW, Position::new(0, 7)));
    run(&mut session, enter("received.natural_person", 9));
    run(&mut session, enter("received.enterprise", 1_003));
    assert_eq!(text(&session), "全年收到1012件，");
    assert_eq!(session.selection(), Selection::caret(OVERVIEW, Position::new(0, 9)), "the caret moves along");
    run(&mut session, Command::Undo);
    assert_eq!(text(&session), "全年收到9件，");
    run(&mut session, Command::Redo);
    assert_eq!(text(&session), "全年收到1012件，");
    let span = Span::within(0, 0, 20);
    run(&mut session, Command::Unlink(OVERVIEW, span));
    run(&mut session, enter("received.enterprise", 1));
    assert_eq!(text(&session), "全年收到1012件，", "no longer linked");
}

#[test]
fn a_stated_total_that_agrees_is_settled() {
    let mut report = sample();
    let form = Form::of(report.form).unwrap();
    let total = CellKey::parse("received.total").unwrap();
    report.numbers.state(total, Some(StatedTotal::Number(12)));
    let before = bytes(&report);
    let fill =
        |count| Change::Numbers(vec![(CellKey::parse("received.research").unwrap(), Some(Number::Count(count)))]);
    let eleven = fill(11).apply(&mut report, form).unwrap();
    assert_eq!(report.numbers.stated(total), Some(StatedTotal::Number(12)));
    let twelve = fill(12).apply(&mut report, form).unwrap();
    assert_eq!(report.numbers.stated(total), None);
    twelve.apply(&mut report);
    eleven.apply(&mut report);
    assert_eq!(bytes(&report), before);
    Change::SettleTotals(vec![total]).apply(&mut report, form).unwrap();
    assert_eq!(report.numbers.stated(total), None);
}

#[test]
fn entries_are_read_as_people_write_them() {
    let read =
        |text: &str, measure| Entry::read(text, measure).ok().map(|entry| entry.number.map(|one| one.to_string()));
    let some = |text: &str| Some(Some(text.to_string()));
    let cases = [
        ("12", Measure::Count, some("12")),
        (" １２ ", Measure::Count, some("12")),
        ("1,234件", Measure::Count, some("1234")),
        ("1，234", Measure::Count, some("1234")),
        ("12.0", Measure::Count, some("12")),
        ("12.5", Measure::Count, None),
        ("12,34", Measure::Count, None),
        ("1.2万", Measure::Count, None),
        ("-3", Measure::Count, None),
        ("", Measure::Count, Some(None)),
        ("／", Measure::Count, Some(None)),
        ("—", Measure::Count, Some(None)),
        ("件", Measure::Count, None),
        ("7730.28万元", Measure::Amount, some("7730.28")),
        ("7,730.28", Measure::Amount, some("7730.28")),
        ("-18", Measure::Change, some("-18")),
        ("＋3", Measure::Change, some("3")),
        ("约三件", Measure::Count, None),
    ];
    for (text, measure, wanted) in cases {
        assert_eq!(read(text, measure), wanted, "{text:?} as {measure:?}");
    }
}

#[test]
fn a_block_of_25_rows_by_7_is_one_step() {
    let mut session = Session::new(sample()).unwrap();
    let form = session.form();
    let before = bytes(session.report());
    let rows: Vec<String> = (0..25)
        .map(|row| (0..7).map(|column| format!("{}", row * 7 + column)).collect::<Vec<_>>().join("\t"))
        .collect();
    let block = Block::parse(&(rows.join("\r\n") + "\r\n"));
    assert_eq!((block.rows.len(), block.rows[0].len()), (25, 7));
    assert_eq!(Block::parse(&block.text()), block);
    let at = CellKey::parse("received.natural_person").unwrap();
    let outcome = run(&mut session, Command::PasteBlock(at, block));
    let totals = form
        .fields()
        .filter(|field| field.total && form.table(Name::parse("requests").unwrap()).unwrap().field(field.key).is_some())
        .count();
    assert_eq!(outcome.unpasted.computed.len(), totals);
    assert!(outcome.unpasted.unread.is_empty() && outcome.unpasted.beyond == 0);
    assert_eq!(session.report().numbers.get(CellKey::parse("carried_in.enterprise").unwrap()), Some(Number::Count(8)));
    assert_eq!(session.report().numbers.get(CellKey::parse("carried_over.other").unwrap()), Some(Number::Count(173)));
    let outcome = run(
        &mut session,
        Command::PasteBlock(CellKey::parse("received.other").unwrap(), Block::parse("1,005件\t3\t4\n甲\n")),
    );
    assert_eq!(outcome.unpasted.cleaned, [CellKey::parse("received.other").unwrap()]);
    assert_eq!(outcome.unpasted.unread, [(CellKey::parse("carried_in.other").unwrap(), "甲".to_string())]);
    assert_eq!(outcome.unpasted.beyond, 1);
    run(&mut session, Command::FillZero(None));
    let blank = session
        .form()
        .fields()
        .filter(|field| !field.total && session.report().numbers.get(field.key).is_none())
        .count();
    assert_eq!(blank, 0);
    for _ in 0..3 {
        run(&mut session, Command::Undo);
    }
    assert_eq!((session.undo_count(), bytes(session.report())), (0, before));
}

#[test]
fn last_year_is_carried_forward_into_blanks() {
    let cell = |text| CellKey::parse(text).unwrap();
    let mut last = Report::new("甲区信访局", UnitKind::Department, 2023);
    for (key, count) in
        [("carried_over.natural_person", 3), ("carried_over.enterprise", 1), ("normative_documents.in_force", 10)]
    {
        last.numbers.set(cell(key), Some(Number::Count(count)));
    }
    let mut report = sample();
    for (key, count) in
        [("normative_documents.issued", 2), ("normative_documents.repealed", 5), ("carried_in.enterprise", 7)]
    {
        report.numbers.set(cell(key), Some(Number::Count(count)));
    }
    let form = Form::of(report.form).unwrap();
    let comparison = Comparison::new(&last, form);
    assert!(comparison.is_year_before(&report));
    assert_eq!(comparison.expected(&report, cell("carried_in.total")), Some(Number::Count(4)));
    assert_eq!(comparison.value(cell("carried_over.total")), Some(Number::Count(4)));
    assert_eq!(comparison.expected(&report, cell("received.enterprise")), None);
    let mut session = Session::new(report).unwrap();
    run(&mut session, Command::CarryForward(Arc::new(last)));
    let get = |text| session.report().numbers.get(cell(text));
    assert_eq!(get("carried_in.natural_person"), Some(Number::Count(3)));
    assert_eq!(get("carried_in.enterprise"), Some(Number::Count(7)), "what was entered stays");
    assert_eq!(get("normative_documents.in_force"), Some(Number::Count(7)));
    assert_eq!(get("rules.in_force"), None);
}

#[test]
fn dismissals_move_along_and_lapse() {
    let mut session = Session::new(sample()).unwrap();
    run(&mut session, typed(0, 0, "本年收到7件。全部办结。"));
    let place = |start, end| Place::Prose(SectionId::Overview, Spot { paragraph: 0, start, end });
    let cell = Place::Cell(CellKey::parse("received.total").unwrap());
    let dismissal =
        Dismissal::new(session.report(), session.form(), "R15".into(), vec![place(4, 6), cell], "口径不同".into());
    assert_eq!(dismissal.about, "7件\n");
    run(&mut session, Command::Change(Change::Dismiss(dismissal)));
    let holds = |session: &Session, spot, wanted: bool| {
        let found = session.report().dismissal(session.form(), "R15", &[spot, cell]).map(|one| one.reason.clone());
        assert_eq!(found.is_some(), wanted, "{:?}", session.report().dismissed);
    };
    holds(&session, place(4, 6), true);
    run(&mut session, typed(0, 0, "2024年，"));
    holds(&session, place(10, 12), true);
    run(&mut session, typed(0, 12, "次"));
    holds(&session, place(10, 12), true);
    let json = bytes(session.report());
    assert_eq!(serde_json::from_slice::<Report>(&json).unwrap(), *session.report(), "kept in the draft");
    run(&mut session, typed(0, 11, "0"));
    holds(&session, place(10, 13), false);
    run(&mut session, Command::Undo);
    holds(&session, place(10, 12), true);
    run(&mut session, enter("received.enterprise", 1));
    holds(&session, place(10, 12), false);
    run(&mut session, Command::Undo);
    run(&mut session, Command::Delete { part: OVERVIEW, span: Span::within(0, 8, 14), typed: Typed::Whole });
    assert!(session.report().dismissed.is_empty(), "its place is gone");
    run(&mut session, Command::Undo);
    holds(&session, place(10, 12), true);
}

#[test]
fn two_versions_are_told_apart_by_passage() {
    let mut older = sample();
    *older.prose_mut(SectionId::Overview) = Prose::plain("甲\n乙\n丙\n丁");
    older.numbers.set(CellKey::parse("received.enterprise").unwrap(), Some(Number::Count(3)));
    let mut newer = older.clone();
    *newer.prose_mut(SectionId::Overview) = Prose::plain("甲\n新\n丙改\n丁\n尾");
    newer.year = 2023;
    newer.numbers.set(CellKey::parse("received.enterprise").unwrap(), None);
    newer.notes.insert(CellKey::parse("received.research").unwrap(), "注".into());
    let said: Vec<String> = differences(&older, &newer)
        .iter()
        .map(|one| {
            let place = match one.place {
                Place::Prose(_, spot) => format!("第{}段", spot.paragraph + 1),
                Place::Cell(key) | Place::Note(key) => key.to_string(),
                other => format!("{other:?}"),
            };
            format!("{place}：{}→{}", one.older, one.newer)
        })
        .collect();
    let wanted = [
        "Year：2024→2023",
        "第2段：乙→新",
        "第3段：丙→丙改",
        "第5段：→尾",
        "received.enterprise：3→",
        "received.research：→注",
    ];
    assert_eq!(said, wanted);
    assert_eq!(differences(&newer, &newer), []);
    // A paragraph taken out, and one moved.
    let passages = |older: &str, newer: &str| {
        let of = |text: &str| {
            let mut report = sample();
            report.preface = Prose::plain(text);
            report
        };
        differences(&of(older), &of(newer)).into_iter().map(|one| (one.older, one.newer)).collect::<Vec<_>>()
    };
    let text = |one: &str, other: &str| (one.to_string(), other.to_string());
    assert_eq!(passages("甲\n乙\n丙", "甲\n丙"), [text("乙", "")]);
    assert_eq!(passages("甲\n乙\n丙", "乙\n丙\n甲"), [text("甲", ""), text("", "甲")]);
}

#[test]
fn the_form_follows_the_year() {
    let mut session = Session::new(sample()).unwrap();
    let before = bytes(session.report());
    run(&mut session, Command::Change(Change::Year(2020)));
    assert_eq!(session.form().edition, nianbao::form::Edition::Cn2019);
    run(&mut session, Command::Undo);
    assert_eq!((session.form().edition, bytes(session.report())), (nianbao::form::Edition::Cn2021, before));
}

// ---- Session -----------------------------------------------------------------------------------

/// Keystrokes with the pause before each in milliseconds; then the steps that undo takes.
#[test]
fn keystrokes_make_steps() {
    #[allow(clippy::type_complexity)] // Keys with pauses, then texts: the table below says it best.
    let cases: [(&[(&str, u64)], &[&str]); 7] = [
        (&[("年", 0), ("度", 300), ("报", 999)], &["年度报", ""]),
        (&[("年", 0), ("度", 1_000)], &["年度", "年", ""]),
        (&[("年", 0), ("，", 10), ("报", 10), ("告", 10)], &["年，报告", "年，", ""]),
        (&[("a", 0), ("b", 10), (" ", 10), ("c", 10)], &["ab c", "ab ", ""]),
        (&[("年", 0), ("\n", 10), ("报", 10)], &["年\n报", "年\n", "年", ""]),
        (&[("e", 0), ("\u{301}", 10), ("𠮷", 10)], &["e\u{301}𠮷", ""]),
        (&[("IME 年度", 0), ("IME 报告", 10), ("x", 10), ("y", 10)], &["年度报告xy", "年度报告", "年度", ""]),
    ];
    for (keys, steps) in cases {
        let mut session = Session::new(sample()).unwrap();
        let mut now = Duration::ZERO;
        for (key, pause) in keys {
            now += Duration::from_millis(*pause);
            let (text, typed) = key.strip_prefix("IME ").map_or((*key, Typed::Key), |text| (text, Typed::Whole));
            let span = session.selection().span().map_or(Span::default(), |(_, span)| span);
            let command = Command::Type { part: OVERVIEW, span, text: text.into(), marks: None, typed };
            session.execute(command, now).unwrap();
        }
        let text = |session: &Session| session.report().prose(SectionId::Overview).map(Prose::text).unwrap_or_default();
        let mut seen = vec![text(&session)];
        let mut carets = vec![session.selection()];
        while session.undo_count() > 0 {
            session.execute(Command::Undo, now).unwrap();
            seen.push(text(&session));
            carets.push(session.selection());
        }
        assert_eq!(seen, steps, "{keys:?}");
        assert!(session.report().sections.is_empty(), "no empty section is left behind");
        // Redo goes the same way back, caret and all.
        let mut again = vec![text(&session)];
        while session.redo_count() > 0 {
            session.execute(Command::Redo, now).unwrap();
            again.push(text(&session));
        }
        again.reverse();
        assert_eq!((again, session.selection()), (seen, carets[0]));
    }
}

#[test]
fn a_moved_caret_ends_a_run() {
    let mut session = Session::new(sample()).unwrap();
    run(&mut session, key(0, "甲"));
    run(&mut session, key(1, "乙"));
    session.select(Selection::caret(OVERVIEW, Position::new(0, 2)));
    run(&mut session, key(2, "丙"));
    assert_eq!(session.undo_count(), 1, "the caret is where it was");
    session.select(Selection::caret(OVERVIEW, Position::new(0, 0)));
    session.select(Selection::caret(OVERVIEW, Position::new(0, 3)));
    run(&mut session, key(3, "丁"));
    assert_eq!(session.undo_count(), 2, "the caret went away and came back");
    // Backspace joins Backspace, not typing.
    for at in [4, 3, 2] {
        run(&mut session, Command::Delete { part: OVERVIEW, span: Span::within(0, at - 1, at), typed: Typed::Key });
    }
    assert_eq!(session.undo_count(), 3);
    run(&mut session, Command::Undo);
    assert_eq!(session.report().prose(SectionId::Overview).unwrap().text(), "甲乙丙丁");
    assert_eq!(session.selection(), Selection::caret(OVERVIEW, Position::new(0, 4)));
    // The Delete key leaves the caret where it is.
    session.select(Selection::caret(OVERVIEW, Position::new(0, 1)));
    for _ in 0..2 {
        run(&mut session, Command::Delete { part: OVERVIEW, span: Span::within(0, 1, 2), typed: Typed::Key });
    }
    assert_eq!((session.undo_count(), session.redo_count()), (3, 0));
    run(&mut session, Command::Undo);
    assert_eq!(session.selection(), Selection::caret(OVERVIEW, Position::new(0, 1)));
}

#[test]
fn undo_brings_selection_and_marks_back() {
    let mut session = Session::new(sample()).unwrap();
    run(&mut session, typed(0, 0, "公开年报"));
    let selection = Selection::Text { part: OVERVIEW, anchor: Position::new(0, 3), head: Position::new(0, 1) };
    session.select(selection);
    let span = Span::within(0, 1, 3);
    run(&mut session, Command::Mark(OVERVIEW, span, Mark::Unverified, true));
    assert_eq!(session.selection(), selection, "a mark leaves the selection");
    run(&mut session, Command::Type { part: OVERVIEW, span, text: "布".into(), marks: None, typed: Typed::Key });
    assert_eq!(session.selection(), Selection::caret(OVERVIEW, Position::new(0, 2)));
    assert!(session.report().prose(SectionId::Overview).unwrap().is_marked(Span::within(0, 1, 2), Mark::Unverified));
    session.select(Selection::Nowhere);
    run(&mut session, Command::Undo);
    assert_eq!(session.selection(), selection);
    run(&mut session, Command::Undo);
    assert!(!session.report().prose(SectionId::Overview).unwrap().is_marked(span, Mark::Unverified));
    run(&mut session, Command::Redo);
    run(&mut session, Command::Redo);
    assert_eq!(session.selection(), Selection::caret(OVERVIEW, Position::new(0, 2)));
}

#[test]
fn enter_in_an_empty_item_ends_the_list() {
    let mut session = Session::new(sample()).unwrap();
    run(&mut session, typed(0, 0, "甲"));
    run(&mut session, Command::List(OVERVIEW, Span::default(), Some(List::Outer)));
    run(&mut session, typed(0, 1, "\n"));
    let lists = |session: &Session| {
        session.report().prose(SectionId::Overview).unwrap().paragraphs.iter().map(|one| one.list).collect::<Vec<_>>()
    };
    assert_eq!(lists(&session), [Some(List::Outer), Some(List::Outer)]);
    run(&mut session, typed(1, 0, "\n"));
    assert_eq!(lists(&session), [Some(List::Outer), None]);
}

#[test]
fn a_session_knows_what_is_saved() {
    let mut session = Session::new(sample()).unwrap();
    assert!(!session.is_changed());
    run(&mut session, key(0, "甲"));
    assert!(session.is_changed());
    let snapshot = session.snapshot();
    run(&mut session, key(1, "乙"));
    session.saved("甲.nianbao".into(), &snapshot);
    assert!(session.is_changed(), "typed while it was saved");
    let snapshot = session.snapshot();
    session.saved("甲.nianbao".into(), &snapshot);
    assert!(!session.is_changed());
    run(&mut session, key(2, "丙"));
    assert!(session.is_changed());
    run(&mut session, Command::Undo);
    assert!(!session.is_changed(), "undone to what is saved");
    assert_eq!(snapshot.report.as_ref(), session.report());
    assert!(session.revision() > snapshot.revision);
    session.lost_file();
    assert!(session.is_changed());
    let untouched = run(&mut session, Command::Delete { part: OVERVIEW, span: Span::default(), typed: Typed::Key });
    assert!(!untouched.changed);
}

#[test]
fn results_belong_to_a_revision() {
    let mut findings = Latest::default();
    assert!(findings.ask(1) && !findings.ask(1) && !findings.ask(2), "one at a time");
    assert!(findings.receive(1, "one") && findings.is_stale(2));
    assert!(findings.ask(2) && findings.receive(2, "two") && !findings.is_stale(2));
    assert!(!findings.ask(2), "it is there already");
    assert!(!findings.receive(1, "late"));
    assert_eq!(findings.value(), Some(&"two"));
}

/// 10,000 sequences of commands, each undone to the bytes before and redone to the bytes after.
/// `NIANBAO_SEQUENCES=100000` makes it longer.
#[test]
fn random_commands_are_undone_and_redone_to_the_same_bytes() {
    let mut random = fastrand::Rng::with_seed(30);
    let starts: Vec<Report> = (0..8).map(|_| random_report(&mut random)).collect();
    let starts: Vec<(Report, Vec<u8>)> = starts.into_iter().map(|start| (start.clone(), bytes(&start))).collect();
    let mut now = Duration::ZERO;
    let mut steps = 0;
    let rounds = std::env::var("NIANBAO_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    for round in 0..rounds {
        let (start, before) = random.choice(&starts).unwrap();
        let mut session = Session::new(start.clone()).unwrap();
        for _ in 0..random.usize(1..8) {
            now += Duration::from_millis(random.u64(0..1_500));
            if random.u8(0..8) == 0 {
                session.select(random_selection(&mut random));
            }
            let command = random_command(&mut random, &session);
            // A refusal is an answer, too.
            let _ = session.execute(command, now);
        }
        let (after, end, form) = (bytes(session.report()), session.selection(), session.form().edition);
        let made = session.undo_count();
        steps += made;
        for _ in 0..made {
            run(&mut session, Command::Undo);
        }
        assert!(bytes(session.report()) == *before, "round {round}, undone: {:#?}", session.report());
        for _ in 0..made {
            run(&mut session, Command::Redo);
        }
        assert!(bytes(session.report()) == after, "round {round}, redone: {:#?}", session.report());
        assert_eq!(session.form().edition, form);
        if let Selection::Text { part, anchor, head } = end {
            let empty = Prose::default();
            let prose = session.report().part(part).unwrap_or(&empty);
            assert_eq!(
                (prose.clamp(anchor), prose.clamp(head)),
                (anchor, head),
                "round {round}: the caret is in the text"
            );
        }
    }
    assert!(steps > 2 * rounds, "{steps} steps");
}

// ---- What the tests are made of ----------------------------------------------------------------

fn sample() -> Report {
    Report::new("甲区信访局", UnitKind::Department, 2024)
}

fn bytes(report: &Report) -> Vec<u8> {
    serde_json::to_vec(report).unwrap()
}

fn run(session: &mut Session, command: Command) -> Outcome {
    session.execute(command, Duration::ZERO).unwrap()
}

/// Text put in as a whole at a caret.
fn typed(paragraph: usize, at: usize, text: &str) -> Command {
    let span = Span::within(paragraph, at, at);
    Command::Type { part: OVERVIEW, span, text: text.into(), marks: None, typed: Typed::Whole }
}

/// A keystroke in the first paragraph.
fn key(at: usize, text: &str) -> Command {
    Command::Type { part: OVERVIEW, span: Span::within(0, at, at), text: text.into(), marks: None, typed: Typed::Key }
}

fn enter(key: &str, count: u64) -> Command {
    Command::Enter(CellKey::parse(key).unwrap(), Some(Number::Count(count)))
}

/// A text with `¶` for ends of paragraph, and the span between `[` and `]` in it.
fn marked(text: &str) -> (Prose, Span) {
    let (before, rest) = text.split_once('[').unwrap();
    let (inside, after) = rest.split_once(']').unwrap();
    let lines = |text: &str| text.replace('¶', "\n");
    let flat: Vec<char> = lines(&format!("{before}{inside}{after}")).chars().collect();
    let (start, end) = (before.chars().count(), before.chars().count() + inside.chars().count());
    let whole: String = flat.iter().collect();
    let paragraphs = whole.split('\n').map(|line| Paragraph::new(Level::Body, line)).collect();
    (Prose { paragraphs }, Span::new(position_at(&flat, start), position_at(&flat, end)))
}

/// The position after `count` characters of a text with ends of line.
fn position_at(flat: &[char], count: usize) -> Position {
    let before = &flat[..count];
    let paragraph = before.iter().filter(|one| **one == '\n').count();
    let character = before.iter().rev().take_while(|one| **one != '\n').count();
    Position::new(paragraph, character)
}

fn random_text(random: &mut fastrand::Rng) -> String {
    let pieces = ["", "年", "公开，", "\n", "a b", "e\u{301}", "𠮷", "（一）", "12", "\n\n申请", "😀"];
    (0..random.usize(0..3)).map(|_| *random.choice(&pieces).unwrap()).collect()
}

fn random_marks(random: &mut fastrand::Rng) -> Marks {
    Marks { bold: random.bool(), unverified: random.u8(0..4) == 0, ..Marks::default() }
}

fn random_prose(random: &mut fastrand::Rng) -> Prose {
    let paragraph = |random: &mut fastrand::Rng| {
        let runs = (0..random.usize(0..4)).map(|_| {
            let links = ["received.total", "fees.amount", "nowhere.at_all"];
            let link = (random.u8(0..4) == 0).then(|| Link::parse(random.choice(&links).unwrap()).unwrap());
            let mut run = Run { marks: random_marks(random), link, ..Run::new(random_text(random).replace('\n', "")) };
            if random.u8(0..6) == 0 {
                run.extra.insert("tone".into(), random.u8(0..2).into());
            }
            run
        });
        let runs = runs.collect();
        let levels = [Level::Body, Level::Second, Level::Third, Level::Fourth];
        let mut paragraph = Paragraph::marked(*random.choice(&levels).unwrap(), runs);
        paragraph.align = *random.choice(&[Align::Justify, Align::Center]).unwrap();
        paragraph.list = *random.choice(&[None, None, Some(List::Outer), Some(List::Inner)]).unwrap();
        if random.u8(0..6) == 0 {
            paragraph.extra.insert("mood".into(), "calm".into());
        }
        paragraph
    };
    Prose { paragraphs: (0..random.usize(1..5)).map(|_| paragraph(random)).collect() }
}

fn random_report(random: &mut fastrand::Rng) -> Report {
    let mut report = sample();
    if random.bool() {
        report.preface = random_prose(random);
    }
    for id in SectionId::ALL {
        match random.u8(0..4) {
            0 => {}
            1 => *report.prose_mut(id) = Prose::default(),
            _ => *report.prose_mut(id) = random_prose(random),
        }
    }
    let form = Form::of(report.form).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        if random.u8(0..20) == 0 && field.measure == Measure::Count {
            report.numbers.set(field.key, Some(Number::Count(random.u64(0..50))));
        }
    }
    report.numbers.state(CellKey::parse("received.total").unwrap(), Some(StatedTotal::Number(5)));
    report.stated.titles.insert(SectionId::Problems, "五、问题".into());
    report.stated.labels.insert("规章".into(), "规 章".into());
    report.extra.insert("from_the_future".into(), serde_json::json!({ "kept": [1, 2] }));
    let places = vec![
        Place::Preface(Spot { paragraph: 0, start: 0, end: 2 }),
        Place::Prose(SectionId::Overview, Spot { paragraph: 0, start: 1, end: 3 }),
    ];
    for place in places {
        let form = Form::of(report.form).unwrap();
        report.dismissed.push(Dismissal::new(&report, form, "R12".into(), vec![place], "已核实".into()));
    }
    report
}

fn random_part(random: &mut fastrand::Rng) -> Part {
    *random.choice(&Part::ALL[..4]).unwrap()
}

/// Mostly within the text, sometimes beyond it.
fn random_span(random: &mut fastrand::Rng) -> Span {
    let position = |random: &mut fastrand::Rng| Position::new(random.usize(0..4), random.usize(0..9));
    let one = position(random);
    if random.bool() { Span::at(one) } else { Span::new(one, position(random)) }
}

fn random_selection(random: &mut fastrand::Rng) -> Selection {
    match random.u8(0..3) {
        0 => Selection::Nowhere,
        1 => Selection::characters(random_part(random), random_span(random)),
        _ => Selection::caret(random_part(random), random_span(random).start()),
    }
}

fn random_key(random: &mut fastrand::Rng, form: &Form) -> CellKey {
    let fields: Vec<_> = form.fields().collect();
    random.choice(&fields).unwrap().key
}

fn random_command(random: &mut fastrand::Rng, session: &Session) -> Command {
    let (part, mut span, form) = (random_part(random), random_span(random), session.form());
    let mut own = part;
    if let (true, Some((selected, caret))) = (random.bool(), session.selection().span()) {
        (own, span) = (selected, caret);
    }
    let key = random_key(random, form);
    let number = Some(Number::Count(random.u64(0..30)));
    match random.u8(0..30) {
        0..=6 => {
            let text = if random.bool() { "年".into() } else { random_text(random) };
            Command::Type {
                part: own,
                span,
                text,
                marks: random.bool().then(|| random_marks(random)),
                typed: Typed::Key,
            }
        }
        7 => Command::Type { part: own, span, text: "公开".into(), marks: None, typed: Typed::Whole },
        8..=9 => {
            let before = Position::new(span.start().paragraph, span.start().character.saturating_sub(1));
            Command::Delete { part: own, span: Span::new(before, span.start()), typed: Typed::Key }
        }
        10 => Command::Delete { part, span, typed: Typed::Whole },
        11 => Command::Paste { part, span, piece: random_prose(random) },
        12 => Command::InsertLink { part, span, cell: key },
        13 => Command::Unlink(part, span),
        14 => Command::Mark(part, span, *random.choice(&Mark::ALL).unwrap(), random.bool()),
        15 => Command::Level(part, span, *random.choice(&[Level::Body, Level::Second, Level::Third]).unwrap()),
        16 => Command::Align(part, span, *random.choice(&[Align::Left, Align::Right]).unwrap()),
        17 => Command::List(part, span, *random.choice(&[None, Some(List::Inner)]).unwrap()),
        18 => {
            if random.bool() {
                Command::Number(part)
            } else {
                Command::Unnumber(part)
            }
        }
        19 => Command::ReplaceAll { parts: Part::ALL.to_vec(), query: Query::new("年"), text: random_text(random) },
        20..=21 => Command::Enter(key, number.filter(|_| random.u8(0..4) > 0)),
        22 => Command::PasteBlock(key, Block::parse("1\t2\t3\n4\t甲\t6\n\t\t\n")),
        23 if random.u8(0..4) > 0 => Command::Enter(key, None),
        23 => Command::FillZero(random.bool().then(|| form.tables[random.usize(0..3)].name)),
        24 => Command::Change(Change::SettleTotals(vec![key])),
        25 => Command::Change(Change::All(vec![Change::SettleWords, Change::Note(key, Some("注".into()))])),
        26 => Command::Change(Change::Year(random.u16(2019..2026))),
        27 => Command::Change(Change::Signature(Date::new(2025, 1, 10).map(|date| Signature {
            unit: "甲区信访局".into(),
            date,
            extra: Default::default(),
        }))),
        28 => Command::Change(Change::Replace(Box::new(random_report(random)))),
        _ => {
            if random.bool() {
                Command::Undo
            } else {
                Command::Redo
            }
        }
    }
}
