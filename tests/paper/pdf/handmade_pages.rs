//! A paper set by hand: what layout makes of a report, without layout. Two pages and more with
//! all faces, marks, merged cells, a list, a note, and characters that share a glyph.

use nianbao::layout::{
    Bookmark, Colour, DocumentInfo, FaceId, FilledRect, FontSet, GlyphPosition, HeaderScope, Length, NodeId, Page,
    PageItem, Paper, RuleLine, Shape, StructureRole, TextRun,
};
use nianbao::report::{Date, Place};

/// Sets text line by line on the last page of a paper.
pub struct Setter {
    pub paper: Paper,
    pub fonts: &'static FontSet,
}

/// How a run looks.
#[derive(Clone, Copy)]
pub struct Look {
    pub face: FaceId,
    pub size: i32,
    pub heavy: bool,
    pub slanted: bool,
    pub colour: Colour,
}

pub const BODY: Look = Look { face: FaceId::Fang, size: 16, heavy: false, slanted: false, colour: Colour::BLACK };

/// Pairs that the bundle shows by one glyph.
pub const SHARED: &str = "—―·•‧兀\u{FA0C}-\u{2011}丶⼂一⼀";

impl Setter {
    pub fn new() -> Setter {
        let mut paper = Paper::default();
        paper.structure.add(StructureRole::Document, None);
        Setter { paper, fonts: FontSet::bundled().expect("the bundle") }
    }

    pub fn page(&mut self) {
        let (width, height) = (Length::tenths_mm(2100), Length::tenths_mm(2970));
        self.paper.pages.push(Page { width, height, items: Vec::new() });
    }

    pub fn node(&mut self, role: StructureRole, parent: NodeId) -> NodeId {
        self.paper.structure.add(role, Some(parent))
    }

    pub fn put(&mut self, node: Option<NodeId>, shape: Shape) {
        let page = self.paper.pages.last_mut().expect("a page");
        page.items.push(PageItem { shape, place: Place::Page, node });
    }

    /// Sets `text` at (x, y) pt with `gap` between the glyphs; one run for each face needed.
    pub fn text(&mut self, node: Option<NodeId>, look: Look, (x, y): (i32, i32), gap: Length, text: &str) {
        let size = Length::pt(look.size);
        let mut at = Length::pt(x);
        let mut runs: Vec<TextRun> = Vec::new();
        for character in text.chars() {
            let (face, id) = self.fonts.find(look.face, character).unwrap_or((look.face, 0));
            let advance = self.fonts.font(face).advance(id, size);
            if runs.last().is_none_or(|run| run.face != face) {
                let Look { heavy, slanted, colour, .. } = look;
                let (baseline, glyphs) = (Length::pt(y), Vec::new());
                runs.push(TextRun { face, size, x: at, baseline, glyphs, heavy, slanted, colour });
            }
            let run = runs.last_mut().expect("a run");
            run.glyphs.push(GlyphPosition { id, character, dx: at - run.x, advance });
            at += advance + gap;
        }
        for run in runs {
            self.put(node, Shape::Text(run));
        }
    }

    /// Sets body text.
    pub fn line(&mut self, node: Option<NodeId>, x: i32, y: i32, text: &str) {
        self.text(node, BODY, (x, y), Length::ZERO, text);
    }

    pub fn bookmark(&mut self, title: &str, level: u8, top: i32) {
        let page = self.paper.pages.len() - 1;
        self.paper.outline.push(Bookmark { title: title.into(), level, page, top: Length::pt(top) });
    }

    fn rule(&mut self, from: (i32, i32), to: (i32, i32)) {
        let point = |(x, y)| (Length::pt(x), Length::pt(y));
        let rule = RuleLine { from: point(from), to: point(to), width: Length::milli(500), colour: Colour::BLACK };
        self.put(None, Shape::Rule(rule));
    }

    fn band(&mut self, (x, y): (i32, i32), (width, height): (i32, i32), colour: u32) {
        let [x, y, width, height] = [x, y, width, height].map(Length::pt);
        self.put(None, Shape::Fill(FilledRect { x, y, width, height, colour: Colour(colour) }));
    }

    /// A table of 3 rows with merged heads, 360 × 72 pt.
    fn table(&mut self, parent: NodeId, x: i32, y: i32) {
        let table = self.node(StructureRole::Table("收到和处理申请的数量".into()), parent);
        self.band((x, y), (360, 24), 0x00C6_D9F1);
        for down in 0..4 {
            // The first cell covers two rows.
            let left = if down == 1 { x + 120 } else { x };
            self.rule((left, y + 24 * down), (x + 360, y + 24 * down));
        }
        for across in 0..4 {
            // The head over the last two columns is one cell.
            let top = if across == 2 { y + 24 } else { y };
            self.rule((x + 120 * across, top), (x + 120 * across, y + 72));
        }
        let head = |scope, down, across| StructureRole::HeaderCell { scope, down, across };
        let data = StructureRole::DataCell { down: 1, across: 1 };
        let rows = [
            vec![(head(HeaderScope::Column, 2, 1), 0, "项目"), (head(HeaderScope::Column, 1, 2), 1, "数量")],
            vec![(head(HeaderScope::Column, 1, 1), 1, "自然人"), (head(HeaderScope::Column, 1, 1), 2, "总计")],
            vec![(head(HeaderScope::Row, 1, 1), 0, "新收"), (data.clone(), 1, "1,234"), (data, 2, "")],
        ];
        for (down, cells) in (0..).zip(rows) {
            let row = self.node(StructureRole::Row, table);
            for (role, across, words) in cells {
                let cell = self.node(role, row);
                let look = Look { face: FaceId::Song, size: 12, ..BODY };
                self.text(Some(cell), look, (x + 8 + 120 * across, y + 17 + 24 * down), Length::ZERO, words);
            }
        }
    }
}

