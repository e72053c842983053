//! The catalogue of rules: each with its severity, its basis, its sentences and one small function. A
//! new rule is a line here, a function in `rules/` and its sentences in the locale files; nothing
//! else changes.

use super::finding::Severity;
use super::rule::{Basis, Rule};
use super::rules::repeated_text::OTHER_UNIT_VARIANT;
use super::rules::{
    all_concluded, aspects, blanks, charts, citations, dates, deadline, decision_counts, figures, glyphs, identities,
    last_year, local_packs, measure_words, money, notes_and_margins, open_comments, prose_counts, punctuation,
    repeated_text, report_identity, report_year, sections, sequences, shares, spelling, sums, template_remnants,
    titles, unit_plausibility, word_choice,
};
use crate::form::RuleCode;

use Basis::{
    Arithmetic, Charts, EarlierNotice, FeeRules, Figures, Fonts, Form, Layout, Legislation, LocalNotice, Notice,
    Regulation, Review, Seen, Writing,
};
use Severity::{Error, Info, Warning};

/// Every rule in order of its number.
#[rustfmt::skip]
pub const CATALOGUE: &[Rule] = &[
    Rule { code: code(1),  severity: Error,   basis: &[Form],              variants: &["differs"],                        run: identities::run },
    Rule { code: code(2),  severity: Error,   basis: &[Form],              variants: &["differs"],                        run: identities::run },
    Rule { code: code(3),  severity: Error,   basis: &[Form, Seen(1)],     variants: &["differs"],                        run: identities::run },
    Rule { code: code(4),  severity: Error,   basis: &[Form, Seen(2)],     variants: &["differs"],                        run: identities::run },
    Rule { code: code(5),  severity: Error,   basis: &[Seen(3), Seen(4)],  variants: &["table", "rows", "row", "cells", "negative", "not_whole"], run: blanks::run },
    Rule { code: code(6),  severity: Error,   basis: &[Form, Seen(11), Seen(18)], variants: &["report_title", "title", "missing", "label", "absent", "inside", "repeated"], run: titles::run },
    Rule { code: code(7),  severity: Error,   basis: &[Notice],            variants: &["empty", "none"],                  run: sections::are_written },
    Rule { code: code(8),  severity: Error,   basis: &[Notice],            variants: &["missing"],                        run: sections::mention_fees },
    Rule { code: code(9),  severity: Error,   basis: &[Seen(9)],           variants: &["title", "period", "text", "plan"], run: report_year::run },
    Rule { code: code(10), severity: Error,   basis: &[Seen(10), Seen(23)], variants: &["left", "unverified"],            run: template_remnants::run },
    Rule { code: code(11), severity: Error,   basis: &[Notice, Seen(12)],  variants: &["word", "label"],                  run: template_remnants::outdated },
    Rule { code: code(12), severity: Warning, basis: &[Notice],            variants: &["long"],                           run: sections::keep_limits },
    Rule { code: code(13), severity: Warning, basis: &[Notice, Seen(16)],  variants: &["missing"],                        run: aspects::all_treated },
    Rule { code: code(14), severity: Warning, basis: &[Notice, Regulation(50)], variants: &["missing"],                   run: aspects::of_governments },
    Rule { code: code(15), severity: Warning, basis: &[Seen(5), Seen(6)],  variants: &["differs", "scope"],               run: prose_counts::run },
    Rule { code: code(16), severity: Warning, basis: &[Seen(5), Seen(6)],  variants: &["differs", "scope"],               run: prose_counts::run },
    Rule { code: code(17), severity: Warning, basis: &[Seen(5)],           variants: &["differs", "scope"],               run: prose_counts::run },
    Rule { code: code(18), severity: Warning, basis: &[Seen(5)],           variants: &["differs", "scope"],               run: prose_counts::run },
    Rule { code: code(19), severity: Warning, basis: &[Seen(5)],           variants: &["differs", "pending", "scope"],    run: prose_counts::run },
    Rule { code: code(20), severity: Warning, basis: &[Seen(5)],           variants: &["differs", "scope"],               run: prose_counts::run },
    Rule { code: code(21), severity: Warning, basis: &[Arithmetic],        variants: &["differs"],                        run: shares::shares },
    Rule { code: code(22), severity: Warning, basis: &[Seen(7)],           variants: &["left"],                           run: all_concluded::run },
    Rule { code: code(23), severity: Error,   basis: &[Seen(7)],           variants: &["denied", "claimed"],              run: prose_counts::run },
    Rule { code: code(24), severity: Warning, basis: &[Form],              variants: &["differs", "unchecked"],           run: last_year::carried_in },
    Rule { code: code(25), severity: Warning, basis: &[Seen(8)],           variants: &["differs"],                        run: last_year::in_force },
    Rule { code: code(26), severity: Info,    basis: &[Form],              variants: &["fewer"],                          run: last_year::pending },
    Rule { code: code(27), severity: Warning, basis: &[Legislation, Seen(17)], variants: &["unlikely"],                   run: unit_plausibility::rules },
    Rule { code: code(28), severity: Info,    basis: &[Seen(17)],          variants: &["unlikely"],                       run: unit_plausibility::documents },
    Rule { code: code(29), severity: Warning, basis: &[Form],              variants: &["times", "large", "unit"],         run: money::unit_of_fees },
    Rule { code: code(30), severity: Warning, basis: &[Notice, FeeRules],  variants: &["unpaid", "sum"],                  run: money::processing_fee },
    Rule { code: code(31), severity: Info,    basis: &[EarlierNotice],     variants: &["many"],                           run: unit_plausibility::otherwise },
    Rule { code: code(32), severity: Warning, basis: &[Seen(10)],          variants: &["self", "province"],               run: unit_plausibility::self_names },
    Rule { code: code(33), severity: Warning, basis: &[Layout, Seen(13)],  variants: &["words", "issuer", "brackets"],    run: citations::run },
    Rule { code: code(34), severity: Warning, basis: &[Seen(14)],          variants: &["broken", "doubled"],              run: sequences::run },
    Rule { code: code(35), severity: Warning, basis: &[Layout, Seen(15)],  variants: &["lost", "none", "zero"],           run: dates::run },
    Rule { code: code(36), severity: Warning, basis: &[Notice, Seen(21)],  variants: &["alike", OTHER_UNIT_VARIANT],            run: repeated_text::run },
    Rule { code: code(37), severity: Error,   basis: &[Notice, Regulation(49), Seen(20)], variants: &["early", "late", "soon"], run: deadline::run },
    Rule { code: code(38), severity: Warning, basis: &[Arithmetic],        variants: &["sum", "listed"],                  run: sums::run },
    Rule { code: code(39), severity: Warning, basis: &[Arithmetic],        variants: &["growth", "difference", "former"], run: shares::growth },
    Rule { code: code(40), severity: Info,    basis: &[Form],              variants: &["other"],                          run: measure_words::run },
    Rule { code: code(41), severity: Warning, basis: &[Writing, Seen(23)], variants: &["narrow", "doubled"],              run: punctuation::run },
    Rule { code: code(42), severity: Warning, basis: &[Seen(19)],          variants: &["inline"],                         run: notes_and_margins::notes },
    Rule { code: code(43), severity: Info,    basis: &[Layout, Seen(10)],  variants: &["unsigned", "contact"],            run: notes_and_margins::contact },
    Rule { code: code(44), severity: Error,   basis: &[Fonts],             variants: &["missing"],                        run: glyphs::run },
    Rule { code: code(45), severity: Error,   basis: &[Form],              variants: &["unit", "year", "kind"],           run: report_identity::run },
    Rule { code: code(46), severity: Warning, basis: &[Writing],           variants: &["confused"],                       run: spelling::confused },
    Rule { code: code(47), severity: Warning, basis: &[Writing],           variants: &["unended"],                        run: spelling::unended },
    Rule { code: code(48), severity: Warning, basis: &[Seen(5)],           variants: &["differs"],                        run: decision_counts::run },
    Rule { code: code(49), severity: Error,   basis: &[LocalNotice],       variants: &["long", "missing", "uncounted", "count", "late", "soon", "title", "order", "attachment", "numbers_plain", "numbers_of_total", "numbers_none", "years", "unknown"], run: local_packs::run },
    Rule { code: code(50), severity: Info,    basis: &[Writing],           variants: &["doubled", "particle", "spoken"],  run: word_choice::run },
    Rule { code: code(51), severity: Info,    basis: &[Review],            variants: &["open", "revisions"],              run: open_comments::run },
    Rule { code: code(52), severity: Error,   basis: &[Charts],            variants: &["no_table", "no_numbers", "blank", "all_zero", "negative", "too_many", "several_rows", "one_slice", "not_parts", "not_in_order", "unread"], run: charts::run },
    Rule { code: code(53), severity: Warning, basis: &[Figures],           variants: &["figure", "table", "alt"],        run: figures::run },
];

const fn code(number: u8) -> RuleCode {
    RuleCode::new(number)
}
