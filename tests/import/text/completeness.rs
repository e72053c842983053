//! Nothing is lost on the way in: every word of a page is in the report or in the list of what was not
//! read, of whole pages and of torn ones.

use nianbao::form::{CellKey, Form};
use nianbao::import::{Imported, ReadError, text};
use nianbao::report::Report;

use super::{SMALL, numbered, read, samples, seed};

#[test]
fn every_word_is_in_the_report_or_in_the_list() {
    for (name, text) in samples().into_iter().chain(seed().map(|text| ("seed".to_owned(), text))) {
        let lost = lost(&text, &read(&text));
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

/// Pages with lines dropped, doubled, moved and torn, and with wild characters: no panic, no loss.
#[test]
fn torn_pages_lose_nothing() {
    let mut sources: Vec<String> = seed().iter().flat_map(|seed| [numbered(seed), seed.clone()]).collect();
    sources.extend(samples().into_iter().map(|(_, text)| text));
    sources.push(SMALL.to_owned());
    let mut refused = 0;
    for round in 0..500 {
        let mut random = fastrand::Rng::with_seed(round);
        let source = if round % 3 == 0 { &sources[0] } else { &sources[random.usize(..sources.len())] };
        let text = torn(source, &mut random);
        let reading = match text::read(&text) {
            Ok(reading) => reading,
            // So little is left of some that it is no report any more.
            Err(error) => {
                assert_eq!(error, ReadError::NotAReport, "round {round}");
                refused += 1;
                continue;
            }
        };
        let lost = lost(&text, &reading);
        assert!(lost.is_empty(), "round {round}: {lost:?}\n{text}");
    }
    assert!(refused <= 60, "{refused}");
}

/// Words of the source that neither the report nor a remark that quotes their line has.
pub(super) fn lost(text: &str, reading: &Imported) -> Vec<String> {
    let form = Form::of(reading.report.form).unwrap();
    let kept = everything_in(&reading.report, form);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let mut quoted = vec![String::new(); lines.len()];
    for remark in &reading.remarks {
        let excerpt = squeezed(&remark.excerpt);
        let own =
            if remark.line == 0 { (0..lines.len()).collect() } else { quoted_lines(&lines, remark.line - 1, &excerpt) };
        for at in own {
            quoted[at].push_str(&excerpt);
            quoted[at].push('\n');
        }
    }
    let mut lost = Vec::new();
    for (index, (line, here)) in lines.iter().zip(&quoted).enumerate() {
        for word in words(line) {
            if !is_made_of(&word, &kept, here) {
                lost.push(format!("{}: {word}", index + 1));
            }
        }
    }
    lost
}

/// The lines that a remark quotes: it names the first, and has the others in their order, each whole or in parts; what
/// stands between these in the report it has not.
fn quoted_lines(lines: &[&str], first: usize, excerpt: &str) -> Vec<usize> {
    let plain = |text: &str| squeezed(text).chars().filter(|one| one.is_alphanumeric()).collect::<String>();
    let excerpt = plain(excerpt);
    let mut rest = excerpt.as_str();
    let mut quoted = vec![first];
    for (at, line) in lines.iter().enumerate().skip(first) {
        let line = plain(line);
        let mut left = line.as_str();
        // The longest part of the line that the remark has next.
        while let Some((from, length)) = longest_common(left, rest) {
            rest = &rest[length..];
            left = &left[from + length..];
            quoted.push(at);
        }
        if rest.is_empty() {
            break;
        }
    }
    quoted
}

/// Where the longest beginning of `rest` stands in `line`, and how long it is; less than two bytes tell nothing but in a
/// line that has no more.
fn longest_common(line: &str, rest: &str) -> Option<(usize, usize)> {
    let length = |from: usize| {
        let both = line[from..].chars().zip(rest.chars()).take_while(|(one, other)| one == other);
        both.map(|(one, _)| one.len_utf8()).sum::<usize>()
    };
    let (from, length) = line.char_indices().map(|(from, _)| (from, length(from))).max_by_key(|(_, length)| *length)?;
    (length >= 2 || (length > 0 && length == line.len())).then_some((from, length))
}

/// The runs of digits and the runs of other characters of a line; the digit of 1.属于… by itself.
fn words(line: &str) -> Vec<String> {
    let chars: Vec<char> = folded(line).chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut sort = None;
    for (at, one) in chars.iter().enumerate() {
        let next = chars[at + 1..].iter().find(|next| !next.is_whitespace());
        let numbering = one.is_ascii_digit() && matches!(next, Some('.' | '、'));
        let own = one.is_alphanumeric().then_some((one.is_ascii_digit(), numbering));
        match own {
            Some(_) if own == sort => words.last_mut().unwrap().push(*one),
            Some(_) => words.push(one.to_string()),
            None => {}
        }
        sort = own;
    }
    words
}

/// Whether a word is kept or remarked on: digits all at once, other words piece by piece. A
/// single character counts only at an end of the word, or where a remark has it.
fn is_made_of(word: &str, kept: &str, remarks: &str) -> bool {
    let has = |piece: &str| kept.contains(piece) || remarks.contains(piece);
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return has(word);
    }
    let mut rest: Vec<char> = word.chars().collect();
    let length = rest.len();
    while !rest.is_empty() {
        let mut longest = 0;
        while longest < rest.len() && has(&rest[..=longest].iter().collect::<String>()) {
            longest += 1;
        }
        let inside = rest.len() > 1 && rest.len() < length;
        if longest == 0 || (longest == 1 && inside && !remarks.contains(rest[0])) {
            return false;
        }
        rest.drain(..longest);
    }
    true
}

fn folded(text: &str) -> String {
    let fold = |one: char| match one {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(one) - 0xfee0).unwrap(),
        one => one,
    };
    // A remark quotes the characters that radicals look like.
    nianbao::richtext::unify_radicals(text).chars().map(fold).collect()
}

