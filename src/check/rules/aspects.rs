//! R13 and R14: the aspects that section one must treat.

use std::ops::Range;

use super::aspect_words::{
    BUILDING, NAMED_ONLY, OF_DISCLOSURE, OF_SUPERVISION, OTHER_CARRIED, OTHER_CARRIERS, OTHER_FIELDS, OTHER_GAPS,
    OTHER_INFORMATION, OTHER_OBJECTS, OTHER_PLATFORMS, OTHER_SITES, OTHER_SUPERVISION, OTHERS_WHO_DISCLOSE,
    PLAIN_PLATFORMS, REMARKS, SUPERVISED, SUPPORTED, SUPPORTING, WAYS,
};
use crate::check::check_input::CheckInput;
use crate::check::finding::{Finding, MessageArgument};
use crate::check::passage::Passage;
use crate::check::rule::Rule;
use crate::form::{Aspect, SectionId, UnitKind};
use crate::report::Place;

/// What 监督保障 of a government's report must contain (条例第五十条（四）), each with words that show it.
const OF_GOVERNMENTS: &[(&str, &[&str])] = &[
    ("工作考核", &["考核", "考评", "绩效"]),
    ("社会评议", &["评议", "满意度", "评查", "民主测评", "第三方评估"]),
    ("责任追究", &["责任追究", "追责", "问责", "追究责任", "追究"]),
];

/// Words of a sentence that only says what the report consists of.
const COMPOSITION: &[&str] = &["组成", "构成", "包括", "包含", "分为", "方面内容", "部分内容", "个部分", "六部分"];

/// How many characters may stand between the two halves of words such as 信息*管理.
const GAP: usize = 8;

/// R13: each aspect that the form names, by its title or its words. A sentence that only lists what the
/// report consists of treats nothing.
pub(in crate::check) fn all_treated(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    for section in &input.form.sections {
        let passages: Vec<&Passage> = input.section(section.id).collect();
        if passages.iter().all(|passage| passage.characters().is_empty()) {
            continue;
        }
        let lists: Vec<Vec<Range<usize>>> = passages.iter().map(|one| compositions(input, one)).collect();
        let treated = |aspect: &&Aspect| passages.iter().zip(&lists).any(|(one, lists)| treats(one, lists, aspect));
        let missing = section.aspects.iter().filter(|aspect| !treated(aspect));
        let missing: Vec<&str> = missing.map(|aspect| aspect.title.as_str()).collect();
        if !missing.is_empty() {
            found.push(
                rule.finding("missing", Some(section.id), vec![Place::Heading(section.id)])
                    .with("section", MessageArgument::Section(section.id))
                    .quoting("aspects", missing.join("、")),
            );
        }
    }
}

/// The sentences of a passage that only list what the report consists of.
fn compositions(input: &CheckInput<'_>, passage: &Passage) -> Vec<Range<usize>> {
    if !passage.has_any(COMPOSITION) {
        return Vec::new();
    }
    let titles = input.form.sections.iter().map(|section| bare(&section.title));
    let titles: Vec<&str> = titles.chain(["主动公开", "依申请公开", "监督保障", "平台建设", "信息管理"]).collect();
    let lists = |sentence: &Range<usize>| {
        let named = titles.iter().filter(|title| passage.has_within(sentence, &[*title])).count();
        let report = passage.has_within(sentence, &["本报告", "年报", "全文", "报告由", "报告分"]);
        (named >= 3 || named >= 2 && report) && passage.has_within(sentence, COMPOSITION)
    };
    passage.sentences().into_iter().filter(lists).collect()
}

/// A section's title without its number.
fn bare(title: &str) -> &str {
    title.split_once('、').map_or(title, |(_, rest)| rest)
}

