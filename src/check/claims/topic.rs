//! What a number counts, decided from the words around it. Must not know the report's numbers.

use super::claim_context::ClaimContext;
use super::vocabulary::{VocabularyWord, WordSense};
use super::{Claim, ClaimSubject, DisputeForum, Numeral, NumeralUnit, RequestStage};
use crate::form::CellName;
use crate::form::cell_names::column;

/// What the numbers before have said.
#[derive(Default)]
pub(super) struct TopicState {
    /// The last claim and its depth of brackets.
    pub last: Option<(Claim, u16)>,
    /// The forum of the last dispute.
    pub forum: Option<DisputeForum>,
    /// The documents of the last claim in the sentence.
    pub document: Option<CellName>,
    /// Whether requests were mentioned before.
    pub requests: bool,
    /// Whether the previous sentence has ended.
    pub ended: bool,
}

impl TopicState {
    /// A number of something else: shares and growth after it are not the last claim's.
    pub fn forget(&mut self, depth: u16) {
        if self.last.as_ref().is_some_and(|(_, of)| depth <= *of) {
            self.last = None;
        }
    }
}

/// What a count is about; several things where the words say that each has this number.
pub(super) fn subjects_of_count(
    context: &ClaimContext<'_>,
    left: &[VocabularyWord],
    right: &[VocabularyWord],
    clause_end: usize,
    numeral: &Numeral,
    memory: &mut TopicState,
) -> Vec<ClaimSubject> {
    let core: Vec<VocabularyWord> = left.iter().copied().filter(|word| is_core(word.sense)).collect();
    let other_time = left.iter().any(|word| matches!(word.sense, WordSense::PartOfYear | WordSense::OtherYear));
    if other_time || is_of_some(context, left, numeral) {
        return Vec::new();
    }
    let Some(nearest) = topic_word(&core) else {
        return from_right(context, right, clause_end, numeral, memory).into_iter().collect();
    };
    let from = core.last().map_or(0, |word| word.end);
    let joint: String = context.passage.text(from..numeral.digits.start);
    if let Some(at) = joint.rfind(['，', '；', '：']) {
        // The number begins a clause of its own; only the words after it can say what it counts.
        let after_number = from_right(context, right, clause_end, numeral, memory);
        let own = joint.get(at..).unwrap_or_default().trim_start_matches(['，', '；', '：']);
        if after_number.is_some()
            || !["", "共", "共计", "合计", "总计", "计", "共有", "其中", "数量为", "分别为"].contains(&own)
        {
            return after_number.into_iter().collect();
        }
    }
    let gap = numeral.digits.start.saturating_sub(core.last().map_or(0, |word| word.end));
    let subject = match nearest.sense {
        _ if gap > 14 => None,
        WordSense::Foreign => {
            memory.requests = false;
            None
        }
        WordSense::CarriedIn => Some(ClaimSubject::Requests(RequestStage::CarriedIn)),
        WordSense::CarriedOver => Some(ClaimSubject::Requests(RequestStage::CarriedOver)),
        WordSense::Carried => Some(ClaimSubject::Requests(RequestStage::Carried)),
        WordSense::Group(_) | WordSense::Outcome(_) => outcome(context, left, numeral),
        WordSense::Applicant(_) => applicants(&core),
        WordSense::Request => requests(context, &core, nearest, memory),
        WordSense::Receive | WordSense::Answer | WordSense::Handle => from_verb(context, &core, right, memory),
        WordSense::Document(row) => stock(&core, right).map(|column| ClaimSubject::Documents(row, column)),
        WordSense::Stock(column) => {
            let before = memory.document.filter(|_| gap <= 2);
            document(&core, right).or(before).map(|row| ClaimSubject::Documents(row, column))
        }
        _ => return disputes(context, left, &core, numeral, memory),
    };
    if let Some(ClaimSubject::Documents(row, _)) = subject {
        memory.document = Some(row);
    }
    if matches!(subject, Some(ClaimSubject::Requests(_))) {
        let near = memory.requests || context.about_requests;
        memory.requests = near;
        return subject.filter(|_| near).into_iter().collect();
    }
    let near =
        !matches!(subject, Some(ClaimSubject::Outcomes(_) | ClaimSubject::Applicants(_))) || context.about_requests;
    subject.filter(|_| near).into_iter().collect()
}

