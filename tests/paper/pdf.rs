//! Written PDF files, read back: by lopdf always, by other readers where they are installed.

mod debian_fonts;
mod handmade_pages;
mod hayro;
pub mod other_readers;
mod rare_characters;
pub mod reader;
mod sample_report;

use std::fmt::Write as _;

use expect_test::expect;
use lopdf::Object;
use nianbao::form::Form;
use nianbao::layout::{FontSet, Length, NodeId, PageStyle, Paper, Shape, TextRun, lay_out};
use nianbao::pdf::{self, PdfError, PdfProfile};
use reader::{Reader, name_of, text_of};
use skrifa::FontRef;
use skrifa::raw::TableProvider as _;

use crate::invented_reports;

fn written(paper: &Paper) -> Vec<u8> {
    pdf::write(paper, FontSet::bundled().expect("the bundle")).expect("a file")
}

fn runs(paper: &Paper) -> impl Iterator<Item = (usize, &TextRun)> {
    paper.pages.iter().enumerate().flat_map(|(number, page)| {
        page.items.iter().filter_map(move |item| match &item.shape {
            Shape::Text(run) => Some((number, run)),
            _ => None,
        })
    })
}

#[test]
fn every_character_is_extracted_as_it_was_set_and_stands_where_it_was_set() {
    let paper = handmade_pages::sample();
    let reader = Reader::of(&written(&paper));
    let mut drawn = reader.glyphs().into_iter();
    for (page, run) in runs(&paper) {
        for glyph in &run.glyphs {
            let got = drawn.next().expect("a glyph in the file");
            assert_eq!((got.page, got.text.as_str()), (page, glyph.character.to_string().as_str()));
            let height = paper.pages[page].height;
            let wanted = [run.x + glyph.dx, height - run.baseline].map(|it| f64::from(it.thousandths()) / 1000.0);
            assert!((got.x - wanted[0]).abs() < 0.012 && (got.y - wanted[1]).abs() < 0.001, "{got:?} {wanted:?}");
        }
    }
    assert!(drawn.next().is_none(), "nothing besides");
}

/// As reports are laid out, in both profiles.
#[test]
fn random_reports_are_extracted_as_they_were_laid_out() {
    for seed in 0..12 {
        let report = invented_reports::report(seed);
        let form = Form::of(report.form).unwrap();
        let paper = lay_out(form, &report, &PageStyle::official(), FontSet::bundled().unwrap());
        let wanted: String = runs(&paper).map(|(_, run)| run.text()).collect();
        for profile in [PdfProfile::A2a, PdfProfile::A1b] {
            let bytes = pdf::write_with(&paper, FontSet::bundled().unwrap(), profile).unwrap();
            let got: String = Reader::of(&bytes).glyphs().into_iter().map(|glyph| glyph.text).collect();
            assert!(got == wanted, "seed {seed}");
        }
        let file = reader::on_disk("nianbao-pdf-random.pdf", &written(&paper));
        if let Some(said) = reader::program("qpdf", &["--check", &file]) {
            assert!(!said.contains("WARNING"), "seed {seed}: {said}");
        }
    }
}

#[test]
fn only_the_glyphs_used_are_embedded() {
    let paper = handmade_pages::sample();
    let reader = Reader::of(&written(&paper));
    let fonts = reader.fonts();
    assert_eq!(
        fonts.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["fang", "hei", "kai", "scarce", "song", "title"]
    );
    for (_, font) in &fonts {
        let base = name_of(font.get(b"BaseFont").unwrap());
        let (tag, name) = base.split_once('+').expect("a subset tag");
        assert!(
            tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()) && name.starts_with("AR"),
            "{base}"
        );
        let (cid_font, descriptor, program) = reader.program(font);
        assert_eq!(
            (name_of(cid_font.get(b"BaseFont").unwrap()), name_of(descriptor.get(b"FontName").unwrap())),
            (base.clone(), base)
        );
        let glyphs = glyph_count(&program);
        assert!((2..60).contains(&glyphs), "{glyphs} glyphs");
    }
}

#[test]
fn characters_that_share_a_glyph_share_it_in_the_file_too() {
    let paper = handmade_pages::sample();
    let reader = Reader::of(&written(&paper));
    let fonts = reader.fonts();
    let (_, song) = fonts.iter().find(|(name, _)| name == "song").unwrap();
    let (cid_font, _, program) = reader.program(song);
    let map = reader.stream(cid_font.get(b"CIDToGIDMap").unwrap());
    let codes = map.len() / 2;
    let glyphs = usize::from(glyph_count(&program));
    assert!(codes > glyphs, "{codes} codes for {glyphs} glyphs");
    assert!(map.chunks(2).all(|pair| usize::from(u16::from_be_bytes([pair[0], pair[1]])) < glyphs));
}

