//! What clipboards carry in HTML: of browsers, Word, WPS, Excel.

use nianbao::import::html::{self, Fragment};
use nianbao::richtext::{Level, ListKind, ParagraphAlign, TextMarks};

/// The paragraphs as lines: level, list and alignment where they are not the usual ones, then the
/// text with its marks.
fn shown(fragment: &Fragment) -> String {
    let mut text = String::new();
    for paragraph in &fragment.prose.paragraphs {
        text.push_str(match paragraph.level {
            Level::Body => "",
            Level::Second => "## ",
            Level::Third => "### ",
            Level::Fourth => "#### ",
        });
        text.push_str(match paragraph.list {
            None => "",
            Some(ListKind::Outer) => "- ",
            Some(ListKind::Inner) => "-- ",
        });
        text.push_str(match paragraph.align {
            ParagraphAlign::Justify | ParagraphAlign::Left => "",
            ParagraphAlign::Center => "| ",
            ParagraphAlign::Right => "> ",
        });
        for run in paragraph.runs() {
            let TextMarks { bold, italic, underline, superscript, .. } = run.marks;
            let marks = [(bold, "*"), (italic, "/"), (underline, "_"), (superscript, "^")];
            let on: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
            text.push_str(&format!("{on}{}{on}", run.text));
        }
        text.push('\n');
    }
    text
}

/// A fragment that came without files.
fn fragment(html: &str) -> Option<Fragment> {
    html::fragment(html, &|_| None)
}

fn rows(fragment: &Fragment) -> Vec<Vec<&str>> {
    let block = fragment.cells.as_ref().expect("cells");
    block.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect()
}

#[test]
fn text_of_any_program_becomes_paragraphs() {
    let cases = [
        ("a few words", "<b>全年</b>共收到", "*全年*共收到\n"),
        ("paragraphs", "<p>甲。</p><p>　　乙。</p><p>&nbsp;</p><div>丙<br>丁</div>", "甲。\n乙。\n丙\n丁\n"),
        ("white space of the source", "<p>政府\n    信息  公开 A\nB</p>", "政府信息 公开 A B\n"),
        (
            "headings by number, whatever their tag",
            "<h3>（一）主动公开</h3><p>1.公开内容</p><h2>（1）公开形式</h2><p>（二）依申请公开情况，全年共收到12件。</p>",
            "## （一）主动公开\n### 1.公开内容\n#### （1）公开形式\n（二）依申请公开情况，全年共收到12件。\n",
        ),
        (
            "headings by rank",
            "<h2>主动公开</h2><h3>公开内容</h3><h4>形式</h4><p>正文。</p>",
            "## 主动公开\n### 公开内容\n#### 形式\n正文。\n",
        ),
        ("lists", "<ul><li>甲<ul><li>乙</li></ul></li><li><p>丙</p></li></ul>", "- 甲\n-- 乙\n- 丙\n"),
        (
            "marks by style",
            "<p><span style=\"font-weight:700;font-style:italic\">甲</span><span style='text-decoration: underline'>乙</span><b style='font-weight:normal'>丙</b>丁<sup>2</sup></p>",
            "*/甲*/_乙_丙丁^2^\n",
        ),
        (
            "alignment",
            "<center>甲</center><p align=right>乙</p><p style='text-align:center'>丙</p>",
            "| 甲\n> 乙\n| 丙\n",
        ),
        (
            "what nobody sees",
            "<style>p{}</style><p>甲<span style='display:none'>乙</span><script>丙</script><!--丁--><del>戊</del></p>",
            "甲\n",
        ),
        (
            "Windows' head",
            "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000200\r\n<html><body><!--StartFragment--><p>甲</p><!--EndFragment--></body></html>",
            "甲\n",
        ),
        (
            "Word",
            "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><style><!-- p.MsoNormal {mso-style-parent:\"\";} --></style></head>\
             <body lang=ZH-CN><!--StartFragment--><h2><span style='font-family:楷体_GB2312'>（一）主动公开<span lang=EN-US><o:p></o:p></span></span></h2>\
             <p class=MsoNormal style='text-indent:32.0pt'><span style='font-size:16.0pt;font-family:仿宋_GB2312'>全年公开<b>信息</b><span lang=EN-US>25</span>条。<span lang=EN-US><o:p></o:p></span></span></p>\
             <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>l<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span><![endif]>甲项</p>\
             <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>乙项</p><!--EndFragment--></body></html>",
            "## （一）主动公开\n全年公开*信息*25条。\n- 甲项\n### -- 1. 乙项\n",
        ),
        ("a web page with layout tables", "<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>", "甲。\n乙。\n"),
        ("rows as cells", "<table><tr><td>规章</td><td>1</td><td></td><td>2</td></tr></table>", "规章\n1\n\n2\n"),
    ];
    for (name, html, expected) in cases {
        let found = fragment(html).map(|fragment| shown(&fragment)).unwrap_or_default();
        assert_eq!(found, expected, "{name}");
    }
    for nothing in ["", "<p> </p>", "<script>alert(1)</script>"] {
        assert_eq!(fragment(nothing), None, "{nothing}");
    }
}

