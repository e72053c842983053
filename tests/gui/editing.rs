//! What a clerk finds while writing: subheadings, lists, linked numbers, what is to be verified,
//! keys for every tab, names for every control.

use egui::accesskit::{Action, Role};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use nianbao::check::Severity;
use nianbao::form::{CellKey, SectionId, UnitKind};
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::report::{Number, Place, Report};
use nianbao::richtext::{Level, ListKind, RichText};

use crate::window_harness::user::{OVERVIEW, SIZE, click, empty, press, report, type_text, write_here};
use crate::window_harness::{self, Window, steps, window, window_in};

fn prose(window: &Window) -> &RichText {
    report(window).part(OVERVIEW).unwrap()
}

#[test]
fn what_is_to_be_verified_keeps_the_report_from_being_ready() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    let errors = |window: &Window| {
        let findings = &window.state().document.as_ref().unwrap().findings;
        findings.iter().filter(|seen| seen.finding.severity == Severity::Error).count()
    };
    steps(&mut window);
    let before = errors(&window);
    write_here(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::Home);
    press(&mut window, Modifiers::SHIFT, Key::End);
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    assert_eq!(errors(&window), before + 1);
    let findings = &window.state().document.as_ref().unwrap().findings;
    assert!(findings.iter().any(|seen| seen.text.contains("标着待核实")));
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    assert_eq!(errors(&window), before);
}

/// Ticked in the basics, a rule pack is kept with the draft and checked by at once; a broken one is said.
#[test]
fn a_rule_pack_is_chosen() {
    let here = window_harness::folder("packs of a window");
    let rules = here.join("nianbao").join("rules");
    std::fs::create_dir_all(&rules).unwrap();
    let pack = "id = \"qinghe\"\ntitle = \"青禾县通知\"\nsource = \"青政办发〔2024〕7号\"\nseverity = \"error\"\n\
        [[requirement]]\nname = \"网络安全\"\nsection = \"problems\"\nphrases = [\"网络安全\"]\n";
    std::fs::write(rules.join("qinghe.toml"), pack).unwrap();
    std::fs::write(rules.join("broken.toml"), "id = 3").unwrap();
    let told = window_harness::Told { settings: Some(here.join("nianbao.json")), ..Default::default() };
    let (mut window, _) = window_harness::window_of(SIZE, Some(window_harness::sample()), Language::Chinese, told);
    steps(&mut window);
    assert!(window.query_by_label_contains("broken.toml”第 1 行第 6 列有错").is_some());
    let found = |window: &Window| {
        let findings = &window.state().document.as_ref().unwrap().findings;
        findings.iter().any(|seen| seen.text.contains("没有写到网络安全"))
    };
    window_harness::show(&mut window, Tab::Basics);
    // It lies below the findings line.
    window.get_by_label("青禾县通知（青政办发〔2024〕7号）").scroll_to_me();
    steps(&mut window);
    click(&mut window, "青禾县通知（青政办发〔2024〕7号）");
    assert!(report(&window).rule_packs == ["qinghe"] && found(&window));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(report(&window).rule_packs.is_empty() && !found(&window));
    // Chosen in the settings, it is for every report.
    window_harness::act(&mut window, nianbao::gui::action::Action::ShowSettings);
    steps(&mut window);
    window.query_all_by_label("青禾县通知（青政办发〔2024〕7号）").last().unwrap().click();
    steps(&mut window);
    assert!(found(&window) && report(&window).rule_packs.is_empty());
    assert!(std::fs::read_to_string(here.join("nianbao.json")).unwrap().contains("qinghe"));
}

