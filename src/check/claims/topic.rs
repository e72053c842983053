//! What a number counts, decided from the words around it. Must not know the report's numbers.

use std::ops::Range;

use super::claim_context::{ClaimContext, Phrase, between};
use super::vocabulary::{EVERYBODY, VocabularyWord, WordSense};
use super::{Claim, ClaimSubject, DisputeForum, Numeral, NumeralUnit, RequestStage};
use super::{disputes, passing, request_stage, table_rows};
use crate::form::CellName;

/// What the numbers before have said.
#[derive(Default)]
pub(super) struct TopicState {
    /// The last claim at each depth of brackets.
    pub last: Vec<(Claim, u16)>,
    /// The forum of the last dispute.
    pub forum: Option<DisputeForum>,
    /// The documents of the last claim in the sentence.
    pub document: Option<CellName>,
    /// Whether something else was counted or named in the sentence.
    pub foreign: bool,
    /// Whether papers were counted in the sentence.
    pub papers: bool,
    /// Whether the last number counted something else.
    pub foreign_count: bool,
    /// The last difference: what has grown, whether it has, and where the number ends.
    pub difference: Option<(ClaimSubject, bool, usize)>,
    /// The documents of the sentences before.
    pub former_document: Option<CellName>,
    /// Whether the sentence has told disputes apart that go to court at once or after 复议.
    pub broken_down: bool,
    /// Whether a clause before says that the whole sentence is about something else.
    pub framed: bool,
    /// Up to where the sentence has been searched for things of another kind.
    pub searched: usize,
    /// Whether the sentence begins with a label that names disputes: 复议情况：.
    pub labelled: bool,
    /// What has grown by the last percentage, and where that ends.
    pub grown: Option<(ClaimSubject, usize)>,
    /// Where the last number of requests received ends.
    pub received: Option<usize>,
}

impl TopicState {
    /// A sentence begins.
    pub fn begin_sentence(&mut self, start: usize) {
        (self.foreign_count, self.papers, self.difference, self.grown) = (false, false, None, None);
        (self.former_document, self.broken_down) = (self.document.or(self.former_document), false);
        (self.forum, self.document, self.foreign, self.framed, self.searched) = (None, None, false, false, start);
        self.last.clear();
    }

    /// A number of something else: shares and growth after it are not the last claim's.
    pub fn forget(&mut self, depth: u16) {
        self.last.retain(|(_, of)| *of < depth);
    }

    /// Whether the number of requests received stands shortly before the words: what was answered may then be of
    /// those alone.
    pub fn tells_received(&self, words: &Words<'_>) -> bool {
        const NEAR: usize = 60;
        let at = words.iter().next().map_or(0, |word| word.start);
        self.received.is_some_and(|end| at.saturating_sub(end) <= NEAR)
    }

    /// The claims of a number.
    pub fn remember(&mut self, claim: &Claim, depth: u16) {
        if claim.subject == ClaimSubject::Requests(RequestStage::Received) {
            self.received = Some(claim.digits.end);
        }
        // Last year's number does not take the place of this year's.
        self.last.retain(|(one, of)| *of < depth || *of == depth && claim.last_year && !one.last_year);
        self.last.push((claim.clone(), depth));
    }

    /// The claim to which a share or growth at this depth refers: the last one there, or the one before
    /// the bracket.
    pub fn last(&self, depth: u16) -> Option<&Claim> {
        let (claim, of) = self.last.last()?;
        (*of <= depth && depth <= *of + 1).then_some(claim)
    }
}

