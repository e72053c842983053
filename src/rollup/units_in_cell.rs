//! Several units that a list names in one cell or line. Must not know columns.

use super::unit_names::plain;

/// What ends the name of a unit, and the name of a place whose government is one.
const UNIT_ENDS: [&str; 26] = [
    "局",
    "委",
    "委员会",
    "办",
    "办公室",
    "室",
    "厅",
    "部",
    "处",
    "所",
    "站",
    "院",
    "会",
    "队",
    "社",
    "馆",
    "中心",
    "学校",
    "中学",
    "小学",
    "医院",
    "政府",
    "办事处",
    "街道",
    "公司",
    "集团",
];
const PLACE_ENDS: [char; 8] = ['省', '州', '市', '县', '区', '旗', '镇', '乡'];
/// What stands between units.
const MARKS: [char; 6] = ['、', '，', ',', '；', ';', '/'];
/// The fewest characters of a unit's name beside others in one cell: 县委、县政府办公室 is one.
const SHORTEST: usize = 3;

/// The units that a cell names: one, or several with marks between them, 甲局、乙局 or 甲局  乙局. 教育、体育局 is one.
pub(super) fn several(name: &str) -> Vec<&str> {
    let mut by_marks = Vec::new();
    let mut from = 0;
    for (at, mark) in name.match_indices(MARKS).chain([(name.len(), "")]) {
        // 教育 is no unit: the mark belongs to the name.
        let part = name.get(from..at).unwrap_or_default().trim();
        if is_unit(part) {
            by_marks.push(part);
            from = at + mark.len();
        }
    }
    if by_marks.len() > 1 && from == name.len() {
        return by_marks;
    }
    // 青禾县 水务局 is one: spaces may stand behind a place.
    let by_spaces: Vec<&str> = name.split_whitespace().collect();
    let is_apart = |part: &&str| is_unit(part) && !part.ends_with(PLACE_ENDS);
    if by_spaces.len() > 1 && by_spaces.iter().all(is_apart) { by_spaces } else { vec![name] }
}

/// Whether words end like the name of a unit.
pub(super) fn is_unit(name: &str) -> bool {
    let bare = plain(name);
    bare.chars().count() >= SHORTEST && (UNIT_ENDS.iter().any(|end| bare.ends_with(end)) || bare.ends_with(PLACE_ENDS))
}
