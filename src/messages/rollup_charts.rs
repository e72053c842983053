//! The charts of a roll-up: units, outcomes, applicants, disputes and years, with what would mislead about them.
//! Must not know how they are drawn.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::rollup_overview::FileCounts;
use super::{Language, full, series, short, year};
use crate::check::{KeyFigure, SERIES, figure_of};
use crate::form::cell_names::{column, row};
use crate::form::{CellKey, CellName, Edition, Form};
use crate::report::{Date, Number};
use crate::rollup::{MemberStanding, Rollup, RollupMember, RollupOptions};
use crate::session::{Chart, ChartBar, ChartDrawing, ChartLine, ChartSheet, StackedBar};

/// How many units are ranked; the others are one bar.
const RANKED: usize = 15;
/// How many years are shown.
const YEARS: usize = 5;
/// With fewer cases a share says little: one more or less moves it by more than three points.
const FEW: u64 = 30;

/// Of so many units the years are shown.
const UNITS: usize = 6;
/// What is shown of years.
const FIGURES: [KeyFigure; 3] = [KeyFigure::Received, KeyFigure::Answered, KeyFigure::Litigation];

/// The charts of `rollup`, which has the reports of other years too, of a folder whose `files` count so. Units are ranked by the `cells` that are chosen;
/// where there are none, by what they received and by litigation.
pub fn rollup_charts<'a>(
    language: Language,
    (rollup, files): (&Rollup, FileCounts),
    cells: &[CellKey],
    form_of: &dyn Fn(Edition) -> Option<&'a Form>,
) -> Option<ChartSheet> {
    let form = form_of(rollup.edition)?;
    let sum = rollup.numbers(form).shown_in_form_order(form);
    // As in a report's own title.
    let of_year = match language {
        Language::Chinese => format!("{}年", rollup.year),
        Language::English => year(language, rollup.year),
    };
    let unit = rollup.options.unit.clone().unwrap_or_default();
    let title = language.say("chart.title", &[("unit", &unit), ("year", &of_year)]);
    let blank = rollup.sums(form).iter().filter(|cell| cell.blank > 0 && cell.filled > 0).count();
    let mut notes = vec![language.word("chart.note_source")];
    if blank > 0 {
        notes.push(language.say("chart.note_blank", &[("cells", &blank)]));
    }
    // As the list of files counts them.
    if files.others + files.failed > 0 {
        let told: [(&str, &dyn std::fmt::Display); 4] = [
            ("files", &files.files),
            ("counted", &files.counted),
            ("others", &files.others),
            ("failed", &files.failed),
        ];
        notes.push(language.say("chart.note_left_out", &told));
    }
    let mut charts: Vec<Chart> = if cells.is_empty() {
        let figures = [KeyFigure::Received, KeyFigure::Litigation];
        let by_figure = |figure| {
            let of = |member: &RollupMember| figure_of(form, &member.values, figure);
            units(language, rollup, &series(language, figure), &of)
        };
        figures.into_iter().map(by_figure).collect()
    } else {
        let by_cell = |key: &CellKey| {
            let field = form.field(*key);
            let of = |member: &RollupMember| rollup.part(form, member, field?).and_then(Number::decimal);
            units(language, rollup, &full(form, *key), &of)
        };
        cells.iter().map(by_cell).collect()
    };
    let past = past(rollup);
    charts.extend([
        outcomes(language, form, &sum),
        applicants(language, form, &sum),
        disputes(language, form, &sum),
        years(language, &past, form_of),
    ]);
    charts.extend(unit_years(language, &past, form_of));
    Some(ChartSheet {
        title,
        subtitle: language.say("chart.subtitle", &[("count", &files.counted)]),
        charts,
        notes,
        author: unit,
        day: Date::new(rollup.year, 12, 31),
    })
}

/// The units by rank, with their shares.
fn units(language: Language, rollup: &Rollup, name: &str, value: &dyn Fn(&RollupMember) -> Option<Decimal>) -> Chart {
    let of = |member: &RollupMember| (within(rollup, &member.unit), value(member));
    let mut ranked: Vec<(String, Option<Decimal>)> = rollup.counted().map(of).collect();
    // Equal ones in the order of their names; those without a number last.
    ranked.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let total: Decimal = ranked.iter().filter_map(|(_, value)| *value).sum();
    let title = language.say("chart.units", &[("series", &name)]);
    let is_nothing = |(_, value): &(String, Option<Decimal>)| value.is_some_and(|value| value.is_zero());
    if ranked.len() > 1 && ranked.iter().all(is_nothing) {
        // A row for each would say the same as often.
        let label = language.say("chart.each", &[("count", &ranked.len())]);
        let drawing = ChartDrawing::Bars(vec![ChartBar { label, value: Some(total), note: String::new() }]);
        return Chart { title, warnings: Vec::new(), drawing };
    }
    let mut bars: Vec<ChartBar> = ranked.iter().take(RANKED).map(|(unit, value)| bar(unit, *value, total)).collect();
    let rest = ranked.get(RANKED..).unwrap_or_default();
    if !rest.is_empty() {
        // Not to scale: the sum of many would make every single one a hair.
        let value = rest.iter().filter_map(|(_, value)| *value).reduce(|one, other| one + other);
        let rest = bar(&language.say("chart.rest", &[("count", &rest.len())]), value, total);
        let note = value.map(|value| format!("{}{}", value.normalize(), rest.note)).unwrap_or_default();
        bars.push(ChartBar { value: None, note, ..rest });
    }
    Chart { title, warnings: few(language, total).into_iter().collect(), drawing: ChartDrawing::Bars(bars) }
}

