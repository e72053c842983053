//! A saved page of any website → the report on it. What is around the report, such as navigation,
//! search boxes and the site's imprint, is cut off and listed.

use std::collections::{BTreeMap, BTreeSet};

use super::dom::{Dom, DomId};
use super::page_extras;
use super::page_pictures::PagePicture;
use super::page_text::{self, HtmlBlock, PageText};
use crate::import::extract;
use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{
    BlockContent, CaptionPlace, SourceBlock, SourceDocument, SourceLine, SourcePicture,
};
use crate::import::{Imported, ReadError};

/// Reads a page of another program; `broken` of its characters could not be decoded.
///
/// # Errors
///
/// The page exceeds a limit, or a form cannot be read.
pub(super) fn read(tree: Dom, pictures: BTreeMap<DomId, PagePicture>, broken: usize) -> Result<Imported, ReadError> {
    let mut remarks = Remarks::default();
    if broken > 0 {
        remarks.add(0, "", RemarkKind::Undecodable { count: broken });
    }
    page_extras::list_lost_formats(&tree, &mut remarks);
    let contents = page_text::contents(&tree);
    // A table of contents names every title once more.
    let (navigation, page_blocks): (Vec<HtmlBlock>, Vec<HtmlBlock>) =
        contents.blocks.into_iter().partition(|it| it.is_navigation);
    let kept = pictures.clone();
    let (pictures, tables) = (shown(&tree, &page_blocks, contents.images, pictures), contents.tables);
    let (_, navigation) = placed(navigation);
    around(&navigation, 0, navigation.len(), &mut remarks);
    let (nodes, blocks) = placed(page_blocks);
    let titles = extract::title_lines(&blocks)?;
    let Some((first, last)) = titles.first().copied().zip(titles.last().copied()) else {
        if let (Some(first), Some(last)) = (nodes.first(), nodes.last()) {
            page_extras::list(&tree, *first, *last, &kept, &mut remarks);
        }
        drop(tree);
        return extract::report(SourceDocument { blocks, wrapped: false, pictures, tables }, remarks);
    };
    let start = extract::title_before(&blocks, first);
    let end = end(&tree, (&nodes, &blocks), &titles, last);
    let from = start.unwrap_or(first);
    around(&blocks, 0, from, &mut remarks);
    around(&blocks, end, blocks.len(), &mut remarks);
    if let (Some(first), Some(last)) = (nodes.get(from), nodes.get(end.saturating_sub(1))) {
        page_extras::list(&tree, *first, *last, &kept, &mut remarks);
    }
    let title = if start.is_none() { head_title(&tree) } else { None };
    // The page is as large as the report: it is not kept beside it.
    drop(tree);
    let mut kept: Vec<SourceBlock> = blocks.into_iter().take(end).skip(from).collect();
    if let Some(title) = title {
        kept.insert(0, SourceBlock { line: from + 1, content: BlockContent::Text(SourceLine::plain(&title)) });
    }
    let lines = from + 1..=end;
    let pictures = pictures.into_iter().filter(|picture| lines.contains(&picture.line)).collect();
    let tables =
        tables.into_iter().filter(|table| lines.contains(&table.first) && lines.contains(&table.last)).collect();
    extract::report(SourceDocument { blocks: kept, wrapped: false, pictures, tables }, remarks)
}

/// The pictures of a page in order, with the numbers of the blocks that they follow.
fn shown(
    tree: &Dom,
    blocks: &[HtmlBlock],
    images: Vec<(usize, DomId)>,
    mut pictures: BTreeMap<DomId, PagePicture>,
) -> Vec<SourcePicture> {
    let captions = captions(tree, blocks);
    let placed = images.into_iter().filter_map(|(line, id)| {
        let PagePicture { picture, alt, width, scaling } = pictures.remove(&id)?;
        let own = captions.get(&id).copied().filter(|own| *own == line || *own == line + 1);
        let caption = own.map_or(CaptionPlace::Beside, CaptionPlace::Marked);
        Some(SourcePicture { line, picture, alt, width, scaling, caption })
    });
    placed.collect()
}

