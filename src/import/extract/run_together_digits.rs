//! Separates numbers that ran together: `15130000154` was the row 151, 3, 0, 0, 0, 0, 154. Knows
//! digits and sums; must not know labels or cells.
//!
//! A web page's table copied as plain text loses the edges of its cells. The constraints that
//! remain: a number has no leading zero, a row of table three ends with the sum of its other six,
//! each group of table four with the sum of its other four. That leaves few readings of a row,
//! mostly one. If several fit, the rows are chosen together so that each column satisfies the
//! form's identities. All searches count their steps and stop at a limit instead of taking long or
//! guessing.

/// The longest number that is read: any count of this many digits fits a `u64`.
const LONGEST: usize = 18;
/// The most steps of one search.
const STEPS: usize = 400_000;
/// The most readings of one row; a row with more is not separated.
const KEPT: usize = 256;

/// The syntax of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// Digits.
    Plain,
    /// Digits, perhaps after a sign.
    Signed,
    /// Digits, perhaps with a point among them.
    Pointed,
}

/// A sum over rows that is zero in every column: for each row its factor.
pub(super) type Equation = Vec<i128>;

/// All readings of `digit_runs` as `count` numbers of which each `group`th is the sum of those
/// before it in its group. The end of a digit run is the end of a number; the other boundaries are
/// searched. `None` if the search exceeds its steps.
pub(super) fn sums(digit_runs: &[&str], count: usize, group: usize) -> Option<Vec<Vec<u64>>> {
    let text = DigitText::new(digit_runs)?;
    let mut search = SumRules { text, count, group, taken: Vec::new(), found: Vec::new(), steps: 0 };
    search.step(0, 0)?;
    Some(search.found)
}

/// All readings of `digit_runs` as numbers of the given `formats`, one for each; `None` if there
/// are too many.
pub(super) fn splits(digit_runs: &[&str], formats: &[NumberFormat]) -> Option<Vec<Vec<String>>> {
    let text = DigitText::new(digit_runs)?;
    let mut found = Vec::new();
    let mut open = vec![(0_usize, Vec::<String>::new())];
    while let Some((at, taken)) = open.pop() {
        let Some(format) = formats.get(taken.len()) else {
            if at == text.bytes.len() {
                found.push(taken);
                if found.len() > KEPT {
                    return None;
                }
            }
            continue;
        };
        for end in (at + 1..=text.end_of_piece(at)).rev() {
            let number = text.bytes.get(at..end).unwrap_or_default();
            if format.allows(number) {
                let mut more = taken.clone();
                more.push(String::from_utf8_lossy(number).into_owned());
                open.push((end, more));
            }
        }
        if open.len() > STEPS {
            return None;
        }
    }
    Some(found)
}

/// For each row the readings that remain when every equation holds in every column: one if it is
/// certain. Equations that contradict each other are dropped, from the last to the first, so the
/// most reliable comes first.
pub(super) fn agree(rows: &[Vec<Vec<u64>>], equations: &[Equation]) -> Vec<Vec<Vec<u64>>> {
    for kept in (0..=equations.len()).rev() {
        let trusted = equations.get(..kept).unwrap_or_default();
        if trusted.is_empty() {
            break;
        }
        if let Some(left) = Agreement::search(rows, trusted) {
            return left;
        }
    }
    rows.to_vec()
}

/// Digits with the positions where a number must end.
struct DigitText {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl DigitText {
    fn new(digit_runs: &[&str]) -> Option<DigitText> {
        let mut bytes = Vec::new();
        let mut ends = Vec::new();
        for digit_run in digit_runs {
            bytes.extend_from_slice(digit_run.as_bytes());
            ends.push(bytes.len());
        }
        (bytes.len() <= 200).then_some(DigitText { bytes, ends })
    }

    /// The end of the digit run that contains the position `at`.
    fn end_of_piece(&self, at: usize) -> usize {
        self.ends.iter().copied().find(|end| *end > at).unwrap_or(self.bytes.len())
    }

