//! What a number counts, told from the words beside it. Knows no report's numbers.

use super::claim_context::Context;
use super::vocabulary::{Sense, Word};
use super::{Claim, Forum, Numeral, Stage, Unit, What};
use crate::form::Name;
use crate::form::glossary::column;

/// What the numbers before have said.
#[derive(Default)]
pub(super) struct Memory {
    /// The last claim and how deep in brackets it stands.
    pub last: Option<(Claim, u16)>,
    /// The forum of the last dispute.
    pub forum: Option<Forum>,
    /// The documents of the last claim in the sentence.
    pub document: Option<Name>,
    /// Whether requests were spoken of.
    pub requests: bool,
    /// Whether the sentence before has ended.
    pub ended: bool,
}

impl Memory {
    /// A number of something else: shares and growth after it are not the last claim's.
    pub fn forget(&mut self, depth: u16) {
        if self.last.as_ref().is_some_and(|(_, of)| depth <= *of) {
            self.last = None;
        }
    }
}

/// What a count is about; several things where the words say that each has this number.
pub(super) fn of(
    context: &Context<'_>,
    left: &[Word],
    right: &[Word],
    clause_end: usize,
    numeral: &Numeral,
    memory: &mut Memory,
) -> Vec<What> {
    let core: Vec<Word> = left.iter().copied().filter(|word| is_core(word.sense)).collect();
    let other_time = left.iter().any(|word| matches!(word.sense, Sense::PartOfYear | Sense::OtherYear));
    if other_time || is_of_some(context, left, numeral) {
        return Vec::new();
    }
    let Some(nearest) = telling(&core) else {
        return from_right(context, right, clause_end, numeral, memory).into_iter().collect();
    };
    let from = core.last().map_or(0, |word| word.end);
    let joint: String = context.passage.text(from..numeral.digits.start);
    if let Some(at) = joint.rfind(['，', '；', '：']) {
        // The number begins a clause of its own; what stands behind it tells, if anything does.
        let told = from_right(context, right, clause_end, numeral, memory);
        let own = joint.get(at..).unwrap_or_default().trim_start_matches(['，', '；', '：']);
        if told.is_some()
            || !["", "共", "共计", "合计", "总计", "计", "共有", "其中", "数量为", "分别为"].contains(&own)
        {
            return told.into_iter().collect();
        }
    }
    let gap = numeral.digits.start.saturating_sub(core.last().map_or(0, |word| word.end));
    let what = match nearest.sense {
        _ if gap > 14 => None,
        Sense::Foreign => {
            memory.requests = false;
            None
        }
        Sense::CarriedIn => Some(What::Requests(Stage::CarriedIn)),
        Sense::CarriedOver => Some(What::Requests(Stage::CarriedOver)),
        Sense::Carried => Some(What::Requests(Stage::Carried)),
        Sense::Group(_) | Sense::Outcome(_) => outcome(context, left, numeral),
        Sense::Applicant(_) => applicants(&core),
        Sense::Request => requests(context, &core, nearest, memory),
        Sense::Receive | Sense::Answer | Sense::Handle => from_verb(context, &core, right, memory),
        Sense::Document(row) => stock(&core, right).map(|column| What::Documents(row, column)),
        Sense::Stock(column) => {
            let before = memory.document.filter(|_| gap <= 2);
            document(&core, right).or(before).map(|row| What::Documents(row, column))
        }
        _ => return disputes(context, left, &core, numeral, memory),
    };
    if let Some(What::Documents(row, _)) = what {
        memory.document = Some(row);
    }
    if matches!(what, Some(What::Requests(_))) {
        let near = memory.requests || context.about_requests;
        memory.requests = near;
        return what.filter(|_| near).into_iter().collect();
    }
    let near = !matches!(what, Some(What::Outcomes(_) | What::Applicants(_))) || context.about_requests;
    what.filter(|_| near).into_iter().collect()
}

/// Whether only those are counted that came one way, such as by post. Several ways that are summed
/// up are all of them: 通过邮寄、网络提交的各类申请共计81件.
fn is_of_some(context: &Context<'_>, left: &[Word], numeral: &Numeral) -> bool {
    let ways: Vec<&Word> = left.iter().filter(|word| word.sense == Sense::Part).collect();
    let Some(last) = ways.last() else { return false };
    let after = context.passage.text(last.end..numeral.digits.start);
    ways.len() < 2 || !["各类", "共计", "总计", "合计"].iter().any(|word| after.contains(word))
}

