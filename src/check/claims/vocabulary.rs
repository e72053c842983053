//! The words by which prose refers to the form's numbers. Must not know sentences.

use std::sync::OnceLock;

use crate::check::passage::{Passage, fold};
use crate::form::CellName;
use crate::form::cell_names::{column, group, row};

/// What a word means next to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordSense {
    /// A request: 申请.
    Request,
    /// Received: 收到, 受理.
    Receive,
    /// Carried in from last year.
    CarriedIn,
    /// Carried over to next year.
    CarriedOver,
    /// Carried, in or over.
    Carried,
    /// Dealt with: 办理, perhaps not concluded.
    Handle,
    /// Answered: 办结, 答复.
    Answer,
    /// A group of outcomes.
    Group(CellName),
    /// One row of outcomes.
    Outcome(CellName),
    /// Columns of table three, a kind of applicant.
    Applicant(&'static [CellName]),
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼.
    Litigation,
    /// 未经复议直接起诉.
    Direct,
    /// 复议后起诉.
    AfterReconsideration,
    /// A result in table four.
    Result(CellName),
    /// Lost: 败诉, 被纠错.
    Lost,
    /// Concluded: 审结.
    Concluded,
    /// 行政规范性文件 or 规章.
    Document(CellName),
    /// A column of table two.
    Stock(CellName),
    /// Only some: by post, late.
    Part,
    /// Another year: 上年, 去年, 同期.
    OtherYear,
    /// A difference: 增加, 同比.
    Change,
    /// Less than last year.
    Decrease,
    /// Part of the year: 上半年.
    PartOfYear,
    /// The unit's own office, not the whole area.
    Own,
    /// The whole area.
    Whole,
    /// 分别: several numbers for several things.
    Respectively,
    /// 均, each.
    Each,
    /// Something else that is received and answered: proposals, calls.
    Foreign,
    /// No meaning: a longer word that hides the meaning of a shorter word inside it.
    Nothing,
}

use WordSense::*;