    /// The number from `at` to `end`, `None` where it is none.
    fn number(&self, at: usize, end: usize) -> Option<u64> {
        let digits = self.bytes.get(at..end)?;
        let plain = NumberFormat::Plain.allows(digits);
        plain.then(|| std::str::from_utf8(digits).ok()?.parse().ok()).flatten()
    }
}

impl NumberFormat {
    fn allows(self, number: &[u8]) -> bool {
        let plain = |digits: &[u8]| {
            let leading_zero = digits.len() > 1 && digits.first() == Some(&b'0');
            !digits.is_empty() && digits.len() <= LONGEST && !leading_zero && digits.iter().all(u8::is_ascii_digit)
        };
        match self {
            NumberFormat::Plain => plain(number),
            NumberFormat::Signed => plain(number.strip_prefix(b"-").or(number.strip_prefix(b"+")).unwrap_or(number)),
            NumberFormat::Pointed => match number.iter().position(|byte| *byte == b'.') {
                Some(point) => {
                    let (whole, part) = number.split_at(point);
                    plain(whole) && part.len() > 1 && part.iter().skip(1).all(u8::is_ascii_digit)
                }
                None => plain(number),
            },
        }
    }
}

struct SumRules {
    text: DigitText,
    count: usize,
    group: usize,
    taken: Vec<u64>,
    found: Vec<Vec<u64>>,
    steps: usize,
}

impl SumRules {
    /// Reads the next number at the position `at`; `sum` is that of the group so far.
    fn step(&mut self, at: usize, sum: u64) -> Option<()> {
        self.steps += 1;
        if self.steps > STEPS || self.found.len() > KEPT {
            return None;
        }
        let left = self.count - self.taken.len();
        let characters = self.text.bytes.len() - at;
        if left == 0 {
            if characters == 0 {
                self.found.push(self.taken.clone());
            }
            return Some(());
        }
        if characters < left {
            return Some(());
        }
        let closes = self.taken.len() % self.group + 1 == self.group;
        let longest = self.text.end_of_piece(at).min(at + LONGEST).min(at + characters - (left - 1));
        for end in at + 1..=longest {
            let Some(number) = self.text.number(at, end) else { break };
            let next = if closes {
                if number != sum {
                    if number > sum {
                        break;
                    }
                    continue;
                }
                0
            } else {
                match sum.checked_add(number) {
                    Some(next) if self.total_fits(end, next) => next,
                    _ => break,
                }
            };
            self.taken.push(number);
            let went = self.step(end, next);
            self.taken.pop();
            went?;
        }
        Some(())
    }

    /// Whether the digits after `end` are enough for a total of at least `sum`, if this is the last
    /// group.
    fn total_fits(&self, end: usize, sum: u64) -> bool {
        let left = self.count - self.taken.len() - 1;
        let digits = sum.checked_ilog10().map_or(1, |log| log as usize + 1);
        self.text.bytes.len() - end >= left - 1 + digits
    }
}

/// The choice of one reading for each row that several have.
struct Agreement<'a> {
    rows: &'a [Vec<Vec<u64>>],
    equations: &'a [Equation],
    /// The rows with several readings.
    open: Vec<usize>,
    /// For each open row on, equation and column: the least and the largest that the rows from
    /// there on may add.
    reach: Vec<Vec<Vec<(i128, i128)>>>,
    chosen: Vec<usize>,
    /// For each open row which readings are part of a solution.
    good: Vec<Vec<bool>>,
    solutions: usize,
    steps: usize,
}

