//! Former versions: which are kept, in which order, whatever the clock says.

use std::path::{Path, PathBuf};
use std::time::Duration;

use nianbao::limits::Limit;
use nianbao::session::Overwrite;
use nianbao::storage::{self, BackupVersion, Disk, FileTime, RealDisk};

use super::{NOW, Setup, folder, places, report, typed};
use crate::simulated_disk::SimulatedDisk;

const HOUR: u64 = 3_600;
const DAY: u64 = FileTime::DAY;
/// Midnight in China.
const MIDNIGHT: u64 = NOW.0 / DAY * DAY + 16 * HOUR;

/// A draft whose versions are told apart by a number.
struct Kept {
    disk: Box<dyn Disk>,
    draft: PathBuf,
    folder: PathBuf,
    count: usize,
}

impl Kept {
    fn new() -> Kept {
        Kept::on(Box::new(SimulatedDisk::default()), Path::new("/年报"))
    }

    fn on(disk: Box<dyn Disk>, root: &Path) -> Kept {
        let (draft, folders) = places(root);
        Kept { disk, draft, folder: folders.backups, count: 0 }
    }

    /// Takes the next version at this time and returns its number.
    fn take(&mut self, now: u64) -> usize {
        self.take_of(now, 0)
    }

    /// As `take`, a version of about this many bytes.
    fn take_of(&mut self, now: u64, bytes: usize) -> usize {
        self.count += 1;
        let bytes = format!("{}{}", self.count, " ".repeat(bytes));
        storage::back_up_bytes(&*self.disk, &self.folder, &self.draft, bytes.as_bytes(), FileTime(now)).unwrap();
        self.count
    }

    fn versions(&self) -> Vec<BackupVersion> {
        storage::backups(&*self.disk, &self.folder, &self.draft).unwrap()
    }

    /// The numbers of the versions that are kept, the newest first.
    fn numbers(&self) -> Vec<usize> {
        let read = |version: &BackupVersion| self.disk.read(&version.path, u64::MAX).unwrap();
        self.versions().iter().map(|one| String::from_utf8(read(one)).unwrap().trim().parse().unwrap()).collect()
    }
}

/// The day in China.
fn day(time: u64) -> u64 {
    (time + 8 * HOUR) / DAY
}

#[test]
fn ten_quick_saves_push_nothing_out() {
    let mut kept = Kept::new();
    let first = kept.take(MIDNIGHT + 9 * HOUR);
    let later = kept.take(MIDNIGHT + 10 * HOUR);
    for second in 0..30 {
        kept.take(MIDNIGHT + 11 * HOUR + second);
    }
    let numbers = kept.numbers();
    assert_eq!(numbers[..10], [32, 31, 30, 29, 28, 27, 26, 25, 24, 23]);
    assert_eq!(numbers[10..], [3, later, first], "the first of each hour");
}

/// One save an hour for sixty days.
#[test]
fn ten_versions_the_hours_of_today_and_a_month_of_days_are_kept() {
    let mut kept = Kept::new();
    let last = MIDNIGHT + 60 * DAY + 15 * HOUR;
    (0..=60 * 24 + 15).for_each(|hour| {
        kept.take(MIDNIGHT + hour * HOUR);
    });
    let hours: Vec<u64> = kept.versions().iter().map(|one| (last - one.taken.0) / HOUR).collect();
    let today = 0..=15;
    let days = (1..31).map(|day| 15 + 24 * day);
    assert_eq!(hours, today.chain(days).collect::<Vec<u64>>());
    // A day without a save does not count.
    kept.take(last + 400 * DAY);
    assert_eq!(kept.versions().len(), 10 + 30, "only the hours of the day before went");
}

/// What is kept is a draft like any other; the same content is kept once; each draft has its own.
#[test]
fn versions_are_drafts() {
    let (draft, folders) = places(&folder("versions"));
    let setup = Setup::real(&folders);
    let mut program = setup.begin("1");
    for round in 1..=3 {
        program.type_on(Duration::ZERO, 1);
        program.save_at(&draft, Overwrite::Own, FileTime(NOW.0 + round)).unwrap();
        program.save_at(&draft, Overwrite::Own, FileTime(NOW.0 + round)).unwrap();
    }
    let kept = storage::backups(&RealDisk, &folders.backups, &draft).unwrap();
    let texts: Vec<String> =
        kept.iter().map(|one| super::text(&storage::load(&RealDisk, &one.path).unwrap())).collect();
    assert_eq!(texts, [typed(3), typed(2), typed(1)]);
    storage::save(&RealDisk, &draft.with_file_name("甲.draft"), &report()).unwrap();
    assert_eq!(storage::backups(&RealDisk, &folders.backups, &draft.with_file_name("甲.draft")).unwrap(), []);
}

