//! Editing without a window: edits and their inverse, commands, undo and redo, what keystrokes
//! make one step, text that follows numbers, dismissals that move along.

mod changes;
mod comments;
mod history;
mod merged_authors;
mod merged_copies;
mod merged_units;
mod merged_values;
mod merges;
mod random_revisions;
mod random_tables;
mod revised_columns;
mod revisions;
mod richtext;
mod stages;
mod table_text;
mod tables;

use std::time::Duration;

use nianbao::form::CellMeasure;
use nianbao::form::{CellKey, Form, SectionId, UnitKind};
use nianbao::report::{
    CellBlock, Change, CharRange, Comment, CommentChange, CommentId, CommentRemark, Date, Dismissal, Number, Place,
    Report, ReportText, Signature, StatedTotal,
};
use nianbao::richtext::{
    CellBegin, CellLink, Level, ListKind, Paragraph, ParagraphAlign, RichText, Run, SearchQuery, Span, TableChange,
    TextMark, TextMarks, TextPosition, TextRange,
};
use nianbao::session::{CommandOutcome, EditorSelection, Session, SessionCommand, TypedText};

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);

fn sample() -> Report {
    Report::new("甲区信访局", UnitKind::Department, 2024)
}

fn bytes(report: &Report) -> Vec<u8> {
    serde_json::to_vec(report).unwrap()
}

fn run(session: &mut Session, command: SessionCommand) -> CommandOutcome {
    session.execute(command, Duration::ZERO).unwrap()
}

/// Text put in as a whole at a caret.
fn typed(paragraph: usize, at: usize, text: &str) -> SessionCommand {
    let span = TextRange::within(paragraph, at, at);
    SessionCommand::Type { part: OVERVIEW, span, text: text.into(), marks: None, typed: TypedText::Whole }
}

/// A keystroke in the first paragraph.
fn key(at: usize, text: &str) -> SessionCommand {
    SessionCommand::Type {
        part: OVERVIEW,
        span: TextRange::within(0, at, at),
        text: text.into(),
        marks: None,
        typed: TypedText::Key,
    }
}

fn enter(key: &str, count: u64) -> SessionCommand {
    SessionCommand::Enter(CellKey::parse(key).unwrap(), Some(Number::Count(count)))
}

/// A text with `¶` for ends of paragraph, and the span between `[` and `]` in it.
fn marked(text: &str) -> (RichText, TextRange) {
    let (before, rest) = text.split_once('[').unwrap();
    let (inside, after) = rest.split_once(']').unwrap();
    let lines = |text: &str| text.replace('¶', "\n");
    let flat: Vec<char> = lines(&format!("{before}{inside}{after}")).chars().collect();
    let (start, end) = (before.chars().count(), before.chars().count() + inside.chars().count());
    let whole: String = flat.iter().collect();
    let paragraphs = whole.split('\n').map(|line| Paragraph::new(Level::Body, line)).collect();
    (RichText { paragraphs }, TextRange::new(position_at(&flat, start), position_at(&flat, end)))
}

/// The position after `count` characters of a text with ends of line.
fn position_at(flat: &[char], count: usize) -> TextPosition {
    let before = &flat[..count];
    let paragraph = before.iter().filter(|one| **one == '\n').count();
    let character = before.iter().rev().take_while(|one| **one != '\n').count();
    TextPosition::new(paragraph, character)
}

fn random_text(random: &mut fastrand::Rng) -> String {
    let pieces = ["", "年", "公开，", "\n", "a b", "e\u{301}", "𠮷", "（一）", "12", "\n\n申请", "😀"];
    (0..random.usize(0..3)).map(|_| *random.choice(&pieces).unwrap()).collect()
}

fn random_marks(random: &mut fastrand::Rng) -> TextMarks {
    TextMarks { bold: random.bool(), unverified: random.u8(0..4) == 0, ..TextMarks::default() }
}

fn random_prose(random: &mut fastrand::Rng) -> RichText {
    let paragraph = |random: &mut fastrand::Rng| {
        let runs = (0..random.usize(0..4)).map(|_| {
            let links = ["received.total", "fees.amount", "nowhere.at_all"];
            let link = (random.u8(0..4) == 0).then(|| CellLink::parse(random.choice(&links).unwrap()).unwrap());
            let mut run = Run { marks: random_marks(random), link, ..Run::new(random_text(random).replace('\n', "")) };
            if random.u8(0..6) == 0 {
                run.extra.insert("tone".into(), random.u8(0..2).into());
            }
            run
        });
        let runs = runs.collect();
        let levels = [Level::Body, Level::Second, Level::Third, Level::Fourth];
        let mut paragraph = Paragraph::marked(*random.choice(&levels).unwrap(), runs);
        paragraph.align = *random.choice(&[ParagraphAlign::Justify, ParagraphAlign::Center]).unwrap();
        paragraph.list = *random.choice(&[None, None, Some(ListKind::Outer), Some(ListKind::Inner)]).unwrap();
        if random.u8(0..6) == 0 {
            paragraph.extra.insert("mood".into(), "calm".into());
        }
        paragraph
    };
    RichText { paragraphs: (0..random.usize(1..5)).map(|_| paragraph(random)).collect() }
}

