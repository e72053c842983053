//! Any text as delimited tables.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::exchange::csv;

fuzz_target!(|data: &[u8]| {
    let _ = csv::read(&String::from_utf8_lossy(data));
});
