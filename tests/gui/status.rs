//! How far the report is: calm while it is empty, and the same wherever it is shown.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::form::{CellKey, SectionId};
use nianbao::gui::section_status::{self, FindingGroup, SectionStatus};
use nianbao::gui::theme::Palette;
use nianbao::gui::view_context::{Tab, ViewContext};
use nianbao::layout::Paper;
use nianbao::messages::Language;
use nianbao::report::{Number, Place, Report, ReportStage};
use nianbao::richtext::{Paragraph, RichText};
use nianbao::session::Settings;

use crate::window_harness::user::{SIZE, click, empty, press, report, type_text, write_here};
use crate::window_harness::{self, Window, show, steps, window};

/// What the window is asked about without being drawn.
fn with_view<T>(window: &Window, look: impl FnOnce(&ViewContext<'_>) -> T) -> T {
    let document = window.state().document.as_ref().unwrap();
    let (paper, settings) = (Paper::default(), Settings::default());
    look(&document.view(&paper, &settings, Language::Chinese))
}

/// Reports from empty to finished, some with errors.
fn reports() -> Vec<(&'static str, Report)> {
    let key = |key: &str| CellKey::parse(key).unwrap();
    let mut begun = empty();
    begun.numbers.set(key("received.natural_person"), Some(Number::Count(5)));
    *begun.prose_mut(SectionId::Overview) = RichText::plain("2024年，我局认真做好政府信息公开工作。");
    let mut wrong = begun.clone();
    let form = nianbao::form::Form::of(wrong.form).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        let number = if field.key == key("received.natural_person") { 5 } else { 0 };
        wrong.numbers.set(field.key, Some(Number::Count(number)));
    }
    let mut placeholder = wrong.clone();
    *placeholder.prose_mut(SectionId::Problems) =
        RichText::plain("XX单位存在的主要问题是人员不足，今后将加强培训和交流。");
    let mut nameless = empty();
    nameless.unit.name = String::new();
    vec![
        ("empty", empty()),
        ("nameless", nameless),
        ("begun", begun),
        ("wrong", wrong),
        ("placeholder", placeholder),
        ("sample", window_harness::sample()),
    ]
}

#[test]
fn an_empty_report_counts_what_is_to_do_and_nothing_is_red() {
    let (mut window, _) = window(SIZE, Some(empty()));
    let to_do = with_view(&window, |view| section_status::count(view.findings, FindingGroup::ToDo));
    assert!(to_do > 0);
    window.get_by_label_contains(&format!("还需填写 {to_do} 项"));
    for tab in Tab::all(nianbao::form::Form::of(empty().form).unwrap()) {
        show(&mut window, tab);
        let red = Palette::of(egui::Theme::Light).error;
        let picture = window.render().unwrap();
        let red = |pixel: &&image::Rgba<u8>| pixel.0[..3] == [red.r(), red.g(), red.b()];
        assert_eq!(picture.pixels().filter(red).count(), 0, "{tab:?} has red in it");
        assert!(
            !window
                .root()
                .children_recursive()
                .any(|node| { node.accesskit_node().label().is_some_and(|label| label.contains("处错误")) })
        );
    }
}

