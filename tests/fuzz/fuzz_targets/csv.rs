//! Any text as delimited tables.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::import::csv_reader;

fuzz_target!(|data: &[u8]| {
    let _ = csv_reader::read(&String::from_utf8_lossy(data));
});