/// Whether the passage treats the aspect in a sentence that is no list, with words that are not part of
/// others.
fn treats(passage: &Passage, lists: &[Range<usize>], aspect: &Aspect) -> bool {
    let listed = |at: &Range<usize>| {
        let next = lists.partition_point(|list| list.end <= at.start);
        lists.get(next).is_some_and(|list| list.contains(&at.start))
    };
    // Longer words that begin shortly before the word and contain it.
    let plain = |at: &Range<usize>| {
        const LONGEST: usize = 12;
        let near = at.start.saturating_sub(LONGEST)..at.end + LONGEST;
        let others = aspect.except.iter().flat_map(|words| passage.find_within(&near, words));
        !others.into_iter().any(|other| other.start <= at.start && at.end <= other.end)
    };
    let found = |words: &String| match words.split_once('*') {
        None => passage.find(words),
        Some((first, last)) => with_gap(passage, first, last),
    };
    aspect.words.iter().flat_map(found).any(|at| !listed(&at) && plain(&at) && !is_mention(passage, &at))
}

/// Whether a word stands only in passing: as the way to something, as a gift to somebody, in a remark.
fn is_mention(passage: &Passage, at: &Range<usize>) -> bool {
    // What a heading names, the text below treats.
    if passage.heading().is_some_and(|heading| heading.contains(&at.start)) {
        return false;
    }
    const CLAUSE: usize = 40;
    let ends = |at: &usize| passage.at(*at).is_none_or(|one| matches!(one, '，' | '。' | '；' | '：'));
    let from = (at.start.saturating_sub(CLAUSE)..at.start)
        .rev()
        .find(ends)
        .map_or(at.start.saturating_sub(CLAUSE), |at| at + 1);
    let to = (at.end..at.end + CLAUSE).find(ends).unwrap_or(at.end + CLAUSE);
    let clause = from..to;
    let word = passage.text(at.clone());
    let before = passage.text(from..at.start);
    // 将政务公开纳入年度经济社会发展考核.
    let counted = ["纳入", "列入"].iter().any(|words| before.contains(words)) && before.contains("公开");
    if counted && word == "考核" {
        return false;
    }
    // 公文分为主动公开、依申请公开、不予公开三类.
    let label = ["属性", "分为", "类别", "类型", "三类", "三种", "标"];
    if word.ends_with("公开") || word == "依申请" {
        let denied = passage.has_within(&clause, &["不予公开"]);
        if denied && passage.has_within(&clause, &["主动公开"]) && passage.has_within(&clause, &label) {
            return true;
        }
    }
    if passage.has_within(&clause, REMARKS) || is_of_other_objects(&before, &word) {
        return true;
    }
    match word.as_str() {
        "网站" | "平台" | "载体" | "新媒体" | "专栏" => {
            // Nothing of what is made public.
            let sentence = sentence_of(passage, at.start);
            if matches!(word.as_str(), "平台" | "载体") && !OF_DISCLOSURE.iter().any(|words| sentence.contains(words))
            {
                return true;
            }
            let own = ["公开", "发布", "政务", "信息"].iter().any(|words| before.ends_with(words));
            let after = passage.text(at.end..to);
            if word == "平台" && !own && !is_plain_platform(&before) {
                return true;
            }
            if !own && OTHER_PLATFORMS.iter().any(|words| before.ends_with(words))
                || word == "网站" && OTHER_SITES.iter().any(|words| before.contains(words))
                || word == "载体" && OTHER_CARRIERS.iter().any(|words| before.ends_with(words))
                || OTHER_CARRIED.iter().any(|words| after.starts_with(words))
            {
                return true;
            }
            let way = WAYS.iter().any(|words| before.contains(words));
            way && !passage.has_within(&clause, BUILDING)
        }
        // 公开监督抽检结果, 发布住房保障政策: the object of disclosure.
        "监督" | "保障" | "考核" | "评议" | "督查" if is_published(&before, &passage.text(at.end..to)) => {
            true
        }
        "依申请" => {
            let after = passage.text(at.end..to);
            let rest = after.trim_start_matches("公开");
            !after.starts_with("公开") && !after.contains("信息公开")
                || NAMED_ONLY.iter().any(|words| rest.starts_with(words))
                || is_offered(rest)
                || is_label(&before, &after)
        }
        "申请公开" if before.ends_with('依') => is_mention(passage, &(at.start - 1..at.start + 2)),
        "信息公开申请" if is_offered(&passage.text(at.end..to)) => true,
        "保密审查" | "三审" => {
            let sentence = sentence_of(passage, at.start);
            !["公开", "发布", "信息", "上网", "公文", "三校", "稿"].iter().any(|words| sentence.contains(words))
        }
        "申请公开" => ["可以", "可", "有权", "如需", "需要", "可依法"].iter().any(|words| before.ends_with(words)),
        "主动公开" => {
            let after = passage.text(at.end..to);
            let remark = ["的范围", "的原则", "义务", "而未"];
            ["除", "不属于", "与", "非", "未", "没有", "不得", "不宜"].iter().any(|words| before.ends_with(words))
                || OTHERS_WHO_DISCLOSE.iter().any(|words| before.ends_with(words))
                || NAMED_ONLY.iter().chain(&remark).any(|words| after.starts_with(words))
                || is_label(&before, &after)
        }
        "监督" | "保障" | "考核" | "评议" | "督查" | "督导"
            if OTHER_FIELDS.iter().any(|words| before.ends_with(words)) =>
        {
            true
        }
        "监督" | "保障" | "考核" | "评议" | "督查" | "督导" if !is_of_supervision(&sentence_of(passage, at.start)) => {
            true
        }
        "监督" if OTHER_SUPERVISION.iter().any(|words| passage.text(at.end..to).starts_with(words)) => true,
        "保障" if !is_support(&before, &passage.text(at.end..to)) => true,
        "目录管理" => ["药品", "商品", "产品", "采购", "清单", "权责"].iter().any(|words| before.ends_with(words)),
        "源头管理" => !passage.has_within(&clause, &["信息", "公开", "公文"]),
        _ if word.starts_with("信息") && word.ends_with("管理") => {
            let after = passage.text(at.end..to);
            let gap = word.trim_start_matches("信息").trim_end_matches("管理");
            OTHER_INFORMATION.iter().any(|words| before.ends_with(words))
                || ["系统", "专业", "软件", "局", "中心", "平台", "学院", "处", "科", "股"]
                    .iter()
                    .any(|words| after.starts_with(words))
                || OTHER_GAPS.iter().any(|words| gap.contains(words))
        }
        _ => false,
    }
}

