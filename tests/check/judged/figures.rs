//! The numbers of an invented report: tables that keep every identity and continue last year's, and
//! their names in the sentences of the corpus.

use std::collections::BTreeMap;

use fastrand::Rng;
use nianbao::form::{CellKey, CellMeasure, Edition, Form, UnitKind};
use nianbao::report::{Number, Report};
use rust_decimal::Decimal;

/// The columns of table three, beside the total.
pub const COLUMNS: [&str; 6] =
    ["natural_person", "enterprise", "research", "public_interest", "legal_services", "other"];

/// The outcomes: name in sentences, row, weight.
const OUTCOMES: [(&str, &str, u32); 21] = [
    ("granted", "granted", 40),
    ("partly", "partly_granted", 12),
    ("secret", "state_secret", 1),
    ("forbidden", "forbidden_by_law", 2),
    ("security", "endangers_security", 1),
    ("third_party", "third_party_rights", 3),
    ("internal", "internal_affairs", 4),
    ("process", "process_information", 3),
    ("enforcement", "enforcement_files", 4),
    ("registry", "registry_queries", 4),
    ("not_held", "not_held", 14),
    ("compiling", "needs_compiling", 5),
    ("unclear", "still_unclear", 2),
    ("petitions", "petitions", 4),
    ("repeated", "repeated", 3),
    ("publications", "published_material", 1),
    ("excessive", "excessive", 1),
    ("reconfirm", "reconfirmation", 1),
    ("uncorrected", "not_corrected", 4),
    ("unpaid", "unpaid_fee", 0),
    ("misc", "otherwise", 6),
];

/// Groups of outcomes: name in sentences, first and last outcome.
const GROUPS: [(&str, usize, usize); 5] =
    [("withheld", 2, 9), ("unavailable", 10, 12), ("unprocessed", 13, 17), ("closed", 18, 20), ("disclosed", 0, 1)];

const RESULTS: [&str; 4] = ["upheld", "overturned", "other", "pending"];
const FORUMS: [(&str, &str); 3] =
    [("review", "reconsideration"), ("direct", "direct"), ("after", "after_reconsideration")];
const DOCUMENTS: [(&str, &str); 2] = [("doc", "normative_documents"), ("rule", "rules")];

/// How much a unit has to do.
#[derive(Clone, Copy)]
pub enum Size {
    Zero,
    Small,
    Medium,
    Large,
    Huge,
}

/// The numbers and words of one report.
#[derive(Clone, Debug)]
pub struct Figures {
    values: BTreeMap<String, Decimal>,
    pub year: u16,
    pub unit: String,
    pub own: Vec<String>,
    pub area: Vec<String>,
}

impl Figures {
    /// The names of the numbers of `report` and of last year's.
    pub fn of(report: &Report, last: Option<&Report>, own: Vec<String>, area: Vec<String>) -> Figures {
        let mut values = named(report);
        let before = last.map(named).unwrap_or_default();
        values.extend(before.into_iter().map(|(name, value)| (format!("last.{name}"), value)));
        Figures { values, year: report.year, unit: report.unit.name.clone(), own, area }
    }

    /// The number of this name.
    pub fn value(&self, name: &str) -> Option<Decimal> {
        self.values.get(name).copied()
    }

    /// The same with another number of this name.
    pub fn with(&self, name: &str, value: Decimal) -> Figures {
        let mut figures = self.clone();
        figures.values.insert(name.to_owned(), value);
        figures
    }

    /// Whether last year's numbers are known.
    pub fn has_last(&self) -> bool {
        self.values.contains_key("last.received")
    }

    /// The words of this name.
    pub fn words(&self, name: &str, rng: &mut Rng) -> Option<String> {
        let one = |all: &[String], rng: &mut Rng| all.get(rng.usize(..all.len().max(1))).cloned();
        match name {
            "self" => one(&self.own, rng),
            "area" => one(&self.area, rng),
            "unit" => Some(self.unit.clone()),
            "unit_short" | "place" => Some(self.unit.chars().take(2).collect()),
            "phone" => Some(rng.u32(2_000_000..8_999_999).to_string()),
            "last_year" => Some((self.year - 1).to_string()),
            "next_year" => Some((self.year + 1).to_string()),
            _ => None,
        }
    }
}

/// The key of a cell.
pub fn key(row: &str, column: &str) -> CellKey {
    CellKey::parse(&format!("{row}.{column}")).unwrap()
}

