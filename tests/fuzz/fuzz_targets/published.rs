//! Any bytes as a published text, in whatever encoding they may be.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::exchange::published;

fuzz_target!(|data: &[u8]| {
    let _ = published::read_bytes(data);
});
