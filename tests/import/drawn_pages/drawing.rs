//! Text and lines → the smallest PDF that shows them. Its font is not embedded; Chinese characters are as wide as
//! they are high, others half as wide.

use std::fmt::Write as _;

/// What is drawn on a page, in points from its lower left corner.
#[derive(Default)]
pub struct Canvas {
    texts: Vec<(f64, f64, f64, String)>,
    lines: Vec<((f64, f64), (f64, f64))>,
}

/// How the drawing lies on its sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Upright,
    /// Turned to the left on a sheet that is wider than high.
    Sideways,
    /// The same with a rotation of the page that makes it upright again.
    SidewaysAndRotated,
    /// Turned to the right.
    OtherSide,
    UpsideDown,
    /// The first two lines upright, the rest turned to the left.
    TableSideways,
}

impl Canvas {
    pub fn text(&mut self, x: f64, y: f64, size: f64, text: &str) {
        self.texts.push((x, y, size, text.to_owned()));
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.lines.push((from, to));
    }

    fn content(&self, sheet: Sheet) -> String {
        let turn = match sheet {
            Sheet::Upright => "1 0 0 1 0 0",
            Sheet::Sideways | Sheet::SidewaysAndRotated | Sheet::TableSideways => "0 1 -1 0 842 0",
            Sheet::OtherSide => "0 -1 1 0 0 595",
            Sheet::UpsideDown => "-1 0 0 -1 595 842",
        };
        let (upright, turned) = self.texts.split_at(if sheet == Sheet::TableSideways { 2 } else { 0 });
        let mut content = String::new();
        for (index, (.., text)) in upright.iter().enumerate() {
            // Above the table, which then begins at the left.
            let y = 570.0 - 18.0 * f64::from(u32::try_from(index).unwrap());
            content.push_str(&shown(10.0, y, 9.0, text));
        }
        writeln!(content, "q {turn} cm").unwrap();
        for (x, y, size, text) in turned {
            content.push_str(&shown(*x, *y, *size, text));
        }
        for ((x, y), (to_x, to_y)) in &self.lines {
            writeln!(content, "0.5 w {x} {y} m {to_x} {to_y} l S").unwrap();
        }
        content + "Q\n"
    }
}

fn shown(x: f64, y: f64, size: f64, text: &str) -> String {
    let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F {size} Tf 1 0 0 1 {x:.2} {y:.2} Tm <{hex}> Tj ET\n")
}

/// The pages as a file.
pub fn pdf(pages: Vec<Canvas>, sheet: Sheet) -> Vec<u8> {
    let (wide, high) = if matches!(sheet, Sheet::Upright | Sheet::UpsideDown) { (595, 842) } else { (842, 595) };
    let rotate = if sheet == Sheet::SidewaysAndRotated { "/Rotate 90" } else { "" };
    let kids: String = (0..pages.len()).map(|index| format!("{} 0 R ", 10 + 2 * index)).collect();
    let mut objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len())),
        (3, "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>".to_owned()),
        (4, "<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/DW 1000>>".to_owned()),
    ];
    for (index, page) in pages.iter().enumerate() {
        let content = page.content(sheet);
        let id = 10 + 2 * index;
        objects.push((
            id,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]{rotate}/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
                id + 1
            ),
        ));
        objects.push((id + 1, format!("<</Length {}>>stream\n{content}endstream", content.len())));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    for (id, object) in objects {
        writeln!(file, "{id} 0 obj{object}endobj").unwrap();
    }
    (file + "trailer<</Root 1 0 R>>\n%%EOF\n").into_bytes()
}
