//! Input methods: what is composed stands at the caret, the candidates under its line, a phrase is
//! one step, and nothing is doubled or lost when the focus moves while something is composed.

use egui::{Event, ImeEvent, Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::{SectionId, UnitKind};
use nianbao::gui::view_context::Tab;
use nianbao::report::{Report, ReportText};

use crate::window_harness::user::{OVERVIEW, SIZE, commit, focus, preedit};
use crate::window_harness::{self, Window, steps, window};

const PROBLEMS: ReportText = ReportText::Section(SectionId::Problems);

#[test]
fn candidates_stand_under_the_line_at_the_caret() {
    let mut window = open();
    let before = candidates(&window);
    commit(&mut window, "政府信息");
    let after = candidates(&window);
    assert!(after.min.x > before.min.x + 60.0, "{before:?} {after:?}");
    preedit(&mut window, "gong kai");
    let composing = candidates(&window);
    for rect in [before, after, composing] {
        assert!(rect.height() <= 1.0, "under the line, not on it: {rect:?}");
    }
    assert_eq!(after.max.y, composing.max.y, "the same line");
    assert_eq!(text(&window, OVERVIEW), "政府信息", "what is composed is not in the report");
}

#[test]
fn phrases_make_one_step_as_letters_do() {
    let mut window = open();
    for phrase in ["政府", "信息", "公开"] {
        preedit(&mut window, "x");
        preedit(&mut window, "x y");
        commit(&mut window, phrase);
    }
    preedit(&mut window, "。");
    commit(&mut window, "。");
    preedit(&mut window, "x");
    commit(&mut window, "工作");
    for (key, steps_of_text) in [(Key::Z, ["政府信息公开。", ""]), (Key::Y, ["政府信息公开。", "政府信息公开。工作"])]
    {
        for left in steps_of_text {
            window.key_press_modifiers(Modifiers::COMMAND, key);
            steps(&mut window);
            assert_eq!(text(&window, OVERVIEW), left);
        }
    }
}

/// What is typed does not make the input method begin anew, which would cost a key two more frames.
#[test]
fn keys_leave_the_input_method_alone() {
    let mut window = open();
    let typed = [Event::Text("甲".into()), Event::Ime(ImeEvent::Commit("乙".into())), Event::Text("丙".into())];
    for event in typed {
        window.event(event.clone());
        window.step();
        let ime = window.output().platform_output.ime.as_ref().expect("a field that takes input methods");
        assert!(!ime.should_interrupt_composition, "{event:?}");
    }
    assert_eq!(text(&window, OVERVIEW), "甲乙丙");
}

/// A slow computer hands over several keys in one frame: copying and pasting keep their turn.
#[test]
fn keys_that_come_together_are_taken_in_their_order() {
    let key = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let all = || key(Key::A, Modifiers::COMMAND);
    let end = || key(Key::End, Modifiers::COMMAND);
    let (text, paste) = (|text: &str| Event::Text(text.into()), |text: &str| Event::Paste(text.into()));
    for (events, expected) in [
        (vec![end(), paste("丙")], "甲乙丙"),
        (vec![all(), end(), paste("丙"), text("丁"), paste("戊")], "甲乙丙丁戊"),
        (vec![all(), Event::Cut, text("丙"), paste("丁")], "丙丁"),
        (vec![paste("丙"), all(), text("丁")], "丁"),
        (vec![text("丙"), all(), Event::Copy, key(Key::Backspace, Modifiers::NONE), text("丁")], "丁"),
    ] {
        let mut window = open();
        commit(&mut window, "甲乙");
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        steps(&mut window);
        window.input_mut().events.extend(events.clone());
        window.step();
        window.run_steps(8);
        assert_eq!(self::text(&window, OVERVIEW), expected, "{events:?}");
    }
}

/// The focus goes while something is composed. Input methods then do one of three things: nothing,
/// they give up, or they hand over the phrase late.
#[test]
fn nothing_is_doubled_or_lost_when_the_focus_moves() {
    for (late, kept) in [
        (vec![], "前zheng fu"),
        (vec![ImeEvent::Commit("政府".into())], "前政府"),
        (vec![ImeEvent::Preedit { text: String::new(), active_range_chars: None }], "前zheng fu"),
        (
            vec![
                ImeEvent::Preedit { text: String::new(), active_range_chars: None },
                ImeEvent::Commit("zhengfu".into()),
            ],
            "前zhengfu",
        ),
    ] {
        let mut window = open();
        commit(&mut window, "前");
        preedit(&mut window, "zheng fu");
        // Somewhere else in the same tab: the find field.
        let elsewhere = egui::Id::unique("nowhere");
        window.ctx.memory_mut(|memory| memory.request_focus(elsewhere));
        steps(&mut window);
        for event in late {
            window.event(Event::Ime(event));
        }
        steps(&mut window);
        assert_eq!(text(&window, OVERVIEW), kept);
        // What is composed next belongs to where the caret is then.
        window_harness::show(&mut window, Tab::Section(SectionId::Problems));
        focus(&mut window, PROBLEMS);
        preedit(&mut window, "wen ti");
        commit(&mut window, "问题");
        assert_eq!((text(&window, OVERVIEW).as_str(), text(&window, PROBLEMS).as_str()), (kept, "问题"));
    }
}

/// Sogou and others hand over without composing; that is never mistaken for a late phrase.
#[test]
fn a_phrase_without_composition_goes_where_the_caret_is() {
    let mut window = open();
    commit(&mut window, "一");
    window_harness::show(&mut window, Tab::Section(SectionId::Problems));
    focus(&mut window, PROBLEMS);
    commit(&mut window, "二");
    assert_eq!((text(&window, OVERVIEW).as_str(), text(&window, PROBLEMS).as_str()), ("一", "二"));
}

fn open() -> Window {
    let (mut window, _) = window(SIZE, Some(Report::new("示例市水务局", UnitKind::Department, 2024)));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    focus(&mut window, OVERVIEW);
    window
}

/// Where the input method is told that the caret is.
fn candidates(window: &Window) -> Rect {
    window.output().platform_output.ime.as_ref().expect("a field that takes input methods").cursor_rect
}

fn text(window: &Window, part: ReportText) -> String {
    let report = window.state().document.as_ref().unwrap().session.report();
    report.part(part).map(nianbao::richtext::RichText::text).unwrap_or_default()
}

/// A list of candidates that stands elsewhere hides what it is for.
#[test]
fn candidates_stand_at_the_caret_of_every_box() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    let near = |window: &Window, label: &str| {
        let field = window.get_all_by_label_contains(label);
        let mut fields = field.filter(|node| node.accesskit_node().role() == egui::accesskit::Role::TextInput);
        let field = fields.next().unwrap().rect();
        let caret = candidates(window);
        assert!(field.expand(3.0).contains(caret.center()), "{label}: {caret:?} of {field:?}");
        caret.left() - field.left()
    };
    window_harness::user::press(&mut window, Modifiers::COMMAND, Key::F);
    let before = near(&window, "查找");
    preedit(&mut window, "gong kai");
    assert!(near(&window, "查找") > before + 20.0, "the caret moves on");
    commit(&mut window, "公开");
    window_harness::user::press(&mut window, Modifiers::NONE, Key::Escape);
    let key = nianbao::form::CellKey::parse("received.natural_person").unwrap();
    window.state_mut().document.as_mut().unwrap().go(nianbao::report::Place::Cell(key));
    steps(&mut window);
    window_harness::user::press(&mut window, Modifiers::NONE, Key::F2);
    near(&window, " …");
    window_harness::user::press(&mut window, Modifiers::NONE, Key::Escape);
    window_harness::user::write_here(&mut window);
    window_harness::user::press(&mut window, Modifiers::COMMAND, Key::K);
    near(&window, "按行列名称查找");
}
