//! Any bytes as a file of unknown kind: the choice of the reader and what every kind's reader
//! makes of broken shells.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::import;

fuzz_target!(|data: &[u8]| {
    let _ = import::read(data);
});
