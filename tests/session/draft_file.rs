//! The draft file: what it looks like, what it keeps, what it refuses, and that a failed save
//! leaves the former file.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use nianbao::form::{CellKey, CellMeasure, SectionId, UnitKind};
use nianbao::limits::Limit;
use nianbao::report::{
    Change, CharRange, CommentChange, CommentRemark, Number, Place, Report, ReportStage, ReportText, Reviser,
    RevisionChange, StageEntry,
};
use nianbao::richtext::{Edit, Level, Paragraph, RichText, Run, TextMarks, TextPosition, TextRange};
use nianbao::storage::{
    self, Disk, DraftError, FileAccess, FileFingerprint, FileLock, FileTime, PathKind, RealDisk, StoreCause,
};

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("草稿 draft").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn report() -> Report {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    report.numbers.set(CellKey::parse("licensing.decisions").unwrap(), Some(Number::Count(7)));
    report.numbers.set(CellKey::parse("fees.amount").unwrap(), Number::parse("12.50", CellMeasure::Amount));
    report.prose_mut(SectionId::Overview).paragraphs.push(Paragraph::new(Level::Body, "公开41条。"));
    report
}

/// FNV-1a in 64 bits: names of former versions and fingerprints in recovery files stay what they were.
#[test]
fn fingerprints_are_those_of_earlier_versions() {
    for (bytes, shown) in [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")] {
        assert_eq!(FileFingerprint::of(bytes.as_bytes()).to_string(), shown, "{bytes}");
    }
}

#[test]
fn a_draft_is_a_file_that_a_person_can_read() {
    let text = String::from_utf8(storage::write(&report()).unwrap()).unwrap();
    let expected = r#"{
  "format": "nianbao-draft",
  "version": "1.0",
  "form": "cn-2021",
  "unit": {
    "name": "青禾县水务局",
    "kind": "department"
  },
  "year": 2024,
  "sections": {
    "overview": [
      {
        "text": "公开41条。"
      }
    ]
  },
  "numbers": {
    "fees": {
      "amount": "12.50"
    },
    "licensing": {
      "decisions": 7
    }
  }
}
"#;
    assert_eq!(text, expected);
    assert_eq!(storage::parse(text.as_bytes()).unwrap(), report());
}

/// Fields of a later version, at every level, come back as they were.
#[test]
fn unknown_fields_are_kept_everywhere() {
    let text = r#"{
  "format": "nianbao-draft",
  "version": "1.7",
  "form": "cn-2021",
  "unit": { "name": "青禾县水务局", "kind": "township", "code": "1103" },
  "year": 2024,
  "preface": [ { "text": "前言", "colour": "red" } ],
  "sections": {
    "overview": [
      { "level": "second", "text": "（一）主动公开", "anchor": 3 },
      { "runs": [ { "text": "公开", "bold": true, "link": "rules.issued" }, { "text": "41条" } ], "spacing": { "before": [1, 2.5, 20e24, null] } }
    ]
  },
  "numbers": {
    "licensing": { "decisions": 7 },
    "stated_totals": { "received.total": 9, "total.total": null },
    "source": "统计台账",
    "checked": true
  },
  "notes": { "licensing.decisions": "含变更" },
  "stated": { "titles": { "problems": "五、存在问题" }, "missing_titles": ["others"], "labels": { "a": "b" }, "fonts": [] },
  "signature": { "unit": "青禾县水务局", "date": "2025-01-10", "seal": "none" },
  "dismissed": [ { "rule": "R12", "reason": "已请示" } ]
}"#;
    let report = storage::parse(text.as_bytes()).unwrap();
    let written = storage::write(&report).unwrap();
    let (mut before, after): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(text).unwrap(), serde_json::from_slice(&written).unwrap());
    before["version"] = "1.0".into();
    assert_eq!(after, before);
    assert_eq!(storage::parse(&written).unwrap(), report);
    assert_eq!(storage::write(&storage::parse(&written).unwrap()).unwrap(), written);
}