/// The word next to the number that tells what it counts: 上年结转 in 上年结转政府信息公开申请2件, since
/// 申请 and 答复 only say of what.
fn telling(core: &[Word]) -> Option<&Word> {
    let mut after = core.last()?;
    for word in core.iter().rev() {
        match word.sense {
            Sense::Request | Sense::Receive | Sense::Answer | Sense::Handle if after.start <= word.end + 8 => {
                after = word
            }
            Sense::Group(_) | Sense::Outcome(_) | Sense::CarriedIn | Sense::CarriedOver | Sense::Carried
                if after.start <= word.end + 8 =>
            {
                return Some(word);
            }
            Sense::Applicant(_) if after.start <= word.end + 8 => {
                let kinds = core.iter().filter(|word| matches!(word.sense, Sense::Applicant(_))).count();
                return if kinds == 1 { Some(word) } else { core.last() };
            }
            _ => break,
        }
    }
    core.last()
}

/// Whether the word says what is counted.
const fn is_core(sense: Sense) -> bool {
    !matches!(sense, Sense::Own | Sense::Whole | Sense::Respectively | Sense::Each)
}

fn requests(context: &Context<'_>, core: &[Word], nearest: &Word, memory: &mut Memory) -> Option<What> {
    let public = context.passage.text(nearest.start.saturating_sub(8)..nearest.end).contains("公开")
        || context.passage.has_at(nearest.start, "依申请");
    if !(public || memory.requests) {
        return None;
    }
    memory.requests = true;
    Some(What::Requests(stage(core)))
}

/// The stage that the verbs before a number tell.
fn stage(core: &[Word]) -> Stage {
    let has = |sense: Sense| core.iter().any(|word| word.sense == sense);
    match (has(Sense::Receive), has(Sense::Answer), has(Sense::Handle)) {
        (true, false, false) => Stage::Received,
        (false, true, _) => Stage::Answered,
        _ => Stage::Handled,
    }
}

/// 收到70件申请, 办结148件: the request follows, or was spoken of before.
fn from_verb(context: &Context<'_>, core: &[Word], right: &[Word], memory: &mut Memory) -> Option<What> {
    let before = core.iter().any(|word| word.sense == Sense::Request);
    let after = right.first().is_some_and(|word| word.sense == Sense::Request);
    if right.iter().any(|word| matches!(word.sense, Sense::Foreign | Sense::Reconsideration | Sense::Litigation)) {
        return None;
    }
    let nearest = core.last()?;
    let known = before || after && context.about_requests || memory.requests && nearest.sense == Sense::Answer;
    if !known {
        return None;
    }
    memory.requests = true;
    // 申请共收到34件，办结33件: the verb next to the number counts.
    Some(What::Requests(match nearest.sense {
        Sense::Receive => Stage::Received,
        Sense::Answer => Stage::Answered,
        _ => Stage::Handled,
    }))
}

fn stock(core: &[Word], right: &[Word]) -> Option<Name> {
    let column = |word: &Word| if let Sense::Stock(column) = word.sense { Some(column) } else { None };
    let mut before = core.iter().rev().filter_map(column);
    let first = before.next();
    match (first, before.next()) {
        // 制发、废止规范性文件3件 leaves it open which.
        (Some(one), Some(other)) if one != other && one != column::IN_FORCE => None,
        (Some(one), _) => Some(one),
        (None, _) => right.iter().find_map(column),
    }
}

fn document(core: &[Word], right: &[Word]) -> Option<Name> {
    let row = |word: &Word| if let Sense::Document(row) = word.sense { Some(row) } else { None };
    core.iter().rev().find_map(row).or_else(|| right.iter().find_map(row))
}

fn applicants(core: &[Word]) -> Option<What> {
    core.iter().rev().find_map(|word| match word.sense {
        Sense::Applicant(columns) => Some(What::Applicants(columns)),
        _ => None,
    })
}

