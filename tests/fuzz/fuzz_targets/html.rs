//! Any bytes as a saved web page.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::import;

fuzz_target!(|data: &[u8]| {
    let _ = import::read(&[b"<!DOCTYPE html><html>", data].concat());
});
