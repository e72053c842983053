//! Rich text on screen: a text of the report behind egui's text widget, typeset like the page. Gives
//! commands; changes no report.

mod caret_keys;
mod editor;
mod editor_rows;
mod figure_painter;
mod galley_cache;
mod paste;
mod pasted_picture;
mod table_boxes;
mod table_keys;
mod text_buffer;
mod text_clipboard;
mod text_painter;
mod text_style;
mod text_zoom;

pub use editor::{EditorField, TextEditor};
pub use figure_painter::FigureLook;
pub use paste::{Pasted, understand};
pub use text_buffer::{BufferEdit, TextBuffer};
pub use text_style::EditorStyle;
pub use text_zoom::text_zoom;