/// An older program, which knows neither comments nor tracked changes nor stages, keeps them as fields that it does not
/// know; here they bear names that this program does not know. What it changed under them costs nothing but their places.
#[test]
fn an_older_program_keeps_what_reviewers_did() {
    const LATER: [&str; 3] = ["comments", "revisions", "stages"];
    let mut draft = report();
    *draft.prose_mut(SectionId::Overview) = RichText::plain("公开41条。\n全年收到12件，均已办结。\n监督保障到位。");
    let form = nianbao::form::Form::of(draft.form).unwrap();
    let part = ReportText::Section(SectionId::Overview);
    let by = |draft: &mut Report, change: Change| {
        let reviser = Reviser { by: "李四".into(), at: "2025-01-06T14:03".parse().ok() };
        Change::By(reviser, Box::new(change)).apply(draft, form).unwrap();
    };
    for (span, words) in
        [(TextRange::within(1, 0, 2), "本年度"), (TextRange::within(2, 4, 7), ""), (TextRange::within(0, 0, 0), "主动")]
    {
        let edit = Edit::insert(draft.part(part).unwrap(), span, words, TextMarks::default());
        by(&mut draft, Change::Prose(part, edit));
    }
    by(&mut draft, Change::Numbers(vec![(CellKey::parse("licensing.decisions").unwrap(), Some(Number::Count(9)))]));
    for place in [part.place(CharRange { paragraph: 2, start: 0, end: 4 }), Place::Title] {
        let remark = CommentRemark::new("王五", None, "请核实");
        Change::Comment(CommentChange::Add(place, remark)).apply(&mut draft, form).unwrap();
    }
    let day = nianbao::report::Date::new(2025, 1, 8).unwrap();
    draft.stages.push(StageEntry::new(&draft, ReportStage::Review, "李四", day, "请审"));
    let renamed = |bytes: &[u8], to_later: bool| {
        let mut file: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        let fields = file.as_object_mut().unwrap();
        for name in LATER {
            let later = format!("{name} of later");
            let (from, to) = if to_later { (name.to_owned(), later) } else { (later, name.to_owned()) };
            let value = fields.remove(&from).unwrap_or_else(|| panic!("{from} is lost"));
            fields.insert(to, value);
        }
        file
    };
    let written = storage::write(&draft).unwrap();
    let old = renamed(&written, true);
    // Opened and saved there, with nothing, a word or whole paragraphs changed.
    for (gone, words) in [
        (TextRange::within(0, 0, 0), ""),
        (TextRange::within(0, 0, 1), "新"),
        (TextRange::new(TextPosition::new(0, 0), TextPosition::new(2, 4)), ""),
    ] {
        let mut there = storage::parse(old.to_string().as_bytes()).unwrap();
        assert!(there.comments.is_empty() && there.revisions.is_empty() && there.stages.is_empty());
        let edit = Edit::insert(there.part(part).unwrap(), gone, words, TextMarks::default());
        Change::Prose(part, edit).apply(&mut there, form).unwrap();
        let saved = storage::write(&there).unwrap();
        let saved: serde_json::Value = serde_json::from_slice(&saved).unwrap();
        for name in LATER {
            let later = format!("{name} of later");
            assert_eq!(saved[&later], old[&later], "as it was, to the last field");
        }
        let back = renamed(saved.to_string().as_bytes(), false);
        let back = storage::parse(back.to_string().as_bytes()).unwrap();
        assert_eq!(
            (&back.comments, back.revisions.marks(), &back.stages),
            (&draft.comments, draft.revisions.marks(), &draft.stages)
        );
        if words.is_empty() && gone.is_empty() {
            assert_eq!(back, draft);
        }
        // However little their places still mean, all of it is shown and settled.
        assert!(back.revision_entries().len() >= draft.revisions.marks().len().min(1));
        assert!(back.review_copy(form).is_some());
        for change in [RevisionChange::Accept(back.revisions.ids()), RevisionChange::Reject(back.revisions.ids())] {
            let mut settled = back.clone();
            Change::Revise(change).apply(&mut settled, form).unwrap();
            assert!(settled.revisions.is_empty());
        }
    }
}