/// Whether only those are counted that came one way, such as by post. Several ways that are summed
/// up are all of them: 通过邮寄、网络提交的各类申请共计81件.
fn is_of_some(context: &ClaimContext<'_>, left: &[VocabularyWord], numeral: &Numeral) -> bool {
    let ways: Vec<&VocabularyWord> = left.iter().filter(|word| word.sense == WordSense::Part).collect();
    let Some(last) = ways.last() else { return false };
    let after = context.passage.text(last.end..numeral.digits.start);
    ways.len() < 2 || !["各类", "共计", "总计", "合计"].iter().any(|word| after.contains(word))
}

/// The word next to the number that says what it counts: 上年结转 in 上年结转政府信息公开申请2件, since 申请 and 答复 only
/// name its object.
fn topic_word(core: &[VocabularyWord]) -> Option<&VocabularyWord> {
    let mut after = core.last()?;
    for word in core.iter().rev() {
        match word.sense {
            WordSense::Request | WordSense::Receive | WordSense::Answer | WordSense::Handle
                if after.start <= word.end + 8 =>
            {
                after = word
            }
            WordSense::Group(_)
            | WordSense::Outcome(_)
            | WordSense::CarriedIn
            | WordSense::CarriedOver
            | WordSense::Carried
                if after.start <= word.end + 8 =>
            {
                return Some(word);
            }
            WordSense::Applicant(_) if after.start <= word.end + 8 => {
                let kinds = core.iter().filter(|word| matches!(word.sense, WordSense::Applicant(_))).count();
                return if kinds == 1 { Some(word) } else { core.last() };
            }
            _ => break,
        }
    }
    core.last()
}

/// Whether the word says what is counted.
const fn is_core(sense: WordSense) -> bool {
    !matches!(sense, WordSense::Own | WordSense::Whole | WordSense::Respectively | WordSense::Each)
}

fn requests(
    context: &ClaimContext<'_>,
    core: &[VocabularyWord],
    nearest: &VocabularyWord,
    memory: &mut TopicState,
) -> Option<ClaimSubject> {
    let public = context.passage.text(nearest.start.saturating_sub(8)..nearest.end).contains("公开")
        || context.passage.has_at(nearest.start, "依申请");
    if !(public || memory.requests) {
        return None;
    }
    memory.requests = true;
    Some(ClaimSubject::Requests(stage(core)))
}

/// The stage that the verbs before a number express.
fn stage(core: &[VocabularyWord]) -> RequestStage {
    let has = |sense: WordSense| core.iter().any(|word| word.sense == sense);
    match (has(WordSense::Receive), has(WordSense::Answer), has(WordSense::Handle)) {
        (true, false, false) => RequestStage::Received,
        (false, true, _) => RequestStage::Answered,
        _ => RequestStage::Handled,
    }
}

/// 收到70件申请, 办结148件: the request follows, or was mentioned before.
fn from_verb(
    context: &ClaimContext<'_>,
    core: &[VocabularyWord],
    right: &[VocabularyWord],
    memory: &mut TopicState,
) -> Option<ClaimSubject> {
    let before = core.iter().any(|word| word.sense == WordSense::Request);
    let after = right.first().is_some_and(|word| word.sense == WordSense::Request);
    if right
        .iter()
        .any(|word| matches!(word.sense, WordSense::Foreign | WordSense::Reconsideration | WordSense::Litigation))
    {
        return None;
    }
    let nearest = core.last()?;
    let known = before || after && context.about_requests || memory.requests && nearest.sense == WordSense::Answer;
    if !known {
        return None;
    }
    memory.requests = true;
    // 申请共收到34件，办结33件: the verb next to the number counts.
    Some(ClaimSubject::Requests(match nearest.sense {
        WordSense::Receive => RequestStage::Received,
        WordSense::Answer => RequestStage::Answered,
        _ => RequestStage::Handled,
    }))
}

fn stock(core: &[VocabularyWord], right: &[VocabularyWord]) -> Option<CellName> {
    let column = |word: &VocabularyWord| if let WordSense::Stock(column) = word.sense { Some(column) } else { None };
    let mut before = core.iter().rev().filter_map(column);
    let first = before.next();
    match (first, before.next()) {
        // 制发、废止规范性文件3件 leaves it open which.
        (Some(one), Some(other)) if one != other && one != column::IN_FORCE => None,
        (Some(one), _) => Some(one),
        (None, _) => right.iter().find_map(column),
    }
}