fn glyph_count(font: &[u8]) -> u16 {
    FontRef::new(font).and_then(|font| font.maxp()).expect("a font").num_glyphs()
}

#[test]
fn the_structure_is_the_papers() {
    let reader = Reader::of(&written(&handmade_pages::sample()));
    let root = reader.root().get(b"StructTreeRoot").unwrap();
    let mut tree = String::new();
    write_element(&reader, reader.dictionary(root).get(b"K").unwrap(), 0, &mut tree);
    expect![[r#"
        Document
          Title 0:0
          Sect
            H1 0:1
            H2 0:2
            P 0:3
            P 0:4
            Table <</O /Table /Summary (收到和处理申请的数量)>>
              TR
                TH <</O /Table /RowSpan 2 /Scope /Column>> 0:5
                TH <</O /Table /ColSpan 2 /Scope /Column>> 0:6
              TR
                TH <</O /Table /Scope /Column>> 0:7
                TH <</O /Table /Scope /Column>> 0:8
              TR
                TH <</O /Table /Scope /Row>> 0:9
                TD 0:10
                TD
            L
              LI
                LBody 0:11
              LI
                LBody 0:12
            P 0:13 1:0
            Note (note-000022) 1:1
          Sect
            H1 1:2 1:3 1:4
    "#]]
    .assert_eq(&tree);
    assert_eq!(text_of(reader.root().get(b"Lang").unwrap()), "zh-CN");
    let marked = reader.root().get(b"MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap();
    assert!(matches!(marked, Object::Boolean(true)));
}

/// One line for each element with its attributes and its marked content as page:number.
fn write_element(reader: &Reader, object: &Object, depth: usize, to: &mut String) {
    let element = reader.dictionary(object);
    let _ = write!(to, "{:1$}{2}", "", depth * 2, name_of(element.get(b"S").unwrap()));
    for key in ["ID", "A"] {
        if let Ok(value) = element.get(key.as_bytes()) {
            let _ = write!(to, " {}", reader::shown(value));
        }
    }
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    };
    let page = element.get(b"Pg").ok().map(|page| reader.page_number(page));
    for kid in &kids {
        match kid {
            Object::Integer(id) => {
                let page = page.expect("a page");
                assert_eq!(reader.owner(page, *id), object.as_reference().unwrap(), "the parent tree");
                let _ = write!(to, " {page}:{id}");
            }
            Object::Dictionary(content) => {
                let page = reader.page_number(content.get(b"Pg").unwrap());
                let _ = write!(to, " {page}:{}", content.get(b"MCID").unwrap().as_i64().unwrap());
            }
            _ => {}
        }
    }
    to.push('\n');
    for kid in kids.iter().filter(|kid| kid.as_reference().is_ok()) {
        assert_eq!(reader.dictionary(kid).get(b"P").unwrap().as_reference().ok(), object.as_reference().ok());
        write_element(reader, kid, depth + 1, to);
    }
}

#[test]
fn the_outline_nests_as_the_headings_do() {
    let reader = Reader::of(&written(&handmade_pages::sample()));
    assert_eq!(name_of(reader.root().get(b"PageMode").unwrap()), "UseOutlines");
    let outlines = reader.dictionary(reader.root().get(b"Outlines").unwrap());
    let mut lines = String::new();
    write_entries(&reader, outlines.get(b"First").unwrap(), 0, &mut lines);
    expect![[r#"
        一、总体情况 → 0 [/XYZ, 0, 691.89, 0]
          （一）主动公开 & <其他> → 0 [/XYZ, 0, 661.89, 0]
        二、其他 → 1 [/XYZ, 0, 691.89, 0]
    "#]]
    .assert_eq(&lines);
    assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), 3);
}

fn write_entries(reader: &Reader, first: &Object, depth: usize, to: &mut String) {
    let mut next = Some(first);
    while let Some(entry) = next.map(|entry| reader.dictionary(entry)) {
        let Ok(Object::Array(dest)) = entry.get(b"Dest") else { panic!("no destination") };
        let page = reader.page_number(&dest[0]);
        let _ =
            writeln!(to, "{:1$}{2} → {page} {3:?}", "", depth * 2, text_of(entry.get(b"Title").unwrap()), &dest[1..]);
        if let Ok(child) = entry.get(b"First") {
            write_entries(reader, child, depth + 1, to);
        }
        next = entry.get(b"Next").ok();
    }
}

#[test]
fn the_file_says_the_same_of_itself_everywhere() {
    let bytes = written(&handmade_pages::sample());
    assert!(bytes.starts_with(b"%PDF-1.7\n"));
    let reader = Reader::of(&bytes);
    let info = reader.dictionary(reader.document.trailer.get(b"Info").unwrap());
    let said: Vec<_> =
        info.iter().map(|(key, value)| format!("{} {}", String::from_utf8_lossy(key), text_of(value))).collect();
    let program = concat!("nianbao ", env!("CARGO_PKG_VERSION"));
    let title = "青禾县教育局2024年度工作报告 & <其他>";
    assert_eq!(
        said,
        [
            format!("Title {title}"),
            "Author 青禾县教育局".into(),
            format!("Creator {program}"),
            format!("Producer {program}"),
            "CreationDate D:20250120000000+08'00'".into(),
        ]
    );
    let xmp = String::from_utf8(reader.stream(reader.root().get(b"Metadata").unwrap())).unwrap();
    for part in [
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        ">青禾县教育局2024年度工作报告 &amp; &lt;其他&gt;</rdf:li>",
        ">青禾县教育局</rdf:li></rdf:Seq></dc:creator>",
        "<xmp:CreateDate>2025-01-20T00:00:00+08:00</xmp:CreateDate>",
        &format!("<pdf:Producer>{program}</pdf:Producer>"),
    ] {
        assert!(xmp.contains(part), "{part}");
    }
    let Ok(Object::Array(ids)) = reader.document.trailer.get(b"ID") else { panic!("no ID") };
    assert!(
        ids.len() == 2 && ids[0].as_str().unwrap().len() == 16 && ids[0].as_str().unwrap() == ids[1].as_str().unwrap()
    );
    let shows_title =
        reader.root().get(b"ViewerPreferences").unwrap().as_dict().unwrap().get(b"DisplayDocTitle").unwrap();
    assert!(matches!(shows_title, Object::Boolean(true)));
    for page in reader.document.get_pages().values() {
        let page = reader.document.get_dictionary(*page).unwrap();
        let keys: Vec<_> = page.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
        assert_eq!(keys, ["Type", "MediaBox", "Resources", "Contents", "Parent", "StructParents"]);
        let size: Vec<_> =
            page.get(b"MediaBox").unwrap().as_array().unwrap().iter().map(|it| it.as_float().unwrap()).collect();
        assert_eq!(size, [0.0, 0.0, 595.276, 841.89]);
    }
}

/// IEC 61966-2-1: the curve and, summed, the white of D50.
#[test]
fn the_colours_are_srgb() {
    let reader = Reader::of(&written(&handmade_pages::sample()));
    let Ok(Object::Array(intents)) = reader.root().get(b"OutputIntents") else { panic!("no output intent") };
    let intent = reader.dictionary(&intents[0]);
    assert_eq!(name_of(intent.get(b"S").unwrap()), "GTS_PDFA1");
    let icc = reader.stream(intent.get(b"DestOutputProfile").unwrap());
    let word = |at: usize| u32::from_be_bytes(icc[at..at + 4].try_into().unwrap());
    assert!(
        icc.len() < 1000 && word(0) as usize == icc.len() && &icc[12..24] == b"mntrRGB XYZ " && &icc[36..40] == b"acsp"
    );
    let tag = |name: &[u8]| {
        let entry =
            (0..word(128) as usize).map(|at| 132 + at * 12).find(|at| &icc[*at..at + 4] == name).expect("a tag");
        word(entry + 4) as usize
    };
    for part in 0..3_usize {
        let sum: u32 = [b"rXYZ", b"gXYZ", b"bXYZ"].map(|name| word(tag(name) + 8 + part * 4)).iter().sum();
        assert!(sum.abs_diff(word(tag(b"wtpt") + 8 + part * 4)) <= 2);
    }
    let curve = tag(b"gTRC");
    for step in 0..64_u32 {
        let x = f64::from(step) / 63.0;
        let light = if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) };
        let at = curve + 12 + step as usize * 2;
        let got = f64::from(u16::from_be_bytes([icc[at], icc[at + 1]]));
        assert!((got - light * 65535.0).abs() <= 0.5001, "step {step}: {got}");
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let paper = handmade_pages::sample();
    assert_eq!(written(&paper), written(&paper));
    let mut other = paper.clone();
    other.about.author.push('室');
    let id = |paper: &Paper| Reader::of(&written(paper)).document.trailer.get(b"ID").unwrap().clone();
    assert_ne!(id(&paper), id(&other));
}

#[test]
fn nothing_lies_in_the_file_unused() {
    let mut document = Reader::of(&written(&handmade_pages::sample())).document;
    let kinds = |id: &lopdf::ObjectId, document: &lopdf::Document| {
        document.get_object(*id).map(reader::kind).unwrap_or_default()
    };
    let before = document.clone();
    let unused: Vec<_> = document.prune_objects().iter().map(|id| kinds(id, &before)).collect();
    // What holds the other objects is named by none of them.
    assert!(unused.iter().all(|kind| kind == "ObjStm" || kind == "XRef"), "{unused:?}");
}

#[test]
fn heavy_and_slanted_runs_are_drawn_once() {
    let reader = Reader::of(&written(&handmade_pages::sample()));
    let ops = reader.operators(0);
    let count = |line: &str| ops.iter().filter(|op| op.as_str() == line).count();
    assert_eq!((count("2 Tr"), count("0 Tr")), (2, 2), "heavy twice");
    assert_eq!(count("0.533 w"), 1, "an outline of the em's thirtieth, for both");
    assert_eq!(ops.iter().filter(|op| op.starts_with("1 0 0.2126 1 ")).count(), 2, "slanted twice");
    assert_eq!(count("0.753 0 0 rg"), 1);
    assert_eq!(count("0.776 0.851 0.945 rg"), 1, "the band of the table");
    assert_eq!(count("/Artifact <</Type /Pagination>> BDC"), 1, "the page number");
}

#[test]
fn what_cannot_be_written_is_named() {
    type Damage = fn(&mut Paper);
    let cases: [(Damage, &str); 6] = [
        (|paper| paper.pages.clear(), "there are no pages"),
        (|paper| run(paper).glyphs[0].id = 60_000, "the font for title has no glyph 60000 for '青'"),
        (
            |paper| paper.pages[1].items[0].node = Some(NodeId(999)),
            "page 1 has an item of node 999, which does not exist",
        ),
        (|paper| paper.structure.nodes[3].parent = Some(NodeId(7)), "node 3 has no parent before it"),
        (|paper| paper.structure.nodes[3].parent = None, "node 3 has no parent before it"),
        (|paper| paper.outline[2].page = 2, "the bookmark \"二、其他\" leads to page 2, which does not exist"),
    ];
    for (damage, said) in cases {
        let mut paper = handmade_pages::sample();
        damage(&mut paper);
        let error: PdfError = pdf::write(&paper, FontSet::bundled().unwrap()).expect_err(said);
        assert_eq!(error.to_string(), said);
    }
}

fn run(paper: &mut Paper) -> &mut TextRun {
    match &mut paper.pages[0].items[0].shape {
        Shape::Text(run) => run,
        _ => panic!("not a run"),
    }
}

#[test]
fn an_empty_page_is_a_file() {
    let mut set = handmade_pages::Setter::new();
    set.page();
    let reader = Reader::of(&written(&set.paper));
    assert_eq!(reader.document.get_pages().len(), 1);
}

/// Characters of every kind in one face: as many codes as characters.
#[test]
fn a_thousand_characters_of_one_face_are_extracted() {
    let paper = handmade_pages::long(4);
    let reader = Reader::of(&written(&paper));
    let got: String = reader.glyphs().into_iter().map(|glyph| glyph.text).collect();
    let wanted: String = runs(&paper).map(|(_, run)| run.text()).collect();
    assert!(got == wanted && got.chars().count() == 4 * 22 * 28);
}

#[test]
fn a_box_stands_for_a_character_that_no_font_has() {
    let mut set = handmade_pages::Setter::new();
    set.page();
    set.text(None, handmade_pages::BODY, (85, 100), Length::ZERO, "\u{10FFFD}\u{10FFFC}□");
    let reader = Reader::of(&written(&set.paper));
    let glyphs = reader.glyphs();
    assert_eq!(glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>(), "\u{10FFFD}\u{10FFFC}□");
    let codes: Vec<_> = glyphs.iter().map(|glyph| glyph.code).collect();
    assert!(codes.iter().all(|code| *code != 0) && codes[0] != codes[1], "{codes:?}");
    // A private character's text stands beside it too.
    assert!(
        reader
            .operators(0)
            .contains(&"/Artifact <</ActualText (\u{10FFFD}\u{10FFFC}) /Type /Pagination>> BDC".to_owned())
    );
}
