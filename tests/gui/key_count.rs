//! How many keys and clicks the sample's report of the next year takes: retyped into an empty report, as the first
//! version of the window had it; its texts pasted paragraph by paragraph from last year's file in Word; and by what the
//! window offers for it. All three ways lead to the same report. Counted are keys and clicks, not time; a Chinese
//! character counts as one key, though an input method takes about two.

use std::path::PathBuf;

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use nianbao::form::{CellKey, Form, SectionId};
use nianbao::gui::action::Action;
use nianbao::report::{Change, CharRange, Number, Place, Report, ReportText};
use nianbao::richtext::{Level, TextMark, TextRange};
use nianbao::session::SessionCommand;

use crate::window_harness::{self, Window, act, sample, steps, window};

const CTRL: Modifiers = Modifiers::COMMAND;
const NONE: Modifiers = Modifiers::NONE;
/// What changed since last year: the number of a cell in the order of the form, and what it is now.
const NUMBERS: [(usize, &str); 5] = [(6, "12"), (7, "4"), (10, "3"), (22, "3"), (150, "1")];
/// What is written otherwise than last year besides the year.
const WORDS: [&str; 2] = ["0 条", "3 件"];
/// The texts of the sample.
const TEXTS: [(SectionId, Key); 3] =
    [(SectionId::Overview, Key::Num1), (SectionId::Problems, Key::Num5), (SectionId::Others, Key::Num6)];
/// The form of a new report, counted by hand: its button and its first field clicked; unit, Tab, year, Tab, the kind by
/// Down, Enter.
const NEW: [usize; 2] = [6 + 1 + 4 + 1 + 1 + 1, 2];
/// To and from Word for a section, counted by hand: Alt+Tab, a click and one with Shift, Ctrl+C, Alt+Tab, Ctrl+V.
const FROM_WORD: [usize; 2] = [4, 2];
/// The dialog that asks for last year's file, counted by hand: its row and its button.
const FILE: [usize; 2] = [0, 2];

struct Clerk {
    window: Window,
    keys: usize,
    clicks: usize,
}

impl Clerk {
    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.keys += 1;
        self.window.key_press_modifiers(modifiers, key);
        self.window.run_steps(2);
    }

    fn type_text(&mut self, text: &str) {
        self.keys += text.chars().count();
        self.window.event(Event::Text(text.into()));
        self.window.run_steps(2);
    }

    fn click(&mut self, label: &str) {
        self.clicks += 1;
        self.window.get_all_by_label(label).next().unwrap().click();
        steps(&mut self.window);
    }

    fn report(&self) -> &Report {
        self.window.state().document.as_ref().unwrap().session.report()
    }
}

/// The report that all ways lead to.
fn wanted() -> Report {
    let mut report = Report { year: 2025, ..sample() };
    for (key, number) in changed() {
        report.numbers.set(key, Some(number));
    }
    for (id, _) in TEXTS {
        for paragraph in &mut report.prose_mut(id).paragraphs {
            let mut runs = paragraph.runs().to_vec();
            for run in &mut runs {
                run.text = run.text.replace("2024", "2025").replacen(WORDS[0], WORDS[1], 1);
            }
            paragraph.set_runs(runs);
        }
    }
    report
}

fn changed() -> Vec<(CellKey, Number)> {
    let form = Form::of(sample().form).unwrap();
    let fields: Vec<_> = form.fields().filter(|field| !field.total).collect();
    let one = |(at, text): (usize, &str)| (fields[at].key, Number::parse(text, fields[at].measure).unwrap());
    NUMBERS.map(one).to_vec()
}

impl Clerk {
    fn new(window: Window, [keys, clicks]: [usize; 2]) -> Clerk {
        Clerk { window, keys, clicks }
    }

    fn count(&mut self, [keys, clicks]: [usize; 2]) {
        self.keys += keys;
        self.clicks += clicks;
    }

    /// Every number of a report: its characters and Enter, and a key to come to each table. Those of table two are
    /// typed, the others entered at once and counted.
    fn type_numbers(&mut self, wanted: &Report) {
        let form = Form::of(wanted.form).unwrap();
        for (at, table) in form.tables.iter().enumerate() {
            self.keys += 1;
            for field in table.fields.iter().filter(|field| !field.total) {
                let number = wanted.numbers.get(field.key);
                let typed = number.unwrap().to_string();
                if at == 0 {
                    act(&mut self.window, Action::Go(Place::Cell(field.key)));
                    self.window.run_steps(2);
                    self.type_text(&typed);
                    self.press(NONE, Key::Enter);
                } else {
                    self.count([typed.chars().count() + 1, 0]);
                    act(&mut self.window, Action::change(Change::Numbers(vec![(field.key, number)])));
                }
            }
        }
        steps(&mut self.window);
    }

    /// The year in all texts, by find and replace.
    fn replace_year(&mut self) {
        self.press(CTRL, Key::H);
        self.type_text("2024");
        self.press(NONE, Key::Tab);
        self.type_text("2025");
        self.click("全部替换");
        self.press(NONE, Key::Escape);
    }

