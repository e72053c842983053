//! Reading PDF files back: objects through lopdf, glyphs by following the text operators, and
//! other programs where they are installed.

use std::collections::BTreeMap;
use std::process::Command;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::skip::skip_part;

pub struct Reader {
    pub document: Document,
    pages: Vec<ObjectId>,
}

/// A glyph as a reader sees it: where its origin stands, and its text.
#[derive(Debug)]
pub struct Seen {
    pub page: usize,
    pub code: u16,
    pub text: String,
    pub x: f64,
    pub y: f64,
}

struct ReadFont {
    texts: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
}

impl Reader {
    pub fn of(bytes: &[u8]) -> Reader {
        let document = Document::load_mem(bytes).expect("a PDF file");
        let pages = document.get_pages().into_values().collect();
        Reader { document, pages }
    }

    pub fn root(&self) -> &Dictionary {
        self.document.catalog().expect("a catalog")
    }

    pub fn resolved<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).expect("an object").1
    }

    pub fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        self.resolved(object).as_dict().expect("a dictionary")
    }

    pub fn stream(&self, object: &Object) -> Vec<u8> {
        let stream = self.resolved(object).as_stream().expect("a stream");
        if stream.dict.has(b"Filter") { stream.decompressed_content().unwrap() } else { stream.content.clone() }
    }

    pub fn page_number(&self, page: &Object) -> usize {
        let page = page.as_reference().expect("a reference");
        self.pages.iter().position(|it| *it == page).expect("a page")
    }

    /// The structure element that the parent tree names for marked content.
    pub fn owner(&self, page: usize, id: i64) -> ObjectId {
        let tree = self.dictionary(self.root().get(b"StructTreeRoot").unwrap());
        let numbers = self.dictionary(tree.get(b"ParentTree").unwrap()).get(b"Nums").unwrap().as_array().unwrap();
        let key =
            self.document.get_dictionary(self.pages[page]).unwrap().get(b"StructParents").unwrap().as_i64().unwrap();
        let at = numbers.chunks(2).find(|pair| pair[0].as_i64().unwrap() == key).expect("the page");
        let owners = self.resolved(&at[1]).as_array().unwrap();
        owners[usize::try_from(id).unwrap()].as_reference().unwrap()
    }

    /// The fonts by their names, sorted.
    pub fn fonts(&self) -> Vec<(String, &Dictionary)> {
        let page = self.document.get_dictionary(self.pages[0]).unwrap();
        let resources = self.dictionary(page.get(b"Resources").unwrap());
        let fonts = self.dictionary(resources.get(b"Font").unwrap()).iter();
        let mut fonts: Vec<_> =
            fonts.map(|(name, font)| (String::from_utf8_lossy(name).into_owned(), self.dictionary(font))).collect();
        fonts.sort_by(|a, b| a.0.cmp(&b.0));
        fonts
    }

    /// A font's descendant, descriptor and program.
    pub fn program<'a>(&'a self, font: &'a Dictionary) -> (&'a Dictionary, &'a Dictionary, Vec<u8>) {
        let cid_font = self.dictionary(&font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0]);
        let descriptor = self.dictionary(cid_font.get(b"FontDescriptor").unwrap());
        (cid_font, descriptor, self.stream(descriptor.get(b"FontFile2").unwrap()))
    }

    /// A page's drawing, one line for each operator.
    pub fn operators(&self, page: usize) -> Vec<String> {
        let line = |operation: lopdf::content::Operation| {
            let operands = operation.operands.iter().map(shown).chain([operation.operator.clone()]);
            operands.collect::<Vec<_>>().join(" ")
        };
        self.content(page).operations.into_iter().map(line).collect()
    }

    /// Every glyph of the file in the order of drawing.
    pub fn glyphs(&self) -> Vec<Seen> {
        let fonts: BTreeMap<_, _> = self.fonts().into_iter().map(|(name, font)| (name, self.read_font(font))).collect();
        let mut seen = Vec::new();
        for page in 0..self.pages.len() {
            let (mut font, mut size, mut at) = (None, 0.0, (0.0, 0.0));
            for operation in self.content(page).operations {
                let number = |at: usize| f64::from(operation.operands[at].as_float().unwrap());
                match operation.operator.as_str() {
                    "Tf" => {
                        font = fonts.get(&name_of(&operation.operands[0]));
                        size = number(1);
                    }
                    "Tm" => at = (number(4), number(5)),
                    "TJ" => {
                        let font = font.expect("a font");
                        for part in operation.operands[0].as_array().unwrap() {
                            if let Ok(back) = part.as_float() {
                                at.0 -= f64::from(back) * size / 1000.0;
                                continue;
                            }
                            for pair in part.as_str().unwrap().chunks(2) {
                                let code = u16::from_be_bytes([pair[0], pair[1]]);
                                let text = font.texts.get(&code).expect("a text for the code").clone();
                                seen.push(Seen { page, code, text, x: at.0, y: at.1 });
                                at.0 += font.widths[&code] * size / 1000.0;
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        seen
    }

    fn content(&self, page: usize) -> Content {
        let bytes = self.document.get_page_content(self.pages[page]);
        Content::decode(&bytes).expect("operators")
    }

    fn read_font(&self, font: &Dictionary) -> ReadFont {
        let mut texts = BTreeMap::new();
        let map = String::from_utf8(self.stream(font.get(b"ToUnicode").unwrap())).unwrap();
        for line in map.lines() {
            let Some((code, text)) = line.strip_prefix('<').and_then(|line| line.split_once("> <")) else { continue };
            // The code space stands in one line of the same look.
            if let (Some(text), Ok(code)) = (text.strip_suffix('>'), u16::from_str_radix(code, 16)) {
                let units: Vec<_> = text
                    .as_bytes()
                    .chunks(4)
                    .map(|unit| u16::from_str_radix(str::from_utf8(unit).unwrap(), 16).unwrap())
                    .collect();
                texts.insert(code, String::from_utf16(&units).unwrap());
            }
        }
        let mut widths = BTreeMap::new();
        let (cid_font, _, _) = self.program(font);
        for pair in cid_font.get(b"W").unwrap().as_array().unwrap().chunks(2) {
            let first = u16::try_from(pair[0].as_i64().unwrap()).unwrap();
            for (code, width) in (first..).zip(pair[1].as_array().unwrap()) {
                widths.insert(code, f64::from(width.as_float().unwrap()));
            }
        }
        ReadFont { texts, widths }
    }
}

pub fn name_of(object: &Object) -> String {
    String::from_utf8_lossy(object.as_name().expect("a name")).into_owned()
}

/// What an object says it is.
pub fn kind(object: &Object) -> String {
    object.type_name().map(|kind| String::from_utf8_lossy(kind).into_owned()).unwrap_or_default()
}

pub fn text_of(object: &Object) -> String {
    lopdf::decode_text_string(object).expect("a text")
}

/// An object as a PDF file shows it, strings as their text.
pub fn shown(object: &Object) -> String {
    match object {
        Object::Integer(number) => number.to_string(),
        Object::Real(number) => number.to_string(),
        Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
        Object::String(..) => format!("({})", text_of(object)),
        Object::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(" ")),
        Object::Dictionary(entries) => {
            let entry =
                |(key, value): (&Vec<u8>, &Object)| format!("/{} {}", String::from_utf8_lossy(key), shown(value));
            format!("<<{}>>", entries.iter().map(entry).collect::<Vec<_>>().join(" "))
        }
        other => format!("{other:?}"),
    }
}

/// Writes bytes where another program finds them.
pub fn on_disk(name: &str, bytes: &[u8]) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("a file");
    path.to_str().expect("a path").to_owned()
}

/// What a program prints; nothing where it is not installed, which counts as a skip.
pub fn program(name: &str, arguments: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(name).args(arguments).output() else {
        skip_part(&format!("{name} is not installed"));
        return None;
    };
    assert!(output.status.success(), "{name}: {output:?}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}