/// Versions that an earlier program left, whose names have one number, are read, ordered and thinned with
/// ours; where the clock does not go back, ours have the same names.
#[test]
fn versions_of_earlier_programs_are_kept() {
    let mut kept = Kept::new();
    kept.take(MIDNIGHT);
    let name = kept.versions()[0].path.file_name().unwrap().to_str().unwrap().to_owned();
    let number = format!("{MIDNIGHT:012}.nianbao");
    assert!(name.ends_with(&format!("-{number}")), "{name}");
    let former = name.replace(&number, &format!("{:012}.nianbao", MIDNIGHT - DAY));
    kept.disk.create(&kept.folder.join(former), b"900", nianbao::storage::FileAccess::Usual).unwrap();
    kept.take(MIDNIGHT + 5);
    assert_eq!(kept.numbers(), [2, 1, 900]);
}

/// A week's clock going backwards, and forward again: the order is that of the saves, the day's first
/// versions of before and after are there, and the times are those that the clock told.
#[test]
fn a_clock_that_jumps_back_a_week_costs_no_version() {
    let mut kept = Kept::new();
    let mut firsts = Vec::new();
    let noon = MIDNIGHT + 12 * HOUR;
    let days = (0..10).chain(3..10).chain(10..12);
    for (run, day) in days.enumerate() {
        for save in 0..12 {
            let number = kept.take(noon + day * DAY + save * 60);
            if save == 0 {
                firsts.push(number);
            }
        }
        let numbers = kept.numbers();
        assert!(firsts.iter().all(|first| numbers.contains(first)), "after {run} days: {numbers:?}");
        assert_eq!(numbers[..10], *(kept.count - 9..=kept.count).rev().collect::<Vec<_>>(), "the last ten");
        assert!(numbers.is_sorted_by(|one, other| one > other), "{numbers:?}");
        assert_eq!(kept.versions()[0].taken, FileTime(noon + day * DAY + 11 * 60), "by the clock of that time");
    }
    assert_eq!(firsts.len(), 19);
    // The year 1970, and the end of time.
    for now in [0, u64::MAX, 5] {
        let number = kept.take(now);
        assert_eq!(kept.numbers()[0], number, "{now}");
    }
}

/// Random times, with a clock that jumps: whatever it says, the ten last, the first of each of the last 31
/// days, and of the newest day the first of each hour are there; nothing else is.
#[test]
fn whatever_the_clock_says_the_rules_hold() {
    for seed in 0..60 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut kept = Kept::new();
        let mut now = MIDNIGHT + random.u64(..DAY);
        let mut times = Vec::new();
        for _ in 0..150 {
            now = match random.u32(..40) {
                0 => now - 7 * DAY,
                1 => now + random.u64(..400 * DAY),
                2 => now - random.u64(..DAY),
                3..=8 => now + random.u64(..2 * DAY),
                9..=20 => now + random.u64(..2 * HOUR),
                _ => now + random.u64(..120),
            };
            times.push(now);
            kept.take(now);
            let is_first = |of: fn(u64) -> u64, at: usize| at == 0 || of(times[at - 1]) != of(times[at]);
            let firsts: Vec<usize> = (0..times.len()).filter(|at| is_first(day, *at)).collect();
            let today = firsts.last().copied().unwrap_or(0);
            let wanted = |at: &usize| {
                *at + 10 >= times.len()
                    || firsts.iter().rev().take(31).any(|first| first == at)
                    || (*at >= today && is_first(|time| time / HOUR, *at))
            };
            let expected: Vec<usize> = (0..times.len()).rev().filter(wanted).map(|at| at + 1).collect();
            assert_eq!(kept.numbers(), expected, "seed {seed}, {times:?}");
        }
    }
}

/// Large drafts: the oldest versions are given up, never the newest nor the first of its day.
#[test]
fn versions_stay_within_their_bytes() {
    let mut kept = Kept::on(Box::new(RealDisk), &folder("bytes"));
    let large = 25 << 20;
    let days: Vec<usize> = (0..4).map(|day| kept.take_of(MIDNIGHT + day * DAY, large)).collect();
    let first = kept.take_of(MIDNIGHT + 9 * DAY, large);
    let second = kept.take_of(MIDNIGHT + 9 * DAY + 60, large);
    assert_eq!(kept.numbers(), [second, first, days[3], days[2], days[1]]);
    let more: Vec<usize> = (2..8).map(|minute| kept.take_of(MIDNIGHT + 9 * DAY + 60 * minute, large)).collect();
    let numbers = kept.numbers();
    assert_eq!(numbers, [more[5], more[4], more[3], more[2], first]);
    let bytes: usize = kept.versions().iter().map(|one| kept.disk.read(&one.path, u64::MAX).unwrap().len()).sum();
    assert!(bytes as u64 <= Limit::VERSIONS, "{bytes}");
}
