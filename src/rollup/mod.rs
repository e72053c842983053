//! The tables of many units added up into one: which reports count and why the others do not, who is missing,
//! the sum of each cell with its parts. Blank and zero are told apart, and no number is rounded. Must not know
//! checks, files or sentences.

mod doubts;
mod expected_units;
mod former_sums;
mod list_pairs;
mod listed_units;
mod member;
mod part_rank;
mod rollup_sum;
mod second_names;
mod short_names;
mod stray_parts;
mod sum_record;
mod unit_names;
mod units_in_cell;

pub use doubts::RollupDoubt;
pub use expected_units::{AbsentUnit, ExpectedUnit, ListComparison, UnitList};
pub use listed_units::ListedDay;
pub use member::{MemberStanding, RollupMember};
pub use part_rank::{PartRank, part_ranks};
pub use rollup_sum::{CellSum, Rollup, RollupOptions, RollupScope, SharedCases, total_of};
pub use sum_record::{CellPart, SumPart, SumRecord};
pub use unit_names::{government_kind, unit_and_year};