/// The paper that most tests read.
pub fn sample() -> Paper {
    let mut set = Setter::new();
    let root = NodeId(0);
    set.page();
    let title = set.node(StructureRole::Title, root);
    let look = Look { face: FaceId::Title, size: 22, ..BODY };
    set.text(Some(title), look, (120, 110), Length::ZERO, "青禾县教育局2024年度工作报告");
    let section = set.node(StructureRole::Section, root);
    let heading = set.node(StructureRole::Heading(1), section);
    set.bookmark("一、总体情况", 1, 150);
    set.text(Some(heading), Look { face: FaceId::Hei, ..BODY }, (85, 165), Length::ZERO, "一、总体情况");
    let heading = set.node(StructureRole::Heading(2), section);
    set.bookmark("（一）主动公开 & <其他>", 2, 180);
    set.text(Some(heading), Look { face: FaceId::Kai, ..BODY }, (85, 195), Length::ZERO, "（一）主动公开 & <其他>");
    let paragraph = set.node(StructureRole::Paragraph, section);
    // 28 cells of 15.79 pt on a line.
    set.text(Some(paragraph), BODY, (85, 225), Length::milli(-210), "全年公开信息①Ⅱ㎡共12.6%，“同比”增长——详见附件。");
    set.text(Some(paragraph), Look { heavy: true, ..BODY }, (85, 255), Length::ZERO, "加粗的字，");
    set.text(Some(paragraph), Look { slanted: true, ..BODY }, (170, 255), Length::ZERO, "倾斜的字，");
    let red = Look { colour: Colour(0x00C0_0000), heavy: true, slanted: true, ..BODY };
    set.text(Some(paragraph), red, (255, 255), Length::ZERO, "又粗又斜的红字");
    let paragraph = set.node(StructureRole::Paragraph, section);
    let look = Look { face: FaceId::Song, ..BODY };
    set.text(Some(paragraph), look, (85, 285), Length::milli(1_333), SHARED);
    let look = Look { face: FaceId::Hei, ..BODY };
    set.text(Some(paragraph), look, (85, 315), Length::ZERO, "𠅤㐀〇\u{3000}空");
    set.table(section, 85, 340);
    let list = set.node(StructureRole::List, section);
    for (number, words) in (0..).zip(["1．第一项", "2．第二项"]) {
        let item = set.node(StructureRole::ListItem, list);
        set.line(Some(item), 117, 450 + 30 * number, words);
    }
    let last = set.node(StructureRole::Paragraph, section);
    set.line(Some(last), 85, 700, "这一段从第一页");
    set.text(None, Look { face: FaceId::Song, size: 14, ..BODY }, (290, 800), Length::ZERO, "—1—");
    set.page();
    set.line(Some(last), 85, 100, "到第二页。");
    let note = set.node(StructureRole::Note, section);
    set.text(Some(note), Look { face: FaceId::Song, size: 10, ..BODY }, (85, 130), Length::ZERO, "注：含结转。");
    let section = set.node(StructureRole::Section, root);
    let heading = set.node(StructureRole::Heading(1), section);
    set.bookmark("二、其他", 1, 150);
    set.text(Some(heading), Look { face: FaceId::Hei, ..BODY }, (85, 165), Length::ZERO, "二、其他");
    // No font has the second character.
    set.line(Some(heading), 85, 195, "无\u{10FFFD}有");
    set.text(None, Look { face: FaceId::Song, size: 14, ..BODY }, (290, 800), Length::ZERO, "—2—");
    set.paper.about = DocumentInfo {
        title: "青禾县教育局2024年度工作报告 & <其他>".into(),
        author: "青禾县教育局".into(),
        created: Date::new(2025, 1, 20),
        digest: None,
    };
    set.paper
}

/// A paper of `pages` full pages, each of 22 lines of 28 characters.
pub fn long(pages: usize) -> Paper {
    let mut set = Setter::new();
    for page in 0..pages {
        set.page();
        let section = set.node(StructureRole::Section, NodeId(0));
        for line in 0..22 {
            let paragraph = set.node(StructureRole::Paragraph, section);
            // Every 28 characters of 700 common ones in turn.
            let words: String = (0..28_usize)
                .filter_map(|at| char::from_u32(0x4E00 + u32::try_from((page * 616 + line * 28 + at) % 700).ok()? * 23))
                .collect();
            set.line(Some(paragraph), 85, 100 + 29 * i32::try_from(line).expect("small"), &words);
        }
    }
    set.paper
}