/// The outcomes next to a number, those joined by 和, 及, 或 together.
pub(super) fn outcome(context: &Context<'_>, left: &[Word], numeral: &Numeral) -> Option<What> {
    let mut rows: Vec<Name> = Vec::new();
    let mut start = numeral.digits.start;
    for word in left.iter().rev() {
        let add: Vec<Name> = match word.sense {
            Sense::Group(name) => context.form.group(name)?.rows.clone(),
            Sense::Outcome(name) => vec![name],
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
    (!rows.is_empty()).then_some(What::Outcomes(rows))
}

/// What follows a number that nothing precedes: 1件结转下年度, 有1件涉及政府信息公开的行政复议.
fn from_right(
    context: &Context<'_>,
    right: &[Word],
    clause_end: usize,
    numeral: &Numeral,
    memory: &mut Memory,
) -> Option<What> {
    if right.iter().any(|word| word.sense == Sense::Foreign) {
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
        Sense::CarriedOver if beside => Some(What::Requests(Stage::CarriedOver)).filter(|_| context.about_requests),
        Sense::Group(name) if beside && ends && right.len() == 1 && context.about_requests => {
            Some(What::Outcomes(context.form.group(name)?.rows.clone()))
        }
        _ if ends && is_case(numeral) => {
            let forum = forum(std::slice::from_ref(last))?;
            memory.forum = Some(forum);
            Some(What::Disputes { forum, result: None, concluded: false })
        }
        _ => None,
    }
}

fn is_case(numeral: &Numeral) -> bool {
    matches!(numeral.unit, Unit::Measure("件" | "起" | "宗" | "例" | "件次" | "个" | "次"))
}

/// The forum that the words name.
fn forum(words: &[Word]) -> Option<Forum> {
    let has = |sense: Sense| words.iter().any(|word| word.sense == sense);
    let (before, after) = (has(Sense::Direct), has(Sense::AfterReconsideration));
    let reconsideration = has(Sense::Reconsideration) && !before && !after;
    match (reconsideration, has(Sense::Litigation)) {
        _ if before => Some(Forum::Direct),
        _ if after => Some(Forum::AfterReconsideration),
        (true, true) => Some(Forum::Both),
        (true, false) => Some(Forum::Reconsideration),
        (false, true) => Some(Forum::Litigation),
        (false, false) => None,
    }
}

fn disputes(context: &Context<'_>, left: &[Word], core: &[Word], numeral: &Numeral, memory: &mut Memory) -> Vec<What> {
    let units = matches!(numeral.unit, Unit::Measure("件" | "起" | "宗" | "例" | "件次" | "个"));
    let public = context.about_requests || context.about_disclosure;
    if !units || !public {
        return Vec::new();
    }
    // What stands next to the number counts: 提起行政复议后，行政诉讼3件 is about 诉讼.
    let near = core.iter().rev().take_while(|word| !matches!(word.sense, Sense::Request | Sense::Foreign));
    let near: Vec<Word> = near.copied().collect();
    let joined = joined_forums(context, &near);
    let named = forum(&joined);
    let result = near.iter().find_map(|word| match word.sense {
        Sense::Result(name) => Some(name),
        Sense::Lost => Some(column::OVERTURNED),
        _ => None,
    });
    let lost = near.iter().any(|word| word.sense == Sense::Lost && context.passage.has_at(word.start, "败诉"));
    let default = if lost { Some(Forum::Litigation) } else { None };
    let Some(forum) = named.or(memory.forum).or(default) else { return Vec::new() };
    // After a breakdown of 诉讼 it is open which kind the results are of.
    memory.forum = Some(forum).filter(|forum| !matches!(forum, Forum::Direct | Forum::AfterReconsideration));
    let concluded = near.iter().any(|word| word.sense == Sense::Concluded);
    let one = |forum| What::Disputes { forum, result, concluded };
    let each = left.iter().any(|word| word.sense == Sense::Each) || numeral.value.is_some_and(|value| value.is_zero());
    match forum {
        Forum::Both if each && named.is_some() => vec![one(Forum::Reconsideration), one(Forum::Litigation)],
        _ => vec![one(forum)],
    }
}

/// The words that name a forum, from the number back as long as they are joined by 、 or 和.
fn joined_forums(context: &Context<'_>, near: &[Word]) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::new();
    let is_forum = |word: &&Word| {
        matches!(word.sense, Sense::Reconsideration | Sense::Litigation | Sense::Direct | Sense::AfterReconsideration)
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
pub(super) fn series(context: &Context<'_>, left: &[Word]) -> Vec<What> {
    let row = document(left, &[]);
    let request = left.iter().any(|word| word.sense == Sense::Request) || context.about_requests;
    let of = |word: &Word| match word.sense {
        Sense::Group(name) => Some(What::Outcomes(context.form.group(name)?.rows.clone())),
        Sense::Applicant(columns) => Some(What::Applicants(columns)),
        Sense::Reconsideration | Sense::Litigation | Sense::Direct | Sense::AfterReconsideration => {
            Some(What::Disputes { forum: forum(std::slice::from_ref(word))?, result: None, concluded: false })
        }
        Sense::Stock(column) => Some(What::Documents(row?, column)),
        Sense::Receive if request => Some(What::Requests(Stage::Received)),
        Sense::Answer if request => Some(What::Requests(Stage::Answered)),
        Sense::CarriedIn if request => Some(What::Requests(Stage::CarriedIn)),
        Sense::CarriedOver if request => Some(What::Requests(Stage::CarriedOver)),
        _ => None,
    };
    left.iter().filter_map(of).collect()
}

impl Stage {
    /// Whether it is about what passes from one year into another.
    pub const fn is_carried(self) -> bool {
        matches!(self, Stage::CarriedIn | Stage::CarriedOver | Stage::Carried)
    }
}
