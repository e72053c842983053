//! Which sentences plan for a year, for R09: 2024年，我局将…, 计划于2024年…. Must not know the report.

use std::ops::Range;

use crate::check::passage::Passage;
use crate::form::SectionId;

/// Words that say that what follows is still to come.
#[rustfmt::skip]
const COMING: &[&str] = &[
    "下一步", "下步", "今后", "接下来", "下阶段", "下一阶段", "新的一年", "展望", "未来", "后续", "下一年", "来年",
    "明年", "下年度",
];

/// Words one of which every plan has.
#[rustfmt::skip]
const MAYBE: &[&str] = &[
    "将", "拟", "计划", "打算", "准备", "力争", "争取", "预计", "确保", "要", "应", "须", "需", "思路", "安排",
    "方向", "会", "重点任务", "目标", "展望", "再上", "努力",
];

/// What precedes the year of a plan.
#[rustfmt::skip]
const AHEAD: &[&str] = &[
    "计划于", "拟于", "将于", "力争于", "力争在", "计划在", "准备在", "预计", "预计于", "争取在", "争取于",
    "打算在", "将在", "拟在", "力争到", "争取到", "确保在", "我局计划", "本局计划", "计划从", "拟从", "将从",
    "打算于", "准备于", "力争", "争取", "特别是", "尤其是", "展望", "面向", "谋划", "接下来的", "围绕", "确保",
    "准备", "打算", "将把", "明年（", "来年（", "度（", "迎接", "有待", "待在", "留待",
];

/// What follows a year whose plan it is.
#[rustfmt::skip]
const PLANS: &[&str] = &[
    "工作打算", "工作思路", "工作计划", "工作安排", "工作设想", "打算", "努力方向", "改进方向",
];

/// More of it where a report tells what it will mend.
#[rustfmt::skip]
const MENDING_PLANS: &[&str] = &[
    "工作目标", "工作重点", "重点任务", "重点工作", "主要任务", "改进措施", "工作展望", "主要打算", "改进打算",
    "工作方向",
];

/// Verbs of what one tries to reach.
const TRYING: &[&str] = &["力争", "争取", "努力实现", "确保实现", "力求"];

/// What follows 将, 拟 or 要 where they mean what will be done, anywhere in a report; 将公开纳入考核 tells of
/// what was done.
#[rustfmt::skip]
const INTENTIONS: &[&str] = &[
    "进一步", "继续", "加大", "加强", "着力", "持续", "重点", "不断", "认真", "完善", "优化", "推进", "强化",
    "紧紧", "围绕", "按照", "努力", "严格", "积极", "健全", "深化", "拓展", "提升", "提高", "从以下", "力争",
    "争取", "切实", "扎实", "全面", "组织开展", "开展", "启动",
];

/// More of it where a report tells what it will mend.
#[rustfmt::skip]
const MENDING: &[&str] = &[
    "采取", "从", "以", "对", "按", "定期", "举办", "组织", "抓", "做好", "做实", "做细", "逐", "在", "针对",
    "聚焦", "坚持", "立足", "紧扣", "紧盯", "加快", "落实", "把", "狠抓", "深入", "常态化", "充分", "大力", "主动",
    "充实", "丰富", "建立", "探索", "规范", "压实", "制定", "修订", "出台", "梳理", "邀请", "配", "增", "改",
    "创新", "注重", "突出", "着", "统筹", "督促", "指导", "推动", "推行", "推广", "实行", "实施", "明确", "细化",
    "选派", "安排", "召开", "引", "依托", "利用", "借助", "通过", "严", "更加", "更好", "及时", "适时", "每",
    "至少", "分", "全力", "集中", "补", "牢固", "学习", "借鉴", "培养", "搭建", "打造", "升级", "整合", "拓宽",
    "畅通", "扩大", "提请", "研究", "建", "构建", "启用", "上线", "有针对性", "多", "专题", "是", "有", "迎",
    "结合", "根据", "依据", "进行", "予以", "重新", "尽快", "尽早", "率先", "始终", "牢牢", "压紧", "扭", "破",
    "解决", "查", "与", "向", "同", "为", "由", "于", "用", "运用", "发挥", "延伸", "转", "调", "理顺", "争", "促",
];

/// Verbs of what is to come.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "将", "拟", "要", "还将", "应", "应当", "须", "需", "会", "计划", "打算", "准备", "力争", "争取", "目标是",
];

/// Characters with which 会, 要, 应, 需 and 须 make another word: 社会, 主要, 相应.
const OTHER_WORDS: &[char] = &[
    '社', '主', '重', '必', '首', '摘', '概', '简', '机', '委', '协', '大', '开', '相', '适', '对', '回', '供', '急',
    '所', '无', '务', '反',
];

/// Words after 将 that never name a thing to which something was done: 将把公开作为重点.
#[rustfmt::skip]
const CERTAIN: &[&str] = &[
    "把", "对", "以", "从", "按", "在", "通过", "针对", "聚焦", "定期", "逐", "采取", "更加", "及时", "适时", "尽快", "组织", "举办",
    "于", "会", "是",
];
/// What a sentence calls its plan.
const CALLED: &[&str] = &["目标是", "任务是", "方向是", "重点是", "打算是", "思路是", "重点在于", "要求是"];
/// What a sentence that plans begins with.
const HEADED: &[&str] = &["计划：", "打算：", "安排：", "目标：", "思路：", "方向：", "部署：", "举措："];

