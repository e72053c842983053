//! What a web page has below its text, in the page and in a text that was copied from it: 打印, 上一篇, 版权.
//! It is cut off and listed. Must not know a report.

use crate::import::remark::{RemarkKind, Remarks};
use crate::import::source_document::{BlockContent, SourceBlock};

/// The longest line of a page's foot, in characters.
const SHORT: usize = 60;
/// The most lines of a page's foot.
const LINES: usize = 40;

/// Words with which a line of a page's foot begins.
const BEGINS: [&str; 29] = [
    "打印",
    "关闭",
    "【打印",
    "【关闭",
    "[打印",
    "[关闭",
    "分享",
    "扫一扫",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "相关链接",
    "相关稿件",
    "相关文章",
    "相关信息",
    "相关阅读",
    "版权",
    "主办",
    "承办",
    "网站标识码",
    "网站地图",
    "技术支持",
    "收藏",
    "返回顶部",
    "字体",
    "您是第",
    "浏览次数",
    "责任编辑",
];
/// Words that a line of a page's foot contains.
const CONTAINS: [&str; 6] = ["版权所有", "网站标识码", "ICP备", "公网安备", "【打印", "关闭窗口"];

/// Whether a line is one of a page's foot: short, no sentence, with words that stand there.
pub(in crate::import) fn is_foot(line: &str) -> bool {
    let line = line.trim();
    could_be_foot(line)
        && (BEGINS.iter().any(|words| line.starts_with(words)) || CONTAINS.iter().any(|words| line.contains(words)))
}

/// The blocks without the foot of a page.
pub(super) fn without_foot(mut blocks: Vec<SourceBlock>, remarks: &mut Remarks) -> Vec<SourceBlock> {
    let could_be = |block: &SourceBlock| {
        let BlockContent::Text(line) = &block.content else { return false };
        line.level.is_none() && could_be_foot(&line.text())
    };
    let short = blocks.iter().rev().take(LINES).take_while(|block| could_be(block)).count();
    let from = blocks.len() - short;
    let Some(foot) = blocks.iter().skip(from).position(|block| is_foot(&block.text())) else { return blocks };
    let lines: Vec<String> = blocks.drain(from + foot..).map(|block| block.text().trim().to_owned()).collect();
    remarks.add(0, lines.join(" "), RemarkKind::AroundReport { lines: lines.len() });
    blocks
}

fn could_be_foot(line: &str) -> bool {
    line.chars().count() <= SHORT && !line.contains('。')
}