fn document(core: &[VocabularyWord], right: &[VocabularyWord]) -> Option<CellName> {
    let row = |word: &VocabularyWord| if let WordSense::Document(row) = word.sense { Some(row) } else { None };
    core.iter().rev().find_map(row).or_else(|| right.iter().find_map(row))
}

fn applicants(core: &[VocabularyWord]) -> Option<ClaimSubject> {
    core.iter().rev().find_map(|word| match word.sense {
        WordSense::Applicant(columns) => Some(ClaimSubject::Applicants(columns)),
        _ => None,
    })
}

/// The outcomes next to a number, those joined by 和, 及, 或 together.
pub(super) fn outcome(context: &ClaimContext<'_>, left: &[VocabularyWord], numeral: &Numeral) -> Option<ClaimSubject> {
    let mut rows: Vec<CellName> = Vec::new();
    let mut start = numeral.digits.start;
    for word in left.iter().rev() {
        let add: Vec<CellName> = match word.sense {
            WordSense::Group(name) => context.form.group(name)?.rows.clone(),
            WordSense::Outcome(name) => vec![name],
            _ if rows.is_empty() && word.sense.is_plain() => continue,
            _ => break,
        };
        let joined = context.passage.characters().get(word.end..start).unwrap_or_default();
        let beside = joined.len() <= 2 && joined.iter().all(|one| "、和及或与并".contains(*one));
        if !(rows.is_empty() || beside) {
            break;
        }
        if rows.is_empty() && joined.len() > 20 {
            return None;
        }
        rows.extend(add);
        start = word.start;
    }
    (!rows.is_empty()).then_some(ClaimSubject::Outcomes(rows))
}

/// What follows a number that nothing precedes: 1件结转下年度, 有1件涉及政府信息公开的行政复议.
fn from_right(
    context: &ClaimContext<'_>,
    right: &[VocabularyWord],
    clause_end: usize,
    numeral: &Numeral,
    memory: &mut TopicState,
) -> Option<ClaimSubject> {
    if right.iter().any(|word| word.sense == WordSense::Foreign) {
        return None;
    }
    let last = right.last()?;
    let first = right.first()?;
    let ends = {
        let rest: String = context.passage.text(last.end..clause_end);
        matches!(rest.as_str(), "" | "案件" | "案" | "申请" | "度" | "的")
    };
    let beside = first.start <= numeral.end + 2;
    match first.sense {
        WordSense::CarriedOver if beside => {
            Some(ClaimSubject::Requests(RequestStage::CarriedOver)).filter(|_| context.about_requests)
        }
        WordSense::Group(name) if beside && ends && right.len() == 1 && context.about_requests => {
            Some(ClaimSubject::Outcomes(context.form.group(name)?.rows.clone()))
        }
        _ if ends && is_case(numeral) => {
            let forum = forum(std::slice::from_ref(last))?;
            memory.forum = Some(forum);
            Some(ClaimSubject::Disputes { forum, result: None, concluded: false })
        }
        _ => None,
    }
}

fn is_case(numeral: &Numeral) -> bool {
    matches!(numeral.unit, NumeralUnit::Measure("件" | "起" | "宗" | "例" | "件次" | "个" | "次"))
}

/// The forum that the words name.
fn forum(words: &[VocabularyWord]) -> Option<DisputeForum> {
    let has = |sense: WordSense| words.iter().any(|word| word.sense == sense);
    let (before, after) = (has(WordSense::Direct), has(WordSense::AfterReconsideration));
    let reconsideration = has(WordSense::Reconsideration) && !before && !after;
    match (reconsideration, has(WordSense::Litigation)) {
        _ if before => Some(DisputeForum::Direct),
        _ if after => Some(DisputeForum::AfterReconsideration),
        (true, true) => Some(DisputeForum::Both),
        (true, false) => Some(DisputeForum::Reconsideration),
        (false, true) => Some(DisputeForum::Litigation),
        (false, false) => None,
    }
}

