//! The list that an import prints: everything that was not understood, contradicts itself, is
//! missing or was taken with a question, in groups, by line.

use crate::form::Form;
use crate::import::{Imported, Remark};
use crate::messages::{self, Language, RemarkGroup};

/// The remarks as text.
pub(super) fn list(language: Language, form: &Form, reading: &Imported) -> String {
    match reading.remarks.as_slice() {
        [] => language.word("import.nothing") + "\n",
        remarks => list_of(language, form, remarks),
    }
}

/// The remarks as text; empty where there are none.
pub(super) fn list_of(language: Language, form: &Form, remarks: &[Remark]) -> String {
    if remarks.is_empty() {
        return String::new();
    }
    let mut page = language.say("import.remarks", &[("count", &messages::remark_count(remarks))]) + "\n";
    for group in RemarkGroup::ALL {
        let of_group = remarks.iter().filter(|remark| RemarkGroup::of(&remark.kind) == group);
        let sentences: Vec<_> = of_group.map(|remark| messages::remark(language, form, remark)).collect();
        if !sentences.is_empty() {
            page += &format!("\n{}\n", group.heading(language));
            page.extend(sentences.iter().map(|sentence| format!("  {sentence}\n")));
        }
    }
    page
}