/// Fills the tables of `report`, as the year after `last`.
pub fn fill(report: &mut Report, last: Option<&Report>, size: Size, rng: &mut Rng) {
    let form = Form::of(Edition::Cn2021).unwrap();
    for field in form.fields().filter(|field| !field.total) {
        report.numbers.set(field.key, Some(Number::zero(field.measure)));
    }
    let township = report.unit.kind == UnitKind::Township;
    let of = |report: &Report, row: &str, column: &str| match report.numbers.get(key(row, column)) {
        Some(Number::Count(count)) => count,
        _ => 0,
    };
    let set = |report: &mut Report, row: &str, column: &str, count: u64| {
        report.numbers.set(key(row, column), Some(Number::Count(count)));
    };
    let most = match size {
        Size::Zero => 0,
        Size::Small => 40,
        Size::Medium => 400,
        Size::Large => 4000,
        Size::Huge => 30_000,
    };
    requests(report, last, most, rng);
    for (_, row) in FORUMS {
        for (at, result) in RESULTS.iter().enumerate() {
            let most = if most == 0 { 0 } else { [8, 4, 4, 3][at] + most / 80 };
            let pending = last.map_or(0, |last| of(last, row, "pending"));
            let carried = if *result == "upheld" { pending } else { 0 };
            set(report, row, result, rng.u64(0..=most) + carried);
        }
    }
    let makes_rules = report.unit.kind == UnitKind::City;
    for (_, row) in DOCUMENTS.iter().filter(|(name, _)| *name == "doc" || makes_rules) {
        let before = last.map_or_else(|| rng.u64(3..60), |last| of(last, row, "in_force"));
        let issued = if township || matches!(size, Size::Zero) { 0 } else { rng.u64(0..9) };
        let repealed = rng.u64(0..=before.min(6));
        set(report, row, "issued", issued);
        set(report, row, "repealed", repealed);
        set(report, row, "in_force", before + issued - repealed);
    }
    for row in ["licensing", "penalties", "coercive_measures"] {
        set(report, row, "decisions", rng.u64(0..900));
    }
    let fees = format!("{}.{:02}", rng.u32(20..300), rng.u32(1..99));
    report.numbers.set(key("fees", "amount"), Number::parse(&fees, CellMeasure::Amount));
}

fn requests(report: &mut Report, last: Option<&Report>, most: u64, rng: &mut Rng) {
    let set = |report: &mut Report, row: &str, column: &str, count: u64| {
        report.numbers.set(key(row, column), Some(Number::Count(count)));
    };
    for (at, column) in COLUMNS.iter().enumerate() {
        let share = [80, 15, 2, 2, 3, 1][at];
        let here = most * share / 100;
        let mut received = if here == 0 { 0 } else { rng.u64(here / 3..=here) };
        if most == 30_000 {
            received = received / 100 * 100;
        }
        let carried_in = match last.map(|last| last.numbers.get(key("carried_over", column))) {
            Some(Some(Number::Count(count))) => count,
            _ => 0,
        };
        let intake = received + carried_in;
        let carried_over = if rng.u8(..3) == 0 { 0 } else { rng.u64(0..=intake / 9) };
        set(report, "received", column, received);
        set(report, "carried_in", column, carried_in);
        set(report, "carried_over", column, carried_over);
        let mut left = intake - carried_over;
        let weights: u32 = OUTCOMES.iter().map(|(_, _, weight)| weight).sum();
        for (_, row, weight) in OUTCOMES.iter().skip(1) {
            let even = (intake - carried_over) * u64::from(*weight) / u64::from(weights);
            let count = (even + u64::from(rng.u32(..weights) < *weight)).min(left);
            set(report, row, column, count);
            left -= count;
        }
        set(report, "granted", column, left);
    }
}

/// Every number of a report by its name in sentences.
fn named(report: &Report) -> BTreeMap<String, Decimal> {
    let form = Form::of(report.form).unwrap();
    let cell = |row: &str, column: &str| {
        report.numbers.shown(form, key(row, column)).and_then(Number::decimal).unwrap_or_default()
    };
    let mut values = BTreeMap::new();
    let mut put = |name: &str, value: Decimal| {
        values.insert(name.to_owned(), value);
    };
    let total = |row: &str| cell(row, "total");
    put("received", total("received"));
    put("carried_in", total("carried_in"));
    put("intake", total("received") + total("carried_in"));
    put("answered", total("total"));
    put("carried_over", total("carried_over"));
    put("third", total("total") / Decimal::from(3));
    put("granted.natural", cell("granted", "natural_person"));
    for (name, row, _) in OUTCOMES {
        put(name, total(row));
    }
    for (name, first, last) in GROUPS {
        put(name, OUTCOMES[first..=last].iter().map(|(_, row, _)| total(row)).sum());
    }
    let short = ["natural", "enterprise", "research", "welfare", "legal", "bodies"];
    for (name, column) in short.iter().zip(COLUMNS) {
        put(name, cell("received", column));
        put(&format!("answered.{name}"), cell("total", column));
        put(&format!("intake.{name}"), cell("received", column) + cell("carried_in", column));
    }
    let bodies = |row: &str| COLUMNS[1..].iter().map(|column| cell(row, column)).sum::<Decimal>();
    put("organisations", bodies("received"));
    put("answered.organisations", bodies("total"));
    put("intake.organisations", bodies("received") + bodies("carried_in"));
    for (name, row) in FORUMS {
        put(name, cell(row, "total"));
        for result in RESULTS {
            put(&format!("{name}.{result}"), cell(row, result));
        }
        put(&format!("{name}.closed"), cell(row, "total") - cell(row, "pending"));
    }
    let both = |column: &str| cell("direct", column) + cell("after_reconsideration", column);
    put("suit", both("total"));
    for result in RESULTS {
        put(&format!("suit.{result}"), both(result));
    }
    put("suit.closed", both("total") - both("pending"));
    for (name, row) in DOCUMENTS {
        put(&format!("{name}.issued"), cell(row, "issued"));
        put(&format!("{name}.repealed"), cell(row, "repealed"));
        put(&format!("{name}.force"), cell(row, "in_force"));
    }
    put("fees", cell("fees", "amount"));
    put("licences", cell("licensing", "decisions"));
    put("penalties", cell("penalties", "decisions"));
    put("coercion", cell("coercive_measures", "decisions"));
    put("year", Decimal::from(report.year));
    values
}
