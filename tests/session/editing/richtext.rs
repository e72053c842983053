//! Editing prose: spans, marks, headings, lists, search.

use nianbao::richtext::{
    CellLink, Edit, GapBias, Level, Paragraph, RichText, Run, SearchQuery, TextMark, TextMarks, TextPosition,
    TextRange, chinese_numeral,
};

use super::{marked, position_at, random_prose, random_text};

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
        let edit = Edit::insert(&prose, span, &text.replace('¶', "\n"), TextMarks::default());
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
    let mut prose = RichText::default();
    let inverse = Edit::insert(&prose, TextRange::default(), "年报", TextMarks::default()).apply(&mut prose);
    assert_eq!(prose.text(), "年报");
    inverse.apply(&mut prose);
    assert!(prose.is_empty(), "no paragraph is left over");
    assert!(Edit::insert(&prose, TextRange::default(), "", TextMarks::default()).is_empty());
    assert!(Edit::delete(&prose, TextRange::within(3, 4, 5)).is_empty());
}

#[test]
fn joined_paragraphs_look_like_what_is_left() {
    let second = |text: &str| Paragraph::new(Level::Second, text);
    let body = |text: &str| Paragraph::new(Level::Body, text);
    let level = |first: Paragraph, last: Paragraph, span: TextRange| {
        let mut prose = RichText { paragraphs: vec![first, last] };
        Edit::delete(&prose, span).apply(&mut prose);
        (prose.text(), prose.paragraphs[0].level)
    };
    let all = |from: usize, to: usize| TextRange::new(TextPosition::new(0, from), TextPosition::new(1, to));
    assert_eq!(level(second("甲"), body("乙"), all(1, 0)), ("甲乙".into(), Level::Second));
    assert_eq!(level(second("甲"), body("乙"), all(0, 0)), ("乙".into(), Level::Body));
    assert_eq!(level(second("甲"), body("乙"), all(0, 1)), (String::new(), Level::Second));
}

#[test]
fn what_follows_a_heading_is_body_text() {
    let mut prose = RichText { paragraphs: vec![Paragraph::new(Level::Second, "（一）主动公开")] };
    let (middle, end) = (TextPosition::new(0, 3), prose.end());
    Edit::insert(&prose, TextRange::at(end), "\n", TextMarks::default()).apply(&mut prose);
    Edit::insert(&prose, TextRange::at(middle), "\n", TextMarks::default()).apply(&mut prose);
    let levels: Vec<_> = prose.paragraphs.iter().map(|one| one.level).collect();
    assert_eq!(levels, [Level::Second, Level::Second, Level::Body]);
}

#[test]
fn a_pasted_piece_joins_what_stands_around_it() {
    let piece =
        RichText { paragraphs: vec![Paragraph::new(Level::Second, "甲"), Paragraph::new(Level::Third, "乙")] };
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
    assert!(!prose.is_marked(span, TextMark::Bold));
    let inverse = Edit::mark(&prose, span, TextMark::Bold, true).apply(&mut prose);
    let bold: String = prose
        .paragraphs
        .iter()
        .flat_map(Paragraph::characters)
        .filter(|(_, marks)| marks.bold)
        .map(|(one, _)| one)
        .collect();
    assert_eq!(bold, "三四五");
    assert!(prose.is_marked(span, TextMark::Bold));
    assert!(Edit::mark(&prose, span, TextMark::Bold, true).is_empty(), "nothing to do");
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
        let span = TextRange::new(position_at(&flat, start), position_at(&flat, end));
        let wanted: String =
            flat[..start].iter().copied().chain(text.chars()).chain(flat[end..].iter().copied()).collect();
        let former = prose.clone();
        let edit = Edit::insert(&prose, span, &text, TextMarks::default());
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
            let mapped = map.map(position_at(&flat, at), GapBias::After);
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
    let far = TextPosition::new(usize::MAX, usize::MAX);
    assert_eq!(prose.clamp(far), TextPosition::new(1, 1));
    assert_eq!(prose.clamp(TextPosition::new(0, 9)), TextPosition::new(0, 2));
    let mut text = prose.clone();
    Edit::insert(&prose, TextRange::new(far, TextPosition::new(0, usize::MAX)), "四", TextMarks::default())
        .apply(&mut text);
    assert_eq!(text.text(), "一二四");
    let edit = Edit::mark(&prose, prose.all(), TextMark::Italic, true);
    let mut other = RichText::plain("短");
    let inverse = edit.apply(&mut other);
    inverse.apply(&mut other);
    assert_eq!(other.text(), "短", "an edit made for another text can still be taken back");
}

