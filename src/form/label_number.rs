//! The number in brackets with which labels of rows begin, such as （三） of （三）不予公开. Knows no
//! width: whoever lays a label out decides whether it breaks after its number.

/// The label's number with its brackets, and the words after it; `None` for a label without one.
pub fn split_bracketed_number(label: &str) -> Option<(&str, &str)> {
    label.strip_prefix('（')?;
    label.split_at_checked(label.find('）')? + '）'.len_utf8())
}
