//! Any bytes as a published text, in whatever encoding they may be.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::import::text;

fuzz_target!(|data: &[u8]| {
    let _ = text::read_bytes(data);
});
