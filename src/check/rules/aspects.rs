//! R13 and R14: the aspects that section one must treat.

use std::ops::Range;

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
    let listed = |at: &Range<usize>| lists.iter().any(|list| list.contains(&at.start));
    let others = || aspect.except.iter().flat_map(|words| passage.find(words));
    let plain = |at: &Range<usize>| !others().any(|other| other.start <= at.start && at.end <= other.end);
    let found = |words: &String| match words.split_once('*') {
        None => passage.find(words),
        Some((first, last)) => with_gap(passage, first, last),
    };
    aspect.words.iter().flat_map(found).any(|at| !listed(&at) && plain(&at) && !is_mention(passage, &at))
}

/// Words before a website or platform that is only the way to something else.
const WAYS: &[&str] = &["通过", "在", "经", "于", "依托", "利用", "登录", "借助", "从", "运用"];
/// Words of a clause about the platform itself.
const BUILDING: &[&str] = &[
    "建设",
    "更新",
    "维护",
    "优化",
    "升级",
    "改版",
    "管理",
    "巡检",
    "检查",
    "整改",
    "设置",
    "设立",
    "开设",
    "适老化",
    "整合",
    "规范",
    "完善",
    "运维",
    "开通",
    "搭建",
    "打造",
    "新增",
    "调整",
    "作用",
    "专区",
    "监测",
    "改造",
    "健全",
    "建立",
    "迁移",
    "保障",
    "专题",
    "集约",
];
/// What precedes 平台 where it serves something else.
const OTHER_PLATFORMS: &[&str] = &[
    "政务服务",
    "招商",
    "交易",
    "监管",
    "电商",
    "融资",
    "就业",
    "热线",
    "培训",
    "学习",
    "对接",
    "合作",
    "服务",
    "监测",
    "信用",
    "预警",
    "调度",
    "指挥",
    "治理",
    "应急",
    "社交",
    "直播",
    "电子商务",
    "物流",
    "产业",
    "创业",
    "招聘",
    "采购",
    "招标",
    "举报",
    "投诉",
    "大数据",
    "教育",
    "医保",
    "挂号",
    "缴费",
    "审批",
    "办事",
    "创新",
    "孵化",
    "研发",
    "科研",
    "金融",
    "投资",
    "销售",
    "供需",
    "展示",
    "交流",
    "云",
    "智慧",
    "执法",
    "信访",
    "征信",
    "议事",
    "协商",
];
/// Words before 网站 that is nobody's place of disclosure.
const OTHER_SITES: &[&str] = &["诈骗", "涉诈", "非法", "违法", "钓鱼", "电商", "企业网站", "购物", "网站备案", "商业"];
/// What precedes 载体 where it carries something else.
const OTHER_CARRIERS: &[&str] =
    &["招商", "产业", "创新", "孵化", "文化", "创业", "项目", "就业", "发展", "科技", "旅游"];