/// The outcomes by kind, with their shares.
fn outcomes(language: Language, form: &Form, sum: &[Option<Number>]) -> Chart {
    let groups = SERIES.iter().filter(|figure| matches!(figure, KeyFigure::Outcome(_)));
    let parts: Vec<_> = groups.map(|figure| (series(language, *figure), figure_of(form, sum, *figure))).collect();
    shares(language, "chart.outcomes", &parts)
}

/// The applicants by kind, with their shares.
fn applicants(language: Language, form: &Form, sum: &[Option<Number>]) -> Chart {
    let fields = form.fields().filter(|field| field.key.row == row::RECEIVED && !field.total);
    let part = |field: &crate::form::Field| {
        let label = field.column_heads.last().cloned().unwrap_or_default();
        (label, number(form, sum, field.key))
    };
    shares(language, "chart.applicants", &fields.map(part).collect::<Vec<_>>())
}

fn shares(language: Language, title: &str, parts: &[(String, Option<Decimal>)]) -> Chart {
    let total: Decimal = parts.iter().filter_map(|(_, value)| *value).sum();
    let bars = parts.iter().map(|(label, value)| bar(label, *value, total)).collect();
    let title = language.say(title, &[("total", &total.normalize())]);
    Chart { title, warnings: few(language, total).into_iter().collect(), drawing: ChartDrawing::Bars(bars) }
}

/// The disputes by kind and result, with the share that was lost.
fn disputes(language: Language, form: &Form, sum: &[Option<Number>]) -> Chart {
    const RESULTS: [CellName; 4] = [column::UPHELD, column::OVERTURNED, column::OTHER, column::PENDING];
    let head = |key: CellKey| form.field(key).map(|field| field.column_heads.clone()).unwrap_or_default();
    let own = |key: CellKey| head(key).last().cloned().unwrap_or_default();
    let parts = RESULTS.map(|result| own(CellKey::new(row::RECONSIDERATION, result))).to_vec();
    let kinds = [row::RECONSIDERATION, row::DIRECT, row::AFTER_RECONSIDERATION];
    let mut all_concluded = Decimal::ZERO;
    let bar = |kind: CellName| {
        let values = RESULTS.map(|result| number(form, sum, CellKey::new(kind, result)));
        let concluded: Decimal = values.iter().take(3).flatten().copied().sum();
        let lost = values.get(1).copied().flatten().unwrap_or_default();
        let rate = percent(lost, concluded).map(|rate| language.say("chart.loss_rate", &[("rate", &rate)]));
        let heads = head(CellKey::new(kind, column::UPHELD));
        let label = heads.split_last().map(|(_, outer)| outer.join("·")).unwrap_or_default();
        (StackedBar { label, values: values.to_vec(), note: rate.unwrap_or_default() }, concluded)
    };
    let bars: Vec<StackedBar> = kinds
        .into_iter()
        .map(|kind| {
            let (bar, concluded) = bar(kind);
            all_concluded += concluded;
            bar
        })
        .collect();
    let warnings = few(language, all_concluded).into_iter().collect();
    Chart { title: language.word("chart.disputes"), warnings, drawing: ChartDrawing::Stacked { parts, bars } }
}

/// The sums of up to five years, the last of them this one.
fn past(rollup: &Rollup) -> Vec<Rollup> {
    let back = u16::try_from(YEARS - 1).unwrap_or(0);
    let of =
        |year| Rollup::of(Arc::clone(&rollup.members), RollupOptions { year: Some(year), ..rollup.options.clone() });
    (rollup.year.saturating_sub(back)..=rollup.year).map(of).collect()
}

/// The main numbers of these years, as far as reports of them are there.
fn years<'a>(language: Language, past: &[Rollup], form_of: &dyn Fn(Edition) -> Option<&'a Form>) -> Chart {
    let value = |summed: &Rollup, figure| {
        let form = form_of(summed.edition)?;
        figure_of(form, &summed.numbers(form).shown_in_form_order(form), figure)
    };
    let counts: Vec<(u16, usize)> = past.iter().map(|summed| (summed.year, summed.counted().count())).collect();
    let mut warnings: Vec<String> = missing_years(language, &counts).into_iter().collect();
    let there: Vec<usize> = counts.iter().map(|(_, count)| *count).filter(|count| *count > 0).collect();
    if there.windows(2).any(|pair| matches!(pair, [one, next] if one != next)) {
        let each = counts.iter().filter(|(_, count)| *count > 0);
        let each: Vec<String> = each
            .map(|(year, count)| language.say("chart.units_of_year", &[("year", year), ("count", count)]))
            .collect();
        warnings.push(language.say("chart.other_units", &[("years", &each.join(&language.word("label.comma")))]));
    }
    warnings.extend(two_editions(language, &counts));
    Chart { title: language.word("chart.years"), warnings, drawing: lines(language, past, &value) }
}

