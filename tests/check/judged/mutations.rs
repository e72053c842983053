//! Numbers of the prose, changed: those that something determines, which must be noticed, and those
//! that nothing does, which must not.

use std::ops::Range;

use nianbao::report::{CharRange, ReportText};
use rust_decimal::Decimal;

use super::corpus::{Corpus, Draft};
use super::notation::{Slot, styled};

/// Rules that compare numbers.
pub const COMPARING: [&str; 10] = ["R15", "R16", "R17", "R18", "R19", "R20", "R21", "R23", "R38", "R39"];

/// A number of a report that was changed.
pub struct Mutation {
    pub draft: Draft,
    /// The row of the table of figures.
    pub row: String,
    /// How it was changed.
    pub how: &'static str,
    /// The changed digits.
    pub digits: (ReportText, CharRange),
    /// The sentence.
    pub sentence: (ReportText, CharRange),
    pub words: String,
    /// Whether it must be an error.
    pub error: bool,
}

/// A number or year in a report.
#[derive(Clone, Copy)]
pub struct Spot {
    pub passage: usize,
    pub sentence: usize,
    pub slot: usize,
}

/// Every number in the claims of a report, or in its lookalikes.
pub fn spots(draft: &Draft, claims: bool) -> Vec<Spot> {
    let mut all = Vec::new();
    for (at, passage) in draft.passages.iter().enumerate() {
        for (nth, sentence) in passage.sentences.iter().enumerate() {
            if if claims { sentence.claim.is_some() } else { sentence.lookalike } {
                all.extend((0..sentence.written.slots.len()).map(|slot| Spot { passage: at, sentence: nth, slot }));
            }
        }
    }
    all
}

/// The changes of a number that something determines; none where it is not.
pub fn of_claim(draft: &Draft, corpus: &Corpus, spot: Spot) -> Vec<Mutation> {
    let sentence = &draft.passages[spot.passage].sentences[spot.sentence];
    let Some((kind, line)) = sentence.claim else { return Vec::new() };
    let kind = &corpus.claims[kind];
    let slot = &sentence.written.slots[spot.slot];
    let is_year = slot.expression == "year";
    if is_year != (kind.rule.as_deref() == Some("R09")) {
        return Vec::new();
    }
    if is_year {
        let text = (slot.value - Decimal::ONE).to_string();
        let error = sentence.written.text.contains("1月1日");
        let mutation = mutated(draft, spot, &text, "last year", "R09");
        return vec![Mutation { error, ..mutation }];
    }
    if slot.expression.starts_with('~') || ["n", "m", "k", "p"].contains(&slot.expression.as_str()) {
        return Vec::new();
    }
    let over = kind.read[line].needs.iter().any(|need| need == "over");
    let mut all = Vec::new();
    for (how, text, value) in changes(slot) {
        // 其中: items may leave something out, but cannot be more than the whole.
        let greater = value > slot.value;
        if over && greater == slot.expression.contains('+') || fits(draft, slot, value) {
            continue;
        }
        all.push(mutated(draft, spot, &text, how, row(&slot.expression)));
    }
    all
}

/// The changes of a number of a lookalike.
pub fn of_lookalike(draft: &Draft, spot: Spot) -> Vec<Mutation> {
    let slot = &draft.passages[spot.passage].sentences[spot.sentence].written.slots[spot.slot];
    // Part of a number of the tables, or a year.
    if slot.expression.starts_with('~') || slot.expression.contains("year") {
        return Vec::new();
    }
    changes(slot).into_iter().map(|(how, text, _)| mutated(draft, spot, &text, how, "")).collect()
}

