//! What an import costs grows no faster than its source: for every kind of file and every dimension of
//! it, twice the input costs at most 2.2 times as much, in bytes that are allocated, in bytes at the
//! peak, and in instructions of the processor. Nothing is timed, so that every run says the same.
//! `cargo bench --bench growth [-- WORDS OF A NAME]`; names what grew, and fails.
//!
//! Each input is read by a child process. Bytes are counted by an allocator that wraps the system's
//! (the crate cap, since unsafe code is forbidden here), instructions by valgrind; where that is not
//! installed, they are skipped, and a loop that allocates nothing goes unseen.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]

#[path = "../tests/support/growing/mod.rs"]
mod growing;
#[path = "../tests/support/skip.rs"]
mod skip;

use std::alloc::System;
use std::path::Path;
use std::process::Command;

use cap::Cap;
use growing::Growth;
use nianbao::import::{self, html};
use nianbao::storage;

#[global_allocator]
static COUNTED: Cap<System> = Cap::new(System, usize::MAX);

/// What reading one input cost.
struct Cost {
    outcome: String,
    /// Bytes allocated in all, bytes at the peak, and instructions where they were counted.
    counts: [Option<u64>; 3],
}

/// How the counts are called, and what is too small to be compared.
const COUNTED_AS: [(&str, u64); 3] = [("bytes", 1 << 17), ("peak", 1 << 17), ("instructions", 2_000_000)];
/// The greatest growth for twice the input.
const MOST: f64 = 2.2;
/// Asks the program to read one file and to say what it cost.
const CHILD: &str = "--cost-of";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [flag, file] = words.as_slice()
        && flag == CHILD
    {
        return child(Path::new(file));
    }
    let folder = std::env::temp_dir().join(format!("nianbao-growth-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("input");
    let counts_instructions = Command::new("valgrind").arg("--version").output().is_ok();
    if !counts_instructions {
        skip::skip_part("valgrind is not installed: instructions are not counted");
    }
    std::fs::write(&file, WARM).unwrap();
    let idle = if counts_instructions { instructions(&file) } else { 0 };
    let cost = |input: &Growth, size: usize| {
        std::fs::write(&file, (input.make)(size)).unwrap();
        let mut cost = cost(&file);
        cost.counts[2] = counts_instructions.then(|| instructions(&file).saturating_sub(idle));
        cost
    };
    let mut grew = Vec::new();
    let mut count = 0_usize;
    for input in growing::all().into_iter().filter(|input| words.iter().all(|word| input.name.contains(word.as_str())))
    {
        count += 1;
        let (one, two) = (cost(&input, input.size), cost(&input, 2 * input.size));
        let mut line = format!("{:44} {:9}", input.name, input.size);
        if one.outcome != two.outcome {
            grew.push(format!("{}: {}, then {}", input.name, one.outcome, two.outcome));
        }
        for (index, (what, floor)) in COUNTED_AS.into_iter().enumerate() {
            let (Some(one), Some(two)) = (one.counts[index], two.counts[index]) else { continue };
            let ratio = (two + floor) as f64 / (one + floor) as f64;
            line += &format!("  {what} {:8.1} M ×{ratio:.2}", two as f64 / 1e6);
            if ratio > MOST {
                grew.push(format!("{}: {what} ×{ratio:.2}", input.name));
            }
        }
        println!("{line}  {}", two.outcome);
    }
    std::fs::remove_dir_all(&folder).unwrap();
    println!("{count} inputs, {} grew", grew.len());
    if !grew.is_empty() {
        grew.iter().for_each(|one| println!("grew: {one}"));
        std::process::exit(1);
    }
}

/// A text that is read before the input, so that what the program keeps for good is not counted.
const WARM: &str = "甲局2024年政府信息公开工作年度报告\n一、总体情况\n无。\n";

/// Reads a file and prints what it cost.
fn child(file: &Path) {
    let bytes = std::fs::read(file).unwrap();
    import::read(WARM.as_bytes()).unwrap();
    let (total, before) = (COUNTED.total_allocated(), COUNTED.allocated());
    let outcome = match bytes.strip_prefix(b"clipboard:") {
        Some(fragment) => match html::fragment(std::str::from_utf8(fragment).unwrap(), &|_| None) {
            Some(_) => "read".to_owned(),
            None => "nothing".to_owned(),
        },
        None if bytes.starts_with(b"{\"format\":\"nianbao-draft\"") => match storage::parse(&bytes) {
            Ok(_) => "read".to_owned(),
            Err(error) => format!("{error:?}"),
        },
        None => match import::read(&bytes) {
            Ok(_) => "read".to_owned(),
            Err(error) => format!("{error:?}"),
        },
    };
    let peak = COUNTED.max_allocated().saturating_sub(before);
    println!("{}\t{peak}\t{outcome}", COUNTED.total_allocated() - total);
}

/// What this program says of a file in a process of its own.
fn cost(file: &Path) -> Cost {
    let output = Command::new(std::env::current_exe().unwrap()).arg(CHILD).arg(file).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut fields = text.trim_end().splitn(3, '\t');
    let mut number = || fields.next().and_then(|field| field.parse().ok());
    let counts = [number(), number(), None];
    let outcome = fields.next().map_or_else(|| format!("died: {}", output.status), str::to_owned);
    Cost { outcome: outcome.chars().take(60).collect(), counts }
}

/// The instructions that reading a file takes, with those of an idle process.
fn instructions(file: &Path) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .arg(CHILD)
        .arg(file)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = text.lines().find_map(|line| line.split_once("refs:"));
    let Some((_, count)) = line else { panic!("{text}") };
    count.replace([',', ' '], "").parse().unwrap()
}