/// The same of each of the units that received most and have reports of several years.
fn unit_years<'a>(language: Language, past: &[Rollup], form_of: &dyn Fn(Edition) -> Option<&'a Form>) -> Vec<Chart> {
    let Some((last, former)) = past.split_last() else { return Vec::new() };
    let Some(form) = form_of(last.edition) else { return Vec::new() };
    let is_in_former = |unit: &str| former.iter().any(|summed| of_unit(summed, unit).is_some());
    let mut ranked: Vec<(Option<Decimal>, &str)> = last
        .numbered()
        .filter(|(_, _, standing)| *standing == MemberStanding::Counted)
        .filter_map(|(number, member, _)| {
            let unit = last.units.get(number).filter(|unit| is_in_former(unit))?;
            Some((figure_of(form, &member.values, KeyFigure::Received), unit.as_str()))
        })
        .collect();
    ranked.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let chart = |(_, unit): (Option<Decimal>, &str)| {
        let value =
            |summed: &Rollup, figure| figure_of(form_of(summed.edition)?, &of_unit(summed, unit)?.values, figure);
        let counts: Vec<(u16, usize)> =
            past.iter().map(|summed| (summed.year, usize::from(of_unit(summed, unit).is_some()))).collect();
        let warnings = missing_years(language, &counts).into_iter().chain(two_editions(language, &counts)).collect();
        let title = language.say("chart.unit_years", &[("unit", &within(last, unit))]);
        Chart { title, warnings, drawing: lines(language, past, &value) }
    };
    ranked.into_iter().take(UNITS).map(chart).collect()
}

/// The report of a unit that is counted.
fn of_unit<'a>(summed: &'a Rollup, unit: &str) -> Option<&'a RollupMember> {
    let is_unit = |(number, _, standing): &(usize, &RollupMember, MemberStanding)| {
        *standing == MemberStanding::Counted && summed.units.get(*number).is_some_and(|own| own == unit)
    };
    summed.numbered().find(is_unit).map(|(_, member, _)| member)
}

/// A line for each figure through the years.
fn lines(language: Language, past: &[Rollup], value: &dyn Fn(&Rollup, KeyFigure) -> Option<Decimal>) -> ChartDrawing {
    let line = |figure| ChartLine {
        name: series(language, figure),
        values: past.iter().map(|summed| value(summed, figure)).collect(),
    };
    let points = past.iter().map(|summed| summed.year.to_string()).collect();
    ChartDrawing::Lines { points, lines: FIGURES.map(line).to_vec() }
}

/// Which years have no report.
fn missing_years(language: Language, counts: &[(u16, usize)]) -> Option<String> {
    let missing: Vec<String> =
        counts.iter().filter(|(_, count)| *count == 0).map(|(year, _)| year.to_string()).collect();
    let years = missing.join(&language.word("label.comma"));
    (!missing.is_empty()).then(|| language.say("chart.missing_years", &[("years", &years)]))
}

/// That years of the old form stand beside years of the new one.
fn two_editions(language: Language, counts: &[(u16, usize)]) -> Option<String> {
    let there = |is_old: bool| counts.iter().any(|(year, count)| *count > 0 && (*year <= 2020) == is_old);
    (there(true) && there(false)).then(|| language.word("chart.two_editions"))
}

/// A unit's name without the place of the government whose sum it is: the title says it.
fn within(rollup: &Rollup, unit: &str) -> String {
    let place = rollup.options.unit.as_deref().map(|sum| sum.trim().trim_end_matches("人民政府")).unwrap_or_default();
    let rest = unit.strip_prefix(place).filter(|rest| rest.chars().count() > 2);
    rest.unwrap_or(unit).to_owned()
}

fn bar(label: &str, value: Option<Decimal>, total: Decimal) -> ChartBar {
    let share = value.and_then(|value| percent(value, total)).map(|share| format!("（{share}%）"));
    // The number of a row's head says nothing without the others.
    let label = short(label).and_then(|number| label.strip_prefix(number)).unwrap_or(label).trim_start_matches('.');
    ChartBar { label: label.to_owned(), value, note: share.unwrap_or_default() }
}

/// The share in per cent to one decimal; `None` of nothing.
fn percent(value: Decimal, total: Decimal) -> Option<Decimal> {
    let share = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total)?;
    Some(share.round_dp(1).normalize())
}

fn few(language: Language, total: Decimal) -> Option<String> {
    (!total.is_zero() && total < Decimal::from(FEW)).then(|| language.say("chart.few", &[("count", &FEW)]))
}

fn number(form: &Form, sum: &[Option<Number>], key: CellKey) -> Option<Decimal> {
    let field = form.field(key)?;
    sum.get(field.number).copied().flatten().and_then(Number::decimal)
}
