//! Web pages as reports: without what their sites put around them, and as good as their text.

use nianbao::export::{self, plain_text};
use nianbao::form::SectionId;
use nianbao::import::{self, RemarkKind};
use nianbao::report::Report;

use crate::invented_reports;
use crate::report_tables::{form, sample};

fn page(report: &Report) -> String {
    export::html::write(form(report), report)
}

/// The body of our page with nothing that only programs see, as a content system leaves it.
fn bare(report: &Report) -> String {
    let page = page(report);
    let body = &page[page.find("<h1>").unwrap()..page.find("</article>").unwrap()];
    let mut bare = String::new();
    let mut rest = body;
    while let Some(at) = rest.find(" data-") {
        bare.push_str(&rest[..at]);
        let value = rest[at..].find("=\"").unwrap() + at + 2;
        rest = &rest[value + rest[value..].find('"').unwrap() + 1..];
    }
    bare.push_str(rest);
    let nav = bare.find("<nav").unwrap()..bare.find("</nav>").unwrap() + 6;
    bare.replace_range(nav, "");
    bare.replace("<h2 id", "<p class=\"t\" id").replace("</h2>", "</p>")
}

const BEFORE: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>卫滨区信访局2024年政府信息公开工作年度报告_卫滨区人民政府</title>\
    <style>body{}</style><script>var a = '<p>';</script></head><body><div class=\"top\"><a href=\"#\">网站首页</a> | <a>长者模式</a></div>\
    <div class=\"nav\"><ul><li><a>政务公开</a></li><li><a>政府信息公开年报</a></li></ul></div>\
    <div>当前位置：<a>首页</a> &gt; <a>法定主动公开内容</a></div>\
    <form><input value=\"搜索\"><button>搜索</button></form>";
const AFTER: &str = "<div class=\"share\">分享到：<a>微信</a></div><div>【打印本页】【关闭窗口】</div><p>上一篇：关于召开会议的通知</p>\
    <div class=\"foot\"><p>主办单位：卫滨区人民政府办公室</p><p>网站标识码：4107030001</p></div></body></html>";

#[test]
fn what_a_site_puts_around_the_report_is_cut_off_and_listed() {
    let report = sample();
    let own = bare(&report);
    let layouts = [
        (
            "in a box",
            format!(
                "{BEFORE}<div class=\"c\"><div>发布日期：2025-01-10 浏览次数：12</div><div id=\"zoom\">{own}</div></div>{AFTER}"
            ),
        ),
        ("flat", format!("{BEFORE}{own}{AFTER}")),
        (
            "in a layout table",
            format!("{BEFORE}<table width=\"1000\"><tr><td>左栏</td><td>{own}</td></tr></table>{AFTER}"),
        ),
        ("title in the head only", format!("{BEFORE}<div>{}</div>{AFTER}", &own[own.find("</h1>").unwrap() + 5..])),
        (
            "spaces for indents",
            format!("{BEFORE}<div>{}</div>{AFTER}", own.replace("<p>", "<p style=\"text-indent:2em\">&nbsp;&nbsp;　")),
        ),
    ];
    for (name, page) in layouts {
        let reading = import::read(page.as_bytes()).unwrap();
        let found = &reading.report;
        assert_eq!((found.unit.name.as_str(), found.year), (report.unit.name.as_str(), report.year), "{name}");
        assert_eq!(found.numbers, report.numbers, "{name}");
        for section in SectionId::ALL {
            let words = |report: &Report| report.prose(section).map(|prose| prose.text()).unwrap_or_default();
            assert_eq!(words(found), words(&report), "{name}");
        }
        assert_eq!(found.signature, report.signature, "{name}");
        assert!(found.stated.is_empty(), "{name}: {:?}", found.stated);
        let around: Vec<_> =
            reading.remarks.iter().filter(|one| matches!(one.kind, RemarkKind::AroundReport { .. })).collect();
        assert_eq!(around.len(), 2, "{name}: {:?}", reading.remarks);
        assert!(
            around[0].excerpt.contains("长者模式") && around[1].excerpt.contains("网站标识码"),
            "{name}: {around:?}"
        );
        // GB18030, as older sites send it, reads the same.
        let (old, _, _) = encoding_rs::GB18030.encode(&page);
        assert_eq!(import::read(&old).unwrap().report, *found, "{name}");
    }
}

/// A table of contents names the titles as well; what was changed in the text is what counts.
#[test]
fn the_ways_through_a_page_are_no_part_of_the_report() {
    let page = page(&sample()).replace(" data-nianbao=\"1\"", "").replace("一、总体情况</h2>", "一、总体概况</h2>");
    let reading = import::read(page.as_bytes()).unwrap();
    assert_eq!(reading.report.sections, sample().sections);
    assert_eq!(reading.report.stated.titles[&SectionId::Overview], "一、总体概况");
    let around = reading.remarks.iter().filter(|one| matches!(one.kind, RemarkKind::AroundReport { lines: 6 }));
    assert_eq!(around.count(), 1, "{:?}", reading.remarks);
}

/// A page is as good as the text that is copied from it.
#[test]
fn a_bare_page_reads_as_its_text_does() {
    for seed in 0..50 {
        let mut report = invented_reports::report(seed);
        report.sections = sample().sections;
        report.preface = Default::default();
        let form = form(&report);
        let from_text = import::read(plain_text::write(form, &report).as_bytes()).unwrap();
        let from_page = import::read(format!("<html><body>{}</body></html>", bare(&report)).as_bytes()).unwrap();
        assert_eq!(from_page.report.numbers, from_text.report.numbers, "{seed}");
    }
}

/// The caption of a table is the line before it, in the text and at a table of the form, whose title it may only repeat.
#[test]
fn captions_of_tables_are_kept_or_told() {
    let page = "<h1>青禾县档案馆2024年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>首段。</p><table>\
        <caption>表1 各渠道公开信息数量<br>（单位：条）</caption><tr><th>渠道<th>数量</tr><tr><td>网站<td>10</tr></table>\
        <p>末段。</p><h2>二、主动公开政府信息情况</h2><h2>五、存在的主要问题及改进情况</h2><p>问题。</p>";
    let reading = import::read(page.as_bytes()).unwrap();
    let prose = reading.report.prose(SectionId::Overview).unwrap();
    let shown: Vec<(String, bool)> = prose.paragraphs.iter().map(|one| (one.text(), one.cell.is_some())).collect();
    let wanted = [
        ("首段。", false),
        ("表1 各渠道公开信息数量", false),
        ("（单位：条）", false),
        ("渠道", true),
        ("数量", true),
        ("网站", true),
        ("10", true),
        ("末段。", false),
    ];
    assert_eq!(shown, wanted.map(|(words, is_cell)| (words.to_owned(), is_cell)), "{:?}", reading.remarks);

    let report = sample();
    let own = format!("<html><body>{}</body></html>", bare(&report));
    let at = own.find("三、收到").unwrap();
    let at = at + own[at..].find("<table").unwrap();
    let at = at + own[at..].find('>').unwrap() + 1;
    for caption in ["三、收到和处理政府信息公开申请情况", "申请办理口径见附件说明"] {
        let with = format!("{}<caption>{caption}</caption>{}", &own[..at], &own[at..]);
        let reading = import::read(with.as_bytes()).unwrap();
        assert_eq!(reading.report.numbers, report.numbers, "{caption}");
        let is_text = reading.report.sections.values().any(|prose| prose.text().contains(caption));
        let is_told = reading.remarks.iter().any(|remark| remark.excerpt.contains(caption));
        assert!(is_text || is_told, "{caption}: {:?}", reading.remarks);
    }
}
