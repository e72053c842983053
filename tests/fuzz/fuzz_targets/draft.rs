//! Any bytes as a draft. What is read is written again and read the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::storage;

fuzz_target!(|data: &[u8]| {
    let Ok(report) = storage::parse(data) else { return };
    let Ok(bytes) = storage::write(&report) else { return };
    assert_eq!(storage::parse(&bytes).as_ref(), Ok(&report));
});