/// Tabs, cells, the list and the status line say the same.
#[test]
fn signs_and_counts_agree_everywhere() {
    for (name, report) in reports() {
        let (mut window, _) = window([1600.0, 2400.0], Some(report));
        let form = nianbao::form::Form::of(nianbao::form::Edition::Cn2021).unwrap();
        let count = |group| with_view(&window, |view| section_status::count(view.findings, group));
        let (wrong, to_do) = (count(FindingGroup::Wrong), count(FindingGroup::ToDo));
        let warnings = count(FindingGroup::Warning);
        // The tabs.
        let states: Vec<(Tab, SectionStatus)> = with_view(&window, |view| {
            let tabs = Tab::all(form).into_iter().filter(|tab| *tab != Tab::Checks);
            tabs.filter_map(|tab| Some((tab, section_status::state(view, tab)?))).collect()
        });
        let errors = |state: &SectionStatus| if let SectionStatus::Errors(count) = state { *count } else { 0 };
        assert_eq!(states.iter().map(|(_, state)| errors(state)).sum::<usize>(), wrong, "{name}: tabs");
        let unfinished = states.iter().any(|(_, state)| !matches!(state, SectionStatus::Complete));
        assert_eq!(unfinished, wrong + to_do > 0, "{name}: a tab is done only when all of it is: {states:?}");
        for (tab, state) in &states {
            if let Tab::Section(id) = tab {
                let open = with_view(&window, |view| {
                    let own = view.findings.iter().filter(|seen| seen.finding.section == Some(*id));
                    own.filter(|seen| FindingGroup::of(&seen.finding) <= FindingGroup::ToDo).count()
                });
                assert_eq!(*state == SectionStatus::Complete, open == 0, "{name}: {tab:?}");
            }
        }
        // The status line.
        let line = with_view(&window, |view| section_status::summary(view.findings, Language::Chinese));
        assert_eq!(line.contains(&format!("错误 {wrong} 处")), wrong > 0, "{name}: {line}");
        assert_eq!(line.contains(&format!("还需填写 {to_do} 项")), to_do > 0, "{name}: {line}");
        assert_eq!(line.contains("可以定稿"), wrong + to_do == 0, "{name}: {line}");
        assert!(line.contains(&format!("提醒 {warnings} 处")), "{name}: {line}");
        show(&mut window, Tab::Checks);
        assert_eq!(window.query_all_by_label(&line).count(), 2, "{name}: the verdict and the status line");
        // The list: its filters count, and each finding or the line of those alike is there.
        for group in FindingGroup::ALL {
            let count = with_view(&window, |view| section_status::count(view.findings, group));
            let filter = format!("{} {count}", group.name(Language::Chinese));
            assert!(window.query_all_by_label(&filter).next().is_some(), "{name}: {filter}");
        }
        // The cells: one is red exactly where a finding of what is wrong lies at it.
        let document = window.state().document.as_ref().unwrap();
        let cells = |group: FindingGroup| {
            let own = document.findings.iter().filter(|seen| FindingGroup::of(&seen.finding) == group);
            own.flat_map(|seen| &seen.finding.places).filter(|place| matches!(place, Place::Cell(_))).count()
        };
        let red_cells = cells(FindingGroup::Wrong);
        let ground = Palette::of(egui::Theme::Light).error_ground;
        let mut red = 0;
        for id in [SectionId::Disclosure, SectionId::Requests, SectionId::Disputes] {
            show(&mut window, Tab::Section(id));
            let picture = window.render().unwrap();
            red += picture.pixels().filter(|pixel| pixel.0[..3] == [ground.r(), ground.g(), ground.b()]).count();
        }
        assert_eq!(red > 0, red_cells > 0, "{name}: cells");
    }
}

#[test]
fn tabs_do_not_move_while_their_marks_change() {
    let places = |report: Report| {
        let (window, _) = window(SIZE, Some(report));
        let tabs = window.query_all_by_role(egui::accesskit::Role::Tab);
        tabs.map(|tab| tab.rect()).collect::<Vec<_>>()
    };
    let first = places(empty());
    assert_eq!(first.len(), 9);
    for (name, report) in reports() {
        assert_eq!(places(report), first, "{name}");
    }
}

#[test]
fn a_tab_opens_at_its_top_and_comes_back_to_where_it_was() {
    let (mut window, _) = window([1280.0, 480.0], Some(window_harness::sample()));
    let top = |window: &Window, title: &str| {
        let nodes = window.query_all_by_label(title);
        nodes.map(|node| node.rect().top()).fold(f32::NEG_INFINITY, f32::max)
    };
    show(&mut window, Tab::Section(SectionId::Requests));
    let began = top(&window, "填报要求");
    window.hover_at(egui::pos2(400.0, 300.0));
    steps(&mut window);
    window.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: egui::vec2(0.0, -20.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    });
    window.run_steps(40);
    let scrolled = top(&window, "填报要求");
    assert!(scrolled < began - 50.0, "{began} {scrolled}");
    show(&mut window, Tab::Section(SectionId::Disputes));
    assert_eq!(top(&window, "填报要求"), began, "another tab begins at its top");
    show(&mut window, Tab::Section(SectionId::Requests));
    assert_eq!(top(&window, "填报要求"), scrolled, "and this one is where it was");
}