#[test]
fn cells_of_any_program_become_rows() {
    let excel = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body><table border=0 width=192><!--StartFragment-->\
        <col width=64 span=3><tr height=19><td height=19 class=xl65 align=right width=64>12</td><td class=xl66 align=right>1,234</td><td>&nbsp;</td></tr>\
        <tr><td colspan=2 x:num>3</td><td x:num=\"123456789\">####</td></tr><!--EndFragment--></table></body></html>";
    let cases: &[(&str, &str, &[&[&str]])] = &[
        ("Excel", excel, &[&["12", "1,234", ""], &["3", "", "123456789"]]),
        ("WPS hands over rows alone", "<tr><td class=\"et2\" x:num>7</td><td x:str>件</td></tr>", &[&["7", "件"]]),
        ("one cell", "<table><tr><td>5</td></tr><tr><td>6</td></tr></table>", &[]),
        (
            "spans",
            "<table><tr><th rowspan=3 colspan=2>申请人情况</th><th>自然人</th></tr><tr><td>1</td></tr><tr><td>2</td></tr><tr><td>a</td><td>b</td><td>3</td></tr></table>",
            &[&["申请人情况", "", "自然人"], &["", "", "1"], &["", "", "2"], &["a", "b", "3"]],
        ),
        (
            "words in paragraphs, and a nested table",
            "<table><tr><td><p>行政</p><p>许可</p></td><td>1<br>2</td><td><table><tr><td>9</td></tr></table></td></tr>\
             <tr><td>a</td><td>b</td><td>c</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>",
            &[&["行政 许可", "1 2", "9"], &["a", "b", "c"], &["a", "b", "c"]],
        ),
    ];
    for (name, html, expected) in cases {
        match fragment(html) {
            Some(fragment) if !expected.is_empty() => assert_eq!(rows(&fragment), *expected, "{name}"),
            Some(fragment) => assert_eq!(fragment.cells, None, "{name}"),
            None => panic!("{name}: nothing"),
        }
    }
}

/// Nothing that a page does takes long or much: it is given up instead.
#[test]
fn hostile_pages_are_given_up() {
    let many = |tag: &str, count: usize| tag.repeat(count);
    for html in [
        many("<div>", 1_000_000),
        many("<p><b>", 200_000),
        many("<table><tr><td>", 100_000),
        many("<b><a>", 300_000),
        many("<i>x</i>", 600_000),
        many("x", 9 << 20),
    ] {
        assert_eq!(fragment(&html), None);
    }
    let wide = "<table><tr><td colspan=99999999 rowspan=99999999>1<td>2<tr><td>3<td>4</table>";
    assert!(rows(&fragment(wide).unwrap())[0].len() <= 1001);
    let cells = format!("<table>{}</table>", "<tr><td colspan=1000>1<td>2</tr>".repeat(1000));
    assert!(fragment(&cells).unwrap().cells.unwrap().rows.iter().map(Vec::len).sum::<usize>() <= 200_000);
}
