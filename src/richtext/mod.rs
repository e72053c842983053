//! Rich text as a value: paragraphs with a level and an alignment, runs with marks; edits that
//! return their inverse. Must not know the form or a screen.

mod chart_choice;
mod edit;
mod figure;
mod formatting;
mod heading_number;
mod invisible;
mod link;
mod open_table;
mod paragraph;
mod position;
mod radicals;
mod rich_text;
mod search;
mod selected_cells;
mod table_columns;
mod table_edit;
mod table_mending;
mod text_cell;
mod text_table;
mod width;
mod word_bounds;
mod word_segmenter;

pub use chart_choice::{ChartChoice, ChartKind, ChartSubject};
pub use edit::Edit;
pub use figure::{Figure, FigureContent};
pub use heading_number::chinese_numeral;
pub use invisible::{Visibility, visibility};
pub use link::CellLink;
pub use paragraph::{Level, ListKind, Paragraph, ParagraphAlign, Run, TextMark, TextMarks, UnknownFields};
pub use position::{GapBias, PositionMap, TextPosition, TextRange};
pub use radicals::unify_radicals;
pub use rich_text::{RichText, unchanged_ends};
pub use search::SearchQuery;
pub use table_edit::{TableChange, TableSelection};
pub use text_cell::{CellBegin, Span, TextCell};
pub use text_table::{GridCell, ProseTable, TextBlock};
pub use width::narrow;
pub use word_bounds::words;
pub use word_segmenter::WordSegmenter;