/// What 将 does to the thing that follows it, where it does not speak of the future: 将公开工作纳入考核.
#[rustfmt::skip]
const DONE_TO: &[&str] = &[
    "纳入", "列入", "作为", "列为", "融入", "贯穿", "挂钩", "放在", "摆", "细化到", "落实到", "细化为", "分解到",
    "分解为", "结合", "公之于众", "整改到位", "到位", "已", "完成", "转化为", "延伸到", "予以公开", "责任到",
    "下放", "细化分解", "压实到", "列出",
    "逐项整改", "逐一整改", "全部整改", "整改落实", "落实整改", "通报", "反馈", "公示", "上报", "报送", "移交", "分发", "印发",
    "张贴", "下发", "提交", "列明", "录入", "上传", "取得",
];

/// How far behind the year its plan stands.
const REACH: usize = 24;

/// The years of sentences that plan for the year `own`.
pub(super) fn plans_of(passage: &Passage, own: u16) -> Vec<(u16, Range<usize>)> {
    let mut found = Vec::new();
    if !passage.has_any(MAYBE) {
        return found;
    }
    for sentence in passage.sentences() {
        let years = passage.years(sentence.clone());
        let own_year = |(year, at): &(u16, Range<usize>)| *year == own && passage.at(at.end) == Some('年');
        let Some(place) = years.iter().rposition(own_year) else { continue };
        let (Some((_, at)), before) = (years.get(place), years.get(..place).unwrap_or_default()) else { continue };
        // 2025年将对2024年的不足…; 2024年存在的问题，2025年将逐一解决.
        if before.iter().any(|(year, _)| *year > own) {
            continue;
        }
        let end = years.get(place + 1).map_or(sentence.end, |(_, next)| next.start);
        if is_plan(passage, &(sentence.start..end), at) {
            found.push((own, at.clone()));
        }
    }
    found
}

/// Whether what a sentence says of the year at `at` is still to be done.
fn is_plan(passage: &Passage, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    let mending = passage.section() == Some(SectionId::Problems);
    let clause = at.end..sentence.end.min(at.end + REACH);
    let text = passage.text(clause.clone());
    let text = text.trim_start_matches(['年', '度', '的']);
    if PLANS.iter().any(|words| text.starts_with(words)) && !text.contains("完成") {
        return true;
    }
    let announced = passage.has_within(&(sentence.start..at.start), COMING)
        && passage.has_within(&clause, &["将", "拟", "计划", "要", "着力", "重点", "力争", "打算"]);
    if announced {
        return true;
    }
    let ahead = passage.text(at.start.saturating_sub(4)..at.start);
    // 我局计划2024年举办…, but not 按照年度计划2024年….
    let before = ahead.strip_suffix("计划").or_else(|| ahead.strip_suffix('拟'));
    let planned = before.is_some_and(|before| !before.ends_with(['度', '作', '按', '照', '原', '该', '项']));
    if mending && (planned || AHEAD.iter().any(|words| ahead.ends_with(words))) && !text.contains(['已', '了']) {
        return true;
    }
    if mending && TRYING.iter().any(|words| passage.has_within(&clause, &[*words])) && !is_done(text) {
        return true;
    }
    let will = |words: &[&str]| {
        let meant = |verb: &Range<usize>| {
            let before = verb.start.checked_sub(1).and_then(|at| passage.at(at));
            let certain = verb.len() > 1 || matches!(passage.at(verb.start), Some('将' | '拟'));
            let whole = certain || !before.is_some_and(|one| OTHER_WORDS.contains(&one));
            // 还要, 需要, 将要.
            let end = verb.end + usize::from(matches!(passage.at(verb.end), Some('要' | '会')));
            whole && words.iter().any(|words| passage.has_at(end, words))
        };
        VERBS.iter().any(|verb| passage.find_within(&clause, verb).iter().any(meant))
    };
    let rest = || passage.text(at.end..sentence.end.min(at.end + 2 * REACH));
    // 我局将完善制度，2024年6月底前落实到位.
    let until = ["底前", "月前", "前完成", "前落实", "前整改"].iter().any(|words| text.contains(words));
    let before = passage.text(sentence.start..at.start);
    if mending && until && ["将", "拟", "计划", "力争", "确保"].iter().any(|words| before.contains(words)) {
        return true;
    }
    let called = CALLED.iter().any(|words| text.contains(words)) || HEADED.iter().any(|words| before.contains(words));
    if mending && (called || will(CERTAIN)) && !text.contains("已") {
        return true;
    }
    let headed = mending && MENDING_PLANS.iter().any(|words| text.starts_with(words)) && !text.contains("完成");
    // In section five 将 is the future's, unless something was done with what follows it.
    let future = || {
        let places = ["将", "拟"].iter().flat_map(|verb| passage.find_within(&clause, verb));
        places.into_iter().any(|verb| !matches!(passage.at(verb.end), Some('近' | '军' | '定')))
    };
    headed || will(INTENTIONS) || mending && (future() || will(MENDING)) && !is_done(&rest())
}

/// Whether a clause tells what was done with something: 将公开工作纳入考核.
fn is_done(text: &str) -> bool {
    let clause = text.find(['将', '把']).and_then(|at| text.get(at..)).unwrap_or(text);
    let clause = clause.split(['，', '。', '；']).next().unwrap_or_default();
    DONE_TO.iter().any(|words| clause.contains(words))
}