/// What a count is about; several things where the words say that each has this number; `None` where they
/// say nothing of the form's numbers, or leave it open.
pub(super) fn subjects_of_count(
    context: &ClaimContext<'_>,
    phrase: &Phrase,
    numeral: &Numeral,
    sentence: &Range<usize>,
    memory: &mut TopicState,
) -> Option<Vec<ClaimSubject>> {
    let depth = context.depth(numeral.digits.start);
    let part = |word: &VocabularyWord| word.sense == WordSense::PartOfYear;
    let foreign = |word: &VocabularyWord| matches!(word.sense, WordSense::Foreign | WordSense::Unknown);
    memory.framed |= is_of_something(context, phrase.start, sentence);
    // 主动公开类5件、不予公开类3件: a list of other things.
    let listed = memory.foreign_count && context.passage.at(phrase.start) == Some('、');
    if !phrase.left_known || phrase.right.iter().any(foreign) || memory.framed || listed {
        memory.papers |= counts_papers(context, phrase);
        (memory.foreign, memory.foreign_count) = (true, true);
        return None;
    }
    memory.foreign_count = false;
    let way = |word: &VocabularyWord| matches!(word.sense, WordSense::Part | WordSense::PartOfYear);
    // 6月收到5件.
    let text = context.passage.text(phrase.start..numeral.digits.start);
    if text.contains('月') && !text.contains("12月") {
        return None;
    }
    let named = phrase.left.iter().any(|word| word.sense.is_object());
    let compared = phrase.left.iter().any(|word| word.sense == WordSense::Than);
    if compared
        || phrase.left.iter().any(part)
        || !named && phrase.right.iter().any(way)
        || is_of_some(context, &phrase.left, numeral)
    {
        return None;
    }
    if let Some(stage) = passing::between_years(context, phrase, numeral, memory) {
        return stage.map(|stage| vec![ClaimSubject::Requests(stage)]);
    }
    // 5件申请于年底收到: when some of them came.
    let received = phrase.right.iter().any(|word| word.sense == WordSense::Receive)
        && !phrase.right.iter().any(|word| word.sense.is_carried());
    let when = context.passage.text(numeral.end..phrase.end);
    if received && ["年底", "年末", "岁末", "月", "节前", "节后"].iter().any(|words| when.contains(words)) {
        return None;
    }
    let has_core = |words: &[VocabularyWord]| words.iter().any(|word| word.sense.is_core());
    let mut left = phrase.left.clone();
    let mut right = right_words(phrase);
    // 将于2026年办结: not this year.
    let years = context.passage.years(numeral.end..phrase.end);
    if let Some((year, at)) = years.iter().find(|(year, _)| context.year != 0 && *year != context.year) {
        if *year + 1 == context.year && phrase.right_known && right.iter().any(|word| word.sense.is_carried()) {
            // 5件系2023年结转.
            return Some(vec![ClaimSubject::Requests(RequestStage::CarriedIn)]);
        }
        if *year != context.year + 1 {
            return None;
        }
        right.retain(|word| !matches!(word.sense, WordSense::Answer | WordSense::Handle | WordSense::Carried));
        right.push(VocabularyWord { start: at.start, end: at.end, sense: WordSense::CarriedOver });
    }
    // 申请量较上年下降5%，为30件: the number itself.
    let only_links = phrase.left.iter().all(|word| word.sense == WordSense::Neutral);
    let grown = memory.grown.clone().filter(|(_, end)| phrase.start <= end + 1 && phrase.start < numeral.digits.start);
    if let Some((subject, _)) = grown.filter(|_| only_links && phrase.right.is_empty()) {
        return Some(vec![subject]);
    }
    if !has_core(&left) && !has_core(&right) {
        // 公开类（予以公开、部分公开）5件: the bracket before the number tells.
        if let Some(inside) = bracket_before(context, phrase, numeral) {
            left = between(&context.words, inside).to_vec();
        }
    }
    if !has_core(&left) && !has_core(&right) {
        let bracket = context.before_bracket(phrase.start, sentence);
        let Some(before) = bracket.or_else(|| context.clause_before(phrase.start, sentence)) else {
            // 审查文件20份: what follows is of these.
            memory.papers |= counts_papers(context, phrase);
            return None;
        };
        if !phrase.right_begins_known || !context.is_known(before.clone(), depth) {
            memory.foreign = true;
            return None;
        }
        let words = context.flat(before, depth);
        if words.iter().any(part) || !has_core(&words) {
            memory.papers |= counts_papers(context, phrase);
            return None;
        }
        left = words;
    }
    let object = left.iter().any(|word| word.sense.is_object());
    // 不予公开5份 of papers that were examined, 过程性信息材料5份.
    let outcome = |word: &VocabularyWord| matches!(word.sense, WordSense::Group(_) | WordSense::Outcome(_));
    let requests = |word: &VocabularyWord| matches!(word.sense, WordSense::Request | WordSense::Answer);
    let around = || left.iter().chain(&right);
    let from = left.first().map_or(phrase.start, |word| word.start.min(phrase.start));
    let papers = !is_case(numeral) && names_papers(&context.passage.text(from..phrase.end));
    if around().any(outcome) && !around().any(requests) && (memory.papers || papers) {
        memory.papers = true;
        return None;
    }
    if !object && !right.iter().any(|word| word.sense.is_object()) {
        // 办结5件: of requests, unless the sentence speaks of something else.
        if !has_core(&right) && !phrase.right_known && !phrase.before_number && !ends_noun(context, numeral) {
            memory.foreign = true;
            return None;
        }
        let text = context.passage.text(phrase.start..phrase.end);
        let case =
            matches!(numeral.unit, NumeralUnit::Measure("件" | "宗" | "起" | "份" | "例" | "件次") | NumeralUnit::None);
        let stock = left.iter().chain(&right).any(|word| matches!(word.sense, WordSense::Stock(_)));
        let follows = memory.last(depth).is_some_and(|claim| phrase.start <= claim.digits.end + 2);
        // 作出政府信息公开答复5件 says itself what it is about.
        if memory.foreign && !text.contains("公开") && !follows || !case && !stock {
            return None;
        }
    }
    let words = Words { context, left: &left, right: if object { &[] } else { &right }, all_right: &phrase.right };
    let found = subjects(&words, numeral, sentence, memory);
    found.filter(|found| !found.is_empty())
}