/// Whether nothing stands before 平台 that makes it one of something else: 加强平台建设, 网站平台.
fn is_plain_platform(before: &str) -> bool {
    before.is_empty() || PLAIN_PLATFORMS.iter().any(|words| before.ends_with(words))
}

/// Whether 保障 is what disclosure is given, and not what somebody else is: 强化保障, 经费保障, 保障机制.
fn is_support(before: &str, after: &str) -> bool {
    let rest = after.trim_start_matches('了');
    let given = before.contains("提供") || after.starts_with('了') || before.ends_with("坚强");
    !given
        && !OTHER_OBJECTS.iter().any(|words| rest.starts_with(words))
        && (rest.is_empty()
            || SUPPORTING.iter().any(|words| before.ends_with(words))
            || SUPPORTED.iter().any(|words| rest.starts_with(words)))
}

/// 对食品企业开展监督检查: whether those who are supervised, named before, have nothing to do with disclosure.
fn is_of_other_objects(before: &str, word: &str) -> bool {
    if !["监督", "考核", "评议", "督查", "督导"].contains(&word) {
        return false;
    }
    let Some((_, object)) = before.rsplit_once('对') else { return false };
    let verbs = ["开展", "加强", "进行", "实施", "强化", "实行", "组织"];
    let object = verbs.iter().find_map(|verb| object.split_once(verb)).map(|(object, _)| object);
    object.is_some_and(|object| !object.is_empty() && !SUPERVISED.iter().any(|words| object.contains(words)))
}