fn disputes(
    context: &ClaimContext<'_>,
    left: &[VocabularyWord],
    core: &[VocabularyWord],
    numeral: &Numeral,
    memory: &mut TopicState,
) -> Vec<ClaimSubject> {
    let units = matches!(numeral.unit, NumeralUnit::Measure("件" | "起" | "宗" | "例" | "件次" | "个"));
    let public = context.about_requests || context.about_disclosure;
    if !units || !public {
        return Vec::new();
    }
    // The word next to the number decides: 提起行政复议后，行政诉讼3件 is about 诉讼.
    let near = core.iter().rev().take_while(|word| !matches!(word.sense, WordSense::Request | WordSense::Foreign));
    let near: Vec<VocabularyWord> = near.copied().collect();
    let joined = joined_forums(context, &near);
    let named = forum(&joined);
    let result = near.iter().find_map(|word| match word.sense {
        WordSense::Result(name) => Some(name),
        WordSense::Lost => Some(column::OVERTURNED),
        _ => None,
    });
    let lost = near.iter().any(|word| word.sense == WordSense::Lost && context.passage.has_at(word.start, "败诉"));
    let default = if lost { Some(DisputeForum::Litigation) } else { None };
    let Some(forum) = named.or(memory.forum).or(default) else { return Vec::new() };
    // After a breakdown of 诉讼 it is open which kind the results are of.
    memory.forum =
        Some(forum).filter(|forum| !matches!(forum, DisputeForum::Direct | DisputeForum::AfterReconsideration));
    let concluded = near.iter().any(|word| word.sense == WordSense::Concluded);
    let one = |forum| ClaimSubject::Disputes { forum, result, concluded };
    let each =
        left.iter().any(|word| word.sense == WordSense::Each) || numeral.value.is_some_and(|value| value.is_zero());
    match forum {
        DisputeForum::Both if each && named.is_some() => {
            vec![one(DisputeForum::Reconsideration), one(DisputeForum::Litigation)]
        }
        _ => vec![one(forum)],
    }
}

/// The words that name a forum, from the number back as long as they are joined by 、 or 和.
fn joined_forums(context: &ClaimContext<'_>, near: &[VocabularyWord]) -> Vec<VocabularyWord> {
    let mut kept: Vec<VocabularyWord> = Vec::new();
    let is_forum = |word: &&VocabularyWord| {
        matches!(
            word.sense,
            WordSense::Reconsideration | WordSense::Litigation | WordSense::Direct | WordSense::AfterReconsideration
        )
    };
    for word in near.iter().filter(is_forum) {
        let joins = kept.last().is_none_or(|last| {
            let gap: String = context.passage.text(word.end..last.start);
            matches!(
                gap.as_str(),
                "" | "、"
                    | "和"
                    | "与"
                    | "及"
                    | "或"
                    | "或者"
                    | "以及"
                    | "案件、"
                    | "和提起"
                    | "、提起"
                    | "（"
                    | "·"
            )
        });
        if !joins {
            break;
        }
        kept.push(*word);
    }
    kept
}

/// The things that several numbers are for, in the order of the words before 分别.
pub(super) fn series(context: &ClaimContext<'_>, left: &[VocabularyWord]) -> Vec<ClaimSubject> {
    let row = document(left, &[]);
    let request = left.iter().any(|word| word.sense == WordSense::Request) || context.about_requests;
    let of = |word: &VocabularyWord| match word.sense {
        WordSense::Group(name) => Some(ClaimSubject::Outcomes(context.form.group(name)?.rows.clone())),
        WordSense::Applicant(columns) => Some(ClaimSubject::Applicants(columns)),
        WordSense::Reconsideration | WordSense::Litigation | WordSense::Direct | WordSense::AfterReconsideration => {
            Some(ClaimSubject::Disputes { forum: forum(std::slice::from_ref(word))?, result: None, concluded: false })
        }
        WordSense::Stock(column) => Some(ClaimSubject::Documents(row?, column)),
        WordSense::Receive if request => Some(ClaimSubject::Requests(RequestStage::Received)),
        WordSense::Answer if request => Some(ClaimSubject::Requests(RequestStage::Answered)),
        WordSense::CarriedIn if request => Some(ClaimSubject::Requests(RequestStage::CarriedIn)),
        WordSense::CarriedOver if request => Some(ClaimSubject::Requests(RequestStage::CarriedOver)),
        _ => None,
    };
    left.iter().filter_map(of).collect()
}

impl RequestStage {
    /// Whether it is about what passes from one year into another.
    pub const fn is_carried(self) -> bool {
        matches!(self, RequestStage::CarriedIn | RequestStage::CarriedOver | RequestStage::Carried)
    }
}
