//! Pictures of every tab, light and dark, drawn by the processor, so that they repeat exactly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desk;

use nianbao::app::scene::Tab;
use nianbao::form::SectionId;
use nianbao::report::Report;

/// Every tab with a name for its file.
const TABS: [(&str, Tab); 9] = [
    ("basics", Tab::Basics),
    ("overview", Tab::Section(SectionId::Overview)),
    ("disclosure", Tab::Section(SectionId::Disclosure)),
    ("requests", Tab::Section(SectionId::Requests)),
    ("disputes", Tab::Section(SectionId::Disputes)),
    ("problems", Tab::Section(SectionId::Problems)),
    ("others", Tab::Section(SectionId::Others)),
    ("checks", Tab::Checks),
    ("preview", Tab::Preview),
];

/// For the eye: NIANBAO_PICTURES=folder writes every tab in two sizes and both themes.
#[test]
fn every_tab_for_the_eye() {
    let Some(folder) = std::env::var_os("NIANBAO_PICTURES") else {
        println!("skipped: NIANBAO_PICTURES names no folder");
        return;
    };
    let folder = std::path::PathBuf::from(folder);
    for (size_name, size) in [("1280", [1280.0, 800.0]), ("1920", [1920.0, 1080.0])] {
        for dark in [false, true] {
            for (report_name, report) in reports() {
                let (mut window, _) = desk::window(size, report);
                window.state_mut().settings.dark = dark;
                let theme = if dark { "dark" } else { "light" };
                if window.state().work.is_none() {
                    desk::steps(&mut window);
                    let path = folder.join(format!("start-{theme}-{size_name}.png"));
                    window.render().unwrap().save(path).unwrap();
                    continue;
                }
                for (name, tab) in TABS {
                    desk::show(&mut window, tab);
                    let path = folder.join(format!("{report_name}-{name}-{theme}-{size_name}.png"));
                    window.render().unwrap().save(path).unwrap();
                }
            }
        }
    }
}

fn reports() -> Vec<(&'static str, Option<Report>)> {
    vec![("start", None), ("sample", Some(desk::sample()))]
}