fn squeezed(text: &str) -> String {
    folded(text).chars().filter(|one| !one.is_whitespace()).collect()
}

/// Every word and number of a report and of its form, without white space.
fn everything_in(report: &Report, form: &Form) -> String {
    let mut parts = vec![
        report.unit.name.clone(),
        report.title.clone().unwrap_or_default(),
        format!("{}{}年{}", report.unit.name, report.year, form.title),
        report.preface.text(),
    ];
    parts.extend(report.sections.values().map(|prose| prose.text()));
    parts.extend(form.sections.iter().map(|section| section.title.clone()));
    parts.extend(form.tables.iter().flat_map(|table| &table.cells).map(|cell| cell.label()));
    parts.extend(form.groups.iter().map(|group| group.label.clone()));
    parts.extend(report.notes.values().cloned());
    parts.extend(report.signature.iter().map(|signature| format!("{}\n{}", signature.unit, signature.date.official())));
    for table in &form.tables {
        let shown = |key: CellKey| report.numbers.shown(form, key).map(|number| number.to_string()).unwrap_or_default();
        let mut row = String::new();
        for pair in table.fields.windows(2) {
            row.push_str(&shown(pair[0].key));
            if pair[0].key.row != pair[1].key.row && table.fields.len() != 15 {
                row.push('\n');
            }
        }
        row.push_str(&shown(table.fields.last().unwrap().key));
        parts.push(row);
    }
    squeezed(&parts.join("\u{1}")).replace('\u{1}', "\n")
}

fn torn(source: &str, random: &mut fastrand::Rng) -> String {
    let mut lines: Vec<String> = source.lines().take(160).map(str::to_owned).collect();
    for _ in 0..random.usize(1..8) {
        let at = random.usize(..lines.len());
        match random.u8(..7) {
            0 if lines.len() > 1 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => {
                let other = random.usize(..lines.len());
                lines.swap(at, other);
            }
            3 => {
                let mut chars: Vec<char> = lines[at].chars().collect();
                for _ in 0..random.usize(1..6) {
                    let wild = [
                        '0', '7', '（', '）', '|', '\t', '、', '。', '一', '公', '\u{3000}', '#', '*', '-', '.', ',',
                        'a', '空', '件',
                    ];
                    chars.insert(random.usize(..=chars.len()), wild[random.usize(..wild.len())]);
                }
                lines[at] = chars.into_iter().collect();
            }
            4 => {
                let keep = random.usize(..=lines[at].chars().count());
                lines[at] = lines[at].chars().take(keep).collect();
            }
            5 => {
                let chars: Vec<char> = lines[at].chars().collect();
                let cut = random.usize(..=chars.len());
                lines[at] = chars[..cut].iter().collect();
                lines.insert(at + 1, chars[cut..].iter().collect());
            }
            _ => lines[at] = (0..random.usize(..40)).map(|_| random.char('\u{0}'..'\u{ffff}')).collect(),
        }
    }
    lines.join(if random.bool() { "\n" } else { "\r\n" })
}