#[test]
fn what_is_no_draft_is_refused_by_cause() {
    let good = String::from_utf8(storage::write(&report()).unwrap()).unwrap();
    let cut = |bytes: usize| good.as_bytes()[..bytes].to_vec();
    let with = |from: &str, to: &str| good.replacen(from, to, 1).into_bytes();
    let mut broken_utf8 = good.clone().into_bytes();
    let at = good.find("青禾").unwrap();
    broken_utf8[at] = 0xFF;
    let within = cut(at + 4);
    let cases: Vec<(&str, Vec<u8>, DraftError)> = vec![
        ("cut early", cut(16), DraftError::Truncated { line: 2, column: 14 }),
        ("cut within a character", within, DraftError::Truncated { line: 6, column: 16 }),
        ("cut late", cut(good.len() - 4), DraftError::Truncated { line: 24, column: 2 }),
        ("not UTF-8", broken_utf8, DraftError::NotUtf8 { line: 6, column: 14 }),
        ("text", "2024年报告".into(), DraftError::Foreign),
        ("text in GB 18030", b"\xB9\xAB\xBF\xAA".to_vec(), DraftError::Foreign),
        ("a picture", b"\x89PNG\r\n\x1a\n\x00\xFF".to_vec(), DraftError::Foreign),
        ("empty", Vec::new(), DraftError::Empty),
        ("blanks", b" \r\n".to_vec(), DraftError::Empty),
        ("zeros", vec![0; 4096], DraftError::Empty),
        ("other JSON", br#"{"name": "x"}"#.to_vec(), DraftError::Foreign),
        ("JSON that is no object", b"[1, 2]".to_vec(), DraftError::Foreign),
        ("of another format", with("nianbao-draft", "other-draft"), DraftError::Foreign),
        ("newer", with("\"1.0\"", "\"2.3\""), DraftError::Newer { version: "2.3".into() }),
        (
            "newer and unlike ours",
            with("\"1.0\",\n  \"form\": \"cn-2021\"", "\"3.0\",\n  \"form\": 5"),
            DraftError::Newer { version: "3.0".into() },
        ),
        (
            "no version",
            with("\"version\": \"1.0\",\n", ""),
            DraftError::Malformed { line: 1, column: 1, problem: "`version` is not like \"1.0\"".into() },
        ),
        ("too large", vec![b'x'; 16 * 1024 * 1024 + 1], DraftError::TooLarge),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(storage::parse(&bytes), Err(expected), "{name}");
    }
    let DraftError::Malformed { line, .. } = storage::parse(&with("\"year\": 2024", "\"year\": \"soon\"")).unwrap_err()
    else {
        panic!("malformed");
    };
    assert_eq!(line, 9);
    let mark = [b"\xEF\xBB\xBF".as_slice(), good.as_bytes()].concat();
    assert_eq!(storage::parse(&mark).unwrap(), report(), "a byte order mark, as editors add");
}

#[test]
fn saving_replaces_the_file_and_keeps_its_permissions() {
    let path = folder("save").join("a b.nianbao");
    storage::save(&RealDisk, &path, &report()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let link = path.with_file_name("link.nianbao");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let mut changed = report();
        changed.year = 2025;
        storage::save(&RealDisk, &link, &changed).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(std::fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        assert_eq!(storage::load(&RealDisk, &path).unwrap(), changed);
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 2, "nothing is left beside");
    }
}

/// A disk whose n-th step fails.
struct Failing {
    left: AtomicUsize,
    with: io::ErrorKind,
}

impl Failing {
    fn step<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let left = self.left.load(Ordering::SeqCst);
        self.left.store(left.saturating_sub(1), Ordering::SeqCst);
        if left == 0 { Err(self.with.into()) } else { step() }
    }
}

impl Disk for Failing {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        self.step(|| RealDisk.kind(path))
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.step(|| RealDisk.read(path, limit))
    }
    fn written(&self, path: &Path) -> io::Result<FileTime> {
        self.step(|| RealDisk.written(path))
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.step(|| RealDisk.resolve(path))
    }
    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()> {
        // A full disk takes half of the bytes.
        if self.left.load(Ordering::SeqCst) == 0 {
            RealDisk.create(path, &bytes[..bytes.len() / 2], access)?;
        }
        self.step(|| RealDisk.create(path, bytes, access))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| RealDisk.rename(from, to))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| RealDisk.sync_folder(folder))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.step(|| RealDisk.list(folder))
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| RealDisk.create_folder(folder))
    }
    fn lock(&self, path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
        self.step(|| RealDisk.lock(path, owner, access))
    }
}

#[test]
fn whatever_step_fails_the_former_draft_is_whole() {
    let path = folder("fault").join("a.nianbao");
    let (former, mut newer) = (report(), report());
    newer.year = 2023;
    // A folder that takes no new file is another matter than a file that may not be read.
    for (kind, causes) in [
        (io::ErrorKind::StorageFull, [StoreCause::Full, StoreCause::Full]),
        (io::ErrorKind::PermissionDenied, [StoreCause::Denied, StoreCause::FolderDenied]),
        (io::ErrorKind::ReadOnlyFilesystem, [StoreCause::FolderDenied, StoreCause::FolderDenied]),
    ] {
        let mut steps = 0;
        loop {
            storage::save(&RealDisk, &path, &former).unwrap();
            let result = storage::save(&Failing { left: AtomicUsize::new(steps), with: kind }, &path, &newer);
            let there = storage::load(&RealDisk, &path).unwrap();
            assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "step {steps}");
            match result {
                Ok(()) => assert_eq!(there, newer),
                Err(error) => {
                    assert!(causes.contains(&error.cause), "step {steps}: {:?}", error.cause);
                    assert_eq!(there, former, "step {steps}");
                }
            }
            steps += 1;
            if steps > 8 {
                break;
            }
        }
        assert_eq!(storage::load(&RealDisk, &path).unwrap(), newer, "the last round had steps enough");
    }
}