#[test]
fn the_five_aspects_as_subheadings() {
    let (mut window, _) = window(SIZE, Some(empty()));
    window_harness::show(&mut window, Tab::Section(SectionId::Overview));
    click(&mut window, "+ 依申请公开");
    type_text(&mut window, "a");
    let lines = |window: &Window| prose(window).paragraphs.iter().map(|it| (it.level, it.text())).collect::<Vec<_>>();
    assert_eq!(lines(&window), [(Level::Second, "（一）依申请公开".to_owned()), (Level::Body, "a".to_owned())]);
    click(&mut window, "+ 全部");
    let all = lines(&window);
    assert_eq!(all.iter().filter(|(level, _)| *level == Level::Second).count(), 5);
    assert_eq!(all[8], (Level::Second, "（五）监督保障".to_owned()));
    // The caret waits under the first of them.
    type_text(&mut window, "b");
    assert_eq!(lines(&window)[3], (Level::Body, "b".to_owned()));
    assert!(window.query_by_label("+ 全部").is_none(), "nothing more to offer");
}

#[test]
fn a_list_of_two_levels() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    type_text(&mut window, "a");
    let mut after = Vec::new();
    for _ in 0..3 {
        press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
        after.push(prose(&window).paragraphs[0].list);
    }
    assert_eq!(after, [Some(ListKind::Outer), Some(ListKind::Inner), None]);
}

#[test]
fn a_linked_number_says_what_it_follows_and_can_stop() {
    let (mut window, _) = window(SIZE, Some(empty()));
    let key = CellKey::parse("received.natural_person").unwrap();
    write_here(&mut window);
    type_text(&mut window, "a");
    press(&mut window, Modifiers::COMMAND, Key::K);
    // The field has the focus at once, and Enter takes the first that fits.
    type_text(&mut window, "新收 自然人");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(prose(&window).links().count(), 1);
    window.get_by_label_contains("跟随：一、本年新收政府信息公开申请数量 · 自然人");
    click(&mut window, "不再跟随表格");
    assert_eq!(prose(&window).links().count(), 0);
    assert_eq!(report(&window).numbers.get(key), None);
}

#[test]
fn numbers_before_headings_come_and_go() {
    let (mut window, _) = window(SIZE, Some(empty()));
    write_here(&mut window);
    type_text(&mut window, "a");
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Num2);
    click(&mut window, "标题编号");
    assert_eq!(prose(&window).text(), "（一）a");
    click(&mut window, "格式");
    click(&mut window, "去掉编号");
    assert_eq!(prose(&window).text(), "a");
}

#[test]
fn one_number_pasted_over_several_cells() {
    let (mut window, _) = window(SIZE, Some(empty()));
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(CellKey::parse("received.natural_person").unwrap()));
    steps(&mut window);
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    window.event(Event::Paste("３件".into()));
    steps(&mut window);
    let number = |key: &str| report(&window).numbers.get(CellKey::parse(key).unwrap());
    assert_eq!(number("received.natural_person"), Some(Number::Count(3)));
    assert_eq!(number("carried_in.natural_person"), Some(Number::Count(3)));
    window.get_by_label_contains("2 格去掉了");
    click(&mut window, "收起");
    assert!(window.query_by_label_contains("2 格去掉了").is_none());
}

#[test]
fn ctrl_and_a_digit_show_a_tab() {
    let (mut window, _) = window(SIZE, Some(empty()));
    steps(&mut window);
    // The sections by their own numbers, then what stands behind them and before them.
    let mut tabs = Tab::all(window.state().document.as_ref().unwrap().session.form());
    tabs.rotate_left(1);
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    for (tab, key) in tabs.into_iter().zip(keys) {
        press(&mut window, Modifiers::COMMAND, key);
        assert_eq!(window.state().document.as_ref().unwrap().tab, tab);
    }
}

#[test]
fn a_small_page_leads_to_the_page() {
    let (mut window, _) = window([1600.0, 900.0], Some(window_harness::sample()));
    window_harness::show(&mut window, Tab::Preview);
    window.get_by_label("1 / 6");
    click(&mut window, "第 4 页缩略图");
    window.get_by_label("4 / 6");
}