/// Whether the words of a number name papers or other things, and no requests.
fn counts_papers(context: &ClaimContext<'_>, phrase: &Phrase) -> bool {
    names_papers(&context.passage.text(phrase.start..phrase.end))
}

fn names_papers(text: &str) -> bool {
    let thing = ["文件", "公文", "材料", "稿件", "文稿", "发文", "卷宗", "合同", "清单", "条信息", "公开信息", "数据"];
    thing.iter().any(|words| text.contains(words)) && !text.contains("规范性文件") && !text.contains("申请")
}

/// Whether requests are counted so, 个 and papers left out.
fn is_case(numeral: &Numeral) -> bool {
    matches!(numeral.unit, NumeralUnit::Measure("件" | "宗" | "起" | "例" | "件次") | NumeralUnit::None)
}

/// 热线诉求中，其他类5件: the clause before says what the sentence is about.
fn is_of_something(context: &ClaimContext<'_>, start: usize, sentence: &Range<usize>) -> bool {
    let frame =
        start >= 2 && context.passage.at(start - 2) == Some('中') && context.passage.at(start - 1) == Some('，');
    let clause = context.clause_before(start, sentence).filter(|_| frame);
    clause.is_some_and(|clause| !context.is_known(clause.clone(), context.depth(clause.start)))
}

