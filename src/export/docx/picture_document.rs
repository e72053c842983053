//! Pictures as a Word document, one a page: lines for programs that show SVG, dots for all others (ISO/IEC 29500 with
//! Microsoft's extension `svgBlip`). A live chart of Office would be a part of its own with a workbook in it; no kept
//! crate writes one, and Office would draw it by its own rules, without the numbers and tones that are promised. Must
//! not know what the pictures show.

use super::docx_styles::W;
use super::{DocxWriteError, fixed_parts};
use crate::ooxml::package_seal;
use crate::ooxml::package_writer::PackageWriter;
use crate::ooxml::xml_writer::XmlWriter;
use crate::report::Report;

/// A picture.
pub struct DocxPicture {
    /// Its dots, as PNG.
    pub dots: Vec<u8>,
    /// Its lines, as SVG.
    pub lines: String,
    /// Its width and height in thousandths of a point.
    pub size: (i32, i32),
    /// What it says, for those who do not see it.
    pub words: String,
}

/// The extensions of the two kinds, by which their relationships are named too.
const DOTS: &str = "png";
const LINES: &str = "svg";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";
/// The extension that holds a picture's lines.
const SVG_EXTENSION: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";
const SVG_SPACE: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
/// A4 with margins of 28 mm at the sides and 10 mm above and below, in twips: a page of charts has its own.
const PAPER: [(&str, &str); 2] = [("w:w", "11906"), ("w:h", "16838")];
const MARGINS: [(&str, &str); 7] = [
    ("w:top", "567"),
    ("w:right", "1474"),
    ("w:bottom", "567"),
    ("w:left", "1587"),
    ("w:header", "300"),
    ("w:footer", "300"),
    ("w:gutter", "0"),
];

/// The document; `about` gives its author and date.
///
/// # Errors
///
/// The archive cannot be written.
pub fn write_pictures(title: &str, about: &Report, pictures: &[DocxPicture]) -> Result<Vec<u8>, DocxWriteError> {
    let mut package = PackageWriter::new();
    package.add("[Content_Types].xml", &content_types())?;
    package.add("_rels/.rels", &fixed_parts::package_relations())?;
    package.add("word/document.xml", &document(pictures))?;
    package.add("word/_rels/document.xml.rels", &relations(pictures.len()))?;
    for (number, picture) in (1..).zip(pictures) {
        package.add(&format!("word/media/chart{number}.{DOTS}"), &picture.dots)?;
        package.add(&format!("word/media/chart{number}.{LINES}"), picture.lines.as_bytes())?;
    }
    package.add("docProps/core.xml", &fixed_parts::core_properties(about, title))?;
    package.add("docProps/app.xml", &fixed_parts::extended_properties(about))?;
    Ok(package_seal::seal(package.finish()?, package_seal::OFFICE)?)
}

fn content_types() -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let dots = format!("image/{DOTS}");
    xml.element("Types", &[("xmlns", &format!("{PACKAGE}content-types"))], |xml| {
        for (extension, media) in [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            (DOTS, dots.as_str()),
            (LINES, "image/svg+xml"),
        ] {
            xml.empty("Default", &[("Extension", extension), ("ContentType", media)]);
        }
        for (name, media) in [
            ("/word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
            ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        ] {
            xml.empty("Override", &[("PartName", name), ("ContentType", media)]);
        }
    });
    xml.into_bytes()
}

/// Dots and lines of each picture.
fn relations(pictures: usize) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    xml.element("Relationships", &[("xmlns", &format!("{PACKAGE}relationships"))], |xml| {
        for number in 1..=pictures {
            for kind in [DOTS, LINES] {
                let (id, target) = (format!("{kind}{number}"), format!("media/chart{number}.{kind}"));
                xml.empty("Relationship", &[("Id", &id), ("Type", &format!("{OFFICE}/image")), ("Target", &target)]);
            }
        }
    });
    xml.into_bytes()
}

fn document(pictures: &[DocxPicture]) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let (wp, a) = (format!("{DRAWING}wordprocessingDrawing"), format!("{DRAWING}main"));
    let spaces = [W, ("xmlns:r", OFFICE), ("xmlns:wp", wp.as_str()), ("xmlns:a", a.as_str())];
    xml.element("w:document", &spaces, |xml| {
        xml.element("w:body", &[], |xml| {
            for (number, picture) in (1..).zip(pictures) {
                xml.element("w:p", &[], |xml| {
                    xml.element("w:pPr", &[], |xml| {
                        xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "0")]);
                    });
                    xml.element("w:r", &[], |xml| drawing(xml, number, picture));
                });
            }
            xml.element("w:sectPr", &[], |xml| {
                xml.empty("w:pgSz", &PAPER);
                xml.empty("w:pgMar", &MARGINS);
            });
        });
    });
    xml.into_bytes()
}

/// A picture in the line.
fn drawing(xml: &mut XmlWriter, number: usize, picture: &DocxPicture) {
    // English Metric Units: 12,700 to a point.
    let emu = |thousandths: i32| (i64::from(thousandths) * 127 / 10).to_string();
    let (width, height, id) = (emu(picture.size.0), emu(picture.size.1), number.to_string());
    let extent = [("cx", width.as_str()), ("cy", height.as_str())];
    let named = [("id", id.as_str()), ("name", &format!("chart {number}")), ("descr", &picture.words)];
    let space = format!("{DRAWING}picture");
    xml.element("w:drawing", &[], |xml| {
        let none = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
        xml.element("wp:inline", &none, |xml| {
            xml.empty("wp:extent", &extent);
            xml.empty("wp:docPr", &named);
            xml.element("a:graphic", &[], |xml| {
                xml.element("a:graphicData", &[("uri", &space)], |xml| {
                    xml.element("pic:pic", &[("xmlns:pic", &space)], |xml| {
                        xml.element("pic:nvPicPr", &[], |xml| {
                            xml.empty("pic:cNvPr", &named);
                            xml.empty("pic:cNvPicPr", &[]);
                        });
                        xml.element("pic:blipFill", &[], |xml| {
                            xml.element("a:blip", &[("r:embed", &format!("{DOTS}{number}"))], |xml| {
                                xml.element("a:extLst", &[], |xml| {
                                    xml.element("a:ext", &[("uri", SVG_EXTENSION)], |xml| {
                                        let svg = format!("{LINES}{number}");
                                        let own = [("xmlns:asvg", SVG_SPACE), ("r:embed", svg.as_str())];
                                        xml.empty("asvg:svgBlip", &own);
                                    });
                                });
                            });
                            xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
                        });
                        xml.element("pic:spPr", &[], |xml| {
                            xml.element("a:xfrm", &[], |xml| {
                                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                                xml.empty("a:ext", &extent);
                            });
                            xml.element("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
                        });
                    });
                });
            });
        });
    });
}
