//! The notation of the corpus (`tests/data/judged/README.md`): lines of sentences with conditions,
//! alternatives and slots, and what becomes of them beside the numbers of one report.

use std::ops::Range;

use fastrand::Rng;
use rust_decimal::{Decimal, RoundingStrategy};

use super::figures::Figures;

/// A line of a file, once read.
#[derive(Clone, Debug)]
pub struct Line {
    /// Conditions, all of which must hold.
    pub needs: Vec<String>,
    /// The sentence with alternatives and slots.
    pub text: String,
}

/// Something of a sentence that was computed.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What it is, such as `received` or `granted%answered`.
    pub expression: String,
    /// How it is written: decimals or one of `cn`, `yu`, `yue`, `jin`, `full`, `k`, `wan`.
    pub style: String,
    /// Its value, before it is written.
    pub value: Decimal,
    /// Its characters in the sentence.
    pub at: Range<usize>,
}

/// A sentence as it stands in a report.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub text: String,
    pub slots: Vec<Slot>,
    /// The characters between « and ».
    pub marks: Vec<Range<usize>>,
}

/// The lines of a text of the corpus.
pub fn lines(text: &str) -> Vec<Line> {
    let line = |line: &str| {
        let (needs, text) = line.split_once(" :: ").unwrap_or(("", line));
        Line { needs: conditions(needs), text: text.to_owned() }
    };
    text.lines().filter(|one| !one.is_empty()).map(line).collect()
}

/// Conditions, separated by commas.
pub fn conditions(text: &str) -> Vec<String> {
    text.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

/// Whether every condition holds.
pub fn hold(needs: &[String], figures: &Figures) -> bool {
    needs.iter().all(|need| holds(need, figures) != Some(false))
}

/// Whether a condition holds; `None` where it is only a remark on the line.
pub fn holds(need: &str, figures: &Figures) -> Option<bool> {
    match need {
        "over" => return None,
        "last" => return Some(figures.has_last()),
        "nolast" => return Some(!figures.has_last()),
        _ => {}
    }
    let value = |text: &str| text.parse().ok().or_else(|| figures.value(text));
    let at = need.find(['<', '>', '=']).unwrap_or_else(|| panic!("“{need}” is no condition"));
    let sign: String = need[at..].chars().take_while(|one| "<>=".contains(*one)).collect();
    let (Some(left), Some(right)) = (value(&need[..at]), value(&need[at + sign.len()..])) else { return Some(false) };
    Some(match sign.as_str() {
        "<" => left < right,
        ">" => left > right,
        "<=" => left <= right,
        ">=" => left >= right,
        _ => left == right,
    })
}

/// The sentence beside these numbers; `None` where a number that it needs is none or zero, or a
/// condition fails.
pub fn write(line: &Line, figures: &Figures, rng: &mut Rng) -> Option<Written> {
    if !hold(&line.needs, figures) {
        return None;
    }
    let free = |rng: &mut Rng| -> Vec<(&'static str, Decimal)> {
        let one = |most: u32, rng: &mut Rng| Decimal::from(rng.u32(3..most));
        vec![
            ("n", one(400, rng)),
            ("m", Decimal::from(rng.u32(500..90_000))),
            ("k", Decimal::from(rng.u32(2..9))),
            ("p", Decimal::new(rng.i64(600..999), 1)),
            ("a", one(300, rng)),
            ("b", one(200, rng)),
            ("c", one(100, rng)),
            ("d", one(60, rng)),
        ]
    };
    let free = free(rng);
    let mut written = Written::default();
    let mut length = 0;
    let mut open = None;
    let text = chosen(&line.text, rng);
    let mut rest = text.as_str();
    while let Some(one) = rest.chars().next() {
        rest = &rest[one.len_utf8()..];
        match one {
            '«' => open = Some(length),
            '»' => written.marks.push(open.take()?..length),
            '{' => {
                let (slot, after) = rest.split_once('}')?;
                rest = after;
                let (text, slot) = filled(slot, figures, &free, rng)?;
                let end = length + text.chars().count();
                written.slots.extend(slot.map(|slot| Slot { at: length..end, ..slot }));
                written.text.push_str(&text);
                length = end;
            }
            _ => {
                written.text.push(one);
                length += 1;
            }
        }
    }
    Some(written)
}

/// One of each group of alternatives `[…|…]`.
fn chosen(text: &str, rng: &mut Rng) -> String {
    let mut chosen = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let Some((group, after)) = after.split_once(']').filter(|(group, _)| group.contains('|')) else { break };
        chosen.push_str(before);
        let all: Vec<&str> = group.split('|').collect();
        chosen.push_str(all[rng.usize(..all.len())]);
        rest = after;
    }
    chosen + rest
}

