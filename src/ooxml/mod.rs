//! Parts of Office Open XML packages (ISO/IEC 29500) that Word documents and workbooks have in
//! common: packages, zipped or flat, relationships, reading and writing XML, escaping. Must not know the
//! content of a document or a workbook.

pub(crate) mod base64;
pub(crate) mod escape;
pub(crate) mod flat_package;
pub mod package;
pub(crate) mod package_origin;
pub(crate) mod package_seal;
pub(crate) mod package_writer;
mod prefix_scopes;
pub(crate) mod relations;
pub mod xml_reader;
pub(crate) mod xml_writer;