/// What a number becomes: how, as it is written, its value.
fn changes(slot: &Slot) -> Vec<(&'static str, String, Decimal)> {
    let one = Decimal::ONE;
    let (value, style) = (slot.value, slot.style.as_str());
    let written = |value: Decimal| styled(value, &slot.expression, style);
    let step = Decimal::from(if value >= Decimal::from(1000) { 100 } else { 10 });
    let candidates = match style {
        // 余 and 近 hold for a whole step; 约 for about two.
        "yu" => vec![("more", value + step * Decimal::from(3))],
        "jin" => vec![("less", value - step * Decimal::from(2))],
        "yue" => vec![("more", value * Decimal::from(2))],
        "wan" => vec![("more", value + Decimal::from(1000)), ("less", value - Decimal::from(1000))],
        _ => vec![("+1", value + one), ("-1", value - one)],
    };
    let mut all: Vec<(&'static str, String, Decimal)> = candidates
        .into_iter()
        .filter(|(_, value)| *value >= Decimal::ZERO)
        .filter_map(|(how, value)| Some((how, written(value)?, value)))
        .collect();
    let decimal = style.is_empty() || style == "1";
    let (was, swap) = (written(value), written(value).as_deref().and_then(swapped));
    if let (Some(was), Some(text)) = (was.filter(|_| decimal), swap) {
        let (was, changed): (Decimal, Decimal) = (was.parse().unwrap(), text.parse().unwrap());
        // The last decimals of a share are a matter of rounding.
        if (changed - was).abs() >= Decimal::new(5, 1) {
            all.push(("swapped", text, changed));
        }
    }
    all
}

/// The number with two neighbouring digits swapped, the first two that differ.
fn swapped(text: &str) -> Option<String> {
    let mut digits: Vec<char> = text.chars().collect();
    let both = |at: &usize| digits[*at].is_ascii_digit() && digits[at + 1].is_ascii_digit();
    let at = (0..digits.len().saturating_sub(1)).find(|at| both(at) && digits[*at] != digits[at + 1])?;
    digits.swap(at, at + 1);
    (digits[0] != '0').then(|| digits.into_iter().collect())
}

/// Whether another reading of the words makes the number right.
fn fits(draft: &Draft, slot: &Slot, value: Decimal) -> bool {
    let of = |name: &str| draft.figures.value(name).unwrap_or_default();
    let near = |other: Decimal| (value - other).abs() < Decimal::new(2, 2);
    if let Some((part, _)) = slot.expression.split_once('%') {
        let wholes = ["answered", "received", "intake"].map(of);
        return wholes.iter().filter_map(|whole| (of(part) * Decimal::ONE_HUNDRED).checked_div(*whole)).any(near);
    }
    let name = slot.expression.split(['+', '-', '^']).next().unwrap_or_default();
    let name = name.strip_prefix("last.").unwrap_or(name);
    let flow = ["received", "carried_in", "intake", "answered", "carried_over"];
    let compares =
        slot.expression.contains('^') || slot.expression.contains("-last.") || slot.expression.contains("-received");
    if compares && flow.contains(&name) {
        let grown = |name: &str| {
            let (now, before) = (of(name), of(&format!("last.{name}")));
            let change = (now - before).abs();
            if slot.expression.contains('^') {
                (change * Decimal::ONE_HUNDRED).checked_div(before)
            } else {
                Some(change)
            }
        };
        return ["received", "intake", "answered"].into_iter().filter_map(grown).any(near);
    }
    let disputes = ["review", "suit", "direct", "after"];
    let readings: Vec<String> = if flow.contains(&name) {
        flow.map(str::to_owned).to_vec()
    } else if ["natural", "enterprise", "organisations", "research", "welfare", "legal"].contains(&name) {
        vec![name.to_owned(), format!("answered.{name}"), format!("intake.{name}")]
    } else if let Some(forum) = disputes.iter().find(|forum| name.split('.').next() == Some(**forum)) {
        let result = name.split_once('.').map_or(String::new(), |(_, result)| format!(".{result}"));
        let others = if ["suit", "direct", "after"].contains(forum) { &disputes[1..] } else { &disputes[..1] };
        others.iter().flat_map(|one| [format!("{one}{result}"), format!("{one}.closed")]).collect()
    } else {
        Vec::new()
    };
    readings.iter().any(|name| near(of(name)))
}

/// The row in which a number counts.
fn row(expression: &str) -> &'static str {
    let name = expression.split(['+', '-', '%', '^']).next().unwrap_or_default();
    let whole = name.split('.').next().unwrap_or_default();
    match whole {
        _ if expression.contains('%') => "R21",
        _ if expression.contains('^') || expression.contains("last.") => "R39",
        "a" | "b" | "c" | "d" => "R38",
        "received" | "intake" => "R15",
        "carried_in" | "answered" | "carried_over" => "R16",
        "natural" | "organisations" | "enterprise" | "research" | "welfare" | "legal" | "bodies" => "R18",
        "review" | "suit" | "direct" | "after" => "R19",
        "doc" | "rule" => "R20",
        "fees" | "licences" | "penalties" | "coercion" => "decisions and fees",
        _ => "R17",
    }
}

fn mutated(draft: &Draft, spot: Spot, text: &str, how: &'static str, row: &str) -> Mutation {
    let mut draft = draft.clone();
    let written = &mut draft.passages[spot.passage].sentences[spot.sentence].written;
    let at = written.slots[spot.slot].at.clone();
    let bytes = |at: usize| written.text.char_indices().nth(at).map_or(written.text.len(), |(byte, _)| byte);
    let (from, to) = (bytes(at.start), bytes(at.end));
    written.text.replace_range(from..to, text);
    let digits: Range<usize> = at.start..at.start + text.chars().count();
    let words = written.text.clone();
    Mutation {
        row: row.to_owned(),
        how,
        digits: draft.place(spot.passage, spot.sentence, &digits),
        sentence: draft.place_of(spot.passage, spot.sentence),
        words,
        error: false,
        draft,
    }
}
