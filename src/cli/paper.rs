//! What the flags of `export` and `new` say of paper: mark, sheet for approval, archive standard,
//! fonts, preface.

use super::call::Call;
use super::failure::Failure;
use super::files::path;
use super::output;
use crate::form::Form;
use crate::messages::{self, Language};
use crate::report::{PrefaceChoice, Report};
use crate::session::{ArchiveProfile, ExportError, FontChoice, Printing};

/// The sentences of a preface that need no more than their name.
const BASIS: &str = "basis";
const PERIOD: &str = "period";

/// How the flags want paper to be. Fonts that the computer does not have are told on standard
/// error.
pub(super) fn printing(call: &Call, language: Language) -> Result<Printing, Failure> {
    let choice = match call.value("fonts") {
        None => FontChoice::Bundle,
        Some(_) => {
            let given = call.text("fonts");
            let known = FontChoice::ALL.into_iter().find(|choice| choice.word() == given);
            known.ok_or_else(|| call.bad("fonts", FontChoice::ALL.map(FontChoice::word).join(" ")))?
        }
    };
    let profile = match call.text("archive").as_str() {
        "" | "2a" => ArchiveProfile::A2a,
        "1b" => ArchiveProfile::A1b,
        _ => return Err(call.bad("archive", "2a 1b".to_owned())),
    };
    let failed = |error| Failure::Export { path: path(call.operand()), error: ExportError::Fonts(error) };
    let plan = choice.plan().map_err(failed)?;
    let notices: String = plan.notices.iter().map(|notice| messages::font_notice(language, notice) + "\n").collect();
    output::remark(&notices);
    let (review_mark, approval_sheet) = (call.is_set("review-mark"), call.is_set("approval-sheet"));
    Ok(Printing { review_mark, approval_sheet, profile, fonts: plan.fonts })
}

/// Puts the customary preface that the flags ask for before the first section, where the report
/// has none of its own.
pub(super) fn preface(call: &Call, form: &Form, report: &mut Report) -> Result<(), Failure> {
    if call.value("preface").is_none() && call.value("contact").is_none() {
        return Ok(());
    }
    let mut choice = PrefaceChoice::default();
    for word in call.text("preface").split([',', '，']).map(str::trim).filter(|word| !word.is_empty()) {
        match word {
            BASIS => choice.basis = true,
            PERIOD => choice.period = true,
            _ => return Err(call.bad("preface", format!("{BASIS},{PERIOD}"))),
        }
    }
    choice.contact = call.value("contact").map(|contact| contact.to_string_lossy().into_owned());
    if report.preface.is_blank() {
        report.preface = report.customary_preface(form, &choice);
    }
    Ok(())
}
