//! Every bound on what is read, in one place: no file, however made, costs more than these allow.
//! Knows no kind of file; whoever reads one counts, and holds what it counted against its limit.

mod read_error;

pub use read_error::ReadError;

/// Something that is bounded. A real report stays below a hundredth of most of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Bytes of a file.
    File,
    /// Bytes of text that a file comes down to.
    Text,
    /// Entries of a package.
    Entries,
    /// Bytes that all parts of a file unpack to, counted while they do.
    Inflated,
    /// How many times its packed size a part may unpack to, once past [`Limit::RATIO_FROM`].
    Ratio,
    /// How deep elements of XML are nested.
    Depth,
    /// Bytes of one tag or one run of text in XML.
    Token,
    /// Elements and runs of text of an XML part.
    Events,
    /// Cells of all sheets or tables; a line of text counts as one.
    Cells,
    /// Nodes of a web page.
    Nodes,
    /// How deep elements of a web page are nested.
    NodeDepth,
    /// Bytes of a PDF, which is held in memory twice while it is read.
    Pdf,
    /// Pages of a PDF.
    Pages,
    /// Objects of a PDF.
    Objects,
    /// Bytes that one stream of a PDF unpacks to.
    Stream,
    /// Drawing operators of a PDF.
    Operators,
    /// Glyphs of a PDF.
    Glyphs,
    /// Ruled lines of a page of a PDF.
    Rules,
}

impl Limit {
    /// Every limit.
    pub const ALL: [Limit; 18] = [
        Limit::File,
        Limit::Text,
        Limit::Entries,
        Limit::Inflated,
        Limit::Ratio,
        Limit::Depth,
        Limit::Token,
        Limit::Events,
        Limit::Cells,
        Limit::Nodes,
        Limit::NodeDepth,
        Limit::Pdf,
        Limit::Pages,
        Limit::Objects,
        Limit::Stream,
        Limit::Operators,
        Limit::Glyphs,
        Limit::Rules,
    ];

    /// Bytes that a part may unpack to whatever its ratio: runs of equal markup in a small file
    /// are no bomb.
    pub const RATIO_FROM: u64 = 1 << 20;

    /// The most that is read; one more is refused.
    pub const fn most(self) -> usize {
        match self {
            Limit::File => 64 << 20,
            Limit::Text => 4 << 20,
            Limit::Entries => 2_000,
            Limit::Inflated => 256 << 20,
            Limit::Ratio => 100,
            Limit::Depth => 128,
            Limit::Token => 1 << 20,
            Limit::Events => 2_000_000,
            Limit::Cells => 200_000,
            Limit::Nodes => 200_000,
            Limit::NodeDepth => 256,
            Limit::Pdf => 32 << 20,
            Limit::Pages => 500,
            Limit::Objects => 20_000,
            Limit::Stream => 16 << 20,
            Limit::Operators => 1_000_000,
            Limit::Glyphs => 500_000,
            Limit::Rules => 4_000,
        }
    }

    /// Refuses a source that has `found` of it where that is more than [`Limit::most`].
    pub fn hold(self, found: usize) -> Result<(), ReadError> {
        if found > self.most() { Err(ReadError::Beyond(self)) } else { Ok(()) }
    }

    /// The same for a count of 64 bits, whatever the machine's own width.
    pub fn hold_u64(self, found: u64) -> Result<(), ReadError> {
        self.hold(usize::try_from(found).unwrap_or(usize::MAX))
    }

    /// Refuses a part that unpacks to more than [`Limit::Ratio`] times its packed size.
    pub fn hold_ratio(unpacked: u64, packed: u64) -> Result<(), ReadError> {
        if unpacked <= Limit::RATIO_FROM {
            return Ok(());
        }
        let times = u64::try_from(Limit::Ratio.most()).unwrap_or(u64::MAX);
        if unpacked > packed.saturating_mul(times) { Err(ReadError::Beyond(Limit::Ratio)) } else { Ok(()) }
    }
}
