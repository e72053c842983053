//! Tables as in a spreadsheet: which cell is active, where each key leads, what a cell refuses.

use egui::{Event, Key, Modifiers, Pos2, Rect};
use egui_kittest::kittest::Queryable;
use nianbao::form::{CellKey, Form, SectionId, Table};
use nianbao::gui::table_editor;
use nianbao::gui::view_context::Tab;
use nianbao::report::{Number, Place, ReportText};

use crate::window_harness::user::{SIZE, click_at, empty, focus, press, report, type_text};
use crate::window_harness::{self, Window, show, steps, window};

const SCREENS: [[f32; 2]; 3] = [[1366.0, 700.0], [1280.0, 640.0], [1280.0, 720.0]];
const CTRL: Modifiers = Modifiers { ctrl: true, ..Modifiers::COMMAND };
const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;

fn key(name: &str) -> CellKey {
    CellKey::parse(name).unwrap()
}

/// A window with this cell active.
fn at(window: &mut Window, name: &str) {
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(key(name)));
    steps(window);
}

fn opened(name: &str) -> Window {
    let mut window = window(SIZE, Some(empty())).0;
    at(&mut window, name);
    window
}

fn table(window: &Window) -> (SectionId, &'static Table) {
    let document = window.state().document.as_ref().unwrap();
    let Tab::Section(id) = document.tab else { panic!("no section") };
    (id, document.session.form().table_of(id).unwrap())
}

/// The cell that takes what is typed, by its name.
fn active(window: &Window) -> String {
    let (id, table) = table(window);
    window.state().document.as_ref().unwrap().sections[&id].grid.focused(table).unwrap().to_string()
}

fn shown(window: &Window, name: &str) -> Option<String> {
    report(window).numbers.get(key(name)).map(|number| number.to_string())
}

/// Where a cell is shown and can be clicked.
fn rect(window: &Window, name: &str) -> Rect {
    let (_, table) = table(window);
    let label = table_editor::name(table.field(key(name)).unwrap());
    let cells = window.get_all_by_label(&label).map(|node| node.rect());
    cells.max_by(|one, other| one.height().total_cmp(&other.height())).unwrap()
}

/// What stands in the field of the cell that is being edited.
fn edited(window: &Window) -> Option<String> {
    window.query_by_label_contains(" …").map(|node| {
        use egui_kittest::kittest::NodeT;
        node.accesskit_node().value().unwrap_or_default()
    })
}

