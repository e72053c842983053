//! A disk that loses power after any step.

use std::path::Path;
use std::time::Duration;

use nianbao::form::SectionId;
use nianbao::session::{Keeper, Over, lost};
use nianbao::storage::{self, Stamp};

use super::{NOW, places, report, text, type_on, typed};
use crate::simulated_disk::Memory;

/// The power is cut after every step of some minutes of work, with every state that the disk may
/// then be in: the draft is whole, and what was written aside or saved is found.
/// `NIANBAO_POWER_CUTS=10000` goes on, with other minutes, until there were so many cuts.
#[test]
fn a_power_cut_after_any_step_loses_nothing_that_was_promised() {
    let wanted = std::env::var("NIANBAO_POWER_CUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    let (mut cuts, mut works) = (0, 0);
    while cuts < wanted {
        cuts += power_cuts(works);
        works += 1;
    }
    println!("{cuts} power cuts in {works} pieces of work");
}

/// One piece of work, by its number, and how many power cuts it lived through.
fn power_cuts(work: u64) -> usize {
    let mut random = fastrand::Rng::with_seed(work);
    let memory = Memory::default();
    let (draft, folders) = places(Path::new("/年报"));
    storage::save(&memory, &draft, &report()).unwrap();
    memory.watched.set(true);
    let mut keeper = Keeper::new(&memory, folders.clone(), "1", "我");
    let mut session = keeper.open(&memory, &draft).unwrap();
    let mut now = Duration::ZERO;
    for round in 1..=4 {
        for _ in 0..random.u32(2..6) {
            now += Duration::from_millis(random.u64(300..2_500));
            type_on(&mut session, now, random.usize(1..4));
            if keeper.tick(&memory, &session, now, NOW).unwrap() {
                memory.promised.set(session.report().prose(SectionId::Overview).unwrap().count());
            }
        }
        keeper.save(&memory, &mut session, &draft, Over::Own, Stamp(NOW.0 + round)).unwrap();
        memory.promised.set(session.report().prose(SectionId::Overview).unwrap().count());
    }
    keeper.close(&memory).unwrap();
    memory.step();
    let mut states = 0;
    for (step, (cuts, promised)) in memory.steps.take().into_iter().enumerate() {
        for files in cuts {
            states += 1;
            let disk = Memory::after_power_cut(files);
            let saved = text(&storage::load(&disk, &draft).unwrap_or_else(|error| panic!("step {step}: {error}")));
            let aside = lost(&disk, &folders).unwrap().into_iter().map(|one| one.recovery.expect("whole"));
            let longest = aside.map(|one| text(&one.report)).chain([saved]).max_by_key(String::len).unwrap();
            let count = longest.chars().count();
            assert_eq!(longest, typed(count), "work {work}, step {step}");
            assert!(count >= promised, "work {work}, step {step}: {count} of {promised}");
        }
    }
    assert!(states > 20, "{states} states");
    states
}