/// 1920 × 1080 and 1280 × 720 at 150 %.
#[test]
fn table_three_shows_rows_of_data_at_150_percent() {
    for (size, least) in [([1280.0, 720.0], 6), ([853.0, 480.0], 2)] {
        let (mut window, _) = window(size, Some(window_harness::sample()));
        show(&mut window, Tab::Section(SectionId::Requests));
        let form = nianbao::form::Form::of(nianbao::form::Edition::Cn2021).unwrap();
        let table = form.table_of(SectionId::Requests).unwrap();
        let seen = table.fields.iter().filter(|field| {
            let name = nianbao::gui::table_editor::name(field);
            let mut cells = window.query_all_by_label_contains(&name).map(|cell| cell.rect());
            cells.any(|rect| rect.top() > 0.0 && rect.bottom() < size[1] - 64.0)
        });
        let rows = seen.map(|field| table.cells[field.cell].row).collect::<std::collections::BTreeSet<_>>();
        assert!(rows.len() >= least, "{size:?}: {rows:?}");
    }
}

/// 定稿 by the button: afterwards nothing that is typed gets in, and it is said; taken back, it does again.
#[test]
fn what_is_final_is_read_only_until_it_is_taken_back() {
    let mut ready = window_harness::sample();
    let text = ready.prose(SectionId::Overview).unwrap().clone();
    let paragraphs = text
        .paragraphs
        .iter()
        .map(|one| Paragraph::new(one.level, one.text().replace("门户网站、等途径", "门户网站等途径")));
    ready.prose_mut(SectionId::Overview).paragraphs = paragraphs.collect();
    let (mut window, _) = window([1280.0, 1600.0], Some(ready));
    show(&mut window, Tab::Basics);
    let button = |window: &Window, name: &str| {
        window
            .query_all_by_role_and_label(egui::accesskit::Role::Button, name)
            .next()
            .is_some_and(|node| !node.accesskit_node().is_disabled())
    };
    assert!(!button(&window, "定稿"), "nobody is named yet");
    window.get_by_label_contains("先写上经办人");
    window.get_by_role_and_label(egui::accesskit::Role::TextInput, "经办人").focus();
    steps(&mut window);
    type_text(&mut window, "李四");
    steps(&mut window);
    assert!(button(&window, "定稿") && !button(&window, "已公开"));
    click(&mut window, "定稿");
    assert_eq!(report(&window).stage(), ReportStage::Final);
    let before = report(&window).clone();
    write_here(&mut window);
    type_text(&mut window, "不该进去的字");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(*report(&window), before);
    window.get_by_label_contains("已经定稿");
    show(&mut window, Tab::Basics);
    click(&mut window, "取消定稿");
    write_here(&mut window);
    type_text(&mut window, "可以写了");
    assert_ne!(report(&window).sections, before.sections);
    assert_eq!(report(&window).stages.len(), 2);
}

/// An empty text says what may be done with it, whole: the words are not clipped to the width of no text.
#[test]
fn an_empty_text_shows_its_hint() {
    let (mut window, _) = window(SIZE, Some(empty()));
    show(&mut window, Tab::Section(SectionId::Others));
    let hints = window.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) if text.galley.text().starts_with("在这里写") => {
            Some(clipped.clip_rect.contains_rect(text.visual_bounding_rect()))
        }
        _ => None,
    });
    assert_eq!(hints.collect::<Vec<_>>(), [true]);
}