/// The cell that is active first, keys, and the cell that is active then.
type KeyWay = (&'static str, &'static [(Modifiers, Key)], &'static str);

#[test]
fn each_key_leads_where_a_spreadsheet_leads() {
    let first = "received.natural_person";
    let cases: [KeyWay; 14] = [
        // Below the first cell of a run of Tabs.
        (first, &[(NONE, Key::Tab), (NONE, Key::Tab), (NONE, Key::Enter)], "carried_in.natural_person"),
        (first, &[(NONE, Key::Tab), (SHIFT, Key::Tab), (NONE, Key::Enter)], "carried_in.natural_person"),
        // An arrow ends the run.
        (first, &[(NONE, Key::Tab), (NONE, Key::ArrowRight), (NONE, Key::Enter)], "carried_in.research"),
        ("carried_over.total", &[(NONE, Key::Tab)], "carried_over.total"),
        ("carried_over.total", &[(NONE, Key::Enter)], "carried_over.total"),
        (first, &[(CTRL, Key::ArrowDown)], "carried_over.natural_person"),
        ("granted.other", &[(CTRL, Key::ArrowDown)], "carried_over.other"),
        ("granted.other", &[(CTRL, Key::ArrowUp)], "received.other"),
        (first, &[(CTRL, Key::ArrowRight)], "received.total"),
        ("granted.other", &[(CTRL, Key::Home)], first),
        (first, &[(CTRL, Key::End)], "carried_over.total"),
        ("granted.other", &[(NONE, Key::Home)], "granted.natural_person"),
        ("granted.other", &[(NONE, Key::End)], "granted.total"),
        (first, &[(NONE, Key::Escape), (NONE, Key::ArrowDown)], "carried_in.natural_person"),
    ];
    for (from, keys, to) in cases {
        let mut window = opened(from);
        for (modifiers, key) in keys {
            press(&mut window, *modifiers, *key);
        }
        assert_eq!(active(&window), to, "{from}: {keys:?}");
    }
}

#[test]
fn numbers_typed_along_a_row_and_tab_go_on_below_its_first() {
    let mut window = opened("received.enterprise");
    for (digit, then) in [("1", Key::Tab), ("2", Key::Tab), ("3", Key::Enter), ("4", Key::Enter)] {
        type_text(&mut window, digit);
        press(&mut window, NONE, then);
    }
    let cells = ["received.enterprise", "received.research", "received.public_interest", "carried_in.enterprise"];
    assert_eq!(cells.map(|cell| shown(&window, cell).unwrap_or_default()), ["1", "2", "3", "4"]);
    assert_eq!(active(&window), "granted.enterprise");
}

#[test]
fn ctrl_and_an_arrow_stop_at_the_edge_of_what_is_filled() {
    let mut window = opened("granted.natural_person");
    for name in ["granted", "partly_granted", "state_secret", "not_held"] {
        at(&mut window, &format!("{name}.natural_person"));
        type_text(&mut window, "7");
        press(&mut window, NONE, Key::Enter);
    }
    at(&mut window, "granted.natural_person");
    for stop in ["state_secret", "not_held", "total"] {
        press(&mut window, CTRL, Key::ArrowDown);
        assert_eq!(active(&window), format!("{stop}.natural_person"));
    }
    at(&mut window, "granted.natural_person");
    press(&mut window, CTRL | SHIFT, Key::ArrowDown);
    assert_eq!(active(&window), "granted.natural_person", "the first cell of a range stays active");
    press(&mut window, NONE, Key::Delete);
    assert_eq!(
        ["granted", "state_secret", "not_held"].map(|row| shown(&window, &format!("{row}.natural_person")).is_some()),
        [false, false, true]
    );
}

#[test]
fn a_range_keeps_its_first_cell_active_and_enter_walks_through_it() {
    let mut window = opened("received.natural_person");
    press(&mut window, SHIFT, Key::ArrowRight);
    press(&mut window, SHIFT, Key::ArrowDown);
    for (digit, then, next) in [
        ("1", Key::Enter, "carried_in.natural_person"),
        ("2", Key::Enter, "received.enterprise"),
        ("3", Key::Tab, "carried_in.natural_person"),
        ("5", Key::Tab, "carried_in.enterprise"),
        ("4", Key::Tab, "received.natural_person"),
    ] {
        type_text(&mut window, digit);
        press(&mut window, NONE, then);
        assert_eq!(active(&window), next);
    }
    let cells =
        ["received.natural_person", "carried_in.natural_person", "received.enterprise", "carried_in.enterprise"];
    assert_eq!(cells.map(|cell| shown(&window, cell).unwrap_or_default()), ["1", "5", "3", "4"]);
}

#[test]
fn ctrl_d_fills_down() {
    let mut window = opened("received.natural_person");
    type_text(&mut window, "6");
    press(&mut window, NONE, Key::Enter);
    press(&mut window, CTRL, Key::D);
    assert_eq!(shown(&window, "carried_in.natural_person").as_deref(), Some("6"), "from the cell above");
    at(&mut window, "received.natural_person");
    for _ in 0..4 {
        press(&mut window, SHIFT, Key::ArrowDown);
    }
    press(&mut window, CTRL, Key::D);
    assert_eq!(shown(&window, "state_secret.natural_person").as_deref(), Some("6"));
    assert_eq!(shown(&window, "forbidden_by_law.natural_person"), None);
    press(&mut window, CTRL, Key::Z);
    assert_eq!(shown(&window, "state_secret.natural_person"), None, "one step");
}

#[test]
fn f2_edits_typing_replaces_escape_gives_up_and_delete_blanks() {
    let name = "received.natural_person";
    let mut window = opened(name);
    type_text(&mut window, "12");
    press(&mut window, NONE, Key::Enter);
    at(&mut window, name);
    press(&mut window, NONE, Key::F2);
    type_text(&mut window, "3");
    press(&mut window, NONE, Key::Escape);
    assert_eq!(shown(&window, name).as_deref(), Some("12"));
    press(&mut window, NONE, Key::F2);
    type_text(&mut window, "3");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(shown(&window, name).as_deref(), Some("123"));
    at(&mut window, name);
    type_text(&mut window, "4");
    press(&mut window, NONE, Key::Tab);
    assert_eq!(shown(&window, name).as_deref(), Some("4"));
    at(&mut window, name);
    press(&mut window, NONE, Key::Delete);
    assert_eq!(shown(&window, name), None);
    // What is computed says so.
    at(&mut window, "received.total");
    type_text(&mut window, "9");
    window.get_by_label_contains("自动合计，不能填写");
    assert_eq!(edited(&window), None);
}

/// Every way out of a cell in which something stands that is no number.
#[test]
fn a_refused_cell_keeps_the_focus_until_it_is_right_or_given_up() {
    let (id, first) = {
        let form = Form::of(nianbao::form::Edition::Cn2021).unwrap();
        let id = SectionId::Disclosure;
        (id, form.table_of(id).unwrap().fields[0].key.to_string())
    };
    type Way = (&'static str, fn(&mut Window));
    let ways: [Way; 10] = [
        ("Tab", |window| press(window, NONE, Key::Tab)),
        ("Shift+Tab", |window| press(window, SHIFT, Key::Tab)),
        ("Enter", |window| press(window, NONE, Key::Enter)),
        ("an arrow", |window| press(window, NONE, Key::ArrowDown)),
        ("another tab", |window| press(window, CTRL, Key::Num2)),
        ("the next tab", |window| press(window, CTRL, Key::PageDown)),
        ("the next finding", |window| press(window, NONE, Key::F8)),
        ("F6", |window| press(window, NONE, Key::F6)),
        ("a click into the text", |window| {
            let title =
                &Form::of(nianbao::form::Edition::Cn2021).unwrap().section(SectionId::Disclosure).unwrap().title;
            let fields = window.get_all_by_label(title).map(|node| node.rect());
            let at = fields.max_by(|one, other| one.width().total_cmp(&other.width())).unwrap().center();
            click_at(window, at);
        }),
        ("a click beside everything", |window| click_at(window, Pos2::new(6.0, 400.0))),
    ];
    for (way, leave) in ways {
        let mut window = opened(&first);
        let before = report(&window).clone();
        type_text(&mut window, "1,");
        leave(&mut window);
        steps(&mut window);
        assert_eq!(table(&window).0, id, "{way}");
        assert!(window.state().dialogs.notice.is_some(), "{way}: not said");
        type_text(&mut window, "2");
        assert_eq!(edited(&window).as_deref(), Some("1,2"), "{way}: typed elsewhere");
        assert!(window.state().dialogs.notice.is_none(), "{way}: said after it was mended");
        assert_eq!(*report(&window), before, "{way}");
        press(&mut window, NONE, Key::Escape);
        assert_eq!(edited(&window), None, "{way}");
        type_text(&mut window, "3");
        press(&mut window, NONE, Key::Enter);
        assert_eq!(shown(&window, &first).as_deref(), Some("3"), "{way}: the cell stays chosen");
    }
    // Given up, it is said no longer either.
    let mut window = opened(&first);
    type_text(&mut window, "1,");
    press(&mut window, NONE, Key::Tab);
    assert!(window.state().dialogs.notice.is_some());
    press(&mut window, NONE, Key::Escape);
    assert!(window.state().dialogs.notice.is_none());
    let mut window = opened(&first);
    type_text(&mut window, "1,");
    let below = table(&window).1.fields[1].key;
    at_other(&mut window, below);
    assert_eq!((edited(&window).as_deref(), active(&window)), (Some("1,"), first.clone()), "a click on another cell");
}

fn at_other(window: &mut Window, other: CellKey) {
    let at = rect(window, &other.to_string()).center();
    click_at(window, at);
    steps(window);
}

/// A report is not left over a number that is not entered, and the cell is where it was.
#[test]
fn a_refused_cell_keeps_the_report_open() {
    let mut window = opened("received.natural_person");
    type_text(&mut window, "1,");
    press(&mut window, CTRL, Key::W);
    assert!(window.state().document.is_some() && window.state().dialogs.question.is_none());
    assert_eq!(edited(&window).as_deref(), Some("1,"));
}

#[test]
fn the_active_cell_is_always_in_sight_below_the_head() {
    let keys = [
        (CTRL, Key::ArrowDown),
        (CTRL, Key::Home),
        (NONE, Key::PageDown),
        (NONE, Key::PageDown),
        (NONE, Key::PageUp),
        (CTRL, Key::End),
        (NONE, Key::ArrowUp),
        (CTRL, Key::ArrowUp),
        (CTRL, Key::End),
        (NONE, Key::PageUp),
    ];
    for size in SCREENS {
        for id in [SectionId::Disclosure, SectionId::Requests, SectionId::Disputes] {
            let mut window = window(size, Some(window_harness::sample())).0;
            show(&mut window, Tab::Section(id));
            let first = table(&window).1.fields[0].key.to_string();
            at(&mut window, &first);
            for (at, (modifiers, key)) in keys.into_iter().chain([(NONE, Key::Enter); 30]).enumerate() {
                press(&mut window, modifiers, key);
                let name = active(&window);
                let cell = rect(&window, &name);
                let inside = cell.top() > 100.0 && cell.bottom() < size[1] - 30.0;
                assert!(cell.height() > 20.0 && inside, "{size:?} {id:?} {at}: {key:?}: {name} at {cell:?}");
                // And a click there finds it, not the head above it.
                if at % 7 == 0 {
                    click_at(&mut window, cell.center());
                    assert_eq!(active(&window), name, "{size:?} {id:?}");
                }
            }
        }
    }
}

/// A table copied, sent through a spreadsheet and pasted: the same numbers.
#[test]
fn a_table_copied_to_a_spreadsheet_and_back_has_the_same_numbers() {
    for id in [SectionId::Disclosure, SectionId::Requests, SectionId::Disputes] {
        let (mut from, told) = window(SIZE, Some(window_harness::sample()));
        show(&mut from, Tab::Section(id));
        let first = table(&from).1.fields[0].key.to_string();
        at(&mut from, &first);
        press(&mut from, CTRL, Key::A);
        from.event(Event::Copy);
        steps(&mut from);
        let (text, html) = told.borrow().copied.clone().unwrap();
        for html in [None, Some(html)] {
            let (mut to, told) = window(SIZE, Some(empty()));
            at(&mut to, &first);
            told.borrow_mut().html = html;
            // A spreadsheet ends lines its own way.
            to.event(Event::Paste(text.replace('\n', "\r\n")));
            steps(&mut to);
            for field in table(&to).1.fields.iter().filter(|field| !field.total) {
                let number = |window: &Window| report(window).numbers.get(field.key).map(|number| number.to_string());
                assert_eq!(number(&to), number(&from), "{id:?}: {}", field.key);
            }
        }
    }
}

#[test]
fn a_pasted_dash_is_told_as_emptied() {
    let mut window = opened("received.natural_person");
    type_text(&mut window, "5");
    press(&mut window, NONE, Key::Enter);
    at(&mut window, "received.natural_person");
    window.event(Event::Paste("—\t3\t—\n".into()));
    steps(&mut window);
    assert_eq!(report(&window).numbers.get(key("received.natural_person")), None);
    assert_eq!(report(&window).numbers.get(key("received.enterprise")), Some(Number::Count(3)));
    window.get_by_label_contains("2 格清空了");
}

#[test]
fn what_was_pasted_is_chosen() {
    let mut window = opened("received.natural_person");
    window.event(Event::Paste("1\t2\n3\t4\n".into()));
    steps(&mut window);
    press(&mut window, NONE, Key::Delete);
    let cells =
        ["received.natural_person", "received.enterprise", "carried_in.natural_person", "carried_in.enterprise"];
    assert_eq!(cells.map(|cell| shown(&window, cell)), [None, None, None, None]);
    press(&mut window, CTRL, Key::Z);
    assert_eq!(cells.map(|cell| shown(&window, cell).unwrap_or_default()), ["1", "2", "3", "4"]);
}

/// The menu of a cell, by the right button and by keys, means all chosen cells.
#[test]
fn the_menu_of_cells() {
    let mut window = opened("received.natural_person");
    window.event(Event::Paste("1\t2\n3\t4\n".into()));
    steps(&mut window);
    let inside = rect(&window, "carried_in.enterprise").center();
    crate::window_harness::user::right_click_at(&mut window, inside);
    window.get_by_label_contains("剪切").click();
    steps(&mut window);
    let cells =
        ["received.natural_person", "received.enterprise", "carried_in.natural_person", "carried_in.enterprise"];
    assert_eq!(cells.map(|cell| shown(&window, cell)), [None, None, None, None]);
    // Beside what is chosen it means the cell there.
    let outside = rect(&window, "granted.research").center();
    crate::window_harness::user::right_click_at(&mut window, outside);
    assert_eq!(active(&window), "granted.research");
    press(&mut window, NONE, Key::Escape);
    type_text(&mut window, "8");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(shown(&window, "granted.research").as_deref(), Some("8"));
    at(&mut window, "granted.research");
    press(&mut window, SHIFT, Key::F10);
    window.get_by_label_contains("全选").click();
    steps(&mut window);
    press(&mut window, NONE, Key::Delete);
    assert_eq!(shown(&window, "granted.research"), None);
}

#[test]
fn f6_leaves_the_table_and_comes_back() {
    let mut window = opened("received.natural_person");
    press(&mut window, NONE, Key::F6);
    type_text(&mut window, "4");
    window.get_by_label_contains("请先把光标放到正文里");
    press(&mut window, NONE, Key::F6);
    type_text(&mut window, "5");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(shown(&window, "received.natural_person").as_deref(), Some("5"));
}

/// A click beside everything takes no caret away: what is typed next is where the user was.
#[test]
fn what_is_typed_after_a_click_beside_everything_goes_where_the_user_was() {
    let mut window = opened("received.natural_person");
    click_at(&mut window, Pos2::new(6.0, 400.0));
    type_text(&mut window, "8");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(shown(&window, "received.natural_person").as_deref(), Some("8"));
    let part = ReportText::Section(SectionId::Requests);
    focus(&mut window, part);
    type_text(&mut window, "甲");
    click_at(&mut window, Pos2::new(6.0, 400.0));
    type_text(&mut window, "乙");
    assert_eq!(report(&window).part(part).unwrap().text(), "甲乙");
}
