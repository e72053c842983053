//! The OFD file: its structure against GB/T 33190, its fonts, and its text as an independent
//! reader extracts it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::process::Command;

use nianbao::form::Form;
use nianbao::layout::{FontSet, Paper, Shape};
use nianbao::ofd;
use nianbao::ooxml::xml_reader::{XmlEvent, XmlReader};
use nianbao::report::Report;
use nianbao::richtext::RichText;
use nianbao::session;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use crate::skip::skip;

fn paper(report: &Report) -> Paper {
    session::pages(Form::of(report.form).unwrap(), report, &session::PrintOptions::plain().unwrap())
}

fn sample() -> Report {
    session::draft_files::sample().unwrap()
}

fn written(report: &Report) -> Vec<u8> {
    ofd::write(&paper(report), FontSet::bundled().unwrap()).unwrap()
}

/// The parts of a package by name, and their order.
fn parts(bytes: &[u8]) -> (BTreeMap<String, Vec<u8>>, Vec<String>) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let (mut parts, mut order) = (BTreeMap::new(), Vec::new());
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).unwrap();
        order.push(name.clone());
        parts.insert(name, part);
    }
    (parts, order)
}

/// Every element with its attributes, in order; text is left out.
fn elements(part: &[u8]) -> Vec<(String, BTreeMap<String, String>)> {
    let mut xml = XmlReader::new("part", part);
    let mut elements = Vec::new();
    while let Some(event) = xml.event().unwrap() {
        if let XmlEvent::Open(element) = event {
            elements.push((element.name, element.attributes.into_iter().collect()));
        }
    }
    elements
}

/// The text of a page as it was laid out.
fn laid(paper: &Paper, page: usize) -> String {
    let runs = paper.pages[page].items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) => Some(run.text()),
        _ => None,
    });
    runs.collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

#[test]
fn an_independent_reader_extracts_every_character() {
    let mut odd = sample();
    odd.preface = RichText::plain("𠀀𠮷〇①（一）“引号”——……·•―—兀&<>\"'  两 格；\u{e000}\u{10fffd}与缺字𪚥");
    for (name, report) in [("sample", sample()), ("odd", odd)] {
        let path = std::env::temp_dir().join(format!("nianbao-{}-{name}.ofd", std::process::id()));
        std::fs::write(&path, written(&report)).unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/read_ofd.py");
        let output = Command::new("python3").arg(script).arg(&path).output();
        std::fs::remove_file(&path).unwrap();
        let output = match output {
            Ok(output) if output.status.code() != Some(3) => output,
            _ => return skip("python3 with ofdkit is not installed (pip install ofdkit)"),
        };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let read: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let paper = paper(&report);
        assert_eq!(read["warnings"].as_array().unwrap().len(), 0, "{read:#}");
        assert_eq!(read["title"], paper.about.title.as_str());
        assert_eq!(read["author"], paper.about.author.as_str());
        assert_eq!(read["created"], paper.about.created.unwrap().to_string());
        assert_eq!(read["pages"].as_array().unwrap().len(), paper.pages.len());
        let mut characters = 0;
        for (page, text) in read["pages"].as_array().unwrap().iter().enumerate() {
            assert_eq!(bare(text.as_str().unwrap()), bare(&laid(&paper, page)), "{name}, page {page}");
            characters += bare(text.as_str().unwrap()).chars().count();
        }
        assert!(characters > 2_000, "{characters}");
        let size = &read["boxes"][0];
        assert!((size[2].as_f64().unwrap() - 210.0).abs() < 0.01 && (size[3].as_f64().unwrap() - 297.0).abs() < 0.01);
    }
}

#[test]
fn the_structure_is_the_standards() {
    let report = sample();
    let (parts, order) = parts(&written(&report));
    let paper = paper(&report);
    assert_eq!(order[..3], ["OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml"]);
    let names = |part: &str| elements(&parts[part]).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    // §7.4: what the file is and where its document begins.
    assert_eq!(
        names("OFD.xml"),
        "OFD DocBody DocInfo DocID Title Author CreationDate Creator CreatorVersion CustomDatas CustomData \
         DocRoot"
            .split(' ')
            .collect::<Vec<_>>()
    );
    // §7.5: common data before pages, pages before the outline.
    let document = elements(&parts["Doc_0/Document.xml"]);
    let at = |name: &str| document.iter().position(|(own, _)| own == name).unwrap();
    assert!(at("CommonData") < at("Pages") && at("Pages") < at("Outlines"));
    assert_eq!(document.iter().filter(|(name, _)| name == "Page").count(), paper.pages.len());
    let headings = document.iter().filter(|(name, _)| name == "OutlineElem");
    let titles: Vec<&str> = headings.map(|(_, attributes)| attributes["Title"].as_str()).collect();
    assert_eq!(titles, paper.outline.iter().map(|one| one.title.as_str()).collect::<Vec<_>>());
    // §7.3: every identifier once, none above the greatest; every reference leads somewhere.
    let mut ids = BTreeSet::new();
    let mut fonts = BTreeSet::new();
    for (name, part) in parts.iter().filter(|(name, _)| name.ends_with(".xml")) {
        for (element, attributes) in elements(part) {
            if let Some(id) = attributes.get("ID") {
                assert!(ids.insert(id.parse::<u32>().unwrap()), "{name}: {id} twice");
            }
            if element == "TextObject" {
                fonts.insert(attributes["Font"].parse::<u32>().unwrap());
            }
        }
    }
    let last = String::from_utf8_lossy(&parts["Doc_0/Document.xml"]).into_owned();
    let last: u32 = last.split("<ofd:MaxUnitID>").nth(1).unwrap().split('<').next().unwrap().parse().unwrap();
    assert_eq!(ids.last(), Some(&last));
    let resources = elements(&parts["Doc_0/PublicRes.xml"]);
    let known = resources.iter().filter(|(name, _)| name == "Font");
    assert_eq!(known.map(|(_, attributes)| attributes["ID"].parse().unwrap()).collect::<BTreeSet<u32>>(), fonts);
    for (_, attributes) in document.iter().filter(|(name, _)| name == "Page") {
        assert!(parts.contains_key(&format!("Doc_0/{}", attributes["BaseLoc"])));
    }
    for (_, attributes) in document.iter().filter(|(name, _)| name == "Dest") {
        assert!(document.iter().any(|(name, page)| name == "Page" && page["ID"] == attributes["PageID"]));
    }
}

