//! How long a frame takes: a keystroke in a long section, a repaint. Prints what it measured; the
//! limits are for release builds, so nothing is asserted in others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desk;

use std::time::{Duration, Instant};

use egui_kittest::TestRenderer;
use nianbao::app::scene::Tab;
use nianbao::app::text::Editor;
use nianbao::form::SectionId;
use nianbao::prose::{Level, Paragraph, Prose};
use nianbao::report::Part;

const OVERVIEW: Part = Part::Section(SectionId::Overview);

/// The middle of several runs.
fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[test]
fn a_keystroke_in_twenty_thousand_characters() {
    let mut report = desk::sample();
    let line = "本单位按照政务公开工作要求，严格落实各项工作，积极通过门户网站等途径公开信息。".repeat(5);
    let paragraphs = (0..100).map(|_| Paragraph::new(Level::Body, line.clone())).collect();
    *report.prose_mut(SectionId::Overview) = Prose { paragraphs };
    let (mut window, _) = desk::window([1920.0, 1080.0], Some(report));
    desk::show(&mut window, Tab::Section(SectionId::Overview));
    window.ctx.memory_mut(|memory| memory.request_focus(Editor::id(OVERVIEW)));
    desk::steps(&mut window);
    let mut times = Vec::new();
    for _ in 0..15 {
        window.event(egui::Event::Text("字".into()));
        let began = Instant::now();
        window.step();
        times.push(began.elapsed());
    }
    let idle = (0..15).map(|_| {
        let began = Instant::now();
        window.step();
        began.elapsed()
    });
    let idle = middle(idle.collect());
    println!("keystroke {:?}, idle frame {idle:?}", middle(times));
}

#[test]
fn a_repaint_at_1920_by_1080() {
    let (mut window, _) = desk::window([1920.0, 1080.0], Some(desk::sample()));
    for (name, tab) in [("text", Tab::Section(SectionId::Overview)), ("table", Tab::Section(SectionId::Requests))] {
        desk::show(&mut window, tab);
        let context = window.ctx.clone();
        let mut whole = Vec::new();
        let mut soft = desk::Soft::default();
        window.render().unwrap();
        let output = window.output().clone();
        let mut tessellation = Vec::new();
        for dark in [false, true].repeat(8) {
            // Another ground makes everything be drawn again.
            context.set_theme(if dark { egui::Theme::Dark } else { egui::Theme::Light });
            let began = Instant::now();
            let frame = context.tessellate(output.shapes.clone(), 1.0);
            tessellation.push(began.elapsed());
            let began = Instant::now();
            soft.paint(&context, frame);
            whole.push(began.elapsed());
        }
        println!("{name}: shapes to triangles {:?}, triangles to pixels {:?}", middle(tessellation), middle(whole));
        let _ = TestRenderer::render(&mut soft, &context, &output);
    }
}
