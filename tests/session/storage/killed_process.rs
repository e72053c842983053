//! A program that is killed while it types.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::Duration;

use nianbao::form::Form;
use nianbao::report::{Change, CommentChange, CommentRemark, Place, Report, Reviser, RevisionChange};
use nianbao::session::{DraftEvent, Overwrite, SessionCommand, leftovers};
use nianbao::storage::{self, FileTime, RealDisk};

use super::{NOW, Setup, folder, names, places, text, typed};

/// The folder in which the child types; without it, `the_child_that_types` does nothing.
const CHILD: &str = "NIANBAO_TEST_CHILD";
/// Set where the child tracks what it types, and comments on it every tenth character.
const REVIEWED: &str = "NIANBAO_TEST_CHILD_REVIEWED";
/// One keystroke takes the child this long by the clock that it hands on.
const STROKE: Duration = Duration::from_millis(100);
/// So many keystrokes are two seconds.
const TWO_SECONDS: usize = 20;
/// By the child's clock the disk takes no longer than so many keystrokes; the child types on meanwhile.
const DISK_STROKES: usize = 5;

/// 200 times a child types and is killed at a moment of chance: the draft is whole, and less than
/// two seconds of typing are gone. `NIANBAO_KILLS=1000` makes it longer.
#[test]
fn a_killed_program_loses_less_than_two_seconds() {
    let kills = std::env::var("NIANBAO_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    let mut random = fastrand::Rng::with_seed(9);
    let (mut root, mut typed_before, mut most) = (PathBuf::new(), 0, 0);
    let (mut recovered, mut unsaved) = (0, 0);
    for kill in 0..kills {
        if kill % 20 == 0 {
            root = folder(&format!("kill_{}", kill / 20));
            typed_before = 0;
        }
        let is_reviewed = (kill / 20) % 2 == 1;
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
            .envs(is_reviewed.then_some((REVIEWED, "1")))
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
        assert_eq!(child.try_wait().unwrap(), None, "kill {kill}: the child did not end by itself");
        child.kill().unwrap();
        child.wait().unwrap();
        lines.map_while(Result::ok).for_each(|line| {
            note(&line);
        });
        let saved = draft.exists().then(|| storage::load(&RealDisk, &draft).expect("a whole draft"));
        let found = Setup::real(&folders).unsaved();
        let found: Vec<_> = found.into_iter().map(|one| one.recovery.expect("whole").report).collect();
        assert!(found.len() <= 1, "kill {kill}: {} recovery files", found.len());
        let all: Vec<Report> = found.into_iter().chain(saved.clone()).collect();
        if is_reviewed {
            all.iter().for_each(|report| assert_reviewed(report, kill));
        }
        let saved = saved.as_ref().map(text).unwrap_or_default();
        let found = all.iter().map(text).max_by_key(String::len).unwrap_or_default();
        let count = found.chars().count();
        assert_eq!(found, typed(count), "kill {kill}");
        assert!(count + TWO_SECONDS >= reported, "kill {kill}: {count} of {reported}");
        most = most.max(reported.saturating_sub(count));
        recovered += usize::from(found != saved);
        unsaved += usize::from(reported > count);
        typed_before = count;
        // What the next start clears up.
        leftovers::sweep(&RealDisk, &folders, &root.join("temporary"), NOW);
        let left: Vec<_> = [&root, &folders.recovery].into_iter().flat_map(|folder| names(folder)).collect();
        let is_left = |name: &String| [".lock", ".alive", ".part"].iter().any(|ending| name.contains(ending));
        assert!(!left.iter().any(is_left), "kill {kill}: {left:?}");
    }
    println!("{kills} kills, {recovered} recovered, {unsaved} lost something, at most {most} characters");
    assert!(recovered > kills / 4, "{recovered}");
}

/// Of what was tracked and commented on while it was typed nothing is lost but with the words themselves: all of them are
/// one person's, and each tenth has its comment.
fn assert_reviewed(report: &Report, kill: usize) {
    let form = Form::of(report.form).unwrap();
    let count = text(report).chars().count();
    let comments: Vec<&str> = report.comments.iter().map(|comment| comment.remark.text.as_str()).collect();
    let wanted: Vec<String> = (1..=count / 10).map(|number| format!("第{number}条")).collect();
    assert_eq!(comments, wanted, "kill {kill}: {count}");
    let mut before = report.clone();
    Change::Revise(RevisionChange::Reject(report.revisions.ids())).apply(&mut before, form).unwrap();
    assert_eq!(text(&before), "", "kill {kill}");
}

/// Types until it is killed: opens what it finds as the window does, and saves now and then. Threads write
/// while it types, as in the window.
#[test]
#[ignore = "a child process of a_killed_program_loses_less_than_two_seconds"]
fn the_child_that_types() {
    let root = std::env::var_os(CHILD).expect("the folder in which to type");
    let (draft, folders) = places(Path::new(&root));
    let setup = Setup { patience: Duration::ZERO, ..Setup::real(&folders) };
    let mut program = setup.start(&std::process::id().to_string(), &draft);
    let is_reviewed = std::env::var_os(REVIEWED).is_some();
    if is_reviewed {
        program.session.track_changes(true).unwrap();
        program.session.revise_as(Reviser { by: "李四".into(), at: None });
    }
    let (mut now, mut busy) = (Duration::ZERO, 0);
    for stroke in 1..100_000 {
        let before = program.count();
        now += STROKE;
        program.type_on(now, 1);
        if is_reviewed && (before + 1).is_multiple_of(10) {
            let remark = CommentRemark::new("王五", None, &format!("第{}条", (before + 1) / 10));
            let comment = Change::Comment(CommentChange::Add(Place::Title, remark));
            program.session.execute(SessionCommand::Change(comment), now).unwrap();
        }
        writeln!(io::stdout(), "\ntyped {}.", before + 1).unwrap();
        let time = FileTime(NOW.0 + stroke);
        let mut events = program.frame_at(now, time);
        if stroke % 37 == 0 {
            events.extend(program.draft.save(&mut program.session, draft.clone(), Overwrite::Own, time));
        }
        busy = if program.draft.is_busy() { busy + 1 } else { 0 };
        if busy >= DISK_STROKES {
            events.extend(program.draft.finish(&mut program.session, time));
        }
        // Nobody else touches the draft: whenever the last child was killed, nobody is asked.
        let fine = |event: &DraftEvent| matches!(event, DraftEvent::RecoveryWritten | DraftEvent::Saved { .. });
        assert!(events.iter().all(fine), "{events:?}");
        std::thread::sleep(Duration::from_micros(200));
    }
}