/// Words of a remark that treats nothing.
const REMARKS: &[&str] = &[
    "同样重要",
    "同等重要",
    "并重",
    "相辅相成",
    "不可偏废",
    "各有侧重",
    "密不可分",
    "相结合",
    "互为补充",
    "互补",
    "缺一不可",
    "两手抓",
    "共同构成",
    "有机统一",
];
/// What precedes 监督, 保障, 考核, 评议 and 督查 where they are about something else.
const OTHER_FIELDS: &[&str] = &[
    "食品",
    "药品",
    "安全",
    "质量",
    "市场",
    "卫生",
    "生态",
    "环境",
    "环保",
    "生产",
    "工程",
    "消防",
    "劳动",
    "价格",
    "税收",
    "土地",
    "资金",
    "教育",
    "教学",
    "医疗",
    "养老",
    "住房",
    "就业",
    "用水",
    "用电",
    "供水",
    "供电",
    "供热",
    "能源",
    "粮食",
    "交通",
    "应急",
    "防汛",
    "物资",
    "后勤",
    "民生",
    "生活",
    "法治",
    "司法",
    "动物",
    "设备",
    "电梯",
    "餐饮",
    "农产品",
    "计量",
    "建筑",
    "施工",
    "项目",
    "城市",
    "秩序",
    "治安",
    "校园",
    "师德",
    "职称",
    "公务员",
    "干部",
    "人才",
    "从业",
    "资格",
    "入学",
    "招生",
    "技能",
    "疫情",
    "基本",
    "救助",
    "权益",
    "河长",
    "林长",
    "信访",
    "营商环境",
    "产业",
    "耕地",
    "水质",
    "空气",
    "通信",
    "电力",
    "运输",
    "救灾",
    "财力",
];
/// What follows 保障 where it is about those whom disclosure serves, or about something else.
const OTHER_OBJECTS: &[&str] = &[
    "公众",
    "群众",
    "公民",
    "人民",
    "企业",
    "民生",
    "供应",
    "供给",
    "供暖",
    "农民工",
    "劳动者",
    "妇女",
    "儿童",
    "老年",
    "残疾",
    "权益",
    "知情",
    "安全",
    "春耕",
    "出行",
    "用",
    "项目",
    "重点",
    "市场",
    "申请人",
    "居民",
    "市民",
    "村民",
    "社会",
    "其",
    "各",
    "水平",
    "性",
    "房",
    "对象",
    "待遇",
    "基金",
    "标准",
    "政策",
];
/// What follows 监督 where it is a kind of work of its own.
const OTHER_SUPERVISION: &[&str] =
    &["抽检", "抽查", "执法", "管理", "检测", "检验", "所", "站", "局", "员", "总队", "权"];
/// What stands between 信息 and 管理, or before 信息管理, where other information is managed.
const OTHER_INFORMATION: &[&str] = &[
    "学籍", "户籍", "人口", "房产", "地理", "客户", "信用", "医疗", "病案", "车辆", "人事", "财务", "资产", "项目",
    "学生", "员工", "会计", "工程", "健康", "税务", "企业", "网格", "物业", "档案",
];

/// Whether a word stands only in passing: as the way to something, as a gift to somebody, in a remark.
fn is_mention(passage: &Passage, at: &Range<usize>) -> bool {
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
    if passage.has_within(&clause, REMARKS) {
        return true;
    }
    match word.as_str() {
        "网站" | "平台" | "载体" | "新媒体" | "专栏" => {
            let own = ["公开", "发布", "政务", "信息"].iter().any(|words| before.ends_with(words));
            let after = passage.text(at.end..to);
            if !own && OTHER_PLATFORMS.iter().any(|words| before.ends_with(words))
                || word == "网站" && OTHER_SITES.iter().any(|words| before.contains(words))
                || word == "载体" && OTHER_CARRIERS.iter().any(|words| before.ends_with(words))
                || after.starts_with("企业")
                || after.starts_with("公司")
                || after.starts_with("经济")
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
            !after.starts_with("公开") && !after.contains("信息公开")
        }
        "主动公开" => {
            let after = passage.text(at.end..to);
            ["除", "不属于", "与", "非"].iter().any(|words| before.ends_with(words)) || after.starts_with('类')
        }
        "监督" | "保障" | "考核" | "评议" | "督查" | "督导"
            if OTHER_FIELDS.iter().any(|words| before.ends_with(words)) =>
        {
            true
        }
        "监督" if OTHER_SUPERVISION.iter().any(|words| passage.text(at.end..to).starts_with(words)) => true,
        "保障"
            if OTHER_OBJECTS
                .iter()
                .any(|words| passage.text(at.end..to).trim_start_matches('了').starts_with(words)) =>
        {
            true
        }
        "源头管理" => !passage.has_within(&clause, &["信息", "公开", "公文"]),
        "保障" => before.contains("提供") || passage.at(at.end) == Some('了'),
        _ if word.starts_with("信息") && word.ends_with("管理") => {
            let after = passage.text(at.end..to);
            let gap = word.trim_start_matches("信息").trim_end_matches("管理");
            OTHER_INFORMATION.iter().any(|words| before.ends_with(words))
                || ["系统", "专业", "软件", "局", "中心", "平台"].iter().any(|words| after.starts_with(words))
                || ["化", "系统", "网络", "设备", "员", "技术"].iter().any(|words| gap.contains(words))
        }
        _ => false,
    }
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
        let end = ends.iter().find(|end| end.start >= start.end && end.start <= start.end + GAP)?;
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
