//! Files in old formats through the window: nothing is converted that the user does not ask for, in a private folder
//! of which nothing is left, while the window tells it and lets it be stopped.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui_kittest::kittest::Queryable as _;
use nianbao::form::{Edition, Form};
use nianbao::session::{ExportFormat, OfficeConverter, PrintOptions};

use crate::window_harness::user::{SIZE, click, press};
use crate::window_harness::{self, Window, drop_file, sample, steps, window};

/// The first bytes of a compound file.
const OLD: [u8; 512] = {
    let mut bytes = [0; 512];
    let head = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let mut at = 0;
    while at < head.len() {
        bytes[at] = head[at];
        at += 1;
    }
    bytes
};

/// A folder with an old file, the same report as docx, and a program that hands the one out for the other.
fn office(name: &str, script: &str) -> (PathBuf, OfficeConverter) {
    let here = window_harness::folder(name);
    std::fs::write(here.join("旧.doc"), OLD).unwrap();
    let form = Form::of(Edition::Cn2021).unwrap();
    let new =
        nianbao::session::export_on(form, &sample(), ExportFormat::Docx, &PrintOptions::plain().unwrap()).unwrap();
    std::fs::write(here.join("new.docx"), new).unwrap();
    let program = here.join("soffice");
    std::fs::write(&program, format!("#!/bin/sh\nfor last; do :; done\nhere='{}'\n{script}\n", here.display()))
        .unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    (here, OfficeConverter { program })
}

/// Lets frames pass until the conversion has ended.
fn wait(window: &mut Window) {
    let begun = Instant::now();
    while window.state().is_working() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
        steps(window);
    }
    assert!(!window.state().is_working());
    steps(window);
}

fn said(window: &Window) -> String {
    window.state().dialogs.notice.clone().map(|notice| notice.text).unwrap_or_default()
}

#[test]
fn an_old_file_is_converted_where_the_user_wants_it() {
    let (here, converter) = office(
        "old-file",
        "stat -c %a \"$(dirname \"$last\")\" >\"$here/mode\"; cp \"$here/new.docx\" \"${last%.doc}.docx\"",
    );
    let (mut window, told) = window(SIZE, None);
    told.borrow_mut().converter = Some(converter);
    drop_file(&mut window, here.join("旧.doc"));
    steps(&mut window);
    window.get_by_label("这是旧格式的文件");
    assert!(!here.join("mode").exists(), "nothing is started that was not asked for");
    click(&mut window, "转换后导入");
    assert!(window.query_by_label_contains("soffice").is_some(), "told while it lasts");
    wait(&mut window);
    window.get_by_label("读入“旧.doc”");
    let reading = window.state().dialogs.import_review.clone().unwrap();
    assert_eq!(reading.reading.report.numbers, sample().numbers);
    assert_eq!(std::fs::read_to_string(here.join("mode")).unwrap().trim(), "700");
    assert_eq!(std::fs::read(here.join("旧.doc")).unwrap(), OLD);
}

/// A window that is closed while a program converts ends the program, and its folder goes; so does Esc.
#[test]
fn a_conversion_ends_with_its_window_and_with_escape() {
    for escape in [false, true] {
        ends(escape);
    }
}

fn ends(escape: bool) {
    let (here, converter) =
        office("old-file-ends", "echo $$ >\"$here/process\"; dirname \"$last\" >\"$here/folder\"; sleep 300");
    let (mut window, told) = window(SIZE, None);
    told.borrow_mut().converter = Some(converter);
    drop_file(&mut window, here.join("旧.doc"));
    steps(&mut window);
    click(&mut window, "转换后导入");
    let begun = Instant::now();
    while !here.join("folder").exists() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
        steps(&mut window);
    }
    assert!(window.state().is_working());
    if escape {
        press(&mut window, egui::Modifiers::NONE, egui::Key::Escape);
        wait(&mut window);
        assert!(said(&window).contains("已取消"), "{}", said(&window));
        assert!(window.state().dialogs.import_review.is_none());
    }
    drop(window);
    let folder = std::fs::read_to_string(here.join("folder")).unwrap();
    assert!(!Path::new(folder.trim()).exists(), "{folder}");
    let process = std::fs::read_to_string(here.join("process")).unwrap();
    let is_running = std::process::Command::new("kill").args(["-0", process.trim()]).output().unwrap().status.success();
    assert!(!is_running);
}

#[test]
fn what_fails_is_said_with_what_to_do() {
    let (here, converter) = office("old-file-fails", "exit 1");
    let (mut window, told) = window(SIZE, None);
    told.borrow_mut().converter = Some(converter);
    drop_file(&mut window, here.join("旧.doc"));
    steps(&mut window);
    click(&mut window, "转换后导入");
    wait(&mut window);
    assert!(said(&window).contains("LibreOffice 打不开它"), "{}", said(&window));
    // Without a program that converts, nothing is asked; a WPS is named, since it can only be used by hand.
    told.borrow_mut().converter = None;
    told.borrow_mut().wps = Some("/usr/bin/wps".into());
    drop_file(&mut window, here.join("旧.doc"));
    steps(&mut window);
    assert!(window.state().dialogs.question.is_none());
    let said = said(&window);
    assert!(said.contains("另存为 docx 或 xlsx") && said.contains("/usr/bin/wps"), "{said}");
}
