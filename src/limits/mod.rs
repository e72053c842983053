//! Every limit on what is read, in one place: no file, however it was made, costs more memory or
//! time than these allow. Must not know file formats; each reader counts and checks its counts
//! against these limits.

mod json_values;
mod read_error;

pub use read_error::{OwnOutput, ReadError};

/// A quantity that is limited. A real report stays below a hundredth of most limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Bytes of a file.
    File,
    /// Bytes of text that is read from a file.
    Text,
    /// Entries of a package.
    Entries,
    /// Bytes of all decompressed parts of a file, counted during decompression.
    Inflated,
    /// The ratio of a decompressed size to the compressed one, beyond [`Limit::PART_RATIO_FROM`] or
    /// [`Limit::STREAM_RATIO_FROM`].
    Ratio,
    /// How deep elements of XML are nested.
    Depth,
    /// Bytes of one tag or one run of text in XML.
    Token,
    /// Elements and runs of text of an XML part.
    Events,
    /// Cells of all sheets or tables.
    Cells,
    /// Lines of a text or paragraphs of a document, cells of its tables included.
    Lines,
    /// Bytes of a web page. A larger one may hold pictures, and little else: [`Limit::PicturePage`].
    Page,
    /// Bytes of a web page with the pictures that are written into it in Base64.
    PicturePage,
    /// Bytes of such a page without its pictures: the words of a report as long as reports may be.
    PageRest,
    /// Nodes of a web page; a page with more bytes than [`Limit::Page`] may have a quarter of them, and of attributes.
    /// The longest report takes 45,000.
    Nodes,
    /// Attributes of all elements of a web page.
    Attributes,
    /// How deep elements of a web page are nested.
    NodeDepth,
    /// Bytes of a PDF, which is in memory twice while it is read: ours has all pictures of a report, and eight megabytes
    /// for its words.
    Pdf,
    /// Pages of a PDF. The longest report fills 1,300 of ours, each with 22 lines of 28 characters.
    Pages,
    /// Objects of a PDF.
    Objects,
    /// Bytes of one decompressed stream of a PDF.
    Stream,
    /// Drawing operators of a PDF.
    Operators,
    /// Glyphs of a PDF.
    Glyphs,
    /// Glyphs of one page of a PDF.
    PageGlyphs,
    /// Ruled lines of a page of a PDF.
    Rules,
    /// Characters that are pasted into a text or a table at once. A long report has a fifth of them.
    Pasted,
    /// Values of JSON, of which an object or a list counts as four.
    Values,
    /// Characters of a report, however it came in. Its PDF takes 160 bytes of memory for each; the 996 pages
    /// of our longest test have 585,000.
    Characters,
    /// Paragraphs of a report. Its PDF takes 8 kB of memory for each, 14 kB for a heading.
    Paragraphs,
    /// Runs of a report, characters with the same marks.
    Runs,
    /// Bytes of one picture of a report.
    Picture,
    /// Bytes of all pictures of a report together.
    Pictures,
    /// Dots of a picture, which is what it takes to look at it: three bytes for each.
    Dots,
    /// Bytes of a picture's file that somebody chooses: what has more than [`Limit::Picture`] must become smaller.
    PictureFile,
    /// Dots of such a picture: cameras of telephones take fifty million.
    FileDots,
    /// Columns of a table in a text, which is what Word has.
    TableColumns,
    /// Cells of a table in a text, rows times columns.
    TableCells,
}

impl Limit {
    /// The ratio of a part of a package is not limited up to this decompressed size, in bytes: ten thousand equal
    /// paragraphs, which a report may have, are megabytes of markup that is packed into less than a hundredth. Of a part
    /// of such a size no reader keeps more than the other limits let it, however it is packed.
    pub const PART_RATIO_FROM: u64 = 32 << 20;

    /// The same of a stream of a PDF. Ours are those of a page each, or of a font.
    pub const STREAM_RATIO_FROM: u64 = 1 << 20;