#[test]
fn files_that_cannot_be_read_or_written_have_their_causes() {
    let folder = folder("causes");
    let cause = |result: Result<Report, storage::StoreError>| result.unwrap_err().cause;
    assert_eq!(cause(storage::load(&RealDisk, &folder.join("none.nianbao"))), StoreCause::Missing);
    assert_eq!(cause(storage::load(&RealDisk, &folder)), StoreCause::IsFolder);
    let save = |path: &Path| storage::save(&RealDisk, path, &report()).unwrap_err().cause;
    assert_eq!(save(&folder), StoreCause::IsFolder);
    assert_eq!(save(&folder.join("no/a.nianbao")), StoreCause::NoFolder);
    let locked = folder.join("locked.nianbao");
    storage::save(&RealDisk, &locked, &report()).unwrap();
    let mut permissions = std::fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&locked, permissions).unwrap();
    assert_eq!(save(&locked), StoreCause::ReadOnly);
}

/// What a draft would cost is counted before all of it is in memory, and what a report may hold is bounded: each
/// limit exactly.
#[test]
fn a_draft_costs_no_more_than_its_limits() {
    let good = String::from_utf8(storage::write(&report()).unwrap()).unwrap();
    let with = |field: String| good.replacen("{", &format!("{{{field},"), 1).into_bytes();
    let prose = |paragraphs: Vec<Paragraph>| {
        let mut report = Report::new("", UnitKind::Department, 2024);
        report.prose_mut(SectionId::Overview).paragraphs = paragraphs;
        storage::write(&report).unwrap()
    };
    let runs = |count: usize| {
        let run = |at: usize| {
            let marks = if at.is_multiple_of(2) {
                TextMarks::default()
            } else {
                TextMarks { bold: true, ..TextMarks::default() }
            };
            Run { text: "字".into(), marks, link: None, extra: Default::default() }
        };
        vec![Paragraph::marked(Level::Body, (0..count).map(run).collect())]
    };
    let lines = |count: usize| vec![Paragraph::new(Level::Body, ""); count];
    let letters = |count: usize| vec![Paragraph::new(Level::Body, "字".repeat(count))];
    let own = Limit::check_json(good.as_bytes()).map(|()| good.bytes().filter(|byte| b",[{".contains(byte)).count());
    assert!(own.is_ok_and(|values| values < 1_000));
    let most = Limit::Values.most();
    let refused = [
        ("numbers", with(format!("\"x\":[{}1]", "1,".repeat(most))), Limit::Values),
        ("objects", with(format!("\"x\":[{}1]", "{},".repeat(most / 5))), Limit::Values),
        ("lists", with(format!("\"x\":[{}1]", "[],".repeat(most / 5))), Limit::Values),
        ("paragraphs", prose(lines(Limit::Paragraphs.most() + 1)), Limit::Paragraphs),
        ("characters", prose(letters(Limit::Characters.most() + 1)), Limit::Characters),
        ("runs", prose(runs(Limit::Runs.most() + 1)), Limit::Runs),
    ];
    for (name, bytes, limit) in refused {
        assert_eq!(storage::parse(&bytes).err(), Some(DraftError::Beyond(limit)), "{name}");
        assert!(storage::holds_draft(&bytes), "{name}: it is a draft all the same");
    }
    // Words with commas and brackets are no values.
    let words = with(format!("\"x\":\"{}\"", "{[,\\\"".repeat(most)));
    let accepted = [
        words,
        with(format!("\"x\":[{}1]", "1,".repeat(most - 1_000))),
        prose(lines(Limit::Paragraphs.most())),
        prose(letters(Limit::Characters.most())),
        prose(runs(Limit::Runs.most())),
    ];
    for (number, bytes) in accepted.iter().enumerate() {
        assert!(storage::parse(bytes).is_ok(), "{number}: {:?}", storage::parse(bytes).err());
    }
}
