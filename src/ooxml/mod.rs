//! Parts of Office Open XML packages (ISO/IEC 29500) that Word documents and workbooks have in
//! common: zip packages, relationships, XML in and out, the one escape of markup. Must not know
//! what a document or a workbook says.

pub(crate) mod escape;
pub mod package;
pub(crate) mod relations;
pub mod xml_reader;
pub(crate) mod xml_writer;