    /// The most bytes of the words and numbers of a draft. The longest report fills half of them.
    pub const DRAFT_TEXT: u64 = 16 << 20;

    /// The most bytes of a draft: its words, and all pictures that it may have in Base64.
    pub const DRAFT: u64 = Limit::DRAFT_TEXT + (36 << 20) / 3 * 4 + (1 << 16);

    /// The most bytes of all former versions of one draft, which is room for eight drafts of the greatest size.
    pub const VERSIONS: u64 = 128 << 20;

    /// The greatest permitted value.
    pub const fn most(self) -> usize {
        match self {
            Limit::File => 56 << 20,
            Limit::Text => 4 << 20,
            Limit::Entries => 2_000,
            Limit::Inflated => 256 << 20,
            Limit::Ratio => 100,
            Limit::Depth => 128,
            Limit::Token => 1 << 20,
            Limit::Events => 2_000_000,
            Limit::Cells => 200_000,
            Limit::Lines => 100_000,
            Limit::Page => 16 << 20,
            Limit::PicturePage => Limit::Pictures.most() / 3 * 4 + Limit::PageRest.most(),
            Limit::PageRest => 4 << 20,
            Limit::Nodes => 200_000,
            Limit::Attributes => 400_000,
            Limit::NodeDepth => 256,
            Limit::Pdf => Limit::Pictures.most() + (8 << 20),
            Limit::Pages => 4_000,
            Limit::Objects => 40_000,
            Limit::Stream => 16 << 20,
            Limit::Operators => 2_000_000,
            Limit::Glyphs => 1_500_000,
            Limit::PageGlyphs => 200_000,
            Limit::Rules => 4_000,
            Limit::Pasted => 100_000,
            Limit::Values => 400_000,
            Limit::Characters => 800_000,
            Limit::Paragraphs => 10_000,
            Limit::Runs => 15_000,
            Limit::Picture => 12 << 20,
            Limit::Pictures => 36 << 20,
            Limit::Dots => 24_000_000,
            Limit::PictureFile => 32 << 20,
            Limit::FileDots => 52_000_000,
            Limit::TableColumns => 63,
            Limit::TableCells => 6_000,
        }
    }

    /// Refuses a count `found` greater than [`Limit::most`].
    ///
    /// # Errors
    ///
    /// The count exceeds the limit.
    pub fn check(self, found: usize) -> Result<(), ReadError> {
        if found > self.most() { Err(ReadError::Beyond(self)) } else { Ok(()) }
    }

    /// The same for a count of 64 bits on any machine.
    ///
    /// # Errors
    ///
    /// The count exceeds the limit.
    pub fn check_u64(self, found: u64) -> Result<(), ReadError> {
        self.check(usize::try_from(found).unwrap_or(usize::MAX))
    }

    /// Refuses a report of so many characters, paragraphs and runs that it could not be handed out at a cost
    /// that any computer has: at most 260 MB for its PDF, and less for anything else.
    ///
    /// # Errors
    ///
    /// One of the counts exceeds its limit.
    pub fn check_report(characters: usize, paragraphs: usize, runs: usize) -> Result<(), ReadError> {
        Limit::Characters.check(characters)?;
        Limit::Paragraphs.check(paragraphs)?;
        Limit::Runs.check(runs)
    }

    /// Refuses what has more than `from` bytes decompressed, and more than [`Limit::Ratio`] times its compressed
    /// size.
    ///
    /// # Errors
    ///
    /// The count exceeds the limit.
    pub fn check_ratio(unpacked: u64, packed: u64, from: u64) -> Result<(), ReadError> {
        if unpacked <= from {
            return Ok(());
        }
        let times = u64::try_from(Limit::Ratio.most()).unwrap_or(u64::MAX);
        if unpacked > packed.saturating_mul(times) { Err(ReadError::Beyond(Limit::Ratio)) } else { Ok(()) }
    }
}
