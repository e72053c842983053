//! Figures while they are written and kept: edits and their inverses, the draft file, recovery files and former
//! versions, which have each picture once.

use std::path::{Path, PathBuf};

use nianbao::form::{Form, SectionId, UnitKind};
use nianbao::report::{Change, Report, ReportText, differences};
use nianbao::richtext::{
    Edit, GapBias, Level, ListKind, Paragraph, RichText, SearchQuery, TextMark, TextMarks, TextPosition, TextRange,
};
use nianbao::storage::{self, DraftError, FileTime, RealDisk, RecoveryHeader};

use crate::figure_reports::{self, PICTURES, figure, picture};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("插图 figures").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Every picture that is shown, by its bytes.
fn shown(report: &Report) -> Vec<Vec<u8>> {
    report.held_pictures().map(|picture| picture.bytes().to_vec()).collect()
}

#[test]
fn a_draft_has_its_pictures_at_its_end_and_gives_them_back() {
    let report = figure_reports::report();
    let bytes = storage::write(&report).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains("\"version\": \"1.1\""));
    let (words, pictures) = text.split_once("\"pictures\": {").unwrap();
    assert!(words.contains("四色方块之12") && words.contains("公章样式") && !pictures.contains("四色方块"));
    assert_eq!(pictures.matches("\": \"").count(), PICTURES.len());
    let back = storage::parse(&bytes).unwrap();
    assert_eq!(back, report);
    assert_eq!(shown(&back), shown(&report));
    assert_eq!(storage::write(&back).unwrap(), bytes);
}

/// What is held for undo and shown nowhere is not written, and a draft without figures is what it was.
#[test]
fn a_picture_that_is_not_shown_is_not_written() {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    let before = storage::write(&report).unwrap();
    report.pictures.add(picture("rgb.png"));
    assert_eq!(storage::write(&report).unwrap(), before);
}

#[test]
fn figures_and_pictures_of_a_newer_version_are_kept() {
    let text = r#"{
  "format": "nianbao-draft",
  "version": "1.9",
  "form": "cn-2021",
  "unit": { "name": "青禾县水务局", "kind": "department" },
  "year": 2024,
  "sections": {
    "overview": [
      { "text": "新收申请", "figure": { "chart": "requests", "kind": "bars" } },
      { "text": "甲", "figure": { "picture": "00000000000000000000000000000000000000000000000000000000000000aa", "width": 900, "shadow": true } }
    ]
  },
  "numbers": {},
  "pictures": { "00000000000000000000000000000000000000000000000000000000000000aa": "R0lGODlh", "later": { "codec": 7 } }
}"#;
    let report = storage::parse(text.as_bytes()).unwrap();
    let paragraphs = &report.prose(SectionId::Overview).unwrap().paragraphs;
    assert!(paragraphs[0].figure.is_none() && paragraphs[1].figure.is_some());
    let written = String::from_utf8(storage::write(&report).unwrap()).unwrap();
    for kept in ["\"chart\": \"requests\"", "\"shadow\": true", "R0lGODlh", "\"codec\":7"] {
        assert!(written.contains(kept), "{kept}: {written}");
    }
    assert_eq!(storage::write(&storage::parse(written.as_bytes()).unwrap()).unwrap(), written.into_bytes());
}

