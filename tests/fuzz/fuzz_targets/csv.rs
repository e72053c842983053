//! Any text as delimited tables.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::export::csv_table;

fuzz_target!(|data: &[u8]| {
    let _ = csv_table::read(&String::from_utf8_lossy(data));
});
