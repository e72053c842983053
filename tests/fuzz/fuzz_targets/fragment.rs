//! Any text as a piece of a web page from the clipboard.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::import::html;

fuzz_target!(|data: &[u8]| {
    let _ = html::fragment(&String::from_utf8_lossy(data), &|_| None);
});