#[test]
fn every_control_has_a_name_in_both_languages() {
    for language in Language::ALL {
        for size in [SIZE, [720.0, 480.0]] {
            let (mut window, _) = window_in(size, Some(window_harness::sample()), language);
            steps(&mut window);
            for tab in Tab::all(window.state().document.as_ref().unwrap().session.form()) {
                window_harness::show(&mut window, tab);
                for node in window.root().children_recursive() {
                    let node = node.accesskit_node();
                    let plain = matches!(
                        node.role(),
                        Role::GenericContainer | Role::ScrollView | Role::ScrollBar | Role::Window
                    );
                    if plain || !(node.data().supports_action(Action::Click) || node.role() == Role::TextInput) {
                        continue;
                    }
                    let name = node.label().or_else(|| node.value()).unwrap_or_default();
                    assert!(!name.trim().is_empty(), "{tab:?} in {language:?}: a {:?} without a name", node.role());
                }
            }
        }
    }
}

#[test]
fn a_draft_is_remembered_with_its_state_and_its_last_year() {
    let folder = window_harness::folder("remembered");
    let (last, draft) = (folder.join("2023.nianbao"), folder.join("2024.nianbao"));
    let former = Report::new("示例市水务局", UnitKind::Department, 2023);
    std::fs::write(&last, nianbao::storage::write(&former).unwrap()).unwrap();
    let (mut window, told) = window(SIZE, Some(empty()));
    window_harness::show(&mut window, Tab::Basics);
    told.borrow_mut().path = Some(last.clone());
    click(&mut window, "选取上年年报…");
    told.borrow_mut().path = Some(draft.clone());
    press(&mut window, Modifiers::COMMAND, Key::S);
    let recent = window.state().settings.recent[0].clone();
    assert_eq!(
        (recent.path, recent.changed.as_str(), recent.last_year),
        (draft.clone(), "2025-01-10 14:03", Some(last))
    );
    assert!(recent.errors.is_some() && recent.to_do > 0);
    press(&mut window, Modifiers::COMMAND, Key::W);
    window.get_by_label_contains("还需填写");
    window.state_mut().open(draft);
    steps(&mut window);
    let compared = window.state().document.as_ref().unwrap().session.last_year().map(|last| last.year);
    assert_eq!(compared, Some(2023), "it is compared with the same report again");
}

#[test]
fn printing_needs_no_saved_draft_and_touches_no_file_of_the_user() {
    let (mut window, told) = window(SIZE, Some(window_harness::sample()));
    steps(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::P);
    let shown = told.borrow().shown.clone();
    assert!(std::fs::read(&shown[0]).unwrap().starts_with(b"%PDF"));
    window.get_by_label_contains("Ctrl+P");
    assert!(window.state().document.as_ref().unwrap().exported.is_none());
}

#[test]
fn what_word_and_browsers_copy_keeps_its_structure_and_loses_its_fonts() {
    let (mut window, told) = window(SIZE, Some(empty()));
    write_here(&mut window);
    told.borrow_mut().html = Some(
        "Version:0.9\r\nStartHTML:00000097\r\n<html><body><!--StartFragment--><h2>（一）主动公开</h2>\
         <p style='font-family:Comic Sans MS;font-size:30pt;color:red'>公开<b>41</b>条。</p>\
         <ul><li>网站</li></ul><!--EndFragment--></body></html>"
            .into(),
    );
    window.event(Event::Paste("（一）主动公开 公开41条。 网站".into()));
    steps(&mut window);
    let lines: Vec<_> = prose(&window).paragraphs.iter().map(|it| (it.level, it.list, it.text())).collect();
    let wanted = [
        (Level::Second, None, "（一）主动公开"),
        (Level::Body, None, "公开41条。"),
        (Level::Body, Some(ListKind::Outer), "网站"),
    ];
    assert_eq!(lines, wanted.map(|(level, list, text)| (level, list, text.to_owned())));
    let bold: Vec<_> = prose(&window).paragraphs[1].runs().iter().filter(|run| run.marks.bold).collect();
    assert_eq!(bold.iter().map(|run| run.text.as_str()).collect::<String>(), "41");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(report(&window).part(OVERVIEW).is_none_or(RichText::is_blank), "one paste is one step");
}