/// Words and senses. Where one word contains another, the longer counts.
const WORDS: &[(&str, WordSense)] = &[
    ("公开申请", Request),
    ("申请公开", Request),
    ("依申请", Request),
    ("申请", Request),
    ("申请人", Nothing),
    ("收到", Receive),
    ("接收", Receive),
    ("收办", Receive),
    ("受理", Receive),
    ("新收", Receive),
    ("接到", Receive),
    ("登记", Receive),
    ("办理登记", Nothing),
    ("接收登记", Nothing),
    ("上年结转", CarriedIn),
    ("上年度结转", CarriedIn),
    ("上一年结转", CarriedIn),
    ("上一年度结转", CarriedIn),
    ("去年结转", CarriedIn),
    ("结转上年", CarriedIn),
    ("结转下", CarriedOver),
    ("结转至", CarriedOver),
    ("结转到", CarriedOver),
    ("结转入", CarriedOver),
    ("转下年", CarriedOver),
    ("转下一年", CarriedOver),
    ("转入下", CarriedOver),
    ("下年度继续办理", CarriedOver),
    ("下一年度继续办理", CarriedOver),
    ("结转", Carried),
    ("办理", Handle),
    ("处理", Handle),
    ("继续办理", Nothing),
    ("办结", Answer),
    ("答复", Answer),
    ("办理完毕", Answer),
    ("办理完成", Answer),
    ("办结率", Nothing),
    ("答复率", Nothing),
    ("予以公开", Group(group::GRANTED)),
    ("同意公开", Group(group::GRANTED)),
    ("准予公开", Group(group::GRANTED)),
    ("全部公开", Group(group::GRANTED)),
    ("予以或", Group(group::GRANTED)),
    ("予以和", Group(group::GRANTED)),
    ("予以及", Group(group::GRANTED)),
    ("部分公开", Group(group::PARTLY_GRANTED)),
    ("不予公开", Group(group::WITHHELD)),
    ("不予以公开", Group(group::WITHHELD)),
    ("不同意公开", Group(group::WITHHELD)),
    ("未予公开", Group(group::WITHHELD)),
    ("无法提供", Group(group::UNAVAILABLE)),
    ("不予处理", Group(group::NOT_PROCESSED)),
    ("其他处理", Group(group::CLOSED_OTHERWISE)),
    ("属于国家秘密", Outcome(CellName::literal("state_secret"))),
    ("第三方合法权益", Outcome(CellName::literal("third_party_rights"))),
    ("内部事务信息", Outcome(CellName::literal("internal_affairs"))),
    ("过程性信息", Outcome(CellName::literal("process_information"))),
    ("行政执法案卷", Outcome(CellName::literal("enforcement_files"))),
    ("行政查询事项", Outcome(CellName::literal("registry_queries"))),
    ("不掌握相关政府信息", Outcome(CellName::literal("not_held"))),
    ("没有现成信息", Outcome(CellName::literal("needs_compiling"))),
    ("补正后", Outcome(CellName::literal("still_unclear"))),
    ("信访举报投诉类", Outcome(CellName::literal("petitions"))),
    ("重复申请", Outcome(CellName::literal("repeated"))),
    ("逾期不补正", Outcome(CellName::literal("not_corrected"))),
    ("自然人", Applicant(&[column::NATURAL_PERSON])),
    ("法人或其他组织", Applicant(ORGANISATIONS)),
    ("法人和其他组织", Applicant(ORGANISATIONS)),
    ("法人及其他组织", Applicant(ORGANISATIONS)),
    ("法人、其他组织", Applicant(ORGANISATIONS)),
    ("商业企业", Applicant(&[column::ENTERPRISE])),
    ("科研机构", Applicant(&[column::RESEARCH])),
    ("社会公益组织", Applicant(&[column::PUBLIC_INTEREST])),
    ("法律服务机构", Applicant(&[column::LEGAL_SERVICES])),
    ("行政复议", Reconsideration),
    ("复议", Reconsideration),
    ("行政复议机", Nothing),
    ("复议机关", Nothing),
    ("行政复议机关", Nothing),
    ("行政诉讼", Litigation),
    ("诉讼", Litigation),
    ("应诉", Litigation),
    ("未经复议直接", Direct),
    ("直接起诉", Direct),
    ("未经复议直接起诉", Direct),
    ("复议后起诉", AfterReconsideration),
    ("经复议后起诉", AfterReconsideration),
    ("结果维持", Result(column::UPHELD)),
    ("维持", Result(column::UPHELD)),
    ("结果纠正", Result(column::OVERTURNED)),
    ("其他结果", Result(column::OTHER)),
    ("尚未审结", Result(column::PENDING)),
    ("未审结", Result(column::PENDING)),
    ("尚未办结", Result(column::PENDING)),
    ("败诉", Lost),
    ("纠错", Lost),
    ("纠正", Lost),
    ("胜诉", Foreign),
    ("驳回", Foreign),
    ("撤诉", Foreign),
    ("撤回", Foreign),
    ("审结", Concluded),
    ("行政规范性文件", Document(row::NORMATIVE_DOCUMENTS)),
    ("规范性文件", Document(row::NORMATIVE_DOCUMENTS)),
    ("党内规范性文件", Foreign),
    ("党委规范性文件", Foreign),
    ("政府规章", Document(row::RULES)),
    ("规章", Document(row::RULES)),
    ("规章制度", Foreign),
    ("制发", Stock(column::ISSUED)),
    ("制定", Stock(column::ISSUED)),
    ("出台", Stock(column::ISSUED)),
    ("新制", Stock(column::ISSUED)),
    ("废止", Stock(column::REPEALED)),
    ("现行有效", Stock(column::IN_FORCE)),
    ("信息处理费", Foreign),
    ("处理费", Foreign),
    ("延期", Part),
    ("当面", Part),
    ("邮寄", Part),
    ("信函", Part),
    ("网上", Part),
    ("网络", Part),
    ("线上", Part),
    ("线下", Part),
    ("现场", Part),
    ("窗口", Part),
    ("电子邮件", Part),
    ("在线", Part),
    ("协助", Part),
    ("转办", Part),
    ("上年", OtherYear),
    ("去年", OtherYear),
    ("上一年", OtherYear),
    ("同期", OtherYear),
    ("往年", OtherYear),
    ("以来", OtherYear),
    ("同比", Change),
    ("增长", Change),
    ("增加", Change),
    ("上升", Change),
    ("提高", Change),
    ("增幅", Change),
    ("增多", Change),
    ("多收", Change),
    ("下降", Decrease),
    ("减少", Decrease),
    ("降低", Decrease),
    ("降幅", Decrease),
    ("上半年", PartOfYear),
    ("下半年", PartOfYear),
    ("季度", PartOfYear),
    ("本机关", Own),
    ("本级", Own),
    ("政府办", Own),
    ("府办", Own),
    ("办公室", Own),
    ("代表", Own),
    ("全市", Whole),
    ("全区", Whole),
    ("全县", Whole),
    ("全省", Whole),
    ("全州", Whole),
    ("全旗", Whole),
    ("全镇", Whole),
    ("我市", Whole),
    ("我区", Whole),
    ("我县", Whole),
    ("我省", Whole),
    ("各级", Whole),
    ("全系统", Whole),
    ("分别", Respectively),
    ("均", Each),
    ("都", Each),
    ("建议", Foreign),
    ("提案", Foreign),
    ("来信", Foreign),
    ("来电", Foreign),
    ("来访", Foreign),
    ("留言", Foreign),
    ("咨询", Foreign),
    ("热线", Foreign),
    ("工单", Foreign),
    ("意见", Foreign),
    ("信访件", Foreign),
    ("信访事项", Foreign),
    ("诉求", Foreign),
    ("投诉", Foreign),
    ("举报", Foreign),
    ("许可申请", Foreign),
    ("登记申请", Foreign),
    ("复议申请", Reconsideration),
    ("行政复议申请", Reconsideration),
    ("备案审查", Foreign),
    ("合法性审核", Foreign),
    ("清理规范性文件", Foreign),
    ("案例", Foreign),
    ("案卷", Foreign),
    ("培训", Foreign),
];