/// What stands in a slot, with the slot where it is a number or a year.
fn filled(
    slot: &str,
    figures: &Figures,
    free: &[(&'static str, Decimal)],
    rng: &mut Rng,
) -> Option<(String, Option<Slot>)> {
    let (expression, style) = slot.split_once(':').unwrap_or((slot, ""));
    if let Some(words) = figures.words(expression, rng) {
        return Some((words, None));
    }
    let value = match expression.strip_prefix('~') {
        Some(whole) => {
            let whole = u32::try_from(value(whole, figures, free)?).ok().filter(|whole| *whole >= 2)?;
            Decimal::from(rng.u32(1..whole))
        }
        None => value(expression, figures, free)?,
    };
    if value <= Decimal::ZERO {
        return None;
    }
    let text = styled(value, expression, style)?;
    Some((text, Some(Slot { expression: expression.into(), style: style.into(), value, at: 0..0 })))
}

/// The value of an expression: names and sums; `a%b` is the share of a in b, `a^` how many per cent a
/// grew since last year, without its sign.
pub fn value(expression: &str, figures: &Figures, free: &[(&'static str, Decimal)]) -> Option<Decimal> {
    let hundred = Decimal::ONE_HUNDRED;
    if let Some((part, whole)) = expression.split_once('%') {
        return (value(part, figures, free)? * hundred).checked_div(value(whole, figures, free)?);
    }
    if let Some(name) = expression.strip_suffix('^') {
        let (now, before) = (figures.value(name)?, figures.value(&format!("last.{name}"))?);
        return Some(((now - before) * hundred).checked_div(before)?.abs());
    }
    let mut sum = Decimal::ZERO;
    for term in expression.split_inclusive(['+', '-']).scan("+".to_owned(), |sign, part| {
        let (name, next) = match part.strip_suffix(['+', '-']) {
            Some(name) => (name, &part[name.len()..]),
            None => (part, "+"),
        };
        let own = std::mem::replace(sign, next.to_owned());
        Some((own, name))
    }) {
        let (sign, name) = term;
        let of = free.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let value = of.or_else(|| figures.value(name))?;
        sum += if sign == "-" { -value } else { value };
    }
    Some(sum)
}

/// The value as the style writes it; `None` where the style does not suit it.
pub fn styled(value: Decimal, expression: &str, style: &str) -> Option<String> {
    let whole = || u64::try_from(value).ok();
    let step = |value: u64| if value >= 1000 { 100 } else { 10 };
    Some(match style {
        "" if expression.contains(['%', '^']) => rounded(value, 2),
        "" => value.normalize().to_string(),
        "1" => rounded(value, 1),
        "cn" => nianbao::richtext::chinese_numeral(usize::try_from(whole().filter(|one| *one < 1000)?).ok()?),
        "full" => value.to_string().chars().map(wide).collect(),
        "k" => {
            let text = whole().filter(|one| *one >= 1000)?.to_string();
            format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..])
        }
        "wan" => {
            whole().filter(|one| *one >= 10_000 && one % 100 == 0)?;
            (value / Decimal::from(10_000)).normalize().to_string()
        }
        // 230余 of 237, 近240 of 237, 约240 of 237.
        "yu" => {
            let one = whole().filter(|one| *one > 20 && one % step(*one) != 0)?;
            (one - one % step(one)).to_string()
        }
        "jin" => {
            let one = whole().filter(|one| *one > 20 && one % step(*one) != 0)?;
            (one - one % step(one) + step(one)).to_string()
        }
        "yue" => {
            let one = whole().filter(|one| *one > 20)?;
            ((one + step(one) / 2) / step(one) * step(one)).to_string()
        }
        other => panic!("“{other}” is no style"),
    })
}

fn rounded(value: Decimal, decimals: u32) -> String {
    let mut value = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(decimals);
    value.to_string()
}

fn wide(one: char) -> char {
    one.to_digit(10).and_then(|digit| char::from_u32(0xFF10 + digit)).unwrap_or(one)
}
