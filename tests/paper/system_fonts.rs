//! The computer's own fonts: found by name, used where their makers permit it, replaced by the
//! bundle's where they cannot be, and told so. The fonts are made here.

use std::path::{Path, PathBuf};

use crate::synthetic_fonts::{self, Made};
use nianbao::form::{Form, UnitKind};
use nianbao::layout::{FaceId, FontSet, PageStyle, Shape, lay_out};
use nianbao::pdf;
use nianbao::report::Report;
use nianbao::richtext::RichText;
use nianbao::session::font_choice::{FontPlan, RARE_PACK, plan, with_rare_pack};
use nianbao::session::{FontNotice, FontObstacle};
use nianbao::storage::RealDisk;

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fonts").join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn bundle() -> &'static FontSet {
    FontSet::bundled().unwrap()
}

fn font(family: &str, name: &str, permission: u16) -> Vec<u8> {
    synthetic_fonts::font(bundle().font(FaceId::Kai).data(), &Made { family, name, permission, characters: &[] })
}

fn planned(folder: &Path) -> FontPlan {
    plan(&RealDisk, &[folder.to_owned()], bundle())
}

/// What the plan takes for each official role, by PostScript name.
fn names(plan: &FontPlan) -> [String; 5] {
    FaceId::OFFICIAL.map(|face| plan.fonts.font(face).name().to_owned())
}

const BUNDLE: [&str; 5] = ["ARSerif-Bold", "ARFangSong-Regular", "ARKai-Regular", "ARSans-Medium", "ARSerif-Regular"];

fn report(text: &str) -> Report {
    let mut report = Report::new("青石区信访局", UnitKind::Department, 2024);
    report.preface = RichText::plain(text);
    report
}

#[test]
fn a_computer_without_such_fonts_prints_with_the_bundle_and_says_so() {
    let plan = planned(&folder("none"));
    assert_eq!(names(&plan), BUNDLE);
    let absent = FaceId::OFFICIAL.map(|face| FontNotice { face, cause: FontObstacle::Absent });
    assert_eq!(plan.notices, absent);
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-such-folder");
    assert_eq!(planned(&nowhere).notices, absent);
}

/// By their names, not those of their files; in folders within folders; the best name first.
#[test]
fn fonts_are_found_by_their_names() {
    let place = folder("names");
    std::fs::create_dir(place.join("deep")).unwrap();
    let put = |file: &str, bytes: Vec<u8>| std::fs::write(place.join(file), bytes).unwrap();
    put("a.ttf", font("仿宋", "FangSong", 0));
    put("deep/b.TTF", font("仿宋_GB2312", "FangSong_GB2312", 8));
    put("c.ttf", font("方正小标宋简体", "FZXBSJW--GB1-0", 4));
    put("d.ttf", font("KaiTi", "KaiTi", 0));
    put("e.ttf", font("Another", "Another", 0));
    put("f.txt", b"no font".to_vec());
    put("g.ttf", b"no font either".to_vec());
    let two = [font("NSimSun", "NSimSun", 0), font("宋体", "SimSun", 0)];
    put("h.ttc", synthetic_fonts::collection(&two));
    let plan = planned(&place);
    assert_eq!(names(&plan), ["FZXBSJW--GB1-0", "FangSong_GB2312", "KaiTi", "ARSans-Medium", "SimSun"]);
    assert_eq!(plan.notices, [FontNotice { face: FaceId::Hei, cause: FontObstacle::Absent }]);
    assert_eq!(plan.fonts.font(FaceId::Song).index(), 1);
}

/// OS/2.fsType: 2 forbids all embedding, 0x100 a reduced font, 0x200 outlines.
#[test]
fn fonts_that_may_not_be_embedded_are_not() {
    for (permission, may) in
        [(0, true), (4, true), (8, true), (2, false), (0x104, false), (0x204, false), (0x100, false)]
    {
        let place = folder(&format!("permission-{permission:x}"));
        let path = place.join("kai.ttf");
        std::fs::write(&path, font("楷体_GB2312", "KaiTi_GB2312", permission)).unwrap();
        let plan = planned(&place);
        let withheld = plan.notices.contains(&FontNotice { face: FaceId::Kai, cause: FontObstacle::Withheld(path) });
        assert_eq!((names(&plan)[2] == "KaiTi_GB2312", withheld), (may, !may), "{permission:#x}");
    }
}

#[test]
fn a_font_that_may_be_embedded_is_taken_after_one_that_may_not() {
    let place = folder("second");
    std::fs::write(place.join("a.ttf"), font("仿宋_GB2312", "FangSong_GB2312", 2)).unwrap();
    std::fs::write(place.join("b.ttf"), font("仿宋", "FangSong", 0)).unwrap();
    assert_eq!(names(&planned(&place))[1], "FangSong");
}

