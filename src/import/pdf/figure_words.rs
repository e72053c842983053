//! What the structure tree of a PDF says in the place of pictures (ISO 32000-1 §14.7, §14.9.3): alternative texts by page
//! and marked content. Must not know pictures, nor where they stand.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, String as Text};
use hayro_syntax::page::Resources;

use super::marked_content::text_string;
use crate::report::{Report, ReportText};

/// The alternative texts of figures, and which marked content is being drawn.
#[derive(Debug, Default)]
pub(super) struct FigureWords {
    /// By page and the number of the marked content there.
    words: BTreeMap<(ObjectIdentifier, i32), Rc<str>>,
    /// Bytes of the tree that were looked at: a node may be named again and again.
    spent: usize,
    page: Option<ObjectIdentifier>,
    /// The numbers of the open sequences, from the outermost on.
    open: Vec<Option<i32>>,
}

/// What this program writes in the place of a picture without words and caption.
const NAMELESS_FIGURE: &str = "图片";
/// The most nodes of a tree that are looked at, and the most that wait.
const NODES: usize = 50_000;
/// The most bytes of them.
const BYTES: usize = 16 << 20;
/// How far from the root nodes are looked at: an object knows the objects that it was reached by, so that each level of a
/// tree costs as much as all above it. Programs write some ten.
const DEPTH: usize = 200;
/// The longest text of a figure, in characters.
const LONG: usize = 1000;
/// How deep marked content may be nested; deeper sequences have no words.
const OPEN: usize = 64;

/// What is below a node, with the page and the words that it has from above.
struct TreeNode<'a> {
    object: Object<'a>,
    depth: usize,
    page: Option<ObjectIdentifier>,
    words: Option<Rc<str>>,
}

impl FigureWords {
    /// Those of a file; none where it has no structure tree.
    pub(super) fn of(pdf: &Pdf) -> FigureWords {
        let mut found = FigureWords::default();
        let catalogue = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let root = catalogue.and_then(|catalogue| catalogue.get::<Dict<'_>>("StructTreeRoot"));
        let mut left: Vec<TreeNode<'_>> = Vec::new();
        left.extend(root.map(|root| TreeNode { object: Object::Dict(root), depth: 0, page: None, words: None }));
        for _ in 0..NODES {
            let Some(node) = left.pop() else { break };
            found.look_at(node, &mut left);
        }
        found
    }

    /// Looks at a node, and leaves what is below it for later.
    fn look_at<'a>(&mut self, TreeNode { object, depth, page, words }: TreeNode<'a>, left: &mut Vec<TreeNode<'a>>) {
        let depth = depth + 1;
        if depth > DEPTH {
            return;
        }
        match object {
            Object::Number(id) => self.add(page, i32::try_from(id.as_i64()).ok(), words),
            Object::Array(kids) => {
                let room = NODES.saturating_sub(left.len());
                let below = |object| TreeNode { object, depth, page, words: words.clone() };
                let own = kids.iter::<Object<'_>>().take(room).take_while(|object| self.spend(size(object)));
                left.extend(own.map(below));
            }
            Object::Dict(dict) => {
                let page = dict.get_ref("Pg").map(ObjectIdentifier::from).or(page);
                if let Some(id) = dict.get::<i32>("MCID") {
                    return self.add(page, Some(id), words);
                }
                let is_figure = dict.get::<Name<'_>>("S").is_some_and(|kind| kind.as_ref() == b"Figure");
                let own = dict
                    .get::<Text<'_>>("Alt")
                    .filter(|_| is_figure)
                    .filter(|text| self.spend(text.as_bytes().len()))
                    .map(|text| said(text.as_bytes()).into());
                let below = |object| TreeNode { object, depth, page, words: own.or(words) };
                left.extend(dict.get::<Object<'_>>("K").filter(|object| self.spend(size(object))).map(below));
            }
            _ => {}
        }
    }

    fn add(&mut self, page: Option<ObjectIdentifier>, id: Option<i32>, words: Option<Rc<str>>) {
        if let (Some(page), Some(id), Some(words)) = (page, id, words) {
            self.words.insert((page, id), words);
        }
    }

    /// Whether so many bytes may be looked at.
    fn spend(&mut self, bytes: usize) -> bool {
        self.spent = self.spent.saturating_add(bytes);
        self.spent <= BYTES
    }

    /// Begins a page.
    pub(super) fn begin(&mut self, page: Option<ObjectIdentifier>) {
        self.page = page;
        self.open.clear();
    }

    /// Begins a sequence of marked content with these properties.
    pub(super) fn open(&mut self, properties: Option<&Object<'_>>, resources: &Resources<'_>) {
        let id = match properties {
            Some(Object::Dict(dict)) => dict.get::<i32>("MCID"),
            Some(Object::Name(name)) => resources.properties.get::<Dict<'_>>(name).and_then(|dict| dict.get("MCID")),
            _ => None,
        };
        if self.open.len() < OPEN {
            self.open.push(id);
        }
    }

    /// Ends the innermost sequence.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// What is said in the place of what is drawn now; nothing where it is none of a figure.
    pub(super) fn here(&self) -> String {
        let words = |id: &i32| self.words.get(&(self.page?, *id));
        self.open.iter().rev().flatten().find_map(words).map(|words| words.to_string()).unwrap_or_default()
    }
}

/// How many bytes of the file an object is.
fn size(object: &Object<'_>) -> usize {
    match object {
        Object::Dict(dict) => dict.data().len(),
        Object::Array(array) => array.data().len(),
        _ => 1,
    }
}

/// Takes from the pictures of a file of ours what was written for those of which nothing was said: their captions, or that
/// they are pictures.
pub(super) fn forget_written_for_none(report: &mut Report) {
    for part in ReportText::ALL {
        if report.part(part).is_none_or(|prose| prose.figures().next().is_none()) {
            continue;
        }
        for paragraph in &mut report.part_mut(part).paragraphs {
            let caption = paragraph.text();
            if let Some(figure) = &mut paragraph.figure
                && (figure.alt == caption.trim() || figure.alt == NAMELESS_FIGURE)
            {
                figure.alt.clear();
            }
        }
    }
}

/// A text in one line, as long as is kept.
fn said(bytes: &[u8]) -> String {
    text_string(bytes).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONG).collect()
}