/// The columns under 法人或其他组织.
pub const ORGANISATIONS: &[CellName] =
    &[column::ENTERPRISE, column::RESEARCH, column::PUBLIC_INTEREST, column::LEGAL_SERVICES, column::OTHER];

/// A word of the vocabulary in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VocabularyWord {
    /// Its first character.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What it means.
    pub sense: WordSense,
}

/// Every word of the vocabulary in `passage`, from left to right, none inside another.
pub fn words(passage: &Passage) -> Vec<VocabularyWord> {
    let mut found = Vec::new();
    let characters = passage.characters();
    for (start, first) in characters.iter().enumerate() {
        for (spelling, sense) in beginning_with(*first) {
            let end = start + spelling.len();
            if characters.get(start..end) == Some(spelling.as_slice()) {
                found.push(VocabularyWord { start, end, sense: *sense });
            }
        }
    }
    // Of words that begin at the same character the longest comes first; a word inside another is
    // dropped.
    found.sort_by_key(|word| (word.start, std::cmp::Reverse(word.end)));
    let mut kept: Vec<VocabularyWord> = Vec::with_capacity(found.len());
    for word in found {
        match kept.last_mut() {
            Some(last) if word.start < last.end && word.end <= last.end => {}
            // Two words that overlap: 申请公开申请; the longer one is kept.
            Some(last) if word.start < last.end => {
                let longer = word.end - word.start > last.end - last.start;
                if longer {
                    *last = word;
                }
            }
            _ => kept.push(word),
        }
    }
    kept.retain(|word| word.sense != Nothing);
    kept
}

/// A word of the vocabulary by its characters.
type Spelling = (Vec<char>, WordSense);

/// How many buckets the first characters of the vocabulary are parted into; a power of two.
const BUCKETS: usize = 512;

/// The words of the vocabulary that may begin with `first`. One pass over a passage then finds all
/// words, regardless of the size of the vocabulary.
fn beginning_with(first: char) -> &'static [Spelling] {
    static INDEX: OnceLock<Vec<Vec<Spelling>>> = OnceLock::new();
    let bucket = |one: char| usize::try_from(u32::from(one)).unwrap_or_default() % BUCKETS;
    let index = INDEX.get_or_init(|| {
        let mut index = vec![Vec::new(); BUCKETS];
        for (words, sense) in WORDS {
            let spelling = fold(words);
            let place = spelling.first().and_then(|first| index.get_mut(bucket(*first)));
            place.into_iter().for_each(|words: &mut Vec<_>| words.push((spelling.clone(), *sense)));
        }
        index
    });
    index.get(bucket(first)).map(Vec::as_slice).unwrap_or_default()
}

impl WordSense {
    /// Whether the word does not say what is counted if another word next to it does.
    pub const fn is_plain(self) -> bool {
        matches!(self, Own | Whole | Each | Answer | Request | Handle | Receive)
    }
}