#[test]
fn text_is_found_and_replaced() {
    let find = |text: &str, query: &str, any_case, any_width| {
        let query = SearchQuery { text: query.into(), any_case, any_width };
        RichText::plain(text)
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

    let mut prose = RichText::plain("我局与我局\n我们");
    Edit::mark(&prose, TextRange::within(0, 3, 5), TextMark::Bold, true).apply(&mut prose);
    let former = prose.clone();
    let edit = Edit::replace_all(&prose, &SearchQuery::new("我局"), "区信访局");
    assert_eq!(edit.map(TextPosition::new(0, 2), GapBias::Before), TextPosition::new(0, 4));
    assert_eq!(edit.map(TextPosition::new(0, 5), GapBias::After), TextPosition::new(0, 9));
    let there: Vec<_> = (0..=5).map(|at| edit.map(TextPosition::new(0, at), GapBias::After)).collect();
    let inverse = edit.apply(&mut prose);
    let back = there.iter().map(|position| inverse.map(*position, GapBias::Before).character);
    // Inside a find there is no way back but to its start.
    assert_eq!(back.collect::<Vec<_>>(), [0, 2, 2, 3, 5, 5], "there and back");
    assert_eq!(prose.text(), "区信访局与区信访局\n我们");
    assert!(prose.is_marked(TextRange::within(0, 5, 9), TextMark::Bold), "marks stay");
    inverse.apply(&mut prose);
    assert_eq!(prose, former);
}

#[test]
fn headings_are_numbered_on_request() {
    let of = |level, text: &str| Paragraph::new(level, text);
    let mut prose = RichText {
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
    let link = CellLink::parse("received.total").unwrap();
    let run = Run { link: Some(link.clone()), ..Run::new("12") };
    let whole =
        RichText { paragraphs: vec![Paragraph::marked(Level::Body, vec![Run::new("共"), run, Run::new("件")])] };
    let links = |prose: &RichText| prose.links().map(|(span, link)| (span, link.clone())).collect::<Vec<_>>();
    assert_eq!(links(&whole), [(TextRange::within(0, 1, 3), link.clone())]);
    for (span, text, left) in [((2, 2), "0", 0), ((2, 3), "", 0), ((1, 1), "0", 1), ((3, 3), "余", 1), ((1, 3), "", 0)]
    {
        let mut prose = whole.clone();
        let inverse =
            Edit::insert(&prose, TextRange::within(0, span.0, span.1), text, TextMarks::default()).apply(&mut prose);
        assert_eq!(links(&prose).len(), left, "{span:?} {text}");
        inverse.apply(&mut prose);
        assert_eq!(prose, whole);
    }
    // A mark on half of it leaves one linked number.
    let mut prose = whole.clone();
    Edit::mark(&prose, TextRange::within(0, 2, 3), TextMark::Bold, true).apply(&mut prose);
    assert_eq!(links(&prose), [(TextRange::within(0, 1, 3), link)]);
    Edit::update_links(&prose, |_| Some("1005".into())).apply(&mut prose);
    assert_eq!(prose.text(), "共1005件");
    let json = serde_json::to_string(&prose).unwrap();
    assert!(json.contains(r#""link":"received.total""#), "{json}");
    assert_eq!(serde_json::from_str::<RichText>(&json).unwrap(), prose);
    assert!(serde_json::from_str::<RichText>(&json.replace("received.total", "Received")).is_err());
}
