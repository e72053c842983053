//! A disk that loses power after any step.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use nianbao::session::{DraftEvent, Overwrite, WorkerMode, unsaved_drafts};
use nianbao::storage::{self, FileTime};

use super::{NOW, Setup, places, report, text, typed};
use crate::simulated_disk::SimulatedDisk;

/// The power is cut after every step of some minutes of work, with every state that the disk may
/// then be in: the draft is whole, and what was written to the recovery file or saved is found.
/// `NIANBAO_POWER_CUTS=10000` goes on, with other minutes, until there were so many cuts.
#[test]
fn a_power_cut_after_any_step_loses_nothing_that_was_promised() {
    let wanted = std::env::var("NIANBAO_POWER_CUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    let (mut cuts, mut works) = (0, 0);
    while cuts < wanted || works < 4 {
        cuts += power_cuts(works);
        works += 1;
    }
    println!("{cuts} power cuts in {works} pieces of work");
}

/// One piece of work, by its number, and how many power cuts it lived through. Every second one has threads
/// as the window has, which write while it is typed; the others do every step in the same order in every run.
fn power_cuts(work: u64) -> usize {
    let mut random = fastrand::Rng::with_seed(work);
    let disk = Arc::new(SimulatedDisk::default());
    let (draft, folders) = places(Path::new("/年报"));
    storage::save(&*disk, &draft, &report()).unwrap();
    disk.watched.store(true, Ordering::SeqCst);
    let threads = work % 2 == 1;
    let mode = if threads { WorkerMode::Thread } else { WorkerMode::Inline };
    let setup = Setup { mode, ..Setup::inline(disk.clone(), &folders) };
    let mut program = setup.open("1", &draft).unwrap();
    program.autosave = work.is_multiple_of(4);
    let promise = |count: usize| disk.promised.store(count, Ordering::SeqCst);
    let (mut now, mut begun) = (Duration::ZERO, None);
    for round in 1..=4 {
        for _ in 0..random.u32(2..12) {
            now += Duration::from_millis(random.u64(300..2_500));
            program.type_on(now, random.usize(1..4));
            let was_idle = !program.draft.is_busy();
            for event in program.frame(now) {
                match event {
                    DraftEvent::RecoveryWritten | DraftEvent::Saved { .. } if !threads => promise(program.count()),
                    DraftEvent::RecoveryWritten => {
                        begun.take().inspect(|count| promise(*count));
                    }
                    DraftEvent::Saved { .. } => {}
                    failed => panic!("work {work}: {failed:?}"),
                }
            }
            if was_idle && program.draft.is_busy() && !program.draft.is_saving() {
                begun = Some(program.count());
            }
            if threads && random.u32(0..8) == 0 {
                // A save whose end nobody waits for.
                begun = None;
                let _ = program.draft.save(&mut program.session, draft.clone(), Overwrite::Own, NOW);
            }
        }
        program.save_at(&draft, Overwrite::Own, FileTime(NOW.0 + round)).unwrap();
        begun = None;
        promise(program.count());
    }
    program.draft.close().unwrap();
    let mut states = 0;
    for (step, cut) in disk.take_cuts().into_iter().enumerate() {
        for files in cut.possible {
            states += 1;
            let disk = SimulatedDisk::with_files(files);
            let saved = text(&storage::load(&disk, &draft).unwrap_or_else(|error| panic!("step {step}: {error}")));
            let found = unsaved_drafts(&disk, &folders).unwrap();
            let found = found.into_iter().map(|one| text(&one.recovery.expect("whole").report));
            let longest = found.chain([saved]).max_by_key(String::len).unwrap();
            let count = longest.chars().count();
            assert_eq!(longest, typed(count), "work {work}, step {step}");
            assert!(count >= cut.promised, "work {work}, step {step}: {count} of {}", cut.promised);
        }
    }
    assert!(states > 20, "{states} states");
    states
}