/// A text that has a table at any place in one case of three.
fn random_prose_with_tables(random: &mut fastrand::Rng) -> RichText {
    let mut paragraphs = random_prose(random).paragraphs;
    if random.u8(0..3) == 0 {
        let at = random.usize(0..=paragraphs.len());
        let (rows, columns) = (random.usize(1..5), random.usize(1..5));
        let cells: Vec<Paragraph> = (0..rows * columns).flat_map(|_| random_prose(random).paragraphs.pop()).collect();
        let mut cells = RichText::of_cells(columns, random.usize(0..3), cells).paragraphs;
        for cell in cells.iter_mut().filter_map(|one| one.cell.as_mut()) {
            if random.u8(0..4) > 0 {
                continue;
            }
            (cell.across, cell.down) = (Span::of(random.usize(0..4)), Span::of(random.usize(0..4)));
            cell.begins = *random.choice(&[CellBegin::Cell, CellBegin::Row, CellBegin::Paragraph]).unwrap();
        }
        paragraphs.splice(at..at, cells);
    }
    // Texts come into a report mended.
    RichText { paragraphs }.mended()
}

const TABLE_CHANGES: [TableChange; 11] = [
    TableChange::RowsAbove,
    TableChange::RowsBelow,
    TableChange::ColumnsLeft,
    TableChange::ColumnsRight,
    TableChange::DeleteRows,
    TableChange::DeleteColumns,
    TableChange::Merge,
    TableChange::Split,
    TableChange::Header(true),
    TableChange::Header(false),
    TableChange::DeleteTable,
];

fn random_report(random: &mut fastrand::Rng) -> Report {
    let mut report = sample();
    if random.bool() {
        report.preface = random_prose_with_tables(random);
    }
    for id in SectionId::ALL {
        match random.u8(0..4) {
            0 => {}
            1 => *report.prose_mut(id) = RichText::default(),
            _ => *report.prose_mut(id) = random_prose_with_tables(random),
        }
    }
    let form = Form::of(report.form).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        if random.u8(0..20) == 0 && field.measure == CellMeasure::Count {
            report.numbers.set(field.key, Some(Number::Count(random.u64(0..50))));
        }
    }
    report.numbers.state(CellKey::parse("received.total").unwrap(), Some(StatedTotal::Number(5)));
    report.stated.titles.insert(SectionId::Problems, "五、问题".into());
    report.stated.labels.insert("规章".into(), "规 章".into());
    report.extra.insert("from_the_future".into(), serde_json::json!({ "kept": [1, 2] }));
    let places = vec![
        Place::Preface(CharRange { paragraph: 0, start: 0, end: 2 }),
        Place::Prose(SectionId::Overview, CharRange { paragraph: 0, start: 1, end: 3 }),
    ];
    for place in places {
        let form = Form::of(report.form).unwrap();
        report.dismissed.push(Dismissal::new(&report, form, "R12".into(), vec![place], "已核实".into()));
    }
    report.comments = (1..3)
        .map(|number| Comment {
            id: CommentId(number),
            unknown_place: None,
            place: Place::Prose(SectionId::Overview, CharRange { paragraph: 0, start: 1, end: 3 }),
            about: "公开".into(),
            remark: CommentRemark::new("李四", None, "请核实"),
            replies: Vec::new(),
            done: number == 2,
        })
        .collect();
    report
}

/// A comment on words, on a cell or on a section; an answer; one settled or taken away.
fn random_comment(random: &mut fastrand::Rng, report: &Report) -> CommentChange {
    let remark = CommentRemark::new("李四", None, "请核实");
    let id = random.choice(&report.comments).map_or(CommentId(9), |comment| comment.id);
    match random.u8(0..6) {
        0 => CommentChange::Reply(id, remark),
        1 => CommentChange::Settle(id, random.bool()),
        2 => CommentChange::Remove(id),
        3 => CommentChange::Add(Place::Heading(SectionId::Disputes), remark),
        _ => {
            let span = random_span(random);
            let (from, to) = (span.start(), span.end());
            let end = if from.paragraph == to.paragraph { to.character } else { from.character };
            let spot = CharRange { paragraph: from.paragraph, start: from.character, end };
            CommentChange::Add(random_part(random).place(spot), remark)
        }
    }
}

fn random_part(random: &mut fastrand::Rng) -> ReportText {
    *random.choice(&ReportText::ALL[..4]).unwrap()
}

