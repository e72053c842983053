//! A Word document whose package is sound and whose parts are whatever XML comes: the text, the
//! styles and the numbering, between zero bytes.

#![no_main]

mod package;

use libfuzzer_sys::fuzz_target;
use nianbao::import;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fuzz_target!(|data: &[u8]| {
    let mut parts = data.split(|byte| *byte == 0);
    let mut part = |root: &str| {
        let inner = parts.next().unwrap_or_default();
        let open = format!(
            "<w:{root} xmlns:w=\"{MAIN}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
        );
        [open.as_bytes(), inner, format!("</w:{root}>").as_bytes()].concat()
    };
    let (document, styles, numbering) = (part("document"), part("styles"), part("numbering"));
    let file = package::of(&[
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("word/document.xml", &document),
        ("word/styles.xml", &styles),
        ("word/numbering.xml", &numbering),
    ]);
    let _ = import::read(&file);
});