/// The number of the block that is the caption of a picture, which is alone with it in a `figure`.
fn captions(tree: &Dom, blocks: &[HtmlBlock]) -> BTreeMap<DomId, usize> {
    let mut found = BTreeMap::new();
    for (figure, _) in tree.tagged("figure") {
        let below = |tag: &'static str| tree.below(figure, |_| true).filter(move |id| tree.tag(*id) == tag);
        let (mut images, mut words) = (below("img"), below("figcaption"));
        let (Some(image), None, Some(words), None) = (images.next(), images.next(), words.next(), words.next()) else {
            continue;
        };
        let inside: BTreeSet<DomId> = std::iter::once(words).chain(tree.below(words, |_| true)).collect();
        let mut own = blocks.iter().zip(1..).filter(|(block, _)| inside.contains(&block.node));
        if let (Some((_, number)), None) = (own.next(), own.next()) {
            found.insert(image, number);
        }
    }
    found
}

/// The blocks, numbered from 1, and the elements that contain them.
pub(super) fn placed(page_blocks: Vec<HtmlBlock>) -> (Vec<DomId>, Vec<SourceBlock>) {
    let numbered = page_blocks.into_iter().zip(1..);
    numbered.map(|(own, line)| (own.node, block(line, own.content))).unzip()
}

fn block(line: usize, content: PageText) -> SourceBlock {
    match content {
        PageText::Row(cells) => SourceBlock::row(line, cells),
        PageText::Paragraph(own) => {
            let heading = own.rank.is_some();
            let line_of_text =
                SourceLine { heading, list: own.list, align: own.align, runs: own.runs, ..SourceLine::default() };
            SourceBlock { line, content: BlockContent::Text(line_of_text) }
        }
    }
}

/// Where the report ends: with the smallest element that contains all its titles, or at the first
/// line after its last title that belongs to the page.
fn end(tree: &Dom, (nodes, blocks): (&[DomId], &[SourceBlock]), titles: &[usize], last: usize) -> usize {
    let inside = common(tree, titles.iter().filter_map(|at| nodes.get(*at).copied()));
    let mut end = last + 1;
    for (own, block) in nodes.iter().zip(blocks).skip(last + 1) {
        let outside = inside.is_some_and(|inside| !above(tree, *own).any(|node| node == inside));
        if extract::is_page_foot(&block.text()) || outside {
            break;
        }
        end += 1;
    }
    end
}

/// The smallest common ancestor; `None` if it is the page itself or there is only one node.
fn common(tree: &Dom, mut nodes: impl Iterator<Item = DomId>) -> Option<DomId> {
    let mut shared: Vec<DomId> = above(tree, nodes.next()?).collect();
    let mut several = false;
    for node in nodes {
        several = true;
        let own: BTreeSet<DomId> = above(tree, node).collect();
        shared.retain(|id| own.contains(id));
    }
    let smallest = *shared.first().filter(|_| several)?;
    (!matches!(tree.tag(smallest), "" | "html" | "body")).then_some(smallest)
}

/// The node and its ancestors, from inside to outside.
fn above(tree: &Dom, node: DomId) -> impl Iterator<Item = DomId> {
    std::iter::successors(Some(node), |node| tree.parent(*node))
}

/// Lists what is around the report.
fn around(blocks: &[SourceBlock], from: usize, to: usize, remarks: &mut Remarks) {
    let lines: Vec<&SourceBlock> = blocks.iter().take(to).skip(from).collect();
    if let Some(first) = lines.first() {
        let words: Vec<String> = lines.iter().map(|block| block.text().trim().to_owned()).collect();
        remarks.add(first.line, words.join(" "), RemarkKind::AroundReport { lines: lines.len() });
    }
}

/// The title in the page's head, if it is that of a report.
fn head_title(tree: &Dom) -> Option<String> {
    let meta = |id: DomId| {
        let element = tree.element(id).filter(|element| element.tag() == "meta")?;
        let name = element.attribute("name")?.to_ascii_lowercase();
        matches!(name.as_str(), "articletitle" | "title").then(|| element.attribute("content").map(str::to_owned))?
    };
    let ids = || tree.below(0, |_| true);
    let title = ids().find(|id| tree.tag(*id) == "title").map(|id| tree.text(id));
    let candidates = ids().filter_map(meta).chain(title);
    candidates.flat_map(|text| parts(&text)).find(|part| extract::is_title(part))
}

/// The parts of a page's title, which often names the site after a dash.
fn parts(text: &str) -> Vec<String> {
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let page_blocks = whole.split(['_', '|', '－', '—', '-', '–']).map(|part| part.trim().to_owned());
    page_blocks.chain(std::iter::once(whole.clone())).collect()
}