/// What is not understood is in the recovery file too: nothing else has it.
#[test]
fn a_recovery_file_keeps_pictures_of_a_newer_version() {
    let mut report = figure_reports::report();
    report.pictures = serde_json::from_str(r#"{ "later": { "codec": 7 } }"#).unwrap();
    let file = folder("recovery-newer").join("one.recovery");
    let header = RecoveryHeader::new(FileTime(1_700_000_000), None, None);
    let words = storage::serialize_words(&file, &report).unwrap();
    storage::write_recovery(&RealDisk, &file, &header, &words).unwrap();
    let back = storage::read_recovery(&RealDisk, &file).unwrap().report;
    assert_eq!(storage::write(&back).unwrap(), storage::write(&report).unwrap());
}

#[test]
fn too_many_bytes_of_pictures_are_refused() {
    // A picture whose image is damaged is held all the same: its bytes are what counts here.
    let big = |last: u8| {
        let mut bytes = PICTURES[0].1.to_vec();
        bytes.splice(bytes.len() - 2.., vec![0x55; 11 << 20]);
        bytes.extend([last, 0xff, 0xd9]);
        nianbao::raster::HeldPicture::take_in(&bytes).unwrap()
    };
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    for last in 0..5 {
        let held = big(last);
        report.prose_mut(SectionId::Overview).paragraphs.push(figure(&held, "甲", "乙", 900));
        report.pictures.add(held);
    }
    // What is beyond the limit is not read as pictures, and the draft is refused rather than shown without.
    match storage::parse(&storage::write(&report).unwrap()) {
        Err(DraftError::Beyond(_) | DraftError::TooLarge) => {}
        other => panic!("{:?}", other.map(|report| report.held_pictures().count())),
    }
}

#[test]
fn a_recovery_file_has_the_words_and_its_pictures_lie_beside_it_once() {
    let folder = folder("recovery");
    let (file, other) = (folder.join("one.recovery"), folder.join("two.recovery"));
    let mut report = figure_reports::report();
    let header = RecoveryHeader::new(FileTime(1_700_000_000), None, None);
    for round in 0..5 {
        report.prose_mut(SectionId::Others).paragraphs.push(Paragraph::new(Level::Body, format!("第{round}句")));
        let serialized = storage::serialize_words(&file, &report).unwrap();
        storage::write_recovery(&RealDisk, &file, &header, &serialized).unwrap();
        storage::write_recovery(&RealDisk, &other, &header, &serialized).unwrap();
        let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(names.len(), 2 + 2 * PICTURES.len());
        assert!(!std::fs::read_to_string(&file).unwrap().contains("\"pictures\""));
    }
    let back = storage::read_recovery(&RealDisk, &file).unwrap().report;
    assert_eq!(back, report);
    assert_eq!(shown(&back), shown(&report));
    storage::remove_recovery(&RealDisk, &file).unwrap();
    assert_eq!(shown(&storage::read_recovery(&RealDisk, &other).unwrap().report), shown(&report));
    storage::remove_recovery(&RealDisk, &other).unwrap();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

/// What is written after a panic, and what a second session of the same id writes, has a name that begins alike.
#[test]
fn pictures_stay_with_a_recovery_file_whose_name_begins_alike() {
    let folder = folder("alike");
    let report = figure_reports::report();
    let header = RecoveryHeader::new(FileTime(1_700_000_000), None, None);
    let file = folder.join("1764-1.recovery");
    let others = [folder.join("1764-1-last.recovery"), folder.join("1764-1-2.recovery")];
    for file in others.iter().chain([&file]) {
        let serialized = storage::serialize_words(file, &report).unwrap();
        storage::write_recovery(&RealDisk, file, &header, &serialized).unwrap();
    }
    storage::remove_recovery(&RealDisk, &file).unwrap();
    for other in &others {
        assert_eq!(shown(&storage::read_recovery(&RealDisk, other).unwrap().report), shown(&report));
        storage::remove_recovery(&RealDisk, other).unwrap();
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn former_versions_share_their_pictures_and_give_them_up_with_the_last_that_shows_them() {
    let root = folder("versions");
    let (draft, kept) = (root.join("年报.nianbao"), root.join("kept"));
    let mut report = figure_reports::report();
    for number in 0..60_u64 {
        if number == 3 {
            // From here on one picture less.
            let prose = &mut report.prose_mut(SectionId::Overview).paragraphs;
            prose.retain(|one| {
                one.figure.as_ref().is_none_or(|figure| figure.picture() != Some(picture("alpha.png").id()))
            });
        }
        report.year = 2000 + u16::try_from(number).unwrap();
        storage::save(&RealDisk, &draft, &report).unwrap();
        storage::back_up(&RealDisk, &kept, &draft, FileTime(1_700_000_000 + number * 60)).unwrap();
        let pictures = std::fs::read_dir(&kept).unwrap().map(|entry| entry.unwrap().path());
        let pictures = pictures.filter(|path| path.to_string_lossy().ends_with(".picture")).count();
        // The first version of the day is always kept, and shows it.
        assert_eq!(pictures, PICTURES.len(), "{number}");
    }
    for version in storage::backups(&RealDisk, &kept, &draft).unwrap() {
        let bytes = std::fs::read(&version.path).unwrap();
        assert!(bytes.len() < 20_000, "{} bytes", bytes.len());
        let back = storage::load(&RealDisk, &version.path).unwrap();
        assert_eq!(shown(&back).len(), back.shown_pictures().len());
    }
    // Days later the first ones are gone, and with them the picture that only they show.
    for day in 1..40_u64 {
        report.year = 2100 + u16::try_from(day).unwrap();
        storage::save(&RealDisk, &draft, &report).unwrap();
        storage::back_up(&RealDisk, &kept, &draft, FileTime(1_700_000_000 + day * 86_400)).unwrap();
    }
    let alpha = picture("alpha.png").id().to_string();
    let left = std::fs::read_dir(&kept).unwrap().map(|entry| entry.unwrap().path());
    assert!(left.into_iter().all(|path| !path.to_string_lossy().contains(&alpha)));
}

#[test]
fn the_digest_and_the_comparison_cover_pictures() {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    let prose = report.prose_mut(SectionId::Overview);
    prose.paragraphs = vec![Paragraph::new(Level::Body, "前"), figure(&picture("rgb.png"), "方块", "题", 900)];
    let mut other = report.clone();
    other.prose_mut(SectionId::Overview).paragraphs[1] = figure(&picture("grey.png"), "方块", "题", 900);
    assert_ne!(report.digest(), other.digest());
    let found = differences(&report, &other);
    assert!(found.len() == 1 && found[0].formatting.is_some(), "{found:?}");
    other.prose_mut(SectionId::Overview).paragraphs.pop();
    let found = differences(&report, &other);
    assert!(found.len() == 1 && found[0].older == "［图片：方块］题" && found[0].newer.is_empty(), "{found:?}");
}

#[test]
fn a_picture_is_put_in_taken_out_and_back_again() {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    let form = Form::of(report.form).unwrap();
    let part = ReportText::Section(SectionId::Overview);
    report.part_mut(part).paragraphs = vec![Paragraph::new(Level::Body, "前"), Paragraph::new(Level::Body, "后")];
    let before = report.clone();
    let at = TextPosition::new(0, 1);
    let edit = Edit::insert_figures(report.part(part).unwrap(), at, vec![figure(&picture("rgb.png"), "甲", "", 900)]);
    let change = Change::All(vec![Change::AddPicture(picture("rgb.png")), Change::Prose(part, edit)]);
    let undo = change.apply(&mut report, form).unwrap();
    assert_eq!(report.held_pictures().count(), 1);
    assert_eq!(report.part(part).unwrap().paragraphs.len(), 3);
    let after = report.clone();
    let redo = undo.apply(&mut report);
    assert_eq!(storage::write(&report).unwrap(), storage::write(&before).unwrap());
    redo.apply(&mut report);
    assert_eq!(storage::write(&report).unwrap(), storage::write(&after).unwrap());
}

fn text(words: &str, figure_at: usize) -> RichText {
    let mut prose = RichText::plain(words);
    let held = picture("rgb.png");
    let own = figure(&held, "甲", "", 900).figure;
    prose.paragraphs[figure_at].figure = own;
    prose
}

fn caption_of(prose: &RichText) -> Option<String> {
    let captions: Vec<String> = prose.figures().map(|(_, paragraph, _)| paragraph.text()).collect();
    assert!(captions.len() < 2, "{captions:?}");
    captions.into_iter().next()
}

/// What keys do beside a picture, which stands before its caption's first character.
#[test]
fn keys_beside_a_picture_do_what_is_expected() {
    let at = TextPosition::new;
    let edited = |prose: &RichText, edit: Edit| {
        let mut after = prose.clone();
        let inverse = edit.apply(&mut after);
        let mut back = after.clone();
        inverse.apply(&mut back);
        assert_eq!(back, *prose);
        after
    };
    let prose = text("前\n图题\n后", 1);
    let insert = |from, to, words: &str| Edit::insert(&prose, TextRange::new(from, to), words, TextMarks::default());
    // Enter at the end of a caption begins a paragraph without a picture.
    let after = edited(&prose, insert(at(1, 2), at(1, 2), "\n"));
    assert_eq!((after.text().as_str(), caption_of(&after).as_deref()), ("前\n图题\n\n后", Some("图题")));
    // In a caption's middle the picture stays with its beginning, before it with all of it.
    let after = edited(&prose, insert(at(1, 1), at(1, 1), "\n"));
    assert_eq!((after.text().as_str(), caption_of(&after).as_deref()), ("前\n图\n题\n后", Some("图")));
    let after = edited(&prose, insert(at(1, 0), at(1, 0), "\n"));
    assert_eq!((after.text().as_str(), caption_of(&after).as_deref()), ("前\n\n图题\n后", Some("图题")));
    // Backspace before it, and Delete at the end of the paragraph before, take the picture away.
    let after = edited(&prose, Edit::delete(&prose, TextRange::new(at(0, 1), at(1, 0))));
    assert_eq!((after.text().as_str(), caption_of(&after)), ("前\n图题\n后", None));
    // Delete at the end of its caption joins the next paragraph to it.
    let after = edited(&prose, Edit::delete(&prose, TextRange::new(at(1, 2), at(2, 0))));
    assert_eq!((after.text().as_str(), caption_of(&after).as_deref()), ("前\n图题后", Some("图题后")));
    // What reaches over the picture takes it out; what stays in the caption does not.
    let after = edited(&prose, Edit::delete(&prose, TextRange::new(at(0, 0), at(1, 1))));
    assert_eq!((after.text().as_str(), caption_of(&after)), ("题\n后", None));
    let after = edited(&prose, Edit::delete(&prose, TextRange::new(at(1, 0), at(1, 2))));
    assert_eq!(caption_of(&after).as_deref(), Some(""));
    // Text pasted into an empty caption is its caption.
    let bare = text("前\n\n后", 1);
    let after = edited(&bare, Edit::replace(&bare, TextRange::at(at(1, 0)), &RichText::plain("新题")));
    assert_eq!(caption_of(&after).as_deref(), Some("新题"));
    // Copied with what is before it, and pasted elsewhere, it is whole.
    let piece = prose.piece(TextRange::new(at(0, 1), at(1, 2)));
    let elsewhere = RichText::plain("甲\n乙");
    let after = edited(&elsewhere, Edit::replace(&elsewhere, TextRange::at(at(0, 1)), &piece));
    assert_eq!(caption_of(&after).as_deref(), Some("图题"));
    assert!(prose.piece(TextRange::new(at(1, 0), at(1, 1))).figures().next().is_none());
    // A caption is neither a heading nor an item.
    assert!(Edit::level(&prose, TextRange::at(at(1, 1)), Level::Second).is_empty());
    assert!(Edit::list(&prose, TextRange::at(at(1, 1)), Some(ListKind::Outer)).is_empty());
}

/// Random edits of texts with pictures: the inverse restores them, positions stay in the text and come back, and no
/// picture is doubled.
#[test]
fn random_edits_with_pictures_are_undone_exactly() {
    for seed in 0..3_000 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut prose = RichText::plain("一二三\n四五\n\n六七八九\n十");
        let held = [picture("rgb.png"), picture("grey.png")];
        for _ in 0..12 {
            let point = |random: &mut fastrand::Rng| {
                let paragraph = random.usize(..prose.paragraphs.len() + 1);
                prose.clamp(TextPosition::new(paragraph, random.usize(..6)))
            };
            let (one, other) = (point(&mut random), point(&mut random));
            let span = if random.bool() { TextRange::at(one) } else { TextRange::new(one, other) };
            let words = ["", "字", "甲\n乙", "\n", "丙\n\n丁"][random.usize(..5)];
            let edit = match random.u8(..9) {
                0 | 1 => Edit::insert(&prose, span, words, TextMarks::default()),
                2 => Edit::delete(&prose, span),
                3 => Edit::replace(&prose, span, &prose.piece(TextRange::new(other, one))),
                4 => Edit::insert_figures(&prose, one, vec![figure(&held[random.usize(..2)], "甲", words.trim(), 700)]),
                5 => Edit::set_figure(&prose, one.paragraph, None),
                6 => Edit::level(&prose, span, Level::Third),
                7 => Edit::mark(&prose, span, TextMark::Bold, random.bool()),
                _ => Edit::replace_all(&prose, &SearchQuery { text: "五".into(), ..Default::default() }, "伍伍"),
            };
            let mut after = prose.clone();
            let mapped: Vec<TextPosition> =
                [one, other].iter().map(|position| edit.map(*position, GapBias::After)).collect();
            let inverse = edit.apply(&mut after);
            for position in mapped {
                assert_eq!(after.clamp(position), position, "seed {seed}");
            }
            let mut back = after.clone();
            inverse.apply(&mut back);
            // A text without paragraphs and one with an empty one are the same to whoever writes.
            assert!(back == prose, "seed {seed}: {back:?}\n{prose:?}");
            prose = after;
        }
    }
}