impl Agreement<'_> {
    fn search(rows: &[Vec<Vec<u64>>], equations: &[Equation]) -> Option<Vec<Vec<Vec<u64>>>> {
        let columns = rows.iter().flatten().map(Vec::len).max()?;
        let concerned =
            |row: usize| equations.iter().any(|factors| factors.get(row).is_some_and(|factor| *factor != 0));
        if rows.iter().enumerate().any(|(index, readings)| readings.is_empty() && concerned(index)) {
            return None;
        }
        let term = |equation: usize, row: usize, reading: usize, column: usize| -> i128 {
            let factor = equations.get(equation).and_then(|factors| factors.get(row)).copied().unwrap_or(0);
            let number = rows.get(row).and_then(|readings| readings.get(reading)).and_then(|one| one.get(column));
            factor * i128::from(number.copied().unwrap_or(0))
        };
        let open: Vec<usize> = (0..rows.len()).filter(|row| rows.get(*row).is_some_and(|one| one.len() > 1)).collect();
        let single = (0..rows.len()).filter(|row| rows.get(*row).is_some_and(|one| one.len() == 1));
        let mut sums = vec![vec![0_i128; columns]; equations.len()];
        for row in single {
            for (equation, sums) in sums.iter_mut().enumerate() {
                for (column, sum) in sums.iter_mut().enumerate() {
                    *sum += term(equation, row, 0, column);
                }
            }
        }
        let mut reach = vec![vec![vec![(0, 0); columns]; equations.len()]];
        for row in open.iter().rev() {
            let readings = 0..rows.get(*row).map_or(0, Vec::len);
            let mut next = reach.last().cloned().unwrap_or_default();
            for (equation, spans) in next.iter_mut().enumerate() {
                for (column, span) in spans.iter_mut().enumerate() {
                    let terms = readings.clone().map(|reading| term(equation, *row, reading, column));
                    let (least, most) = (terms.clone().min().unwrap_or(0), terms.max().unwrap_or(0));
                    *span = (span.0 + least, span.1 + most);
                }
            }
            reach.push(next);
        }
        reach.reverse();
        let good = open.iter().map(|row| vec![false; rows.get(*row).map_or(0, Vec::len)]).collect();
        let mut search = Agreement { rows, equations, open, reach, chosen: Vec::new(), good, solutions: 0, steps: 0 };
        let whole = search.step(&sums);
        if whole.is_some() && search.solutions == 0 {
            return None;
        }
        let mut left = rows.to_vec();
        // A search that was stopped proves nothing: every reading is kept.
        if whole.is_some() {
            for (row, good) in search.open.iter().zip(&search.good) {
                if let Some(readings) = left.get_mut(*row) {
                    let mut good = good.iter();
                    readings.retain(|_| good.next().copied().unwrap_or(false));
                }
            }
        }
        Some(left)
    }

    fn step(&mut self, sums: &[Vec<i128>]) -> Option<()> {
        self.steps += 1;
        if self.steps > STEPS / 8 {
            return None;
        }
        let depth = self.chosen.len();
        let spans = self.reach.get(depth)?;
        let possible = sums.iter().zip(spans).all(|(sums, spans)| {
            sums.iter().zip(spans).all(|(sum, (least, most))| sum + least <= 0 && 0 <= sum + most)
        });
        if !possible {
            return Some(());
        }
        let Some(row) = self.open.get(depth).copied() else {
            self.solutions += 1;
            for (good, chosen) in self.good.iter_mut().zip(&self.chosen) {
                if let Some(good) = good.get_mut(*chosen) {
                    *good = true;
                }
            }
            return Some(());
        };
        let rows = self.rows;
        for (reading, numbers) in rows.get(row)?.iter().enumerate() {
            let mut next = sums.to_vec();
            for (sums, factors) in next.iter_mut().zip(self.equations) {
                let factor = factors.get(row).copied().unwrap_or(0);
                for (sum, number) in sums.iter_mut().zip(numbers) {
                    *sum += factor * i128::from(*number);
                }
            }
            self.chosen.push(reading);
            let went = self.step(&next);
            self.chosen.pop();
            went?;
        }
        Some(())
    }
}
