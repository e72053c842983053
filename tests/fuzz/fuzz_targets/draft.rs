//! Any bytes as a draft. What is read is written again and read the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::store;

fuzz_target!(|data: &[u8]| {
    let Ok(report) = store::parse(data) else { return };
    let Ok(bytes) = store::write(&report) else { return };
    assert_eq!(store::parse(&bytes).as_ref(), Ok(&report));
});