/// The words after a number that may say what it counts.
fn right_words(phrase: &Phrase) -> Vec<VocabularyWord> {
    let core = phrase.left.iter().any(|word| word.sense.is_core());
    let near = |word: &&VocabularyWord| !phrase.before_number || word.sense.is_object() && word.start <= phrase.end;
    match (core, phrase.right_known, phrase.right_begins_known) {
        (true, _, true) => {
            // 收到5件申请: the noun alone.
            let first = phrase.right.iter().find(|word| word.sense.is_core());
            first.filter(near).filter(|word| word.sense.is_object()).into_iter().copied().collect()
        }
        (false, true, _) => phrase.right.iter().filter(near).copied().collect(),
        // 5件新收申请均已归档: the words right behind the number.
        (false, false, true) if phrase.left.is_empty() && !phrase.before_number => {
            let mut end = phrase.right.first().map_or(0, |word| word.start);
            let joined = |word: &&VocabularyWord| {
                let joins = word.start == end;
                end = word.end;
                joins
            };
            phrase.right.iter().take_while(joined).copied().collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a clause ends behind the number.
fn ends_noun(context: &ClaimContext<'_>, numeral: &Numeral) -> bool {
    context.passage.at(numeral.end).is_none_or(|one| matches!(one, '，' | '。' | '；' | '、' | '）' | '（' | '：'))
}

/// The inside of a bracket that closes right before the number, or before 共.
fn bracket_before(context: &ClaimContext<'_>, phrase: &Phrase, numeral: &Numeral) -> Option<Range<usize>> {
    let close = (phrase.start..numeral.digits.start).rev().find(|at| context.passage.at(*at) == Some('）'))?;
    let open = (phrase.start..close).rev().find(|at| context.passage.at(*at) == Some('（'))?;
    let inside = open + 1..close;
    context.is_known(inside.clone(), context.depth(open)).then_some(inside)
}

/// Whether only those are counted that came one way, such as by post. Several ways that are summed
/// up are all of them: 通过邮寄、网络提交的各类申请共计81件.
fn is_of_some(context: &ClaimContext<'_>, left: &[VocabularyWord], numeral: &Numeral) -> bool {
    let ways: Vec<&VocabularyWord> = left.iter().filter(|word| word.sense == WordSense::Part).collect();
    let Some(last) = ways.last() else { return false };
    let after = context.passage.text(last.end..numeral.digits.start);
    ways.len() < 2 || !["各类", "共", "总计", "合计", "渠道"].iter().any(|word| after.contains(word))
}

/// The words around a number.
pub(super) struct Words<'a> {
    pub context: &'a ClaimContext<'a>,
    pub left: &'a [VocabularyWord],
    /// Those after it that say what it counts.
    pub right: &'a [VocabularyWord],
    /// All after it.
    pub all_right: &'a [VocabularyWord],
}

impl Words<'_> {
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &VocabularyWord> {
        self.left.iter().chain(self.right)
    }

    pub fn has(&self, sense: WordSense) -> bool {
        self.iter().any(|word| word.sense == sense)
    }
}

/// What the words say; `None` where they speak of something else or leave it open.
pub(super) fn subjects(
    words: &Words<'_>,
    numeral: &Numeral,
    sentence: &Range<usize>,
    memory: &mut TopicState,
) -> Option<Vec<ClaimSubject>> {
    let (mut document, mut outcome, mut applicant, mut dispute, mut result) = (false, false, false, false, false);
    for word in words.iter() {
        match word.sense {
            WordSense::Document(_) => document = true,
            // 新增申请5件 is about requests.
            WordSense::Stock(_) => {
                let others = [WordSense::Request, WordSense::Receive, WordSense::Answer];
                document |= !others.iter().any(|sense| words.has(*sense));
            }
            WordSense::Group(_) | WordSense::Outcome(_) | WordSense::Disclosed => outcome = true,
            WordSense::Applicant(columns) if columns.len() != EVERYBODY.len() => applicant = true,
            WordSense::Result(_) | WordSense::Lost | WordSense::Concluded | WordSense::OtherKind => result = true,
            sense => dispute |= sense.is_dispute(),
        }
    }
    let other = |word: &VocabularyWord| {
        matches!(word.sense, WordSense::Request | WordSense::Receive | WordSense::Answer | WordSense::Handle)
    };
    let plain = !words.iter().any(other);
    // 受理法律援助申请50件，其中自然人5件; 建议复文50件，其中予以公开5件.
    if (applicant || outcome) && plain && memory.foreign && memory.last.is_empty() {
        return None;
    }
    // 复议情况：收到5件.
    let received = words.iter().filter(|word| word.sense.is_core()).all(|word| word.sense == WordSense::Receive);
    if received && words.iter().next().is_some() && memory.labelled {
        let forum = memory.forum?;
        return Some(vec![ClaimSubject::Disputes { forum, result: None, concluded: false }]);
    }
    if dispute || result && plain && !outcome && !document && !applicant {
        if document && !words.iter().all(|word| !matches!(word.sense, WordSense::Document(_))) {
            return None;
        }
        return (!applicant).then(|| disputes::subjects(words, numeral, memory)).flatten();
    }
    // 其他5件结转下年度: the rest.
    let rest = words.iter().chain(words.all_right).any(|word| word.sense.is_carried());
    if words.has(WordSense::OtherKind) && !outcome && !rest {
        return None;
    }
    if document {
        return table_rows::documents(words, numeral, sentence, memory).map(|one| vec![one]);
    }
    // 除自然人外: all others.
    if let (Some(first), true) = (words.left.first(), applicant || outcome) {
        let from = first.start.saturating_sub(2);
        let text = words.context.passage.text(from..numeral.digits.start.max(from));
        if text.contains('除') && text.contains('外') {
            return None;
        }
    }
    let carried = words.iter().any(|word| word.sense.is_carried() || word.sense == WordSense::Unanswered);
    match (applicant, outcome, carried) {
        (true, true, _) | (true, _, true) | (_, true, true) => None,
        (true, ..) => table_rows::applicants(words).map(|one| vec![one]),
        (_, true, _) => table_rows::outcomes(words, numeral).map(|one| vec![one]),
        _ => request_stage::of_words(words, memory).map(|stage| vec![ClaimSubject::Requests(stage)]),
    }
}

/// The things that several numbers are for, in the order of the words before 分别.
pub(super) fn series(context: &ClaimContext<'_>, left: &[VocabularyWord]) -> Vec<ClaimSubject> {
    let row = left.iter().find_map(|word| if let WordSense::Document(row) = word.sense { Some(row) } else { None });
    let of = |word: &VocabularyWord| match word.sense {
        WordSense::Group(name) => Some(ClaimSubject::Outcomes(context.form.group(name)?.rows.clone())),
        WordSense::Outcome(name) => Some(ClaimSubject::Outcomes(vec![name])),
        WordSense::Applicant(columns) => Some(ClaimSubject::Applicants(columns)),
        WordSense::Stock(column) => Some(ClaimSubject::Documents(row?, column)),
        WordSense::Receive => Some(ClaimSubject::Requests(RequestStage::Received)),
        WordSense::Answer => Some(ClaimSubject::Requests(RequestStage::Answered)),
        WordSense::CarriedIn => Some(ClaimSubject::Requests(RequestStage::CarriedIn)),
        WordSense::CarriedOver => Some(ClaimSubject::Requests(RequestStage::CarriedOver)),
        WordSense::Carried => Some(ClaimSubject::Requests(RequestStage::Carried)),
        sense => disputes::named(sense).map(|forum| ClaimSubject::Disputes { forum, result: None, concluded: false }),
    };
    let mut found = Vec::new();
    for word in left {
        if word.sense == WordSense::BothForums {
            // 复议、诉讼分别有5件、3件.
            let each = |forum| ClaimSubject::Disputes { forum, result: None, concluded: false };
            found.extend([DisputeForum::Reconsideration, DisputeForum::Litigation].map(each));
        } else {
            found.extend(of(word));
        }
    }
    // 不服答复的行政复议和行政诉讼分别为, 自然人、法人分别提出: the verb is none of them.
    let named = |one: &ClaimSubject| matches!(one, ClaimSubject::Applicants(_) | ClaimSubject::Disputes { .. });
    if found.iter().any(named) {
        found.retain(|one| !matches!(one, ClaimSubject::Requests(_)));
    }
    found
}

impl RequestStage {
    /// Whether it is about what passes from one year into another.
    pub const fn is_carried(self) -> bool {
        matches!(self, RequestStage::CarriedIn | RequestStage::CarriedOver | RequestStage::Carried)
    }
}
