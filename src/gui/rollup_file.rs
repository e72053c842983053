//! What a roll-up of a folder reads and writes, by what a dialog asks for. Knows no dialog.

/// What is read for the sum of a folder, or written of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollupFile {
    /// The folder.
    Folder,
    /// The list of units.
    List,
    /// The former report, whose texts are carried forward.
    Former,
    /// The draft of the sum.
    Draft,
    /// Its workbook.
    Xlsx,
    /// Lines for a database.
    Csv,
    /// The folder of the sheets that go back.
    Returns,
    /// The charts.
    Charts,
}

impl RollupFile {
    /// The extension of the file that is written; `None` for what is read, and for a folder.
    pub const fn extension(self) -> Option<&'static str> {
        match self {
            RollupFile::Draft => Some("nianbao"),
            RollupFile::Xlsx => Some("xlsx"),
            RollupFile::Csv => Some("csv"),
            RollupFile::Charts => Some("pdf"),
            RollupFile::Folder | RollupFile::List | RollupFile::Former | RollupFile::Returns => None,
        }
    }
}