/// §9, §11.3: objects lie on their page, and there is one distance fewer than characters.
#[test]
fn objects_lie_on_their_page() {
    let (parts, _) = parts(&written(&sample()));
    for (name, part) in parts.iter().filter(|(name, _)| name.contains("/Page_")) {
        let text = String::from_utf8_lossy(part).into_owned();
        for (element, attributes) in elements(part) {
            let numbers =
                |key: &str| -> Vec<f64> { attributes[key].split(' ').map(|one| one.parse().unwrap()).collect() };
            if element.ends_with("Object") {
                let [x, y, width, height] = numbers("Boundary")[..] else { panic!() };
                assert!(x >= 0.0 && y >= 0.0 && x + width <= 210.0 && y + height <= 297.0, "{name}: {attributes:?}");
            }
        }
        for code in text.split("<ofd:TextCode ").skip(1) {
            let (head, rest) = code.split_once('>').unwrap();
            let words = rest.split('<').next().unwrap();
            let words = words.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            let deltas = head.split("DeltaX=\"").nth(1).map_or(0, |deltas| deltas.split(' ').count());
            assert_eq!(deltas + 1, words.chars().count(), "{name}: {code}");
        }
    }
}

/// Each embedded font is whole: it can be parsed by itself and has a glyph with an outline, or a
/// blank, for every character that is shown in it.
#[test]
fn fonts_lead_from_characters_to_glyphs() {
    let report = sample();
    let (parts, _) = parts(&written(&report));
    let fonts = FontSet::bundled().unwrap();
    let mut checked = 0;
    for item in paper(&report).pages.iter().flat_map(|page| &page.items) {
        let Shape::Text(run) = &item.shape else { continue };
        let embedded = FontRef::new(&parts[&format!("Doc_0/Res/{}.ttf", run.face.word())]).unwrap();
        let whole = fonts.font(run.face);
        let whole = FontRef::from_index(whole.data(), whole.index()).unwrap();
        let [embedded_measures, whole_measures] =
            [&embedded, &whole].map(|font| font.glyph_metrics(Size::unscaled(), LocationRef::default()));
        let characters = embedded.charmap();
        for glyph in &run.glyphs {
            let (id, own) = (characters.map(glyph.character).unwrap(), GlyphId::from(glyph.id));
            assert_eq!(embedded_measures.bounds(id), whole_measures.bounds(own), "{}", glyph.character);
            assert_eq!(embedded_measures.advance_width(id), whole_measures.advance_width(own));
            checked += 1;
        }
    }
    assert!(checked > 2_000, "{checked}");
}

/// Viewers that use no embedded font choose one by these values; the names are those of every Chinese Windows.
#[test]
fn viewers_find_a_font_by_its_family() {
    let (parts, _) = parts(&written(&sample()));
    let resources = String::from_utf8_lossy(&parts["Doc_0/PublicRes.xml"]).into_owned();
    let mut found = BTreeMap::new();
    for font in resources.split("<ofd:Font ").skip(1) {
        let value =
            |name: &str| font.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let file = font.split("<ofd:FontFile>").nth(1).unwrap().split(".ttf").next().unwrap().to_owned();
        assert_eq!(value("FixedWidth"), "false", "{file}");
        found.insert(file, (value("FamilyName"), value("Bold"), value("Serif")));
    }
    let wanted = [
        ("title", "宋体", "true", "true"),
        ("fang", "仿宋", "false", "true"),
        ("kai", "楷体", "false", "true"),
        ("hei", "黑体", "false", "false"),
        ("song", "宋体", "false", "true"),
    ];
    let own = |family: &str, bold: &str, serif: &str| (family.to_owned(), bold.to_owned(), serif.to_owned());
    let wanted = wanted.map(|(file, family, bold, serif)| (file.to_owned(), own(family, bold, serif)));
    assert_eq!(found, BTreeMap::from(wanted));
}

/// Viewers that count such a character as two lose the places of the ones after it in the same object.
#[test]
fn a_character_beyond_the_first_plane_ends_its_object() {
    let mut odd = sample();
    odd.preface = RichText::plain("前文𠀀字在后𠮷野家𠀀𠮷");
    let (parts, _) = parts(&written(&odd));
    let mut rare = 0;
    for (name, part) in parts.iter().filter(|(name, _)| name.contains("/Page_")) {
        let text = String::from_utf8_lossy(part).into_owned();
        for code in text.split("<ofd:TextCode ").skip(1) {
            let words = code.split_once('>').unwrap().1.split('<').next().unwrap();
            let place = words.chars().position(|one| one > '\u{ffff}');
            assert!(place.is_none_or(|place| place + 1 == words.chars().count()), "{name}: {words}");
            rare += usize::from(place.is_some());
        }
    }
    assert_eq!(rare, 4);
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let report = sample();
    let bytes = written(&report);
    assert_eq!(bytes, written(&report));
    let mut other = sample();
    other.year += 1;
    assert_ne!(bytes, written(&other));
    assert!(ofd::write(&Paper::default(), FontSet::bundled().unwrap()).is_err());
}
