//! A program that is killed while it types.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::Duration;

use nianbao::form::SectionId;
use nianbao::session::{DraftGuard, Overwrite, Session, lost};
use nianbao::storage::{self, FileTime, RealDisk};

use super::{NOW, folder, places, report, text, text_of, type_on, typed};

/// The folder in which the child types; without it, `the_child_that_types` does nothing.
const CHILD: &str = "NIANBAO_TEST_CHILD";
/// One keystroke takes the child this long by the clock that it hands on.
const STROKE: Duration = Duration::from_millis(100);
/// So many keystrokes are two seconds.
const TWO_SECONDS: usize = 20;

/// 200 times a child types and is killed at a moment of chance: the draft is whole, and less than
/// two seconds of typing are gone. `NIANBAO_KILLS=1000` makes it longer.
#[test]
fn a_killed_program_loses_less_than_two_seconds() {
    let kills = std::env::var("NIANBAO_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    let mut random = fastrand::Rng::with_seed(9);
    let (mut root, mut typed_before, mut most) = (PathBuf::new(), 0, 0);
    let (mut from_aside, mut unsaved) = (0, 0);
    for kill in 0..kills {
        if kill % 20 == 0 {
            root = folder(&format!("kill_{}", kill / 20));
            typed_before = 0;
        }
        let (draft, folders) = places(&root);
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "storage::killed_process::the_child_that_types",
                "--ignored",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(CHILD, &root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut reported = typed_before;
        // A line that was cut ends without its full stop.
        let mut note = |line: &str| {
            let count = line.strip_prefix("typed ").and_then(|line| line.strip_suffix('.'));
            count.inspect(|count| reported = count.parse().unwrap()).is_some()
        };
        // The moment of the kill counts in keystrokes, so that a busy computer kills no earlier.
        let strokes = random.usize(1..70);
        let began = lines.by_ref().map_while(Result::ok).filter(|line| note(line)).take(strokes).count();
        assert_eq!(began, strokes, "kill {kill}: the child types");
        std::thread::sleep(Duration::from_micros(random.u64(0..5_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        lines.map_while(Result::ok).for_each(|line| {
            note(&line);
        });
        let saved = if draft.exists() {
            text(&storage::load(&RealDisk, &draft).expect("a whole draft"))
        } else {
            String::new()
        };
        let aside: Vec<_> = lost(&RealDisk, &folders)
            .unwrap()
            .into_iter()
            .map(|one| text(&one.recovery.expect("whole").report))
            .collect();
        assert!(aside.len() <= 1, "kill {kill}: {} files aside", aside.len());
        let found = aside.into_iter().chain([saved.clone()]).max_by_key(String::len).unwrap();
        let count = found.chars().count();
        assert_eq!(found, typed(count), "kill {kill}");
        assert!(count + TWO_SECONDS >= reported, "kill {kill}: {count} of {reported}");
        most = most.max(reported.saturating_sub(count));
        from_aside += usize::from(found != saved);
        unsaved += usize::from(reported > count);
        typed_before = count;
    }
    println!("{kills} kills, {from_aside} recovered from aside, {unsaved} lost something, at most {most} characters");
    assert!(from_aside > kills / 4, "{from_aside}");
}

/// Types until it is killed: opens what it finds, saves now and then.
#[test]
#[ignore = "a child process of a_killed_program_loses_less_than_two_seconds"]
fn the_child_that_types() {
    let root = std::env::var_os(CHILD).expect("the folder in which to type");
    let (draft, folders) = places(Path::new(&root));
    let mut keeper = DraftGuard::new(&RealDisk, folders.clone(), &std::process::id().to_string(), "孩子");
    let found = lost(&RealDisk, &folders).unwrap();
    let mut session = match found.first() {
        Some(found) => keeper.recover(&RealDisk, &found.file, NOW).unwrap(),
        None if draft.exists() => keeper.open(&RealDisk, &draft).unwrap(),
        None => Session::new(report()).unwrap(),
    };
    let mut now = Duration::ZERO;
    for stroke in 1..100_000 {
        let before =
            session.report().prose(SectionId::Overview).map(|prose| text_of(prose).chars().count()).unwrap_or(0);
        now += STROKE;
        type_on(&mut session, now, 1);
        writeln!(io::stdout(), "\ntyped {}.", before + 1).unwrap();
        keeper.tick(&RealDisk, &session, now, NOW).unwrap();
        if stroke % 37 == 0 {
            // Nobody else touches the draft: whenever the last child was killed, nobody is asked.
            keeper.save(&RealDisk, &mut session, &draft, Overwrite::Own, FileTime(NOW.0 + stroke)).unwrap();
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}
