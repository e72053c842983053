//! Random events: no panic, and the report still saves and loads equal.

use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2};
use nianbao::gui::action::Action;
use nianbao::gui::dialogs::question::{Continuation, Question};
use nianbao::gui::dialogs::typed_path::TypedPathField;
use nianbao::gui::host::FileDialog;
use nianbao::gui::view_context::Tab;

use crate::window_harness;

/// So many events; NIANBAO_EVENTS sets another number.
const EVENTS: u32 = 100_000;
/// So many events come at most before somebody looks, each in a frame of its own or all in one, as on a
/// slow computer.
const TOGETHER: usize = 40;

const KEYS: [Key; 28] = [
    Key::ArrowUp,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::Tab,
    Key::Enter,
    Key::Escape,
    Key::Backspace,
    Key::Delete,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::F2,
    Key::F3,
    Key::F8,
    Key::F9,
    Key::A,
    Key::B,
    Key::F,
    Key::H,
    Key::K,
    Key::L,
    Key::Y,
    Key::Z,
    Key::Num0,
    Key::Num2,
    Key::Num3,
];
const TEXTS: [&str; 12] = ["1", "政", "府公开", "，", "12,345", "\u{1F600}", "（一）", "a", " ", "３", "𠮷", "é"];
const PASTES: [&str; 6] =
    ["1\t2\t3\n4\t5\t6", "（一）平台\n正文。\n1.事项", "abc", "12万元", "\t\t\n\n", "行\r\n\r\n行"];

#[test]
fn a_hundred_thousand_random_events() {
    let count = std::env::var("NIANBAO_EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(EVENTS);
    let mut random = fastrand::Rng::with_seed(20_250_110);
    let (mut window, _) = window_harness::window([1100.0, 760.0], Some(window_harness::sample()));
    // F9 brings it back now and then.
    window.state_mut().settings.preview = false;
    window.ctx.set_missing_glyph_policy(egui::epaint::text::MissingGlyphPolicy::Tofu);
    let mut sent = 0;
    while sent < count {
        let in_one_frame = random.bool();
        for _ in 0..random.usize(1..=TOGETHER) {
            let event = event(&mut random);
            match in_one_frame {
                true => window.input_mut().events.push(event),
                false => window.event(event),
            }
            sent += 1;
        }
        window.run_steps(if in_one_frame { TOGETHER / 4 } else { 1 });
        if window.state().document.is_none() || window.state().closing {
            window.state_mut().closing = false;
            window.state_mut().open_new(window_harness::sample());
        }
        // Boxes and dialogs open over everything, wherever the keys were, and stay until something closes them.
        if random.u32(..8) == 0 {
            open_box(&mut window, &mut random);
        }
        // The monkey must not stay in one place.
        if random.u32(..200) == 0 {
            let document = window.state_mut().document.as_mut().unwrap();
            let tabs = Tab::all(document.session.form());
            document.tab = tabs[random.usize(..tabs.len())];
        }
        if random.u32(..2000) == 0 {
            saves_and_loads_equal(&window);
        }
    }
    saves_and_loads_equal(&window);
}

/// Opens something with boxes in it: the find bar, the picker of numbers, a dialog, a question.
fn open_box(window: &mut window_harness::Window, random: &mut fastrand::Rng) {
    let path = TypedPathField { folder: "/无".into(), name: "a.pdf".into() };
    let finding = random.usize(..20);
    let actions = [
        Action::ShowFind,
        Action::ShowFind,
        Action::ShowNumberPicker,
        Action::ShowSettings,
        Action::ShowVersions,
        Action::ShowHelp,
        Action::ShowAbout,
        Action::PastePublished,
        Action::NewReport,
        Action::AskReason(finding),
        Action::Leave(Continuation::StartPage),
    ];
    match actions.get(random.usize(..=actions.len())) {
        Some(action) => window_harness::act(window, action.clone()),
        None => window.state_mut().dialogs.question = Some(Question::Path(FileDialog::Pdf, path)),
    }
}

fn saves_and_loads_equal(window: &window_harness::Window) {
    let document = window.state().document.as_ref().unwrap();
    let bytes = nianbao::storage::write(document.session.report()).unwrap();
    assert_eq!(&nianbao::storage::parse(&bytes).unwrap(), document.session.report());
}

fn event(random: &mut fastrand::Rng) -> Event {
    let position = Pos2::new(random.f32() * 1100.0, random.f32() * 760.0);
    let modifiers = match random.u32(..8) {
        0 => Modifiers::COMMAND | Modifiers::CTRL,
        1 => Modifiers::SHIFT,
        2 => Modifiers::COMMAND | Modifiers::CTRL | Modifiers::SHIFT,
        _ => Modifiers::NONE,
    };
    match random.u32(..20) {
        0..=4 => {
            let key = KEYS[random.usize(..KEYS.len())];
            Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
        }
        5..=8 => Event::Text(TEXTS[random.usize(..TEXTS.len())].into()),
        9 => Event::Paste(PASTES[random.usize(..PASTES.len())].into()),
        10 => [Event::Copy, Event::Cut][random.usize(..2)].clone(),
        11 => Event::Ime(ImeEvent::Preedit {
            text: ["zhong", "", "guo"][random.usize(..3)].into(),
            active_range_chars: None,
        }),
        12 => Event::Ime(ImeEvent::Commit(["中", "国家", ""][random.usize(..3)].into())),
        13..=14 => Event::PointerMoved(position),
        15..=18 => {
            Event::PointerButton { pos: position, button: PointerButton::Primary, pressed: random.bool(), modifiers }
        }
        _ => Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: egui::vec2(0.0, random.f32() * 6.0 - 3.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        },
    }
}
