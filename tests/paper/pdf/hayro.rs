//! hayro, a reader and renderer written in Rust by others: a program of its own, `tests/renderer`.

use std::path::Path;

use nianbao::layout::FontSet;
use nianbao::pdf::{self, PdfProfile};

use super::{handmade_pages, other_readers, reader, runs, sample_report, written};
use crate::skip::{skip, skip_part};

/// What the renderer says; `None` where it was not built.
pub fn renderer(arguments: &[&str]) -> Option<String> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/target/renderer/debug/nianbao-renderer");
    if !Path::new(program).exists() {
        skip_part(&format!("{program} is not built (tests/renderer/Cargo.toml says how)"));
        return None;
    }
    reader::program(program, arguments)
}

#[test]
fn a_rust_renderer_reads_what_was_laid_out() {
    for (name, paper) in [
        ("sample", handmade_pages::sample()),
        ("plain", sample_report::paper(false)),
        ("rich", sample_report::paper(true)),
    ] {
        let laid: String = runs(&paper).map(|(_, run)| run.text()).collect();
        for profile in [PdfProfile::A2a, PdfProfile::A1b] {
            let bytes = pdf::write_with(&paper, FontSet::bundled().unwrap(), profile).unwrap();
            let file = reader::on_disk(&format!("nianbao-pdf-hayro-{name}.pdf"), &bytes);
            if let Some(said) = renderer(&[&file]) {
                assert_eq!(other_readers::without_spaces(&said), other_readers::without_spaces(&laid), "{name}");
            }
        }
    }
}

/// Grey in blocks of twelve points.
#[test]
fn two_renderers_draw_the_same_pages() {
    let file = reader::on_disk("nianbao-pdf-drawn.pdf", &written(&sample_report::paper(true)));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drawn");
    std::fs::create_dir_all(&folder).unwrap();
    let (stem, own) = (folder.join("poppler"), folder.to_str().unwrap());
    let drawn = renderer(&[&file, "1", own])
        .and_then(|_| reader::program("pdftoppm", &["-r", "72", "-gray", &file, stem.to_str().unwrap()]));
    if drawn.is_none() {
        return skip("one of the two renderers is not here");
    }
    for number in 1..=sample_report::paper(true).pages.len() {
        let [one, other] = ["hayro", "poppler"].map(|name| {
            let file = if name == "hayro" { format!("{number}.pgm") } else { format!("poppler-{number}.pgm") };
            blocks(&std::fs::read(folder.join(file)).unwrap())
        });
        for (at, (one, other)) in one.iter().zip(&other).enumerate() {
            assert!(one.abs_diff(*other) <= 24, "page {number}, block {at}: {one} and {other} of 255");
        }
        assert!(one.iter().any(|grey| *grey < 230), "page {number} is blank");
    }
}

/// The mean grey of every block of a picture, which is a point to the pixel.
fn blocks(picture: &[u8]) -> Vec<u8> {
    let head: Vec<&[u8]> = picture.splitn(4, |byte| byte.is_ascii_whitespace()).take(3).collect();
    let number = |at: usize| std::str::from_utf8(head[at]).unwrap().parse::<usize>().unwrap();
    let (width, height) = (number(1), number(2));
    let pixels = &picture[picture.len() - width * height..];
    let mean = |left: usize, top: usize| {
        let block = (top..top + 12).flat_map(|y| &pixels[y * width + left..][..12]);
        u8::try_from(block.map(|grey| usize::from(*grey)).sum::<usize>() / 144).unwrap()
    };
    // Both readers round the paper's size in their own way.
    (0..840 / 12).flat_map(|y| (0..588 / 12).map(move |x| (x * 12, y * 12))).map(|(x, y)| mean(x, y)).collect()
}