/// 依申请公开指南可在网站下载: whether only a paper is offered.
fn is_offered(rest: &str) -> bool {
    const PAPERS: &[&str] = &["表", "书", "样本", "模板", "指南", "目录", "流程图", "说明"];
    PAPERS.iter().any(|words| rest.starts_with(words))
        && ["下载", "查阅", "查询", "附后", "可在", "可从", "获取"].iter().any(|words| rest.contains(words))
}

/// 标注主动公开、不予公开属性: whether the words are those that are written on a document.
fn is_label(before: &str, after: &str) -> bool {
    let marks = ["标注", "标明", "注明", "标识"].iter().any(|words| before.contains(words));
    marks
        || ["、不予公开", "、依申请公开", "或不予公开", "和不予公开"].iter().any(|words| after.starts_with(words))
            && after.contains("属性")
}

/// Whether a sentence is about how disclosure is supervised.
fn is_of_supervision(sentence: &str) -> bool {
    OF_SUPERVISION.iter().any(|words| sentence.contains(words))
}

/// The sentence around a character.
fn sentence_of(passage: &Passage, at: usize) -> String {
    const REACH: usize = 160;
    let ends = |at: &usize| matches!(passage.at(*at), None | Some('。' | '；' | '！' | '？'));
    let from = (at.saturating_sub(REACH)..at).rev().find(ends).map_or(at.saturating_sub(REACH), |before| before + 1);
    let to = (at..at + REACH).find(ends).unwrap_or(at + REACH);
    passage.text(from..to.min(passage.characters().len()))
}

/// Whether a clause begins with a verb of disclosure, whose object follows, and tells of no work on it.
fn is_published(before: &str, after: &str) -> bool {
    let verbs =
        ["公开", "主动公开", "发布", "公布", "及时公开", "及时发布", "及时公布", "集中公开", "依法公开", "公示"];
    let work = ["对", "将", "纳入", "列入", "工作", "机制", "制度", "接受", "落实", "加强", "开展"];
    let object = ["信息", "政策", "领域", "抽检", "抽查", "标准", "名单"].iter().any(|words| after.contains(words));
    object && verbs.iter().any(|verb| before.starts_with(verb)) && !work.iter().any(|words| before.contains(words))
}

/// The places where `last` follows `first` in the same clause.
fn with_gap(passage: &Passage, first: &str, last: &str) -> Vec<Range<usize>> {
    let ends = passage.find(last);
    let joined = |start: Range<usize>| {
        let next = ends.partition_point(|end| end.start < start.end);
        let end = ends.get(next).filter(|end| end.start <= start.end + GAP)?;
        let between = passage.characters().get(start.end..end.start)?;
        between.iter().all(|one| one.is_alphanumeric()).then_some(start.start..end.end)
    };
    passage.find(first).into_iter().filter_map(joined).collect()
}

/// Whether the unit is a government at some level. A street office, 街道办事处, is the agency of one.
fn is_government(input: &CheckInput<'_>) -> bool {
    let unit = &input.report.unit;
    !unit.name.trim().is_empty() && unit.kind != UnitKind::Department && !unit.name.contains("街道")
}

/// R14: what the report of a government must add.
pub(in crate::check) fn of_governments(rule: &Rule, input: &CheckInput<'_>, found: &mut Vec<Finding>) {
    if !is_government(input) {
        return;
    }
    let id = SectionId::Overview;
    let passages: Vec<&Passage> = input.section(id).collect();
    if passages.iter().all(|passage| passage.characters().is_empty()) {
        return;
    }
    let treated = |words: &&[&str]| passages.iter().any(|passage| passage.has_any(words));
    let missing: Vec<&str> =
        OF_GOVERNMENTS.iter().filter(|(_, words)| !treated(words)).map(|(aspect, _)| *aspect).collect();
    if !missing.is_empty() {
        let finding = rule.finding("missing", Some(id), vec![Place::Heading(id)]);
        found.push(finding.with("section", MessageArgument::Section(id)).quoting("aspects", missing.join("、")));
    }
}
