//! The customary sentences of a preface, for this unit and year: basis, period, contact.

use super::Report;
use crate::form::Form;
use crate::richtext::RichText;

/// The sentences that a unit wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrefaceChoice {
    /// The sentence on what the report is based on.
    pub basis: bool,
    /// The sentence on the period, from which day to which.
    pub period: bool,
    /// Whom to ask: address, post code, telephone, as they are to be printed; `None` for no sentence
    /// on it.
    pub contact: Option<String>,
}

impl Report {
    /// The preface of the sentences chosen, in one paragraph; blank where none is.
    pub fn customary_preface(&self, form: &Form, choice: &PrefaceChoice) -> RichText {
        let words = &form.preface;
        let year = self.year.to_string();
        let contact = choice.contact.as_deref().map(str::trim).filter(|contact| !contact.is_empty());
        let sentences = [
            choice.basis.then(|| words.basis.clone()),
            choice.period.then(|| words.period.replace("{year}", &year)),
            contact.map(|contact| words.contact.replace("{unit}", self.unit.name.trim()).replace("{contact}", contact)),
        ];
        RichText::plain(&sentences.into_iter().flatten().collect::<String>())
    }
}
