//! Work on many things at once, whose results come in order. Knows no report.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// More threads would wait for the disk, and hold more at once.
const MOST_THREADS: usize = 8;
/// How many results are kept until they are taken in order.
const BATCH: usize = 256;

/// Does `work` for 0 up to `count`, on every processor, and hands the results to `take` in order. Each thread
/// has a `state` of its own.
pub fn in_order<S, T: Send>(
    count: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> T + Sync,
    mut take: impl FnMut(usize, T),
) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    for start in (0..count).step_by(BATCH) {
        let end = count.min(start + BATCH);
        let next = AtomicUsize::new(start);
        let share = || {
            let mut state = state();
            let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|one| *one < end));
            numbers.map(|number| (number, work(&mut state, number))).collect::<Vec<_>>()
        };
        let mut done = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(share)).collect();
            let mut done = share();
            for other in others {
                done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            done
        });
        done.sort_unstable_by_key(|(number, _)| *number);
        for (number, result) in done {
            take(number, result);
        }
    }
}
