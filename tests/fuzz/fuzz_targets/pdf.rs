//! A PDF whose structure is sound and whose page shows whatever operators come; and any bytes
//! as a PDF.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::import;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let mut file = b"%PDF-1.7\n".to_vec();
    if first % 4 == 0 {
        file.extend(rest);
    } else {
        // Up to a zero byte the map of characters, behind it the operators.
        let cut = rest.iter().position(|byte| *byte == 0).unwrap_or(0);
        let (map, content) = rest.split_at(cut);
        let stream = |dict: &str, bytes: &[u8]| {
            let head = format!("<<{dict}/Length {}>>stream\n", bytes.len());
            [head.as_bytes(), bytes, b"\nendstream endobj\n"].concat()
        };
        file.extend(
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
              3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 7 0 R>>\
              /XObject<</X 8 0 R>>>>>>endobj\n4 0 obj",
        );
        file.extend(stream("", content));
        file.extend(
            b"5 0 obj<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</W[1[500 600]3 9 700]>>]>>\
              endobj\n6 0 obj",
        );
        file.extend(stream("", map));
        file.extend(b"7 0 obj<</Type/Font/Subtype/Type1/FirstChar 32/Widths[250 500]/Encoding<</Differences[65/one/two]>>>>endobj\n8 0 obj");
        file.extend(stream("/Subtype/Form/Matrix[1 0 0 1 9 9]", content));
        file.extend(b"trailer<</Root 1 0 R>>\n%%EOF");
    }
    let _ = import::read(&file);
});