#[test]
fn a_table_of_a_web_page_pasted_into_cells() {
    let (mut window, told) = window(SIZE, Some(empty()));
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(CellKey::parse("received.natural_person").unwrap()));
    steps(&mut window);
    told.borrow_mut().html = Some("<table><tr><td>4</td><td>5</td></tr><tr><td>6</td><td>7</td></tr></table>".into());
    window.event(Event::Paste("4 5\n6 7".into()));
    steps(&mut window);
    let number = |key: &str| report(&window).numbers.get(CellKey::parse(key).unwrap());
    assert_eq!(number("received.enterprise"), Some(Number::Count(5)));
    assert_eq!(number("carried_in.enterprise"), Some(Number::Count(7)));
}

#[test]
fn saving_keeps_what_is_still_being_typed() {
    let folder = window_harness::folder("typing");
    let (mut window, told) = window(SIZE, Some(empty()));
    told.borrow_mut().path = Some(folder.join("a.nianbao"));
    window.state_mut().document.as_mut().unwrap().go(Place::Cell(CellKey::parse("received.natural_person").unwrap()));
    steps(&mut window);
    type_text(&mut window, "7");
    press(&mut window, Modifiers::COMMAND, Key::S);
    let saved = || nianbao::storage::load(&nianbao::storage::RealDisk, &folder.join("a.nianbao")).unwrap();
    assert_eq!(saved().numbers.get(CellKey::parse("received.natural_person").unwrap()), Some(Number::Count(7)));
    press(&mut window, Modifiers::COMMAND, Key::Num9);
    window.get_by_role_and_label(Role::TextInput, "单位全称").click();
    steps(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::A);
    type_text(&mut window, "示例市林业局");
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(saved().unit.name, "示例市林业局");
    assert!(!window.state().title().contains('●'));
}

#[test]
fn commands_leave_text_out_of_sight_alone() {
    let (mut window, _) = window(SIZE, Some(window_harness::sample()));
    write_here(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Modifiers::COMMAND, Key::Num7);
    let before = prose(&window).clone();
    press(&mut window, Modifiers::COMMAND, Key::B);
    assert_eq!(&before, prose(&window));
}

#[test]
fn a_command_without_a_caret_says_so() {
    let (mut window, _) = window(SIZE, Some(empty()));
    window_harness::show(&mut window, Tab::Checks);
    press(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_label_contains("请先把光标放到正文里");
}

#[test]
fn the_customary_preface_and_the_sheet_for_approval() {
    let (mut window, _) = window([1600.0, 900.0], Some(empty()));
    window_harness::show(&mut window, Tab::Basics);
    click(&mut window, "写上编制依据和统计期限");
    assert!(report(&window).preface.text().contains("2024年1月1日"), "{}", report(&window).preface.text());
    assert!(window.query_by_label("写上编制依据和统计期限").is_none());
    window_harness::show(&mut window, Tab::Preview);
    let pages = |window: &Window| window.state().document.as_ref().unwrap().paper.value().unwrap().pages.len();
    let before = pages(&window);
    click(&mut window, "附审签单");
    assert_eq!(pages(&window), before + 1);
}

/// A character that hardly any report has, in a field that is not printed: its font lies packed in
/// the program until then.
#[test]
fn a_scarce_character_is_shown_wherever_it_is_typed() {
    let (mut window, _) = window(SIZE, Some(empty()));
    let found = |window: &Window| {
        let names = |fonts: &[egui::epaint::text::FontInsert]| fonts.iter().map(|font| font.name.clone()).collect();
        window.ctx.fonts(|fonts| -> Vec<String> { names(fonts.discovered_fonts()) })
    };
    steps(&mut window);
    assert!(found(&window).is_empty(), "unpacked before it was needed");
    press(&mut window, Modifiers::COMMAND, Key::F);
    type_text(&mut window, "㐀");
    assert_eq!(found(&window), ["own/scarce"]);
}