#[test]
fn a_broken_font_is_named_and_replaced() {
    let place = folder("broken");
    let path = place.join("hei.ttf");
    let mut bytes = font("SimHei", "SimHei", 0);
    synthetic_fonts::blank_table(&mut bytes, b"head");
    std::fs::write(&path, bytes).unwrap();
    let plan = planned(&place);
    let cause = |notice: &&FontNotice| notice.face == FaceId::Hei;
    let notice = plan.notices.iter().find(cause).unwrap();
    assert!(matches!(&notice.cause, FontObstacle::Unusable(of, _) if *of == path), "{notice:?}");
    assert_eq!(names(&plan)[3], "ARSans-Medium");
}

/// What the computer's fonts lack comes from the bundle, and each is embedded under its own name.
#[test]
fn the_bundle_has_what_the_computers_fonts_lack() {
    let place = folder("gaps");
    let glyph = |character| u32::from(bundle().font(FaceId::Kai).glyph(character).unwrap());
    let few = [('一', glyph('一')), ('三', glyph('三'))];
    for (family, name) in [("仿宋_GB2312", "Fang"), ("宋体", "Song")] {
        let made = Made { family, name, permission: 0, characters: &few };
        let bytes = synthetic_fonts::font(bundle().font(FaceId::Kai).data(), &made);
        std::fs::write(place.join(format!("{name}.ttf")), bytes).unwrap();
    }
    let plan = planned(&place);
    let report = report("一二三𠅤㐀");
    let paper = lay_out(Form::of(report.form).unwrap(), &report, &PageStyle::official(), plan.fonts);
    assert!(paper.missing.is_empty(), "{:?}", paper.missing);
    let faces: Vec<(char, FaceId)> = paper.pages[0]
        .items
        .iter()
        .filter_map(|item| match &item.shape {
            Shape::Text(run) => Some(run.glyphs.iter().map(|glyph| (glyph.character, run.face)).collect::<Vec<_>>()),
            _ => None,
        })
        .flatten()
        .filter(|(character, face)| "一二三𠅤㐀".contains(*character) && *face != FaceId::Hei)
        .take(5)
        .collect();
    let (own, spare, scarce) = (FaceId::Fang, FaceId::Spare, FaceId::Scarce);
    assert_eq!(faces, [('一', own), ('二', spare), ('三', own), ('𠅤', spare), ('㐀', scarce)]);
    let bytes = pdf::write(&paper, plan.fonts).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let fonts = document.objects.values().filter_map(|object| object.as_dict().ok());
    let mut named: Vec<String> = fonts
        .filter_map(|font| font.get(b"FontName").ok().and_then(|name| name.as_name().ok()))
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    named.sort_by_key(|name| name.split('+').nth(1).map(str::to_owned));
    let named: Vec<&str> = named.iter().filter_map(|name| name.split('+').nth(1)).collect();
    let of_the_bundle = ["ARKai-Regular", "ARSans-Medium", "ARSerif-Bold", "ARSerif-Regular", "ARSerifRare-Regular"];
    assert_eq!(named, [&of_the_bundle[..], &["Fang", "Song"]].concat());
}

/// GB 18030-2022 level 3: a font beside the program has what the bundle lacks.
#[test]
fn the_pack_of_rare_characters_is_found_beside_the_program() {
    let rare = '\u{31350}';
    assert!(bundle().find(FaceId::Fang, rare).is_none());
    for inner in ["", "fonts"] {
        let place = folder(&format!("beside{inner}"));
        std::fs::create_dir_all(place.join(inner)).unwrap();
        let made = Made { family: "Rare", name: "Rare", permission: 0, characters: &[(rare, 5)] };
        let bytes = synthetic_fonts::font(bundle().font(FaceId::Kai).data(), &made);
        std::fs::write(place.join(inner).join(RARE_PACK), bytes).unwrap();
        let fonts = with_rare_pack(&RealDisk, &place, bundle());
        assert_eq!(fonts.find(FaceId::Fang, rare), Some((FaceId::Rare, 5)));
        let report = report(&format!("一{rare}"));
        let paper = lay_out(Form::of(report.form).unwrap(), &report, &PageStyle::official(), fonts);
        assert!(paper.missing.is_empty());
        assert!(pdf::write(&paper, fonts).is_ok());
    }
    // Without it, or with a broken one, everything is as before.
    let place = folder("beside-nothing");
    assert!(with_rare_pack(&RealDisk, &place, bundle()).find(FaceId::Fang, rare).is_none());
    std::fs::write(place.join(RARE_PACK), b"broken").unwrap();
    assert!(with_rare_pack(&RealDisk, &place, bundle()).find(FaceId::Fang, rare).is_none());
}