    /// The one number of the text that is another: a click before it, Shift and three arrows, the new one.
    fn mend_words(&mut self) {
        let part = ReportText::Section(SectionId::Overview);
        let text = self.report().part(part).unwrap().clone();
        let found = text.paragraphs.iter().enumerate().find_map(|(number, paragraph)| {
            let text = paragraph.text();
            text.find(WORDS[0]).map(|at| (number, text[..at].chars().count()))
        });
        let (paragraph, at) = found.unwrap();
        self.press(CTRL, Key::Num1);
        let place = part.place(CharRange { paragraph, start: at, end: at + WORDS[0].chars().count() });
        act(&mut self.window, Action::Go(place));
        steps(&mut self.window);
        self.count([3, 1]);
        self.type_text(WORDS[1]);
    }

    /// What was written, and with how many keys and clicks.
    fn ends(self, way: &str) -> usize {
        let (report, wanted) = (self.report(), wanted());
        assert_eq!(report.numbers, wanted.numbers, "{way}");
        assert_eq!((report.year, &report.unit.name), (wanted.year, &wanted.unit.name), "{way}");
        for (id, _) in TEXTS {
            let told = |report: &Report| -> Vec<(Level, String)> {
                let paragraphs = &report.prose(id).unwrap().paragraphs;
                paragraphs.iter().map(|paragraph| (paragraph.level, paragraph.text())).collect()
            };
            assert_eq!(told(report), told(&wanted), "{way}");
            let all = report.prose(id).unwrap();
            assert!(!all.is_marked(all.all(), TextMark::Unverified), "{way}");
        }
        println!("{way}: {} keys and {} clicks", self.keys, self.clicks);
        self.keys + self.clicks
    }
}

/// A new report of the unit, for which the form was filled in.
fn begun() -> Clerk {
    let report = sample();
    let new = Report::new(report.unit.name.clone(), report.unit.kind, 2025);
    let mut clerk = Clerk::new(window([1280.0, 1000.0], Some(new)).0, NEW);
    steps(&mut clerk.window);
    clerk
}

fn retyped() -> usize {
    let mut clerk = begun();
    for (id, key) in TEXTS {
        clerk.press(CTRL, key);
        act(&mut clerk.window, Action::Go(ReportText::Section(id).place(CharRange { paragraph: 0, start: 0, end: 0 })));
        steps(&mut clerk.window);
        let prose = wanted().prose(id).unwrap().clone();
        for (number, paragraph) in prose.paragraphs.iter().enumerate() {
            if number > 0 {
                clerk.press(NONE, Key::Enter);
            }
            let level = if paragraph.level == Level::Body { Key::N } else { Key::Num2 };
            let before = number.checked_sub(1).map_or(Level::Body, |before| prose.paragraphs[before].level);
            if paragraph.level != before {
                clerk.press(Modifiers { shift: true, ..CTRL }, level);
            }
            clerk.type_text(&paragraph.text());
        }
    }
    clerk.type_numbers(&wanted());
    clerk.ends("retyped")
}

fn pasted() -> usize {
    let mut clerk = begun();
    for (id, key) in TEXTS {
        clerk.press(CTRL, key);
        let prose = sample().prose(id).unwrap().clone();
        let part = ReportText::Section(id);
        act(
            &mut clerk.window,
            Action::Run(SessionCommand::Paste { part, span: TextRange::within(0, 0, 0), piece: prose }),
        );
        steps(&mut clerk.window);
        clerk.count(FROM_WORD);
    }
    clerk.replace_year();
    clerk.mend_words();
    clerk.type_numbers(&wanted());
    clerk.ends("texts pasted from Word")
}

fn from_last_year() -> usize {
    let folder = window_harness::folder("key-count");
    let file: PathBuf = folder.join("上年.nianbao");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/weibin-2024.nianbao"), &file).unwrap();
    let (window, told) = window([1280.0, 1000.0], None);
    let mut clerk = Clerk::new(window, FILE);
    steps(&mut clerk.window);
    told.borrow_mut().path = Some(file);
    clerk.click("由上年年报新建…");
    steps(&mut clerk.window);
    for (_, key) in TEXTS {
        clerk.press(CTRL, key);
        clerk.click("上年这一部分");
        clerk.click("全部用上");
        // Read, and no longer to be verified.
        clerk.press(CTRL, Key::A);
        clerk.press(Modifiers { shift: true, ..CTRL }, Key::H);
    }
    clerk.replace_year();
    clerk.mend_words();
    for key in [Key::Num2, Key::Num3, Key::Num4] {
        clerk.press(CTRL, key);
        clerk.press(Modifiers { shift: true, ..CTRL }, Key::Num0);
    }
    for (key, number) in changed() {
        // A click on the cell, after the tab where it is another one.
        act(&mut clerk.window, Action::Go(Place::Cell(key)));
        steps(&mut clerk.window);
        clerk.count([1, 1]);
        clerk.type_text(&number.to_string());
        clerk.press(NONE, Key::Enter);
    }
    clerk.ends("from last year's file")
}

#[test]
fn last_years_file_saves_half_the_keys() {
    let (retyped, pasted, aided) = (retyped(), pasted(), from_last_year());
    assert!(aided * 2 <= pasted, "{aided} of {pasted}");
    assert!(aided * 2 <= retyped, "{aided} of {retyped}");
}