/// Mostly within the text, sometimes beyond it.
fn random_span(random: &mut fastrand::Rng) -> TextRange {
    let position = |random: &mut fastrand::Rng| TextPosition::new(random.usize(0..4), random.usize(0..9));
    let one = position(random);
    if random.bool() { TextRange::at(one) } else { TextRange::new(one, position(random)) }
}

fn random_selection(random: &mut fastrand::Rng) -> EditorSelection {
    match random.u8(0..3) {
        0 => EditorSelection::Nowhere,
        1 => EditorSelection::characters(random_part(random), random_span(random)),
        _ => EditorSelection::caret(random_part(random), random_span(random).start()),
    }
}

fn random_key(random: &mut fastrand::Rng, form: &Form) -> CellKey {
    let fields: Vec<_> = form.fields().collect();
    random.choice(&fields).unwrap().key
}

fn random_command(random: &mut fastrand::Rng, session: &Session) -> SessionCommand {
    let (part, mut span, form) = (random_part(random), random_span(random), session.form());
    let mut own = part;
    if let (true, Some((selected, caret))) = (random.bool(), session.selection().span()) {
        (own, span) = (selected, caret);
    }
    let key = random_key(random, form);
    let number = Some(Number::Count(random.u64(0..30)));
    match random.u8(0..38) {
        0..=6 => {
            let text = if random.bool() { "年".into() } else { random_text(random) };
            SessionCommand::Type {
                part: own,
                span,
                text,
                marks: random.bool().then(|| random_marks(random)),
                typed: TypedText::Key,
            }
        }
        7 => SessionCommand::Type { part: own, span, text: "公开".into(), marks: None, typed: TypedText::Whole },
        8..=9 => {
            let before = TextPosition::new(span.start().paragraph, span.start().character.saturating_sub(1));
            SessionCommand::Delete { part: own, span: TextRange::new(before, span.start()), typed: TypedText::Key }
        }
        10 => SessionCommand::Delete { part, span, typed: TypedText::Whole },
        11 => SessionCommand::Paste { part, span, piece: random_prose_with_tables(random) },
        12 => SessionCommand::InsertLink { part, span, cell: key },
        13 => SessionCommand::Unlink(part, span),
        14 => SessionCommand::Mark(part, span, *random.choice(&TextMark::ALL).unwrap(), random.bool()),
        15 => SessionCommand::Level(part, span, *random.choice(&[Level::Body, Level::Second, Level::Third]).unwrap()),
        16 => {
            SessionCommand::Align(part, span, *random.choice(&[ParagraphAlign::Left, ParagraphAlign::Right]).unwrap())
        }
        17 => SessionCommand::List(part, span, *random.choice(&[None, Some(ListKind::Inner)]).unwrap()),
        18 => {
            if random.bool() {
                SessionCommand::Number(part)
            } else {
                SessionCommand::Unnumber(part)
            }
        }
        19 => SessionCommand::ReplaceAll {
            parts: ReportText::ALL.to_vec(),
            query: SearchQuery::new("年"),
            text: random_text(random),
        },
        20..=21 => SessionCommand::Enter(key, number.filter(|_| random.u8(0..4) > 0)),
        22 => SessionCommand::PasteBlock(key, CellBlock::parse("1\t2\t3\n4\t甲\t6\n\t\t\n")),
        23 if random.u8(0..4) > 0 => SessionCommand::Enter(key, None),
        23 => SessionCommand::FillZero(random.bool().then(|| form.tables[random.usize(0..3)].name)),
        24 => SessionCommand::Change(Change::SettleTotals(vec![key])),
        25 => SessionCommand::Change(Change::Note(key, Some("注".into()))),
        26 => SessionCommand::Change(Change::Year(random.u16(2019..2026))),
        27 => SessionCommand::Change(Change::Signature(Date::new(2025, 1, 10).map(|date| Signature {
            unit: "甲区信访局".into(),
            date,
            extra: Default::default(),
        }))),
        30..=32 => SessionCommand::Change(Change::Comment(random_comment(random, session.report()))),
        33 => {
            let (rows, columns) = (random.usize(0..4), random.usize(0..5));
            SessionCommand::InsertTable { part: own, at: span.start(), rows, columns }
        }
        34..=36 => SessionCommand::ChangeTable(own, span, *random.choice(&TABLE_CHANGES).unwrap()),
        37 => SessionCommand::Paste {
            part: own,
            span,
            piece: random_prose_with_tables(random).piece(random_span(random)),
        },
        28 => SessionCommand::Change(Change::Replace(Box::new(random_report(random)))),
        _ => {
            if random.bool() {
                SessionCommand::Undo
            } else {
                SessionCommand::Redo
            }
        }
    }
}
