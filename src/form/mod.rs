//! The official form as data: sections, tables as cells with spans, totals and identities, read
//! from the files in `assets/forms/`. Must not know a report, a screen or a disk.

mod cell_key;
pub mod cell_names;
mod cell_order;
mod footnote_mark;
mod form_file;
mod identity;
mod label_number;
mod preface_sentences;
mod rollup_rules;
mod section;
mod table_grid;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use cell_key::{CellKey, CellName};
pub use cell_order::{CellOrder, IdentitySides};
pub use footnote_mark::{footnote_mark, is_footnote_mark};
pub use form_file::FormError;
pub use identity::{Identity, RuleCode};
pub use label_number::split_bracketed_number;
pub use preface_sentences::PrefaceSentences;
pub use rollup_rules::RollupRules;
pub use section::{Aspect, Deadline, LengthLimit, Section, SectionId, UnitKind};
pub use table_grid::{Cell, CellAlign, CellContent, CellMeasure, Field, HeadLabels, Table};

/// One edition of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The edition's name in drafts: `cn-2021` or `cn-2019`.
    pub edition: Edition,
    /// The notice that sets the edition, as reports cite it.
    pub notice: String,
    /// The words after the unit and the year in the report's title.
    pub title: String,
    /// The colour of the shaded bands as 0xRRGGBB.
    pub band: u32,
    /// The customary sentences before the first section.
    pub preface: PrefaceSentences,
    /// The six sections in order.
    pub sections: Vec<Section>,
    /// The three tables in order.
    pub tables: Vec<Table>,
    /// All identities between cells.
    pub identities: Vec<Identity>,
    /// The number in `identities` of the one that computes each total.
    pub totals: BTreeMap<CellKey, usize>,
    /// The number cells, numbered through.
    pub order: CellOrder,
    /// Rows under one head, by meaning.
    pub groups: Vec<RowGroup>,
    /// The last day to publish for each kind of unit.
    pub deadlines: Vec<(UnitKind, Deadline)>,
    /// How the tables of many units add up.
    pub rollup: RollupRules,
    /// Words that belong to an earlier edition and must not occur in a report of this one.
    pub outdated: Vec<String>,
}

/// Rows that the form puts under one head, such as the eight reasons of （三）不予公开.
#[derive(Clone, Debug, PartialEq)]
pub struct RowGroup {
    /// Its name, such as `withheld`.
    pub name: CellName,
    /// Its head in the form, such as （三）不予公开.
    pub label: String,
    /// Its rows in order.
    pub rows: Vec<CellName>,
}

/// Which edition of the form a report follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Edition {
    /// 国办公开办函〔2019〕60号, for the reports of 2019 and 2020.
    #[serde(rename = "cn-2019")]
    Cn2019,
    /// 国办公开办函〔2021〕30号, in force.
    #[serde(rename = "cn-2021")]
    Cn2021,
}

/// The built-in data files with their names, which errors show.
const FILES: [(Edition, &str, &str); 2] = [
    (Edition::Cn2019, "assets/forms/cn-2019.toml", include_str!("../../assets/forms/cn-2019.toml")),
    (Edition::Cn2021, "assets/forms/cn-2021.toml", include_str!("../../assets/forms/cn-2021.toml")),
];

impl Edition {
    /// Both editions, the older first.
    pub const ALL: [Edition; 2] = [Edition::Cn2019, Edition::Cn2021];

    /// The edition that the reports of `year` follow.
    pub const fn of_year(year: u16) -> Edition {
        if year <= 2020 { Edition::Cn2019 } else { Edition::Cn2021 }
    }
}

impl Form {
    /// The built-in form of `edition`, read once. A test reads both data files, so that the error
    /// does not occur in a released program.
    ///
    /// # Errors
    /// A data file that cannot be used, with its name and line.
    pub fn of(edition: Edition) -> Result<&'static Form, &'static FormError> {
        static FORMS: [OnceLock<Result<Form, FormError>>; 2] = [OnceLock::new(), OnceLock::new()];
        let slots = FORMS.iter().zip(FILES);
        for (slot, (of, file, text)) in slots {
            if of == edition {
                return slot.get_or_init(|| Form::parse(file, text)).as_ref();
            }
        }
        unreachable!("FILES names every edition")
    }

    /// Reads a form from the text of a data file; `file` is the name that an error shows.
    ///
    /// # Errors
    /// The first mistake in `text`, with its line.
    pub fn parse(file: &str, text: &str) -> Result<Form, FormError> {
        form_file::form(file, text)
    }

    /// The section `id`.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The table `name`.
    pub fn table(&self, name: CellName) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The table of section `id`, where it has one.
    pub fn table_of(&self, id: SectionId) -> Option<&Table> {
        self.section(id)?.table.and_then(|name| self.table(name))
    }

    /// The section whose table has the cell `key`.
    pub fn section_of(&self, key: CellKey) -> Option<SectionId> {
        let table = self.tables.iter().find(|table| table.field(key).is_some())?;
        self.sections.iter().find(|section| section.table == Some(table.name)).map(|section| section.id)
    }

    /// The field of `key` in whichever table has it.
    pub fn field(&self, key: CellKey) -> Option<&Field> {
        self.tables.iter().find_map(|table| table.field(key))
    }

    /// All fields in the order of the form.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.tables.iter().flat_map(|table| &table.fields)
    }

    /// The cells whose sum the total `key` is; empty where `key` is no total.
    pub fn parts(&self, key: CellKey) -> &[CellKey] {
        self.totals.get(&key).and_then(|number| self.identities.get(*number)).map_or(&[], |identity| &identity.left)
    }

    /// The rows of the group `name`.
    pub fn group(&self, name: CellName) -> Option<&RowGroup> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// The last day on which a unit of `kind` may publish.
    pub fn deadline(&self, kind: UnitKind) -> Option<Deadline> {
        self.deadlines.iter().find(|(of, _)| *of == kind).map(|(_, deadline)| *deadline)
    }
}
