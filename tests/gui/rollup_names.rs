//! The names of what the window writes of a folder, and where the keys go when a notice is left.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::gui::action::Action;
use nianbao::gui::host::{FileDialog, RollupFile};
use nianbao::messages::Language;

use crate::rollup::{focused_row, january};
use crate::window_harness::user::{SIZE, press};
use crate::window_harness::{act, steps, wait_for_folder};

/// A name that ends with another kind of file is completed: what is written is what its name says.
#[test]
fn what_is_written_is_of_the_kind_that_its_name_says() {
    let (mut window, told, base) = january("rollup-window-names", SIZE, Language::Chinese);
    for (kind, asked, written) in [
        (RollupFile::Draft, "a.docx", "a.docx.nianbao"),
        (RollupFile::Xlsx, "b.csv", "b.csv.xlsx"),
        (RollupFile::Csv, "c", "c.csv"),
        (RollupFile::Charts, "d.xlsx", "d.xlsx.pdf"),
        (RollupFile::Charts, "e.SVG", "e.SVG"),
        (RollupFile::Draft, "2024.1", "2024.1.nianbao"),
    ] {
        told.borrow_mut().path = Some(base.join(asked));
        act(&mut window, Action::Choose(FileDialog::Rollup(kind)));
        steps(&mut window);
        wait_for_folder(&mut window);
        assert!(base.join(written).exists(), "{asked}");
        assert!(asked == written || !base.join(asked).exists(), "{asked}");
    }
}

#[test]
fn a_notice_about_sheets_has_sentences_and_escape_gives_the_list_its_keys() {
    let (mut window, told, base) = january("rollup-window-notice", SIZE, Language::Chinese);
    told.borrow_mut().path = Some(base.join("退"));
    act(&mut window, Action::Choose(FileDialog::Rollup(RollupFile::Returns)));
    steps(&mut window);
    wait_for_folder(&mut window);
    assert!(window.query_all_by_label_contains("退。退回单：").next().is_some());
    let close = window.get_by_label("收起");
    close.focus();
    steps(&mut window);
    assert_eq!(focused_row(&window), "");
    press(&mut window, Modifiers::NONE, Key::Escape);
    steps(&mut window);
    assert_ne!(focused_row(&window), "");
}
